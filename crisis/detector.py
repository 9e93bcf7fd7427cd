"""Whether what somebody wrote, after what they wrote before, is a sign of crisis."""

import time
from collections import deque
from collections.abc import Iterable, Sequence

from crisis.evidence import Level
from crisis.known import ANSWERS, CONTEXT, SIGNS, normalise
from crisis.table import Line
from crisis.weighing import Verdict, Weighing

#: How many earlier lines of the same person are read for statements split over several.
RECENT = 3
_RECENT_LETTERS = 200


class Recent:
    """The ends of the last lines of one person, in the form in which the next one needs them.

    In memory alone; the last line that was looked at is held whole until it is added.
    """

    __slots__ = ("_heard", "lines")

    def __init__(self, lines: Iterable[str] = ()) -> None:
        self.lines: deque[str] = deque(maxlen=RECENT)
        self._heard: tuple[str, list[str]] | None = None
        for line in lines:
            self.add(line)

    def add(self, line: str) -> None:
        """Take note of what the person has said."""
        heard, self._heard = self._heard, None
        words = heard[1] if heard and heard[0] is line else normalise.words(line)
        self.lines.append(_end(words))

    def hear(self, line: str) -> list[str]:
        """Return the words of a line, which is likely to be added next."""
        words = normalise.words(line)
        self._heard = line, words
        return words


def detect(text: str, recent: Recent | Sequence[str] = ()) -> Verdict:
    """Return what `text` is a sign of; `recent` are the same person's last lines, oldest first.

    Never raises, whatever the text.
    """
    if not isinstance(recent, Recent):
        recent = Recent(recent[-RECENT:])
    line, before = Line(recent.hear(text)), recent.lines
    weighing = Weighing(line, text, before=before)
    found = weighing.weighed()
    if found.level < Level.CLEAR and before:
        split = _split_over_lines(before, line, signs=weighing.signs)
        found = max(found, split, key=lambda verdict: verdict.level)
    return found


def warm(rest: float = 0.0) -> None:
    """Make what the first lines would otherwise wait for, 20 ms at most; takes 0.3 s.

    Args:
        rest: seconds between the pieces, of a few hundred, in which other threads may go on.
    """
    for table in (SIGNS, CONTEXT, ANSWERS):
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
    return Weighing(Line([*earlier, *line.words]), "", since=border).weighed()


def _near(before: Sequence[str]) -> list[str]:
    """Return the last words of the lines before, as many as a sign may reach over."""
    near: list[str] = []
    for line in reversed(before):
        near = line.split() + near
        if len(near) >= SIGNS.reach:
            break
    return near
