"""Callers that speak HTTP as bytes, and a bridge behind its door for them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from bridge import keys
from bridge.app import create_app
from bridge.models.scripted import Script, ScriptedModel
from bridge.serving import serving
from tests.bridge.lines import House, Line
from tests.bridge.residents import Part, Voices, talkative


@pytest.fixture
async def call():
    """Return what opens a `Line` to a port; all are closed when the test ends."""
    lines: list[Line] = []

    async def opened(port: int, *, unread: int | None = None) -> Line:
        lines.append(await Line.open(port, unread=unread))
        return lines[-1]

    yield opened
    for line in lines:
        line.close()
    await asyncio.sleep(0)


@pytest.fixture
def open_house(settings, call):
    """Return what serves a bridge behind its door, with a model that follows a script.

    `limits` are those of `serving`, `gate` holds the model back, all else is settings.
    """

    @asynccontextmanager
    async def opened(
        script: Script = lambda _: "ok",
        *,
        gate: asyncio.Event | None = None,
        limits: dict[str, Any] | None = None,
        **wanted: Any,
    ) -> AsyncIterator[House]:
        model = ScriptedModel(script, gate=gate)
        wanted.setdefault("timmy_requests_per_minute", 10**6)
        app = await asyncio.to_thread(create_app, settings(**wanted), model=model)
        async with serving(app, "127.0.0.1", 0, **(limits or {})) as door:
            yield House(door, app, model, call)

    return opened


@pytest.fixture
def house(aiohttp_client, settings):
    """Open a house whose people follow a script and take no rests; return a client, and voices.

    `npcs`, `wall`, `clock` and `model` are those of `create_app`, the rest is settings. Opened
    again after `await client.close()`, it is the same house after a restart.
    """

    async def opened(part: Part | None = None, **wanted: Any):
        parts = {k: wanted.pop(k) for k in ("npcs", "wall", "clock", "model") if k in wanted}
        voices = Voices(part or talkative(), parts.get("npcs"))
        parts.setdefault("model", Voices(talkative()))
        made = settings(**{"timmy_npc_rest": 0, "timmy_requests_per_minute": 10**6, **wanted})
        app = await asyncio.to_thread(create_app, made, npc_model=voices, **parts)
        app[keys.NPCS].dice = lambda: 0.9  # nobody leaves of their own accord
        return await aiohttp_client(app), voices

    return opened
