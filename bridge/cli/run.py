"""`tower run`: the bridge and the MUD as two children, looked after until they are stopped."""

import asyncio
import contextlib
import ctypes
import fcntl
import json
import os
import secrets
import signal
import socket
import sys
import time
import urllib.request
from collections import deque
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from dotenv import load_dotenv
from pydantic import ValidationError

from bridge.settings import SERVICE_TOKEN_FILE, Settings

REPO = Path(__file__).parents[2]
_LIBC = ctypes.CDLL(None)

#: A child that ends by itself is started again, but not more often than this within a minute.
RESTARTS = 5
#: Bytes of a log after which the next start begins a new one; the one before is kept.
LOG_BYTES = 10 * 1024 * 1024
#: Seconds a child is given to stop by itself.
STOP_SECONDS = 30.0
#: Seconds the world is given to open; the first time it also makes its database.
OPEN_SECONDS = 240.0


class Child:
    """One process that must run for as long as the world is open."""

    def __init__(self, name: str, argv: list[str], env: Mapping[str, str], log: Path) -> None:
        self.name = name
        self._argv = argv
        self._env = env
        self._log = log
        self._starts: deque[float] = deque(maxlen=RESTARTS + 1)
        self._process: asyncio.subprocess.Process | None = None
        self.ready = asyncio.Event()
        self.on_line: Callable[[str], None] = lambda _line: None

    async def keep(self) -> None:
        """Run the process, again whenever it ends by itself; return when that is too often."""
        while len(self._starts) <= RESTARTS or time.monotonic() - self._starts[0] > 60:
            if self._starts:
                _say(f"The {self.name} ended; it is started again.")
            self._starts.append(time.monotonic())
            if await self._once() == 2:
                return  # its settings are wrong; another start would not mend that

    async def _once(self) -> int:
        if self._log.exists() and self._log.stat().st_size > LOG_BYTES:
            self._log.replace(self._log.with_suffix(".log.1"))
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *self._argv,
                env=dict(self._env),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.PIPE,
                stderr=log,
                start_new_session=True,  # Ctrl-C reaches us alone, and we stop it in order
                preexec_fn=_end_with_parent,
            )
            assert self._process.stdout  # noqa: S101 - a pipe was asked for
            async for line in self._process.stdout:
                self.on_line(line.decode(errors="replace").rstrip())
            return await self._process.wait()

    async def stop(self) -> None:
        """End the process; kill it when it does not end in time."""
        process = self._process
        if process is None or process.returncode is not None:
            return
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        try:
            async with asyncio.timeout(STOP_SECONDS):
                await process.wait()
        except TimeoutError:
            _say(f"The {self.name} did not stop by itself and is killed.")
            process.kill()
            await process.wait()


