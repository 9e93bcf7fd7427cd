"""A second opinion on what people write: a provider's moderation, which may only add an alarm.

It is asked beside the model, and only where the host wants it, because the words go to the
provider. It can cancel nothing, delays no block, and holds a reply back for a moment at most. When
it fails, nobody but the host hears of it.
"""

import asyncio
import logging
import threading
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeAlias

from bridge.errors import BridgeError, ModelError
from bridge.models.breaker import Breaker
from bridge.models.failures import TIMEOUT, UNREADABLE, error_of, only_ours
from bridge.settings import Settings
from bridge.speech import Show
from bridge.trouble import kind_of

if TYPE_CHECKING:
    from openai import AsyncOpenAI

log = logging.getLogger(__name__)

#: Waits until nothing stands against an answer any more, or raises.
Settled: TypeAlias = Callable[[], Awaitable[None]]
#: Seconds after which no reply waits for the vote, and after which nobody does.
BUDGET: Final = 0.3
PATIENCE: Final = 5.0
#: What is asked. It is free of charge, and needs a key.
MODEL: Final = "omni-moderation-latest"
#: How sure it must be of intent where it does not call it so itself; it misses more than half of
#: what people in danger write. That something is an instruction is no sign by itself: it is said of
#: quotes and of news, and who asks for a method is found by the rules.
INTENT: Final = 0.3


async def at_once() -> None:
    """Wait for nothing."""


class AlarmError(BridgeError):
    """A sign of crisis was found in what is being answered."""


class Judge(Protocol):
    """Who says whether a text is a sign of danger."""

    async def is_sign(self, text: str) -> bool:
        """Whether `text` is a sign of danger.

        Raises:
            ModelError: nobody can tell.
        """
        ...

    async def warm(self) -> None:
        """Do what would take long at the first question."""
        ...

    async def aclose(self) -> None:
        """Close the connections."""
        ...


class Moderation:
    """OpenAI's moderation, by its own SDK."""

    def __init__(self, key: str, base_url: str) -> None:
        self._key, self._base_url = key, base_url
        self._client: AsyncOpenAI | None = None
        self._opening = threading.Lock()  # so that questions that come together open one client

    async def warm(self) -> None:
        """Import the SDK, which takes a second."""
        if self._client is None:
            await asyncio.to_thread(self._open)

    def _open(self) -> "AsyncOpenAI":
        from bridge.models.openai import new_client

        with self._opening:
            self._client = self._client or new_client(self._key, self._base_url)
            return self._client

    async def is_sign(self, text: str) -> bool:
        """Whether `text` shows self-harm, or the intent of it; see `Judge`."""
        with only_ours(self._base_url):
            client = self._client
            if client is None:
                client = await asyncio.to_thread(self._open)
            answer = await client.moderations.create(model=MODEL, input=text)
            return _is_sign(answer)

    async def aclose(self) -> None:
        """Close the connections."""
        client, self._client = self._client, None
        if client is not None:
            await client.close()


def _is_sign(answer: Any) -> bool:
    """Return what the provider found.

    Raises:
        ModelError: it has answered something else.
    """
    try:
        (result,) = answer.results
        found = (result.categories.self_harm, result.categories.self_harm_intent)
        intent = result.category_scores.self_harm_intent
        told = any(found) or intent >= INTENT
    except (AttributeError, TypeError, ValueError):
        raise error_of(UNREADABLE) from None
    if not all(isinstance(one, bool) for one in found):
        raise error_of(UNREADABLE)
    return told


class Ballot:
    """One vote that is under way.

    Attributes:
        alarmed: whether it was an alarm.
        task: what asks for it.
        told: whether something of an answer has been shown, in whose place no block can stand.
    """

    def __init__(self, vote: Coroutine[Any, Any, bool], alarm: Callable[[], bool]) -> None:
        self.alarmed = self.told = False
        self._until = asyncio.get_running_loop().time() + BUDGET
        self._alarm = alarm
        self.task = asyncio.create_task(self._decide(vote))

    async def _decide(self, vote: Awaitable[bool]) -> None:
        if await vote:
            self.alarmed = self._alarm()

    async def in_time(self) -> None:
        """Wait until it is decided, as long as there is time for that.

        Raises:
            AlarmError: it was an alarm, and nothing of an answer has been shown.
        """
        left = self._until - asyncio.get_running_loop().time()
        if left > 0 and not self.task.done():
            await asyncio.wait([self.task], timeout=left)
        self.check()

    def check(self) -> None:
        """Raise AlarmError if the block is to stand in the place of an answer."""
        if self.alarmed and not self.told:
            raise AlarmError("A sign of crisis was found.")


