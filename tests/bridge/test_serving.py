"""What looks after a bridge that serves: the watchdog, and how many files it may open."""

import asyncio
import logging
import resource
import time

import pytest

from bridge import serving
from bridge.door import CONNECTIONS
from bridge.watchdog import Watchdog
from tests.bridge.people import until


def hold_up(seconds: float) -> None:
    """Block whoever calls this."""
    time.sleep(seconds)


async def test_what_blocks_the_loop_is_logged_with_its_place_and_without_words(caplog):
    """Everybody waits meanwhile, and nobody could say for what."""
    words = "swordfish"
    with Watchdog(at_most=0.02, every=0.001):
        await asyncio.sleep(0.01)
        hold_up(0.3)
        assert words
        await until(lambda: any("hold_up" in str(vars(r)) for r in caplog.records))

    told = next(r for r in caplog.records if "hold_up" in str(vars(r)))
    assert told.levelno == logging.WARNING
    assert told.getMessage() == "the event loop was blocked"
    assert told.ms >= 20
    assert any(f"{__file__}:" in place and place.endswith(" hold_up") for place in told.at)
    assert words not in str(vars(told))


async def test_a_loop_that_goes_round_is_left_in_peace(caplog):
    """A watchdog that barks at everything is not heard."""
    with Watchdog(at_most=60, every=0.001) as watchdog:
        await asyncio.sleep(0.05)
    await asyncio.to_thread(watchdog.join, 10)

    assert not watchdog.is_alive()
    assert caplog.records == []


@pytest.mark.parametrize(
    ("soft", "hard", "fits", "raised"),
    [
        (1024, 4096, 4096 - serving.FILES_BESIDES, 4096),
        (1024, 2**20, CONNECTIONS, CONNECTIONS + serving.FILES_BESIDES),
        (1024, 1024, 1024 - serving.FILES_BESIDES, 1024),
        (100, 100, 16, 100),
        (1024, resource.RLIM_INFINITY, CONNECTIONS, CONNECTIONS + serving.FILES_BESIDES),
        (resource.RLIM_INFINITY, resource.RLIM_INFINITY, CONNECTIONS, None),
        (100_000, 100_000, CONNECTIONS, None),
    ],
)
def test_no_more_connections_are_taken_than_files_may_be_open(
    monkeypatch, soft, hard, fits, raised
):
    """Without a file for it the journal could not be opened, nor a model be called."""
    told = []
    monkeypatch.setattr(resource, "getrlimit", lambda _: (soft, hard))
    monkeypatch.setattr(resource, "setrlimit", lambda _, limits: told.append(limits))

    assert serving.connections_that_fit() == fits
    assert [limits[0] for limits in told] == ([] if raised is None else [raised])
