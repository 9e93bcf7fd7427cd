"""`tower run`: the bridge and the MUD as two children, looked after until they are stopped."""

import asyncio
import fcntl
import json
import os
import secrets
import signal
import socket
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from typing import Any

from bridge.cli.children import Child
from bridge.cli.configured import settings as configured
from bridge.errors import SetUpError
from bridge.models.catalog import Catalog
from bridge.models.choice import choose, recorder_of
from bridge.settings import SERVICE_TOKEN_FILE, Settings
from bridge.table.seats import seats_of

REPO = Path(__file__).parents[2]
#: Seconds that closing may take in all, and the MUD's part of them.
CLOSE_SECONDS, MUD_SECONDS = 28.0, 14.0
#: Seconds the world is given to open; the first time it also makes its database.
OPEN_SECONDS = 240.0
#: The MUD finds this file when the bridge does not come back, and tells its players.
STAYS_DOWN_FILE = "bridge-stays-down"

_ALONE = {
    "bridge": (
        "THE BRIDGE CANNOT BE KEPT RUNNING. The MUD stays open without Timmy: people can walk and"
        " speak there, and a sign of crisis is answered."
    ),
    "MUD": (
        "THE MUD CANNOT BE KEPT RUNNING. The bridge stays open: Timmy answers by HTTP, and a sign"
        " of crisis is answered."
    ),
}


def main() -> int:
    """Open the world and keep it open until a signal; return the exit status."""
    try:
        settings = configured()
        at = ports(os.environ)
        catalog = Catalog.load(settings.timmy_models)
        choose(settings, catalog)
        seats_of(settings, catalog)
    except (SetUpError, ValueError) as error:
        return _fail(2, str(error))
    if refusal := settings.refusal():
        return _fail(2, refusal)
    settings.timmy_home.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (settings.timmy_home / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return _fail(1, f"The world in {settings.timmy_home} is open already.")
        try:
            if recorder := recorder_of(settings):
                asyncio.run(recorder.aclose())  # the bridge is to open it
        except SetUpError as error:
            return _fail(2, str(error))
        for name, port in at.items():
            if list(at.values()).count(port) > 1 or not _is_free(port):
                return _fail(1, f"Port {port} is in use; set {name} to another one.")
        _make_token(settings.timmy_home / SERVICE_TOKEN_FILE)
        (settings.timmy_home / STAYS_DOWN_FILE).unlink(missing_ok=True)
        return asyncio.run(_open(settings))


def ports(environ: Mapping[str, str]) -> dict[str, int]:
    """Return the port of every door, by the variable that sets it.

    Raises:
        ValueError: a variable holds no number.
    """
    defaults = {
        "TIMMY_BRIDGE_PORT": 4004,
        "PORT": 8000,
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


class _Signals:
    """The first signal asks to close, the second one to do so at once."""

    def __init__(self) -> None:
        self.close, self.now = asyncio.Event(), asyncio.Event()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, self._came)

    def _came(self) -> None:
        (self.now if self.close.is_set() else self.close).set()


async def _open(settings: Settings) -> int:
    """Run both children until a signal comes; return the exit status.

    A child that cannot be kept running stays down, and that is said; the other one goes on alone,
    if the world was open before.
    """
    bridge, mud = _children(settings)
    signals = _Signals()
    _say("Opening the Tower.")
    keeping = {asyncio.create_task(child.keep(), name=child.name) for child in (bridge, mud)}
    opening = asyncio.create_task(_announce(settings, mud), name="opening")
    stopped = asyncio.create_task(signals.close.wait(), name="signal")
    running = set(keeping)
    try:
        while running and not signals.close.is_set():
            await asyncio.wait([*running, stopped], return_when=asyncio.FIRST_COMPLETED)
            for task in [task for task in running if task.done() and not signals.close.is_set()]:
                running.discard(task)
                if not opening.done() or opening.result() is False:
                    _say(f"The {task.get_name()} does not run; see {_logs(settings)}.")
                    running.clear()
                elif running:
                    _say_alone(settings, task.get_name())
        _say("Closing the Tower.")
    finally:
        await _close(bridge, mud, signals.now)
        for one in (*keeping, opening, stopped):
            one.cancel()
        await asyncio.wait([*keeping, opening, stopped])
    return 0 if len(running) == len(keeping) and not signals.now.is_set() else 1


def _say_alone(settings: Settings, gone: str) -> None:
    """Say loudly that one child stays down; let the MUD know when it is the bridge."""
    _say(f"{_ALONE[gone]}\nSee {_logs(settings)}. Ctrl-C closes the Tower.")
    if gone == "bridge":
        (settings.timmy_home / STAYS_DOWN_FILE).touch()


async def _close(bridge: Child, mud: Child, now: asyncio.Event) -> None:
    """Stop both: the MUD first, so that its last reports find the bridge; `now` hurries it."""
    closing = asyncio.create_task(_close_in_order(bridge, mud), name="closing")
    hurry = asyncio.create_task(now.wait(), name="hurry")
    await asyncio.wait([closing, hurry], return_when=asyncio.FIRST_COMPLETED)
    if not closing.done():
        _say("Closing at once.")
        for child in (mud, bridge):
            child.tell_to_end()
        for child in (mud, bridge):
            await child.stop_now()
        closing.cancel()
    hurry.cancel()
    await asyncio.wait([closing, hurry])


async def _close_in_order(bridge: Child, mud: Child) -> None:
    until = time.monotonic() + CLOSE_SECONDS
    await mud.stop(MUD_SECONDS)
    await bridge.stop(until - time.monotonic())


def _children(settings: Settings) -> tuple[Child, Child]:
    logs = _logs(settings)
    logs.mkdir(exist_ok=True)
    env = {**os.environ, "TIMMY_HOME": str(settings.timmy_home), "PYTHONUNBUFFERED": "1"}
    argv = [sys.executable, "-m", "bridge"], [sys.executable, str(REPO / "mud")]
    bridge = Child("bridge", argv[0], env, logs / "bridge.log", _say)
    mud = Child("MUD", argv[1], _without_keys(env), logs / "mud.log", _say)
    bridge.on_line = _say
    bridge.answers = lambda: asyncio.to_thread(_answers, settings)
    mud.on_line = lambda line: mud.ready.set() if line.startswith("mud: ready") else _say(line)
    return bridge, mud


def _logs(settings: Settings) -> Path:
    return settings.timmy_home / "logs"


def _without_keys(env: Mapping[str, str]) -> dict[str, str]:
    """Return `env` without the providers' keys: only the bridge needs them."""
    return {name: value for name, value in env.items() if not name.endswith("_API_KEY")}


async def _announce(settings: Settings, mud: Child) -> bool:
    """Say how to come in, once both children answer; whether they did in time."""
    started = time.monotonic()
    try:
        async with asyncio.timeout(OPEN_SECONDS):
            health = await _first_health(settings)
            await mud.ready.wait()
    except TimeoutError:
        _say(f"The Tower is not open after {OPEN_SECONDS:.0f} s; see {_logs(settings)}.")
        return False
    _say(doors(settings, os.environ, health, time.monotonic() - started))
    return True


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
        f"  watch    {bridge_url}/",
        f"  lab      {bridge_url}/lab",
        f"  table    {settings.table_url}/",
        f"  curl     curl {_with_token(settings)}{bridge_url}/bridge/health",
        f"  the API  {bridge_url}/docs",
        "",
        f"  voice    {voice['name']}. {voice['reason']}",
        f"  files    {home} (logs in {home / 'logs'})",
        *(f"  NOTE     {sentence}" for sentence in health["degraded"]),
        "",
        "Ctrl-C closes it.",
    ]
    return "\n".join(lines)


