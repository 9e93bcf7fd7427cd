"""`HELPLINE <country>` is answered by code, at once, and nobody else learns of it."""

import pytest

import crisis
from bridge import keys
from tests.bridge.people import (
    CRISIS,
    THRESHOLD,
    Clock,
    answered,
    body,
    chat,
    count,
    emptied,
    events,
    feed,
    get,
    say,
)
from tests.bridge.test_crisis_first import broken
from tests.bridge.test_streaming import streamed
from tests.conftest import MUD

GERMANY = crisis.helpline("Germany")


@pytest.mark.parametrize("route", ["chat", "say"])
@pytest.mark.parametrize("headers", [{}, MUD], ids=["http", "mud"])
@pytest.mark.parametrize("line", ["HELPLINE Germany", "helpline germany"])
async def test_the_numbers_come_without_a_model(bridge, route, headers, line):
    """The block says to type it, and this is where somebody types it."""
    client, model = await bridge()

    asked = client.post(f"/bridge/{route}", json=body("Ann", line), headers=headers)

    assert (await answered(asked))["response"] == GERMANY
    assert model.calls == []


async def test_a_country_without_a_row_gets_the_place_to_look(bridge):
    """The same as in the MUD."""
    client, _ = await bridge()

    reply = await chat(client, "Ann", "HELPLINE Atlantis")

    assert reply["response"] == crisis.helpline("Atlantis")


async def test_the_language_of_the_block_is_kept(bridge):
    """Who was answered in Spanish is so again."""
    client, _ = await bridge()
    await chat(client, "Ann", "quiero morir esta noche")

    reply = await chat(client, "Ann", "HELPLINE Alemania")

    assert reply["response"] == crisis.helpline("Germany", "es")


async def test_after_the_block_it_is_enough_to_name_the_country(bridge):
    """Who is told to type their country types it, and elsewhere it is just a word."""
    client, model = await bridge()
    before = await chat(client, "Ann", "I'm in Germany")
    await chat(client, "Ann", "i want to die")
    asked = len(model.calls)

    reply = await chat(client, "Ann", "I'm in Germany")

    assert before["response"] != GERMANY
    assert reply["response"] == GERMANY
    assert len(model.calls) == asked


async def test_neither_a_limit_nor_a_broken_disk_holds_it_up(bridge, monkeypatch):
    """Somebody may be in need who does not say so."""
    client, _ = await bridge(timmy_requests_per_minute=1, clock=Clock())
    await chat(client, "Ann")
    monkeypatch.setattr(client.server.app[keys.JOURNAL], "write", broken)

    for ask in (chat, say):
        assert (await ask(client, "Ann", "HELPLINE Germany"))["response"] == GERMANY


async def test_what_is_asked_aloud_is_heard_by_nobody(bridge):
    """That somebody looks for help is theirs to tell."""
    client, _ = await bridge()
    await say(client, "Bob", "hello")
    async with feed(client, None, headers=MUD) as reader:
        await reader.next()  # the opening line
        said = await say(client, "Ann", "HELPLINE Germany")
        await say(client, "Bob", "goodbye")
        assert (await reader.next())["message"] == "goodbye"

    assert said["recipients"] == []
    assert "HELPLINE" not in str(await events(client))
    assert "HELPLINE" not in str(await get(client, f"/bridge/world/{THRESHOLD}"))


async def test_nothing_of_it_is_kept_after_a_sign_of_crisis(bridge):
    """Not even in the dialogue, which it is no part of."""
    client, model = await bridge()
    await chat(client, "Ann", CRISIS)
    await chat(client, "Ann", "HELPLINE Germany")
    await chat(client, "Ann", "thank you")

    assert "HELPLINE Germany" not in str(model.calls)
    await emptied(client, "turns")
    assert await count(client, "turns") == 0


async def test_it_comes_as_a_stream_too(bridge):
    """For whoever asks for one."""
    client, _ = await bridge()

    async with streamed(client, "Ann", "HELPLINE Germany") as reader:
        told = await reader.all()

    assert "".join(data["text"] for kind, data in told if kind == "sentence") == GERMANY
    assert told[-1][1]["response"] == GERMANY


async def test_a_name_of_the_house_keeps_nobody_from_the_numbers(bridge):
    """Nor does anything else that is unfit in a request."""
    client, _ = await bridge()
    unfit = {**body("Ann", "HELPLINE Germany"), "username": "Timmy"}

    assert (await answered(client.post("/bridge/chat", json=unfit)))["response"] == GERMANY
