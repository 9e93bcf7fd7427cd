"""What one scope has used of its day, and what is reserved for one call."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from bridge.caps import NANOS, NOTHING, Figures
from bridge.models.base import Usage
from bridge.models.entry import Entry

log = logging.getLogger(__name__)

_CALL = Figures(calls=1)
#: A scope's row is raised by this part of its cap, and by no more than this.
_STEPS, _LONGEST_STEP = 32, Figures(calls=250, tokens=1_000_000, nanos=NANOS // 4)


@dataclass(slots=True, eq=False)
class Tally:
    """What one scope has used of its day.

    Attributes:
        used: spent and reserved.
        booked: what the journal has for it.
        of_answers: whether a call is none for it that no reply came of, and no known bill.
    """

    scope: str
    cap: Figures
    used: Figures = NOTHING
    booked: Figures = NOTHING
    of_answers: bool = False

    def takes(self, amount: Figures) -> bool:
        """Whether so much is left."""
        return amount.after(self.used, self.cap)

    @property
    def short(self) -> bool:
        """Whether the journal has less for it than it has used."""
        return not self.used.within(self.booked)

    def next_booking(self) -> Figures:
        """Return what the journal is to have next: a step more than is used, within the cap."""
        step = Figures(*(n // _STEPS for n in self.cap)).least(_LONGEST_STEP)
        # What a provider billed beyond its worst case counts too, cap or not.
        return Figures(*map(max, self.used.plus(step).least(self.cap), self.used))


class Charge:
    """What is reserved for one call, in every scope that pays for it."""

    __slots__ = ("entry", "open", "tallies", "worst")

    def __init__(
        self, entry: Entry, worst: Figures, tallies: Sequence[Tally], open_: "set[Charge]"
    ) -> None:
        self.entry, self.worst, self.tallies, self.open = entry, worst, tallies, open_
        open_.add(self)
        for tally in tallies:
            tally.used = tally.used.plus(worst)

    def settle(self, usage: Usage | None, *, answered: bool = True) -> None:
        """Put what was billed in the place of what was reserved; None: it counts whole.

        `answered`: whether a reply came of the call.
        """
        if self in self.open and not answered and usage in (None, Usage()):
            for tally in (tally for tally in self.tallies if tally.of_answers):
                tally.used = tally.used.minus(_CALL)
        if usage is not None:
            tokens = usage.sent_tokens + usage.output_tokens
            self.replace(Figures(1, tokens, nanos(self.entry.cost(usage))))
        self.open.discard(self)

    def replace(self, spent: Figures) -> None:
        """Let it have been `spent`, whatever was reserved."""
        if self not in self.open:
            return
        self.open.discard(self)
        if not spent.within(self.worst):
            log.warning("a call was billed beyond its worst case", extra={"model": self.entry.key})
        change = spent.minus(self.worst)
        for tally in self.tallies:
            tally.used = tally.used.plus(change)


def nanos(dollars: float) -> int:
    """Return an amount of money in the parts in which it is counted, rounded up."""
    return ceil(dollars * NANOS - 0.001)  # not for what is noise in a float
