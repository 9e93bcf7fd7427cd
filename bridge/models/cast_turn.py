"""One turn of a written voice: what it says next."""

import random
import re
import zlib
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

from bridge.models.cast_book import (
    ANSWERED,
    BACK,
    PRINTED,
    Book,
    Place,
    bare,
    filled,
    pattern,
    settled,
)
from bridge.models.cast_heard import Heard, Moment
from bridge.models.cast_person import Answers, is_tender, recalled, subject
from bridge.models.cast_scene import gaps_of
from bridge.models.cast_standing import Standing
from bridge.models.offline_english import STOP_WORDS
from bridge.models.offline_words import normal
from world.cast import Character, Corner, Exchange

#: Lines that a voice remembers to have said.
_REMEMBERED = 400
#: One in so many lines that stand alone has something done behind it.
_DEEDS = 3
#: Lines of its own after which a voice may use a pattern again.
_WORN_FOR = 12
#: What looks like a file, in what a strange machine prints.
_FILE = re.compile(r"(?<![\w./])/?(?:[\w-]+/)*[\w-]+\.[a-z]{2,4}\b|(?<![\w./])/[\w-]+(?:/[\w-]+)+")
#: A noun by what stands before it; letters in which one is looked for.
_NOUN = re.compile(
    r"\b(?:the|a|an|my|your|our|this|that|its|his|her|their) ([a-z]{4,14})\b(?= (\w+)|$)"
)
_NO_NOUNS = frozenset({"same", "only", "other", "very", "last", "first", "next", "more", "most"})
_LETTERS = 600
#: What the house tells when somebody has.
_CAME = "come in"
#: Said when all else has been.
_WORN = "I have said what was written for me, and so I only count my turns: {n}."


@dataclass(frozen=True)
class Memory:
    """What a voice knows of talks that its prompt no longer holds: it comes again last of all.

    Attributes:
        heard: how often each exchange was heard of, by its number.
        said: the last lines that the voice has said, oldest first.
    """

    heard: Counter[int] = field(default_factory=Counter)
    said: deque[str] = field(default_factory=lambda: deque(maxlen=_REMEMBERED))


@dataclass(frozen=True, kw_only=True)
class Part:
    """A voice in its company."""

    book: Book
    key: str
    seed: int
    memory: Memory = field(default_factory=Memory)
    stands_in: bool = False

    @property
    def voice(self) -> Character:
        """Return what the voice has to say."""
        return self.book.company.characters[self.key]


