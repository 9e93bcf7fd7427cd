"""Export and forget me, with real processes: nothing of a person is left in any file."""

import asyncio
import json
import signal
import sqlite3
import urllib.error
import urllib.request
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.bridge.traces import found
from tests.e2e.telnet import Telnet
from tests.e2e.worlds import World, environment, open_world

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(180)]

CANARIES = ("canaryprivate", "canaryaloud", "canarydesc")


def ask(bridge: World, method: str, path: str, body: object = None) -> Any:
    """Return what the bridge answers to a caller on loopback."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(  # noqa: S310 - loopback
        f"{bridge.bridge_url}{path}",
        data,
        {"Content-Type": "application/json"},
        method=method,
    )
    with urllib.request.urlopen(request, timeout=20) as response:  # noqa: S310
        return json.loads(response.read())


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[World]:
    """Return a bridge without a MUD."""
    bridge = World(tmp_path, environment(tmp_path))
    bridge.start_bridge()
    yield bridge
    bridge.stop()


def speak(bridge: World, name: str, room: str) -> None:
    said = {"user_id": f"{name}_01", "username": name, "room": room}
    for n in range(20):
        ask(bridge, "POST", "/bridge/chat", {**said, "message": f"canaryprivate{name} {n} " * 20})
        ask(bridge, "POST", "/bridge/say", {**said, "message": f"canaryaloud{name} {n} " * 20})


def test_after_a_kill_right_after_the_answer_nothing_is_on_the_disk(alone, tmp_path):
    """Acknowledged means gone: from the journal, its log and the world state, whatever follows."""
    for name, room in (("anna", "The Forge"), ("bert", "The Garden")):
        speak(alone, name, room)  # apart, for what Timmy tells one of the other stays
    assert found(tmp_path, "canaryprivateanna", "canaryaloudanna", "anna_01")

    done = ask(alone, "DELETE", "/bridge/me", {"user_id": "anna_01", "confirm": "forget me"})
    assert alone.bridge
    alone.bridge.send_signal(signal.SIGKILL)
    alone.bridge.wait(10)

    assert done["forgotten"]["messages"] == 40
    gone = ("canaryprivateanna", "canaryaloudanna", "anna")
    assert not found(tmp_path, *gone)
    alone.start_bridge()
    kept = ask(alone, "GET", "/bridge/me?user_id=anna_01")
    assert kept["dialogue"] == kept["events"] == kept["visits"] == []
    assert len(ask(alone, "GET", "/bridge/me?user_id=bert_01")["dialogue"]) == 20
    assert not found(tmp_path, *gone)
    with sqlite3.connect(tmp_path / "journal.db") as journal:
        assert journal.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    journal.close()


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Return a world that lets guests in."""
    home = tmp_path_factory.mktemp("mine") / "home"
    with open_world(tmp_path_factory, home, MUD_GUESTS="true") as opened:
        yield opened


@pytest.fixture(autouse=True)
async def _hang_up() -> AsyncIterator[None]:
    yield
    await Telnet.close_all()


async def live(player: Telnet) -> None:
    """Leave traces of every kind."""
    await player.do("talk canaryprivate, do you hear me?", "Timmy: ", 20)
    await player.do("say canaryaloud to all", "You say")
    await player.do("setdesc canarydesc and a hat", "description")
    await player.do("move garden", "The Garden")
    await player.settle()


async def gone(home: Path, *canaries: str) -> None:
    """Wait until no file under `home` holds any of `canaries`."""
    for _ in range(100):
        if not await asyncio.to_thread(found, home, *canaries):
            return
        await asyncio.sleep(0.1)
    raise AssertionError(await asyncio.to_thread(found, home, *canaries))


async def test_a_player_reads_what_is_kept_and_has_it_forgotten(world):
    """By telnet, with nothing left in any file of bridge and MUD; and they can go on playing."""
    player = await world.telnet()
    await player.create_and_login("Marguerite")
    await live(player)
    shown = await player.do("export", "Page 1 of 1.", 20)
    for canary in CANARIES:
        assert canary in shown
    assert found(world.home, *CANARIES)

    await player.do("forget me", "forget me yes")
    await player.do("forget me yes", "It is done.", 20)

    await gone(world.home, *CANARIES)
    shown = await player.do("export", "Page 1 of 1.", 20)
    assert "Dialogue: none" in shown
    assert "Description: none" in shown
    await player.do("look", "The Garden")
    assert "canary" not in await player.do("talk what did I say before?", "Timmy: ", 20)


async def test_the_account_goes_too_and_its_name_is_free_again(world):
    """They are told farewell; whoever takes the name later is somebody new."""
    player = await world.telnet()
    await player.create_and_login("Hildegard")
    await live(player)

    await player.do("forget me and my account", "and my account yes")
    await player.do("forget me and my account yes", "Farewell.", 20)

    assert await player.ended()
    await gone(world.home, *CANARIES)
    again = await world.telnet()
    await again.do("connect Hildegard a-long-password-1", "No account has this name")
    await again.create_and_login("Hildegard")
    assert "Dialogue: none" in await again.do("export", "Page 1 of 1.", 20)


async def test_a_guest_is_forgotten_on_leaving(world):
    """Nobody will ever come back under that id."""
    guest = await world.telnet()
    await guest.send("connect guest")
    await guest.expect("Ways out: ")
    await guest.settle()
    await live(guest)

    await guest.send("quit")

    assert await guest.ended()
    await gone(world.home, *CANARIES)
    assert ask(world, "GET", "/bridge/rooms")


async def test_with_the_bridge_away_it_is_said_and_done_when_it_is_back(world):
    """What cannot be erased yet is not claimed; nobody has to ask twice."""
    player = await world.telnet()
    await player.create_and_login("Theodora")
    await live(player)
    assert world.bridge
    world.bridge.send_signal(signal.SIGTERM)
    world.bridge.wait(20)

    await player.do("export", "cannot be reached", 20)
    await player.do("forget me", "forget me yes")
    shown = await player.do("forget me yes", "nobody gets at it", 30)
    assert "It is done" not in shown
    world.start_bridge()

    await gone(world.home, *CANARIES)


async def test_a_sign_of_crisis_in_it_is_heard_first(world):
    """The protocol stands before every command."""
    player = await world.telnet()
    await player.create_and_login("Wilhelmine")

    await player.do("forget me, I want to die", "988")


async def test_the_help_is_written_for_people(world):
    """Whoever looks for it finds it by its name."""
    player = await world.telnet()
    await player.create_and_login("Leopold")

    await player.do("help export", "Nobody else can read it")
    await player.do("help forget me", "It cannot be undone")
