"""What all commands have in common."""

import sys
import traceback

from evennia.commands import cmdhandler
from evennia.commands.default.muxcommand import MuxCommand
from evennia.utils import logger

import care

#: Characters of a line; what is longer is read for a crisis and then refused.
LONGEST = 4000
#: Lines that wait while somebody is being let in.
HELD = 20
#: Their words are passwords: nobody reads them.
_SECRET = {"connect", "create", "password", "userpassword"}


def _say_sorry(receiver, _sentences, cmdid=None):
    """Say that something went wrong; what, is for the log, and nobody's words are.

    Evennia would show the error itself, and write it down with what it holds.
    """
    kind, _, where = sys.exc_info()
    name = kind.__name__ if kind else "an error"
    logger.log_err(f"a command failed: {name}\n{''.join(traceback.format_tb(where))}")
    receiver.msg("Something went wrong, and it is not your fault. Please try again.")


class _Reported(Exception):  # noqa: N818 - as Evennia calls it
    """Stands for Evennia's, which writes down the line that somebody typed."""

    raw_string = "not written down"


# Evennia has no settings for them.
cmdhandler._msg_err = _say_sorry  # noqa: SLF001
cmdhandler.ErrorReported = _Reported


class Command(MuxCommand):
    """A command; its words are read for a crisis even when they are said to nobody.

    Attributes:
        says: this command says its words to somebody, and reads them for a crisis itself.
    """

    says = False

    def at_pre_cmd(self):
        """Answer a sign of crisis instead of doing what the line happens to be a command for."""
        held = getattr(getattr(self.caller, "ndb", None), "held", None)
        if held is not None:
            held.extend([self.raw_string] * (len(held) < HELD))
            return True
        if len(self.raw_string) > LONGEST:
            return self._refuse_for_its_length()
        read = not self.says and self.args.strip() and self._is_for_us()
        if read and care.hear(self.caller, self.raw_string, "talk", said=False).sign:
            return True
        return super().at_pre_cmd()

    def _refuse_for_its_length(self):
        """Say that it was too long; a sign of crisis in it is answered all the same."""
        read = self.says or self._is_for_us()
        if not (read and care.hear(self.caller, self.raw_string, "talk", said=False).sign):
            self.msg("That was too long for one line. Please say it in several.")
        return True

    def _is_for_us(self):
        builds = getattr(self.caller, "check_permstring", lambda _: False)("Builder")
        return self.key not in _SECRET and not builds
