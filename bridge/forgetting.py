"""Forgetting a person: all that is kept of them, in memory and on disk, so that nothing returns."""

import sqlite3
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

import orjson
from aiohttp import web
from pydantic_core import to_json

from bridge import keys
from bridge.errors import StorageError
from bridge.events import EVENT, NOBODY, nameless
from bridge.journal import Journal
from bridge.presence import Person
from bridge.schemas import Counts

#: Rows that one step changes, so that nobody else's write waits long for it.
_TURNS, _EVENTS, _ANSWERS = 100, 200, 500
#: Events of a room in which somebody else of the same name is looked for, and at once.
_LOOK_BACK, _LOOK = 20_000, 2000

_NOT_YET = "Not all of it is forgotten yet, because the disk does not take it. Please ask again."


async def forget(
    app: web.Application, person: Person, *, name: str = "", heir: Person | None = None
) -> Counts:
    """Forget `person` and take them off the disk; return how much there was.

    What they do meanwhile is forgotten with the rest, or not at all. What they said aloud loses its
    words and its speaker; that somebody spoke stays, because ids have no gaps. `name` is one more
    by which rooms may remember them, `heir` who they are from now on.

    Raises:
        StorageError: some of it is still there.
        BusyError: too much is waiting to be written already.
    """
    journal = app[keys.JOURNAL]
    try:
        # Most of it goes in small steps; only the last one must be one, with what is in memory.
        turns = await _drop(journal, "turns", "n", person, _TURNS)
        answers = await _drop(journal, "answers", "key", person, _ANSWERS)
        await _drop(journal, "traces", "id", person, _TURNS)
        names = {name, *await names_of(app, person)} - {""}
        last_id = journal.last_id
        more = await _cut(app, person, heir)
        names |= (said := await _blank_events(journal, person, last_id))[0]
        app[keys.HUB].forget(person, upto=last_id)
        app[keys.VISITS].unmarked(person, upto=last_id)
        await _unname(app, person, names)
        visits = await _leave_no_visit(app, person, names)
        await journal.purge()
    except StorageError:
        raise StorageError(_NOT_YET) from None
    return Counts(
        messages=2 * (turns + more["turns"]),
        events=said[1],
        answers=answers + more["answers"],
        visits=visits,
    )


async def names_of(app: web.Application, person: Person) -> set[str]:
    """Return the names under which `person` is known besides what they said and where they went."""
    asked = "SELECT username FROM sessions WHERE person = ?"
    rows = await app[keys.JOURNAL].read(lambda db: db.execute(asked, (person.key,)).fetchall())
    session, here = app[keys.SESSIONS].get(person), app[keys.PRESENCE].where(person)
    in_memory = {known.username for known in (session, here) if known}
    return in_memory | {name for (name,) in rows}


async def _drop(journal: Journal, table: str, column: str, person: Person, step: int) -> int:
    """Delete a person's rows of `table`, all but the last few; return how many those were."""
    some = f"SELECT {column} FROM {table} WHERE person = ? ORDER BY {column} LIMIT {step}"  # noqa: S608 - our own names
    dropped = f"DELETE FROM {table} WHERE person = ? AND {column} IN ({some})"  # noqa: S608
    total, rows = 0, step
    while rows == step:
        rows = await journal.change(
            lambda db: db.execute(dropped, (person.key, person.key)).rowcount
        )
        total += rows
    return total


async def _cut(app: web.Application, person: Person, heir: Person | None) -> dict[str, int]:
    """Forget what is in memory and what is left on disk, as one step; return the rows by table."""
    key, last_id = person.key, app[keys.JOURNAL].last_id
    absent = app[keys.PRESENCE].forget(person, last_id=last_id, heir=heir)
    if person.realm == "http":  # they were here for as long as their session
        app[keys.VISITS].hand_in(app[keys.PRESENCE].leave(person))
    app[keys.VISITS].forget(person)
    app[keys.SESSIONS].forget(person)
    app[keys.COMPACTOR].forget(person)
    statements = {
        "turns": ("DELETE FROM turns WHERE person = ?", (key,)),
        "traces": ("DELETE FROM traces WHERE person = ?", (key,)),
        "summaries": ("DELETE FROM summaries WHERE person = ?", (key,)),
        "sessions": ("DELETE FROM sessions WHERE person = ?", (key,)),
        "presence": absent,
        "crises": app[keys.CARE].forget(person),
        "answers": app[keys.REPEATS].forget(person),
        "budget": app[keys.BUDGET].forget(key, heir.key if heir else ""),
    }

    def delete(db: sqlite3.Connection) -> dict[str, int]:
        return {table: db.execute(*done).rowcount for table, done in statements.items()}

    return await app[keys.JOURNAL].change(delete)


