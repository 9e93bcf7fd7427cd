"""How long a prompt's beginning is kept costs nearly as little as the better choice, always."""

import random
from collections.abc import Callable, Iterator

import pytest

from bridge.models.base import Lifetime
from bridge.models.catalog import Catalog
from bridge.models.entry import Price
from bridge.rhythm import SECONDS, Rhythm

#: Tokens of the system prompt, and of what is new with each turn.
SYSTEM, NEW, TURNS = 1380, 300, 100
#: A window is at most so many turns, and then so few.
HIGH, LOW = 16, 4


def prefixes() -> Iterator[tuple[int, bool]]:
    """Yield the tokens before each turn, and whether they begin as those before them did."""
    held = 0
    for n in range(TURNS):
        held += 1
        cut = held > HIGH
        held = LOW if cut else held
        yield SYSTEM + held * NEW, n > 0 and not cut


def paid(price: Price, gaps: list[float], choose: Callable[[float], Lifetime]) -> float:
    """Return what the input of a talk costs with these gaps before its turns."""
    total = 0.0
    lifetime: Lifetime = "5m"
    for (prefix, same), gap in zip(prefixes(), gaps, strict=True):
        hit = same and gap <= SECONDS[lifetime]
        lifetime = choose(gap)
        write = price.cache_write if lifetime == "5m" else price.cache_write_long
        fresh = NEW if hit else prefix
        total += (prefix - fresh) * price.cache_read + fresh * write
    return total


def measured(price: Price) -> Callable[[float], Lifetime]:
    rhythm, now = Rhythm(), 0.0

    def choose(gap: float) -> Lifetime:
        nonlocal now
        now += gap
        rhythm.beat(now)
        return rhythm.lifetime(price, SYSTEM + 10 * NEW, NEW)

    return choose


@pytest.mark.parametrize("key", ["opus", "sonnet", "haiku"])
def test_the_choice_costs_little_more_than_the_better_one_at_any_gap(key: str) -> None:
    """Nobody tells how fast they will write; it has to be measured while they do."""
    price, dice = Catalog.load().find(key).price, random.Random(7)  # noqa: S311 - gaps, not secrets
    for mean in (10, 30, 45, 60, 75, 90, 120, 180, 300, 450, 600, 900, 1200):
        talks = [[dice.expovariate(1 / mean) for _ in range(TURNS)] for _ in range(20)]
        short = sum(paid(price, gaps, lambda _: "5m") for gaps in talks)
        long = sum(paid(price, gaps, lambda _: "1h") for gaps in talks)
        ours = sum(paid(price, gaps, measured(price)) for gaps in talks)

        assert ours <= 1.15 * min(short, long), (mean, ours / min(short, long))


def test_an_hour_is_chosen_from_about_a_minute_and_a_half_on() -> None:
    """Five minutes are cheaper to write, and an hour is cheaper for who takes their time."""
    price = Catalog.load().find("sonnet").price
    chosen = {gap: Rhythm(gap=gap).lifetime(price, 4000, NEW) for gap in (20.0, 60.0, 110.0, 600.0)}

    assert chosen == {20.0: "5m", 60.0: "5m", 110.0: "1h", 600.0: "1h"}


def test_where_an_hour_has_no_price_it_is_not_asked_for() -> None:
    """What a provider does not sell cannot be had."""
    assert Rhythm(gap=600.0).lifetime(Price(input=2, cache_write=2.5), 4000, NEW) == "5m"
