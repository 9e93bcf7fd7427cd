"""Rows on the chat itself: CPU, added latency, many at once, and what the durable write costs."""

import asyncio
import os
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from statistics import median

from tests.bench import load, servers
from tests.bench.loopback import THINKS
from tests.bench.scale import Scale
from tests.bench.servers import Server
from tests.bench.table import Bound, Row

#: Chats a second where latency is what counts.
_RATE = 40.0
_PASSED_ON = "bare aiohttp pass-through"


async def rows(scale: Scale, home: Path) -> list[Row]:
    """Measure everything that is measured on a bridge of a few hundred sessions."""
    with servers.model() as model, servers.passthrough(model) as anchor:
        room_for = load.PEOPLE + 64
        with servers.tower(model, home / "chat", max_sessions=room_for) as ours:
            found = await _cpu(scale, anchor, ours) + await _latency(scale, model, anchor, ours)
            with servers.tower(model, home / "light", forgetful=True, max_sessions=room_for) as no:
                found += await _durable(scale, home, no, ours)
        with (
            servers.passthrough(model, "/slow") as slow,
            servers.tower(model, home / "slow", "/slow", max_sessions=2000) as ours,
        ):
            found.append(await _at_once(scale, slow, ours))
    return found


async def _cpu(scale: Scale, anchor: Server, ours: Server) -> list[Row]:
    """Compare with one that forgets each chat, and with one whose callers send what was said."""
    measures = [
        partial(load.closed, server, crowd(server), scale.seconds)
        for server, crowd in (
            (anchor, load.crowd),
            (anchor, load.reminding_crowd),
            (ours, load.crowd),
        )
    ]
    await load.closed(ours, load.crowd(ours), scale.warm)
    bare, reminded, used = (
        load.cpu_each(slices) * 1e6 for slices in await load.in_turn(scale.slices, *measures)
    )
    return [
        Row(
            what="CPU of a chat, all features on",
            unit="us",
            anchor=_PASSED_ON,
            anchor_value=bare,
            ours=used,
            must=Bound(times=2),
            should=Bound(times=1.3),
        ),
        Row(
            what="CPU of a chat, all features on, the model told of the same",
            unit="us",
            anchor=f"pass-through, callers send {load.REMEMBERED} messages each time",
            anchor_value=reminded,
            ours=used,
            must=Bound(times=2),
            should=Bound(times=1.3),
        ),
    ]


async def _latency(scale: Scale, model: Server, anchor: Server, ours: Server) -> list[Row]:
    measures = [
        partial(load.paced, s, load.chats(s, range(load.PEOPLE)), _RATE, scale.paced)
        for s in (model, anchor, ours)
    ]
    direct, passed, told = await load.in_turn(2 * scale.slices, *measures)
    found = []
    for share in (0.5, 0.99):
        base = load.percentile(direct, share)
        row = Row(
            what=f"latency added at {_RATE:.0f} chats a second, p{share * 100:.0f}",
            unit="ms",
            anchor=_PASSED_ON,
            anchor_value=load.added(load.percentile(passed, share), base) * 1e3,
            ours=load.added(load.percentile(told, share), base) * 1e3,
            must=Bound(times=1.5),
            should=Bound(times=1),
        )
        found.append(row)
    return found


async def _at_once(scale: Scale, anchor: Server, ours: Server) -> Row:
    slices = [await _many(server, *scale.at_once) for server in (anchor, ours)]
    first, second = (load.percentile([part], 0.99) - THINKS for part in slices)
    return Row(
        what=f"{scale.at_once[0]} chats at once, model takes {THINKS:.0f} s: p99 over that",
        unit="ms",
        anchor=_PASSED_ON,
        anchor_value=first * 1e3,
        ours=second * 1e3,
        must=Bound(flat=250),
        should=Bound(flat=60),
    )


async def _many(server: Server, count: int, seconds: float) -> load.Slice:
    """Let `count` people chat at once, who begin one after the other within the first second."""
    found, clock = load.Slice(), time.perf_counter

    async def one(caller: load.Caller, requests: Iterator[bytes], after: float) -> None:
        await asyncio.sleep(after)
        while (began := clock()) < until:
            await caller.ask(next(requests))
            found.latencies.append(clock() - began)

    async with load.callers(server, count) as connected:
        until = clock() + seconds
        async with asyncio.TaskGroup() as group:
            for n, caller in enumerate(connected):
                said = load.chats(server, [n])
                group.create_task(one(caller, said, THINKS * n / count))
    return found


async def _durable(scale: Scale, home: Path, without: Server, ours: Server) -> list[Row]:
    """Compare with the same bridge that says it has written, and has not."""
    alone, grouped = _synced(home, scale.scans, 1), _synced(home, scale.scans, 32)
    both = (without, ours)
    slow = [
        partial(load.paced, s, load.chats(s, range(load.PEOPLE)), _RATE, scale.paced) for s in both
    ]
    quick, kept = await load.in_turn(scale.slices, *slow)
    return [
        Row(
            what="answered means stored: latency added, p50",
            unit="ms",
            anchor="fdatasync alone",
            anchor_value=alone[0] * 1e3,
            ours=load.added(load.percentile(kept, 0.5), load.percentile(quick, 0.5)) * 1e3,
            must=Bound(flat=0.5),
        ),
        Row(
            what="answered means stored: CPU of the thread that writes, for a chat",
            unit="us",
            anchor="fdatasync in groups of 32, each",
            anchor_value=grouped[1] * 1e6,
            ours=await _writing(scale, ours) * 1e6,
            must=Bound(flat=20),
            should=Bound(flat=8),
        ),
    ]


async def _writing(scale: Scale, ours: Server) -> float:
    """Return the CPU seconds of the thread that writes, for one chat."""
    found = []
    for _ in range(scale.slices):
        used = ours.cpu_beside
        part = await load.closed(ours, load.crowd(ours), scale.seconds)
        found.append((ours.cpu_beside - used) / len(part.latencies))
    return median(found)


def _synced(home: Path, times: int, group: int) -> tuple[float, float]:
    """Return seconds, and CPU seconds, of one durable append of 1.3 KB in a group of so many."""
    taken, used = [], []
    with tempfile.TemporaryFile(dir=home) as file:
        for _ in range(times):
            began, before = time.perf_counter(), time.process_time()
            for _ in range(group):
                file.write(b"x" * 1300)
            file.flush()
            os.fdatasync(file.fileno())
            taken.append((time.perf_counter() - began) / group)
            used.append((time.process_time() - before) / group)
    return median(taken), median(used)
