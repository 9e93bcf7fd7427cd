"""`tower run`, as `make run` calls it: opens the world, says how to come in, closes it cleanly."""

import asyncio
import contextlib
import os
import re
import signal
import socket
import stat
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bridge.cli.run import doors
from bridge.settings import Settings
from tests.e2e.telnet import Telnet
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


async def pid_of(home: Path, command: bytes, not_this: int = 0) -> int:
    """Wait until a process of this home runs that command; return its id."""
    async with asyncio.timeout(30):
        while True:
            if found := [pid for pid in pids(home, command) if pid != not_this]:
                return found[0]
            await asyncio.sleep(0.05)


def pids(home: Path, command: bytes) -> list[int]:
    """Return the processes of this home that run that command."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            ours = os.fsencode(home) in (entry / "environ").read_bytes()
            if ours and command in (entry / "cmdline").read_bytes():
                found.append(int(entry.name))
    return found


async def test_a_bridge_that_cannot_be_kept_leaves_the_mud_open_and_everybody_told(tmp_path: Path):
    """People can stay, and a sign of crisis is answered; but nobody is left to guess."""
    env = environment(tmp_path, TIMMY_MODEL="offline")
    async with tower(env) as process:
        await read_until(process, "Ctrl-C closes it.")
        player = await Telnet.connect("127.0.0.1", int(env["MUD_TELNET_PORT"]))
        await player.create_and_login("Wanda")
        pid = 0
        for _ in range(6):
            pid = await pid_of(tmp_path, b"-m\0bridge\0", pid)
            os.kill(pid, signal.SIGKILL)
        said = await read_until(process, "THE BRIDGE CANNOT BE KEPT RUNNING")
        assert said.count("The bridge ended; it is started again.") == 5

        await player.expect("Timmy does not come back by himself", 15)
        await player.do("say still here", 'You say, "still here"')
        await player.do("talk I want to die", "741741")
        await player.close()
        process.send_signal(signal.SIGTERM)
        assert await process.wait() == 1  # whoever started it learns that something was wrong
    assert left_behind(tmp_path) == []


@pytest.mark.proof
async def test_a_bridge_that_stays_frozen_is_started_again(tmp_path: Path):
    """One that hangs is worse than one that died, if nobody starts it again."""
    env = environment(tmp_path, TIMMY_MODEL="offline")
    async with tower(env) as process:
        await read_until(process, "Ctrl-C closes it.")
        frozen = await pid_of(tmp_path, b"-m\0bridge\0")
        os.kill(frozen, signal.SIGSTOP)
        await read_until(process, "The bridge does not answer any more and is killed.")
        await read_until(process, "The bridge ended; it is started again.")
        await pid_of(tmp_path, b"-m\0bridge\0", frozen)
        process.send_signal(signal.SIGTERM)
        assert await process.wait() == 0
    assert left_behind(tmp_path) == []


async def test_a_second_signal_closes_at_once_whatever_hangs(tmp_path: Path):
    """Whoever asks twice does not want to wait; and nothing is left behind."""
    env = environment(tmp_path, TIMMY_MODEL="offline")
    async with tower(env) as process:
        await read_until(process, "Ctrl-C closes it.")
        os.kill(await pid_of(tmp_path, b"-m\0bridge\0"), signal.SIGSTOP)
        process.send_signal(signal.SIGTERM)
        await read_until(process, "Closing the Tower.")
        process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(15):
            assert await process.wait() == 1
    assert left_behind(tmp_path) == []


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


def test_every_door_is_named_when_the_world_opens(tmp_path: Path):
    """Nobody finds a page by guessing its address."""
    settings = Settings.from_env({"TIMMY_HOME": str(tmp_path), "PORT": "8123"})
    said = doors(
        settings, {}, {"voice": {"name": "offline", "reason": "It is."}, "degraded": []}, 1
    )

    assert "watch    http://127.0.0.1:4004/\n" in said
    assert "lab      http://127.0.0.1:4004/lab\n" in said
    assert "table    http://127.0.0.1:8123/\n" in said


def test_the_request_by_curl_that_is_shown_can_be_made(tmp_path: Path):
    """Where a token is needed, the line would otherwise be refused; the token itself stays away."""
    health = {"voice": {"name": "offline", "reason": "It is."}, "degraded": []}

    def shown(**given: str) -> str:
        settings = Settings.from_env({"TIMMY_HOME": str(tmp_path), **given})
        return next(line for line in doors(settings, {}, health, 1).splitlines() if "curl" in line)

    assert shown().endswith("curl http://127.0.0.1:4004/bridge/health")
    assert shown(TIMMY_BRIDGE_TOKEN="swordfish").endswith(
        'curl -H "Authorization: Bearer $TIMMY_BRIDGE_TOKEN" http://127.0.0.1:4004/bridge/health'
    )


async def test_a_budget_that_permits_no_reply_is_said_when_the_world_opens(tmp_path: Path):
    """Else the host hears of it from the first visitor who is refused."""
    env = environment(
        tmp_path, TIMMY_MODEL="sonnet", ANTHROPIC_API_KEY="k", TIMMY_BUDGET_DAY="0.01 USD"
    )
    async with tower(env) as process:
        said = await read_until(process, "Ctrl-C closes it.")
        process.send_signal(signal.SIGTERM)
        assert await process.wait() == 0

    assert "NOTE     No reply of Claude Sonnet 5.5 can be paid" in said
    assert "TIMMY_BUDGET_DAY permits 0.01 USD" in said
