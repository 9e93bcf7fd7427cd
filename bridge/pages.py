"""The pages: files without a build step, and what a browser may do with them."""

import asyncio
from functools import cache
from pathlib import Path

import orjson
from aiohttp import web

from bridge.gate import Handler
from bridge.settings import Settings
from crisis import page

STATIC = Path(__file__).parent / "static"
#: Nothing comes from elsewhere, and nothing that is not a file of ours is run.
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "font-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
#: Where a page is shown, and the file that it is; they hold nobody's words.
SHELLS = {
    "/docs": "docs.html",
    "/lab": "lab.html",
    "/lab/{id:[A-Za-z0-9_-]{1,80}}": "lab.html",
    "/table": "table.html",
}
#: Pages in which the whole of the world is drawn.
DRAWN = {"/": "front.html", "/watch/{slug:[a-z0-9-]{1,80}}": "room.html"}


def add_pages(app: web.Application, settings: Settings) -> None:
    """Route every page; blocks for as long as reading some of them takes."""
    scene = _read("scene.svg")
    doors = {
        "__WEB_PORT__": str(settings.mud_web_port),
        "__TELNET_PORT__": str(settings.mud_telnet_port),
    }
    for path, name in DRAWN.items():
        app.router.add_get(path, _html(_filled(_read(name), {"__SCENE__": scene, **doors})))
    for path, name in SHELLS.items():
        app.router.add_get(path, shell(name))
    app.router.add_get("/openapi.json", _get_openapi)
    add_shared(app, settings.timmy_contact)


def add_shared(app: web.Application, contact: str) -> None:
    """Route what every page needs: what it is made of, and where help is to be found."""
    protocol = _html(page.page(contact))
    app.router.add_get(page.PATH, protocol)
    app.router.add_get(page.SHORT, protocol)
    app.router.add_get(page.STYLE_PATH, _text(page.STYLE, "text/css"))
    app.router.add_static("/static", STATIC)


def shell(name: str) -> Handler:
    """Return what shows a page that is a file of its own."""

    async def shown(_request: web.Request) -> web.FileResponse:
        return web.FileResponse(STATIC / name)

    return shown


async def say_what_browsers_may_do(_request: web.Request, response: web.StreamResponse) -> None:
    """Put on every response what a browser may do with it, where nothing else is said."""
    response.headers.setdefault("Cache-Control", "no-cache")
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Content-Security-Policy", CSP)
    response.headers.setdefault("Referrer-Policy", "no-referrer")


def _read(name: str) -> str:
    return (STATIC / name).read_text(encoding="utf-8")


def _filled(text: str, blanks: dict[str, str]) -> str:
    for blank, filling in blanks.items():
        text = text.replace(blank, filling)
    return text


def _html(text: str) -> Handler:
    return _text(text, "text/html")


def _text(text: str, kind: str) -> Handler:
    async def shown(_request: web.Request) -> web.Response:
        return web.Response(text=text, content_type=kind)

    return shown


@cache
def _described() -> bytes:
    from bridge.openapi import document  # to make it takes a while, and most never ask

    return orjson.dumps(document())


async def _get_openapi(_request: web.Request) -> web.Response:
    return web.Response(body=await asyncio.to_thread(_described), content_type="application/json")
