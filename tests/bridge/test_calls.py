"""The one place that limits and repeats model calls."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal

import pytest

from bridge.errors import (
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
from bridge.models import calls
from bridge.models.anthropic import AnthropicModel
from bridge.models.base import GenerateConfig, Message, Model, Usage
from bridge.models.breaker import FAILURES, Breaker
from bridge.models.calls import Candidate, Deadlines, Listener, Prompt, Timing, call
from bridge.models.catalog import Catalog
from bridge.models.entry import Access, Entry
from bridge.models.scripted import Line, ScriptedModel
from tests.providers.anthropic import AnthropicServer, Hang, Raw, Refusal, Reply

ASKED = [Message("user", "hello")]
SHORT = Deadlines(first_token=0.2, silence=0.2, all_first_tokens=1.0, total=3.0)

OPUS = Catalog.load().find("opus")


@dataclass
class Clock:
    """Time that passes only in pauses, and dice that always show the same."""

    time: float = 1000.0
    pauses: list[float] = field(default_factory=list)

    async def sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.time += seconds
        await asyncio.sleep(0)

    def timing(self, dice: Callable[[], float] = lambda: 0.1) -> Timing:
        return Timing(now=lambda: self.time, sleep=self.sleep, dice=dice)


class Ears:
    """Shows a reply from the `after`th piece on; `on_show` is told of each piece that is shown."""

    def __init__(self, on_show: Callable[[str], None] = lambda _: None, *, after: int = 1) -> None:
        self.shown = ""
        self.begun = 0
        self._heard: list[str] = []
        self._on_show, self._after = on_show, after

    def begin(self) -> None:
        self.begun += 1
        self._heard = []

    def hear(self, text: str) -> None:
        self._heard.append(text)
        if len(self._heard) >= self._after:
            self.shown = "".join(self._heard)
            self._on_show(text)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def ask(clock):
    """Call a model under a clock of our own."""

    async def ask(
        model: Model,
        *,
        messages: Sequence[Message] | Prompt = ASKED,
        deadlines: Deadlines = SHORT,
        listener: Listener | None = None,
        timing: Timing | None = None,
    ):
        candidate = Candidate(model, OPUS, Breaker(now=lambda: clock.time, dice=lambda: 0.0))
        answer = await call(
            [candidate],
            messages,
            system="You are Timmy.",
            config=GenerateConfig(max_tokens=7),
            deadlines=deadlines,
            listener=listener,
            timing=timing or clock.timing(),
        )
        return answer.output

    return ask


async def test_a_good_reply_needs_one_attempt(ask, clock):
    """Trying again costs money and time."""
    model = ScriptedModel(["Good evening."])

    output = await ask(model)

    assert output.text == "Good evening."
    assert clock.pauses == []
    (asked,) = model.calls
    assert (asked.messages, asked.system) == (tuple(ASKED), "You are Timmy.")
    assert asked.config.max_tokens == 7


async def test_text_is_shown_as_it_comes(ask):
    """Each piece once, in order, before the reply is whole."""
    shown: asyncio.Queue[str] = asyncio.Queue()
    more = asyncio.Event()
    model = ScriptedModel([["Good ", more, "evening."]])

    task = asyncio.create_task(ask(model, listener=Ears(shown.put_nowait), deadlines=Deadlines()))
    first = await shown.get()
    assert not task.done()
    more.set()
    output = await task

    assert (first, shown.get_nowait()) == ("Good ", "evening.")
    assert output.text == "Good evening."


@pytest.mark.parametrize(
    "error",
    [ModelBusyError, ModelTimeoutError, ModelCutError, ModelUnreadableError],
)
async def test_what_another_try_may_mend_is_tried_again(ask, error):
    """A provider that stumbles should not be heard of in the tower."""
    model = ScriptedModel([error("no"), error("no"), "Good evening."])

    assert (await ask(model)).text == "Good evening."
    assert len(model.calls) == 3


@pytest.mark.parametrize("silence", [ModelEmptyError("no"), "\u200b\u2060"])
async def test_a_model_without_a_word_is_asked_once_more(ask, silence):
    """Silence is most likely meant; whoever waits should soon be told to try again."""
    model = ScriptedModel([silence, "Good evening."])
    assert (await ask(model)).text == "Good evening."

    model = ScriptedModel(lambda _: silence)
    with pytest.raises(ModelEmptyError):
        await ask(model)
    assert len(model.calls) == 2


@pytest.mark.parametrize("error", [ModelBusyError, ModelTimeoutError, ModelCutError])
async def test_three_attempts_are_all(ask, error):
    """Retries of retries multiply, and a provider in trouble is not helped by more calls."""
    model = ScriptedModel(lambda _: error("no"))

    with pytest.raises(error):
        await ask(model)

    assert len(model.calls) == 3


@pytest.mark.parametrize("error", [ModelError, ModelKeyError, ModelRefusedError])
async def test_what_no_try_can_mend_is_not_tried_again(ask, error):
    """A wrong key stays wrong."""
    model = ScriptedModel(lambda _: error("no"))

    with pytest.raises(error):
        await ask(model)

    assert len(model.calls) == 1


async def test_nothing_is_tried_again_once_something_was_shown(ask):
    """Two replies must never be joined: the person has read the first half of one."""
    ears = Ears()
    model = ScriptedModel([["Once upon", ModelCutError("cut")], "A different tale."])

    with pytest.raises(ModelCutError):
        await ask(model, listener=ears)

    assert ears.shown == "Once upon"
    assert len(model.calls) == 1


async def test_what_was_heard_and_not_shown_is_void_when_another_reply_begins(ask):
    """A reply that broke off before its first sentence was whole may be asked for again."""
    ears = Ears(after=2)
    model = ScriptedModel([["Once upon", ModelCutError("cut")], ["A different ", "tale."]])

    output = await ask(model, listener=ears)

    assert (ears.begun, ears.shown) == (2, "A different tale.")
    assert output.text == ears.shown


async def test_a_cut_reply_that_nobody_saw_is_thrown_away(ask):
    """The second reply is the only one."""
    model = ScriptedModel([["Once upon", ModelCutError("cut")], "A different tale."])

    assert (await ask(model)).text == "A different tale."


async def test_a_sign_of_life_shows_nothing(ask):
    """A model that thinks and fails may be asked again."""
    ears = Ears()
    model = ScriptedModel([["", "", ModelBusyError("no")], ["", "Good evening."]])

    await ask(model, listener=ears)

    assert ears.shown == "Good evening."


async def test_pauses_grow_and_are_thrown_by_dice(ask, clock):
    """Everybody who was refused at the same moment must not come back at the same moment."""
    throws = iter([0.25, 1.0])
    model = ScriptedModel([ModelBusyError("no"), ModelBusyError("no"), "yes"])

    await ask(model, deadlines=Deadlines(), timing=clock.timing(lambda: next(throws)))

    assert clock.pauses == [0.25 * 0.5, 1.0]


async def test_the_wait_that_the_provider_asks_for_is_kept(ask, clock):
    """To come earlier is to be refused again."""
    model = ScriptedModel([ModelBusyError("no", retry_after=7.0), "yes"])

    await ask(model, deadlines=Deadlines())

    assert clock.pauses == [7.05]


async def test_a_wait_that_does_not_fit_ends_the_call_at_once(ask, clock):
    """The person hears now that it will not work, not in half a minute."""
    model = ScriptedModel([ModelBusyError("no", retry_after=30.0), "yes"])

    with pytest.raises(ModelBusyError) as caught:
        await ask(model, deadlines=Deadlines())

    assert clock.pauses == []
    assert len(model.calls) == 1
    assert caught.value.retry_after == 30.0


async def test_pauses_count_against_the_time_for_the_first_text(ask, clock):
    """Two waits that fit one by one may not fit together."""
    model = ScriptedModel(lambda _: ModelBusyError("no", retry_after=16.0))

    with pytest.raises(ModelBusyError):
        await ask(model, deadlines=Deadlines())

    assert clock.pauses == [16.05]
    assert len(model.calls) == 2


def halved(_: Entry, shorter: int) -> list[Message]:
    """Make some messages for one, and half as many for each time that they were too long."""
    return ASKED * (8, 4, 2, 1)[shorter]


async def test_what_is_too_long_is_asked_again_with_less(ask, clock):
    """At once, and each time with less than before."""
    model = ScriptedModel([ModelTooLongError("no"), ModelTooLongError("no"), "Good evening."])

    assert (await ask(model, messages=halved)).text == "Good evening."
    assert [len(asked.messages) for asked in model.calls] == [8, 4, 2]
    assert not any(clock.pauses)


async def test_what_is_too_long_has_no_more_tries_than_anything_else(ask):
    """Every try is paid for, and the person waits for all of them together."""
    model = ScriptedModel([ModelBusyError("no"), *[ModelTooLongError("no")] * 2, "Too late."])

    with pytest.raises(ModelTooLongError):
        await ask(model, messages=halved)

    assert len(model.calls) == calls.ATTEMPTS == 3


async def test_a_shorter_try_has_only_the_time_that_is_left(ask, clock):
    """A fresh deadline for each length would keep the person waiting three times as long."""

    def slow(_: Sequence[Message]) -> Line:
        clock.time += 20.0
        return ModelTooLongError("no")

    model = ScriptedModel(slow)

    with pytest.raises(ModelTooLongError):
        await ask(model, messages=halved, deadlines=Deadlines(all_first_tokens=30.0))

    assert len(model.calls) == 2


@pytest.mark.parametrize("messages", [ASKED, lambda _entry, _shorter: ASKED])
async def test_what_cannot_be_shorter_is_not_asked_again(ask, messages):
    """It would be too long again."""
    model = ScriptedModel(lambda _: ModelTooLongError("no"))

    with pytest.raises(ModelTooLongError):
        await ask(model, messages=messages)

    assert len(model.calls) == 1


async def test_nothing_shorter_is_asked_once_something_was_shown(ask):
    """Some servers find out in the middle of a reply; the person has read the first half of it."""
    ears = Ears()
    model = ScriptedModel([["Once upon", ModelTooLongError("no")], "A different tale."])

    with pytest.raises(ModelTooLongError):
        await ask(model, messages=halved, listener=ears)

    assert ears.shown == "Once upon"
    assert len(model.calls) == 1


async def test_each_model_is_asked_for_what_it_can_take(clock):
    """The one that stands in may be a small one of the host's own."""
    model = ScriptedModel([ModelKeyError("no"), "Good evening."])
    small = OPUS.model_copy(update={"key": "small", "context": 2})

    await call(
        [Candidate(model, OPUS), Candidate(model, small)],
        lambda entry, _: ASKED * min(entry.context, 4),
        system="",
        config=GenerateConfig(),
        deadlines=SHORT,
        timing=clock.timing(),
    )

    assert [len(asked.messages) for asked in model.calls] == [4, 2]


