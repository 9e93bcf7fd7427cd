"""Fan-out: all that comes at once goes to each client in one write, and nobody waits for anybody.

What is published goes out from the next turn of the event loop on, to a few clients in each turn,
so that a large audience keeps nobody else waiting. After it was told, as much time is left to all
else. What comes meanwhile goes out in one write: the more there is to tell, the fewer it takes.
"""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Generic, TypeAlias, TypeVar

T = TypeVar("T")
#: Takes bytes for one client, at once and without an error.
Write: TypeAlias = Callable[[bytes], None]

#: Bytes that may wait for one client.
UNSENT = 1024 * 1024
#: Clients who are written to in one turn of the event loop.
SLICE = 128


@dataclass(eq=False, slots=True)
class Member:
    """One client of a channel, and how much of what was published there it has."""

    write: Write
    seen: int


class Channel(Generic[T]):
    """Clients who get the same bytes, made once for all of them: `Channel(text_frame)`."""

    def __init__(self, frame: Callable[[T], bytes]) -> None:
        """Make a channel; `frame` makes the bytes of one piece of news."""
        self._frame = frame
        self._members: dict[Member, None] = {}
        self._news: list[bytes] = []  # what not everybody has yet
        self._gone = 0  # how many came before those
        self._in_round = False
        self._upto, self._began = 0, 0.0  # how many came before the round began, and when it did
        self._joined = ((0, 0), b"")

    def __len__(self) -> int:
        return len(self._members)

    def publish(self, news: T) -> None:
        """Let everybody have `news`, in order; never waits."""
        if self._members:
            self._news.append(self._frame(news))
            if not self._in_round:
                self._begin()

    @contextmanager
    def join(self, write: Write) -> Iterator[Member]:
        """Give `write` what is published from now on, until the end of the block."""
        member = Member(write, self._count)
        self._members[member] = None
        try:
            yield member
        finally:
            del self._members[member]

    def send(self, member: Member, data: bytes) -> None:
        """Let `member` alone have `data`, after what was published before."""
        self._catch_up(member)
        member.write(data)

    def flush(self) -> None:
        """Let everybody have at once what they have not got yet."""
        for member in list(self._members):
            self._catch_up(member)

    @property
    def _count(self) -> int:
        return self._gone + len(self._news)

    def _begin(self) -> None:
        loop = asyncio.get_running_loop()
        self._in_round, self._upto, self._began = True, self._count, loop.time()
        loop.call_soon(self._go_on, iter(list(self._members)))

    def _go_on(self, members: Iterator[Member]) -> None:
        """Tell the next few of `members`; end the round once all have been told."""
        loop, few = asyncio.get_running_loop(), list(islice(members, SLICE))
        for member in few:
            if member in self._members:
                self._catch_up(member)
        if len(few) == SLICE:
            loop.call_soon(self._go_on, members)
            return
        del self._news[: self._upto - self._gone]
        self._gone = self._upto
        if len(self._members) < SLICE:
            self._end()
        else:
            loop.call_at(2 * loop.time() - self._began, self._end)

    def _end(self) -> None:
        """Begin anew if there is more."""
        self._in_round = False
        if self._news:
            self._begin()

    def _catch_up(self, member: Member) -> None:
        count = self._gone + len(self._news)
        if member.seen < count:
            if self._joined[0] != (member.seen, count):  # most have seen the same
                news = b"".join(self._news[member.seen - self._gone :])
                self._joined = ((member.seen, count), news)
            member.seen = count
            member.write(self._joined[1])


def taken(line: asyncio.WriteTransport, data: bytes) -> bool:
    """Write `data` to `line`; or cut it off, where too much waits already, and return False."""
    if line.is_closing() or line.get_write_buffer_size() > UNSENT:
        line.abort()
        return False
    line.write(data)
    return True


# --- Frames of a WebSocket (RFC 6455, 5.2) ------------------------------------------------------


def text_frame(text: bytes) -> bytes:
    """Return UTF-8 `text` as a server sends it."""
    return _frame(0x81, text)


def close_frame(code: int, reason: str) -> bytes:
    """Return the end of a connection; `reason` has at most 123 bytes."""
    return _frame(0x88, code.to_bytes(2, "big") + reason.encode())


def _frame(kind: int, data: bytes) -> bytes:
    size = len(data)
    if size < 126:
        return bytes((kind, size)) + data
    if size < 65536:
        return bytes((kind, 126)) + size.to_bytes(2, "big") + data
    return bytes((kind, 127)) + size.to_bytes(8, "big") + data
