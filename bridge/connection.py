"""One caller's connection: what is owed on it, and until when."""

import asyncio
import logging
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum
from http import HTTPStatus
from ipaddress import IPv6Address, ip_address
from typing import Any, Protocol, cast

import orjson
from aiohttp import StreamReader, web

from bridge.errors import BusyError

log = logging.getLogger(__name__)

#: Seconds in which a request's header must have come; bytes that it may have until it is whole.
HEADER_SECONDS, HEADER_LIMIT = 10.0, 16 * 1024
#: Seconds for which a connection may rest between requests; the MUD's own has longer.
IDLE_SECONDS = 12.0
#: Requests that may wait on one connection behind the one that is being answered.
PIPELINED = 8
#: Seconds in which a caller must take at least so many bytes of what waits for it. Who takes
#: nothing is gone within ten: a look or two pass before it is noticed, and one after.
WRITE_SECONDS, TAKEN_AT_LEAST = 7.0, 7 * 1024
#: Bytes that may wait for one spectator; and about how many the system keeps, of which nobody knows
#: whether they were taken.
UNSENT_LIMIT, SENT_AHEAD = 1024 * 1024, 64 * 1024


class Rank(IntEnum):
    """Who must go when there are too many: the lowest first, the last two never."""

    OWES_A_REQUEST = 1
    IDLE = 2
    OWES_A_BODY = 3
    SPECTATOR = 4
    IS_ANSWERED = 5
    TRUSTED = 6


class Places(Protocol):
    """Where connections find their place."""

    server: web.Server

    @property
    def crowded(self) -> bool:
        """Whether spectators should come another time."""

    def admit(self, connection: "Connection") -> bool:
        """Take `connection` in; False when there is no place for it."""

    def forget(self, connection: "Connection") -> None:
        """Give the place of `connection` to another."""


class Connection(web.RequestHandler):
    """One caller's connection.

    Attributes:
        rank: what is known of the caller beyond what its bytes tell, SPECTATOR or TRUSTED.
        watcher: what is stopped once the caller is gone.
    """

    __slots__ = (
        "_body",
        "_line",
        "_owes_since",
        "_read",
        "_rests_since",
        "_since",
        "_unsent",
        "door",
        "rank",
        "watcher",
    )

    def __init__(self, door: "Places", **options: Any) -> None:
        super().__init__(door.server, loop=asyncio.get_running_loop(), **options)
        self.door = door
        self.rank: Rank | None = None
        self.watcher: asyncio.Task[Any] | None = None
        self._line: asyncio.Transport | None = None
        self._body: StreamReader | None = None
        self._owes_since = self._rests_since = self._since = 0.0
        self._read = self._unsent = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin to wait for a request; or refuse the caller when there is no place for one more."""
        self._line = cast(asyncio.Transport, transport)
        if not self.door.admit(self):
            self._refuse(HTTPStatus.SERVICE_UNAVAILABLE, "Too many are connected right now.")
            return
        super().connection_made(transport)
        self._owes_since = self._loop.time()

    def connection_lost(self, exc: BaseException | None) -> None:
        """Forget the caller; nobody is left who could watch, so watching ends."""
        self.door.forget(self)
        if self.watcher:
            self.watcher.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take what has come, and note what is still owed."""
        count, body = self._request_count, self._body
        in_body = body is not None and not body.is_eof()
        super().data_received(data)
        if self._request_count != count:
            self._owes_since = self._rests_since = 0.0
            self._read = 0
            if self._messages:
                self._body = self._messages[-1][1]
            if len(self._messages) > PIPELINED:
                self.drop()
        elif not in_body and self._payload_parser is None and data.strip(b"\r\n"):
            self._read_in_part(len(data))

    def _read_in_part(self, size: int) -> None:
        self._read += size
        if not self._owes_since:
            self._owes_since = self._loop.time()
        if self._read > HEADER_LIMIT:
            self._refuse(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "The header is too large.")

    def resume_writing(self) -> None:
        """Note that the caller has taken most of what waited for it."""
        self._unsent = 0
        super().resume_writing()

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,
    ) -> web.StreamResponse:
        """Answer what is not HTTP with a 400 that nobody need hear of, and our own faults loudly.

        Raises:
            ConnectionError: the caller is gone, or has part of another answer already.
        """
        gone = self.transport is None or self.transport.is_closing()
        if gone and isinstance(exc, ConnectionError):
            raise exc
        if status >= 500:
            log.error("a request failed", exc_info=exc)
        if request.writer.output_size > 0:
            raise ConnectionError("Part of an answer is sent already.")
        sentence = "Something went wrong here." if status >= 500 else "This is not valid HTTP."
        response = problem(status, sentence)
        response.force_close()
        return response

    @property
    def rests(self) -> bool:
        """Whether no whole request is there to be answered."""
        return self._waiter is not None and not self._waiter.done()

    @property
    def address(self) -> str:
        """Where the caller is; empty for this machine, and where nobody knows."""
        peer = self._line.get_extra_info("peername") if self._line else None
        if not isinstance(peer, tuple):
            return ""
        address = ip_address(peer[0].partition("%")[0])
        if isinstance(address, IPv6Address) and address.ipv4_mapped:
            address = address.ipv4_mapped
        return "" if address.is_loopback else str(address)

    def standing(self) -> Rank:
        """Return who the caller is, by what is owed."""
        if self.rank is Rank.TRUSTED:
            return self.rank
        if self.rests:
            return Rank.OWES_A_REQUEST if self._owes_since else Rank.IDLE
        if self._body is not None and not self._body.is_eof():
            return Rank.OWES_A_BODY
        return self.rank or Rank.IS_ANSWERED

    def judge(self, now: float) -> None:
        """Let the caller go if it is late."""
        if self._does_not_read(now):
            self.drop()
        elif not self.rests:
            self._rests_since = 0.0
        elif self._owes_since:
            if now - self._owes_since >= HEADER_SECONDS:
                self.force_close()
        elif not self._rests_since:
            self._rests_since = now
        elif self.rank is not Rank.TRUSTED and now - self._rests_since >= IDLE_SECONDS:
            self.force_close()

    def _does_not_read(self, now: float) -> bool:
        size = self._line.get_write_buffer_size() if self._line else 0
        if not (size and self._unsent) or size <= self._unsent - TAKEN_AT_LEAST:
            self._unsent, self._since = size, now
            return False
        too_much = self.rank is Rank.SPECTATOR and size > UNSENT_LIMIT
        return too_much or now - self._since >= WRITE_SECONDS

    def keep_little_ahead(self) -> None:
        """Let the system keep little for the caller, so that we soon know when nothing is taken."""
        line = self._line.get_extra_info("socket") if self._line else None
        if line is not None:
            line.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SENT_AHEAD)

    def drop(self) -> None:
        """Close the connection at once, with all that waits in it."""
        if self._line:
            self._line.abort()

    def _refuse(self, status: HTTPStatus, sentence: str) -> None:
        """Answer without having read a request, if none is being answered, and close."""
        if self._line and not self._line.is_closing():
            if not self._request_in_progress:
                self._line.write(_in_short(status, sentence))
            self._line.close()
        self._force_close = True


