"""The bridge dies or freezes while people play: they are told, and nothing they said is lost."""

import contextlib
import os
import signal
import sqlite3
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bridge.records import JOURNAL_FILE
from tests.e2e.callers import check_pairs, kept
from tests.e2e.telnet import Telnet
from tests.e2e.test_telnet_process import until
from tests.e2e.worlds import World, open_world

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(180)]

DIM, BRIGHT = "The green LED dims", "The green LED brightens"


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """One world; each test leaves it with a bridge that runs."""
    home = tmp_path_factory.mktemp("away") / "home"
    with open_world(tmp_path_factory, home, TIMMY_MODEL="offline") as opened:
        yield opened


@pytest.fixture(autouse=True)
async def _mend(world: World) -> AsyncIterator[None]:
    yield
    await Telnet.close_all()
    assert world.bridge
    if world.bridge.poll() is not None:
        world.start_bridge()
    world.bridge.send_signal(signal.SIGCONT)


def stop_bridge(world: World, number: signal.Signals) -> None:
    """Freeze or kill the bridge."""
    assert world.bridge
    world.bridge.send_signal(number)
    if number == signal.SIGKILL:
        world.bridge.wait()


def said_by(home: Path, name: str) -> list[tuple[str, str]]:
    """Return what somebody said aloud, and where, as the journal has it."""
    return [
        (event["room"], event["message"])
        for event in kept(home)[0]
        if event["type"] == "say" and event["username"] == name
    ]


async def test_a_frozen_bridge_is_noticed_and_its_return_too(world):
    """A process that is there and does nothing is the worst to wait for."""
    player = await world.telnet()
    await player.create_and_login("Adalbert")
    events = len(kept(world.home)[0])

    stop_bridge(world, signal.SIGSTOP)
    started = time.monotonic()
    await player.expect(DIM, 8)
    assert time.monotonic() - started < 5.5
    started = time.monotonic()
    await player.do("timmy status", "Timmy is far away just now", 8)
    assert time.monotonic() - started < 4.5

    stop_bridge(world, signal.SIGCONT)
    await player.expect(BRIGHT, 8)
    await player.do("timmy status", "Voice: offline")
    assert kept(world.home)[0][events:] == []  # nobody left, nobody came


async def test_a_bridge_killed_in_the_middle_of_a_reply_gives_one_reply(world):
    """Whoever has spoken to Timmy need not say it twice, and is not answered twice."""
    player = await world.telnet()
    await player.create_and_login("Berengar")
    stop_bridge(world, signal.SIGSTOP)
    await player.do("talk do you hear me?", "Timmy is thinking")
    stop_bridge(world, signal.SIGKILL)
    world.start_bridge()

    await player.expect("Timmy: ", 20)

    assert "Timmy: " not in await player.settle(1.0)
    asked = [words for turns in kept(world.home)[1].values() for words in turns]
    assert asked.count("do you hear me?") == 1


async def test_what_was_said_while_the_bridge_was_away_is_in_its_room_and_once(world):
    """The room has heard it; so must the record, with who was where when it was said."""
    player = await world.telnet()
    await player.create_and_login("Clotilde")
    stop_bridge(world, signal.SIGKILL)
    await player.do("say one", 'You say, "one"')
    await player.do("garden", "Ways out: ")
    await player.do("say two", 'You say, "two"')
    pid = world.pid("server")
    os.kill(pid, signal.SIGKILL)  # and the Server dies as well
    await until(lambda: world.pid("server") not in {0, pid})
    await player.do("say three", 'You say, "three"', 30)
    world.start_bridge()

    await until(lambda: len(said_by(world.home, "Clotilde")) == 3, 8)

    assert said_by(world.home, "Clotilde")[0] == ("The Threshold", "one")
    assert [words for _, words in said_by(world.home, "Clotilde")] == ["one", "two", "three"]
    here = check_pairs(kept(world.home)[0])
    assert [room for who, room in here.items() if "clotilde" in who] == ["The Garden"]
    owed = world.home / "mud" / "server" / "owed.jsonl"
    await until(lambda: owed.read_bytes() == b"", 5)


async def test_what_the_mud_shows_in_a_crisis_meanwhile_is_counted_once_the_bridge_is_back(world):
    """The law asks how often people were referred to help; an outage must not hide it."""

    def blocks() -> int:
        shown = "SELECT sum(n) FROM crisis_counts WHERE surface = 'talk' AND shown = 'block'"
        with contextlib.closing(sqlite3.connect(world.home / JOURNAL_FILE)) as journal:
            return journal.execute(shown).fetchone()[0] or 0

    player = await world.telnet()
    await player.create_and_login("Ermelind")
    before = blocks()
    stop_bridge(world, signal.SIGKILL)
    await player.do("talk I want to die tonight", "Are you safe right now?")
    await player.do("talk I want to die tonight", "988")
    assert blocks() == before
    world.start_bridge()

    await until(lambda: blocks() > before, 15)

    assert blocks() == before + 1


async def test_whoever_waits_for_timmy_when_the_server_dies_is_told(world):
    """An answer that will not come must not be waited for."""
    player = await world.telnet()
    await player.create_and_login("Dietlind")
    stop_bridge(world, signal.SIGSTOP)
    await player.do("talk hello", "Timmy is thinking")
    os.kill(world.pid("server"), signal.SIGKILL)
    await player.expect("Timmy lost the thread", 30)
