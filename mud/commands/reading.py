"""How what is shown reaches those who read it: for a screen reader or not, at once or whole."""

from django.conf import settings

from commands.command import Command


class _Switch(Command):
    """Something about a session that is on or off; with an account, it is remembered."""

    auto_help = False
    flag = what = ""
    default = False

    def func(self):
        """Switch it, and remember it for whoever has an account."""
        wanted = self.args.strip().lower()
        if wanted not in {"on", "off"}:
            now = "on" if self._session.protocol_flags.get(self.flag, self.default) else "off"
            self.msg(f"{self.what} is {now}. Usage: {self.key} on, {self.key} off.")
            return
        self._session.update_flags(**{self.flag: wanted == "on"})
        if self._session.account:
            saved = self._session.account.attributes.get("_saved_protocol_flags") or {}
            saved[self.flag] = wanted == "on"
            self._session.account.attributes.add("_saved_protocol_flags", dict(saved))
        self.msg(f"{self.what} is {wanted}.")

    @property
    def _session(self):
        """The session; at the door it is the caller itself."""
        return self.session or self.caller


class CmdScreenReader(_Switch):
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
    auto_help = True
    flag, what = "SCREENREADER", "Screen reader mode"


class CmdSentences(_Switch):
    """Have Timmy's replies sentence by sentence, or whole.

    Usage:
      sentences on
      sentences off

    On, you read what Timmy has said while he still goes on. Off, a reply comes
    when he has finished it. With an account, it is remembered.
    """

    key = "sentences"
    locks = "cmd:all()"
    auto_help = True
    flag, what, default = "SENTENCES", "Sentence by sentence", True

    def func(self):
        """Switch it, where the world has it."""
        if settings.MUD_STREAM:
            super().func()
        else:
            self.msg("In this world, Timmy's replies come whole.")
