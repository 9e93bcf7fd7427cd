"""What holds for every provider: the real SDK against a loopback server, over a socket."""

import asyncio
import importlib.util
import logging
import re
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import aclosing
from pathlib import Path

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
    ModelTooLongError,
    ModelUnreadableError,
)
from bridge.models import failures, sdk
from bridge.models.base import MAX_REPLY, Message, ModelOutput, Usage
from bridge.models.calls import Candidate, Deadlines, call
from bridge.models.catalog import Catalog
from bridge.models.sdk import SdkModel
from bridge.models.transport import MAX_ERROR
from tests.bridge.speakers import (
    CONFIG,
    DIALOGUE,
    KEY,
    SPEAKERS,
    SYSTEM,
    WORDS,
    Server,
    Speaker,
    generated,
    output_of,
    streamed,
)
from tests.providers.words import Hang, Raw, Refusal, Reply

OPUS = Catalog.load().find("opus")


@pytest.fixture(params=SPEAKERS, ids=lambda speaker: speaker.name)
def speaker(request: pytest.FixtureRequest) -> Speaker:
    found: Speaker = request.param
    return found


@pytest.fixture
async def provider(speaker: Speaker) -> AsyncIterator[Server]:
    async with speaker.server(key=KEY) as server:
        yield server


@pytest.fixture
async def model(speaker: Speaker, provider: Server) -> AsyncIterator[SdkModel]:
    model = speaker.model(provider.url)
    yield model
    await model.aclose()


BOTH_WAYS = pytest.mark.parametrize("ask", [streamed, generated])


async def test_a_reply_comes_whole(model, provider):
    """The plainest promise: what the model wrote is what we hand on, and who wrote it."""
    provider.then(Reply(texts=("  Good evening", ".\n"), model="its-very-own-name-20261001"))

    output = await generated(model)

    assert output == ModelOutput(
        "Good evening.", "its-very-own-name-20261001", usage=Usage(25, 12, 0, 0)
    )


async def test_a_reply_comes_in_pieces(speaker, model, provider):
    """Somebody who waits sees the first words at once, not the last."""
    await generated(model)  # some have to be known first; see `models.thoughts`
    provider.then(Reply(texts=("Good ", "evening", ".")))

    *pieces, output = await streamed(model)

    assert [piece for piece in pieces if piece] == ["Good ", "evening", "."]
    assert output == ModelOutput("Good evening.", speaker.entry.api_name, usage=Usage(25, 12, 0, 0))


async def test_a_piece_is_handed_on_before_the_reply_is_finished(model, provider):
    """A stream that waits for its end is no stream."""
    await generated(model)  # some have to be known first; see `models.thoughts`
    provider.then(Reply(texts=("Good ",), then="silence"))

    stream = model.stream(DIALOGUE, system=SYSTEM, config=CONFIG)
    async with aclosing(stream) as pieces:
        async for piece in pieces:
            if piece:
                assert piece == "Good "
                break
    await provider.until_idle()


@BOTH_WAYS
async def test_thoughts_are_not_spoken(model, provider, ask):
    """Current models think first, and their thoughts come in the same reply."""
    provider.then(Reply(thinking="They greet me.", texts=("Hello.",)))

    got = await ask(model)

    assert output_of(got).text == "Hello."
    assert isinstance(got, ModelOutput) or "".join(got[:-1]) == "Hello."


async def test_a_thought_is_a_sign_of_life(model, provider):
    """An empty text says that the model is at work, so that nobody gives it up."""
    provider.then(Reply(thinking="They greet me.", texts=("Hello.",)))

    pieces = await streamed(model)

    assert pieces[0] == ""


@BOTH_WAYS
async def test_what_was_billed_is_known_with_what_the_cache_saved(model, provider, ask):
    """The budget settles on these counts; a stream may tell them last of all."""
    provider.then(Reply(cache_read_tokens=900, cache_write_tokens=70, output_tokens=33))

    assert output_of(await ask(model)).usage == Usage(25, 33, 900, 70)


@BOTH_WAYS
async def test_a_reply_that_ran_out_of_tokens_says_so(speaker, model, provider, ask):
    """It may be told from one that said all it wanted."""
    provider.then(Reply(stop_reason=speaker.ran_out))

    output = output_of(await ask(model))

    assert (output.text, output.stop_reason) == ("Hello there.", "max_tokens")


