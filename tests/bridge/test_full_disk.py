"""A disk that takes nothing: people go on, it is said, and what is owed is written later."""

import asyncio
import contextlib
import json
import resource
import signal
import sqlite3
import urllib.request
from typing import Any

import pytest

from bridge import keys
from bridge.journal import Journal
from tests.bridge.people import (
    ELEMENTS,
    FORGE,
    GARDEN,
    THRESHOLD,
    TestClient,
    body,
    chat,
    count,
    events,
    get,
    in_order,
    move,
    refused,
    say,
    snapshot,
    until,
)
from tests.bridge.test_journal import free_port, post, running
from tests.conftest import MUD


async def full(client: TestClient, *, is_full: bool = True) -> None:
    """Let the journal's disk take no writes, or take them again."""
    # SQLite then fails every write as it does when the disk is full, at the same place.
    journal = of(client)
    await journal.read(lambda db: db.execute(f"PRAGMA query_only = {int(is_full)}").fetchall())


def of(client: TestClient) -> Journal:
    found: Journal = client.server.app[keys.JOURNAL]  # type: ignore[attr-defined]
    return found


@pytest.fixture
def quick(monkeypatch):
    """Keep house all the time."""
    monkeypatch.setattr("bridge.house.HOUSEKEEPING", 0.001)


async def healed(client: TestClient) -> None:
    """Let the disk take writes again; return when everything that was owed is written."""
    await full(client, is_full=False)
    await until(lambda: not of(client).trouble)
    await until(lambda: not any(s.owed for s in client.server.app[keys.SESSIONS]))  # type: ignore[attr-defined]


async def test_a_talk_goes_on_from_memory_and_is_written_when_the_disk_is_back(bridge, quick):
    """The reply says that it is not on disk yet; nobody need speak again for it to get there."""
    client, model = await bridge()
    await chat(client, "Ann", "one")
    await full(client)

    second = await chat(client, "Ann", "two")
    third = await chat(client, "Ann", "three")

    assert (second["durable"], third["durable"]) == (False, False)
    assert [m.text for m in model.calls[-1].messages[:-1]] == ["one", "ok", "two", "ok"]
    (trouble,) = (await get(client, "/bridge/health"))["degraded"]
    assert "stays in memory" in trouble
    await healed(client)
    assert (await get(client, "/bridge/health"))["degraded"] == []
    assert "durable" not in await chat(client, "Ann", "four")
    await client.close()
    client, model = await bridge()
    await chat(client, "Ann", "five")
    heard = [m.text for m in model.calls[-1].messages[:-1:2]]
    assert heard == ["one", "two", "three", "four"]


async def test_who_comes_while_the_disk_cannot_even_be_read_finds_their_dialogue_later(
    bridge, quick, monkeypatch
):
    """What was said before is put before what was said meanwhile, and overwrites nothing."""
    client, _ = await bridge()
    await chat(client, "Ann", "one")
    await client.close()
    client, model = await bridge()
    journal = of(client)
    real = journal.read

    async def unreadable(ask: Any) -> Any:
        def failing(db: sqlite3.Connection) -> Any:
            raise sqlite3.OperationalError("disk I/O error")

        return await real(failing)

    monkeypatch.setattr(journal, "read", unreadable)
    assert (await chat(client, "Ann", "two"))["durable"] is False
    monkeypatch.setattr(journal, "read", real)
    await until(lambda: not any(s.owed for s in client.app[keys.SESSIONS]))

    await chat(client, "Ann", "three")
    assert [m.text for m in model.calls[-1].messages[:-1:2]] == ["one", "two"]
    assert await count(client, "turns") == 3


async def test_what_is_said_aloud_is_refused_with_the_reason(bridge):
    """507 and a way out: an event without an id could not be told to those who resume."""
    client, _ = await bridge()
    await chat(client, "Ann", "one")
    await full(client)

    response = await client.post("/bridge/say", json=body("Ann", "two"))

    assert (await refused(response, 507))["error"] == "storage"
    assert int(response.headers["Retry-After"]) >= 1


async def test_nobody_goes_where_the_record_cannot_follow(bridge):
    """A move that is refused has not happened."""
    client, _ = await bridge()
    await chat(client, "Ann", "one")
    await full(client)

    there = {"user_id": "ann_01", "room": GARDEN}
    await refused(await client.post("/bridge/move", json=there), 507)

    players = (await get(client, f"/bridge/room/{THRESHOLD}/players"))["players"]
    assert [p["username"] for p in players] == ["Ann"]