class Turn:
    """One turn of a voice."""

    def __init__(self, part: Part, now: Moment) -> None:
        self._part, self._book, self._now = part, part.book, now
        self.standing = Standing(part.book, part.key, now)
        last = now.lines[-1].text if now.lines else ""
        told = f"{part.seed} {part.key} {len(now.lines)} {last}"
        self._dice = random.Random(zlib.crc32(told.encode(errors="replace")))  # noqa: S311 - no secret

    def reply(self) -> str:
        """Return what is said; never empty."""
        at, machine = self.standing, self._book.company.machine
        asked = None if self._now.scene else at.asked
        if machine and machine.speaker == self._part.key:
            return at.printed(next(self._answers(asked), "") if asked else "")
        if asked:
            parts = [*islice(self._told(asked), 1), *islice(self._goes_on(), 1)]
            return ANSWERED.join(parts) or _WORN.format(n=at.turns)
        first = at.person_spoke or self._is_to_be_gentle or self._somebody_came
        due = at.due if at.due and not first else None
        if due and (said := next(self._fresh(self._line(due)), "")):
            return said
        new = (words for words in self._ways() if words not in self._part.memory.said)
        return next(new, "") or next(self._ways(), "") or _WORN.format(n=at.turns + 1)

    # --- What there is to say, the best first ---------------------------------------------------

    def _ways(self) -> Iterator[str]:
        at = self.standing
        if at.person_spoke:
            yield from self._answered()
        elif self._is_to_be_gentle:
            yield from self._fresh(self._lines("tender"))
        elif self._somebody_came:
            yield from self._fresh(self._lines("comes in"))
        elif at.another_is_due:
            yield from self._fresh(self._lines("aside") or self._lines("fallback"))
        if at.unforeseen and (at.played or at.turns) and self._now.scene is None:
            yield from self._improvised()
        yield from self._begin()
        yield from self._alone()
        yield from self._fresh(self._lines("aside"), self._lines("fallback"))
        if self._now.scene is None:
            yield from self._fresh(self._own_story())

    def _answered(self) -> Iterator[str]:
        """Yield answers to a person, at worst one that fits anything."""
        yield from self._answers(self._now.lines[-1])
        yield from self._fresh(self._lines("fallback"), self._corner.notices)

    def _improvised(self) -> Iterator[str]:
        """Yield replies to what nobody wrote an answer to: by turns to it, and past it."""
        yield from self._fresh(self._tries())
        if self.standing.turns % 2:
            yield from self._fresh(self._own_story())
        yield from self._answers(self._now.lines[-1])
        yield from self._fresh(self._lines("fallback"), self._own_story())

    def _goes_on(self) -> Iterator[str]:
        """Yield what the talk goes on with when a person has been answered, if it is our line."""
        if self.standing.due:
            yield from self._fresh(self._line(self.standing.due))
        elif not self.standing.another_is_due:
            yield from self._begin()

    def _told(self, asked: Heard) -> Iterator[str]:
        """Yield answers to a person who speaks in a talk: whoever was asked has the first word."""
        lines, named = self._part.voice.lines, self.standing.named_in(asked.text)
        recalls, ways = lines.get("recalls", ()), lines.get("asked", ())
        if named and self._part.key not in named:
            who = self._book.company.characters[named[0]].name
            yield from self._fresh(self._filled(lines.get("passes", ()), {"who": who}))
        yield from self._answers(asked)
        for gaps in recalled(asked.text, self._now.lines):
            yield from self._fresh(self._filled(recalls, gaps))
        yield from self._fresh(self._filled(ways, {"word": subject(asked.text)}))
        yield from self._fresh(self._lines("fallback"))

    def _answers(self, heard: Heard) -> Iterator[str]:
        answers = Answers(
            voice=self._part.voice,
            corner=self._corner,
            now=self._now,
            gaps=self._gaps,
            fresh=self.standing.is_fresh,
            stands_in=self._part.stands_in,
        )
        return answers.to(heard)

    def _begin(self) -> Iterator[str]:
        """Yield the first line of an exchange that fits here, of those heard least often."""
        fit = [n for n in self._open() if self._exchange(n).lines[0][0] == self._part.key]
        self._dice.shuffle(fit)
        for n in sorted(fit, key=lambda n: self._part.memory.heard[n]):
            yield from self._fresh(self._line(Place(n, 0)))

    @property
    def _is_to_be_gentle(self) -> bool:
        """Whether a person has told of something sad just now, and nobody is to joke past it."""
        said = [line for line in self._now.lines[-BACK:] if self.standing.is_a_persons(line)]
        return any(is_tender(self._part.voice, self._now.scene, line.text) for line in said)

    @property
    def _somebody_came(self) -> bool:
        """Whether the house tells that somebody has just come in."""
        return bool(self._now.scene and _CAME in self._now.scene.note)

    def _alone(self) -> Iterator[str]:
        """Yield something that is said to nobody in particular."""
        for words in self._fresh(self._lines("begins"), self._corner.notices):
            yield self._with_a_deed(words)

    def _own_story(self) -> Iterator[str]:
        """Yield the voice's own lines, in their order, where nobody says what stands between."""
        exchanges = sorted(enumerate(self._book.company.exchanges), key=lambda each: each[1].act)
        places = (Place(n, k) for n, each in exchanges for k in range(len(each.lines)))
        for place in places:
            if self._book.speaker(place) == self._part.key:
                yield from self._line(place)

    def _tries(self) -> Iterator[str]:
        """Yield commands that look into what a strange machine has printed."""
        last, ways = self.standing.last, self._part.voice.lines.get("tries")
        if not (last and ways):
            return
        typed = {word for line in self._now.lines if line.own for word in line.text.split()}
        names = (name for name in _FILE.findall(last.text) if name not in typed)
        yield from (self._dice.choice(ways).replace("{it}", name) for name in names)

    # --- Exchanges ------------------------------------------------------------------------------

    def _exchange(self, n: int) -> Exchange:
        return self._book.company.exchanges[n]

    def _open(self) -> list[int]:
        """Return the exchanges that could be begun now, by their numbers."""
        played = self.standing.played
        heard = {*played, *self._part.memory.heard}
        known = {self._exchange(n).name for n in heard}
        closed = {self._exchange(n).one_of for n in heard} - {""}
        left = [
            n
            for n, each in enumerate(self._book.company.exchanges)
            if n not in played and known.issuperset(each.after) and self._fits(each)
            and each.one_of not in closed
        ]  # fmt: skip
        act = min((self._exchange(n).act for n in left), default=0)
        return [n for n in left if self._exchange(n).act == act]

    def _fits(self, exchange: Exchange) -> bool:
        """Whether the room is right for `exchange`, all are here, and its gaps can be filled."""
        scene = self._now.scene
        if scene and (exchange.room not in {"", scene.room} or not self._are_here(exchange)):
            return False
        return all(filled(words, self._gaps) is not None for _, words in exchange.lines)

    def _are_here(self, exchange: Exchange) -> bool:
        present = self._now.scene.present if self._now.scene else ()
        others = exchange.speakers - {self._part.key}
        return all(self._book.company.characters[key].name in present for key in others)

    # --- Words ----------------------------------------------------------------------------------

    @cached_property
    def _gaps(self) -> Mapping[str, str]:
        return gaps_of(self._now, self._noun)

    @property
    def _noun(self) -> str:
        """What was spoken of last, with its article; empty where that cannot be told."""
        last = self.standing.last
        found = _NOUN.findall(normal(last.text[-_LETTERS:])) if last else []
        nouns = [noun for noun, more in found if not more or more in STOP_WORDS]
        nouns = [noun for noun in nouns if noun not in _NO_NOUNS]
        return f"the {nouns[-1]}" if nouns else ""

    @property
    def _corner(self) -> Corner:
        room = self._now.scene.room if self._now.scene else ""
        return self._part.voice.rooms.get(room, Corner())

    def _line(self, place: Place) -> list[str]:
        """Return the line at `place`, ready to be said; none where a gap stays open."""
        words = self._book.words(place)
        chosen = settled(words, f"{self._part.seed} {place.exchange} {place.line}")
        said = filled(chosen, self._gaps)
        return [said] if said and words != PRINTED else []

    def _lines(self, name: str) -> list[str]:
        """Return the voice's other lines of that `name`, in any order."""
        return self._filled(self._part.voice.lines.get(name, ()), self._gaps)

    def _filled(self, ways: Iterable[str], gaps: Mapping[str, str]) -> list[str]:
        """Return `ways` as they can be said now, in any order; in a talk, none that is worn."""
        chosen = (settled(way, str(self._part.seed)) for way in ways)
        left = [way for way in chosen if self._now.scene or not self._is_worn(way)]
        said = [line for line in (filled(way, gaps) for way in left) if line]
        self._dice.shuffle(said)
        return said

    def _is_worn(self, way: str) -> bool:
        """Whether the voice has said something of that pattern not long ago."""
        own = [bare(line.text) for line in self._now.lines if line.own][-_WORN_FOR:]
        return any(pattern(way).match(text) for text in own)

    def _fresh(self, *ways: Iterable[str]) -> Iterator[str]:
        return (words for group in ways for words in group if self.standing.is_fresh(words))

    def _with_a_deed(self, words: str) -> str:
        ways = self._part.voice.lines.get("emotes", ())
        if not ways or "[do:" in words or self._dice.randrange(_DEEDS):
            return words
        return f"{words} [do: emote {self._dice.choice(ways)}]"