async def test_an_empty_line_of_the_past_does_not_spoil_the_dialogue(model, provider):
    """A provider refuses a whole request for one blank text."""
    past = [Message("user", "hello"), Message("assistant", " \n")]

    await model.generate([*past, Message("user", "are you there?")], system="", config=CONFIG)

    body = provider.requests[0].body
    said = body.get("messages") or body["input"]
    assert [message["role"] for message in said] == ["user", "user"]


async def test_calls_that_follow_each_other_share_a_connection(model, provider):
    """A new TLS connection for each turn would cost the person two round trips."""
    provider.otherwise = Reply(lingers=0.02)

    for _ in range(4):
        await streamed(model)

    assert len({request.port for request in provider.requests}) == 1


async def test_a_connection_that_never_ends_holds_no_reply_back(model, provider, monkeypatch):
    """The reply is whole with its last event, whatever a proxy does with the connection."""
    monkeypatch.setattr(sdk, "_LINGER", 0.05)
    provider.then(Reply(lingers=60.0))

    async with asyncio.timeout(5):
        output_of(await streamed(model))

    await provider.until_idle()


async def test_calls_that_start_together_share_one_client(speaker, provider, monkeypatch):
    """The first calls after a start come at once; each client would hold its own connections."""
    model = speaker.model(provider.url)
    made: list[sdk.Client] = []
    new_client = model._new_client

    def counted() -> sdk.Client:
        made.append(new_client())
        return made[-1]

    monkeypatch.setattr(model, "_new_client", counted)

    async with asyncio.TaskGroup() as group:
        for _ in range(8):
            group.create_task(streamed(model))
    await model.aclose()

    assert len(provider.requests) == 8
    assert len(made) == 1


@BOTH_WAYS
@pytest.mark.parametrize(
    ("status", "ours"),
    [
        (400, ModelError),
        (401, ModelKeyError),
        (402, ModelError),
        (403, ModelKeyError),
        (404, ModelError),
        (408, ModelTimeoutError),
        (409, ModelBusyError),
        (413, ModelTooLongError),
        (418, ModelError),
        (422, ModelError),
        (429, ModelBusyError),
        (500, ModelBusyError),
        (502, ModelBusyError),
        (503, ModelBusyError),
        (504, ModelTimeoutError),
        (529, ModelBusyError),
    ],
)
async def test_an_http_error_becomes_ours(model, provider, ask, status, ours):
    """Only what another try can mend may look like it."""
    provider.then(Refusal(status=status))

    with pytest.raises(ModelError) as caught:
        await ask(model)

    assert type(caught.value) is ours
    assert len(provider.requests) == 1, "the SDK tried again by itself"


@BOTH_WAYS
async def test_an_error_that_is_a_web_page_becomes_ours(model, provider, ask):
    """It comes from a proxy in between, which speaks no JSON."""
    page = b"<html><h1>502 Bad Gateway</h1></html>"
    provider.then(Raw(body=page, content_type="text/html", status=502))

    with pytest.raises(ModelBusyError):
        await ask(model)


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
@pytest.mark.parametrize("status", [429, 503])
async def test_the_wait_that_the_provider_asks_for_is_carried(
    model, provider, status, header, seconds
):
    """Whoever tries again must know when; nonsense in the header must not become a pause."""
    provider.then(Refusal(status=status, retry_after=header))

    with pytest.raises(ModelBusyError) as caught:
        await streamed(model)

    assert caught.value.retry_after == seconds


@pytest.mark.parametrize(
    ("status", "header", "sentence"),
    [
        (429, None, "The model has too much to do right now; try again in a moment."),
        (429, "5", "The model has too much to do right now; try again in a moment."),
        (429, "120", "The model has too much to do right now; try again in about 2 minutes."),
        (529, "40", "The model has too much to do right now; try again in about a minute."),
        (500, None, "The model's provider is in trouble; try again in a moment."),
        (503, "7200", "The model's provider is in trouble; try again in about 2 hours."),
    ],
)
async def test_a_person_is_told_what_is_the_matter_and_when_to_try_again(
    model, provider, status, header, sentence
):
    """A fault is not the hurry of others, and two minutes are no moment."""
    provider.then(Refusal(status=status, retry_after=header))

    with pytest.raises(ModelBusyError) as caught:
        await streamed(model)

    assert str(caught.value) == sentence


