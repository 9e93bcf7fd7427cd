"""What was said in a conversation so far, whose turn it is, and what it has come to."""

from collections.abc import Sequence

from bridge.conversations.happening import Heard, Past, Said, Spoke, Totals, together
from bridge.models.base import Usage


class Proceedings:
    """The lines of a talk, and the round that it is in.

    Attributes:
        lines: all that was said, oldest first.
        round: the round that goes on.
        waiting: who has not yet spoken in it, in the order in which they sit.
        turns: lines of actors, silent ones too.
        calls: the calls to models that had been made when the last line was said.
    """

    def __init__(self, names: Sequence[str]) -> None:
        self.lines: list[Said] = []
        self.round, self.waiting, self.calls = 1, list(names), 0
        self.turns = 0
        self._names, self._totals = names, Totals()

    @property
    def next(self) -> int:
        """Return the number of the next line."""
        return len(self.lines) + 1

    def take(self, told: Past) -> None:
        """Take note of what has happened."""
        if told.type != "heard":
            self._count(told.usage, told.usd)
        if isinstance(told, Spoke | Heard):
            self.lines.append(told)
        if told.type == "spoke":
            self.calls = told.calls
            self.turns += 1
            self._seat(told)

    def of_round(self, number: int) -> list[Spoke]:
        """Return what was said in a round, without those who were silent."""
        spoken = (line for line in self.lines if line.type == "spoke")
        return [line for line in spoken if line.round == number and line.text]

    def totals(self, calls: int) -> Totals:
        """Return what the talk has come to, with so many calls."""
        seconds = sum(line.seconds for line in self.lines if line.type == "spoke")
        counted = {"lines": len(self.lines), "rounds": self.round - 1, "calls": calls}
        return self._totals.model_copy(update={**counted, "seconds": round(seconds, 3)})

    def _seat(self, spoke: Spoke) -> None:
        """Let the round go on after `spoke`."""
        if spoke.actor in self.waiting:
            self.waiting.remove(spoke.actor)
        if not self.waiting:
            self.round, self.waiting = spoke.round + 1, list(self._names)

    def _count(self, usage: Usage, usd: float) -> None:
        known = self._totals
        more = {"usage": together(known.usage, usage), "usd": known.usd + usd}
        self._totals = known.model_copy(update=more)
