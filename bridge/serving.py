"""Serve an app behind the door, and answer what is under way before it stops."""

import asyncio
import logging
import resource
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, cast

from aiohttp import web

from bridge.door import CONNECTIONS, Door

log = logging.getLogger(__name__)

#: Seconds that requests under way are given when the bridge stops.
DRAIN_SECONDS = 25.0
#: Seconds for which a connection of the MUD may rest between requests; it keeps its own for 55.
REST_SECONDS = 75.0
#: Seconds for which the rest of a body is read, and thrown away, after its answer.
LINGER_SECONDS = 3.0
#: Connections that wait to be accepted; files that the journal, the model and others need.
BACKLOG, FILES_BESIDES = 1024, 200


@asynccontextmanager
async def serving(
    app: web.Application,
    host: str,
    port: int,
    *,
    drain: float = DRAIN_SECONDS,
    limit: int = CONNECTIONS,
    **limits: Any,
) -> AsyncIterator[Door]:
    """Serve `app` inside the block; at its end answer what is under way, for `drain` seconds.

    Raises:
        OSError: the address cannot be had.
    """
    runner = web.AppRunner(app, shutdown_timeout=1.0)
    await runner.setup()
    try:
        door = Door(
            cast(web.Server, runner.server),
            limit=limit,
            access_log=None,
            keepalive_timeout=REST_SECONDS,
            lingering_time=LINGER_SECONDS,
            **limits,
        )
        listening = await asyncio.get_running_loop().create_server(
            door, host, port, backlog=BACKLOG
        )
        door.port = listening.sockets[0].getsockname()[1]
        watch = asyncio.create_task(door.keep_watch())
        try:
            yield door
        finally:
            listening.close()
            await app.shutdown()  # who watches is let go; who speaks is answered
            await door.close(drain)
            watch.cancel()
            await asyncio.wait([watch])
    finally:
        await runner.cleanup()


def connections_that_fit() -> int:
    """Return how many connections this process can hold, at most CONNECTIONS.

    Lets it have as many files open as it may, up to what that needs.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = CONNECTIONS + FILES_BESIDES
    if 0 <= soft < wanted:
        soft = wanted if hard < 0 else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    fits = CONNECTIONS if soft < 0 else min(CONNECTIONS, max(16, soft - FILES_BESIDES))
    if fits < CONNECTIONS:
        log.warning("few files may be open", extra={"connections": fits})
    return fits