async def test_a_wrong_key_is_told_apart(speaker, provider):
    """The host can mend it, another try cannot."""
    model = speaker.model(provider.url, "sk-other")

    with pytest.raises(ModelKeyError):
        await streamed(model)
    await model.aclose()


@pytest.mark.parametrize("key", ["", "  ", "sk\nant", "schlüssel"])
async def test_a_key_that_cannot_be_one_is_not_sent(speaker, provider, key):
    """The SDK would fail in a different way for each of them."""
    model = speaker.model(provider.url, key)

    with pytest.raises(ModelKeyError):
        await streamed(model)

    assert provider.requests == []


async def test_a_key_with_a_line_end_works(speaker, provider):
    """Keys are pasted into files, and files end with a line end."""
    model = speaker.model(provider.url, f"{KEY}\n")

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
async def test_thoughts_alone_are_no_reply(speaker, model, provider, ask):
    """A model that thought until its tokens were spent has said nothing."""
    provider.then(Reply(thinking="Hm.", texts=(), stop_reason=speaker.ran_out))

    with pytest.raises(ModelEmptyError):
        await ask(model)


@BOTH_WAYS
async def test_a_reply_that_is_withheld_is_told_apart(speaker, model, provider, ask):
    """That may come with no text or after some; either way there is no reply."""
    provider.then(
        Reply(texts=(), stop_reason=speaker.held_back),
        Reply(texts=("Well, ",), stop_reason=speaker.held_back),
    )

    for _ in range(2):
        with pytest.raises(ModelRefusedError):
            await ask(model)


@pytest.mark.parametrize("texts", [("Hello", " there"), ()])
async def test_a_stream_that_ends_early_but_cleanly_is_cut(model, provider, texts):
    """The SDK says nothing about it: half a reply would pass for a whole one."""
    provider.then(Reply(texts=texts, then="cut"))

    with pytest.raises(ModelCutError):
        await streamed(model)


async def test_a_stream_without_its_very_last_event(speaker, model, provider):
    """Where the last event says that the reply is whole, it is half without it."""
    provider.then(Reply(then="unclosed"))

    if speaker.closes:
        with pytest.raises(ModelCutError):
            await streamed(model)
    else:
        assert output_of(await streamed(model)).text == "Hello there."


async def test_a_stream_that_never_says_why_it_stopped_is_cut(model, provider):
    """Proxies close streams politely on behalf of servers that crashed."""
    provider.then(Reply(stop_reason=None))

    with pytest.raises(ModelCutError):
        await streamed(model)


async def test_a_connection_that_is_reset_in_the_middle_is_worth_another_try(model, provider):
    """One SDK lets the transport's own error out here, another makes one of its own."""
    provider.then(Reply(then="reset"))

    with pytest.raises(ModelCutError):
        await streamed(model)


async def test_a_reply_that_was_whole_stays_so_when_the_connection_is_reset(model, provider):
    """What matters has come."""
    provider.then(Reply(then="slam"))

    assert output_of(await streamed(model)).text == "Hello there."


async def test_half_a_character_does_not_get_through(model, provider):
    """JSON can say it, but no file and no socket could be told it."""
    provider.then(Reply(texts=("Good \ud800evening.",)))

    assert (await generated(model)).text == "Good ?evening."


async def test_a_connection_that_is_reset_before_the_answer_is_worth_another_try(model, provider):
    """Nothing was said yet; but the provider has read the request, and may bill it."""
    provider.then(Reply(then="reset"))

    with pytest.raises(ModelCutError):
        await generated(model)


async def test_a_body_that_breaks_off_is_cut(model, provider):
    """Half of it is no JSON."""
    provider.then(Reply(then="cut"))

    with pytest.raises(ModelCutError):
        await generated(model)


async def test_a_provider_that_is_not_there_is_worth_another_try(speaker):
    """It may be back in a second."""
    async with speaker.server() as gone:
        url = gone.url
    model = speaker.model(url)

    with pytest.raises(ModelBusyError):
        await streamed(model)
    await model.aclose()


@pytest.mark.parametrize("then", ["error", "failed"])
async def test_an_error_inside_a_stream_becomes_ours(model, provider, then):
    """Its HTTP status is 200: only the event tells what it is."""
    provider.then(Reply(then=then), Reply(then=then, texts=()))

    for _ in range(2):
        with pytest.raises(ModelBusyError):
            await streamed(model)


