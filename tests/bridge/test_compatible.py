"""What servers in the wild make of Chat Completions; the rest is in `test_providers`."""

from collections.abc import AsyncIterator

import pytest

from bridge.errors import (
    ModelBusyError,
    ModelCutError,
    ModelError,
    ModelKeyError,
    ModelRefusedError,
    ModelTimeoutError,
    ModelTooLongError,
)
from bridge.models.base import GenerateConfig, Message, Usage
from bridge.models.compatible import CompatibleModel
from bridge.models.entry import Access
from bridge.models.sdk import SdkModel
from tests.bridge.speakers import (
    CONFIG,
    DIALOGUE,
    KEY,
    LOCAL,
    SYSTEM,
    generated,
    output_of,
    streamed,
)
from tests.providers.openai import OpenAIServer
from tests.providers.words import Raw, Refusal, Reply


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


def events(*data: str) -> Raw:
    """Return a stream that says this and nothing else."""
    body = "".join(f"{line}\n\n" if ":" in line[:7] else f"data: {line}\n\n" for line in data)
    return Raw(body=body.encode(), content_type="text/event-stream")


def chunk(delta: str, reason: str = "null") -> str:
    choice = f'{{"index": 0, "delta": {delta}, "finish_reason": {reason}}}'
    return f'{{"model": "m", "choices": [{choice}]}}'


async def test_a_request_holds_what_every_server_takes(model, provider):
    """A server that knows less than OpenAI's must not stumble over what it does not know."""
    await streamed(model)
    await generated(model)

    streaming, plain = (request.body for request in provider.requests)
    assert streaming.pop("stream") is True
    assert streaming.pop("stream_options") == {"include_usage": True}
    assert streaming == plain
    said = [{"role": message.role, "content": message.text} for message in DIALOGUE]
    assert plain == {
        "model": "llama3.2",
        "messages": [{"role": "system", "content": SYSTEM}, *said],
        "max_tokens": 200,
    }


async def test_a_model_that_takes_a_temperature_is_told_it(provider):
    """Where the catalogue says so."""
    entry = LOCAL.entry.model_copy(update={"temperature": True})
    model = CompatibleModel(entry, Access(KEY, provider.url))

    await model.generate(DIALOGUE, system="", config=GenerateConfig(temperature=0.2))
    await model.aclose()

    assert provider.requests[0].body["temperature"] == 0.2


@pytest.mark.parametrize(
    ("dialogue", "sent"),
    [
        (DIALOGUE[:1], [("user", f"{SYSTEM}\n\nhello")]),
        (
            DIALOGUE[1:2] + DIALOGUE[:1],
            [("user", SYSTEM), ("assistant", "good evening"), ("user", "hello")],
        ),
    ],
)
async def test_a_model_without_a_system_prompt_reads_it_first(provider, dialogue, sent):
    """Some templates refuse the role; what it says must not be lost."""
    entry = LOCAL.entry.model_copy(update={"system": False})
    model = CompatibleModel(entry, Access(KEY, provider.url))

    await model.generate(dialogue, system=SYSTEM, config=CONFIG)
    await model.aclose()

    messages = provider.requests[0].body["messages"]
    assert [(message["role"], message["content"]) for message in messages] == sent


@BOTH_WAYS
async def test_a_refusal_in_words_is_the_answer(model, provider, ask):
    """The model says politely that it would rather not: that is a reply, and it is marked."""
    provider.then(Reply(texts=("I can", "not help", " with that."), refuses=True))

    output = output_of(await ask(model))

    assert (output.text, output.stop_reason) == ("I cannot help with that.", "refusal")


async def test_a_server_that_counts_no_tokens_still_answers(model, provider):
    """Older ones know no usage in a stream; some send comments to keep the line open."""
    provider.then(
        events(": PROCESSING", chunk('{"content": "Hi."}'), chunk("{}", '"stop"'), "[DONE]")
    )

    output = output_of(await streamed(model))

    assert (output.text, output.usage) == ("Hi.", Usage())


async def test_counts_that_come_with_the_last_choice_are_taken(model, provider):
    """The reference has them in a chunk of their own, and some servers not."""
    last = chunk("{}", '"stop"')[:-1] + ', "usage": {"prompt_tokens": 9, "completion_tokens": 2}}'
    provider.then(events(chunk('{"content": "Hi."}'), last))

    assert output_of(await streamed(model)).usage == Usage(9, 2)


@pytest.mark.parametrize("field", ["reasoning_content", "reasoning"])
async def test_thoughts_by_any_name_are_signs_of_life_and_not_spoken(model, provider, field):
    """Servers do not agree on the field."""
    thought = f'{{"role": "assistant", "{field}": "They greet me."}}'
    provider.then(events(chunk(thought), chunk('{"content": "Hi."}', '"stop"'), "[DONE]"))

    *pieces, output = await streamed(model)

    assert pieces == ["", "Hi."]
    assert output_of([output]).text == "Hi."


