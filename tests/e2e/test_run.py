"""`tower run`, as `make run` calls it: opens the world, says how to come in, closes it cleanly."""

import asyncio
import re
import signal
import socket
import stat
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.e2e.worlds import environment

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(240)]


@asynccontextmanager
async def tower(env: dict[str, str]) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run `tower run`; kill it with all its children if the test does not stop it."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bridge.cli.tower", "run"),
        env=env,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.terminate()
            await process.wait()


async def read_until(process: asyncio.subprocess.Process, wanted: str) -> str:
    """Return what the process printed, up to the line that holds `wanted`."""
    assert process.stdout
    seen = ""
    while wanted not in seen:
        line = await process.stdout.readline()
        assert line, f"it ended without {wanted!r}: {seen}"
        seen += line.decode()
    return seen


async def greeting(port: str) -> str:
    """Return the first that a visitor by telnet sees."""
    reader, writer = await asyncio.open_connection("127.0.0.1", int(port))
    seen = await reader.readuntil(b"create")
    writer.close()
    return seen.decode(errors="replace")


def left_behind(home: Path) -> list[str]:
    """Return the command lines of processes that still belong to this home."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if str(home).encode() in (entry / "environ").read_bytes():
                found.append((entry / "cmdline").read_bytes().replace(b"\0", b" ").decode())
        except OSError:
            continue
    return [line for line in found if "pytest" not in line and line]


async def test_the_world_opens_twice_and_closes_without_a_trace(tmp_path: Path):
    """The first start makes everything; the second finds it; neither leaves a process behind."""
    env = environment(tmp_path, TIMMY_MODEL="offline")
    passwords = []
    for number in (signal.SIGTERM, signal.SIGHUP):
        async with tower(env) as process:
            said = await read_until(process, "Ctrl-C closes it.")
            passwords += re.findall(r"with the password (\S+)", said)
            welcome = await greeting(env["MUD_TELNET_PORT"])
            process.send_signal(number)
            assert await process.wait() == 0
        assert f"telnet 127.0.0.1 {env['MUD_TELNET_PORT']}" in said
        assert "voice    offline. TIMMY_MODEL asks for the offline voice." in said
        assert "Timmy" in welcome
        assert left_behind(tmp_path) == []

    kept = tmp_path / "admin-password"
    assert passwords == [kept.read_text().strip()]  # shown once, at the first start
    for secret in (kept, tmp_path / "service-token", tmp_path / "mud-secret-key"):
        assert stat.S_IMODE(secret.stat().st_mode) == 0o600


async def test_a_taken_port_is_named_with_the_setting_that_moves_it(tmp_path: Path):
    """The commonest reason why nothing starts must be a sentence, not a traceback."""
    env = environment(tmp_path)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", int(env["MUD_TELNET_PORT"])))
        taken.listen()
        async with tower(env) as process:
            said, _ = await process.communicate()

    assert process.returncode == 1
    assert "set MUD_TELNET_PORT to another one" in said.decode()
    assert "Traceback" not in said.decode()


@pytest.mark.parametrize(
    ("wrong", "begins"),
    [
        ({"TIMMY_MAX_SESSIONS": "many"}, "TIMMY_MAX_SESSIONS: "),
        ({"MUD_TELNET_PORT": "abc"}, "MUD_TELNET_PORT: "),
        ({"TIMMY_BRIDGE_HOST": "0.0.0.0"}, "TIMMY_BRIDGE_HOST=0.0.0.0 can be reached"),  # noqa: S104
    ],
)
async def test_a_wrong_setting_is_a_sentence_and_exit_status_2(
    tmp_path: Path, wrong: dict[str, str], begins: str
):
    """Whoever mistyped a value learns which one."""
    async with tower(environment(tmp_path, **wrong)) as process:
        said, _ = await process.communicate()

    assert process.returncode == 2
    assert said.decode().startswith(begins)
