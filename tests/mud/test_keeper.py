"""Whoever keeps Portal and Server notices when one of them does nothing any more."""

import importlib.util
import os
from pathlib import Path

import pytest

_FILE = Path(__file__).parents[2] / "mud" / "__main__.py"


@pytest.fixture
def keeping():
    """Return the module that keeps both; its name is that of every program."""
    found = importlib.util.spec_from_file_location("keeping", _FILE)
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


def test_a_process_that_gives_no_more_signs_of_life_counts_as_frozen(keeping):
    """One that hangs is worse than one that died: nobody would start it again."""
    pulse = keeping.Pulse()
    os.write(pulse.theirs, b".")
    felt = [pulse.is_felt() for _ in range(keeping.FROZEN + 1)]
    assert felt == [True] * keeping.FROZEN + [False]

    os.write(pulse.theirs, b"....")
    assert pulse.is_felt()
    os.close(pulse.theirs)
    pulse.close()


def test_a_process_that_is_still_starting_is_given_longer(keeping):
    """A slow machine takes its time over the first sign."""
    pulse = keeping.Pulse()
    assert all(pulse.is_felt() for _ in range(keeping.UNBORN - 1))
    assert not pulse.is_felt()
    os.close(pulse.theirs)
    pulse.close()
