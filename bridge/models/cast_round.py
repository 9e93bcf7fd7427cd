"""One turn of a written voice where any of its company may meet, in any order, about anything.

There is no dialogue to follow. What the talk was begun with is taken up first and comes back; in
between it comes to one topic after another, of which each who is there has something to say; and
whatever somebody else puts in is answered before all.
"""

import random
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice

from bridge.models.cast_book import bare, filled, pattern, settled
from bridge.models.cast_heard import Heard, Moment
from bridge.models.cast_pages import pages_of
from bridge.models.cast_person import Answers, is_known, is_tender, recalled
from bridge.models.cast_standing import Standing
from bridge.models.cast_taken import pieces, weighty
from bridge.models.cast_turn import Part
from bridge.models.markov import INTRODUCTION
from bridge.models.offline_words import content, is_question, normal
from world.cast import Corner, Topic

#: Lines among which the topic is looked for that the talk is at; for which nobody jokes after
#: something sad; that a person's line is answered with, at most.
_BACK, _GENTLE, _ANSWERS = 8, 6, 2
#: Own lines after which a pattern may be used again.
_WORN_FOR = 14
_NAME = re.compile(r"[\w .'-]{1,40}")
#: Somebody asks what one thinks of something.
_OPINION = re.compile(r"\b(?:think|thoughts|opinions?|views?|feel|say) (?:of|about|on)\b")
#: Said when all else has been.
_WORN = "I have said what was written for me, and so I only count my turns: {n}."


