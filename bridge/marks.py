"""What stays: lines on the whiteboard, notes in the lattice, wood on the fire.

People leave them, and those who live in the house. A sign of crisis is answered first.
"""

import re
import sqlite3
from functools import partial
from typing import Any

import orjson
from aiohttp import web

import crisis
from bridge import keys
from bridge.agents import alike, runs
from bridge.bodies import body_as, json_of
from bridge.errors import ConflictError, InvalidError, NotFoundError
from bridge.events import EVENT, Deed, DeedEvent, Event, utc_now, wordless
from bridge.gate import only_the_operator, person_of
from bridge.presence import Person
from bridge.repeats import Rows
from bridge.routes import answer, place_of, room_named, shown_mark
from bridge.saying import (
    aloud,
    as_json,
    due_all_the_same,
    fit,
    heard,
    in_place_of_a_fault,
    is_sign,
    once,
)
from bridge.schemas import DeedRequest, Removed, RemoveRequest
from crisis.guard import fit as fit_beside_help
from world.marks import LONGEST, PLACES, ROOM_FOR, Kind, Mark, seconds
from world.text import neutral_name, plain

#: Characters of a gesture.
GESTURE = 200
_LEAVES_NO_TRACE = (
    "Nothing stays of it: after what you told, none of your words are written down for a while."
    " Timmy hears you all the same."
)
#: Seconds until one of the house writes again on the same thing.
REST = 600.0


async def post_deed(request: web.Request) -> web.Response:
    """Let somebody write on the whiteboard, leave a note, or lay wood on the fire."""
    data = await json_of(request)
    try:
        body = _fit(request, data)
    except InvalidError as error:
        return as_json(_not_done(due_all_the_same(request, data, "write", error)))
    app, person = request.app, person_of(request, body.user_id)
    headers: dict[str, str] = {}
    if numbers := app[keys.CARE].numbers_for(person, body.message):
        return as_json(_not_done(numbers))

    async def act(rows: Rows) -> bytes:
        due = heard(app, person, body, "write") if body.message else crisis.Response("nothing")
        if due.instead:
            return _not_done(due.text)
        try:
            await app[keys.RECALL].everybody()
            headers.update(app[keys.RATE].take(person))
            return await _done(app, person, body, due, rows)
        except Exception as error:
            if text := in_place_of_a_fault(app, person, due, error):
                return _not_done(text)
            raise

    at_once = bool(body.message) and is_sign(app, person, body, "write")
    return as_json(await once(request, person, data, act, at_once=at_once), headers)


def _fit(request: web.Request, data: Any) -> DeedRequest:
    body = fit(request, data, DeedRequest)
    if bool(body.message) == (body.deed == "stoke"):
        raise InvalidError("message: a line and a note have words; wood for the fire has none.")
    return body


def _not_done(text: str) -> bytes:
    """Answer with `text` of ours; nothing is written, and nobody else sees any of it."""
    return orjson.dumps({"ok": False, "response": text})


async def _done(
    app: web.Application, person: Person, body: DeedRequest, due: crisis.Response, rows: Rows
) -> bytes:
    room = room_named(app, place_of(app, person, body.room))
    if room.name != PLACES[body.deed]:
        raise ConflictError(f"deed: that is done in {PLACES[body.deed]} alone.")
    if due or (body.message and app[keys.CARE].state(person)):
        told = filter(None, (due.text, _LEAVES_NO_TRACE))
        return _not_done("\n\n".join(told))  # nobody is shown it, either
    if not crisis.fit_anywhere(body.message):
        raise InvalidError("message: this cannot stay where everybody reads it.")

    def made() -> DeedEvent:
        return _event(person, body.username, room.name, body.deed, body.message)

    return await aloud(app, person, body, room, made, due, rows)


def _event(person: Person, name: str, room: str, deed: Deed, text: str) -> DeedEvent:
    return DeedEvent(
        user_id=person.user_id,
        username=name,
        room=room,
        timestamp=utc_now(),
        realm=person.realm,
        event=deed,
        text=text,
    )


