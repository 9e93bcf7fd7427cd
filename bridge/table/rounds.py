"""Seats that speak in turn: for some rounds, or until a limit is reached."""

import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from bridge.table.handoff import Call, Handoff, handoff_of

#: What a seat is asked that is not the first, where the one before it asks for nothing else.
GO_ON: Final = "It is your turn: go on from what was said."


@dataclass(slots=True, kw_only=True)
class Limits:
    """When it is enough.

    Attributes:
        turns, minutes, tokens: how many there may be.
        now: seconds, of a clock that never goes back.
        taken, spent: the turns and the tokens so far.
    """

    turns: int
    minutes: float
    tokens: int
    now: Callable[[], float] = time.monotonic
    taken: int = field(default=0, init=False)
    spent: int = field(default=0, init=False)
    _began: float = field(init=False)

    def __post_init__(self) -> None:
        self._began = self.now()

    @property
    def reached(self) -> str:
        """Which limit is reached, in words; empty: none."""
        if self.taken >= self.turns:
            return f"turn {self.taken} was the last"
        if self.now() - self._began >= self.minutes * 60:
            return f"the time of {self.minutes:g} min is over"
        if self.spent >= self.tokens:
            return f"of {self.tokens:,} tokens none is left"
        return ""


async def in_turn(
    call: Call,
    names: Sequence[str],
    answer: Callable[[Call], Awaitable[str]],
    take: Callable[[Call, str, Handoff | None], None],
    is_over: Callable[[], bool],
    rest: Callable[[], Awaitable[None]],
) -> None:
    """Let `names` speak one after the other, from the one that is called on, until it `is_over`.

    Who hands off to the one that comes next says what that one is asked; the last one hands off to
    nobody. Between two turns is a `rest`.
    """
    while True:
        after = names[(names.index(call.to) + 1) % len(names)]
        reply = await answer(call)
        over = is_over()
        handoff = None if over else handoff_of(reply, call.to, [after])
        take(call, reply, handoff)
        if over:
            return
        await rest()
        call = Call(after, handoff.task, by=call.to) if handoff else Call(after, GO_ON, "router")
