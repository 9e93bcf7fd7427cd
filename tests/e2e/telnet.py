"""A player at a telnet client."""

import asyncio
import contextlib
import re
import time
from typing import ClassVar

_NEGOTIATION = re.compile(rb"\xff\xfa.*?\xff\xf0|\xff[\xfb-\xfe].|\xff[^\xfa]", re.DOTALL)
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")

PASSWORD = "a-long-password-1"


class Telnet:
    """What one player types and sees; colours and telnet's own bytes are taken out.

    Attributes:
        seen: all that was shown so far and not yet expected.
    """

    _open: ClassVar[list["Telnet"]] = []

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer
        self._raw = b""
        self.seen = ""
        self._open.append(self)

    @classmethod
    async def connect(cls, host: str, port: int) -> "Telnet":
        """Come to the door and wait until it is shown."""
        client = cls(*await asyncio.open_connection(host, port))
        await client.expect("findahelpline.com")
        return client

    async def create_and_login(self, name: str, password: str = PASSWORD) -> None:
        """Make an account and come in."""
        await self.send(f"create {name} {password}")
        await self.expect("Ways out: ")
        await self.settle()

    async def login(self, name: str, password: str = PASSWORD) -> None:
        """Come in with an account that there is."""
        await self.send(f"connect {name} {password}")
        await self.expect("Ways out: ")
        await self.settle()

    async def send(self, line: str) -> None:
        """Type a line."""
        self._writer.write(line.encode() + b"\r\n")
        await self._writer.drain()

    async def expect(self, text: str, timeout: float = 10.0) -> str:  # noqa: ASYNC109 - of the test
        """Wait until `text` is shown; return all that was shown up to its end, and forget it."""
        return await self.expect_any((text,), timeout)

    async def expect_any(self, texts: tuple[str, ...], timeout: float = 10.0) -> str:  # noqa: ASYNC109
        """Wait until one of `texts` is shown; return what was shown up to it, and forget it."""
        give_up = time.monotonic() + timeout
        while not (found := [text for text in texts if text in self.seen]):
            left = give_up - time.monotonic()
            if left <= 0 or not await self._more(left):
                raise AssertionError(f"{texts!r} was not shown within {timeout} s:\n{self.seen}")
        end = min(self.seen.index(text) + len(text) for text in found)
        shown, self.seen = self.seen[:end], self.seen[end:]
        return shown

    async def settle(self, quiet: float = 0.3) -> str:
        """Return all that is shown until nothing more comes, and forget it."""
        while await self._more(quiet):
            pass
        shown, self.seen = self.seen, ""
        return shown

    async def do(self, line: str, text: str, timeout: float = 10.0) -> str:  # noqa: ASYNC109
        """Type a line and wait for what it shows."""
        await self.send(line)
        return await self.expect(text, timeout)

    async def ended(self, timeout: float = 5.0) -> bool:  # noqa: ASYNC109 - of the test
        """Return whether the connection is closed from the other side in time."""
        give_up = time.monotonic() + timeout
        while time.monotonic() < give_up:
            if self._reader.at_eof():
                return True
            await self._more(0.1)
        return False

    async def close(self) -> None:
        """Hang up."""
        if self in self._open:
            self._open.remove(self)
            self._writer.close()
            with contextlib.suppress(OSError):
                await self._writer.wait_closed()

    @classmethod
    async def close_all(cls) -> None:
        """Hang up whoever is still connected; each test does it, in its own event loop."""
        for client in list(cls._open):
            await client.close()

    async def _more(self, seconds: float) -> bool:
        try:
            async with asyncio.timeout(seconds):
                data = await self._reader.read(65536)
        except TimeoutError:
            return False
        if not data:
            return False
        raw = _NEGOTIATION.sub(b"", self._raw + data)
        whole = _whole(raw)
        self._raw = raw[whole:]
        text = raw[:whole].decode("utf-8", "replace")
        self.seen += _COLOURS.sub("", text).replace("\r", "")
        return True


def _whole(raw: bytes) -> int:
    """Return how many bytes of `raw` can be read now; a sequence that is cut waits for its end."""
    for start in (raw.rfind(b"\xff"), raw.rfind(b"\x1b")):
        if start >= 0 and not re.match(rb"\x1b\[[0-9;]*m", raw[start:]):
            return start
    cut = 0
    while cut < 3 and raw[len(raw) - 1 - cut : len(raw) - cut] >= b"\x80":
        cut += 1
    try:
        raw[len(raw) - cut :].decode()
    except UnicodeDecodeError:
        return len(raw) - cut
    return len(raw)
