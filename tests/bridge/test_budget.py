"""What model calls may cost in a day: never more, and the next day again."""

import asyncio
import itertools
import json
import logging
import signal
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from typing import Any

import pytest

from bridge import keys
from bridge.app import create_app
from bridge.budget import Budget
from bridge.caps import NANOS, NO_LIMIT, WITHOUT_END, Cap, Figures, Kind
from bridge.cli.budget import told as report_of
from bridge.cli.tower import main
from bridge.compacting import Compactor
from bridge.errors import BudgetError, ModelBusyError, StorageError
from bridge.journal import Journal
from bridge.models.base import GenerateConfig, Message, Usage
from bridge.models.calls import Candidate, Deadlines, call
from bridge.models.entry import Entry, LongPrice, Price
from bridge.models.scripted import Script, ScriptedModel
from bridge.schemas import BudgetReport
from bridge.secret import secret_in
from tests.bridge.lines import Line
from tests.bridge.people import CRISIS, ELEMENTS, Clock, body, chat, get, in_order, refused, until
from tests.bridge.processes import BridgeProcess, HeldServer, bridge_process
from tests.conftest import MUD, SERVICE_TOKEN
from tests.e2e.worlds import free_ports

#: A model of which a token that is sent costs 1,000 billionths of a dollar, and one said 2,000.
PAID = Entry(
    key="paid",
    provider="acme",
    api_name="paid-1",
    display_name="Paid",
    company="Acme",
    context=100_000,
    answer=100,
    price=Price(input=1, output=2),
)
MIDNIGHT = 86400 * 20_000.0
ONE = Usage(input_tokens=10, output_tokens=5)
OF_ONE = Figures(1, 15, 20_000)


@pytest.fixture
def wall() -> Clock:
    return Clock(MIDNIGHT - 3600)


@pytest.fixture
async def journal(tmp_path) -> AsyncIterator[Journal]:
    opened = await asyncio.to_thread(Journal.open, tmp_path / "journal.db")
    opened.start()
    yield opened
    await opened.close()


@pytest.fixture
def budget(journal, wall) -> Callable[..., Budget]:
    """Return what makes a budget; further ones are the same after a crash."""

    def made(*, secret: bytes | None = None, **caps: Figures) -> Budget:
        kinds = {"day": WITHOUT_END, "provider": WITHOUT_END, **caps}
        return Budget(journal, kinds, wall=wall, secret=secret)

    return made


async def booked(journal: Journal) -> dict[str, Figures]:
    """Return what the journal has for each scope."""
    asked = "SELECT scope, calls, tokens, nanos FROM budget"
    rows = await journal.read(lambda db: db.execute(asked).fetchall())
    return {scope: Figures(*figures) for scope, *figures in rows}


def used(budget: Budget, kind: Kind = "day") -> Figures:
    """Return what the greatest spender of a kind has used."""
    return next((tally.used for tally in budget.tallies(kind)), Figures())


# --- What a host writes ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("5 USD, 20M tokens, 5000 calls", Figures(5000, 20_000_000, 5 * NANOS)),
        ("$0.000000001", WITHOUT_END._replace(nanos=1)),
        ("1.5k calls", WITHOUT_END._replace(calls=1500)),
        ("20_000 Tokens", WITHOUT_END._replace(tokens=20_000)),
        ("0 USD", WITHOUT_END._replace(nanos=0)),
        ("0", Figures()),
        ("unlimited", WITHOUT_END),
        ("10%", Figures(1, 10, 100)),
        ("10%, 3 calls", Figures(1, 10, 100)),
        ("50%, 3 calls", Figures(3, 50, 500)),
        ("2 USD, unlimited calls", WITHOUT_END._replace(nanos=2 * NANOS)),
        ("100%", Figures(10, 100, 1000)),
    ],
)
def test_a_cap_is_written_as_one_says_it(text, figures):
    """Whoever opens the Tower to others must not have to count zeros."""
    assert Cap.parse(text).of(Figures(10, 100, 1000)) == figures


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        *((text, "such as 5 USD") for text in ("", "5", "5M", "-1 calls", "5 EUR", "$5 calls")),
        *(
            (text, "such as 5 USD")
            for text in ("banana", "unlimited, 5 calls", "unlimited bananas")
        ),
        ("5,000 calls", "without a comma"),
        ("5,50 USD", "without a comma"),
        ("1 call, 2 calls", "named twice"),
        ("101%", "at most 100%"),
        ("unlimited %", "at most 100%"),
    ],
)
def test_a_cap_that_could_mean_something_else_is_refused(text, sentence):
    """A limit that was not understood is no limit."""
    with pytest.raises(ValueError, match=sentence):
        Cap.parse(text)


