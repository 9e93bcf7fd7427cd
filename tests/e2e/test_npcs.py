"""Those of the house, as players meet them: all is real, telnet, Evennia and bridge, but the model.

The model's lines are short, numbered and all different, and take up what a visitor has just said:
so each line on a screen can be told from every other, and what changed a talk can be seen in it.
"""

import asyncio
import itertools
import json
import random
import re
import time
import urllib.request
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.telnet import Telnet
from tests.e2e.test_telnet import ROOMS, until_there
from tests.e2e.worlds import World, open_world
from tests.providers.anthropic import AnthropicServer, Recorded, Reply

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(180)]

GARDEN = "The Garden"
KEYS = {"marcus", "ines", "odile", "teodor", "pim", "yun"}
NAMES = "Old Marcus|Ines|Odile|Teodor|Pim|Yun"
#: A line of one of the house, and what room it was watched in.
LINE = re.compile(rf'^(?:\[([\w ]+)\] )?({NAMES}) says, "(.*)"$', re.MULTILINE)
#: Seconds between two lines.
REST = 0.2
WORDS = ("lamp", "moss", "rain", "coat", "hinge", "river", "slate", "nettle", "ladder", "wool")


def lines(provider: AnthropicServer) -> Iterator[Reply]:
    """Yield a new line for each request, which takes up the flower that was named last, if any."""
    dice = random.Random(7)  # noqa: S311 - words of a test
    for number in itertools.count(1):
        words = " ".join(dice.sample(WORDS, 4))
        flower = "heliotrope " if "heliotrope" in last_message(provider.requests[-1]) else ""
        yield Reply(texts=(f"{number} {flower}{words}.",))


def last_message(request: Recorded) -> str:
    """Return the text of the last message of a request."""
    content = request.body["messages"][-1]["content"]
    return content if isinstance(content, str) else "".join(part["text"] for part in content)


@pytest.fixture
async def provider() -> AsyncIterator[AnthropicServer]:
    """Who speaks for all of them."""
    async with AnthropicServer() as server:
        server.otherwise = lines(server)
        yield server


@pytest.fixture
async def world(
    tmp_path_factory: pytest.TempPathFactory, tmp_path: Path, provider: AnthropicServer
) -> AsyncIterator[World]:
    """A world in which nobody has to wait long for the next line."""
    env: dict[str, Any] = {
        "ANTHROPIC_API_KEY": "k",
        "ANTHROPIC_BASE_URL": provider.url,
        "TIMMY_MODEL": "haiku",
        "TIMMY_NPCS": "true",
        "TIMMY_NPC_REST": str(REST),
    }
    opening = open_world(tmp_path_factory, tmp_path / "home", **env)
    opened = await asyncio.to_thread(opening.__enter__)
    try:
        yield opened
    finally:
        await Telnet.close_all()
        await asyncio.to_thread(opening.__exit__, None, None, None)


async def come_in(world: World, name: str) -> Telnet:
    """Return a new player."""
    player = await world.telnet()
    await player.create_and_login(name)
    return player


def events(world: World, room: str) -> list[dict[str, Any]]:
    """Return what happened in `room`, as the bridge has it."""
    url = f"{world.bridge_url}/bridge/room/{room.replace(' ', '%20')}/events"
    with urllib.request.urlopen(url, timeout=10) as response:  # noqa: S310 - http it is
        found: list[dict[str, Any]] = json.load(response)["events"]
        return found


def npc_events(world: World) -> list[dict[str, Any]]:
    """Return what all of the house did lately, anywhere."""
    return [one for room in ROOMS for one in events(world, room) if one["user_id"] in KEYS]


async def until_heard(player: Telnet, count: int, *, by: int = 1) -> list[tuple[str, str, str]]:
    """Return the lines of the house on a screen, once there are `count`, of so many speakers."""
    give_up = time.monotonic() + 20
    while len(found := LINE.findall(player.seen)) < count or len({who for _, who, _ in found}) < by:
        assert time.monotonic() < give_up, player.seen
        await player._more(0.5)
    return found


