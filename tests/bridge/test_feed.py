"""Fan-out and the feed: nobody waits for a reader, and a reader misses nothing."""

import asyncio
import json
import socket
from contextlib import AsyncExitStack

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridge import feed as feeds
from bridge import keys
from bridge.events import SayEvent
from bridge.hub import Hub
from tests.bridge.people import (
    GARDEN,
    THRESHOLD,
    chat,
    events,
    feed,
    get,
    refused,
    say,
    snapshot,
    until,
)
from tests.conftest import MUD


def said(n: int | None, room: str = THRESHOLD) -> SayEvent:
    return SayEvent(
        id=n,
        user_id="ann_01",
        username="Ann",
        room=room,
        timestamp="2026-04-12T20:30:00.000000+00:00",
        realm="http",
        message=f"{n}",
    )


# --- The hub ------------------------------------------------------------------------------------


@given(st.lists(st.sampled_from([THRESHOLD, GARDEN]), max_size=150))
def test_each_room_keeps_its_own_last_fifty(rooms):
    """In their order, without gaps."""
    hub = Hub()
    for n, room in enumerate(rooms):
        hub.publish(said(n, room))

    for room in (THRESHOLD, GARDEN):
        ids = [n for n, where in enumerate(rooms) if where == room]
        assert [event.id for event in hub.recent(room)] == ids[-50:]


# --- The feed -----------------------------------------------------------------------------------


async def test_the_feed_opens_with_the_last_id_and_the_name_of_this_start(bridge):
    """By the name a reader knows that the bridge was restarted."""
    client, _ = await bridge()
    await say(client, "Ann", "one")

    async with feed(client) as reader:
        opening = await reader.next()
        assert reader.response.content_type == "application/x-ndjson"
        assert reader.response.headers["Cache-Control"] == "no-store"

    assert opening == {
        "type": "feed",
        "event": "open",
        "id": 2,
        "epoch": client.app[keys.EPOCH],
    }


async def test_without_an_id_the_feed_tells_what_comes_from_now_on(bridge):
    """With the realm, so that the MUD does not show its own players' words again."""
    client, _ = await bridge()
    await say(client, "Ann", "before")
    await snapshot(client, 1, {"Ben": THRESHOLD})

    async with feed(client) as reader:
        await reader.next()
        await say(client, "Ann", "after")
        event = await reader.next()

    assert (event["message"], event["realm"]) == ("after", "http")
    assert {k: v for k, v in event.items() if k != "realm"} == (await events(client))[-1]


async def test_a_reader_resumes_by_id_without_loss_or_double_over_a_restart(bridge):
    """Cut off anywhere, it says the last id that it has seen."""
    client, _ = await bridge()
    for n in range(5):
        await say(client, "Ann", f"{n}")
    seen = []
    async with feed(client, 0) as reader:
        await reader.next()
        seen += [await reader.next() for _ in range(3)]
    await client.close()

    client, _ = await bridge()
    async with feed(client, seen[-1]["id"]) as reader:
        epoch = (await reader.next())["epoch"]
        last = (await say(client, "Ann", "5"))["event"]["id"]
        seen += await reader.upto(last)

    assert epoch == client.app[keys.EPOCH]
    assert [e["id"] for e in seen] == list(range(1, last + 1))
    assert [e["message"] for e in seen[1:]] == list("012345")


async def test_nothing_is_lost_or_doubled_while_a_reader_catches_up(bridge, monkeypatch):
    """Old events are read while new ones come: each is told once, in the order of ids."""
    client, _ = await bridge()
    journal = client.app[keys.JOURNAL]
    for n in range(8):
        await say(client, "Ann", f"{n}")
    after, spoken = journal.after, []

    async def slowly(event_id: int, limit: int):
        spoken.append((await say(client, "Ben", "meanwhile"))["event"]["id"])
        return await after(event_id, limit)

    monkeypatch.setattr(feeds, "A_FEW", 3)
    monkeypatch.setattr(journal, "after", slowly)
    async with feed(client, 1) as reader:
        await reader.next()
        await until(lambda: len(spoken) == 3)
        monkeypatch.setattr(journal, "after", after)
        last = (await say(client, "Ann", "last"))["event"]["id"]
        seen = await reader.upto(last)

    assert [e["id"] for e in seen] == list(range(2, last + 1))


async def test_an_id_from_the_future_is_taken_for_now(bridge):
    """The reader's journal was another one; waiting for that id would be for ever."""
    client, _ = await bridge()

    async with feed(client, 10**15) as reader:
        await reader.next()
        await say(client, "Ann", "hello")
        assert (await reader.next())["type"] == "presence"


@pytest.mark.parametrize("after", ["x", "-1", "1.0", "9" * 19, "²", "%00"])
async def test_an_id_that_is_none_is_refused(bridge, after):
    """Before a stream has begun, so that the refusal can be read."""
    client, _ = await bridge()

    problem = await refused(await client.get(f"/bridge/feed?after={after}"), 400)

    assert problem["detail"].startswith("after:")


@pytest.mark.parametrize("heartbeat", ["", "0", "16", "x", "1.5", "²"])
async def test_a_heartbeat_that_is_no_number_of_seconds_is_refused(bridge, heartbeat):
    """The document says from 1 to 15; whoever mistypes it should hear of it."""
    client, _ = await bridge()

    problem = await refused(await client.get(f"/bridge/feed?heartbeat={heartbeat}"), 400)

    assert problem["detail"].startswith("heartbeat:")


