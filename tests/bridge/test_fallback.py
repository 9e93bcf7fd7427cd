"""What happens when the model that is asked fails, and another one stands behind it."""

import asyncio
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from bridge.app import create_app
from bridge.errors import (
    BudgetError,
    ModelBusyError,
    ModelCutError,
    ModelEmptyError,
    ModelError,
    ModelKeyError,
    ModelRefusedError,
    ModelTimeoutError,
    ModelTooLongError,
)
from bridge.models.base import GenerateConfig, Message, Usage
from bridge.models.breaker import FAILURES, REST, Breaker
from bridge.models.calls import ATTEMPTS, Answer, Candidate, Deadlines, Timing, call
from bridge.models.catalog import Catalog
from bridge.models.choice import choose
from bridge.models.entry import Entry
from bridge.models.scripted import Line, ScriptedModel
from tests.bridge.people import body
from tests.providers.anthropic import AnthropicServer, Refusal, Reply

OPUS, GPT = (Catalog.load().find(key) for key in ("opus", "gpt"))
DEADLINES = Deadlines(first_token=12.0, silence=10.0, all_first_tokens=30.0, total=90.0)


@dataclass
class Desk:
    """Calls a first and a second model, under a clock that only pauses move on."""

    first: ScriptedModel
    second: ScriptedModel | None = field(default_factory=lambda: ScriptedModel(lambda _: "Second."))
    account: "Purse | None" = None
    time: float = 1000.0
    pauses: list[float] = field(default_factory=list)
    shown: str = ""

    def __post_init__(self) -> None:
        models = [(self.first, OPUS)] + ([(self.second, GPT)] if self.second else [])
        self.candidates = [
            Candidate(model, entry, Breaker(now=lambda: self.time, dice=lambda: 0.0))
            for model, entry in models
        ]

    @property
    def asked(self) -> tuple[int, int]:
        """How often each of them was asked."""
        return len(self.first.calls), len(self.second.calls) if self.second else 0

    def begin(self) -> None:
        pass

    def hear(self, text: str) -> None:
        self.shown += text

    async def sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.time += seconds
        await asyncio.sleep(0)

    async def ask(self, *, aloud: bool = False, deadlines: Deadlines = DEADLINES) -> Answer:
        return await call(
            self.candidates,
            [Message("user", "hello")],
            system="",
            config=GenerateConfig(max_tokens=100),
            deadlines=deadlines,
            account=self.account,
            listener=self if aloud else None,
            timing=Timing(now=lambda: self.time, sleep=self.sleep, dice=lambda: 0.1),
        )


def failing(error: Exception) -> ScriptedModel:
    return ScriptedModel(lambda _: error)


async def test_the_second_answers_when_the_first_fails():
    """The person hears a voice, and everybody may see whose it was."""
    desk = Desk(failing(ModelBusyError("no")))

    answer = await desk.ask()

    assert (answer.output.text, answer.entry, answer.stood_in) == ("Second.", GPT, True)
    assert desk.asked == (2, 1)
    assert answer.attempts == ATTEMPTS == 3


async def test_the_second_is_left_alone_while_the_first_answers():
    """It is another voice, and perhaps dearer."""
    desk = Desk(ScriptedModel([ModelBusyError("no"), "First."]))

    answer = await desk.ask()

    assert (answer.output.text, answer.stood_in, answer.attempts) == ("First.", False, 2)
    assert desk.asked == (2, 0)


@pytest.mark.parametrize(
    "error", [ModelBusyError, ModelTimeoutError, ModelCutError, ModelEmptyError]
)
async def test_both_together_are_asked_three_times_at_most(error):
    """Retries of retries multiply, and two providers may be in trouble together."""
    desk = Desk(failing(error("no")), failing(error("no")))

    with pytest.raises(error):
        await desk.ask()

    assert desk.asked == (2, 1)


@pytest.mark.parametrize("error", [ModelKeyError, ModelTooLongError, ModelError])
async def test_what_no_try_can_mend_goes_to_the_second_at_once(error):
    """Another model has another key, another context, other rules."""
    desk = Desk(failing(error("no")))

    answer = await desk.ask()

    assert answer.output.text == "Second."
    assert desk.asked == (1, 1)
    assert desk.pauses == []


async def test_a_refusal_is_not_shopped_around():
    """What one model would not say, no other is asked to."""
    desk = Desk(failing(ModelRefusedError("no")))

    with pytest.raises(ModelRefusedError):
        await desk.ask()

    assert desk.asked == (1, 0)


@pytest.mark.parametrize("aloud", [True, False])
async def test_the_second_never_joins_half_a_reply(aloud):
    """The person has read the beginning of one; where nobody has, it is thrown away."""
    desk = Desk(ScriptedModel(lambda _: ["Once upon", ModelCutError("cut")]))

    if aloud:
        with pytest.raises(ModelCutError):
            await desk.ask(aloud=True)
        assert desk.shown == "Once upon"
        assert desk.asked == (1, 0)
    else:
        assert (await desk.ask()).output.text == "Second."


