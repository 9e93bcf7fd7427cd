"""Web sessions that outlive their socket: a page may be reloaded, and a network may go and return.

Our page says `hello` first, with the token of the session it had, if any. The Portal makes the
token after somebody has come in, binds it to the browser (a cookie that no script can read),
changes it each time it is used, and forgets it when they quit. While the socket is away the session
is held, so that nobody in the world notices; what was shown meanwhile is shown when the page is
back. All of it is in memory alone: nothing of what people read and say is written down, neither
here nor in the browser.
"""

import hashlib
import json
import re
import secrets
import time
from collections import deque
from dataclasses import dataclass

from django.conf import settings
from evennia.server.portal.webclient import CLOSE_NORMAL, WebSocketClient
from evennia.utils import logger
from twisted.internet import reactor

#: Seconds: for the first message; a session without its socket is held; a token is good after that.
HELLO, HOLD, LASTS = 10.0, 30.0, 3600.0
#: Bytes kept of what a session was shown, and the most tokens there are at once.
KEPT, TOKENS = 64 * 1024, 10_000
#: Close code for a socket whose session goes on at another one.
ELSEWHERE = 4001
#: A browser is known by this cookie; two worlds on one machine do not share it.
COOKIE = f"tower_{settings.WEBSOCKET_CLIENT_PORT}"
#: Of structured data only the latest of each of these counts.
_LATEST = {"char_name", "char_status", "room_info", "room_players"}
_SECRET = re.compile(r"^(\s*\W?\w*password\s+)\S.*$", re.IGNORECASE | re.DOTALL)


@dataclass
class _Ticket:
    """What a token stands for.

    Attributes:
        session: the session, as long as the world knows it.
        until: when the token ends, once the session is gone.
    """

    browser: str
    uid: int
    session: "WebSession | None"
    until: float = 0.0


_tickets: dict[str, _Ticket] = {}


def _hashed(token):
    return hashlib.sha256(str(token).encode("utf-8", "replace")).hexdigest()


def _prune():
    """Forget tokens that have ended, and the oldest when there are too many."""
    now = time.monotonic()
    for name in [n for n, t in _tickets.items() if t.session is None and t.until < now]:
        del _tickets[name]
    while len(_tickets) >= TOKENS:
        del _tickets[next(iter(_tickets))]


def forget_tokens(uid, kept):
    """Forget what pages could come back with as account `uid`, but for the session of id `kept`."""
    for name, ticket in list(_tickets.items()):
        if ticket.uid == uid and (ticket.session is None or ticket.session.sessid != kept):
            del _tickets[name]


def cookie_of(header):
    """Return the key of the browser that sent this `Cookie` header, or an empty string."""
    for part in (header or "").split(";"):
        name, _, value = part.strip().partition("=")
        if name == COOKIE and re.fullmatch(r"[\w-]{20,64}", value):
            return value
    return ""


class Shown:
    """What a session was shown lately; each text has a number, counted from one.

    Attributes:
        count: texts shown so far.
        latest: the newest structured data of each name.
    """

    def __init__(self):
        self.count = 0
        self.latest = {}
        self._kept = deque()
        self._size = 0

    def take(self, frame):
        """Keep what goes out."""
        name = frame[2 : frame.find(b'"', 2)].decode("ascii", "replace")
        if name in {"text", "prompt"}:
            self.count += 1
            self._keep(frame, own=False)
        elif name in _LATEST:
            self.latest[name] = frame

    def take_own(self, line):
        """Keep what was typed, without a password, to show it again after a reload."""
        line = _SECRET.sub(r"\1*****", line)
        self._keep(json.dumps(["own", [line], {}]).encode(), own=True)

    def _keep(self, frame, *, own):
        self._kept.append((self.count, own, frame))
        self._size += len(frame)
        while self._size > KEPT:
            self._size -= len(self._kept.popleft()[2])

    def after(self, seen):
        """Return what comes after text `seen`; all of it, own lines too, when nothing was seen."""
        return [frame for count, own, frame in self._kept if not seen or (count > seen and not own)]

    def before(self, frames):
        """Return the number of the text before the first of `frames`."""
        return self.count - sum(not frame.startswith(b'["own"') for frame in frames)


