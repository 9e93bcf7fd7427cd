"""The world as Evennia holds it, made to agree with `world/`: run at each start of the Server."""

from evennia.objects.models import ObjectDB
from evennia.utils import create

from show import begun, safe
from typeclasses.places import Exit, Npc, Room, Thing, Timmy
from world.personas import load_npcs
from world.rooms import load_rooms, start_room

#: Everything made here bears a tag of this category; what bears it and is not wanted goes.
CATEGORY = "world"
_WATCHABLE = "watchable"

_SIGN = (
    "A small enamel sign: This place may be watched from outside. What is said and done here, by"
    " visitors and by those of the house, can be read by people who are not in the room. What you"
    " and Timmy say to each other cannot."
)
_NPC = "{look}\n{name} is an AI, one of those who live here, and hears what is said aloud: |wsay|n"
TIMMY = (
    "Timmy is less a figure than a presence: a warm green light, about where a face would be, and"
    " the feeling that somebody here has time for you. He is an AI, and says so when asked. He is"
    " in every room at once and listens to whoever talks to him. Type: talk hello"
)


def build(rooms=None, personas=None):
    """Make, change and remove only what differs from `rooms`, and from those who live in them.

    By default both are those of `world/`.
    """
    rooms = load_rooms() if rooms is None else rooms
    personas = load_npcs() if personas is None else personas
    places = {name: _place(room) for name, room in rooms.items()}
    start = places[start_room(rooms).name]
    wanted = set(places.values())
    housed = [persona for persona in personas.values() if persona.home in places]
    wanted |= {_house(persona, places[persona.home]) for persona in housed}
    names = {persona.name.lower() for persona in housed}
    for name, room in rooms.items():
        wanted |= _furnish(places[name], room, but=names)
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


def npcs():
    """Return those of the house who live in the rooms."""
    return list(Npc.objects.all())


def find_npc(key):
    """Return the one of the house whose persona this is, or None."""
    return next(iter(_tagged("npc", key)), None)


def key_of(npc):
    """Return which persona somebody of the house is."""
    return npc.tags.get(category=CATEGORY).partition(":")[2]


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


def _house(persona, home):
    """Return one of the house, at home until the bridge says where they are."""
    tag = f"npc:{persona.key}"
    found = ObjectDB.objects.get_by_tag(tag.lower(), category=CATEGORY)
    npc = found[0] if found else create.create_object(Npc, persona.name, home, home=home)
    description = _NPC.format(look=persona.look, name=safe(begun(persona.name)))
    _agree(npc, persona.name, persona.name.split()[1:], description, tag)
    return npc


def _furnish(place, room, but=()):
    """Return what can be looked at in `place`, made to agree with `room`.

    What bears a name of `but` is somebody who goes about.
    """
    things = [(t.name, t.aliases, t.description) for t in room.things if t.name.lower() not in but]
    things = [(Thing, *thing) for thing in things]
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
