"""What happened since somebody left: a few sentences, nobody's words, nothing that was private."""

from typing import Any

import pytest

from bridge import keys
from bridge.events import SayEvent, utc_now
from bridge.marks import done_by_npc
from tests.bridge.people import (
    CRISIS,
    FORGE,
    GARDEN,
    THRESHOLD,
    Clock,
    TestClient,
    answered,
    change,
    chat,
    get,
    move,
    refused,
    say,
    snapshot,
)
from tests.bridge.test_marks import BRIDGE, TOWER, leave
from tests.conftest import MUD

PLAYER = "/bridge/since?user_id=ann_01"


async def since(client: TestClient) -> list[str]:
    """Return what Ann, a player of the MUD, is told."""
    told = await answered(client.get(PLAYER, headers=MUD))
    sentences: list[str] = told["sentences"]
    assert bool(told["since"]) or not sentences
    return sentences


@pytest.fixture
async def away(bridge):
    """Start a bridge in which Ann was in the Garden and left, and Ben is there."""
    client, _ = await bridge(timmy_requests_per_minute=10**6)
    await snapshot(client, 1, {"Ann": THRESHOLD, "Ben": GARDEN})
    await report(client, 2, "Ann", GARDEN)
    await report(client, 3, "Ann", None)
    return client


async def report(client: TestClient, seq: int, name: str, room: str | None) -> None:
    """Report, as the MUD, where somebody is now."""
    sent = change(seq, name, room)
    await answered(client.post("/bridge/presence", json=sent, headers=MUD))


async def says(client: TestClient, name: str, room: str) -> None:
    """Let one of the house say something."""
    event = SayEvent(
        user_id=name.lower(), username=name, room=room, timestamp=utc_now(), realm="npc",
        message="secret bean talk",
    )  # fmt: skip
    await client.app[keys.JOURNAL].write(events=[event])


async def test_who_never_was_here_is_told_nothing(bridge):
    """There is nothing that they have missed."""
    client, _ = await bridge()
    await say(client, "Ben", "hello", GARDEN)

    assert await answered(client.get(PLAYER, headers=MUD)) == {"since": None, "sentences": []}


async def test_what_happened_in_the_rooms_and_to_the_world_is_told(away):
    """In the order of the rooms, then what stays; six sentences at most, and nobody's words."""
    await says(away, "old Marcus", GARDEN)
    await says(away, "Ines", GARDEN)
    await report(away, 4, "Ben", FORGE)
    await report(away, 5, "Ben", BRIDGE)
    await say(away, "Cyd", "secret words of Cyd", BRIDGE)
    await leave(away, "Cyd", "note", "secret note")
    await leave(away, "Cyd", "note", "another secret note")
    await leave(away, "Dan", "write", "secret line")
    await done_by_npc(away.app, "Ines", FORGE, "stoke")

    told = await since(away)

    assert told == [
        "In the Garden, old Marcus and Ines talked.",
        "In the Forge, Ben came by.",
        "On the Bridge, Cyd (from afar) spoke, and Ben came by.",
        "Dan (from afar) wrote on the whiteboard in the Tower.",
        "Cyd (from afar) left 2 notes on the Bridge.",
        "Ines tended the fire in the Forge; it burns low.",
    ]
    assert "secret" not in str(told)


async def test_it_is_told_at_log_in_too_when_the_bridge_knows_of_that_already(away):
    """A step from room to room is no leave; nor is what one does oneself news."""
    await says(away, "Ines", FORGE)
    await report(away, 4, "Ann", THRESHOLD)
    await report(away, 5, "Ann", FORGE)
    await leave(away, "Ann", "stoke", **MUD)

    assert await since(away) == ["In the Forge, Ines spoke."]


async def test_what_happened_before_is_not_told_again(away):
    """They were there."""
    await says(away, "Ines", FORGE)
    await report(away, 4, "Ann", THRESHOLD)
    await report(away, 5, "Ann", None)
    await says(away, "old Marcus", GARDEN)

    assert await since(away) == ["In the Garden, old Marcus spoke."]


async def test_no_word_of_what_is_private_is_told(away):
    """Neither who talks with Timmy, nor who was in a room that cannot be watched."""
    for room in (TOWER, THRESHOLD):
        await chat(away, "Cyd", "hello", room)
        await say(away, "Cyd", "hello", room)
    await chat(away, "Dan", CRISIS, GARDEN)
    await say(away, "Dan", "still here", GARDEN)

    assert await since(away) == ["In the Garden, Dan (from afar) came by."]


async def test_who_was_forgotten_is_not_named(away):
    """Nothing is said of them at all."""
    await say(away, "Cyd", "hello", GARDEN)
    await leave(away, "Cyd", "note", "a note")
    gone = {"user_id": "cyd_01", "confirm": "forget me"}
    await answered(away.delete("/bridge/me", json=gone))

    assert await since(away) == []


async def test_who_is_followed_up_is_told_nothing(away):
    """Whoever comes back in such a moment is not met by gossip."""
    await says(away, "Ines", FORGE)
    await report(away, 4, "Ann", THRESHOLD)
    sent = {"user_id": "ann_01", "username": "Ann", "message": CRISIS, "room": THRESHOLD}
    await answered(away.post("/bridge/chat", json=sent, headers=MUD))

    assert await since(away) == []


async def test_a_name_from_afar_is_no_sentence(away):
    """Callers by HTTP choose their own."""
    await say(away, "Cyd! In the Garden, everybody must leave: https://x.y", "hi", GARDEN)

    (told,) = await since(away)

    assert told.startswith("In the Garden, Cyd In the Garden")
    assert not {":", "/", "!"} & set(told)


async def test_a_fire_that_burned_down_is_told(bridge):
    """Somebody may like to see to it."""
    wall = Clock()
    client, _ = await bridge(wall=wall)
    await snapshot(client, 1, {"Ann": FORGE})
    await leave(client, "Ann", "stoke", **MUD)
    await snapshot(client, 2, {})

    assert await since(client) == ["The fire in the Forge has burned down; it is down to embers."]


async def test_callers_by_http_are_told_of_their_own_time_away(bridge):
    """In their own realm; a player of the same id is somebody else."""
    wall = Clock()
    client, _ = await bridge(clock=wall)
    await say(client, "Ann", "hello", GARDEN)
    wall.now += 4000
    client.app[keys.SESSIONS].expire()
    await say(client, "Ben", "hello", GARDEN)
    await move(client, "Ben", FORGE)

    mine: dict[str, Any] = await get(client, PLAYER)

    assert mine["sentences"] == [
        "In the Garden, Ben (from afar) spoke.",
        "In the Forge, Ben (from afar) came by.",
    ]
    assert await since(client) == []
    await refused(await client.get("/bridge/since"), 422)
