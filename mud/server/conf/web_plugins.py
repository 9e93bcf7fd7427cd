"""The web client: two files of our own, served by the Portal; no other page is there."""

from pathlib import Path

from django.conf import settings
from twisted.web import resource
from twisted.web.resource import Resource

_FILES = Path(__file__).resolve().parents[2] / "web"
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
        " connect-src 'self' ws: wss:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}


class _Page(Resource):
    """One file, read when the MUD starts."""

    isLeaf = True  # noqa: N815 - Twisted's name

    def __init__(self, name, kind):
        super().__init__()
        text = (_FILES / name).read_text(encoding="utf-8")
        port = str(settings.WEBSOCKET_CLIENT_PORT)
        self._body = text.replace("__WEBSOCKET_PORT__", port).encode()
        self._kind = kind

    def render_GET(self, request):
        for name, value in _HEADERS.items():
            request.setHeader(name, value)
        request.setHeader("Content-Type", f"{self._kind}; charset=utf-8")
        return self._body


def at_webproxy_root_creation(_root):
    """Return what the Portal serves."""
    root = Resource()
    for path, name, kind in (
        (b"", "client.html", "text/html"),
        (b"webclient", "client.html", "text/html"),
        (b"client.js", "client.js", "text/javascript"),
        (b"client.css", "client.css", "text/css"),
    ):
        root.putChild(path, _Page(name, kind))
    return root


def at_webserver_root_creation(_root):
    """Return what the Server serves behind the Portal: nothing."""
    return resource.Resource()
