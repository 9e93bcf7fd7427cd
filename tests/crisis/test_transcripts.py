"""Bots and fighters type all day: none of it is a sign of anything."""

import pytest

from crisis import Level, detect
from crisis.detector import ruled
from crisis.rows.known import normalise
from crisis.rows.table import Line
from crisis.weighing import Weighing
from tests.crisis.transcripts import transcript


def _met(text: str) -> bool:
    """Whether the rules see anything in a line, be it ever so little."""
    line = Line(normalise.words(text))
    return ruled(line, Weighing(line, text), ()).level > Level.NONE


def _check(lines: int, seed: int) -> None:
    said = list(transcript(lines, seed))
    assert [text for text in said if _met(text)] == []
    levels = [detect(text).level for text in said]
    assert max(levels) < Level.CLEAR
    assert sum(level > Level.NONE for level in levels) <= lines / 10_000  # of the learned vote


def test_a_transcript_of_bots_raises_no_alarm():
    """A block, or even the gentle line, would stand in every fight."""
    _check(3_000, seed=1)


@pytest.mark.proof
@pytest.mark.timeout(300)
def test_a_long_transcript_of_bots_raises_no_alarm():
    """One alarm in ten thousand lines would be one an hour on a busy evening."""
    _check(100_000, seed=2)
