"""Votes of watchers on who speaks next: one voice each, counted anew for each turn."""

from collections import Counter
from collections.abc import Iterable

from bridge.errors import BusyError, ConflictError

#: How many may vote on one turn.
VOTERS = 10_000


class Ballot:
    """One question with a few answers, and who has chosen which.

    Attributes:
        choices: what may be voted for, in the order in which it is shown.
    """

    def __init__(self, choices: Iterable[str] = (), *, voters: int = VOTERS) -> None:
        self.choices = tuple(dict.fromkeys(choices))
        self._limit = voters
        self._votes: dict[str, str] = {}

    def vote(self, visitor_id: str, choice: str) -> None:
        """Count `choice` for this visitor; a second one takes the place of the first.

        Raises:
            ConflictError: it is not among the choices (any more).
            BusyError: so many have voted that nobody else can.
        """
        if choice not in self.choices:
            raise ConflictError("That is not among the choices of this turn.")
        if visitor_id not in self._votes and len(self._votes) >= self._limit:
            raise BusyError("So many have voted on this turn that it is decided.")
        self._votes[visitor_id] = choice

    def withdraw(self, visitor_id: str) -> None:
        """Take back the vote of a visitor, who watches no more."""
        self._votes.pop(visitor_id, None)

    @property
    def counts(self) -> dict[str, int]:
        """How many have voted for each choice; every choice is there."""
        found = Counter(self._votes.values())
        return {choice: found[choice] for choice in self.choices}

    def winner(self, default: str = "") -> str:
        """Return what most have voted for.

        Where several have as many, it is `default` if that is one of them, else the first; where
        nobody has voted, it is `default`.
        """
        counts = self.counts
        most = max(counts.values(), default=0)
        leading = [choice for choice in self.choices if counts[choice] == most]
        return default if not most or default in leading else leading[0]

    def renew(self, choices: Iterable[str] | None = None) -> None:
        """Begin the next turn without any votes; with other `choices` where they are given."""
        self._votes.clear()
        if choices is not None:
            self.choices = tuple(dict.fromkeys(choices))
