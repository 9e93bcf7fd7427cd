"""The traffic at the table: a message calls one seat, which may hand off once; all are told."""

import asyncio
import logging
import re
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Final

from bridge.errors import BadRequestError, BusyError, ConflictError
from bridge.fanout import Channel, text_frame
from bridge.models.calls import Account, Timing
from bridge.table.course import Course
from bridge.table.handoff import Call, answered
from bridge.table.rounds import Limits, in_turn
from bridge.table.seats import Seat
from bridge.table.shapes import DEFAULT_THREAD, Asked, TableEvent
from bridge.table.thread import Thread
from world.text import plain

log = logging.getLogger(__name__)

#: Threads, and the last events of each, that are kept in memory.
THREADS, EVENTS = 32, 50
#: Messages that may be under way, of one person and of all.
OF_ONE, OF_ALL = 4, 32
#: Seconds between two turns that nobody asks for, so that they can be read.
PAUSE: Final = 2.0
_STOP: Final = frozenset({"allstop", "all stop", "stop"})
_MENTION: Final = re.compile(r"\s*@([a-z0-9-]+)[\s:,]*", re.IGNORECASE)


def is_stop(text: str) -> bool:
    """Whether `text`, as a whole, says that all is to stop."""
    return " ".join(text.casefold().split()).strip(".!") in _STOP


@dataclass(slots=True)
class _Kept:
    """What is in memory of one thread."""

    thread: Thread = field(default_factory=Thread)
    events: deque[TableEvent] = field(default_factory=lambda: deque(maxlen=EVENTS))


@dataclass(frozen=True, slots=True)
class _UnderWay:
    """A message that is being answered: whose it is, and what comes of it."""

    person: str
    asked: Asked
    course: Course