class WebSession(WebSocketClient):
    """A session of our page, or of another client of the web socket, which is left as it is."""

    _ours = _inside = _over = False
    _waiting = _held = _comes_back = None
    _typed = 0

    def onOpen(self):
        """Wait for our page's first words; let anything else in."""
        self._shown, self._names = Shown(), []
        self._browser = cookie_of(self.http_headers.get("cookie"))
        self._ours = self.http_request_uri.endswith("&tower")
        if self._ours:
            self._waiting = reactor.callLater(HELLO, self.sendClose, CLOSE_NORMAL)
        else:
            self._come_in()

    def _come_in(self):
        self._inside = True
        super().onOpen()

    def get_client_session(self):
        """Return who comes back; an id in the address, as Evennia has it, lets nobody in."""
        self.csessid = None
        uid, self._comes_back = self._comes_back, None
        return {"webclient_authenticated_uid": uid} if uid else None

    # --- what the page says ---------------------------------------------------------------------

    def onMessage(self, payload, isBinary):  # noqa: N803 - autobahn's name
        """Take what the page says."""
        if not self._ours:
            super().onMessage(payload, isBinary)
            return
        try:
            name, args, options = json.loads(payload)
            self._hear(name, list(args), dict(options))
        except (ValueError, TypeError, RecursionError):
            logger.log_warn("a message of the web client could not be read")

    def _hear(self, name, args, options):
        if name == "ping":
            self.sendMessage(b'["pong", [], {}]')
        elif not self._inside and name == "hello":
            self._waiting.cancel()
            self._greet(options.get("token"), options.get("seen"))
        elif self._inside and name == "text" and args and isinstance(args[0], str):
            self._take(args[0], options.get("n"))

    def _take(self, line, number):
        """Take a typed line, once: after a break the page sends again what may have been lost."""
        if not isinstance(number, int) or number <= self._typed:
            return
        self._typed = number
        self._forget_older()  # the page has the newest token
        if self.logged_in:
            self._shown.take_own(line)
        self.data_in(text=[[line], {}])

    def _greet(self, token, seen):
        ticket = self._ticket(token)
        if ticket and ticket.session:
            self._take_over(ticket.session, seen if isinstance(seen, int) else 0)
            return
        if ticket:
            del _tickets[_hashed(token)]
            self._comes_back = ticket.uid
        self._tell("welcome", back=bool(ticket))
        self._come_in()

    def _ticket(self, token):
        """Return what the token stands for, if this browser may use it."""
        ticket = _tickets.get(_hashed(token)) if token and self._browser else None
        if ticket is None or not secrets.compare_digest(ticket.browser, self._browser):
            return None
        return ticket if ticket.session or ticket.until > time.monotonic() else None

    # --- one session, another socket ------------------------------------------------------------

    def _take_over(self, old, seen):
        """Become the socket of `old`; neither the Server nor anybody in the world notices."""
        self.init_session("websocket", old.address, self.factory.sessionhandler)
        self.load_sync_data(old.get_sync_data())
        self.server_connected = True
        self.sessionhandler[self.sessid] = self
        self._inside = True
        self._shown, self._names, self._typed = old.give_up()
        for name in self._names:
            _tickets[name].session = self
        frames = self._shown.after(seen)
        self._tell(
            "resumed",
            token=self._new_token(),
            count=self._shown.before(frames),
            typed=self._typed,
            fresh=not seen,
        )
        for frame in (*self._shown.latest.values(), *frames):  # who and where one is comes first
            self.sendMessage(frame)
        self._tell("restored")

    def give_up(self):
        """Be no session any more: another socket has taken over. Return what it goes on with."""
        self._over = True
        self._stop_holding()
        if self.state == self.STATE_OPEN:
            self.sendClose(ELSEWHERE)
        return self._shown, self._names, self._typed

    def _stop_holding(self):
        if self._held and self._held.active():
            self._held.cancel()

    def at_login(self):
        """Give the page a token to come back with."""
        if self._ours and self._browser:
            self._tell("token", token=self._new_token())

    def _new_token(self):
        """Return a new token; the one before it is good until the page is heard again."""
        _prune()
        self._forget_older()
        token = secrets.token_urlsafe(24)
        self._names.append(_hashed(token))
        _tickets[self._names[-1]] = _Ticket(self._browser, self.uid, self)
        return token

    def _forget_older(self):
        for name in self._names[:-1]:
            _tickets.pop(name, None)
        del self._names[:-1]

    def onClose(self, was_clean, code=None, reason=None):
        """Hold the session for a while if its page may come back; else let it leave at once.

        Evennia would only note it when a connection breaks, and the character would stay.
        """
        if self._waiting and self._waiting.active():
            self._waiting.cancel()
        if not self._inside or self._over:
            return
        if self._names and self.logged_in:
            self._held = reactor.callLater(HOLD, self._let_go)
        else:
            self._over = True
            self.sessionhandler.disconnect(self)

    def _let_go(self):
        """Let the character leave; its page may still come back as the same person."""
        self._over = True
        for name in self._names:
            if name in _tickets:
                _tickets[name].session = None
                _tickets[name].until = time.monotonic() + LASTS
        self.sessionhandler.disconnect(self)

    def disconnect(self, reason=None):
        """End the session for good: they quit, or were made to."""
        if self._over:
            return
        self._over = True
        self._stop_holding()
        for name in self._names:
            _tickets.pop(name, None)
        if self._ours and reason:
            self._tell("goodbye")
        self.sessionhandler.disconnect(self)
        self.sendClose(CLOSE_NORMAL)

    # --- what goes out --------------------------------------------------------------------------

    def _tell(self, name, **options):
        """Tell the page something about the connection itself; it is not kept."""
        if self.state == self.STATE_OPEN:
            self.sendMessage(json.dumps([name, [], options]).encode())

    def sendLine(self, line):
        """Send a message."""
        self.sendEncoded(line.encode())

    def sendEncoded(self, data, is_binary=False):  # noqa: FBT002 - as Evennia has it
        """Send a message, and keep it for when the page comes back."""
        if self._ours:
            self._shown.take(data)
        if self.state == self.STATE_OPEN:
            self.sendMessage(data, isBinary=is_binary)
