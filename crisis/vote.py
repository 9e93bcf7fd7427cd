"""The learned vote: how much a line reads like those in which people were in danger.

A line is a bag of evidence: its words and their parts, pairs of words, classes of words and pairs
of classes that stand near each other, phrases. What each of them weighs was learned from labelled
lines by `paper/crisis_vote`; here the weights are only added up. The vote speaks beside the rules,
which know what is said in so many words.
"""

import json
from collections.abc import Iterable, Sequence
from itertools import chain, pairwise, repeat
from math import sqrt
from operator import or_
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

#: How far apart words may stand whose classes are seen together, and that are seen as a pair.
REACH, APART = 6, 3

_PARTS, _SIGNS = (4, 5), (1, 2, 3)  # letters; signs of scripts that write words by few
_FIRST_SIGN = "\u2e80"
_CLASSES = 5  # of one word, at most
_NOTHING = -10.0  # the vote on no words at all
_KEPT = 20_000  # entries of a cache, at most
#: A longer line is looked at sentence by sentence, as lines are that people type in a chat; one of
#: several counts a little less. Short sentences go with the one after them.
LONG, _SHORT, LESS = 24, 6, 0.4  # words, words, vote
_MARKS = frozenset(".?!")
_PIECES = 24  # at most: half of them from the beginning, half from the end

_DATA: dict[str, Any] = json.loads(
    Path(__file__).with_name("vote.json").read_text(encoding="utf-8")
)
_UNIT: float = _DATA["unit"]
_BIAS: float = _DATA["bias"]
_SETS: list[list[int]] = _DATA["sets"]  # of classes, by their number; 0 is none
_SETS_AT = {tuple(classes): number for number, classes in enumerate(_SETS)}
_PHRASES: dict[str, dict[str, list[list[Any]]]] = {}  # by their first two words
for _begin, _found in _DATA["phrases"].items():
    _PHRASES.setdefault(_begin.split()[0], {})[_begin.split()[1]] = _found
_SPANISH = frozenset(_DATA["spanish_words"]) | _DATA["spanish_plain"].keys()
_ENGLISH = frozenset(_DATA["english_words"])
#: What pairs weigh, by their first and second: words, beginnings, plain forms by their distance.
_Pairs: TypeAlias = dict[str, dict[str, int]]
_WORD_PAIRS: _Pairs = _DATA["pairs"]["2"]
_BEGINNING_PAIRS: _Pairs = _DATA["pairs"]["4"]
_PLAIN_PAIRS: list[_Pairs] = [_DATA["pairs"][f"g{distance + 1}"] for distance in range(APART)]
_NO_PAIRS: dict[str, int] = {}


class _Word(NamedTuple):
    """A word: what it weighs, its forms, and what weighs something after each of them.

    The imaginary part of `weight`, as of all sums here, is by how many pieces of evidence it was
    reached: so both are added in one go. `classes` is the number of a set, `classes_first` the same
    as it is in a pair whose first this is.
    """

    weight: complex
    classes: int
    classes_first: int
    itself: str
    beginning: str
    plain: str
    after_itself: dict[str, int]
    after_beginning: dict[str, int]
    after_plain: list[dict[str, int]]


class _Words(dict[str, _Word]):
    """All words, as they are read in lines of one language."""

    def __init__(self, known: dict[str, list[int]], plain: dict[str, str]) -> None:
        super().__init__()
        self._known, self._plain = known, plain
        self._unknown = 0

    def __missing__(self, word: str) -> _Word:
        weight, count, classes = self._known.get(word) or self._guessed(word)
        beginning, plain = word[:4], self._plain.get(word, word)
        entry = _Word(
            complex(weight, count),
            classes,
            classes << 16,
            word,
            beginning,
            plain,
            _WORD_PAIRS.get(word, _NO_PAIRS),
            _BEGINNING_PAIRS.get(beginning, _NO_PAIRS),
            [pairs.get(plain, _NO_PAIRS) for pairs in _PLAIN_PAIRS],
        )
        if word not in self._known:
            self._unknown += 1
        if word in self._known or self._unknown < _KEPT:
            self[word] = entry
        return entry

    def _guessed(self, word: str) -> tuple[int, int, int]:
        """Return what a word weighs that was never seen: by its parts, beginning and plain form."""
        found, classes = parts(word), _classes_of_unknown(word)
        weight = sum([_DATA["parts"].get(part, 0) for part in found])
        weight += sum([_DATA["class_weights"][number] for number in classes])
        weight += _DATA["plain_weights"].get(self._plain.get(word, word), 0)
        return weight, 2 + len(found) + len(classes), _number_of_set(classes)


class _Sets(dict[int, complex]):
    """What two sets of classes weigh; the key holds the number of each."""

    def __init__(self, weights: dict[str, int]) -> None:
        super().__init__()
        self._weights = weights

    def __missing__(self, pair: int) -> complex:
        firsts, seconds = _SETS[pair >> 16], _SETS[pair & 0xFFFF]
        weight = sum([self._weights.get(f"{a} {b}", 0) for a in firsts for b in seconds])
        entry = complex(weight, len(firsts) * len(seconds))
        if len(self) < 5 * _KEPT:
            self[pair] = entry
        return entry


