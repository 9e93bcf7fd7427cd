"""Write down what models say, so that it can be replayed; see `recorded` for what is written."""

import asyncio
import contextlib
import errno
import fcntl
import logging
import os
import secrets
import stat
from collections.abc import AsyncGenerator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from bridge.errors import ModelError
from bridge.models.base import GenerateConfig, Message, ModelOutput
from bridge.models.calls import Candidate
from bridge.models.recorded import Entry, Failure, Head, RecordingError, digest, secret_of

log = logging.getLogger(__name__)

#: Turns that wait for a disk that hangs; those that come then are not recorded.
WAITING: Final = 500
#: Seconds that somebody waits for what has been handed in.
_PATIENCE: Final = 10.0
#: Bytes among which the first line of a recording is, if it is what we begin one with.
_HEAD: Final = 200


@dataclass(slots=True)
class _Call:
    """A call that goes on, or is over."""

    rank: int
    model: str
    system: str
    messages: tuple[Message, ...]
    config: GenerateConfig
    pieces: list[str] = field(default_factory=list)
    output: ModelOutput | None = None
    failure: Failure | None = None
    over: bool = False

    def entry(self, secret: str) -> Entry:
        return Entry(
            rank=self.rank,
            model=self.model,
            request=digest(secret, self.system, self.messages, self.config),
            pieces=tuple(self.pieces),
            output=self.output,
            failure=self.failure,
            given_up=not (self.over or self.output or self.failure),
        )


class Take:
    """The calls of one turn; nothing of them is written unless the take is kept.

    Attributes:
        candidates: the models to ask in this turn.
    """

    def __init__(self, candidates: tuple[Candidate, ...], recorder: "Recorder | None") -> None:
        self.candidates = candidates
        self._recorder = recorder
        self._calls: list[_Call] = []
        if recorder:
            self.candidates = tuple(
                replace(candidate, model=_Recorded(candidate, rank, self._calls))
                for rank, candidate in enumerate(candidates)
            )

    def keep(self) -> None:
        """Let the calls so far be written, some time later; returns at once."""
        if self._recorder:
            self._recorder.hand_in(self._calls[:])
            self._calls.clear()


class _Recorded:
    """A model whose calls are taken down."""

    def __init__(self, candidate: Candidate, rank: int, calls: list[_Call]) -> None:
        self.name = candidate.model.name
        self._model, self._key = candidate.model, candidate.entry.key
        self._rank, self._calls = rank, calls

    async def generate(
        self, messages: Sequence[Message], *, system: str, config: GenerateConfig
    ) -> ModelOutput:
        call = self._new(messages, system, config)
        try:
            call.output = await self._model.generate(messages, system=system, config=config)
        except ModelError as error:
            call.failure = Failure.of(error)
            raise
        return call.output

    async def stream(
        self, messages: Sequence[Message], *, system: str, config: GenerateConfig
    ) -> AsyncGenerator[str | ModelOutput, None]:
        call = self._new(messages, system, config)
        stream = self._model.stream(messages, system=system, config=config)
        try:
            async with aclosing(stream) as pieces:
                async for piece in pieces:
                    if isinstance(piece, ModelOutput):
                        call.output = piece
                    else:
                        call.pieces.append(piece)
                    yield piece
        except ModelError as error:
            call.failure = Failure.of(error)
            raise
        call.over = True

    async def aclose(self) -> None:
        await self._model.aclose()

    def _new(self, messages: Sequence[Message], system: str, config: GenerateConfig) -> _Call:
        self._calls.append(_Call(self._rank, self._key, system, tuple(messages), config))
        return self._calls[-1]


class Recorder:
    """Writes a recording, line by line, in a thread of its own.

    Args:
        file: what it writes to.
        secret: goes into the digests.
    """

    def __init__(self, file: int, secret: str) -> None:
        self._file, self._secret = file, secret
        self._thread: ThreadPoolExecutor | None = ThreadPoolExecutor(1, "recorder")
        self._taken = self._done = 0  # the one is counted here, the other in the thread
        self._full = False

    @classmethod
    def open(cls, path: Path) -> "Recorder":
        """Return what writes to the file at `path`, after what it holds; nobody else may read it.

        Raises:
            RecordingError: the file cannot be written, or somebody else writes it.
        """
        flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC | os.O_NONBLOCK
        try:
            file = os.open(path, flags, 0o600)
            secret = _made_ready(file)
        except BlockingIOError:
            raise RecordingError(f"Another bridge is recording to {path}.") from None
        except OSError as error:
            raise RecordingError(f"{path} cannot be written: {error.strerror}.") from None
        return cls(file, secret)

    def hand_in(self, calls: Sequence[_Call]) -> None:
        """Take `calls` to be written in the order in which they come in; returns at once.

        They are lost where too many wait already, which is logged once until all is written.
        """
        if not self._thread or not calls:
            return
        waiting = self._taken - self._done
        if waiting < WAITING:
            self._full = self._full and waiting > 0
            self._taken += 1
            self._thread.submit(self._write, calls)
        elif not self._full:
            self._full = True
            log.warning("replies not recorded, because the disk hangs", extra={"waiting": waiting})

    async def written(self) -> None:
        """Wait until what was handed in is on the disk; not for long where that hangs."""
        if self._thread:
            done = asyncio.wrap_future(self._thread.submit(self._sync))
            await asyncio.wait([done], timeout=_PATIENCE)

    async def aclose(self) -> None:
        """Write what is left, and let go of the file."""
        thread, self._thread = self._thread, None
        if thread:
            await asyncio.to_thread(thread.shutdown)
            os.close(self._file)

    def _sync(self) -> None:
        with contextlib.suppress(OSError):  # the next write has the same trouble, and tells of it
            os.fsync(self._file)

    def _write(self, calls: Sequence[_Call]) -> None:
        self._done += 1
        size = os.fstat(self._file).st_size
        try:
            told = [call.entry(self._secret) for call in calls]
            rows = told if size else [Head(secret=self._secret), *told]
            lines = "".join(f"{row.model_dump_json()}\n" for row in rows).encode()
            whole = os.write(self._file, lines) == len(lines)
        except (OSError, ValueError):
            whole = False
        if not whole:
            log.warning("replies not recorded", extra={"calls": len(calls)})
            os.ftruncate(self._file, size)


def _made_ready(file: int) -> str:
    """Make `file` ours alone, and end it where its last whole line ends; close it on failure.

    Returns its secret, a new one if it is empty.
    """
    try:
        _refuse_what_is_no_file(file)
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.fchmod(file, 0o600)
        os.ftruncate(file, _whole_lines(file))
        first, *_ = os.pread(file, _HEAD, 0).splitlines() or [b""]
    except OSError:
        os.close(file)
        raise
    return secret_of(first) if first else secrets.token_hex(32)


def _refuse_what_is_no_file(file: int) -> None:
    if not stat.S_ISREG(os.fstat(file).st_mode):
        raise OSError(errno.EINVAL, "it is no file")


def _whole_lines(file: int) -> int:
    """Return how many bytes of `file` are whole lines; a crash may have left half of one."""
    size = os.fstat(file).st_size
    end = size
    while end:
        start = max(0, end - 65536)
        newline = os.pread(file, end - start, start).rfind(b"\n")
        if newline >= 0:
            return start + newline + 1
        end = start
    return 0
