"""How replies came about, for those who may know: of one's own to oneself, of any to the host."""

import sqlite3

import orjson
from aiohttp import web
from pydantic import TypeAdapter

from bridge import keys
from bridge.bodies import fitting
from bridge.errors import NotFoundError
from bridge.events import EVENT, Event, utc_at
from bridge.gate import only_the_operator, person_of
from bridge.presence import Person
from bridge.routes import answer
from bridge.schemas import KeptTrace, Overheard, Tokens, Why, WhyRequest
from bridge.trace import Trace

#: Events of a room in which it is looked up who was there.
_LOOK_BACK = 2000
_PRESENCE = b'"type":"presence"'
_TRACE: TypeAdapter[Trace] = TypeAdapter(Trace)


async def get_trace(request: web.Request) -> web.Response:
    """Return how a reply came about to whoever runs the Tower; nobody else learns what there is."""
    only_the_operator(request)
    asked = request.match_info["trace"]
    if asked.isascii() and asked.isdigit() and len(asked) < 19:
        found = "SELECT id, body FROM traces WHERE id = ?"
        row = await request.app[keys.JOURNAL].read(
            lambda db: db.execute(found, (int(asked),)).fetchone()
        )
        if row:
            return answer(shown(*row))
    raise NotFoundError("trace: there is none of this id.")


async def get_why(request: web.Request) -> web.Response:
    """Tell a person how one of Timmy's last replies to them came about."""
    asked = fitting(WhyRequest, dict(request.query))
    person = person_of(request, asked.user_id)
    headers = request.app[keys.RATE].take(person)
    state = request.app[keys.CARE].known(person)
    sign = state.sign_at if state else None
    why = await request.app[keys.JOURNAL].read(lambda db: _why(db, person, asked.n, sign or 0.0))
    return answer(why, headers)


def traces_of(db: sqlite3.Connection, person: Person) -> list[KeptTrace]:
    """Return all that is kept of how replies to a person came about, oldest first."""
    asked = "SELECT id, body FROM traces WHERE person = ? ORDER BY n"
    return [shown(*row) for row in db.execute(asked, (person.key,)).fetchall()]


def shown(trace_id: int, body: bytes) -> KeptTrace:
    """Return a trace as the API shows it."""
    trace = _TRACE.validate_json(body)
    read, written, from_cache, to_cache = trace.tokens
    return KeptTrace(
        id=trace_id,
        time=utc_at(trace_id / 1e6),
        kind=trace.kind,
        room=trace.sight.room,
        model=trace.model,
        key=trace.key,
        stood_in=trace.stood_in,
        attempts=trace.attempts,
        ms=trace.ms,
        tokens=Tokens(input=read, output=written, cache_read=from_cache, cache_write=to_cache),
        usd=trace.usd,
        hop=trace.hop,
        events=list(trace.sight.events),
        upto=trace.sight.upto,
        present=trace.sight.present,
        turns=list(trace.turns or ()),
    )


def _why(db: sqlite3.Connection, person: Person, n: int, sign: float) -> Why:
    """Return how the `n`-th last written reply to a person came about.

    `sign` is when they were last shown help; zero: nothing is known of such a time.
    """
    latest = "SELECT coalesce(max(id), 0) FROM traces WHERE person = ?"
    since = sign * 1e6 > db.execute(latest, (person.key,)).fetchone()[0]
    asked = "SELECT id, body FROM traces WHERE person = ? ORDER BY n DESC LIMIT 1 OFFSET ?"
    row = db.execute(asked, (person.key, n - 1)).fetchone()
    if row is None:
        return Why(user_id=person.user_id, help_shown_since=since, trace=None, present=[], heard=[])
    trace = shown(*row)
    return Why(
        user_id=person.user_id,
        help_shown_since=since,
        trace=trace,
        present=_present(db, person, trace),
        heard=[
            Overheard(speaker=event.username, time=event.timestamp) for event in _heard(db, trace)
        ],
    )


def _heard(db: sqlite3.Connection, trace: KeptTrace) -> list[Event]:
    """Return the lines that were overheard, as the record has them now."""
    asked = (
        "SELECT body FROM events WHERE room = ? AND id IN (SELECT value FROM json_each(?)) "
        "ORDER BY id"
    )
    rows = db.execute(asked, (trace.room, orjson.dumps(trace.events).decode())).fetchall()
    return [EVENT.validate_json(body) for (body,) in rows]


def _present(db: sqlite3.Connection, person: Person, trace: KeptTrace) -> list[str]:
    """Return who else was in the room, as far as the record knows it still."""
    asked = (
        "SELECT person, body FROM (SELECT person, body FROM events WHERE room = ? AND id <= ? "
        "ORDER BY id DESC LIMIT ?) WHERE person NOT IN ('', ?) AND instr(body, ?) > 0"
    )
    values = (trace.room, trace.upto, _LOOK_BACK, person.key, _PRESENCE)
    latest: dict[str, Event] = {}
    for whose, body in db.execute(asked, values).fetchall():
        latest.setdefault(whose, EVENT.validate_json(body))
    there = [event.username for event in latest.values() if event.event == "enter"]
    return there[: trace.present][::-1]
