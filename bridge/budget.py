"""What model calls may cost in a day: reserved before each call, settled after it.

In memory the figures are exact. The journal holds for each scope an amount that is at least what
has been spent and reserved, raised in steps before memory passes it: no call waits for the disk
alone, and what a crash leaves behind counts as spent.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b

from bridge.caps import NOTHING, Figures, Kind
from bridge.errors import BridgeError, BudgetError
from bridge.journal import Journal, Statement
from bridge.models.base import Usage
from bridge.models.entry import Entry
from bridge.tally import Charge, Tally, nanos

log = logging.getLogger(__name__)

DAY_SECONDS = 86400
#: Seconds after which others' calls may have given back what they had reserved.
SOON = 10.0
_SPENT = {
    "person": "Your share of today's words is spent",
    "conversation": "This conversation has spent its share of today's words",
}
_ALL_SPENT = "Today's words are spent"
_NOTICE = "What model calls may cost today is spent; there will be more at 00:00 UTC."
_NEVER = "One reply may cost more here than may be spent on it, so none can be given."


@dataclass(frozen=True, slots=True)
class Purse:
    """An account of the budget: in whose name calls are paid."""

    budget: "Budget"
    agent: str
    person: str
    conversation: str

    async def reserve(self, entry: Entry, worst: Usage) -> Charge:
        """Reserve what a call costs at worst.

        Raises:
            BudgetError: there is not so much left.
        """
        return await self.budget.reserve(self._scopes(entry.provider), entry, worst)

    def _scopes(self, provider: str) -> list[str]:
        scopes = ["day", f"provider:{provider}", f"agent:{self.agent}"]
        if self.person:
            # Enough to know them again on the same day, and no name of theirs anywhere.
            scopes.append(f"person:{blake2b(self.person.encode(), digest_size=12).hexdigest()}")
        if self.conversation:
            scopes.append(f"conversation:{self.conversation}")
        return scopes


class Budget:
    """What may be spent in a UTC day, and what is.

    Attributes:
        caps: how much each of a kind may spend; a kind that is missing has no limit of its own.
        day: the day that counts now, in days since 1970.
        notice: a sentence on what is spent, while everybody feels it; else empty.
    """

    def __init__(
        self,
        journal: Journal,
        caps: Mapping[str, Figures],
        *,
        wall: Callable[[], float] = time.time,
    ) -> None:
        self.caps = dict(caps)
        self.notice = ""
        self._journal = journal
        self._wall = wall
        self.day = self._today()
        self._tallies: dict[str, Tally] = {}
        self._open: set[Charge] = set()
        self._short: set[Tally] = set()
        self._booking: asyncio.Task[bool] | None = None
        self._next_day = asyncio.Event()

    # --- Through the day --------------------------------------------------------------------------

    async def restore(self) -> None:
        """Take back from the journal what counts as spent today.

        Raises:
            BridgeError: it cannot be read.
        """
        today = self._today()
        asked = "SELECT day, scope, calls, tokens, nanos FROM budget WHERE day IN (?, ?)"
        rows = await self._journal.read(lambda db: db.execute(asked, (today, today + 1)).fetchall())
        # A clock that was set back a little gives nobody the same day twice.
        self.day = max((row[0] for row in rows), default=today)
        for day, scope, *figures in rows:
            tally = self._tally(scope)
            if day == self.day and tally:
                tally.used = tally.booked = Figures(*figures)
                self._tallies[scope] = tally
        self._begin_day()

    def renew(self) -> None:
        """Begin a new day if it has come, and let those go on who wait for it."""
        today = self._today()
        if self.day - 1 <= today <= self.day:
            return
        self.day, self.notice = today, ""
        self._tallies, self._short = {}, set()
        self._begin_day()
        self._next_day.set()
        self._next_day = asyncio.Event()

    async def renewed(self, since: int | None = None) -> None:
        """Wait until another day has come than the day `since`, which is today if not given.

        Whoever was refused on a day asks for that one: the next may have come meanwhile.
        """
        since = self.day if since is None else since
        while self.day == since:
            await self._next_day.wait()

    async def close(self) -> None:
        """Write what is spent, to the token; after this nothing is reserved."""
        if self._booking:
            await self._booking
        rows = [_row(self.day, tally.scope, tally.used) for tally in self._tallies.values()]
        try:
            await self._journal.write(rows)
        except BridgeError as error:  # what is booked is there, and that is not less
            log.warning("budget not written", extra={"error": type(error).__name__})

    @property
    def seconds_left(self) -> float:
        """Return how long the day still lasts."""
        return (self.day + 1) * DAY_SECONDS - self._wall()

    def _today(self) -> int:
        return int(self._wall() // DAY_SECONDS)

    def _begin_day(self) -> None:
        """Let the journal know which day it is, and forget all others."""
        only = ("DELETE FROM budget WHERE day <> ?", (self.day,))
        begun = ("INSERT OR IGNORE INTO budget VALUES (?, ?, ?, ?, ?)", (self.day, "day", *NOTHING))
        try:
            self._journal.hand_in([only, begun])
        except BridgeError as error:  # the next day tries again
            log.warning("budget not tidied", extra={"error": type(error).__name__})

    # --- For one call -----------------------------------------------------------------------------

    def account(self, *, agent: str, person: str = "", conversation: str = "") -> Purse:
        """Return the account from which the calls for these are paid.

        `person` is the key of whoever is answered, `conversation` the id of where it is said.
        """
        return Purse(self, agent, person, conversation)

    async def reserve(self, scopes: Iterable[str], entry: Entry, worst: Usage) -> Charge:
        """Reserve in all of `scopes` what a call costs at worst.

        Raises:
            BudgetError: one of them has not so much left; nothing has been taken from any.
        """
        self.renew()
        tokens = worst.sent_tokens + worst.output_tokens
        amount = Figures(1, tokens, nanos(entry.cost_at_worst(worst)))
        tallies = [tally for scope in scopes if (tally := self._tally(scope))]
        for tally in tallies:
            if not tally.takes(amount):
                raise self._refusal(tally, amount)
        charge = Charge(entry, amount, tallies, self._open)
        for tally in tallies:
            self._tallies[tally.scope] = tally
        if any(tally.short for tally in tallies):
            try:
                await self._book(charge, self.day)
            except BaseException:
                charge.replace(NOTHING)
                raise
        return charge

    def _tally(self, scope: str) -> Tally | None:
        """Return what `scope` has used, to be kept when there is something; None: no matter."""
        if tally := self._tallies.get(scope):
            return tally
        cap = self.caps.get(scope.partition(":")[0])
        return Tally(scope, cap) if cap is not None else None

    async def _book(self, charge: Charge, day: int) -> None:
        """Let the journal have as much as is used before the call for `charge` is made."""
        self._short.update(tally for tally in charge.tallies if tally.short)
        if self._booking:  # it began before this was taken, and may be too little
            await asyncio.shield(self._booking)
        if self.day == day and any(tally.short for tally in charge.tallies):
            self._booking = self._booking or asyncio.create_task(self._booked())
            await asyncio.shield(self._booking)

    async def _booked(self) -> bool:
        """Raise in the journal whatever is short; whether the disk took it.

        A disk that fails keeps nobody from talking: memory goes on counting, and the caps hold.
        """
        short, self._short = self._short, set()
        wanted = [(tally, tally.next_booking()) for tally in short]
        try:
            await self._journal.write([_row(self.day, t.scope, booked) for t, booked in wanted])
        except BridgeError as error:
            log.warning("budget not booked", extra={"error": type(error).__name__})
            return False
        finally:
            self._booking = None
        for tally, booked in wanted:
            tally.booked = booked
        return True

    def _refusal(self, tally: Tally, amount: Figures) -> BudgetError:
        """Return why a call is refused, and when it makes sense to ask again."""
        # A call that is under way stays a call; what it has reserved of the rest may come back.
        without = tally.used.minus(self.reserved(tally)._replace(calls=0))
        if without != tally.used and without.plus(amount).within(tally.cap):
            return BudgetError(
                "Much is being asked at once, for what is left of the day. Please try again in a"
                " moment.",
                retry_after=SOON,
            )
        kind, left = tally.scope.partition(":")[0], self.seconds_left
        sentence = f"{_SPENT.get(kind, _ALL_SPENT)}; there will be more {_in(left)}, at 00:00 UTC."
        if not amount.within(tally.cap):
            sentence = _NEVER
        if kind not in _SPENT and not self.notice:
            self.notice = sentence if sentence is _NEVER else _NOTICE
            log.warning("budget spent", extra={"kind": kind, **amount._asdict()})
        return BudgetError(sentence, retry_after=left)

    # --- For those who look -----------------------------------------------------------------------

    def tallies(self, kind: Kind) -> list[Tally]:
        """Return what each of a kind has used today, the greatest spender first."""
        self.renew()
        found = [t for t in self._tallies.values() if t.scope.partition(":")[0] == kind]
        return sorted(found, key=lambda t: (t.used.nanos, t.used.tokens), reverse=True)

    def reserved(self, tally: Tally) -> Figures:
        """Return what is reserved in a scope for calls that have not ended."""
        total = NOTHING
        for charge in self._open:
            if tally in charge.tallies:
                total = total.plus(charge.worst)
        return total


def _row(day: int, scope: str, figures: Figures) -> Statement:
    return ("INSERT OR REPLACE INTO budget VALUES (?, ?, ?, ?, ?)", (day, scope, *figures))


def _in(seconds: float) -> str:
    """Return `in 3 hours`, for people to read."""
    for size, name in ((3600, "hour"), (60, "minute")):
        if seconds >= size:
            n = round(seconds / size)
            return f"in {n} {name}{'s' * (n != 1)}"
    return "in a moment"
