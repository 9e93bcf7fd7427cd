"""What people do: speak to Timmy, speak aloud, go elsewhere. A sign of crisis comes first."""

import orjson
from aiohttp import web

import crisis
from bridge import keys
from bridge.chat import scene_for, take_turn
from bridge.errors import BusyError, ModelError, ModelKeyError, NotFoundError
from bridge.events import PresenceEvent, SayEvent, utc_now
from bridge.gate import body_as, person_of
from bridge.presence import Person
from bridge.routes import answer, players_in, room_named, shown
from bridge.schemas import ChatReply, ChatRequest, MoveRequest
from bridge.sessions import Session, take_a_place
from world.rooms import Room


async def post_chat(request: web.Request) -> web.Response:
    """Answer what somebody says to Timmy."""
    body = await body_as(ChatRequest, request)
    person = person_of(request, body.user_id)
    due = request.app[keys.CARE].hear(person, body.message, "chat")
    if due.instead:
        return _answered_at_once(request, person, body, due.text)
    headers = request.app[keys.RATE].take(person)
    room = _room_of(request, person, body)
    session = request.app[keys.SESSIONS].open(person, body.username, room.name)
    take_a_place(session)
    try:
        await _come_in(request, person, body.username, room)
        async with session.lock:
            reply = await _turn(request, session, body.message)
    finally:
        session.busy -= 1
    text = f"{due.text}\n\n{reply}".strip() if due.text else reply
    return answer(_chat_reply(text, body, session.room, session.count), headers)


async def post_say(request: web.Request) -> web.Response:
    """Tell a room what somebody says aloud."""
    body = await body_as(ChatRequest, request)
    person = person_of(request, body.user_id)
    due = request.app[keys.CARE].hear(person, body.message, "say")
    if due.instead:
        event = _say_event(person, body, body.room)
        _show_live(request, event)
        return _said(request, event, due.text)
    headers = request.app[keys.RATE].take(person)
    room = _room_of(request, person, body)
    if person.realm == "http":
        request.app[keys.SESSIONS].open(person, body.username, room.name)
        await _come_in(request, person, body.username, room)
    event = _say_event(person, body, room.name)
    (written,) = await request.app[keys.JOURNAL].write(events=[event])
    return _said(request, written, due.text, headers)


async def post_move(request: web.Request) -> web.Response:
    """Take somebody from one room to another."""
    body = await body_as(MoveRequest, request)
    person = person_of(request, body.user_id)
    headers = request.app[keys.RATE].take(person)
    here = request.app[keys.PRESENCE].where(person)
    if here is None:
        raise NotFoundError("user_id: nobody of this id is in the world.")
    room = room_named(request, body.room)
    if session := request.app[keys.SESSIONS].get(person):
        session.room = room.name
    events = await _come_in(request, person, here.username, room)
    return _json(
        {"ok": True, "room": room.name, "events": [shown(event) for event in events]}, headers
    )


def _answered_at_once(
    request: web.Request, person: Person, body: ChatRequest, text: str
) -> web.Response:
    """Answer with `text` of ours: no model, no lock, no wait. It stays in memory alone."""
    rooms, sessions = request.app[keys.ROOMS], request.app[keys.SESSIONS]
    session = sessions.get(person)
    if session is None and body.room in rooms:
        try:
            session = sessions.open(person, body.username, body.room)
        except BusyError:
            session = None
    if session:
        session.remember(body.message, text)
    return answer(_chat_reply(text, body, body.room, session.count if session else 2))


def _chat_reply(text: str, body: ChatRequest, room: str, count: int) -> ChatReply:
    return ChatReply(response=text, user=body.username, room=room, session_messages=count)


def _room_of(request: web.Request, person: Person, body: ChatRequest) -> Room:
    """Return the room the person is in: of the MUD's players it is the MUD that knows."""
    here = request.app[keys.PRESENCE].where(person) if person.realm == "mud" else None
    return room_named(request, here.room if here else body.room)


async def _come_in(
    request: web.Request, person: Person, username: str, room: Room
) -> list[PresenceEvent]:
    app = request.app
    if person.realm == "mud" and app[keys.PRESENCE].where(person) is None:
        return []  # the MUD has not reported this player yet, and will
    last_id = app[keys.JOURNAL].last_id
    change = app[keys.PRESENCE].enter(person, username, room.name, last_id=last_id)
    return await app[keys.VISITS].record(change)


async def _turn(request: web.Request, session: Session, words: str) -> str:
    """Let Timmy answer; count it, and note what keeps his model from answering."""
    app = request.app
    scene = scene_for(
        session,
        app[keys.ROOMS],
        state=app[keys.STATE],
        presence=app[keys.PRESENCE],
        hub=app[keys.HUB],
        note=_note(request, session),
    )
    app[keys.COUNTS]["chats"] += 1
    try:
        reply = await take_turn(
            session,
            words,
            scene=scene,
            voiced=app[keys.VOICED],
            care=app[keys.CARE],
            journal=app[keys.JOURNAL],
        )
    except ModelError as error:
        app[keys.COUNTS]["model_failures"] += 1
        if isinstance(error, ModelKeyError):
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
