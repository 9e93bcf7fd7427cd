"""The processes of an open world: each is started again when it ends, but not for ever."""

import asyncio
import contextlib
import ctypes
import signal
import time
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path

_LIBC = ctypes.CDLL(None)

#: A child that ends by itself is started again, but not more often than this within a minute.
RESTARTS = 5
#: Exit statuses that another start would not mend: wrong settings; the child has given up itself.
HOPELESS = {2, 3}
#: Bytes of a log after which the next start begins a new one; the one before is kept.
LOG_BYTES = 10 * 1024 * 1024
#: Seconds between two looks whether a child answers; looks in vain after which it counts as frozen.
LOOK_SECONDS, FROZEN = 5.0, 6
#: Seconds that a child may take to end after it was told twice.
ROUGH_SECONDS = 3.0


class Child:
    """One process that must run for as long as the world is open.

    Attributes:
        ready: set by whoever reads its lines.
        on_line: told each line of its standard output.
        answers: asked now and then whether it answers, if it can be asked.
    """

    def __init__(
        self,
        name: str,
        argv: list[str],
        env: Mapping[str, str],
        log: Path,
        say: Callable[[str], None],
    ) -> None:
        self.name = name
        self.ready = asyncio.Event()
        self.on_line: Callable[[str], None] = lambda _line: None
        self.answers: Callable[[], Awaitable[bool]] | None = None
        self._argv = argv
        self._env = env
        self._log = log
        self._say = say
        self._starts: deque[float] = deque(maxlen=RESTARTS + 1)
        self._process: asyncio.subprocess.Process | None = None
        self._ends_for_good = False

    async def keep(self) -> None:
        """Run the process, again whenever it ends by itself; return when that is no use."""
        while len(self._starts) <= RESTARTS or time.monotonic() - self._starts[0] > 60:
            if self._starts:
                self._say(f"The {self.name} ended; it is started again.")
            self._starts.append(time.monotonic())
            if await self._once() in HOPELESS or self._ends_for_good:
                return

    async def _once(self) -> int:
        if self._log.exists() and self._log.stat().st_size > LOG_BYTES:
            self._log.replace(self._log.with_suffix(".log.1"))
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *self._argv,
                env=dict(self._env),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.PIPE,
                stderr=log,
                start_new_session=True,  # Ctrl-C reaches us alone, and we stop it in order
                preexec_fn=_end_with_parent,
            )
            watching = asyncio.create_task(self._watch(self._process), name=f"{self.name} watched")
            try:
                assert self._process.stdout  # noqa: S101 - a pipe was asked for
                async for line in self._process.stdout:
                    self.on_line(line.decode(errors="replace").rstrip())
                return await self._process.wait()
            finally:
                watching.cancel()
                await asyncio.wait([watching])

    async def _watch(self, process: asyncio.subprocess.Process) -> None:
        """Kill a process that has answered and does so no more, so that it is started again."""
        if self.answers is None:
            return
        has_answered, in_vain = False, 0
        while in_vain < FROZEN:
            await asyncio.sleep(LOOK_SECONDS)
            answers = await self.answers()
            has_answered = has_answered or answers
            in_vain = in_vain + 1 if has_answered and not answers else 0
        if not self._ends_for_good and process.returncode is None:
            self._say(f"The {self.name} does not answer any more and is killed.")
            process.kill()

    def _is_running(self) -> bool:
        return self._process is not None and self._process.returncode is None

    def tell_to_end(self) -> None:
        """Tell the process to end; told twice it does so at once. It is not started again."""
        self._ends_for_good = True
        if self._process and self._is_running():
            with contextlib.suppress(ProcessLookupError):
                self._process.terminate()

    async def stop(self, seconds: float) -> None:
        """End the process; be rough when it does not end in so many seconds."""
        self.tell_to_end()
        if not await self._ends(seconds):
            self._say(f"The {self.name} did not stop by itself and is killed.")
            await self.stop_now()

    async def stop_now(self) -> None:
        """End the process where it stands."""
        self.tell_to_end()
        if not await self._ends(ROUGH_SECONDS) and self._process:
            self._process.kill()
            await self._process.wait()

    async def _ends(self, seconds: float) -> bool:
        """Whether the process ends within so many seconds."""
        if not self._process or not self._is_running():
            return True
        try:
            async with asyncio.timeout(max(seconds, 0)):
                await self._process.wait()
        except TimeoutError:
            return False
        return True


def _end_with_parent() -> None:
    """Ask the kernel to end this process when its parent is gone, even by `kill -9` (Linux)."""
    if hasattr(_LIBC, "prctl"):
        _LIBC.prctl(1, signal.SIGTERM, 0, 0, 0)  # PR_SET_PDEATHSIG
