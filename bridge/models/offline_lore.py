"""What the offline voice knows by heart: its lines, and the five rooms with their things."""

from dataclasses import dataclass

from bridge.models.offline_words import normal, sentences
from world.rooms import load_rooms
from world.voices import load_voice

VOICE = load_voice("timmy")
ROOMS = load_rooms()
#: How answers begin that are given where something weighs.
TENDER = tuple(
    way.split("{")[0]
    for row in (*VOICE.english.rows, *VOICE.spanish.rows)
    if row.tender
    for way in row.say
    if not way.startswith("{")
)


@dataclass(frozen=True)
class Known:
    """A thing, in the room where it is."""

    room: str
    name: str
    description: str


def _named() -> dict[str, list[Known]]:
    """Return the things of all rooms by each of their names, folded."""
    named: dict[str, list[Known]] = {}
    for room in ROOMS.values():
        for thing in room.things:
            known = Known(room.name, thing.name, thing.description)
            for name in (thing.name, *thing.aliases):
                named.setdefault(normal(name), []).append(known)
    return named


NAMED = _named()


def lore_of(room: str, thing: str) -> tuple[str, ...]:
    """Return what is known of a thing beyond what anybody sees."""
    lore = VOICE.rooms.get(room)
    return lore.things.get(thing, ()) if lore else ()


def told_of(room: str) -> str:
    """Return the first sentences of a room's description, from memory."""
    known = ROOMS.get(room)
    return " ".join(sentences(known.description)[:2]) if known else ""