class Table:
    """The table: its threads, who sits there, and what is under way.

    Attributes:
        seats: by their names, in the order in which they speak in turn.
        channel: what all at the table hear.
    """

    def __init__(
        self,
        seats: Mapping[str, Seat],
        *,
        account: Callable[[str, str], Account | None] = lambda *_: None,
        in_danger: Callable[[str], bool] = lambda _: False,
        wall: Callable[[], float] = time.time,
        timing: Timing | None = None,
        pause: float = PAUSE,
    ) -> None:
        """Set the table.

        Args:
            seats: see above.
            account: who pays for a call, by its seat and the person who asks.
            in_danger: whether nothing that has to do with a person may be written to the log.
            wall: seconds since 1970.
            timing: how calls are tried again.
            pause: seconds between two turns of the autopilot.
        """
        self.seats = seats
        self.channel: Channel[bytes] = Channel(text_frame)
        self._account, self._in_danger = account, in_danger
        self._wall, self._timing, self._pause = wall, timing, pause
        self._threads: OrderedDict[str, _Kept] = OrderedDict()
        self._under_way: dict[asyncio.Task[None], _UnderWay] = {}

    # --- What people do ---------------------------------------------------------------------------

    def ask(self, asked: Asked, person: str) -> None:
        """Tell everybody what `person` says, and let whom they ask answer; never waits.

        Raises:
            BadRequestError: nobody of that name sits here.
            BusyError: too much is being asked.
            ConflictError: the seats go on by themselves in this thread already, or it is to stop
                and nothing goes on.
        """
        asked, task = self._addressed(asked)
        if is_stop(asked.text):
            self._stop_all(asked, person)
            return
        self._check(asked, person)
        course = self._course(asked.thread, person)
        course.tell("human_message", "you", asked.target, asked.text)
        running = asyncio.create_task(course.run(partial(self._way, asked, task, course)))
        self._under_way[running] = _UnderWay(person, asked, course)
        running.add_done_callback(self._under_way.pop)

    def cancel(self, call_id: str) -> None:
        """End the message that the call of that id belongs to, and all that follows from it.

        Raises:
            BadRequestError: no such call is under way.
        """
        for running, one in self._running():
            if one.course.call_id == call_id:
                running.cancel()
                one.course.tell("agent_response", "router", "all", "Cancelled.")
                return
        raise BadRequestError("cancel: no such call is under way.")

    def recent(self) -> Iterator[bytes]:
        """Yield the last events of each thread, as they were told."""
        for kept in self._threads.values():
            yield from (event.as_json() for event in kept.events)

    def alone(self, text: str) -> bytes:
        """Return what the router says to one alone; nobody else hears it, and nothing keeps it."""
        return TableEvent(
            type="agent_response",
            sender="router",
            target="all",
            thread=DEFAULT_THREAD,
            text=text,
            call_id="",
            ts=int(self._wall()),
        ).as_json()

    async def close(self) -> None:
        """Let go of what is under way, and of the models."""
        tasks = list(self._under_way)
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks)
        for seat in self.seats.values():
            await seat.candidate.model.aclose()

    # --- One message ------------------------------------------------------------------------------

    def _addressed(self, asked: Asked) -> tuple[Asked, str]:
        """Return what is asked, with whom it is asked of, and that one's task.

        A name that the text begins with goes before the target.

        Raises:
            BadRequestError: nobody of that name sits here.
        """
        text = plain(asked.text, lines=True)
        target, task = asked.target or next(iter(self.seats)), text
        mention = _MENTION.match(text)
        if mention and mention[1].lower() in self.seats:
            target, task = mention[1].lower(), text[mention.end() :].strip()
        if target not in self.seats:
            names = " or ".join(self.seats)
            raise BadRequestError(f"target: nobody of that name sits here; ask {names}.")
        if not task.strip():
            raise BadRequestError("text: there is nothing to answer.")
        return asked.model_copy(update={"target": target, "text": text}), task

    def _check(self, asked: Asked, person: str) -> None:
        """Let a message pass.

        Raises:
            BusyError, ConflictError: as `ask`.
        """
        running = [one for _, one in self._running()]
        if len(running) >= OF_ALL or sum(one.person == person for one in running) >= OF_ONE:
            raise BusyError("Much is being asked already; wait for an answer, or cancel one.")
        modes = {one.asked.mode for one in running if one.asked.thread == asked.thread}
        if asked.mode == "autopilot" and "autopilot" in modes:
            raise ConflictError("They go on by themselves here already; say stop to end it.")

    def _running(self) -> list[tuple["asyncio.Task[None]", _UnderWay]]:
        """Return what is under way, and has not been told to end."""
        every = self._under_way.items()
        return [(task, one) for task, one in every if not (task.done() or task.cancelling())]

    def _course(self, name: str, person: str) -> Course:
        kept = self._kept(name)

        def publish(event: TableEvent, ms: int | None, model: str) -> None:
            kept.events.append(event)
            facts = event.model_dump(include={"type", "sender", "target", "call_id"})
            log.info("table event", extra={**facts, "ms": ms, "model": model})
            self.channel.publish(event.as_json())

        return Course(
            seats=self.seats,
            name=name,
            thread=kept.thread,
            publish=publish,
            account=lambda seat: self._account(seat, person),
            may_quote=lambda: not self._in_danger(person),
            wall=self._wall,
            timing=self._timing,
        )

    def _kept(self, name: str) -> _Kept:
        """Return what is kept of a thread; of others, the one that rested longest makes room."""
        kept = self._threads.setdefault(name, _Kept())
        self._threads.move_to_end(name)
        if len(self._threads) > THREADS:
            del self._threads[next(one for one in self._threads if one != DEFAULT_THREAD)]
        return kept

    async def _way(self, asked: Asked, task: str, course: Course) -> None:
        """Let a message be answered as it asks for."""
        call, names = Call(asked.target, task), list(self.seats)
        if asked.mode is None:
            await answered(call, names, course.answer, course.take)
            return
        alone = asked.mode == "autopilot"
        turns = asked.turns if alone else asked.rounds * len(names)
        limits = Limits(turns=turns, minutes=asked.minutes, tokens=asked.tokens)

        def is_over() -> bool:
            limits.taken, limits.spent = limits.taken + 1, course.spent
            return bool(limits.reached) or (alone and not self.channel)

        async def rest() -> None:
            await asyncio.sleep(self._pause if alone else 0)

        await in_turn(call, names, course.answer, course.take, is_over, rest)
        if alone:
            why = limits.reached or "nobody is here"
            course.tell("agent_response", "router", "all", f"They stop: {why}.")

    def _stop_all(self, asked: Asked, person: str) -> None:
        """End all that is under way in a thread, as `person` says.

        Raises:
            ConflictError: nothing is. Nobody else is told, as this may be said at any time.
        """
        ended = [(task, one) for task, one in self._running() if one.asked.thread == asked.thread]
        if not ended:
            raise ConflictError("Nothing is under way here.")
        course = self._course(asked.thread, person)
        course.tell("human_message", "you", asked.target, asked.text)
        for task, one in ended:
            task.cancel()
            one.course.tell("agent_response", "router", "all", "Stopped.")
