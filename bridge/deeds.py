"""What people do: speak to Timmy, speak aloud, go elsewhere. A sign of crisis comes first."""

from typing import Any

import orjson
from aiohttp import web

import crisis
from bridge import keys
from bridge.care import Surface
from bridge.chat import scene_for, seated, take_turn
from bridge.errors import (
    BridgeError,
    InvalidError,
    ModelEmptyError,
    ModelError,
    ModelRefusedError,
    NotFoundError,
)
from bridge.events import SayEvent, utc_now
from bridge.gate import REALM, body_as, fitting, json_of, person_of
from bridge.journal import Statement
from bridge.presence import Change, Person
from bridge.routes import answer, place_of, players_in, room_named, shown
from bridge.schemas import ChatReply, ChatRequest, MoveRequest
from bridge.sessions import Session, take_a_place
from world.names import is_reserved
from world.rooms import Room
from world.scene import Scene


async def post_chat(request: web.Request) -> web.Response:
    """Answer what somebody says to Timmy."""
    data = await json_of(request)
    try:
        body = _fit(request, data)
    except InvalidError as error:
        text = _due_all_the_same(request, data, "chat", error)
        return answer(ChatReply(response=text, user="", room="", session_messages=0))
    person = person_of(request, body.user_id)
    due = _heard(request, person, body, "chat")
    if due.instead:
        return _answered_at_once(request, person, body, due.text)
    try:
        return await _answered(request, person, body, due)
    except BridgeError:
        if not due.text:
            raise
        return _answered_at_once(request, person, body, due.text)


async def post_say(request: web.Request) -> web.Response:
    """Tell a room what somebody says aloud."""
    data = await json_of(request)
    try:
        body = _fit(request, data)
    except InvalidError as error:
        return _json({"ok": False, "response": _due_all_the_same(request, data, "say", error)})
    person = person_of(request, body.user_id)
    due = _heard(request, person, body, "say")
    if due.instead:
        return _said_at_once(request, person, body, due.text)
    try:
        return await _said_aloud(request, person, body, due)
    except BridgeError:
        if not due.text:
            raise
        return _said_at_once(request, person, body, due.text)


async def post_move(request: web.Request) -> web.Response:
    """Take somebody from one room to another."""
    body = await body_as(MoveRequest, request)
    person = person_of(request, body.user_id)
    headers = request.app[keys.RATE].take(person)
    here = request.app[keys.PRESENCE].where(person)
    if here is None:
        raise NotFoundError("user_id: nobody of this id is in the world.")
    room = room_named(request, body.room)
    session = request.app[keys.SESSIONS].get(person)
    if session:
        session.room = room.name
    change = _entered(request, person, here.username, room, session)
    events = await request.app[keys.VISITS].record(change)
    return _json(
        {"ok": True, "room": room.name, "events": [shown(event) for event in events]}, headers
    )


def _fit(request: web.Request, data: Any) -> ChatRequest:
    """Return `data` as what somebody says.

    Raises:
        InvalidError: it is not, or it comes under a name of the house.
    """
    body = fitting(ChatRequest, data)
    if request[REALM] == "http" and is_reserved(body.username):
        raise InvalidError("username: this name is kept for one of the house, or has no letter.")
    return body


def _due_all_the_same(
    request: web.Request, data: Any, surface: Surface, error: InvalidError
) -> str:
    """Return what is due to somebody in danger whose request is unfit.

    Raises:
        InvalidError: `error`, when nothing is due.
    """
    message = data.get("message") if isinstance(data, dict) else None
    text = request.app[keys.CARE].hear_unnamed(message, surface) if isinstance(message, str) else ""
    if not text:
        raise error
    return text


def _heard(
    request: web.Request, person: Person, body: ChatRequest, surface: Surface
) -> crisis.Response:
    sessions, care = request.app[keys.SESSIONS], request.app[keys.CARE]
    sessions.expire()
    return care.hear(person, body.message, surface, new_session=sessions.is_new(person))


async def _answered(
    request: web.Request, person: Person, body: ChatRequest, due: crisis.Response
) -> web.Response:
    """Let Timmy answer, after `due`; turns of one person follow each other as they came in."""
    headers = request.app[keys.RATE].take(person)
    room = room_named(request, place_of(request.app, person, body.room))
    session = request.app[keys.SESSIONS].open(person, body.username, room.name)
    take_a_place(session)
    try:
        _come_in(request, session, room)
        async with session.lock:
            scene = _scene(request, session)
            reply = await _turn(request, session, body.message, scene, unwritten=bool(due))
            text = f"{due.text}\n\n{reply}" if due.text else reply
            whole = _chat_reply(text, body, scene.room, session.count)
    finally:
        session.busy -= 1
    await request.app[keys.VISITS].save()
    return answer(whole, headers)


