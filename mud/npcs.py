"""Those of the house who live in the rooms: seen where the bridge says that they are."""

from evennia.utils import logger
from twisted.internet import reactor
from twisted.internet.defer import ensureDeferred

import bridge_client
import build
import gmcp
import onlookers
from show import begun, safe

#: Seconds in which whoever leaves a room comes into the next; or else is nowhere to be seen.
ON_THE_WAY = 2.0

#: Of whom an event has told since the bridge was asked where all are; None: nothing is asked.
_told = None


def where(npc):
    """Return where one of the house is, as the end of a sentence, inert."""
    return f"in {safe(npc.location.key)}" if npc.location else "nowhere to be seen"


def meant_by(words):
    """Return who of the house is named first, and the words after the name; else None, and all."""
    words = words.strip()
    for npc in build.npcs():
        for name in _names(npc):
            rest = words[len(name) :]
            is_whole = not rest[:1].isalnum() and rest[:1] not in {"'", "\u2019", "-", "_"}
            if words.lower().startswith(name) and is_whole:
                return npc, rest
    return None, words


def _names(npc):
    """Return by what people call somebody of the house, the whole name first."""
    whole = npc.key.lower()
    return whole, whole.split()[-1]


def topic_of(words):
    """Return what `about the beans` is about; "" where nothing is named so."""
    first, _, topic = words.partition(" ")
    return topic.strip() if first.lower() == "about" else ""


def said_to(npc, words):
    """Return `words` as they are said to `npc` by name; a topic becomes a question."""
    if topic := topic_of(words):
        words = f"what about {topic.rstrip('?')}?"
    called = begun(_names(npc)[-1])
    return words if called.lower() in words.lower() else f"{called}, {words}"


# --- Where they are -------------------------------------------------------------------------------


def move(event):
    """Let somebody of the house go or come, as an event tells."""
    npc = build.find_npc(event["user_id"])
    room = build.find_room(event["room"])
    if npc is None or room is None:
        return
    if _told is not None:
        _told.add(npc)
    _is_no_longer_leaving(npc)
    if event["event"] == "enter":
        _come(npc, room)
    elif npc.location == room:
        npc.ndb.leaving = reactor.callLater(ON_THE_WAY, _go, npc)


def _come(npc, room):
    """Show that somebody comes into `room`, and where from; nothing if they are there already."""
    left = npc.location
    if left == room:
        return
    names = {
        "who": npc.get_display_name(),
        "from": safe(left.key) if left else "",
        "to": safe(room.key),
    }
    if left:
        onlookers.tell(left, "{who} leaves for {to}.", names)
    _put(npc, room)
    onlookers.tell(room, "{who} comes in from {from}." if left else "{who} comes in.", names)


def _go(npc):
    """Show that somebody is gone who has left and come nowhere."""
    npc.ndb.leaving = None
    if npc.location:
        onlookers.tell(npc.location, "{who} leaves.", {"who": npc.get_display_name()})
        _put(npc, None)


def _put(npc, room):
    left, npc.location = npc.location, room
    for changed in filter(None, (left, room)):
        gmcp.people(changed)


def _is_no_longer_leaving(npc):
    leaving, npc.ndb.leaving = npc.ndb.leaving, None
    if leaving and leaving.active():
        leaving.cancel()


def refresh():
    """Ask the bridge where they all are; done when its feed opens."""
    global _told  # noqa: PLW0603 - one set for the process
    _told = set()
    ensureDeferred(_refresh()).addErrback(
        lambda failure: logger.log_err(f"those of the house: {failure.type.__name__}")
    )


async def _refresh():
    """Put everybody where they are, without a word; of whom an event has told, that is newer."""
    global _told
    try:
        listed = await bridge_client.call("GET", "/bridge/npcs")
    except bridge_client.BridgeError:
        return
    told, _told = _told or set(), None
    rooms = {one["key"]: one["room"] for one in listed["npcs"]}
    for npc in build.npcs():
        room = build.find_room(rooms.get(build.key_of(npc)) or "")
        if npc not in told and npc.location != room:
            _put(npc, room)
