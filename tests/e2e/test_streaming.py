"""Timmy's replies as players meet them: sentence by sentence, over telnet, from a slow model."""

import asyncio
import signal
from collections.abc import AsyncIterator, Iterator

import pytest
from aiohttp import web

from tests.e2e.callers import kept
from tests.e2e.telnet import Telnet
from tests.e2e.worlds import World, free_ports, open_world
from tests.providers import anthropic_wire
from tests.providers.words import Reply

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(120)]


class Slow:
    """A provider that says the first piece of each reply, and the last one when `go_on` is set.

    Attributes:
        replies: the pieces of the replies to come; the last one is repeated.
        breaks: hang up instead of saying the last piece.
        pause: seconds after each piece that begins with `And it`.
    """

    def __init__(self, port: int) -> None:
        self.go_on = asyncio.Event()
        self.replies = [("The rain has stopped. ", "The bench is dry.")]
        self.breaks = False
        self.pause = 0.0
        self._port = port

    async def __aenter__(self) -> "Slow":
        app = web.Application(client_max_size=2**25)
        app.router.add_post("/v1/messages", self._answer)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self._port).start()
        return self

    async def __aexit__(self, *_: object) -> None:
        self.go_on.set()
        await self._runner.cleanup()

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        texts = self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]
        (*first, last), end = anthropic_wire.told(Reply(texts=texts), await request.json(), 1)
        response = web.StreamResponse(headers={"content-type": "text/event-stream"})
        await response.prepare(request)
        for event in first:
            await response.write(event)
            if b"And it" in event:
                await asyncio.sleep(self.pause)
        await self.go_on.wait()
        if self.breaks and request.transport:
            request.transport.abort()
            return response
        for event in [last, *end]:
            await response.write(event)
        return response


@pytest.fixture(scope="module")
def port() -> int:
    """Where the provider is."""
    return free_ports(1)[0]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory, port: int) -> Iterator[World]:
    """One world, whose model is far away and slow."""
    home = tmp_path_factory.mktemp("streaming") / "home"
    url = f"http://127.0.0.1:{port}"
    with open_world(
        tmp_path_factory, home, ANTHROPIC_API_KEY="key", ANTHROPIC_BASE_URL=url
    ) as opened:
        yield opened


@pytest.fixture
async def slow(port: int) -> AsyncIterator[Slow]:
    """The provider, for one test."""
    async with Slow(port) as provider:
        yield provider
    await Telnet.close_all()


async def test_the_first_sentence_is_read_while_timmy_goes_on(world, slow):
    """Nobody waits for the last word; what happens meanwhile is seen, and who speaks is clear."""
    player = await world.telnet()
    await player.create_and_login("Anselm")
    await player.do("talk how is the garden?", "Timmy: The rain has stopped.")
    await player.do("look timmy", "He is an AI")
    await player.settle()

    slow.go_on.set()

    assert "Timmy: The bench is dry." in await player.expect("The bench is dry.")
    assert "Timmy" not in await player.settle(1.0)
    (turns,) = (turns for turns in kept(world.home)[1].values() if "how is the garden?" in turns)
    assert len(turns) == 1


async def test_a_reply_that_goes_on_undisturbed_stands_under_one_name(world, slow):
    """As if he drew breath."""
    player = await world.telnet()
    await player.create_and_login("Brunhild")
    await player.do("talk how is the garden?", "Timmy: The rain has stopped.")
    slow.go_on.set()

    assert await player.expect("  The bench is dry.") == "\n  The bench is dry."


async def test_whoever_wants_it_whole_has_it_whole(world, slow):
    """One paragraph, when all of it is there."""
    player = await world.telnet()
    await player.create_and_login("Chlodwig")
    await player.do("sentences off", "is off")
    await player.do("talk how is the garden?", "Timmy is thinking.")
    slow.go_on.set()

    await player.expect("Timmy: The rain has stopped. The bench is dry.")


async def test_a_model_that_breaks_off_is_said_so_and_nothing_of_it_is_kept(world, slow):
    """Half a reply is not remembered as if it were one."""
    slow.breaks = True
    player = await world.telnet()
    await player.create_and_login("Dagobert")
    await player.do("talk how is the bench?", "Timmy: The rain has stopped.")
    slow.go_on.set()

    await player.expect("Timmy breaks off. ")

    slow.breaks = False
    await player.do("talk once more", "Timmy: The rain has stopped. The bench is dry.")
    asked = [words for turns in kept(world.home)[1].values() for words in turns]
    assert "once more" in asked
    assert "how is the bench?" not in asked


async def test_a_bridge_that_dies_in_the_middle_comes_back_with_one_reply(world, slow):
    """Two halves of two replies are not joined, on the screen or in the dialogue."""
    slow.replies = [("It rains. ", "A lot."), ("The sun is out. ", "At last.")]
    player = await world.telnet()
    await player.create_and_login("Eberhard")
    await player.do("talk what is the weather?", "Timmy: It rains.")
    assert world.bridge
    world.bridge.send_signal(signal.SIGKILL)
    world.bridge.wait()
    slow.go_on.set()
    world.start_bridge()

    await player.expect("Timmy lost the thread, and begins anew.", 30)
    await player.expect("Timmy: The sun is out. At last.")

    asked = [words for turns in kept(world.home)[1].values() for words in turns]
    assert asked.count("what is the weather?") == 1


@pytest.mark.proof
async def test_a_bridge_that_is_stopped_in_the_middle_comes_back_with_one_reply(world, slow):
    """It says that it stops, and does not know what it will have written: nothing is kept twice."""
    slow.replies = [("It snows. ", *["And it snows. "] * 8, "A lot."), ("The moon is out. ", "Ah.")]
    slow.pause = 4.0  # longer than a bridge that stops waits for the end of it
    player = await world.telnet()
    await player.create_and_login("Friedrich")
    await player.do("talk and what is the weather now?", "Timmy: It snows.", 30)
    assert world.bridge
    world.bridge.send_signal(signal.SIGTERM)
    await asyncio.to_thread(world.bridge.wait)
    slow.pause = 0.0
    slow.go_on.set()
    await asyncio.to_thread(world.start_bridge)

    await player.expect("Timmy lost the thread, and begins anew.", 30)
    await player.expect("Timmy: The moon is out. Ah.")

    asked = [words for turns in kept(world.home)[1].values() for words in turns]
    assert asked.count("and what is the weather now?") == 1
