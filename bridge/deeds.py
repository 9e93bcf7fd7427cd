"""What people do aloud: speak in a room, and go elsewhere. A sign of crisis is answered first."""

from collections.abc import Sequence

import orjson
from aiohttp import web

import crisis
from bridge import keys
from bridge.bodies import fitting, json_of
from bridge.errors import (
    BridgeError,
    InvalidError,
    NotFoundError,
)
from bridge.events import PresenceEvent, SayEvent, utc_now
from bridge.gate import person_of
from bridge.journal import Statement
from bridge.presence import Change, Person
from bridge.repeats import Rows
from bridge.routes import place_of, players_in, room_named, shown
from bridge.saying import (
    as_json,
    come_in,
    due_all_the_same,
    entered,
    fit,
    heard,
    in_place_of_a_fault,
    is_sign,
    once,
    seated_now,
)
from bridge.schemas import ChatRequest, MoveRequest
from world.rooms import Room


async def post_say(request: web.Request) -> web.Response:
    """Tell a room what somebody says aloud."""
    data = await json_of(request)
    try:
        body = fit(request, data)
    except InvalidError as error:
        text = due_all_the_same(request, data, "say", error)
        return as_json(orjson.dumps({"ok": False, "response": text}))
    app, person = request.app, person_of(request, body.user_id)
    headers: dict[str, str] = {}
    if numbers := app[keys.CARE].numbers_for(person, body.message):
        event = _say_event(person, body, place_of(app, person, body.room))
        return as_json(
            _said(app, event, numbers, heard=False)
        )  # the one who asks alone knows of it

    async def act(rows: Rows) -> bytes:
        due = heard(app, person, body, "say")
        if due.instead:
            return _said_at_once(app, person, body, due.text)
        try:
            await app[keys.RECALL].everybody()
            headers.update(app[keys.RATE].take(person))
            return await _said_aloud(app, person, body, due, rows)
        except Exception as error:
            if text := in_place_of_a_fault(app, person, due, error):
                return _said_at_once(app, person, body, text)
            raise

    at_once = is_sign(app, person, body, "say")
    return as_json(await once(request, person, data, act, at_once=at_once), headers)


async def post_move(request: web.Request) -> web.Response:
    """Take somebody from one room to another."""
    data = await json_of(request)
    body = fitting(MoveRequest, data)
    app, person = request.app, person_of(request, body.user_id)
    headers: dict[str, str] = {}

    async def act(rows: Rows) -> bytes:
        headers.update(app[keys.RATE].take(person))
        return await _moved(app, person, body, rows)

    return as_json(await once(request, person, data, act), headers)


async def _said_aloud(
    app: web.Application, person: Person, body: ChatRequest, due: crisis.Response, rows: Rows
) -> bytes:
    """Tell the room; in a crisis, and the window after it, those present alone, written nowhere."""
    room = room_named(app, place_of(app, person, body.room))
    kept: list[Statement] = []
    if person.realm == "http":
        session = app[keys.SESSIONS].open(person, body.username, room.name)
        come_in(app, session, room)
        kept.append(session.row())
    event = _say_event(person, body, room.name)
    if due or app[keys.CARE].state(person):
        _show_live(app, event)
        return _said(app, event, due.text)
    said = b""

    def keep(events: list[SayEvent]) -> Sequence[Statement]:
        nonlocal said
        said = _said(app, events[0], "")  # before anybody else comes or goes
        return rows(said)

    await app[keys.JOURNAL].write(kept, [event], then=keep)
    return said


def _said_at_once(app: web.Application, person: Person, body: ChatRequest, text: str) -> bytes:
    """Answer with `text` of ours; those present hear what was said, and nothing keeps it."""
    room = place_of(app, person, body.room)
    seated_now(app, person, body.username, room)
    event = _say_event(person, body, room)
    _show_live(app, event)
    return _said(app, event, text)


async def _moved(app: web.Application, person: Person, body: MoveRequest, rows: Rows) -> bytes:
    """Take the person to the room; nobody goes where the record cannot follow."""
    here = app[keys.PRESENCE].where(person)
    if here is None:
        raise NotFoundError("user_id: nobody of this id is in the world.")
    room, before = room_named(app, body.room), app[keys.ROOMS][here.room]
    change = _gone_to(app, person, here.username, room)

    def moved(events: list[PresenceEvent]) -> bytes:
        told = [shown(event) for event in events]
        return orjson.dumps({"ok": True, "room": room.name, "events": told})

    try:
        events = await app[keys.VISITS].record(change, then=lambda events: rows(moved(events)))
    except BridgeError:
        if (now := app[keys.PRESENCE].where(person)) and now.room == room.name:
            app[keys.VISITS].hand_in(_gone_to(app, person, now.username, before))
        raise
    return moved(events)


def _gone_to(app: web.Application, person: Person, username: str, room: Room) -> Change:
    """Let a person be in `room`, with their session."""
    session = app[keys.SESSIONS].get(person)
    if session:
        session.room = room.name
    return entered(app, person, username, room, session)


def _say_event(person: Person, body: ChatRequest, room: str) -> SayEvent:
    return SayEvent(
        user_id=person.user_id,
        username=body.username,
        room=room,
        timestamp=utc_now(),
        realm=person.realm,
        message=body.message,
    )


def _show_live(app: web.Application, event: SayEvent) -> None:
    """Let those present hear it once; it is written nowhere and no watcher sees it."""
    if event.room in app[keys.ROOMS]:
        app[keys.HUB].publish(event)


def _said(app: web.Application, event: SayEvent, due: str, *, heard: bool = True) -> bytes:
    person = Person(event.realm, event.user_id)
    heard_by = players_in(app, event.room, without=person) if heard else []
    body = {
        "ok": True,
        "event": shown(event),
        "recipients": [player.model_dump() for player in heard_by],
    }
    return orjson.dumps({**body, "response": due} if due else body)
