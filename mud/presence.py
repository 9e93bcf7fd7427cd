"""Who is where, told to the bridge: each step at once, and everybody every 20 seconds."""

import itertools
import time

import evennia
from twisted.internet.task import LoopingCall

import care
from outbox import outbox

#: Seconds between two snapshots.
EVERY = 20.0

#: This run of the Server, and the reports of it.
_epoch = int(time.time() * 1000)
_numbers = itertools.count(1)


def report(character, room):
    """Tell the bridge that `character` is in `room` now; None: has left."""
    account = character.account or character.ndb.left_by
    if account is None:
        return
    body = {
        "epoch": _epoch,
        "seq": next(_numbers),
        "user_id": account.user_id,
        "username": character.key,
        "room": room.key if room else None,
    }
    outbox.put("POST", "/bridge/presence", body)


def players():
    """Return every character that somebody plays now."""
    sessions = evennia.SESSION_HANDLER.get_sessions()
    found = {session.puid: session.puppet for session in sessions if session.puid}
    return [character for character in found.values() if character and character.location]


def snapshot():
    """Tell the bridge who is where, all at once."""
    outbox.put("PUT", "/bridge/presence", _everybody())


def _everybody():
    watched = {one.ndb.watching for one in players() if not care.lately(one)} - {None}
    return {
        "epoch": _epoch,
        "seq": next(_numbers),
        "users": [
            {
                "user_id": character.account.user_id,
                "username": character.key,
                "room": character.location.key,
            }
            for character in players()
            if character.account
        ],
        "watched": sorted(watched),
    }


def sweep():
    """Let those leave whose connection was lost while the Server was away."""
    from typeclasses.characters import Character

    live = {session.puid for session in evennia.SESSION_HANDLER.get_sessions() if session.puid}
    for character in Character.objects.filter(db_account__isnull=False):
        if character.id not in live:
            account = character.account
            character.at_pre_unpuppet()
            character.sessions.clear()
            del character.account
            character.at_post_unpuppet(account, session=None)


_every = LoopingCall(snapshot)


def start():
    """Begin to tell, once the sessions are back from the Portal."""
    outbox.on_conflict = snapshot
    sweep()
    if not _every.running:
        _every.start(EVERY, now=True)


def stop():
    """Tell no more snapshots."""
    if _every.running:
        _every.stop()
