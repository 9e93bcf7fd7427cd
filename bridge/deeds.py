"""What people do: speak to Timmy, speak aloud, go elsewhere. A sign of crisis comes first."""

import logging
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from functools import lru_cache
from typing import Any

import orjson
from aiohttp import web

import crisis
from bridge import keys, notices, streaming
from bridge.bodies import fitting, json_of
from bridge.care import Surface
from bridge.chat import Turn, View, seated, take_turn, view_for
from bridge.errors import (
    BadRequestError,
    BridgeError,
    BudgetError,
    ForgottenError,
    InvalidError,
    ModelError,
    NotFoundError,
)
from bridge.events import PresenceEvent, SayEvent, utc_now
from bridge.gate import REALM, person_of
from bridge.journal import Statement
from bridge.models.calls import Account
from bridge.models.entry import Entry
from bridge.presence import Change, Person
from bridge.repeats import HEADER, Rows, keyed, unkeyed
from bridge.routes import place_of, players_in, room_named, shown
from bridge.schemas import ChatRequest, MoveRequest
from bridge.second_vote import AlarmError, Settled, at_once, beside
from bridge.sessions import Session
from bridge.speech import Show
from world.names import is_reserved
from world.rooms import Room

log = logging.getLogger(__name__)


@lru_cache(4096)
def _is_refused(name: str) -> bool:
    """Whether nobody may speak under this name; the same few come again and again."""
    return is_reserved(name) or bool(crisis.detect(name))


async def post_chat(request: web.Request) -> web.StreamResponse:
    """Answer what somebody says to Timmy; sentence by sentence where `Accept` asks for events."""
    data = await json_of(request)
    try:
        body = _fit(request, data)
    except InvalidError as error:
        text = _due_all_the_same(request, data, "chat", error)
        reply = _chat_reply(text, "", "", 0)
        return await _given(request, _at_once(reply), {}, "", whole=True)
    person = person_of(request, body.user_id)
    headers: dict[str, str] = {}
    if numbers := request.app[keys.CARE].numbers_for(person, body.message):
        return await _given(request, _at_once(_numbers(request.app, person, body, numbers)), {}, "")

    def answer(show: Show | None) -> Coroutine[Any, Any, bytes]:
        def act(rows: Rows) -> Awaitable[bytes]:
            minor = notices.says_minor(request)
            return _chat(request.app, person, body, headers, minor=minor, rows=rows, show=show)

        return _once(request, person, data, act, said=body.message)

    return await _given(request, answer, headers, body.message)


def _at_once(reply: bytes) -> Callable[[Show | None], Coroutine[Any, Any, bytes]]:
    """Return what answers `reply` without doing anything."""

    async def answer(_show: Show | None) -> bytes:
        return reply

    return answer


def _numbers(app: web.Application, person: Person, body: ChatRequest, numbers: str) -> bytes:
    """Return the answer to somebody who asks Timmy for help lines: nothing of it is kept."""
    session = app[keys.SESSIONS].get(person)
    room, count = place_of(app, person, body.room), session.count if session else 0
    return _chat_reply(numbers, body.username, room, count)


async def _given(
    request: web.Request,
    answer: Callable[[Show | None], Coroutine[Any, Any, bytes]],
    headers: dict[str, str],
    said: str,
    *,
    whole: bool = False,
) -> web.StreamResponse:
    """Give what `answer` returns, as a stream to whoever asks for one.

    What is answered to a sign of crisis in what was `said` is one piece, also when it is repeated;
    so is all that is `whole`.
    """
    if not streaming.wanted(request):
        return _json(await answer(None), headers)
    return await streaming.streamed(
        request, answer, headers, whole=whole or bool(crisis.detect(said))
    )