async def test_another_choice_than_the_first_is_not_mixed_in(model, provider):
    """Nobody asked for two."""
    two = '{"model": "m", "choices": [{"index": 0, "delta": {"content": "Hi."}, "finish_reason":'
    two += ' "stop"}, {"index": 1, "delta": {"content": "Ho."}, "finish_reason": "stop"}]}'
    provider.then(events(two, "[DONE]"))

    assert output_of(await streamed(model)).text == "Hi."


@BOTH_WAYS
async def test_a_finish_reason_error_is_a_failure(model, provider, ask):
    """What was said before it is what went wrong, and no model's words."""
    provider.then(Reply(texts=("Traceback: ",), stop_reason="error"))

    with pytest.raises(ModelBusyError):
        await ask(model)


@pytest.mark.parametrize("then", ["error", "failed"])
@pytest.mark.parametrize("ask", [streamed, generated])
@pytest.mark.parametrize(
    ("code", "ours"),
    [
        ("429", ModelBusyError),
        ("502", ModelBusyError),
        ("408", ModelTimeoutError),
        ("401", ModelKeyError),
        ("402", ModelError),
        ("content_filter", ModelRefusedError),
        ("a_brand_new_error", ModelCutError),
    ],
)
async def test_an_error_with_status_200_goes_by_its_code(model, provider, ask, then, code, ours):
    """Gateways answer 200 before they know whether the model will; codes may be numbers."""
    provider.then(Reply(then=then, error=code))

    with pytest.raises(ModelError) as caught:
        await ask(model)

    assert type(caught.value) is ours


TOO_LONG = [
    (400, None, 400, "This model's maximum context length is 4096 tokens. However, your messages"),
    (400, None, 400, "The decoder prompt (length 5000) is longer than the maximum model length"),
    (
        400,
        "exceed_context_size_error",
        400,
        "request (4476 tokens) exceeds the available one (4096)",
    ),
    (500, "server_error", 500, "the request exceeds the available context size. try increasing it"),
    (400, None, None, "the input length exceeds the context length"),
    (400, None, None, "Trying to keep the first 9000 tokens when context the overflows. However, "
     "the model is loaded with context length of only 4096 tokens, which is not enough."),
]  # fmt: skip


@BOTH_WAYS
@pytest.mark.parametrize(("status", "type_", "code", "sentence"), TOO_LONG)
async def test_a_dialogue_that_is_too_long_is_told_apart(
    model, provider, ask, status, type_, code, sentence
):
    """vLLM, llama.cpp, Ollama, LM Studio and OpenRouter each say it in their own words."""
    provider.then(Refusal(status=status, type=type_, code=code, message=sentence))

    with pytest.raises(ModelTooLongError):
        await ask(model)


@pytest.mark.parametrize(
    "data",
    [
        'event: error\ndata: {"error": {"message": "Context size has been exceeded."}}',
        '{"error": "The number of tokens to keep is greater than the context length."}',
        '{"error": {"code": 400, "message": "maximum context length is 4096 tokens"}}',
    ],
)
async def test_a_dialogue_that_is_too_long_may_be_told_within_a_stream(model, provider, data):
    """LM Studio answers 200 first."""
    provider.then(events(data))

    with pytest.raises(ModelTooLongError):
        await streamed(model)


@BOTH_WAYS
async def test_a_gateways_moderation_is_a_refusal_and_no_wrong_key(model, provider, ask):
    """It uses the status of a key that may not; the host would look for a fault that is none."""
    body = b"""{"error": {"code": 403, "message": "Your input was flagged.", "metadata":
        {"reasons": ["violence"], "flagged_input": "what the person", "provider_name": "X"}}}"""
    provider.then(Raw(body=body, status=403))

    with pytest.raises(ModelRefusedError):
        await ask(model)


async def test_its_list_of_models_comes_whole(provider):
    """The loopback server keeps to the reference here too."""
    from openai import AsyncOpenAI

    provider.models = [f"llama-{n}" for n in range(45)]
    async with AsyncOpenAI(api_key=KEY, base_url=provider.url, max_retries=0) as client:
        found = [model.id async for model in await client.models.list()]

    assert found == provider.models


async def test_a_dialogue_that_begins_with_the_model_keeps_its_order(model, provider):
    """A greeting may come before the first question."""
    await model.generate(
        [Message("assistant", "Welcome."), Message("user", "hello")], system="", config=CONFIG
    )

    roles = [message["role"] for message in provider.requests[0].body["messages"]]
    assert roles == ["assistant", "user"]
