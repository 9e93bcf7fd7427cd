"""How long a provider should keep the beginning of a prompt: as this person's turns come."""

from dataclasses import dataclass
from math import exp

from bridge.models.base import Lifetime
from bridge.models.entry import Price

#: The seconds that each lifetime lasts, from its last use.
SECONDS: dict[Lifetime, float] = {"5m": 300.0, "1h": 3600.0}
#: The gap between two turns that is expected of somebody of whom nothing is known, in seconds.
_USUAL = 60.0
#: How much the latest gap counts beside those before it.
_LATEST = 0.15


@dataclass(slots=True)
class Rhythm:
    """The gaps between a person's turns.

    Attributes:
        last: when the latest turn came, in seconds of any clock; None before the first.
        gap: how long the gaps are on average, in seconds, the latest ones above all.
    """

    last: float | None = None
    gap: float = _USUAL

    def beat(self, now: float) -> None:
        """Take note of a turn."""
        if self.last is not None:
            self.gap += _LATEST * (now - self.last - self.gap)
        self.last = now

    def lifetime(self, price: Price, prefix: float, added: float) -> Lifetime:
        """Return the lifetime that costs less.

        The prompts have about `prefix` tokens, of which the last `added` are new each time.
        """
        if not price.cache_write_long:
            return "5m"
        short = self._cost(price, price.cache_write, SECONDS["5m"], prefix, added)
        long = self._cost(price, price.cache_write_long, SECONDS["1h"], prefix, added)
        return "1h" if long < short else "5m"

    def _cost(
        self, price: Price, write: float, seconds: float, prefix: float, added: float
    ) -> float:
        late = exp(-seconds / max(self.gap, 1.0))  # turns that come at random
        kept = prefix * price.cache_read + added * write
        return (1 - late) * kept + late * (prefix + added) * write