# --- The log ------------------------------------------------------------------------------------


def told(caplog) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.name == calls.__name__]


async def test_each_attempt_that_fails_is_logged_once(ask, claude, provider, caplog):
    """With what the host needs to ask the provider about it, in one place."""
    caplog.set_level(logging.INFO)
    provider.then(Refusal(status=529), Reply(texts=("Good evening.",)))

    await ask(claude)

    (record,) = [r for r in caplog.records if r.name.startswith("bridge") and "model" in vars(r)]
    facts = vars(record)
    assert record.getMessage() == "model attempt failed"
    assert (facts["model"], facts["attempt"], facts["error"]) == ("opus", 1, "ModelBusyError")
    assert facts["status_code"] == 529
    assert facts["request_id"].startswith("req_")


async def test_that_another_model_takes_over_is_logged_with_both_names(clock, caplog):
    """Whoever wonders at another voice finds out whose it was, and since when."""
    first = ScriptedModel([ModelKeyError("no")], name="first")
    second = ScriptedModel(["Good evening."], name="second")

    await call(
        [Candidate(first, OPUS), Candidate(second, OPUS)],
        ASKED,
        system="",
        config=GenerateConfig(),
        deadlines=SHORT,
        timing=clock.timing(),
    )

    assert told(caplog) == ["model attempt failed", "another model is asked"]
    facts = vars(caplog.records[-1])
    assert (facts["model"], facts["instead_of"]) == ("second", "first")


