"""Whether what somebody wrote is a sign of crisis: WHO x WHAT x OBJECT x FRAME x MODE."""

import re
from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from crisis import (
    against,
    english_act,
    english_leave,
    english_means,
    english_mood,
    english_wish,
    languages,
    spanish,
)
from crisis.evidence import Level, Line, Role, Row, Strength, Table
from crisis.letters import word_set
from crisis.normalise import Normaliser, fold

#: How many earlier lines of the same person are read for statements split over several.
RECENT = 3
_RECENT_LETTERS = 200
_ANSWER_LETTERS = 240  # who answers a question does not write more

_SOURCES = (
    english_wish,
    english_act,
    english_means,
    english_mood,
    english_leave,
    spanish,
    languages,
)
SIGNS = Table(row for source in _SOURCES for row in source.ROWS)
CONTEXT = Table(against.CONTEXT)
ANSWERS = Table(against.ANSWERS)
normalise = Normaliser(SIGNS.words() | CONTEXT.words() | ANSWERS.words())
_ANYWHERE = tuple(
    (code, fold(phrase)) for code, phrases in languages.ANYWHERE.items() for phrase in phrases
)

_MARK = re.compile(r'[.?()"*]')
_SELF = word_set("""i im ive id ill me my myself mine yo mi am""")
_OTHER = word_set(
    """you youre your he hes she shes they theyre who whoever him her them everyone everybody
    someone somebody anyone u orcs goblins bandits we"""
)
_SPANISH = word_set(
    """que por para estoy soy mi yo quiero hola como esta si tengo muy pero porque nada con una
    gracias vida morir hoy mas"""
)
_UPGRADED = ("ideation.kill_self", "ideation.end_", "plan.", "es.kill_self", "es.plan")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a line is a sign of.

    Attributes:
        language: in which the answer should be, "en" or "es".
        reasons: codes of the evidence that counted, never the words; at level NONE they may hold
            `answer.*`, which matter only after the question "are you safe?".
    """

    level: Level
    language: str = "en"
    reasons: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether the whole block is due: clear or imminent."""
        return self.level >= Level.CLEAR


class Recent:
    """The last lines of one person, in the form and to the length in which the next one needs them.

    In memory alone; it holds the ends of three lines.
    """

    __slots__ = ("lines",)

    def __init__(self, lines: Iterable[str] = ()) -> None:
        self.lines: deque[str] = deque(maxlen=RECENT)
        for line in lines:
            self.add(line)

    def add(self, line: str) -> None:
        """Take note of what the person has said."""
        self.lines.append(normalise(line[-_RECENT_LETTERS:]))


def detect(text: str, recent: Recent | Sequence[str] = ()) -> Verdict:
    """Return what `text` is a sign of; `recent` are the same person's last lines, oldest first.

    Pure, and never raises, whatever the text.
    """
    words = normalise(text)
    before = recent.lines if isinstance(recent, Recent) else Recent(recent[-RECENT:]).lines
    weighing = _Weighing(words, text, before=before)
    found = weighing.weighed()
    if found.level < Level.CLEAR and before:
        split = _split_over_lines(before, words, signs=weighing.signs)
        found = max(found, split, key=lambda verdict: verdict.level)
    return found


def warm() -> None:
    """Make what the first lines would otherwise wait for, a few milliseconds each; takes 0.2 s."""
    for table in (SIGNS, CONTEXT, ANSWERS):
        table.warm()


def _split_over_lines(before: Sequence[str], words: str, *, signs: bool) -> Verdict:
    """Return what the lines say when read as one, if the last one is needed for it.

    Where the last one holds no sign by itself, one must reach into it from the lines before.
    """
    earlier = " ".join(before)
    joined = f"{earlier} {words}"
    alone = joined.isascii() and not signs
    if alone and not SIGNS.is_met_across(earlier.split(), words.split()):
        return Verdict(Level.NONE)
    return _Weighing(joined, "", since=len(earlier) + 4).weighed()


def _stressed(words: str) -> bool:
    return any(row.code == "frame.stress" for row, _ in CONTEXT.found(Line(words)))


