"""The Portal while the Server is away: players are told, and what they type is kept for it.

What was kept is handed over in order, each line once, when the Server is back and knows its players
again. Whoever shows a sign of crisis meanwhile is answered from here.
"""

import itertools
import re
import time
from collections import deque

import evennia
from django.conf import settings
from evennia.server.portal import amp
from evennia.server.portal.portalsessionhandler import PortalSessionHandler
from evennia.utils import logger
from twisted.internet import defer, reactor
from twisted.internet.task import LoopingCall

from server.conf import websession
from server.conf.heard import Mark
from show import safe

try:
    import crisis
except Exception:  # noqa: BLE001 - whatever is wrong with it, what people type must be kept
    crisis = None
    logger.log_trace("THE CRISIS PROTOCOL COULD NOT BE LOADED")

#: What is kept of one session, and of all: lines, and bytes of them.
LINES, BYTES, ALL_LINES, ALL_BYTES = 20, 16 * 1024, 5000, 4 * 1024 * 1024
#: Seconds: until players are told; without an answer until a Server counts as stuck; that a Server
#: which was told to end may take until what was typed goes to it after all.
TOLD, STUCK, ENDING = 1.5, 3.0, 8.0
#: Seconds in which somebody who types too fast is answered once.
PAUSE = 5.0

_HELP = (
    "(If you are in danger now, call your local emergency number. In the US, call or text 988 at"
    " any hour; elsewhere see findahelpline.com.)"
)
_AWAY = f"The world blinks. What you type is kept, and done when it is back.\n{_HELP}"
_HOLDS = f"The world holds its breath. What you typed is kept.\n{_HELP}"
_FULL = "Too much waits for the world already. This was not kept: {line}"
_UNSURE = (
    "The world blinked in the middle of this, and perhaps it was not done. Look before you repeat"
    " it: {line}"
)
_A_LINE = "your last line"
#: Commands whose words are secrets: they are never shown, and read by nobody.
_SECRET = re.compile(r"\s*(?:co|con|conn|connect|cr|cre|create|\W?\w*password)\b", re.IGNORECASE)


class Message:
    """What one session sent, as it goes to the Server."""

    def __init__(self, session, data):
        self.sessid = session.sessid
        self.inside = bool(session.logged_in)
        self.data = data
        self.at = time.monotonic()
        self.seen_to = False

    @property
    def line(self):
        """What was typed, or an empty string."""
        args = self.data.get("text", ((),))[0]
        return str(args[0]).strip() if args else ""

    @property
    def size(self):
        """Its bytes, about."""
        return len(repr(self.data))

    @property
    def is_secret(self):
        """Whether a password may be in it."""
        return bool(_SECRET.match(self.line))

    def shown(self):
        """Return the line as it may be shown to whoever typed it."""
        if not self.line or self.is_secret or not self.inside:
            return _A_LINE
        return safe(self.line if len(self.line) <= 200 else f"{self.line[:200]}...")


def due(line):
    """Return the block for a sign of crisis, or the help lines that are asked for; else ""."""
    try:
        verdict = crisis and crisis.detect(line)
        if verdict:
            return safe(crisis.block(verdict.language, verdict.level), lines=True)
        return safe(crisis.numbers_for(line), lines=True) if crisis else ""
    except Exception as error:  # noqa: BLE001 - what was typed is kept, whatever fails in here
        logger.log_err(f"THE CRISIS PROTOCOL FAILED ON A LINE: {type(error).__name__}")
        return ""


