"""Each player is told what Timmy is: when they come in, and again every few hours of play."""

import time

import evennia
from evennia import AccountDB
from evennia.utils import logger
from twisted.internet.task import LoopingCall

import care
from world.notice import is_due, notice

#: Seconds between two looks at who is to be told, and between two at what has expired.
EVERY, EXPIRY = 60.0, 6 * 3600.0


def tell(account, *, coming_in=False):
    """Tell the person what Timmy is if it is time, and not in a crisis; whether they were told.

    A minor who has played for an hour is told that a break is good, too.
    """
    now, last = time.time(), account.db.notice
    minor = bool(account.db.minor)
    if not is_due(last, now, minor=minor) or care.lately(account):
        return False
    account.db.notice = now
    rest = minor and not coming_in and last is not None
    (account.puppet or account).msg(f"({notice(_language(account), rest=rest)})")
    return True


def told(account):
    """Note that the person has been told just now, in other words."""
    account.db.notice = time.time()


def _language(account):
    try:
        return care.language(account)
    except Exception:  # noqa: BLE001 - a state that cannot be read is no reason to say nothing
        return "en"


def _plays(account):
    """Whether they have typed anything since they were told: an empty chair is told nothing."""
    last = account.db.notice or 0.0
    return any(session.cmd_last > last for session in account.sessions.all())


def _who_is_in():
    return {session.account for session in evennia.SESSION_HANDLER.get_sessions()} - {None}


def _with_a_state():
    return AccountDB.objects.filter(db_attributes__db_key="crisis")


def _each(accounts, act):
    """Do `act` for each of `accounts()`; what fails for one fails for nobody else, nor for good."""
    try:
        found = list(accounts())
    except Exception as error:  # noqa: BLE001 - as the docstring says
        logger.log_err(f"nobody could be reminded: {type(error).__name__}")
        return
    for account in found:
        try:
            act(account)
        except Exception as error:  # noqa: BLE001 - as the docstring says
            logger.log_err(f"somebody could not be reminded: {type(error).__name__}")


class _Watch:
    """Looks now and then at everybody who is in; one timer for all."""

    def __init__(self):
        self._timer = LoopingCall(self.look)
        self._expired = 0.0

    def start(self, clock=None):
        """Look from now on."""
        if not self._timer.running:
            if clock:
                self._timer.clock = clock
            self._timer.start(EVERY, now=False)

    def look(self):
        """Tell everybody for whom it is time; and erase the crisis states that are over."""
        _each(_who_is_in, lambda account: _plays(account) and tell(account))
        if time.time() - self._expired >= EXPIRY:
            self._expired = time.time()
            _each(_with_a_state, care.let_expire)


watch = _Watch()