async def test_a_call_that_nobody_made_is_not_logged_as_one_that_failed(clock, caplog):
    """While a provider rests, hundreds may come; the breaker has told of it once."""
    resting = Breaker(now=lambda: clock.time, dice=lambda: 0.0)
    for _ in range(FAILURES):
        with pytest.raises(ModelBusyError), resting.around():
            raise ModelBusyError("no")

    with pytest.raises(ModelBusyError):
        await call(
            [Candidate(ScriptedModel([]), OPUS, resting)],
            ASKED,
            system="",
            config=GenerateConfig(),
            deadlines=SHORT,
            timing=clock.timing(),
        )

    assert told(caplog) == []


# --- Time ---------------------------------------------------------------------------------------


def stalled(*said: str) -> Line:
    return [*said, asyncio.Event()]


async def test_an_attempt_without_a_first_token_is_given_up_and_repeated(ask):
    """A hang before the first word is often the fate of one connection only."""
    model = ScriptedModel([stalled(), "Good evening."])

    assert (await ask(model)).text == "Good evening."
    assert model.running == 0


async def test_silence_within_a_stream_ends_it(ask):
    """Half a reply is no reply, and waiting for the rest has an end."""
    model = ScriptedModel([stalled("Once upon")])
    deadlines = Deadlines(first_token=0.2, silence=0.2)

    async with asyncio.timeout(5):
        with pytest.raises(ModelCutError):
            await ask(model, listener=Ears(), deadlines=deadlines)

    assert model.running == 0


