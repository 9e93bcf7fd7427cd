"""Who is late or does not read is let go, and nobody else notices."""

import asyncio
import logging

import pytest

from bridge import bodies, keys
from bridge import connection as connections
from bridge import door as doors
from bridge.connection import Connection, Rank
from tests.bridge.lines import Line, request
from tests.bridge.people import CRISIS, ELEMENTS, body, in_order, until
from tests.conftest import MUD

HEALTH = "/bridge/health"
#: The deadline never comes within a test.
NEVER = 3600.0


@pytest.fixture
def soon(monkeypatch):
    """Let deadlines come within a second."""
    monkeypatch.setattr(doors, "LOOK", 0.01)
    for name in ("HEADER_SECONDS", "WRITE_SECONDS"):
        monkeypatch.setattr(connections, name, 0.4)
    monkeypatch.setattr(connections, "IDLE_SECONDS", 0.8)


# --- Headers ------------------------------------------------------------------------------------


@pytest.mark.parametrize("start", [b"", b"GET", b"GET /bridge/health HTTP/1.1\r\nHost: x\r\nX-A"])
async def test_who_never_sends_a_whole_header_is_let_go(open_house, soon, start):
    """The server alone would wait without end; each of these costs us memory."""
    async with open_house() as house:
        line = await house.line()
        line.send(start)

        assert await line.ended() == b""
        assert len(house.door) == 0
        assert await house.healthy()


async def test_the_deadline_is_for_the_whole_header_not_for_the_next_byte(open_house, monkeypatch):
    """One byte at a time would else hold a place for ever."""
    monkeypatch.setattr(doors, "LOOK", NEVER)
    async with open_house() as house:
        line = await house.line()
        await until(lambda: len(house.door) == 1)
        (connection,) = house.door._connections
        since = connection._owes_since
        for piece in (b"G", b"ET ", b"/ HTTP/1.1\r", b"\nX", b": a"):
            line.send(piece)
            await until(lambda: connection._read)
            connection._read = 0

        assert connection._owes_since == since
        connection.judge(since + connections.HEADER_SECONDS - 0.1)
        assert len(house.door) == 1
        connection.judge(since + connections.HEADER_SECONDS)
        await line.ended()


async def test_the_header_of_a_second_request_has_a_deadline_too(open_house, soon, monkeypatch):
    """A first good request buys no more time than others have."""
    monkeypatch.setattr(connections, "IDLE_SECONDS", NEVER)
    async with open_house() as house:
        line = await house.line()
        line.ask("GET", HEALTH)
        assert (await line.answer())[0] == 200

        line.send(b"GET /bridge/he")
        assert await line.ended() == b""


async def test_a_connection_that_rests_is_closed_after_a_while_but_not_the_mud_s(open_house, soon):
    """A place is for who asks; the MUD would else meet a closed door each time."""
    async with open_house() as house:
        resting, mud = await house.line(), await house.line()
        for line, headers in ((resting, {}), (mud, MUD)):
            line.ask("GET", HEALTH, **headers)
            assert (await line.answer())[0] == 200

        assert await resting.ended() == b""

        mud.ask("GET", HEALTH, **MUD)
        assert (await mud.answer())[0] == 200


async def test_a_stray_line_break_behind_a_request_is_nothing(open_house, soon):
    """Some senders add one; it is no second request that has begun."""
    async with open_house() as house:
        line = await house.line()
        line.ask("GET", HEALTH)
        line.send(b"\r\n")
        assert (await line.answer())[0] == 200
        line.send(b"\r\n")
        (connection,) = house.door._connections
        await until(lambda: connection._rests_since)
        assert not connection._owes_since
        line.ask("GET", HEALTH)
        assert (await line.answer())[0] == 200


async def test_a_header_is_bounded_as_a_whole(open_house):
    """Many short lines fill memory as well as a long one."""
    async with open_house() as house:
        line = await house.line()
        line.send(b"GET /bridge/health HTTP/1.1\r\n")
        await until(lambda: len(house.door) == 1)
        (connection,) = house.door._connections
        for n in range(9):
            line.send(b"X-%d: %s\r\n" % (n, b"a" * 2000))
            await until(lambda n=n: connection._read > n * 2000 or len(house.door) == 0)

        assert (await line.answer())[0] == 431
        assert await line.ended() == b""
        assert len(house.door) == 0