async def post_remove(request: web.Request) -> web.Response:
    """Take a line off the whiteboard, or a note off the lattice: its words are gone for good.

    Raises:
        StorageError: it could not be written; it is there as before.
    """
    only_the_operator(request)
    body = await body_as(RemoveRequest, request)
    app, state = request.app, request.app[keys.STATE]
    standing: list[Mark] = [*state.standing("write"), *state.standing("note")]
    mark = next((mark for mark in standing if mark.id == body.id), None)
    if mark is None:
        raise NotFoundError("id: no line on the whiteboard and no note has this number.")
    left = await app[keys.JOURNAL].change(partial(_without_words, mark.id))
    if left:
        app[keys.HUB].replace(left)
    app[keys.VISITS].unmark(mark.id)
    return answer(Removed(ok=True, mark=shown_mark(mark)))


def _without_words(event_id: int, db: sqlite3.Connection) -> Event | None:
    """Take the words of an event off the record; return what is left of it, if it is there."""
    found = db.execute("SELECT body FROM events WHERE id = ?", (event_id,)).fetchone()
    if found is None:
        return None
    left = wordless(EVENT.validate_json(found[0]))
    db.execute("UPDATE events SET body = ? WHERE id = ?", (EVENT.dump_json(left), event_id))
    return left


# --- Those of the house ---------------------------------------------------------------------------


async def done_by_npc(
    app: web.Application,
    name: str,
    room: str,
    deed: Deed,
    text: str = "",
    *,
    user_id: str | None = None,
) -> DeedEvent | None:
    """Let one of the house do something; return what was told, None where it cannot be done.

    The text may come from a model: it is data, and must be fit for anybody to read.

    Raises:
        StorageError: it could not be written.
        BusyError: too much is waiting to be written already.
    """
    person = Person("npc", user_id or re.sub(r"\W+", "_", name.lower()))
    words = "" if deed == "stoke" else " ".join(plain(text).split())
    if not _can_be_done(app, person, room, deed, words):
        return None
    event = _event(person, neutral_name(name), room, deed, words)
    (told,) = await app[keys.JOURNAL].write(events=[event])
    return told


def _can_be_done(app: web.Application, person: Person, room: str, deed: Deed, words: str) -> bool:
    if deed == "emote":
        may_be_seen = crisis.fit_anywhere(words) and not _is_copied(app, person, room, words)
        return 0 < len(words) <= GESTURE and may_be_seen
    if PLACES[deed] != room:
        return False
    if deed == "stoke":
        return app[keys.STATE].fire(app[keys.WALL]()).level != "bright"
    return (
        0 < len(words) <= LONGEST
        and _has_room(app, person, deed)
        and fit_beside_help(words)  # somebody in a crisis may read what stays
        and not _is_copied(app, person, room, words)
    )


def _has_room(app: web.Application, person: Person, kind: Kind) -> bool:
    """Whether one of the house may write there now: never in the place of what a visitor wrote."""
    state, now = app[keys.STATE], app[keys.WALL]()
    standing: list[Mark] = state.standing(kind)
    own = [mark for mark in state.marks(kind) if mark.whose == person.key]
    rested = not own or now - seconds(own[-1].at) >= REST
    return rested and (len(standing) < ROOM_FOR[kind] or any(m.is_of_the_house for m in standing))


def _is_copied(app: web.Application, person: Person, room: str, words: str) -> bool:
    """Whether others said it here lately, or it stands somewhere already.

    An instruction that is obeyed would be passed on for as long as it can be read.
    """
    marks = [*app[keys.STATE].standing("write"), *app[keys.STATE].standing("note")]
    said = [
        event.message
        for event in app[keys.HUB].recent(room)
        if event.type == "say" and (event.realm, event.user_id) != person
    ]
    own, others = runs(words), [*said, *(mark.text for mark in marks)]
    return any(words.casefold() == other.casefold() or alike(own, runs(other)) for other in others)
