"""Comings and goings, told and kept: to the journal, to both rooms, to the world's memory.

What people leave in the world goes there too.
"""

import asyncio
import functools
import logging
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from bridge.errors import BridgeError, StorageError
from bridge.events import DeedEvent, Event, PresenceEvent, SayEvent, is_nameless
from bridge.journal import Journal, Statement, seen
from bridge.presence import Change, Person, Presence
from world.marks import Mark
from world.state import WorldState

log = logging.getLogger(__name__)

#: Seconds between two writes of the world state.
REST = 1.0


class Visits:
    """Writes each change of presence; the only writer of the world state.

    Presence in memory is how it is; the journal says what was told of it. What the disk did not
    take is told as one difference when it takes writes again (`mend`), so that every leave follows
    its enter there too.

    Attributes:
        notice: why the world state could not be written last time, for people to read; else empty.
    """

    def __init__(self, journal: Journal, state: WorldState, presence: Presence) -> None:
        self.notice = ""
        self._journal = journal
        self._state = state
        self._presence = presence
        self._unsaved = asyncio.Event()
        self._saving = asyncio.Lock()
        self._under_way = 0
        #: Where people are according to the journal (name and room), if it missed a change.
        self._missed: dict[Person, tuple[str, str] | None] = {}

    async def record(
        self,
        change: Change,
        then: Callable[[list[PresenceEvent]], Sequence[Statement]] | None = None,
    ) -> list[PresenceEvent]:
        """Return the events of `change` with their ids, once they are on disk.

        `then` returns what is to be written besides and needs the events.

        Raises:
            StorageError: they could not be written, or not yet.
            BusyError: too much is waiting to be written already.
        """
        self._remember(change.events)
        if not change.events:
            return await self._journal.write((), change.events, then=then) if then else []
        written: list[PresenceEvent] = await self._told(change, then)
        return written

    def hand_in(self, change: Change) -> None:
        """Do as `record`, for callers that cannot wait."""
        self._remember(change.events)
        if not change.events:
            return
        try:
            self._told(change).add_done_callback(seen)
        except BridgeError as error:
            log.warning("presence not kept yet", extra={"error": type(error).__name__})

    def mend(self) -> None:
        """Tell what the disk did not take, if it takes writes now."""
        if self._under_way or not self._missed:
            return
        missed, self._missed = self._missed, {}
        for person, told in missed.items():
            self.hand_in(self._presence.since(person, told))

    def forget(self, person: Person) -> None:
        """Owe the journal nothing of `person`."""
        self._missed.pop(person, None)

    def unmarked(self, person: Person, *, upto: int) -> None:
        """Forget what `person` has left in the world up to that event, and that they came by."""
        if self._state.forget(person.key, upto=upto):
            self._unsaved.set()

    def taken_back(self, events: Iterable[Event]) -> None:
        """Forget what `events` told of before their words, or who did it, were taken out."""
        for event in events:
            if isinstance(event, DeedEvent) and event.id and _mark_of(event) is None:
                self.unmark(event.id)

    def unmark(self, event_id: int) -> None:
        """Forget what was left in the world by that event."""
        if self._state.remove(event_id):
            self._unsaved.set()

    def expire(self, before: str) -> None:
        """Forget what was left in the world before a moment (ISO 8601, UTC)."""
        if self._state.expire(before):
            self._unsaved.set()

    def unvisited(self, room: str, name: str) -> None:
        """Forget that somebody of this name was in `room`."""
        if self._state.unvisited(room, name):
            self._unsaved.set()

    def catch_up(self, events: Iterable[Event]) -> None:
        """Take over what was told but not yet in the file when the bridge ended, oldest first."""
        for event in events:
            if isinstance(event, PresenceEvent):
                self._remember([event])
            self.heard_of(event)

    def heard_of(self, event: Event) -> None:
        """Let the world remember what is done in `event`, which is on disk; in the order of ids."""
        if isinstance(event, DeedEvent) and (mark := _mark_of(event)) and self._state.marked(mark):
            self._unsaved.set()
        if isinstance(event, SayEvent) and event.realm == "npc" and event.id:
            day = event.timestamp[:10]
            if self._state.talked(event.id, day, event.room):
                self._unsaved.set()
        self._state.upto = max(self._state.upto, event.id or 0)

    async def keep_saved(self) -> None:
        """Write the world state whenever anything in it is new, until cancelled."""
        while True:
            await self._unsaved.wait()
            if not await self.save():
                await asyncio.sleep(REST)
            await asyncio.sleep(REST)

    async def save(self) -> bool:
        """Write the world state if anything in it is new; False when it could not be written."""
        async with self._saving:
            return await self._save()

    async def _save(self) -> bool:
        if not self._unsaved.is_set():
            return True
        self._unsaved.clear()
        try:
            await asyncio.to_thread(self._state.save, self._state.files())
        except OSError as error:
            self._unsaved.set()
            self.notice = f"The world state cannot be written: {error.strerror}."
            log.error("world state not written", extra={"errno": error.errno})  # noqa: TRY400 - the error number says it all
            return False
        self.notice = ""
        return True

    def _told(
        self,
        change: Change,
        then: Callable[[list[PresenceEvent]], Sequence[Statement]] | None = None,
    ) -> asyncio.Future[Any]:
        people = {Person(event.realm, event.user_id) for event in change.events}
        if not people.isdisjoint(self._missed):
            self._miss(change)
            raise StorageError("The Tower cannot write to its disk. Nothing was kept.")
        try:
            done = self._journal.submit(
                change.statements,
                change.events,
                then=then,
                settled=functools.partial(self._settled, change),
            )
        except BridgeError:
            self._miss(change)
            raise
        self._under_way += 1
        return done

    def _settled(self, change: Change, written: bool) -> None:  # noqa: FBT001 - what the journal tells
        self._under_way -= 1
        if not written:
            self._miss(change)
            return
        if not self._missed:
            return
        for event in change.events:  # told after a change that was missed
            person = Person(event.realm, event.user_id)
            if person in self._missed:
                here = (event.username, event.room)
                self._missed[person] = here if event.event == "enter" else None

    def _miss(self, change: Change) -> None:
        """Note where those whom `change` is about were told to be before it."""
        for event in change.events:
            before = (event.username, event.room) if event.event == "leave" else None
            self._missed.setdefault(Person(event.realm, event.user_id), before)

    def _remember(self, events: Iterable[PresenceEvent]) -> None:
        for event in events:
            # Those of the house are no visitors.
            if event.event != "enter" or event.realm == "npc" or is_nameless(event):
                continue
            whose, day = Person(event.realm, event.user_id).key, event.timestamp[:10]
            came = self._state.came(day, whose, event.username)
            if self._state.visited(event.room, event.username) or came:
                self._unsaved.set()


def _mark_of(event: DeedEvent) -> Mark | None:
    """Return what `event` leaves in the world, if anything."""
    if event.event == "emote" or event.id is None or is_nameless(event):
        return None
    if event.event != "stoke" and not event.text:
        return None  # it was taken off
    return Mark(
        id=event.id,
        at=event.timestamp,
        kind=event.event,
        who=event.username,
        whose=Person(event.realm, event.user_id).key,
        text=event.text,
    )
