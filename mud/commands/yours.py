"""What is one's own: how one looks, one's password, and the way out."""

from django.contrib.auth.hashers import check_password, make_password
from evennia.utils import logger
from twisted.internet.defer import ensureDeferred
from twisted.internet.threads import deferToThread

from commands.command import Command
from show import safe
from typeclasses.accounts import Hashed
from world.text import neutral

#: Characters of a description.
LONGEST_LOOK = 600


class CmdDescribe(Command):
    """Say what others see when they look at you.

    Usage:
      describe <what they see>
      describe              what it is now
      describe nothing      to take it back
    """

    key = "describe"
    aliases = ("setdesc", "describe me", "describe myself")
    locks = "cmd:all()"

    def func(self):
        """Show it, keep it, or take it back."""
        words = neutral(self.args).strip().removeprefix("as ")
        if len(words) > LONGEST_LOOK:
            self.msg(f"That is too long: {LONGEST_LOOK} characters are enough to be known by.")
            return
        if words:
            self.caller.db.desc = "" if words.lower() in {"nothing", "clear"} else words
        look = self.caller.db.desc
        self.msg(
            f'Your description, as others see it: "{safe(look)}"'
            if look
            else "You have no description; others see your name. Usage: describe <what they see>"
        )


class CmdPassword(Command):
    """Change your password.

    Usage:
      password <the old one> = <the new one>
    """

    key = "password"
    locks = "cmd:all()"

    def func(self):
        """Have a thread look at the old one, and work on the new one."""
        old, equals, new = (part.strip() for part in self.args.partition("="))
        fit, wrong = self.account.validate_password(new, account=self.account)
        if not old or not equals or not new:
            self.msg("Usage: password <the old one> = <the new one>")
        elif not fit:
            self.msg("\n".join(safe(complaint) for complaint in wrong.messages))
        else:
            ensureDeferred(self._change(old, new)).addErrback(self._failed)

    async def _change(self, old, new):
        if not await deferToThread(check_password, old, self.account.password):
            self.msg("The old password is another.")
            return
        self.account.set_password(Hashed(await deferToThread(make_password, new)))
        self.account.save()
        self.account.end_sessions(but=self.session)
        self.msg("Your password is changed.")

    def _failed(self, failure):
        logger.log_err(f"a password could not be changed: {failure.type.__name__}")
        self.msg("Something went wrong; your password is what it was. Please try again.")


class CmdQuit(Command):
    """Leave; you are welcome back.

    Usage:
      quit
    """

    key = "quit"
    aliases = ("logout", "exit")
    locks = "cmd:all()"

    def func(self):
        """Close the connection."""
        self.account.disconnect_session_from_account(
            self.session, "Farewell. You are welcome back."
        )
