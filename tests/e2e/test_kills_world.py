"""Bridge, Server and Portal are killed while people play: nothing they were shown is lost."""

import asyncio
import json
import os
import random
import re
import signal
import time
import urllib.request
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
import pytest

from tests.e2e.callers import Caller, Reader, check_pairs, kept
from tests.e2e.speakers import Speaker
from tests.e2e.telnet import Telnet
from tests.e2e.test_kills import kill_bridge
from tests.e2e.test_telnet_process import until
from tests.e2e.worlds import World, open_world

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(3600)]

SEED = 21
#: Seconds after which presence must be exact, and in which the world is back after a kill.
EXACT, BACK = 5.0, 15.0
#: Whoever keeps the MUD gives up after six deaths within a minute.
BETWEEN_DEATHS = 13.0


@pytest.fixture(autouse=True)
async def _hang_up() -> AsyncIterator[None]:
    yield
    await Telnet.close_all()


@dataclass
class Killer:
    """Ends one process after the other, and notes when."""

    world: World
    rng: random.Random
    admin: Speaker
    portal_kills: list[float] = field(default_factory=list)
    done: list[str] = field(default_factory=list)
    death: float = 0.0
    rest: float = 0.0

    async def kill(self, what: str) -> None:
        """End one process and wait until it runs again."""
        self.done.append(what)
        if what == "bridge":
            await asyncio.to_thread(kill_bridge, self.world)
            return
        left = self.rest - (time.monotonic() - self.death)
        await asyncio.sleep(max(left, 0))
        self.death = time.monotonic()
        old = self.world.pid("server")
        if what == "reload":
            await self.admin.type("reload")
        else:
            if what == "portal":
                self.portal_kills.append(time.monotonic())
            os.kill(self.world.pid(what), signal.SIGKILL)
        await until(lambda: self.world.pid("server") not in {0, old}, BACK)
        if what == "portal":
            await self.admin.come_in()


SAMPLE = ["bridge", "server", "bridge", "reload", "portal"]


def proof(rng: random.Random) -> list[str]:
    """Return 50 kills for the long form: half of them of the bridge."""
    return rng.choices(["bridge", "server", "reload", "portal"], [50, 25, 15, 10], k=50)


@pytest.mark.parametrize(
    "long", [False, pytest.param(True, marks=pytest.mark.proof)], ids=["sample", "proof"]
)
async def test_what_people_were_shown_outlives_every_process(
    tmp_path_factory: pytest.TempPathFactory, tmp_path: Path, *, long: bool
):
    """What was shown as said is in the record, once and in its order; nobody is anywhere twice."""
    rng = random.Random(SEED)  # noqa: S311 - the same kills each time
    limits = {"TIMMY_MODEL": "offline", "TIMMY_REQUESTS_PER_MINUTE": "100000"}
    with open_world(tmp_path_factory, tmp_path / "home", bridge=True, **limits) as world:
        speakers = [Speaker(world, n, rng) for n in ("Listener", "Ada", "Ben")]
        for speaker in speakers:
            await speaker.come_in()
        password = (world.home / "admin-password").read_text(encoding="ascii").strip()
        admin = Speaker(world, "admin", rng, exists=True, password=password)
        await admin.come_in()
        killer = Killer(world, rng, admin, rest=BETWEEN_DEATHS if long else 0)
        callers, reader = await _live_through(
            world, rng, speakers, killer, proof(rng) if long else SAMPLE
        )
        rooms = {speaker.name: await speaker.finish() for speaker in speakers}
        await _presence_becomes_exact(world, {**rooms, "admin": "The Threshold"})
    _agree(world, speakers, callers, reader, killer)


