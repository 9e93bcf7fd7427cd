"""Thousands who send half a request, or a hostile one: everybody else is answered."""

import asyncio
import itertools
from pathlib import Path

import pytest

from bridge import bodies
from bridge import connection as connections
from bridge import door as doors
from tests.bridge.lines import Line
from tests.bridge.people import CRISIS, ELEMENTS, body, in_order, until
from tests.bridge.processes import bridge_process

#: Starts of requests that never become whole.
HALVES = (
    b"",
    b"G",
    b"GET /bridge/health HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nX-Slow: ",
    b"POST /bridge/chat HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nX: " + b"a" * 8000,
    b"\r\n\r\n",
)
#: Bodies that are too large, too deep, no JSON, no body, or never whole.
HOSTILE = (
    b"Content-Length: 20\r\n\r\n{",
    b"Content-Length: 65536\r\n\r\n" + b"[" * 65536,
    b"Content-Length: 65536\r\n\r\n" + b'{"a":' * 13107 + b" ",
    b"Content-Length: 65535\r\n\r\n" + b'"' * 65535,
    b"Content-Length: 65536\r\n\r\n[" + b"9" * 65534 + b"]",
    b"Content-Length: 10000000\r\n\r\n" + b"x" * 70000,
    b"Transfer-Encoding: chunked\r\n\r\n" + b"1\r\n{\r\n" * 2000,
    b"Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFFF\r\n",
    b"Content-Length: 9\r\nContent-Encoding: gzip\r\n\r\n\x1f\x8b\x08\x00\x00\x00\x00\x00\x00",
    b'Content-Length: 12\r\n\r\n{"a": "\xff\xfe"}',
)


def half(port: int, n: int) -> bytes:
    """Return the start of a request."""
    return HALVES[n % len(HALVES)].replace(b"{port}", b"%d" % port)


def hostile(port: int, n: int) -> bytes:
    """Return a request with a hostile body."""
    head = f"POST /bridge/{('chat', 'say', 'move')[n % 3]} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
    return head.encode() + b"Content-Type: application/json\r\n" + HOSTILE[n % len(HOSTILE)]


def statuses(said: bytes) -> set[int]:
    """Return the statuses in what came back on a line."""
    return {int(part[9:12]) for part in said.split(b"\r\n") if part.startswith(b"HTTP/1.1 ")}


async def besieged(call, port: int, slow: int, bad: int) -> tuple[list[Line], int]:
    """Open that many lines; return them, and how often somebody new was answered meanwhile."""
    lines, healthy = [], 0
    requests = itertools.chain(
        (half(port, n) for n in range(slow)), (hostile(port, n) for n in range(bad))
    )
    for n, raw in enumerate(requests):
        line = await call(port)
        line.send(raw)
        lines.append(line)
        if n % 50 == 0:
            healthy += await is_healthy(call, port)
    return lines, healthy


async def is_healthy(call, port: int) -> bool:
    """Whether somebody new is answered."""
    line = await call(port)
    line.ask("GET", "/bridge/health", Connection="close")
    status, answer = await line.answer()
    line.close()
    return bool(status == 200 and answer["status"] == "ok")


async def test_a_small_siege(open_house, call, monkeypatch):
    """All of them are let go, none is a fault of ours, and nobody else waits."""
    monkeypatch.setattr(doors, "LOOK", 0.02)
    monkeypatch.setattr(connections, "HEADER_SECONDS", 0.3)
    monkeypatch.setattr(connections, "IDLE_SECONDS", 0.3)
    monkeypatch.setattr(bodies, "BODY_SECONDS", 0.3)
    monkeypatch.setattr("bridge.serving.LINGER_SECONDS", 0.1)
    async with open_house(limits={"limit": 60}) as house:
        lines, healthy = await besieged(call, house.door.port, 100, 50)
        assert healthy == 3

        said = [await line.ended() for line in lines]
        assert set().union(*map(statuses, said)) <= {400, 408, 413, 415, 422}
        await until(lambda: len(house.door) == 0)
        assert not house.door._under_way
        assert await house.healthy()
    assert house.model.calls == []


@pytest.mark.proof
@pytest.mark.timeout(300)
async def test_a_siege_of_three_thousand(tmp_path, call):
    """2,000 half requests and 1,000 hostile bodies, against a bridge with its own deadlines."""
    async with bridge_process(tmp_path) as bridge:
        assert await is_healthy(call, bridge.port)
        before = memory(bridge.process.pid)

        lines, healthy = await besieged(call, bridge.port, 2000, 1000)
        most = memory(bridge.process.pid)
        status, answer = await spoken(call, bridge.port)
        async with asyncio.timeout(60):
            said = [await line.ended() for line in lines]

        assert healthy == 60
        assert status == 200
        assert in_order(ELEMENTS, answer["response"])
        assert set().union(*map(statuses, said)) <= {400, 408, 413, 415, 422}
        assert await is_healthy(call, bridge.port)
        assert most - before <= 50 * 1024
        bridge.stop()
        assert await bridge.process.wait() == 0
    assert '"level": "ERROR"' not in bridge.logged()


async def spoken(call, port: int) -> tuple[int, dict[str, str]]:
    """Return what somebody in danger is answered."""
    line = await call(port)
    line.ask("POST", "/bridge/chat", body("Ann", CRISIS))
    answer: tuple[int, dict[str, str]] = await line.answer()
    return answer


def memory(pid: int) -> int:
    """Return how many KiB the process holds."""
    for line in Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1])
    raise AssertionError(pid)
