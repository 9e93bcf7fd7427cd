"""The journal's file: locked, brought up to date, and saved from damage."""

import contextlib
import fcntl
import logging
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from bridge.errors import StorageError
from bridge.events import NOBODY

log = logging.getLogger(__name__)

#: Its name, among the files of a world.
JOURNAL_FILE = "journal.db"
#: Says of each event whose it is, where that is not said yet.
_WHOSE = """
UPDATE events SET person = json_extract(CAST(body AS TEXT), '$.realm') || ':' ||
                           json_extract(CAST(body AS TEXT), '$.user_id')
    WHERE person = '' AND json_valid(CAST(body AS TEXT))
"""
#: What brings a file from each version to the next; a new one goes to the end.
MIGRATIONS = (
    """
CREATE TABLE events (id INTEGER PRIMARY KEY, room TEXT NOT NULL, timestamp TEXT NOT NULL,
                     body BLOB NOT NULL);
CREATE INDEX events_of_room ON events (room, id);
CREATE TABLE sessions (person TEXT PRIMARY KEY, username TEXT NOT NULL, room TEXT NOT NULL,
                       created REAL NOT NULL, last_active REAL NOT NULL,
                       messages INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX sessions_by_activity ON sessions (last_active);
CREATE TABLE turns (person TEXT NOT NULL, n INTEGER NOT NULL, asked TEXT NOT NULL,
                    replied TEXT NOT NULL, PRIMARY KEY (person, n)) WITHOUT ROWID;
CREATE TABLE presence (person TEXT PRIMARY KEY, username TEXT NOT NULL, room TEXT NOT NULL,
                       since INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE crises (person TEXT PRIMARY KEY, state TEXT NOT NULL, expires REAL NOT NULL)
                    WITHOUT ROWID;
CREATE TABLE crisis_counts (day TEXT, level TEXT, language TEXT, surface TEXT, n INTEGER NOT NULL,
                            PRIMARY KEY (day, level, language, surface)) WITHOUT ROWID;
""",
    """
CREATE TABLE answers (person TEXT NOT NULL, key TEXT NOT NULL, digest BLOB NOT NULL,
                      body BLOB NOT NULL, at REAL NOT NULL, PRIMARY KEY (person, key))
                     WITHOUT ROWID;
CREATE INDEX answers_by_age ON answers (at);
""",
    f"""
ALTER TABLE events ADD COLUMN person TEXT NOT NULL DEFAULT '';
{_WHOSE};
CREATE INDEX events_of_person ON events (person, id);
""",
    # A row of more than a kilobyte does not fit into the tree of a table without row ids.
    """
CREATE TABLE fresh (person TEXT NOT NULL, n INTEGER NOT NULL, asked TEXT NOT NULL,
                    replied TEXT NOT NULL, UNIQUE (person, n));
INSERT INTO fresh SELECT person, n, asked, replied FROM turns;
DROP TABLE turns;
ALTER TABLE fresh RENAME TO turns;
CREATE TABLE fresh (person TEXT NOT NULL, key TEXT NOT NULL, digest BLOB NOT NULL,
                    body BLOB NOT NULL, at REAL NOT NULL, UNIQUE (person, key));
INSERT INTO fresh SELECT person, key, digest, body, at FROM answers;
DROP TABLE answers;
ALTER TABLE fresh RENAME TO answers;
CREATE INDEX answers_by_age ON answers (at);
""",
    # The id of a trace is when it was made, in microseconds.
    """
CREATE TABLE traces (id INTEGER PRIMARY KEY, person TEXT NOT NULL, n INTEGER NOT NULL,
                     body BLOB NOT NULL);
CREATE INDEX traces_of_person ON traces (person, n);
""",
    """
CREATE TABLE summaries (person TEXT PRIMARY KEY, upto INTEGER NOT NULL, summary TEXT NOT NULL,
                        facts TEXT NOT NULL);
""",
    """
CREATE TABLE budget (day INTEGER NOT NULL, scope TEXT NOT NULL, calls INTEGER NOT NULL,
                     tokens INTEGER NOT NULL, nanos INTEGER NOT NULL, PRIMARY KEY (day, scope))
                    WITHOUT ROWID;
""",
    # What was counted before was not told apart by what was shown.
    # What is counted stands last: SQLite 3.40 takes a table without row ids for damaged where a
    # column that must not be null stands before one of its key.
    """
CREATE TABLE fresh (day TEXT, level TEXT, language TEXT, surface TEXT,
                    shown TEXT NOT NULL DEFAULT 'unknown', n INTEGER NOT NULL,
                    PRIMARY KEY (day, level, language, surface, shown)) WITHOUT ROWID;
INSERT INTO fresh (day, level, language, surface, n) SELECT * FROM crisis_counts;
DROP TABLE crisis_counts;
ALTER TABLE fresh RENAME TO crisis_counts;
""",
)
VERSION = len(MIGRATIONS)
#: From this version on what is deleted is written over.
_OVERWRITES = 3
#: Seconds to wait for another connection to the file.
_BUSY_SECONDS = 10
#: The rooms that events tell of, without reading every event.
_ROOMS = """
WITH RECURSIVE r (room) AS (
    SELECT min(room) FROM events
    UNION ALL SELECT (SELECT min(room) FROM events WHERE room > r.room) FROM r
    WHERE r.room IS NOT NULL)
SELECT room FROM r WHERE room IS NOT NULL
"""


