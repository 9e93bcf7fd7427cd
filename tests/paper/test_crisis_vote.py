"""What is said of the crisis detector is what the scripts beside it have made and measured."""

import json

import pytest

from paper.crisis_vote import learn, measure
from paper.crisis_vote.learn import ROOT


def test_the_readme_and_the_table_say_what_was_measured():
    """A figure that nobody can make again is a rumour."""
    told = json.loads((ROOT / "crisis" / "measured.json").read_text("utf-8"))["sentences"]
    block = measure.README.read_text("utf-8").split(measure.BEGIN)[1].split(measure.END)[0]
    assert block.strip().splitlines() == measure.quoted(told)
    assert (ROOT / "paper" / "results" / "crisis.md").read_text("utf-8").startswith(told[0])


def test_nothing_is_learned_from_a_line_that_is_kept_for_measuring():
    """It would say how well the detector remembers, and not how well it sees."""
    unseen = {line.words for line in learn.read(measure.UNSEEN)}
    assert len(unseen) > 400
    shared = unseen & {line.words for line in learn.read(learn.LINES) + learn.read(learn.OLDER)}
    assert not shared


@pytest.mark.proof
def test_the_weights_are_those_that_the_lines_teach(tmp_path, monkeypatch):
    """Whoever changes a line, a class or the normaliser learns them anew."""
    monkeypatch.setattr("sys.argv", ["learn", "--out", str(tmp_path / "vote.json")])
    learn.main()
    assert (tmp_path / "vote.json").read_bytes() == learn.VOTE.read_bytes()
