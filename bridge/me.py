"""What is kept of a person: to read it, and to have it forgotten."""

import sqlite3
from collections.abc import Sequence
from functools import partial
from typing import Any, TypeAlias

from aiohttp import web
from pydantic import TypeAdapter

from bridge import keys
from bridge.bodies import body_as, fitting
from bridge.errors import ForbiddenError
from bridge.events import EVENT, Event, ShownDeed, ShownPresence, ShownSay, utc_at, utc_now
from bridge.forgetting import forget, names_of
from bridge.gate import person_of
from bridge.kept import summary_of
from bridge.presence import Person
from bridge.repeats import KEEP
from bridge.routes import answer, shown
from bridge.schemas import (
    Export,
    ExportRequest,
    ForgetRequest,
    Forgotten,
    KeptCrisis,
    KeptPresence,
    KeptSession,
    KeptSummary,
    KeptTurn,
    KeptVisit,
)
from bridge.summaries import Summary
from bridge.why import traces_of
from crisis import Level

#: Events in one reply, and read at once, so that nobody's write waits long for it.
EVENTS, _STEP = 10_000, 1000
_EVENT: TypeAdapter[ShownPresence | ShownSay | ShownDeed] = TypeAdapter(
    ShownPresence | ShownSay | ShownDeed
)

_Row: TypeAlias = tuple[str, str, float, float, int]
_Turn: TypeAlias = tuple[int, str, str]

_BESIDES = (
    "What was said in a crisis, and for a while after it, is in memory alone and not in here; it is"
    " gone with the session.",
    "What others said to Timmy or aloud is theirs, also where it tells of you.",
    "What replies to you cost is kept until the end of the day (UTC), without your name.",
    "Whoever runs the Tower may keep a recording of what models answered here, which may quote you;"
    " to be forgotten does not reach it. What was said in a crisis is not in it.",
    "Who puts a line into a talk of the laboratory does so under no user_id, and to be forgotten"
    " does not reach it; it goes with the talk, once that has been over for TIMMY_KEEP_DAYS.",
    "A damaged file is set aside beside the journal; whoever runs the Tower can delete it.",
    "Who runs the model that answers may keep what was sent to it, by their own rules.",
)

#: What is said of a level to the person themselves; a "clear" sign would read like an all-clear.
_DANGER = {
    Level.NONE: "none",
    Level.SOFT: "possible",
    Level.CLEAR: "likely",
    Level.IMMINENT: "immediate",
}
_HELPED = (
    "When something you write may mean that you are in danger, you are shown help. `danger` says"
    " how it was understood, which may be wrong; nothing here says that you are well, or safe."
)


async def get_me(request: web.Request) -> web.Response:
    """Return all that is kept of a person; of somebody unknown, that it is nothing."""
    asked = fitting(ExportRequest, dict(request.query))
    person = person_of(request, asked.user_id)
    headers = request.app[keys.RATE].take(person)
    export = await _export(request.app, person, asked.before)
    return web.Response(
        text=export.model_dump_json(), headers=headers, content_type="application/json"
    )


async def delete_me(request: web.Request) -> web.Response:
    """Forget a person who says that they want it."""
    body = await body_as(ForgetRequest, request)
    person = person_of(request, body.user_id)
    if person.realm != "mud" and (body.username or body.new_id):
        raise ForbiddenError("username and new_id: only the MUD, with the service token, may say.")
    headers = request.app[keys.RATE].take(person)
    heir = Person(person.realm, body.new_id) if body.new_id else None
    counts = await forget(request.app, person, name=body.username or "", heir=heir)
    return answer(Forgotten(ok=True, forgotten=counts), headers)


async def _export(app: web.Application, person: Person, before: int | None) -> Export:
    row, turns, answers = await app[keys.JOURNAL].read(lambda db: _kept(app, db, person))
    traces = await app[keys.JOURNAL].read(lambda db: traces_of(db, person))
    summary = await app[keys.JOURNAL].read(lambda db: summary_of(db, person))
    events = await _events(app, person, before)
    session, here = app[keys.SESSIONS].get(person), app[keys.PRESENCE].where(person)
    if session:
        count = max(session.count, row[4] if row else 0)
        row = (session.username, session.room, session.created, session.last_active, count)
        turns += [turn for turn in session.owed if turn not in turns]
    names = await names_of(app, person) | {event.username for event in events}
    return Export(
        user_id=person.user_id,
        timestamp=utc_now(),
        session=_session(*row) if row else None,
        summary=_summary(summary),
        dialogue=[KeptTurn(n=n, asked=asked, replied=replied) for n, asked, replied in turns],
        presence=KeptPresence(username=here.username, room=here.room) if here else None,
        events=[_EVENT.validate_python(shown(event)) for event in events],
        events_before=events[0].id if len(events) >= EVENTS else None,
        visits=_visits(app, names),
        crisis=_crisis(app, person),
        traces=traces,
        answers=answers,
        besides=list(_BESIDES),
    )


def _kept(
    app: web.Application, db: sqlite3.Connection, person: Person
) -> tuple[_Row | None, list[_Turn], int]:
    """Return the row of a person's session, their turns, and how many answers are kept."""
    session = "SELECT username, room, created, last_active, messages FROM sessions WHERE person = ?"
    turns = "SELECT n, asked, replied FROM turns WHERE person = ? ORDER BY n"
    answers = "SELECT count(*) FROM answers WHERE person = ? AND at >= ?"
    (count,) = db.execute(answers, (person.key, app[keys.WALL]() - KEEP)).fetchone()
    row = db.execute(session, (person.key,)).fetchone()
    return row, db.execute(turns, (person.key,)).fetchall(), count


async def _events(app: web.Application, person: Person, before: int | None) -> list[Event]:
    """Return the last events of a person before that id, oldest first; no more than `EVENTS`."""
    asked = "SELECT id, body FROM events WHERE person = ? AND id < ? ORDER BY id DESC LIMIT ?"
    before = app[keys.JOURNAL].last_id + 1 if before is None else before
    found: list[Event] = []
    while len(found) < EVENTS:
        rows = await app[keys.JOURNAL].read(partial(_all, asked, (person.key, before, _STEP)))
        found += [EVENT.validate_json(body) for _, body in rows]
        if len(rows) < _STEP:
            break
        before = rows[-1][0]
    return found[::-1]


def _all(asked: str, values: Sequence[object], db: sqlite3.Connection) -> list[Any]:
    return db.execute(asked, values).fetchall()


def _session(
    username: str, room: str, created: float, last_active: float, messages: int
) -> KeptSession:
    return KeptSession(
        username=username,
        room=room,
        created=utc_at(created),
        last_active=utc_at(last_active),
        messages=messages,
    )


def _summary(summary: Summary) -> KeptSummary | None:
    if not summary.upto:
        return None
    return KeptSummary(upto=summary.upto, summary=summary.text, said=list(summary.facts))


def _visits(app: web.Application, names: set[str]) -> list[KeptVisit]:
    return [
        KeptVisit(room=room, name=name)
        for room in app[keys.ROOMS]
        for name in app[keys.STATE].room(room).visitor_history
        if name in names
    ]


def _crisis(app: web.Application, person: Person) -> KeptCrisis | None:
    state = app[keys.CARE].known(person)
    if state is None:
        return None
    return KeptCrisis(
        means=_HELPED,
        danger=_DANGER[state.level],
        language=state.language,
        last_sign=utc_at(state.sign_at) if state.sign_at else None,
        help_shown=utc_at(state.block_at) if state.block_at else None,
        numbers_shown=state.level > Level.NONE,  # each of these levels is answered with numbers
        said_safe=state.safe,
    )
