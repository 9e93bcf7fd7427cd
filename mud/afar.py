"""People who are here from afar: by HTTP, without a body; known from the bridge's events."""

from evennia.utils import logger
from twisted.internet.defer import ensureDeferred

import bridge_client
import presence
from show import safe
from world.names import borne, looks

#: Name and room of each, by their id.
_people = {}
#: What is told while the bridge is asked; else None.
_news = None

#: Id and name of whoever has asked to be forgotten.
FORGOTTEN = "someone"

WHAT = (
    "{who} is here from afar, as a voice: they hear what is said aloud in this room, and nothing"
    " else."
)


def note(event):
    """Take in what an event tells of somebody from afar; return the rooms that it changes."""
    if event["realm"] != "http":
        return set()
    if _news is not None:
        _news.append(event)
    before = _people.pop(event["user_id"], None)
    here = None
    if event["type"] != "presence" or event["event"] != "leave":
        here = _people[event["user_id"]] = (borne(event["username"]), event["room"])
    return {room for _, room in {before, here} - {None}} if before != here else set()


def is_unnamed(event):
    """Whether somebody from afar has left who was forgotten: nothing tells who it was."""
    return event["realm"] == "http" and event["user_id"] == event["username"] == FORGOTTEN


def refresh(changed):
    """Ask the bridge who is here, and call `changed` with the rooms; done when its feed opens."""
    global _news  # noqa: PLW0603 - one list for the process
    _news = []
    ensureDeferred(_refresh(changed)).addErrback(
        lambda failure: logger.log_err(f"people from afar: {failure.type.__name__}")
    )


async def _refresh(changed):
    global _news  # noqa: PLW0603
    try:
        listed = await bridge_client.call("GET", "/bridge/rooms")
    except bridge_client.BridgeError:
        _news = None
        return
    ours = {one.account.user_id for one in presence.players() if one.account}
    told, _news = _news or [], None
    _people.clear()
    for room in listed["rooms"]:
        for person in room["players"]:
            if person["user_id"] not in ours:
                _people[person["user_id"]] = (borne(person["username"]), room["room"])
    for event in told:
        note(event)
    changed({room["room"] for room in listed["rooms"]})


def everybody():
    """Return the name and the room of each, by name."""
    return sorted(_people.values())


def in_room(room):
    """Return who is in a room from afar, as they are shown."""
    return [f"{safe(name)} (from afar)" for name, where in everybody() if where == room.key]


def named(name, room=None):
    """Return the name and the room of somebody from afar who is meant by `name`, or None."""
    for known, where in everybody():
        if (room is None or where == room.key) and name and looks(known) & looks(name):
            return known, where
    return None
