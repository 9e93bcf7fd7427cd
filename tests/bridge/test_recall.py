"""A start with many stored people: few are read before the first answer, and none is lost."""

import asyncio
import subprocess
import sys
from typing import Any

import pytest

from bridge import keys, recall
from bridge.errors import StorageError
from bridge.journal import Journal
from bridge.presence import Person
from tests.bridge.people import (
    CRISIS,
    ELEMENTS,
    GARDEN,
    THRESHOLD,
    Clock,
    chat,
    dialogue,
    feed,
    get,
    in_order,
    move,
    say,
    scene_of,
)

NAMES = ("Ann", "Ben", "Cyd", "Dan", "Eve", "Fay", "Gus", "Hal", "Ida", "Jon")


@pytest.fixture(autouse=True)
def _a_few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recall, "STEP", 3)
    monkeypatch.setattr(recall, "REST", 3600.0)  # nobody comes back before they are asked for


@pytest.fixture
def again(bridge):
    """Start a bridge in which NAMES have spoken, one after the other, and start it again."""

    async def started(*, first: str = "", away: float = 1.0, **settings: Any):
        wall = Clock()
        client, _ = await bridge(wall=wall)
        if first:
            await chat(client, "Ann", first)
        for name in NAMES:
            wall.now += 10
            await chat(client, name, f"I am {name}")
        await client.close()
        wall.now += away
        return await bridge(wall=wall, **settings)

    return started


def here(client) -> list[str]:
    return [session.username for session in client.app[keys.SESSIONS]]


async def listed(client) -> list[str]:
    return [session["user"] for session in (await get(client, "/bridge/sessions"))["sessions"]]


async def players(client, room: str = THRESHOLD) -> list[str]:
    return [p["username"] for p in (await get(client, f"/bridge/room/{room}/players"))["players"]]


async def told(client) -> list[tuple[str, str]]:
    """Return who came and who left, as the journal tells it."""
    last = client.app[keys.JOURNAL].last_id
    async with feed(client, 0) as reader:
        await reader.next()
        return [(e["event"], e["username"]) for e in await reader.upto(last)]


async def test_a_start_takes_back_a_few_and_the_rest_when_all_are_asked_for(again):
    """A start may not take longer with each person who was ever here."""
    client, _ = await again()

    assert here(client) == ["Hal", "Ida", "Jon"]

    assert await listed(client) == [*NAMES]
    assert await players(client) == [*NAMES]


@pytest.mark.parametrize("name", ["Ann", "Jon"])
async def test_whoever_speaks_first_is_known(again, name):
    """Their dialogue goes on, and to the others they have never been away."""
    client, model = await again()

    reply = await chat(client, name, "who am I?")

    assert len(here(client)) < len(NAMES)
    assert dialogue(model.calls[-1]) == [f"I am {name}", "ok", "who am I?"]
    assert reply["session_messages"] == 4
    assert await listed(client) == [*(n for n in NAMES if n != name), name]
    assert await told(client) == [("enter", n) for n in NAMES]


async def test_the_first_answer_tells_of_those_who_came_last(again):
    """Whom Timmy sees around are people who are here, also while most are not back yet."""
    client, model = await again()

    await chat(client, "Ann", "who is here?")

    assert scene_of(model.calls[-1]).present == ("Hal", "Ida", "Jon")


async def test_no_more_come_back_than_there_are_places(again):
    """Whoever has no place has left, and says so to the room."""
    client, _ = await again(timmy_max_sessions=5)
    await chat(client, "Kim")

    assert await listed(client) == ["Gus", "Hal", "Ida", "Jon", "Kim"]
    assert await players(client) == ["Gus", "Hal", "Ida", "Jon", "Kim"]
    gone = [("leave", name) for name in NAMES[:6]]
    assert sorted((await told(client))[len(NAMES) :]) == [("enter", "Kim"), *gone]


async def test_who_was_silent_for_too_long_has_left_when_they_speak(again):
    """It is a new session to everybody, and the old dialogue to Timmy."""
    client, model = await again(away=3600 - 25)

    await chat(client, "Ann", "back again")

    assert dialogue(model.calls[-1])[0] == "I am Ann"
    assert await listed(client) == ["Hal", "Ida", "Jon", "Ann"]
    about_ann = [what for what, name in await told(client) if name == "Ann"]
    assert about_ann == ["enter", "leave", "enter"]


async def test_who_is_followed_up_is_back_before_anybody_speaks(again):
    """A sign of crisis is answered without asking the disk who this is."""
    client, _ = await again(first=CRISIS)

    assert here(client)[-1] == "Ann"
    assert "988" in (await chat(client, "Ann", CRISIS))["response"]
    assert len(here(client)) < len(NAMES)


async def test_a_sign_of_crisis_waits_for_nobody_to_come_back(again, monkeypatch):
    """Not for the disk either, which may be what keeps the others away."""
    client, _ = await again()

    async def never(*_: Any) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr(recall.Recall, "person", never)
    monkeypatch.setattr(recall.Recall, "everybody", never)

    assert in_order(ELEMENTS, (await chat(client, "Ann", CRISIS))["response"])
    assert in_order(ELEMENTS, (await say(client, "Ben", CRISIS))["response"])


async def test_who_goes_elsewhere_and_who_is_forgotten_are_back_before_it(again):
    """What changes somebody finds them as they were."""
    client, _ = await again()

    await move(client, "Ann", GARDEN)
    await client.delete("/bridge/me", json={"user_id": "ben_01", "confirm": "forget me"})

    assert await players(client, GARDEN) == ["Ann"]
    assert sorted(await listed(client)) == sorted({*NAMES} - {"Ben"})


async def test_those_whom_the_disk_kept_away_come_back_later(again, monkeypatch):
    """A disk that fails for a moment costs nobody their place, and keeps nobody from talking."""
    client, _ = await again()
    monkeypatch.setattr(recall, "PATIENCE", 0.01)
    read = Journal.read

    async def failing(*_: Any) -> None:
        raise StorageError("The disk does not answer.")

    monkeypatch.setattr(Journal, "read", failing)
    await listed(client)
    assert (await chat(client, "Ann"))["response"] == "ok"
    monkeypatch.setattr(Journal, "read", read)
    monkeypatch.setattr(recall, "PATIENCE", 60.0)

    assert set(await listed(client)) == {*NAMES}
    assert client.app[keys.PRESENCE].where(Person("http", "ann_01")).room == THRESHOLD


def test_a_start_reads_nothing_that_the_first_answer_does_not_need():
    """The SDKs take a second, the offline voice's lines and the document a good part of one."""
    code = "import bridge.__main__, sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    late = {"anthropic", "openai", "httpx", "bridge.models.offline", "unittest"}
    assert late & {*done.stdout.split()} == set()
