"""Notices when something blocks the event loop, and tells where in the code that was."""

import asyncio
import logging
import sys
import threading
import time
import traceback
from types import TracebackType

log = logging.getLogger(__name__)

#: Seconds that the event loop may take to get round to somebody, and between looks at it.
AT_MOST, EVERY = 0.25, 0.1


class Watchdog(threading.Thread):
    """Asks the running event loop, from a thread of its own, whether it still goes round.

    Used as a context manager, within the loop that is watched.
    """

    def __init__(self, *, at_most: float = AT_MOST, every: float = EVERY) -> None:
        super().__init__(name="watchdog", daemon=True)
        self._at_most = at_most
        self._every = every
        self._loop = asyncio.get_running_loop()
        self._watched = threading.get_ident()
        self._answered = threading.Event()
        self._ended = threading.Event()

    def __enter__(self) -> "Watchdog":
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        self._ended.set()

    def run(self) -> None:
        """Ask again and again, until the block that is watched has ended."""
        while not self._ended.wait(self._every):
            self._answered.clear()
            asked = time.monotonic()
            try:
                self._loop.call_soon_threadsafe(self._answered.set)
            except RuntimeError:
                return  # the loop is closed
            if not self._answered.wait(self._at_most):
                self._tell(asked)

    def _tell(self, asked: float) -> None:
        """Log where the loop hangs now, and how long it did, once it goes on."""
        frame = sys._current_frames().get(self._watched)  # noqa: SLF001 - the only way to another thread
        stack = traceback.StackSummary.extract(traceback.walk_stack(frame), lookup_lines=False)
        at = [f"{entry.filename}:{entry.lineno} {entry.name}" for entry in stack]
        del frame
        while not self._answered.wait(1.0) and not self._ended.is_set():
            pass
        ms = round((time.monotonic() - asked) * 1000)
        log.warning("the event loop was blocked", extra={"ms": ms, "at": at[:20]})