@pytest.mark.parametrize(
    ("wanted", "kind", "figures"),
    [
        ({"day": "20 USD"}, "day", Figures(5000, 20_000_000, 20 * NANOS)),
        ({"day": "20 USD"}, "person", Figures(500, 2_000_000, 2 * NANOS)),
        ({"day": "0 USD"}, "day", Figures(5000, 20_000_000, 0)),
        ({"day": "9 USD, unlimited tokens"}, "day", Figures(5000, NO_LIMIT, 9 * NANOS)),
        ({"day": "unlimited", "person": "9 calls"}, "day", WITHOUT_END),
        ({"day": "unlimited", "person": "9 calls"}, "person", WITHOUT_END._replace(calls=9)),
        ({"person": "1 USD"}, "person", Figures(500, 2_000_000, NANOS)),
        ({"person": "unlimited calls"}, "person", Figures(NO_LIMIT, 2_000_000, NANOS // 2)),
        ({"person": "0"}, "person", Figures()),
    ],
)
def test_a_figure_that_is_left_out_stays_as_it_is_by_default(settings, wanted, kind, figures):
    """Whoever gives the Tower more money has not said that it may call a model without end."""
    texts = {f"timmy_budget_{name}": text for name, text in wanted.items()}

    assert settings(**texts).caps[kind] == figures


def test_a_share_of_no_limit_is_none():
    """Ten percent of as much as one likes."""
    assert Cap.parse("10%").of(WITHOUT_END) == WITHOUT_END


def test_the_day_is_no_share_of_anything(settings):
    """Else it would silently have no limit at all."""
    with pytest.raises(ValueError, match="share"):
        settings(timmy_budget_day="10%")


def test_by_default_one_person_has_a_tenth_of_the_day(settings):
    """Ten people would have to agree before nobody else has anything left."""
    caps = settings().caps

    assert caps["day"] == Figures(5000, 20_000_000, 5 * NANOS)
    assert caps["person"] == Figures(500, 2_000_000, NANOS // 2)
    assert "agent" not in caps


# --- What a call costs at worst -------------------------------------------------------------------


def test_the_worst_case_is_the_dearest_way_to_bill_it():
    """A provider may write all of it to its cache, at the price of a long prompt."""
    price = Price(input=1, output=2, cache_read=0.1, cache_write=1.25, cache_write_long=2)
    long = LongPrice(above=100, input=5, output=10, cache_write=6, cache_write_long=8)
    entry = PAID.model_copy(update={"price": price, "long_price": long})

    def worst(sent: int, said: int, *, kept: bool = False) -> float:
        usage = Usage(0, said, 0, sent, sent) if kept else Usage(sent, said)
        return entry.cost_at_worst(usage) * 1e6

    assert worst(100, 10) == pytest.approx(100 * 1.25 + 10 * 2)
    assert worst(100, 10, kept=True) == pytest.approx(100 * 2 + 10 * 2)
    assert worst(101, 10) == pytest.approx(101 * 6 + 10 * 10)
    assert worst(101, 10, kept=True) == pytest.approx(101 * 8 + 10 * 10)


# --- Reserving and settling -----------------------------------------------------------------------


async def test_what_was_reserved_gives_way_to_what_was_billed(budget):
    """The worst case is seldom the case."""
    it = budget(person=WITHOUT_END)
    charge = await it.account(agent="Timmy", person="http:a").reserve(PAID, Usage(1000, 100))

    assert used(it) == Figures(1, 1100, 1_200_000)
    charge.settle(ONE)

    assert used(it) == used(it, "person") == used(it, "provider") == OF_ONE
    charge.settle(ONE)
    assert used(it) == OF_ONE


async def test_what_nobody_tells_of_counts_whole(budget):
    """A call that broke off may have been billed to the last token."""
    it = budget()
    charge = await it.account(agent="Timmy").reserve(PAID, Usage(1000, 100))

    charge.settle(None)

    (day,) = it.tallies("day")
    assert (day.used, it.reserved(day)) == (Figures(1, 1100, 1_200_000), Figures())


@pytest.mark.parametrize("kind", ["day", "person", "conversation", "agent", "provider"])
@pytest.mark.parametrize("figure", ["calls", "tokens", "nanos"])
async def test_a_parallel_burst_takes_all_that_there_is_and_no_more(budget, kind, figure):
    """A hundred at once see the same balance only if somebody forgot to reserve."""
    seven = Figures(7 * 1, 7 * 15, 7 * 20_000)
    cap = WITHOUT_END._replace(**{figure: getattr(seven, figure)})
    it = budget(**{kind: cap})
    account = it.account(agent="Timmy", person="http:a", conversation="c1")

    tried = await asyncio.gather(
        *(account.reserve(PAID, ONE) for _ in range(100)), return_exceptions=True
    )

    refusals = [done for done in tried if isinstance(done, BudgetError)]
    assert len(refusals) == 93
    assert used(it, kind) == seven


async def test_one_more_token_than_is_left_is_refused(budget):
    """To the token."""
    it = budget(day=WITHOUT_END._replace(tokens=15))

    with pytest.raises(BudgetError):
        await it.account(agent="Timmy").reserve(PAID, replace(ONE, output_tokens=6))
    await it.account(agent="Timmy").reserve(PAID, ONE)
    with pytest.raises(BudgetError):
        await it.account(agent="Timmy").reserve(PAID, Usage(0, 1))


async def test_a_refusal_takes_nothing_from_anybody(budget):
    """One person's limit is not at the cost of the others' day."""
    it = budget(person=Figures(1, NO_LIMIT, NO_LIMIT), day=Figures(3, NO_LIMIT, NO_LIMIT))
    alice, bob = (it.account(agent="Timmy", person=f"http:{name}") for name in ("a", "b"))
    await alice.reserve(PAID, ONE)

    for _ in range(5):
        with pytest.raises(BudgetError, match="Nothing is left of your share"):
            await alice.reserve(PAID, ONE)
    await bob.reserve(PAID, ONE)

    assert used(it) == OF_ONE.plus(OF_ONE)


async def test_a_refusal_says_when_there_is_more(budget, wall):
    """A person, and a program by Retry-After."""
    it = budget(day=OF_ONE)
    (await it.account(agent="Timmy").reserve(PAID, ONE)).settle(ONE)

    with pytest.raises(
        BudgetError,
        match=r"left of today's words; there will be more in about an hour, at 00:00 UTC\.$",
    ) as e:
        await it.account(agent="Timmy").reserve(PAID, ONE)

    assert e.value.retry_after == MIDNIGHT - wall()
    assert "there will be more at 00:00 UTC" in it.notice


async def test_what_is_left_but_too_little_is_not_said_to_be_spent(budget):
    """Something shorter may be answered still, and then the host reads of nothing either."""
    it = budget(person=WITHOUT_END._replace(tokens=100), day=WITHOUT_END._replace(tokens=150))
    ann, ben = (it.account(agent="Timmy", person=f"http:{name}") for name in ("a", "b"))
    (await ann.reserve(PAID, Usage(60, 0))).settle(Usage(60, 0))

    with pytest.raises(
        BudgetError, match="What is left of your share of today's words is too litt"
    ):
        await ann.reserve(PAID, Usage(60, 0))
    with pytest.raises(
        BudgetError, match="What is left of today's words is too little for a reply"
    ):
        await ben.reserve(PAID, Usage(95, 0))
    assert it.notice.startswith("What is left of today's budget is too little")
    await ben.reserve(PAID, ONE)

    assert it.notice == ""


async def test_what_others_have_only_reserved_is_worth_waiting_for(budget):
    """Tomorrow would be the wrong answer when a moment will do."""
    it = budget(day=Figures(9, 100, NO_LIMIT))
    charge = await it.account(agent="Timmy").reserve(PAID, Usage(60, 0))

    with pytest.raises(BudgetError, match="moment") as refusal:
        await it.account(agent="Timmy").reserve(PAID, Usage(60, 0))
    charge.settle(ONE)
    await it.account(agent="Timmy").reserve(PAID, Usage(60, 0))

    assert refusal.value.retry_after == 10
    assert it.notice == ""


async def test_a_call_that_never_fits_is_not_put_off_until_tomorrow(budget, caplog):
    """Tomorrow it would not fit either; the host reads of it in money that people use."""
    it = budget(day=WITHOUT_END._replace(nanos=0))

    with pytest.raises(BudgetError, match="may cost more than may be spent") as refusal:
        await it.account(agent="Timmy").reserve(PAID, ONE)

    assert refusal.value.retry_after is None
    (record,) = caplog.records
    assert (record.message, vars(record)["usd"]) == ("budget too small", 0.00002)
    assert "nanos" not in vars(record)


async def test_without_money_a_server_of_ones_own_still_answers(budget):
    """It costs nothing; that it was called counts."""
    it = budget(day=WITHOUT_END._replace(nanos=0))
    local = PAID.model_copy(update={"provider": "ollama", "price": Price()})

    charge = await it.account(agent="Timmy").reserve(local, Usage(100, 100))
    charge.settle(ONE)

    assert used(it) == Figures(1, 15, 0)


async def test_what_costs_nothing_is_answered_though_more_money_is_spent_than_there_is(budget):
    """The host lowered the limit, or set it to none, and has a server of their own instead."""
    it = budget(day=WITHOUT_END._replace(nanos=10 * OF_ONE.nanos))
    for _ in range(10):
        (await it.account(agent="Timmy").reserve(PAID, ONE)).settle(ONE)
    (tally,) = it.tallies("day")
    tally.cap = Figures(20, 160, OF_ONE.nanos)
    own = PAID.model_copy(update={"price": Price()})

    (await it.account(agent="Timmy").reserve(own, Usage(10, 0))).settle(Usage(10, 0))

    assert used(it) == Figures(11, 160, 10 * OF_ONE.nanos)
    for entry in (PAID, own):  # the other figures hold for it as for any
        with pytest.raises(BudgetError):
            await it.account(agent="Timmy").reserve(entry, ONE)


async def test_more_than_the_worst_case_is_counted_and_said(budget, caplog):
    """The truth comes before the cap; the host learns that a provider's bill is odd."""
    it = budget(day=Figures(9, 20, NO_LIMIT))
    charge = await it.account(agent="Timmy").reserve(PAID, ONE)

    with caplog.at_level(logging.WARNING):
        charge.settle(Usage(50, 50))

    assert used(it).tokens == 100
    assert "beyond its worst case" in caplog.text
    with pytest.raises(BudgetError):
        await it.account(agent="Timmy").reserve(PAID, ONE)


async def test_a_disk_that_hangs_is_waited_for_once_and_briefly(budget, journal, monkeypatch):
    """Somebody in danger waits for a reply; what memory counts is enough until the disk is back."""
    monkeypatch.setattr("bridge.budget.PATIENCE", 0.01)
    back, write = asyncio.Event(), journal.write

    async def hung(*args: Any, **wanted: Any) -> Any:
        await back.wait()
        return await write(*args, **wanted)

    monkeypatch.setattr(journal, "write", hung)
    it = budget(secret=b"s", person=Figures(3, NO_LIMIT, NO_LIMIT))
    ann = it.account(agent="Timmy", person="http:a")
    async with asyncio.timeout(10):
        await ann.reserve(PAID, ONE)
    monkeypatch.setattr("bridge.budget.PATIENCE", 3600)
    async with asyncio.timeout(10):
        await ann.reserve(PAID, ONE)
        await it.account(agent="Timmy", person="http:b").reserve(PAID, ONE)
        await ann.reserve(PAID, ONE)
        with pytest.raises(BudgetError):
            await ann.reserve(PAID, ONE)

    back.set()
    while len(await booked(journal)) < 4:
        it.mend()
        await asyncio.sleep(0.001)
    assert all(OF_ONE.within(figures) for figures in (await booked(journal)).values())


async def test_what_a_disk_did_not_take_is_booked_when_the_house_mends_it(
    budget, journal, monkeypatch
):
    """What a crash leaves behind counts as spent, also after a bad moment."""
    write, tried = journal.write, 0

    async def fail(*_: Any, **__: Any) -> Any:
        nonlocal tried
        tried += 1
        raise StorageError("No.")

    monkeypatch.setattr(journal, "write", fail)
    it = budget()
    await it.account(agent="Timmy").reserve(PAID, ONE)
    monkeypatch.setattr(journal, "write", write)
    it.mend()
    while not await booked(journal):  # noqa: ASYNC110 - a file tells nobody of its change
        await asyncio.sleep(0.001)

    assert tried == 1
    assert OF_ONE.within((await booked(journal))["day"])


async def test_an_heir_gets_back_what_their_own_call_did_not_use(budget):
    """A player takes over what they did without an account, while they are being answered."""
    it = budget(person=WITHOUT_END)
    before, heir = (it.account(agent="Timmy", person=f"mud:{name}") for name in ("a", "h"))
    (await before.reserve(PAID, ONE)).settle(ONE)
    under_way = await heir.reserve(PAID, Usage(1000, 1000))

    it.forget("mud:a", "mud:h")
    under_way.settle(ONE)

    assert used(it, "person") == used(it) == OF_ONE.plus(OF_ONE)
    assert len(it.tallies("person")) == 1


async def test_whoever_gives_up_while_it_is_booked_has_reserved_nothing(budget, journal):
    """A caller who hangs up must not leave the day poorer."""
    it = budget()
    task = asyncio.create_task(it.account(agent="Timmy").reserve(PAID, ONE))
    await asyncio.sleep(0)

    task.cancel()
    await asyncio.wait([task])

    assert task.cancelled()
    assert used(it) == Figures()


# --- Days -----------------------------------------------------------------------------------------


async def test_a_new_day_has_everything_again(budget, wall):
    """And those who wait for it go on."""
    it = budget(day=OF_ONE)
    await it.account(agent="Timmy").reserve(PAID, ONE)
    waiting = asyncio.create_task(it.renewed())
    await asyncio.sleep(0)
    it.renew()
    assert not waiting.done()

    wall.now = MIDNIGHT
    it.renew()
    await waiting

    await it.account(agent="Timmy").reserve(PAID, ONE)


async def test_whoever_was_refused_yesterday_does_not_wait_for_tomorrow(budget, wall):
    """Midnight may pass between the refusal and the wait."""
    it = budget()
    day = it.day
    wall.now = MIDNIGHT
    it.renew()

    await asyncio.wait_for(it.renewed(day), timeout=5)


async def test_a_call_over_midnight_is_settled_in_its_own_day(budget, wall):
    """The new day neither pays for it nor profits from what it gives back."""
    it = budget()
    charge = await it.account(agent="Timmy").reserve(PAID, Usage(1000, 100))
    wall.now = MIDNIGHT + 1
    it.renew()
    await it.account(agent="Timmy").reserve(PAID, ONE)

    charge.settle(ONE)

    (day,) = it.tallies("day")
    assert (day.used, it.reserved(day)) == (OF_ONE, OF_ONE)


async def test_the_next_day_nothing_is_left_of_those_who_came(budget, journal, wall):
    """Nothing grows with the number of people."""
    it = budget(person=WITHOUT_END._replace(calls=9), conversation=WITHOUT_END._replace(calls=9))
    for n in range(30):
        account = it.account(agent="Timmy", person=f"http:{n}", conversation=f"c{n}")
        (await account.reserve(PAID, ONE)).settle(ONE)
    assert len(await booked(journal)) == 62

    wall.now = MIDNIGHT
    it.renew()

    assert it.tallies("person") == it.tallies("conversation") == []
    assert await booked(journal) == {"day": Figures()}


async def test_those_who_are_refused_leave_no_trace(budget, journal):
    """Else whoever invents names fills memory at no cost."""
    it = budget(day=OF_ONE, person=OF_ONE)
    await it.account(agent="Timmy", person="http:0").reserve(PAID, ONE)

    for n in range(1, 50):
        with pytest.raises(BudgetError):
            await it.account(agent="Timmy", person=f"http:{n}").reserve(PAID, ONE)

    assert len(it.tallies("person")) == 1
    assert len(await booked(journal)) == 3


async def test_a_clock_that_is_set_back_gives_nobody_the_day_twice(budget, wall, journal):
    """A step of a second over midnight would be enough; a clock that was a year ahead is not."""
    it = budget(day=OF_ONE)
    wall.now = MIDNIGHT
    it.renew()
    await it.account(agent="Timmy").reserve(PAID, ONE)

    wall.now = MIDNIGHT - 1
    for again in (it, budget(day=OF_ONE)):
        await again.restore()
        with pytest.raises(BudgetError):
            await again.account(agent="Timmy").reserve(PAID, ONE)

    wall.now = MIDNIGHT - 300 * 86400
    await it.account(agent="Timmy").reserve(PAID, ONE)


async def test_a_day_that_has_begun_goes_on_after_a_restart_though_the_clock_went_back(
    budget, wall
):
    """Nobody has spent anything of it yet; what was spent of the day before is forgotten."""
    it = budget(day=OF_ONE)
    await it.account(agent="Timmy").reserve(PAID, ONE)
    wall.now = MIDNIGHT
    it.renew()
    day = it.day
    wall.now = MIDNIGHT - 1

    again = budget(day=OF_ONE)
    await again.restore()

    assert again.day == it.day == day


# --- The journal ----------------------------------------------------------------------------------


async def test_a_clean_stop_keeps_the_figures_to_the_token(budget, journal):
    """Somebody who restarts often must not run out of budget by it."""
    it = budget(person=WITHOUT_END._replace(calls=99))
    for _ in range(3):
        account = it.account(agent="Timmy", person="http:a")
        (await account.reserve(PAID, Usage(1000, 100))).settle(ONE)
    await it.close()

    again = budget(person=WITHOUT_END._replace(calls=99))
    await again.restore()

    assert used(again) == used(again, "person") == Figures(3, 45, 60_000)


async def test_after_a_crash_what_was_booked_counts_as_spent(budget, journal):
    """Never less than what was spent; at most a thirty-second part more than was reserved."""
    cap = Figures(320, 32_000, 32 * NANOS)
    it = budget(day=cap)
    for _ in range(10):
        (await it.account(agent="Timmy").reserve(PAID, Usage(1000, 100))).settle(ONE)

    again = budget(day=cap)
    await again.restore()

    assert used(it).within(used(again))
    assert used(again).within(used(it).plus(Figures(10, 1000 + 1100, NANOS + 1_200_000)))


async def test_most_calls_wait_for_no_disk(budget, journal, monkeypatch):
    """A write for each step, and not for each call."""
    it, writes = budget(day=Figures(3200, NO_LIMIT, NO_LIMIT)), 0
    write = journal.write

    async def counted(*args: Any, **kwargs: Any) -> Any:
        nonlocal writes
        writes += 1
        return await write(*args, **kwargs)

    monkeypatch.setattr(journal, "write", counted)
    for _ in range(1000):
        (await it.account(agent="Timmy").reserve(PAID, ONE)).settle(ONE)

    assert writes <= 1000 / 100 + 1000 / 250


async def test_a_burst_shares_its_writes(budget, journal, monkeypatch):
    """A thousand new people at once are two writes, not a thousand."""
    it, writes = budget(person=WITHOUT_END._replace(calls=99)), 0
    write = journal.write

    async def counted(*args: Any, **kwargs: Any) -> Any:
        nonlocal writes
        writes += 1
        return await write(*args, **kwargs)

    monkeypatch.setattr(journal, "write", counted)
    accounts = [it.account(agent="Timmy", person=f"http:{n}") for n in range(1000)]
    await asyncio.gather(*(account.reserve(PAID, ONE) for account in accounts))

    assert writes <= 2
    rows = await booked(journal)
    assert all(tally.used.within(rows[tally.scope]) for tally in it.tallies("person"))


async def test_a_disk_that_takes_nothing_keeps_nobody_from_talking(budget, journal, monkeypatch):
    """The caps hold all the same, from memory."""
    it = budget(day=OF_ONE)

    async def full(*_args: Any, **_kwargs: Any) -> Any:
        raise StorageError("The disk is full.")

    monkeypatch.setattr(journal, "write", full)

    await it.account(agent="Timmy").reserve(PAID, ONE)
    with pytest.raises(BudgetError):
        await it.account(agent="Timmy").reserve(PAID, ONE)
    await it.close()


async def test_nobodys_name_is_in_the_journal_of_the_budget(budget, journal):
    """To know somebody again on the same day takes no name, and nothing to guess names by."""
    it = budget(person=WITHOUT_END._replace(calls=9))
    await it.account(agent="Timmy", person="http:swordfish").reserve(PAID, ONE)

    (scope,) = [scope for scope in await booked(journal) if scope.startswith("person:")]
    another = budget(person=WITHOUT_END._replace(calls=9))
    assert "swordfish" not in scope
    assert it.scope_of("http:swordfish") == scope
    assert another.scope_of("http:swordfish") != scope, "it could be found by trying names"


async def test_forgetting_leaves_no_row_of_a_person_and_gives_them_no_new_share(budget, journal):
    """Else whoever can be forgotten has a budget without end; the rest of the day goes on."""
    it = budget(person=OF_ONE)
    account = it.account(agent="Timmy", person="http:ann")
    charge = await account.reserve(PAID, ONE)
    before = it.scope_of("http:ann")

    for _ in range(2):  # whoever was told to ask again does
        forgotten = it.forget("http:ann")
        await journal.change(lambda db, done=forgotten: db.execute(*done))
    charge.settle(ONE)
    await it.close()

    with pytest.raises(BudgetError):
        await account.reserve(PAID, ONE)
    (scope,) = [scope for scope in await booked(journal) if scope.startswith("person:")]
    assert before not in await booked(journal)
    assert scope == it.scope_of("http:ann") != before
    assert used(it) == used(it, "person") == OF_ONE


async def test_whoever_goes_on_under_a_new_id_goes_on_with_what_is_left(budget, journal):
    """A player's id changes when they are forgotten, and after a crash their share is no larger."""
    made = {"secret": b"of this house", "person": OF_ONE}
    it = budget(**made)
    await it.account(agent="Timmy", person="mud:old").reserve(PAID, ONE)

    forgotten = it.forget("mud:old", "mud:new")
    await journal.change(lambda db: db.execute(*forgotten))
    again = budget(**made)
    await again.restore()

    for one in (it, again):
        with pytest.raises(BudgetError):
            await one.account(agent="Timmy", person="mud:new").reserve(PAID, ONE)
        (await one.account(agent="Timmy", person="mud:old").reserve(PAID, ONE)).settle(Usage())


def test_the_secret_of_a_house_stays_and_is_nobody_elses_to_read(tmp_path):
    """After a restart people are known again, by their digests alone."""
    path = tmp_path / "secret"

    made = secret_in(path)

    assert len(made) == 32
    assert secret_in(path) == made == path.read_bytes()
    assert path.stat().st_mode & 0o777 == 0o600
    assert secret_in(tmp_path) != secret_in(tmp_path), "no file can be there"


# --- Calls ----------------------------------------------------------------------------------------


async def ask(it: Budget, *models: tuple[ScriptedModel, Entry], **wanted: Any) -> Any:
    """Call the first model, with the others behind it."""
    return await call(
        [Candidate(model, entry) for model, entry in models],
        [Message("user", "hello")],
        system="You are Timmy.",
        config=GenerateConfig(max_tokens=50, **wanted),
        deadlines=Deadlines(),
        account=it.account(agent="Timmy"),
    )


async def test_a_free_voice_answers_when_the_budget_is_spent(budget):
    """And costs and counts nothing."""
    it = budget(day=Figures())
    free = PAID.model_copy(update={"provider": "offline"})
    paid = ScriptedModel(["I am dear."])

    answer = await ask(it, (paid, PAID), (ScriptedModel(["I am free."]), free))

    assert (answer.output.text, answer.attempts, paid.calls) == ("I am free.", 1, [])
    assert used(it) == Figures()


async def test_a_call_that_was_refused_by_its_provider_costs_no_tokens(budget):
    """It was a call, though: whoever loops must come to an end."""
    it = budget()

    refusal = ModelBusyError("no", retry_after=99.0, unbilled=True)
    with pytest.raises(ModelBusyError):
        await ask(it, (ScriptedModel([refusal]), PAID))

    assert used(it) == Figures(1, 0, 0)


async def test_a_call_that_broke_off_costs_its_worst_case(budget):
    """Nobody tells what it was billed."""
    it = budget()
    model = ScriptedModel([["Once ", ZeroDivisionError()]])

    with pytest.raises(ZeroDivisionError):
        await ask(it, (model, PAID))

    (day,) = it.tallies("day")
    assert day.used == Figures(1, 19 + 32 + 50, (19 + 32) * 1000 + 50 * 2000)
    assert it.reserved(day) == Figures()


async def test_what_is_to_be_kept_for_an_hour_is_reserved_at_that_price(budget):
    """It is the dearest way to send a prompt."""
    it = budget()
    price = PAID.price.model_copy(update={"cache_write_long": 7})
    entry = PAID.model_copy(update={"price": price})

    for lifetime, dearest in (("5m", 1000), ("1h", 7000)):
        before = used(it)
        with pytest.raises(ZeroDivisionError):
            await ask(it, (ScriptedModel([ZeroDivisionError()]), entry), lifetime=lifetime)
        assert used(it).minus(before) == Figures(1, 51 + 50, 51 * dearest + 50 * 2000)


# --- The bridge -----------------------------------------------------------------------------------


@pytest.fixture
def paid_bridge(aiohttp_client, settings):
    """Start a bridge whose model, which follows a script, costs what `PAID` says."""

    async def start(script: Script = lambda _: "ok", *, wall: Clock, **wanted: Any):
        gate, entry = wanted.pop("gate", None), wanted.pop("entry", PAID)
        model = ScriptedModel(script, usage=Usage(700, 30), gate=gate)
        app = await asyncio.to_thread(create_app, settings(**wanted), model=model, wall=wall)
        voiced = app[keys.VOICED]
        voiced = app[keys.VOICED] = replace(voiced, candidates=(Candidate(model, entry),))
        app[keys.COMPACTOR] = Compactor(voiced, app[keys.JOURNAL], app[keys.CARE])
        return await aiohttp_client(app), model

    return start


def budget_of(client: Any) -> Budget:
    found: Budget = client.server.app[keys.BUDGET]
    return found


async def test_a_thousand_names_spend_no_token_more_than_the_day_has(paid_bridge, wall):
    """One caller takes a thousand names and asks for all of them at once; tomorrow talks go on."""
    client, model = await paid_bridge(
        wall=wall,
        timmy_budget_day="200k tokens",
        timmy_max_sessions=2000,
        timmy_requests_per_minute=10**6,
    )

    async def speak(n: int) -> int:
        async with client.post("/bridge/chat", json=body(f"Name{n}")) as response:
            return int(response.status)

    overdrawn = asyncio.create_task(_never_beyond(budget_of(client), 200_000))
    statuses: list[int] = []
    for some in range(0, 1000, 250):  # as many as one machine has sockets for
        statuses += await asyncio.gather(*(speak(n) for n in range(some, some + 250)))
    overdrawn.cancel()
    await asyncio.wait([overdrawn])

    assert overdrawn.cancelled()
    assert set(statuses) == {200, 429}
    for n in itertools.count(1000):  # what the others had reserved and not used
        if await speak(n) == 429:
            break
    assert len(model.calls) * 730 == used(budget_of(client)).tokens <= 200_000
    async with client.post("/bridge/chat", json=body("Late")) as response:
        assert int(response.headers["Retry-After"]) == 3600
        await refused(response, 429)

    waiting = asyncio.create_task(budget_of(client).renewed())
    await asyncio.sleep(0)
    wall.now = MIDNIGHT
    budget_of(client).renew()
    await waiting
    assert (await chat(client, "Late"))["response"] == "ok"


async def _never_beyond(it: Budget, tokens: int) -> None:
    """Look at each turn of the event loop, until cancelled."""
    while True:
        assert used(it).tokens <= tokens
        await asyncio.sleep(0)


async def test_one_person_takes_a_tenth_and_the_others_go_on(paid_bridge, wall):
    """Whoever talks all day is the only one to notice."""
    client, _ = await paid_bridge(wall=wall, timmy_budget_day="20 calls")
    assert [(await chat(client, "Ann"))["response"] for _ in range(2)] == ["ok", "ok"]

    async with client.post("/bridge/chat", json=body("Ann")) as response:
        problem = await refused(response, 429)

    assert problem["error"] == "budget"
    assert problem["detail"].startswith("Nothing is left of your share of today's words;")
    assert (await chat(client, "Bob"))["response"] == "ok"


async def test_a_long_talk_is_answered_with_less_of_it_before_it_is_refused(paid_bridge, wall):
    """At worst a byte is a token: else most of a share could never be spent."""
    client, model = await paid_bridge(wall=wall, timmy_requests_per_minute=10**6)
    system = len(client.app[keys.VOICED].system.encode())
    budget_of(client).caps["person"] = WITHOUT_END._replace(tokens=system + 20_000)
    sent = []
    for n in range(12):
        await chat(client, "Ann", f"{n} {'word ' * 780}")
        await client.app[keys.COMPACTOR].settled()
        sent.append(len(model.calls[-1].messages))

    (session,) = client.app[keys.SESSIONS]
    assert sent[:4] == [1, 3, 5, 7]
    assert all(1 < messages <= 7 for messages in sent[4:])  # the latest turns are still in it
    assert len(model.calls) == 12  # a model that writes a summary would be too dear as well
    assert len(session.window.turns) == 4
    assert session.window.turns[-1].asked.text.startswith("11 ")


async def test_a_talk_that_is_refused_is_shortened_all_the_same(paid_bridge, wall):
    """The next day it is asked about with less, instead of being too dear again."""
    client, model = await paid_bridge(wall=wall, timmy_requests_per_minute=10**6)
    for n in range(10):
        await chat(client, "Ann", f"My dog is called Pepper {n}.")
    (session,), (tally,) = client.app[keys.SESSIONS], budget_of(client).tallies("person")
    tally.cap = tally.used

    async with client.post("/bridge/chat", json=body("Ann")) as response:
        await refused(response, 429)
    await client.app[keys.COMPACTOR].settled()

    assert len(model.calls) == 10
    assert len(session.window.turns) == 4
    assert "Pepper 0" in str(session.window.summary.facts)


async def test_whoever_is_forgotten_has_spent_their_share_all_the_same(paid_bridge, wall):
    """To be forgotten is free of charge, and no way to more."""
    client, model = await paid_bridge(
        wall=wall, timmy_budget_day="9 calls", timmy_budget_person="1 call"
    )
    await chat(client, "Ann")
    before = budget_of(client).scope_of("http:ann_01")

    gone = await client.delete("/bridge/me", json={"user_id": "ann_01", "confirm": "forget me"})

    assert gone.status == 200
    await refused(await client.post("/bridge/chat", json=body("Ann")), 429)
    assert len(model.calls) == 1
    scopes = await booked(client.server.app[keys.JOURNAL])
    assert before not in scopes
    assert len([scope for scope in scopes if scope.startswith("person:")]) == 1


async def test_a_crisis_is_answered_without_any_budget(paid_bridge, wall):
    """And in the hours after it, words of ours stand in for those that nobody pays for."""
    client, model = await paid_bridge(wall=wall, timmy_budget_day="0")

    first = await chat(client, "Ann", CRISIS)
    second = await chat(client, "Ann", "I am at home.")

    assert in_order(ELEMENTS, first["response"])
    assert second["response"]
    assert model.calls == []


async def test_the_operator_is_told_what_is_spent_and_by_nobodys_name(paid_bridge, wall):
    """Sums; of people, how many they are and how near the nearest is to the limit."""
    client, _ = await paid_bridge(wall=wall, timmy_budget_day="40 calls, 1 USD")
    for name in ("Ann", "Ann", "Bob"):
        await chat(client, name)

    async with client.get("/bridge/budget", headers=MUD) as response:
        text, told = await response.text(), await response.json()

    amount = {"calls": 3, "tokens": 3 * 730, "usd": 3 * 760_000 / NANOS}
    assert told["total"]["spent"] == amount
    assert told["total"]["reserved"] == {"calls": 0, "tokens": 0, "usd": 0}
    left = {"calls": 37, "tokens": 20_000_000 - amount["tokens"], "usd": 1 - amount["usd"]}
    assert told["total"]["left"] == left
    assert [(p["name"], p["spent"]) for p in told["providers"]] == [("acme", amount)]
    assert (told["persons"]["count"], told["persons"]["largest_share"]) == (2, 0.5)
    assert (told["day"], told["seconds_left"]) == ("2024-10-03", 3600)
    assert "ann" not in text.lower()


async def test_what_a_call_has_reserved_is_told_too(paid_bridge, wall):
    """Else the sums would not add up while many talk."""
    gate = asyncio.Event()
    client, model = await paid_bridge(wall=wall, gate=gate)
    speaking = asyncio.create_task(chat(client, "Ann"))
    await model.called.wait()

    async with client.get("/bridge/budget", headers=MUD) as response:
        told = await response.json()
    gate.set()
    await speaking

    assert told["total"]["reserved"]["calls"] == 1
    assert told["total"]["spent"] == {"calls": 0, "tokens": 0, "usd": 0}


@pytest.mark.parametrize("access", [None, "swordfish"])
async def test_only_the_operator_is_told(bridge, access):
    """What it costs is between the host and the provider, on a bridge that is open to all too."""
    client, _ = await bridge(timmy_bridge_token=access)

    await refused(await client.get("/bridge/budget"), 401)
    for token in {SERVICE_TOKEN, access} - {None}:
        headers = {"Authorization": f"Bearer {token}"}
        assert (await client.get("/bridge/budget", headers=headers)).status == 200


async def test_a_day_that_is_spent_is_said_by_health(paid_bridge, wall):
    """The host should not have to hear it from the visitors."""
    client, _ = await paid_bridge(wall=wall, timmy_budget_day="1 call", timmy_budget_person="100%")
    await chat(client, "Ann")
    async with client.post("/bridge/chat", json=body("Bob")) as response:
        await refused(response, 429)

    (notice,) = (await get(client, "/bridge/health"))["degraded"]

    assert notice == (
        "What is left of today's budget is too little for a model's reply; there will be more at"
        " 00:00 UTC."
    )


async def test_a_restart_forgets_no_spending(paid_bridge, wall):
    """Else whoever can make the bridge restart has a budget without end."""
    client, _ = await paid_bridge(wall=wall)
    await chat(client, "Ann")
    before = used(budget_of(client))
    await client.close()

    client, _ = await paid_bridge(wall=wall)

    assert used(budget_of(client)) == used(budget_of(client), "person") == before


@pytest.mark.e2e
async def test_a_bridge_that_is_killed_has_forgotten_no_spending(tmp_path, call):
    """No call, answered or under way, may be had twice for the same money."""
    async with HeldServer() as provider:
        live = {"ANTHROPIC_API_KEY": "key", "ANTHROPIC_BASE_URL": provider.url}
        provider.open.set()
        async with bridge_process(tmp_path, **live) as process:
            assert [await _spoken(call, process, "Ann") for _ in range(3)] == [200] * 3
            provider.open.clear()
            under_way = await _asked(call, process, "Bob")
            await until(lambda: provider.waiting)
            before = (await _told(call, process))["total"]
            process.process.send_signal(signal.SIGKILL)
            await process.process.wait()
            assert await under_way.ended() == b""
        async with bridge_process(tmp_path, **live) as process:
            after = (await _told(call, process))["total"]

    for figure in ("calls", "tokens", "usd"):
        assert before["reserved"][figure] > 0
        assert after["spent"][figure] >= before["spent"][figure] + before["reserved"][figure]
        assert after["spent"][figure] <= after["cap"][figure] / 4


async def _asked(call: Any, process: BridgeProcess, name: str) -> Line:
    line: Line = await call(process.port)
    line.ask("POST", "/bridge/chat", body(name))
    return line


async def _spoken(call: Any, process: BridgeProcess, name: str) -> int:
    return (await (await _asked(call, process, name)).answer())[0]


async def _told(call: Any, process: BridgeProcess) -> dict[str, Any]:
    line: Line = await call(process.port)
    line.ask("GET", "/bridge/budget", **MUD)
    status, told = await line.answer()
    assert status == 200
    return dict(told)


# --- tower budget ---------------------------------------------------------------------------------


def tower(capsys: Any, *argv: str) -> tuple[int, str, str]:
    """Run `tower`; return its exit status and what it says."""
    status = main(argv)
    said = capsys.readouterr()
    return status, said.out, said.err


async def test_the_command_shows_what_the_bridge_says(paid_bridge, wall, monkeypatch, capsys):
    """A table for people, and the same as JSON for programs."""
    day = "10 calls, 1 USD, unlimited tokens"
    client, _ = await paid_bridge(wall=wall, timmy_budget_day=day)
    await chat(client, "Ann")
    monkeypatch.setenv("TIMMY_BRIDGE_PORT", str(client.port))
    monkeypatch.setenv("TIMMY_SERVICE_TOKEN", "of another Tower")
    monkeypatch.setenv("TIMMY_BRIDGE_TOKEN", SERVICE_TOKEN)

    status, table, _ = await asyncio.to_thread(tower, capsys, "budget")
    _, text, _ = await asyncio.to_thread(tower, capsys, "budget", "--json")

    assert status == 0
    lines = [" ".join(line.split()) for line in table.splitlines()]
    assert lines[0].startswith("Budget of 2024-10-03 (UTC); there is a new one in 1 h 0 min.")
    assert "USD 0.0008 0.0000 0.9992 1.0000" in lines
    assert "tokens 730 0 no limit no limit" in lines
    assert "calls 1 0 9 10" in lines
    assert "provider USD tokens calls USD left" in lines
    assert "acme 0.0008 730 1 no limit" in lines
    assert any(
        line.startswith("One person may take 0.1000 USD, 1 call. 1 person") for line in lines
    )
    assert json.loads(text)["total"]["spent"]["tokens"] == 730


async def test_the_command_says_what_is_wrong_in_one_sentence(bridge, monkeypatch, capsys):
    """No bridge, a bridge of somebody else, a setting that cannot work."""
    client, _ = await bridge()
    monkeypatch.setenv("TIMMY_HOME", "/nowhere")
    (free,) = free_ports(1)
    for port, token, status, words in (
        (free, "any", 1, "No bridge answers"),
        (client.port, "wrong", 1, "knows no token that is set here"),
        (client.port, "", 1, "knows no token that is set here"),
        ("x", "", 2, "TIMMY_BRIDGE_PORT:"),
    ):
        monkeypatch.setenv("TIMMY_BRIDGE_PORT", str(port))
        monkeypatch.setenv("TIMMY_SERVICE_TOKEN", token)
        found, out, err = await asyncio.to_thread(tower, capsys, "budget")
        assert (found, out, len(err.splitlines())) == (status, "", 1)
        assert words in err


async def test_the_command_has_a_sentence_for_each_setting_that_is_wrong(monkeypatch, capsys):
    """Whoever corrects one should not have to find out about the next by another try."""
    monkeypatch.setenv("TIMMY_BUDGET_DAY", "10%")
    monkeypatch.setenv("TIMMY_BUDGET_PERSON", "banana")
    monkeypatch.setenv("TIMMY_BUDGET_AGENT", "5,000 calls")

    status, _, err = await asyncio.to_thread(tower, capsys, "budget")

    assert status == 2
    told = dict(line.split(": ", 1) for line in err.splitlines())
    assert "share" in told["TIMMY_BUDGET_DAY"]
    assert "figures such as 5 USD" in told["TIMMY_BUDGET_PERSON"]
    assert "without a comma" in told["TIMMY_BUDGET_AGENT"]
    assert "banana" not in err


@pytest.mark.parametrize(
    ("share", "told"),
    [
        (0.336, "the most that one has used of it is 34%"),
        (1.0, "the most that one has used of it is all"),
        (15.84, "one has used more than that"),
    ],
)
def test_what_one_has_used_of_a_limit_is_told_as_people_say_it(share, told):
    """A limit that was lowered during the day may have been passed many times over."""
    limit = {"calls": 5, "tokens": None, "usd": 0.05}
    none = dict.fromkeys(limit, 0)
    spending = {"spent": none, "reserved": none, "left": limit, "cap": limit}
    report = BudgetReport.model_validate(
        {
            "day": "2024-10-03",
            "renewed_at": "2024-10-04T00:00:00Z",
            "seconds_left": 60,
            "total": spending,
            "providers": [],
            "agents": [],
            "persons": {"cap": limit, "count": 1, "largest_share": share},
            "conversations": None,
            "notice": "",
        }
    )

    assert f"One person may take 0.0500 USD, 5 calls. 1 person today; {told}." in report_of(report)


def test_what_cannot_be_paid_stands_below_the_table():
    """The command is where a host looks who wonders why nobody is answered."""
    limit = {"calls": 5, "tokens": None, "usd": 0.05}
    none = dict.fromkeys(limit, 0)
    report = BudgetReport.model_validate(
        {
            "day": "2024-10-03",
            "renewed_at": "2024-10-04T00:00:00Z",
            "seconds_left": 60,
            "total": {"spent": none, "reserved": none, "left": limit, "cap": limit},
            "providers": [],
            "agents": [],
            "persons": None,
            "conversations": None,
            "notice": "No reply can be paid.",
        }
    )

    assert report_of(report).endswith("\n\nNOTE  No reply can be paid.")


async def test_whoever_has_spent_nothing_has_not_spent_all_of_nothing(paid_bridge, wall):
    """`0 USD` is a limit that a voice which costs nothing never comes near."""
    own = PAID.model_copy(update={"price": Price()})
    client, _ = await paid_bridge(wall=wall, entry=own, timmy_budget_day="0 USD, 100 calls")
    await chat(client, "Ann")

    async with client.get("/bridge/budget", headers=MUD) as response:
        told = await response.json()

    assert told["persons"]["largest_share"] == 0.1
