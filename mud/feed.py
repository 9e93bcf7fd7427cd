"""What happens elsewhere, shown to those who are there: one stream, resumed by event id."""

import json
import random

from django.conf import settings
from evennia.server.models import ServerConfig
from evennia.utils import logger
from twisted.internet import defer, reactor
from twisted.web.client import Agent

import afar
import bridge_client
import build
import care
import gmcp
import hearth
import npcs
import onlookers
import presence
from outbox import outbox
from show import begun, safe
from world.marks import TOLD, as_sentence
from world.names import borne

#: Seconds: between signs of life of the bridge; of silence until it counts as frozen; between
#: attempts to reach it; without it until players are told.
HEARTBEAT, SILENCE, BACK_OFF, PATIENCE = 1, 2.5, (0.3, 1.0), 4.0
_LINE_LIMIT = 64 * 1024
_KEPT_AS = "feed_last_id"

_DIM = (
    "The green LED dims. Timmy is far away for a while; the crisis lines are not: |whelp crisis|n"
)
_BRIGHT = "The green LED brightens again."
_STAYS_DIM = (
    "The green LED is dark. Timmy does not come back by himself this time; whoever runs this world"
    " has been told. All else goes on, and the crisis lines are there: |whelp crisis|n"
)


class Feed:
    """Follows the bridge's events; shows each once.

    Attributes:
        up: the bridge is there.
        openings: how often it has been found.
    """

    def __init__(self):
        self.up = False
        self.openings = 0
        self._awaited = []
        self._heard = 0.0
        self.last = None
        self._epoch = None
        self._wait = BACK_OFF[0]
        self._body = self._later = self._dimming = None
        self._dim = self._dark = self._stopped = False

    def start(self):
        """Follow from where a reload broke off, or from now."""
        self.last = ServerConfig.objects.conf(_KEPT_AS)
        if self.last is not None:
            ServerConfig.objects.conf(_KEPT_AS, delete=True)  # for this once; it would grow old
        self._connect()

    def keep(self):
        """Let the next run of the Server go on where this one stops."""
        if self.last is not None:
            ServerConfig.objects.conf(_KEPT_AS, self.last)

    def stop(self):
        """End the stream."""
        self._stopped = True
        for timer in (self._later, self._dimming, getattr(self._body, "watch", None)):
            if timer and timer.active():
                timer.cancel()
        if self._body and self._body.done:
            self._body.done.cancel()

    def _connect(self):
        if not self._stopped:
            defer.ensureDeferred(self._follow()).addBoth(self._again)

    async def _follow(self):
        after = "" if self.last is None else f"&after={self.last}"
        url = f"{settings.BRIDGE_URL}/bridge/feed?heartbeat={HEARTBEAT}{after}".encode()
        pool = bridge_client.quiet_pool(persistent=False)
        agent = Agent(reactor, connectTimeout=bridge_client.CONNECT, pool=pool)
        response = await agent.request(b"GET", url, bridge_client.headers()).addTimeout(
            SILENCE, reactor
        )
        body = self._body = bridge_client.Body(_LINE_LIMIT, on_line=self._line)
        body.watch = reactor.callLater(SILENCE, body.done.cancel)
        response.deliverBody(body)
        if response.code != 200:
            body.done.cancel()
        try:
            await body.done
        finally:
            if body.watch.active():
                body.watch.cancel()

    def _again(self, _result):
        self.up = False
        if self._stopped:
            return
        if not self._dim and self._dimming is None:
            left = PATIENCE - (reactor.seconds() - self._heard)
            self._dimming = reactor.callLater(max(left, 0.5), self._tell_dim)
        if self._dim and not self._dark and settings.STAYS_DOWN_FILE.exists():
            self._dark = True
            tell_everybody(_STAYS_DIM)
        jitter = random.uniform(0.5, 1.0)  # noqa: S311 - spreads attempts, guards nothing
        self._later = reactor.callLater(self._wait * jitter, self._connect)
        self._wait = min(self._wait * 2, BACK_OFF[1])

    def _line(self, line):
        self._body.watch.reset(SILENCE)
        self._heard = reactor.seconds()
        if not line.strip():
            return
        try:
            event = json.loads(line)
            if event["type"] == "feed":
                self._opened(event)
            else:
                self._take(event)
        except Exception:  # noqa: BLE001 - one odd event must not end the stream
            logger.log_err("an event of the feed could not be shown")

    def _opened(self, opening):
        self.up, self._wait = True, BACK_OFF[0]
        self.openings += 1
        self._dark = False
        awaited, self._awaited = self._awaited, []
        for one in awaited:
            one.called or one.callback(self.up)
        if self.last is None or self.last > opening["id"]:
            self.last = opening["id"]
        if self._epoch != opening["epoch"]:
            self._epoch = opening["epoch"]
            presence.snapshot()
        outbox.resume()
        afar.refresh(_tell_who_is_in)
        npcs.refresh()
        hearth.refresh()
        if self._dimming and self._dimming.active():
            self._dimming.cancel()
        self._dimming = None
        if self._dim:
            self._dim = False
            tell_everybody(_BRIGHT)

    def comes_back(self, since, within):
        """Return a Deferred: whether the bridge is there again, within so many seconds.

        `since` is `openings` when it was there last; if it has not gone, it is there soon enough.
        """
        if self.openings > since:
            return defer.succeed(self.up)
        back = defer.Deferred()
        self._awaited.append(back)
        timers = [
            reactor.callLater(within, lambda: back.called or back.callback(self.up)),
            reactor.callLater(1.0, lambda: self.up and (back.called or back.callback(self.up))),
        ]

        def no_more(result):
            for timer in timers:
                if timer.active():
                    timer.cancel()
            return result

        return back.addBoth(no_more)

    def _tell_dim(self):
        self._dimming = None
        self._dim = True
        if self._epoch is not None:  # nobody misses what has not been there yet
            tell_everybody(_DIM)

    def _take(self, event):
        if event["id"] is not None:
            if self.last is not None and event["id"] <= self.last:
                return
            self.last = event["id"]
        show(event)


