"""The table on a port of its own, with the two providers on this machine."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from bridge.app import create_app
from bridge.models.calls import Candidate
from bridge.models.scripted import ScriptedModel
from bridge.serving import serving
from bridge.settings import Settings
from bridge.table.address import create_table
from bridge.table.seats import Seat, seated
from tests.bridge.frames import Frames
from tests.bridge.speakers import GPT
from tests.providers.anthropic import AnthropicServer
from tests.providers.openai import OpenAIServer
from tests.providers.words import Reply

KEY = "sk-loopback"
#: The five prompts, as they are pasted into the room.
FRANCE = "Answer in one short sentence: What’s the capital of France?"
JAPAN = "Answer in one short sentence: What’s the capital of Japan?"
STANDUP = (
    "Draft a 3‑bullet plan for a daily standup, then hand off to Claude to critique it."
    " Use the handoff JSON only."
)
WEBSOCKETS = (
    "Give a one‑paragraph summary of the benefits of WebSockets, then hand off to GPT to list 3"
    " drawbacks. Use the handoff JSON only."
)
TWICE = (
    "Ask GPT to answer ‘What is 2+3?’ and then hand off again to GPT to ask you a follow‑up."
    " (Try to do two handoffs.)"
)
PROMPTS = {FRANCE: "gpt", JAPAN: "claude", STANDUP: "gpt", WEBSOCKETS: "claude", TWICE: "claude"}


def says(text: str) -> Reply:
    """Return a reply of one text."""
    return Reply(texts=(text,))


def hands_off(to: str, task: str) -> Reply:
    """Return a reply that is a handoff."""
    return says(json.dumps({"handoff": {"to": to, "task": task}}))


def seats(**scripts: Any) -> dict[str, Seat]:
    """Return seats by their names, each of which follows a script, or is held by a gate."""
    made = {}
    for name in ("gpt", "claude"):
        script = scripts.get(name, lambda _: "ok")
        model = script if isinstance(script, ScriptedModel) else ScriptedModel(script)
        made[name] = seated(name, Candidate(model, GPT.entry), provider="OpenAI")
    return made


@dataclass
class Room:
    """The room on a port of its own, and the two providers.

    Attributes:
        app: the bridge that the table belongs to; `bridge_port` is where that listens.
    """

    app: web.Application
    port: int
    bridge_port: int
    openai: OpenAIServer
    anthropic: AnthropicServer
    guests: AsyncExitStack = field(default_factory=AsyncExitStack)

    async def enter(self, path: str = "/ws", *, port: int = 0, **headers: str) -> Frames:
        """Connect to the room."""
        guest = await Frames.open(port or self.port, path, **headers)
        self.guests.push_async_callback(guest.close)
        return guest


@asynccontextmanager
async def open_room(
    settings: Callable[..., Settings], *, parts: dict[str, Any] | None = None, **wanted: Any
) -> AsyncIterator[Room]:
    """Open the room with keys for both providers; `parts` are those of `create_app`."""
    async with OpenAIServer(key=KEY) as openai, AnthropicServer(key=KEY) as anthropic:
        made = settings(
            **{
                "keys": {"openai": KEY, "anthropic": KEY},
                "addresses": {"openai": openai.url, "anthropic": anthropic.url},
                **wanted,
            }
        )
        model = ScriptedModel(lambda _: "ok")
        app = await asyncio.to_thread(create_app, made, model=model, **(parts or {}))
        own = await asyncio.to_thread(create_table, app)
        async with (
            serving(app, "127.0.0.1", 0, drain=1.0) as bridge,
            serving(own, "127.0.0.1", 0, drain=1.0) as door,
        ):
            room = Room(app, door.port, bridge.port, openai, anthropic)
            async with room.guests:
                yield room


async def answer(guest: Frames, **frame: Any) -> dict[str, Any]:
    """Send a frame; return the last answer that comes of it."""
    await guest.send(frame)
    events = await guest.until(lambda e: e["type"] == "agent_response" and "handoff" not in e)
    last: dict[str, Any] = events[-1]
    return last
