"""What is OpenAI's own: the Responses API, its events and errors; the rest is `test_providers`."""

from collections.abc import AsyncIterator
from typing import get_args

import pytest

from bridge.errors import (
    ModelBusyError,
    ModelCutError,
    ModelError,
    ModelRefusedError,
    ModelTooLongError,
)
from bridge.models import failures
from bridge.models.base import GenerateConfig, Message
from bridge.models.catalog import Catalog
from bridge.models.entry import Access
from bridge.models.openai import OpenAIModel
from bridge.models.sdk import SdkModel
from tests.bridge.speakers import (
    CONFIG,
    DIALOGUE,
    GPT,
    KEY,
    SYSTEM,
    generated,
    output_of,
    streamed,
)
from tests.providers.openai import OpenAIServer
from tests.providers.words import Raw, Refusal, Reply

#: It does not think before it speaks.
GPT4O = Catalog.load().find("gpt4o")


@pytest.fixture
async def provider() -> AsyncIterator[OpenAIServer]:
    async with OpenAIServer(key=KEY) as server:
        yield server


@pytest.fixture
async def model(provider: OpenAIServer) -> AsyncIterator[SdkModel]:
    model = GPT.model(provider.url)
    yield model
    await model.aclose()


BOTH_WAYS = pytest.mark.parametrize("ask", [streamed, generated])


async def test_a_request_holds_what_the_provider_takes_and_no_more(model, provider):
    """Nothing is stored there, and a model that thinks takes no temperature."""
    await streamed(model)
    await generated(model)

    streaming, plain = (request.body for request in provider.requests)
    assert streaming.pop("stream") is True
    assert streaming == plain
    assert plain == {
        "model": "gpt-6.1-sol",
        "input": [{"role": message.role, "content": message.text} for message in DIALOGUE],
        "instructions": SYSTEM,
        "max_output_tokens": 200 + GPT.entry.thinking,
        "reasoning": {"effort": "low"},
        "store": False,
    }


async def test_a_model_that_does_not_think_takes_a_temperature(provider):
    """The provider refuses a whole request for a parameter that its model has no use for."""
    model = OpenAIModel(GPT4O, Access(KEY, provider.url))

    config = GenerateConfig(max_tokens=5, temperature=0.3)
    await model.generate(DIALOGUE, system="", config=config)
    await model.aclose()

    body = provider.requests[0].body
    assert "reasoning" not in body
    assert "instructions" not in body
    assert body["temperature"] == 0.3


async def test_a_very_short_answer_is_asked_for_at_the_length_the_provider_takes(provider):
    """It refuses a limit below sixteen tokens."""
    model = OpenAIModel(GPT4O, Access(KEY, provider.url))

    await model.generate(DIALOGUE, system="", config=GenerateConfig(max_tokens=5))
    await model.aclose()

    assert provider.requests[0].body["max_output_tokens"] == 16


async def test_one_message_is_enough(model, provider):
    """A first line has no past."""
    output = await model.generate([Message("user", "hello")], system="", config=CONFIG)

    assert output.text == "Hello there."
    assert "instructions" not in provider.requests[0].body


@BOTH_WAYS
async def test_a_refusal_in_words_is_the_answer(model, provider, ask):
    """The model says politely that it would rather not: that is a reply, and it is marked."""
    provider.then(Reply(texts=("I can", "not help", " with that."), refuses=True))

    got = await ask(model)

    output = output_of(got)
    assert (output.text, output.stop_reason) == ("I cannot help with that.", "refusal")
    assert not isinstance(got, list) or "".join(map(str, got[:-1])) == output.text


@pytest.mark.parametrize("then", ["error", "failed"])
@pytest.mark.parametrize(
    ("code", "ours"),
    [
        ("server_error", ModelBusyError),
        ("rate_limit_exceeded", ModelBusyError),
        ("context_length_exceeded", ModelTooLongError),
        ("insufficient_quota", ModelError),
        ("invalid_prompt", ModelError),
        ("misalignment_policy_violation", ModelRefusedError),
        ("a_brand_new_error", ModelCutError),
    ],
)
async def test_an_error_inside_a_stream_goes_by_its_code(model, provider, then, code, ours):
    """It comes as an event of its own, or as the end of a response that failed."""
    provider.then(Reply(then=then, error=code))

    with pytest.raises(ModelError) as caught:
        await streamed(model)

    assert type(caught.value) is ours


@pytest.mark.parametrize(
    ("code", "ours"), [("server_error", ModelBusyError), ("invalid_prompt", ModelError)]
)
async def test_a_response_that_failed_as_a_whole_becomes_our_error(model, provider, code, ours):
    """Its HTTP status is 200."""
    provider.then(Reply(then="failed", error=code))

    with pytest.raises(ModelError) as caught:
        await generated(model)

    assert type(caught.value) is ours


async def test_an_error_event_may_hold_the_error_apart(model, provider):
    """The reference has it flat; the provider has been seen to send it nested."""
    event = (
        b'event: error\ndata: {"type": "error", "sequence_number": 2, "error": {"type":'
        b' "invalid_request_error", "code": "context_length_exceeded", "message": "Too long."}}\n\n'
    )
    provider.then(Raw(body=event, content_type="text/event-stream"))

    with pytest.raises(ModelTooLongError):
        await streamed(model)


@BOTH_WAYS
@pytest.mark.parametrize("code", ["context_length_exceeded", None])
async def test_a_dialogue_that_is_too_long_is_told_apart(model, provider, ask, code):
    """Another try fails as well, but a shorter dialogue would not."""
    sentence = (
        "Your input exceeds the context window of this model. Please adjust your input and try "
        "again."
    )
    provider.then(Refusal(status=400, message=sentence, code=code, param="input"))

    with pytest.raises(ModelTooLongError):
        await ask(model)


async def test_too_many_tokens_a_minute_are_not_too_long_a_dialogue(model, provider):
    """The minute passes."""
    sentence = (
        "Request too large for gpt-6.1-sol on tokens per min (TPM): Limit 30000, Requested 40000. "
        "The input or output tokens must be reduced in order to run successfully; the context "
        "length is not the limit."
    )
    provider.then(Refusal(status=429, message=sentence, code="rate_limit_exceeded"))

    with pytest.raises(ModelBusyError):
        await streamed(model)


@BOTH_WAYS
async def test_a_spent_account_is_told_from_a_rate_limit(model, provider, ask):
    """Both come with the same status; no try can mend the one before somebody pays."""
    message = "You exceeded your current quota, please check your plan and billing details."
    provider.then(Refusal(status=429, message=message, code="insufficient_quota"))

    with pytest.raises(ModelError, match="used up") as caught:
        await ask(model)

    assert type(caught.value) is ModelError


async def test_a_response_that_was_called_off_is_cut(model, provider):
    """Only two states of a response hold a reply."""
    body = b'{"object": "response", "status": "cancelled", "model": "m", "output": []}'
    provider.then(Raw(body=body))

    with pytest.raises(ModelCutError):
        await generated(model)


def test_every_error_code_of_the_provider_is_mapped():
    """Inside a response the code is all there is; those about pictures never meet us."""
    from openai.types.responses.response_error import ResponseError

    codes = set(get_args(ResponseError.model_fields["code"].annotation))
    ours = {code for code in codes if "image" not in code and not code.startswith("vector_store")}
    assert ours
    assert ours <= set(failures.CODES)
