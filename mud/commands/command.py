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
#: In their words is a password: a sign of crisis is answered, nothing is remembered or told.
_SECRET = {"connect", "create", "password", "@userpassword"}
#: Its words are a program of whoever keeps the world.
_CODE = "@py"


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
            self._wait_in(held)
            return True
        if len(self.raw_string) > LONGEST:
            return self._refuse_for_its_length()
        words = self.args.strip()
        if words and ((self.says and care.asked(self.caller, words)) or self._shows_a_sign()):
            return True
        return super().at_pre_cmd()

    def _wait_in(self, held):
        """Let this line wait; one for which there is no room is read all the same."""
        if len(held) < HELD:
            held.append(self.raw_string)
        else:
            care.answer(self.caller, self.raw_string)

    def _shows_a_sign(self):
        """Answer a sign of crisis in what is said to nobody; whether that is all to be done."""
        if self.key in _SECRET:
            care.answer(self.caller, self.args) or care.answer(self.caller, self.args.split()[0])
        elif not self.says and self.key != _CODE:
            # The name may be a word of what is said, as in `i want`, or a letter that hides it.
            return self._is_a_sign(self.raw_string) or (
                len(self.cmdstring) < 3 and self._is_a_sign(self.args.strip())
            )
        return False

    def _is_a_sign(self, words):
        return care.hear(self.caller, words, "talk", said=False).sign

    def _refuse_for_its_length(self):
        """Say that it was too long; a sign of crisis in it is answered all the same."""
        if self.key in _SECRET:
            answered = care.answer(self.caller, self.args)
        else:
            answered = self._is_a_sign(self.raw_string)
        if not answered:
            self.msg("That was too long for one line. Please say it in several.")
        return True
