"""Structured data for clients that can use it: GMCP by telnet, the same over the web socket.

Text in it is data: no control characters, and no markup, since nobody reads markup in it.
"""

import afar
from show import begun
from typeclasses.places import Npc
from world.marks import PLACES
from world.text import plain as data

AREA = "The Tower"
#: What is sent to a client that has not said what it supports.
_PACKAGES = ("char", "room", "comm.channel")
#: The most packages a client may name.
MOST = 64


def supports(session):
    """Return the packages that `session` wants; none when it takes no structured data."""
    flags = session.protocol_flags
    if not flags.get("OOB"):
        return ()
    return flags.get("GMCP_SUPPORTS") or _PACKAGES


def support(session, wanted, *, add=False, remove=False):
    """Note what the client says it supports: names such as `Room 1`."""
    names = {str(one).split(" ")[0].lower()[:64] for one in wanted[:MOST]}
    before = set(session.protocol_flags.get("GMCP_SUPPORTS") or ())
    names = before | names if add else before - names if remove else names
    session.update_flags(GMCP_SUPPORTS=sorted(names)[:MOST])


def _send(character, package, **message):
    """Send to those of the character's sessions that want `package` or what it belongs to."""
    for session in character.sessions.all():
        if any(package == one or package.startswith(f"{one}.") for one in supports(session)):
            session.msg(**message)


def arrive(character):
    """Tell a character who they are and where, and those around that they are there."""
    name = data(character.key)
    _send(character, "char.name", char_name=((), {"name": name, "fullname": name}))
    _send(
        character,
        "char.statusvars",
        char_statusvars=((), {"name": "Name", "room": "Room"}),
    )
    moved(character)


def moved(character, left=None):
    """Tell a character about the room they are in now; tell there, and where they left, who is."""
    room = character.location
    status = {"name": data(character.key), "room": data(room.key)}
    _send(character, "char.status", char_status=((), status))
    _send(character, "room.info", room_info=((), room_info(room)))
    people(room)
    if left:
        people(left)


def people(room):
    """Tell everybody in `room` who is there."""
    here = [one for one in room.contents_get(content_type="character") if _is_here(one)]
    names = sorted((data(one.key) for one in here), key=lambda name: (name != "Timmy", name))
    listed = [{"name": name, "fullname": _full(name)} for name in names]
    voices = [data(name) for name, where in afar.everybody() if where == room.key]
    listed += [{"name": name, "fullname": f"{name} (from afar)"} for name in voices]
    housed = sorted(begun(data(npc.key)) for npc in room.contents if isinstance(npc, Npc))
    listed += [{"name": name, "fullname": f"{name}, an AI"} for name in housed]
    for one in here:
        if one.has_account:
            _send(one, "room.players", room_players=((listed,), {}))


def _is_here(one):
    return one.has_account or one.key == "Timmy"


def _full(name):
    return "Timmy, an AI" if name == "Timmy" else name


def room_info(room):
    """Return what clients draw maps of, and our web client its panel."""
    from build import is_watchable

    ways = [way for way in room.exits if way.destination]
    return {
        "num": room.id,
        "name": data(room.key),
        "area": AREA,
        "environment": "watched" if is_watchable(room) else "private",
        "exits": {data(way.key): way.destination.id for way in ways},
        "ways": {data(way.key): data(way.destination.key) for way in ways},
        "things": [data(thing.key) for thing in room.contents_get(content_type="object")],
        "watched": is_watchable(room),
        "deeds": [deed for deed, place in PLACES.items() if place == room.key],
    }


def heard(listeners, channel, talker, words):
    """Tell `listeners` what they were just shown as text: who said it, where, and the words."""
    said = {"channel": channel, "talker": data(talker), "text": data(words, lines=True)}
    for one in listeners:
        if getattr(one, "has_account", False):
            _send(one, "comm.channel.text", comm_channel_text=((), said))
