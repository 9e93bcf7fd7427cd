"""The one place that limits the time of model calls and tries again."""

import asyncio
import logging
import random
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field

from bridge.errors import (
    WORTH_ANOTHER_TRY,
    ModelCutError,
    ModelError,
    ModelTimeoutError,
)
from bridge.models.base import GenerateConfig, Message, Model, ModelOutput

log = logging.getLogger(__name__)

#: Calls to the provider for one answer, the first included.
ATTEMPTS = 3
#: Upper bound of the first pause, in seconds; it doubles for each further one.
_FIRST_PAUSE = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadlines:
    """How long a person waits, in seconds.

    Attributes:
        first_token: for the first sign of life of one attempt.
        silence: between two signs of life of a stream.
        all_first_tokens: for the first text, over all attempts and the pauses between them.
        total: for the whole reply, everything included.
    """

    first_token: float = 12.0
    silence: float = 10.0
    all_first_tokens: float = 30.0
    total: float = 90.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """The clock, the pauses and the dice; tests bring their own."""

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    dice: Callable[[], float] = random.random


_REAL = Timing()


@dataclass(slots=True)
class _Answer:
    """One answer in the making, over all its attempts."""

    deadlines: Deadlines
    timing: Timing
    on_text: Callable[[str], None] | None
    shown: bool = False
    started: float = field(init=False)

    def __post_init__(self) -> None:
        self.started = self.timing.now()

    def left(self, *, spoken: bool) -> float:
        """Return the seconds until the whole is given up; fewer before the first text."""
        allowed = self.deadlines.total
        if not spoken:
            allowed = min(allowed, self.deadlines.all_first_tokens)
        return self.started + allowed - self.timing.now()

    def first_wait(self) -> float:
        return min(self.deadlines.first_token, self.left(spoken=False))

    def next_wait(self, *, spoken: bool) -> float:
        return min(self.deadlines.silence, self.left(spoken=spoken))

    def show(self, text: str) -> None:
        if self.on_text is not None:
            self.shown = True
            self.on_text(text)

    def pause_after(self, error: ModelError, attempt: int) -> float | None:
        """Return the seconds to wait before the next attempt, or None if there is to be none."""
        if self.shown or attempt == ATTEMPTS or not isinstance(error, WORTH_ANOTHER_TRY):
            return None
        pause = self.timing.dice() * _FIRST_PAUSE * 2 ** (attempt - 1)
        pause += error.retry_after or 0.0
        return pause if pause < self.left(spoken=False) else None


async def call(
    model: Model,
    messages: Sequence[Message],
    *,
    system: str,
    config: GenerateConfig,
    deadlines: Deadlines,
    on_text: Callable[[str], None] | None = None,
    timing: Timing | None = None,
) -> ModelOutput:
    """Return the model's answer to the last message, after at most three attempts.

    Each piece of text goes to `on_text` as it comes; `on_text` must not wait. Another attempt is
    made only while it was given nothing, so two replies never mix.

    Raises:
        ModelError: of the last attempt; a deadline that passed is a ModelTimeoutError before the
            first text and a ModelCutError after it.
    """
    answer = _Answer(deadlines, timing or _REAL, on_text)
    attempt = 0
    while True:
        attempt += 1
        try:
            return await _attempt(answer, model, messages, system=system, config=config)
        except ModelError as error:
            pause = answer.pause_after(error, attempt)
            log.warning(
                "model attempt failed",
                extra={"model": model.name, "attempt": attempt, "error": type(error).__name__},
            )
            if pause is None:
                raise
        await answer.timing.sleep(pause)


async def _attempt(
    answer: _Answer,
    model: Model,
    messages: Sequence[Message],
    *,
    system: str,
    config: GenerateConfig,
) -> ModelOutput:
    """Run one stream to its end; it is closed when this returns or raises."""
    spoken = False
    clock = asyncio.get_running_loop().time
    stream = model.stream(messages, system=system, config=config)
    try:
        async with asyncio.timeout(answer.first_wait()) as limit, aclosing(stream) as pieces:
            async for piece in pieces:
                if isinstance(piece, ModelOutput):
                    return piece
                if piece:
                    spoken = True
                    answer.show(piece)
                limit.reschedule(clock() + answer.next_wait(spoken=spoken))
    except TimeoutError:
        if spoken:
            raise ModelCutError("The model fell silent in the middle of its reply.") from None
        raise ModelTimeoutError("The model took too long to answer.") from None
    raise ModelCutError("The model's reply broke off; try again.")
