"""What a model is sent of a dialogue: a summary of its older part, and the rest word for word.

A prompt that begins with the same bytes as the one before is the one that a provider can cache. So
turns are only ever added at the end, until the window is long; then most of it goes at once.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import accumulate
from typing import NamedTuple

from bridge.models.base import Message
from bridge.summaries import Summary

#: Turns that a window has at most.
MOST = 60
#: Bytes that count for one token when it is not known how many there are: fewer than there will be.
_BYTES = 3
#: Tokens that a message is more than its words.
_AROUND = 8


@dataclass(frozen=True, slots=True)
class Marks:
    """How many messages make a window long, and how many of them stay."""

    high: int
    low: int


#: Measured over talks of a hundred turns and more: to keep more word for word costs more, less
#: makes a worse listener. A voice of rules is paid nothing, and hears summaries badly.
PAID, RULES = Marks(32, 8), Marks(60, 40)


class Past(NamedTuple):
    """One turn that is over.

    Attributes:
        n: how many messages there were with it, since the dialogue began.
        unwritten: whether nothing that is written may hold any of it.
    """

    n: int
    asked: Message
    replied: Message
    unwritten: bool = False


@dataclass(slots=True)
class Window:
    """What is in memory of a dialogue.

    Attributes:
        summary: what stands for all before `turns`.
        unkept: whether `summary` tells of more than the one that is on disk.
    """

    summary: Summary = field(default_factory=Summary)
    turns: list[Past] = field(default_factory=list)
    unkept: bool = False

    @property
    def messages(self) -> list[Message]:
        """The dialogue as a model is sent it, without what is said now."""
        said = [message for turn in self.turns for message in (turn.asked, turn.replied)]
        return [*self.summary.messages, *said]

    @property
    def letters(self) -> int:
        """How many letters there are in `turns`."""
        return sum([len(asked.text) + len(replied.text) for _, asked, replied, _ in self.turns])

    def fitting(self, room: int) -> list[Message]:
        """Return `messages`, without the oldest turns that have no place in `room` tokens."""
        messages, first = self.messages, len(self.summary.messages)
        if sum(2 * len(message.text) + _AROUND for message in messages) <= room:
            return messages
        left = size(messages)
        while left > room and len(messages) > first:
            left -= size(messages[first : first + 2])
            del messages[first : first + 2]
        return messages if left <= room else []

    def is_unwritten(self) -> bool:
        """Return whether there is something in it that is to be written nowhere."""
        return any(turn.unwritten for turn in self.turns)

    def as_it_is(self) -> "Window":
        """Return another that stays as this is now."""
        return Window(self.summary, [*self.turns])

    def forget_unwritten(self) -> None:
        """Let go of what is to be written nowhere, so that nothing is made in sight of it."""
        self.turns = [turn for turn in self.turns if not turn.unwritten]

    def add(self, turn: Past) -> None:
        """Add the latest turn; the oldest go where nothing could shorten the window for long.

        What must not be lost of those that may be written stays in the summary.
        """
        self.turns.append(turn)
        if len(self.turns) > MOST:
            gone = self.turns[: MOST // 2]
            said = [past.asked.text for past in gone if not past.unwritten]
            self.shorten(self.summary.followed_by(gone[-1].n, said))
            self.unkept = True

    def leaving(self, marks: Marks, room: int, *, crowded: bool = False) -> list[Past]:
        """Return the turns that are to go now, for a model with `room` tokens for the dialogue.

        Where it is `crowded`, all go but the few that always stay.
        """
        if crowded:
            return self.turns[: -marks.low // 2]
        few = 2 * len(self.turns) < marks.high
        if few and 2 * (self.letters + _AROUND * marks.high) * 4 < room * 3:
            return []  # no letter counts for two tokens: by far the most turns end here
        sizes = [size((turn.asked, turn.replied)) for turn in self.turns]
        if few and sum(sizes) * 4 < room * 3:
            return []
        # From the latest turn back: those stay that are few enough and take a third at most.
        stays = sum(size * 3 <= room for size in accumulate(reversed(sizes)))
        return self.turns[: len(self.turns) - max(1, min(stays, marks.low // 2))]

    def followed_by(self, later: "Window", shift: int) -> "Window":
        """Return this with `later` after it, whose numbers grow by `shift`."""
        turns = [turn._replace(n=turn.n + shift) for turn in later.turns]
        if not later.summary.upto:
            return Window(self.summary, [*self.turns, *turns])
        said = [*(turn.asked.text for turn in self.turns), *later.summary.facts]
        summary = self.summary.followed_by(later.summary.upto + shift, said)
        return Window(summary, turns, unkept=True)

    def shorten(self, summary: Summary) -> None:
        """Let `summary` stand for the turns that it tells of."""
        if summary.upto > self.summary.upto:
            self.summary = summary
            self.turns = [turn for turn in self.turns if turn.n > summary.upto]


def size(messages: Iterable[Message]) -> int:
    """Return about how many tokens `messages` are, rather more than fewer."""
    return sum(size_of(message.text) for message in messages)


def size_of(text: str) -> int:
    """Return about how many tokens a message of this text is."""
    return (len(text) if text.isascii() else len(text.encode())) // _BYTES + _AROUND
