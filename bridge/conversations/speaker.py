"""An actor while a conversation goes on: what it remembers, and how its models are asked."""

import asyncio
import logging
import secrets
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from bridge.agents import RULE
from bridge.conversations.actor import Actor
from bridge.conversations.context import Context
from bridge.conversations.happening import Said, Summarised
from bridge.conversations.judged import JudgedModel
from bridge.conversations.seeing import View
from bridge.errors import BridgeError
from bridge.models.base import GenerateConfig, Message, Usage
from bridge.models.calls import Account, Answer, Deadlines, Timing, call
from bridge.models.entry import Entry
from bridge.models.recording import Recorder, Take

log = logging.getLogger(__name__)

#: Tokens of a summary, thinking not included.
_TOKENS: Final = 600


class Speaker:
    """One actor in one conversation."""

    def __init__(
        self,
        actor: Actor,
        *,
        view: View,
        deadlines: Deadlines,
        account: Account | None,
        recorder: Recorder | None,
        timing: Timing | None,
    ) -> None:
        self.actor = replace(actor, system=_ruled(actor.system, view))
        self.context = Context(self.actor, view)
        self._deadlines, self._account = deadlines, account
        self._recorder, self._timing = recorder, timing
        self._models = [JudgedModel(candidate.model) for candidate in actor.candidates]
        pairs = zip(actor.candidates, self._models, strict=True)
        self._candidates = tuple(replace(candidate, model=model) for candidate, model in pairs)
        self._key = actor.config.cache_key or secrets.token_hex(12)

    @property
    def calls(self) -> int:
        """Return how many calls to models it has taken."""
        return sum(model.calls for model in self._models)

    async def say(self, lines: Sequence[Said]) -> Answer:
        """Return what it says after `lines`.

        Raises:
            ModelTooLongError: they are too long for the model after all; they can be shortened.
            ModelError: as `call`.
            BudgetError: as `call`.
        """
        return await self._call(
            lambda entry: self.context.messages(lines, entry), self.actor.config
        )

    async def shorten(self, lines: Sequence[Said], *, now: bool = False) -> Summarised | None:
        """Return what is to take the place of the older lines; None: they are not too many."""
        gone = self.context.leaving(lines, now=now)
        if not gone:
            return None
        text, usage, usd = await self._summary(lines)
        # A long talk takes a while to look through, and everybody would wait.
        return await asyncio.to_thread(self.context.shortened, gone, text, usage, usd)

    async def _summary(self, lines: Sequence[Said]) -> tuple[str, Usage, float]:
        """Return what its model writes of the talk, and what that took; nothing where it cannot."""
        asked = self.context.asked(lines)
        if not asked:
            return "", Usage(), 0.0
        config = replace(self.actor.config, max_tokens=_TOKENS)
        try:
            answer = await self._call(lambda _: asked, config)
        except BridgeError as error:
            log.warning("no summary", extra={"error": type(error).__name__})
            return "", Usage(), 0.0
        output = answer.output
        text = output.text if output.stop_reason == "stop" else ""
        return text, output.usage, answer.entry.cost(output.usage)

    async def _call(
        self, prompt: Callable[[Entry], Sequence[Message]], config: GenerateConfig
    ) -> Answer:
        take = Take(self._candidates, self._recorder)
        try:
            return await call(
                take.candidates,
                # A prompt that cannot be paid, or is too long, is not made shorter behind our back.
                lambda entry, _shorter: prompt(entry),
                system=self.actor.system,
                config=replace(config, cache_key=self._key),
                deadlines=self._deadlines,
                account=self._account,
                timing=self._timing,
            )
        finally:
            take.keep()


def _ruled(system: str, view: View) -> str:
    return f"{system}\n\n{RULE}".strip() if view == "quoted" else system
