"""The talks of the laboratory that go on: how many there may be, and who looks after each."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Coroutine, Iterator, Sequence

from bridge.conversations.happening import AnyHappening, Ended
from bridge.errors import BusyError, ConflictError
from bridge.lab.running import Going, House
from bridge.lab.shelf import Stage
from bridge.lab.talk import Talk

#: Talks of one visitor that may go on at once.
OF_ONE = 3


class Floor:
    """The talks that go on.

    Args:
        most: how many may, at once.
        house: what they have in common.
        over: does what is to be done when one has ended.
    """

    def __init__(
        self, most: int, house: House, over: Callable[[Talk, Ended], Awaitable[None]]
    ) -> None:
        self._most, self._house, self._over = most, house, over
        self._going: dict[str, Going] = {}
        self._beginning: list[str] = []
        self._tasks: set[asyncio.Task[None]] = set()

    def __iter__(self) -> Iterator[Going]:
        return iter(list(self._going.values()))

    def __getitem__(self, talk: Talk) -> Going:
        """Return a talk as it goes on.

        Raises:
            ConflictError: it is over.
        """
        going = self._going.get(talk.id)
        if going is None:
            raise ConflictError("This talk is over.")
        return going

    @contextlib.contextmanager
    def place(self, visitor: str) -> Iterator[None]:
        """Keep a place for a talk that begins.

        Raises:
            BusyError: there is none.
        """
        of = [*(going.talk.sheet.visitor for going in self), *self._beginning]
        if len(of) >= self._most:
            raise BusyError(f"{len(of)} talks go on already; one must end before another begins.")
        if of.count(visitor) >= OF_ONE:
            raise BusyError(f"{OF_ONE} of your talks go on already; end one of them first.")
        self._beginning.append(visitor)
        try:
            yield
        finally:
            self._beginning.remove(visitor)

    def go(self, talk: Talk, stage: Stage, before: Sequence[AnyHappening]) -> None:
        """Let a talk go on after what was `before`."""
        actors, log = stage
        going = self._going[talk.id] = Going(talk, log, actors, before, self._house)
        self.own(self._until_over(going))

    async def _until_over(self, going: Going) -> None:
        ended = await going.run()
        del self._going[going.talk.id]
        await self._over(going.talk, ended)

    def own(self, work: Coroutine[None, None, None]) -> None:
        """Let `work` go on until it is done, or all of this closes."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def aclose(self) -> None:
        """Let all talks rest where they are; after the next start they go on."""
        for going in self:
            going.leave()
        for task in self._tasks:
            task.cancel()
        if self._tasks:
            await asyncio.wait(set(self._tasks))