async def _live_through(
    world: World, rng: random.Random, speakers: list[Speaker], killer: Killer, kills: list[str]
) -> tuple[list[Caller], Reader]:
    url, over = world.bridge_url, asyncio.Event()
    callers = [Caller(url, f"caller{n}", rng, rest=0.2) for n in range(2)]
    reader = Reader(url, world.token, last=kept(world.home)[0][-1]["id"])
    timeout = aiohttp.ClientTimeout(total=10)
    async with aiohttp.ClientSession(timeout=timeout) as http, asyncio.TaskGroup() as group:
        following = group.create_task(reader.follow(http))
        living = [group.create_task(caller.live(http, over)) for caller in callers]
        living += [
            group.create_task(speaker.live(over, speaks=speaker.name != "Listener"))
            for speaker in speakers
        ]
        for what in kills:
            await asyncio.sleep(rng.uniform(0.5, 3.0))
            await killer.kill(what)
        await asyncio.sleep(2)
        over.set()
        await asyncio.wait(living)
        await reader.upto(kept(world.home)[0][-1]["id"])
        following.cancel()
    return callers, reader


async def _presence_becomes_exact(world: World, rooms: dict[str, str]) -> None:
    """Check that the bridge soon has each player where they see themselves, and nobody else."""

    def as_the_bridge_has_it() -> dict[str, str]:
        with urllib.request.urlopen(f"{world.bridge_url}/bridge/rooms", timeout=5) as answer:  # noqa: S310
            listed = json.load(answer)["rooms"]
        return {
            player["username"]: room["room"]
            for room in listed
            for player in room["players"]
            if not player["username"].startswith("caller")
        }

    await until(lambda: as_the_bridge_has_it() == rooms, EXACT)


def _agree(
    world: World, speakers: list[Speaker], callers: list[Caller], reader: Reader, killer: Killer
) -> None:
    """Check that players, callers, feed and journal tell the same story."""
    events, asked = kept(world.home)
    ids = [event["id"] for event in events]
    assert ids == list(range(1, len(events) + 1))
    followed = [event["id"] for event in reader.events]
    assert followed == list(range(followed[0], followed[-1] + 1))
    check_pairs(events)
    for caller in callers:
        assert _said(events, caller.name) == caller.said
        turns = asked.get(f"http:{caller.who['user_id']}", [])
        assert turns == caller.asked[-len(turns) :]  # the oldest turns of a long talk go
        assert len(turns) >= min(len(caller.asked), 40)
    by_name = {e["username"]: f"mud:{e['user_id']}" for e in events if e["realm"] == "mud"}
    for speaker in speakers:
        assert speaker.drops == len(killer.portal_kills), speaker.name
        _agrees(speaker.name, _said(events, speaker.name), [w for _, w in speaker.said], speaker)
        turns = asked.get(by_name[speaker.name], [])
        _agrees(speaker.name, turns, speaker.asked, speaker)
    _heard_once(speakers, killer)
    counts = {s.name: (len(s.said), len(s.asked), len(s.unsure)) for s in speakers}
    print(f"\n{len(killer.done)} kills; said, asked, unsure: {counts}")  # noqa: T201 - measured


def _said(events: list[dict[str, str]], name: str) -> list[str]:
    return [e["message"] for e in events if e["type"] == "say" and e["username"] == name]


def _agrees(name: str, record: list[str], shown: list[str], speaker: Speaker) -> None:
    """Check that the record holds what was shown, in order, once, and what is in doubt at most."""
    assert len(record) == len(set(record)), (name, "twice", record)
    assert [words for words in record if words not in speaker.unsure] == shown, name


def _heard_once(speakers: list[Speaker], killer: Killer) -> None:
    """Check that who was there heard each line once and in order."""
    listener = speakers[0]
    text = " ".join(listener.heard.split())
    for speaker in speakers[1:]:
        heard = re.findall(rf'{speaker.name} says, "({speaker.name}\w+ said\.)"', text)
        assert len(heard) == len(set(heard)), (speaker.name, "heard twice")
        shown = [words for _, words in speaker.said]
        assert [w for w in shown if w in heard] == [w for w in heard if w in shown], "order"
        for at, words in speaker.said:
            if all(not -2 < at - kill < 30 for kill in killer.portal_kills):
                assert words in heard, (speaker.name, words)
