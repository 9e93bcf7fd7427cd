"""The lines of a company of written voices: found again by their words, and told ready to say."""

import re
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product
from typing import Final

from bridge.models.offline_words import sentences
from world.cast import Company, Exchange, load_company

#: What a machine prints stands for itself.
PRINTED = "="
#: Stands between the answer to a person and the line that comes next all the same.
ANSWERED: Final = "\n\n"
#: Lines among which the last one of an exchange is looked for that was interrupted.
BACK: Final = 4
_CHOICE = re.compile(r"\{([^{}]*\|[^{}]*)\}")
_GAP = re.compile(r"\{([a-zA-Z]\w*)\}")
_DEED = re.compile(r"\s*\[do:[^\]]*\]\s*\Z")
_BREAK = re.compile(r"\n+")
_LETTERS = re.compile(r"\w+")
#: Words of a sentence from which on it is not to be said twice.
_SHORT = 3


@dataclass(frozen=True, slots=True)
class Place:
    """A line of an exchange, by the numbers of both."""

    exchange: int
    line: int


class Book:
    """All exchanges of a company, and where each line stands."""

    def __init__(self, company: Company) -> None:
        self.company = company
        self._places: dict[str, Place] = {}
        self._patterns: list[tuple[re.Pattern[str], Place]] = []
        for n, exchange in enumerate(company.exchanges):
            for k, (_, words) in enumerate(exchange.lines):
                if words != PRINTED:
                    self._take_in(words, Place(n, k))

    def _take_in(self, words: str, place: Place) -> None:
        for variant in variants(words):
            if _GAP.search(variant):
                self._patterns.append((pattern(variant), place))
            else:
                self._places.setdefault(bare(variant), place)

    def find(self, text: str) -> Place | None:
        """Return where in the exchanges `text` stands, whatever became of its verb and blanks.

        What stands before it, in a paragraph of its own, was the answer to a person.
        """
        return self._find(text) or self._find(text.partition(ANSWERED)[2])

    def _find(self, text: str) -> Place | None:
        said = bare(text)
        if said in self._places:
            return self._places[said]
        return next((at for words, at in self._patterns if words.fullmatch(said)), None)

    def awaited(self, texts: Sequence[str]) -> str | None:
        """Return whose line comes next, by the last few of `texts`; None where nobody's does."""
        found = (self.find(text) for text in reversed(texts[-BACK:]))
        last = next(filter(None, found), None)
        return self.speaker(Place(last.exchange, last.line + 1)) if last else None

    def exchange(self, place: Place) -> Exchange:
        """Return the exchange of `place`."""
        return self.company.exchanges[place.exchange]

    def speaker(self, place: Place) -> str | None:
        """Return whose line stands at `place`; None behind the last one."""
        lines = self.exchange(place).lines
        return lines[place.line][0] if place.line < len(lines) else None

    def words(self, place: Place) -> str:
        """Return the line as it is written."""
        return self.exchange(place).lines[place.line][1]


@cache
def book_of(company: str) -> Book:
    """Return the book of a company: read once, by the first who needs it."""
    return Book(load_company(company))


@lru_cache(maxsize=4096)
def bare(text: str) -> str:
    """Return `text` as lines are compared."""
    return " ".join(_DEED.sub("", text).split())


def variants(words: str) -> Iterable[str]:
    """Yield `words` with each of the alternatives that it holds."""
    pieces = _CHOICE.split(words)
    ways = [piece.split("|") if n % 2 else [piece] for n, piece in enumerate(pieces)]
    return ("".join(way) for way in product(*ways))


def settled(words: str, seed: str) -> str:
    """Return `words` with one of each alternatives, the same one for the same `seed`."""
    count = 0

    def one(found: re.Match[str]) -> str:
        nonlocal count
        count += 1
        ways = found[1].split("|")
        return ways[zlib.crc32(f"{seed} {count} {words}".encode()) % len(ways)]

    return _CHOICE.sub(one, words)


def filled(words: str, gaps: Mapping[str, str]) -> str | None:
    """Return `words` with its gaps filled; None where one cannot be."""
    if any(not gaps.get(name) for name in _GAP.findall(_CHOICE.sub("", words))):
        return None
    return _GAP.sub(lambda gap: gaps.get(gap[1], gap[0]), words)


@lru_cache(maxsize=4096)
def said_in(text: str) -> frozenset[str]:
    """Return the sentences of `text` as they are compared; very short ones may come again."""
    parts = (part for line in _BREAK.split(_DEED.sub("", text)) for part in sentences(line))
    words = (_LETTERS.findall(part.casefold()) for part in parts)
    return frozenset(" ".join(found) for found in words if len(found) >= _SHORT)


@lru_cache(maxsize=4096)
def pattern(words: str) -> re.Pattern[str]:
    """Return what finds `words` whatever fills their gaps."""
    pieces = _GAP.split(bare(words))
    return re.compile("".join(".+?" if n % 2 else re.escape(p) for n, p in enumerate(pieces)))
