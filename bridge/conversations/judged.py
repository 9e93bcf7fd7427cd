"""A model of whose replies only those come through that may be shown to anybody."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing

import crisis
from bridge.errors import ModelEmptyError
from bridge.models.base import GenerateConfig, Message, Model, ModelOutput
from bridge.models.reply import whole


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
                elif crisis.fit_anywhere(piece.text):
                    yield piece.text
                    yield piece
                else:
                    error = ModelEmptyError("The model said nothing that may be shown.")
                    error.billed = piece.usage
                    raise error

    async def aclose(self) -> None:
        """Let go of the model."""
        await self._model.aclose()
