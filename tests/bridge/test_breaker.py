"""When calls are kept away from a provider that fails, and how it is found to be back."""

import asyncio
import contextlib
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
)
from bridge.models.breaker import FAILURES, REST, WITHIN, Breaker


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
