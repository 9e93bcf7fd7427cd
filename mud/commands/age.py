"""Saying that one is a minor, or grown up: it decides how often one is reminded of a few things."""

from commands.command import Command

_MINOR = (
    "You are kept as a minor. You will be reminded every hour that Timmy is an AI, and that a break"
    " is good. Only you can see this. |wage adult|n takes it back."
)
_ADULT = "You are kept as an adult. You will be reminded every three hours that Timmy is an AI."
_USAGE = "Usage: age minor, or: age adult"


class CmdAge(Command):
    """Say that you are a minor, or an adult.

    Usage:
      age              what is kept
      age minor        you are reminded every hour what Timmy is, and of a break
      age adult        you are reminded every three hours what Timmy is

    Nobody asks how old you are, and nobody else sees what you say here.
    """

    key = "age"
    locks = "cmd:all()"

    def func(self):
        """Keep it with the account, or tell what is kept."""
        said = self.args.strip().lower()
        if said in {"minor", "adult"}:
            self.account.db.minor = said == "minor"
        elif said:
            self.msg(_USAGE)
            return
        self.msg(_MINOR if self.account.db.minor else _ADULT)