async def until_shown(player: Telnet, text: str) -> None:
    """Wait until `text` is on the screen, and leave it there."""
    give_up = time.monotonic() + 20
    while text not in player.seen:
        assert time.monotonic() < give_up, player.seen
        await player._more(0.5)


async def test_two_players_hear_one_talk_change_it_leave_it_and_silence_it(world, provider):
    """A house that lives: it is heard, answers, rests without people, and can be silenced."""
    anna, ben = await come_in(world, "Annabel"), await come_in(world, "Benedikt")
    cleo, keeper = await come_in(world, "Cleandra"), await world.telnet()
    await keeper.login("admin", (world.home / "admin-password").read_text("utf-8").strip())
    await cleo.do("forge", "Ways out: ")
    await anna.do("garden", "Ways out: ")
    await ben.do("garden", "Ways out: ")

    await both_hear_the_same(anna, ben)
    await one_word_changes_the_talk(anna, ben)
    await it_rests_when_they_leave(world, anna, ben)
    await nothing_has_crossed(world, provider, cleo)
    await cleo.do("watch bridge", "You watch The Bridge")
    await cleo.do("listen", "You listen.")
    await cleo.expect("[The Bridge] ")
    await the_keeper_silences_them(world, keeper, anna)


async def both_hear_the_same(anna: Telnet, ben: Telnet) -> None:
    """The same lines in the same order, of two who talk with each other."""
    heard = await until_heard(ben, 3, by=2)
    await until_shown(anna, heard[-1][2])
    assert [line for line in LINE.findall(anna.seen) if line in heard] == heard


async def one_word_changes_the_talk(anna: Telnet, ben: Telnet) -> None:
    """Whoever is asked answers next, and speaks of what was asked; both hear it."""
    await anna.settle(1.0)
    await ben.settle()
    here = (await anna.do("look", "To look at")).partition("each an AI: ")[2].splitlines()[0]
    called = here.split(", ")[-1].split()[-1]
    await anna.do(f"ask {called.lower()} about the heliotrope", "(Everybody here hears this.)")
    answers = [(await until_heard(one, 1))[0] for one in (anna, ben)]
    assert answers[0] == answers[1]
    assert answers[0][1].endswith(called)
    assert "heliotrope" in answers[0][2]


async def it_rests_when_they_leave(world: World, anna: Telnet, ben: Telnet) -> None:
    """In the midst of it; where they are now, another begins."""
    await anna.send("listen")
    for one in (anna, ben):
        await one.settle(0.1)
        await one.do("bridge", "Ways out: ")
    await until_there(world, GARDEN, "Benedikt", there=False)
    before = await asyncio.to_thread(events, world, GARDEN)
    await until_heard(anna, 3)
    after = await asyncio.to_thread(events, world, GARDEN)
    assert [one for one in after if one["type"] == "say"] == [
        one for one in before if one["type"] == "say"
    ]


async def nothing_has_crossed(world: World, provider: AnthropicServer, cleo: Telnet) -> None:
    """What one room says reached neither a screen nor a prompt in another."""
    told = await asyncio.to_thread(events, world, GARDEN)
    forge = LINE.findall(await cleo.settle())
    assert forge
    assert not {text for _, _, text in forge} & {one.get("message") for one in told}
    of_it = [r for r in provider.requests if "heliotrope" in json.dumps(r.body["messages"])]
    assert of_it
    assert all(f'"room":"{GARDEN}"' in last_message(request) for request in of_it)


async def the_keeper_silences_them(world: World, keeper: Telnet, anna: Telnet) -> None:
    """From the answer on nobody says or does anything, whoever speaks, until it is ended."""
    await keeper.do("npcs pause", "They are silent")
    paused = datetime.now(UTC).isoformat()
    await anna.settle(0.5)
    await anna.do("say Are you still there?", "You say")
    assert not LINE.search(await anna.settle(5 * REST))
    resumed = datetime.now(UTC).isoformat()
    await keeper.do("npcs resume", "They may talk.")
    await until_heard(anna, 1)
    did = await asyncio.to_thread(npc_events, world)
    assert [one for one in did if paused < one["timestamp"] < resumed] == []
