"""The small language that rows of evidence are written in, and its compiler.

A pattern is matched against the words and marks that `crisis.words.normalise` returns:

    word         that word                     (a|b c)   one of these
    [a|b c]      one of these, or nothing      {name}    the words of a class, inside either
    -            up to three filler words      ~         up to four words of any kind
    ^            where a clause begins         $         where a clause ends

Every repetition is bounded and every step ends at a space, so matching is linear in the text.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import product
from typing import NamedTuple

from crisis.rows.vocabulary import CLASSES, FILLERS
from crisis.words.letters import word_set

_ELEMENT = re.compile(r"\([^)]*\)|\[[^\]]*\]|\S+")
_BETWEEN_WORDS = str.maketrans("()[]|", "     ")
_SPECIAL = {
    "-": rf"(?:(?:{FILLERS}) ){{0,3}}",
    "~": r'(?:[^\s.?()"]+ ){0,4}',
    "^": r'(?<=[.?("*)/] )',
    "$": r'(?=[.?)("*])',
}
# Words that stand in many lines and so tell little about whether a row can be met.
_COMMON = word_set(
    """a about after all am an and any are at be been before but by can cant could did do does dont
    else end ever every everyone feel feeling find for from get go going gonna good got had has
    have he her here him his how i id if ill im in is it its ive just keep know last left life
    like me more my need never no not nothing noone now of off on one only or out over people
    please said say see she should so some someone sorry still stop take that the their them
    then there theres they thing think this time to today tomorrow tonight up us wanna want was
    way we what whats when where who will wish with without wont would you your youre que de la
    el en mi ya lo se es un una por para y te yo al si con voy quiero todo as really much nobody
    anymore again because were . ?"""
)

# Those of them that stand in nearly every line.
_CONSTANT = word_set(
    """a about all an and are as at be but by can do dont for from get go going have he her here
    him his how i if im in is it its just know like me my no not now of on one only or out she so
    that the their them then there they this time to up was we were what when where who will with
    would you your"""
)


class Need(NamedTuple):
    """One element of a pattern, which a line must hold.

    Attributes:
        words: the most telling word of each choice; a line without any of them holds none.
        alone: the choices of one word.
        phrases: the other choices, between blanks, by their most telling word.
    """

    words: frozenset[str]
    alone: frozenset[str]
    phrases: dict[str, tuple[str, ...]]

    def is_met(self, told: frozenset[str], text: str) -> bool:
        """Whether one of the choices stands in `text`, of whose words `told` are telling ones."""
        if not self.alone.isdisjoint(told):
            return True
        for word in told & self.words:
            for phrase in self.phrases[word]:
                if phrase in text:
                    return True
        return False


def compiled(pattern: str) -> re.Pattern[str]:
    """Return the regular expression of `pattern`."""
    parts = (_compiled_element(element) for element in _ELEMENT.findall(pattern))
    return re.compile("".join(parts))


def _compiled_element(element: str) -> str:
    if element in _SPECIAL:
        return _SPECIAL[element]
    choices = _choices(element)
    regex = f"(?:{'|'.join(re.escape(choice) for choice in choices if choice != '$')}) "
    if "$" in choices:
        regex = f"(?:{regex}|{_SPECIAL['$']})"
    return f"(?:{regex})?" if element[0] == "[" else regex


@cache
def _choices(element: str) -> list[str]:
    """Return what may stand for `element`, with its classes written out."""
    inner = element[1:-1] if element[0] in "([" else element
    return [written for choice in inner.split("|") for written in _written_out(choice)]


def _written_out(choice: str) -> Iterator[str]:
    ways = [
        [way for member in CLASSES[word[1:-1]].split("|") for way in _written_out(member)]
        if word[0] == "{"
        else [word]
        for word in choice.split()
    ]
    return map(" ".join, product(*ways))


@cache
def words(pattern: str) -> frozenset[str]:
    """Return every word that `pattern`, or a class, looks for."""
    found = pattern.translate(_BETWEEN_WORDS).split()
    classes = (words(CLASSES[word[1:-1]]) for word in found if word[0] == "{")
    return frozenset(word for word in found if word.isalnum()).union(*classes)


def needs(pattern: str) -> tuple[Need, ...]:
    """Return what must stand in a line that matches `pattern`, the rarest first."""
    found = [
        _need(_choices(element))
        for element in _ELEMENT.findall(pattern)
        if element not in _SPECIAL and element[0] != "[" and "$" not in _choices(element)
    ]
    if not found:
        raise ValueError(f"{pattern!r} asks for no word")
    return tuple(sorted(found, key=_commonness))


def _commonness(need: Need) -> float:
    """Return about how many lines of a hundred hold a word of `need`."""
    words = need.words
    constant, common = len(words & _CONSTANT), len(words & _COMMON)
    return 15 * constant + 2 * (common - constant) + 0.15 * (len(words) - common)


def _need(choices: list[str]) -> Need:
    alone = frozenset(choice for choice in choices if " " not in choice)
    phrases: dict[str, tuple[str, ...]] = {}
    for choice in choices:
        if choice not in alone:
            telling = max(choice.split(), key=lambda word: (word not in _COMMON, len(word)))
            phrases[telling] = (*phrases.get(telling, ()), f" {choice} ")
    return Need(alone.union(phrases), alone, phrases)


def longest(pattern: str) -> int:
    """Return how many words a match of `pattern` spans at most, a filler being counted as one."""
    spans = {"-": 3, "~": 4, "^": 0, "$": 0}
    return sum(
        spans[element]
        if element in spans
        else max(len(choice.split()) for choice in _choices(element))
        for element in _ELEMENT.findall(pattern)
    )


def starts(pattern: str) -> frozenset[str]:
    """Return the words with which a match of `pattern` can begin."""
    first: set[str] = set()
    for element in _ELEMENT.findall(pattern):
        if element == "^":
            continue
        if element in _SPECIAL:
            raise ValueError(f"{pattern!r} begins with {element}")
        first |= {choice.split()[0] for choice in _choices(element) if choice != "$"}
        if element[0] != "[":
            break
    return frozenset(first)


def ends(pattern: str) -> frozenset[str] | None:
    """Return the words with which a match of `pattern` can end; None for any word."""
    last: set[str] = set()
    for element in reversed(_ELEMENT.findall(pattern)):
        if element == "~":
            return None
        if element in _SPECIAL:
            last |= {filler.split()[-1] for filler in FILLERS.split("|") if element == "-"}
            continue
        choices = _choices(element)
        last |= {choice.split()[-1] for choice in choices if choice != "$"}
        if element[0] != "[" and "$" not in choices:
            break
    return frozenset(last)
