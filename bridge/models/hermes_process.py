"""The process in which Hermes runs: begun, asked by lines, watched, and ended with all it began."""

import asyncio
import json
import logging
import os
import signal
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncGenerator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any, Final

from bridge.errors import ModelError
from bridge.models.base import MAX_REPLY
from bridge.models.failures import UNREACHABLE, error_of

log = logging.getLogger(__name__)

_WORKER: Final = Path(__file__).with_name("hermes_worker.py")
#: Requests that are answered at once; further ones wait for a place.
PLACES: Final = 20
#: Bytes of a line: a reply in one piece, all its letters written as escapes, fits.
_LINE: Final = 2**16
#: Seconds that Hermes may take to load: a second or two on a machine that is not busy.
_START: Final = 30.0
#: Seconds in which a request that was given up must have ended.
GRACE: Final = 5.0

#: One attempt for each call, and no more silence than anybody waits for: whoever asks us tries
#: again, and knows for how long.
_CONFIG: Final = "agent:\n  api_max_retries: 1\n"
_SOUL: Final = "You speak with people, and you follow the instructions that you are given.\n"
_LIMITS: Final = {
    "HERMES_STREAM_RETRIES": "0",
    "HERMES_API_TIMEOUT": "100",
    "HERMES_STREAM_READ_TIMEOUT": "13",
}


@dataclass(frozen=True, slots=True)
class Installation:
    """Where Hermes is.

    Attributes:
        python: the interpreter that has what it needs.
        source: the folder of its source, where it is not installed for that interpreter.
        home: what it takes for home: a folder of ours, in which it finds nothing of the host's.
    """

    python: Path
    source: Path | None
    home: Path


class HermesProcess:
    """A worker that has started; see `hermes_worker` for what is said on the line."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self._numbers = count(1)
        self._open: dict[int, asyncio.Queue[dict[str, Any] | None]] = {}
        self._places = asyncio.Semaphore(PLACES)
        self._over = False
        self._reading = asyncio.create_task(self._read())

    @classmethod
    async def start(cls, where: Installation, access: Mapping[str, str]) -> "HermesProcess":
        """Start Hermes; `access` says how it reaches the model.

        Raises:
            ModelError: it did not start, or is not one that may be used.
        """
        try:
            await asyncio.to_thread(_furnish, where.home)
            process = await _spawn(where)
        except OSError as error:
            raise unfit(error.strerror) from None
        source = str(where.source) if where.source else ""
        bounds = {"hermes_path": source, "places": PLACES, "limit": MAX_REPLY}
        try:
            _write(process, {**access, **bounds})
            async with asyncio.timeout(_START):
                _refuse_the_unfit(await _first_line(process))
        except BaseException as error:
            await _end(process)
            if isinstance(error, (TimeoutError, OSError, ValueError)):
                raise error_of(UNREACHABLE) from None
            raise
        return cls(process)

    @property
    def gone(self) -> bool:
        """Whether it has ended, or is to."""
        return self._over

    async def ask(self, request: Mapping[str, Any]) -> AsyncGenerator[dict[str, Any], None]:
        """Yield the lines that answer `request`, of which the last one says how it ended.

        Whoever stops earlier gives it up.

        Raises:
            ModelBusyError: the process has ended.
        """
        await self._places.acquire()
        number = next(self._numbers)
        lines = self._open[number] = asyncio.Queue()
        if self._over:
            self._leave(number)
        try:
            self._tell({**request, "id": number})
            while (line := await lines.get()) is not None:
                yield line
            raise error_of(UNREACHABLE)
        finally:
            self._give_up(number)

    async def close(self) -> None:
        """End it, and whatever it has begun; nothing in it is worth waiting for."""
        self._reading.cancel()
        await asyncio.wait([self._reading])
        await _end(self._process)

    def _tell(self, line: Mapping[str, Any]) -> None:
        if not self._over:
            _write(self._process, line)

    def _give_up(self, number: int) -> None:
        """End a request unless it has ended; its place is free when the worker says so."""
        if number in self._open:
            self._tell({"id": number, "stop": True})
            asyncio.get_running_loop().call_later(GRACE, self._end_if_stuck, number)

    def _end_if_stuck(self, number: int) -> None:
        if number in self._open and not self._over:
            log.warning("hermes did not let go of a request; it is started anew")
            self._reading.cancel()

    async def _read(self) -> None:
        """Hand on what comes until nothing more does; then everybody who waits is told so."""
        lines = self._process.stdout
        try:
            while lines is not None and (read := await lines.readline()):
                self._take(read)
        except (ValueError, OSError):
            log.warning("hermes said more than a line may hold; it is started anew")
        finally:
            self._over = True
            _kill(self._process)
            for number in tuple(self._open):
                self._leave(number)

    def _take(self, read: bytes) -> None:
        """Hand one line to whom it is for; what is none, nobody."""
        line = _line_in(read)
        number = line.get("id")
        if isinstance(number, int) and number in self._open:
            self._open[number].put_nowait(line)
            if "ended" in line:
                self._leave(number)

    def _leave(self, number: int) -> None:
        """Let nothing more come for a request, and give its place to the next."""
        self._open.pop(number).put_nowait(None)
        self._places.release()


async def _spawn(where: Installation) -> Process:
    """Start the worker; nothing of our environment, where keys may be, goes along."""
    home = str(where.home)
    return await asyncio.create_subprocess_exec(
        *(where.python, "-I", "-B", _WORKER),
        stdin=PIPE,
        stdout=PIPE,
        stderr=DEVNULL,
        limit=_LINE,
        cwd=home,
        env={"HOME": home, "HERMES_HOME": home, "PATH": os.defpath, "LANG": "C.UTF-8", **_LIMITS},
        start_new_session=True,
    )


def _furnish(home: Path) -> None:
    """Make a home in which Hermes finds what it needs, and nothing else."""
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    home.chmod(0o700)
    (home / "config.yaml").write_text(_CONFIG, encoding="utf-8")
    (home / "SOUL.md").write_text(_SOUL, encoding="utf-8")


def _write(process: Process, line: Mapping[str, Any]) -> None:
    if process.stdin is not None and not process.stdin.is_closing():
        process.stdin.write(json.dumps(line).encode() + b"\n")


async def _first_line(process: Process) -> dict[str, Any]:
    """Return the first line that the worker says, past what Hermes may print before it."""
    lines = process.stdout
    while lines is not None and (read := await lines.readline()):
        line = _line_in(read)
        if "ready" in line or "unfit" in line:
            return line
    raise error_of(UNREACHABLE)


def _line_in(read: bytes) -> dict[str, Any]:
    """Return what a line says; nothing where it is none of ours."""
    with suppress(ValueError, RecursionError):
        line = json.loads(read)
        if isinstance(line, dict):
            return line
    return {}


def _refuse_the_unfit(line: dict[str, Any]) -> None:
    if line.get("ready") is not True:
        raise unfit(line.get("unfit"))


def unfit(why: object) -> ModelError:
    """Return the error of a Hermes that may not be used; the log says why."""
    log.error("hermes is not used", extra={"error": str(why)[:300]})
    if why == "tools":
        return ModelError("This Hermes has tools that were not switched off; it is not asked.")
    return ModelError("Hermes does not start as it should; the host finds why in the log.")


def _kill(process: Process) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)


async def _end(process: Process) -> None:
    _kill(process)
    if process.stdin is not None:
        process.stdin.close()
    await process.wait()
