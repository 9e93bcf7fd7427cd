"""Journals with a lot in them, made without saying each word of it."""

import contextlib
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

from bridge import records
from bridge.events import utc_at
from tests.bench.load import ROOMS, SAID

#: Numbers from 1 to the first parameter.
_NUMBERS = "WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < ?)"
_ROOM = f"CASE n % 3 WHEN 0 THEN '{ROOMS[0]}' WHEN 1 THEN '{ROOMS[1]}' ELSE '{ROOMS[2]}' END"
_PERSON, _NAME = "'http:u' || (n - 1)", "'User ' || (n - 1)"


def fill(home: Path, sessions: int) -> None:
    """Store that so many people are here, each of whom has had one turn with Timmy."""
    home.mkdir(parents=True, exist_ok=True)
    with _opened(home) as db:
        db.execute("CREATE TEMP TABLE said (n INTEGER PRIMARY KEY, text TEXT)")
        db.executemany("INSERT INTO said VALUES (?, ?)", enumerate(SAID))
        text = f"(SELECT text FROM said WHERE said.n = (? + n.n) % {len(SAID)})"  # noqa: S608
        now = time.time()
        for sql, values in (
            (
                f"sessions {_NUMBERS} SELECT {_PERSON}, {_NAME}, {_ROOM}, ?, ? - n / 1e3, 2",
                (now, now),
            ),
            (
                f"turns (person, n, asked, replied) {_NUMBERS} SELECT {_PERSON}, 2, {text}, {text}",
                (0, 1),
            ),
            (f"presence {_NUMBERS} SELECT {_PERSON}, {_NAME}, {_ROOM}, 0", ()),
        ):
            db.execute(f"INSERT INTO {sql} FROM n", (sessions, *values))


def add_events(home: Path, events: int, people: int) -> None:
    """Store so many events of `people`, who came."""
    body = (
        "json_object('id', ?4 + n, 'user_id', 'u' || (n % ?2), 'username', 'User ' || (n % ?2), "
        f"'room', {_ROOM}, 'timestamp', ?3, 'type', 'presence', 'event', 'enter', 'realm', 'http')"
    )
    row = f"?4 + n, {_ROOM}, ?3, CAST({body} AS BLOB), 'http:u' || (n % ?2)"
    with _opened(home) as db:
        (last,) = db.execute("SELECT coalesce(max(id), 0) FROM events").fetchone()
        db.execute(
            f"INSERT INTO events {_NUMBERS.replace('?', '?1')} SELECT {row} FROM n",  # noqa: S608
            (events, people, utc_at(time.time()), last),
        )


@contextlib.contextmanager
def _opened(home: Path) -> Iterator[sqlite3.Connection]:
    db, _, _ = records.opened(home / records.JOURNAL_FILE)
    db.execute("PRAGMA synchronous = OFF")
    with contextlib.closing(db):
        db.execute("BEGIN")
        yield db
        db.execute("COMMIT")
        records.emptied(db)
