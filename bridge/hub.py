"""Fan-out: publishing never waits; each reader has a bounded queue of its own until it is live."""

import asyncio
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeAlias

from bridge.agents import Echoes
from bridge.events import EVENT, Event, Realm, nameless

#: Bytes that may wait for one reader.
BYTES = 1024 * 1024
#: An event as readers get it: its id, if it has one, and one line of JSON.
Item: TypeAlias = tuple[int | None, bytes]


class LetGoError(Exception):
    """This reader fell too far behind, or the hub closed; it can resume by its last event id."""


class Subscription:
    """One reader's queue of events, bounded in their number and their bytes."""

    def __init__(self, size: int, *, unstored: bool, room: str | None = None) -> None:
        self.unstored = unstored
        self.room = room
        self._queue: asyncio.Queue[Item | None] = asyncio.Queue(size)
        self._waiting = 0
        self._let_go = False

    def wants(self, event: Event) -> bool:
        """Whether this reader is told of `event`."""
        known = event.id is not None or self.unstored
        return known and self.room in {None, event.room}

    def offer(self, item: Item) -> bool:
        """Queue `item`; False when the reader is too far behind to keep."""
        if self._queue.full() or self._waiting + len(item[1]) > BYTES:
            self._let_go = True
        else:
            self._queue.put_nowait(item)
            self._waiting += len(item[1])
        return not self._let_go

    def let_go(self) -> None:
        """End it once what is queued has been read."""
        self._let_go = True
        if self._queue.empty():
            self._queue.put_nowait(None)  # wakes whoever waits

    async def next(self) -> Item:
        """Wait for the next event.

        Raises:
            LetGoError: this reader was let go; what was queued before is still delivered first.
        """
        if self._let_go and self._queue.empty():
            raise LetGoError
        item = await self._queue.get()
        if item is None:
            raise LetGoError
        self._waiting -= len(item[1])
        return item

    @property
    def is_empty(self) -> bool:
        """Whether nothing is queued."""
        return self._queue.empty()


@dataclass(eq=False, slots=True)
class Audience:
    """Live readers who get the same bytes, made once for all of them.

    Attributes:
        unstored: whether they also see what is never stored.
        made: makes the bytes of events that came in one turn of the event loop.
        writers: what takes the bytes for each reader, at once and without an error.
    """

    unstored: bool
    made: Callable[[Sequence[Item]], bytes]
    writers: dict[Subscription, Callable[[bytes], None]] = field(default_factory=dict)

    def tell(self, news: Sequence[Item]) -> None:
        """Let every reader have `news`."""
        seen = [item for item in news if item[0] is not None or self.unstored]
        if seen and self.writers:
            data = self.made(seen)
            for write in list(self.writers.values()):
                write(data)


class Hub:
    """The last events of every room, and the readers of new ones.

    Attributes:
        last_id: of the newest event that was published.
        audiences: the live readers, by a name for the form in which they read.
        on_event: told each event as it is published, also those without an id; it must not wait.
    """

    def __init__(self, *, keep: int = 50, queue_size: int = 256) -> None:
        self._recent: defaultdict[str, deque[Event]] = defaultdict(lambda: deque(maxlen=keep))
        self._echoes: defaultdict[str, Echoes] = defaultdict(Echoes)
        self._subscriptions: set[Subscription] = set()
        self._queue_size = queue_size
        self.last_id = 0
        self.audiences: dict[object, Audience] = {}
        self._news: list[Item] = []
        self._closed = False
        self.on_event: Callable[[Event], None] = lambda _event: None

    def restore(self, events: Iterable[Event]) -> None:
        """Take back the last events of a room, oldest first, after a restart."""
        for event in events:
            self._keep(event)

    def publish(self, event: Event) -> None:
        """Keep `event` among the last of its room and offer it to every reader, in order.

        An event without id is offered to those who show it live, and kept nowhere.
        """
        if event.id is not None:
            self.last_id = event.id
            self._keep(event)
        item = event.id, EVENT.dump_json(event) + b"\n"
        readers = [s for s in self._subscriptions if s.wants(event)]
        self._subscriptions.difference_update([s for s in readers if not s.offer(item)])
        if self.audiences:
            if not self._news:
                asyncio.get_running_loop().call_soon(self._tell)
            self._news.append(item)
        self.on_event(event)

    def _keep(self, event: Event) -> None:
        self._recent[event.room].append(event)
        if event.type == "say" and event.id is not None:
            speaker = (event.realm, event.user_id)
            self._echoes[event.room].add(event.id, speaker, event.message)

    def _tell(self) -> None:
        """Let the live readers have what one turn of the event loop has brought."""
        news, self._news = self._news, []
        for audience in self.audiences.values():
            audience.tell(news)

    def go_live(
        self, subscription: Subscription, audience: Audience, write: Callable[[bytes], None]
    ) -> None:
        """Let a reader whose queue is empty have what comes by `write`, not by its queue."""
        self._tell()
        self._subscriptions.discard(subscription)
        audience.writers[subscription] = write

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
    def subscribe(
        self, *, unstored: bool = False, room: str | None = None
    ) -> Iterator[Subscription]:
        """Read every event published inside the block.

        Args:
            unstored: also those that are shown to the people present and never stored; only
                for the MUD, which shows them.
            room: only what happens there; such a reader does not go live.
        """
        subscription = Subscription(self._queue_size, unstored=unstored, room=room)
        if self._closed:
            subscription.let_go()
        self._subscriptions.add(subscription)
        try:
            yield subscription
        finally:
            self._subscriptions.discard(subscription)
            for audience in self.audiences.values():
                audience.writers.pop(subscription, None)

    def close(self) -> None:
        """Let every reader go, and who comes later; called once, when the bridge stops."""
        self._closed = True
        self._tell()
        live = [one for audience in self.audiences.values() for one in audience.writers]
        for subscription in (*self._subscriptions, *live):
            subscription.let_go()

    def __len__(self) -> int:
        live = sum(len(audience.writers) for audience in self.audiences.values())
        return len(self._subscriptions) + live
