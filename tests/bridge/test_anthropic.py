"""What is Claude's own: its caching, its manners, its errors; the rest is in `test_providers`."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing
from dataclasses import replace
from typing import get_args

import pytest

from bridge.errors import (
    ModelBusyError,
    ModelCutError,
    ModelError,
    ModelKeyError,
    ModelTimeoutError,
    ModelTooLongError,
)
from bridge.models import failures
from bridge.models.anthropic import AnthropicModel
from bridge.models.base import Message, Usage
from bridge.models.entry import Access
from bridge.models.sdk import SdkModel
from tests.bridge.speakers import CLAUDE, CONFIG, KEY, SYSTEM, generated, output_of, streamed
from tests.providers.anthropic import AnthropicServer, Raw, Refusal, Reply

OPUS = CLAUDE.entry


@pytest.fixture
async def provider() -> AsyncIterator[AnthropicServer]:
    async with AnthropicServer(key=KEY) as server:
        yield server


@pytest.fixture
async def model(provider: AnthropicServer) -> AsyncIterator[SdkModel]:
    model = CLAUDE.model(provider.url)
    yield model
    await model.aclose()


BOTH_WAYS = pytest.mark.parametrize("ask", [streamed, generated])


@BOTH_WAYS
@pytest.mark.parametrize(
    ("reason", "ours"),
    [
        ("end_turn", "stop"),
        ("stop_sequence", "stop"),
        ("max_tokens", "max_tokens"),
        ("model_context_window_exceeded", "max_tokens"),
    ],
)
async def test_why_a_reply_ended_is_known(model, provider, ask, reason, ours):
    """A reply that ran out of room may be told from one that said all it wanted."""
    provider.then(Reply(stop_reason=reason))

    assert output_of(await ask(model)).stop_reason == ours


async def test_stable_bytes_come_first_and_two_places_are_marked_for_the_cache(model, provider):
    """The last message carries the scene and never comes again; a mark on it would only cost."""
    await streamed(model)

    body = provider.requests[0].body
    mark = {"type": "ephemeral"}
    assert body["system"] == [{"type": "text", "text": SYSTEM, "cache_control": mark}]
    assert [("cache_control" in m["content"][0]) for m in body["messages"]] == [False, True, False]
    assert [m["role"] for m in body["messages"]] == ["user", "assistant", "user"]


async def test_a_request_holds_what_the_provider_takes_and_no_more(model, provider):
    """Sampling parameters are refused by now, and thinking counts against the reply's tokens."""
    await streamed(model)
    await generated(model)

    streaming, plain = (request.body for request in provider.requests)
    assert streaming.pop("stream") is True
    assert streaming == plain
    assert set(plain) == {"model", "max_tokens", "messages", "system", "output_config"}
    assert plain["model"] == "claude-opus-5-5"
    assert plain["max_tokens"] == 200 + OPUS.thinking
    assert plain["output_config"] == {"effort": "low"}


async def test_a_model_without_effort_gets_no_room_for_thoughts(provider):
    """Older models refuse the parameter and do not think unasked."""
    older = OPUS.model_copy(update={"api_name": "claude-haiku-4-5", "effort": None, "thinking": 0})
    model = AnthropicModel(older, Access(KEY, provider.url))

    await generated(model)
    await model.aclose()

    assert "output_config" not in provider.requests[0].body
    assert provider.requests[0].body["max_tokens"] == 200


async def test_one_message_and_no_system_prompt_are_enough(model, provider):
    """Empty blocks and marks on them are refused by the provider."""
    await model.generate([Message("user", "hello")], system="", config=CONFIG)

    body = provider.requests[0].body
    assert "system" not in body
    assert body["messages"] == [
        {"role": "user", "content": [{"type": "text", "text": "hello"}]},
    ]


@BOTH_WAYS
@pytest.mark.parametrize(
    ("code", "ours"),
    [("enforced_spend_limit_reached", ModelError), ("ramp_limit_exceeded", ModelBusyError)],
)
async def test_a_spent_account_is_told_from_a_rate_limit(model, provider, ask, code, ours):
    """Both come with the same status; no try can mend the one before somebody pays."""
    provider.then(Refusal(status=429, code=code))

    with pytest.raises(ModelError) as caught:
        await ask(model)

    assert type(caught.value) is ours


@BOTH_WAYS
@pytest.mark.parametrize(
    "sentence",
    [
        "prompt is too long: 213462 tokens > 200000 maximum",
        "input length and `max_tokens` exceed context limit: 199211 + 20000 > 200000, "
        "decrease input length or `max_tokens` and try again",
    ],
)
async def test_a_dialogue_that_is_too_long_is_told_apart(model, provider, ask, sentence):
    """Another try fails as well, but a shorter dialogue would not; the type does not say it."""
    provider.then(Refusal(status=400, message=sentence))

    with pytest.raises(ModelTooLongError):
        await ask(model)


@pytest.mark.parametrize(
    ("error", "ours"),
    [
        ("overloaded_error", ModelBusyError),
        ("rate_limit_error", ModelBusyError),
        ("api_error", ModelBusyError),
        ("timeout_error", ModelTimeoutError),
        ("authentication_error", ModelKeyError),
        ("invalid_request_error", ModelError),
        ("a_brand_new_error", ModelCutError),
    ],
)
async def test_an_error_inside_a_stream_goes_by_its_type(model, provider, error, ours):
    """Its HTTP status is 200: only the event's type tells what it is."""
    provider.then(Reply(then="error", error=error))

    with pytest.raises(ModelError) as caught:
        await streamed(model)

    assert type(caught.value) is ours


