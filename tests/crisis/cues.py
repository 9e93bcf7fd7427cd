"""What a regular expression cannot match without: the beginnings of words that must stand there."""

import re
from collections.abc import Iterable
from typing import Any

from crisis.unfit.row import CUE, LEAST
from crisis.words.letters import word_set

parser: Any = re._parser  # type: ignore[attr-defined] # reads an expression as `re` itself does
#: Words that stand in nearly every reply, and so spare nothing.
_COMMON = word_set(
    """a an and any are as at be but by can do does don for from get go has have he her him how i if
    in is it like ll m me my no not of off on or out re s she so t take that the their them then
    they this to up us ve was way we were what when will with won would you your want one here
    de la el no que a en te lo es un una se tu y yo por con"""
)
Cues = frozenset[str]


class _Walk:
    """One way through a sequence: the word that is being read, and what must have stood before."""

    def __init__(self, word: str | None) -> None:
        self.word = word  # None: it is not known how the word begins
        self.musts: list[Cues] = []

    def letter(self, letter: str) -> None:
        if letter.isalpha():
            self.word = None if self.word is None else self.word + letter
        else:
            self.end()
            self.word = ""

    def end(self, *, whole: bool = True) -> None:
        """Note the word that was read; it is `whole`, or more of it may follow."""
        if self.word and (whole or len(self.word) >= LEAST):
            self.musts.append(frozenset([self.word[:CUE]]))

    def unknown(self) -> None:
        self.end(whole=False)
        self.word = None


def needed(regex: re.Pattern[str]) -> Cues:
    """Return beginnings of words of which one stands in whatever `regex` matches."""
    walk = _Walk("")
    _follow(parser.parse(regex.pattern), walk, last=True)
    walk.end()
    return _best(walk.musts)


def _best(musts: Iterable[Cues]) -> Cues:
    return min(musts, key=lambda must: sum(100 if cue in _COMMON else 1 for cue in must))


def _follow(sequence: Any, walk: _Walk, *, last: bool) -> None:  # noqa: C901 - one case a kind
    """Follow `sequence`; `last`: behind it no letter can stand."""
    items = [(str(kind), value) for kind, value in sequence]
    while last and items and items[-1][0] in {"AT", "ASSERT", "ASSERT_NOT"}:
        items.pop()
    for n, (kind, value) in enumerate(items, 1):
        ends = last and n == len(items)
        match kind:
            case "LITERAL":
                walk.letter(chr(value))
            case "SUBPATTERN":
                _follow(value[-1], walk, last=ends)
            case "BRANCH":
                _choose(value[1], walk, last=ends)
            case "MAX_REPEAT" if _is_digit(value[2]) and value[0]:
                walk.letter("0")
            case "MAX_REPEAT" if value[0] > 0:
                _follow(value[2], walk, last=False)
                walk.unknown()
            case "AT" | "ASSERT" | "ASSERT_NOT":
                pass
            case "MAX_REPEAT" if _ends_in_blank(value[2]) and walk.word == "":
                pass  # whether it is there or not, a word begins behind it
            case "IN" if all(str(k) == "LITERAL" for k, _ in value):
                _choose([[one] for one in value], walk, last=ends)
            case _:
                walk.unknown()


def _choose(ways: Iterable[Any], walk: _Walk, *, last: bool) -> None:
    walks = []
    for way in ways:
        walks.append(_Walk(walk.word))
        _follow(way, walks[-1], last=last)
    ends = {one.word for one in walks}
    for one in walks:
        one.end(whole=last)
    if all(one.musts for one in walks):
        walk.musts.append(frozenset().union(*(_best(one.musts) for one in walks)))
    else:
        walk.end(whole=False)
    walk.word = ends.pop() if len(ends) == 1 else None


def _is_digit(sequence: Any) -> bool:
    return "CATEGORY_DIGIT" in str(sequence)


def _ends_in_blank(sequence: Any) -> bool:
    *_, (kind, value) = sequence
    if str(kind) == "SUBPATTERN":
        return _ends_in_blank(value[-1])
    if str(kind) == "BRANCH":
        return all(len(way) and _ends_in_blank(way) for way in value[1])
    return str(kind) == "LITERAL" and chr(value) == " "
