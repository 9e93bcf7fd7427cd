"""The bridge is killed again and again: what it has acknowledged is there, once and in order."""

import asyncio
import json
import os
import random
import signal
import time
import urllib.request
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from tests.e2e.callers import Caller, Reader, check_pairs, kept
from tests.e2e.worlds import World, environment
from world.marks import KEPT

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(3600)]

SEED = 20
CALLERS = 5


@pytest.mark.parametrize(
    "kills", [6, pytest.param(450, marks=pytest.mark.proof)], ids=["sample", "proof"]
)
async def test_what_the_bridge_acknowledged_outlives_any_number_of_kills(tmp_path: Path, kills):
    """Acknowledged means kept: nothing lost, nothing twice, nothing out of order."""
    rng = random.Random(SEED)  # noqa: S311 - the same kills each time
    env = environment(tmp_path, TIMMY_MODEL="offline", TIMMY_REQUESTS_PER_MINUTE="100000")
    (tmp_path / "service-token").write_text("the-token-of-the-tests", encoding="ascii")
    world = World(tmp_path, env)
    world.start_bridge()
    try:
        callers, reader, healthy = await _live_through(world, rng, kills)
    finally:
        world.stop()

    _agree(tmp_path, callers, reader)
    done = sum(len(caller.said) + len(caller.asked) for caller in callers)
    retries = sum(caller.retries for caller in callers)
    slow = sorted(healthy)[int(len(healthy) * 0.99)]
    print(  # noqa: T201 - what the proof measured
        f"\n{kills} kills: {done} acknowledged, {len(reader.events)} events, {retries} sent again,"
        f" healthy again after {slow:.2f} s (p99)"
    )


async def _live_through(
    world: World, rng: random.Random, kills: int
) -> tuple[list[Caller], Reader, list[float]]:
    """Let the callers live while the bridge is killed; return them when all is over."""
    url = world.bridge_url
    seeds = [random.Random(rng.random()) for _ in range(CALLERS)]  # noqa: S311 - as above
    callers = [Caller(url, f"caller{n}", seed) for n, seed in enumerate(seeds)]
    reader, over, healthy = Reader(url, world.token), asyncio.Event(), []
    timeout = aiohttp.ClientTimeout(total=10)
    async with aiohttp.ClientSession(timeout=timeout) as http, asyncio.TaskGroup() as group:
        following = group.create_task(reader.follow(http))
        living = [group.create_task(caller.live(http, over)) for caller in callers]
        for _ in range(kills):
            await asyncio.sleep(rng.uniform(0.02, 0.6))
            healthy.append(await asyncio.to_thread(kill_bridge, world))
        await asyncio.sleep(0.3)
        over.set()
        await asyncio.wait(living)
        await reader.upto(kept(world.home)[0][-1]["id"])
        following.cancel()
    return callers, reader, healthy


def kill_bridge(world: World) -> float:
    """Kill the bridge and start it again; return how long it took until it was healthy."""
    assert world.bridge
    os.kill(world.bridge.pid, signal.SIGKILL)
    world.bridge.wait()
    started = time.monotonic()
    world.start_bridge()
    with urllib.request.urlopen(f"{world.bridge_url}/bridge/health", timeout=20):  # noqa: S310
        return time.monotonic() - started


def _agree(home: Path, callers: list[Caller], reader: Reader) -> None:
    """Check that callers, feed and journal tell the same story."""
    events, asked = kept(home)
    assert [event["id"] for event in events] == [event["id"] for event in reader.events]
    assert [event["id"] for event in events] == list(range(1, len(events) + 1))
    here = check_pairs(events)
    for caller in callers:
        person = caller.who["user_id"]
        said = [e["message"] for e in events if e["type"] == "say" and e["user_id"] == person]
        assert said == caller.said
        left = [e["text"] for e in events if e["type"] == "deed" and e["user_id"] == person]
        assert left == caller.left
        turns = asked.get(f"http:{person}", [])
        assert turns == caller.asked[-len(turns) :]  # the oldest turns of a long talk go
        assert len(turns) >= min(len(caller.asked), 40)
        assert here.get(f"http:{person}") == caller.room
    notes = [event["text"] for event in events if event["type"] == "deed"]
    assert [mark["text"] for mark in _world(home)["marks"]] == notes[-KEPT:]


def _world(home: Path) -> dict[str, Any]:
    """Return what the world remembers."""
    (file,) = home.rglob("world_state.json")
    data: dict[str, Any] = json.loads(file.read_bytes())
    return data
