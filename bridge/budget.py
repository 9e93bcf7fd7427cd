"""What model calls may cost in a day: reserved before each call, settled after it.

In memory the figures are exact. The journal holds for each scope an amount that is at least what
has been spent and reserved, raised in steps before memory passes it, so that what a crash leaves
behind counts as spent. A disk that is slow or takes nothing is not waited for: then memory alone
counts until it does.
"""

import asyncio
import logging
import secrets
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final, Literal

from bridge.caps import NANOS, NOTHING, Figures, Kind
from bridge.errors import BridgeError, BudgetError, in_about
from bridge.journal import Journal, Statement
from bridge.models.base import Usage
from bridge.models.entry import Entry
from bridge.tally import Charge, Tally, nanos

log = logging.getLogger(__name__)

DAY_SECONDS = 86400
#: What counts the calls of the laboratory.
LABORATORY: Final = "laboratory"
#: Seconds that a call waits for the disk.
PATIENCE = 0.5
#: Seconds after which others' calls may have given back what they had reserved.
SOON = 10.0
#: What has a limit, as people are told of it.
_WORDS = {
    "laboratory": "the laboratory's calls of today",
    "person": "your share of today's words",
    "conversation": "this conversation's share of today's words",
}
_ALL_WORDS = "today's words"
_NOTICE = (
    "What is left of today's budget is too little for a model's reply; there will be more at 00:00"
    " UTC."
)
_NEVER = "A reply to this may cost more than may be spent on it, on any day."
_NO_CALLS = "DAILY_API_LIMIT is 0: the laboratory calls no model that costs money."
_TOO_DEAR = "One reply may cost more here than may be spent in a day, so none can be given."