async def _blank_events(journal: Journal, person: Person, last_id: int) -> tuple[set[str], int]:
    """Blank a person's events up to `last_id`; return the names in them, and how many they were."""
    asked = "SELECT id, body FROM events WHERE person = ? AND id <= ? ORDER BY id LIMIT ?"

    def blank(db: sqlite3.Connection) -> list[str]:
        names = []
        for event_id, body in db.execute(asked, (person.key, last_id, _EVENTS)).fetchall():
            event = EVENT.validate_json(body)
            names.append(event.username)
            left = EVENT.dump_json(nameless(event))
            db.execute("UPDATE events SET body = ?, person = '' WHERE id = ?", (left, event_id))
        return names

    names, total = set[str](), 0
    while some := await journal.change(blank):
        names.update(some)
        total += len(some)
    return names, total


async def _unname(app: web.Application, person: Person, names: Iterable[str]) -> None:
    """Take the person out of the answers kept for others, which say who heard them."""
    mark = b'"user_id":' + orjson.dumps(person.user_id)
    players = [{"user_id": person.user_id, "username": name} for name in names]

    def without(body: bytes) -> bytes:
        if mark not in body:
            return body
        answer = orjson.loads(body)
        heard_by = answer.get("recipients", [])
        nobody = {"user_id": NOBODY, "username": NOBODY}
        answer["recipients"] = [nobody if one in players else one for one in heard_by]
        return orjson.dumps(answer)

    app[keys.REPEATS].reword(without)
    asked = (
        "SELECT person, key, body FROM answers WHERE (person, key) > (?, ?) "
        "ORDER BY person, key LIMIT ?"
    )
    changed = "UPDATE answers SET body = ? WHERE person = ? AND key = ?"
    after: tuple[str, str] | None = ("", "")

    def reword(db: sqlite3.Connection) -> tuple[str, str] | None:
        rows = db.execute(asked, (*(after or ()), _ANSWERS)).fetchall()
        for *where, body in rows:
            if (left := without(body)) != body:
                db.execute(changed, (left, *where))
        return (rows[-1][0], rows[-1][1]) if rows else None

    while after:
        after = await app[keys.JOURNAL].change(reword)


async def _leave_no_visit(app: web.Application, person: Person, names: Iterable[str]) -> int:
    """Take `names` out of what rooms remember, where nobody else bears them; return how many.

    Raises:
        StorageError: it could not be written.
    """
    left = 0
    for room in app[keys.ROOMS]:
        for name in names:
            if name not in app[keys.STATE].room(room).visitor_history:
                continue
            if not await _borne_by_another(app, person, room, name):
                app[keys.VISITS].unvisited(room, name)
                left += 1
    if not await app[keys.VISITS].save():
        raise StorageError(_NOT_YET)
    return left


async def _borne_by_another(app: web.Application, person: Person, room: str, name: str) -> bool:
    """Whether somebody else of that name is in `room`, or was there not too long ago."""
    here = app[keys.PRESENCE].in_room(room)
    if any(h.username == name and h.person != person and not h.nameless for h in here):
        return True
    asked = (
        "SELECT min(id), max(instr(body, ?) > 0 AND person NOT IN ('', ?)) FROM "
        "(SELECT id, body, person FROM events WHERE room = ? AND id < ? ORDER BY id DESC LIMIT ?)"
    )
    mark = b'"username":' + to_json(name)
    before: int | None = app[keys.JOURNAL].last_id + 1
    for _ in range(_LOOK_BACK // _LOOK):
        look = partial(_first, asked, (mark, person.key, room, before, _LOOK))
        before, found = await app[keys.JOURNAL].read(look)
        if found or before is None:
            return bool(found)
    return False


def _first(asked: str, values: Sequence[object], db: sqlite3.Connection) -> Any:
    return db.execute(asked, values).fetchone()
