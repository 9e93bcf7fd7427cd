"""What a model thinks is nobody's to read, wherever in its reply it stands."""

from collections.abc import AsyncIterator
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bridge.errors import ModelEmptyError
from bridge.models.sdk import SdkModel
from bridge.models.thoughts import Thoughts
from tests.bridge.speakers import KEY, LOCAL, generated, output_of, streamed
from tests.providers.openai import OpenAIServer
from tests.providers.words import Raw, Reply

CASES = [
    ("Hello.", "Hello."),
    ("<think>Secret.</think>Hello.", "Hello."),
    ("<thinking>Secret.</thinking>\n\nHello.", "\n\nHello."),
    ("<reasoning>Secret.</reasoning>Hello.", "Hello."),
    ("<THINK>Secret.</Think>Hello.", "Hello."),
    ("Secret.</think>Hello.", "Hello."),
    ("Secret.</think>Secret.</think>Hello.", "Hello."),
    ("<think>Secret <think> and <b>bold</thinking>.</think>Hello.", "Hello."),
    ("Well.<think>Secret.</think> Hello.", "Well. Hello."),
    ("<think>Secret.", ""),
    ("<think>Secret.</thi", ""),
    ("Hello.<think>Secret.", "Hello."),
    ("<think></think>", ""),
    ("I think 1 < 2 <thin", "I think 1 < 2 <thin"),
    ("<thinker>Hello.</thinker>", "<thinker>Hello.</thinker>"),
]


def without(text: str, cuts: list[int], *, held: bool) -> str:
    """Return `text` without thoughts, when it comes in pieces that end at `cuts`."""
    thoughts, shown = Thoughts(held=held), ""
    at = [0, *sorted(cut % (len(text) + 1) for cut in cuts), len(text)]
    for a, b in pairwise(at):
        piece = thoughts.feed(text[a:b])
        if thoughts.lone:
            thoughts.lone, shown = False, ""
        shown += piece
    return shown + thoughts.rest()


@pytest.mark.parametrize("held", [True, False])
@pytest.mark.parametrize(("text", "left"), CASES)
def test_thoughts_are_taken_out(text, left, held):
    """Each of these has come from a server in the wild."""
    assert without(text, [], held=held) == left
    assert without(text, list(range(len(text))), held=held) == left


PIECES = [
    "<think>",
    "</think>",
    "<thinking>",
    "</reasoning>",
    "<",
    "think>",
    "a",
    " ",
    "\u212a",
    "/",
]


@given(
    st.lists(st.sampled_from(PIECES), max_size=12).map("".join),
    st.lists(st.integers(0, 100)),
    st.booleans(),
)
@example("<think>a</think>b", [3, 9, 12], False)
def test_what_is_left_depends_on_the_text_alone(text, cuts, held):
    """Where a network cuts is chance, and a mark that it cuts is a mark."""
    assert without(text, cuts, held=held) == without(text, [], held=held)


def test_nothing_is_given_while_it_may_be_a_thought():
    """What somebody has read cannot be taken back."""
    thoughts = Thoughts(held=True)

    assert thoughts.feed("They greet me. I will be nice.") == ""
    assert thoughts.feed("</think>Hello.") == "Hello."
    assert thoughts.feed(" There.") == " There."


def test_a_mark_at_the_beginning_ends_the_waiting():
    """A model that marks where its thoughts begin need not be waited for to its end."""
    thoughts = Thoughts(held=True)

    assert thoughts.feed("<think>They greet me.</think>Hel") == "Hel"


# --- From a server ------------------------------------------------------------------------------


@pytest.fixture
async def provider() -> AsyncIterator[OpenAIServer]:
    async with OpenAIServer(key=KEY) as server:
        yield server


@pytest.fixture
async def model(provider: OpenAIServer) -> AsyncIterator[SdkModel]:
    model = LOCAL.model(provider.url)
    yield model
    await model.aclose()


BOTH_WAYS = pytest.mark.parametrize("ask", [streamed, generated])


