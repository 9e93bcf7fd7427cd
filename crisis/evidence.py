"""Evidence as reviewed data: rows with a code, a pattern, a line they meet and one they do not."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum, IntEnum

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


@dataclass(frozen=True, slots=True)
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
    regex: re.Pattern[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "regex", patterns.compiled(self.pattern))


_REACH = 200  # letters from the beginning of a match to its most telling word, at most


class Table:
    """Rows, found by the words they cannot do without."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.rows = tuple(rows)
        self._needs = [patterns.needs(row.pattern) for row in self.rows]
        self._starts = [patterns.starts(row.pattern) for row in self.rows]
        self._by_trigger: dict[str, list[int]] = {}
        for number, (trigger, *_) in enumerate(self._needs):
            for word in trigger:
                self._by_trigger.setdefault(word, []).append(number)

    def words(self) -> frozenset[str]:
        """Return every word the rows look for."""
        return frozenset(word for row in self.rows for word in patterns.words(row.pattern))

    def found(self, line: "Line") -> Iterator[tuple[Row, re.Match[str]]]:
        """Yield each row met in `line` with where it was met."""
        held, places, triggers = line.held, line.places, self._by_trigger
        for number in sorted({n for word in held if word in triggers for n in triggers[word]}):
            if not any(map(held.isdisjoint, self._needs[number])):
                row = self.rows[number]
                telling = [
                    place for word in self._needs[number][0] & held for place in places[word]
                ]
                first, last = min(telling) - _REACH, max(telling)
                for word in self._starts[number] & held:
                    for place in places[word]:
                        if first <= place <= last:
                            match = row.regex.match(line.text, place)
                            if match:
                                yield row, match


class Line:
    """A normalised line between two marks, and where each of its words stands."""

    def __init__(self, words: str) -> None:
        self.text = f" . {words} . "
        self.places: dict[str, list[int]] = {}
        place = 1
        for word in self.text.split():
            self.places.setdefault(word, []).append(place)
            place += len(word) + 1
        self.held = frozenset(self.places)
