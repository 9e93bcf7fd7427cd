"""Whether what somebody wrote, after what they wrote before, is a sign of crisis."""

import time
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import replace

from crisis.rows.evidence import Level
from crisis.rows.known import ANSWERS, CONTEXT, PLAY, SIGNS, normalise
from crisis.rows.table import Line
from crisis.weighing import Verdict, Weighing

try:
    from crisis.vote import vote

    HAS_VOTE = True
except Exception:  # noqa: BLE001 - whatever is wrong with its weights, the rules must speak
    HAS_VOTE = False

    def vote(words: Sequence[str], before: Iterable[str] = ()) -> float:
        """Return what changes nothing that the rules have found."""
        return 0.0


#: How many earlier lines of the same person are read for statements split over several.
RECENT = 3
_RECENT_LETTERS = 200
#: Seconds after which what was said before no longer belongs to what is said now.
LAPSE = 3600.0

# Votes from which on a line is a sign by itself, and is at least worrying; below which it takes
# back what the rules found, unless they are firm. How much more it must be for a piece of a line;
# where the rules found a sign and that it is a game, say; where they say that it is less than a
# sign: denied, long past, told as a story. Measured by `paper.crisis_vote.measure`.
_PIECE = 3  # words: too few to tell an answer, or a piece of what is said, from a sign
_SECURED = "answer.secured"  # that means were put out of reach is good news
_NARROW = ("means.", "affairs.", "soon.")  # rules so narrow that they are seldom wrong
_SURE, _WORRYING, _DOUBTED = 0.4, 0.0, -0.5
_BRIEF, _AGAINST, _LESS = 2.5, 0.5, 2.5


class Recent:
    """The ends of the last lines of one person, in the form in which the next one needs them.

    In memory alone; the last line that was looked at is held whole until it is added, with what it
    was found to be a sign of: who answers asks for that more than once.
    """

    __slots__ = ("_at", "_found", "_heard", "lines")

    def __init__(self, lines: Iterable[str] = ()) -> None:
        self.lines: deque[str] = deque(maxlen=RECENT)
        self._heard: tuple[str, list[str]] | None = None
        self._found: Verdict | None = None
        self._at = 0.0
        for line in lines:
            self.add(line)

    def add(self, line: str) -> None:
        """Take note of what the person has said."""
        heard, self._heard, self._found = self._heard, None, None
        words = heard[1] if heard and heard[0] is line else normalise.words(line)
        self.lines.append(_end(words))

    def lapse(self, now: float) -> "Recent":
        """Forget what was said too long before `now`, seconds; return what is left."""
        if now - self._at > LAPSE:
            self.lines.clear()
            self._found = None
        self._at = now
        return self

    def detect(self, line: str) -> Verdict:
        """Return what `line`, which is likely to be added next, is a sign of."""
        if self._found is None or self._heard is None or self._heard[0] is not line:
            words = normalise.words(line)
            self._heard, self._found = (line, words), _detected(line, words, self.lines)
        return self._found


def detect(text: str, recent: Recent | Sequence[str] = ()) -> Verdict:
    """Return what `text` is a sign of; `recent` are the same person's last lines, oldest first.

    Never raises, whatever the text.
    """
    if not isinstance(recent, Recent):
        recent = Recent(recent[-RECENT:])
    return recent.detect(text)


def _detected(text: str, words: list[str], before: Sequence[str]) -> Verdict:
    line = Line(words)
    weighing = Weighing(line, text, before=before)
    found = ruled(line, weighing, before)
    return voted(found, weighing, vote(line.words, before))


def ruled(line: Line, weighing: Weighing, before: Sequence[str]) -> Verdict:
    """Return what the rules alone say of a line, by itself and after those before."""
    found = weighing.weighed()
    if found.level < Level.CLEAR and before:
        split = _split_over_lines(before, line, signs=weighing.signs)
        found = max(found, split, key=lambda verdict: verdict.level)
    return found


