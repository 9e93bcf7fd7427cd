"""What becomes of the talks of the laboratory: after a restart, and in time."""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Iterable

from bridge.errors import BridgeError, StorageError
from bridge.events import utc_at, utc_now
from bridge.lab.floor import Floor
from bridge.lab.sheet import Sheet
from bridge.lab.shelf import Shelf
from bridge.lab.talk import Talk

log = logging.getLogger(__name__)

#: Talks that are over and still listed, and those of them that are there at once after a start.
LISTED, AT_ONCE = 50, 10
#: Seconds for which a talk keeps its place while it rests, and between looks at what is over.
LONGEST_REST, TIDYING = 86400.0, 600.0
_RESTED = "It rested for a day, and was ended; a branch of it can go on."


class Caretaker:
    """Takes talks back after a restart, and lets go of what is old.

    Args:
        talks: all talks that are listed, by their ids.
        shelf: where they are kept.
        floor: where they go on.
        wall: seconds since 1970.
        keep: for how many seconds those that are over stay.
    """

    def __init__(
        self,
        talks: dict[str, Talk],
        shelf: Shelf,
        floor: Floor,
        wall: Callable[[], float],
        *,
        keep: float,
    ) -> None:
        self._talks, self._shelf, self._floor = talks, shelf, floor
        self._wall, self._keep = wall, keep

    def list_no_more_than_the_latest(self) -> None:
        """Take off the list what has been over for longest; its files stay."""
        over = [talk for talk in self._talks.values() if talk.status == "stopped"]
        over.sort(key=lambda talk: talk.sheet.started_at, reverse=True)
        for old in over[LISTED:]:
            del self._talks[old.id]

    async def restore(self) -> None:
        """Take back what was kept: talks that were under way go on, others are listed."""
        found = await self._shelf.sheets()
        over = [sheet for sheet in found if sheet.stopped_at][:LISTED]
        await self._list(over[:AT_ONCE])
        for sheet in reversed([sheet for sheet in found if not sheet.stopped_at]):
            await self._go_on(sheet)
        self._floor.own(self._keep_tidy(over[AT_ONCE:]))

    async def _list(self, sheets: Iterable[Sheet]) -> None:
        for sheet in sheets:
            with contextlib.suppress(StorageError):
                kept = await self._shelf.kept(sheet)
                self._talks[sheet.id] = await asyncio.to_thread(Talk, sheet, kept.happened)

    async def _go_on(self, sheet: Sheet) -> None:
        """Let a talk go on that was under way when the house stopped; what cannot go on is over."""
        try:
            kept = await self._shelf.kept(sheet)
        except StorageError:
            return
        talk = self._talks[sheet.id] = await asyncio.to_thread(Talk, sheet, kept.happened)
        if not kept.record.ended:
            try:
                self._floor.go(talk, await self._shelf.go_on(kept), kept.record.happened)
            except BridgeError as error:
                log.warning("a talk does not go on", extra={"error": type(error).__name__})
                talk.reason = f"It could not go on: {error}"
            else:
                return
        talk.change(stopped_at=utc_now(), rests_since="")
        with contextlib.suppress(StorageError):
            await self._shelf.keep(talk.sheet)

    async def _keep_tidy(self, over: Iterable[Sheet]) -> None:
        """List the talks that are `over`, and tidy up from then on, until cancelled."""
        await self._list(over)
        while True:
            await self.tidy()
            await asyncio.sleep(TIDYING)

    async def tidy(self) -> None:
        """End what has rested for too long, and erase what is over for so long as is kept."""
        now = self._wall()
        for going in self._floor:
            if "" < going.talk.sheet.rests_since < utc_at(now - LONGEST_REST):
                going.conversation.end("operator", _RESTED)
        going_on = {going.talk.id for going in self._floor}
        for id_ in await self._shelf.erase(now - self._keep, going_on):
            self._talks.pop(id_, None)
