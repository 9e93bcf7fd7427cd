"""The OpenAPI document tells the truth: what it allows is taken, what it forbids is refused."""

import asyncio
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from bridge import keys
from bridge.app import create_app
from bridge.models.scripted import ScriptedModel
from bridge.serving import serving
from bridge.settings import Settings
from tests.conftest import SERVICE_TOKEN

#: As whom: anybody on this machine; the MUD; anybody where a token is set.
CALLERS: dict[str, tuple[dict[str, str], str]] = {
    "anybody": ({}, ""),
    "the MUD": ({}, SERVICE_TOKEN),
    "who has the token": ({"timmy_bridge_token": "open-sesame"}, "open-sesame"),
}
#: What may refuse a body that fits its schema, because only the house knows: a name that is its
#: own or that a key was used before, a line without words, the inside of a crisis state, a year 0
#: or a leap second.
ONLY_THE_HOUSE_KNOWS = {
    ("POST", "/bridge/chat"): 422,
    ("POST", "/bridge/say"): 422,
    ("POST", "/bridge/deed"): 422,
    ("POST", "/bridge/move"): 422,
    ("POST", "/bridge/listen"): 422,
    ("POST", "/bridge/crisis"): 400,
    ("GET", "/bridge/room/{room}/events"): 400,
    ("POST", "/api/conversations"): 422,
    ("POST", "/api/conversations/{id}/inject"): 422,
}
ACCEPTED = ["2xx", "401", "403", "404", "409", "429"]


@contextmanager
def served(settings: Settings) -> Iterator[str]:
    """Serve a bridge in a thread of its own; yield its URL.

    Its hub is closed, so that a feed ends once it has told what was.
    """
    app = create_app(settings, model=ScriptedModel(lambda _: "ok"))
    app[keys.HUB].close()
    ready, found = threading.Event(), list[Any]()

    async def serve() -> None:
        stop = asyncio.Event()
        async with serving(app, "127.0.0.1", 0) as door:
            found.extend([f"http://127.0.0.1:{door.port}", asyncio.get_running_loop(), stop])
            ready.set()
            await stop.wait()

    thread = threading.Thread(target=lambda: asyncio.run(serve()))
    thread.start()
    try:
        assert ready.wait(20)
        url, loop, stop = found
        yield url
        loop.call_soon_threadsafe(stop.set)
    finally:
        thread.join(40)


def configured(folder: Path) -> Path:
    """Return the file that says which refusals are no fault of the document."""
    path = folder / "schemathesis.toml"
    sections = [
        f'[[operations]]\ninclude-name = "{method} {where}"\n'
        f"checks.positive_data_acceptance.expected-statuses = {[*ACCEPTED, str(status)]}\n"
        for (method, where), status in ONLY_THE_HOUSE_KNOWS.items()
    ]
    path.write_text("\n".join(sections), encoding="utf-8")
    return path


def obeyed(settings: Any, folder: Path, who: str, examples: int) -> None:
    """Ask what the document allows and what it forbids, and check every answer."""
    wanted, token = CALLERS[who]
    given = settings(timmy_requests_per_minute=10**9, timmy_max_sessions=50, **wanted)
    with served(given) as url:
        found = subprocess.run(
            [
                *(sys.executable, "-m", "schemathesis.cli"),
                *("--config-file", str(configured(folder)), "run", f"{url}/openapi.json"),
                *("--checks", "all", "--phases", "examples,coverage,fuzzing"),
                *("--max-examples", str(examples), "--seed", "1", "--no-color"),
                *(("-H", f"Authorization: Bearer {token}") if token else ()),
            ],
            cwd=folder,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            text=True,
            timeout=1700,
            check=False,
        )
    assert found.returncode == 0, found.stdout[-8000:] + found.stderr[-2000:]
    assert "Tested: " in found.stdout


@pytest.mark.e2e
@pytest.mark.parametrize("who", CALLERS)
def test_every_operation_does_what_the_document_says(settings, tmp_path, who):
    """Statuses, kinds, headers and shapes of all answers, and which requests are refused."""
    obeyed(settings, tmp_path, who, examples=15)


@pytest.mark.proof
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("who", CALLERS)
def test_every_operation_does_so_a_thousand_times(settings, tmp_path, who):
    """The same at length: a thousand examples for each operation."""
    obeyed(settings, tmp_path, who, examples=1000)