async def test_while_the_first_rests_the_second_answers_at_once():
    """No pause, no call: the person notices nothing but the voice."""
    desk = Desk(failing(ModelBusyError("no")))
    while not desk.candidates[0].breaker.rests:
        await desk.ask()
    calls, _ = desk.asked
    desk.pauses.clear()

    answer = await desk.ask()

    assert calls == FAILURES
    assert (answer.output.text, answer.attempts) == ("Second.", 1)
    assert desk.asked[0] == calls
    assert desk.pauses == []


async def test_while_the_first_rests_the_second_has_all_attempts():
    """What the first does not use is not lost."""
    desk = Desk(failing(ModelBusyError("no")), ScriptedModel([ModelBusyError("no")] * 2 + ["Yes."]))
    for _ in range(FAILURES):
        with pytest.raises(ModelBusyError), desk.candidates[0].breaker.around():
            raise ModelBusyError("no")

    answer = await desk.ask()

    assert (answer.output.text, answer.attempts) == ("Yes.", 3)
    assert desk.asked == (0, 3)


async def test_the_first_is_found_out_to_be_back():
    """Its own voice returns by itself."""
    replies = iter([ModelBusyError("no")] * FAILURES)
    desk = Desk(ScriptedModel(lambda _: next(replies, "First.")))
    while not desk.candidates[0].breaker.rests:
        await desk.ask()

    desk.time += REST
    answer = await desk.ask()

    assert answer.output.text == "First."
    assert not desk.candidates[0].breaker.rests


async def test_without_a_second_a_resting_provider_is_a_sentence_at_once():
    """It says when to come back, and the provider hears nothing of it."""
    desk = Desk(failing(ModelBusyError("no")), None)
    while not desk.candidates[0].breaker.rests:
        with pytest.raises(ModelBusyError):
            await desk.ask()
    calls, _ = desk.asked

    with pytest.raises(ModelBusyError) as caught:
        await desk.ask()

    assert desk.asked[0] == calls
    assert caught.value.retry_after is not None


async def test_a_wait_that_fits_is_kept_before_the_second_is_asked():
    """The voice that was asked for is worth some seconds."""
    desk = Desk(ScriptedModel([ModelBusyError("no", retry_after=5.0), "First."]))

    answer = await desk.ask()

    assert answer.output.text == "First."
    assert desk.pauses == [5.05]


async def test_a_wait_that_does_not_fit_sends_to_the_second_at_once():
    """Half a minute is too long."""
    desk = Desk(failing(ModelBusyError("no", retry_after=60.0)))

    answer = await desk.ask()

    assert answer.output.text == "Second."
    assert desk.pauses == []
    assert desk.asked == (1, 1)


async def test_a_breaker_that_opens_on_the_way_ends_the_tries():
    """The attempts of this very call may be the last that it needed."""
    desk = Desk(failing(ModelBusyError("no")))
    for _ in range(FAILURES - 1):
        with pytest.raises(ModelBusyError), desk.candidates[0].breaker.around():
            raise ModelBusyError("no")

    await desk.ask()

    assert desk.asked == (1, 1)


async def test_models_of_one_provider_rest_together():
    """The same servers stand behind both: to ask the other one would only be a further call."""
    desk = Desk(failing(ModelBusyError("no")), failing(ModelBusyError("no")))
    first, second = desk.candidates
    desk.candidates = [first, replace(second, breaker=first.breaker)]
    for _ in range(2):
        with pytest.raises(ModelBusyError):
            await desk.ask()

    assert sum(desk.asked) == FAILURES


@pytest.mark.parametrize(("fallback", "together"), [("haiku", True), ("gpt", False)])
def test_the_choice_gives_one_breaker_to_each_provider(settings, fallback, together):
    """Where the models come from decides, and not what they are called."""
    keys = {"anthropic_api_key": "k", "openai_api_key": "k"}

    choice = choose(settings(timmy_fallback=fallback, **keys), Catalog.load())

    first, second = choice.candidates
    assert (first.breaker is second.breaker) is together


KEYS = {"anthropic_api_key": "k", "openai_api_key": "k"}
NO_KEY = "There is no ANTHROPIC_API_KEY"


