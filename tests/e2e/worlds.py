"""Worlds for the end-to-end tests: real processes, each world with a home and ports of its own."""

import contextlib
import functools
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.e2e.telnet import Telnet

ROOT = Path(__file__).parents[2]
PORTS = (
    "TIMMY_BRIDGE_PORT",
    "PORT",
    "MUD_TELNET_PORT",
    "MUD_WEB_PORT",
    "MUD_WEBSOCKET_PORT",
    "MUD_WEB_PROXY_PORT",
    "MUD_AMP_PORT",
)


def free_ports(count: int) -> list[int]:
    """Return ports that nobody listens on."""
    with contextlib.ExitStack() as stack:
        probes = [stack.enter_context(socket.socket()) for _ in range(count)]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in probes]


@dataclass
class World:
    """A bridge and a MUD that run.

    Attributes:
        said: what the MUD printed on standard output until it was ready.
    """

    home: Path
    env: dict[str, str]
    said: list[str] = field(default_factory=list)
    bridge: subprocess.Popen[bytes] | None = None
    mud: subprocess.Popen[bytes] | None = None

    def port(self, name: str) -> int:
        """Return the port of a door, by its variable."""
        return int(self.env[name])

    @property
    def bridge_url(self) -> str:
        """Where the bridge answers."""
        return f"http://127.0.0.1:{self.port('TIMMY_BRIDGE_PORT')}"

    @property
    def token(self) -> str:
        """What the MUD shows to the bridge."""
        return (self.home / "service-token").read_text(encoding="ascii").strip()

    async def telnet(self) -> Telnet:
        """Come to the telnet door."""
        return await Telnet.connect("127.0.0.1", self.port("MUD_TELNET_PORT"))

    def start_bridge(self) -> None:
        """Start the bridge and wait until it listens."""
        with (self.home / "bridge.log").open("ab") as log:
            self.bridge = subprocess.Popen(
                [sys.executable, "-m", "bridge"], cwd=ROOT, env=self.env, stdout=log, stderr=log
            )
        wait_for_port(self.port("TIMMY_BRIDGE_PORT"), self.bridge)

    def start_mud(self) -> None:
        """Start the MUD and wait until it says that it is ready."""
        with (self.home / "mud.log").open("ab") as log:
            self.mud = subprocess.Popen(
                [sys.executable, str(ROOT / "mud")],
                cwd=ROOT,
                env=self.env,
                stdout=subprocess.PIPE,
                stderr=log,
            )
        self.said = read_until_ready(self.mud, self.home / "mud.log")

    def stop(self) -> None:
        """Stop both; the MUD must end well."""
        for process in (self.bridge, self.mud):
            if process and process.poll() is None:
                process.send_signal(signal.SIGCONT)
                process.send_signal(signal.SIGTERM)
        for process in (self.bridge, self.mud):
            if process:
                process.wait(40)
        if self.mud and self.mud.stdout:
            self.mud.stdout.close()

    def pid(self, name: str) -> int:
        """Return the process id of Evennia's `portal` or `server`, or 0 while there is none."""
        try:
            pid = int((self.home / "mud" / "server" / f"{name}.pid").read_text(encoding="ascii"))
            os.kill(pid, 0)
        except (OSError, ValueError):
            return 0
        return pid


def read_until_ready(mud: subprocess.Popen[bytes], log: Path) -> list[str]:
    """Return what the MUD prints, up to the line that says it is ready."""
    assert mud.stdout
    give_up, said = time.monotonic() + 50, b""
    while time.monotonic() < give_up:
        if select.select([mud.stdout], [], [], 0.5)[0]:
            data = os.read(mud.stdout.fileno(), 4096)
            said += data
            if b"mud: ready" in said:
                return said.decode().splitlines()
            if not data:
                break
    mud.kill()
    raise AssertionError(f"the MUD did not come up:\n{log.read_text(errors='replace')[-4000:]}")


def wait_for_port(port: int, process: subprocess.Popen[bytes]) -> None:
    """Wait until somebody listens on `port`."""
    for _ in range(600):
        assert process.poll() is None, "the process ended"
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise AssertionError(f"nobody listens on {port}")


def environment(home: Path, **extra: str) -> dict[str, str]:
    """Return the environment of a world: a home, free ports, and nothing of the tester's own."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("TIMMY_", "MUD_", "DJANGO"))}
    ports = dict(zip(PORTS, map(str, free_ports(len(PORTS))), strict=True))
    ours = {"TIMMY_HOME": str(home), "MUD_TESTING": "e2e", "ANTHROPIC_API_KEY": ""}
    ours["TIMMY_NPCS"] = "false"  # nobody talks in between, where a test does not want it
    return {**kept, **ours, **ports, **extra}


@functools.cache
def template(folder: Path) -> World:
    """Return a world whose first start is done, to be copied; made once for each `folder`."""
    home = folder / "tower-template"
    home.mkdir()
    (home / "service-token").write_text("the-token-of-the-tests", encoding="ascii")
    world = World(home, environment(home))
    world.start_mud()
    world.stop()
    return world


@contextlib.contextmanager
def open_world(
    base: pytest.TempPathFactory, home: Path, *, bridge: bool = True, **env: str
) -> Iterator[World]:
    """Open a world in a copy of the template; stop all of it at the end."""
    shutil.copytree(template(base.getbasetemp()).home, home)
    world = World(home, environment(home, **env))
    try:
        if bridge:
            world.start_bridge()
        world.start_mud()
        yield world
    finally:
        world.stop()
