"""How an SDK's transport behaves: how many connections, how long, and how much of an error.

Imported with the first SDK, because that brings the transport.
"""

import logging
from collections.abc import AsyncIterator
from typing import Any, Final

import httpx2

#: Far above all our deadlines: those decide, not the SDK's.
_TIMEOUT: Final = 300.0
_CONNECT_TIMEOUT: Final = 10.0
_CONNECTIONS: Final = 2000
_KEEPALIVE: Final = 60.0
#: Bytes of an error that are read; what it is stands at its beginning.
MAX_ERROR: Final = 2**16


def network(*loggers: str) -> dict[str, Any]:
    """Return how an SDK's client is to reach its provider; silence what would log dialogues."""
    for name in (*loggers, "httpx2"):
        logging.getLogger(name).setLevel(logging.WARNING)
    limits = httpx2.Limits(
        max_connections=_CONNECTIONS,
        max_keepalive_connections=_CONNECTIONS,
        keepalive_expiry=_KEEPALIVE,
    )
    timeout = httpx2.Timeout(_TIMEOUT, connect=_CONNECT_TIMEOUT)
    return {"limits": limits, "timeout": timeout, "event_hooks": {"response": [_shorten_errors]}}


async def _shorten_errors(response: httpx2.Response) -> None:
    """Let of an error's body only the beginning be read; an SDK reads it whole, and searches it."""
    if response.status_code >= 400 and isinstance(response.stream, httpx2.AsyncByteStream):
        response.stream = _Beginning(response.stream)


class _Beginning(httpx2.AsyncByteStream):
    """The first bytes of a body."""

    def __init__(self, whole: httpx2.AsyncByteStream) -> None:
        self._whole = whole

    async def __aiter__(self) -> AsyncIterator[bytes]:
        left = MAX_ERROR
        async for part in self._whole:
            yield part[:left]
            left -= len(part)
            if left <= 0:
                return

    async def aclose(self) -> None:
        """Close the connection, which no other call can use while something is left unread."""
        await self._whole.aclose()
