"""The journal: what is acknowledged is on disk, whatever happens to the process."""

import asyncio
import contextlib
import http.client
import json
import os
import signal
import socket
import sqlite3
import sys
import urllib.parse
from pathlib import Path
from typing import Any

import pytest

from bridge.errors import BusyError, StorageError
from bridge.events import SayEvent, utc_at
from bridge.journal import Journal
from bridge.records import VERSION
from tests.bridge.people import THRESHOLD, body, events, get, say
from tests.bridge.test_settings import ROOT, examples
from tests.conftest import MUD


@pytest.fixture
def may_block(_no_blocking):
    """Let the test itself look at the disk while the loop runs."""
    _no_blocking.deactivate()


def said(words: str, at: float = 0.0) -> SayEvent:
    return SayEvent(
        user_id="ann_01",
        username="Ann",
        room=THRESHOLD,
        timestamp=utc_at(at),
        realm="http",
        message=words,
    )


@pytest.fixture
async def journal(tmp_path):
    """Return a journal that has begun."""
    opened = await asyncio.to_thread(Journal.open, tmp_path / "journal.db")
    opened.start()
    yield opened
    await opened.close()


def on_disk(path: Path) -> list[tuple[int, str]]:
    """Return ids and words as another connection sees them: what is committed, no more."""
    with contextlib.closing(sqlite3.connect(path)) as db:
        rows = db.execute("SELECT id, body FROM events ORDER BY id").fetchall()
    return [(n, json.loads(text)["message"]) for n, text in rows]


async def test_what_is_acknowledged_is_on_disk(journal, tmp_path):
    """Another connection sees it at once."""
    (event,) = await journal.write(events=[said("one")])

    assert on_disk(tmp_path / "journal.db") == [(event.id, "one")]


async def test_an_event_is_told_when_it_is_on_disk_and_in_the_order_of_ids(
    journal, tmp_path, may_block
):
    """Nobody sees what a crash could undo."""
    told: list[tuple[int, bool]] = []
    journal.on_commit = lambda e: told.append(
        (e.id, (e.id, e.message) in on_disk(tmp_path / "journal.db"))
    )

    async with asyncio.TaskGroup() as group:
        for n in range(20):
            group.create_task(journal.write(events=[said(f"{n}")]))

    assert told == [(n, True) for n in range(1, 21)]


async def test_writes_that_wait_together_share_one_commit(journal):
    """A commit is what costs; a hundred at once must not cost a hundred."""
    commits: list[int] = []
    commit = journal._commit

    def counted(batch):
        commits.append(len(batch))
        commit(batch)

    journal._commit = counted

    async with asyncio.TaskGroup() as group:
        for n in range(200):
            group.create_task(journal.write(events=[said(f"{n}")]))

    assert sum(commits) == 200
    assert len(commits) <= 20


async def test_a_write_that_fails_harms_no_other(journal, tmp_path):
    """Even in the same commit; the one that asked for it is told."""
    failed = []

    async def bad() -> None:
        try:
            await journal.write([("INSERT INTO nowhere VALUES (1)", ())], [said("bad")])
        except StorageError as error:
            failed.append(str(error))

    async with asyncio.TaskGroup() as group:
        for n in range(5):
            group.create_task(journal.write(events=[said(f"{n}")]))
            if n == 2:
                group.create_task(bad())

    assert [words for _, words in on_disk(tmp_path / "journal.db")] == list("01234")
    assert failed == ["The Tower cannot write to its disk. Nothing was kept."]


async def test_the_statements_of_one_write_are_all_there_or_none(journal, tmp_path):
    """A session without its turn, or an event without its presence, would be a lie."""
    statements = [
        ("INSERT INTO turns VALUES ('a', 1, 'x', 'y')", ()),
        ("INSERT INTO turns VALUES ('a', 1, 'again', 'y')", ()),
    ]
    with pytest.raises(StorageError):
        await journal.write(statements)

    assert await journal.read(lambda db: db.execute("SELECT * FROM turns").fetchall()) == []


async def test_a_read_sees_every_write_before_it(journal):
    """Also one that nobody waited for."""
    journal.hand_in(events=[said("one")])

    assert [e.message for e in await journal.after(0)] == ["one"]


async def test_a_journal_that_cannot_keep_up_refuses_more(journal, monkeypatch):
    """Memory does not fill with what may never be written."""
    monkeypatch.setattr("bridge.journal._WAITING", 0)

    with pytest.raises(BusyError):
        await journal.write(events=[said("one")])


