"""The MUD's database: looked at before it is opened, with a good copy of it kept beside it."""

import contextlib
import shutil
import sqlite3
import struct
import time
from pathlib import Path

#: What a write-ahead log of SQLite begins with, in either byte order of its checksums.
_LOG_BEGINS = (0x377F0682, 0x377F0683)


def look_after(game: Path) -> list[str]:
    """Make sure that the database can be used; return what people must know about it.

    A damaged one is set aside under a name that says so, and the copy takes its place.
    """
    database, copy = game / "server" / "evennia.db3", game / "server" / "evennia-copy.db3"
    said = _look_at_log(database)
    if not database.exists():
        if not (game / "prepared").exists():
            return said  # the first start
        return [*said, _replace(database, copy, game, "The MUD's database is gone.")]
    if wrong := what_is_wrong(database):
        aside = _set_aside(database)
        return [
            *said,
            _replace(
                database, copy, game, f"The MUD's database is damaged ({wrong}); it is now {aside}."
            ),
        ]
    keep(database)
    return said


def what_is_wrong(database: Path) -> str:
    """Return what is wrong with a database, as SQLite says it; nothing for a good one."""
    try:
        with contextlib.closing(sqlite3.connect(database, timeout=5)) as db:
            (found,) = db.execute("PRAGMA quick_check(1)").fetchone()
            db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.DatabaseError as error:
        return str(error)
    return "" if found == "ok" else str(found).splitlines()[-1]


def keep(database: Path) -> None:
    """Make a copy of a good database, whole and in one step; it may be in use."""
    fresh = database.with_name("evennia-copy.new")
    fresh.unlink(missing_ok=True)
    fresh.touch(mode=0o600)
    with (
        contextlib.closing(sqlite3.connect(database, timeout=5)) as source,
        contextlib.closing(sqlite3.connect(fresh)) as target,
    ):
        source.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")
    fresh.replace(database.with_name("evennia-copy.db3"))


def _replace(database: Path, copy: Path, game: Path, why: str) -> str:
    (game / "prepared").unlink(missing_ok=True)  # what is there now may be of another version
    if not copy.exists() or what_is_wrong(copy):
        return f"{why} There is no good copy of it: the MUD begins anew, without its accounts."
    fresh = database.with_suffix(".new")
    shutil.copy2(copy, fresh)
    fresh.replace(database)
    made = time.strftime("%Y-%m-%d %H:%M", time.localtime(copy.stat().st_mtime))
    return f"{why} The copy of {made} has taken its place; what was new since then is missing."


def _set_aside(path: Path) -> str:
    """Give a file, and what SQLite wrote beside it, a name that says what it is; return it."""
    aside = path.with_name(f"{path.stem}-damaged-{time.strftime('%Y%m%d-%H%M%S')}{path.suffix}")
    for end in ("", "-wal", "-shm"):
        with contextlib.suppress(FileNotFoundError):
            path.with_name(path.name + end).replace(aside.with_name(aside.name + end))
    return aside.name


def _look_at_log(database: Path) -> list[str]:
    """Set a damaged log aside; SQLite would pass over it without a word."""
    log = database.with_name(f"{database.name}-wal")
    if not log.exists() or not _is_damaged_log(log):
        return []
    aside = log.with_name(f"evennia-damaged-{time.strftime('%Y%m%d-%H%M%S')}.db3-wal")
    log.replace(aside)
    log.with_name(f"{database.name}-shm").unlink(missing_ok=True)
    return [
        f"The log of the MUD's database is damaged; it is now {aside.name}. What was new when the"
        " MUD last ended may be missing."
    ]


def _is_damaged_log(log: Path) -> bool:
    with log.open("rb") as file:
        head = file.read(32)
    if not head:
        return False
    if len(head) < 32 or struct.unpack(">I", head[:4])[0] not in _LOG_BEGINS:
        return True
    order = ">" if head[3] & 1 else "<"
    first = second = 0
    words = struct.unpack(f"{order}6I", head[:24])
    for one, two in zip(words[::2], words[1::2], strict=True):
        first = (first + one + second) & 0xFFFFFFFF
        second = (second + two + first) & 0xFFFFFFFF
    return (first, second) != struct.unpack(">2I", head[24:])
