"""Speaking to Timmy. A sign of crisis is answered first."""

import logging
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass
from functools import partial
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
from bridge.saying import (
    as_json,
    come_in,
    due_all_the_same,
    fit,
    heard,
    in_place_of_a_fault,
    is_sign,
    once,
    seated_now,
)
from bridge.schemas import ChatRequest
from bridge.second_vote import AlarmError, Settled, at_once, beside
from bridge.sessions import Session
from bridge.speech import Show

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Written:
    """What of a turn has been given to the journal: its number, and its answer; 0: nothing."""

    n: int = 0
    answer: bytes = b""


async def post_chat(request: web.Request) -> web.StreamResponse:
    """Answer what somebody says to Timmy; sentence by sentence where `Accept` asks for events."""
    data = await json_of(request)
    try:
        body = fit(request, data, ChatRequest)
    except InvalidError as error:
        text = due_all_the_same(request, data, "chat", error)
        reply = _chat_reply(text, "", "", 0)
        return await _given(request, _at_once(reply), {}, whole=True)
    person = person_of(request, body.user_id)
    headers: dict[str, str] = {}
    if numbers := request.app[keys.CARE].numbers_for(person, body.message):
        reply = _numbers(request.app, person, body, numbers)
        return await _given(request, _at_once(reply), {}, whole=False)
    at_once = is_sign(request.app, person, body, "chat")

    def answer(show: Show | None) -> Coroutine[Any, Any, bytes]:
        def act(rows: Rows) -> Awaitable[bytes]:
            minor = notices.says_minor(request)
            return _chat(request.app, person, body, headers, minor=minor, rows=rows, show=show)

        return once(request, person, data, act, at_once=at_once)

    # What is answered to a sign of crisis is one piece, also when it is repeated.
    return await _given(request, answer, headers, whole=at_once)


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
    *,
    whole: bool,
) -> web.StreamResponse:
    """Give what `answer` returns, as a stream to whoever asks for one; in one piece if `whole`."""
    if not streaming.wanted(request):
        return as_json(await answer(None), headers)
    return await streaming.streamed(request, answer, headers, whole=whole)


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
        if text := in_place_of_a_fault(app, person, due, error):
            return _answered_at_once(app, person, body, text)
        raise


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
    language, written = crisis.language_of(said), Written()

    answer = partial(_answered, app, session, body, due, headers, rows=rows, written=written)
    ballot = None
    if not due and care.state(person) is None:
        alarm = partial(_alarm, app, session, said, language, written)
        ballot = app[keys.SECOND_VOTE].begin(said, alarm)
    if ballot is None:
        return await answer(show=show)
    settled = ballot.in_time
    try:
        return await beside(ballot, lambda held: answer(show=held, settled=settled), show)
    except AlarmError:
        block = care.owed(person, "chat") or crisis.block(language)
        whole = _after(due, block)
        if show:
            show(whole[len(due.text) :])  # what is due has been shown
        return _answered_at_once(app, person, body, whole)


def _after(due: crisis.Response, text: str) -> str:
    """Return `text` with what is due before it."""
    return f"{due.text}\n\n{text}" if due.text else text


def _alarm(
    app: web.Application, session: Session, said: str, language: str, written: Written
) -> bool:
    """Take note of a sign that the second vote has found in what was `said`; see `Care.alarm`."""
    if session.forgotten:
        return False
    if written.n:
        app[keys.SECOND_VOTE].mend(_taken_back(app, session.person, said, written))
    return app[keys.CARE].alarm(session.person, language)


async def _taken_back(app: web.Application, person: Person, said: str, written: Written) -> None:
    """Take a turn off the disk which was written before a sign of crisis was found in it."""

    def in_memory() -> None:
        if session := app[keys.SESSIONS].get(person):
            session.take_back(written.n, said)

    turn = "DELETE FROM turns WHERE person = ? AND n >= ? AND asked = ?"
    answer = "DELETE FROM answers WHERE person = ? AND body = ?"
    in_memory()
    try:
        await app[keys.JOURNAL].write(
            [(turn, (person.key, written.n, said)), (answer, (person.key, written.answer))]
        )
        in_memory()  # where it was read back just before
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
    written: Written,
    show: Show | None,
    settled: Settled = at_once,
) -> bytes:
    """Let Timmy answer, after `due`; turns of one person follow each other as they came in.

    `written` is told what may come to the disk.
    """
    await session.begin_turn()
    try:
        view = _view(app, session)

        def aloud(text: str) -> None:
            if show:
                show(_after(due, text)[len(due.text) :])  # comes in one piece after what is due

        def with_due(reply: str, count: int, by: Entry | None, *, durable: bool = True) -> bytes:
            more = {**_voice(app, by), **({} if durable else {"durable": False})}
            more |= _followed(app, session.person)
            return _chat_reply(_after(due, reply), body.username, view.scene.room, count, **more)

        def keep(reply: str, by: Entry) -> Sequence[Statement]:
            written.n = session.count + 2
            written.answer = with_due(reply, written.n, by)
            # Of a crisis not even an answer is written.
            return () if due.text else rows(written.answer)

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
        if owed := app[keys.CARE].owed(session.person, "chat"):
            return with_due(f"{turn.reply}\n\n{owed}", session.count, turn.by)
        if notices.NOTICE in headers:
            session.told_at = app[keys.WALL]()
        if written.n and turn.durable:
            return written.answer  # what was kept is answered, whatever has changed meanwhile
        return with_due(turn.reply, session.count, turn.by, durable=turn.durable)
    finally:
        session.end_turn()


def _answered_at_once(app: web.Application, person: Person, body: ChatRequest, text: str) -> bytes:
    """Answer with `text` of ours: no model, no lock, no wait. It stays in memory alone."""
    room = place_of(app, person, body.room)
    session = seated_now(app, person, body.username, room)
    if session:
        session.remember(body.message, text, unwritten=True)
    count = session.count if session else 2
    return _chat_reply(text, body.username, room, count, **_followed(app, person))


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
        residents=app[keys.NPCS].names_in,
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


def _followed(app: web.Application, person: Person) -> dict[str, object]:
    """Return how far the protocol has gone with a player of the MUD, who is asked from there."""
    state = app[keys.CARE].state(person) if person.realm == "mud" else None
    return {"crisis": state.to_dict()} if state else {}


def _chat_reply(text: str, user: str, room: str, count: int, **more: object) -> bytes:
    reply = {"response": text, "user": user, "room": room, "session_messages": count}
    return orjson.dumps({**reply, **more})
