"""A server at an address, by streamable HTTP; of what it says, no more is read than is allowed."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, cast

import httpx2
from mcp.client.streamable_http import streamable_http_client

from bridge.mcp.config import Server


class Remote:
    """One visit to a server.

    Attributes:
        trouble, noise: what went wrong, as the end of a sentence; empty where nothing did.

    Args:
        most: bytes of all that it says in one answer.
    """

    def __init__(self, server: Server, most: int) -> None:
        self._server, self._most = server, most
        self.trouble = self.noise = ""

    def how_it_ended(self) -> str:
        """Return what became of it, as the end of a sentence."""
        return "it hung up"

    @asynccontextmanager
    async def streams(self) -> AsyncIterator[tuple[Any, Any]]:
        """Connect; nothing stays open when this is left."""
        async with (
            await asyncio.to_thread(self._client) as client,  # it reads files when it is made
            streamable_http_client(
                self._server.url, http_client=client, max_sse_event_size=self._most
            ) as streams,
        ):
            yield streams

    def _client(self) -> httpx2.AsyncClient:
        return httpx2.AsyncClient(
            headers=self._server.headers,
            timeout=self._server.timeout,
            transport=_Watched(self, self._most),
            trust_env=False,
        )


class _Watched(httpx2.AsyncHTTPTransport):
    """Takes note of what goes wrong, which the SDK tells only to its log."""

    def __init__(self, remote: Remote, most: int) -> None:
        super().__init__()
        self._remote, self._most = remote, most

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Pass on a request, and measure the answer."""
        try:
            response = await super().handle_async_request(request)
        except httpx2.TransportError:
            self._remote.trouble = "nothing answers there"
            raise
        if response.status_code in {401, 403}:
            self._remote.trouble = f"it wants another key (HTTP {response.status_code})"
        stream = cast("httpx2.AsyncByteStream", response.stream)
        response.stream = _Measured(stream, self._remote, self._most)
        return response


class _Measured(httpx2.AsyncByteStream):
    """An answer that is cut where it is too long."""

    def __init__(self, stream: httpx2.AsyncByteStream, remote: Remote, most: int) -> None:
        self._stream, self._remote, self._left = stream, remote, most
        self._most = most

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for piece in self._stream:
            self._left -= len(piece)
            if self._left < 0:
                self._remote.trouble = f"it said more than {self._most / 2**20:g} MiB at once"
                raise httpx2.ReadError(self._remote.trouble)
            yield piece

    async def aclose(self) -> None:
        """Let go of it."""
        await self._stream.aclose()
