"""Where the talks of the laboratory lie: for each a log, and beside it who asked for it and how."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from pydantic import ValidationError

from bridge.conversations.actor import Actor
from bridge.conversations.happening import AnyHappening, Ended
from bridge.conversations.log import Log
from bridge.conversations.log import Talk as Record
from bridge.conversations.log import read as read_log
from bridge.conversations.meta import Files, Meta, Part
from bridge.conversations.writing import replace
from bridge.errors import BridgeError, StorageError
from bridge.lab.casting import Casting
from bridge.lab.sheet import Sheet

log = logging.getLogger(__name__)

#: In the folder of all that is written: where the talks lie; and how their sheets end.
FOLDER, _ENDING = "laboratory", ".lab.json"
#: Who talks, and what writes it down.
Stage: TypeAlias = tuple[Sequence[Actor], Log]


@dataclass(frozen=True, slots=True)
class Kept:
    """A talk as its files tell it."""

    sheet: Sheet
    record: Record

    @property
    def happened(self) -> Sequence[AnyHappening]:
        """Return all that happened, its ending included."""
        ended: tuple[Ended, ...] = (self.record.ended,) if self.record.ended else ()
        return (*self.record.happened, *ended)


class Shelf:
    """The files of all talks; nobody but their owner may read them."""

    def __init__(self, folder: Path, casting: Casting) -> None:
        self._folder, self._casting = folder, casting
        self._writing = asyncio.Lock()  # so that the latest of two sheets is the one that stays

    async def begin(self, sheet: Sheet, before: Sequence[AnyHappening]) -> Stage:
        """Return what a new talk needs, whose files are there from now on.

        Raises:
            BridgeError: they cannot be written, or a model cannot be had.
        """
        return await asyncio.to_thread(self._begun, sheet, before)

    async def go_on(self, kept: Kept) -> Stage:
        """Return what a talk needs that goes on.

        Raises:
            BridgeError: its files cannot be written, or a model cannot be had.
        """
        happened = kept.record.happened
        return await asyncio.to_thread(
            lambda: (self._actors(kept.sheet, happened), Log.resume(kept.record))
        )

    async def keep(self, sheet: Sheet) -> None:
        """Write the sheet of a talk; it is on the disk when this returns.

        Raises:
            StorageError: it cannot be written.
        """
        async with self._writing:
            await asyncio.to_thread(self._keep, sheet)

    async def sheets(self) -> list[Sheet]:
        """Return the sheets of all talks that were kept, the latest first."""
        return await asyncio.to_thread(self._sheets)

    async def kept(self, sheet: Sheet) -> Kept:
        """Return the talk of a sheet.

        Raises:
            StorageError: its log cannot be read.
        """
        try:
            record = await asyncio.to_thread(read_log, self._files(sheet).meta)
        except BridgeError:
            log.warning("the log of a talk cannot be read", extra={"talk": sheet.id})
            raise StorageError("The record of this talk cannot be read.") from None
        return Kept(sheet, record)

    async def erase(self, before: float, besides: Collection[str]) -> set[str]:
        """Erase all talks that nobody has written since `before`, in seconds since 1970.

        What a crash has left here of no talk goes too. Talks `besides` stay; return the others'
        ids. What cannot be erased stays until the next time.
        """
        return await asyncio.to_thread(self._erased, before, besides)

    def _erased(self, before: float, besides: Collection[str]) -> set[str]:
        files = defaultdict[str, list[Path]](list)
        for path in self._folder.glob("*"):
            files[path.name.partition(".")[0] or path.name].append(path)
        gone = set[str]()
        for id_ in files.keys() - besides:
            try:
                if max(path.lstat().st_mtime for path in files[id_]) < before:
                    for path in files[id_]:
                        path.unlink()
                    gone.add(id_)
            except FileNotFoundError:
                continue  # it is being written
            except OSError as error:
                log.warning("a talk cannot be erased", extra={"error": type(error).__name__})
        return gone

    def _files(self, sheet: Sheet) -> Files:
        return Files(self._folder / sheet.id)

    def _begun(self, sheet: Sheet, before: Sequence[AnyHappening]) -> Stage:
        actors = self._actors(sheet, before)
        meta = Meta(
            start=sheet.started_at,
            template=FOLDER,
            models=tuple(actor.entry.key for actor in actors),
            actors=tuple(map(Part.of, actors)),
            seed=sheet.seed,
            order="voted" if sheet.votes else "round_robin",
            view="quoted",
            forked_from=sheet.parent.id if sheet.parent else "",
            taken_over=sheet.parent.at if sheet.parent else 0,
        )
        log_ = Log.at(self._files(sheet), meta, before)
        self._keep(sheet)
        return actors, log_

    def _actors(self, sheet: Sheet, before: Sequence[AnyHappening]) -> Sequence[Actor]:
        said = [(x.actor, x.text) for x in before if x.type == "spoke" or x.type == "heard"]
        return self._casting.actors(sheet.personalities, sheet.initial_prompt, sheet.seed, said)

    def _keep(self, sheet: Sheet) -> None:
        try:
            replace(self._folder / f"{sheet.id}{_ENDING}", f"{sheet.model_dump_json(indent=2)}\n")
        except OSError as error:
            raise StorageError(f"The talk cannot be kept: {error.strerror}.") from None

    def _sheets(self) -> list[Sheet]:
        found = []
        for path in self._folder.glob(f"*{_ENDING}"):
            try:
                found.append(Sheet.model_validate_json(path.read_bytes()))
            except (OSError, ValidationError):
                log.warning("a talk cannot be read", extra={"file": path.name})
        return sorted(found, key=lambda sheet: sheet.started_at, reverse=True)