WHOLE = (
    b'{"content": [{"type": "text", "text": %b}], "model": %b, "stop_reason": "end_turn",'
    b' "usage": {"input_tokens": 1, "output_tokens": %b}}'
)
EVENT = b"event: content_block_delta\ndata: "


@pytest.mark.parametrize(
    "body",
    [
        EVENT + b'{"type":"content_block_delta","delta":{"type":"text_delta","text":5}}\n\n',
        EVENT + b'{"type":"content_block_delta","delta":{"type":"text_delta"}}\n\n',
        EVENT + b'{"type":"content_block_delta"}\n\n',
        b"event: error\ndata: \xc3(\n\n",
        b"event: something_new\ndata: {}\n\n",
    ],
)
async def test_nonsense_in_a_stream_becomes_our_error(model, provider, body):
    """Types are only hints to the SDK: what it hands out must be held at the door."""
    provider.then(Raw(body=body, content_type="text/event-stream"))

    with pytest.raises(ModelError):
        await streamed(model)


@pytest.mark.parametrize(
    "body",
    [
        WHOLE % (b'["hi"]', b'"m"', b"1"),
        WHOLE % (b'"hi"', b"null", b"1"),
    ],
)
async def test_nonsense_in_one_piece_becomes_our_error(model, provider, body):
    """As above."""
    provider.then(Raw(body=body))

    with pytest.raises(ModelError):
        await generated(model)


LIMIT = OPUS.limit(CONFIG.max_tokens)


@pytest.mark.parametrize(
    ("reply", "billed"),
    [
        (Reply(texts=(), then="error"), Usage(25, 1)),
        (Reply(texts=("Well",), then="error"), Usage(25, LIMIT)),
        (Reply(thinking="Hm.", texts=(), then="error"), Usage(25, LIMIT)),
        (Reply(texts=(), then="cut"), Usage(25, LIMIT)),
        (Reply(texts=("Well",), then="reset", cache_read_tokens=9), Usage(25, LIMIT, 9)),
        (Reply(texts=()), Usage(25, 12)),
        (Reply(stop_reason="refusal"), Usage(25, 12)),
        (Reply(input_tokens=0, then="cut"), None),
        (Refusal(status=529), None),
    ],
)
async def test_a_failure_says_what_it_may_have_cost(model, provider, reply, billed):
    """What a prompt took is told first; a hiccup must not count as the dearest reply there is.

    More than that may have been written than has come, unless the provider itself ended it before
    it began to write.
    """
    provider.then(reply)

    with pytest.raises(ModelError) as caught:
        await streamed(model)

    assert caught.value.billed == billed


async def test_a_reply_that_is_cut_to_size_says_what_it_may_have_cost(model, provider):
    """What was billed for its end nobody waits to hear."""
    provider.then(Reply(texts=("x" * 100,) * 60, then="silence"))

    assert output_of(await streamed(model)).usage == Usage(25, LIMIT)


async def test_that_a_reply_has_begun_is_a_sign_of_life(model, provider):
    """A model that thinks where nobody sees it is at work."""
    provider.then(Reply(texts=(), then="silence"))

    stream = model.stream([Message("user", "hello")], system="", config=CONFIG)
    async with asyncio.timeout(5), aclosing(stream) as pieces:
        assert await anext(pieces) == ""


@BOTH_WAYS
async def test_counts_that_are_none_give_no_money_back(model, provider, ask):
    """A gateway that counts below nothing, or keeps more of a prompt than there was."""
    provider.then(
        Reply(
            input_tokens=-1_000_000,
            output_tokens=-5,
            cache_read_tokens=-7,
            cache_write_tokens=10,
            cache_write_long_tokens=1_000_000,
        )
    )

    usage = output_of(await ask(model)).usage

    assert usage.output_tokens > 0
    assert replace(usage, output_tokens=0) == Usage(0, 0, 0, 10, 10)
    assert OPUS.cost(usage) > 0


async def test_a_count_that_is_no_number_counts_as_the_most_there_can_be(model, provider):
    """Nobody knows what the reply took, so it took all that it may."""
    provider.then(Raw(body=WHOLE % (b'"hi"', b'"m"', b'"many"')))

    assert (await generated(model)).usage == Usage(1, LIMIT)


def test_every_error_type_of_the_provider_is_mapped():
    """Inside a stream the type is all there is."""
    from anthropic.types.shared.error_type import ErrorType

    foreign = {t for t in get_args(ErrorType) if not t.startswith("memory_")}
    assert foreign <= set(failures.CODES)


async def test_its_list_of_models_comes_page_by_page(provider):
    """The loopback server keeps to the reference here too: what checks the list must turn pages."""
    from anthropic import AsyncAnthropic

    provider.models = [f"claude-{n}" for n in range(45)]
    async with AsyncAnthropic(api_key=KEY, base_url=provider.url, max_retries=0) as client:
        found = [model.id async for model in await client.models.list()]

    assert found == provider.models
