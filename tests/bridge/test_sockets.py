"""WebSockets: what is told to all and to one, what is refused, and how they end."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import ClientSession, ClientWebSocketResponse, WSMsgType, web

from bridge import connection as connections
from bridge import sockets
from bridge.connection import Connection, Rank
from bridge.door import Door
from bridge.errors import BadRequestError, ConflictError
from bridge.fanout import Channel, text_frame
from bridge.serving import serving
from bridge.sockets import CLIENTS, Client
from tests.bridge.people import until


class Hall:
    """An app with one socket: what is said to it is told to everybody."""

    def __init__(self) -> None:
        self.channel = Channel(text_frame)
        self.said: list[dict[str, object]] = []
        self.app = web.Application()
        self.app.router.add_get("/ws", self.get)
        sockets.set_up(self.app)
        self.door: Door
        self.session: ClientSession

    async def get(self, request: web.Request) -> web.StreamResponse:
        try:
            return await sockets.served(
                request,
                channel=self.channel,
                hello=lambda client: json.dumps({"hello": client.id, "said": self.said}).encode(),
                take=self.take,
                refusal=lambda sentence: json.dumps({"error": sentence}).encode(),
                prepare=lambda response: response.set_cookie("seen", "yes"),
            )
        except BadRequestError as error:
            return web.Response(status=error.status)

    async def take(self, client: Client, frame: dict[str, object]) -> None:
        if "refuse" in frame:
            raise ConflictError("Not now.")
        if "fail" in frame:
            raise RuntimeError("swordfish")
        if "alone" in frame:
            client.send(b'"for you"')
        client.take_part()
        self.said.append(frame)
        self.channel.publish(json.dumps(frame).encode())

    async def enter(self) -> ClientWebSocketResponse:
        """Connect, and hear the first text."""
        socket = await self.session.ws_connect(self.url)
        assert "hello" in await socket.receive_json()
        return socket

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.door.port}/ws"

    @property
    def connection(self) -> Connection:
        """The first one that is there."""
        return next(iter(self.door._connections))


@asynccontextmanager
async def hall(**limits: int) -> AsyncIterator[Hall]:
    """Serve a hall behind its door."""
    made = Hall()
    async with (
        ClientSession() as made.session,
        serving(made.app, "127.0.0.1", 0, drain=1.0, **limits) as made.door,
    ):
        yield made


async def test_everybody_hears_what_is_said_and_who_comes_later_hears_of_it() -> None:
    """The first text holds all there was, and what follows it nothing of that."""
    async with hall() as here:
        ann = await here.enter()
        await ann.send_json({"n": 1})
        assert await ann.receive_json() == {"n": 1}
        ben = await here.session.ws_connect(here.url)
        hello = await ben.receive_json()
        await ann.send_json({"n": 2})

        assert hello["said"] == [{"n": 1}]
        assert await ann.receive_json() == await ben.receive_json() == {"n": 2}
        assert len(here.app[CLIENTS]) == len(here.channel) == 2
        await ben.close()
        await until(lambda: len(here.app[CLIENTS]) == len(here.channel) == 1)


async def test_what_is_for_one_alone_comes_in_order_and_to_nobody_else() -> None:
    """An answer after what was told before it, and before what is told after."""
    async with hall() as here:
        ann, ben = await here.enter(), await here.enter()
        await ann.send_json({"n": 1})
        await ann.send_json({"alone": 1})

        assert [await ann.receive_json() for _ in range(3)] == [{"n": 1}, "for you", {"alone": 1}]
        assert [await ben.receive_json() for _ in range(2)] == [{"n": 1}, {"alone": 1}]


async def test_what_is_no_json_object_is_refused_with_a_sentence_and_no_more(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """A page with a mistake in it, or a stranger's fingers, end nobody's connection."""
    sent: list[tuple[str | bytes, str]] = [
        ("{", "This is not JSON."),
        ("[" * 50_000, "This is not JSON."),
        ("[1]", "Send a JSON object."),
        ("null", "Send a JSON object."),
        (b"{}", "Send text frames."),
        (json.dumps({"x": "é" * 40_000}, ensure_ascii=False), "A frame may have 64 KiB."),
        ('{"refuse": 1}', "Not now."),
        ('{"fail": 1}', "Something went wrong here."),
    ]
    async with hall() as here:
        ann, ben = await here.enter(), await here.enter()
        for data, sentence in sent:
            await (ann.send_bytes(data) if isinstance(data, bytes) else ann.send_str(data))
            assert await ann.receive_json() == {"error": sentence}
        await ann.send_json({"n": 1})

        assert await ann.receive_json() == await ben.receive_json() == {"n": 1}
    assert [record.message for record in caplog.records] == ["a frame failed"]


async def test_a_frame_that_never_ends_ends_the_connection() -> None:
    """Its first quarter of a megabyte is all that is read."""
    async with hall() as here:
        ann = await here.enter()
        await ann.send_str("x" * (sockets.TOO_MUCH + 1))

        assert (await ann.receive()).type is WSMsgType.CLOSE
        assert ann.close_code == 1009


def test_more_than_some_frames_a_second_wait_their_turn() -> None:
    """Many may come at once, and then no more than so many a second, for as long as it lasts."""
    last, waits = 0.0, []
    for _ in range(sockets.AT_ONCE + 5):
        last = sockets.next_turn(last, 1000.0)
        waits.append(max(0.0, last - 1000.0))

    assert waits[: sockets.AT_ONCE] == [0.0] * sockets.AT_ONCE
    assert waits[sockets.AT_ONCE :] == pytest.approx([n / sockets.A_SECOND for n in range(1, 6)])
    assert sockets.next_turn(last, 2000.0) < 2000.0


async def test_frames_that_wait_are_not_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy page is slowed down; signs of life count, since a flood of them costs as much."""
    monkeypatch.setattr(sockets, "AT_ONCE", 2)
    monkeypatch.setattr(sockets, "A_SECOND", 200)
    async with hall() as here:
        ann = await here.enter()
        for n in range(10):
            await ann.ping()
            await ann.send_json({"n": n})

        assert [await ann.receive_json() for _ in range(10)] == [{"n": n} for n in range(10)]


