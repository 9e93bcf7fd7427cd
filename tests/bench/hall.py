"""Our sockets, alone: whatever one client says is told to all.

`python tests/bench hall PORT`
"""

import asyncio
from collections.abc import Sequence

import orjson
import uvloop
from aiohttp import web

from bridge import __main__ as production
from bridge import sockets
from bridge.fanout import Channel, text_frame
from bridge.serving import connections_that_fit, serving

#: The one who speaks does so for all who would.
sockets.A_SECOND = 10**6


async def _serve(port: int) -> None:
    channel = Channel(text_frame)

    async def take(_client: sockets.Client, frame: dict[str, object]) -> None:
        channel.publish(orjson.dumps(frame))

    async def get_socket(request: web.Request) -> web.WebSocketResponse:
        return await sockets.served(
            request, channel=channel, hello=lambda _: b"{}", take=take, refusal=orjson.dumps
        )

    app = web.Application()
    sockets.set_up(app)
    app.router.add_get("/", get_socket)
    async with serving(app, "127.0.0.1", port, limit=connections_that_fit()):
        production._settle_memory()
        await asyncio.Event().wait()


def main(args: Sequence[str]) -> None:
    """Serve on the port that is named, until the process is ended."""
    uvloop.run(_serve(int(args[0])))
