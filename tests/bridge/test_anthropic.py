"""Claude behind the seam: the real SDK against a loopback provider, over a socket."""

import asyncio
import logging
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import get_args

import pytest

from bridge.errors import (
    BridgeError,
    ModelBusyError,
    ModelCutError,
    ModelEmptyError,
    ModelError,
    ModelKeyError,
    ModelRefusedError,
    ModelTimeoutError,
)
from bridge.models import anthropic as adapter
from bridge.models import anthropic_errors
from bridge.models.anthropic import THINKING_TOKENS, AnthropicModel
from bridge.models.anthropic_reply import MAX_REPLY
from bridge.models.base import GenerateConfig, Message, ModelOutput, Usage
from tests.providers.anthropic import AnthropicServer, Hang, Raw, Refusal, Reply

KEY = "sk-ant-loopback"
SYSTEM = "You are Timmy."
WORDS = "what the person said, swordfish"
DIALOGUE = (
    Message("user", "hello"),
    Message("assistant", "good evening"),
    Message("user", WORDS),
)
CONFIG = GenerateConfig(max_tokens=200)


@pytest.fixture
async def provider() -> AsyncIterator[AnthropicServer]:
    async with AnthropicServer(key=KEY) as server:
        yield server


@pytest.fixture
async def model(provider: AnthropicServer) -> AsyncIterator[AnthropicModel]:
    model = AnthropicModel(api_key=KEY, base_url=provider.url)
    yield model
    await model.aclose()


async def streamed(model: AnthropicModel) -> list[str | ModelOutput]:
    stream = model.stream(DIALOGUE, system=SYSTEM, config=CONFIG)
    async with aclosing(stream) as pieces:
        return [piece async for piece in pieces]


async def generated(model: AnthropicModel) -> ModelOutput:
    return await model.generate(DIALOGUE, system=SYSTEM, config=CONFIG)


BOTH_WAYS = pytest.mark.parametrize("ask", [streamed, generated])


async def test_a_reply_comes_whole(model, provider):
    """The plainest promise: what Claude wrote is what we hand on, and who wrote it."""
    provider.then(Reply(texts=("  Good evening", ".\n"), model="claude-opus-5-5-20261001"))

    output = await generated(model)

    assert output == ModelOutput(
        "Good evening.", "claude-opus-5-5-20261001", usage=Usage(25, 12, 0, 0)
    )


async def test_a_reply_comes_in_pieces(model, provider):
    """Somebody who waits sees the first words at once, not the last."""
    provider.then(Reply(texts=("Good ", "evening", ".")))

    *pieces, output = await streamed(model)

    assert pieces == ["Good ", "evening", "."]
    assert output == ModelOutput("Good evening.", "claude-opus-5-5", usage=Usage(25, 12, 0, 0))


async def test_a_piece_is_handed_on_before_the_reply_is_finished(model, provider):
    """A stream that waits for its end is no stream."""
    provider.then(Reply(texts=("Good ",), then="silence"))

    stream = model.stream(DIALOGUE, system=SYSTEM, config=CONFIG)
    async with aclosing(stream) as pieces:
        assert await anext(pieces) == "Good "
    await provider.until_idle()


@BOTH_WAYS
async def test_thoughts_are_not_spoken(model, provider, ask):
    """Current models think first: the first block holds a thought, not the reply."""
    provider.then(Reply(thinking="They greet me.", texts=("Hello.",)))

    got = await ask(model)

    pieces, output = ([], got) if isinstance(got, ModelOutput) else (got[:-1], got[-1])
    assert output.text == "Hello."
    assert "".join(pieces) in {"", "Hello."}


async def test_a_thought_is_a_sign_of_life(model, provider):
    """An empty text says that the model is at work, so that nobody gives it up."""
    provider.then(Reply(thinking="They greet me.", texts=("Hello.",)))

    pieces = await streamed(model)

    assert pieces[:3] == ["", "", "Hello."]


