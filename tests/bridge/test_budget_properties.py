"""The budget under any order of calls, ends, crashes, restarts and midnights."""

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from typing import Any, TypeVar, cast

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bridge.budget import Budget
from bridge.caps import NOTHING, WITHOUT_END, Figures
from bridge.errors import BudgetError, StorageError
from bridge.journal import Journal, Statement
from bridge.models.base import Usage
from bridge.models.entry import Entry, Price
from bridge.records import MIGRATIONS
from bridge.tally import Charge

T = TypeVar("T")
DAY = 20_000
CAPS = {
    "day": Figures(12, 4000, 5_000_000),
    "person": Figures(5, 1500, 2_000_000),
    "conversation": WITHOUT_END._replace(nanos=3_000_000),
    "agent": WITHOUT_END._replace(calls=9),
    "provider": WITHOUT_END._replace(tokens=3000),
}
ENTRIES = [
    Entry(
        key=name,
        provider=name,
        api_name=name,
        display_name=name,
        company=name,
        price=price,
    )
    for name, price in (
        ("dear", Price(input=1.0, output=3.7, cache_read=0.1, cache_write=1.25)),
        ("own", Price()),
    )
]
tokens = st.integers(0, 500)


class SlowDisk:
    """A journal that works when it is told to; what it has not written by then a crash takes."""

    def __init__(self) -> None:
        self.db = sqlite3.connect(":memory:", isolation_level=None)
        for step in MIGRATIONS:
            self.db.executescript(step)
        self._waiting: list[tuple[Callable[[sqlite3.Connection], Any], asyncio.Future[Any]]] = []

    async def write(self, statements: Sequence[Statement]) -> None:
        """Write with the next `commit`."""
        await self.read(lambda db: [db.execute(sql, values) for sql, values in statements])

    def hand_in(self, statements: Sequence[Statement]) -> None:
        """Write with the next `commit`."""
        _ = self._later(lambda db: [db.execute(sql, values) for sql, values in statements])

    async def read(self, ask: Callable[[sqlite3.Connection], T]) -> T:
        """Ask with the next `commit`."""
        found: T = await self._later(ask)
        return found

    def commit(self, *, works: bool = True) -> None:
        """Do what waits, in its order; or fail to."""
        waiting, self._waiting = self._waiting, []
        for job, done in waiting:
            result = job(self.db) if works else None
            if done.done():
                continue
            if works:
                done.set_result(result)
            else:
                done.set_exception(StorageError("The disk is full."))
                done.exception()

    def lose(self) -> None:
        """Forget what waits."""
        self._waiting.clear()

    def booked(self, day: int) -> dict[str, Figures]:
        """Return what is on disk for each scope."""
        asked = "SELECT scope, calls, tokens, nanos FROM budget WHERE day = ?"
        return {scope: Figures(*rest) for scope, *rest in self.db.execute(asked, (day,))}

    def _later(self, job: Callable[[sqlite3.Connection], Any]) -> asyncio.Future[Any]:
        done = asyncio.get_running_loop().create_future()
        self._waiting.append((job, done))
        return done


