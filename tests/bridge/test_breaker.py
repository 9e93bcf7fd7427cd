"""When calls are kept away from a provider that fails, and how it is found to be back."""

import asyncio
import contextlib
import logging
from dataclasses import dataclass

import pytest

from bridge.errors import (
    BudgetError,
    ModelBusyError,
    ModelCutError,
    ModelEmptyError,
    ModelError,
    ModelKeyError,
    ModelRefusedError,
    ModelTimeoutError,
    ModelTooLongError,
    ModelUnreadableError,
)
from bridge.models.breaker import FAILURES, LONG, LONGEST, REST, WITHIN, Breaker
from bridge.models.catalog import Catalog
from bridge.models.choice import choose


@dataclass
class Clock:
    """Time that passes when a test says so."""

    time: float = 1000.0

    def __call__(self) -> float:
        return self.time


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def breaker(clock: Clock) -> Breaker:
    return Breaker(now=clock, dice=lambda: 0.0)


def fail(breaker: Breaker, error: BaseException | None = None) -> None:
    """Let a call end in `error`."""
    error = error or ModelBusyError("no")
    with contextlib.suppress(type(error)), breaker.around():
        raise error


def work(breaker: Breaker) -> None:
    """Let a call go well."""
    with breaker.around():
        pass


def open_up(breaker: Breaker) -> None:
    for _ in range(FAILURES):
        fail(breaker)
    assert breaker.rests


@pytest.mark.parametrize("error", [ModelBusyError, ModelTimeoutError, ModelCutError])
def test_failures_again_and_again_end_the_calls(breaker, error):
    """Whoever waits for a dead provider waits for nothing, and a sick one is not helped by more."""
    for _ in range(FAILURES - 1):
        fail(breaker, error("no"))
    assert not breaker.rests

    fail(breaker, error("no"))

    assert breaker.rests
    with pytest.raises(ModelBusyError, match="in trouble"), breaker.around():
        pytest.fail("the provider was called")


@pytest.mark.parametrize(
    "error",
    [
        ModelError("the request was wrong"),
        ModelKeyError("no"),
        ModelRefusedError("no"),
        ModelTooLongError("no"),
        ModelEmptyError("no"),
        ModelUnreadableError("no"),
        BudgetError("no"),
        asyncio.CancelledError(),
    ],
)
def test_what_is_not_the_providers_trouble_never_ends_them(breaker, error):
    """One person's dialogue or an empty purse must not silence the model for everybody."""
    for _ in range(10 * FAILURES):
        fail(breaker, error)

    assert not breaker.rests


def test_failures_far_apart_do_not_add_up(breaker, clock):
    """Any provider fails now and then."""
    for _ in range(10 * FAILURES):
        fail(breaker)
        clock.time += WITHIN / (FAILURES - 1) + 0.1

    assert not breaker.rests


def test_failures_just_close_enough_do(breaker, clock):
    """The last of them looks back upon the first."""
    for _ in range(FAILURES):
        fail(breaker)
        clock.time += WITHIN / (FAILURES - 1) - 0.1

    assert breaker.rests


def test_a_provider_that_mostly_works_is_not_given_up(breaker):
    """Another try most likely helps there; to refuse all would lose the good ones."""
    for _ in range(10 * FAILURES):
        fail(breaker)
        work(breaker)
        work(breaker)

    assert not breaker.rests


@pytest.mark.parametrize("error", [None, ModelRefusedError("no"), ModelKeyError("no")])
def test_any_answer_begins_the_count_anew(breaker, error):
    """Whatever it says, it is there."""
    for _ in range(FAILURES - 1):
        fail(breaker)
    fail(breaker, error) if error else work(breaker)
    for _ in range(FAILURES - 1):
        fail(breaker)

    assert not breaker.rests


def test_the_good_days_of_the_past_do_not_hold_it_up(breaker):
    """A provider that dies after thousands of good calls is dead all the same."""
    for _ in range(5000):
        work(breaker)

    open_up(breaker)


def test_it_says_when_to_come_back(breaker, clock):
    """People are told, and so is whoever asks by HTTP."""
    open_up(breaker)
    clock.time += 4.0

    with pytest.raises(ModelBusyError) as caught, breaker.around():
        pytest.fail("the provider was called")

    assert caught.value.retry_after == REST - 4.0


@pytest.mark.parametrize(("dice", "rest"), [(0.0, REST), (0.5, REST * 1.25), (1.0, REST * 1.5)])
def test_the_rest_is_thrown_by_dice(clock, dice, rest):
    """Bridges that lost the provider at the same moment must not all come back at the same one."""
    breaker = Breaker(now=clock, dice=lambda: dice)
    open_up(breaker)

    clock.time += rest - 0.01
    with pytest.raises(ModelBusyError):
        work(breaker)
    clock.time += 0.02
    work(breaker)

    assert not breaker.rests


def test_one_call_finds_out_and_the_others_wait(breaker, clock):
    """A provider that has just come back is not to be run over."""
    open_up(breaker)
    clock.time += REST

    with breaker.around():
        for _ in range(3):
            with pytest.raises(ModelBusyError) as caught:
                work(breaker)
            assert caught.value.retry_after == 1.0

    assert not breaker.rests
    work(breaker)


def test_a_call_that_finds_out_that_it_is_not_back_sends_it_to_rest_again(breaker, clock):
    """For a whole rest: one failure is enough now."""
    open_up(breaker)
    clock.time += REST
    fail(breaker)

    clock.time += REST - 0.1
    with pytest.raises(ModelBusyError):
        work(breaker)
    clock.time += 0.1
    work(breaker)

    assert not breaker.rests


