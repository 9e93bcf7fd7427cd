"""Timmy's reply on a player's screen, as it comes: what is ready together stands together."""

from django.conf import settings
from twisted.internet import reactor

from show import safe, spoken

#: Seconds that a sentence waits for others, so that a quick reply is one paragraph.
TOGETHER = 0.3

_BREAKS_OFF = "Timmy breaks off."
_BEGINS_ANEW = "Timmy lost the thread, and begins anew."
_INDENT = "  "


def wanted(caller):
    """Whether `caller` is shown Timmy's replies as they come."""
    sessions = caller.sessions.all()
    return settings.MUD_STREAM and all(
        session.protocol_flags.get("SENTENCES", True) for session in sessions
    )


class Telling:
    """One reply on its way to a player.

    His name stands before its beginning, and again where something else was shown in between;
    all other lines are indented, so that none passes for a line of somebody else's.
    """

    def __init__(self, caller, on_first):
        self._caller = caller
        self._on_first = on_first
        self._heard = self._shown = ""
        self._lines = None
        self._timer = None

    def hear(self, sentence):
        """Take the next sentence, with the blanks before it."""
        if not self._heard:
            self._on_first()
        self._heard += sentence
        if self._timer is None:
            self._timer = reactor.callLater(TOGETHER, self._show)

    def end(self, reply):
        """Return what to show at the end of `reply`: what is missing of it."""
        self.stop()
        if not self._shown:
            return spoken("Timmy", reply) or "Timmy is silent for a while."
        if not reply.startswith(self._shown):
            return f"{_BEGINS_ANEW}\n{spoken('Timmy', reply)}"
        return self._lines_of(reply[len(self._shown) :])

    def broken_off(self, excuse):
        """Return what to show when the reply is not to be had."""
        self.stop()
        return f"{_BREAKS_OFF} {excuse}" if self._shown else excuse

    def stop(self):
        """Show nothing more by itself."""
        if self._timer and self._timer.active():
            self._timer.cancel()

    def _show(self):
        self._timer = None
        lines = self._lines_of(self._heard[len(self._shown) :])
        self._shown = self._heard
        if lines:
            self._caller.msg((lines, {"type": "timmy"}))
            self._lines = self._caller.ndb.lines

    def _lines_of(self, text):
        goes_on = self._shown and self._lines == self._caller.ndb.lines
        lines = [line.strip() for line in safe(text, lines=True).split("\n") if line.strip()]
        before = _INDENT if goes_on else "Timmy: "
        return f"\n{_INDENT}".join([before + line for line in lines[:1]] + lines[1:])
