"""A WebSocket client that reads and writes frames by itself, as RFC 6455 has them."""

import asyncio
import base64
import contextlib
import json
import os
import struct
from collections.abc import Callable
from typing import Any, Self

#: What frames are for, by their first byte.
TEXT, BINARY, CLOSE, PING, PONG = 0x81, 0x82, 0x88, 0x89, 0x8A


class RefusedError(Exception):
    """The handshake was answered with something else: a status."""

    def __init__(self, status: int, body: str) -> None:
        super().__init__(f"{status}: {body}")
        self.status = status


class Frames:
    """One connection, frame by frame.

    Attributes:
        got: the JSON of every text frame so far.
    """

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer
        self.headers: dict[str, str] = {}
        self.got: list[Any] = []

    @classmethod
    async def open(cls, port: int, path: str = "/ws", **headers: str) -> Self:
        """Connect and shake hands; header names are written with underscores.

        Raises:
            RefusedError: the other side would not.
        """
        frames = cls(*await asyncio.open_connection("127.0.0.1", port))
        fields = {
            "Host": f"127.0.0.1:{port}",
            "Upgrade": "websocket",
            "Connection": "Upgrade",
            "Sec-WebSocket-Key": base64.b64encode(os.urandom(16)).decode(),
            "Sec-WebSocket-Version": "13",
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        head = [f"GET {path} HTTP/1.1", *(f"{name}: {value}" for name, value in fields.items())]
        frames._writer.write("\r\n".join([*head, "", ""]).encode())
        await frames._answered()
        return frames

    async def _answered(self) -> None:
        first, *fields = (await self._reader.readuntil(b"\r\n\r\n")).decode().strip().split("\r\n")
        self.headers = dict(field.split(": ", 1) for field in fields)
        status = int(first.split()[1])
        if status != 101:
            body = await self._reader.readexactly(int(self.headers.get("Content-Length", 0)))
            await self.close()
            raise RefusedError(status, body.decode())

    async def send(self, data: Any) -> None:
        """Send `data` as JSON, or a text as it is."""
        text = data if isinstance(data, str) else json.dumps(data)
        await self.send_frame(TEXT, text.encode())

    async def send_frame(self, kind: int, data: bytes) -> None:
        """Send one frame, masked as a client's must be."""
        size = len(data)
        if size < 126:
            head = bytes([kind, 0x80 | size])
        elif size < 1 << 16:
            head = bytes([kind, 0x80 | 126]) + struct.pack(">H", size)
        else:
            head = bytes([kind, 0x80 | 127]) + struct.pack(">Q", size)
        mask = os.urandom(4)
        masked = bytes(byte ^ mask[n % 4] for n, byte in enumerate(data))
        self._writer.write(head + mask + masked)
        await self._writer.drain()

    async def frame(self) -> tuple[int, bytes]:
        """Wait for one frame; return what it is for, and what it holds."""
        kind, size = await self._reader.readexactly(2)
        if size == 126:
            (size,) = struct.unpack(">H", await self._reader.readexactly(2))
        elif size == 127:
            (size,) = struct.unpack(">Q", await self._reader.readexactly(8))
        return kind, await self._reader.readexactly(size)

    async def next(self) -> Any:
        """Wait for the next text; return its JSON.

        Raises:
            EOFError: the other side ends the connection; it says why.
        """
        while True:
            kind, data = await self.frame()
            if kind == TEXT:
                self.got.append(json.loads(data))
                return self.got[-1]
            if kind == PING:
                await self.send_frame(PONG, data)
            if kind == CLOSE:
                raise EOFError(int.from_bytes(data[:2]), data[2:].decode())

    async def until(self, wanted: Callable[[Any], object]) -> list[Any]:
        """Wait for a text that is `wanted`; return all up to it."""
        found = [await self.next()]
        while not wanted(found[-1]):
            found.append(await self.next())
        return found

    async def close(self) -> None:
        """Hang up."""
        self._writer.close()
        with contextlib.suppress(ConnectionError):
            await self._writer.wait_closed()
