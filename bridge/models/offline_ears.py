"""How the offline voice finds what it knows in somebody's words."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from bridge.models.offline_english import REQUEST
from bridge.models.offline_talk import Part, Talk
from bridge.models.offline_words import content
from world.voices import Row

_WORD_AT = re.compile(r"\w+")
_LITERAL = re.compile(r"[\w]+")
_CHOICE = re.compile(r"\(([\w |]+)\)(?= |$)")
#: Words of weight in a line that is about little else than a subject it names.
_SHORT = 2
_OWN = frozenset(("i", "my", "we", "our"))
#: Little words around what is said, which change nothing.
_ASIDES = re.compile(
    r"^(?:(?:timmy|well|so|and|oh|um|uh|er|haha|ha|hey|but|then) )+"
    r"|(?: (?:timmy|please|then|lol|haha|tbh|though))+$"
)


class Ears:
    """The rows of one tongue, ready to be found; a phrase is only tried where its first word is."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows = rows
        self._always = [at for at, row in enumerate(rows) if not row.hear]
        self._at: dict[str, list[tuple[int, re.Pattern[str]]]] = defaultdict(list)
        self._anywhere: list[tuple[int, re.Pattern[str]]] = []
        self._unless = {n: _any_of(row.unless) for n, row in enumerate(rows) if row.unless}
        for at, row in enumerate(rows):
            for phrase in row.hear:
                self._take_in(at, phrase, whole=row.whole)

    def _take_in(self, at: int, phrase: str, *, whole: bool) -> None:
        openings = _openings(phrase)
        if whole:
            self._anywhere.append((at, re.compile(rf"\A(?:{phrase})\Z")))
        elif openings:
            pattern = re.compile(rf"(?:{phrase})\b")
            for word in openings:
                self._at[word].append((at, pattern))
        else:
            self._anywhere.append((at, re.compile(rf"(?<!\w)(?:{phrase})(?!\w)")))

    def heard(self, talk: Talk) -> Iterator[tuple[Row, Part]]:
        """Yield what is heard now, with its sentence: what is asked first, in the rows' order."""
        parts = talk.parts
        asked = any(part.asks for part in parts)
        found = [
            (asked and not part.asks, at, -n)
            for n, part in enumerate(parts)
            for at in self._in(part)
        ]
        always = [(False, at, 0) for at in self._always]
        for _, at, n in sorted({*found, *always}):
            yield self._rows[at], parts[-n]

    def _in(self, part: Part) -> Iterator[int]:
        bare = _ASIDES.sub("", part.folded)
        met = {at for at, pattern in self._anywhere if pattern.search(bare)}
        for word in _WORD_AT.finditer(bare):
            tried = self._at.get(word[0], ())
            met.update(at for at, pattern in tried if pattern.match(bare, word.start()))
        for at in met:
            unless = self._unless.get(at)
            row = self._rows[at]
            if (
                row.asks in (None, part.asks)
                and (_about_little_else(part) or not row.subject)
                and not (unless and unless.search(bare))
            ):
                yield at


def _about_little_else(part: Part) -> bool:
    """Whether a subject that is heard is what the line is about: it is short, and of oneself."""
    own = _OWN & {*part.folded.split()} and not REQUEST.match(part.folded)
    return bool(own or " " not in part.folded) and len(content(part.text)) <= _SHORT


def _any_of(phrases: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(phrases)})(?!\w)")


def _openings(phrase: str) -> frozenset[str]:
    """Return the words with which `phrase` can begin; empty when that cannot be told."""
    if choice := _CHOICE.match(phrase):
        return frozenset(way.split()[0] for way in choice[1].split("|") if way.split())
    first = phrase.split(" ", 1)[0]
    if phrase[len(first) :].startswith(" ?"):  # the word may be longer
        return frozenset()
    return frozenset({first}) if _LITERAL.fullmatch(first) else frozenset()
