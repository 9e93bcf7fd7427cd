"""The table at an address of its own: the same table, the same people, and nothing else."""

from typing import Any, Final

from aiohttp import web

from bridge import keys, sockets
from bridge.bodies import BODY_LIMIT
from bridge.pages import add_shared, say_what_browsers_may_do, shell
from bridge.table.routes import get_socket
from bridge.visitors import remember
from bridge.watch.entering import get_visitor, post_enter, post_leave

#: What it has in common with the bridge.
_SHARED: Final[tuple[web.AppKey[Any], ...]] = (
    keys.CARE,
    keys.GATE,
    keys.RATE,
    keys.TABLE,
)


def create_table(app: web.Application, contact: str = "") -> web.Application:
    """Return the table of the bridge `app` by itself; it runs while the bridge does.

    `contact` is how to reach whoever hosts it, for the page of the crisis protocol.
    """
    own = web.Application(middlewares=app.middlewares, client_max_size=BODY_LIMIT)
    for key in _SHARED:
        own[key] = app[key]
    for path in ("/ws", "/table/ws"):
        own.router.add_get(path, get_socket)
    for path in ("/", "/table"):
        own.router.add_get(path, shell("table.html"))
    own.router.add_get("/watch/me", get_visitor)
    own.router.add_post("/enter", post_enter)
    own.router.add_post("/leave", post_leave)
    add_shared(own, contact)
    own.on_response_prepare.append(say_what_browsers_may_do)
    own.on_response_prepare.append(remember)
    sockets.set_up(own)
    return own