def main() -> int:
    """Open the world and keep it open until a signal; return the exit status."""
    load_dotenv(REPO / ".env")
    try:
        settings = Settings.from_env(os.environ)
        at = ports(os.environ)
    except ValidationError as error:
        first = error.errors(include_input=False)[0]
        return _fail(2, f"{str(first['loc'][0]).upper()}: {first['msg']}.")
    except ValueError as error:
        return _fail(2, str(error))
    if refusal := settings.refusal():
        return _fail(2, refusal)
    settings.timmy_home.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (settings.timmy_home / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return _fail(1, f"The world in {settings.timmy_home} is open already.")
        for name, port in at.items():
            if list(at.values()).count(port) > 1 or not _is_free(port):
                return _fail(1, f"Port {port} is in use; set {name} to another one.")
        _make_token(settings.timmy_home / SERVICE_TOKEN_FILE)
        return asyncio.run(_open(settings))


def ports(environ: Mapping[str, str]) -> dict[str, int]:
    """Return the port of every door, by the variable that sets it.

    Raises:
        ValueError: a variable holds no number.
    """
    defaults = {
        "TIMMY_BRIDGE_PORT": 4004,
        "MUD_TELNET_PORT": 4000,
        "MUD_WEB_PORT": 4001,
        "MUD_WEBSOCKET_PORT": 4002,
        "MUD_WEB_PROXY_PORT": 4005,
        "MUD_AMP_PORT": 4006,
    }
    wrong = [name for name in defaults if not (environ.get(name) or "0").isdigit()]
    if wrong:
        raise ValueError(f"{wrong[0]}: a port is a number.")
    return {name: int(environ.get(name) or port) for name, port in defaults.items()}


async def _open(settings: Settings) -> int:
    """Run both children until a signal comes or one of them cannot be kept."""
    bridge, mud = _children(settings)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(number, stop.set)
    _say("Opening the Tower.")
    keeping = [asyncio.create_task(child.keep(), name=child.name) for child in (bridge, mud)]
    opening = asyncio.create_task(_announce(settings, mud), name="opening")
    stopped = asyncio.create_task(stop.wait(), name="signal")
    try:
        await asyncio.wait([*keeping, stopped], return_when=asyncio.FIRST_COMPLETED)
        gone = [task.get_name() for task in keeping if task.done()]
        if gone:
            _say(f"The {gone[0]} cannot be kept running; see {settings.timmy_home / 'logs'}.")
        _say("Closing the Tower.")
    finally:
        for task in (*keeping, opening, stopped):
            task.cancel()
        # The MUD first: its last reports still find the bridge.
        await mud.stop()
        await bridge.stop()
        await asyncio.wait([*keeping, opening, stopped])
    return 1 if gone else 0


def _children(settings: Settings) -> tuple[Child, Child]:
    logs = settings.timmy_home / "logs"
    logs.mkdir(exist_ok=True)
    env = {**os.environ, "TIMMY_HOME": str(settings.timmy_home), "PYTHONUNBUFFERED": "1"}
    bridge = Child("bridge", [sys.executable, "-m", "bridge"], env, logs / "bridge.log")
    mud = Child("MUD", [sys.executable, str(REPO / "mud")], _without_keys(env), logs / "mud.log")
    bridge.on_line = _say
    mud.on_line = lambda line: mud.ready.set() if line.startswith("mud: ready") else _say(line)
    return bridge, mud


def _without_keys(env: Mapping[str, str]) -> dict[str, str]:
    """Return `env` without the providers' keys: only the bridge needs them."""
    return {name: value for name, value in env.items() if not name.endswith("_API_KEY")}


async def _announce(settings: Settings, mud: Child) -> None:
    """Say how to come in, once both children answer."""
    started = time.monotonic()
    try:
        async with asyncio.timeout(OPEN_SECONDS):
            health = await _first_health(settings)
            await mud.ready.wait()
    except TimeoutError:
        _say(f"The Tower is not open after {OPEN_SECONDS:.0f} s; see {settings.timmy_home}/logs.")
        return
    _say(doors(settings, os.environ, health, time.monotonic() - started))


def doors(
    settings: Settings, environ: Mapping[str, str], health: dict[str, Any], seconds: float
) -> str:
    """Return how to come in by each door, and who answers."""
    at, voice = ports(environ), health["voice"]
    home, bridge_url = settings.timmy_home, settings.bridge_url
    host = environ.get("MUD_INTERFACE") or "127.0.0.1"
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - compared, not bound
    lines = [
        f"The Tower is open ({seconds:.0f} s).",
        "",
        f"  telnet   telnet {host} {at['MUD_TELNET_PORT']}",
        f"  web      http://{host}:{at['MUD_WEB_PORT']}/",
        f"  curl     curl {bridge_url}/bridge/health",
        f"  the API  {bridge_url}/docs",
        "",
        f"  voice    {voice['name']}. {voice['reason']}",
        f"  files    {home} (logs in {home / 'logs'})",
        *(f"  NOTE     {sentence}" for sentence in health["degraded"]),
        "",
        "Ctrl-C closes it.",
    ]
    return "\n".join(lines)


async def _first_health(settings: Settings) -> dict[str, Any]:
    """Ask until the bridge answers."""
    while True:
        if health := await asyncio.to_thread(_health, settings):
            return health
        await asyncio.sleep(0.1)


def _health(settings: Settings) -> dict[str, Any] | None:
    token = {"Authorization": f"Bearer {settings.service_token()}"}
    asked = urllib.request.Request(f"{settings.bridge_url}/bridge/health", headers=token)  # noqa: S310 - http it is
    try:
        with urllib.request.urlopen(asked, timeout=2) as response:  # noqa: S310 - likewise
            found: dict[str, Any] = json.load(response)
            return found
    except (OSError, ValueError):
        return None


def _end_with_parent() -> None:
    """Ask the kernel to end this process when its parent is gone, even by `kill -9` (Linux)."""
    if hasattr(_LIBC, "prctl"):
        _LIBC.prctl(1, signal.SIGTERM, 0, 0, 0)  # PR_SET_PDEATHSIG


def _make_token(path: Path) -> None:
    """Make the token that the MUD shows to the bridge, readable by the owner alone."""
    if not path.exists():
        fresh = path.with_suffix(".new")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(32), encoding="ascii")
        fresh.replace(path)


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _say(text: str) -> None:
    print(text, flush=True)


def _fail(status: int, sentence: str) -> int:
    sys.stderr.write(f"{sentence}\n")
    return status
