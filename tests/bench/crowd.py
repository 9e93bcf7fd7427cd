"""Rows on a large audience, some of whom have stopped: what the others get, and when."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from pathlib import Path
from statistics import median

from tests.bench import load, servers
from tests.bench.fanout import Hall, Stage, text_of, the_anchor, the_hall
from tests.bench.gallery import FEED, SOCKET, Gallery, gallery
from tests.bench.scale import Scale
from tests.bench.servers import Server
from tests.bench.table import Bound, Row

_BROADCAST = "websockets.broadcast"
#: Chats beside the audience, a second, and seconds between what the audience is told meanwhile.
_CHATS, _PAUSE = 10.0, 1.0
#: Seconds after which readers who have stopped should be gone, and after which nobody waits.
_SOON, _PATIENCE = 10.0, 40.0
#: Texts of 4,000 letters that fill what the system keeps for a reader.
_FILLING = 50


async def rows(scale: Scale, home: Path) -> list[Row]:
    """Measure feed and sockets beside websockets.broadcast, one after the other."""
    with the_anchor("broadcast") as anchor:
        async with _audience(scale, anchor, SOCKET) as (shown, each):
            told = await _told(scale, Stage(anchor, shown, []))
    with the_hall() as hall:
        async with _audience(scale, hall, SOCKET) as (shown, of_socket):
            speaking = Hall(hall, shown, [])
            by_socket = await _told(scale, speaking)
            gone_from_hall = await _gone(speaking)
    with servers.model() as model, servers.tower(model, home / "crowd", max_sessions=400) as ours:
        alone = await _chats(scale, ours)
        async with _audience(scale, ours, FEED) as (shown, of_feed), load.callers(ours, 1) as said:
            stage = Stage(ours, shown, said)
            by_feed = await _told(scale, stage)
            beside = await _chats(scale, ours, stage)
            gone_from_feed = await _gone(stage)
    who = f"{sum(scale.crowd):,} watchers, {scale.crowd[0]} of whom have stopped"
    row = partial(Row, anchor=_BROADCAST)
    within, small = Bound(flat=1000), Bound(flat=50)
    first = [
        row(what=f"{who}: {how}, {what}", unit=unit, anchor_value=before, ours=after, must=must)
        for how, what, unit, before, after, must in (
            ("feed", "an event, p99 of the others", "ms", told, by_feed, within),
            ("socket", "a text, p99 of the others", "ms", told, by_socket, within),
            ("feed", "memory of each", "KB", each, of_feed, small),
            ("socket", "memory of each", "KB", each, of_socket, small),
        )
    ]
    chat = Row(
        what=f"{who}: a chat beside an event a second, p50",
        unit="ms",
        anchor="the same without watchers",
        anchor_value=alone,
        ours=beside,
        must=Bound(times=1.2),
    )
    return [*first, *_on_those_who_stopped(who, gone_from_feed, gone_from_hall), chat]


def _on_those_who_stopped(who: str, *gone: float) -> list[Row]:
    return [
        Row(
            what=f"{who}: {how}, they are let go after",
            unit="s",
            anchor="the deadline",
            anchor_value=_SOON,
            ours=seconds,
            must=Bound(times=1),
        )
        for how, seconds in zip(("feed", "socket"), gone, strict=True)
    ]


@asynccontextmanager
async def _audience(
    scale: Scale, server: Server, opening: str
) -> AsyncIterator[tuple[Gallery, float]]:
    """Keep the audience there inside the block; yield it, and the KB that each of them takes."""
    stalled, reading = scale.crowd
    before = server.resident
    async with gallery(server, opening, reading, stalled=stalled) as shown:
        yield shown, (server.resident - before) / (stalled + reading) / 1000


async def _told(scale: Scale, stage: Stage) -> float:
    """Return the milliseconds within which an event reaches 99 of 100, of the middle event."""
    found, text = [], text_of(200)
    for _ in range(scale.slices * 2):
        began = time.perf_counter()
        await stage.say(1, text)
        await stage.everybody()
        found.append(stage.gallery.times[int(len(stage.gallery.times) * 0.99)] - began)
    return median(found) * 1e3


async def _chats(scale: Scale, server: Server, beside: Stage | None = None) -> float:
    """Return the milliseconds of a chat, p50, while those `beside` it are told of something."""
    async with AsyncExitStack() as stack:
        if beside:
            telling = asyncio.create_task(_tell_on(beside))
            stack.callback(telling.cancel)
        said = load.chats(server, range(100, 140))
        return load.percentile([await load.paced(server, said, _CHATS, scale.paced)], 0.5) * 1e3


async def _tell_on(stage: Stage) -> None:
    text = text_of(200)
    while True:
        await stage.say(1, text)
        await stage.everybody()
        await asyncio.sleep(_PAUSE)


async def _gone(stage: Stage) -> float:
    """Return the seconds after which those who have stopped are let go, once nothing gets by."""
    server, text = stage.server, text_of(4000)
    await asyncio.sleep(0.2)  # those who have left by now are no longer counted
    there = _files(server)
    for _ in range(_FILLING):
        await stage.say(1, text)
    await stage.everybody()
    began = time.perf_counter()
    while _files(server) > there - len(stage.gallery.stalled):
        if time.perf_counter() - began > _PATIENCE:
            break
        await stage.say(1, text)
        await stage.everybody()
    return time.perf_counter() - began


def _files(server: Server) -> int:
    """Return how many files a server has open: each connection is one."""
    return sum(1 for _ in Path(f"/proc/{server.pid}/fd").iterdir())
