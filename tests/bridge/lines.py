"""Callers that speak HTTP as bytes, to a bridge that listens behind its door."""

import asyncio
import json
import socket
from typing import Any

from aiohttp import web

from bridge import keys
from bridge.door import Door
from bridge.models.scripted import ScriptedModel


class Line:
    """One connection, and what comes back on it."""

    def __init__(
        self, port: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self.port = port
        self._reader = reader
        self._writer = writer

    @classmethod
    async def open(cls, port: int, *, unread: int | None = None) -> "Line":
        """Connect; `unread`: how many bytes this machine may keep for a caller that reads none."""
        caller = socket.socket()
        caller.setblocking(False)
        if unread is not None:
            caller.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, unread)
        try:
            await asyncio.get_running_loop().sock_connect(caller, ("127.0.0.1", port))
        except OSError:
            caller.close()
            raise
        return cls(port, *await asyncio.open_connection(sock=caller, limit=2**20))

    def send(self, raw: bytes) -> None:
        """Send `raw`."""
        self._writer.write(raw)

    def ask(self, method: str, path: str, data: Any = None, **headers: str) -> None:
        """Send a whole request, with `data` as its JSON."""
        self.send(request(self.port, method, path, data, **headers))

    async def head(self) -> tuple[int, dict[str, str]]:
        """Wait for the header of an answer; EOFError when the connection ends instead."""
        try:
            raw = await self._reader.readuntil(b"\r\n\r\n")
        except ConnectionError:
            raise EOFError from None
        first, *fields = raw.decode("latin-1").rstrip().split("\r\n")
        pairs = (field.partition(": ") for field in fields)
        return int(first.split()[1]), {name.lower(): value for name, _, value in pairs}

    async def answer(self) -> tuple[int, Any]:
        """Wait for an answer; return its status and its JSON."""
        status, headers = await self.head()
        raw = await self._reader.readexactly(int(headers["content-length"]))
        return status, json.loads(raw) if raw else None

    async def line(self) -> bytes:
        """Wait for one line of a stream."""
        return await self._reader.readline()

    async def ended(self) -> bytes:
        """Wait until the bridge has closed the connection; return what it still said."""
        rest = b""
        try:
            while chunk := await self._reader.read(65536):
                rest += chunk
        except ConnectionError:
            pass
        return rest

    def close(self) -> None:
        """Hang up."""
        self._writer.transport.abort()


def request(port: int, method: str, path: str, data: Any = None, **headers: str) -> bytes:
    """Return a request as bytes; header names are written with underscores."""
    body = b"" if data is None else json.dumps(data).encode()
    fields = {"Host": f"127.0.0.1:{port}", **headers}
    if data is not None:
        fields |= {"Content-Type": "application/json", "Content-Length": str(len(body))}
    head = [f"{method} {path} HTTP/1.1"]
    head += [f"{name.replace('_', '-')}: {value}" for name, value in fields.items()]
    return "\r\n".join([*head, "", ""]).encode("latin-1") + body


class House:
    """A bridge behind its door, and callers of it."""

    def __init__(self, door: Door, app: web.Application, model: ScriptedModel, call: Any) -> None:
        self.door = door
        self.app = app
        self.model = model
        self._call = call

    async def line(self, *, unread: int | None = None) -> Line:
        """Return a new connection."""
        line: Line = await self._call(self.door.port, unread=unread)
        return line

    async def ask(self, method: str, path: str, data: Any = None, **headers: str) -> Any:
        """Return the status and the JSON of an answer on a connection of its own."""
        line = await self.line()
        line.ask(method, path, data, Connection="close", **headers)
        return await line.answer()

    async def healthy(self) -> bool:
        """Whether somebody new is answered."""
        status, _ = await self.ask("GET", "/bridge/health")
        return bool(status == 200)

    @property
    def readers(self) -> int:
        """How many read the feed."""
        return len(self.app[keys.HUB])
