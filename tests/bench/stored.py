"""Rows on a lot that is stored: start, growth, memory."""

import compileall
import random
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from statistics import median

from tests.bench import load, servers, store
from tests.bench.scale import Scale
from tests.bench.servers import Server
from tests.bench.table import Bound, Row

#: Sessions and events that are few.
_SESSIONS, _EVENTS = 20, 50
#: What is compiled before a start, as it is where it was installed, or has been started before.
_PACKAGES = ("bridge", "crisis", "world", "tests/bench")


async def rows(scale: Scale, home: Path) -> list[Row]:
    """Measure a bridge with few sessions and one with many in turn."""
    few, many = home / "few", home / "many"
    store.fill(few, _SESSIONS)
    store.add_events(few, _EVENTS, _SESSIONS)
    store.fill(many, scale.sessions)
    store.add_events(many, scale.events, scale.sessions)
    for package in _PACKAGES:
        compileall.compile_dir(servers.HERE.parents[1] / package, quiet=1)
    room_for = scale.sessions + 64
    with servers.model() as model:
        found = [
            _start(scale, partial(servers.tower, model, many, max_sessions=room_for), model),
            _idle(scale),
        ]
        with (
            servers.passthrough(model) as anchor,
            servers.tower(model, few, max_sessions=room_for) as small,
            servers.tower(model, many, max_sessions=room_for) as large,
        ):
            large.wait_until_idle()
            found.append(_resident(scale, anchor, large))
            found += await _growth(scale, small, large)
            found.append(await _returning(scale, large))
    return found


def _start(scale: Scale, ours: Callable[[], AbstractContextManager[Server]], model: Server) -> Row:
    first, second = [], []
    for _ in range(scale.starts):
        first.append(_started(partial(servers.passthrough, model)))
        second.append(_started(ours))
    return Row(
        what=f"start to first answered chat, {_stored(scale)} stored",
        unit="s",
        anchor="bare aiohttp",
        anchor_value=median(first),
        ours=median(second),
        must=Bound(flat=0.35),
        should=Bound(flat=0.22),
    )


def _stored(scale: Scale) -> str:
    return f"{scale.sessions:,} sessions and {scale.events:,} events"


def _started(run: Callable[[], AbstractContextManager[Server]]) -> float:
    """Return the seconds from the start of a server to its first answer."""
    began = time.perf_counter()
    with run() as server:
        with socket.create_connection(("127.0.0.1", server.port)) as line:
            line.sendall(load.spoken(0, load.SAID[0], server.port))
            answer = line.recv(65536)
        taken = time.perf_counter() - began
        if not answer.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(answer.decode(errors="replace"))
    return taken


def _idle(scale: Scale) -> Row:
    return Row(
        what="memory of an idle session of 40 messages of 600 characters",
        unit="KB",
        anchor="list of dicts",
        anchor_value=_bytes_each("dicts", min(scale.sessions, 2000)) / 1e3,
        ours=_bytes_each("sessions", min(scale.sessions, 20_000)) / 1e3,
        must=Bound(flat=8),
        should=Bound(flat=1),
    )


def _bytes_each(kind: str, count: int) -> float:
    told = subprocess.run(
        [sys.executable, str(servers.HERE), "idle", kind, str(count)],
        check=True,
        capture_output=True,
        text=True,
    )
    return max(1.0, float(told.stdout))


def _resident(scale: Scale, anchor: Server, ours: Server) -> Row:
    return Row(
        what=f"memory of a bridge with {scale.sessions:,} idle sessions",
        unit="MB",
        anchor="bare aiohttp, which holds nothing",
        anchor_value=anchor.resident / 1e6,
        ours=ours.resident / 1e6,
        should=Bound(flat=250),
    )


async def _growth(scale: Scale, small: Server, large: Server) -> list[Row]:
    """Let the same few people speak here and there."""
    measures = []
    for server in (small, large):
        crowd = load.crowd(server, _SESSIONS, _SESSIONS)
        await load.closed(server, crowd, scale.warm / 2)
        measures.append(partial(load.closed, server, crowd, scale.seconds))
    first, second = await load.in_turn(scale.slices, *measures)
    what = _stored(scale)
    few = f"{_SESSIONS} sessions, {_EVENTS} events"
    return [
        Row(
            what=f"{name} with {what}",
            unit=unit,
            anchor=few,
            anchor_value=of(first) * 10**digits,
            ours=of(second) * 10**digits,
            must=Bound(times=1.2),
            should=Bound(times=1),
        )
        for name, unit, digits, of in (
            ("CPU of a chat", "us", 6, load.cpu_each),
            (
                f"latency of a chat, {_SESSIONS} at once, p50,",
                "ms",
                3,
                partial(load.percentile, share=0.5),
            ),
        )
    ]


async def _returning(scale: Scale, large: Server) -> Row:
    """Let people speak whose dialogue the journal alone remembers."""
    people = list(range(_SESSIONS, scale.sessions))
    random.Random(1).shuffle(people)  # noqa: S311 - an order, no secret
    stayed = load.crowd(large, _SESSIONS, _SESSIONS)
    back = [_once_each(large, people[n::_SESSIONS]) for n in range(_SESSIONS)]
    first, second = await load.in_turn(
        scale.slices,
        partial(load.closed, large, stayed, scale.seconds / 2),
        partial(load.closed, large, back, scale.seconds / 2),
    )
    return Row(
        what="CPU of a chat with somebody who returns",
        unit="us",
        anchor="with somebody who stayed",
        anchor_value=load.cpu_each(first) * 1e6,
        ours=load.cpu_each(second) * 1e6,
    )


def _once_each(server: Server, people: list[int]) -> Iterator[bytes]:
    while True:
        for person in people:
            yield load.spoken(person, load.SAID[person % len(load.SAID)], server.port)
