"""What the tests of the bridge share: people, a clock that is set by hand, a reader of the feed."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, TypeAlias

from aiohttp import ClientResponse, test_utils, web

from bridge import keys
from tests.conftest import MUD
from world.scene import Scene, split_scene

THRESHOLD, GARDEN, FORGE = "The Threshold", "The Garden", "The Forge"
#: A client of a running bridge.
TestClient: TypeAlias = test_utils.TestClient[web.Request, web.Application]
#: A sentence whose meaning nobody can miss.
CRISIS = "I want to die tonight"
ELEMENTS = ("Are you safe right now?", "988", "741741", "5 things")


def body(name: str, message: str = "hello", room: str = THRESHOLD) -> dict[str, Any]:
    """Return what `name` sends to chat or say."""
    user_id = f"{name.lower()}_01"
    return {"user_id": user_id, "username": name, "message": message, "room": room}


async def say(client: TestClient, name: str, message: str, room: str = THRESHOLD) -> dict[str, Any]:
    """Let `name` say `message` aloud; return the answer."""
    return await answered(client.post("/bridge/say", json=body(name, message, room)))


async def chat(
    client: TestClient, name: str, message: str = "hello", room: str = THRESHOLD
) -> dict[str, Any]:
    """Let `name` speak to Timmy; return the answer."""
    return await answered(client.post("/bridge/chat", json=body(name, message, room)))


async def move(client: TestClient, name: str, room: str) -> dict[str, Any]:
    """Let `name` go to `room`; return the answer."""
    there = {"user_id": f"{name.lower()}_01", "room": room}
    return await answered(client.post("/bridge/move", json=there))


async def get(client: TestClient, path: str) -> dict[str, Any]:
    """Return what a GET of `path` answers."""
    return await answered(client.get(path))


async def events(client: TestClient, room: str = THRESHOLD) -> list[dict[str, Any]]:
    """Return the events of `room`."""
    listed: list[dict[str, Any]] = (await get(client, f"/bridge/room/{room}/events"))["events"]
    return listed


async def answered(request: Any) -> dict[str, Any]:
    """Return the JSON of a request that must succeed."""
    async with request as response:
        text = await response.text()
        assert response.status == 200, text
        found: dict[str, Any] = json.loads(text)
        return found


async def refused(response: ClientResponse, status: int) -> dict[str, str]:
    """Return the problem that `response` tells of: a code, and one sentence."""
    text = await response.text()
    assert response.status == status, (response.status, text)
    problem: dict[str, str] = json.loads(text)
    assert problem.keys() == {"error", "detail"}
    assert problem["detail"].endswith(".")
    assert "\n" not in problem["detail"]
    return problem


def dialogue(call: Any) -> list[str]:
    """Return the texts of a model call, the last one without its scene."""
    return [split_scene(message.text)[1] for message in call.messages]


def scene_of(call: Any) -> Scene:
    """Return the scene that the model was shown."""
    scene, _ = split_scene(call.messages[-1].text)
    assert scene is not None
    return scene


async def until(condition: Any) -> None:
    """Let others run until `condition()` holds; the test's own time limit is the limit."""
    while not condition():  # noqa: ASYNC110 - what is waited for has no event of its own
        await asyncio.sleep(0.001)


async def count(client: TestClient, table: str) -> int:
    """Return how many rows the journal's `table` has."""
    counted = f"SELECT count(*) FROM {table}"  # noqa: S608 - a name of ours
    journal = client.server.app[keys.JOURNAL]  # type: ignore[attr-defined]
    (rows,) = await journal.read(lambda db: db.execute(counted).fetchone())
    return int(rows)


async def emptied(client: TestClient, table: str) -> None:
    """Let others run until the journal's `table` is empty."""
    while await count(client, table):  # noqa: ASYNC110 - a file tells nobody of its change
        await asyncio.sleep(0.001)


def in_order(parts: Sequence[str], whole: str) -> bool:
    """Whether `whole` holds all `parts`, one after the other."""
    at = 0
    for part in parts:
        at = whole.find(part, at) + len(part)
        if at < len(part):
            return False
    return True


@dataclass
class Clock:
    """Seconds that pass when a test says so."""

    now: float = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


class Feed:
    """A reader of the feed: the opening line, then events, heartbeats left out."""

    def __init__(self, response: ClientResponse) -> None:
        self.response = response

    async def next(self) -> dict[str, Any]:
        """Wait for the next line; EOFError when the bridge has let us go."""
        line = b"\n"
        while line == b"\n":
            line = await self.response.content.readline()
        if not line:
            raise EOFError
        event: dict[str, Any] = json.loads(line)
        return event

    async def upto(self, event_id: int) -> list[dict[str, Any]]:
        """Return the events up to the one with this id."""
        found = [await self.next()]
        while found[-1]["id"] != event_id:
            found.append(await self.next())
        return found


@asynccontextmanager
async def feed(
    client: TestClient, after: int | None = None, *, headers: dict[str, str] | None = None
) -> AsyncIterator[Feed]:
    """Read the feed; the opening line is the first."""
    query = "" if after is None else f"?after={after}"
    async with client.get(f"/bridge/feed{query}", headers=headers) as response:
        assert response.status == 200, await response.text()
        yield Feed(response)


async def snapshot(
    client: TestClient, seq: int, users: dict[str, str], *, epoch: int = 1
) -> dict[str, Any]:
    """Report, as the MUD, that exactly `users` (name to room) are in."""
    present = [
        {"user_id": f"{name.lower()}_01", "username": name, "room": room}
        for name, room in users.items()
    ]
    report = {"epoch": epoch, "seq": seq, "users": present}
    return await answered(client.put("/bridge/presence", json=report, headers=MUD))


def change(seq: int, name: str, room: str | None, *, epoch: int = 1) -> dict[str, Any]:
    """Return the MUD's report of where one player is now."""
    who = {"user_id": f"{name.lower()}_01", "username": name}
    return {"epoch": epoch, "seq": seq, **who, "room": room}
