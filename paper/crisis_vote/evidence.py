"""The named pieces of evidence in a line, by which the vote is learned."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path

from crisis.rows.known import normalise
from crisis.words.fold import fold
from crisis.words.letters import word_set

_HERE = Path(__file__).parent
REACH, APART = 6, 3  # words; as in crisis.vote
_PARTS, _SIGNS = (4, 5), (1, 2, 3)
_FIRST_SIGN = "\u2e80"
_CLASSES = 5  # of one word, at most
PHRASE = 2  # how much more a phrase counts than a word
LANGUAGES = "XX"


def parts(word: str) -> list[str]:
    """Return the parts by which a word is known that was never seen; as in crisis.vote."""
    signs = word >= _FIRST_SIGN
    if len(word) <= 3 and not signs:
        return []
    framed = f"<{word}>"
    sizes = _SIGNS if signs else _PARTS
    return [framed[n : n + size] for size in sizes for n in range(len(framed) - size + 1)]


class Known:
    """Classes of words, phrases and clusters, as they stand in the files beside this one."""

    def __init__(self) -> None:
        self.words: dict[str, list[str]] = {}
        self.begins: list[tuple[str, str]] = []
        self.within: list[tuple[str, str]] = []
        self.phrases: dict[str, list[tuple[str, list[str]]]] = {}
        self.elsewhere: list[str] = []
        for name in ("words.txt", "phrases.txt"):
            for line in _lines(name):
                self._read_class(line)
        for line in _lines("languages.txt"):
            for phrase in line.partition(":")[2].split("|"):
                self._read_foreign(phrase.strip())
        self.english = dict(line.split() for line in _lines("plain_english.txt"))
        self.spanish: dict[str, str] = {}
        for line in _lines("plain_spanish.txt"):
            english, _, spanish = line.partition(":")
            for word in spanish.split():
                self.spanish.setdefault(word, english)
        self.clusters = {
            word: numbers for word, *numbers in (line.split() for line in _lines("clusters.txt"))
        }

    def _read_class(self, line: str) -> None:
        name, _, told = line.partition(":")
        words, *phrases = told.split("|")
        for word in words.split():
            if word.startswith("~"):
                self.within.append((word[1:], name))
            elif word.endswith("*") and len(word) > 1:
                self.begins.append((word[:-1], name))
            else:
                self._add_word(word, name)
        for phrase in phrases:
            self._add_phrase(normalise.words(phrase), name)

    def _read_foreign(self, phrase: str) -> None:
        if phrase.isascii():
            self._add_phrase(phrase.split(), LANGUAGES)
        else:
            self.elsewhere.append(fold(phrase))

    def _add_word(self, word: str, name: str) -> None:
        names = self.words.setdefault(word, [])
        if name not in names:
            names.append(name)

    def _add_phrase(self, words: list[str], name: str) -> None:
        if len(words) == 1:
            self._add_word(words[0], name)
        elif words:
            self.phrases.setdefault(" ".join(words[:2]), []).append((name, words[2:]))

    def classes(self, word: str) -> list[str]:
        """Return the classes of a word, the first ones."""
        names = list(self.words.get(word, ()))
        names += [name for begin, name in self.begins if word.startswith(begin)]
        if not word.isascii():
            names += [name for inside, name in self.within if inside in word]
        return list(dict.fromkeys(names))[:_CLASSES]


#: Words that tell the two languages apart.
SPANISH = word_set("de la que el en mi no y")
ENGLISH = word_set("the i to a my is it of and im in you wanna")


def _lines(name: str) -> Iterable[str]:
    for line in (_HERE / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line


KNOWN = Known()


class Evidence:
    """Finds the evidence in lines; remembers the classes of words."""

    def __init__(self, known: Known = KNOWN) -> None:
        self.known = known
        self._of: dict[str, list[str]] = {"^": ["^"], "$": ["$"]}

    def classes(self, word: str) -> list[str]:
        """Return the classes of a word, or of a frame of the line."""
        if word not in self._of:
            self._of[word] = self.known.classes(word)
        return self._of[word]

    def __call__(self, words: Sequence[str], before: Iterable[str]) -> dict[str, float]:
        """Return how much of each piece of evidence there is, all of it scaled by the length."""
        found = Counter[str]()
        framed = ["^", *words, "$"]
        spanish = self.spanish(words)
        for word in set(words):
            found.update(self.of_word(word, spanish=spanish))
        for first, second in set(pairwise(framed)):
            found[f"2 {first} {second}"] += 1
        for first, second in set(pairwise([word[:4] for word in framed])):
            found[f"4 {first} {second}"] += 1
        plain = [self.plain(word, spanish=spanish) for word in framed]
        for distance in range(1, APART + 1):
            pairs = set(zip(plain, plain[distance:], strict=False))
            found.update([f"g{distance} {first} {second}" for first, second in pairs])
        of = [tuple(self.classes(word)) for word in framed]
        near = {
            pair
            for distance in range(2, REACH + 1)
            for pair in zip(of, of[distance:], strict=False)
        }
        for kind, met in ("cc", set(pairwise(of))), ("c~c", near):
            for firsts, seconds in met:
                found.update([f"{kind} {one} {two}" for one in firsts for two in seconds])
        for kind in self.phrases(framed):
            found[f"p {kind}"] += PHRASE
        self._count_before(found, set(" ".join(before).split()))
        scale = 1 / sum(found.values()) ** 0.5
        return {name: count * scale for name, count in found.items()}

    def spanish(self, words: Sequence[str]) -> bool:
        """Whether a line is read as Spanish; as in crisis.vote."""
        spanish = sum(word in self.known.spanish or word in SPANISH for word in words)
        return spanish > sum(word in ENGLISH for word in words)

    def plain(self, word: str, *, spanish: bool) -> str:
        """Return the one English word that stands for all forms of a word."""
        return (self.known.spanish if spanish else self.known.english).get(word, word)

    def of_word(self, word: str, *, spanish: bool) -> list[str]:
        """Return the evidence of one word by itself."""
        plain = self.plain(word, spanish=spanish)
        near = self.known.clusters.get(plain if spanish else word, ())
        return [
            f"1 {word}",
            f"g {plain}",
            *(f"c {name}" for name in self.classes(word)),
            *(f"# {part}" for part in parts(word)),
            *(f"k{level} {number}" for level, number in enumerate(near)),
        ]

    def phrases(self, framed: Sequence[str]) -> set[str]:
        """Return the kinds of phrases in a line."""
        kinds = set[str]()
        for place, (first, second) in enumerate(pairwise(framed), 2):
            for kind, rest in self.known.phrases.get(f"{first} {second}", ()):
                if framed[place : place + len(rest)] == rest:
                    kinds.add(kind)
        text = " ".join(framed)
        if not text.isascii() and any(phrase in text for phrase in self.known.elsewhere):
            kinds.add(LANGUAGES)
        return kinds

    def _count_before(self, found: Counter[str], held: set[str]) -> None:
        if not held:
            return
        found["before"] += 1
        for word in held:
            found[f"b {word}"] += 1
            found.update([f"bc {name}" for name in self.classes(word)])