@BOTH_WAYS
async def test_what_was_billed_is_known_with_what_the_cache_saved(model, provider, ask):
    """The budget settles on these counts; the last event of a stream carries only one of them."""
    provider.then(Reply(cache_read_tokens=900, cache_write_tokens=70, output_tokens=33))

    got = await ask(model)

    output = got if isinstance(got, ModelOutput) else got[-1]
    assert output.usage == Usage(25, 33, 900, 70)


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
    """A reply that ran out of tokens may be told from one that said all it wanted."""
    provider.then(Reply(stop_reason=reason))

    got = await ask(model)

    output = got if isinstance(got, ModelOutput) else got[-1]
    assert output.stop_reason == ours


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
    assert plain["max_tokens"] == 200 + THINKING_TOKENS
    assert plain["output_config"] == {"effort": "low"}


async def test_a_model_without_effort_gets_no_room_for_thoughts(provider):
    """Older models refuse the parameter and do not think unasked."""
    model = AnthropicModel(
        "haiku4", "claude-haiku-4-5", api_key=KEY, base_url=provider.url, effort=None
    )

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


async def test_an_empty_line_of_the_past_does_not_spoil_the_dialogue(model, provider):
    """The provider refuses a whole request for one blank text."""
    past = [Message("user", "hello"), Message("assistant", " \n")]

    await model.generate([*past, Message("user", "are you there?")], system="", config=CONFIG)

    assert [m["role"] for m in provider.requests[0].body["messages"]] == ["user", "user"]


async def test_calls_that_follow_each_other_share_a_connection(model, provider):
    """A new TLS connection for each turn would cost the person two round trips."""
    provider.otherwise = Reply(lingers=0.02)

    for _ in range(4):
        await streamed(model)

    assert len({request.port for request in provider.requests}) == 1


async def test_a_connection_that_never_ends_holds_no_reply_back(model, provider, monkeypatch):
    """The reply is whole with its last event, whatever a proxy does with the connection."""
    monkeypatch.setattr(adapter, "_LINGER", 0.05)
    provider.then(Reply(lingers=60.0))

    async with asyncio.timeout(5):
        *_, output = await streamed(model)

    assert isinstance(output, ModelOutput)
    await provider.until_idle()


async def test_calls_that_start_together_share_one_client(model, provider):
    """The first calls after a start come at once; each client would hold its own connections."""
    async with asyncio.TaskGroup() as group:
        for _ in range(8):
            group.create_task(streamed(model))

    assert len(provider.requests) == 8


REFUSALS = [
    (400, None, ModelError),
    (401, None, ModelKeyError),
    (402, None, ModelError),
    (403, None, ModelKeyError),
    (404, None, ModelError),
    (408, None, ModelTimeoutError),
    (409, None, ModelBusyError),
    (413, None, ModelError),
    (418, None, ModelError),
    (422, None, ModelError),
    (429, None, ModelBusyError),
    (429, "enforced_spend_limit_reached", ModelError),
    (429, "ramp_limit_exceeded", ModelBusyError),
    (500, None, ModelBusyError),
    (502, None, ModelBusyError),
    (503, None, ModelBusyError),
    (504, None, ModelTimeoutError),
    (529, None, ModelBusyError),
]


@BOTH_WAYS
@pytest.mark.parametrize(("status", "code", "ours"), REFUSALS)
async def test_an_http_error_becomes_ours(model, provider, ask, status, code, ours):
    """Only what another try can mend may look like it; a spent account looks like a rate limit."""
    provider.then(Refusal(status=status, code=code))

    with pytest.raises(ModelError) as caught:
        await ask(model)

    assert type(caught.value) is ours
    assert len(provider.requests) == 1, "the SDK tried again by itself"


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("7", 7.0),
        ("0.5", 0.5),
        (None, None),
        ("soon", None),
        ("-1", None),
        ("inf", None),
        ("nan", None),
    ],
)
async def test_the_wait_that_the_provider_asks_for_is_carried(model, provider, header, seconds):
    """Whoever tries again must know when; nonsense in the header must not become a pause."""
    provider.then(Refusal(status=429, retry_after=header))

    with pytest.raises(ModelBusyError) as caught:
        await streamed(model)

    assert caught.value.retry_after == seconds


