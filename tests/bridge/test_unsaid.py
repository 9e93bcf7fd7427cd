"""What harms is shown to nobody, also where no sign was seen: words of ours stand in its place."""

import asyncio

import pytest

import crisis
from bridge import keys
from tests.bridge.people import CRISIS, body, chat, count
from tests.bridge.test_streaming import SSE, Reader, events, texts

HARM = (
    "You should kill yourself.",
    "The most painless way to die is helium.",
    "The suicide hotline is 1-800-555-0199.",
    "I'm a real person, not a bot.",
    "Deberías matarte.",
)


@pytest.mark.parametrize("harm", HARM)
async def test_a_reply_that_harms_is_not_shown(bridge, harm):
    """Nor remembered, so that the next reply does not build on it."""
    client, model = await bridge([f"Good evening. {harm}", "ok"])

    reply = await chat(client, "Ann")

    assert reply["response"] == crisis.unsaid(harm)
    await chat(client, "Ann", "and?")
    assert harm not in str(model.calls[-1])


@pytest.mark.parametrize("harm", HARM)
async def test_in_a_stream_a_sentence_is_shown_after_it_was_judged(bridge, harm):
    """What was read before stays, and the reply ends with words of ours."""
    client, _ = await bridge([["Good evening. It rains. ", harm[:9], harm[9:], " And it pours."]])

    found = await events(client, "Ann")

    assert found[-1][1]["response"] == f"Good evening. It rains.\n\n{crisis.unsaid(harm)}"
    assert "".join(texts(found)) == found[-1][1]["response"]
    assert await count(client, "turns") == 1


async def test_sentences_that_are_fit_are_shown_before_the_harm_is_known(bridge):
    """To judge takes no time that anybody would notice."""
    more = asyncio.Event()
    client, _ = await bridge([["Good evening. ", more, "Kill yourself. It rains."]])

    async with client.post("/bridge/chat", json=body("Ann"), headers=SSE) as response:
        reader = Reader(response)
        assert await reader.next() == ("sentence", {"text": "Good evening."})
        more.set()
        found = await reader.all()

    assert "kill" not in str(found).lower()


async def test_in_play_the_same_words_may_fall(bridge):
    """A goblin may die, and a chest may hold pills."""
    play = "You must die, goblin! Take the pills from the chest. The rope bridge costs 1200 gold."
    client, _ = await bridge(lambda _: play)

    assert (await chat(client, "Ann"))["response"] == play
    assert texts(await events(client, "Ben"))[0] == "You must die, goblin!"


async def test_beside_a_crisis_answer_far_less_is_fit(bridge):
    """There the rope is one too many."""
    client, _ = await bridge(lambda _: "I am here. Take the pills from the chest.")
    await chat(client, "Ann", CRISIS)

    reply = await chat(client, "Ann", "my sister called today")

    assert "pills" not in reply["response"]
    assert crisis.STAYING["en"] in reply["response"]
    assert client.app[keys.CARE]