@dataclass(frozen=True, slots=True)
class Purse:
    """An account of the budget: in whose name calls are paid."""

    budget: "Budget"
    agent: str
    person: str
    conversation: str
    laboratory: bool = False

    async def reserve(self, entry: Entry, worst: Usage) -> Charge:
        """Reserve what a call costs at worst.

        Raises:
            BudgetError: there is not so much left.
        """
        scopes = self._scopes(entry.provider)
        if self.laboratory and entry.cost_at_worst(worst):
            scopes.append(LABORATORY)
        return await self.budget.reserve(scopes, entry, worst)

    def _scopes(self, provider: str) -> list[str]:
        scopes = ["day", f"provider:{provider}", f"agent:{self.agent}"]
        if self.person:
            scopes.append(self.budget.scope_of(self.person))
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
        secret: bytes | None = None,
    ) -> None:
        """Begin a day of which nothing is known yet.

        Args:
            journal: where the figures outlive a crash.
            caps: see above.
            wall: seconds since 1970.
            secret: by which people are known again on the same day after a restart.
        """
        self.caps = dict(caps)
        self._secret = secret or secrets.token_bytes(32)
        self._fleeting = secrets.token_bytes(32)  # by which those who were forgotten are known
        self.notice = ""
        self._journal = journal
        self._wall = wall
        self.day = self._today()
        self._tallies: dict[str, Tally] = {}
        self._open: set[Charge] = set()
        self._short: set[Tally] = set()
        self._noticed: Tally | None = None
        self._booking: asyncio.Task[bool] | None = None
        self._waits = True  # whether calls wait for the disk, which took the latest in good time
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

    def account(
        self, *, agent: str, person: str = "", conversation: str = "", laboratory: bool = False
    ) -> Purse:
        """Return the account from which the calls for these are paid.

        `person` is the key of whoever is answered, `conversation` the id of where it is said; those
        of the `laboratory` that cost money are counted besides.
        """
        return Purse(self, agent, person, conversation, laboratory)

    def scope_of(self, person: str) -> str:
        """Return what `person` spends from: enough to know them again that day, and no name."""
        forgotten = _unnamed(person, self._fleeting)
        return forgotten if forgotten in self._tallies else _unnamed(person, self._secret)

    def forget(self, person: str, heir: str = "") -> Statement:
        """Let nothing that is kept tell of `person`; what they have spent of the day stays spent.

        It counts on for `heir`, who they are from now on, or else for them under a name that
        nothing outside of this process can be found by. Returns what does the same in the journal.
        """
        old = _unnamed(person, self._secret)
        new = _unnamed(heir, self._secret) if heir else _unnamed(person, self._fleeting)
        if tally := self._tallies.pop(old, None):
            tally.scope = new
            if known := self._tallies.get(new):
                tally.used = tally.used.plus(known.used)
                self._short.discard(known)
                for charge in self._open:  # what they have left comes back to both of them
                    charge.tallies = [tally if t is known else t for t in charge.tallies]
            self._tallies[new] = tally
        return ("UPDATE OR REPLACE budget SET scope = ? WHERE scope = ?", (new, old))

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
        if self._noticed in tallies:  # less than what was refused may still be had
            self._noticed, self.notice = None, ""
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
        return Tally(scope, cap, of_answers=scope == LABORATORY) if cap is not None else None

    async def _book(self, charge: Charge, day: int) -> None:
        """Let the journal have as much as is used before the call for `charge` is made.

        A disk that has failed, or takes long, is waited for by nobody until it has taken something.
        """
        self._short.update(tally for tally in charge.tallies if tally.short)
        if not self._waits:
            self.mend()
            return
        try:
            async with asyncio.timeout(PATIENCE):
                if self._booking:  # it began before this was taken, and may be too little
                    await asyncio.shield(self._booking)
                if self.day == day and any(tally.short for tally in charge.tallies):
                    self._booking = self._booking or asyncio.create_task(self._booked())
                    await asyncio.shield(self._booking)
        except TimeoutError:
            self._waits = False
            log.warning("budget not booked in time")

    def mend(self) -> None:
        """Begin to raise in the journal what is short, where nobody does; returns at once."""
        if self._short and not self._booking:
            self._booking = asyncio.create_task(self._booked())

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
            self._waits = False
            self._short |= short & set(self._tallies.values())
            return False
        finally:
            self._booking = None
        for tally, booked in wanted:
            tally.booked = booked
        self._waits = True
        return True

    def _refusal(self, tally: Tally, amount: Figures) -> BudgetError:
        """Return why a call is refused, and when it makes sense to ask again."""
        # A call that is under way stays a call; what it has reserved of the rest may come back.
        without = tally.used.minus(self.reserved(tally)._replace(calls=0))
        if without != tally.used and amount.after(without, tally.cap):
            return BudgetError(
                "Much is being asked at once, for what is left of the day. Please try again in a"
                " moment.",
                retry_after=SOON,
            )
        kind, left = tally.scope.partition(":")[0], self.seconds_left
        fits = amount.within(tally.cap)
        if kind not in _WORDS and not self.notice:
            self._noticed, self.notice = tally, _NOTICE if fits else _TOO_DEAR
            call = {"tokens": amount.tokens, "usd": amount.nanos / NANOS}
            log.warning(
                "budget spent" if fits else "budget too small", extra={"kind": kind, **call}
            )
        if not fits:  # neither today nor on any other day
            return BudgetError(_NO_CALLS if kind == LABORATORY else _NEVER)
        words, more = _WORDS.get(kind, _ALL_WORDS), in_about(left)
        if all(used < cap for used, cap in zip(tally.used, tally.cap, strict=True)):
            short = f"What is left of {words} is too little for a reply to this"
        else:
            short = f"Nothing is left of {words}"
        return BudgetError(f"{short}; there will be more {more}, at 00:00 UTC.", retry_after=left)

    # --- For those who look -----------------------------------------------------------------------

    def tallies(self, kind: Kind | Literal["laboratory"]) -> list[Tally]:
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


def _unnamed(person: str, secret: bytes) -> str:
    return f"person:{blake2b(person.encode(), key=secret, digest_size=12).hexdigest()}"
