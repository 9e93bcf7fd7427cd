"""The load generator: callers as lean as can be, so that the servers set the pace."""

import asyncio
import itertools
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from statistics import median
from typing import cast

import orjson

from tests.bench.prose import messages as prose
from tests.bench.servers import Server

ROOMS = ("The Threshold", "The Garden", "The Forge")
#: Connections of a closed loop, and people who speak over them.
CALLERS, PEOPLE = 32, 192
#: Messages of a dialogue that a model is sent, of the 20 to 60 that the bridge keeps.
REMEMBERED = 40
#: What people say.
SAID = prose(96, 600)


class Caller(asyncio.Protocol):
    """One connection that asks, waits for the answer, and asks again."""

    def __init__(self) -> None:
        self._transport: asyncio.Transport | None = None
        self._came = b""
        self._answer: asyncio.Future[bytes] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take the connection."""
        self._transport = cast(asyncio.Transport, transport)

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell whoever waits."""
        if self._answer and not self._answer.done():
            self._answer.set_exception(exc or ConnectionError("the server hung up"))

    def data_received(self, data: bytes) -> None:
        """Wake whoever waits once the whole answer is there."""
        self._came = came = self._came + data if self._came else data
        end = came.find(b"\r\n\r\n")
        if end < 0:
            return
        at = came.find(b"Content-Length: ")
        length = int(came[at + 16 : came.find(b"\r\n", at)])
        if len(came) < end + 4 + length:
            return
        self._came = b""
        if self._answer and not self._answer.done():
            self._answer.set_result(came)

    async def ask(self, request: bytes) -> bytes:
        """Return the whole answer to `request`.

        Raises:
            RuntimeError: it is not a 200.
        """
        assert self._transport
        self._answer = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        answer = await self._answer
        if not answer.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(answer.decode(errors="replace"))
        return answer

    def close(self) -> None:
        """Hang up."""
        if self._transport:
            self._transport.abort()


@asynccontextmanager
async def callers(server: Server, count: int) -> AsyncIterator[list[Caller]]:
    """Keep `count` connections to `server` open inside the block."""
    loop = asyncio.get_running_loop()
    made: list[Caller] = []
    try:
        for _ in range(count):
            _, caller = await loop.create_connection(Caller, "127.0.0.1", server.port)
            made.append(caller)
        yield made
    finally:
        for caller in made:
            caller.close()


@dataclass(slots=True)
class Slice:
    """What one stretch of load has shown, in seconds: each answer's latency, and the CPU of all."""

    latencies: list[float] = field(default_factory=list)
    seconds: float = 0.0
    cpu: float = 0.0

    @property
    def cpu_each(self) -> float:
        """CPU seconds of the server for one answer."""
        return self.cpu / len(self.latencies)


def cpu_each(slices: Sequence[Slice]) -> float:
    """Return the CPU seconds of the server for one answer, of the middle slice."""
    return median(part.cpu_each for part in slices)


def added(more: float, less: float) -> float:
    """Return what is added, in seconds; what is lost in noise counts as a microsecond."""
    return max(1e-6, more - less)


def percentile(slices: Sequence[Slice], share: float) -> float:
    """Return the latency that so large a share of all answers did not exceed, in seconds."""
    ordered = sorted(itertools.chain.from_iterable(part.latencies for part in slices))
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def post(path: str, body: dict[str, object], port: int) -> bytes:
    """Return a request as it goes over the wire."""
    raw = orjson.dumps(body)
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(raw)}\r\n\r\n"
    )
    return head.encode() + raw


def spoken(
    person: int,
    message: str,
    port: int,
    *,
    to: str = "chat",
    room: str | None = None,
    **more: object,
) -> bytes:
    """Return what person number `person` says to Timmy, or aloud (`to` is `say`)."""
    body: dict[str, object] = {
        **more,
        "user_id": f"u{person}",
        "username": f"User {person}",
        "message": message,
        "room": room or ROOMS[person % len(ROOMS)],
    }
    return post(f"/bridge/{to}", body, port)


def chats(server: Server, people: Sequence[int]) -> Iterator[bytes]:
    """Yield, without end, what these people say in turn."""
    said = itertools.islice(itertools.cycle(SAID), people[0] % len(SAID), None)
    ready = [spoken(person, next(said), server.port) for _ in range(3) for person in people]
    return itertools.cycle(ready)


def crowd(
    server: Server, connections: int = CALLERS, people: int = PEOPLE
) -> list[Iterator[bytes]]:
    """Return what comes over each of `connections`: nobody speaks over two of them."""
    return [chats(server, range(n, people, connections)) for n in range(connections)]


def reminding_crowd(server: Server) -> list[Iterator[bytes]]:
    """Return the same of callers who send their whole dialogue along each time."""
    dialogue = [
        {"role": ("user", "assistant")[n % 2], "content": text}
        for n, text in enumerate(SAID[:REMEMBERED])
    ]
    return [
        itertools.cycle(
            [spoken(n, text, server.port, messages=dialogue) for text in SAID[n % 64 :][:6]]
        )
        for n in range(CALLERS)
    ]


async def closed(server: Server, streams: Sequence[Iterator[bytes]], seconds: float) -> Slice:
    """Let as many callers as there are `streams` ask without pause."""
    found = Slice()
    async with callers(server, len(streams)) as connected:
        used, began = server.cpu, time.perf_counter()
        until = began + seconds
        async with asyncio.TaskGroup() as group:
            for caller, requests in zip(connected, streams, strict=True):
                group.create_task(_ask_on(caller, requests, until, found))
        found.seconds = time.perf_counter() - began
        found.cpu = server.cpu - used
    return found


async def _ask_on(caller: Caller, requests: Iterator[bytes], until: float, found: Slice) -> None:
    clock = time.perf_counter
    while (began := clock()) < until:
        await caller.ask(next(requests))
        found.latencies.append(clock() - began)


async def paced(server: Server, requests: Iterator[bytes], rate: float, count: int) -> Slice:
    """Ask `count` times, one at a time, `rate` times a second or as fast as the answers come."""
    found, clock = Slice(), time.perf_counter
    async with callers(server, 1) as (caller,):
        used, start = server.cpu, clock()
        for n in range(count):
            await asyncio.sleep(max(0.0, start + n / rate - clock()))
            began = clock()
            await caller.ask(next(requests))
            found.latencies.append(clock() - began)
        found.seconds, found.cpu = clock() - start, server.cpu - used
    return found


async def in_turn(times: int, *measures: Callable[[], Awaitable[Slice]]) -> tuple[list[Slice], ...]:
    """Run `measures` one after the other, so many times over; return the slices of each."""
    found: tuple[list[Slice], ...] = tuple([] for _ in measures)
    for _ in range(times):
        for slices, measure in zip(found, measures, strict=True):
            slices.append(await measure())
    return found