async def test_every_leave_follows_its_enter_over_a_full_disk(bridge, quick):
    """What came and went meanwhile is told as one difference, and presence is what it is."""
    client, _ = await bridge()
    await snapshot(client, 1, {"Ann": THRESHOLD, "Ben": THRESHOLD})
    await full(client)
    for seq, users in enumerate(
        ({"Ann": GARDEN, "Ben": THRESHOLD}, {"Ann": FORGE, "Cyd": GARDEN}, {"Ann": FORGE}), start=2
    ):
        report = {"epoch": 1, "seq": seq, "users": [_there(n, r) for n, r in users.items()]}
        await refused(await client.put("/bridge/presence", json=report, headers=MUD), 507)
    await chat(client, "Dan", room=FORGE)

    await healed(client)
    await until(lambda: not client.app[keys.VISITS]._missed)
    await of(client).read(lambda _: None)

    told = [(e["username"], e["event"]) for e in await events(client, THRESHOLD)]
    assert told == [("Ann", "enter"), ("Ben", "enter"), ("Ann", "leave"), ("Ben", "leave")]
    told = [(e["username"], e["event"]) for e in await events(client, FORGE)]
    assert told == [("Ann", "enter"), ("Dan", "enter")]
    assert await events(client, GARDEN) == []
    assert await count(client, "presence") == 2
    await move(client, "Dan", GARDEN)


def _there(name: str, room: str) -> dict[str, str]:
    return {"user_id": f"{name.lower()}_01", "username": name, "room": room}


async def test_a_crisis_is_answered_and_its_state_is_kept_when_the_disk_is_back(bridge, quick):
    """The block needs no disk; that it was shown is known after the next restart all the same."""
    client, _ = await bridge()
    await full(client)
    reply = await chat(client, "Ann", "I want to die tonight")
    assert in_order(ELEMENTS, reply["response"])

    await healed(client)
    await client.close()
    client, _ = await bridge()
    assert len(client.app[keys.CARE]._states) == 1


async def test_a_disk_that_never_answers_keeps_nobody_waiting(bridge, monkeypatch):
    """A frozen disk is a full one: after its deadline the talk goes on without it."""
    client, _ = await bridge()
    await chat(client, "Ann", "one")
    monkeypatch.setattr("bridge.journal.PATIENCE", 0.05)
    thaw = asyncio.Event()
    loop = asyncio.get_running_loop()
    frozen = asyncio.create_task(
        of(client).read(
            lambda _: asyncio.run_coroutine_threadsafe(thaw.wait(), loop).result(timeout=30)
        )
    )
    await asyncio.wait([frozen])

    assert (await chat(client, "Ann", "two"))["durable"] is False
    response = await client.post("/bridge/say", json=body("Ann", "aloud"))
    assert "does not answer" in (await refused(response, 507))["detail"]

    monkeypatch.setattr("bridge.journal.PATIENCE", 5.0)
    thaw.set()
    assert "durable" not in await chat(client, "Ann", "three")
    assert await count(client, "turns") == 3
    assert frozen.exception()


async def test_only_what_is_owed_to_nobody_leaves_memory_when_it_falls_silent(bridge):
    """The journal remembers a silent dialogue; what it does not have stays in memory."""
    client, model = await bridge()
    for name in ("Ann", "Ben"):
        await chat(client, name, "one")
    await full(client)
    await chat(client, "Ben", "two")
    sessions = client.app[keys.SESSIONS]
    now = sessions._clock()
    sessions._clock = lambda: now + 1000

    sessions.cool()

    assert {s.username: len(s.messages) for s in sessions} == {"Ann": 0, "Ben": 4}
    await full(client, is_full=False)
    await chat(client, "Ann", "back")
    assert [m.text for m in model.calls[-1].messages[:-1]] == ["one", "ok"]
    assert (await say(client, "Ann", "hello"))["ok"]


def limited(pid: int, size: int) -> None:
    """Let the process write no file beyond `size` bytes: the kernel refuses, as on a full disk."""
    _, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, hard))


@pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="prlimit is Linux's")
async def test_the_real_bridge_goes_on_over_a_full_disk_and_loses_nothing(tmp_path):
    """The kernel refuses each write; then there is space again, and a kill -9 finds all of it."""
    port = free_port()
    url = f"http://127.0.0.1:{port}/bridge"

    async def spoken(words: str) -> dict[str, Any]:
        return await asyncio.to_thread(post, f"{url}/chat", body("Ann", words))

    async def degraded() -> list[str]:
        with await asyncio.to_thread(urllib.request.urlopen, f"{url}/health") as health:
            found: list[str] = json.load(health)["degraded"]
            return found

    async with running(tmp_path, port) as process:
        await spoken("one")
        limited(process.pid, 0)
        assert (await spoken("two"))["durable"] is False
        assert in_order(ELEMENTS, (await spoken("I want to die tonight"))["response"])
        assert any("stays in memory" in sentence for sentence in await degraded())
        limited(process.pid, resource.RLIM_INFINITY)
        while await degraded():  # noqa: ASYNC110 - another process tells nobody
            await asyncio.sleep(0.05)
        process.send_signal(signal.SIGKILL)
        await process.wait()

    with contextlib.closing(sqlite3.connect(tmp_path / "journal.db")) as db:
        asked = [words for (words,) in db.execute("SELECT asked FROM turns ORDER BY n")]
        assert asked == ["one", "two"]
        assert db.execute("SELECT count(*) FROM crises").fetchone() == (1,)