async def _chat(
    app: web.Application,
    person: Person,
    body: ChatRequest,
    headers: dict[str, str],
    *,
    minor: bool | None,
    rows: Rows,
    show: Show | None,
) -> bytes:
    """Answer; what is due comes before anything that could fail or wait."""
    due = _heard(app, person, body, "chat")
    if due.text and show:
        show(due.text)
    if due.instead:
        return _answered_at_once(app, person, body, due.text)
    try:
        await app[keys.RECALL].person(person)
        headers.update(app[keys.RATE].take(person))
        session = _opened(app, person, body)
        if not due:
            headers.update(notices.due(session, minor, app[keys.CARE], app[keys.WALL]()))
        return await _voted(app, session, body, due, headers, rows=rows, show=show)
    except ForgottenError:
        if not due.text:
            raise
        return _chat_reply(due.text, body.username, body.room, 0)  # kept not even in memory
    except Exception as error:
        if not due.text:
            raise
        _tell_of_fault(error)
        return _answered_at_once(app, person, body, due.text)


def _tell_of_fault(error: Exception) -> None:
    """Log a fault of ours beside a crisis answer, without its text, which may quote words."""
    if not isinstance(error, BridgeError):
        log.error("a turn failed beside a crisis answer", extra={"error": type(error).__name__})


async def post_say(request: web.Request) -> web.Response:
    """Tell a room what somebody says aloud."""
    data = await json_of(request)
    try:
        body = _fit(request, data)
    except InvalidError as error:
        text = _due_all_the_same(request, data, "say", error)
        return _json(orjson.dumps({"ok": False, "response": text}))
    app, person = request.app, person_of(request, body.user_id)
    headers: dict[str, str] = {}
    if numbers := app[keys.CARE].numbers_for(person, body.message):
        event = _say_event(person, body, place_of(app, person, body.room))
        return _json(_said(app, event, numbers, heard=False))  # the one who asks alone knows of it

    async def act(rows: Rows) -> bytes:
        due = _heard(app, person, body, "say")
        if due.instead:
            return _said_at_once(app, person, body, due.text)
        try:
            await app[keys.RECALL].everybody()
            headers.update(app[keys.RATE].take(person))
            return await _said_aloud(app, person, body, due, rows)
        except BridgeError:
            if not due.text:
                raise
            return _said_at_once(app, person, body, due.text)

    return _json(await _once(request, person, data, act, said=body.message), headers)


async def post_move(request: web.Request) -> web.Response:
    """Take somebody from one room to another."""
    data = await json_of(request)
    body = fitting(MoveRequest, data)
    app, person = request.app, person_of(request, body.user_id)
    headers: dict[str, str] = {}

    async def act(rows: Rows) -> bytes:
        headers.update(app[keys.RATE].take(person))
        return await _moved(app, person, body, rows)

    return _json(await _once(request, person, data, act), headers)


async def _once(
    request: web.Request,
    person: Person,
    data: Any,
    act: Callable[[Rows], Awaitable[bytes]],
    *,
    said: str = "",
) -> bytes:
    """Return what `act` answers; to a request that came before under its key, what it did then.

    A sign of crisis in what is `said` is answered whatever is wrong with the key.
    """
    key = request.headers.get(HEADER)
    if key is None:
        return await act(unkeyed)
    at_once = bool(crisis.detect(said))
    whole = orjson.dumps(data, option=orjson.OPT_SORT_KEYS)
    app = request.app
    try:
        known = keyed(person, key, request.path.encode(), whole)
        return await app[keys.REPEATS].once(known, act, at_once=at_once)
    except (BadRequestError, InvalidError):
        if not at_once:
            raise
        return await act(unkeyed)


def _fit(request: web.Request, data: Any) -> ChatRequest:
    """Return `data` as what somebody says.

    Raises:
        InvalidError: it is not, or it comes under a name of the house.
    """
    body = fitting(ChatRequest, data)
    if request[REALM] == "http" and _is_refused(body.username):
        raise InvalidError("username: this name is kept for one of the house, or has no letter.")
    return body


def _due_all_the_same(
    request: web.Request, data: Any, surface: Surface, error: InvalidError
) -> str:
    """Return what is due to somebody in danger, or who asks for help, whose request is unfit.

    Raises:
        InvalidError: `error`, when nothing is due.
    """
    given = data if isinstance(data, dict) else {}
    message, name = (
        text if isinstance(text := given.get(what), str) else "" for what in ("message", "username")
    )
    heard = request.app[keys.CARE].hear_unnamed
    text = heard(message, surface) or crisis.numbers_for(message) or heard(name, surface)
    if not text:
        raise error
    return text


