"""What one talk may cost where no bridge counts: in memory, from nothing on, while it runs."""

from collections.abc import Mapping

from bridge.caps import NANOS, NOTHING, WITHOUT_END, Figures
from bridge.errors import BudgetError
from bridge.models.base import Usage
from bridge.models.entry import Entry
from bridge.tally import Charge, Tally, nanos

#: What a talk is bound by of all that a host may limit; it has no people.
_KINDS = ("day", "conversation", "provider")


class Purse:
    """An account for the talks of one process.

    Args:
        caps: what the host has set, as `Settings.caps` has it.
        own: what may be spent here besides, by whoever started the talks.
        spent: what of that was spent before.
    """

    def __init__(
        self,
        caps: Mapping[str, Figures],
        own: Figures = WITHOUT_END,
        spent: Figures = NOTHING,
    ) -> None:
        self._caps = {kind: caps[kind] for kind in _KINDS if kind in caps}
        self._own = Tally("own", own, used=spent)
        self._tallies: dict[str, Tally] = {}
        self._open: set[Charge] = set()

    @property
    def spent(self) -> Figures:
        """Return what has been spent and reserved."""
        return self._own.used

    def begin(self) -> None:
        """Begin another talk: what the one before it used counts for the day, and not for it."""
        self._tallies.pop("conversation", None)

    async def reserve(self, entry: Entry, worst: Usage) -> Charge:
        """Reserve what a call costs at worst; one that costs nobody anything is not counted.

        Raises:
            BudgetError: there is not so much left; nothing has been taken.
        """
        tokens = worst.sent_tokens + worst.output_tokens
        amount = Figures(1, tokens, nanos(entry.cost_at_worst(worst)))
        tallies = [self._own, *(self._tally(kind, entry) for kind in self._caps)]
        if not amount.nanos:  # a model of the user's own, on this machine
            return Charge(entry, amount, (), self._open)
        for tally in tallies:
            if not tally.takes(amount):
                raise BudgetError(_refusal(tally, amount))
        return Charge(entry, amount, tallies, self._open)

    def _tally(self, kind: str, entry: Entry) -> Tally:
        scope = f"provider:{entry.provider}" if kind == "provider" else kind
        return self._tallies.setdefault(scope, Tally(scope, self._caps[kind]))


def _refusal(tally: Tally, amount: Figures) -> str:
    """Return why a call is not made: what is left, of what, and what it may cost at worst."""
    kind = tally.scope.partition(":")[0]
    limit = "--budget" if kind == "own" else f"TIMMY_BUDGET_{kind.upper()}"
    left = tally.cap.minus(tally.used)
    if amount.calls > left.calls:
        return (
            f"The {tally.cap.calls:,} calls of {limit} are made; that setting allows more, and "
            "--budget as many as its dollars pay for."
        )
    if amount.tokens > left.tokens:
        wants, has = f"{amount.tokens:,} tokens", f"{max(0, left.tokens):,}"
    else:
        wants, has = f"{amount.nanos / NANOS:.2f} USD", f"{max(0, left.nanos) / NANOS:.2f}"
    return f"The next turn may cost {wants}, and {has} are left of {limit}."
