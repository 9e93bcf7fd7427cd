"""The one place that limits the time of model calls, tries again and turns to another model."""

import asyncio
import logging
import random
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Protocol, TypeAlias

from bridge.errors import (
    WORTH_ANOTHER_TRY,
    BudgetError,
    ModelCutError,
    ModelEmptyError,
    ModelError,
    ModelHurriedError,
    ModelKeyError,
    ModelRefusedError,
    ModelTimeoutError,
    ModelTooLongError,
)
from bridge.models.base import GenerateConfig, Message, Model, ModelOutput, Usage
from bridge.models.breaker import Breaker
from bridge.models.entry import Entry
from world.text import plain

log = logging.getLogger(__name__)

#: Calls to providers for one answer, the first included.
ATTEMPTS = 3
#: Tokens that a message is more than its words, at most.
_AROUND = 16
#: Upper bound of the first pause, in seconds; it doubles for each further one.
_FIRST_PAUSE = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadlines:
    """How long a person waits, in seconds.

    Attributes:
        first_token: for the first sign of life of one attempt.
        silence: between two signs of life of a stream; before the first text, `first_token` if that
            is more, for some think in silence.
        all_first_tokens: for the first text, over all attempts and the pauses between them.
        total: for the whole reply, everything included.
        short: whether a provider that misses them may be in good order all the same.
    """

    first_token: float = 12.0
    silence: float = 10.0
    all_first_tokens: float = 30.0
    total: float = 90.0
    short: bool = False