async def test_a_model_that_thinks_may_take_longer_than_the_first_token(ask):
    """It shows that it lives; giving it up and asking again would only cost twice."""
    steps: list[asyncio.Event | str] = []
    for _ in range(4):
        steps += [pause(0.1), ""]
    model = ScriptedModel([[*steps, "Good evening."], "A second attempt."])
    deadlines = Deadlines(first_token=0.25, silence=0.25, all_first_tokens=2.0, total=2.0)

    output = await ask(model, deadlines=deadlines, timing=Timing())

    assert output.text == "Good evening."


async def test_a_model_may_think_in_silence_for_as_long_as_before_its_first_sign(ask):
    """Some providers say that an answer begins, and then nothing until the thinking is over."""
    thought = asyncio.Event()
    model = ScriptedModel([["", thought, "Good evening."]])
    deadlines = Deadlines(first_token=20.0, silence=0.02)
    asyncio.get_running_loop().call_later(0.1, thought.set)

    output = await ask(model, deadlines=deadlines)

    assert output.text == "Good evening."
    assert len(model.calls) == 1


async def test_a_model_that_only_thinks_is_given_up(ask):
    """The person waits for words; all signs of life together have the same end."""
    steps: list[asyncio.Event | str] = []
    for _ in range(8):
        steps += [pause(0.06), ""]
    model = ScriptedModel(lambda _: steps)
    deadlines = Deadlines(first_token=0.1, silence=0.1, all_first_tokens=0.2, total=2.0)

    with pytest.raises(ModelTimeoutError):
        await ask(model, deadlines=deadlines, timing=Timing(dice=lambda: 0.0))

    assert model.running == 0


async def test_no_first_text_over_all_attempts_ends_the_call(ask):
    """Three hangs must not add up to three times the patience."""
    model = ScriptedModel(lambda _: stalled())
    deadlines = Deadlines(first_token=0.3, silence=0.3, all_first_tokens=0.4, total=2.0)

    with pytest.raises(ModelTimeoutError):
        await ask(model, deadlines=deadlines, timing=Timing(dice=lambda: 0.0))

    assert len(model.calls) < 3