class SecondVote:
    """Asks a judge, where there is one.

    Attributes:
        failures: how often in a row it has given no answer.
    """

    def __init__(self, judge: Judge | None, why_not: str = "") -> None:
        self.failures = 0
        self._judge = judge
        self._why = why_not
        self._breaker = Breaker(name="second vote")
        self._under_way = set[asyncio.Task[None]]()
        self._mending = set[asyncio.Task[None]]()

    @classmethod
    def of(cls, settings: Settings) -> "SecondVote":
        """Return the one that the host wants; one that never votes where none is wanted."""
        if not settings.timmy_second_vote:
            return cls(None)
        key = settings.keys.get("openai")
        if key is None:
            log.warning("no second vote without a key")
            return cls(None, "TIMMY_SECOND_VOTE=openai needs OPENAI_API_KEY; it stays off.")
        address = settings.addresses.get("openai") or "https://api.openai.com/v1"
        return cls(Moderation(key.get_secret_value().strip(), address))

    @property
    def sentence(self) -> str:
        """What keeps it from voting, for the host; empty while it does, and where it shall not."""
        if self.failures:
            times = "once" if self.failures == 1 else f"{self.failures} times in a row"
            return f"The second vote has failed {times}; {self._why}."
        return self._why

    def begin(self, text: str, alarm: Callable[[], bool]) -> Ballot | None:
        """Begin to ask about `text`; None where nobody is asked.

        `alarm` is called at a sign, and says whether a block is due; what takes time it gives to
        `mend`.
        """
        if self._judge is None:
            return None
        ballot = Ballot(self._vote(self._judge, text), alarm)
        self._under_way.add(ballot.task)
        ballot.task.add_done_callback(self._under_way.discard)
        return ballot

    def mend(self, what: Coroutine[Any, Any, None]) -> None:
        """Do what an alarm makes needful and nobody waits for; it ends before this closes."""
        task = asyncio.create_task(what)
        self._mending.add(task)
        task.add_done_callback(self._mending.discard)

    async def _vote(self, judge: Judge, text: str) -> bool:
        """Return whether `text` is a sign; of a failure the host alone is told."""
        try:
            with self._breaker.around():
                try:
                    async with asyncio.timeout(PATIENCE):
                        sign = await judge.is_sign(text)
                except TimeoutError:
                    raise error_of(TIMEOUT) from None
        except ModelError as error:
            self.failures += 1
            if error.facts or self.failures == 1:  # one that rests tells nothing new
                self._why = kind_of(error)
            if self.failures == 1:
                facts = {**error.facts, "error": type(error).__name__}
                log.warning("second vote failed", extra=facts)
            return False
        self.failures, self._why = 0, ""
        return sign

    async def warm(self) -> None:
        """Do what would take long at the first vote, which tells of it if that fails."""
        if self._judge is not None:
            with suppress(Exception):
                await self._judge.warm()

    async def aclose(self) -> None:
        """Ask nobody any more."""
        for task in self._under_way:
            task.cancel()
        if left := [*self._under_way, *self._mending]:
            await asyncio.wait(left)
        if self._judge is not None:
            await self._judge.aclose()


class Held:
    """Keeps what is to be shown until it may be."""

    def __init__(self, show: Show, ballot: Ballot) -> None:
        self._show, self._ballot = show, ballot
        self._kept: list[str] | None = []

    def __call__(self, text: str) -> None:
        """Show `text`, now or later."""
        if self._kept is not None:
            self._kept.append(text)
        else:
            self._ballot.told = True
            self._show(text)

    def release(self) -> None:
        """Show what was kept, and from now on everything at once."""
        kept, self._kept = self._kept or [], None
        for text in kept:
            self(text)


async def beside(
    ballot: Ballot,
    answer: Callable[[Show | None], Coroutine[Any, Any, bytes]],
    show: Show | None,
) -> bytes:
    """Return what `answer` does, of which nothing is shown before the vote, or its time is over.

    Raises:
        AlarmError: the vote was an alarm, and nothing of the answer has been shown.
    """
    held = Held(show, ballot) if show else None
    turn = asyncio.create_task(answer(held))
    try:
        await ballot.in_time()
        if held:
            held.release()
        await asyncio.wait([turn, ballot.task], return_when=asyncio.FIRST_COMPLETED)
        ballot.check()
        return await turn
    finally:
        turn.cancel()
        await asyncio.wait([turn])
        if not turn.cancelled():
            turn.exception()  # what failed beside an alarm is nobody's concern
