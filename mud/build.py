"""The world as Evennia holds it, made to agree with `world/`: run at each start of the Server."""

from evennia.objects.models import ObjectDB
from evennia.utils import create

from typeclasses.places import Exit, Room, Thing, Timmy
from world.rooms import load_rooms, start_room

#: Everything made here bears a tag of this category; what bears it and is not wanted goes.
CATEGORY = "world"
_WATCHABLE = "watchable"

_SIGN = (
    "A small enamel sign: This place may be watched from outside. What is said aloud here can be"
    " read by people who are not in the room. What you and Timmy say to each other cannot."
)
TIMMY = (
    "Timmy is less a figure than a presence: a warm green light, about where a face would be, and"
    " the feeling that somebody here has time for you. He is an AI, and says so when asked. He is"
    " in every room at once and listens to whoever talks to him. Type: talk hello"
)


def build(rooms=None):
    """Make, change and remove only what differs from `rooms`; by default those of `world/`."""
    rooms = load_rooms() if rooms is None else rooms
    places = {name: _place(room) for name, room in rooms.items()}
    start = places[start_room(rooms).name]
    wanted = set(places.values())
    for name, room in rooms.items():
        wanted |= _furnish(places[name], room)
        wanted |= {_way(places[name], exit_, places[exit_.to]) for exit_ in room.exits}
    for old in ObjectDB.objects.get_by_tag(category=CATEGORY):
        if old.pk and old not in wanted:  # a room that goes takes the ways to it along
            _remove(old, start)


def find_room(name):
    """Return the room of this name, or None."""
    return next((room for room in _tagged("room", name)), None)


def rooms():
    """Return every room of the world."""
    return [o for o in ObjectDB.objects.get_by_tag(category=CATEGORY) if isinstance(o, Room)]


def is_watchable(room):
    """Whether what happens in `room` may be seen from outside."""
    return room.tags.has(_WATCHABLE, category="about")


def _tagged(kind, name):
    return ObjectDB.objects.get_by_tag(f"{kind}:{name}".lower(), category=CATEGORY)


def _place(room):
    """Return the object of `room`; where newcomers arrive is Evennia's own first room, Limbo."""
    found = (ObjectDB.objects.filter(id=2) if room.start else _tagged("room", room.name)) or [None]
    place = found[0] or create.create_object(Room, key=room.name, nohome=True)
    if place.typeclass_path != Room.path:
        place.swap_typeclass(Room, clean_attributes=False)
    _agree(place, room.name, (), room.description, f"room:{room.name}")
    if is_watchable(place) != (room.watch == "all"):
        (place.tags.add if room.watch == "all" else place.tags.remove)(_WATCHABLE, category="about")
    return place


def _furnish(place, room):
    """Return what can be looked at in `place`, made to agree with `room`."""
    things = [(Thing, thing.name, thing.aliases, thing.description) for thing in room.things]
    things.append((Timmy, "Timmy", ("him", "presence"), TIMMY))
    if room.watch == "all":
        things.append((Thing, "sign", ("enamel sign", "notice"), _SIGN))
    made = set()
    for kind, name, aliases, description in things:
        tag = f"thing:{room.name}:{name}"
        found = ObjectDB.objects.get_by_tag(tag.lower(), category=CATEGORY)
        thing = found[0] if found else create.create_object(kind, name, place, home=place)
        _agree(thing, name, aliases, description, tag)
        made.add(thing)
    return made


def _way(place, exit_, to):
    """Return the exit, which answers to its names and to the full name of where it leads."""
    tag = f"exit:{place.key}:{exit_.name}"
    found = ObjectDB.objects.get_by_tag(tag.lower(), category=CATEGORY)
    way = found[0] if found else create.create_object(Exit, exit_.name, place, destination=to)
    if way.destination != to:
        way.destination = to
    _agree(way, exit_.name, (*exit_.aliases, to.key), f"The way to {to.key}.", tag)
    return way


def _agree(thing, name, aliases, description, tag):
    if thing.key != name:
        thing.key = name
    wanted = {alias.lower() for alias in aliases} - {name.lower()}
    if set(thing.aliases.all()) != wanted:
        thing.aliases.clear()
        thing.aliases.add(list(wanted))
    if thing.db.desc != description:
        thing.db.desc = description
    if thing.tags.get(category=CATEGORY, return_list=True) != [tag.lower()]:
        thing.tags.clear(category=CATEGORY)
        thing.tags.add(tag, category=CATEGORY)


def _remove(old, start):
    """Remove what the world no longer has; people in it find themselves at the start."""
    for inside in list(old.contents):
        if inside.has_account:
            inside.move_to(start, quiet=True, move_type="teleport")
    for character in ObjectDB.objects.get_by_attribute(key="prelogout_location", value=old):
        character.db.prelogout_location = start
    old.delete()