NOT_HTTP = {
    "a long path": b"GET /" + b"a" * 9000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
    "a long line": b"GET / HTTP/1.1\r\nX: " + b"a" * 9000 + b"\r\n\r\n",
    "many lines": b"GET / HTTP/1.1\r\n" + b"X: a\r\n" * 200 + b"\r\n",
    "another version": b"GET / HTTP/9.9\r\n\r\n",
    "a zero": b"G\x00T / HTTP/1.1\r\n\r\n",
    "TLS": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    "SSH": b"SSH-2.0-OpenSSH_9.9\r\n",
    "a space before the colon": b"GET / HTTP/1.1\r\nHost : x\r\n\r\n",
    "two lengths": b"POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
    "a length and chunks": b"POST / HTTP/1.1\r\nContent-Length: 1\r\n"
    b"Transfer-Encoding: chunked\r\n\r\n",
    "less than nothing": b"POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
}


@pytest.mark.parametrize("kind", NOT_HTTP)
async def test_what_is_not_http_is_a_400_in_json_and_no_noise(open_house, kind, caplog):
    """Whoever knocks at random must not fill the log, nor write words of their own into it."""
    caplog.set_level(logging.INFO)
    async with open_house() as house:
        caplog.clear()  # which voice answers is said at the start
        line = await house.line()
        line.send(NOT_HTTP[kind])
        status, problem = await line.answer()

        assert status == 400
        assert problem["error"] == "bad_request"
        assert await line.ended() == b""
    assert [r.getMessage() for r in caplog.records] == []


async def test_pipelining_is_bounded(open_house):
    """What waits behind one slow answer takes memory; nobody needs more than a few."""
    gate = asyncio.Event()
    async with open_house(gate=gate) as house:
        few, many = await house.line(), await house.line()
        for line, count in ((few, 3), (many, 20)):
            line.ask("POST", "/bridge/chat", body("Ann"))
            await until(lambda: house.door._under_way)
            line.send(request(house.door.port, "GET", HEALTH) * count)

        assert await many.ended() == b""
        gate.set()
        assert [(await few.answer())[0] for _ in range(4)] == [200] * 4


# --- Bodies -------------------------------------------------------------------------------------


BROKEN = {
    "no chunk": b"Transfer-Encoding: chunked\r\n\r\nzz\r\n",
    "half a chunk": b"Transfer-Encoding: chunked\r\n\r\n5\r\n{}",
    "no end": b"Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\nX",
    "too short": b"Content-Length: 10\r\n\r\n{}",
    "too long": b"Content-Length: 10000000\r\n\r\n{}",
    "waits to be asked": b"Content-Length: 100\r\nExpect: 100-continue\r\n\r\n",
    "expects more": b"Content-Length: 100\r\nExpect: miracles\r\n\r\n",
}


@pytest.mark.parametrize("kind", BROKEN)
async def test_a_body_that_is_broken_or_stays_away_is_no_fault_of_ours(
    open_house, kind, monkeypatch, caplog
):
    """A 4xx, or nothing when the caller hangs up; never a 500, never an error in the log."""
    monkeypatch.setattr(bodies, "BODY_SECONDS", 0.05)
    monkeypatch.setattr("bridge.serving.LINGER_SECONDS", 0.05)
    async with open_house() as house:
        head = f"POST /bridge/chat HTTP/1.1\r\nHost: 127.0.0.1:{house.door.port}\r\n"
        start = head.encode() + b"Content-Type: application/json\r\n" + BROKEN[kind]
        waits, hangs_up = await house.line(), await house.line()
        for line in (waits, hangs_up):
            line.send(start)
        await until(lambda: len(house.door) == 2)
        hangs_up.close()

        status, _ = await waits.head()
        assert status == 100 or 400 <= status < 500
        await waits.ended()
        await until(lambda: not house.door._under_way)
        assert await house.healthy()
    assert [r.getMessage() for r in caplog.records if r.levelno >= logging.ERROR] == []


# --- Who does not read --------------------------------------------------------------------------


async def test_who_does_not_read_an_answer_is_let_go(open_house, soon):
    """What waits for such a caller, and the caller's place, are given back; others go on."""
    async with open_house() as house:
        for _ in range(50):
            await house.ask("POST", "/bridge/say", body("Ann", "💚" * 4000))
        deaf = await house.line(unread=2048)
        deaf.send(request(house.door.port, "GET", "/bridge/room/The%20Threshold/events") * 8)

        await until(lambda: any(c._unsent for c in house.door._connections))
        assert await house.healthy()
        await until(lambda: not any(c._unsent for c in house.door._connections))
        await until(lambda: not house.door._under_way)


