"""What somebody types while a talk goes on."""

import asyncio
import contextlib
import sys
import threading
from collections.abc import Callable

from bridge.cli.backrooms.options import Run
from bridge.conversations.conversation import Conversation
from bridge.errors import BusyError


class Typed:
    """Lets a talk hear what is typed; the return key alone stops it, and lets it go on.

    Where the talk goes step by step, the return key lets one more line be said.

    Args:
        note: tells whoever types of a line that was not heard.
    """

    def __init__(self, run: Run, talk: Conversation, note: Callable[[str], None]) -> None:
        self._join, self._step, self._talk = run.join, run.step, talk
        self._note, self._paused = note, False

    def begin(self) -> None:
        """Begin to listen, where somebody wants that."""
        if self._step:
            self._talk.step()
        if self._join or self._step:
            # A read of a terminal cannot be called off: the process ends without it.
            loop = asyncio.get_running_loop()
            threading.Thread(target=self._listen, args=(loop,), daemon=True).start()

    def _listen(self, loop: asyncio.AbstractEventLoop) -> None:
        with contextlib.suppress(RuntimeError, ValueError):  # the talk is over
            sys.stdin.reconfigure(errors="replace")  # type: ignore[union-attr]  # it is a text
            for line in sys.stdin:
                loop.call_soon_threadsafe(self._hear, line)
            if self._step:  # nobody will press a key any more
                loop.call_soon_threadsafe(self._talk.resume)

    def _hear(self, line: str) -> None:
        if line.strip():
            if self._join:
                try:
                    self._talk.inject(self._join, line)
                except BusyError as error:
                    self._note(f"{error} This one was not taken.")
        elif self._step:
            self._talk.step()
        else:
            self._paused = not self._paused
            (self._talk.pause if self._paused else self._talk.resume)()
