"""Keeps calls away from a provider that fails, and finds out by one of them that it is back."""

import logging
import random
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from bridge.errors import (
    ModelBusyError,
    ModelCutError,
    ModelError,
    ModelHurriedError,
    ModelTimeoutError,
    in_about,
)

log = logging.getLogger(__name__)

#: So many failures in a row, within so many seconds, end the calls to a provider.
FAILURES: Final = 5
WITHIN: Final = 30.0
#: Seconds of rest before one call tries it again; up to a half more, so that not all try at once.
REST: Final = 10.0
#: A provider that asks for so many seconds or more is left alone for as long, after one failure:
#: nobody waits for it, and the next person's call would be refused too. More than the longest it
#: does not get.
LONG: Final = 30.0
LONGEST: Final = 600.0

#: What tells of a provider in trouble, and not of a request that it would not take.
_TROUBLE: Final = (ModelBusyError, ModelTimeoutError, ModelCutError)
_IN_TROUBLE: Final = "The model's provider is in trouble"


def _cause(error: ModelError) -> str:
    """Return what went wrong as the beginning of a sentence, in the words in which it was told."""
    told, tries, _ = str(error).partition("; try again ")
    return told if tries and isinstance(error, ModelBusyError) else _IN_TROUBLE


class Breaker:
    """The state of one provider, shared by all who call it.

    Args:
        now: seconds, of a clock that never goes back.
        dice: a number from 0 up to 1.
        name: of the provider, as the log has it.
    """

    def __init__(
        self,
        now: Callable[[], float] = time.monotonic,
        dice: Callable[[], float] = random.random,
        *,
        name: str = "",
    ) -> None:
        self._name = name
        self._now, self._dice = now, dice
        self._failures: deque[float] = deque(maxlen=FAILURES)
        self._rests_until: float | None = None
        self._probing = False
        self._why = _IN_TROUBLE

    @property
    def rests(self) -> bool:
        """Whether the provider is left alone just now."""
        return self._rests_until is not None

    @contextmanager
    def around(self) -> Iterator[None]:
        """Hold one call, and take note of how it ends.

        Raises:
            ModelBusyError: the provider rests, or another call is finding out whether it is back.
        """
        probe = self._enter()
        try:
            yield
        except BaseException as error:
            self._leave(error, probe=probe)
            raise
        self._leave(None, probe=probe)

    def _enter(self) -> bool:
        if self._rests_until is None:
            return False
        left = self._rests_until - self._now()
        if left > 0 or self._probing:
            sentence = f"{self._why}; try again {in_about(left)}."
            raise ModelBusyError(sentence, retry_after=max(left, 1.0))
        self._probing = True
        return True

    def _leave(self, error: BaseException | None, *, probe: bool) -> None:
        self._probing = self._probing and not probe
        if isinstance(error, ModelHurriedError):
            return
        if isinstance(error, _TROUBLE):
            now = self._now()
            self._failures.append(now)
            asked = min(error.retry_after or 0.0, LONGEST)
            self._why = _cause(error)
            if probe or asked >= LONG or (not self.rests and self._too_many()):
                self._rest(now, max(asked, REST) + REST * self._dice() / 2)
        elif error is None or isinstance(error, ModelError):  # it answers, whatever it says
            self._failures.clear()
            if probe:
                self._rests_until = None
                log.info("provider is back", extra={"provider": self._name})

    def _rest(self, now: float, seconds: float) -> None:
        """Leave the provider alone for so long, or longer if somebody has learned of more."""
        if self._rests_until is None:
            facts = {"provider": self._name, "seconds": round(seconds)}
            log.warning("provider is left alone", extra=facts)
        self._rests_until = max(now + seconds, self._rests_until or 0.0)

    def _too_many(self) -> bool:
        """Return whether it has failed again and again, and nothing went well in between.

        While it fails now and then, another try most likely helps, and a rest never would.
        """
        failures = self._failures
        return len(failures) == FAILURES and failures[-1] - failures[0] <= WITHIN