async def test_a_wrong_key_is_told_apart(provider):
    """The host can mend it, another try cannot."""
    model = AnthropicModel(api_key="sk-ant-other", base_url=provider.url)

    with pytest.raises(ModelKeyError):
        await streamed(model)
    await model.aclose()


@pytest.mark.parametrize("key", ["", "  ", "sk\nant", "schlüssel"])
async def test_a_key_that_cannot_be_one_is_not_sent(provider, key):
    """The SDK would fail in a different way for each of them."""
    model = AnthropicModel(api_key=key, base_url=provider.url)

    with pytest.raises(ModelKeyError):
        await streamed(model)

    assert provider.requests == []


async def test_a_key_with_a_line_end_works(provider):
    """Keys are pasted into files, and files end with a line end."""
    model = AnthropicModel(api_key=f"{KEY}\n", base_url=provider.url)

    assert (await generated(model)).text == "Hello there."
    await model.aclose()


@BOTH_WAYS
async def test_an_empty_reply_is_an_error(model, provider, ask):
    """A failure never becomes an empty string."""
    provider.then(Reply(texts=()), Reply(texts=(" ", "\n")))

    for _ in range(2):
        with pytest.raises(ModelEmptyError):
            await ask(model)


@BOTH_WAYS
async def test_a_refusal_is_told_apart(model, provider, ask):
    """A refusal may come with no text or after some; either way there is no reply."""
    provider.then(
        Reply(texts=(), stop_reason="refusal"), Reply(texts=("Well, ",), stop_reason="refusal")
    )

    for _ in range(2):
        with pytest.raises(ModelRefusedError):
            await ask(model)


@pytest.mark.parametrize("then", ["cut", "unclosed"])
async def test_a_stream_that_ends_early_but_cleanly_is_cut(model, provider, then):
    """The SDK says nothing about it: half a reply would pass for a whole one."""
    provider.then(Reply(then=then))

    with pytest.raises(ModelCutError):
        await streamed(model)


async def test_a_stream_that_never_says_why_it_stopped_is_cut(model, provider):
    """Proxies close streams politely on behalf of servers that crashed."""
    provider.then(Reply(stop_reason=None))

    with pytest.raises(ModelCutError):
        await streamed(model)


async def test_a_connection_that_is_reset_in_the_middle_is_cut(model, provider):
    """The SDK lets the transport's own error out here."""
    provider.then(Reply(then="reset"))

    with pytest.raises(ModelCutError):
        await streamed(model)


async def test_a_reply_that_was_whole_stays_so_when_the_connection_is_reset(model, provider):
    """What matters has come."""
    provider.then(Reply(then="slam"))

    *_, output = await streamed(model)

    assert isinstance(output, ModelOutput)


async def test_half_a_character_does_not_get_through(model, provider):
    """JSON can say it, but no file and no socket could be told it."""
    provider.then(Reply(texts=("Good \ud800evening.",)))

    assert (await generated(model)).text == "Good ?evening."


async def test_a_connection_that_is_reset_before_the_answer_is_worth_another_try(model, provider):
    """Nothing was said yet."""
    provider.then(Reply(then="reset"))

    with pytest.raises(ModelBusyError):
        await generated(model)


async def test_a_provider_that_is_not_there_is_worth_another_try():
    """It may be back in a second."""
    async with AnthropicServer() as gone:
        pass
    model = AnthropicModel(api_key=KEY, base_url=gone.url)

    with pytest.raises(ModelBusyError):
        await streamed(model)
    await model.aclose()


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
async def test_an_error_inside_a_stream_becomes_ours(model, provider, error, ours):
    """Its HTTP status is 200: only the event's type tells what it is."""
    provider.then(Reply(then="error", error=error))

    with pytest.raises(ModelError) as caught:
        await streamed(model)

    assert type(caught.value) is ours


