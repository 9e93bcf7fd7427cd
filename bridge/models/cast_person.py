"""What a written voice answers to somebody who is none of its company."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bridge.models.cast_book import filled
from bridge.models.cast_heard import Heard, Moment
from bridge.models.offline_ears import Ears
from bridge.models.offline_english import STOP_WORDS
from bridge.models.offline_talk import Part, Talk
from bridge.models.offline_words import content, normal, quoted, sentences, stem
from world.cast import Character, Corner
from world.scene import Scene
from world.voices import Row

#: Letters of what somebody said that are taken up in an answer.
_TAKEN = 60
#: A word that may be taken up; letters of a sentence that is quoted, at least and at most.
_WORD, _LEAST, _QUOTED = re.compile(r"[a-z]{3,14}"), 15, 200
#: The row to whose answer is added that another model is to speak here.
_WHO = "who are you"
_STANDS_IN = "The language model that is to speak here does not answer just now."


@dataclass(frozen=True, kw_only=True)
class Answers:
    """What there is to say to somebody at one moment.

    Attributes:
        corner: what the voice has to say of the room.
        gaps: what the moment gives to fill in.
        fresh: whether nothing of a line was said before.
        stands_in: another model is to speak here and cannot.
    """

    voice: Character
    corner: Corner
    now: Moment
    gaps: Mapping[str, str]
    fresh: Callable[[str], bool]
    stands_in: bool = False

    def to(self, heard: Heard) -> Iterator[str]:
        """Yield answers to what was heard, the best first."""
        found = _ears(self.voice.rows).heard(Talk(self.now.scene, heard.text))
        for row, part in sorted(found, key=lambda each: not each[0].tender):
            it = _taken(row, part)
            if it or not row.takes:
                taken = {"it": it, "It": it[:1].upper() + it[1:]} if it else {}
                yield from self._of_row(row, {**self.gaps, **taken})
        named = normal(heard.text)
        for thing, ways in self.corner.things.items():
            if re.search(rf"\b{re.escape(normal(thing))}\b", named):
                yield from self._new(ways, self.gaps)

    def _of_row(self, row: Row, gaps: Mapping[str, str]) -> Iterator[str]:
        turn = len(self.now.lines)
        ways, more = self._new(row.say, gaps), self._new(row.then, gaps)
        for n in range(len(ways)):
            words = ways[(turn + n) % len(ways)]
            if row.name == _WHO and self.stands_in and self.fresh(_STANDS_IN):
                words = f"{words} {_STANDS_IN}"
            yield f"{words} {more[turn % len(more)]}" if more and turn % 2 else words

    def _new(self, ways: Sequence[str], gaps: Mapping[str, str]) -> list[str]:
        """Return those of `ways` that can be said now and were not said before."""
        said = (filled(way, gaps) for way in ways)
        return [way for way in said if way and self.fresh(way)]


def _taken(row: Row, part: Part) -> str:
    found = (re.search(pattern, part.folded) for pattern in row.takes)
    return next((hit[1][:_TAKEN].strip() for hit in found if hit and hit[1]), "")


@lru_cache(maxsize=64)
def _ears(rows: tuple[Row, ...]) -> Ears:
    return Ears(rows)


def recalled(text: str, lines: Sequence[Heard]) -> Iterator[Mapping[str, str]]:
    """Yield what the voice has said of the words in `text`, the last first: `word` and `quote`."""
    for word in _words(text):
        for line in reversed([line for line in lines if line.own]):
            for sentence in sentences(line.text.replace("\n", " ")):
                if stem(word) in content(sentence) and _LEAST < len(sentence) <= _QUOTED:
                    yield {"word": word, "quote": quoted(sentence)}


def subject(text: str) -> str:
    """Return the last word in `text` that says what it is about; empty for none."""
    return next(iter(_words(text)), "")


def _words(text: str) -> list[str]:
    """Return the words of weight in `text`, the last first."""
    words = reversed(normal(text).split())
    return [w for w in words if _WORD.fullmatch(w) and w not in STOP_WORDS]


def is_known(voice: Character, text: str) -> bool:
    """Whether `text` is something that the voice listens for."""
    return next(_ears(voice.rows).heard(Talk(None, text)), None) is not None


def is_tender(voice: Character, scene: Scene | None, text: str) -> bool:
    """Whether somebody who says `text` is to be treated gently for a while."""
    return any(row.tender for row, _ in _ears(voice.rows).heard(Talk(scene, text)))