@pytest.mark.parametrize(
    ("given", "keys", "says"),
    [
        ({"timmy_fallback": "gpt", **KEYS}, ["sonnet", "gpt"], "When it fails, gpt-6.1-sol does."),
        (
            {"timmy_fallback": "gpt", "openai_api_key": "k"},
            ["gpt"],
            f"{NO_KEY}, so gpt-6.1-sol answers (TIMMY_FALLBACK=gpt).",
        ),
        (
            {"timmy_model": "opus3", "timmy_fallback": "gpt2"},
            ["gpt2"],
            f"claude-opus-5-5 takes its place. {NO_KEY}, so gpt2-simulated answers "
            "(TIMMY_FALLBACK=gpt2).",
        ),
        (
            {"timmy_model": "opus", "timmy_fallback": "gpt"},
            ["offline"],
            f"{NO_KEY}. TIMMY_FALLBACK=gpt: There is no OPENAI_API_KEY, so the offline voice "
            "answers.",
        ),
        (
            {"timmy_model": "claude", "timmy_fallback": "anthropic/claude-sonnet-5-5", **KEYS},
            ["sonnet"],
            "TIMMY_FALLBACK=anthropic/claude-sonnet-5-5 is the same model, and is left out.",
        ),
        (
            {"timmy_model": "o1-preview", "timmy_fallback": "gpt", **KEYS},
            ["gpt"],
            "takes its place. TIMMY_FALLBACK=gpt is the same model, and is left out.",
        ),
        (
            {"timmy_fallback": "sonnet"},
            ["offline"],
            f"{NO_KEY}. TIMMY_FALLBACK=sonnet is the same model, and is left out, so the offline "
            "voice answers.",
        ),
        (
            {"timmy_fallback": "gpt", "anthropic_api_key": "k"},
            ["sonnet"],
            "claude-sonnet-5-5 answers. TIMMY_FALLBACK=gpt: There is no OPENAI_API_KEY.",
        ),
        (
            {"timmy_fallback": "offline", **KEYS},
            ["sonnet", "offline"],
            "When it fails, the offline voice does.",
        ),
    ],
)
def test_the_second_answers_where_the_first_cannot_be_had(settings, given, keys, says):
    """The host named it for that; only when neither can be had is it the offline voice's turn."""
    choice = choose(settings(**given), Catalog.load())

    assert [candidate.entry.key for candidate in choice.candidates] == keys
    assert choice.reason.endswith(says)


@pytest.mark.parametrize(
    ("given", "stands_in"),
    [
        ({}, False),
        ({"timmy_fallback": "offline"}, False),
        ({"timmy_model": "offline"}, False),
        ({"timmy_model": "offline", "timmy_fallback": "opus", **KEYS}, False),
        ({"timmy_fallback": "offline", **KEYS}, True),
        ({"timmy_model": "gpt"}, True),
        ({"timmy_model": "gpt", "timmy_fallback": "offline"}, True),
        ({"timmy_model": "hermes-local", "hermes_path": Path("/nowhere")}, True),
    ],
)
def test_an_offline_voice_that_stands_in_says_that(settings, given, stands_in):
    """Who asks is not told to set a key where there is one, or where another model is meant."""
    choice = choose(settings(**given), Catalog.load())
    voice = next(c.model for c in choice.candidates if c.entry.key == "offline")

    asked = [Message("user", "why are you so simple?")]
    output = asyncio.run(voice.generate(asked, system="", config=GenerateConfig()))

    assert ("I stand in for it" in output.text) is stands_in
    assert ("ANTHROPIC_API_KEY" in output.text) is not stands_in


async def test_health_is_degraded_while_only_the_second_answers(aiohttp_client, settings):
    """Everybody is answered, and the host shall know by whom."""
    async with AnthropicServer() as server:
        given = settings(
            anthropic_api_key="k", anthropic_base_url=server.url, timmy_fallback="offline"
        )
        client = await aiohttp_client(await asyncio.to_thread(create_app, given))

        async def health_after_a_chat() -> tuple[str, list[str]]:
            chat = await client.post("/bridge/chat", json=body("Ann", "hello"))
            health = await (await client.get("/bridge/health")).json()
            assert chat.status == 200
            return health["status"], health["degraded"]

        server.otherwise = Refusal(status=401)
        dead = await health_after_a_chat()
        server.otherwise = Reply()
        back = await health_after_a_chat()

    assert dead == (
        "degraded",
        ["Claude Sonnet 5.5 does not answer; the offline voice stands in for it."],
    )
    assert back == ("ok", [])


@dataclass
class Purse:
    """Pays for models of some providers only, and notes what each call came to."""

    pays: tuple[str, ...] = ("anthropic", "openai")
    settled: list[Usage | None] = field(default_factory=list)

    async def reserve(self, entry: Entry, worst: Usage) -> "Purse":
        if entry.provider not in self.pays:
            raise BudgetError("no")
        return self

    def settle(self, usage: Usage | None, *, answered: bool) -> None:
        self.settled.append(usage)


async def test_a_first_that_cannot_be_paid_leaves_all_to_the_second():
    """No call was made, so none is counted; and it says nothing about the provider."""
    desk = Desk(ScriptedModel(lambda _: "First."), account=Purse(pays=("openai",)))

    answer = await desk.ask()

    assert (answer.output.text, answer.attempts) == ("Second.", 1)
    assert desk.asked == (0, 1)


async def test_nobody_pays_for_what_was_refused_and_everybody_for_what_had_begun():
    """Of a reply that failed on the way nobody tells what it cost: then it cost all."""
    purse = Purse()
    refusal = ModelBusyError("no", unbilled=True)
    script: list[Line] = [refusal, ["", ModelBusyError("overloaded", unbilled=True)]]
    desk = Desk(ScriptedModel(script), account=purse)

    await desk.ask()

    refused, begun, _ = purse.settled
    assert (refused, begun) == (Usage(), None)


async def test_nobody_to_ask_is_an_error():
    """A host may have set nothing."""
    desk = Desk(failing(ModelError("no")))
    desk.candidates = []

    with pytest.raises(ModelError, match="no model"):
        await desk.ask()
