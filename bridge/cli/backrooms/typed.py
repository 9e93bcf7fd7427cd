"""What somebody types while a talk goes on."""

import asyncio
import contextlib
import sys
import threading
from collections.abc import Callable

from bridge.cli.backrooms.danger import LEAVING, Answers
from bridge.cli.backrooms.options import Run
from bridge.conversations.conversation import Conversation
from bridge.errors import BusyError

#: Seconds for what else stands in an input that is no terminal.
_REST = 2.0


class Typed:
    """Lets a talk hear what is typed; the return key alone stops it, and lets it go on.

    Where the talk goes step by step, the return key lets one more line be said. Whatever is typed
    is read for signs of crisis, also where nobody joins; after one, each line is answered here.

    Args:
        note: tells whoever types of a line that was not heard.
        show: shows them an answer.
    """

    def __init__(
        self,
        run: Run,
        talk: Conversation,
        note: Callable[[str], None],
        show: Callable[[str], None],
    ) -> None:
        self._join, self._step, self._talk = run.join, run.step, talk
        self._note, self._show, self._paused = note, show, False
        self._answers: Answers | None = None
        self._stays, self._left = False, asyncio.Event()

    def begin(self) -> None:
        """Begin to listen, where somebody wants that."""
        if self._step:
            self._talk.step()
        if self._join or self._step:
            # A read of a terminal cannot be called off: the process ends without it.
            loop = asyncio.get_running_loop()
            threading.Thread(target=self._listen, args=(loop,), daemon=True).start()

    async def stay(self) -> None:
        """Answer whoever was shown help, until they leave; return at once where nobody was."""
        if self._answers is None:
            return
        self._stays, terminal = True, sys.stdin.isatty()
        if terminal and not self._left.is_set():
            self._note(LEAVING)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._left.wait(), None if terminal else _REST)
        await asyncio.sleep(0)  # the last answer is about to be shown

    def leave(self) -> None:
        """Let nobody be answered any more."""
        self._left.set()

    def _listen(self, loop: asyncio.AbstractEventLoop) -> None:
        with contextlib.suppress(RuntimeError, ValueError):  # the talk is over
            sys.stdin.reconfigure(errors="replace")  # type: ignore[union-attr]  # it is a text
            for line in sys.stdin:
                loop.call_soon_threadsafe(self._hear, line)
            loop.call_soon_threadsafe(self._hear_no_more)

    def _hear_no_more(self) -> None:
        """Nobody will press a key any more."""
        self.leave()
        if self._step:
            self._talk.resume()

    def _hear(self, line: str) -> None:
        if self._answers:
            self._answer(line)
        elif line.strip():
            self._read(line)
        elif self._step:
            self._talk.step()
        else:
            self._paused = not self._paused
            (self._talk.pause if self._paused else self._talk.resume)()

    def _read(self, line: str) -> None:
        try:
            sign = self._talk.inject(self._join, line) if self._join else self._talk.notice(line)
        except BusyError as error:
            self._note(f"{error} This one was not taken.")
            return
        if sign:
            self._answers = Answers(line)
        elif not self._join:
            self._note("Nobody hears what is typed here; --join NAME lets you say something.")

    def _answer(self, line: str) -> None:
        if line.strip():
            # After the help itself, which is being shown.
            asyncio.get_running_loop().call_soon(self._show, self._answers.to(line))  # type: ignore[union-attr]
        elif self._stays:
            self.leave()