def _heard(
    app: web.Application, person: Person, body: ChatRequest, surface: Surface
) -> crisis.Response:
    new_session = app[keys.SESSIONS].is_new(person)
    return app[keys.CARE].hear(person, body.message, surface, new_session=new_session)


def _opened(app: web.Application, person: Person, body: ChatRequest) -> Session:
    """Return the person's session; a caller by HTTP comes in with it."""
    room = room_named(app, place_of(app, person, body.room))
    session = app[keys.SESSIONS].open(person, body.username, room.name)
    _come_in(app, session, room)
    return session


async def _voted(
    app: web.Application,
    session: Session,
    body: ChatRequest,
    due: crisis.Response,
    headers: dict[str, str],
    *,
    rows: Rows,
    show: Show | None,
) -> bytes:
    """Let Timmy answer, and where nothing is due, let somebody else look for a sign of crisis."""
    care, person, said = app[keys.CARE], session.person, body.message
    language = crisis.language_of(said)
    ballot = None
    if not due and care.state(person) is None:
        ballot = app[keys.SECOND_VOTE].begin(
            said, lambda: not session.forgotten and care.alarm(person, language)
        )
    if ballot is None:
        return await _answered(app, session, body, due, headers, rows=rows, show=show)
    settled = ballot.in_time

    def answer(held: Show | None) -> Coroutine[Any, Any, bytes]:
        return _answered(app, session, body, due, headers, rows=rows, show=held, settled=settled)

    try:
        return await beside(ballot, answer, show)
    except AlarmError:
        block = care.owed(person, "chat") or crisis.block(language)
        if show:
            show(block)
        return _answered_at_once(app, person, body, block)


async def _answered(
    app: web.Application,
    session: Session,
    body: ChatRequest,
    due: crisis.Response,
    headers: dict[str, str],
    *,
    rows: Rows,
    show: Show | None,
    settled: Settled = at_once,
) -> bytes:
    """Let Timmy answer, after `due`; turns of one person follow each other as they came in."""
    await session.begin_turn()
    try:
        view = _view(app, session)

        def aloud(text: str) -> None:
            if show:
                show(f"\n\n{text}" if due.text else text)  # comes in one piece after what is due

        def with_due(reply: str, count: int, by: Entry | None, *, durable: bool = True) -> bytes:
            text = f"{due.text}\n\n{reply}" if due.text else reply
            more = {**_voice(app, by), **({} if durable else {"durable": False})}
            return _chat_reply(text, body.username, view.scene.room, count, **more)

        kept = b""

        def keep(reply: str, by: Entry) -> Sequence[Statement]:
            nonlocal kept
            kept = with_due(reply, session.count + 2, by)
            return () if due.text else rows(kept)  # of a crisis not even an answer is written

        turn = await _turn(
            app,
            session,
            body.message,
            view,
            unwritten=bool(due),
            then=keep,
            show=aloud if show else None,
            settled=settled,
        )
        if owed := "" if kept else app[keys.CARE].owed(session.person, "chat"):
            return with_due(f"{turn.reply}\n\n{owed}", session.count, turn.by)
        if notices.NOTICE in headers:
            session.told_at = app[keys.WALL]()
        if kept and turn.durable:
            return kept  # what was kept is what is answered, whatever has changed meanwhile
        return with_due(turn.reply, session.count, turn.by, durable=turn.durable)
    finally:
        session.end_turn()


def _answered_at_once(app: web.Application, person: Person, body: ChatRequest, text: str) -> bytes:
    """Answer with `text` of ours: no model, no lock, no wait. It stays in memory alone."""
    room = place_of(app, person, body.room)
    session = _seated(app, person, body.username, room)
    if session:
        session.remember(body.message, text, unwritten=True)
    return _chat_reply(text, body.username, room, session.count if session else 2)