def parts(word: str) -> list[str]:
    """Return the parts by which a word is known that was never seen."""
    signs = word >= _FIRST_SIGN
    if len(word) <= 3 and not signs:
        return []
    framed = f"<{word}>"
    sizes = _SIGNS if signs else _PARTS
    return [framed[n : n + size] for size in sizes for n in range(len(framed) - size + 1)]


def _classes_of_unknown(word: str) -> list[int]:
    """Return the classes of a word that stands in no list, by its beginning or what it holds."""
    numbers = [number for begin, number in _DATA["begins"] if word.startswith(begin)]
    if not word.isascii():
        numbers += [number for inside, number in _DATA["within"] if inside in word]
    return list(dict.fromkeys(numbers))[:_CLASSES]


def _number_of_set(classes: list[int]) -> int:
    """Return under which number these classes stand; where none does, their first one."""
    return _SETS_AT.get(tuple(classes)) or _SETS_AT.get(tuple(classes[:1]), 0)


_IN_ENGLISH = _Words(_DATA["words"], _DATA["english_plain"])
_IN_SPANISH = _Words(_DATA["words"] | _DATA["spanish"], _DATA["spanish_plain"])
_BESIDE = _Sets(_DATA["beside"])
_NEAR = _Sets(_DATA["near"])


def vote(words: Sequence[str], before: Iterable[str] = ()) -> float:
    """Return how much `words` read like a sign of crisis: above 0 is more likely than not.

    Args:
        words: of the line, as `crisis.words.normalise` returns them.
        before: the same person's last lines, normalised.
    """
    known = _IN_SPANISH if _is_spanish(words) else _IN_ENGLISH
    said = _before(before)
    if len(words) <= LONG:
        return _vote_on(words, known, said)
    found = pieces(words)
    if len(found) > _PIECES:
        found = found[: _PIECES // 2] + found[-_PIECES // 2 :]
    return max([_vote_on(piece, known, said) for piece in found]) - LESS


def pieces(words: Sequence[str]) -> list[Sequence[str]]:
    """Return the sentences of a long line, of `LONG` words at most, none of them very short."""
    ends = [n for n, word in enumerate(words, 1) if word in _MARKS]
    found, begin = list[Sequence[str]](), 0
    for end in [*ends, len(words)]:
        while end - begin > LONG:
            found.append(words[begin : begin + LONG])
            begin += LONG * 2 // 3
        if end - begin >= _SHORT or end == len(words):
            found.append(words[begin:end])
            begin = end
    return [piece for piece in found if piece]


def _vote_on(words: Sequence[str], known: _Words, said: complex) -> float:
    if not words:
        return _NOTHING
    framed = ["^", *words, "$"]
    line = [known[word] for word in framed]
    total = said + sum([known[word].weight for word in {*words}], 0j)
    _, sets, firsts, itself, beginning, plain, *after = zip(*line, strict=True)
    total += _pairs(itself, after[0], 1) + _pairs(beginning, after[1], 1)
    for distance, after_plain in enumerate(zip(*after[2], strict=True), 1):
        total += _pairs(plain, after_plain, distance)
    total += _classes(sets, firsts) + _phrases(framed)
    return _BIAS + _UNIT * total.real / sqrt(total.imag)


def _is_spanish(words: Sequence[str]) -> bool:
    spanish = sum([word in _SPANISH for word in words])
    return spanish > sum([word in _ENGLISH for word in words])


def _pairs(forms: Sequence[str], after: Sequence[dict[str, int]], distance: int) -> complex:
    """Return what the pairs weigh that stand in a line at a distance, each of them once."""
    seconds = forms[distance:]
    pairs = list(zip(forms, seconds, strict=False))
    weights: Iterable[int] = map(dict.get, after, seconds, repeat(0))
    count = len({*pairs})
    if count < len(pairs):
        weights = dict(zip(pairs, weights, strict=True)).values()
    return complex(sum(weights), count)


def _classes(sets: Sequence[int], firsts: Sequence[int]) -> complex:
    """Return what pairs of classes weigh, side by side and further apart, each of them once."""
    beside = {*map(or_, firsts, sets[1:])}
    near = set[int]().union(*[map(or_, firsts, sets[n:]) for n in range(2, REACH + 1)])
    total = sum(map(_BESIDE.__getitem__, beside), 0j)
    return sum(map(_NEAR.__getitem__, near), total)


def _phrases(framed: Sequence[str]) -> complex:
    """Return what the phrases in a line weigh, each kind of phrase once."""
    kinds = set[int]()
    for place, (word, next_) in enumerate(pairwise(framed), 2):
        if word in _PHRASES and next_ in _PHRASES[word]:
            for kind, rest in _PHRASES[word][next_]:
                if not rest or framed[place : place + len(rest)] == rest:
                    kinds.add(kind)
    text = " ".join(framed)
    if not text.isascii() and any(phrase in text for phrase in _DATA["elsewhere"]):
        kinds.add(_DATA["elsewhere_class"])
    weights = _DATA["phrase_weights"]
    return complex(sum([weights[kind] for kind in kinds]), 2 * len(kinds))


def _before(before: Iterable[str]) -> complex:
    """Return what the words of earlier lines weigh."""
    held = set(chain.from_iterable(map(str.split, before)))
    if not held:
        return 0j
    table = _DATA["before"]
    known = [table[word] for word in held if word in table]
    weight = _DATA["before_at_all"] + sum([weight for weight, _ in known])
    return complex(weight, 1 + len(held) + sum([count - 1 for _, count in known]))
