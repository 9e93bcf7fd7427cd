"""Where one person stands: what was shown when, and whether they have said that they are safe."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from crisis import turning
from crisis.rows.evidence import Level
from crisis.texts import reply
from crisis.texts.follow_ups import Question, asks, follow_up
from crisis.weighing import Verdict

#: Seconds after which the whole block is due again, and after which a follow-up ends by itself.
WINDOW = 12 * 3600.0
#: Seconds in which somebody who was shown the block is welcomed back, once.
RETURN = 3 * 24 * 3600.0
#: Turns that are followed up at least, even when the person said at once that they are safe.
FOLLOW_UPS = 3
#: Turns without an answer after which the line comes every third turn, and rests between.
PATIENCE = 6
_RESTING = 3
_RESTS = ("later", "urgent", "friend", "calling")

Kind = Literal["nothing", "welcome", "soft", "block", "follow_up", "escalation"]


@dataclass(frozen=True, slots=True)
class Response:
    """What is due now.

    Attributes:
        text: ready to show. Of `block`, `escalation` and `soft` it is the whole answer of the turn;
            a `follow_up` is a line or two before an ordinary answer, or empty where the line rests;
            a `welcome` is one line before an ordinary answer to somebody who is back.
    """

    kind: Kind
    text: str = ""

    def __bool__(self) -> bool:
        """Whether the turn is one of a crisis: nothing of it may be written."""
        return self.kind not in {"nothing", "welcome"}

    @property
    def instead(self) -> bool:
        """Whether the text is the whole answer of the turn: no model is asked."""
        return self.kind in {"soft", "block", "escalation"}


@dataclass(slots=True)
class CrisisState:
    """One person's state, shared by every surface; levels, times and counts only, never words.

    Times are seconds of the wall clock.

    Attributes:
        level: the highest level since the window opened.
        spanish: whether the texts are in Spanish.
        block_at: when the whole block was last shown.
        sign_at: when the last sign was seen.
        fresh: whether a new session has begun since the block was shown.
        turns: turns followed up since the last sign.
        lines: lines shown since the block, by which the next one is worded in another way.
        safe: whether the person has said that they are safe since the last sign.
        escalated: whether the emergency numbers were shown after the block.
        direct: whether they were asked plainly for thoughts of suicide, which is done once.
        friend: whether it is about somebody else.
        called: whether the emergency number was called.
        young: whether they told an age that has lines of its own, and were not yet answered to it.
        asked: what was asked last.
        owed: whether the block of this window is still to be shown.
    """

    level: Level = Level.NONE
    spanish: bool = False
    block_at: float | None = None
    sign_at: float | None = None
    fresh: bool = False
    turns: int = 0
    lines: int = 0
    safe: bool = False
    escalated: bool = False
    direct: bool = False
    friend: bool = False
    called: bool = False
    young: bool = False
    asked: Question = Question.NONE
    owed: bool = False

    def active(self, now: float) -> bool:
        """Whether the person is being followed up: they must not be dropped, idle or not."""
        opened = self.owed or self.block_at is not None
        if not opened or not _within(WINDOW, self.sign_at, now):
            return False
        settled = self.safe and self.turns >= FOLLOW_UPS
        return not settled or self.asked is Question.DIRECT

    def matters(self, now: float) -> bool:
        """Whether anything of this state would change what is due; else it may be forgotten."""
        return _within(WINDOW if self.block_at is None else RETURN, self.sign_at, now)

    def is_newer(self, other: "CrisisState") -> bool:
        """Whether a sign was seen here after the last one of `other`, the same person's state."""
        return (self.sign_at or 0.0) > (other.sign_at or 0.0)

    def owe(self, language: str, now: float) -> None:
        """Open a window whose block is to be shown later: somebody else has found the sign."""
        self.spanish = language == "es"
        self._block(Level.CLEAR, frozenset(), now, None)
        self.block_at, self.asked, self.owed = None, Question.NONE, True

    def pay(self, now: float, *, country: str | None = None) -> Response:
        """Return the block that is owed, which counts as shown now; nothing where none is."""
        if not (self.owed and self.active(now)):
            return Response("nothing")
        return self._block(self.level, frozenset(), now, country)

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
        returned = self._over(now)
        followed = self.active(now)
        codes = frozenset(verdict.reasons)
        asked, self.asked = self.asked, Question.NONE
        self.fresh = self.fresh or new_session
        self._choose_language(verdict, codes)
        answered = followed and not self.fresh and turning.is_only_an_answer(codes)
        if verdict and not answered:
            shown = followed and not (self.fresh or self.owed)
            shown = shown and _within(WINDOW, self.block_at, now)
            answer = self._sign_again if shown else self._block
            return answer(verdict.level, codes, now, country)
        if self.owed:
            return self.pay(now, country=country)
        if followed:
            return self._followed_up(verdict, codes, asked, now, country)
        said = turning.said(codes, asked)
        if self.level is Level.SOFT and said.danger and asked is not Question.NONE:
            level = Level.IMMINENT if "answer.act" in codes else Level.CLEAR
            return self._block(level, codes, now, country)
        if verdict.level is Level.SOFT:
            return self._soft(codes, now)
        if returned:
            return Response("welcome", self._line("welcome").text)
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
            "lines": self.lines,
            "safe": self.safe,
            "escalated": self.escalated,
            "direct": self.direct,
            "friend": self.friend,
            "called": self.called,
            "young": self.young,
            "asked": int(self.asked),
            "owed": self.owed,
        }

    @classmethod
    def from_dict(cls, kept: object) -> "CrisisState":
        """Return the state that `to_dict` gave.

        What cannot be read counts as never happened, also where it is no mapping at all: then the
        next sign gets the whole block, which is the safe mistake.
        """
        if not isinstance(kept, Mapping):
            return cls()
        return cls(
            level=Level(_whole(kept.get("level"), most=Level.IMMINENT)),
            spanish=kept.get("spanish") is True,
            block_at=_time(kept.get("block_at")),
            sign_at=_time(kept.get("sign_at")),
            fresh=kept.get("fresh") is True,
            turns=_whole(kept.get("turns"), most=10**6),
            lines=_whole(kept.get("lines"), most=10**6),
            safe=kept.get("safe") is True,
            escalated=kept.get("escalated") is True,
            direct=kept.get("direct") is True,
            friend=kept.get("friend") is True,
            called=kept.get("called") is True,
            young=kept.get("young") is True,
            asked=Question(_whole(kept.get("asked"), most=Question.OPEN)),
            owed=kept.get("owed") is True,
        )

    @property
    def language(self) -> str:
        """The language of the texts, "en" or "es"."""
        return "es" if self.spanish else "en"

    def _over(self, now: float) -> bool:
        """Forget a window that is over; whether somebody comes back who had been in one."""
        if _within(WINDOW, self.sign_at, now):
            return False
        returned = self.block_at is not None and _within(RETURN, self.sign_at, now)
        self.level, self.block_at, self.sign_at = Level.NONE, None, None
        self.turns, self.lines, self.asked = 0, 0, Question.NONE
        self.safe = self.fresh = self.escalated = self.direct = self.friend = self.owed = False
        self.called = self.young = False
        return returned

    @property
    def _urgent(self) -> bool:
        """Whether an act is under way, as far as they have said."""
        return self.level is Level.IMMINENT and not self.safe

    def _choose_language(self, verdict: Verdict, codes: frozenset[str]) -> None:
        if verdict.language == "es":
            self.spanish = True
        elif turning.is_found_by_rule(codes) or "answer.english" in codes:
            self.spanish = False

    def _block(
        self, level: Level, codes: frozenset[str], now: float, country: str | None
    ) -> Response:
        """Open a window; an act that is under way stays so."""
        self.friend = turning.is_of_a_friend(codes) or (
            self.friend and self.active(now) and not turning.is_found_by_rule(codes)
        )
        level = Level.IMMINENT if self._urgent else level
        self.block_at = self.sign_at = now
        self.level, self.asked = level, Question.SAFE
        self.turns = self.lines = 0
        self.fresh = self.safe = self.escalated = self.direct = self.called = self.owed = False
        self.young = "answer.young" in codes
        about = "friend" if self.friend else turning.soft_kind(codes).partition("_")[0]
        about = about if about in reply.ABOUT else ""
        return Response("block", reply.block(self.language, level, country, about=about))

    def _sign_again(
        self, level: Level, codes: frozenset[str], now: float, country: str | None
    ) -> Response:
        """Answer a sign within the window, where the block was shown."""
        worse = level is Level.IMMINENT
        self.level = max(self.level, level)
        if turning.is_found_by_rule(codes):
            self.friend = turning.is_of_a_friend(codes)
        self.sign_at, self.turns, self.safe = now, 0, False
        said = turning.said(codes, Question.NONE)
        if worse or said.danger:
            return self._endangered(codes, "unsafe", country)
        if self.friend:
            return self._line("friend")
        return self._line("urgent" if self.escalated else said.kind or "again")

    def _endangered(self, codes: frozenset[str], kind: str, country: str | None) -> Response:
        """Answer danger within the window: an act under way is not over until they say so."""
        if turning.is_an_act(codes) or (self.friend and turning.has_means(codes)):
            self.level = Level.IMMINENT
        if self.level is Level.IMMINENT:
            kind = "unsafe"
        self.called = turning.is_help_coming(codes)
        return self._escalate(kind, country)

    def _escalate(self, kind: str, country: str | None) -> Response:
        if self.escalated:
            return self._line("friend" if self.friend else "urgent")
        self.escalated, self.asked = True, Question.NEAR
        kind = "friend" if self.friend else kind
        return Response("escalation", reply.escalation(self.language, country, kind))

    def _soft(self, codes: frozenset[str], now: float) -> Response:
        kind = turning.soft_kind(codes)
        if self.level is Level.SOFT:
            return self._line("joking" if kind == "heavy" else kind)
        self.level, self.sign_at, self.asked = Level.SOFT, now, asks(kind)
        self.lines += 1
        return Response("soft", reply.soft(self.language, kind, self.lines - 1))

    def _followed_up(
        self,
        verdict: Verdict,
        codes: frozenset[str],
        asked: Question,
        now: float,
        country: str | None,
    ) -> Response:
        said = (turning.said_of_a_friend if self.friend else turning.said)(codes, asked)
        self.turns += 1
        if said.danger:
            self.sign_at, self.turns, self.safe = now, 0, False
            return self._endangered(codes, said.danger, country)
        self.called = turning.is_help_coming(codes, before=self.called)
        if verdict.level is Level.SOFT and not turning.is_an_answer(codes):
            self.sign_at, self.turns, self.safe = now, 0, False
        elif said.safe:
            self._heard_safe(codes, said.kind)
        if said.kind == "joking" and not self._urgent:
            self.turns = max(self.turns, PATIENCE - 2)  # two more lines, and then it rests
        kind = said.kind or self._next(codes, just_safe=said.safe)
        if kind in _RESTS and self.turns > PATIENCE and self.turns % _RESTING:
            self.asked = asked
            return Response("follow_up")
        return self._line(kind)

    def _heard_safe(self, codes: frozenset[str], kind: str) -> None:
        """Take in that they are safe: of a friend in danger it says nothing."""
        if kind == "friend_well":
            self.friend = False
        self.safe = not (self.friend and self.level is Level.IMMINENT)
        self.direct = self.direct or "answer.no_thoughts" in codes

    def _next(self, codes: frozenset[str], *, just_safe: bool) -> str:
        """Return the kind of line that comes next where nothing else was said."""
        if self.friend:
            return "friend"
        if self.young and self.direct and not just_safe and not self._urgent:
            self.young = False
            return "young"
        if self.safe:
            return self._relieved() if just_safe else "safe"
        if "answer.thanks" in codes:
            return "thanked"
        if self.called:
            return "calling"
        if self.escalated or self.level is Level.IMMINENT:
            return "urgent"
        return "later" if self.direct else "direct"

    def _relieved(self) -> str:
        """Return the kind of line for somebody who has just said that they are safe."""
        if self.level is Level.IMMINENT:
            return "doctor"
        if self.escalated:
            return "safe"
        return "glad" if self.direct else "thanks"

    def _line(self, kind: str) -> Response:
        """Return the next line of that kind, below the emergency number while an act is on."""
        if self._urgent and kind in {"leaving", "quiet"}:
            kind = "urgent"
        text = follow_up(kind, self.language, self.lines)
        if self._urgent and kind != "urgent":
            first = "help_coming" if self.called else "emergency"
            text = f"{follow_up(first, self.language, self.lines)}\n{text}"
        self.asked = asks(kind)
        self.direct = self.direct or self.asked is Question.DIRECT
        self.lines += 1
        return Response("follow_up", text)


def _within(seconds: float, then: float | None, now: float) -> bool:
    """Whether `then` lies so far back at most; a time ahead of the clock does not count."""
    return then is not None and 0.0 <= now - then < seconds


def _time(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if 0.0 <= value < 1e12 else None


def _whole(value: object, most: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        return 0
    return value if 0 <= value <= most else 0