def trust(request: web.BaseRequest) -> None:
    """Let the caller of `request` keep its place, however many others come."""
    if isinstance(request.protocol, Connection):
        request.protocol.rank = Rank.TRUSTED


@contextmanager
def watching(request: web.BaseRequest, *, by_socket: bool = False) -> Iterator[None]:
    """Let the caller of `request` watch, for as long as nobody needs its place.

    Once the caller is gone, the task that serves it is cancelled; not so one that reads from a
    socket, since it hears of that by itself.

    Raises:
        BusyError: so many are connected that the places are kept for who speaks.
    """
    connection = request.protocol
    if not isinstance(connection, Connection) or connection.rank is Rank.TRUSTED:
        yield
        return
    if connection.door.crowded:
        raise BusyError("Many are connected right now; please watch a little later.")
    connection.keep_little_ahead()
    connection.rank = Rank.SPECTATOR
    connection.watcher = None if by_socket else asyncio.current_task()
    try:
        yield
    finally:
        connection.rank = connection.watcher = None


def takes_part(request: web.BaseRequest) -> None:
    """Let the caller of `request`, who was watching, keep its place like those who speak."""
    connection = request.protocol
    if isinstance(connection, Connection) and connection.rank is Rank.SPECTATOR:
        connection.rank = None


def problem(status: int, sentence: str) -> web.Response:
    """Return an answer that says what is wrong."""
    return web.Response(
        status=status, body=_body(status, sentence), content_type="application/json"
    )


def _body(status: int, sentence: str) -> bytes:
    code = HTTPStatus(status).name.lower()
    return orjson.dumps({"error": code, "detail": sentence})


def _in_short(status: HTTPStatus, sentence: str) -> bytes:
    body = _body(status, sentence)
    head = (
        f"HTTP/1.1 {status.value} {status.phrase}\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\nRetry-After: 5\r\nConnection: close\r\n\r\n"
    )
    return head.encode() + body