@pytest.mark.parametrize("texts", [("x" * 100,) * 60, ("y" * 2**20,) * 10])
async def test_a_reply_that_never_ends_is_cut_to_size(model, provider, texts):
    """Ten megabytes of reply must cost neither memory nor patience."""
    await generated(model)  # some have to be known first; see `models.thoughts`
    provider.then(Reply(texts=texts, then="silence"))

    async with asyncio.timeout(10):
        *pieces, output = await streamed(model)

    assert isinstance(output, ModelOutput)
    assert len(output.text) == MAX_REPLY
    assert "".join(map(str, pieces)) == output.text
    assert output.stop_reason == "max_tokens"
    await provider.until_idle()


async def test_a_whole_reply_is_cut_to_the_same_size(model, provider):
    """Both ways keep the same promise."""
    provider.then(Reply(texts=("x" * 10_000,)))

    output = await generated(model)

    assert len(output.text) == MAX_REPLY
    assert output.stop_reason == "max_tokens"
    assert output.usage.output_tokens == 12


@BOTH_WAYS
async def test_a_web_page_with_status_200_is_not_a_reply(model, provider, ask):
    """A captive portal or a wrong address: the SDK would hand out a str, or nothing at all."""
    provider.then(Raw(body=b"<html>Log in to the guest network</html>", content_type="text/html"))

    with pytest.raises(ModelUnreadableError, match="Something other than the model"):
        await ask(model)


async def test_after_a_web_page_with_status_200_one_more_try_helps(model, provider):
    """A proxy in between has its bad moments; a person should not hear of each of them."""
    provider.then(Raw(body=b"<html>One moment please</html>", content_type="text/html"))
    provider.then(Reply(texts=("Good evening.",)))

    answer = await call(
        [Candidate(model, OPUS)],
        DIALOGUE,
        system=SYSTEM,
        config=CONFIG,
        deadlines=Deadlines(),
    )

    assert answer.output.text == "Good evening."
    assert answer.attempts == len(provider.requests) == 2


@pytest.mark.parametrize(
    "data",
    [
        b'{"type": "content_block_del',
        b'{"choices": [{"del',
        b'"hello"',
        b"null",
        b"5",
        b"[]",
        b'{"choices": 5, "model": "m"}',
        b'{"choices": [5], "model": "m"}',
        b'{"choices": [{"delta": {"content": 5}}], "model": "m"}',
        b'{"choices": [{"delta": {"content": ["hi"]}, "finish_reason": "stop"}], "model": "m"}',
        b'{"choices": [{"delta": {"content": "hi"}, "finish_reason": "stop"}], "model": 5}',
        b'{"type": "response.output_text.delta", "delta": 5}',
        b'{"type": "response.output_text.delta"}',
        b'{"type": "response.completed"}',
        b'{"type": "response.completed", "response": 5}',
        b'{"type": "response.completed", "response": {"status": "completed"}}',
        b'{"type": "error"}',
        b'{"error": "no"}',
        b'{"error": {"message": 5, "code": {}}}',
        b"[" * 100_000,
        b"\xff\xfe",
        b"\xc3(",
    ],
)
@pytest.mark.parametrize("name", [b"", b"event: content_block_delta\n", b"event: error\n"])
async def test_nonsense_in_a_stream_becomes_our_error(model, provider, name, data):
    """Types are only hints to the SDKs: what they hand out must be held at the door."""
    provider.then(Raw(body=name + b"data: " + data + b"\n\n", content_type="text/event-stream"))

    with pytest.raises(ModelError):
        await streamed(model)


async def test_a_stream_without_any_event_is_cut(model, provider):
    """It may come better the next time."""
    provider.then(Raw(body=b"", content_type="text/event-stream"))

    with pytest.raises(ModelCutError):
        await streamed(model)


_WHOLE = b'{"id": "1", "model": "m", "status": "completed", "stop_reason": "end_turn", "usage": {'


