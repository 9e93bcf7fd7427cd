"""Forgetting, tried with people who do this and that, at once, in both realms, over restarts."""

import asyncio
import contextlib
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from hypothesis import given
from hypothesis import strategies as st

from bridge import keys
from bridge.app import create_app
from bridge.events import Realm
from bridge.gate import person_of
from bridge.models.scripted import ScriptedModel
from bridge.presence import Person
from bridge.settings import Settings
from tests.bridge.people import FORGE, GARDEN, THRESHOLD, answered, until
from tests.bridge.traces import found
from tests.conftest import MUD, SERVICE_TOKEN

PLACES = (THRESHOLD, GARDEN, FORGE)


@dataclass(eq=False)
class Someone:
    """A person; their words begin with `mark`, and each life after forgetting has another.

    Attributes:
        told: what they told Timmy in this life and were answered.
        aloud: what they said aloud in this life.
        left: what they wrote on the whiteboard in this life.
        sent, arrived: requests that they sent, and that the bridge has taken in.
        going: requests to be forgotten that are under way; what is sent meanwhile may go with them.
    """

    realm: Realm
    name: str
    life: int = 0
    told: list[str] = field(default_factory=list)
    aloud: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    sent: int = 0
    arrived: int = 0
    going: int = 0

    @property
    def headers(self) -> dict[str, str]:
        return MUD if self.realm == "mud" else {}

    @property
    def user_id(self) -> str:
        """The same in both realms for the namesakes."""
        return f"{self.name[:3].lower()}_01"

    @property
    def mark(self) -> str:
        """What only this person says, and only in this life."""
        life = f"between{self.life}" if self.going else f"life{self.life}"
        return f"{self.realm}{self.name}{life}x"


