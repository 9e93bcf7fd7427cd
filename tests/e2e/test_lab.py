"""The laboratory as a process: a client that knows frames alone, and a bridge that is killed."""

import asyncio
import random
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession, CookieJar

from tests.bridge.lab_client import FROM_SERVER, connected
from tests.bridge.processes import bridge_process

pytestmark = pytest.mark.e2e
CAST = ["sydney", "rational", "creative", "skeptical", "legacy"]
PROMPT = "What is behind the last door?"
ENV = {"LAB_PACE": "0", "LAB_TURN_LIMIT": "1000", "TIMMY_NPCS": "false", "OPENAI_API_KEY": ""}


async def lived_through(home: Path, kills: int, dice: random.Random) -> list[dict[str, Any]]:
    """Begin a talk, kill the bridge so often in the middle of it, and stop it; return its lines.

    After each start, all that was heard before must be there, once, and the talk must go on.
    """
    lines: list[dict[str, Any]] = []
    kinds = set[str]()
    async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as session:
        for n in range(kills + 1):
            async with (
                bridge_process(home, **ENV) as bridge,
                connected(session, f"http://127.0.0.1:{bridge.port}") as one,
            ):
                _, init = await one.next()
                talk = init["conversations"][0] if n else await one.start(*CAST, prompt=PROMPT)
                if n:
                    assert (talk["status"], talk["initialPrompt"]) == ("active", PROMPT)
                    assert talk["messages"][: len(lines)] == lines
                    lines = talk["messages"]
                lines += [await one.message() for _ in range(dice.randint(5, 12))]
                if n == kills:
                    await one.send("STOP_CONVERSATION", conversationId=talk["id"])
                    await one.expect("CONVERSATION_STOPPED", status="stopped")
                bridge.process.kill()
                await bridge.process.wait()
                assert not any(line["content"] in bridge.logged() for line in lines)
            kinds |= {kind for kind, _ in one.frames}
    assert kinds >= FROM_SERVER - {"CONVERSATION_ERROR"}
    return lines


def check(lines: list[dict[str, Any]]) -> None:
    """Check that each line is there once, in its place, and said by whose turn it was."""
    assert [line["index"] for line in lines] == list(range(1, len(lines) + 1))
    assert [line["personalityId"] for line in lines] == (CAST * len(lines))[: len(lines)]
    assert len({line["content"] for line in lines}) == len(lines)


async def test_a_talk_outlives_a_bridge_that_is_killed_and_no_line_is_lost_or_comes_twice(tmp_path):
    """Whoever watches connects again, and reads on where they were."""
    async with asyncio.timeout(50):
        check(await lived_through(tmp_path, 1, random.Random(1)))  # noqa: S311 - no secret


@pytest.mark.proof
@pytest.mark.timeout(600)
async def test_so_it_does_twenty_times(tmp_path):
    """Each time at another moment."""
    check(await lived_through(tmp_path, 20, random.Random(2)))  # noqa: S311 - no secret