async def test_a_reply_that_flows_may_not_flow_for_ever(ask):
    """A model in a loop would hold its place, its connection and the money for it."""
    steps: list[asyncio.Event | str] = []
    for _ in range(30):
        steps += [pause(0.02), "and "]
    model = ScriptedModel([steps])
    deadlines = Deadlines(first_token=0.1, silence=0.1, all_first_tokens=0.1, total=0.2)

    with pytest.raises(ModelCutError):
        await ask(model, deadlines=deadlines, listener=Ears(), timing=Timing())

    assert model.running == 0


async def test_a_reply_that_flows_may_take_longer_than_the_first_text(ask):
    """The limit for the first words is none for the last."""
    steps: list[asyncio.Event | str] = []
    for _ in range(10):
        steps += [pause(0.04), "and "]
    model = ScriptedModel([steps])
    deadlines = Deadlines(first_token=0.25, silence=0.25, all_first_tokens=0.25, total=2.0)

    output = await ask(model, deadlines=deadlines, timing=Timing())

    assert output.text.split() == ["and"] * 10


def pause(seconds: float) -> asyncio.Event:
    """Return an event that sets itself some time after it was first waited for."""
    return _Late(seconds)


class _Late(asyncio.Event):
    def __init__(self, seconds: float) -> None:
        super().__init__()
        self._seconds = seconds

    async def wait(self) -> Literal[True]:
        await asyncio.sleep(self._seconds)
        return True


@pytest.mark.parametrize("line", [stalled(), stalled("Once upon")])
async def test_cancelling_closes_the_stream_and_leaves_no_task(ask, line):
    """The person went away: nothing may go on for them, and the cancellation gets through."""
    model = ScriptedModel([line, "A second attempt."])
    before = asyncio.all_tasks()
    task = asyncio.create_task(ask(model, deadlines=Deadlines()))
    await model.called.wait()

    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    assert model.running == 0
    assert len(model.calls) == 1
    assert asyncio.all_tasks() == before


async def test_a_reader_that_fails_closes_the_stream(ask):
    """A fault of ours is no reason to keep the model talking, or to ask again."""
    model = ScriptedModel(["Good evening.", "A second attempt."])

    def fail(_: str) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await ask(model, listener=Ears(fail))

    assert model.running == 0
    assert len(model.calls) == 1


async def test_a_stream_without_its_output_was_cut(ask):
    """A provider's module that forgets the end must not pass half a reply on."""

    class Forgetful(ScriptedModel):
        async def stream(self, messages, *, system, config):
            async for piece in super().stream(messages, system=system, config=config):
                if isinstance(piece, str):
                    yield piece

    model = Forgetful(lambda _: "Good evening.")

    with pytest.raises(ModelCutError):
        await ask(model)

    assert len(model.calls) == 3


@pytest.fixture
async def provider() -> AsyncIterator[AnthropicServer]:
    async with AnthropicServer() as server:
        yield server


@pytest.fixture
async def claude(provider: AnthropicServer) -> AsyncIterator[AnthropicModel]:
    model = AnthropicModel(OPUS, Access("sk-ant-loopback", provider.url))
    await model.generate(ASKED, system="", config=GenerateConfig())  # imports the SDK
    provider.requests.clear()
    yield model
    await model.aclose()


@pytest.mark.parametrize(
    "failure",
    [
        Refusal(status=429, retry_after="0.01"),
        Refusal(status=429),
        Refusal(status=500),
        Refusal(status=529),
        Hang(),
        Reply(texts=(), then="silence"),
        Reply(texts=("Once upon",), then="silence"),
        Reply(texts=("Once upon",), then="cut"),
        Reply(texts=("Once upon",), then="reset"),
        Reply(texts=("Once upon",), then="error"),
        Reply(texts=()),
        Raw(body=b"event: content_block_delta\ndata: {oh no\n\n", content_type="text/event-stream"),
        Raw(body=b"<html>Back in a moment.</html>", content_type="text/html"),
    ],
)
async def test_a_provider_that_fails_once_is_not_noticed(ask, claude, provider, failure):
    """The whole way over a socket: one failure of each kind, one reply, whole and unmixed."""
    provider.then(failure, Reply(texts=("Good ", "evening.")))

    assert (await ask(claude)).text == "Good evening."
    assert len(provider.requests) == 2
    await provider.until_idle()


