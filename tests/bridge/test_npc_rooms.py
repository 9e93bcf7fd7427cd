"""Nothing that is said in one room is told to anybody of the house in another."""

import itertools
import json
import random
import re

import pytest

from bridge import keys
from bridge.events import Event
from tests.bridge.people import CRISIS, FORGE, GARDEN, THRESHOLD, move, say, until
from tests.bridge.residents import come, person, resting, scene_in
from world.personas import load_npcs
from world.rooms import load_rooms

ROOMS = (GARDEN, FORGE, THRESHOLD)
WORD = re.compile(r"word\d+word")


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_each_hears_only_what_was_said_where_it_was_while_it_was_there(house, seed):
    """People and those of the house go from room to room with what they know; it stays there."""
    dice = random.Random(seed)  # noqa: S311 - a die of a test
    count, said_in = itertools.count(), dict[str, str]()

    def part(key, scene, _told):
        word = f"word{next(count)}word"
        said_in[word] = scene.room
        goes = f"\n[do: go {dice.choice(scene.exits)}]" if dice.random() < 0.4 else ""
        return f"{key} has {word} on the mind.{goes}"

    quick = itertools.count(0, 60).__next__
    client, voices = await house(part, clock=quick, timmy_session_timeout=10**9)
    app = client.server.app
    app[keys.NPCS].dice = dice.random
    app[keys.NPCS]._is_idle = lambda _person: False  # on that clock everybody would be
    for name, room in zip(("Ann", "Ben", "Cyd"), ROOMS, strict=True):
        await come(client, name, room)

    for _ in range(25):
        name = dice.choice(("Ann", "Ben", "Cyd"))
        if dice.random() < 0.4:
            await move(client, name, dice.choice(ROOMS))
        here = app[keys.PRESENCE].where(person(name))
        word = f"word{next(count)}word"
        said_in[word] = here.room
        await say(client, name, f"I say {word}.", here.room)
        if dice.random() < 0.5:
            await until(resting(client, here.room))
    for room in load_rooms():
        await until(resting(client, room))

    heard = 0
    for _, call in voices.calls:
        prompt = json.dumps([message.text for message in call.messages])
        words = set(WORD.findall(prompt))
        heard += len(words)
        assert {said_in[word] for word in words} <= {scene_in(call).room}
    assert heard > 100
    followed(await app[keys.JOURNAL].after(0, 10_000))


def followed(told: list[Event]) -> None:
    """Check that each of the house is where the record says when it speaks, leaves or does."""
    where = {key: one.home for key, one in load_npcs().items()}
    for event in (one for one in told if one.realm == "npc"):
        enters = event.type == "presence" and event.event == "enter"
        assert enters or where[event.user_id] == event.room
        where[event.user_id] = event.room


async def test_a_talk_in_danger_stays_in_its_room(house):
    """What is said in a crisis is told to nobody of the house, wherever they go from there."""
    client, voices = await house(lambda key, scene, _told: f"{key} likes the {scene.room}.")
    await come(client, "Ben", GARDEN)
    await until(resting(client, GARDEN))
    await say(client, "Ann", f"{CRISIS} word1word", GARDEN)
    await move(client, "Ann", FORGE)
    await say(client, "Ben", "Who was that?", GARDEN)
    await until(resting(client, GARDEN))

    assert "word1word" not in json.dumps([m.text for _, c in voices.calls for m in c.messages])
