"""Where a talk stands, for one of the written voices that take part in it."""

from collections.abc import Set as AbstractSet
from functools import cached_property

from bridge.models.cast_book import BACK, PRINTED, Book, Place, bare, said_in
from bridge.models.cast_heard import Heard, Moment
from bridge.models.cast_machine import Shell
from bridge.models.offline_words import WORD, normal
from world.cast import Machine

#: Lines among which the last one of an exchange is looked for in a talk without a room.
_BACK = 8


class Standing:
    """A talk as the voice `key` finds it at one moment."""

    def __init__(self, book: Book, key: str, now: Moment) -> None:
        self._book, self._key, self._now = book, key, now

    @cached_property
    def places(self) -> list[Place | None]:
        """Where in the exchanges each line stands; in a room, a visitor's stands nowhere."""
        in_room = self._now.scene is not None
        return [
            None if in_room and self.is_a_persons(line) else self._book.find(line.text)
            for line in self._now.lines
        ]

    @cached_property
    def played(self) -> frozenset[int]:
        """The exchanges of which something was heard."""
        return frozenset(place.exchange for place in self.places if place)

    @property
    def last(self) -> Heard | None:
        """What somebody else has said last, if it was not the voice itself."""
        lines = self._now.lines
        return lines[-1] if lines and not lines[-1].own else None

    @property
    def turns(self) -> int:
        """How many lines were the voice's own."""
        return sum(line.own for line in self._now.lines)

    @cached_property
    def _next(self) -> Place | None:
        """The place behind the last line of an exchange that was heard, if not long ago."""
        first = max(0, len(self.places) - (BACK if self._now.scene else _BACK))
        for n in range(len(self.places) - 1, first - 1, -1):
            if place := self.places[n]:
                after = Place(place.exchange, place.line + 1)
                printed = self._was_printed(after, n)
                return Place(after.exchange, after.line + 1) if printed else after
        return None

    @property
    def due(self) -> Place | None:
        """The line that comes next in the exchange that is under way, if it is the voice's."""
        after = self._next
        return after if after and self._book.speaker(after) == self._key else None

    @property
    def another_is_due(self) -> bool:
        """Whether somebody else who is here has not yet said the next line."""
        speaker = self._book.speaker(self._next) if self._next else None
        if not (speaker and self.last):
            return False
        if self._now.scene:
            return self._book.company.characters[speaker].name in self._now.scene.present
        lines = zip(self._now.lines, self.places, strict=True)
        return any(place and not line.own for line, place in lines)

    @cached_property
    def unforeseen(self) -> bool:
        """Whether nobody wrote an answer to what was said last."""
        if self.last is None or self.places[-1] or self.due:
            return False
        return not (self._next and self._last_words_of(self._next) == PRINTED)

    def _last_words_of(self, after: Place) -> str:
        """Return the last words of the exchange that `after` is the end of, else nothing."""
        if self._book.speaker(after) is not None:
            return ""
        return self._book.words(Place(after.exchange, after.line - 1))

    @property
    def person_spoke(self) -> bool:
        """Whether somebody spoke last who is none of the company."""
        if self.last is None or self.places[-1]:
            return False
        return self.is_a_persons(self.last)

    @cached_property
    def asked(self) -> Heard | None:
        """What a person has said just now, or to the voice by its name since it spoke last."""
        for n, line in reversed(list(enumerate(self._now.lines))):
            if line.own:
                break
            is_last = n == len(self._now.lines) - 1
            if self.is_a_persons(line) and (is_last or self._key in self.named_in(line.text)):
                return line
        return None

    def named_in(self, text: str) -> list[str]:
        """Return the keys of those whose names stand in `text`."""
        said, voices = f" {normal(text)} ", self._book.company.characters
        return [key for key, voice in voices.items() if f" {normal(voice.name)} " in said]

    def is_a_persons(self, line: Heard) -> bool:
        """Whether `line` is of somebody who is none of the company."""
        return not line.own and line.speaker not in {"", *self._colleagues}

    @property
    def _colleagues(self) -> AbstractSet[str]:
        """Those who belong to the company, or have said a line of it."""
        names = {voice.name for voice in self._book.company.characters.values()}
        if self._now.scene:  # in a room a visitor may happen to say what stands in a line
            return names
        lines = zip(self._now.lines, self.places, strict=True)
        return names | {line.speaker for line, place in lines if place}

    # --- What was said --------------------------------------------------------------------------

    def is_fresh(self, words: str) -> bool:
        """Whether `words` are some, and no sentence of them was said before."""
        new = bare(words) not in self._lines and said_in(words).isdisjoint(self._sentences)
        return new and bool(WORD.search(words))

    @cached_property
    def _sentences(self) -> frozenset[str]:
        return frozenset().union(*(said_in(line.text) for line in self._now.lines))

    @cached_property
    def _lines(self) -> frozenset[str]:
        return frozenset(bare(line.text) for line in self._now.lines)

    # --- Machines -------------------------------------------------------------------------------

    def printed(self, told: str = "") -> str:
        """Return what the company's machine prints since it did last; `told` answers a person."""
        shell, parts = self._shell, list[str]()
        for line in self._now.lines:
            if line.own:
                parts.clear()
            elif not self.is_a_persons(line):
                parts.append(shell.run(line.text).strip() or shell.prompt)
            else:
                words = shell.answer(line.text).strip()
                parts.append(told if told and line == self.asked else words or shell.prompt)
        return "\n\n".join(parts) or shell.prompt

    @property
    def _shell(self) -> Shell:
        machine = self._book.company.machine
        return Shell(machine or Machine(speaker="", prompt=""))

    def _was_printed(self, place: Place, n: int) -> bool:
        """Whether somebody has shown what the machine was to print at `place`, behind line `n`."""
        if self._book.speaker(place) is None or self._book.words(place) != PRINTED:
            return False
        shell, printed = self._shell, ""
        for line in self._now.lines[: n + 1]:
            if line.own:
                printed = shell.run(line.text).strip() or shell.prompt
        behind = (line for line in self._now.lines[n + 1 :] if not self.is_a_persons(line))
        shown = next(behind, None)
        return shown is not None and printed in shown.text
