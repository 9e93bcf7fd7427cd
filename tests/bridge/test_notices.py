"""Callers by HTTP are told what Timmy is: at first contact, after hours, and never in a crisis."""

from typing import Any

import pytest

from bridge.errors import ModelRefusedError
from bridge.notices import AGE, NOTICE
from tests.bridge.people import CRISIS, Clock, body, refused
from tests.bridge.test_streaming import streamed
from tests.conftest import MUD
from world.notice import EVERY, EVERY_FOR_MINORS, notice

MINOR = {AGE: "minor"}


async def told(client: Any, message: str = "hello", **asked: Any) -> str | None:
    """Let Ann speak to Timmy; return what the reply says of him besides."""
    async with client.post("/bridge/chat", json=body("Ann", message), **asked) as response:
        assert response.status == 200, await response.text()
        value: str | None = response.headers.get(NOTICE)
        return value


async def test_the_first_reply_says_what_timmy_is_and_again_after_three_hours(bridge):
    """Whoever talks to him must not take him for a human being."""
    wall = Clock()
    client, _ = await bridge(wall=wall)

    assert await told(client) == notice()
    assert await told(client) is None
    wall.now += EVERY - 1
    assert await told(client) is None
    wall.now += 1
    assert await told(client) == notice()


async def test_a_minor_is_told_every_hour_and_of_a_break(bridge):
    """Once said it counts for the session; it can be taken back."""
    wall = Clock()
    client, _ = await bridge(wall=wall)

    assert await told(client, headers=MINOR) == notice()
    wall.now += EVERY_FOR_MINORS
    assert await told(client) == notice(rest=True)
    wall.now += EVERY_FOR_MINORS
    assert await told(client, headers={AGE: " Adult "}) is None


async def test_a_stream_says_it_too(bridge):
    """Before the first sentence."""
    client, _ = await bridge()

    async with streamed(client, "Ann", "hello") as reader:
        await reader.all()
        assert reader.response.headers[NOTICE] == notice()


async def test_nothing_is_said_of_it_in_a_crisis(bridge):
    """Whoever was asked whether they are safe must not be interrupted."""
    wall = Clock()
    client, _ = await bridge(wall=wall)

    assert await told(client, CRISIS) is None
    assert await told(client, "my cat is called Tom") is None


async def test_it_comes_in_spanish_for_whoever_is_spoken_to_in_spanish(bridge):
    """As far as that is known."""
    wall = Clock()
    client, _ = await bridge(wall=wall)
    await told(client, "quiero morir")
    wall.now += 13 * 3600

    said = await told(client, "hola") or await told(client, "hola, qué tal")

    assert said == notice("es")


async def test_the_mud_tells_its_players_itself(bridge):
    """Twice would be once too often."""
    client, _ = await bridge()

    assert await told(client, headers=MUD) is None


async def test_a_reply_that_failed_has_told_nobody(bridge):
    """What was not read was not said."""
    answers: list[Any] = [ModelRefusedError("Timmy would rather not."), "ok"]
    client, _ = await bridge(lambda _: answers.pop(0))
    await refused(await client.post("/bridge/chat", json=body("Ann")), 502)

    assert await told(client) == notice()


@pytest.mark.parametrize("age", ["", "12", "minor; drop", "é"])
async def test_an_age_that_says_nothing_changes_nothing(bridge, age):
    """Only two words mean anything."""
    wall = Clock()
    client, _ = await bridge(wall=wall)
    await told(client, headers={AGE: age})
    wall.now += EVERY_FOR_MINORS

    assert await told(client) is None


async def test_a_new_start_says_it_again(bridge):
    """Nothing of it is on the disk; whoever comes back is told once more."""
    client, _ = await bridge()
    assert await told(client) == notice()
    await client.close()

    client, _ = await bridge()

    assert await told(client) == notice()