def lock(path: Path) -> IO[bytes]:
    """Return the lock of the journal at `path`: two writers would number events alike.

    Raises:
        StorageError: another bridge has it.
    """
    held = path.with_name(f"{path.name}.lock").open("wb")
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        held.close()
        raise StorageError(f"Another bridge has {path} open.") from None
    return held


def opened(path: Path) -> tuple[sqlite3.Connection, int, str]:
    """Return the file at `path`, its last event id, and what went wrong with it, for people.

    A damaged file is set aside; what can be read of it goes on in a new one.

    Raises:
        StorageError: the file was written by a newer version, or cannot be opened.
    """
    try:
        db = _connect(path)
        return db, _last_id(db), ""
    except sqlite3.DatabaseError as error:
        if not is_damage(error):
            raise StorageError(f"The journal {path} cannot be opened: {error}.") from error
    notice = _save(path)
    # Ids must only grow; how far the damaged file had got is unknown: the clock is beyond.
    return _connect(path), time.time_ns() // 1_000_000, notice


def is_damage(error: BaseException) -> bool:
    """Whether `error` says that the file itself is not whole."""
    return type(error) is sqlite3.DatabaseError  # those below it are about disk, locks and SQL


def look_through(path: Path, stop: "Interrupter") -> bool:
    """Read all of the file at `path`, which takes a while; whether it is whole.

    A file that is not is remembered as suspect, and saved when it is opened next.
    """
    try:
        with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as db:
            stop.has(db)
            (health,) = db.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.OperationalError:
        return True  # interrupted, or in the way of somebody: nothing is known
    except sqlite3.DatabaseError:
        health = "unreadable"
    if health != "ok":
        suspect(path)
    return bool(health == "ok")


class Interrupter:
    """Ends a long look from another thread."""

    def __init__(self) -> None:
        self._db: sqlite3.Connection | None = None
        self._ended = False

    def has(self, db: sqlite3.Connection) -> None:
        """Take note of what there is to end."""
        self._db = db
        if self._ended:
            db.interrupt()

    def end(self) -> None:
        """End the look."""
        self._ended = True
        if self._db:
            with contextlib.suppress(sqlite3.ProgrammingError):  # it has ended by itself
                self._db.interrupt()


def suspect(path: Path) -> None:
    """Remember that the file at `path` is damaged somewhere."""
    with contextlib.suppress(OSError):
        _mark(path).touch(mode=0o600)
    log.error("journal damaged", extra={"file": path.name})


def _mark(path: Path) -> Path:
    return path.with_name(f"{path.name}.suspect")


def _connect(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, check_same_thread=False, isolation_level=None, timeout=_BUSY_SECONDS)
    try:
        path.chmod(0o600)
        _prepare(db, path)
    except BaseException:
        db.close()
        raise
    return db


def _prepare(db: sqlite3.Connection, path: Path) -> None:
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = FULL")
    db.execute("PRAGMA secure_delete = ON")  # what a person has deleted is gone from the file too
    (version,) = db.execute("PRAGMA user_version").fetchone()
    if version > VERSION:
        raise StorageError(f"{path} was written by a newer version of the Tower; please update.")
    for n, step in enumerate(MIGRATIONS[version:], start=version + 1):
        db.executescript(f"BEGIN; {step} PRAGMA user_version = {n}; COMMIT;")
    if 0 < version < _OVERWRITES:
        _leave_nothing_between(db)
    _glance(db, path)


def _leave_nothing_between(db: sqlite3.Connection) -> None:
    """Write the file anew: before, what was deleted stayed in it, between what is kept."""
    try:
        db.execute("VACUUM")
        emptied(db)
    except sqlite3.OperationalError as error:
        log.warning("journal not tidied", extra={"error": type(error).__name__})


