"""How a reply came about: which model, at what cost, and what stood in its prompt; never a word."""

from dataclasses import dataclass
from typing import TypeAlias

import orjson

from bridge.journal import Statement
from bridge.models.calls import Answer

#: The first and the last number of some turns of a dialogue, as the journal numbers them.
Turns: TypeAlias = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Sight:
    """What a prompt holds of the world, by what tells nobody's words.

    Attributes:
        events: the ids of what was overheard.
        upto: the last event id when the prompt was made.
        present: how many others were told of as present.
    """

    room: str
    events: tuple[int, ...] = ()
    upto: int = 0
    present: int = 0


@dataclass(frozen=True, slots=True)
class Trace:
    """What is kept of how one reply came about; its person, number and time stand beside it.

    Attributes:
        kind: of what it is a reply in.
        model: the exact id of the model that answered; `key` is what it is chosen by.
        stood_in: whether it answered in place of the one that was asked first.
        tokens: read and written, then read from the provider's cache and written to it.
        usd: what that cost.
        hop: how many models have handed on what it answers.
        sight: what stood in the prompt of the world.
        turns: which of the person's own earlier turns stood in it; fewer of them, where the
            provider found that too long, or it was too dear.
    """

    kind: str
    model: str
    key: str
    stood_in: bool
    attempts: int
    ms: int
    tokens: tuple[int, int, int, int]
    usd: float
    hop: int
    sight: Sight
    turns: Turns | None

    def row(self, person: str, n: int, at: float) -> Statement:
        """Return what keeps this trace of a person's turn `n`; `at` is wall clock, seconds.

        Its id is that time in microseconds, or the next one that is free.
        """
        return (
            "INSERT INTO traces VALUES "
            "(max(?, (SELECT coalesce(max(id), 0) + 1 FROM traces)), ?, ?, ?)",
            (int(at * 1e6), person, n, orjson.dumps(self)),
        )


def of_talk(answer: Answer, sight: Sight, turns: Turns | None) -> Trace:
    """Return the trace of a reply to one person."""
    used = answer.output.usage
    return Trace(
        kind="talk",
        model=answer.output.model,
        key=answer.entry.key,
        stood_in=answer.stood_in,
        attempts=answer.attempts,
        ms=round(answer.seconds * 1000),
        tokens=(
            used.input_tokens,
            used.output_tokens,
            used.cache_read_tokens,
            used.cache_write_tokens,
        ),
        usd=answer.entry.cost(used),
        hop=0,
        sight=sight,
        turns=turns,
    )