class Round:
    """One turn of a voice in such a talk."""

    def __init__(self, part: Part, now: Moment) -> None:
        self._part, self._now = part, now
        self._company, self._voice = part.book.company, part.voice
        self._standing = Standing(part.book, part.key, now)
        self._pages = pages_of(part.book)
        self._at = [self._pages.find(line.text) for line in now.lines]
        last = now.lines[-1].text if now.lines else ""
        told = f"{part.seed} {part.key} {len(now.lines)} {last}"
        self._dice = random.Random(zlib.crc32(told.encode(errors="replace")))  # noqa: S311 - no secret

    def reply(self) -> str:
        """Return what is said; never empty."""
        return next(self._ways(), "") or _WORN.format(n=self._standing.turns + 1)

    def _ways(self) -> Iterator[str]:
        """Yield what there is to say, the best first."""
        if (asked := self._asked) is not None:
            yield from self._answered(asked)
        if self._sad:
            yield from self._known(self._sad)
            yield from self._lines("tender")
        if self._takes_up:
            if not self._guesses(self._now.lines[-1].speaker):
                yield from self._known(self._now.lines[-1])
            yield from self._lines("takes up", self._of_last)
        yield from self._in_order()
        yield from self._lines("takes up", self._of_last)
        yield from self._returns()
        yield from self._unopened()

    def _in_order(self) -> Iterator[str]:
        """Yield what comes next in the talk: of its beginning, of its topic, of another one."""
        if not self._standing.turns and not any(name in self._topics for name in self._at):
            yield from self._lines("first", self._of_the_talk)
        if self._topic:
            yield from self._fresh(self._topic.says.get(self._part.key, ()), self._of_last)
        if self._at[-1:] == ["returns"] and self._standing.last:
            kind = self._dice.choice(("returns", "returns", "takes up", "opens"))
            yield from self._lines(kind, self._of_last)
        if self._is_at_a_topic:
            yield from self._returns()
        yield from self._opened()

    def _returns(self) -> Iterator[str]:
        """Yield ways back to what the talk was begun with, unless that was nothing to play with."""
        gaps = self._of_the_talk
        if gaps["word"] or not any(map(self._weighs, self._now.lines)):
            yield from self._lines("returns", gaps)

    # --- Topics ---------------------------------------------------------------------------------

    @cached_property
    def _topics(self) -> Mapping[str, Topic]:
        return {topic.name: topic for topic in self._company.topics}

    @property
    def _topic(self) -> Topic | None:
        """What the talk is at; None: it has left it, to come back to what it was begun with."""
        said = [name for name in self._at[-_BACK:] if name in self._topics or name == "returns"]
        return self._topics.get(said[-1]) if said else None

    @property
    def _is_at_a_topic(self) -> bool:
        """Whether the talk has not come back to what it was begun with since its last topic."""
        said = [name for name in self._at if name in {*self._topics, "returns", "first"}]
        return not said or said[-1] in self._topics

    def _opened(self) -> Iterator[str]:
        """Yield the beginning of a topic that was not spoken of; one that lies near goes first."""
        lines = self._now.lines
        told = [{*normal(line.text).split()} for line in (*lines[:1], *lines[-_BACK:])]
        own = [t for t in self._left if self._part.key in t.opens]
        self._dice.shuffle(own)
        for topic in sorted(own, key=lambda each: -sum(not w.isdisjoint(each.about) for w in told)):
            yield from self._fresh([topic.opens[self._part.key]], self._of_last)

    def _own(self, topic: Topic) -> list[str]:
        """Return all that the voice has to say of `topic`."""
        key = self._part.key
        return [*filter(None, (topic.opens.get(key),)), *topic.says.get(key, ())]

    def _unopened(self) -> Iterator[str]:
        """Yield what there would have been to say of topics that did not come up."""
        for topic in self._left:
            yield from self._fresh(topic.says.get(self._part.key, ()), self._of_last)

    @property
    def _left(self) -> list[Topic]:
        return [topic for name, topic in self._topics.items() if name not in self._at]

    # --- What others say ------------------------------------------------------------------------

    @cached_property
    def _foreign(self) -> list[int]:
        """The numbers of the lines that persons have put in."""
        return [n for n, line in enumerate(self._now.lines) if self._is_foreign(n, line)]

    def _is_foreign(self, n: int, line: Heard) -> bool:
        if not line.speaker or line.own or self._at[n] or self._guesses(line.speaker):
            return False
        ours = self._company.characters.values()
        return not any(line.speaker.startswith(voice.name) for voice in ours)

    @property
    def _asked(self) -> Heard | None:
        """What a person has put in just now, or to the voice by its name since it spoke last."""
        lines = self._now.lines
        since = max((n + 1 for n, line in enumerate(lines) if line.own), default=0)
        for n in reversed(self._foreign):
            named = self._standing.named_in(lines[n].text)
            is_meant = self._part.key in named
            lately = n >= len(lines) - (1 if named else _ANSWERS)
            if n >= since and (lately or is_meant):
                return lines[n]
        return None

    def _answered(self, asked: Heard) -> Iterator[str]:
        """Yield answers to what a person has put in: whoever was asked has the first word."""
        named, gaps = self._standing.named_in(asked.text), self._of(asked)
        others = [key for key in named if key != self._part.key]
        if others and self._part.key not in named:
            who = self._company.characters[others[0]].name
            yield from islice(self._lines("passes", {**gaps, "who": who}), 1)
        yield from self._known(asked)
        about = {*content(asked.text)}
        for topic in self._company.topics:
            if about.intersection(content(topic.name)):
                yield from self._fresh(self._own(topic), gaps)
        if _OPINION.search(normal(asked.text)):
            yield from self._lines("returns", gaps)
        if is_question(asked.text):
            for recall in recalled(asked.text, self._now.lines):
                yield from self._lines("recalls", recall)
            yield from self._lines("asked", gaps)
        yield from self._lines("heard", gaps)

    def _known(self, asked: Heard) -> Iterator[str]:
        answers = Answers(
            voice=self._voice,
            corner=Corner(),
            now=self._now,
            gaps=self._of(asked),
            fresh=self._standing.is_fresh,
            stands_in=self._part.stands_in,
        )
        return answers.to(asked)

    @property
    def _sad(self) -> Heard | None:
        """What somebody has told just now that is sad, and that nobody is to joke past."""
        return next(filter(self._weighs, self._now.lines[-_GENTLE:]), None)

    def _weighs(self, line: Heard) -> bool:
        ours = line.own or self._pages.find(line.text)
        return not ours and is_tender(self._voice, None, line.text)

    @property
    def _takes_up(self) -> bool:
        """Whether the last line is to be taken up: nobody of the company has written it."""
        last = self._standing.last
        if last is None or not last.speaker or self._at[-1]:
            return False
        return not self._guesses(last.speaker) or bool(self._standing.turns % 2)

    def _guesses(self, speaker: str) -> bool:
        """Whether `speaker` is the voice that only guesses words; it always introduces itself."""
        return any(INTRODUCTION in line.text for line in self._now.lines if line.speaker == speaker)

    # --- What gaps are filled with --------------------------------------------------------------

    @property
    def _of_last(self) -> Mapping[str, str]:
        """What the last line gives to fill in."""
        others = [line for line in self._now.lines if not line.own and line.speaker]
        return self._of(others[-1]) if others else {}

    def _of(self, line: Heard) -> Mapping[str, str]:
        """Return what `line` gives: who said it, a word, and a piece of it."""
        if is_tender(self._voice, None, line.text):
            return {}
        who = line.speaker if _NAME.fullmatch(line.speaker) else ""
        word, piece = self._one(weighty(line.text)), self._one(pieces(line.text))
        return {"who": who, "word": word, "piece": piece}

    @property
    def _of_the_talk(self) -> Mapping[str, str]:
        """A word of what the talk was begun with, or of what persons have put in since."""
        put = [self._now.lines[n].text for n in self._foreign]
        lines = [text for text in put if not is_known(self._voice, text)]
        if self._now.lines and not self._now.lines[0].speaker:
            lines.append(self._now.lines[0].text)
        found = [weighty(text) for text in lines if not is_tender(self._voice, None, text)]
        return {"word": self._one(self._dice.choice(found)) if found else ""}

    def _one(self, ways: Sequence[str]) -> str:
        return self._dice.choice(ways) if ways else ""

    # --- Words ----------------------------------------------------------------------------------

    def _lines(self, name: str, gaps: Mapping[str, str] | None = None) -> Iterator[str]:
        """Yield the voice's lines of that `name`, in any order; none that is worn."""
        ways = [way for way in self._voice.lines.get(name, ()) if not self._is_worn(way)]
        self._dice.shuffle(ways)
        if name == "first":  # what was given is taken up, where something was
            ways.sort(key=lambda way: "{word}" not in way)
        yield from self._fresh(ways, gaps or {})

    def _fresh(self, ways: Iterable[str], gaps: Mapping[str, str]) -> Iterator[str]:
        """Yield `ways` with their gaps filled, where nothing of them was said before."""
        for way in ways:
            said = filled(settled(way, str(self._part.seed)), gaps)
            if said and self._standing.is_fresh(said):
                yield said

    def _is_worn(self, way: str) -> bool:
        own = [bare(line.text) for line in self._now.lines if line.own][-_WORN_FOR:]
        return any(pattern(way).match(text) for text in own)
