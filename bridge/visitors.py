"""Who is in the browser, or at the socket: nobody by name, and the same one again next time."""

import re
import secrets
from dataclasses import dataclass
from hashlib import sha256

from aiohttp import hdrs, web

from bridge.gate import held_by, is_operator, is_shell

#: The cookie by which a browser is known again, and for how many seconds.
COOKIE, _KEPT = "visitor", 365 * 86400
_SHAPE = re.compile(r"[0-9a-f]{32}")
#: The secret of a visitor who has none yet: they get it with the answer.
_NEW: web.RequestKey[str] = web.RequestKey("new_visitor", str)


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody in a browser or at a socket.

    Attributes:
        id: theirs alone, and shown to nobody else; it tells nothing of their cookie.
        is_host: whether they have shown a token of ours, now or when they came in.
        may_speak: whether they may do more than watch.
        watches: what they may watch: `room:<slug>`, `talk:<id>`, `table`; empty: everything.
    """

    id: str
    is_host: bool
    may_speak: bool
    watches: str


def visitor_of(request: web.Request) -> Visitor:
    """Return who has sent `request`; who has no cookie yet gets one with the answer."""
    secret = request.cookies.get(COOKIE, "")
    if not _SHAPE.fullmatch(secret):
        secret = request.setdefault(_NEW, secrets.token_hex(16))
    held = held_by(request)
    watching = held is not None and held.kind == "watch"
    return Visitor(
        id=f"visitor-{sha256(secret.encode()).hexdigest()[:16]}",
        is_host=is_operator(request),
        may_speak=not watching,
        watches=held.what if held and watching else "",
    )


async def remember(request: web.Request, response: web.StreamResponse) -> None:
    """Let a new visitor have their cookie, with whatever they are answered first.

    Who is shown a page is a visitor from then on, so that all it asks for is asked by one.
    """
    if is_shell(request):
        visitor_of(request)
    if secret := request.get(_NEW):  # cookies proper are among the headers by now
        cookie = f"{COOKIE}={secret}; HttpOnly; Max-Age={_KEPT}; Path=/; SameSite=Strict"
        response.headers.add(hdrs.SET_COOKIE, cookie)
