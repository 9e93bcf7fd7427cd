"""The bench runs, and says of each row what it is compared with."""

import json
import math
import subprocess
import sys
from pathlib import Path

import pytest

import crisis
from tests.bench import scale, table
from tests.bench.prose import messages
from tests.bench.servers import HERE


@pytest.mark.timeout(180)
def test_the_bench_runs_and_each_row_has_an_anchor_and_a_ratio(tmp_path: Path) -> None:
    """A figure without what it is compared with says nothing on a machine of unknown speed."""
    run = [sys.executable, str(HERE), "--tiny", "--out", str(tmp_path), "--work", str(tmp_path)]
    done = subprocess.run(run, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr

    told = json.loads((tmp_path / "results" / "bench.json").read_text(encoding="utf-8"))
    assert told["machine"]["python"]
    assert len(told["rows"]) >= 15
    for row in told["rows"]:
        assert row["anchor"], row
        assert math.isfinite(row["ratio"]), row
    assert (tmp_path / "results" / "bench.md").read_text(encoding="utf-8") == done.stdout
    assert (tmp_path / "figures" / "bench.svg").read_text(encoding="utf-8").startswith("<?xml")


def test_a_run_can_be_told_again_from_its_json() -> None:
    """The table of a run is made of what was kept of it, not measured anew."""
    bounds = {"must": table.Bound(times=2), "should": table.Bound(flat=1.5)}
    rows = [
        table.Row(what="a", unit="us", anchor="b", anchor_value=3, ours=4, **bounds),
        table.Row(what="c", unit="ms", anchor="d", anchor_value=0, ours=0),
    ]
    machine = {"cpu": "x", "cores": "2", "system": "y", "python": "3"}

    again = table.from_json(table.as_json(rows, machine, "2026-01-01"))

    assert again == (rows, machine, "2026-01-01")
    shown = table.as_markdown(*again)
    assert "| 1.33x | 2x: reached | 1.50 us: not reached |" in shown
    assert table.table_in(f"before\n{shown}after") == shown.strip()


def test_the_figures_shown_are_those_of_the_last_run() -> None:
    """The table in the results is what their JSON says, so that neither is edited by hand."""
    kept = table.RESULTS / "bench.json"
    told = table.as_markdown(*table.from_json(kept.read_text(encoding="utf-8")))
    assert (table.RESULTS / "bench.md").read_text(encoding="utf-8") == told


def test_the_readme_shows_the_table_of_the_last_run() -> None:
    """A figure in the README comes from a run of the bench, never from memory."""
    shown = table.table_in((HERE.parents[1] / "README.md").read_text(encoding="utf-8"))
    assert shown
    assert shown == table.table_in((table.RESULTS / "bench.md").read_text(encoding="utf-8"))


def test_what_the_callers_say_is_harmless() -> None:
    """A sign of crisis takes another way, which has a row of its own."""
    for length in (600, 4000):
        said = messages(96, length)
        assert {len(text) for text in said} == {length}
        assert len(set(said)) > 90
        assert {crisis.detect(text).level for text in said} == {crisis.Level.NONE}


def test_every_size_of_the_bench_measures_the_same_rows() -> None:
    """What runs in full has been seen to run in small."""
    names = {name for name in vars(scale) if name.isupper()}
    assert names == {"FULL", "QUICK", "TINY"}
