"""One stream of what happens, for whoever shows it elsewhere; it resumes by event id."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager, contextmanager, nullcontext

import orjson
from aiohttp import HttpVersion11, web

from bridge import keys
from bridge.connection import watching
from bridge.errors import BadRequestError, ForbiddenError
from bridge.gate import REALM
from bridge.hub import Frame, Item, Reader, View
from bridge.routes import room_named

#: Seconds between signs of life, and that one write to a reader may take.
HEARTBEAT = 15.0
WRITE_SECONDS = 10.0
#: Events that a reader is told at once of those it has missed.
A_FEW = 100
#: A sign of life.
BEAT: Item = (None, b"\n")


async def get_feed(request: web.Request) -> web.StreamResponse:
    """Stream events as NDJSON, or as server-sent events where `Accept` asks for them.

    Raises:
        BusyError: so many watch already that the places are kept for who speaks.
    """
    room = _room(request)
    after = asked_after(request)
    # Who watches one room is not in it.
    unstored = request[REALM] == "mud" and room is None
    view = View(rooms=None if room is None else frozenset({room}), unstored=unstored)
    with _counted(request, room, anew=after is None):
        return await stream(request, view)


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


async def stream(request: web.Request, view: View) -> web.StreamResponse:
    """Stream what `view` shows, until the reader leaves or is let go.

    First what came after the event that the reader has seen last, if it says which; else, of views
    that have rooms, the last events there. It resumes by the last id that it has seen.

    Raises:
        BadRequestError: the query or a header is wrong.
        BusyError: so many are connected that the places are kept for who speaks.
    """
    after, heartbeat = asked_after(request), _heartbeat(request)
    as_sse = "text/event-stream" in request.headers.get("Accept", "")
    response = web.StreamResponse(headers={"Cache-Control": "no-store"})
    response.content_type = "text/event-stream" if as_sse else "application/x-ndjson"
    frame = _as_sse if as_sse else _as_ndjson
    live = _FRAMES[as_sse, request.version >= HttpVersion11]
    with watching(request), request.app[keys.HUB].reading(view, live) as reader:
        old = _old(request.app, view, after)
        try:
            await response.prepare(request)
            async for item in old:
                async with asyncio.timeout(WRITE_SECONDS):
                    await response.write(frame(item))
            await _live(request, reader, live(BEAT), heartbeat)
            await _end(request, response)
        except TimeoutError:
            _cut_off(request)
        except ConnectionResetError:
            pass
    return response


def _old(app: web.Application, view: View, after: int | None) -> AsyncIterator[Item]:
    """Return the opening line, and what the reader has not seen of what there is at this moment."""
    hub = app[keys.HUB]
    last = hub.last_id
    opening = {"type": "feed", "event": "open", "id": last, "epoch": app[keys.EPOCH]}
    recent = [event for room in view.rooms or () for event in hub.recent(room)]

    async def told() -> AsyncIterator[Item]:
        yield None, orjson.dumps(opening) + b"\n"
        if after is None:
            for event in sorted(recent, key=lambda event: event.id or 0):
                yield event.id, view.line(event)
        else:
            async for item in _missed(app, view, after, last):
                yield item
        if view.rooms is not None:
            yield BEAT  # now all that is old has been told

    return told()


async def _live(request: web.Request, reader: Reader, beat: bytes, heartbeat: float) -> None:
    """Let the reader have what comes, straight from the hub, until it is let go."""
    if request.transport is not None:
        reader.go_live(request.transport)
        while not reader.over.done():
            await asyncio.wait([reader.over], timeout=heartbeat)
            reader.take(beat)


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


async def _missed(app: web.Application, view: View, after: int, upto: int) -> AsyncIterator[Item]:
    """Yield what came after the event `after`, up to the event `upto`.

    Who was away for long takes turns with others who were, so that nobody who speaks waits for it;
    nor does the MUD, whose players are waiting.
    """
    turn: AbstractAsyncContextManager[None] = nullcontext()
    while after < upto:
        async with turn:
            began = time.monotonic()
            events = await app[keys.JOURNAL].after(after, A_FEW)
            after = (events[-1].id or upto) if events else upto
            shown = [event for event in events if (event.id or 0) <= upto and view.shows(event)]
            found = [(event.id, view.line(event)) for event in shown]
            if turn is app[keys.HUB].catching_up:
                await asyncio.sleep(time.monotonic() - began)  # as much is left to everybody else
        for item in found:
            yield item
        if not view.unstored:
            turn = app[keys.HUB].catching_up


def _as_ndjson(item: Item) -> bytes:
    return item[1]


def _as_sse(item: Item) -> bytes:
    """Return one line as a server-sent event; a heartbeat as a comment."""
    event_id, line = item
    if item == BEAT:
        return b": \n\n"
    head = b"" if event_id is None else b"id: %d\n" % event_id
    return head + b"data: " + line + b"\n"


def _in_a_chunk(frame: Frame) -> Frame:
    """Return what makes bytes as they go where the end is open (RFC 9112, 7.1)."""

    def framed(item: Item) -> bytes:
        data = frame(item)
        return b"%x\r\n%b\r\n" % (len(data), data)

    return framed


#: How live readers get events: whether server-sent, and whether in chunks.
_FRAMES: dict[tuple[bool, bool], Frame] = {
    (False, False): _as_ndjson,
    (True, False): _as_sse,
    (False, True): _in_a_chunk(_as_ndjson),
    (True, True): _in_a_chunk(_as_sse),
}


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


def asked_after(request: web.Request) -> int | None:
    """Return the id of the event that the caller has seen last, if it says which.

    Raises:
        BadRequestError: it is no id.
    """
    text = request.headers.get("Last-Event-ID") or request.query.get("after")
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise BadRequestError("after: an event id.")
    return int(text)
