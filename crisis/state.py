"""Where one person stands: what was shown when, and whether they have said that they are safe."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from crisis import reply
from crisis.evidence import Level
from crisis.weighing import Verdict

#: Seconds after which the whole block is due again, and after which a follow-up ends by itself.
WINDOW = 12 * 3600.0
#: Turns that are followed up at least, even when the person said at once that they are safe.
FOLLOW_UPS = 3

Kind = Literal["nothing", "soft", "block", "follow_up", "escalation"]


@dataclass(frozen=True, slots=True)
class Response:
    """What is due now.

    Attributes:
        text: ready to show. Of `block`, `escalation` and `soft` it is the whole answer of the turn;
            a `follow_up` is one line before an ordinary answer.
    """

    kind: Kind
    text: str = ""

    def __bool__(self) -> bool:
        """Whether there is something to show."""
        return self.kind != "nothing"

    @property
    def instead(self) -> bool:
        """Whether the text is the whole answer of the turn: no model is asked."""
        return self.kind in {"soft", "block", "escalation"}


@dataclass(slots=True)
class CrisisState:
    """One person's state, shared by every surface; holds levels and times only, never words.

    Times are seconds of the wall clock.

    Attributes:
        level: the highest level since the window opened.
        spanish: whether the texts are in Spanish.
        block_at: when the whole block was last shown.
        sign_at: when the last sign was seen.
        fresh: whether a new session has begun since the block was shown.
        turns: turns followed up since the last sign.
        safe: whether the person has said that they are safe since the last sign.
        escalated: whether the emergency numbers were shown after the block.
    """

    level: Level = Level.NONE
    spanish: bool = False
    block_at: float | None = None
    sign_at: float | None = None
    fresh: bool = False
    turns: int = 0
    safe: bool = False
    escalated: bool = False

    def active(self, now: float) -> bool:
        """Whether the person is being followed up: they must not be dropped, idle or not."""
        if self.block_at is None or not _recent(self.sign_at, now):
            return False
        return not (self.safe and self.turns >= FOLLOW_UPS)

    def matters(self, now: float) -> bool:
        """Whether anything of this state would change what is due; else it may be forgotten."""
        return _recent(self.sign_at, now)

    def observe(
        self,
        verdict: Verdict,
        now: float,
        *,
        new_session: bool = False,
        country: str | None = None,
    ) -> Response:
        """Take in what the person just wrote and return what is due.

        Args:
            verdict: of the line they wrote.
            now: the time of that line.
            new_session: this is the first line of a new session, so a block is whole again.
            country: adds that country's line to a block or an escalation.
        """
        if not self.matters(now):
            self._forget()
        if new_session:
            self.fresh = True
        if verdict.level > Level.NONE:
            self.spanish = verdict.language == "es"
        if verdict:
            return self._sign(verdict.level, now, country)
        if self.active(now):
            return self._followed_up(verdict, now, country)
        if verdict.level is Level.SOFT:
            return self._soft(now)
        return Response("nothing")

    def to_dict(self) -> dict[str, int | float | bool | None]:
        """Return what is kept: levels, times, counts and yes or no."""
        return {
            "level": int(self.level),
            "spanish": self.spanish,
            "block_at": self.block_at,
            "sign_at": self.sign_at,
            "fresh": self.fresh,
            "turns": self.turns,
            "safe": self.safe,
            "escalated": self.escalated,
        }

    @classmethod
    def from_dict(cls, kept: Mapping[str, object]) -> "CrisisState":
        """Return the state that `to_dict` gave.

        What cannot be read counts as never happened: then the next sign gets the whole block,
        which is the safe mistake.
        """
        return cls(
            level=Level(_whole(kept.get("level"), most=Level.IMMINENT)),
            spanish=kept.get("spanish") is True,
            block_at=_time(kept.get("block_at")),
            sign_at=_time(kept.get("sign_at")),
            fresh=kept.get("fresh") is True,
            turns=_whole(kept.get("turns"), most=10**6),
            safe=kept.get("safe") is True,
            escalated=kept.get("escalated") is True,
        )

    @property
    def language(self) -> str:
        """The language of the texts, "en" or "es"."""
        return "es" if self.spanish else "en"

    def _forget(self) -> None:
        self.level, self.block_at, self.sign_at = Level.NONE, None, None
        self.turns, self.safe, self.fresh, self.escalated = 0, False, False, False

    def _sign(self, level: Level, now: float, country: str | None) -> Response:
        due = self.fresh or not _recent(self.block_at, now) or not self.active(now)
        worse = level > self.level and level is Level.IMMINENT
        self.level = level if due else max(self.level, level)
        self.sign_at, self.turns, self.safe = now, 0, False
        if due:
            self.block_at, self.fresh, self.escalated = now, False, False
            return Response("block", reply.block(self.language, level, country))
        if worse:
            return self._escalation(country)
        line = "urgent" if self.escalated else "again"
        return Response("follow_up", reply.follow_up(line, self.language))

    def _escalation(self, country: str | None) -> Response:
        if self.escalated:
            return Response("follow_up", reply.follow_up("urgent", self.language))
        self.escalated = True
        return Response("escalation", reply.escalation(self.language, country))

    def _soft(self, now: float) -> Response:
        if self.level is Level.SOFT:
            return Response("follow_up", reply.follow_up("joking", self.language))
        self.level, self.sign_at = Level.SOFT, now
        return Response("soft", reply.soft(self.language))

    def _followed_up(self, verdict: Verdict, now: float, country: str | None) -> Response:
        asked_directly = self.turns == 1
        self.turns += 1
        safe = _says_safe(verdict, asked_directly=asked_directly)
        if safe is False:
            self.sign_at, self.turns, self.safe = now, 0, False
            return self._escalation(country)
        if verdict.level is Level.SOFT:
            self.sign_at, self.safe = now, False
        elif safe:
            self.safe = True
        return Response("follow_up", reply.follow_up(self._line(verdict), self.language))

    def _line(self, verdict: Verdict) -> str:
        if "answer.joking" in verdict.reasons:
            return "joking"
        if "answer.no_numbers" in verdict.reasons:
            return "barrier"
        if self.turns == 1:
            return "thanks" if self.safe else "direct"
        return "safe" if self.safe else "later"


def _says_safe(verdict: Verdict, *, asked_directly: bool) -> bool | None:
    """Return what the person answered to the question that stood last; None when they did not.

    After "are you thinking of killing yourself?" a yes means danger.
    """
    codes = set(verdict.reasons)
    yes, no = ("answer.no", "answer.yes") if asked_directly else ("answer.yes", "answer.no")
    if codes & {"answer.unsafe", no}:
        return False
    return True if codes & {"answer.safe", yes} else None


def _recent(then: float | None, now: float) -> bool:
    """Whether `then` lies within the window; a time ahead of the clock does not count."""
    return then is not None and 0.0 <= now - then < WINDOW


def _time(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if 0.0 <= value < 1e12 else None


def _whole(value: object, most: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        return 0
    return value if 0 <= value <= most else 0