@BOTH_WAYS
@pytest.mark.parametrize("begins", ["<think>", "<thinking>", "<reasoning>", ""])
async def test_thoughts_within_the_text_are_not_spoken(model, provider, ask, begins):
    """A local reasoning model behind a server that knows nothing of them."""
    ends = begins.replace("<", "</") or "</think>"
    provider.then(Reply(texts=(begins, "They greet me. ", ends, "\n\nHello", " there.")))

    got = await ask(model)

    assert output_of(got).text == "Hello there."
    assert not isinstance(got, list) or "greet" not in "".join(map(str, got))


@BOTH_WAYS
async def test_a_reply_that_is_nothing_but_thoughts_is_empty(model, provider, ask):
    """It ran out of its limit before it came to speak."""
    provider.then(Reply(texts=("<think>", "They greet me."), stop_reason="length"))

    with pytest.raises(ModelEmptyError):
        await ask(model)


async def test_a_model_that_begins_within_its_thoughts_is_known_from_then_on(model, provider):
    """Even one that runs out of room in the midst of them."""
    provider.then(
        Reply(texts=("They greet me.", "</think>", "Hello.")),
        Reply(texts=("They ask my name. " * 9,), stop_reason="length"),
        Reply(texts=("They go.", "</think>", "Farewell.")),
    )

    assert output_of(await streamed(model)).text == "Hello."
    with pytest.raises(ModelEmptyError):
        await streamed(model)
    *pieces, output = await streamed(model)

    assert "".join(map(str, pieces)).strip() == "Farewell."
    assert output_of([output]).text == "Farewell."


async def test_a_model_may_begin_within_its_thoughts_later(model, provider):
    """Its server may have been started anew; what is remembered is the reply alone."""
    provider.then(
        Reply(texts=("Hello.",)),
        Reply(texts=("They go.", "</think>", "Farewell.")),
        Reply(texts=("They are back.", "</think>", "Welcome.")),
    )
    await streamed(model)

    assert output_of(await streamed(model)).text == "Farewell."
    assert "They" not in "".join(map(str, await streamed(model)))


async def test_a_thought_within_the_text_is_a_sign_of_life(model, provider):
    """Nobody gives up a model that thinks."""
    provider.then(Reply(texts=("<think>", "They greet me.", "</think>", "Hello.")))

    *pieces, _ = await streamed(model)

    assert pieces.index("Hello.") >= 3
    assert set(pieces[: pieces.index("Hello.")]) == {""}


async def test_text_that_is_held_counts_as_text(model, provider):
    """A slow server's first reply is waited for as long as any that has begun."""
    provider.then(Reply(texts=("Good ", "evening.")), Reply(texts=("Good ", "night.")))

    first, second = await streamed(model), await streamed(model)

    assert [piece for piece in first[:-1] if piece] == [" ", " "]
    assert output_of(first).text == "Good evening."
    assert [piece for piece in second[:-1] if piece] == ["Good ", "night."]


async def test_a_server_that_tells_thoughts_apart_is_not_held_up(model, provider):
    """Its text has none at the beginning."""
    provider.then(Reply(thinking="They greet me.", texts=("Good ", "evening.")))

    *pieces, _ = await streamed(model)

    assert [piece for piece in pieces if piece] == ["Good ", "evening."]


@BOTH_WAYS
async def test_text_before_a_thought_that_is_told_apart_is_kept(model, provider, ask):
    """Some servers send a piece of text first, and then the thought."""
    answer = '{"index": 0, "%s": {"content": "Hello. ", "reasoning": "They greet me."},'
    answer += ' "finish_reason": "stop"}'
    stream = f'data: {{"model": "m", "choices": [{answer % "delta"}]}}\n\n'.encode()
    whole = f'{{"model": "m", "choices": [{answer % "message"}]}}'.encode()
    provider.then(
        Raw(body=stream, content_type="text/event-stream") if ask is streamed else Raw(body=whole)
    )

    assert output_of(await ask(model)).text == "Hello."


async def test_thoughts_without_an_end_cost_no_memory(model, provider):
    """Whatever it is that writes so much, it is not waited for."""
    provider.then(Reply(texts=("They greet me. " * 1000,) * 20, then="silence"))

    assert len(output_of(await streamed(model)).text) == 4000
