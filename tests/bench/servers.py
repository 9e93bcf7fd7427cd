"""Servers as processes of their own: started, awaited, measured, stopped."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bench import machine

HERE = Path(__file__).parent
#: Seconds in which a server must listen.
_PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Server:
    """A server that listens on a port of the loopback."""

    pid: int
    port: int

    @property
    def cpu(self) -> float:
        """Seconds of CPU it has used so far."""
        return machine.cpu_seconds(self.pid)

    @property
    def cpu_beside(self) -> float:
        """Seconds of CPU that its other threads have used: those beside the event loop."""
        return machine.cpu_seconds_beside(self.pid)

    @property
    def resident(self) -> int:
        """Bytes of memory it holds."""
        return machine.resident_bytes(self.pid)

    def wait_until_idle(self, share: float = 0.03) -> None:
        """Return once it has done next to nothing for a while."""
        used, at_rest = self.cpu, 0
        while at_rest < 3:
            time.sleep(0.2)
            now = self.cpu
            at_rest = at_rest + 1 if now - used < 0.2 * share else 0
            used = now


def free_port() -> int:
    """Return a port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(
    module: str, *args: str, port: int, core: int, env: dict[str, str] | None = None
) -> Iterator[Server]:
    """Run `python tests/bench MODULE ARGS` inside the block."""
    process = subprocess.Popen(
        [sys.executable, str(HERE), module, *args],
        env={**os.environ, **(env or {})},
    )
    machine.pin(process.pid, core)
    try:
        wait_for(port, process)
        yield Server(process.pid, port)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(40)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    """Return as soon as something listens on `port`.

    Raises:
        RuntimeError: the process has ended, or takes too long.
    """
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.002)
    raise RuntimeError(f"the server on port {port} did not start")


@contextmanager
def model() -> Iterator[Server]:
    """Run the loopback model on the load's core."""
    port = free_port()
    with running("loopback", str(port), port=port, core=machine.LOAD_CORE) as server:
        yield server


@contextmanager
def passthrough(model: Server, path: str = "/") -> Iterator[Server]:
    """Run the anchor before `model`."""
    port, url = free_port(), f"http://127.0.0.1:{model.port}{path}"
    with running("passthrough", str(port), url, port=port, core=machine.SERVER_CORE) as server:
        yield server


@contextmanager
def tower(
    model: Server, home: Path, path: str = "/", *, forgetful: bool = False, **settings: object
) -> Iterator[Server]:
    """Run the bridge before `model`, with its files in `home`."""
    port, url = free_port(), f"http://127.0.0.1:{model.port}{path}"
    env = tower_env(home, port, **settings)
    args = [url, "forgetful"] if forgetful else [url]
    with running("tower", *args, port=port, core=machine.SERVER_CORE, env=env) as server:
        yield server


def tower_env(home: Path, port: int, **settings: object) -> dict[str, str]:
    """Return the environment of a bridge with its files in `home`."""
    wanted = {"home": home, "bridge_port": port, "requests_per_minute": 10**9, **settings}
    env = {f"TIMMY_{name.upper()}": str(value) for name, value in wanted.items()}
    # Those who live in the house would ask the model at times of their own.
    quiet = {"TIMMY_NPCS": "false", "TIMMY_LOG_LEVEL": "WARNING"}
    return env | {"WORLD_DIR": str(home / "world"), "PORT": "0", **quiet}
