"""The table as a picture: how far each row is from its anchor."""

from collections.abc import Sequence
from pathlib import Path

from tests.bench.table import Bound, Row

#: Blue and orange: they differ for everybody.
_KEPT, _MISSED = "#2a6f97", "#d9731a"


def draw(rows: Sequence[Row], path: Path) -> bool:
    """Write the picture to `path`; False where matplotlib is not installed (the extra `bench`)."""
    try:
        import matplotlib as mpl
        from matplotlib.figure import Figure
    except ImportError:
        return False
    shown = [row for row in reversed(rows) if row.ratio > 0]
    # Text stays text and ids stay the same: two runs differ in what was measured alone.
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": "bench", "font.size": 8}):
        figure = Figure(figsize=(8, 0.32 * len(shown) + 1.2), layout="constrained")
        axes = figure.add_subplot()
        axes.axvline(1, color="0.4", linewidth=1)
        for place, row in enumerate(shown):
            colour = _MISSED if row.reached(row.must) is False else _KEPT
            axes.barh(place, row.ratio - 1, left=1, color=colour, height=0.6)
            for bound, grey in ((row.must, "0.1"), (row.should, "0.6")):
                if at := _at(row, bound):
                    axes.plot(at, place, marker="|", markersize=11, color=grey)
        axes.set_yticks(range(len(shown)), [row.what for row in shown])
        axes.set_xscale("log")
        axes.set_xlabel(
            "times the anchor, less is better; marks: must (dark), should (light); orange: missed"
        )
        axes.spines[["top", "right"]].set_visible(False)
        figure.savefig(path, metadata={"Date": None})
    return True


def _at(row: Row, bound: Bound | None) -> float | None:
    """Return where `bound` lies, in times the anchor."""
    if bound is None or not row.anchor_value:
        return None
    return bound.times if bound.times is not None else (bound.flat or 0) / row.anchor_value
