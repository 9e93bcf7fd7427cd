"""The words by which the instruments read a line: what it feels like, and how it is made."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from world.rooms import DATA

FOLDER = DATA / "instruments"
EMOTIONS = ("joy", "sadness", "anger", "fear", "surprise", "disgust")
#: How much a row says for or against; surprise is neither.
_SENTIMENT = {"joy": 1.0, "good": 0.7, "bad": -0.7} | dict.fromkeys(
    ("sadness", "anger", "fear", "disgust"), -1.0
)
#: Words of one line that are read; no line of a talk is longer.
MOST = 2000
#: How far a "not" reaches, in words.
_REACH = 3
_PHRASE = 1.5
_LONG = 8
_STOPS = re.compile(r"\.\.\.|[.,;:!?…\"“”()—–]")
_PIECES = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|[.,;:!?]")
#: Letters of the beginnings of words in the files.
_SHORTEST, _LONGEST = 3, 16


@dataclass(frozen=True, slots=True)
class Feeling:
    """What was found in a line: so much of each emotion, and for and against."""

    emotions: Mapping[str, float]
    good: float
    bad: float


class Rows:
    """Rows of words: whole ones, beginnings, and phrases."""

    def __init__(self, path: Path) -> None:
        self._whole: dict[str, list[str]] = {}
        self._begins: dict[str, list[str]] = {}
        self._phrases: dict[str, list[tuple[list[str], str]]] = {}
        for name, told in _rows(path):
            words, *phrases = told.split("|")
            for word in words.split():
                begin = word.endswith("*")
                where = self._begins if begin else self._whole
                _add(where, word.removesuffix("*"), name)
            for phrase in phrases:
                first, *rest = phrase.split()
                self._phrases.setdefault(first, []).append((rest, name))
        for known in self._phrases.values():
            known.sort(key=lambda phrase: -len(phrase[0]))  # the longest is tried first

    def of(self, word: str) -> list[str]:
        """Return the rows in which a word stands, in their order of meeting it."""
        found = list(self._whole.get(word, ()))
        for end in range(_SHORTEST, min(len(word), _LONGEST) + 1):
            found += self._begins.get(word[:end], ())
        return list(dict.fromkeys(found))

    def phrase(self, pieces: Sequence[str], at: int) -> tuple[int, str] | None:
        """Return the length and the row of the phrase that begins at `at`, if there is one."""
        for rest, name in self._phrases.get(pieces[at], ()):
            if list(pieces[at + 1 : at + 1 + len(rest)]) == rest:
                return 1 + len(rest), name
        return None


class Lexicon:
    """Reads feelings and classes of words."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self._feelings = Rows(folder / "emotions.txt")
        self._classes = Rows(folder / "classes.txt")

    def feeling(self, text: str) -> Feeling:
        """Return the feelings that the words of a line name."""
        pieces = pieces_of(text)
        found = defaultdict[str, float](float)
        at, turned, strength = 0, 0, 1.0
        while at < len(pieces):
            if phrase := self._feelings.phrase(pieces, at):
                length, name = phrase
                found[name] += _PHRASE
                at, strength = at + length, 1.0
                continue
            names = self._feelings.of(pieces[at])
            _weigh(found, names, strength, turned=turned > 0)
            turned = _reach(names, pieces[at], turned)
            strength = 1.5 if "very" in names else 0.5 if "little" in names else 1.0
            at += 1
        return _feeling(found)

    def classes(self, text: str, words: Iterable[str]) -> Counter[str]:
        """Return how many words there are of each class, and how often it stops in which way."""
        found = Counter(self._class(word) for word in words)
        found.update(_STOPS.findall(text))
        return found

    def _class(self, word: str) -> str:
        names = self._classes.of(word)
        return names[0] if names else "long" if len(word) >= _LONG else "other"


@cache
def lexicon() -> Lexicon:
    """Return the words that lie in the world's data; read once."""
    return Lexicon()


def pieces_of(text: str) -> list[str]:
    """Return the words and stops of a line, in small letters."""
    return _PIECES.findall(text.lower().replace("’", "'"))[:MOST]


def words_of(text: str) -> list[str]:
    """Return the words of a line, in small letters."""
    return [piece for piece in pieces_of(text) if piece[0].isalpha()]


def _weigh(
    found: defaultdict[str, float], names: list[str], strength: float, *, turned: bool
) -> None:
    """Count a word; what is denied is no feeling, and half of its contrary."""
    told = [name for name in names if name in _SENTIMENT or name in EMOTIONS]
    for name in told:
        weight = strength / len(told)
        if not turned:
            found[name] += weight
        elif name in _SENTIMENT:
            found["bad" if _SENTIMENT[name] > 0 else "good"] += weight / 2


def _reach(names: list[str], piece: str, turned: int) -> int:
    """Return over how many more words the latest "not" reaches; a stop ends it."""
    if "not" in names:
        return _REACH
    return turned - 1 if turned > 0 and piece[0].isalpha() else 0


def _feeling(found: defaultdict[str, float]) -> Feeling:
    told = {name: found[name] * value for name, value in _SENTIMENT.items()}
    return Feeling(
        {name: found[name] for name in EMOTIONS},
        sum(value for value in told.values() if value > 0),
        -sum(value for value in told.values() if value < 0),
    )


def _add(where: dict[str, list[str]], word: str, name: str) -> None:
    names = where.setdefault(word, [])
    if name not in names:
        names.append(name)


def _rows(path: Path) -> Iterator[tuple[str, str]]:
    """Yield name and words of each row; one that begins with a space goes on with the last."""
    row = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith(" "):
            row += line
        elif line and not line.startswith("#"):
            if row:
                yield _parted(row)
            row = line
    yield _parted(row)


def _parted(row: str) -> tuple[str, str]:
    name, _, words = row.partition(":")
    return name, words