async def test_who_reads_slowly_is_not_who_does_not_read(open_house, monkeypatch):
    """On a thin line a long answer takes its time; so long as it gets on, nobody ends it."""
    monkeypatch.setattr(doors, "LOOK", NEVER)
    async with open_house() as house:
        await house.line()
        await until(lambda: len(house.door) == 1)
        (connection,) = house.door._connections

        class Transport:
            waiting = 10**6

            def get_write_buffer_size(self) -> int:
                return self.waiting

        line, connection._line = connection._line, Transport()
        for second in range(0, 90, 9):
            assert not connection._does_not_read(second)
            connection._line.waiting -= connections.TAKEN_AT_LEAST
        assert not connection._does_not_read(90)
        connection._line.waiting -= 1
        assert connection._does_not_read(90 + connections.WRITE_SECONDS)
        connection._line = line


async def test_who_takes_nothing_is_gone_within_ten_seconds(open_house, monkeypatch):
    """However it falls between the looks, which come late where many are looked at."""
    monkeypatch.setattr(doors, "LOOK", NEVER)
    async with open_house() as house:
        await house.line()
        await until(lambda: len(house.door) == 1)
        (connection,) = house.door._connections
        line = connection._line
        connection._line = type("Transport", (), {"get_write_buffer_size": lambda _: 1})()
        looks = [connection._does_not_read(second) for second in (1.2, 2.4, 3.6, 4.8, 6, 7.2, 8.4)]
        assert looks == [False] * 6 + [True]
        connection._line = line


async def test_a_spectator_for_whom_too_much_waits_is_let_go(open_house, monkeypatch):
    """Before the deadline, too: a thousand of them would be a gigabyte."""
    monkeypatch.setattr(doors, "LOOK", NEVER)
    async with open_house() as house:
        await house.line()
        await until(lambda: len(house.door) == 1)
        (connection,) = house.door._connections
        line = connection._line
        connection._line = type(
            "Transport", (), {"get_write_buffer_size": lambda _: connections.UNSENT_LIMIT + 1}
        )()
        assert not connection._does_not_read(0)
        assert not connection._does_not_read(1)
        connection.rank = Rank.SPECTATOR
        assert connection._does_not_read(2)
        connection._line = line


async def test_stalled_spectators_keep_nothing_from_the_others(open_house):
    """Twenty who read nothing are let go by what waits for them alone; nobody waits for them."""
    async with open_house() as house:
        stalled = [await house.line(unread=2048) for _ in range(20)]
        reads = await house.line()
        for line in (*stalled, reads):
            line.ask("GET", "/bridge/feed")
        await until(lambda: house.readers == 21)
        await reads.head()
        reading = asyncio.create_task(told(reads))
        spoken = 0
        while house.readers > 1:
            status, _ = await house.ask("POST", "/bridge/say", body("Ann", "💚" * 4000))
            assert status == 200
            spoken += 1
        for line in stalled:
            line.close()
    assert await reading == ["presence"] + ["say"] * spoken


async def told(line: Line) -> list[str]:
    """Return the types of the events that a feed tells until it ends."""
    types: list[str] = []
    while raw := await line.line():
        types += [kind for kind in ("presence", "say") if f'"type":"{kind}"'.encode() in raw]
    return types


# --- How many -----------------------------------------------------------------------------------


async def test_who_owes_a_request_makes_room_for_who_asks(open_house):
    """Thousands of half headers take no place from anybody who speaks."""
    async with open_house(limits={"limit": 20}) as house:
        slow = [await house.line() for _ in range(20)]
        for line in slow:
            line.send(b"GET / HTTP/1.1\r\n")
        await until(lambda: len(house.door) == 20)

        for _ in range(10):
            assert await house.healthy()

        await slow[0].ended()
        assert len(house.door) <= 20


