"""What is kept of a player: collected, erased here, and forgotten at the bridge."""

import json
import time
from pathlib import Path

from django.conf import settings
from django.db import OperationalError, connection
from evennia.comms.models import Msg
from evennia.server.models import ServerConfig
from evennia.utils import logger
from twisted.internet import reactor
from twisted.internet.defer import ensureDeferred
from twisted.internet.threads import deferToThread

import bridge_client
import care
import safekeeping
from outbox import outbox

#: Seconds: for the bridge to forget somebody; until it is asked again after it was away.
FORGET, AGAIN = 15, 10.0
#: What Evennia must know for a player to come back; its own names begin with an underscore.
_NEEDED = {"prelogout_location"}
_AGES = {True: "minor, as you said", False: "adult, as you said"}
_KEPT_AS = "to_be_forgotten"


def of(account):
    """Return what the MUD itself keeps of a player: what it is, and what it holds."""
    descriptions = [one.db.desc for one in account.characters if one.db.desc]
    return [
        ("Account", account.key),
        ("Made", _moment(account.date_joined)),
        ("Last came in", _moment(account.last_login)),
        ("E-mail", account.email or "none"),
        ("Description", "; ".join(descriptions) or "none"),
        ("Told that Timmy is an AI", moment(account.db.notice)),
        ("Age", _AGES.get(account.db.minor, "not said")),
        ("Crisis protocol", _crisis(account)),
        ("Your id for Timmy", account.user_id),
    ]


def moment(seconds):
    """Return a time as people read it."""
    return time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime(seconds)) if seconds else "not yet"


def _moment(when):
    return moment(when.timestamp() if when else None)


def _crisis(account):
    try:
        state = care.crisis.CrisisState.from_dict(json.loads(account.db.crisis or "{}"))
    except (ValueError, TypeError, AttributeError):  # AttributeError: it could not be loaded
        return "not known"
    if state.sign_at is None:
        return "nothing"
    return f"level {state.level.label}, last sign {moment(state.sign_at)}; never your words"


# --- Erasing --------------------------------------------------------------------------------------


def erase(account):
    """Erase what the MUD keeps of a player, but for the account; their id is another from now on.

    Returns the former id, under which the bridge still knows them.
    """
    former = account.user_id
    for one in (account, *account.characters):
        _erase_from_disk(one)
        one.ndb.watching = one.ndb.seen_talking = None
        while one.ndb.talk and len(one.ndb.talk) > 1:  # the bridge drops what is being answered
            one.ndb.talk.pop()
    for one in (account, *account.sessions.all()):
        one.ndb.recent_lines = one.ndb.crisis = None
    return former


def _erase_from_disk(one):
    for kept in one.attributes.all():
        if kept.db_key not in _NEEDED and not kept.db_key.startswith("_"):
            one.attributes.remove(kept.db_key, category=kept.db_category)
    for messages in (Msg.objects.get_messages_by_sender, Msg.objects.get_messages_by_receiver):
        for message in messages(one):
            message.delete()


def end(account, farewell):
    """Delete an account with its character; whoever plays it reads `farewell`."""
    let_go(account)
    for session in account.sessions.all():
        account.disconnect_session_from_account(session, farewell)
    if account.pk:  # a guest is gone by now
        for character in list(account.characters):
            character.delete()
        account.delete()
    purge()


def purge():
    """Take what was deleted off the disk; SQLite writes over it, but it is in the log as well."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 0")  # nobody waits for it
        try:
            busy, _, _ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except OperationalError:
            busy = True
        cursor.execute("PRAGMA busy_timeout = 5000")
    if busy:
        reactor.callLater(AGAIN, purge)
    elif (database := Path(settings.DATABASES["default"]["NAME"])).is_file():
        deferToThread(safekeeping.keep, database).addErrback(_crashed)  # it is in the copy as well


# --- The bridge -----------------------------------------------------------------------------------


async def forget(account):
    """Erase what is kept of a player, here and at the bridge; False while the bridge is away.

    What the bridge could not be asked it is asked again until it has done it, over restarts too.
    """
    await outbox.settled()
    former = erase(account)
    one = _note(former, account.key, new_id=account.user_id)
    try:
        await _ask(one)
    except bridge_client.BridgeError:
        _later()
        return False
    finally:
        purge()
    return True


def let_go(account):
    """Have the bridge forget somebody who does not come back."""
    if account.db.user_id:
        _note(account.user_id, account.key)
        _later(0)


def start():
    """Ask the bridge for what it could not be asked before; called when the players are back."""
    from typeclasses.accounts import Guest

    for guest in Guest.objects.all():
        if not guest.sessions.count():  # left behind by a Server that was killed
            end(guest, "")
    _later(0)


def _note(user_id, name, **more):
    """Keep until it is done that the bridge has to forget somebody."""
    one = {"user_id": user_id, "username": name, "confirm": "forget me", **more}
    ServerConfig.objects.conf(_KEPT_AS, [*_noted(), one])
    return one


def _noted():
    return [dict(one) for one in ServerConfig.objects.conf(_KEPT_AS) or ()]


async def _ask(one):
    """Have the bridge forget somebody, after all that it still has to hear of them.

    Raises:
        BridgeError: it did not, or not all of it.
    """
    await outbox.settled()
    bridge_client.gone.add(one["user_id"])
    outbox.forget(one["user_id"])
    await bridge_client.call("DELETE", "/bridge/me", one, timeout=FORGET)
    left = [other for other in _noted() if other["user_id"] != one["user_id"]]
    ServerConfig.objects.conf(_KEPT_AS, left, delete=not left)


def _later(seconds=AGAIN):
    reactor.callLater(seconds, lambda: ensureDeferred(_work_off()).addErrback(_crashed))


async def _work_off():
    for one in _noted():
        try:
            await _ask(one)
        except bridge_client.BridgeError as error:
            logger.log_warn(f"somebody is not forgotten yet: {error}")
            _later()
            return
        purge()


def _crashed(failure):
    logger.log_err(f"somebody could not be forgotten: {failure.type.__name__}")