def _with_token(settings: Settings) -> str:
    """Return what a request by curl needs besides, with the token as the shell may know it."""
    if not settings.timmy_bridge_token:
        return ""
    return '-H "Authorization: Bearer $TIMMY_BRIDGE_TOKEN" '


async def _first_health(settings: Settings) -> dict[str, Any]:
    """Ask until the bridge answers."""
    while True:
        if health := await asyncio.to_thread(_health, settings):
            return health
        await asyncio.sleep(0.1)


def _answers(settings: Settings) -> bool:
    """Whether the bridge says anything at all; one that has too much to do is not frozen."""
    try:
        _ask_how_it_is(settings).close()
    except urllib.error.HTTPError as refusal:
        refusal.close()
    except (OSError, HTTPException):
        return False
    return True


def _health(settings: Settings) -> dict[str, Any] | None:
    try:
        with _ask_how_it_is(settings) as response:
            found: dict[str, Any] = json.load(response)
            return found
    except (OSError, ValueError):
        return None


def _ask_how_it_is(settings: Settings) -> HTTPResponse:
    token = {"Authorization": f"Bearer {settings.service_token()}"}
    asked = urllib.request.Request(f"{settings.bridge_url}/bridge/health", headers=token)  # noqa: S310 - http it is
    response: HTTPResponse = urllib.request.urlopen(asked, timeout=2)  # noqa: S310 - likewise
    return response


def _make_token(path: Path) -> None:
    """Make the token that the MUD shows to the bridge, readable by the owner alone."""
    if path.exists() and path.read_bytes().strip():
        return
    fresh = path.with_suffix(".new")
    fresh.touch(mode=0o600)
    with fresh.open("w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(32))
        file.flush()
        os.fsync(file.fileno())
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
