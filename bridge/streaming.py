"""An answer as server-sent events: each sentence when it is ready, then the answer itself."""

import asyncio
import logging
import math
from collections.abc import Callable, Coroutine
from typing import Any

import orjson
from aiohttp import web

from bridge.errors import BridgeError, BusyError, code_of
from bridge.sentences import split
from bridge.speech import Show

log = logging.getLogger(__name__)

#: Seconds between signs of life while nothing is ready, and that one write to a reader may take.
HEARTBEAT, WRITE_SECONDS = 10.0, 10.0


def wanted(request: web.Request) -> bool:
    """Whether the caller asks for a stream."""
    return "text/event-stream" in request.headers.get("Accept", "")


async def streamed(
    request: web.Request,
    answer: Callable[[Show], Coroutine[Any, Any, bytes]],
    headers: dict[str, str],
    *,
    whole: bool = False,
) -> web.StreamResponse:
    """Answer `request` with what `answer` shows, the rest of its `response`, and its JSON.

    The stream begins with the first of it, or with a sign of life; what fails before that is
    raised, what fails later is told in the stream. Whoever stops reading or hangs up changes
    nothing for `answer`. `whole`: what was not shown is one piece, not sentences.

    Raises:
        BridgeError: `answer` failed before there was anything to tell.
    """
    told: asyncio.Queue[str | None] = asyncio.Queue()  # as long as a reply may be
    task = asyncio.create_task(answer(told.put_nowait))
    task.add_done_callback(lambda _: told.put_nowait(None))
    stream = _Stream(request, headers)
    try:
        await _give(stream, task, told, whole=whole)
    except asyncio.CancelledError:
        task.cancel()
        await asyncio.wait([task])
        await stream.stop()
        raise
    return stream.response


async def _give(
    stream: "_Stream",
    task: "asyncio.Task[bytes]",
    told: "asyncio.Queue[str | None]",
    *,
    whole: bool,
) -> None:
    """Send what `task` tells and answers; in any case, wait until it has ended."""
    try:
        said = await _live(stream, told)
        if not stream.begun and (error := task.exception()):
            raise error
        await stream.send(_last(task, said, whole=whole))
        await stream.end()
    except (ConnectionError, TimeoutError):
        stream.cut()
        await asyncio.wait([task])
        _last(task, "", whole=True)  # a fault of ours is logged also where nobody reads of it


async def _live(stream: "_Stream", told: "asyncio.Queue[str | None]") -> str:
    """Send each sentence as it comes; return all of them, when no more come."""
    said = ""
    while True:
        try:
            async with asyncio.timeout(HEARTBEAT):
                sentence = await told.get()
        except TimeoutError:
            await stream.send(b": \n\n")
            continue
        if sentence is None:
            return said
        said += sentence
        await stream.send(_sentence(sentence))


def _last(task: "asyncio.Task[bytes]", said: str, *, whole: bool) -> bytes:
    """Return how the stream ends, by what came of the answer."""
    if error := task.exception():
        return _event(b"error", _problem(error))
    body = task.result()
    rest = orjson.loads(body)["response"][len(said) :]
    sentences = [rest] if whole and rest else split(rest)
    return b"".join([*map(_sentence, sentences), _event(b"done", body)])


def _sentence(text: str) -> bytes:
    return _event(b"sentence", orjson.dumps({"text": text}))


def _problem(error: BaseException) -> bytes:
    if not isinstance(error, BridgeError):
        log.error("a streamed answer failed", exc_info=error)
        error = BridgeError("Something went wrong here.")
    later = None if error.retry_after is None else max(1, math.ceil(error.retry_after))
    problem = {"error": code_of(type(error)), "detail": str(error), "retry_after": later}
    return orjson.dumps(problem)


def _event(kind: bytes, data: bytes) -> bytes:
    return b"event: %b\ndata: %b\n\n" % (kind, data)


class _Stream:
    """The events that one caller reads; it begins with the first of them.

    Attributes:
        begun: whether the status and headers are sent.
    """

    def __init__(self, request: web.Request, headers: dict[str, str]) -> None:
        self.begun = False
        self.response = web.StreamResponse()
        self._request, self._headers = request, headers

    async def send(self, events: bytes) -> None:
        """Send `events`, as soon as the caller takes them.

        Raises:
            ConnectionError: the caller is gone.
            TimeoutError: it has stopped reading.
        """
        async with asyncio.timeout(WRITE_SECONDS):
            if not self.begun:
                await self._begin()
            await self.response.write(events)

    async def _begin(self) -> None:
        self.begun = True
        self.response.headers.update(self._headers)
        self.response.headers["Cache-Control"] = "no-store"
        self.response.headers["X-Accel-Buffering"] = "no"  # else nginx keeps the events to itself
        self.response.content_type = "text/event-stream"
        await self.response.prepare(self._request)

    async def end(self) -> None:
        """Say that nothing more comes.

        Raises:
            ConnectionError: the caller is gone.
            TimeoutError: it has stopped reading.
        """
        async with asyncio.timeout(WRITE_SECONDS):
            await self.response.write_eof()

    def cut(self) -> None:
        """Close the connection at once, with all that waits in it."""
        if self._request.transport:
            self._request.transport.abort()

    async def stop(self) -> None:
        """Tell a caller who has part of an answer that the bridge stops, and close."""
        line = self._request.transport
        if not self.begun or line is None:
            return
        stopping = BusyError("The bridge stops; please ask again soon.")
        try:
            async with asyncio.timeout(0.5):
                await self.response.write(_event(b"error", _problem(stopping)))
                await self.response.write_eof()
        except (ConnectionError, TimeoutError):
            pass
        line.close()
