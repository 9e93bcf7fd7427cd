"""What a browser may see or do, and until when: signed, so that nobody can write one.

A pass lies in a cookie. That of a `host` counts as the token does; one to `watch` shows what it
names, and nothing can be said with it. Passes end when they expire, and all together when there is
a new secret, or another token; whoever reads a stream with one is let go then.
"""

import asyncio
import hmac
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Literal, TypeAlias

from aiohttp import web

from bridge.errors import UnauthorizedError
from bridge.secret import new_secret_in, secret_in

Kind: TypeAlias = Literal["watch", "host"]
#: The cookies in which passes lie: a link does not take the place of the host's.
COOKIES: Mapping[Kind, str] = {"host": "host-pass", "watch": "watch-pass"}

#: Seconds for which a browser is the host's once it has shown the token.
HOST_SECONDS = 12 * 3600
#: Characters that a pass may have.
LONGEST = 400
#: What a link to one thing shows: of what kind it is, and where the request names it, if it does.
_SHOWN: Mapping[str, tuple[str, str]] = {
    "/watch/room/{slug}": ("room", "slug"),
    "/watch/room/{slug}/log": ("room", "slug"),
    "/watch/feed": ("room", "room"),
    "/api/conversations/{id}": ("talk", "id"),
    "/api/conversations/{id}/export": ("talk", "id"),
    "/api/personalities": ("talk", ""),
    "/lab/ws": ("talk", ""),
    "/table/ws": ("table", ""),
    "/ws": ("table", ""),
}
#: With every pass one may ask what it is, and give it back.
_ALWAYS = frozenset({"/watch/me", "/leave"})
_UNKNOWN = "This link is not known here; ask whoever gave it to you for a new one."
_EXPIRED = "This link has expired; ask whoever gave it to you for a new one."
_REVOKED = "This link is no longer good; ask whoever gave it to you for a new one."


class PassError(UnauthorizedError):
    """A pass is not ours, has expired, or counts no more."""


@dataclass(frozen=True, slots=True)
class Pass:
    """Leave to see or do something.

    Attributes:
        what: what it shows: `room:<slug>`, `talk:<id>`, `table`; empty: all that may be watched.
        expires: until when, in seconds since 1970.
    """

    kind: Kind
    what: str
    expires: float


class Passes:
    """Issues passes, and reads them."""

    def __init__(
        self, path: Path, *, bound_to: str = "", wall: Callable[[], float] = time.time
    ) -> None:
        """Take the secret from the file at `path`, which is made where there is none.

        With another token in `bound_to`, none of the passes that were issued counts any more.
        """
        self._path = path
        self._bound_to = bound_to.encode()
        self._wall = wall
        self._key = self._bound(secret_in(path))
        self._under_way: set[asyncio.Timeout] = set()
        self._revoking = asyncio.Lock()  # the secret in the file is the one that counts

    def _bound(self, secret: bytes) -> bytes:
        return hmac.digest(secret, self._bound_to, sha256)

    def issue(self, kind: Kind, what: str = "", *, seconds: float) -> tuple[str, Pass]:
        """Return a pass for so long, and how it is written; only what fits a cookie is in that."""
        made = Pass(kind, what, float(int(self._wall() + seconds)))
        body = f"{made.kind}.{made.expires:.0f}.{made.what}".encode()
        return f"{_text(body)}.{_text(self._mark(body))}", made

    def read(self, text: str) -> Pass:
        """Return the pass that is written so.

        Raises:
            PassError: it is not one of ours, or has expired.
        """
        body, _, mark = text[:LONGEST].partition(".")
        try:
            said, signed = _bytes(body), _bytes(mark)
        except ValueError:
            raise PassError(_UNKNOWN) from None
        if not hmac.compare_digest(signed, self._mark(said)):
            raise PassError(_UNKNOWN)
        kind, expires, what = said.decode().split(".", 2)
        found = Pass("host" if kind == "host" else "watch", what, float(expires))
        if self.seconds_left(found) <= 0:
            raise PassError(_EXPIRED)
        return found

    def seconds_left(self, held: Pass) -> float:
        """Return for how long a pass is still good; never negative."""
        return max(0.0, held.expires - self._wall())

    @asynccontextmanager
    async def while_good(self, held: Pass) -> AsyncIterator[None]:
        """Let what is inside go on for as long as the pass is good.

        Raises:
            PassError: it ended before that did.
        """
        limit, key = asyncio.timeout(self.seconds_left(held)), self._key
        self._under_way.add(limit)
        try:
            async with limit:
                yield
        except TimeoutError:
            if not limit.expired():
                raise
            raise PassError(_EXPIRED if self._key is key else _REVOKED) from None
        finally:
            self._under_way.discard(limit)

    async def revoke(self) -> None:
        """End every pass there is, and let those go who use one.

        Raises:
            OSError: no new secret can be kept; all is as it was.
        """
        key = self._key
        async with self._revoking:
            if self._key is key:  # one new secret does for all who ask at once
                self._key = self._bound(await asyncio.to_thread(new_secret_in, self._path))
        now = asyncio.get_running_loop().time()
        for limit in self._under_way:
            if not limit.expired():
                limit.reschedule(now)

    def _mark(self, body: bytes) -> bytes:
        return hmac.digest(self._key, body, sha256)


def shows(held: Pass, request: web.Request) -> bool:
    """Whether a pass to watch is for this request; it may yet show nothing."""
    resource = request.match_info.route.resource
    path = resource.canonical if resource else ""
    if path in _ALWAYS:
        return True
    if request.method not in {"GET", "HEAD"}:
        return False
    if not held.what:
        return path in _SHOWN or path.startswith(("/watch/", "/api/"))
    kind, _, name = held.what.partition(":")
    wanted, key = _SHOWN.get(path, ("", ""))
    named = request.match_info.get(key) or request.query.get(key, "") if key else name
    return (kind, name) == (wanted, named)


def _text(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    """Return what is written as `text`.

    Raises:
        ValueError: nothing is written so.
    """
    return urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
