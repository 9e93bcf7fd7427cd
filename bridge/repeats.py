"""Requests that come again under one Idempotency-Key: one effect, and the same answer."""

import asyncio
import hashlib
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from bridge.errors import BadRequestError, BridgeError, InvalidError
from bridge.journal import Journal, Statement
from bridge.presence import Person

HEADER = "Idempotency-Key"
#: Seconds for which an answer is kept, and how many are in memory besides.
KEEP = 24 * 3600.0
IN_MEMORY = 2000

#: Makes the rows that keep an answer, to be written together with its effect.
Rows: TypeAlias = Callable[[bytes], Sequence[Statement]]


@dataclass(frozen=True, slots=True)
class Keyed:
    """A request with a key of its sender's choice; `digest` tells its body from another."""

    person: Person
    key: str
    digest: bytes


def keyed(person: Person, key: str | None, *request: bytes) -> Keyed | None:
    """Return the request that was sent with `key`; None where there is no key.

    Raises:
        BadRequestError: the key is empty, too long, or not plain ASCII.
    """
    if key is None:
        return None
    if not (0 < len(key) <= 200 and key.isascii() and key.isprintable()):
        raise BadRequestError(f"{HEADER}: 1 to 200 printable ASCII characters.")
    return Keyed(person, key, hashlib.sha256(b"\0".join(request)).digest())


class Repeats:
    """The answers that were given under a key, for a day.

    An answer is written together with its effect, so that both outlive a crash or neither does.
    One of which nothing may be written, and one that the disk did not take, is in memory alone.
    """

    def __init__(self, journal: Journal, wall: Callable[[], float]) -> None:
        self._journal = journal
        self._wall = wall
        self._answers: OrderedDict[tuple[Person, str], tuple[bytes, bytes]] = OrderedDict()
        self._under_way: dict[tuple[Person, str], tuple[bytes, asyncio.Task[bytes]]] = {}

    async def once(
        self, request: Keyed | None, act: Callable[[Rows], Awaitable[bytes]], *, at_once: bool
    ) -> bytes:
        """Return what `act` answers, or what it answered when `request` came before.

        `at_once`: do not look into the journal first; what is answered at once is not in there.

        Raises:
            InvalidError: the key came with another request.
        """
        if request is None:
            return await act(unkeyed)
        where = (request.person, request.key)
        if known := self._answers.get(where):
            return _same(known, request)
        under_way = self._under_way.get(where)
        if under_way is None:
            # A task of its own: a sender who hangs up takes nothing away from the copies.
            task = asyncio.create_task(self._first(request, act, at_once=at_once))
            under_way = self._under_way[where] = (request.digest, task)
            task.add_done_callback(lambda done: self._done(where, done))
        _same((under_way[0], b""), request)
        return await asyncio.shield(under_way[1])

    async def _first(
        self, request: Keyed, act: Callable[[Rows], Awaitable[bytes]], *, at_once: bool
    ) -> bytes:
        body = None if at_once else await self._written(request)
        if body is None:
            body = await act(lambda body: self._rows(request, body))
        where = (request.person, request.key)
        under_way = self._under_way.get(where)
        if under_way is None or under_way[1] is not asyncio.current_task():
            return body  # its sender has been forgotten meanwhile
        self._answers[where] = (request.digest, body)
        if len(self._answers) > IN_MEMORY:
            self._answers.popitem(last=False)
        return body

    def _done(self, where: tuple[Person, str], done: asyncio.Task[bytes]) -> None:
        under_way = self._under_way.get(where)
        if under_way and under_way[1] is done:
            del self._under_way[where]
        if not done.cancelled():
            done.exception()  # whoever waits sees it; where nobody does, nobody need

    def forget(self, person: Person) -> Statement:
        """Forget the answers to `person`, also those that are still to come.

        Returns what does the same in the journal.
        """
        for where in [where for where in self._answers if where[0] == person]:
            del self._answers[where]
        for where in [where for where in self._under_way if where[0] == person]:
            del self._under_way[where]
        return ("DELETE FROM answers WHERE person = ?", (person.key,))

    def reword(self, change: Callable[[bytes], bytes]) -> None:
        """Change what the answers in memory say, where they name somebody who is forgotten."""
        for where, (digest, body) in self._answers.items():
            self._answers[where] = (digest, change(body))

    def expire(self) -> None:
        """Drop what is too old, a little at a time, so that no write waits for it.

        Raises:
            BridgeError: the journal takes nothing now.
        """
        old = "SELECT person, key FROM answers WHERE at < ? ORDER BY at LIMIT 500"
        dropped = f"DELETE FROM answers WHERE (person, key) IN ({old})"  # noqa: S608 - a constant
        self._journal.hand_in([(dropped, (self._wall() - KEEP,))])

    async def _written(self, request: Keyed) -> bytes | None:
        asked = "SELECT digest, body FROM answers WHERE person = ? AND key = ? AND at >= ?"
        values = (request.person.key, request.key, self._wall() - KEEP)
        try:
            row = await self._journal.read(lambda db: db.execute(asked, values).fetchone())
        except BridgeError:
            return None  # a disk that cannot be read keeps nobody from being answered
        return _same(row, request) if row else None

    def _rows(self, request: Keyed, body: bytes) -> Sequence[Statement]:
        values = (request.person.key, request.key, request.digest, body, self._wall())
        return [("INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?)", values)]


def unkeyed(_body: bytes) -> Sequence[Statement]:
    """Return no rows: an answer without a key is not kept."""
    return ()


def _same(known: tuple[bytes, bytes], request: Keyed) -> bytes:
    """Return the answer that is known.

    Raises:
        InvalidError: it was given to another request.
    """
    if known[0] != request.digest:
        raise InvalidError(f"{HEADER}: this key was sent with another request before.")
    return known[1]
