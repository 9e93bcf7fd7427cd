"""What players leave in the world, by telnet: seen by others, there after a crash, told later."""

import asyncio
import json
import urllib.request
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

import crisis
from tests.e2e.telnet import PASSWORD, Telnet
from tests.e2e.test_kills import kill_bridge
from tests.e2e.worlds import World, open_world

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(120)]


@pytest.fixture
def world(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Iterator[World]:
    """A world for one test, which kills its bridge."""
    with open_world(tmp_path_factory, tmp_path / "home") as opened:
        yield opened


@pytest.fixture(autouse=True)
async def _hang_up() -> AsyncIterator[None]:
    yield
    await Telnet.close_all()


async def come_in(world: World, name: str) -> Telnet:
    """Return a player who has just made an account."""
    player = await world.telnet()
    await player.create_and_login(name)
    return player


def number_of(world: World, words: str) -> int:
    """Return the number of a line on the whiteboard."""
    with urllib.request.urlopen(f"{world.bridge_url}/bridge/world/The%20Tower", timeout=10) as told:  # noqa: S310 - http it is
        board = json.load(told)["data"]["whiteboard"]
    return next(int(mark["id"]) for mark in board if mark["text"] == words)


def take_off(world: World, number: int) -> None:
    """Take it off, as whoever keeps the world does."""
    headers = {"Authorization": f"Bearer {world.token}", "Content-Type": "application/json"}
    sent = urllib.request.Request(  # noqa: S310 - http it is
        f"{world.bridge_url}/bridge/mark/remove",
        data=json.dumps({"id": number}).encode(),
        headers=headers,
    )
    urllib.request.urlopen(sent, timeout=10).close()  # noqa: S310


async def test_what_players_leave_outlives_the_bridge_and_is_told_to_who_was_away(world: World):
    """One writes, one reads; one leaves, and hears of it when they come back."""
    wren, robin = await come_in(world, "Wren"), await come_in(world, "Robin")
    for player in (wren, robin):
        await player.do("tower", "Ways out: ")

    await wren.do("write Buy zzq pills here.", "You write on the whiteboard")
    take_off(world, number_of(world, "Buy zzq pills here."))
    await wren.do("write The kettle is on.", 'You write on the whiteboard: "The kettle is on."')
    await robin.expect('Wren writes on the whiteboard: "The kettle is on."')
    await wren.do("write I want to kill myself", crisis.block()[:30])
    await asyncio.to_thread(kill_bridge, world)
    read = await robin.do("look whiteboard", 'The kettle is on."')
    await robin.send("quit")
    assert await robin.ended()
    assert "kill myself" not in read
    assert "zzq" not in read

    await wren.do("forge", "The fire has burned down to embers.")
    await wren.do("stoke", "You lay wood on the fire. It takes.")
    await wren.do("look", "The fire burns low.")
    await wren.do("look fire", "A few low flames")
    back = await world.telnet()
    await back.send(f"connect Robin {PASSWORD}")
    told = await back.expect("Wren tended the fire")
    assert "While you were away: In the Forge, Wren came by." in told
