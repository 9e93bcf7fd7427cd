"""A model of whose replies only those come through that may be shown to anybody."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing

import crisis
from bridge.errors import ModelEmptyError
from bridge.models.base import GenerateConfig, Message, Model, ModelOutput
from bridge.models.reply import whole

#: Letters that are judged at a time, and those of them that were among the ones before: of what is
#: much longer, only the ends would be read.
_PIECE, _SHARED = 3000, 500


class JudgedModel:
    """Asks `model`, and takes a reply that harms for one that says nothing.

    Attributes:
        calls: how often it was asked.
    """

    def __init__(self, model: Model) -> None:
        self.name, self.calls = model.name, 0
        self._model = model

    async def generate(
        self, messages: Sequence[Message], *, system: str, config: GenerateConfig
    ) -> ModelOutput:
        """Return the reply."""
        return await whole(self.stream(messages, system=system, config=config))

    async def stream(
        self, messages: Sequence[Message], *, system: str, config: GenerateConfig
    ) -> AsyncGenerator[str | ModelOutput, None]:
        """Yield a sign of life for each piece, and the reply when all of it has been read.

        Raises:
            ModelEmptyError: it may be shown to nobody, and is written nowhere.
        """
        self.calls += 1
        stream = self._model.stream(messages, system=system, config=config)
        async with aclosing(stream) as pieces:
            async for piece in pieces:
                if not isinstance(piece, ModelOutput):
                    yield ""
                elif _fit(piece.text):
                    yield piece.text
                    yield piece
                else:
                    error = ModelEmptyError("The model said nothing that may be shown.")
                    error.billed = piece.usage
                    raise error

    async def aclose(self) -> None:
        """Let go of the model."""
        await self._model.aclose()


def _fit(text: str) -> bool:
    """Whether all of `text` may be shown to anybody."""
    begins = range(0, max(1, len(text) - _SHARED), _PIECE - _SHARED)
    return all(crisis.fit_anywhere(text[at : at + _PIECE]) for at in begins)
