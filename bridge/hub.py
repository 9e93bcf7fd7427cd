"""Fan-out of events: publishing never waits; what comes is held for who still catches up."""

import asyncio
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeAlias

from bridge.agents import Echoes
from bridge.events import EVENT, Event, Realm, nameless
from bridge.fanout import UNSENT, Channel, taken

#: An event as readers get it: its id, if it has one, and one line of JSON.
Item: TypeAlias = tuple[int | None, bytes]
#: Makes the bytes of it.
Frame: TypeAlias = Callable[[Item], bytes]


def whole(event: Event) -> bytes:
    """Return all there is to tell of `event`, as one line."""
    return EVENT.dump_json(event) + b"\n"


@dataclass(frozen=True, slots=True)
class View:
    """What a reader is told of.

    Attributes:
        rooms: of what happens in these; None for everywhere.
        unstored: also of what is shown to the people present and never stored; only for the MUD,
            which shows it.
        topics: also of what is told of these, by `Hub.tell`.
        line: makes the line of an event.
    """

    rooms: frozenset[str] | None = None
    unstored: bool = False
    topics: frozenset[str] = frozenset()
    line: Callable[[Event], bytes] = whole

    def shows(self, event: Event) -> bool:
        """Whether the reader is told of `event`."""
        known = event.id is not None or self.unstored
        return known and (self.rooms is None or event.room in self.rooms)


class Reader:
    """One reader; what comes is held for it until it is live.

    Attributes:
        over: done once it is let go, because it has not read for long, or the hub has closed; it
            can resume by its last event id.
    """

    __slots__ = ("_held", "_line", "_size", "over")

    def __init__(self) -> None:
        self.over: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._line: asyncio.WriteTransport | None = None
        self._held: list[bytes] = []
        self._size = 0

    def take(self, data: bytes) -> None:
        """Write `data`, or hold it; let the reader go for whom too much waits."""
        if self.over.done():
            return
        if self._line is not None:
            fits = taken(self._line, data)
        else:
            self._held.append(data)
            self._size += len(data)
            fits = self._size <= UNSENT
        if not fits:
            self.let_go()

    def go_live(self, line: asyncio.WriteTransport) -> None:
        """Write to `line` what was held, and what comes from now on."""
        self._line, held = line, b"".join(self._held)
        self._held.clear()
        if held:
            self.take(held)

    def let_go(self) -> None:
        """Let it have nothing more."""
        self._held.clear()
        if not self.over.done():
            self.over.set_result(None)


class Hub:
    """The last events of every room, and the readers of new ones.

    Attributes:
        last_id: of the newest event that was published.
        on_event: told each event as it is published, also those without an id; it must not wait.
        catching_up: held by one reader at a time, of those who have missed a lot.
    """

    def __init__(self, *, keep: int = 50) -> None:
        self._recent: defaultdict[str, deque[Event]] = defaultdict(lambda: deque(maxlen=keep))
        self._echoes: defaultdict[str, Echoes] = defaultdict(Echoes)
        self._readers: set[Reader] = set()
        self._audiences: dict[tuple[View, Frame], Channel[Item]] = {}
        self.last_id = 0
        self.catching_up = asyncio.Lock()
        self._closed = False
        self.on_event: Callable[[Event], None] = lambda _event: None

    def restore(self, events: Iterable[Event]) -> None:
        """Take back the last events of a room, oldest first, after a restart."""
        for event in events:
            self._keep(event)

    def publish(self, event: Event) -> None:
        """Keep `event` among the last of its room and tell those readers who are shown it.

        An event without id is told to those who show it live, and kept nowhere.
        """
        if event.id is not None:
            self.last_id = event.id
            self._keep(event)
        for (view, _), audience in self._audiences.items():
            if view.shows(event):
                audience.publish((event.id, view.line(event)))
        self.on_event(event)

    def tell(self, topic: str, line: bytes) -> None:
        """Tell those whose view has `topic` what is no event, one line of JSON; kept nowhere."""
        for (view, _), audience in self._audiences.items():
            if topic in view.topics:
                audience.publish((None, line))

    def _keep(self, event: Event) -> None:
        self._recent[event.room].append(event)
        if event.type == "say" and event.id is not None:
            speaker = (event.realm, event.user_id)
            self._echoes[event.room].add(event.id, speaker, event.message)

    def forget(self, person: tuple[Realm, str], *, upto: int) -> None:
        """Keep of the events of `person` (realm and id), up to that id, that there were some."""
        for events in self._recent.values():
            for n, event in enumerate(events):
                if (event.realm, event.user_id) == person and (event.id or 0) <= upto:
                    events[n] = nameless(event)

    def replace(self, event: Event) -> None:
        """Keep `event` in the place of the one that had its id."""
        events = self._recent[event.room]
        for n, known in enumerate(events):
            if known.id == event.id:
                events[n] = event

    def recent(self, room: str) -> list[Event]:
        """Return the last events of `room`, oldest first."""
        return list(self._recent.get(room, ()))

    def echoes(self, room: str) -> set[int]:
        """Return the ids of what was lately passed on in `room` in another's words."""
        return self._echoes[room].found if room in self._echoes else set()

    @contextmanager
    def reading(self, view: View, frame: Frame) -> Iterator[Reader]:
        """Tell a reader of what is published inside the block.

        Those with the same view and frame get the same bytes, made once.
        """
        reader, audience = Reader(), self._audiences.setdefault((view, frame), Channel(frame))
        if self._closed:
            reader.let_go()
        self._readers.add(reader)
        try:
            with audience.join(reader.take):
                yield reader
        finally:
            self._readers.discard(reader)
            if not audience:
                self._audiences.pop((view, frame), None)

    def close(self) -> None:
        """Let every reader go, and who comes later; called once, when the bridge stops."""
        self._closed = True
        for audience in self._audiences.values():
            audience.flush()
        for reader in self._readers:
            reader.let_go()

    def __len__(self) -> int:
        return len(self._readers)
