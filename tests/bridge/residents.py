"""A house whose people are voiced by a script, for the tests of those who live in it."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from typing import Any, TypeAlias

from bridge import keys
from bridge.models.base import GenerateConfig, Message, ModelOutput
from bridge.models.scripted import Call, Line, ScriptedModel
from bridge.presence import Person
from tests.bridge.people import TestClient, answered, events, get
from tests.conftest import MUD
from world.personas import Persona, load_npcs
from world.scene import Scene, split_scene

#: What one of the house says, by its key, the scene, and the texts of its prompt, oldest first.
Part: TypeAlias = Callable[[str, Scene, list[str]], Line]


class Voices:
    """A model for all of a house: who is asked is known by the prompt.

    Attributes:
        calls: what was asked, with the key of whoever it was asked for, in order.
        gate: while it is not set, nothing is answered.
    """

    name = "voices"

    def __init__(self, part: Part, npcs: Mapping[str, Persona] | None = None) -> None:
        self.calls: list[tuple[str, Call]] = []
        self.gate = asyncio.Event()
        self.gate.set()
        self.part = part
        self._npcs = load_npcs() if npcs is None else npcs

    async def generate(
        self, messages: Sequence[Message], *, system: str, config: GenerateConfig
    ) -> ModelOutput:
        """Answer for whoever is asked."""
        raise NotImplementedError

    async def stream(
        self, messages: Sequence[Message], *, system: str, config: GenerateConfig
    ) -> AsyncGenerator[str | ModelOutput, None]:
        """Answer for whoever is asked, as a model would."""
        key = next(key for key, one in self._npcs.items() if system.startswith(one.prompt))
        self.calls.append((key, Call(system, tuple(messages), config)))
        scene, words = split_scene(messages[-1].text)
        assert scene is not None
        told = [message.text for message in messages[:-1]] + [words]
        model = ScriptedModel(lambda _: self.part(key, scene, told), gate=self.gate)
        async for piece in model.stream(messages, system=system, config=config):
            yield piece

    async def aclose(self) -> None:
        """Nothing is held open."""

    @property
    def asked(self) -> list[str]:
        """Return who was asked, by their keys."""
        return [key for key, _ in self.calls]

    def prompt(self, n: int = -1) -> str:
        """Return all that one was shown besides its system prompt."""
        return "\n".join(message.text for message in self.calls[n][1].messages)

    def scene(self, n: int = -1) -> Scene:
        """Return the scene that one was shown."""
        return scene_in(self.calls[n][1])


def scene_in(call: Call) -> Scene:
    """Return the scene that a call showed."""
    scene, _ = split_scene(call.messages[-1].text)
    assert scene is not None
    return scene


def talkative() -> Part:
    """Return a part in which everybody has something new to say each time."""
    count = iter(range(10_000))
    return lambda key, _scene, _told: f"{key} has seen leaf {next(count)} fall."


async def homes(client: TestClient) -> dict[str, str]:
    """Return where each of the house is."""
    listed = await get(client, "/bridge/npcs")
    return {npc["key"]: npc["room"] for npc in listed["npcs"]}


async def doings(client: TestClient) -> dict[str, str]:
    """Return what each of the house does."""
    listed = await get(client, "/bridge/npcs")
    return {npc["key"]: npc["doing"] for npc in listed["npcs"]}


async def switch(client: TestClient, to: str) -> dict[str, Any]:
    """Pause the house, or let it go on, as the operator does."""
    return await answered(client.post(f"/bridge/npc/{to}", headers=MUD))


async def lines(client: TestClient, room: str) -> list[dict[str, Any]]:
    """Return what was said in a room."""
    return [event for event in await events(client, room) if event["type"] == "say"]


def person(name: str) -> Person:
    """Return who `name` is by HTTP."""
    return Person("http", f"{name.lower()}_01")


async def come(client: TestClient, name: str, room: str) -> None:
    """Let somebody come in without a word."""
    app = client.server.app  # type: ignore[attr-defined]
    last = app[keys.JOURNAL].last_id
    change = app[keys.PRESENCE].enter(person(name), name, room, last_id=last)
    await app[keys.VISITS].record(change)


async def leave(client: TestClient, name: str) -> None:
    """Let somebody leave the world."""
    app = client.server.app  # type: ignore[attr-defined]
    await app[keys.VISITS].record(app[keys.PRESENCE].leave(person(name)))


def resting(client: TestClient, room: str) -> Callable[[], bool]:
    """Return what says whether those in a room have nothing more to say for now."""
    household = client.server.app[keys.NPCS]  # type: ignore[attr-defined]
    place = household.places[room]
    return lambda: place.turn is None and not (household.may_talk(place) or place.stirred.is_set())