class Sessions(PortalSessionHandler):
    """The Portal's sessions, and what of theirs waits for the Server.

    Attributes:
        away: the Server cannot be given anything now.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.away = True
        self._mark = Mark()
        self._numbers = itertools.count(1)
        self._under_way = {}
        self._held = {}
        self._lines = self._bytes = 0
        self._told, self._timers = set(), []
        self._answered_lately = set()
        self._watch = LoopingCall(self._look_for_stuck)

    def begin(self):
        """Begin; called when the Portal starts."""
        self._mark.begin()
        self._watch.start(1.0, now=False)

    # --- what comes in ----------------------------------------------------------------------------

    def data_in(self, session, **kwargs):
        """Take what a session sends; what comes too fast is refused, but read for a crisis."""
        super().data_in(session, **kwargs)
        count = getattr(session, "command_counter", 0)
        if settings.MAX_COMMAND_RATE < count <= 2 * settings.MAX_COMMAND_RATE:
            self._answer_once(session, Message(session, self.clean_senddata(session, kwargs)))

    def _answer_once(self, session, message):
        """Answer a sign of crisis, once as long as one comes after the other."""
        if session not in self._answered_lately and self._answered(message):
            self._answered_lately.add(session)
            reactor.callLater(PAUSE, self._answered_lately.discard, session)

    def take(self, session, data):
        """Hand to the Server what a session sent, now or later."""
        message = Message(session, data)
        if self.away or session.sessid not in self or session.sessid in self._held:
            self._hold(session, message)
        else:
            self._send(message)

    def _send(self, message):
        number = next(self._numbers)
        self._under_way[number] = message
        _amp().data_to_server(
            amp.MsgPortal2Server, message.sessid, number=number, **message.data
        ).addBoth(lambda _: self._under_way.pop(number, None))

    def _hold(self, session, message):
        if message.line == settings.IDLE_COMMAND:
            return
        if self.away:
            self._tell(session.sessid, _AWAY)
        if self._answered(message):
            return
        waiting = self._held.get(message.sessid, ())
        size = message.size
        if (
            len(waiting) >= LINES
            or sum(one.size for one in waiting) + size > BYTES
            or self._lines >= ALL_LINES
            or self._bytes + size > ALL_BYTES
        ):
            if message.line:
                self._say(message.sessid, _FULL.format(line=message.shown()), session)
            return
        self._keep(message, deque.append)

    def _keep(self, message, put):
        put(self._held.setdefault(message.sessid, deque()), message)
        self._lines += 1
        self._bytes += message.size

    def _answered(self, message):
        """Answer a sign of crisis, or who asks for help lines; it does not go to the Server too."""
        if not message.line or message.is_secret:
            return False
        text = due(message.line)
        if text:
            self._say(message.sessid, text)
        return bool(text)

    # --- the Server goes --------------------------------------------------------------------------

    def server_ends(self):
        """Keep what comes from now on: the Server has been told to end."""
        self._be_away()
        self._timers.append(reactor.callLater(ENDING, self._not_gone))

    def _not_gone(self):
        if evennia.EVENNIA_PORTAL_SERVICE.amp_protocol.factory.server_connection:
            self.server_is_back()

    def server_is_gone(self):
        """Keep what comes from now on, and what the Server has not begun with."""
        self._be_away()
        begun = self._mark.read()
        under_way, self._under_way = sorted(self._under_way.items()), {}
        for number, message in reversed(under_way):
            if message.sessid in self and number > begun and not self._answered(message):
                self._keep(message, deque.appendleft)
        for number, message in under_way:
            if number <= begun and message.line and not self._answered(message):
                self._say(message.sessid, _UNSURE.format(line=message.shown()))

    def data_out(self, session, **kwargs):
        """Show a session something; what is told to the Portal itself goes no further."""
        if told := kwargs.pop("forget_tokens", None):
            websession.forget_tokens(*told[0])
        super().data_out(session, **kwargs)

    def _be_away(self):
        if not self.away:
            self.away = True
            self._timers.append(reactor.callLater(TOLD, self._tell_all))

    def _tell_all(self):
        for sessid in list(self):
            self._tell(sessid, _AWAY)

    def _tell(self, sessid, line):
        if sessid not in self._told:
            self._told.add(sessid)
            self._say(sessid, line)

    def _say(self, sessid, line, session=None):
        session = session or self.get(sessid)
        if session:
            self.data_out(session, text=[[line], {}])

    def _look_for_stuck(self):
        """Tell those whose lines a Server does not take that is there; answer signs of crisis."""
        stuck = time.monotonic() - STUCK
        for message in list(self._under_way.values()):
            if message.at > stuck:
                break
            if message.line and not message.seen_to:
                message.seen_to = True
                self._tell(message.sessid, _HOLDS)
                self._answered(message)

    # --- the Server is back -----------------------------------------------------------------------

    def server_is_back(self, _answer=None):
        """Give the Server what waits for it; it knows its players again."""
        self.away = False
        for timer in self._timers:
            if timer.active():
                timer.cancel()
        self._timers.clear()
        self._told.clear()
        for session in list(self.values()):
            if not session.logged_in:  # show them the door again
                _amp().send_AdminPortal2Server(
                    session, operation=amp.PCONN, sessiondata=session.get_sync_data()
                )
        for sessid in list(self._held):
            self.release(sessid)

    def release(self, sessid):
        """Give the Server what waits of one session, if it knows that session."""
        if self.away or sessid not in self:
            return
        for message in self._drop(sessid):
            self._send(message)

    def _drop(self, sessid):
        dropped = self._held.pop(sessid, ())
        self._lines -= len(dropped)
        self._bytes -= sum(message.size for message in dropped)
        return dropped

    def disconnect(self, session):
        """Let a session go, and what it waited for."""
        super().disconnect(session)
        if session.sessid not in self:
            self._drop(session.sessid)
            self._told.discard(session.sessid)


def _amp():
    return evennia.EVENNIA_PORTAL_SERVICE.amp_protocol


class NoServer:
    """Stands where the link to the Server will be, until there was one."""

    def send_MsgPortal2Server(self, session, **kwargs):
        """Keep what a session sends."""
        evennia.PORTAL_SESSION_HANDLER.take(session, kwargs)

    def send_AdminPortal2Server(self, *_args, **_kwargs):
        """Tell nobody: the Server asks for all sessions when it comes."""
        return defer.succeed(None)

    def stop_server(self, **_kwargs):
        """Stop nothing."""


def start_plugin_services(portal):
    """Begin to keep; Evennia calls this when the Portal starts."""
    portal.amp_protocol = NoServer()
    evennia.PORTAL_SESSION_HANDLER.begin()
