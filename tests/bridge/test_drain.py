"""The bridge stops: who was asked something answers first, and nothing is said twice."""

import asyncio
import signal
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from tests.bridge.lines import Line
from tests.bridge.people import body, until
from tests.bridge.processes import BridgeProcess, HeldServer, bridge_process

Speak: TypeAlias = Callable[..., Awaitable[Line]]
#: As many as may be in memory at once.
PEOPLE = [f"Person{n}" for n in range(20)]


@pytest.fixture
def speak(call):
    """Return what lets somebody speak to Timmy on a connection of their own."""

    async def spoken(bridge: BridgeProcess, name: str, **headers: str) -> Line:
        line: Line = await call(bridge.port)
        line.ask("POST", "/bridge/chat", body(name), **headers)
        return line

    return spoken


async def test_replies_under_way_are_given_before_the_bridge_stops(open_house, call):
    """On connections that were there; nobody new comes in, and who watches is let go."""
    gate = asyncio.Event()
    async with open_house(gate=gate) as house:
        speaks, rests, watches = [await house.line() for _ in range(3)]
        speaks.ask("POST", "/bridge/chat", body("Ann"))
        await until(lambda: house.model.running)
        watches.ask("GET", "/bridge/feed")
        await watches.head()
        asyncio.get_running_loop().call_soon(gate.set)
    assert (await speaks.answer())[0] == 200
    assert (await watches.ended()).endswith(b"0\r\n\r\n")
    assert await rests.ended() == b""
    with pytest.raises(ConnectionError):
        await call(speaks.port)


async def test_what_cannot_be_answered_in_time_gets_a_503_that_says_when_to_ask_again(open_house):
    """A connection that just ends leaves the caller in doubt."""
    async with open_house(gate=asyncio.Event(), limits={"drain": 0.05}) as house:
        line = await house.line()
        line.ask("POST", "/bridge/chat", body("Ann"))
        await until(lambda: house.model.running)
    status, headers = await line.head()

    assert status == 503
    assert int(headers["retry-after"]) > 0
    assert headers["content-type"] == "application/json"
    assert house.model.running == 0


@pytest.mark.e2e
async def test_twenty_replies_under_way_are_given_and_the_process_ends_well(tmp_path, call, speak):
    """A restart in the middle of a busy evening is noticed by nobody who has just spoken."""
    async with HeldServer() as provider, live(tmp_path, provider) as bridge:
        watches = await call(bridge.port)
        watches.ask("GET", "/bridge/feed")
        await watches.head()
        lines = [await speak(bridge, name) for name in PEOPLE]
        await until(lambda: provider.waiting == 20)

        bridge.stop()
        await watches.ended()
        with pytest.raises(ConnectionError):
            await call(bridge.port)
        provider.open.set()

        assert [(await line.answer())[0] for line in lines] == [200] * 20
        assert await bridge.process.wait() == 0
    assert '"level": "ERROR"' not in bridge.logged()


@pytest.mark.e2e
async def test_a_second_signal_ends_the_process_where_it_stands(tmp_path, call, speak):
    """Whoever asks twice does not want to wait."""
    async with HeldServer() as provider, live(tmp_path, provider) as bridge:
        line = await speak(bridge, "Ann")
        rests = await call(bridge.port)
        await until(lambda: provider.waiting == 1)
        bridge.stop()
        await rests.ended()  # the first signal is at work

        bridge.stop()

        assert await bridge.process.wait() == -signal.SIGTERM
        assert await line.ended() == b""


def live(home: Path, provider: HeldServer):
    """Run a bridge whose model is that of `provider`."""
    return bridge_process(home, ANTHROPIC_API_KEY="key", ANTHROPIC_BASE_URL=provider.url)


@pytest.mark.proof
@pytest.mark.timeout(180)
@pytest.mark.parametrize("run", range(50))
async def test_after_any_stop_each_chat_was_answered_or_can_be_asked_again(tmp_path, speak, run):
    """Twenty replies under way, some of which come in time: none is lost, none happens twice."""
    async with HeldServer() as provider:
        async with live(tmp_path, provider) as bridge:
            first = await _all_speak(speak, bridge, provider, late=run % 10 == 0)
            assert set(first) <= {200, 503}
            assert await bridge.process.wait() == 0
        provider.open.set()
        async with live(tmp_path, provider) as bridge:
            lines = [await speak(bridge, name, Idempotency_Key="once") for name in PEOPLE]
            answers = [await line.answer() for line in lines]
            assert [status for status, _ in answers] == [200] * 20
            assert [answer["session_messages"] for _, answer in answers] == [2] * 20
            lines = [await speak(bridge, name) for name in PEOPLE]
            assert [(await line.answer())[1]["session_messages"] for line in lines] == [4] * 20
            bridge.stop()
            assert await bridge.process.wait() == 0


async def _all_speak(
    speak: Speak, bridge: BridgeProcess, provider: HeldServer, *, late: bool
) -> list[int]:
    """Let everybody speak and the bridge stop; `late`: nobody is answered in time."""
    lines = [await speak(bridge, name, Idempotency_Key="once") for name in PEOPLE]
    await until(lambda: provider.waiting == 20)
    bridge.stop()
    if not late:
        provider.open.set()
    answers = []
    for line in lines:
        status, headers = await line.head()
        assert status == 200 or "retry-after" in headers
        answers.append(status)
    return answers
