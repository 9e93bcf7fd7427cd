"""How a browser comes in: by a link that the host gave away, or by the token itself."""

import html

from aiohttp import hdrs, web

from bridge import keys
from bridge.bodies import body_as
from bridge.errors import (
    NotFoundError,
    StorageError,
    UnauthorizedError,
)
from bridge.events import utc_at
from bridge.gate import held_by, is_operator
from bridge.passes import COOKIES, HOST_SECONDS, Pass, PassError
from bridge.routes import answer
from bridge.schemas import Done
from bridge.visitors import visitor_of
from bridge.watch.shapes import Link, LinkRequest, Me

#: The page of what a link shows.
_PAGES = {"room": "/watch/{}", "talk": "/lab/{}", "table": "/table"}
_REFUSED = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="dark">
<title>A closed door: the Tower</title>
<link rel="icon" href="/static/led.svg">
<link rel="stylesheet" href="/static/base.css">
</head>
<body data-place="threshold">
<header class="top">
<a class="brand" href="/"><span class="led" aria-hidden="true"></span>The Tower</a>
</header>
<main class="page">
<header class="intro">
<h1>This door is closed now</h1>
<p class="story">{}</p>
</header>
<p><a href="/">To the front page</a></p>
</main>
</body>
</html>
"""


async def get_pass(request: web.Request) -> web.StreamResponse:
    """Take somebody with a link to what it shows; from then on their browser has the pass."""
    text = request.match_info["text"]
    try:
        held = request.app[keys.GATE].passes.read(text)
    except PassError as error:
        if "text/html" not in request.headers.get(hdrs.ACCEPT, ""):
            raise UnauthorizedError(str(error)) from None  # the pass that one has is still good
        sentence = html.escape(str(error))
        return web.Response(
            status=error.status, text=_REFUSED.format(sentence), content_type="text/html"
        )
    kind, _, name = held.what.partition(":")
    place = _PAGES.get(kind, "/").format(name)
    response = web.Response(status=303, headers={hdrs.LOCATION: place})
    _hand_over(request, response, text, held)
    return response


async def post_enter(request: web.Request) -> web.Response:
    """Let a browser that has shown the token be the host's for half a day."""
    if hdrs.AUTHORIZATION not in request.headers:
        raise UnauthorizedError("Show the token: Authorization: Bearer <token>.")
    text, held = request.app[keys.GATE].passes.issue("host", seconds=HOST_SECONDS)
    response = answer(_me(request, held))
    _hand_over(request, response, text, held)
    return response


async def post_leave(request: web.Request) -> web.Response:
    """Let a browser be a visitor's again, who has no pass."""
    response = answer(Done(ok=True))
    for name in COOKIES.values():
        response.del_cookie(name)
    return response


async def get_visitor(request: web.Request) -> web.Response:
    """Say what the caller may do here."""
    return answer(_me(request, held_by(request)))


def _me(request: web.Request, held: Pass | None) -> Me:
    visitor, gate = visitor_of(request), request.app[keys.GATE]
    is_host = visitor.is_host
    return Me(
        host=is_host,
        may_speak=visitor.may_speak and (is_host or not gate.needs_token),
        may_share=_may_share(request),
        watches=visitor.watches,
        expires=utc_at(held.expires) if held else None,
        needs_token=gate.needs_token and held is None and not is_host,
    )


def _hand_over(request: web.Request, response: web.StreamResponse, text: str, held: Pass) -> None:
    """Put a pass into the cookie of its kind; a page cannot read it, and no other site sends it."""
    left = int(request.app[keys.GATE].passes.seconds_left(held))
    response.set_cookie(
        COOKIES[held.kind], text, max_age=left, path="/", httponly=True, samesite="Strict"
    )


# --- Links ----------------------------------------------------------------------------------------


async def post_link(request: web.Request) -> web.Response:
    """Make a link for watching, which says in itself what it shows, and until when."""
    _check_may_share(request)
    body = await body_as(LinkRequest, request)
    what = _named(request.app, body)
    text, held = request.app[keys.GATE].passes.issue("watch", what, seconds=body.hours * 3600)
    url = f"{_our_address(request)}/pass/{text}"
    return answer(Link(url=url, expires=utc_at(held.expires)))


async def delete_links(request: web.Request) -> web.Response:
    """End every link that was ever made, and every browser's leave to be the host's."""
    _check_may_share(request)
    try:
        await request.app[keys.GATE].passes.revoke()
    except OSError:
        raise StorageError("No new secret can be kept, so the links are still good.") from None
    return answer(Done(ok=True))


def _may_share(request: web.Request) -> bool:
    if is_operator(request):
        return True
    return visitor_of(request).may_speak and not request.app[keys.GATE].needs_token


def _check_may_share(request: web.Request) -> None:
    if not _may_share(request):
        raise UnauthorizedError("Only the host gives links away: Authorization: Bearer <token>.")


def _named(app: web.Application, body: LinkRequest) -> str:
    """Return what a link is to show.

    Raises:
        NotFoundError: there is no such thing.
        ForbiddenError: it may not be watched.
    """
    if body.what == "room":
        rooms = app[keys.ROOMS]
        slug = rooms[body.name].slug if body.name in rooms else body.name
        return f"room:{app[keys.WATCHING].room(slug).slug}"
    if body.what == "talk":
        if not app[keys.WATCHING].has_talk(body.name):
            raise NotFoundError("name: the laboratory knows no talk of this id.")
        return f"talk:{body.name}"
    return "" if body.what == "world" else body.what


def _our_address(request: web.Request) -> str:
    """Return the address of ours that the caller uses; behind a proxy a page knows it best."""
    return request.headers.get(hdrs.ORIGIN) or f"{request.scheme}://{request.host}"
