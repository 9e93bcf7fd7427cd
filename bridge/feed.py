"""One stream of what happens, for whoever shows it elsewhere; it resumes by event id."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeAlias

import orjson
from aiohttp import HttpVersion11, web

from bridge import keys
from bridge.connection import watching
from bridge.errors import BadRequestError, BusyError, ForbiddenError
from bridge.events import EVENT
from bridge.gate import REALM
from bridge.hub import BYTES, Audience, Item, LetGoError, Subscription
from bridge.routes import room_named

#: Seconds between signs of life, and that one write to a reader may take.
HEARTBEAT = 15.0
WRITE_SECONDS = 10.0
#: How many may watch besides the MUD.
READERS = 1000

#: Makes the bytes of some events in one form.
Framing: TypeAlias = Callable[[Sequence[Item]], bytes]


async def get_feed(request: web.Request) -> web.StreamResponse:
    """Stream events as NDJSON, or as server-sent events where `Accept` asks for them.

    Raises:
        BusyError: so many watch already that the places are kept for who speaks.
    """
    after = _after(request)
    heartbeat = _heartbeat(request)
    room = _room(request)
    if request[REALM] != "mud" and len(request.app[keys.HUB]) >= READERS:
        raise BusyError("Many are watching right now; please try a little later.")
    with watching(request), _counted(request, room, anew=after is None):
        return await _stream(request, after, heartbeat, room)


@contextmanager
def _counted(request: web.Request, room: str | None, *, anew: bool) -> Iterator[None]:
    """Let those who live in `room` know that it is watched, if it is one room."""
    if room is None:
        yield
        return
    request.app[keys.NPCS].begin_to_watch(room, anew=anew)
    try:
        yield
    finally:
        request.app[keys.NPCS].end_watching(room)


async def _stream(
    request: web.Request, after: int | None, heartbeat: float, room: str | None
) -> web.StreamResponse:
    as_sse = "text/event-stream" in request.headers.get("Accept", "")
    response = web.StreamResponse(headers={"Cache-Control": "no-store"})
    response.content_type = "text/event-stream" if as_sse else "application/x-ndjson"
    await response.prepare(request)
    framed = _as_sse if as_sse else _as_ndjson
    unstored = request[REALM] == "mud" and room is None  # whoever watches is not there
    with request.app[keys.HUB].subscribe(unstored=unstored, room=room) as subscription:
        try:
            async for item in _missed(request.app, subscription, after):
                async with asyncio.timeout(WRITE_SECONDS):
                    await response.write(framed([item]))
            if room is None:
                await _live(request, subscription, framed, heartbeat)
            else:
                await _queued(response, subscription, framed, heartbeat)
        except LetGoError:
            await _end(request, response)
        except TimeoutError:
            _cut_off(request)
        except ConnectionResetError:
            pass
    return response  # the reader resumes by the last id it has seen


async def _live(
    request: web.Request, subscription: Subscription, framed: Framing, heartbeat: float
) -> None:
    """Let the reader have what comes, straight from the hub, until it is let go.

    Raises:
        LetGoError: the hub closed, or the reader has stopped reading.
    """
    hub, line = request.app[keys.HUB], request.transport
    if line is None:
        return
    chunked = request.version >= HttpVersion11
    made = (lambda items: _chunk(framed(items))) if chunked else framed
    form = (framed, subscription.unstored, chunked)
    audience = hub.audiences.setdefault(form, Audience(subscription.unstored, made))

    def write(data: bytes) -> None:
        if line.is_closing() or line.get_write_buffer_size() > BYTES:
            line.abort()
            subscription.let_go()
        else:
            line.write(data)

    hub.go_live(subscription, audience, write)
    while True:
        try:
            async with asyncio.timeout(heartbeat):
                await subscription.next()
        except TimeoutError:
            write(made([(None, b"\n")]))


async def _queued(
    response: web.StreamResponse, subscription: Subscription, framed: Framing, heartbeat: float
) -> None:
    """Let a reader of one room have what comes there, until it is let go.

    Raises:
        LetGoError: the hub closed, or the reader has stopped reading.
        TimeoutError: it takes nothing any more.
    """
    item: Item = (None, b"\n")  # with the first sign of life, all that is old has been told
    while True:
        async with asyncio.timeout(WRITE_SECONDS):
            await response.write(framed([item]))
        item = (None, b"\n")
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(heartbeat):
                item = await subscription.next()


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


async def _missed(
    app: web.Application, subscription: Subscription, after: int | None
) -> AsyncIterator[Item]:
    """Yield the opening line, and what came after `after` until there is no more of it."""
    last = app[keys.HUB].last_id
    opening = {"type": "feed", "event": "open", "id": last, "epoch": app[keys.EPOCH]}
    yield None, orjson.dumps(opening) + b"\n"
    room = subscription.room
    seen = last if after is None else min(after, last)
    for event in app[keys.HUB].recent(room) if room and after is None else []:
        yield event.id, EVENT.dump_json(event) + b"\n"
    while events := await app[keys.JOURNAL].after(seen) if seen < last else []:
        for event in events:
            seen = event.id or seen
            if room in {None, event.room}:
                yield seen, EVENT.dump_json(event) + b"\n"
    while not subscription.is_empty:
        event_id, line = await subscription.next()
        if event_id is None or event_id > seen:
            yield event_id, line


def _as_ndjson(items: Sequence[Item]) -> bytes:
    return b"".join(line for _, line in items)


def _as_sse(items: Sequence[Item]) -> bytes:
    return b"".join(_framed(event_id, line) for event_id, line in items)


def _framed(event_id: int | None, line: bytes) -> bytes:
    """Return one line as a server-sent event; a heartbeat as a comment."""
    if line == b"\n":
        return b": \n\n"
    head = b"" if event_id is None else b"id: %d\n" % event_id
    return head + b"data: " + line + b"\n"


def _chunk(data: bytes) -> bytes:
    """Return `data` as it goes over a connection whose end is not known (RFC 9112, 7.1)."""
    return b"%x\r\n%b\r\n" % (len(data), data)


def _heartbeat(request: web.Request) -> float:
    """Return the seconds between signs of life: what `?heartbeat=` says, or the most."""
    text = request.query.get("heartbeat")
    if text is None:
        return HEARTBEAT
    seconds = int(text) if text.isascii() and text.isdigit() and len(text) < 3 else 0
    if not 1 <= seconds <= HEARTBEAT:
        raise BadRequestError("heartbeat: seconds, from 1 to 15.")
    return float(seconds)


def _room(request: web.Request) -> str | None:
    """Return the one room that is asked for, if it is one.

    Raises:
        NotFoundError: the world has none of this name.
        ForbiddenError: it may not be watched.
    """
    name = request.query.get("room")
    if name is None:
        return None
    room = room_named(request.app, name)
    if request[REALM] != "mud" and room.watch != "all":
        raise ForbiddenError(f"{room.name} is for those who are in it; it is not watched.")
    return room.name


def _after(request: web.Request) -> int | None:
    text = request.headers.get("Last-Event-ID") or request.query.get("after")
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise BadRequestError("after: an event id.")
    return int(text)
