"""A model that says what it was told to: for tests, demos and reproducible experiments."""

import asyncio
import re
from collections.abc import AsyncGenerator, Callable, Iterable, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from typing import TypeAlias

from bridge.errors import ModelEmptyError, ModelError
from bridge.models.base import GenerateConfig, Message, ModelOutput, Usage
from bridge.models.reply import whole


@dataclass(frozen=True, slots=True)
class Call:
    """One recorded call, for a test to look at."""

    system: str
    messages: tuple[Message, ...]
    config: GenerateConfig


#: Within a line: a text is yielded, an exception is raised, an event is waited for.
Step: TypeAlias = str | Exception | asyncio.Event
#: A reply: a text (which comes word by word), an exception, or its steps.
Line: TypeAlias = str | Exception | Sequence[Step]
Script: TypeAlias = Iterable[Line] | Callable[[Sequence[Message]], Line]


class ScriptedModel:
    """Answers from a script: replies in their order, or a function that makes one.

    Attributes:
        calls: what it was asked, in order.
        called: set by each call; clear it to wait for the next.
        gate: while it is not set, nothing is answered.
        running: calls that have begun and not ended; 0 means that nothing was left open.
    """

    def __init__(
        self,
        script: Script,
        *,
        name: str = "scripted",
        gate: asyncio.Event | None = None,
        usage: Usage | None = None,
    ) -> None:
        self.name = name
        self.calls: list[Call] = []
        self.called = asyncio.Event()
        self.gate = gate
        self.running = 0
        self.closed = False
        self._usage = usage or Usage()
        self._script = script if callable(script) else iter(script)

    async def generate(
        self, messages: Sequence[Message], *, system: str, config: GenerateConfig
    ) -> ModelOutput:
        """Return the next reply whole."""
        return await whole(self.stream(messages, system=system, config=config))

    async def stream(
        self, messages: Sequence[Message], *, system: str, config: GenerateConfig
    ) -> AsyncGenerator[str | ModelOutput, None]:
        """Yield the next reply piece by piece, then its output."""
        self.calls.append(Call(system, tuple(messages), config))
        self.called.set()
        self.running += 1
        try:
            await asyncio.sleep(0)  # a real model always yields; a fake that never does hides races
            if self.gate is not None:
                await self.gate.wait()
            said = ""
            async with aclosing(_played(self._next(messages))) as pieces:
                async for piece in pieces:
                    said += piece
                    yield piece
            if not said.strip():
                raise ModelEmptyError("the script says nothing")
            yield ModelOutput(said.strip(), model=self.name, usage=self._usage)
        finally:
            self.running -= 1

    async def aclose(self) -> None:
        """Remember that it was let go."""
        self.closed = True

    def _next(self, messages: Sequence[Message]) -> Line:
        if callable(self._script):
            return self._script(messages)
        line = next(self._script, None)
        if line is None:
            raise ModelError("the script has no lines left")
        return line


async def _played(line: Line) -> AsyncGenerator[str, None]:
    """Go through the steps of `line`, yielding its texts."""
    if isinstance(line, str):
        line = re.findall(r"\S+\s*|\s+", line)
    for step in [line] if isinstance(line, Exception) else line:
        if isinstance(step, Exception):
            raise step
        if isinstance(step, asyncio.Event):
            await step.wait()
        else:
            yield step
            await asyncio.sleep(0)