def tell_everybody(line):
    """Show a line of ours to all players."""
    for character in presence.players():
        character.msg(line)


def show(event):
    """Show an event to those in its room, unless the MUD caused it, and to those who watch it.

    What is told live only (without an id) was said in a crisis: nobody outside the room sees it.
    """
    if event["realm"] == "npc" and event["type"] == "presence":
        npcs.move(event)
        return
    _tell_who_is_in(afar.note(event))
    if afar.is_unnamed(event):
        afar.refresh(_tell_who_is_in)
    room = build.find_room(event["room"])
    if room is None:
        return
    if event["event"] == "stoke":
        hearth.refresh()
    kind, template, mapping = told(event)
    elsewhere, stored = event["realm"] != "mud", event["id"] is not None
    spared = _who_is_spared() if event["realm"] == "npc" else ()
    seen = {"kind": kind, "inside": elsewhere, "outside": stored, "without": spared}
    onlookers.tell(room, template, mapping, **seen)
    if elsewhere and event["type"] == "say":
        those = [one for one in room.contents if one not in spared]
        gmcp.heard(those, "say", named(event), event["message"])


def _who_is_spared():
    """Return who has shown a sign of crisis lately: nobody of the house talks around them."""
    return [one for one in presence.players() if care.lately(one)]


def _tell_who_is_in(rooms):
    """Tell clients that keep a list of those around them that it is another."""
    for room in filter(None, map(build.find_room, rooms)):
        gmcp.people(room)


def told(event):
    """Return of what kind an event is, how it is told, and what is filled into that sentence."""
    who = {"who": safe(named(event)) + (" (from afar)" if event["realm"] == "http" else "")}
    if event["type"] == "say":
        return "say", '{who} says, "{words}"', {**who, "words": safe(event["message"])}
    if event["type"] == "deed":
        words = as_sentence(event["text"]) if event["event"] == "emote" else event["text"]
        return "pose", TOLD[event["event"]], {**who, "words": safe(words)}
    return "", "{who} comes in." if event["event"] == "enter" else "{who} is gone.", who


def named(event):
    """Return the name of whoever did it, as a line begins with it."""
    name = event["username"]
    return begun(name) if event["realm"] == "npc" else borne(name)


feed = Feed()