def emptied(db: sqlite3.Connection) -> bool:
    """Bring the write-ahead log into the file and empty it; False while somebody reads it."""
    db.execute("PRAGMA busy_timeout = 0")
    try:
        (busy, _, _) = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    finally:
        db.execute(f"PRAGMA busy_timeout = {_BUSY_SECONDS * 1000}")
    return not busy


def _glance(db: sqlite3.Connection, path: Path) -> None:
    """Notice coarse damage at once; a look at everything would take longer with each event.

    Raises:
        sqlite3.DatabaseError: the file is damaged.
    """
    wal = path.with_name(f"{path.name}-wal")
    if not wal.exists() or not wal.stat().st_size:
        (pages,) = db.execute("PRAGMA page_count").fetchone()
        (size,) = db.execute("PRAGMA page_size").fetchone()
        if path.stat().st_size < pages * size:
            raise sqlite3.DatabaseError("the file is cut off")
    for table in _tables(db):
        for way in ("ASC", "DESC"):
            by = _order(db, table, way)
            db.execute(f"SELECT * FROM {table} ORDER BY {by} LIMIT 100").fetchall()  # noqa: S608 - our own names
    for (room,) in db.execute(_ROOMS).fetchall():
        newest = "SELECT body FROM events WHERE room = ? ORDER BY id DESC LIMIT 50"
        db.execute(newest, (room,)).fetchall()
    if _mark(path).exists():
        (health,) = db.execute("PRAGMA quick_check(1)").fetchone()
        if health != "ok":
            raise sqlite3.DatabaseError(health)


def _tables(db: sqlite3.Connection) -> list[str]:
    named = db.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    return [name for (name,) in named]


def _columns(db: sqlite3.Connection, table: str) -> list[str]:
    return [name for _, name, *_ in db.execute(f"PRAGMA table_info({table})")]


def _order(db: sqlite3.Connection, table: str, way: str) -> str:
    """Return the order in which `table` lies in the file, as ORDER BY has it."""
    columns = db.execute(f"PRAGMA table_info({table})").fetchall()
    key = ", ".join(f"{name} {way}" for _, name, _, _, _, place in columns if place)
    return key or f"rowid {way}"


def _last_id(db: sqlite3.Connection) -> int:
    (last,) = db.execute("SELECT coalesce(max(id), 0) FROM events").fetchone()
    return int(last)


def _save(path: Path) -> str:
    """Set the damaged file aside; put in its place what can be read of it, and say so."""
    log.error("journal damaged and set aside", extra={"file": path.name})
    fresh, aside = (path.with_name(f"{path.name}.{what}") for what in ("new", _aside()))
    fresh.unlink(missing_ok=True)
    rows = _copied(path, fresh)
    aside.hardlink_to(path)
    for leftover in ("-wal", "-shm"):
        path.with_name(f"{path.name}{leftover}").unlink(missing_ok=True)
    fresh.replace(path)
    _mark(path).unlink(missing_ok=True)
    kept = f"{rows} of its rows could be read and were kept" if rows else "nothing could be read"
    return f"The journal was damaged; it was set aside as {aside.name}, and {kept}."


def _aside() -> str:
    return f"damaged-{int(time.time())}"


def _copied(damaged: Path, fresh: Path) -> int:
    """Copy every row of `damaged` that can be read into a new file; return how many."""
    with contextlib.closing(_connect(fresh)) as new:
        new.execute("BEGIN")
        with (
            contextlib.suppress(sqlite3.DatabaseError),
            contextlib.closing(sqlite3.connect(damaged)) as old,
        ):
            for table in _tables(new):
                columns = _columns(old, table)  # of a former version they may be fewer
                into = f"{table} ({', '.join(columns)})"
                holes = ", ".join("?" * len(columns))
                for row in _readable(old, table):
                    new.execute(f"INSERT OR IGNORE INTO {into} VALUES ({holes})", row)  # noqa: S608
        new.execute(f"{_WHOSE} AND json_extract(CAST(body AS TEXT), '$.user_id') <> ?", (NOBODY,))
        new.execute("COMMIT")
        rows = sum(
            new.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 - our own names
            for table in _tables(new)
        )
        new.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return int(rows)


def _readable(old: sqlite3.Connection, table: str) -> Iterator[tuple[object, ...]]:
    """Yield the rows of `table` up to the damage: from the front, then from the back."""
    for way in ("ASC", "DESC"):
        with contextlib.suppress(sqlite3.DatabaseError):
            by = _order(old, table, way)
            yield from old.execute(f"SELECT * FROM {table} NOT INDEXED ORDER BY {by}")  # noqa: S608
