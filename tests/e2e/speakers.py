"""Players by telnet who note what they were shown, and come back when their Portal is killed."""

import asyncio
import itertools
import random
import re
import time
from dataclasses import dataclass, field

from tests.e2e.telnet import PASSWORD, Telnet
from tests.e2e.worlds import World

#: What the world says when it could not do something, or does not know whether it did.
_NOT_DONE = r"was not kept: (.*)|repeat it: (.*)"
_NO_ANSWER = ("lost the thread", "is far away just now", "no answer comes")


@dataclass
class Speaker:
    """Somebody who speaks aloud in bursts, speaks to Timmy and walks.

    Attributes:
        said, asked: what they were shown to be done, with when, in order.
        unsure: what may or may not have been done, as they were told or when they were cut off.
        drops: how often the connection broke.
        heard: all that was shown to them.
        inside_since: when they came in last.
    """

    world: World
    name: str
    rng: random.Random
    said: list[tuple[float, str]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    unsure: set[str] = field(default_factory=set)
    drops: int = 0
    heard: str = ""
    inside_since: float = 0.0
    line: Telnet | None = None
    exists: bool = False
    password: str = PASSWORD

    async def come_in(self) -> None:
        """Come to the door, however long it takes to open, and in."""
        async with asyncio.timeout(60):
            while True:
                try:
                    self.line = await self.world.telnet()
                    command = "connect" if self.exists else "create"
                    await self.line.send(f"{command} {self.name} {self.password}")
                    self.heard += await self.line.expect("Ways out: ", 20)
                except (OSError, AssertionError):
                    await asyncio.sleep(0.2)
                else:
                    break
        self.exists, self.inside_since = True, time.monotonic()

    async def live(self, over: asyncio.Event, *, speaks: bool = True) -> None:
        """Do one thing after the other until it is over; the last one is finished."""
        for number in itertools.count():
            if over.is_set():
                return
            try:
                await (self._do(number) if speaks else self._listen())
            except (ConnectionError, EOFError):
                self.drops += 1
                await self.come_in()

    async def _listen(self) -> None:
        await self._take(0.2)

    async def _do(self, number: int) -> None:
        if self.rng.random() < 0.2:
            await self._ask(f"do you know {self.name}{number}?")
            return
        words = [f"{self.name}{number}{part} said." for part in "abc"]
        self.unsure.update(words)
        for word in words:
            await self.type(f"say {word}")
            await asyncio.sleep(self.rng.uniform(0, 0.2))
        for word in words:
            shown = await self._until(rf'You say, "{re.escape(word)}"|{_NOT_DONE}', word)
            if "You say" in shown:
                self.unsure.discard(word)
                self.said.append((time.monotonic(), word))

    async def _ask(self, words: str) -> None:
        self.unsure.add(words)
        await self.type(f"talk {words}")
        shown = await self._until(rf"Timmy: |{'|'.join(_NO_ANSWER)}|{_NOT_DONE}", "")
        if shown.startswith("Timmy: "):
            self.unsure.discard(words)
            self.asked.append(words)

    async def type(self, line: str) -> None:
        """Type a line."""
        assert self.line
        await self.line.send(line)

    async def _until(self, pattern: str, word: str) -> str:
        """Return what is shown that fits the pattern, about `word` if it is about one.

        Raises:
            EOFError: the connection has ended.
        """
        assert self.line
        async with asyncio.timeout(60):
            while True:
                whole = " ".join(self.line.seen.split())
                for found in re.finditer(pattern, whole):
                    about = next((part for part in found.groups() if part), found[0])
                    if not word or word in about:
                        self._forget_seen(found[0])
                        return found[0]
                await self._take(5)

    def _forget_seen(self, upto: str) -> None:
        assert self.line
        words = r"\s+".join(map(re.escape, upto.split()))
        found = re.search(words, self.line.seen)
        if found:
            self.heard += self.line.seen[: found.end()]
            self.line.seen = self.line.seen[found.end() :]

    async def _take(self, seconds: float) -> None:
        """Read what is shown.

        Raises:
            EOFError: the connection has ended.
        """
        assert self.line
        await self.line._more(seconds)
        if self.line._reader.at_eof():
            self.heard += self.line.seen
            raise EOFError

    async def finish(self) -> str:
        """Take in what is still shown; return the room they are in."""
        assert self.line
        self.heard += await self.line.settle(1.0)
        shown = await self.line.do("look", "Ways out: ")
        self.heard += shown
        return next(room for room in ("The Threshold", "The Garden") if room in shown)
