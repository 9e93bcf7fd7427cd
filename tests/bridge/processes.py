"""Bridges as processes of their own, and a provider that answers when it is told to."""

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

from tests.bridge.lines import Line
from tests.conftest import SERVICE_TOKEN
from tests.e2e.worlds import ROOT, free_ports
from tests.providers.anthropic import AnthropicServer


class HeldServer(AnthropicServer):
    """A provider that keeps every request waiting until `open` is set."""

    def __init__(self) -> None:
        super().__init__()
        self.open = asyncio.Event()
        self.waiting = 0

    async def __aenter__(self) -> "HeldServer":
        await super().__aenter__()
        return self

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        self.waiting += 1
        try:
            await self.open.wait()
        finally:
            self.waiting -= 1
        return await super()._answer(request)


@dataclass
class BridgeProcess:
    """A bridge that runs by itself."""

    process: asyncio.subprocess.Process
    port: int
    log: Path

    def stop(self) -> None:
        """Ask it to stop."""
        self.process.send_signal(signal.SIGTERM)

    def logged(self) -> str:
        """Return what it has logged."""
        return self.log.read_text(encoding="utf-8")


@asynccontextmanager
async def bridge_process(home: Path, **env: str) -> AsyncIterator[BridgeProcess]:
    """Run a bridge whose files lie in `home`, until it listens; kill it if it is left running."""
    (port,) = free_ports(1)
    ours = {
        "TIMMY_HOME": str(home),
        "TIMMY_BRIDGE_PORT": str(port),
        "PORT": "0",
        "TIMMY_SERVICE_TOKEN": SERVICE_TOKEN,
        "TIMMY_REQUESTS_PER_MINUTE": "1000000",
        "ANTHROPIC_API_KEY": "",
    }
    log = home / "bridge.log"
    with log.open("ab") as out:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bridge"),
            cwd=ROOT,
            env={**os.environ, **ours, **env},
            stdout=out,
            stderr=out,
        )
    bridge = BridgeProcess(process, port, log)
    try:
        await _listening(bridge)
        yield bridge
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()


async def _listening(bridge: BridgeProcess) -> None:
    """Wait until it answers: a port that is free now may be another's a moment later."""
    while True:
        assert bridge.process.returncode is None, bridge.logged()
        try:
            line = await Line.open(bridge.port)
        except ConnectionRefusedError:
            await asyncio.sleep(0.02)
            continue
        line.ask("GET", "/bridge/health", Connection="close")
        async with asyncio.timeout(20):
            status, _ = await line.answer()
        line.close()
        assert status == 200
        return