async def test_closing_writes_what_waits(tmp_path):
    """A stop in good order loses nothing, acknowledged or not."""
    journal = await asyncio.to_thread(Journal.open, tmp_path / "journal.db")
    journal.start()
    for n in range(300):
        journal.hand_in(events=[said(f"{n}")])

    await journal.close()

    assert len(on_disk(tmp_path / "journal.db")) == 300


async def test_ids_go_on_after_a_restart(tmp_path):
    """Readers resume by them."""
    for expected in (1, 2, 3):
        journal = await asyncio.to_thread(Journal.open, tmp_path / "journal.db")
        journal.start()
        (event,) = await journal.write(events=[said("again")])
        await journal.close()
        assert event.id == expected


async def test_forgetting_keeps_the_newest_event_and_what_is_young(journal):
    """The newest one holds the last id, however old it is."""
    day = 86_400
    for n in range(4):
        await journal.write(events=[said(f"{n}", at=n * day)])

    journal.forget(2 * day)
    assert [e.message for e in await journal.after(0)] == ["2", "3"]
    journal.forget(100 * day)
    assert [e.message for e in await journal.after(0)] == ["3"]


async def test_forgetting_takes_dialogues_with_all_their_turns(journal):
    """A few at a time, until none is left; the young ones stay."""
    for n in range(120):
        who = f"http:{n}"
        at = float(n)
        await journal.write(
            [
                ("INSERT INTO sessions VALUES (?, 'A', 'R', 0, ?, 2)", (who, at)),
                ("INSERT INTO turns VALUES (?, 2, 'x', 'y')", (who,)),
            ]
        )
    for _ in range(3):
        journal.forget(100.0)

    kept = await journal.read(
        lambda db: db.execute(
            "SELECT (SELECT count(*) FROM sessions), (SELECT count(*) FROM turns)"
        ).fetchone()
    )
    assert kept == (20, 20)


def let_go(journal: Journal) -> None:
    """Close a journal that was never started."""
    journal._db.close()
    journal._lock.close()


def test_the_file_is_for_its_owner_alone(tmp_path):
    """It holds what people said."""
    let_go(Journal.open(tmp_path / "new" / "journal.db"))

    assert (tmp_path / "new" / "journal.db").stat().st_mode & 0o077 == 0
    assert (tmp_path / "new").stat().st_mode & 0o077 == 0


def test_a_file_of_a_newer_version_is_refused(tmp_path):
    """Writing to it could ruin what the newer version needs."""
    let_go(Journal.open(tmp_path / "journal.db"))
    with contextlib.closing(sqlite3.connect(tmp_path / "journal.db")) as db:
        db.execute(f"PRAGMA user_version = {VERSION + 1}")
    before = (tmp_path / "journal.db").read_bytes()

    with pytest.raises(StorageError, match="newer version"):
        Journal.open(tmp_path / "journal.db")

    assert (tmp_path / "journal.db").read_bytes() == before


