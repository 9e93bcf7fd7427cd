"""Readers of a feed, as lean as can be: they count what comes, and know when the last has it."""

import asyncio
import socket
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import cast

from tests.bench.servers import Server

#: In every text that is sent to the readers, once.
MARK = b"~|~"
#: What opens our feed, and a WebSocket.
FEED = "GET /bridge/feed HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n"
SOCKET = (
    "GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
)
#: Readers who come at the same time.
_AT_ONCE = 50


def frame(text: bytes) -> bytes:
    """Return `text`, of 126 bytes to 64 KB, as a client's WebSocket frame."""
    return b"\x81\xfe" + len(text).to_bytes(2, "big") + b"\0\0\0\0" + text


class Reader(asyncio.Protocol):
    """One reader; `stalled` ones stop once they are connected."""

    def __init__(self, gallery: "Gallery", opening: bytes, *, stalled: bool) -> None:
        self.count = 0
        self.opened: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.transport: asyncio.Transport | None = None
        self._gallery = gallery
        self._opening = opening
        self._stalled = stalled
        self._rest = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for the feed."""
        self.transport = cast(asyncio.Transport, transport)
        self.transport.write(self._opening)

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell whoever waits for the beginning."""
        if not self.opened.done():
            self.opened.set_exception(exc or ConnectionError("the server hung up"))

    def data_received(self, data: bytes) -> None:
        """Count what has come."""
        if not self.opened.done():
            if not data.startswith((b"HTTP/1.1 200", b"HTTP/1.1 101")):
                self.opened.set_exception(RuntimeError(data.decode(errors="replace")))
                return
            self.opened.set_result(None)
            if self._stalled and self.transport:
                self.transport.pause_reading()
        came = self._rest + data
        if found := came.count(MARK):
            self.count += found
            self._gallery.came(self, found)
        self._rest = came[-len(MARK) + 1 :].replace(MARK[-1:], b"")


class Gallery:
    """The readers who read; `stalled` beside them hold a place and take nothing."""

    def __init__(self) -> None:
        self.readers: list[Reader] = []
        self.stalled: list[Reader] = []
        self.at = 0.0
        self.times: list[float] = []
        self._wanted = 0
        self._missing = 0
        self._all = asyncio.Event()

    def send(self, data: bytes) -> None:
        """Send something over one reader's connection."""
        line = self.readers[0].transport
        assert line
        line.write(data)

    def came(self, reader: Reader, found: int) -> None:
        """Take note that `reader` has got so many more."""
        if reader.count >= self._wanted > reader.count - found:
            self._missing -= 1
            self.times.append(time.perf_counter())
            if not self._missing:
                self.at = self.times[-1]
                self._all.set()

    def expect(self, count: int) -> None:
        """Begin to wait until every reader has got `count` in all."""
        self._wanted, self.times = count, []
        self._missing = sum(reader.count < count for reader in self.readers)
        self._all.clear()
        if not self._missing:
            self._all.set()

    async def complete(self, patience: float) -> bool:
        """Wait until every reader has what is expected; False when that takes too long."""
        try:
            async with asyncio.timeout(patience):
                await self._all.wait()
        except TimeoutError:
            return False
        return True


@asynccontextmanager
async def gallery(
    server: Server, opening: str, count: int, *, stalled: int = 0
) -> AsyncIterator[Gallery]:
    """Keep `count` readers, and some who have stopped, connected inside the block."""
    found, loop = Gallery(), asyncio.get_running_loop()
    asked = opening.format(port=server.port).encode()

    async def one(*, stops: bool) -> None:
        line = socket.socket()
        if stops:
            line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        line.setblocking(False)
        await loop.sock_connect(line, ("127.0.0.1", server.port))
        _, reader = await loop.create_connection(
            lambda: Reader(found, asked, stalled=stops), sock=line
        )
        (found.stalled if stops else found.readers).append(reader)
        await reader.opened

    try:
        for n in range(0, count + stalled, _AT_ONCE):
            few = range(n, min(n + _AT_ONCE, count + stalled))
            await asyncio.gather(*(one(stops=n < stalled) for n in few))
        yield found
    finally:
        for reader in (*found.readers, *found.stalled):
            if reader.transport:
                reader.transport.abort()