def _answered_at_once(
    request: web.Request, person: Person, body: ChatRequest, text: str
) -> web.Response:
    """Answer with `text` of ours: no model, no lock, no wait. It stays in memory alone."""
    room = place_of(request.app, person, body.room)
    session = _seated(request, person, body.username, room)
    if session:
        session.remember(body.message, text)
    return answer(_chat_reply(text, body, room, session.count if session else 2))


async def _said_aloud(
    request: web.Request, person: Person, body: ChatRequest, due: crisis.Response
) -> web.Response:
    """Tell the room; in a crisis, and the window after it, those present alone, written nowhere."""
    headers = request.app[keys.RATE].take(person)
    room = room_named(request, place_of(request.app, person, body.room))
    kept: list[Statement] = []
    if person.realm == "http":
        session = request.app[keys.SESSIONS].open(person, body.username, room.name)
        _come_in(request, session, room)
        kept.append(session.row())
    event = _say_event(person, body, room.name)
    if due or request.app[keys.CARE].state(person):
        _show_live(request, event)
    else:
        (event,) = await request.app[keys.JOURNAL].write(kept, [event])
        await request.app[keys.VISITS].save()
    return _said(request, event, due.text, headers)


def _said_at_once(
    request: web.Request, person: Person, body: ChatRequest, text: str
) -> web.Response:
    """Answer with `text` of ours; those present hear what was said, and nothing keeps it."""
    room = place_of(request.app, person, body.room)
    _seated(request, person, body.username, room)
    event = _say_event(person, body, room)
    _show_live(request, event)
    return _said(request, event, text)


def _seated(request: web.Request, person: Person, username: str, room: str) -> Session | None:
    """Return the person's session, opened if that needs no wait; callers by HTTP come in."""
    session = seated(request.app[keys.SESSIONS], request.app[keys.ROOMS], person, username, room)
    if session and room in request.app[keys.ROOMS]:
        _come_in(request, session, request.app[keys.ROOMS][room])
    return session


def _chat_reply(text: str, body: ChatRequest, room: str, count: int) -> ChatReply:
    return ChatReply(response=text, user=body.username, room=room, session_messages=count)


def _come_in(request: web.Request, session: Session, room: Room) -> None:
    """Let a caller by HTTP come into `room`; of its own players the MUD reports where they are.

    It is handed in before anything waits, so that what follows comes after it in every record.
    """
    if session.person.realm == "http":
        change = _entered(request, session.person, session.username, room, session)
        request.app[keys.VISITS].hand_in(change)


def _entered(
    request: web.Request, person: Person, username: str, room: Room, session: Session | None
) -> Change:
    last_id = request.app[keys.JOURNAL].last_id
    change = request.app[keys.PRESENCE].enter(person, username, room.name, last_id=last_id)
    if session:
        change.statements.append(session.row())
    return change


def _scene(request: web.Request, session: Session) -> Scene:
    app = request.app
    return scene_for(
        session,
        app[keys.ROOMS],
        state=app[keys.STATE],
        presence=app[keys.PRESENCE],
        hub=app[keys.HUB],
        note=_note(request, session),
    )


async def _turn(
    request: web.Request, session: Session, words: str, scene: Scene, *, unwritten: bool
) -> str:
    """Let Timmy answer; count it, and note what keeps his model from answering."""
    app = request.app
    app[keys.COUNTS]["chats"] += 1
    try:
        reply = await take_turn(
            session,
            words,
            scene=scene,
            unwritten=unwritten,
            voiced=app[keys.VOICED],
            care=app[keys.CARE],
            journal=app[keys.JOURNAL],
        )
    except ModelError as error:
        app[keys.COUNTS]["model_failures"] += 1
        if not isinstance(error, ModelRefusedError | ModelEmptyError):
            app[keys.TROUBLE].sentence = str(error)
        raise
    app[keys.TROUBLE].sentence = ""
    return reply


def _note(request: web.Request, session: Session) -> str:
    state = request.app[keys.CARE].state(session.person)
    return crisis.note(state) if state else ""


def _say_event(person: Person, body: ChatRequest, room: str) -> SayEvent:
    return SayEvent(
        user_id=person.user_id,
        username=body.username,
        room=room,
        timestamp=utc_now(),
        realm=person.realm,
        message=body.message,
    )


def _show_live(request: web.Request, event: SayEvent) -> None:
    """Let those present hear it once; it is written nowhere and no watcher sees it."""
    if event.room in request.app[keys.ROOMS]:
        request.app[keys.HUB].publish(event)


def _said(
    request: web.Request, event: SayEvent, due: str, headers: dict[str, str] | None = None
) -> web.Response:
    person = Person(event.realm, event.user_id)
    heard_by = players_in(request, event.room, without=person)
    body = {
        "ok": True,
        "event": shown(event),
        "recipients": [player.model_dump() for player in heard_by],
    }
    return _json({**body, "response": due} if due else body, headers)


def _json(body: dict[str, object], headers: dict[str, str] | None = None) -> web.Response:
    return web.json_response(body, headers=headers, dumps=lambda data: orjson.dumps(data).decode())
