"""What the MUD has to tell the bridge: one after the other, in order, each once."""

import secrets
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from evennia.utils import logger
from twisted.internet import defer, reactor

import bridge_client
from owed import Owed

SAY, PRESENCE = "/bridge/say", "/bridge/presence"
#: Seconds until a bridge that is away is tried again: at first, and at most.
AGAIN, AT_MOST = 1.0, 5.0
#: Refusals that mean: later.
_LATER = {401, 403, 429, 502, 503, 504, 507}


@dataclass(eq=False)
class Report:
    """One thing to tell.

    Attributes:
        key: by which the bridge knows it when it comes again; empty where that does not matter.
        again: it has been refused once, and what was missing has been told.
        reached: who waits until it has been told.
    """

    method: str
    path: str
    body: dict
    key: str = ""
    again: bool = False
    reached: list = field(default_factory=list)


class Outbox:
    """Reports to the bridge; while it is away they wait, as long as there is room.

    What was said aloud is in a file until the bridge has it, so that a Server that is killed loses
    nothing that people have seen said. Of where people are only the latest counts, but what they
    said before they went on is told before that, else it would be heard in the wrong room.
    """

    SIZE = 500

    def __init__(self, owed=None):
        self._owed = owed or Owed()
        self._waiting = deque()
        self._working = False
        self._timer = None
        self._wait = AGAIN
        self._missed = set()
        self._told = None
        self.on_conflict = lambda: None

    def open(self, owed):
        """Take up what the run of the Server before this one still had to tell."""
        self._owed = owed
        left = owed.load()
        says = [Report("POST", SAY, v["say"], key) for key, v in left.items() if "say" in v]
        self._waiting.extendleft(reversed(says))
        for key in left.keys() - {one.key for one in says}:
            owed.settle(key)
        self.resume()
        return [value["talk"] for value in left.values() if "talk" in value]

    # --- what there is to tell --------------------------------------------------------------------

    def put(self, method, path, body):
        """Tell this when its turn comes."""
        if path == PRESENCE:
            self._make_room_for_presence(whole=method == "PUT")
        elif len(self._waiting) >= self.SIZE:
            return
        self._waiting.append(Report(method, path, body))
        self._go_on()

    def say(self, body, *, written, on_missed):
        """Tell what somebody said aloud.

        `written`: it may be in a file until then. `on_missed` is called, once for each person as
        long as it lasts, when there is no room for it.
        """
        if sum(one.path == SAY for one in self._waiting) >= self.SIZE:
            if body["user_id"] not in self._missed:
                self._missed.add(body["user_id"])
                on_missed()
            return
        report = Report("POST", SAY, body, secrets.token_hex(12))
        if written:
            self._owed.add(report.key, {"say": body})
        self._waiting.append(report)
        self._go_on()

    def _make_room_for_presence(self, *, whole):
        """Drop what a snapshot makes needless; and older steps when there are too many."""
        first = self._waiting[0] if self._working and self._waiting else None
        if whole:
            while self._waiting and self._waiting[-1] is not first and self._is_step(-1):
                self._waiting.pop()
        if len(self._waiting) >= 2 * self.SIZE:
            kept = [one for one in self._waiting if one is first or one.path != PRESENCE]
            self._waiting = deque(kept)

    def _is_step(self, at):
        return self._waiting[at].path == PRESENCE and not self._waiting[at].reached

    def asks(self, character):
        """Note that a player waits for Timmy's answer; returns the key of the question."""
        key = secrets.token_hex(12)
        self._owed.add(key, {"talk": character.id})
        return key

    def answered(self, key):
        """Note that a player has the answer."""
        self._owed.settle(key)

    def forget(self, user_id):
        """Tell nothing more that this person has said."""
        first = self._waiting[0] if self._working and self._waiting else None
        for report in [one for one in self._waiting if one.body.get("user_id") == user_id]:
            if report.path == SAY:
                self._owed.settle(report.key)
            if report is not first and report.path != PRESENCE:
                self._waiting.remove(report)
                _fire(report)

    # --- telling it -------------------------------------------------------------------------------

    def resume(self):
        """Tell what waits; called when the bridge is back."""
        if self._timer and self._timer.active():
            self._timer.cancel()
        self._timer = None
        if self._waiting and not self._working:
            self._working = True
            defer.ensureDeferred(self._work()).addErrback(self._crashed)

    def _go_on(self):
        if self._timer is None:
            self.resume()

    def settled(self, at_most=2.0):
        """Return a Deferred that fires when all that waits now has been told, or cannot be now."""
        self.resume()
        if not self._waiting:
            return defer.succeed(None)
        reached = defer.Deferred()
        self._waiting[-1].reached.append(reached)
        timer = reactor.callLater(at_most, lambda: reached.called or reached.callback(None))
        return reached.addBoth(lambda _: timer.active() and timer.cancel())

    async def _work(self):
        while self._waiting:
            report = self._waiting[0]
            try:
                await bridge_client.call(
                    report.method, report.path, report.body, key=report.key or None
                )
            except bridge_client.BridgeError as error:
                if not self._goes_on_after(error, report):
                    break
                continue
            self._done(report)
        self._working = False

    def _goes_on_after(self, error, report):
        """Do what can be done about a failure; False when it is too early for more."""
        if error.status == 409 and report.path == PRESENCE:
            return self._say_where_all_were(report)
        if error.kind == "refused" and error.status not in _LATER:
            logger.log_warn(f"the bridge refused a report: {report.path} {error.status}")
            self._done(report, told=False)
            return True
        self._try_later()
        return False

    def _say_where_all_were(self, report):
        """Tell a bridge that has forgotten where all were before this step; then the step itself.

        In between is what people said before they went on.
        """
        if self._told is None or report.again or report.method == "PUT":
            self._done(report, told=False)
            self.on_conflict()
            return True
        report.again = True
        where = {
            "epoch": report.body["epoch"],
            "seq": report.body["seq"] - 1,
            "users": list(self._told.values()),
        }
        self._waiting.appendleft(Report("PUT", PRESENCE, where))
        return True

    def _try_later(self):
        for report in self._waiting:
            _fire(report)
        self._timer = reactor.callLater(self._wait, self.resume)
        self._wait = min(2 * self._wait, AT_MOST)

    def _done(self, report, *, told=True):
        self._waiting.remove(report)
        self._owed.settle(report.key)
        _fire(report)
        self._wait = AGAIN
        if sum(one.path == SAY for one in self._waiting) < self.SIZE:
            self._missed.clear()
        if told and report.path == PRESENCE:
            self._note_where(report)

    def _note_where(self, report):
        if report.method == "PUT":
            self._told = {user["user_id"]: user for user in report.body["users"]}
        elif self._told is not None:
            user = {name: report.body[name] for name in ("user_id", "username", "room")}
            self._told.pop(user["user_id"], None)
            if user["room"]:
                self._told[user["user_id"]] = user

    def _crashed(self, failure):
        self._working = False
        logger.log_err(f"a report to the bridge failed: {failure.type.__name__}")
        if self._waiting:
            self._done(self._waiting[0], told=False)
            self._try_later()


def _fire(report):
    reached, report.reached = report.reached, []
    for one in reached:
        one.called or one.callback(None)


def file():
    """Return where it is written down what is owed."""
    return Owed(Path(settings.GAME_DIR) / "server" / "owed.jsonl")


outbox = Outbox()