class _Weighing:
    """One line and all evidence found in it."""

    def __init__(self, words: str, raw: str, *, before: Sequence[str] = (), since: int = 0) -> None:
        self._line = Line(words)
        self._text = self._line.text
        self._since = since
        self._before = before
        self._marks: list[int] = []
        self._signs = list(SIGNS.found(self._line))
        met: Iterable[tuple[Row, re.Match[str]]] = ()
        if self._signs:
            met = CONTEXT.found(self._line)
            self._marks = [mark.start() for mark in _MARK.finditer(self._text)]
        self._context = [(row, match.span()) for row, match in met]
        self._frames = {row.code for row, _ in self._context if row.role is Role.FRAME}
        self.signs = bool(self._signs)
        self._pose = raw.lstrip()[:1] == ":" or raw.lstrip()[:4].lower() in {"/me ", "pose", "emot"}

    def weighed(self) -> Verdict:
        """Return the verdict on this line."""
        level, reasons = Level.NONE, []
        for row, match in self._signs:
            if match.end() <= self._since:
                continue
            counted = self._level(row, match)
            if counted > Level.NONE:
                level = max(level, counted)
                reasons.append(row.code)
        for code, phrase in _ANYWHERE if not self._text.isascii() else ():
            if self._text.find(phrase, max(0, self._since - len(phrase))) >= 0:
                level = max(level, Level.CLEAR)
                reasons.append(code)
        if level is Level.CLEAR and self._at_once(reasons):
            level = Level.IMMINENT
        if level < Level.CLEAR and len(self._text) < _ANSWER_LETTERS:
            reasons += [row.code for row, _ in ANSWERS.found(self._line)]
        return Verdict(level, self._language(reasons), tuple(dict.fromkeys(reasons)))

    def _level(self, row: Row, match: re.Match[str]) -> Level:
        """Return what one sign is worth, after all that speaks against it."""
        if row.own and not self._own(match):
            return Level.NONE
        if row.strength is Strength.HINT and not self._supported(row):
            return Level.NONE
        if self._covered(Role.IDIOM, match) or self._in_scene(match):
            return Level.NONE
        if self._covered(Role.DENIAL, match) and not self._frames & {"frame.lied", "frame.but"}:
            return Level.NONE if self._near("frame.game", match) else self._denied(match)
        if row.strength is not Strength.FIRM and self._is_game(match):
            return Level.NONE
        return min(row.level, self._ceiling(row, match))

    def _ceiling(self, row: Row, match: re.Match[str]) -> Level:
        """Return how much the frame around a sign lets it count."""
        real = "frame.real" in self._frames
        if "frame.story" in self._frames and not real:
            return Level.SOFT
        if "frame.past" in self._frames and not real and "frame.now" not in self._frames:
            return Level.SOFT
        if row.strength is Strength.FIRM or real or "frame.lasting" in self._frames:
            return Level.IMMINENT
        joked = "frame.laugh" in self._frames or self._near("frame.trivial", match, apart=True)
        return Level.SOFT if joked else Level.IMMINENT

    def _denied(self, match: re.Match[str]) -> Level:
        plain = {"die", "dead", "dying", "hopeless", "hope"}
        return Level.NONE if plain & set(match[0].split()) else Level.SOFT

    def _supported(self, row: Row) -> bool:
        others = {other.code for other, _ in self._signs if other.level > Level.NONE}
        if self._frames & {"frame.stress", "frame.real"} or others - {row.code}:
            return True
        return any(_stressed(line) for line in self._before)

    def _covered(self, role: Role, match: re.Match[str]) -> bool:
        start, end = match.span()
        return any(
            row.role is role and begin < end and start < stop
            for row, (begin, stop) in self._context
        )

    def _clause(self, match: re.Match[str]) -> tuple[int, int]:
        first = bisect_right(self._marks, match.start()) - 1
        last = min(bisect_left(self._marks, match.end()), len(self._marks) - 1)
        return self._marks[max(first, 0)], self._marks[last]

    def _near(self, code: str, match: re.Match[str], *, apart: bool = False) -> bool:
        """Whether a frame of that code stands in the clause of the sign, or apart from it there."""
        start, end = self._clause(match)
        return any(
            row.code == code
            and start <= begin
            and stop <= end + 1
            and not (apart and match.start() <= begin < match.end())
            for row, (begin, stop) in self._context
        )

    def _is_game(self, match: re.Match[str]) -> bool:
        if self._frames & {"frame.real", "frame.lasting"}:
            return False
        return self._near("frame.game", match)

    def _own(self, match: re.Match[str]) -> bool:
        """Whether the speaker is the subject: the nearest pronoun says so, or there is none."""
        start, _ = self._clause(match)
        first = match[0].split()[0]
        for word in (first, *reversed(self._text[start : match.start()].split())):
            if word in _SELF:
                return True
            if word in _OTHER:
                return False
        return True

    def _in_scene(self, match: re.Match[str]) -> bool:
        """Whether the sign is spoken or done by a figure of the story, not by the person."""
        if "frame.real" in self._frames:
            return False
        before = self._text[: match.start()]
        if before.count("(") > before.count(")"):
            return False
        if self._pose or before.count("*") % 2:
            return True
        if before.count('"') % 2 == 0:
            return False
        spoken = self._text.split('"')
        outside = frozenset(" ".join(spoken[::2]).split())
        return bool(outside - {"."}) and outside.isdisjoint(_SELF)

    def _at_once(self, reasons: list[str]) -> bool:
        return {"frame.intent", "frame.soon"} <= self._frames and any(
            code.startswith(_UPGRADED) for code in reasons
        )

    def _language(self, reasons: list[str]) -> str:
        signs = [code for code in reasons if not code.startswith("answer.")]
        if signs:
            spanish_ones = sum(code.startswith("es.") for code in signs)
            return "es" if spanish_ones * 2 >= len(signs) else "en"
        return "es" if len(self._line.held & _SPANISH) * 3 >= max(len(self._line.held), 1) else "en"
