"""A talk of the laboratory while it goes on: each line is written down before anybody hears it."""

import asyncio
import contextlib
import logging
import random
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bridge.budget import SOON, Budget
from bridge.conversations.actor import Actor
from bridge.conversations.conversation import UNHURRIED, Conversation
from bridge.conversations.happening import (
    AnyHappening,
    Ended,
    Said,
    past_of,
)
from bridge.conversations.log import Log
from bridge.errors import BridgeError, BudgetError
from bridge.lab import frames
from bridge.lab.talk import Talk
from bridge.models.calls import Deadlines

log = logging.getLogger(__name__)

#: In the books of the budget.
AGENT = "laboratory"


@dataclass(frozen=True, slots=True)
class House:
    """What all talks have in common.

    Attributes:
        budget: from which lines are paid.
        rest: seconds between two lines, at least and at most.
        calls: says how many calls were made today, and how many may be.
        publish: lets those who watch a talk have a frame.
        took_turn: is told of a talk in which somebody has spoken.
        deadlines: how long one reply may take.
    """

    budget: Budget
    rest: tuple[float, float]
    calls: Callable[[], tuple[int, int]]
    publish: Callable[[Talk, bytes], None]
    took_turn: Callable[[Talk], None]
    deadlines: Deadlines = UNHURRIED


class Going:
    """A talk that goes on.

    Attributes:
        conversation: how it goes on.
    """

    def __init__(
        self,
        talk: Talk,
        log_: Log,
        actors: Sequence[Actor],
        happened: Sequence[AnyHappening],
        house: House,
    ) -> None:
        self.talk, self._log, self._house = talk, log_, house
        self._leaving = False
        self.conversation = Conversation(
            actors,
            tell=self._tell,
            order=self._next,
            view="quoted",
            deadlines=house.deadlines,
            account=house.budget.account(agent=AGENT, conversation=talk.id, laboratory=True),
            said=past_of(happened),
            stop="",  # what people put in, and models say again, ends nothing
            recorder=log_.recorder,
            pace=self._pace,
            max_turns=talk.sheet.turn_limit,
            patience=2 * len(actors),
            renewed=self._renewed,
        )
        if talk.sheet.rests_since:
            self.conversation.pause()

    async def run(self) -> Ended:
        """Let them talk until it is over; return how it ended."""
        try:
            return await self.conversation.run()
        except Exception as error:  # noqa: BLE001 - else nobody would be told that it is over
            _tell_of_failure(error)
            ended = Ended(ending="error", sentence="Something went wrong here.")
            with contextlib.suppress(BridgeError):
                await self._log.tell(ended)
            return ended
        finally:
            await self._log.aclose()

    def leave(self) -> None:
        """Let nothing be told any more: the house stops, and the talk goes on after it."""
        self._leaving = True

    def at_pace(self) -> None:
        """Go on as fast as the sheet has it now."""
        self.conversation.at_pace(self._pace)

    def _pace(self) -> float:
        own = self.talk.sheet.pace
        return random.uniform(*self._house.rest) if own is None else own  # noqa: S311 - no secret

    def _next(self, waiting: Sequence[str], _said: Sequence[Said]) -> str:
        """Return who comes next, and begin the votes on who comes after that."""
        talk, default = self.talk, waiting[0]
        if talk.sheet.votes:
            winner = talk.ballot.winner(talk.ids[default])
            default = next((name for name in waiting if talk.ids[name] == winner), default)
            left = [name for name in waiting if name != default] or list(talk.ids)
            talk.ballot.renew(talk.ids[name] for name in left)
        return default

    async def _renewed(self, error: BudgetError) -> None:
        """Wait until there is more to pay with, but not for longer than was said."""
        seconds = error.retry_after or SOON
        if seconds <= SOON:
            await asyncio.sleep(seconds)
            return
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._house.budget.renewed()

    async def _tell(self, told: AnyHappening) -> None:
        """Write down what happens, and let those who watch know.

        Raises:
            StorageError: it cannot be written; nobody hears of it.
        """
        if self._leaving:
            return
        await self._log.tell(told)
        if isinstance(told, Ended):
            return  # whoever runs it tells of that
        talk = self.talk
        line = talk.take(told)
        for frame in frames.of(talk, told, line):
            self._house.publish(talk, frame)
        if frames.changes(told):
            self._house.publish(talk, frames.updated(talk, self._house.calls()))
        if line:
            self._house.took_turn(talk)


def _tell_of_failure(error: Exception) -> None:
    """Log a fault of ours, without its text, which may quote words."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(frame.filename).name}:{frame.lineno}"
    log.error("a talk failed", extra={"at": where, "error": type(error).__name__})
