"""One stream of what happens, for whoever shows it elsewhere; it resumes by event id."""

import asyncio
from collections.abc import AsyncIterator

import orjson
from aiohttp import web

from bridge import keys
from bridge.connection import watching
from bridge.errors import BadRequestError, BusyError
from bridge.events import EVENT
from bridge.gate import REALM
from bridge.hub import LetGoError, Subscription

#: Seconds between signs of life, and that one write to a reader may take.
HEARTBEAT = 15.0
WRITE_SECONDS = 10.0
#: How many may watch besides the MUD.
READERS = 1000


async def get_feed(request: web.Request) -> web.StreamResponse:
    """Stream events as NDJSON, or as server-sent events where `Accept` asks for them.

    Raises:
        BusyError: so many watch already that the places are kept for who speaks.
    """
    after = _after(request)
    if request[REALM] != "mud" and len(request.app[keys.HUB]) >= READERS:
        raise BusyError("Many are watching right now; please try a little later.")
    with watching(request):
        return await _stream(request, after)


async def _stream(request: web.Request, after: int | None) -> web.StreamResponse:
    as_sse = "text/event-stream" in request.headers.get("Accept", "")
    response = web.StreamResponse(headers={"Cache-Control": "no-store"})
    response.content_type = "text/event-stream" if as_sse else "application/x-ndjson"
    await response.prepare(request)
    with request.app[keys.HUB].subscribe(unstored=request[REALM] == "mud") as subscription:
        try:
            async for event_id, line in _lines(request.app, subscription, after):
                async with asyncio.timeout(WRITE_SECONDS):
                    await response.write(_framed(event_id, line) if as_sse else line)
        except LetGoError:
            await _end(request, response)
        except TimeoutError:
            _cut_off(request)
        except ConnectionResetError:
            pass
    return response  # the reader resumes by the last id it has seen


async def _end(request: web.Request, response: web.StreamResponse) -> None:
    try:
        async with asyncio.timeout(WRITE_SECONDS):
            await response.write_eof()
    except (TimeoutError, ConnectionResetError):
        _cut_off(request)


def _cut_off(request: web.Request) -> None:
    """Close the connection of a reader that has stopped reading, with all that waits in it."""
    if request.transport:
        request.transport.abort()


async def _lines(
    app: web.Application, subscription: Subscription, after: int | None
) -> AsyncIterator[tuple[int | None, bytes]]:
    """Yield the opening line, what came after `after`, then what comes; each with its event id."""
    last = app[keys.HUB].last_id
    opening = {"type": "feed", "event": "open", "id": last, "epoch": app[keys.EPOCH]}
    yield None, orjson.dumps(opening) + b"\n"
    seen = last if after is None else min(after, last)
    while events := await app[keys.JOURNAL].after(seen) if seen < last else []:
        for event in events:
            seen = event.id or seen
            yield seen, EVENT.dump_json(event) + b"\n"
    while True:
        try:
            async with asyncio.timeout(HEARTBEAT):
                event_id, line = await subscription.next()
        except TimeoutError:
            yield None, b"\n"
            continue
        if event_id is None or event_id > seen:
            yield event_id, line


def _framed(event_id: int | None, line: bytes) -> bytes:
    """Return one line as a server-sent event; a heartbeat as a comment."""
    if line == b"\n":
        return b": \n\n"
    head = b"" if event_id is None else b"id: %d\n" % event_id
    return head + b"data: " + line + b"\n"


def _after(request: web.Request) -> int | None:
    text = request.headers.get("Last-Event-ID") or request.query.get("after")
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise BadRequestError("after: an event id.")
    return int(text)
