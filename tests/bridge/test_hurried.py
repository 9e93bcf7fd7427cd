"""Who may be in danger does not wait long for a model: soon, words of ours stand in for it."""

import asyncio

import pytest

import crisis
from bridge import asking, keys
from bridge import chat as chatting
from bridge.asking import ask
from bridge.models.base import Message
from bridge.models.breaker import FAILURES
from bridge.models.calls import HURRIED, Deadlines
from bridge.models.scripted import Line
from tests.bridge.people import CRISIS, chat, count, until

#: As far from the ordinary deadlines as HURRIED is, so that no test has to wait for seconds.
SOON = Deadlines(first_token=0.1, silence=0.1, all_first_tokens=0.15, total=0.3, short=True)


@pytest.fixture
def _soon(monkeypatch):
    monkeypatch.setattr(asking, "HURRIED", SOON)
    monkeypatch.setattr(chatting, "HURRIED", SOON)


def test_a_few_seconds_are_all_that_somebody_in_danger_waits():
    """Half a minute without a word is long for somebody who has just said that they want to die."""
    assert HURRIED.all_first_tokens <= 4.0
    assert HURRIED.total <= 12.0
    assert HURRIED.first_token < HURRIED.all_first_tokens  # so that one more try has a chance


@pytest.mark.usefixtures("_soon")
@pytest.mark.parametrize("said", [[], ["I am here"], [""]])
async def test_a_model_that_hangs_is_stood_in_for_at_once(bridge, said):
    """Silence, half a reply and mere thinking are the same to the person who waits."""
    steps: Line = [*said, asyncio.Event()]
    client, model = await bridge(lambda _: steps)
    await chat(client, "Ann", CRISIS)

    async with asyncio.timeout(10):  # the ordinary deadlines are far longer
        reply = await chat(client, "Ann", "I am still here")

    assert crisis.STAYING["en"] in reply["response"]
    assert model.calls
    assert model.running == 0


@pytest.mark.usefixtures("_soon")
@pytest.mark.parametrize("begun", [[], ["Once upon a time. "]])
async def test_a_call_that_goes_on_when_danger_shows_has_only_a_moment_left(bridge, begun):
    """What the person says next waits for it; and so does what we have to say."""
    steps: Line = [*begun, asyncio.Event()]
    client, model = await bridge(lambda _: steps)

    async with asyncio.timeout(8), asyncio.TaskGroup() as group:
        waiting = group.create_task(chat(client, "Ann", "hello"))
        await until(lambda: model.calls)
        block = await chat(client, "Ann", CRISIS)
        more = await chat(client, "Ann", f"{CRISIS} still")

    assert all("988" in reply["response"] for reply in (block, more))
    assert waiting.result()["response"] == crisis.STAYING["en"]
    assert model.running == 0
    assert await count(client, "turns") == 0


@pytest.mark.usefixtures("_soon")
async def test_everybody_else_waits_as_long_as_ever(bridge):
    """A model that thinks for a while is worth waiting for, where nobody is in danger."""
    gate = asyncio.Event()
    client, model = await bridge(lambda _: [gate, "Good evening."])
    await chat(client, "Ann", CRISIS)

    async with asyncio.TaskGroup() as group:
        calm = group.create_task(chat(client, "Ben", "hello"))
        await until(lambda: len(model.calls) == 1)
        await chat(client, "Ann", "I am still here")  # which has run out of time meanwhile
        assert not calm.done()
        gate.set()

    assert calm.result()["response"] == "Good evening."


@pytest.mark.usefixtures("_soon")
async def test_to_be_in_a_hurry_is_for_one_answer(bridge):
    """The voice's own deadlines stay as they are."""
    client, model = await bridge()
    await chat(client, "Ann", "hello")
    (session,) = client.app[keys.SESSIONS]
    voiced = client.app[keys.VOICED]

    answer = await ask(session, Message("user", "hello"), voiced, None, hurried=True)

    assert answer.output.text == "ok"
    assert voiced.deadlines == Deadlines()
    assert len(model.calls) == 2


@pytest.mark.usefixtures("_soon")
async def test_a_model_that_is_too_slow_for_danger_is_not_kept_from_others(bridge):
    """Some models think for longer than somebody in danger should wait, and answer well."""
    hangs = False

    def script(_: object) -> Line:
        return [asyncio.Event()] if hangs else ["Good evening."]

    client, model = await bridge(script)
    await chat(client, "Ann", CRISIS)
    hangs = True
    for _ in range(FAILURES):
        await chat(client, "Ann", "I am still here")
    assert len(model.calls) >= FAILURES
    hangs = False

    reply = await chat(client, "Ben", "hello")

    assert reply["response"] == "Good evening."
