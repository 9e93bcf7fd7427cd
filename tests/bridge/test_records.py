"""The journal's file: an old one is brought up to date, a damaged one loses what is damaged."""

import contextlib
import sqlite3
from pathlib import Path

import pytest

from bridge import keys, records
from bridge.records import MIGRATIONS, Interrupter, look_through, opened
from tests.bridge.people import chat, get, say, until

PAGE = 4096
ROWS = 2000


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a journal with many events and turns, closed in good order."""
    path = tmp_path / "journal.db"
    db, _, _ = opened(path)
    with contextlib.closing(db), db:
        db.executemany(
            "INSERT INTO events VALUES (?, 'The Forge', 't', ?, '')",
            [(n, f"event {n} ".encode() * 20) for n in range(1, ROWS)],
        )
        db.executemany(
            "INSERT INTO turns VALUES (?, ?, ?, 'answer')",
            [(f"http:{n % 7}", n, f"question {n} " * 10) for n in range(ROWS)],
        )
    return path


def spoilt(path: Path, *, at: float) -> None:
    """Write over three pages in the middle of the file at `path`."""
    whole = path.read_bytes()
    page = int(len(whole) / PAGE * at)
    path.write_bytes(whole[: page * PAGE] + b"\xff" * PAGE * 3 + whole[(page + 3) * PAGE :])


def rows(db: sqlite3.Connection, table: str) -> int:
    (found,) = db.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608 - ours
    return int(found)


@pytest.mark.parametrize("at", [0.2, 0.4, 0.6, 0.8])
def test_what_lies_around_the_damage_is_saved(file, at):
    """Three pages are lost with what only they lead to, not what lies before and behind."""
    spoilt(file, at=at)
    records.suspect(file)

    db, last_id, notice = opened(file)

    with contextlib.closing(db):
        kept = rows(db, "events") + rows(db, "turns")
        assert kept > 1.2 * ROWS  # the most when what leads to other pages is hit
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    (aside,) = file.parent.glob("journal.db.damaged-*")
    assert aside.name in notice
    assert f"{kept} of its rows" in notice
    assert last_id > ROWS


def test_damage_that_no_start_notices_is_found_by_a_look_through_and_saved_at_the_next(file):
    """A start must not read everything; so a later look does, and remembers what it found."""
    spoilt(file, at=0.3)
    db, _, notice = opened(file)
    db.close()
    assert notice == ""

    assert not look_through(file, Interrupter())

    db, _, notice = opened(file)
    with contextlib.closing(db):
        assert "damaged" in notice
        assert look_through(file, Interrupter())
    db, _, notice = opened(file)
    db.close()
    assert notice == ""


def test_a_look_through_can_be_broken_off(file):
    """Whoever closes the bridge need not wait for it; nothing is then suspected."""
    interrupter = Interrupter()
    interrupter.end()

    assert look_through(file, interrupter)
    assert not list(file.parent.glob("*.suspect"))


def test_a_save_that_was_killed_is_done_again(file):
    """A half-made new file is begun anew; the damaged one is still in its place until the end."""
    spoilt(file, at=0.5)
    records.suspect(file)
    file.with_name("journal.db.new").write_bytes(b"half made")

    db, _, notice = opened(file)

    with contextlib.closing(db):
        assert rows(db, "events") > ROWS / 2
    assert "damaged" in notice


def test_a_file_of_the_first_version_is_brought_up_to_date(tmp_path):
    """Whoever updates keeps what they had."""
    path = tmp_path / "journal.db"
    with contextlib.closing(sqlite3.connect(path)) as old:
        old.executescript(f"{MIGRATIONS[0]} PRAGMA user_version = 1;")
        old.execute("INSERT INTO events VALUES (41, 'The Forge', 't', 'e')")
        old.commit()

    db, last_id, notice = opened(path)

    with contextlib.closing(db):
        assert (last_id, notice) == (41, "")
        assert db.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
        assert rows(db, "answers") == 0


async def test_damage_under_a_running_bridge_is_said_and_people_talk_on(bridge, tmp_path):
    """It looks by itself after each start; what is read and written elsewhere goes on."""
    client, _ = await bridge()
    for n in range(60):
        await say(client, "Ann", f"{n} " * 300)
    await client.close()
    spoilt(tmp_path / "journal.db", at=0.6)

    client, _ = await bridge()

    await until(lambda: client.app[keys.JOURNAL].trouble or client.app[keys.JOURNAL].notice)
    (said,) = (await get(client, "/bridge/health"))["degraded"]
    assert "damaged" in said
    assert (await chat(client, "Ben"))["response"] == "ok"
