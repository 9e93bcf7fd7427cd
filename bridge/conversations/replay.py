"""A recorded talk once more: the same engine, and models that say again what they said."""

import asyncio
from collections import deque
from collections.abc import Sequence
from itertools import count

from bridge.conversations.actor import Actor, addressed, round_robin
from bridge.conversations.conversation import Conversation, Tell
from bridge.conversations.ending import LoopDetector
from bridge.conversations.happening import (
    AnyHappening,
    Ended,
    Heard,
    Past,
    Said,
    Spoke,
    past_of,
)
from bridge.conversations.log import Talk, is_media
from bridge.conversations.meta import Part
from bridge.models.breaker import LONGEST, Breaker
from bridge.models.calls import Candidate, Timing
from bridge.models.recorded import ReplayedModel, Tape

#: It has ended as its log says, and in no other way.
_NEVER = 2**62
_CUT_OFF = "The record ends here."


async def replay(talk: Talk, tell: Tell) -> Ended:
    """Let a talk happen again, without a key or a network; return how it ended.

    Only what models said is taken from the recording of their calls; whose turn it is, what they
    are sent and what is told come about as they did.

    Raises:
        RecordingError: there is no recording of its calls.
    """
    tape = await asyncio.to_thread(Tape.load, talk.files.calls)
    script = _Script(talk, tell)
    again = Conversation(
        [_actor(part, tape) for part in talk.meta.actors],
        tell=script.tell,
        order=script.order,
        view=talk.meta.view,
        said=script.taken_over,
        stop="",
        loop=LoopDetector(_NEVER, _NEVER),
        patience=_NEVER,
        timing=Timing(sleep=_at_once),
    )
    await script.begin(again)
    return await again.run()


class _Script:
    """What came into the talk from outside, each at its place: people, media, and the ending."""

    def __init__(self, talk: Talk, tell: Tell) -> None:
        self._talk, self._tell, self._left = talk, tell, deque(talk.happened)
        self._ended = talk.ended or Ended(ending="operator", sentence=_CUT_OFF)
        self._before = list[AnyHappening]()
        while self._before_own_lines(talk.meta.taken_over):
            self._before.append(self._left.popleft())

    @property
    def taken_over(self) -> list[Past]:
        """What the talk began with, when it was forked from another."""
        return past_of(self._before)

    async def begin(self, again: Conversation) -> None:
        """Tell what was there before the first turn."""
        self._again = again
        for told in self._before:
            await self._tell(told)
        await self._go_on()

    def order(self, waiting: Sequence[str], said: Sequence[Said]) -> str:
        """Return who comes next; what watchers voted for is told by who came next."""
        if self._talk.meta.order == "voted":
            return next((x.actor for x in self._left if isinstance(x, Spoke)), waiting[0])
        order = addressed if self._talk.meta.order == "addressed" else round_robin
        return order(waiting, said)

    async def tell(self, told: AnyHappening) -> None:
        """Tell what happens again, and what came next from outside."""
        await self._tell(told)
        if isinstance(told, Spoke | Heard):
            while self._left and not isinstance(self._left.popleft(), Spoke | Heard):
                pass  # what led to it has happened again by itself
            await self._go_on()

    async def _go_on(self) -> None:
        while self._left and is_media(self._left[0]):
            await self._tell(self._left.popleft())
        if not self._left:
            self._again.end(self._ended.ending, self._ended.sentence)
        elif isinstance(heard := self._left[0], Heard):
            self._again.inject(heard.actor, heard.text)

    def _before_own_lines(self, taken_over: int) -> bool:
        if not self._left or not taken_over:
            return False
        said = [x.n for x in self._before if isinstance(x, Spoke | Heard)]
        return is_media(self._left[0]) or not said or said[-1] < taken_over


def _actor(part: Part, tape: Tape) -> Actor:
    candidates = []
    for rank, entry in enumerate(part.entries):
        # To the breaker, so much time passes between two calls that no failures add up.
        breaker = Breaker(now=count(0.0, 2 * LONGEST).__next__)
        candidates.append(Candidate(ReplayedModel(tape, rank), entry, breaker))
    return part.actor(tuple(candidates))


async def _at_once(_seconds: float) -> None:
    """Let no time pass between two attempts."""