#: For somebody who may be in danger: soon, words of ours stand in for a model's.
HURRIED = Deadlines(first_token=2.5, silence=4.0, all_first_tokens=4.0, total=12.0, short=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """The clock, the pauses and the dice; tests bring their own."""

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    dice: Callable[[], float] = random.random


_REAL = Timing()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A model that may answer, what is known of it, and how its provider is."""

    model: Model
    entry: Entry
    breaker: Breaker = field(default_factory=Breaker)


#: Makes the messages for a model that has found those before too long, so many times.
Prompt: TypeAlias = Callable[[Entry, int], Sequence[Message]]


class Listener(Protocol):
    """Who is told a reply as it comes; none of this may wait."""

    @property
    def shown(self) -> str:
        """Return what somebody has been shown of it; then no other may begin in its place."""
        ...

    def begin(self) -> None:
        """A reply begins; one that began before and was not shown is void."""
        ...

    def hear(self, text: str) -> None:
        """Take some more of it."""
        ...


class Charge(Protocol):
    """What was reserved for one call."""

    def settle(self, usage: Usage | None, *, answered: bool) -> None:
        """Put what was billed in the place of what was reserved; None: that is not known.

        `answered`: whether a reply came of the call.
        """
        ...


class Account(Protocol):
    """Who pays for a call."""

    async def reserve(self, entry: Entry, worst: Usage) -> Charge:
        """Reserve what a call costs at worst.

        Raises:
            BudgetError: there is not so much left.
        """
        ...


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a call.

    Attributes:
        entry: the model that answered.
        attempts: calls to providers that it took.
        stood_in: whether another model answered than the one that was asked first.
        seconds: how long it all took.
        too_dear: whether there was too little left to pay for a longer prompt.
    """

    output: ModelOutput
    entry: Entry
    attempts: int
    stood_in: bool
    seconds: float
    too_dear: bool = False


async def call(
    candidates: Sequence[Candidate],
    messages: Sequence[Message] | Prompt,
    *,
    system: str,
    config: GenerateConfig,
    deadlines: Deadlines,
    account: Account | None = None,
    listener: Listener | None = None,
    timing: Timing | None = None,
) -> Answer:
    """Return the answer to the last message, after at most three attempts in all.

    The first of `candidates` is asked, and asked again where that may help; then the next one, for
    which an attempt is kept. Each piece of text goes to `listener` as it comes. Another attempt is
    made only while nothing of it was shown to anybody, so two replies never mix; after a reply
    without a word, one more. Where `messages`
    are made for each model, one that finds them too long is asked with fewer, and so is one for
    which too little is left.

    Raises:
        ModelError: of the last attempt; a deadline that passed is a ModelTimeoutError before the
            first text and a ModelCutError after it.
        BudgetError: `account` has not enough left for any of them.
    """
    prompt = messages if callable(messages) else lambda _entry, _shorter: messages
    course = _Course(
        prompt, system, config, deadlines, account=account, listener=listener, timing=timing
    )
    for after, candidate in zip(reversed(range(len(candidates))), candidates, strict=True):
        try:
            output = await course.ask(candidate, until=ATTEMPTS - after)
        except ModelRefusedError:
            raise
        except (ModelError, BudgetError) as error:
            if not after or course.shown or course.left(spoken=False) <= 0:
                raise
            names = {"model": candidates[-after].model.name, "instead_of": candidate.model.name}
            log.warning("another model is asked", extra={**names, "error": type(error).__name__})
        else:
            stood_in = candidate is not candidates[0]
            return Answer(
                output,
                candidate.entry,
                course.attempts,
                stood_in,
                course.seconds,
                too_dear=course.too_dear,
            )
    raise ModelError("There is no model to ask.")


class _Course:
    """One answer in the making, over all its attempts.

    Attributes:
        attempts: calls to providers that were made.
        too_dear: whether too little was left to pay for a prompt.
    """

    def __init__(
        self,
        prompt: Prompt,
        system: str,
        config: GenerateConfig,
        deadlines: Deadlines,
        *,
        account: Account | None,
        listener: Listener | None,
        timing: Timing | None,
    ) -> None:
        self.attempts = 0
        self.too_dear = False
        self._silences = 0
        self._began = False  # whether the present attempt has brought a sign of life
        self._prompt, self._system, self._config = prompt, system, config
        self._deadlines = deadlines
        self._account = account
        self._listener = listener
        self._timing = timing or _REAL
        self._started = self._timing.now()

    @property
    def shown(self) -> bool:
        """Whether somebody has been shown a piece of it."""
        return bool(self._listener and self._listener.shown)

    @property
    def seconds(self) -> float:
        """Return how long it has taken so far."""
        return self._timing.now() - self._started

    def left(self, *, spoken: bool) -> float:
        """Return the seconds until the whole is given up; fewer before the first text."""
        allowed = self._deadlines.total
        if not spoken:
            allowed = min(allowed, self._deadlines.all_first_tokens)
        return allowed - self.seconds

    async def ask(self, candidate: Candidate, *, until: int) -> ModelOutput:
        """Ask one model until it has answered, or `until` attempts have been made in all."""
        messages = self._prompt(candidate.entry, 0)
        failures = shorter = 0
        pause: float | None
        while True:
            made = self.attempts
            try:
                with candidate.breaker.around():
                    return _visible(await self._paid(candidate, messages))
            except BudgetError as error:
                shorter, pause, self.too_dear = shorter + 1, 0.0, True
                messages = self._fewer(candidate.entry, messages, shorter, error)
            except ModelError as error:
                if self.attempts > made:  # else nobody was asked, because the provider rests
                    self._log(candidate.model, error)
                if self._is_over(candidate, until):
                    raise
                if isinstance(error, ModelTooLongError):
                    shorter, pause = shorter + 1, 0.0
                    messages = self._fewer(candidate.entry, messages, shorter, error)
                else:
                    failures += 1
                    pause = self._pause_after(error, failures)
                if pause is None:
                    raise
            await self._timing.sleep(pause)

    def _fewer(
        self, entry: Entry, messages: Sequence[Message], shorter: int, error: Exception
    ) -> Sequence[Message]:
        """Return the prompt without more of its oldest turns; raise `error` where that is none."""
        fewer = self._prompt(entry, shorter)
        if len(fewer) == len(messages):
            raise error
        return fewer

    def _is_over(self, candidate: Candidate, until: int) -> bool:
        """Whether nothing more may come of `candidate`, whatever it was that failed."""
        used_up = self.attempts >= until or self.left(spoken=False) <= 0
        return used_up or self.shown or candidate.breaker.rests

    def _log(self, model: Model, error: ModelError) -> None:
        facts = {"model": model.name, "attempt": self.attempts, "error": type(error).__name__}
        log.warning("model attempt failed", extra={**error.facts, **facts})

    async def _paid(self, candidate: Candidate, messages: Sequence[Message]) -> ModelOutput:
        """Make one attempt, for which there is enough to pay.

        What one was billed for that was given up, nobody tells: its whole reservation counts as
        spent. So it does for a failure, unless that says what is billed at most, or that nobody is.
        """
        if self._account is None or candidate.entry.free:
            return await self._attempt(candidate.model, messages)
        texts = (self._system, *(message.text for message in messages))
        worst = worst_of(candidate.entry, texts, self._config)
        charge = await self._account.reserve(candidate.entry, worst)
        billed: Usage | None = None
        answered = False
        try:
            output = await self._attempt(candidate.model, messages)
            billed = output.usage if output.usage != Usage() else None
            answered = True
        except ModelError as error:
            billed = error.billed
            if not self._began and (error.unbilled or isinstance(error, ModelKeyError)):
                billed = Usage()
            raise
        finally:
            charge.settle(billed, answered=answered)
        return output

    async def _attempt(self, model: Model, messages: Sequence[Message]) -> ModelOutput:
        """Run one stream to its end; it is closed when this returns or raises."""
        self.attempts += 1
        self._began = spoken = False
        if self._listener:
            self._listener.begin()
        clock = asyncio.get_running_loop().time
        stream = model.stream(messages, system=self._system, config=self._config)
        first = min(self._deadlines.first_token, self.left(spoken=False))
        try:
            async with asyncio.timeout(first) as limit, aclosing(stream) as pieces:
                async for piece in pieces:
                    if isinstance(piece, ModelOutput):
                        return piece
                    self._began = True
                    if piece:
                        spoken = True
                        if self._listener:
                            self._listener.hear(piece)
                    limit.reschedule(clock() + self._wait(spoken=spoken))
        except TimeoutError:
            if spoken:
                raise ModelCutError("The model fell silent in the middle of its reply.") from None
            late = ModelHurriedError if self._deadlines.short else ModelTimeoutError
            raise late("The model took too long to answer; please try again.") from None
        raise ModelCutError("The model's reply broke off; try again.")

    def _wait(self, *, spoken: bool) -> float:
        """Return the seconds until the next sign of life must come."""
        wait = self._deadlines.silence
        if not spoken:
            wait = max(wait, self._deadlines.first_token)
        return min(wait, self.left(spoken=spoken))

    def _pause_after(self, error: ModelError, failures: int) -> float | None:
        """Return the seconds to wait before the same model is asked again; None: it is not."""
        self._silences += isinstance(error, ModelEmptyError)
        if not isinstance(error, WORTH_ANOTHER_TRY) or self._silences > 1:
            return None
        pause = self._timing.dice() * _FIRST_PAUSE * 2 ** (failures - 1)
        pause += error.retry_after or 0.0
        return pause if pause < self.left(spoken=False) else None


def worst_of(entry: Entry, texts: Sequence[str], config: GenerateConfig) -> Usage:
    """Return the most that a call can be billed for: a provider may take a token for a byte."""
    size = sum(len(text) if text.isascii() else len(text.encode()) for text in texts)
    sent, said = size + _AROUND * len(texts), entry.limit(config.max_tokens)
    if config.lifetime == "1h":
        return Usage(output_tokens=said, cache_write_tokens=sent, cache_write_long_tokens=sent)
    return Usage(sent, said)


def _visible(output: ModelOutput) -> ModelOutput:
    """Return `output` as it is.

    Raises:
        ModelEmptyError: nothing of it can be seen.
    """
    if not plain(output.text, lines=True).strip():
        raise ModelEmptyError("The model said nothing that can be seen.")
    return output