@pytest.mark.parametrize("texts", [("x" * 100,) * 60, ("y" * 2**20,) * 10])
async def test_a_reply_that_never_ends_is_cut_to_size(model, provider, texts):
    """Ten megabytes of reply must cost neither memory nor patience."""
    provider.then(Reply(texts=texts, then="silence"))

    async with asyncio.timeout(5):
        *pieces, output = await streamed(model)

    assert isinstance(output, ModelOutput)
    assert len(output.text) == MAX_REPLY
    assert "".join(map(str, pieces)) == output.text
    assert output.stop_reason == "max_tokens"
    assert output.usage.output_tokens == MAX_REPLY // 4
    await provider.until_idle()


async def test_a_whole_reply_is_cut_to_the_same_size(model, provider):
    """Both ways keep the same promise."""
    provider.then(Reply(texts=("x" * 10_000,)))

    output = await generated(model)

    assert len(output.text) == MAX_REPLY
    assert output.stop_reason == "max_tokens"


@BOTH_WAYS
async def test_a_web_page_with_status_200_is_not_a_reply(model, provider, ask):
    """A captive portal or a wrong address: the SDK would hand out a str, or nothing at all."""
    provider.then(Raw(body=b"<html>Log in to the guest network</html>", content_type="text/html"))

    with pytest.raises(ModelError, match="Something other than the model") as caught:
        await ask(model)

    assert type(caught.value) is ModelError


WHOLE = (
    b'{"content": [{"type": "text", "text": %b}], "model": %b, "stop_reason": "end_turn",'
    b' "usage": {"input_tokens": 1, "output_tokens": %b}}'
)
EVENT = b"event: content_block_delta\ndata: "


@pytest.mark.parametrize(
    ("body", "ours"),
    [
        (EVENT + b'{"type": "content_block_del\n\n', ModelCutError),
        (
            EVENT + b'{"type":"content_block_delta","delta":{"type":"text_delta","text":5}}\n\n',
            None,
        ),
        (EVENT + b'{"type":"content_block_delta","delta":{"type":"text_delta"}}\n\n', None),
        (EVENT + b'{"type":"content_block_delta"}\n\n', None),
        (EVENT + b'"hello"\n\n', None),
        (EVENT + b"[" * 100_000 + b"\n\n", None),
        (EVENT + b"\xff\xfe\n\n", None),
        (b"event: error\ndata: \xc3(\n\n", None),
        (b"event: something_new\ndata: {}\n\n", ModelError),
        (b"", ModelCutError),
    ],
)
async def test_nonsense_in_a_stream_becomes_our_error(model, provider, body, ours):
    """Types are only hints to the SDK: what it hands out must be held at the door."""
    provider.then(Raw(body=body, content_type="text/event-stream"))

    with pytest.raises(ours or ModelError):
        await streamed(model)


@pytest.mark.parametrize(
    ("body", "ours"),
    [
        (b'{"id": "msg_1", "type": "mess', ModelCutError),
        (b"", ModelCutError),
        (b"null", None),
        (b"[]", None),
        (b'"hello"', None),
        (b"{}", None),
        (b'{"content": [{"type": "text", "text": "hi"}]}', None),
        (b'{"content": "hi", "model": "m", "stop_reason": "end_turn", "usage": {}}', None),
        (WHOLE % (b'["hi"]', b'"m"', b"1"), None),
        (WHOLE % (b'"hi"', b"null", b"1"), None),
        (WHOLE % (b'"hi"', b'"m"', b'"many"'), None),
        (b"[" * 100_000, None),
        (b"\xff\xfe", None),
    ],
)
async def test_nonsense_in_one_piece_becomes_our_error(model, provider, body, ours):
    """As above."""
    provider.then(Raw(body=body))

    with pytest.raises(ours or ModelError):
        await generated(model)