async def test_who_only_watches_makes_room_until_they_take_part() -> None:
    """The Door lets watchers go first; who does something keeps their place like who speaks."""
    async with hall() as here:
        ann = await here.enter()
        assert here.connection.standing() is Rank.SPECTATOR
        await ann.send_json({"refuse": 1})
        await ann.receive()
        assert here.connection.standing() is Rank.SPECTATOR
        await ann.send_json({"n": 1})
        await ann.receive()

        assert here.connection.standing() is Rank.IS_ANSWERED


async def test_over_the_cap_a_watcher_is_told_to_come_later() -> None:
    """At once and with a code that a page understands; those who are there keep their places."""
    async with hall(limit=6) as here:
        there = [await here.enter() for _ in range(5)]
        late = await here.session.ws_connect(here.url)

        assert (await late.receive()).type is WSMsgType.CLOSE
        assert late.close_code == sockets.TRY_LATER
        await there[0].send_json({"n": 1})
        assert [await socket.receive_json() for socket in there] == [{"n": 1}] * 5


async def test_everybody_is_told_when_the_bridge_stops() -> None:
    """A page that knows why comes back by itself."""
    async with hall() as here:
        there = [await here.enter() for _ in range(3)]
        waiting = [asyncio.create_task(socket.receive()) for socket in there]
        await asyncio.sleep(0)
    assert [(await task).type for task in waiting] == [WSMsgType.CLOSE] * 3
    assert {socket.close_code for socket in there} == {sockets.GOING_AWAY}


async def test_who_stops_reading_is_let_go_and_holds_up_nobody(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A megabyte may wait for one; for a thousand it would be a gigabyte."""
    async with hall() as here:
        stuck, ann = await here.enter(), await here.enter()
        connection = here.connection
        assert connection._line
        monkeypatch.setattr(connections, "UNSENT_LIMIT", 0)
        stuck._reader._protocol.pause_reading()
        heard, text = 0, json.dumps({"x": "x" * 60_000})
        while connection in here.door._connections:
            here.channel.publish(text.encode())
            await ann.receive()
            heard += 1

        assert len(here.channel) == 1
        here.channel.publish(b"1")
        assert await ann.receive_json() == 1
    assert heard > 1


async def test_a_socket_is_asked_for_as_one_and_may_set_a_cookie() -> None:
    """Anybody may type the address; the visitor's cookie comes with the handshake."""
    async with hall() as here:
        async with here.session.get(here.url) as response:
            assert response.status == 400
        socket = await here.session.ws_connect(here.url)
        assert socket._response.cookies["seen"].value == "yes"


async def test_much_may_be_said_over_one_socket() -> None:
    """It is no header, which must be short and come soon."""
    async with hall() as here:
        ann = await here.enter()
        text = "x" * 20_000
        for _ in range(4):
            await ann.send_json({"text": text})
            assert await ann.receive_json() == {"text": text}


async def test_nothing_is_begun_in_vain_when_a_client_leaves(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What a frame has begun is ended in order, and not where it just stands."""
    began, go_on, done = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def take(_self: Hall, _client: Client, _frame: dict[str, object]) -> None:
        began.set()
        await go_on.wait()
        done.set()

    monkeypatch.setattr(Hall, "take", take)
    async with hall() as here:
        ann = await here.enter()
        await ann.send_json({})
        await began.wait()
        connection = here.connection
        assert connection._line
        connection._line.abort()
        await until(lambda: not len(here.door))
        go_on.set()
        await done.wait()
