"""Whatever is broken, the first reply to a sign of crisis is complete: counted, byte for byte."""

import asyncio
import itertools
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any, TypeAlias

import aiohttp
import pytest

import crisis
from bridge import keys
from bridge.app import create_app
from bridge.models.calls import Deadlines
from tests.bridge.people import TestClient, body, chat, until
from tests.bridge.test_everywhere import shown_in
from tests.bridge.test_full_disk import full
from tests.bridge.test_streaming import SSE
from tests.conftest import MUD
from tests.providers.anthropic import AnthropicServer, Hang, Raw, Refusal, Reply
from tests.providers.words import Behaviour

#: What nobody can misunderstand, said in several ways.
SIGNS = (
    *("I want to die tonight", "I want to kill myself", "i wanna kms irl", "I am suicidal"),
    *("I'm going to kill myself tonight", "I want to end my life", "I took all the pills"),
    *("quiero morir esta noche", "me quiero suicidar", "no quiero vivir mas, quiero matarme"),
)
#: How somebody may speak: where, and with which headers.
WAYS: tuple[tuple[str, dict[str, str]], ...] = (
    *(("chat", {}), ("say", {}), ("chat", SSE), ("chat", MUD), ("say", MUD)),
    *(("chat", {**SSE, **MUD}), ("chat", {"Idempotency-Key": "one"})),
)
#: Calls that wait for a model that is silent end soon.
SHORT = Deadlines(first_token=0.2, silence=0.2, all_first_tokens=0.3, total=1.0)

Start: TypeAlias = Callable[..., Awaitable[TestClient]]


def expected(words: str) -> str:
    """Return the block for `words`, which holds the four elements."""
    verdict = crisis.detect(words)
    assert verdict, words
    return crisis.block(verdict.language, verdict.level)


async def first_reply(client: TestClient, number: int, words: str) -> str:
    """Return the first reply to somebody of whom nothing is known, who says these words."""
    route, headers = WAYS[number % len(WAYS)]
    told = body(f"Anna{number}", words)
    async with client.post(f"/bridge/{route}", json=told, headers=headers) as response:
        text = await response.text()
        return shown_in(text) if response.status == 200 else f"{response.status} {text}"


async def complete(client: TestClient, many: int) -> int:
    """Let so many people show a sign, every fourth while the model has another line of theirs.

    Returns how many got the whole block, once, and nothing else.
    """
    right, numbers = 0, itertools.islice(itertools.count(), many)

    async def one_after_the_other() -> None:
        nonlocal right
        for number in numbers:
            words = SIGNS[number % len(SIGNS)]
            asked = number % 4 == 0
            before = asyncio.create_task(_ordinary(client, number)) if asked else None
            reply = await first_reply(client, number, words)
            assert reply == expected(words), (number, reply)
            right += 1
            if before:
                await asyncio.wait([before], timeout=0.5)
                before.cancel()

    async with asyncio.TaskGroup() as group:
        for _ in range(16):
            group.create_task(one_after_the_other())
    return right


async def _ordinary(client: TestClient, number: int) -> None:
    """Say something that the model is asked about."""
    with suppress(aiohttp.ClientError):
        async with client.post("/bridge/chat", json=body(f"Anna{number}")) as response:
            await response.read()


@pytest.fixture
def start(aiohttp_client, settings) -> Start:
    """Return what starts a bridge; `url` is where its provider is."""

    async def started(url: str = "http://127.0.0.1:9", **wanted: Any) -> TestClient:
        deadlines = wanted.pop("deadlines", SHORT)
        wanted = {"timmy_model": "haiku", "anthropic_api_key": "k", **wanted}
        given = settings(anthropic_base_url=url, **wanted)
        app = await asyncio.to_thread(create_app, given, deadlines=deadlines)
        client: TestClient = await aiohttp_client(app)
        return client

    return started


@asynccontextmanager
async def provider(start: Start, behaviour: Behaviour) -> AsyncIterator[TestClient]:
    """Let the model do one and the same to everybody."""
    async with AnthropicServer() as server:
        server.otherwise = behaviour
        yield await start(server.url)


@asynccontextmanager
async def nowhere(start: Start) -> AsyncIterator[TestClient]:
    """Let nobody be where the model should be."""
    yield await start()


@asynccontextmanager
async def no_budget(start: Start) -> AsyncIterator[TestClient]:
    """Let nothing be spent."""
    async with AnthropicServer() as server:
        yield await start(server.url, timmy_budget_day="0")
        assert server.requests == []


@asynccontextmanager
async def full_house(start: Start) -> AsyncIterator[TestClient]:
    """Let each seat beside Timmy be taken by somebody who waits for his answer."""
    async with AnthropicServer() as server:
        server.otherwise = Hang()
        client = await start(server.url, timmy_max_sessions=2, deadlines=Deadlines())
        sits = [asyncio.create_task(chat(client, name)) for name in ("Cora", "Dora")]
        await until(lambda: len(server.requests) == 2)
        yield client
        for one in sits:
            one.cancel()
        await asyncio.wait(sits)


@asynccontextmanager
async def full_disk(start: Start) -> AsyncIterator[TestClient]:
    """Let the disk take no writes."""
    client = await start()
    await full(client)
    yield client


@asynccontextmanager
async def hung_disk(start: Start) -> AsyncIterator[TestClient]:
    """Let the journal's thread stand still."""
    client = await start()
    journal = client.app[keys.JOURNAL]
    goes, loop, stands = threading.Event(), asyncio.get_running_loop(), asyncio.Event()

    def stand_still(_db: object) -> None:
        loop.call_soon_threadsafe(stands.set)
        goes.wait(600)

    blocked = asyncio.create_task(journal.read(stand_still))
    await stands.wait()
    yield client
    goes.set()
    await asyncio.wait([blocked])
    blocked.exception()


FAULTS: dict[str, Callable[[Start], Any]] = {
    "model down": nowhere,
    "model slow": lambda start: provider(start, Hang()),
    "model refusing": lambda start: provider(start, Reply(refuses=True)),
    "provider refusing": lambda start: provider(start, Refusal(status=529)),
    "wrong key": lambda start: provider(start, Refusal(status=401)),
    "cut mid-stream": lambda start: provider(start, Reply(then="cut")),
    "reset mid-stream": lambda start: provider(start, Reply(then="reset")),
    "silent mid-stream": lambda start: provider(start, Reply(then="silence")),
    "garbage": lambda start: provider(start, Raw(body=b"\x00\xff{]" * 999)),
    "budget 0": no_budget,
    "sessions full": full_house,
    "disk full": full_disk,
    "disk hung": hung_disk,
}
#: First replies under each fault: in each run, and where it is proved.
SAMPLE, PROOF = 21, 700


@pytest.mark.parametrize("fault", FAULTS)
async def test_under_every_fault_the_first_reply_is_complete(start, fault):
    """All four elements in their order, as they are written, once, and nothing else."""
    async with FAULTS[fault](start) as client:
        assert await complete(client, SAMPLE) == SAMPLE


@pytest.mark.proof
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("fault", FAULTS)
async def test_under_every_fault_nine_thousand_first_replies_are_complete(start, fault):
    """The same at length; with those of the whole world under way, more than ten thousand."""
    async with FAULTS[fault](start) as client:
        assert await complete(client, PROOF) == PROOF
