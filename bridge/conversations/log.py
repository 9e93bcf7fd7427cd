"""The record of a talk: written as it happens, whole after a crash, read back to go on."""

import asyncio
import contextlib
import json
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from bridge.conversations.ending import SENTENCES
from bridge.conversations.happening import (
    HAPPENING,
    MEDIA_AGENT,
    AnyHappening,
    Ended,
    Heard,
    Past,
    Spoke,
    Summarised,
    past_of,
)
from bridge.conversations.meta import FOLDER, Files, Meta, place_of
from bridge.conversations.transcript import as_text
from bridge.conversations.writing import append, replace
from bridge.errors import SetUpError, StorageError
from bridge.models.recorded import RecordingError
from bridge.models.recording import Recorder

#: What is written down; a talk's pauses are not, and what is for somebody in danger never is.
_KEPT: Final = frozenset({"spoke", "heard", "summarised", "media_made", "trouble", "ended"})


class LogError(SetUpError):
    """A log cannot be read, or a new one cannot be made."""


@dataclass(frozen=True, slots=True)
class Talk:
    """A talk as its log tells it.

    Attributes:
        happened: what happened up to its last line, and what was made of that.
        ended: how it ended; None where it was cut off.
    """

    files: Files
    meta: Meta
    happened: tuple[AnyHappening, ...]
    ended: Ended | None = None

    @property
    def said(self) -> list[Past]:
        """Return what a conversation needs to go on."""
        return past_of(self.happened)

    @property
    def lines(self) -> list[Spoke | Heard]:
        """Return all that was said."""
        return [x for x in self.happened if isinstance(x, Spoke | Heard)]

    def upto(self, n: int, names: Sequence[str]) -> tuple[AnyHappening, ...]:
        """Return what happened up to the line `n`, said by actors who are called `names` now."""
        called = dict(zip((part.name for part in self.meta.actors), names, strict=True))
        found = list[AnyHappening]()
        for told in self.happened:
            if isinstance(told, Spoke | Heard) and told.n > n:
                break
            if isinstance(told, Spoke):  # none of the calls that it took is in the new record
                found.append(told.model_copy(update={"actor": called[told.actor], "calls": 0}))
            elif isinstance(told, Summarised):
                found.append(told.model_copy(update={"actor": called[told.actor]}))
            else:
                found.append(told)
        return _whole(found)


def read(path: Path) -> Talk:
    """Return the talk in whose files `path` is.

    Raises:
        LogError: there is none, or it cannot be read.
    """
    if not path.name:
        raise LogError(f"{str(path)!r} names no log: give one of its files, such as its .txt.")
    files = Files.of(path)
    try:
        meta = Meta.model_validate_json(files.meta.read_bytes())
        rows = files.events.read_bytes().split(b"\n")[:-1]  # the last one may be half a line
    except OSError as error:
        raise LogError(
            f"{error.filename} cannot be read: {error.strerror}. The files of a talk lie together, "
            f"under {FOLDER}; give any one of them."
        ) from None
    except ValidationError:
        raise LogError(
            f"{files.meta} does not tell of a conversation. Was it changed by hand? What was said "
            f"still stands in {files.text.name}."
        ) from None
    found = list[AnyHappening]()
    for n, row in enumerate(rows, 1):
        try:
            found.append(HAPPENING.validate_python(json.loads(row)))
        except (ValueError, RecursionError):
            raise LogError(
                f"Line {n} of {files.events} does not tell what happened. In a copy without that "
                "line and all after it, the talk can be gone on with."
            ) from None
    ended = found[-1] if found and isinstance(found[-1], Ended) else None
    return Talk(files, meta, _whole(found), ended)


def _whole(happened: Sequence[AnyHappening]) -> tuple[AnyHappening, ...]:
    """Return what happened up to the last line, and what the media agent made of it.

    What led to a line that never came is not part of the talk, nor is its ending.
    """
    kept = [*happened]
    while kept and not (kept[-1].type in {"spoke", "heard"} or is_media(kept[-1])):
        kept.pop()
    return tuple(kept)


def is_media(told: AnyHappening) -> bool:
    """Whether `told` is of the media agent."""
    return told.type == "media_made" or (told.type == "trouble" and told.actor == MEDIA_AGENT)


