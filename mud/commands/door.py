"""Coming in: making an account without saying the password back."""

import re

from django.conf import settings
from evennia.utils import class_from_module

from commands.command import Command
from show import safe


class CmdCreate(Command):
    """Make an account and come in.

    Usage:
      create <name> <password>
    """

    key = "create"
    aliases = ("cre", "cr")
    locks = "cmd:all()"
    arg_regex = r"\s.*?|$"

    def func(self):
        """Make the account, or say what is wrong with it; the password is shown to nobody."""
        parts = [part.strip() for part in self.args.split('"') if part.strip()]
        parts = parts[0].split(None, 1) if len(parts) == 1 else parts
        if len(parts) != 2 or re.search(r"\s", parts[0]):
            self.msg("Usage: create <name> <password>. A name is one word.")
            return
        account_type = class_from_module(settings.BASE_ACCOUNT_TYPECLASS)
        name, password = parts
        account, errors = account_type.create(
            username=name, password=password, ip=self.caller.address, session=self.caller
        )
        if account is None:
            self.msg("\n".join(safe(error) for error in errors))
            return
        self.msg(f"Your account is made. Come back with: connect {safe(account.key)} <password>")
        self.caller.sessionhandler.login(self.caller, account)
