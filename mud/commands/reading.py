"""How what is shown reaches those who read it: for a screen reader, or not."""

from commands.command import Command


class CmdScreenReader(Command):
    """Make what is shown fit for a screen reader.

    Usage:
      screenreader on
      screenreader off

    Colours and decoration are left out, and lines are not wrapped. Clients
    that say they are used with a screen reader have it on from the start.
    With an account, it is remembered.
    """

    key = "screenreader"
    aliases = ("screen reader",)
    locks = "cmd:all()"

    def func(self):
        """Switch it, and remember it for whoever has an account."""
        wanted = self.args.strip().lower()
        if wanted not in {"on", "off"}:
            now = "on" if self._session.protocol_flags.get("SCREENREADER") else "off"
            self.msg(f"Screen reader mode is {now}. Usage: screenreader on, screenreader off.")
            return
        self._session.update_flags(SCREENREADER=wanted == "on")
        if self._session.account:
            saved = self._session.account.attributes.get("_saved_protocol_flags") or {}
            saved["SCREENREADER"] = wanted == "on"
            self._session.account.attributes.add("_saved_protocol_flags", dict(saved))
        self.msg(f"Screen reader mode is {wanted}.")

    @property
    def _session(self):
        """The session; at the door it is the caller itself."""
        return self.session or self.caller