def spoilt(path: Path, how: str) -> None:
    """Damage the journal at `path`, which has a few pages."""
    whole = path.read_bytes()
    match how:
        case "no database":
            path.write_bytes(b"this is no database" * 100)
        case "cut off":
            path.write_bytes(whole[: len(whole) // 2])
        case _:
            path.write_bytes(whole[:4096] + b"\xff" * 4096 * 2 + whole[4096 * 3 :])


@pytest.mark.parametrize("how", ["no database", "cut off", "overwritten"])
async def test_a_damaged_file_is_set_aside_and_said_so(bridge, tmp_path, how):
    """The bridge starts, says what happened, deletes nothing, and its ids still only grow."""
    client, _ = await bridge()
    for n in range(40):
        await say(client, "Ann", f"{n}" * 100)
    last = (await events(client))[-1]["id"]
    await client.close()
    spoilt(tmp_path / "journal.db", how)

    client, _ = await bridge()

    (notice,) = (await get(client, "/bridge/health"))["degraded"]
    (aside,) = tmp_path.glob("journal.db.damaged-*")
    assert aside.name in notice
    assert (await say(client, "Ann", "hello"))["event"]["id"] > last
    await client.close()
    client, _ = await bridge()
    assert (await get(client, "/bridge/health"))["degraded"] == []


# --- kill -9 ------------------------------------------------------------------------------------


def post(url: str, told: dict[str, Any]) -> dict[str, Any]:
    headers = {"Content-Type": "application/json"}
    host = urllib.parse.urlsplit(url)
    connection = http.client.HTTPConnection(host.netloc, timeout=10)
    with contextlib.closing(connection):
        connection.request("POST", host.path, json.dumps(told), headers)
        answer: dict[str, Any] = json.load(connection.getresponse())
    return answer


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@contextlib.asynccontextmanager
async def running(home: Path, port: int):
    """Run the real bridge until it answers; kill it at the end if it still runs."""
    unset = dict.fromkeys(examples(), "")
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bridge",
        env={
            **os.environ,
            **unset,
            "TIMMY_HOME": str(home),
            "TIMMY_BRIDGE_PORT": str(port),
            "PORT": "0",
            "TIMMY_MODEL": "offline",
        },
        cwd=ROOT,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        while True:
            with contextlib.suppress(OSError):
                _, writer = await asyncio.open_connection("127.0.0.1", port)
                writer.close()
                break
            assert process.returncode is None
            await asyncio.sleep(0.02)
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()


async def test_kill_9_right_after_the_answers_loses_none_of_them(tmp_path):
    """The real process, killed while more is under way: what was answered is there afterwards.

    In its order, once, and the ids go on growing.
    """
    port = free_port()
    answers: list[tuple[int, str]] = []
    enough = asyncio.Event()

    async def speak(name: str) -> None:
        url = f"http://127.0.0.1:{port}/bridge/say"
        for n in range(1000):
            try:
                told = await asyncio.to_thread(post, url, body(name, f"{name} {n}"))
            except (OSError, ValueError, http.client.HTTPException):
                return  # killed meanwhile: nothing was promised
            assert "event" in told, told
            answers.append((told["event"]["id"], told["event"]["message"]))
            if len(answers) >= 40:
                enough.set()

    async with running(tmp_path, port) as process, asyncio.TaskGroup() as group:
        for name in ("Ann", "Ben", "Cyd"):
            group.create_task(speak(name))
        await enough.wait()
        process.send_signal(signal.SIGKILL)

    with contextlib.closing(sqlite3.connect(tmp_path / "journal.db")) as db:
        rows = db.execute("SELECT id, body FROM events ORDER BY id").fetchall()
    kept = [(n, e["message"]) for n, text in rows if (e := json.loads(text))["type"] == "say"]
    assert set(answers) <= set(kept)
    assert len({words for _, words in kept}) == len(kept)
    for name in ("Ann", "Ben", "Cyd"):
        own = [words for _, words in kept if words.startswith(name)]
        assert own == [f"{name} {n}" for n in range(len(own))]

    async with running(tmp_path, port):
        url = f"http://127.0.0.1:{port}/bridge/say"
        told = await asyncio.to_thread(post, url, body("Ann", "back again"))
    assert told["event"]["id"] > rows[-1][0]


async def test_a_stop_signal_ends_the_bridge_in_good_order(tmp_path):
    """Exit status 0, with a reader of the feed still connected; nothing to wait for."""
    port = free_port()
    async with running(tmp_path, port) as process:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(f"GET /bridge/feed HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
        assert b"200" in await reader.readline()
        process.terminate()
        assert await process.wait() == 0
        writer.close()


async def test_a_second_bridge_cannot_open_the_same_journal(tmp_path: Path, may_block):
    """Two writers would give the same id to two events."""
    path = tmp_path / "journal.db"
    first = Journal.open(path)
    first.start()

    with pytest.raises(StorageError, match="Another bridge"):
        Journal.open(path)

    await first.close()
    second = Journal.open(path)
    second.start()
    await second.close()


async def test_a_world_full_of_players_fits_into_one_snapshot(bridge):
    """A snapshot that is refused for its size would leave presence wrong for good."""
    client, _ = await bridge()
    users = [
        {"user_id": f"player_{n:04}", "username": f"Player{n:04}", "room": "The Garden"}
        for n in range(2000)
    ]

    reply = await client.put(
        "/bridge/presence", json={"epoch": 1, "seq": 1, "users": users}, headers=MUD
    )

    assert reply.status == 200
    players = await (await client.get("/bridge/room/The%20Garden/players")).json()
    assert len(players["players"]) == 2000
