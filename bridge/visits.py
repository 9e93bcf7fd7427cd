"""Comings and goings, told and kept: to the journal, to both rooms, to the world's memory."""

import asyncio
import logging

from bridge.errors import BridgeError
from bridge.events import PresenceEvent
from bridge.journal import Journal
from bridge.presence import Change
from world.state import WorldState

log = logging.getLogger(__name__)


class Visits:
    """Writes each change of presence; the only writer of the world state.

    Attributes:
        notice: why the world state could not be written last time, for people to read; else empty.
    """

    def __init__(self, journal: Journal, state: WorldState) -> None:
        self.notice = ""
        self._journal = journal
        self._state = state
        self._lock = asyncio.Lock()
        self._unsaved = False

    async def record(self, change: Change) -> list[PresenceEvent]:
        """Return the events of `change` with their ids, once they are on disk.

        Raises:
            StorageError: they could not be written.
        """
        if not change.events:
            return []
        self._remember(change)
        written = await self._journal.write(change.statements, change.events)
        await self.save()
        return written

    def hand_in(self, change: Change) -> None:
        """Do as `record`, for callers that cannot wait; `save` comes later, by whoever can."""
        if not change.events:
            return
        self._remember(change)
        try:
            self._journal.hand_in(change.statements, change.events)
        except BridgeError as error:
            log.warning("presence not kept", extra={"error": type(error).__name__})

    def _remember(self, change: Change) -> None:
        for event in change.events:
            if event.event == "enter" and self._state.visited(event.room, event.username):
                self._unsaved = True

    async def save(self) -> None:
        """Write the world state if anything in it is new; a failure is tried again next time."""
        async with self._lock:  # one write at a time; those that waited are in the next one
            if not self._unsaved:
                return
            self._unsaved = False
            try:
                await asyncio.to_thread(self._state.save, self._state.as_json())
                self.notice = ""
            except OSError as error:
                self._unsaved = True
                self.notice = f"The world state cannot be written: {error.strerror}."
                log.error("world state not written", extra={"errno": error.errno})  # noqa: TRY400 - the error number says it all