@pytest.mark.parametrize(
    ("failure", "ours"),
    [
        (Refusal(status=429), ModelBusyError),
        (Refusal(status=529), ModelBusyError),
        (Hang(), ModelTimeoutError),
        (Reply(then="silence"), ModelCutError),
        (Reply(then="cut"), ModelCutError),
    ],
)
async def test_a_provider_that_keeps_failing_is_asked_three_times(
    ask, claude, provider, failure, ours
):
    """The SDK's own retries would make nine of three."""
    provider.otherwise = failure

    with pytest.raises(ours):
        await ask(claude)

    assert len(provider.requests) == 3
    await provider.until_idle()


@pytest.mark.parametrize("status", [400, 401, 403, 404, 413])
async def test_a_provider_that_says_no_is_asked_once(ask, claude, provider, status):
    """It would say no again."""
    provider.otherwise = Refusal(status=status)

    with pytest.raises(ModelError):
        await ask(claude)

    assert len(provider.requests) == 1


class Purse:
    """Pays for everything, and notes what each call came to."""

    def __init__(self) -> None:
        self.settled: list[Usage | None] = []

    async def reserve(self, _entry: Entry, _worst: Usage) -> "Purse":
        return self

    def settle(self, usage: Usage | None, *, answered: bool) -> None:
        self.settled.append(usage)


@pytest.mark.parametrize(
    ("failure", "billed"),
    [
        (Refusal(status=400), Usage()),
        (Refusal(status=401), Usage()),
        (Refusal(status=413), Usage()),
        (Refusal(status=429), Usage()),
        (Refusal(status=529), Usage()),
        (Refusal(status=504), None),
        (Reply(texts=(), then="error"), Usage(25, 1)),
        (Reply(texts=(), then="cut"), Usage(25, OPUS.limit(GenerateConfig().max_tokens))),
        (Raw(body=b"<html>Back in a moment.</html>", content_type="text/html"), None),
    ],
)
async def test_a_failure_counts_as_what_may_have_been_billed(claude, provider, failure, billed):
    """Only a provider that did not take the request at all says that it costs nothing.

    One that told of the prompt is paid for that; for the rest, all counts that was reserved.
    """
    purse = Purse()
    provider.then(failure)
    provider.otherwise = Refusal(status=400)

    with pytest.raises(ModelError):
        await call(
            [Candidate(claude, OPUS)],
            ASKED,
            system="",
            config=GenerateConfig(),
            deadlines=SHORT,
            account=purse,
        )

    assert purse.settled[0] == billed


@pytest.mark.parametrize(
    ("error", "billed"),
    [
        (ModelBusyError("no"), None),
        (ModelBusyError("no", unbilled=True), Usage()),
        (ModelKeyError("no"), Usage()),
        (ModelError("no"), None),
    ],
)
async def test_a_failure_that_does_not_tell_counts_as_all_that_was_reserved(clock, error, billed):
    """An agent in between may have asked its own provider before it failed."""
    purse = Purse()

    with pytest.raises(ModelError):
        await call(
            [Candidate(ScriptedModel([error]), OPUS)],
            ASKED,
            system="",
            config=GenerateConfig(),
            deadlines=SHORT,
            account=purse,
            timing=clock.timing(),
        )

    assert purse.settled[0] == billed


async def test_one_that_hangs_does_not_hold_up_the_others(ask, claude, provider):
    """A slow provider is one person's trouble, not everybody's."""
    provider.then(Hang())
    hanging = asyncio.create_task(ask(claude, deadlines=Deadlines()))
    await provider.came.wait()

    async with asyncio.TaskGroup() as group:
        others = [group.create_task(ask(claude, deadlines=Deadlines())) for _ in range(20)]

    assert {task.result().text for task in others} == {"Hello there."}
    assert not hanging.done()
    hanging.cancel()
    await asyncio.wait([hanging])
    await provider.until_idle()
