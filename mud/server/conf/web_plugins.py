"""The web client: a few files of our own, served by the Portal; no other page is there."""

import secrets
from pathlib import Path

from django.conf import settings
from evennia.utils import logger
from twisted.web import resource
from twisted.web.resource import Resource

from server.conf.websession import COOKIE, cookie_of

try:
    from crisis import page as protocol
except Exception:  # noqa: BLE001 - whatever is wrong with it, people must be able to come in
    logger.log_trace("THE PAGE OF THE CRISIS PROTOCOL COULD NOT BE LOADED")
    protocol = None

_FILES = Path(__file__).resolve().parents[2] / "web"
_KINDS = {".html": "text/html", ".js": "text/javascript", ".css": "text/css"}
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-cache",
}
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
    " connect-src {sockets}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


class _Page(Resource):
    """One page, made when the MUD starts; `plays`: who is on it may be known again."""

    isLeaf = True  # noqa: N815 - Twisted's name

    def __init__(self, text, ending, *, plays=True):
        super().__init__()
        port = str(settings.WEBSOCKET_CLIENT_PORT)
        self._body = text.replace("__WEBSOCKET_PORT__", port).encode()
        self._kind = _KINDS[ending]
        self._plays = plays and ending == ".html"

    def render_GET(self, request):
        """Give the file to whoever knows us by one of our names."""
        host = request.getRequestHostname().decode("ascii", "replace")
        if not settings.IS_OUR_HOST(host):
            request.setResponseCode(421)
            return b"Nobody of that name lives here (MUD_ALLOWED_HOSTS).\n"
        for name, value in _HEADERS.items():
            request.setHeader(name, value)
        door = f"{f'[{host}]' if ':' in host else host}:{settings.WEBSOCKET_CLIENT_PORT}"
        request.setHeader(
            "Content-Security-Policy", _POLICY.format(sockets=f"ws://{door} wss://{door}")
        )
        request.setHeader("Content-Type", f"{self._kind}; charset=utf-8")
        if self._plays:
            _know_again(request)
        return self._body


def _know_again(request):
    """Give the browser a key that no script can read; a reload of the page needs it."""
    if cookie_of(request.getHeader("cookie")):
        return
    secure = request.isSecure() or request.getHeader("x-forwarded-proto") == "https"
    key = secrets.token_urlsafe(24)
    request.addCookie(COOKIE, key, path="/", httpOnly=True, secure=secure, sameSite="lax")


def at_webproxy_root_creation(_root):
    """Return what the Portal serves."""
    root = Resource()
    for path in sorted(_FILES.iterdir()):
        if path.suffix in _KINDS:
            root.putChild(path.name.encode(), _file(path))
    for name in (b"", b"webclient"):
        root.putChild(name, _file(_FILES / "client.html"))
    if protocol:
        told = _Page(protocol.page(settings.CONTACT), ".html", plays=False)
        for name in (protocol.PATH, protocol.SHORT):
            root.putChild(name[1:].encode(), told)
        root.putChild(protocol.STYLE_PATH[1:].encode(), _Page(protocol.STYLE, ".css"))
    return root


def _file(path):
    return _Page(path.read_text(encoding="utf-8"), path.suffix)


def at_webserver_root_creation(_root):
    """Return what the Server serves behind the Portal: nothing."""
    return resource.Resource()
