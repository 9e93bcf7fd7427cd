"""Anchors of the feed: whatever one caller sends goes to everybody who is connected.

`python tests/bench broadcaster PORT (broadcast | await)`: by websockets.broadcast, which waits for
nobody, or by a loop that waits for each reader in turn, as such servers are often written.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

import uvloop
from websockets.asyncio.server import ServerConnection, broadcast, serve
from websockets.exceptions import ConnectionClosed
from websockets.typing import Data


async def _serve(port: int, kind: str) -> None:
    readers: set[ServerConnection] = set()

    async def tell(text: Data) -> None:
        broadcast(readers, text)

    async def wait_for_each(text: Data) -> None:
        for reader in list(readers):
            await reader.send(text)

    show: Callable[[Data], Awaitable[None]] = tell if kind == "broadcast" else wait_for_each

    async def connected(one: ServerConnection) -> None:
        readers.add(one)
        try:
            async for text in one:
                await show(text)
        except ConnectionClosed:
            pass
        finally:
            readers.discard(one)

    async with serve(
        connected, "127.0.0.1", port, compression=None, ping_interval=None, backlog=1024
    ):
        await asyncio.Event().wait()


def main(args: Sequence[str]) -> None:
    """Serve on the port, in the way, that are named, until the process is ended."""
    uvloop.run(_serve(int(args[0]), args[1]))