def voted(found: Verdict, weighing: Weighing, told: float) -> Verdict:
    """Return what the rules and the vote come to together."""
    if weighing.posed or (not found and (weighing.denied or _SECURED in found.reasons)):
        return found
    level = found.level
    if level >= Level.CLEAR:
        doubted = told < _DOUBTED and _may_be_doubted(found, weighing)
        return _because(found, Level.SOFT, "vote.doubted") if doubted else found
    against = _against(level, weighing)
    if level is Level.NONE and told > _WORRYING + against and _is_play(weighing):
        return found
    if told > _SURE + against:
        return _because(found, Level.CLEAR, "vote.sure")
    if told > _WORRYING + against and level is Level.NONE:
        return _because(found, Level.SOFT, "vote.worrying")
    return found


def _against(level: Level, weighing: Weighing) -> float:
    """Return how much more a vote must be, after what the rules say of a line."""
    if level is Level.SOFT:
        return _LESS
    return max(_AGAINST if weighing.signs else 0.0, _BRIEF if weighing.size <= _PIECE else 0.0)


def _is_play(weighing: Weighing) -> bool:
    """Whether it is a move of play, and no line before it is a sign."""
    return weighing.play and all(_alone(line).level is Level.NONE for line in weighing.before)


def _may_be_doubted(found: Verdict, weighing: Weighing) -> bool:
    """Whether the rules that found it are among those that are at times wrong."""
    if weighing.level < Level.CLEAR or weighing.firm or weighing.real:
        return False
    if found.level is Level.IMMINENT:
        return False  # an act under way is no matter for a vote
    return not any(code.startswith(_NARROW) for code in found.reasons)


def _because(found: Verdict, level: Level, reason: str) -> Verdict:
    return replace(found, level=level, reasons=(*found.reasons, reason))


def warm(rest: float = 0.0) -> None:
    """Make what the first lines would otherwise wait for, 20 ms at most; takes 0.3 s.

    Args:
        rest: seconds between the pieces, of a few hundred, in which other threads may go on.
    """
    for table in (SIGNS, CONTEXT, PLAY, ANSWERS):
        for _ in table.warm():
            time.sleep(rest)


def _end(words: Sequence[str]) -> str:
    """Return the last words of a line, as many as are kept."""
    text = " ".join(words[-_RECENT_LETTERS:])
    if len(text) <= _RECENT_LETTERS:
        return text
    return text[-_RECENT_LETTERS - 1 :].partition(" ")[2]


def _split_over_lines(before: Sequence[str], line: Line, *, signs: bool) -> Verdict:
    """Return what the lines say when read as one, if the last one is needed for it.

    Where the last one holds no sign by itself, one must reach into it from the lines before.
    """
    ascii_alone = line.text.isascii() and all(map(str.isascii, before))
    if ascii_alone and not signs and not SIGNS.is_met_across(_near(before), line.words):
        return Verdict(Level.NONE)
    earlier = " ".join(before).split()
    border = len(f" . {' '.join(earlier)} ")
    whole = Weighing(Line([*earlier, *line.words]), "", since=border).weighed()
    if whole and _signs(whole) <= said_before(before):
        return Verdict(Level.NONE)  # and answered: a word after it says nothing new
    return whole


def said_before(lines: Sequence[str]) -> set[str]:
    """Return the codes of the signs for which these lines, or one of them, were answered."""
    signs = set[str]()
    for said in {*lines, " ".join(lines)}:
        if verdict := _alone(said):
            signs |= _signs(verdict)
    return signs


def _alone(said: str) -> Verdict:
    """Return what a line that was said before is a sign of, by itself."""
    words = said.split()
    weighing = Weighing(Line(words), "")
    return voted(weighing.weighed(), weighing, vote(words))


def _signs(verdict: Verdict) -> set[str]:
    return {code for code in verdict.reasons if not code.startswith("answer.")}


def _near(before: Sequence[str]) -> list[str]:
    """Return the last words of the lines before, as many as a sign may reach over."""
    near: list[str] = []
    for line in reversed(before):
        near = line.split() + near
        if len(near) >= SIGNS.reach:
            break
    return near
