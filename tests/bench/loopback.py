"""The model of the bench: a server on the loopback, and how it is called.

`python tests/bench loopback PORT` answers every POST at once, a POST to /slow after a second.
"""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from typing import cast

import aiohttp
import orjson
import uvloop

from bridge.models.base import GenerateConfig, Message, ModelOutput
from tests.bench.prose import messages as prose

#: Seconds that the slow model thinks.
THINKS = 1.0
_BODY = orjson.dumps({"text": prose(1, 600, seed=7)[0], "model": "loopback"})
_REPLY = (
    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(_BODY)
) + _BODY


class Loopback(asyncio.Protocol):
    """One connection to the model; as little work as can be."""

    def __init__(self) -> None:
        self._came = bytearray()
        self._missing = 0
        self._slow = False
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take the connection."""
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        """Answer once the whole request is there."""
        if not self._missing:
            self._came += data
            end = self._came.find(b"\r\n\r\n")
            if end < 0:
                return
            head = bytes(self._came[:end]).lower()
            self._slow = head.startswith(b"post /slow")
            length = int(head.split(b"content-length: ")[1].split(b"\r\n")[0])
            self._missing = length - (len(self._came) - end - 4)
            self._came.clear()
        else:
            self._missing -= len(data)
        if self._missing <= 0:
            self._missing = 0
            if self._slow:
                asyncio.get_running_loop().call_later(THINKS, self._answer)
            else:
                self._answer()

    def _answer(self) -> None:
        if self._transport and not self._transport.is_closing():
            self._transport.write(_REPLY)


class Upstream:
    """How bridge and pass-through call the model: one aiohttp client, one POST."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._session: aiohttp.ClientSession | None = None

    async def ask(self, said: Sequence[dict[str, str]], **more: object) -> str:
        """Return the answer to the last of `said`."""
        if self._session is None:
            self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0))
        body = orjson.dumps({"model": "loopback", "messages": said, **more})
        headers = {"Content-Type": "application/json"}
        async with self._session.post(self._url, data=body, headers=headers) as response:
            text: str = orjson.loads(await response.read())["text"]
            return text

    async def aclose(self) -> None:
        """Let go of the connections."""
        if self._session:
            await self._session.close()


class LoopbackModel:
    """The same as the bridge knows models."""

    name = "loopback"

    def __init__(self, url: str) -> None:
        self._upstream = Upstream(url)

    async def generate(
        self, messages: Sequence[Message], *, system: str, config: GenerateConfig
    ) -> ModelOutput:
        """Answer the last message."""
        said = [{"role": message.role, "content": message.text} for message in messages]
        text = await self._upstream.ask(said, system=system, max_tokens=config.max_tokens)
        return ModelOutput(text, "loopback")

    async def stream(
        self, messages: Sequence[Message], *, system: str, config: GenerateConfig
    ) -> AsyncGenerator[str | ModelOutput, None]:
        """Answer the last message in one piece."""
        yield await self.generate(messages, system=system, config=config)

    async def aclose(self) -> None:
        """Let go of the connections."""
        await self._upstream.aclose()


async def _serve(port: int) -> None:
    server = await asyncio.get_running_loop().create_server(
        Loopback, "127.0.0.1", port, backlog=1024
    )
    await server.serve_forever()


def main(args: Sequence[str]) -> None:
    """Serve on the port that is named, until the process is ended."""
    uvloop.run(_serve(int(args[0])))
