"""Rows of evidence, found by the words they cannot do without."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from crisis.rows import pattern as patterns
from crisis.rows.evidence import Row

_REACH = 200  # letters from the beginning of a match to its most telling word, at most

#: The number of a row, the words that must stand by the word it is found under, and what else it
#: cannot do without.
_Entry = tuple[int, frozenset[str], tuple[frozenset[str], ...]]


class Line:
    """A normalised line between two marks, and where each of its words stands."""

    def __init__(self, words: Sequence[str]) -> None:
        self.words = words
        self.text = f" . {' '.join(words)} . "
        self.held = frozenset((".", *words))
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


class Table:
    """Rows, found by the words they cannot do without.

    Each row stands under every word that may be its rarest one. What no row needs, nothing is ever
    looked for in: so the time for a harmless line depends on its words, not on how many rows
    there are.
    """

    def __init__(self, rows: Iterable[Row]) -> None:
        self.rows = tuple(rows)

    @cached_property
    def _index(self) -> dict[str, list[_Entry]]:
        index: dict[str, list[_Entry]] = {}
        for number, row in enumerate(self.rows):
            rarest, *others = row.needs
            rest = tuple(need.words for need in others)
            for word in rarest.alone:
                index.setdefault(word, []).append((number, frozenset(), rest))
            for word, phrases in rarest.phrases.items():
                for phrase in phrases if word not in rarest.alone else ():
                    index.setdefault(word, []).append((number, frozenset(phrase.split()), rest))
        return index

    @cached_property
    def _triggers(self) -> frozenset[str]:
        return frozenset(self._index)

    @cached_property
    def _telling(self) -> frozenset[str]:
        return frozenset(word for row in self.rows for need in row.needs for word in need.words)

    @cached_property
    def reach(self) -> int:
        """Words, marks and gaps included, that a match of any row spans at most."""
        return max(patterns.longest(row.pattern) for row in self.rows)

    def warm(self) -> Iterator[None]:
        """Make now, piece by piece, what would be made when it is first needed."""
        for row in self.rows:
            yield
            _ = row.needs, row.regex, row.starts, row.ends
        yield
        _ = self._triggers, self._telling, self.reach

    def words(self) -> frozenset[str]:
        """Return every word the rows look for."""
        return frozenset[str]().union(*(patterns.words(row.pattern) for row in self.rows))

    def found(self, line: Line) -> Iterator[tuple[Row, re.Match[str]]]:
        """Yield each row met in `line` with where it was met."""
        told = line.held & self._telling
        for number in sorted(self._possible(told, line.held)):
            row = self.rows[number]
            for need in row.needs:
                if not need.is_met(told, line.text):
                    break
            else:
                yield from self._met(row, line, len(line.text))

    def is_met_across(self, before: Sequence[str], after: Sequence[str]) -> bool:
        """Whether a row is met in words of which the first stand in `before`, the last after it."""
        near, next_ = before[-self.reach :], after[: self.reach]
        begun, ended = frozenset(near), frozenset(next_)
        held = begun | ended
        rows = [
            row
            for row in map(self.rows.__getitem__, self._possible(held & self._telling, held))
            if not begun.isdisjoint(row.starts) and not ended.isdisjoint(row.ends or ended)
        ]
        if not rows:
            return False
        border = len(" . ") + sum(map(len, near)) + len(near)
        line = Line([*near, *next_])
        told = line.held & self._telling
        return any(
            match.end() > border
            for row in rows
            if all(need.is_met(told, line.text) for need in row.needs)
            for _, match in self._met(row, line, border)
        )

    def visited(self, line: Line) -> int:
        """Return how often a row is looked at for `line`."""
        return sum(len(self._index.get(word, ())) for word in line.held)

    def _possible(self, told: frozenset[str], held: frozenset[str]) -> set[int]:
        """Return the rows that may be met among these words: those none of whose needs is missing.

        `told` are those that some row needs.
        """
        possible = set[int]()
        index, missing = self._index, told.isdisjoint
        for word in told & self._triggers:
            for number, company, rest in index[word]:
                if company <= held:
                    for need in rest:
                        if missing(need):
                            break
                    else:
                        possible.add(number)
        return possible

    def _met(self, row: Row, line: Line, before: int) -> Iterator[tuple[Row, re.Match[str]]]:
        """Yield where a row is met that begins before that place."""
        text, places, held = line.text, line.places, line.held
        telling = [place for word in row.needs[0].words & held for place in places(word)]
        first, last = min(telling) - _REACH, min(max(telling), before - 1)
        match = row.regex.match
        for word in row.starts & held:
            for place in places(word):
                if first <= place <= last and (found := match(text, place)):
                    yield row, found