@pytest.mark.parametrize("error", [ModelKeyError("no"), ModelRefusedError("no"), ModelError("no")])
def test_a_call_that_finds_it_back_though_it_says_no_ends_the_rest(breaker, clock, error):
    """It answers: that is all that was to be found out."""
    open_up(breaker)
    clock.time += REST

    fail(breaker, error)

    assert not breaker.rests


@pytest.mark.parametrize(
    "error", [asyncio.CancelledError(), BudgetError("no"), ZeroDivisionError()]
)
def test_a_call_that_finds_out_nothing_leaves_its_place_to_the_next(breaker, clock, error):
    """Somebody hung up, or could not pay: nobody must wait for an answer that never comes."""
    open_up(breaker)
    clock.time += REST

    fail(breaker, error)

    assert breaker.rests
    work(breaker)
    assert not breaker.rests


def test_after_the_rest_the_old_failures_are_forgotten(breaker, clock):
    """Else the first stumble would end the calls again."""
    open_up(breaker)
    clock.time += REST
    work(breaker)

    fail(breaker)

    assert not breaker.rests


def test_failures_that_were_under_way_do_not_make_the_rest_longer(breaker, clock):
    """They tell of the past; hundreds may hang, and come in one after the other."""
    with contextlib.suppress(ModelBusyError), breaker.around():
        open_up(breaker)
        clock.time += REST - 1
        raise ModelBusyError("late")
    clock.time += 1

    work(breaker)
    assert not breaker.rests


def test_calls_that_were_under_way_do_not_disturb_the_one_that_finds_out(breaker, clock):
    """They began before the provider was left alone, and end when they end."""
    with contextlib.ExitStack() as late:
        late.enter_context(breaker.around())
        open_up(breaker)
        clock.time += REST
        with breaker.around():
            late.close()
            with pytest.raises(ModelBusyError):
                work(breaker)

    assert not breaker.rests


# --- A provider that says for how long ------------------------------------------------------------


@pytest.mark.parametrize("seconds", [LONG, 120.0, LONGEST])
def test_a_provider_that_asks_for_a_long_rest_has_it_at_once(breaker, clock, seconds):
    """Nobody waits for so long; without it every further person would hear no from afar."""
    fail(breaker, ModelBusyError("no", retry_after=seconds))

    clock.time += seconds - 0.1
    with pytest.raises(ModelBusyError, match="in trouble"):
        work(breaker)
    clock.time += 0.1
    work(breaker)

    assert not breaker.rests


def test_a_person_is_told_for_how_long_it_rests(breaker, clock):
    """And so is a program."""
    fail(breaker, ModelBusyError("no", retry_after=180.0))
    clock.time += 60.0

    with pytest.raises(ModelBusyError, match=r"try again in about 2 minutes\.$") as caught:
        work(breaker)

    assert caught.value.retry_after == 120.0


def test_a_short_wait_is_waited_for_and_no_rest(breaker):
    """The next try comes when the provider has asked for it to come."""
    fail(breaker, ModelBusyError("no", retry_after=LONG - 0.1))

    assert not breaker.rests


def test_no_provider_is_left_alone_for_a_day_because_it_said_so(breaker, clock):
    """It may have meant something else, and a host would restart the Tower to be heard."""
    fail(breaker, ModelBusyError("no", retry_after=86400.0))

    clock.time += LONGEST
    work(breaker)

    assert not breaker.rests


def test_the_call_that_finds_out_may_be_asked_for_a_longer_rest(breaker, clock):
    """One failure is enough then, and what it says counts, be it short or long."""
    open_up(breaker)
    clock.time += REST
    fail(breaker, ModelBusyError("no", retry_after=LONG - 1))

    clock.time += LONG - 1.1
    with pytest.raises(ModelBusyError):
        work(breaker)
    clock.time += 0.1
    work(breaker)

    assert not breaker.rests


def test_what_was_under_way_makes_a_rest_no_shorter(breaker, clock):
    """The provider asked for so long, whatever it tells others."""
    late = [breaker.around(), breaker.around()]
    for call in late:
        call.__enter__()
    fail(breaker, ModelBusyError("no", retry_after=300.0))
    for call, seconds in zip(late, (60.0, 10.0), strict=True):
        error = ModelBusyError("no", retry_after=seconds)
        with contextlib.suppress(ModelBusyError):
            call.__exit__(ModelBusyError, error, None)

    clock.time += 299.0
    with pytest.raises(ModelBusyError):
        work(breaker)


# --- The log --------------------------------------------------------------------------------------


def test_the_host_reads_once_that_a_provider_rests_and_once_that_it_is_back(clock, caplog):
    """By its name, and not again for each person who comes meanwhile."""
    breaker = Breaker(now=clock, dice=lambda: 0.0, name="acme")
    with caplog.at_level(logging.INFO, logger="bridge.models.breaker"):
        open_up(breaker)
        for _ in range(3):
            fail(breaker)
        clock.time += REST
        fail(breaker)  # it has not come back yet
        clock.time += REST
        work(breaker)
        work(breaker)

    assert [(r.levelname, r.message, vars(r)["provider"]) for r in caplog.records] == [
        ("WARNING", "provider is left alone", "acme"),
        ("INFO", "provider is back", "acme"),
    ]


def test_the_log_names_the_provider_that_was_chosen(settings, caplog):
    """A host with two of them must know which one it was."""
    wanted = settings(timmy_model="gpt", keys={"openai": "key"})
    (candidate,) = choose(wanted, Catalog.load()).candidates

    open_up(candidate.breaker)

    assert [vars(record)["provider"] for record in caplog.records] == ["openai"]
