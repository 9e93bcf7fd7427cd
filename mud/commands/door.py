"""Coming in: making an account, coming back, and what is seen before.

The slow work on passwords is a thread's, so that nobody in the world waits for whoever comes in.
"""

import re
import time

import evennia
from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from evennia.accounts.accounts import LOGIN_THROTTLE
from evennia.commands.cmdhandler import CMD_LOGINSTART
from evennia.utils import class_from_module, logger
from twisted.internet.defer import ensureDeferred
from twisted.internet.task import LoopingCall
from twisted.internet.threads import deferToThread

import care
from commands.command import Command
from server.conf.connection_screens import CONNECTION_SCREEN
from show import safe
from typeclasses.accounts import Account, Hashed, named

#: Seconds that somebody may stand at the door without a word; between two looks who does.
PATIENCE, EVERY = 900.0, 30.0

_WRONG = "No account has this name and this password. |wcreate|n <name> <password> makes one."
_TOO_OFTEN = "That was wrong too often. Please wait a few minutes, then try again."
_BANNED = "You cannot come in here just now. If that is a mistake, ask whoever runs this world."
_FAREWELL = "Farewell. You are welcome back."
_TOO_LONG = "You were quiet for a while, so the door closes. You are welcome at any time."


def _name_and_password(words):
    """Return what was typed, a quoted name or password in one piece; None when it is not both."""
    parts = [part.strip() for part in words.split('"') if part.strip()]
    parts = parts[0].split(None, 1) if len(parts) == 1 else parts
    return parts if len(parts) == 2 else None


class _AtTheDoor(Command):
    """A command that takes its time; what is typed meanwhile waits for it."""

    def begin(self, work):
        """Do `work`, a coroutine, and then what was typed meanwhile."""
        self.caller.ndb.held = []
        ensureDeferred(work).addErrback(self._failed).addBoth(self._go_on)

    def _failed(self, failure):
        logger.log_err(f"somebody could not come in: {failure.type.__name__}")
        self.caller.msg("Something went wrong at the door. Please try again.")

    def _go_on(self, _result):
        held, self.caller.ndb.held = self.caller.ndb.held or [], None
        for line in held:
            self.caller.execute_cmd(line)

    def still_there(self):
        """Whether who knocked has not gone away meanwhile."""
        return evennia.SESSION_HANDLER.get(self.caller.sessid) is self.caller

    def come_in(self, account):
        """Let somebody in, if they are still there."""
        if self.still_there():
            self.caller.sessionhandler.login(self.caller, account)


class CmdCreate(_AtTheDoor):
    """Make an account and come in.

    Usage:
      create <name> <password>

    A name is one word, in whatever alphabet it is written. The password has
    eight characters or more.
    """

    key = "create"
    aliases = ("cre", "cr")
    locks = "cmd:all()"
    arg_regex = r"\s.*?|$"

    def func(self):
        """Make the account, or say what is wrong with it; the password is shown to nobody."""
        parts = _name_and_password(self.args)
        if parts is None or re.search(r"\s", parts[0]):
            self.msg("Usage: create <name> <password>. A name is one word.")
            return
        name, password = Account.normalize_username(parts[0]), parts[1]
        fit, complaints = Account.validate_username(name)
        if fit:
            fit, wrong = Account.validate_password(password, account=Account(username=name))
            complaints = wrong.messages if wrong else []
        if not fit:
            self.msg("\n".join(safe(complaint) for complaint in complaints))
            return
        self.begin(self._make(name, password))

    async def _make(self, name, password):
        hashed = Hashed(await deferToThread(make_password, password))
        if not self.still_there():
            return
        account, errors = Account.create(
            username=name, password=hashed, ip=self.caller.address, session=self.caller
        )
        if account is None:
            self.msg("\n".join(safe(error) for error in errors))
            return
        self.msg(f"Your account is made. Come back with: connect {safe(account.key)} <password>")
        self.come_in(account)


class CmdConnect(_AtTheDoor):
    """Come back with the account that you have.

    Usage:
      connect <name> <password>
    """

    key = "connect"
    aliases = ("conn", "con", "co")
    locks = "cmd:all()"
    arg_regex = r"\s.*?|$"

    def func(self):
        """Let in who has the password; a guest needs none."""
        if self.args.strip().lower() == "guest":
            self._guest()
            return
        parts = _name_and_password(self.args)
        if parts is None:
            self.msg("Usage: connect <name> <password>")
        elif LOGIN_THROTTLE.check(self.caller.address):
            self.msg(_TOO_OFTEN)
        elif Account.is_banned(username=parts[0].lower(), ip=self.caller.address):
            self.msg(_BANNED)
        else:
            self.begin(self._come_back(*parts))

    async def _come_back(self, name, password):
        account = named(name)
        if account and await deferToThread(check_password, password, account.password):
            self.come_in(account)
            return
        if account is None:  # takes as long, so that nobody can try out who has an account
            await deferToThread(make_password, password)
        LOGIN_THROTTLE.update(self.caller.address, "Too many wrong passwords.")
        logger.log_warn("somebody had a wrong name or password")
        self.msg(_WRONG)

    def _guest(self):
        guests = class_from_module(settings.BASE_GUEST_TYPECLASS)
        account, errors = guests.authenticate(ip=self.caller.address)
        if account:
            self.come_in(account)
        else:
            self.msg("\n".join(safe(error) for error in errors))


class CmdLookAtTheDoor(Command):
    """See this screen again.

    Usage:
      look
    """

    key = CMD_LOGINSTART
    aliases = ("look", "l")
    locks = "cmd:all()"

    def func(self):
        """Show what is seen before one comes in."""
        self.msg((CONNECTION_SCREEN, {"type": "help"}))


class CmdQuitAtTheDoor(Command):
    """Leave.

    Usage:
      quit
    """

    key = "quit"
    aliases = ("q", "qu", "exit")
    locks = "cmd:all()"

    def func(self):
        """Close the connection."""
        self.caller.sessionhandler.disconnect(self.caller, _FAREWELL)


# --- Whoever stands at the door for long ----------------------------------------------------------


def let_go():
    """Close the door for those who have said nothing for long and have not come in.

    Whoever showed a sign of crisis lately may stay.
    """
    for session in list(evennia.SESSION_HANDLER.values()):
        quiet = not session.logged_in and time.time() - session.cmd_last > PATIENCE
        if quiet and not care.lately(session):
            session.sessionhandler.disconnect(session, _TOO_LONG)


_watch = LoopingCall(let_go)


def watch():
    """Look now and then who stands at the door."""
    if not _watch.running:
        _watch.start(EVERY, now=False)
