"""What every test may rely on: no keys, no network beyond loopback, no blocking calls."""

import asyncio
import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from blockbuster import BlockBuster, blockbuster_ctx

from bridge.app import create_app
from bridge.models.calls import Deadlines
from bridge.models.scripted import Script, ScriptedModel
from bridge.settings import Settings

# A property is tried on a few examples each time, and on many by `make proof`.
hypothesis.settings.register_profile("few", max_examples=60, deadline=None)
hypothesis.settings.register_profile("proof", max_examples=2000, deadline=None)
hypothesis.settings.load_profile("few")

SERVICE_TOKEN = "service-token-of-the-tests"
#: With it the MUD speaks for its players.
MUD = {"Authorization": f"Bearer {SERVICE_TOKEN}"}


@pytest.fixture(autouse=True)
def _no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.endswith("_API_KEY") or name.startswith(("TIMMY_", "MUD_")):
            monkeypatch.delenv(name)


@pytest.fixture(autouse=True)
def _loopback_only(monkeypatch: pytest.MonkeyPatch) -> None:
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and address[0] not in {"127.0.0.1", "::1", "localhost"}:
            pytest.fail(f"a test reached for the network: {address}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(autouse=True)
def _no_blocking() -> Iterator[BlockBuster]:
    """Fail when a module of the bridge blocks the event loop."""
    with blockbuster_ctx("bridge") as buster:
        yield buster


@pytest.fixture
def settings(tmp_path: Path) -> Callable[..., Settings]:
    """Return settings whose files lie in the test's own folder."""

    def make(**wanted: object) -> Settings:
        given = {"timmy_home": tmp_path, "timmy_service_token": SERVICE_TOKEN, **wanted}
        return Settings.model_validate(given)

    return make


@pytest.fixture
def bridge(aiohttp_client, settings):
    """Start a bridge whose model follows a script; return its client and that model.

    Started again after `await client.close()`, it is the same bridge after a restart. `gate` holds
    the model back; `clock`, `wall` and `deadlines` are those of `create_app`, the rest is settings.
    """

    async def start(script: Script = lambda _: "ok", **wanted: Any):
        parts = {k: wanted.pop(k) for k in ("clock", "wall", "deadlines") if k in wanted}
        model = ScriptedModel(script, gate=wanted.pop("gate", None))
        parts.setdefault("deadlines", Deadlines())
        # Off the event loop, as at a real start, because it opens files.
        app = await asyncio.to_thread(create_app, settings(**wanted), model=model, **parts)
        return await aiohttp_client(app), model

    return start