@pytest.mark.parametrize(
    "body",
    [
        b'{"id": "msg_1", "type": "mess',
        b"",
        b"null",
        b"[]",
        b'"hello"',
        b"{}",
        b'{"error": "no"}',
        b'{"error": {"code": 502, "message": "no"}}',
        b'{"content": [{"type": "text", "text": "hi"}]}',
        b'{"content": "hi", "model": "m", "stop_reason": "end_turn", "usage": {}}',
        b'{"output": 5, "model": "m", "status": "completed"}',
        b'{"output": [{"type": "message", "content": "hi"}], "model": "m", "status": "completed"}',
        b'{"choices": [{"message": null, "finish_reason": "stop"}], "model": "m"}',
        b'{"choices": [{"message": {"content": 5}, "finish_reason": "stop"}], "model": "m"}',
        b'{"choices": [], "model": "m"}',
        _WHOLE + b'"input_tokens": 5}, "content": [5], "output": [5], "choices": [5]}',
        b"[" * 100_000,
        b"\xff\xfe",
    ],
)
async def test_nonsense_in_one_piece_becomes_our_error(model, provider, body):
    """As above."""
    provider.then(Raw(body=body))

    with pytest.raises(ModelError):
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

    asked = asyncio.create_task(ask(model))
    await provider.came.wait()
    asked.cancel()
    await asyncio.wait([asked])
    await provider.until_idle()
    await asyncio.sleep(0)

    assert asked.cancelled()
    left = asyncio.all_tasks() - before
    assert not [task for task in left if "RequestHandler" not in repr(task)]


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "Thu, 01 Jan 1970 00:20:00 GMT"}, 200.0),
        ({"retry-after": "Thu, 01 Jan 1970 00:10:00 GMT"}, None),
        ({"retry-after": "Thu, 99 Jan 1970 00:20:00 GMT"}, None),
        ({"retry-after": "Thu, 01 Jan 99999 00:20:00 GMT"}, None),
        ({"retry-after-ms": "4500"}, 4.5),
        ({"retry-after-ms": "4500", "retry-after": "5"}, 4.5),
        ({"retry-after-ms": "soon", "retry-after": "5"}, 5.0),
        ({"retry-after-ms": "nan", "retry-after": "-1"}, None),
    ],
)
def test_the_wait_that_a_provider_asks_for_may_be_a_date_or_finer(monkeypatch, headers, seconds):
    """Proxies in between say when, not how long."""
    import anthropic
    import httpx2

    monkeypatch.setattr(failures, "time", lambda: 1000.0)
    response = httpx2.Response(429, headers=headers, request=httpx2.Request("POST", "http://x"))
    error = anthropic.RateLimitError("no", response=response, body=None)

    assert failures.our_error(error).retry_after == seconds


@BOTH_WAYS
async def test_of_an_error_only_the_beginning_is_read(model, provider, ask, monkeypatch):
    """What tells of it stands there; the rest may be megabytes, and everybody would wait."""
    searched: list[str] = []
    pattern = failures._LONG

    class Counted:
        def search(self, text: str) -> re.Match[str] | None:
            searched.append(text)
            return pattern.search(text)

    bodies: list[object] = []
    our_error = failures.our_error

    def seen(error: Exception) -> ModelError:
        bodies.append(getattr(error, "body", None))
        return our_error(error)

    monkeypatch.setattr(failures, "_LONG", Counted())
    monkeypatch.setattr(failures, "our_error", seen)
    message = f"The prompt is too long: {'x' * 5_000_000}"
    provider.then(Refusal(status=500, message=message), Refusal(status=500))

    with pytest.raises(ModelTooLongError):
        await ask(model)
    with pytest.raises(ModelBusyError):
        await ask(model)

    assert max(map(len, searched)) <= 2000
    assert len(str(bodies[0])) <= MAX_ERROR
    assert isinstance(bodies[1], dict), "one that is no longer than others comes as it is"


def test_an_error_within_an_answer_is_searched_at_its_beginning_only(monkeypatch):
    """As above."""
    assert type(failures.reported("x", "x" * 2000 + "prompt is too long")) is ModelCutError
    assert type(failures.reported("x", "the prompt is too long")) is ModelTooLongError


async def test_a_failure_tells_nobodys_words_and_no_key(model, provider, caplog):
    """The provider's message may quote the request, and people read logs and replies."""
    caplog.set_level(logging.DEBUG)
    provider.then(Refusal(status=400, message=f"I will not read {WORDS!r} with {KEY}"))

    with pytest.raises(ModelError) as caught:
        await streamed(model)

    facts = caught.value.facts
    told = f"{caught.value} {caught.value.__cause__} {facts} {caplog.text}"
    assert caught.value.__suppress_context__
    assert WORDS not in told
    assert KEY not in told
    assert KEY not in repr(model)
    assert (facts["cause"], facts["status_code"]) == ("BadRequestError", 400)
    assert str(facts["request_id"]).startswith("req_")


