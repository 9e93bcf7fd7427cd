"""`tower npc` and `tower watch`: the house from a terminal."""

import asyncio
import os
import re
import sys
from contextlib import asynccontextmanager
from pathlib import Path

from bridge import keys
from bridge.cli import watch
from bridge.npcs.place import LINES
from tests.bridge.people import GARDEN, get, say, until
from tests.bridge.residents import resting
from tests.conftest import SERVICE_TOKEN

ROOT = Path(__file__).parents[2]


@asynccontextmanager
async def tower(client, *command: str):
    """Run the command against the bridge of `client`; kill it at the end."""
    env = {
        **{k: v for k, v in os.environ.items() if not k.startswith("TIMMY_")},
        "TIMMY_BRIDGE_PORT": str(client.port),
        "TIMMY_SERVICE_TOKEN": SERVICE_TOKEN,
        "TIMMY_HOME": "/nonexistent",
    }
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bridge.cli.tower", *command),
        cwd=ROOT,
        env=env,
        stdin=pipe,
        stdout=pipe,
        stderr=pipe,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def run(client, *command: str) -> tuple[int, str, str]:
    """Return exit status, output and complaints of a command that ends by itself."""
    async with tower(client, *command) as process:
        out, err = await process.communicate()
    return process.returncode or 0, out.decode(), err.decode()


async def test_the_operator_silences_the_house(house):
    """From a terminal, while the bridge runs."""
    client, _ = await house()

    paused, closed = await asyncio.gather(
        run(client, "npc", "pause"), run(client, "watch", "threshold")
    )

    assert paused[0] == 0
    assert "They are silenced" in paused[1]
    assert "Old Marcus    The Garden      paused" in paused[1]
    assert (await get(client, "/bridge/npcs"))["paused"]
    assert closed[0] == 1
    assert closed[2] == "The Threshold is for those who are in it; it is not watched.\n"


def test_a_room_that_is_none_is_answered_with_those_that_may_be_watched(capsys):
    """Whoever asks for the moon learns what there is."""
    assert watch.main("moon") == 2
    assert "may be watched: The Garden, The Forge, The Bridge." in capsys.readouterr().err


async def test_a_room_is_followed_until_ctrl_c(house):
    """Inert text, one line each; Enter asks for more; a line that breaks is taken up again."""
    client, _ = await house()
    app = client.server.app
    await say(client, "Ann", "\x1b[31mred\x1b[0m |rflag\nline", GARDEN)
    await until(resting(client, GARDEN))
    async with tower(client, "watch", "garden") as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        assert b"You watch The Garden from outside." in await process.stderr.readline()
        seen = [(await process.stdout.readline()).decode() for _ in range(3)]
        process.stdin.write(b"\n")
        await process.stdin.drain()
        await until(lambda: app[keys.NPCS].places[GARDEN].watchers == 1)
        while "leaf 11 " not in seen[-1]:
            seen.append((await process.stdout.readline()).decode())
        assert await process.stderr.readline() == b"From here on it is live.\n"
        app[keys.HUB].close()  # every reader is let go, and none comes back to this bridge
        assert b"trying again" in await process.stderr.readline()
        process.send_signal(2)
        await process.wait()

    assert process.returncode == 0
    told = [re.sub(r"^\[\d\d:\d\d\] ", "", line) for line in seen]
    assert told[:3] != seen[:3]  # what is over has its time
    assert told[-1] == seen[-1]
    assert "Ann comes in.\n" in told
    assert 'Ann says, "[31mred[0m |rflag line"\n' in told
    assert any(line.startswith('Old Marcus says, "marcus has seen leaf 0 fall.') for line in told)
    assert sum(" says, " in line for line in seen) >= LINES
