"""What happened while somebody was away, in a few sentences: nobody's words, nothing private."""

import sqlite3
from collections.abc import Collection, Iterable
from functools import partial

from aiohttp import web

from bridge import keys
from bridge.bodies import fitting
from bridge.events import EVENT, Event, is_nameless
from bridge.gate import person_of
from bridge.presence import Person
from bridge.routes import answer
from bridge.schemas import Since, SinceRequest
from world.chronicle import begun, listed, where
from world.marks import Fire, Mark, fire_after, known_as, seconds

#: Sentences that one is told at most.
SENTENCES = 6
#: Of the person's own events, and of those in the rooms, how many are looked at: the latest.
_OWN, _OTHERS = 400, 1000
#: How many events back they are looked for.
_LOOK_BACK = 20_000
#: Seconds within which who leaves one room comes into the next.
_STEP = 1.0


async def get_since(request: web.Request) -> web.Response:
    """Tell somebody what happened since they left; who is followed up in a crisis, nothing."""
    asked = fitting(SinceRequest, dict(request.query))
    app, person = request.app, person_of(request, asked.user_id)
    headers = app[keys.RATE].take(person)
    left = await app[keys.JOURNAL].read(partial(_left, person))
    if left is None or app[keys.CARE].state(person):
        return answer(Since(since=None, sentences=[]), headers)
    rooms = [room.name for room in app[keys.ROOMS].values() if room.watch == "all"]
    after = max(left.id or 0, app[keys.JOURNAL].last_id - _LOOK_BACK)
    rows = await app[keys.JOURNAL].read(partial(_since, after, rooms))
    events = [event for event in rows if not is_nameless(event) and _is_of_another(event, person)]
    told = [*_in_the_rooms(rooms, events), *_left_behind(app, person, left)]
    return answer(Since(since=left.timestamp, sentences=told[:SENTENCES]), headers)


def _left(person: Person, db: sqlite3.Connection) -> Event | None:
    """Return the event in which `person` last left the world, which is more than a room."""
    asked = "SELECT body FROM events WHERE person = ? ORDER BY id DESC LIMIT ?"
    after: Event | None = None
    for (body,) in db.execute(asked, (person.key, _OWN)):
        event = EVENT.validate_json(body)
        if event.event == "leave" and not (after and _is_one_step(event, after)):
            return event
        after = event
    return None


def _is_one_step(leave: Event, after: Event) -> bool:
    passed = seconds(after.timestamp) - seconds(leave.timestamp)
    return after.event == "enter" and after.id == (leave.id or 0) + 1 and passed < _STEP


def _since(event_id: int, rooms: Collection[str], db: sqlite3.Connection) -> list[Event]:
    """Return the latest events in `rooms` after that id, oldest first."""
    among = ", ".join("?" * len(rooms))
    asked = f"SELECT body FROM events WHERE id > ? AND room IN ({among}) ORDER BY id DESC LIMIT ?"  # noqa: S608 - question marks
    rows = db.execute(asked, (event_id, *rooms, _OTHERS)).fetchall()
    return [EVENT.validate_json(body) for (body,) in reversed(rows)]


def _is_of_another(event: Event, person: Person) -> bool:
    return (event.realm, event.user_id) != person


# --- In prose -------------------------------------------------------------------------------------


def _in_the_rooms(rooms: Iterable[str], events: Collection[Event]) -> list[str]:
    """Return a sentence on each room in which anybody spoke, or into which a visitor came."""
    told = []
    for room in rooms:
        here = [event for event in events if event.room == room]
        spoke = dict.fromkeys(_name(event) for event in here if event.type == "say")
        came = dict.fromkeys(
            _name(event)
            for event in here
            if event.type == "presence" and event.event == "enter" and event.realm != "npc"
        )
        parts = []
        if spoke:
            parts.append(f"{listed(spoke)} {'talked' if len(spoke) > 1 else 'spoke'}")
        if quiet := [name for name in came if name not in spoke]:
            parts.append(f"{listed(quiet)} came by")
        if parts:
            told.append(f"{begun(where(room))}, {', and '.join(parts)}.")
    return told


def _name(event: Event) -> str:
    """Return the name of whoever it was, as it may stand in a sentence of ours."""
    return known_as(event.username, Person(event.realm, event.user_id).key)


def _left_behind(app: web.Application, person: Person, left: Event) -> list[str]:
    """Return a sentence on each thing that others have written on, or tended."""
    state = app[keys.STATE]

    def by_others(marks: list[Mark]) -> list[Mark]:
        return [mark for mark in marks if mark.whose != person.key and mark.id > (left.id or 0)]

    told = []
    if lines := by_others(state.standing("write")):
        told.append(f"{_who(lines)} wrote on the whiteboard in the Tower.")
    if notes := by_others(state.standing("note")):
        what = "a note" if len(notes) == 1 else f"{len(notes)} notes"
        told.append(f"{_who(notes)} left {what} on the Bridge.")
    fire, before = state.fire(app[keys.WALL]()), _fire_at(app, left)
    if tended := by_others(state.marks("stoke")):
        told.append(f"{_who(tended)} tended the fire in the Forge; {_BURNS[fire.level]}.")
    elif fire.lasts < before.lasts and fire.level != before.level:
        told.append(f"The fire in the Forge has burned down; {_BURNS[fire.level]}.")
    return told


def _fire_at(app: web.Application, event: Event) -> Fire:
    """Return how the fire burned at that event."""
    before = [mark for mark in app[keys.STATE].marks("stoke") if mark.id <= (event.id or 0)]
    return fire_after(before, seconds(event.timestamp))


def _who(marks: Iterable[Mark]) -> str:
    return begun(listed(mark.by for mark in marks))


_BURNS = {
    "embers": "it is down to embers",
    "low": "it burns low",
    "steady": "it burns steadily",
    "bright": "it burns bright",
}
