"""A client of the laboratory that knows frames and nothing else: what it sends, and what comes."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import ClientSession, ClientWebSocketResponse

#: What both sides may say, by the document of the laboratory.
FROM_SERVER = {
    "INIT",
    "CONVERSATION_STARTED",
    "NEW_MESSAGE",
    "CONVERSATION_STOPPED",
    "CONVERSATION_ERROR",
}


class LabClient:
    """One connection.

    Attributes:
        frames: all that came so far.
    """

    def __init__(self, socket: ClientWebSocketResponse) -> None:
        self.socket = socket
        self.frames: list[tuple[str, dict[str, Any]]] = []

    async def send(self, type_: str, **data: Any) -> None:
        """Send a frame."""
        await self.socket.send_json({"type": type_, "data": data})

    async def next(self) -> tuple[str, dict[str, Any]]:
        """Wait for the next frame; return its type and its data."""
        frame = await self.socket.receive_json()
        assert frame.keys() == {"type", "data"}, frame
        assert frame["data"]["timestamp"], frame
        self.frames.append((frame["type"], frame["data"]))
        return self.frames[-1]

    async def expect(self, type_: str, **wanted: Any) -> dict[str, Any]:
        """Return the data of the next frame of this type, and with these data."""
        while True:
            found, data = await self.next()
            if found == type_ and wanted.items() <= data.items():
                return data
            assert found != "ERROR", data

    async def start(self, *personalities: str, prompt: str = "", **more: Any) -> dict[str, Any]:
        """Begin a talk; return it."""
        ids = list(personalities)
        await self.send("START_CONVERSATION", personalities=ids, initialPrompt=prompt, **more)
        conversation: dict[str, Any] = (await self.expect("CONVERSATION_STARTED"))["conversation"]
        return conversation

    async def message(self) -> dict[str, Any]:
        """Return the next line that is said."""
        said: dict[str, Any] = (await self.expect("NEW_MESSAGE"))["message"]
        return said


@asynccontextmanager
async def lab_client(client: Any, **options: Any) -> AsyncIterator[LabClient]:
    """Connect to the laboratory of a bridge."""
    async with client.ws_connect("/lab/ws", **options) as socket:
        yield LabClient(socket)


@asynccontextmanager
async def connected(session: ClientSession, url: str) -> AsyncIterator[LabClient]:
    """Connect to the laboratory at `url`, as a program of somebody else's does."""
    async with session.ws_connect(f"{url}/lab/ws") as socket:
        yield LabClient(socket)


async def listed(client: Any, path: str) -> list[dict[str, Any]]:
    """Return the list that a GET of `path` answers."""
    async with client.get(path) as response:
        assert response.status == 200, await response.text()
        found: list[dict[str, Any]] = await response.json()
        return found