async def test_a_silent_feed_gives_signs_of_life(bridge, monkeypatch):
    """A reader can tell a quiet world from a dead line."""
    monkeypatch.setattr(feeds, "HEARTBEAT", 0.001)
    client, _ = await bridge()

    async with client.get("/bridge/feed") as response:
        await response.content.readline()
        assert [await response.content.readline() for _ in range(3)] == [b"\n"] * 3


async def test_browsers_get_server_sent_events(bridge, monkeypatch):
    """With ids, so that a browser resumes by itself; a heartbeat is a comment."""
    client, _ = await bridge()
    await say(client, "Ann", "one")
    headers = {"Accept": "text/event-stream"}

    async with client.get("/bridge/feed", headers=headers | {"Last-Event-ID": "1"}) as response:
        assert response.content_type == "text/event-stream"
        opening = [await response.content.readline() for _ in range(2)]
        event = [await response.content.readline() for _ in range(3)]
    monkeypatch.setattr(feeds, "HEARTBEAT", 0.001)
    async with client.get("/bridge/feed", headers=headers) as response:
        beat = [await response.content.readline() for _ in range(4)][2:]

    assert opening[0].startswith(b'data: {"type":"feed"')
    assert opening[1] == b"\n"
    assert event[0] == b"id: 2\n"
    assert json.loads(event[1].removeprefix(b"data: "))["message"] == "one"
    assert event[2] == b"\n"
    assert beat == [b": \n", b"\n"]


async def test_words_cannot_break_the_lines_of_the_feed(bridge):
    """One event, one line: with line breaks of all kinds in what is said."""
    client, _ = await bridge()
    async with feed(client) as reader:
        await reader.next()
        await say(client, "Ann", 'a\nb\u2028c\rd {"type":"say"}\n\ndata: x')
        await reader.next()
        event = await reader.next()

    assert event["message"] == 'a\nbc\nd {"type":"say"}\n\ndata: x'


async def test_a_reader_that_stops_reading_is_cut_off(bridge, monkeypatch):
    """It takes no memory for long, and everybody else is answered meanwhile."""
    monkeypatch.setattr(feeds, "WRITE_SECONDS", 0.01)
    client, _ = await bridge(timmy_requests_per_minute=10**6)
    stalled = socket.socket()
    stalled.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    stalled.connect(("127.0.0.1", client.port))
    stalled.setblocking(False)
    request = f"GET /bridge/feed HTTP/1.1\r\nHost: 127.0.0.1:{client.port}\r\n\r\n"
    stalled.send(request.encode())
    hub = client.app[keys.HUB]
    await until(lambda: len(hub) == 1)
    (connection,) = client.server.runner.server.connections
    async with feed(client) as reader:
        await reader.next()
        await chat(client, "Ann")
        last = 0
        while len(hub) == 2:
            last = (await say(client, "Ann", "x" * 4000))["event"]["id"]
        seen = await reader.upto(last)
        assert [e["id"] for e in seen] == list(range(1, last + 1))
        assert (await get(client, "/bridge/stats"))["readers"] == 1
        await until(lambda: connection not in client.server.runner.server.connections)
    stalled.close()


async def test_the_bridge_stops_at_once_with_readers_connected(bridge):
    """The reader sees the end of the stream, and nobody waits for a time limit."""
    client, _ = await bridge()
    async with feed(client) as one, feed(client, headers=MUD) as two:
        await one.next()
        await two.next()
        await say(client, "Ann", "last words")
        stopping = asyncio.create_task(client.server.close())

        for reader in (one, two):
            assert [(await reader.next())["type"] for _ in range(2)] == ["presence", "say"]
            with pytest.raises(EOFError):
                await reader.next()
        async with asyncio.timeout(5):  # the bridge would wait twenty-five for a stuck reader
            await stopping


async def test_a_reader_that_goes_away_is_forgotten(bridge, monkeypatch):
    """Queues of the gone would pile up."""
    monkeypatch.setattr(feeds, "HEARTBEAT", 0.001)
    client, _ = await bridge()
    async with feed(client) as reader:
        await reader.next()
        assert len(client.app[keys.HUB]) == 1

    await until(lambda: len(client.app[keys.HUB]) == 0)


async def test_those_who_were_away_for_long_catch_up_one_after_the_other(bridge, monkeypatch):
    """Else a few of them, again and again, would leave no time for whoever speaks.

    Who has missed little, and the MUD, wait for nobody; and who waits misses nothing.
    """
    monkeypatch.setattr(feeds, "A_FEW", 2)
    client, _ = await bridge()
    for n in range(6):
        await say(client, "Ann", f"{n}")
    turn, last = client.app[keys.HUB].catching_up, client.app[keys.HUB].last_id

    async with AsyncExitStack() as stack:
        async with turn:
            for wanted, first in (({"headers": MUD}, 1), ({}, last - 1)):
                reader = await stack.enter_async_context(feed(client, after=first, **wanted))
                assert (await reader.next())["event"] == "open"
                assert [e["id"] for e in await reader.upto(last)] == [*range(first + 1, last + 1)]
            away = await stack.enter_async_context(feed(client, after=1))
            await until(lambda: turn._waiters)
            await say(client, "Ann", "meanwhile")
        await away.next()
        assert [e["id"] for e in await away.upto(last + 1)] == [*range(2, last + 2)]