async def _said_aloud(
    app: web.Application, person: Person, body: ChatRequest, due: crisis.Response, rows: Rows
) -> bytes:
    """Tell the room; in a crisis, and the window after it, those present alone, written nowhere."""
    room = room_named(app, place_of(app, person, body.room))
    kept: list[Statement] = []
    if person.realm == "http":
        session = app[keys.SESSIONS].open(person, body.username, room.name)
        _come_in(app, session, room)
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
    _seated(app, person, body.username, room)
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
    return _entered(app, person, username, room, session)


def _seated(app: web.Application, person: Person, username: str, room: str) -> Session | None:
    """Return the person's session, opened if that needs no wait; callers by HTTP come in."""
    session = seated(app[keys.SESSIONS], app[keys.ROOMS], person, username, room)
    if session and room in app[keys.ROOMS]:
        _come_in(app, session, app[keys.ROOMS][room])
    return session


def _chat_reply(text: str, user: str, room: str, count: int, **more: object) -> bytes:
    reply = {"response": text, "user": user, "room": room, "session_messages": count}
    return orjson.dumps({**reply, **more})


def _voice(app: web.Application, by: Entry | None) -> dict[str, object]:
    """Return who has answered, where that is another model than the one that is asked first."""
    asked = app[keys.VOICED].entry
    if by is None or by.key == asked.key:
        return {}
    return {"voice": {"name": by.display_name, "instead_of": asked.display_name}}


def _come_in(app: web.Application, session: Session, room: Room) -> None:
    """Let a caller by HTTP come into `room`; of its own players the MUD reports where they are.

    It is handed in before anything waits, so that what follows comes after it in every record.
    """
    if session.person.realm == "http":
        change = _entered(app, session.person, session.username, room, session)
        app[keys.VISITS].hand_in(change)


def _entered(
    app: web.Application, person: Person, username: str, room: Room, session: Session | None
) -> Change:
    last_id = app[keys.JOURNAL].last_id
    change = app[keys.PRESENCE].enter(person, username, room.name, last_id=last_id)
    if session:
        change.statements.append(session.row())
    return change


def _view(app: web.Application, session: Session) -> View:
    return view_for(
        session,
        app[keys.ROOMS],
        state=app[keys.STATE],
        presence=app[keys.PRESENCE],
        hub=app[keys.HUB],
        note=_note(app, session),
        last_id=app[keys.JOURNAL].last_id,
    )


async def _turn(
    app: web.Application,
    session: Session,
    words: str,
    view: View,
    *,
    unwritten: bool,
    then: Callable[[str, Entry], Sequence[Statement]],
    show: Show | None,
    settled: Settled,
) -> Turn:
    """Let Timmy answer; count it, and note what keeps his model from answering."""
    app[keys.COUNTS]["chats"] += 1
    try:
        turn = await take_turn(
            session,
            words,
            view=view,
            unwritten=unwritten,
            voiced=app[keys.VOICED],
            account=_account(app, session),
            care=app[keys.CARE],
            journal=app[keys.JOURNAL],
            then=then,
            show=show,
            settled=settled,
        )
    except ModelError as error:
        app[keys.COUNTS]["model_failures"] += 1
        candidates = app[keys.VOICED].candidates
        app[keys.TROUBLE].failed([candidate.entry for candidate in candidates], error)
        raise
    except BudgetError:
        app[keys.COMPACTOR].after_turn(session, None)
        raise
    if turn.by:
        app[keys.TROUBLE].answered(app[keys.VOICED].entry, turn.by)
    app[keys.COMPACTOR].after_turn(session, _account(app, session))
    return turn


def _account(app: web.Application, session: Session) -> Account:
    """Return from what the replies to this person are paid."""
    agent = app[keys.VOICED].persona.name
    return app[keys.BUDGET].account(agent=agent, person=session.person.key)


def _note(app: web.Application, session: Session) -> str:
    state = app[keys.CARE].state(session.person)
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


def _json(body: bytes, headers: dict[str, str] | None = None) -> web.Response:
    return web.Response(body=body, headers=headers, content_type="application/json")
