"""What people do aloud: speak in a room, and go elsewhere. A sign of crisis is answered first."""

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
from bridge.presence import Change, Person
from bridge.repeats import Rows
from bridge.routes import place_of, room_named, shown
from bridge.saying import (
    aloud,
    as_json,
    as_told,
    due_all_the_same,
    entered,
    fit,
    heard,
    in_place_of_a_fault,
    is_sign,
    once,
    seated_now,
    show_live,
)
from bridge.schemas import ChatRequest, MoveRequest
from world.rooms import Room


async def post_say(request: web.Request) -> web.Response:
    """Tell a room what somebody says aloud."""
    data = await json_of(request)
    try:
        body = fit(request, data, ChatRequest)
    except InvalidError as error:
        text = due_all_the_same(request, data, "say", error)
        return as_json(orjson.dumps({"ok": False, "response": text}))
    app, person = request.app, person_of(request, body.user_id)
    headers: dict[str, str] = {}
    if numbers := app[keys.CARE].numbers_for(person, body.message):
        event = _say_event(person, body, place_of(app, person, body.room))
        return as_json(
            as_told(app, event, numbers, heard=False)
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
    room = room_named(app, place_of(app, person, body.room))
    return await aloud(
        app, person, body, room, lambda: _say_event(person, body, room.name), due, rows
    )


def _said_at_once(app: web.Application, person: Person, body: ChatRequest, text: str) -> bytes:
    """Answer with `text` of ours; those present hear what was said, and nothing keeps it."""
    room = place_of(app, person, body.room)
    seated_now(app, person, body.username, room)
    event = _say_event(person, body, room)
    show_live(app, event)
    return as_told(app, event, text)


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
        session = app[keys.SESSIONS].open(person, username, room.name)
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
