"""How often somebody may ask."""

import math
import time
from collections import OrderedDict
from collections.abc import Callable

from bridge.errors import TooManyRequestsError
from bridge.presence import Person

#: Callers by HTTP may take any id: together they get no more than this many people would.
TOGETHER = 10


class Rate:
    """A bucket of requests for each person, refilled steadily; the oldest buckets are forgotten.

    All callers by HTTP share one more bucket.
    """

    def __init__(
        self, per_minute: int, *, clock: Callable[[], float] = time.monotonic, keep: int = 10_000
    ) -> None:
        self.per_minute = per_minute
        self._clock = clock
        self._keep = keep
        self._buckets: OrderedDict[Person, tuple[float, float]] = OrderedDict()
        self._together = (float(per_minute * TOGETHER), clock())

    def take(self, person: Person) -> dict[str, str]:
        """Count one request of `person`; return the headers that say what is left.

        Raises:
            TooManyRequestsError: the bucket is empty.
        """
        now, full = self._clock(), float(self.per_minute)
        left = _after_one(_refilled(self._buckets.get(person, (full, now)), full, now), full)
        if person.realm == "http":
            of_all = _refilled(self._together, full * TOGETHER, now)
            self._together = (_after_one(of_all, full * TOGETHER), now)
        self._buckets[person] = (left, now)
        self._buckets.move_to_end(person)
        if len(self._buckets) > self._keep:
            self._buckets.popitem(last=False)
        return self.headers(left)

    def headers(self, left: float) -> dict[str, str]:
        """Return the X-RateLimit headers for a bucket with `left` requests in it."""
        full_in = (self.per_minute - left) * 60 / self.per_minute
        return {
            "X-RateLimit-Limit": str(self.per_minute),
            "X-RateLimit-Remaining": str(int(left)),
            "X-RateLimit-Reset": str(math.ceil(full_in)),
        }


def _refilled(bucket: tuple[float, float], full: float, now: float) -> float:
    """Return what is in a bucket that held so much at such a time."""
    left, since = bucket
    return min(full, left + (now - since) * full / 60)


def _after_one(left: float, full: float) -> float:
    """Return what one request leaves.

    Raises:
        TooManyRequestsError: there was not enough for it; nothing has been taken.
    """
    if left < 1:
        raise TooManyRequestsError(
            "That was a lot at once. Please wait a moment and try again.",
            retry_after=(1 - left) * 60 / full,
        )
    return left - 1