async def test_the_sdk_writes_no_dialogue_into_the_log(model, provider, caplog):
    """Its debug lines hold whole requests; a host who debugs must not read them by accident."""
    caplog.set_level(logging.DEBUG)

    await streamed(model)
    await generated(model)

    assert WORDS not in caplog.text
    assert SYSTEM not in caplog.text
    assert KEY not in caplog.text


def family(root: type) -> set[type]:
    children: list[type] = root.__subclasses__()
    return {root}.union(*map(family, children))


_CLASS = re.compile(r"^class (\w+)\(([\w., ]+)\):", re.MULTILINE)


def written(package: str) -> dict[str, set[str]]:
    """Return the classes of a package by name, each with the names of its bases."""
    spec = importlib.util.find_spec(package)
    assert spec
    assert spec.origin
    sources = (p for p in Path(spec.origin).parent.rglob("*.py") if "types" not in p.parts)
    classes = (_CLASS.findall(path.read_text(encoding="utf-8")) for path in sources)
    return {name: set(bases.split(", ")) for found in classes for name, bases in found}


def lineage(name: str, bases: dict[str, set[str]]) -> set[str]:
    return {name}.union(*(lineage(base, bases) for base in bases.get(name, ()) if base != name))


def test_every_exception_of_the_sdks_is_mapped():
    """A new release may bring a new kind of failure: somebody must decide what it means to us."""
    import anthropic._error_classes  # makes a class for each error code
    import openai

    lines = [line for package in ("anthropic", "openai") for line in lines_of(package)]
    for root in (anthropic.AnthropicError, openai.OpenAIError):
        lines += [{base.__name__ for base in cls.__mro__} for cls in family(root)]
    general = {"AnthropicError", "OpenAIError", "APIError", "Exception", "BaseException", "object"}
    decided = failures.KINDS.keys() | {"APIStatusError"}  # which goes by its status

    assert len(lines) > 60
    assert [line for line in lines if line - general and not line & decided] == []


def lines_of(package: str) -> list[set[str]]:
    """Return each exception that a package defines anywhere, as its name and those of its bases."""
    bases = written(package)
    lines = (lineage(name, bases) for name in bases)
    return [line for line in lines if line & {"AnthropicError", "OpenAIError"}]


def test_every_exception_of_the_transport_is_mapped():
    """Streams let them through as they are."""
    from httpx2 import TransportError

    for cls in family(TransportError):
        error = failures.our_error(cls("words"))
        assert type(error) in {ModelCutError, ModelTimeoutError}, cls
        assert "words" not in str(error)


def test_what_took_too_long_is_not_taken_for_broken_off():
    """Neither by the transport's word for it nor by Python's own."""
    import aiohttp

    for error in (TimeoutError(), aiohttp.ServerTimeoutError(), aiohttp.SocketTimeoutError()):
        assert type(failures.our_error(error)) is ModelTimeoutError


@pytest.mark.parametrize("module", ["anthropic", "openai", "httpx2"])
def test_no_sdk_is_imported_before_it_is_needed(module):
    """It takes a second, and a bridge that never asks that provider never needs it."""
    code = (
        "import sys; from bridge.models.catalog import Catalog;"
        "from bridge.models.choice import choose; from bridge.settings import Settings;"
        "choose(Settings(keys={'anthropic': 'k', 'openai': 'k'}, timmy_fallback='gpt'),"
        " Catalog.load());"
        "choose(Settings(timmy_model='ollama/llama3.2'), Catalog.load());"
        f"sys.exit({module!r} in sys.modules)"
    )

    done = subprocess.run([sys.executable, "-c", code], check=False, timeout=30)

    assert done.returncode == 0


async def test_a_model_that_was_never_asked_can_be_let_go(speaker):
    """The bridge closes every model it made."""
    await speaker.model("").aclose()


def test_no_sentence_is_left_to_chance():
    """Each is one that a player may read."""
    kinds = [*failures.KINDS.values(), *failures.CODES.values(), *failures.STATUSES.values()]
    for cls, sentence in kinds:
        assert issubclass(cls, BridgeError)
        assert sentence.endswith(".")
