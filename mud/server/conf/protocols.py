"""The doors of the Portal, made safe against silent, endless and foreign connections."""

import html
import json
import socket
from urllib.parse import urlsplit

import evennia
from autobahn.websocket.types import ConnectionDeny
from django.conf import settings
from evennia.server.portal.amp import PCONN, PSYNC
from evennia.server.portal.amp_server import AMPServerProtocol
from evennia.utils import logger
from evennia.utils.ansi import strip_ansi
from twisted.internet import reactor

from server.conf import doors, holding
from server.conf.manners import PoliteTelnet
from server.conf.websession import WebSession

#: Bytes of a line that has not ended yet; without a limit one client can fill the memory.
LINE_CAP = 8 * 1024
#: Seconds that a client is given to read why its connection is closed.
LINGER = 3.0
_TOO_LONG = "That line was longer than 8,000 letters, so the connection closes. You may come back."


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
    """Telnet with a longest line, a limit to how many may come, and keepalive."""

    _counted = _over = _skips = False

    def connectionMade(self):
        """Greet the client, or say why it cannot come in."""
        self._address = self.transport.getPeer().host
        if why := doors.refusal(self._address):
            self._end_with(why)
            return
        self._counted = True
        doors.come(self._address)
        super().connectionMade()
        _notice_silence(self.transport)

    def connectionLost(self, reason):
        """Let the session go, if there was one."""
        if self._counted:
            self._counted = False
            doors.go(self._address)
            super().connectionLost(reason)

    def dataReceived(self, data):
        """Take what the client sends; telnet's own messages have an end, too."""
        if self._over:
            return
        super().dataReceived(data)
        unfinished = getattr(self, "commands", ())
        if len(unfinished) > LINE_CAP:
            unfinished.clear()
            self._end_with(_TOO_LONG)

    def applicationDataReceived(self, data):
        """Take what was typed; a line that does not end ends the connection."""
        if self._skips:
            ends = [at for at in (data.find(b"\n"), data.find(b"\r")) if at >= 0]
            if not ends:
                return
            data, self._skips = data[min(ends) + 1 :].lstrip(b"\n"), False
        # What follows the last line break is not complete yet; the part before has its end.
        rest = data[max(data.rfind(b"\n"), data.rfind(b"\r")) + 1 :]
        kept = self.line_buffer if len(rest) == len(data) else b""
        if len(kept) + len(rest) > LINE_CAP:
            self.line_buffer = b""
            self._refuse(kept + rest)
            return
        super().applicationDataReceived(data)

    def _refuse(self, line):
        """End the connection for a line without an end, unless it shows a sign of crisis."""
        if answer := holding.due(line.decode("utf-8", "replace")):
            self._skips = True
            self.data_out(text=[[answer], {}])
        else:
            self._end_with(_TOO_LONG)

    def _end_with(self, sentence):
        """Say why, and close; what comes after that is not even read."""
        self._over = True
        self.transport.write(f"{sentence}\r\n".encode())
        self.transport.loseWriteConnection()
        self.transport.pauseProducing()
        reactor.callLater(LINGER, self.transport.abortConnection)


class WebSocket(WebSession):
    """Web socket that asks where it comes from, and finds out when the other side is gone."""

    _counted = False

    @property
    def _address(self):
        """Where it comes from; a proxy on this machine may bring as many as there is room for."""
        return self.transport.getPeer().host

    def onConnect(self, request):
        """Accept our own pages and programs that are no browser.

        Raises:
            ConnectionDeny: another site's page asks.
        """
        host = urlsplit(request.origin or "").hostname or ""
        ours = urlsplit(f"//{request.headers.get('host', '')}").hostname
        if request.origin and (host != ours or not settings.IS_OUR_HOST(host)):
            raise ConnectionDeny(ConnectionDeny.FORBIDDEN, "This Origin may not come in here.")
        if why := doors.refusal(self._address):
            raise ConnectionDeny(ConnectionDeny.SERVICE_UNAVAILABLE, why)
        self._counted = True
        doors.come(self._address)
        # Autobahn copies these before the handshake.
        self.autoPingInterval, self.autoPingTimeout = 20, 20
        self.maxMessagePayloadSize = self.maxFramePayloadSize = 32 * 1024
        return super().onConnect(request)

    def onClose(self, was_clean, code=None, reason=None):
        """Hold the session, or let it go."""
        if self._counted:
            self._counted = False
            doors.go(self._address)
        super().onClose(was_clean, code, reason)

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

    def connectionLost(self, reason):
        """Keep what players type when it was the Server that is gone."""
        was_the_server = self.factory.server_connection is self
        super().connectionLost(reason)
        if was_the_server:
            evennia.PORTAL_SESSION_HANDLER.server_is_gone()

    def stop_server(self, mode="shutdown"):
        """Tell the Server to end; what is typed from now on is for the next one."""
        super().stop_server(mode)
        if mode != "shutdown":
            evennia.PORTAL_SESSION_HANDLER.server_ends()

    def send_MsgPortal2Server(self, session, **kwargs):
        """Hand over what a session sent, or keep it."""
        evennia.PORTAL_SESSION_HANDLER.take(session, kwargs)

    def send_AdminPortal2Server(self, session, operation="", **kwargs):
        """Tell the Server about sessions; when it knows them, it gets what waited for it."""
        sent = super().send_AdminPortal2Server(session, operation, **kwargs)
        if operation == PSYNC:
            sent.addCallback(evennia.PORTAL_SESSION_HANDLER.server_is_back)
        elif operation == PCONN:
            evennia.PORTAL_SESSION_HANDLER.release(session.sessid)
        return sent
