"""What has come of a model's reply, and whether it is one; each provider's own fills it."""

from abc import ABC, abstractmethod
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import replace
from typing import Any

from bridge.models.base import MAX_REPLY, ModelOutput, StopReason, Usage
from bridge.models.failures import CUT, EMPTY, REFUSED, error_of


async def whole(stream: AsyncGenerator[str | ModelOutput, None]) -> ModelOutput:
    """Return what a model's `stream` ends with.

    Raises:
        ModelCutError: it ends without.
    """
    async with aclosing(stream) as pieces:
        async for piece in pieces:
            if isinstance(piece, ModelOutput):
                return piece
    raise error_of(CUT)


class Reply(ABC):
    """What has come of a reply so far.

    Args:
        limit: tokens that it may have at most, as was asked for.

    Attributes:
        letters: characters of it that are taken; it is set before it begins.
        stopped: whether the provider has said that nothing more comes.
    """

    def __init__(self, limit: int) -> None:
        self.stopped = False
        self._limit = limit
        self._begun = True  # unless a provider tells when it begins to write
        self._pieces: list[str] = []
        self.letters = MAX_REPLY
        self._taken = 0
        self._model = ""
        self._reason: StopReason | None = None
        self._usage = Usage()

    @abstractmethod
    def take(self, event: Any) -> str:
        """Take one event of a stream; return the text it brought: empty, it is a sign of life.

        Raises:
            ModelError: the event says that the reply failed.
        """

    @abstractmethod
    def take_whole(self, answer: Any) -> None:
        """Take a reply that came in one piece."""

    def fail(self) -> None:
        """Take note that the provider itself has said, in its place in the stream, that it failed.

        What had not begun then costs nothing but its prompt.
        """
        self.stopped = self.stopped or not self._begun

    @property
    def done(self) -> bool:
        """Whether nothing more is wanted."""
        return self.stopped or self._full

    @property
    def billed(self) -> Usage | None:
        """What it is billed for, or the most that it can be; None: nobody has told of its prompt.

        Before its end was told, more may have been written than has come.
        """
        told = self._usage
        if not told.sent_tokens:
            return None
        if self.stopped and told.output_tokens:
            return told
        return replace(told, output_tokens=max(told.output_tokens, self._limit))

    def output(self) -> ModelOutput:
        """Return the reply.

        Raises:
            ModelError: what is wrong with it.
        """
        text = "".join(self._pieces).strip()
        full = self._full
        if self._reason == "refusal" and not self._own_words():
            raise error_of(REFUSED)
        if not full and not (self.stopped and self._reason):
            raise error_of(CUT)
        if not text:
            raise error_of(EMPTY)
        reason: StopReason = "max_tokens" if full else self._reason or "stop"
        usage = self.billed or Usage()
        return ModelOutput(text, self._model, stop_reason=reason, usage=usage)

    @property
    def _full(self) -> bool:
        return self._taken >= self.letters

    def _own_words(self) -> bool:
        """Whether a refusal's text is what the model itself has to say."""
        return False

    def _add(self, piece: object) -> str:
        text = text_of(piece)[: self.letters - self._taken]
        self._taken += len(text)
        self._pieces.append(text)
        return text


def text_of(value: object) -> str:
    """Return a text that can be written anywhere; no SDK checks types, and JSON no halves.

    Raises:
        TypeError: it is no text.
    """
    if not isinstance(value, str):
        raise TypeError("no text where one belongs")
    return value.encode(errors="replace").decode()


def count_of(value: object) -> int:
    """Return a count of tokens; 0 where the provider gives none."""
    return value if isinstance(value, int) and value > 0 else 0