async def test_those_who_are_answered_and_the_mud_keep_their_places(open_house):
    """First who owes a request, then who rests, who owes a body, who watches; the rest stay."""
    gate = asyncio.Event()
    async with open_house(gate=gate, limits={"limit": 6}) as house:
        owes, rests, half, watches, speaks, mud = [await house.line() for _ in range(6)]
        await until(lambda: len(house.door) == 6)
        for line in (rests, mud):
            line.ask("GET", HEALTH, **(MUD if line is mud else {}))
            assert (await line.answer())[0] == 200
        head = f"POST /bridge/chat HTTP/1.1\r\nHost: 127.0.0.1:{house.door.port}\r\n"
        half.send(head.encode() + b"Content-Type: application/json\r\nContent-Length: 9\r\n\r\n{")
        speaks.ask("POST", "/bridge/chat", body("Ann"))
        await until(lambda: len(house.door._under_way) == 2)
        (spectator,) = [c for c in house.door._connections if c.standing() is Rank.OWES_A_REQUEST][
            :1
        ]
        assert spectator is not None
        house.door._limit = 8
        watches.ask("GET", "/bridge/feed")
        await until(lambda: house.readers == 1)
        house.door._limit = 6

        for leaves in (owes, rests, half, watches):
            (await house.line()).ask("POST", "/bridge/chat", body("Ben"))
            await leaves.ended()
        await until(lambda: len(house.door._under_way) == 5)
        refused = await house.line()
        assert (await refused.answer())[0] == 503
        await refused.ended()

        gate.set()
        assert (await speaks.answer())[0] == 200
        mud.ask("GET", HEALTH, **MUD)
        assert (await mud.answer())[0] == 200
        assert house.readers == 0


async def test_spectators_are_refused_first(open_house):
    """While many are connected nobody new may watch, but anybody may speak."""
    async with open_house(limits={"limit": 8}) as house:
        for _ in range(6):
            (await house.line()).ask("GET", "/bridge/feed")
        await until(lambda: house.readers == 6)
        await house.line()
        await until(lambda: house.door.crowded)

        line = await house.line()
        line.ask("GET", "/bridge/feed")
        status, headers = await line.head()
        assert (status, headers["retry-after"]) == (503, "5")
        assert (await house.ask("POST", "/bridge/chat", body("Ann")))[0] == 200
        mud = await house.line()
        mud.ask("GET", "/bridge/feed", **MUD)
        assert (await mud.head())[0] == 200


async def test_a_sign_of_crisis_is_answered_however_many_are_connected(open_house):
    """Among slow ones, spectators and a full house."""
    async with open_house(limits={"limit": 10}) as house:
        for n in range(30):
            line = await house.line()
            line.ask("GET", "/bridge/feed") if n < 5 else line.send(b"GET /")

        for name in ("Ann", "Ben", "Cat"):
            status, answer = await house.ask("POST", "/bridge/chat", body(name, CRISIS))
            assert status == 200
            assert in_order(ELEMENTS, answer["response"])
    assert house.model.calls == []


async def test_one_address_elsewhere_gets_a_few_places_and_this_machine_is_exempt(
    open_house, monkeypatch
):
    """One machine in a network must not take all the places; a proxy on this one may."""
    peers = iter(["10.0.0.1"] * 4 + ["::ffff:10.0.0.1", "10.0.0.2", "::1", "fe80::1%eth0"])

    class Peer:
        def __init__(self) -> None:
            self.name = (next(peers), 1)

        def get_extra_info(self, _name: str):
            return self.name

    async with open_house(limits={"per_address": 3}) as house:

        def come() -> bool:
            connection = Connection(house.door)
            connection._line = Peer()  # type: ignore[assignment]
            came.append(connection)
            return bool(house.door.admit(connection))

        came: list[Connection] = []
        assert [come() for _ in range(8)] == [True] * 3 + [False] * 2 + [True] * 3
        house.door.forget(came[0])
        peers = iter(["10.0.0.1", "10.0.0.1"])
        assert [come(), come()] == [True, False]
        for connection in came:
            house.door.forget(connection)
        assert len(house.door) == 0
        assert not house.door._from


async def test_a_spectator_who_hangs_up_is_forgotten_at_once(open_house):
    """Not at the next sign of life: who comes and goes quickly would fill the house."""
    async with open_house() as house:
        line = await house.line()
        line.ask("GET", "/bridge/feed")
        await until(lambda: house.readers == 1)
        line.close()

        await until(lambda: house.readers == 0)


async def test_a_chat_goes_on_when_its_caller_hangs_up(open_house):
    """What was said is said; the reply is in the dialogue when the caller comes back."""
    gate = asyncio.Event()
    async with open_house(gate=gate) as house:
        line = await house.line()
        line.ask("POST", "/bridge/chat", body("Ann"))
        await until(lambda: house.door._under_way)
        line.close()
        await until(lambda: len(house.door) == 0)
        gate.set()
        await until(lambda: not house.door._under_way)

        (session,) = house.app[keys.SESSIONS]
        assert session.count == 2