@BOTH_WAYS
@pytest.mark.parametrize(
    "behaviour", [Hang(), Reply(then="silence"), Reply(texts=(), then="silence")]
)
async def test_giving_up_closes_the_connection_and_leaves_no_task(model, provider, ask, behaviour):
    """Hundreds of calls may hang at once; what nobody waits for must end."""
    await generated(model)
    before = asyncio.all_tasks()
    provider.came.clear()
    provider.then(behaviour)

    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.2):
            await ask(model)
    await provider.until_idle()
    await asyncio.sleep(0)

    left = asyncio.all_tasks() - before
    assert not [task for task in left if "RequestHandler" not in repr(task)]


async def test_a_failure_tells_nobodys_words_and_no_key(model, provider, caplog):
    """The provider's message may quote the request, and people read logs and replies."""
    caplog.set_level(logging.DEBUG)
    provider.then(Refusal(status=400, message=f"I will not read {WORDS!r} with {KEY}"))

    with pytest.raises(ModelError) as caught:
        await streamed(model)

    told = f"{caught.value} {caught.value.__cause__} {caplog.text}"
    assert caught.value.__suppress_context__
    assert WORDS not in told
    assert KEY not in told
    assert KEY not in repr(model)
    (record,) = [r for r in caplog.records if r.name == adapter.__name__]
    facts = vars(record)
    assert (facts["model"], facts["status_code"], facts["error"]) == (
        "opus",
        400,
        "BadRequestError",
    )
    assert facts["request_id"].startswith("req_")


async def test_the_sdk_writes_no_dialogue_into_the_log(model, provider, caplog):
    """Its debug lines hold whole requests; a host who debugs must not read them by accident."""
    caplog.set_level(logging.DEBUG)

    await streamed(model)
    await generated(model)

    assert WORDS not in caplog.text
    assert SYSTEM not in caplog.text


def family(root: type) -> set[type]:
    children: list[type] = root.__subclasses__()
    return {root}.union(*map(family, children))


def test_every_exception_of_the_sdk_is_mapped():
    """A new release may bring a new kind of failure: somebody must decide what it means to us."""
    import anthropic._error_classes  # noqa: F401 - defines a class for each error code
    from anthropic import AnthropicError, APIError, APIStatusError

    general = {AnthropicError, APIError, APIStatusError}
    unmapped = {
        cls.__name__
        for cls in family(AnthropicError) - general
        if not any(base.__name__ in anthropic_errors.KINDS for base in cls.__mro__)
    }

    assert unmapped == set()


def test_every_exception_of_the_transport_is_mapped():
    """Streams let them through as they are."""
    from httpx2 import TransportError

    for cls in family(TransportError):
        error = anthropic_errors.our_error(cls("words"))
        assert type(error) in {ModelCutError, ModelTimeoutError}, cls
        assert "words" not in str(error)


def test_every_error_type_of_the_provider_is_mapped():
    """Inside a stream the type is all there is."""
    from anthropic.types.shared.error_type import ErrorType

    foreign = {t for t in get_args(ErrorType) if not t.startswith("memory_")}
    assert foreign <= set(anthropic_errors.TYPES)


def test_the_sdk_is_not_imported_before_it_is_needed():
    """It takes a second, and a bridge without a key never needs it."""
    code = (
        "import sys; from bridge.models.anthropic import AnthropicModel;"
        "AnthropicModel(api_key='k'); sys.exit('anthropic' in sys.modules)"
    )

    done = subprocess.run([sys.executable, "-c", code], check=False, timeout=30)

    assert done.returncode == 0


async def test_a_model_that_was_never_asked_can_be_let_go():
    """The bridge closes every model it made."""
    await AnthropicModel(api_key=KEY).aclose()


def test_no_sentence_is_left_to_chance():
    """Each is one that a player may read."""
    kinds = [*anthropic_errors.KINDS.values(), *anthropic_errors.TYPES.values()]
    for cls, sentence in kinds:
        assert issubclass(cls, BridgeError)
        assert sentence.endswith(".")