class Log:
    """Writes the files of one talk; nobody else may read them.

    To begin or resume one reads and writes files: not where others wait for the event loop.

    Attributes:
        recorder: writes down the calls to its models.
    """

    def __init__(self, files: Files, meta: Meta, recorder: Recorder) -> None:
        self.files, self.meta, self.recorder = files, meta, recorder
        self._thread = ThreadPoolExecutor(1, "log")  # one: what happens is written in order

    @classmethod
    def begin(
        cls, root: Path, meta: Meta, *, now: datetime, happened: Sequence[AnyHappening] = ()
    ) -> "Log":
        """Return the log of a new talk in a folder of `root`; what `happened` was taken over.

        Raises:
            LogError: it cannot be written there.
        """
        return cls.at(place_of(root, meta.models, meta.template, now), meta, happened)

    @classmethod
    def at(cls, first: Files, meta: Meta, happened: Sequence[AnyHappening] = ()) -> "Log":
        """Return the log of a new talk in these files, or in others where there are some already.

        Raises:
            LogError: it cannot be written there.
        """
        try:
            for folder in (first.stem.parent.parent, first.stem.parent):
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            files = _free(first)
        except OSError as error:
            raise LogError(f"{first.stem.parent} cannot be written: {error.strerror}.") from None
        return cls._opened(files, meta, happened)

    @classmethod
    def resume(cls, talk: Talk) -> "Log":
        """Return the log of a talk that goes on: its ending is taken back.

        Raises:
            LogError: it cannot be written, or somebody else writes it.
        """
        meta = talk.meta.model_copy(update={"exit_reason": None, "sentence": ""})
        return cls._opened(talk.files, meta, talk.happened)

    @classmethod
    def _opened(cls, files: Files, meta: Meta, happened: Sequence[AnyHappening]) -> "Log":
        try:
            recorder = Recorder.open(files.calls)
        except RecordingError:
            raise LogError(f"{files.calls} cannot be written, or somebody else does.") from None
        log = cls(files, meta, recorder)
        calls = [x.calls for x in happened if isinstance(x, Spoke)]
        try:
            _cut(files.calls, calls[-1] if calls else 0)
            replace(files.events, "".join(map(_row, happened)))
            replace(files.text, "".join(map(as_text, happened)))
            log._write_meta()
        except OSError as error:
            raise LogError(f"{files.text} cannot be written: {error.strerror}.") from None
        return log

    async def tell(self, told: AnyHappening) -> None:
        """Write down what happens; it is on the disk when this returns.

        Raises:
            StorageError: it cannot be written.
        """
        if told.type in _KEPT:
            await asyncio.wrap_future(self._thread.submit(self._take, told))

    async def aclose(self) -> None:
        """Write what is left, and let go of the files."""
        await asyncio.to_thread(self._thread.shutdown)
        await self.recorder.aclose()

    def _take(self, told: AnyHappening) -> None:
        told = _neutral(told)
        try:
            append(self.files.events, _row(told))
            if text := as_text(told):
                append(self.files.text, text)
            if told.type == "ended":
                ending = {"exit_reason": told.ending, "sentence": told.sentence}
                self.meta = self.meta.model_copy(update={**ending, "totals": told.totals})
                self._write_meta()
        except OSError as error:
            raise StorageError(f"The log cannot be written: {error.strerror}.") from None

    def _write_meta(self) -> None:
        replace(self.files.meta, f"{self.meta.model_dump_json(indent=2)}\n")


def _neutral(told: AnyHappening) -> AnyHappening:
    """Return `told` as it is written down: logs are handed on, and tell of nobody's danger.

    Whoever reads one could know who was there that evening.
    """
    if told.type != "ended" or told.ending != "crisis_pause":
        return told
    return told.model_copy(update={"ending": "operator", "sentence": SENTENCES["operator"]})


def _row(told: AnyHappening) -> str:
    """Return `told` as a line of JSON, in which no sign can do anything to a terminal."""
    return f"{json.dumps(told.model_dump(mode='json'))}\n"


def _free(files: Files) -> Files:
    """Return `files`, with a number where there are some of that name; a place is kept for them."""
    for n in count(1):
        free = Files(files.stem if n == 1 else files.stem.with_name(f"{files.stem.name}-{n}"))
        with contextlib.suppress(FileExistsError):
            os.close(os.open(free.events, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
            return free
    raise AssertionError


def _cut(path: Path, calls: int) -> None:
    """Leave of a recording what belongs to lines that were said: its head, and so many calls."""
    with path.open("r+b") as file:
        for _ in range(calls + 1):
            file.readline()
        file.truncate(file.tell())
