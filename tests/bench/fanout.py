"""Rows on feed and sockets: one event to a thousand readers, many at once, readers who stop."""

import asyncio
import json
import time
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.bench import load, machine, servers
from tests.bench.gallery import FEED, MARK, SOCKET, Gallery, frame, gallery
from tests.bench.prose import messages
from tests.bench.scale import Scale
from tests.bench.servers import Server
from tests.bench.table import Bound, Row

_ROOM = load.ROOMS[0]
#: Seconds after which what has not come is lost.
_PATIENCE = 3.0
#: Bytes that one reader should get while others have stopped, and texts between looks.
_VOLUME, _WINDOW = 6_000_000, 16


@dataclass(slots=True)
class Stage:
    """A server and those who read from it.

    Attributes:
        speakers: who speak by HTTP; where there are none, a reader speaks over its WebSocket.
        sent: texts so far.
    """

    server: Server
    gallery: Gallery
    speakers: list[load.Caller]
    sent: int = 0

    async def say(self, count: int, text: str) -> None:
        """Say so many texts at once; return when whoever spoke is answered."""
        self.sent += count
        self.gallery.expect(self.sent)
        if not self.speakers:
            self.gallery.send(frame(text.encode()) * count)
            return
        async with asyncio.TaskGroup() as group:
            for n in range(count):
                said = load.spoken(n, text, self.server.port, to="say", room=_ROOM)
                group.create_task(self.speakers[n].ask(said))

    async def everybody(self) -> None:
        """Wait until all have got it.

        Raises:
            RuntimeError: some have not.
        """
        if not await self.gallery.complete(10 * _PATIENCE):
            raise RuntimeError("not everything has come")


class Hall(Stage):
    """Readers of our sockets, one of whom speaks."""

    async def say(self, count: int, text: str) -> None:
        """Say so many texts at once."""
        self.sent += count
        self.gallery.expect(self.sent)
        self.gallery.send(frame(json.dumps({"text": text}).encode()) * count)


#: How each of ours is told what its readers get.
_BY_HTTP = "by HTTP, scanned and on disk first"
_BY_SOCKET = "by a socket"


async def rows(scale: Scale, home: Path) -> list[Row]:
    """Measure feed and sockets beside websockets.broadcast, and a loop that waits for each."""
    async with AsyncExitStack() as stack:
        enter, enter_async = stack.enter_context, stack.enter_async_context
        model, anchor = enter(servers.model()), enter(the_anchor("broadcast"))
        ours, hall = enter(_ours(model, home)), enter(the_hall())
        shown = [
            await enter_async(gallery(server, opening, scale.readers))
            for server, opening in ((anchor, SOCKET), (ours, FEED), (hall, SOCKET))
        ]
        speakers = await enter_async(load.callers(ours, scale.burst))
        stages = {
            "": Stage(anchor, shown[0], []),
            _BY_HTTP: Stage(ours, shown[1], speakers),
            _BY_SOCKET: Hall(hall, shown[2], []),
        }
        text = text_of(200)
        found = [*await _last(scale, stages, text), *await _burst(scale, stages, text)]
    return [*found, await _stalled(scale, home)]


async def _last(scale: Scale, stages: dict[str, Stage], text: str) -> list[Row]:
    taken: dict[str, list[float]] = {how: [] for how in stages}
    for _ in range(scale.rounds):
        for how, stage in stages.items():
            began = time.perf_counter()
            await stage.say(1, text)
            await stage.everybody()
            taken[how].append(stage.gallery.at - began)
    first, *others = ((how, median(found) * 1e3) for how, found in taken.items())
    return [
        Row(
            what=f"one event to {scale.readers:,} readers, {how}: the last one's, p50",
            unit="ms",
            anchor="websockets.broadcast",
            anchor_value=first[1],
            ours=ours,
            must=Bound(times=0.9),
            should=Bound(times=0.75),
        )
        for how, ours in others
    ]


async def _burst(scale: Scale, stages: dict[str, Stage], text: str) -> list[Row]:
    used: dict[str, list[float]] = {how: [] for how in stages}
    for _ in range(scale.slices):
        for how, stage in stages.items():
            before = stage.server.cpu
            await stage.say(scale.burst, text)
            await stage.everybody()
            used[how].append(stage.server.cpu - before)
    deliveries = scale.burst * scale.readers
    first, *others = ((how, median(found) / deliveries * 1e6) for how, found in used.items())
    return [
        Row(
            what=f"{scale.burst} events at once to {scale.readers:,} readers, {how}: "
            "CPU of a delivery",
            unit="us",
            anchor="websockets.broadcast",
            anchor_value=first[1],
            ours=ours,
            must=Bound(times=1 / 8),
            should=Bound(times=1 / 20),
        )
        for how, ours in others
    ]


async def _stalled(scale: Scale, home: Path) -> Row:
    """Let some readers stop, and see what the others miss."""
    stalled, readers = scale.stalled
    with servers.model() as model, the_anchor("await") as anchor, _ours(model, home) as ours:
        async with gallery(anchor, SOCKET, readers - stalled, stalled=stalled) as shown:
            first = await _missed(Stage(anchor, shown, []), scale)
        async with (
            gallery(ours, FEED, readers - stalled, stalled=stalled) as shown,
            load.callers(ours, 1) as speakers,
        ):
            second = await _missed(Stage(ours, shown, speakers), scale)
    return Row(
        what=f"readers who stop, {stalled} of {readers}: what the others miss",
        unit="%",
        anchor="a loop that waits for each reader",
        anchor_value=first * 100,
        ours=second * 100,
        must=Bound(flat=0),
    )


async def _missed(stage: Stage, scale: Scale) -> float:
    """Return the share of all that should come and does not."""
    text = text_of(4000)
    count = max(1, int(_VOLUME * min(1, scale.rounds / 10)) // len(text))
    for n in range(count):
        await stage.say(1, text)
        if n % _WINDOW == 0 and not await stage.gallery.complete(_PATIENCE):
            break
    await stage.gallery.complete(_PATIENCE)
    got = sum(reader.count for reader in stage.gallery.readers)
    return 1 - got / (count * len(stage.gallery.readers))


def text_of(length: int) -> str:
    """Return a text of that length that readers count."""
    return messages(1, length - len(MARK), seed=length)[0] + MARK.decode()


@contextmanager
def the_anchor(kind: str) -> Iterator[Server]:
    """Run the anchor of that kind."""
    port = servers.free_port()
    with servers.running("broadcaster", str(port), kind, port=port, core=machine.SERVER_CORE) as it:
        yield it


@contextmanager
def the_hall() -> Iterator[Server]:
    """Run our sockets, where whatever one says is told to all."""
    port = servers.free_port()
    with servers.running("hall", str(port), port=port, core=machine.SERVER_CORE) as it:
        yield it


@contextmanager
def _ours(model: Server, home: Path) -> Iterator[Server]:
    with servers.tower(model, home / "feed", max_sessions=100) as it:
        yield it
