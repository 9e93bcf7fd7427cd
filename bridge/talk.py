"""Speaking to Timmy. A sign of crisis is answered first."""

import logging
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from typing import Any

import orjson
from aiohttp import web

import crisis
from bridge import keys, notices, streaming
from bridge.bodies import json_of
from bridge.chat import Turn, View, take_turn, view_for
from bridge.errors import (
    BridgeError,
    BudgetError,
    ForgottenError,
    InvalidError,
    ModelError,
)
from bridge.gate import person_of
from bridge.journal import Statement
from bridge.models.calls import Account
from bridge.models.entry import Entry
from bridge.presence import Person
from bridge.repeats import Rows
from bridge.routes import place_of, room_named
from bridge.saying import as_json, come_in, due_all_the_same, fit, heard, once, seated_now
from bridge.schemas import ChatRequest
from bridge.second_vote import AlarmError, Settled, at_once, beside
from bridge.sessions import Session
from bridge.speech import Show

log = logging.getLogger(__name__)


async def post_chat(request: web.Request) -> web.StreamResponse:
    """Answer what somebody says to Timmy; sentence by sentence where `Accept` asks for events."""
    data = await json_of(request)
    try:
        body = fit(request, data)
    except InvalidError as error:
        text = due_all_the_same(request, data, "chat", error)
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

        return once(request, person, data, act, said=body.message)

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
        return as_json(await answer(None), headers)
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
    due = heard(app, person, body, "chat")
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


def _opened(app: web.Application, person: Person, body: ChatRequest) -> Session:
    """Return the person's session; a caller by HTTP comes in with it."""
    room = room_named(app, place_of(app, person, body.room))
    session = app[keys.SESSIONS].open(person, body.username, room.name)
    come_in(app, session, room)
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
            said,
            lambda: not session.forgotten and care.alarm(person, language),
            lambda: _taken_back(app, session, said),
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


async def _taken_back(app: web.Application, session: Session, said: str) -> None:
    """Take a line off the disk which was written before a sign of crisis was found in it."""
    try:
        await app[keys.JOURNAL].write(session.take_back(said))
        await app[keys.JOURNAL].purge()
    except BridgeError as error:
        log.warning("a line was not taken back", extra={"error": type(error).__name__})


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
    session = seated_now(app, person, body.username, room)
    if session:
        session.remember(body.message, text, unwritten=True)
    return _chat_reply(text, body.username, room, session.count if session else 2)


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


def _account(app: web.Application, session: Session) -> Account:
    """Return from what the replies to this person are paid."""
    agent = app[keys.VOICED].persona.name
    return app[keys.BUDGET].account(agent=agent, person=session.person.key)


def _note(app: web.Application, session: Session) -> str:
    state = app[keys.CARE].state(session.person)
    return crisis.note(state) if state else ""


def _voice(app: web.Application, by: Entry | None) -> dict[str, object]:
    """Return who has answered, where that is another model than the one that is asked first."""
    asked = app[keys.VOICED].entry
    if by is None or by.key == asked.key:
        return {}
    return {"voice": {"name": by.display_name, "instead_of": asked.display_name}}


def _chat_reply(text: str, user: str, room: str, count: int, **more: object) -> bytes:
    reply = {"response": text, "user": user, "room": room, "session_messages": count}
    return orjson.dumps({**reply, **more})