class Days(RuleBasedStateMachine):
    """What the budget says beside what was really spent, which this machine counts by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.disk = SlowDisk()
        self.now = DAY * 86400.0 + 1
        self.asking: list[tuple[asyncio.Task[Charge], int]] = []
        self.calls: list[tuple[Charge, Usage, int]] = []
        self.spent: dict[int, dict[str, Figures]] = {}
        self.full = False

    @initialize()
    def start(self) -> None:
        self.budget = Budget(cast("Journal", self.disk), CAPS, wall=lambda: self.now)
        self._until(self.budget.restore())

    # --- What happens -------------------------------------------------------------------------

    @rule(
        who=st.sampled_from(["a", "b", "c"]),
        where=st.sampled_from(["", "c1"]),
        entry=st.sampled_from(ENTRIES),
        sent=tokens,
        said=tokens,
    )
    def ask(self, who: str, where: str, entry: Entry, sent: int, said: int) -> None:
        """Somebody wants a reply."""
        account = self.budget.account(agent="Timmy", person=who, conversation=where)
        asked = self._run(account.reserve(entry, Usage(sent, said)))
        self.asking.append((asked, int(self.now // 86400)))
        self._turn()

    @rule()
    def commit(self) -> None:
        """The disk has written."""
        self.disk.commit()
        self._turn()
        self.disk.commit()
        self._turn()

    @rule()
    def fill_up(self) -> None:
        """The disk takes nothing, for once."""
        self.full = True
        self.disk.commit(works=False)
        self._turn()

    @precondition(lambda self: self.calls)
    @rule(n=st.integers(0, 99), parts=st.tuples(tokens, tokens, tokens), told=st.booleans())
    def settle(self, n: int, parts: tuple[int, int, int], *, told: bool) -> None:
        """A call has ended."""
        charge, worst, day = self.calls.pop(n % len(self.calls))
        sent = [part * worst.input_tokens // 1500 for part in parts]
        said = parts[0] * worst.output_tokens // 500
        usage = Usage(sent[0], said, sent[1], sent[2])
        before = charge.worst
        charge.settle(usage if told else None)
        if told:
            cost = -int(-(charge.entry.cost(usage) * 1e9 - 0.001) // 1)
            self._count(charge, before, day, times=-1)
            self._count(charge, Figures(1, sum(sent) + said, cost), day)

    @precondition(lambda self: self.asking)
    @rule(n=st.integers(0, 99))
    def give_up(self, n: int) -> None:
        """Somebody hangs up before their call was made."""
        task, _ = self.asking.pop(n % len(self.asking))
        task.cancel()
        self._turn()

    @rule(days=st.sampled_from([0.3, 0.7, 1.0, -0.3]))
    def wait(self, days: float) -> None:
        """Time goes on; or the clock is set back a little."""
        now = self.now + days * 86400
        if int(now // 86400) >= self.budget.day - 1:
            self.now = now
            self._until(self._renewed())

    @rule(writes=st.booleans())
    def crash(self, *, writes: bool) -> None:
        """The process is gone, and with it what it knew; calls that were made stay made."""
        if writes:
            self.disk.commit()
        self.disk.lose()
        self._let_go()
        if self.full:
            self.spent.clear()  # what the disk never took, nobody can know
        self.full = False
        self.start()

    @rule()
    def restart(self) -> None:
        """Everybody is let go, and what is known is written."""
        for task, _ in self.asking:
            task.cancel()
        self._turn()
        self.disk.commit()
        self._until(self.budget.close())
        before = {t.scope: t.used for t in self._all() if t.used != NOTHING}
        day = self.budget.day
        self._let_go()
        self.full = False
        self.start()
        if self.budget.day == day:
            assert {t.scope: t.used for t in self._all() if t.used != NOTHING} == before

    # --- What always holds --------------------------------------------------------------------

    @invariant()
    def no_cap_is_exceeded(self) -> None:
        for tally in self._all():
            assert tally.used.within(CAPS[tally.scope.partition(":")[0]])

    @invariant()
    def nothing_that_was_spent_is_forgotten(self) -> None:
        used = {tally.scope: tally.used for tally in self._all()}
        for scope, spent in self.spent.get(
            getattr(getattr(self, "budget", None), "day", 0), {}
        ).items():
            assert spent.within(used[scope]), scope
            assert spent.within(CAPS[scope.partition(":")[0]]), scope

    @invariant()
    def the_disk_has_at_least_what_calls_have_taken(self) -> None:
        if not self.full and hasattr(self, "budget"):
            booked = self.disk.booked(self.budget.day)
            for scope, spent in self.spent.get(self.budget.day, {}).items():
                assert spent.within(booked.get(scope, Figures())), scope

    # --- How ----------------------------------------------------------------------------------

    def teardown(self) -> None:
        for task, _ in self.asking:
            task.cancel()
        self._turn()
        self.disk.commit()
        self._turn()
        for task in asyncio.all_tasks(self.loop):
            task.cancel()
        self._turn()
        self.loop.close()
        self.disk.db.close()

    async def _renewed(self) -> None:
        self.budget.renew()

    def _until(self, coroutine: Any) -> None:
        """Run to its end what waits for the disk."""
        task = self._run(coroutine)
        while not task.done():
            self._turn()
            self.disk.commit()
        task.result()

    def _run(self, coroutine: Any) -> asyncio.Task[Any]:
        return self.loop.create_task(coroutine)

    def _turn(self) -> None:
        """Let everybody go on who can, and take note of the calls that are made now."""
        for _ in range(6):
            self.loop.run_until_complete(asyncio.sleep(0))
        still: list[tuple[asyncio.Task[Charge], int]] = []
        for task, day in self.asking:
            if not task.done():
                still.append((task, day))
            elif not task.cancelled():
                self._made(task)
        self.asking = still

    def _made(self, task: asyncio.Task[Charge]) -> None:
        error = task.exception()
        if error:
            assert isinstance(error, BudgetError)
            return
        charge = task.result()
        day = self.budget.day if charge.tallies[0] in self._all() else -1
        worst = Usage(charge.worst.tokens, 0)
        self.calls.append((charge, worst, day))
        self._count(charge, charge.worst, day)

    def _count(self, charge: Charge, amount: Figures, day: int, *, times: int = 1) -> None:
        spent = self.spent.setdefault(day, {})
        for tally in charge.tallies:
            before = spent.get(tally.scope, Figures())
            spent[tally.scope] = before.plus(amount) if times > 0 else before.minus(amount)

    def _let_go(self) -> None:
        """Forget all who belong to the process that has ended."""
        for task in asyncio.all_tasks(self.loop):
            task.cancel()
        for _ in range(3):
            self.loop.run_until_complete(asyncio.sleep(0))
        self.asking.clear()
        self.calls.clear()

    def _all(self) -> list[Any]:
        budget = getattr(self, "budget", None)
        return list(budget._tallies.values()) if budget else []


TestDays = Days.TestCase
TestDays.settings = settings(stateful_step_count=40)
