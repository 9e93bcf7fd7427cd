"""What stands around a sign in its line: found once per line, asked for each place of a sign.

Every question is answered by bisecting places that were collected in one pass, so that a line made
of one sign a thousand times is read as quickly as any other of its length.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import cached_property
from itertools import accumulate

from crisis.rows.evidence import Role, Row
from crisis.words.letters import word_set

_MARK = re.compile(r'[.?()"*]')
_WORD = re.compile(r"\S+")
_SELF = word_set("""i im ive id ill me my myself mine yo mi am""")
_SAYING = word_set("""says said yells screams goes shouts sings dice dijo grita canta decia""")
_OTHER = word_set(
    """you youre your he hes she shes they theyre who whoever him her them everyone everybody
    someone somebody anyone u orcs goblins bandits we
    dog cat puppy kitten toddler horse parrot"""
)

Span = tuple[int, int]


class Spans:
    """Stretches of a line, asked for by where they lie."""

    def __init__(self, spans: Iterable[Span]) -> None:
        ordered = sorted(spans)
        self._begins = [begin for begin, _ in ordered]
        self._stops = [stop for _, stop in ordered]
        self._furthest = list(accumulate(self._stops, max))
        self._nearest = list(accumulate(reversed(self._stops), min))[::-1]

    def touch(self, start: int, end: int) -> bool:
        """Whether one of them has a letter in common with that stretch."""
        before = bisect_left(self._begins, end)
        return before > 0 and self._furthest[before - 1] > start

    def lie_within(self, start: int, end: int) -> bool:
        """Whether one of them begins and stops there."""
        first = bisect_left(self._begins, start)
        return first < len(self._begins) and self._nearest[first] <= end

    def lie_beside(self, start: int, end: int, hole: Span) -> bool:
        """Whether one of them begins and stops there, and does not begin in the hole."""
        first, last = bisect_left(self._begins, start), bisect_left(self._begins, hole[0])
        return self.lie_within(hole[1], end) or any(
            self._stops[n] <= end for n in range(first, last)
        )


class Surroundings:
    """The clauses of a line, who speaks in them, and what covers which part."""

    def __init__(self, text: str, context: Iterable[tuple[Row, re.Match[str]]]) -> None:
        self._text = text
        self._found = [(row, match.span()) for row, match in context]
        #: Codes of the frames that stand anywhere in the line.
        self.frames = {row.code for row, _ in self._found if row.role is Role.FRAME}
        self._by_role = {
            role: Spans(span for row, span in self._found if row.role is role)
            for role in (Role.IDIOM, Role.DENIAL)
        }
        self._by_code: dict[str, Spans] = {}
        self._marks = [mark.start() for mark in _MARK.finditer(text)]

    def covered(self, role: Role, sign: Span) -> bool:
        """Whether an idiom or a denial shares a word with the sign."""
        return self._by_role[role].touch(*sign)

    def clause(self, sign: Span) -> Span:
        """Return where the marks around a sign stand."""
        first = bisect_right(self._marks, sign[0]) - 1
        last = min(bisect_left(self._marks, sign[1]), len(self._marks) - 1)
        return self._marks[max(first, 0)], self._marks[last]

    def near(self, code: str, sign: Span) -> bool:
        """Whether a frame of that code stands in the clause of the sign."""
        if code not in self.frames:
            return False
        start, end = self.clause(sign)
        return self._spans(code).lie_within(start, end + 1)

    def apart(self, code: str, sign: Span) -> bool:
        """Whether a frame of that code stands in the clause of the sign, outside the sign."""
        if code not in self.frames:
            return False
        start, end = self.clause(sign)
        return self._spans(code).lie_beside(start, end + 1, sign)

    def own(self, sign: Span) -> bool:
        """Whether the speaker is the subject: the nearest pronoun says so, or there is none."""
        places, own = self._pronouns
        start, _ = self.clause(sign)
        nearest = bisect_right(places, sign[0]) - 1
        return nearest < 0 or places[nearest] < start or own[nearest]

    def in_brackets(self, place: int) -> bool:
        """Whether a bracket is open there: what is said outside the story."""
        return bisect_left(self._marked["("], place) > bisect_left(self._marked[")"], place)

    def in_stars(self, place: int) -> bool:
        """Whether something is acted out there."""
        return bisect_left(self._marked["*"], place) % 2 == 1

    def in_quotes(self, place: int) -> bool:
        """Whether somebody is quoted there."""
        return bisect_left(self._marked['"'], place) % 2 == 1

    @cached_property
    def told(self) -> bool:
        """Whether what stands outside the quotes is there, and not about the speaker.

        Who tells what somebody said may speak of his own aunt.
        """
        outside = frozenset(" ".join(self._text.split('"')[::2]).split())
        about = _SELF if outside.isdisjoint(_SAYING) else _SELF - {"my", "mi", "mine"}
        return bool(outside - {"."}) and outside.isdisjoint(about)

    @cached_property
    def _pronouns(self) -> tuple[list[int], list[bool]]:
        """Where there are pronouns, and which of them are the speaker's."""
        found = [
            (word.start(), word[0] in _SELF)
            for word in _WORD.finditer(self._text)
            if word[0] in _SELF or word[0] in _OTHER
        ]
        return [place for place, _ in found], [own for _, own in found]

    @cached_property
    def _marked(self) -> dict[str, list[int]]:
        """Where each mark that opens or closes something stands."""
        return {
            mark: [place for place in self._marks if self._text[place] == mark] for mark in '()*"'
        }

    def _spans(self, code: str) -> Spans:
        if code not in self._by_code:
            self._by_code[code] = Spans(span for row, span in self._found if row.code == code)
        return self._by_code[code]
