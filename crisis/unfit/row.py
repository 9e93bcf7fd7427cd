"""What no reply may say, as reviewed rows: how they are written, and how they are looked for."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from string import ascii_lowercase
from textwrap import dedent
from typing import NamedTuple

#: Letters of a word's beginning that are looked at, at most and at least; shorter words whole.
CUE, LEAST = 5, 3
_LETTERS = bytes(code if chr(code) in ascii_lowercase else ord(" ") for code in range(256))


class Way(NamedTuple):
    """Ways of saying something.

    Attributes:
        cues: how words begin of which one stands in all that `regex` matches; a question mark
            where it asks. A sentence without any is not looked at.
        regex: matched against a sentence in lower case, without accents.
    """

    cues: frozenset[str]
    regex: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Unfit:
    """What no reply may say.

    Attributes:
        yes, no: a sentence that is refused, and a near one that passes.
    """

    code: str
    ways: tuple[Way, ...]
    yes: str
    no: str


def row(code: str, ways: str, yes: str, no: str) -> Unfit:
    """Return a row of `ways`, each written as `<cues> :: <regular expression>`.

    The expression begins and ends with whole words, and may go on in lines that are set in.
    """
    written: list[str] = []
    for line in dedent(ways).strip().splitlines():
        if line.startswith(" "):
            written[-1] += line.strip()
        elif written and "::" not in written[-1]:
            written[-1] += f" {line}"
        else:
            written.append(line)
    return Unfit(code, tuple(map(_way, written)), yes, no)


def _way(written: str) -> Way:
    cues, _, regex = written.partition("::")
    return Way(frozenset(cues.split()), re.compile(rf"(?<!\w)(?:{regex.strip()})(?!\w)"))


class Rows:
    """Rows, found by the cues of their ways: most sentences are searched for few of them."""

    def __init__(self, rows: Iterable[Unfit]) -> None:
        self.rows = tuple(rows)
        self._by_cue: dict[str, list[re.Pattern[str]]] = {}
        for way in (way for row in self.rows for way in row.ways):
            for cue in way.cues:
                self._by_cue.setdefault(cue, []).append(way.regex)
        self._cues = frozenset(self._by_cue)

    def met(self, sentences: Iterable[str]) -> Iterator[str]:
        """Yield each of `sentences` that says what one of the rows has."""
        for sentence in sentences:
            cues = _beginnings(words(sentence)) & self._cues
            tried = {regex for cue in cues for regex in self._by_cue[cue]}
            if any(regex.search(sentence) for regex in tried):
                yield sentence


def words(text: str) -> list[str]:
    """Return the runs of letters a to z; and a question mark, where one is."""
    letters = text.encode("ascii", "replace").translate(_LETTERS)
    found = letters.decode().split()
    return [*found, "?"] if "?" in text else found


def _beginnings(words: Iterable[str]) -> set[str]:
    """Return how `words` begin, in as many letters as cues may have."""
    found = set[str]()
    for word in words:
        found.update((word[:3], word[:4], word[:5]))
    return found
