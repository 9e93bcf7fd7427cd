"""Evidence as reviewed data: rows with a code, a pattern, a line they meet and one they do not."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, IntEnum
from functools import cached_property

from crisis import pattern as patterns


class Level(IntEnum):
    """How much a line calls for an answer."""

    NONE = 0
    SOFT = 1
    CLEAR = 2
    IMMINENT = 3

    @property
    def label(self) -> str:
        """The level's name in events and counts."""
        return self.name.lower()


class Role(Enum):
    """What a row says about a line."""

    SIGN = "sign"  # somebody may be in danger
    DENIAL = "denial"  # cancels the signs it covers
    IDIOM = "idiom"  # cancels the signs it covers
    FRAME = "frame"  # speaks about the whole line: game, story, past, out of character
    ANSWER = "answer"  # matters only after the question "are you safe?"


class Strength(IntEnum):
    """What can take a sign back."""

    HINT = 0  # counts only beside a heavy blow told in this line or the ones before
    PLAIN = 1  # a game object, an idiom, a laugh
    FIRM = 2  # nothing but a denial or a story


@dataclass(frozen=True)
class Row:
    """One piece of evidence.

    Attributes:
        code: the reason, given in verdicts.
        pattern: see `crisis.pattern`.
        yes, no: a line in which the row is found, and a near one in which it is not.
        own: the sign counts only when the speaker is its subject.
    """

    code: str
    pattern: str
    yes: str
    no: str
    level: Level = Level.CLEAR
    strength: Strength = Strength.PLAIN
    role: Role = Role.SIGN
    own: bool = False
    language: str = "en"

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The pattern as a regular expression, made when it is first needed."""
        return patterns.compiled(self.pattern)


_REACH = 200  # letters from the beginning of a match to its most telling word, at most


class Table:
    """Rows, found by the words they cannot do without."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.rows = tuple(rows)
        self._needs = [patterns.needs(row.pattern) for row in self.rows]
        self._starts = [patterns.starts(row.pattern) for row in self.rows]
        self._ends = [patterns.ends(row.pattern) for row in self.rows]
        self._by_trigger: dict[str, list[tuple[int, list[frozenset[str]]]]] = {}
        for number, (trigger, *rest) in enumerate(self._needs):
            for word in trigger:
                self._by_trigger.setdefault(word, []).append((number, rest))
        self._triggers = frozenset(self._by_trigger)
        #: Words, marks and gaps included, that a match of any row spans at most.
        self.reach = max(patterns.longest(row.pattern) for row in self.rows)

    def warm(self) -> None:
        """Make now what would be made when it is first needed."""
        for row in self.rows:
            _ = row.regex

    def words(self) -> frozenset[str]:
        """Return every word the rows look for."""
        return frozenset(word for row in self.rows for word in patterns.words(row.pattern))

    def found(self, line: "Line") -> Iterator[tuple[Row, re.Match[str]]]:
        """Yield each row met in `line` with where it was met."""
        for number in sorted(self._possible(line.held)):
            yield from self._met(number, line, len(line.text))

    def is_met_across(self, before: list[str], after: list[str]) -> bool:
        """Whether a row is met in words of which the first stand in `before`, the last after it."""
        near, next_ = before[-self.reach :], after[: self.reach]
        begun, ended = frozenset(near), frozenset(next_)
        held = begun | ended
        rows = {
            number
            for word in held & self._triggers
            for number, rest in self._by_trigger[word]
            if not begun.isdisjoint(self._starts[number])
            and not ended.isdisjoint(self._ends[number] or ended)
            and not any(map(held.isdisjoint, rest))
        }
        if not rows:
            return False
        border = len(" . ") + sum(map(len, near)) + len(near)
        line = Line(" ".join((*near, *next_)))
        return any(
            match.end() > border for number in rows for _, match in self._met(number, line, border)
        )

    def _met(self, number: int, line: "Line", before: int) -> Iterator[tuple[Row, re.Match[str]]]:
        """Yield where a row is met that begins before that place."""
        row, places, held = self.rows[number], line.places, line.held
        telling = [place for word in self._needs[number][0] & held for place in places(word)]
        first, last = min(telling) - _REACH, min(max(telling), before - 1)
        for word in self._starts[number] & held:
            for place in places(word):
                if first <= place <= last and (match := row.regex.match(line.text, place)):
                    yield row, match

    def _possible(self, held: frozenset[str]) -> set[int]:
        """Return the rows that may be met among these words: those none of whose needs is missing.

        What no row needs, nothing is ever looked for in; so harmless text costs two set operations.
        """
        met, missing = set(), held.isdisjoint
        for word in held & self._triggers:
            for number, rest in self._by_trigger[word]:
                for need in rest:
                    if missing(need):
                        break
                else:
                    met.add(number)
        return met


class Line:
    """A normalised line between two marks, and where each of its words stands."""

    def __init__(self, words: str) -> None:
        self.text = f" . {words} . "
        self.held = frozenset(self.text.split())
        self._places: dict[str, list[int]] = {}

    def places(self, word: str) -> list[int]:
        """Return where a word that is held stands, by letters from the start."""
        places = self._places.get(word)
        if places is None:
            places = self._places[word] = []
            alone = f" {word} "
            before = self.text.find(alone)
            while before >= 0:
                places.append(before + 1)
                before = self.text.find(alone, before + 1)
        return places