class World:
    """A bridge, people in it, and what must be gone."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.people = [
            Someone("http", "Annabel"), Someone("mud", "Annika"), Someone("http", "Benedict"),
            Someone("mud", "Benjamin"),
        ]  # fmt: skip
        self.gone: set[str] = set()
        self.n = 0
        self.tasks: list[asyncio.Task[Any]] = []

    async def open(self) -> None:
        told = {"timmy_home": self.home, "timmy_service_token": SERVICE_TOKEN}
        made = Settings.model_validate({**told, "timmy_requests_per_minute": 10**6})
        # What Timmy answers holds what he was asked, so that it can be looked for too.
        model = ScriptedModel(lambda m: f"heard {m[-1].text.split()[-1]}")
        app = await asyncio.to_thread(create_app, made, model=model)
        self.client = TestClient(TestServer(app))
        await self.client.start_server()

    async def restart(self) -> None:
        await self.settle()
        await self.client.close()
        await self.open()
        self.look()

    async def settle(self) -> None:
        if self.tasks:
            await asyncio.wait(self.tasks)
        for task in self.tasks:
            task.result()
        self.tasks.clear()

    async def do(self, what: str, who: Someone, room: str, *, at_once: bool) -> None:
        """Begin what somebody does, and wait for its end unless the next begins `at_once`."""
        self.tasks.append(asyncio.create_task(getattr(self, what)(who, room)))
        if at_once:
            await asyncio.sleep(0)
        else:
            await self.settle()

    def arrives(self, request: web.Request, user_id: str) -> Person:
        """Count what the bridge has taken in, in the place of its `person_of`."""
        person = person_of(request, user_id)
        for who in self.people:
            who.arrived += (who.realm, who.user_id) == person
        return person

    def said(self, who: Someone, room: str) -> dict[str, str]:
        self.n += 1
        who.sent += 1
        words = f"{who.mark}{self.n}"
        return {"user_id": who.user_id, "username": who.name, "message": words, "room": room}

    async def chat(self, who: Someone, room: str) -> None:
        said, life = self.said(who, room), who.mark
        response = await self.client.post("/bridge/chat", json=said, headers=who.headers)
        assert response.status in {200, 409}, await response.text()
        if response.status == 200 and who.mark == life and not who.going:
            who.told.append(said["message"])

    async def say(self, who: Someone, room: str) -> None:
        said, life = self.said(who, room), who.mark
        headers = {**who.headers, "Idempotency-Key": f"k{self.n}"}
        await answered(self.client.post("/bridge/say", json=said, headers=headers))
        if who.mark == life and not who.going:
            who.aloud.append(said["message"])

    async def leave(self, who: Someone, _room: str) -> None:
        wrote, life = self.said(who, "The Tower") | {"deed": "write"}, who.mark
        done = self.client.post("/bridge/deed", json=wrote, headers=who.headers)
        assert (await answered(done))["ok"]
        if who.mark == life and not who.going:
            who.left.append(wrote["message"])

    async def move(self, who: Someone, room: str) -> None:
        who.sent += 1
        there = {"user_id": who.user_id, "room": room}
        response = await self.client.post("/bridge/move", json=there, headers=who.headers)
        assert response.status in {200, 404}

    async def export(self, who: Someone, _room: str) -> None:
        """What is exported is of this life, and of nobody else."""
        who.sent += 1
        life, told, aloud, left = who.mark, list(who.told), list(who.aloud), list(who.left)
        path = f"/bridge/me?user_id={who.user_id}"
        kept = await answered(self.client.get(path, headers=who.headers))
        if who.mark != life or who.going:
            return
        asked = [turn["asked"] for turn in kept["dialogue"]]
        heard = [e["message"] for e in kept["events"] if e["type"] == "say"]
        written = [e["text"] for e in kept["events"] if e["type"] == "deed"]
        assert set(left) <= set(written)
        assert set(told) <= set(asked)
        assert set(aloud) <= set(heard)
        own = (who.mark, who.mark.replace("life", "between"))
        assert all(words.startswith(own) for words in [*asked, *heard, *written])

    async def forget(self, who: Someone, _room: str) -> None:
        await until(lambda: who.arrived == who.sent)
        before, who.life = who.mark, who.life + 1
        who.told, who.aloud, who.left, who.going = [], [], [], who.going + 1
        who.sent += 1
        sent = {"user_id": who.user_id, "confirm": "forget me"}
        done = self.client.delete("/bridge/me", json=sent, headers=who.headers)
        assert (await answered(done))["ok"]
        who.going -= 1
        self.gone.add(before)

    def look(self) -> None:
        """Nothing that is gone is in any file, nor in memory."""
        assert not found(self.home, *self.gone)
        app = self.client.server.app  # type: ignore[attr-defined]
        sessions, repeats = app[keys.SESSIONS], app[keys.REPEATS]
        memory = [
            [(s.messages, s.owed) for s in sessions],
            [app[keys.HUB].recent(room) for room in PLACES],
            repeats._answers,
            app[keys.CARE]._recent,
            app[keys.STATE].files(),
        ]
        assert not [mark for mark in self.gone if mark in repr(memory)]


steps = st.lists(
    st.tuples(
        st.sampled_from(["chat", "say", "move", "forget", "export", "chat", "leave", "restart"]),
        st.integers(0, 3),
        st.sampled_from(PLACES),
        st.booleans(),
    ),
    max_size=30,
)


async def live_through(done: list[tuple[str, int, str, bool]]) -> None:
    with tempfile.TemporaryDirectory() as home, contextlib.ExitStack() as stack:
        world = World(Path(home))
        for door in ("deeds", "marks", "talk", "me"):
            stack.enter_context(patch(f"bridge.{door}.person_of", world.arrives))
        await world.open()
        try:
            for what, n, room, at_once in done:
                if what == "restart":
                    await world.restart()
                else:
                    await world.do(what, world.people[n], room, at_once=at_once)
            await world.settle()
            world.look()
            for who in world.people:
                await world.export(who, "")
            await world.restart()
            for who in world.people:
                await world.export(who, "")
        finally:
            await world.client.close()


@given(steps)
def test_who_was_forgotten_is_in_no_store_and_others_lose_nothing(done):
    """Whatever happens at the same time; each life after forgetting begins with nothing."""
    asyncio.run(live_through(done))
