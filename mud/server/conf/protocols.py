"""The doors of the Portal, made safe against silent, endless and foreign connections."""

import html
import json
import socket
from urllib.parse import urlsplit

from autobahn.websocket.types import ConnectionDeny
from django.conf import settings
from evennia.server.portal.amp_server import AMPServerProtocol
from evennia.utils import logger
from evennia.utils.ansi import strip_ansi

from server.conf.manners import PoliteTelnet
from server.conf.websession import WebSession

#: Bytes of a line that has not ended yet; without a limit one client can fill the memory.
LINE_CAP = 8 * 1024


def _notice_silence(transport):
    """Let the kernel find out within a minute and a half that the other side is gone."""
    options = {"TCP_KEEPIDLE": 30, "TCP_KEEPINTVL": 10, "TCP_KEEPCNT": 3, "TCP_USER_TIMEOUT": 60000}
    try:
        handle = transport.getHandle()
        handle.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        for name, value in options.items():
            if hasattr(socket, name):
                handle.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), value)
    except (OSError, AttributeError):
        logger.log_trace("keepalive was not set")


class Telnet(PoliteTelnet):
    """Telnet with a longest line, and keepalive."""

    def connectionMade(self):
        """Greet the client."""
        super().connectionMade()
        _notice_silence(self.transport)

    def applicationDataReceived(self, data):
        """Take what was typed; a line that does not end ends the connection."""
        # What follows the last line break is not complete yet; the part before has its end.
        rest = data[max(data.rfind(b"\n"), data.rfind(b"\r")) + 1 :]
        kept = self.line_buffer if len(rest) == len(data) else b""
        if len(kept) + len(rest) > LINE_CAP:
            self.line_buffer = b""
            self.transport.loseConnection()
            return
        super().applicationDataReceived(data)


class WebSocket(WebSession):
    """Web socket that asks where it comes from, and finds out when the other side is gone."""

    def onConnect(self, request):
        """Accept our own pages and programs that are no browser.

        Raises:
            ConnectionDeny: another site's page asks.
        """
        host = urlsplit(request.origin or "").hostname or ""
        ours = urlsplit(f"//{request.headers.get('host', '')}").hostname
        if request.origin and (host != ours or not settings.IS_OUR_HOST(host)):
            raise ConnectionDeny(ConnectionDeny.FORBIDDEN, "This Origin may not come in here.")
        # Autobahn copies these before the handshake.
        self.autoPingInterval, self.autoPingTimeout = 20, 20
        self.maxMessagePayloadSize = self.maxFramePayloadSize = 32 * 1024
        return super().onConnect(request)

    def onOpen(self):
        """Let the client in."""
        super().onOpen()
        _notice_silence(self.transport)

    def send_text(self, *args, **kwargs):
        """Send text; what Evennia cannot turn into HTML goes out without colours."""
        try:
            super().send_text(*args, **kwargs)
        except Exception:  # noqa: BLE001 - a message must not be lost to a colour code
            logger.log_trace("a text was sent without its colours")
            self.sendLine(json.dumps(["text", [html.escape(strip_ansi(args[0]))], {}]))


class Amp(AMPServerProtocol):
    """The Portal's side of the link to the Server.

    Whoever keeps both processes starts the Server again when it ends, so the Portal runs no
    command line, not even one that comes in over this link.
    """

    def connectionMade(self):
        """Send at once: a small message would wait 40 ms for the one before it to be noticed."""
        super().connectionMade()
        self.transport.setTcpNoDelay(True)

    def start_server(self, _command):
        """Start nothing."""
