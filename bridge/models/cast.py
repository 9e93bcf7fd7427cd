"""The cast: written voices that stand in for a language model where agents talk among themselves.

A voice knows the lines of its company. Where the last line that it heard is one of them, it says
the next; else it answers what was said as well as it can, and it says no sentence twice. What it
says is decided by the dialogue, the seed, and what it remembers of earlier ones.
"""

import asyncio
from collections.abc import AsyncGenerator, Iterable, Sequence

from bridge.models.base import GenerateConfig, Message, ModelOutput
from bridge.models.cast_book import book_of
from bridge.models.cast_heard import moment
from bridge.models.cast_round import Round
from bridge.models.cast_turn import Part, Turn
from world.cast import UnknownVoiceError

MODEL_ID = "offline-voice"
_PAIR = 2


class CastModel:
    """One written voice as a model; it needs no network, costs nothing and never fails.

    Args:
        voice: its name, such as `cli-explorer`.
        seed: with the same one, the same dialogue goes on in the same way.
        stands_in: another model is to speak here and cannot; so it says when it is asked.

    Raises:
        UnknownVoiceError: there is no such voice.
    """

    name = "offline"

    def __init__(self, voice: str, seed: int = 0, *, stands_in: bool = False) -> None:
        company, _, key = voice.partition("-")
        book = book_of(company)
        if key not in book.company.characters:
            raise UnknownVoiceError(f"There is no written voice named {voice!r}.")
        self._part = Part(book=book, key=key, seed=seed, stands_in=stands_in)
        self._heard_of: frozenset[int] = frozenset()

    def remember(self, lines: Iterable[str], own: Iterable[str]) -> None:
        """Take in what was said before this run, and which of it were the voice's `own` lines."""
        told = {place.exchange for line in lines if (place := self._part.book.find(line))}
        self._part.memory.heard.update(told)
        self._part.memory.said.extend(own)

    async def generate(
        self, messages: Sequence[Message], *, system: str, config: GenerateConfig
    ) -> ModelOutput:
        """Answer the last message."""
        del system, config
        return ModelOutput(await asyncio.to_thread(self._answer, messages), model=MODEL_ID)

    async def stream(
        self, messages: Sequence[Message], *, system: str, config: GenerateConfig
    ) -> AsyncGenerator[str | ModelOutput, None]:
        """Answer the last message line by line, then the output as a whole."""
        output = await self.generate(messages, system=system, config=config)
        for line in output.text.splitlines(keepends=True):
            yield line
            await asyncio.sleep(0)
        yield output

    async def aclose(self) -> None:
        """Nothing is held open."""

    def _answer(self, messages: Sequence[Message]) -> str:
        company = self._part.book.company
        if company.topics:
            return Round(self._part, moment(messages)).reply()
        paired = len(company.characters) == _PAIR
        turn = Turn(self._part, moment(messages, paired=paired))
        said, memory = turn.reply(), self._part.memory
        memory.heard.update(turn.standing.played - self._heard_of)
        memory.said.append(said)
        self._heard_of = turn.standing.played
        return said
