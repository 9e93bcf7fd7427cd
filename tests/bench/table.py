"""What was measured, as rows: the anchor, ours, and what was wanted."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

RESULTS = Path(__file__).parents[2] / "paper" / "results"
#: The lines in a text between which the table stands.
BEGIN, END = "<!-- bench -->", "<!-- /bench -->"


@dataclass(frozen=True, slots=True)
class Bound:
    """At most so many `times` the anchor; or, where that is None, at most `flat` in the unit."""

    times: float | None = None
    flat: float | None = None

    def holds(self, anchor: float, ours: float) -> bool:
        """Whether `ours` keeps to it."""
        limit = anchor * self.times if self.times is not None else self.flat
        return limit is None or ours <= limit


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that was measured, the less the better, anchor and ours in turn.

    Attributes:
        anchor: what it is compared with.
        must, should: what was wanted; None where nothing was.
    """

    what: str
    unit: str
    anchor: str
    anchor_value: float
    ours: float
    must: Bound | None = None
    should: Bound | None = None

    @property
    def ratio(self) -> float:
        """Ours by the anchor's."""
        return self.ours / self.anchor_value if self.anchor_value else float(bool(self.ours))

    def reached(self, bound: Bound | None) -> bool | None:
        """Whether `bound` was kept; None where there is none."""
        return None if bound is None else bound.holds(self.anchor_value, self.ours)


def as_json(rows: Sequence[Row], machine: dict[str, str], date: str) -> str:
    """Return all there is to know of one run."""
    told = [
        {
            **asdict(row),
            "ratio": round(row.ratio, 3),
            "must_reached": row.reached(row.must),
            "should_reached": row.reached(row.should),
        }
        for row in rows
    ]
    return json.dumps({"date": date, "machine": machine, "rows": told}, indent=1) + "\n"


def from_json(text: str) -> tuple[list[Row], dict[str, str], str]:
    """Return rows, machine and date of a run that `as_json` has told."""
    run = json.loads(text)
    rows = [
        Row(
            **{name: told[name] for name in ("what", "unit", "anchor", "anchor_value", "ours")},
            must=Bound(**told["must"]) if told["must"] else None,
            should=Bound(**told["should"]) if told["should"] else None,
        )
        for told in run["rows"]
    ]
    return rows, run["machine"], run["date"]


def as_markdown(rows: Sequence[Row], machine: dict[str, str], date: str) -> str:
    """Return the table for people to read, with where and when it was measured."""
    lines = [
        BEGIN,
        "| what (less is better) | anchor | ours | ratio | must | should |",
        "|---|---|---|---|---|---|",
        *(_line(row) for row in rows),
        "",
        f"Measured on {date}: {_where(machine)}. The server that is measured has one core for "
        "itself; load and model have another. Anchor and ours in turn within one run, medians.",
        END,
    ]
    return "\n".join(lines) + "\n"


def table_in(text: str) -> str:
    """Return the table that stands in `text`, its marks included; empty if there is none."""
    begin, end = text.find(BEGIN), text.find(END)
    return text[begin : end + len(END)] if 0 <= begin < end else ""


def _line(row: Row) -> str:
    cells = (
        row.what,
        f"{_number(row.anchor_value)} {row.unit} ({row.anchor})",
        f"{_number(row.ours)} {row.unit}",
        f"{row.ratio:.2f}x",
        _wanted(row, row.must),
        _wanted(row, row.should),
    )
    return f"| {' | '.join(cells)} |"


def _wanted(row: Row, bound: Bound | None) -> str:
    if bound is None:
        return ""
    limit = (
        f"{bound.times:g}x" if bound.times is not None else f"{_number(bound.flat or 0)} {row.unit}"
    )
    return f"{limit}: {'reached' if row.reached(bound) else 'not reached'}"


def _number(value: float) -> str:
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def _where(machine: dict[str, str]) -> str:
    parts = ", ".join(
        f"{name} {version}"
        for name, version in machine.items()
        if name not in {"cpu", "cores", "system"}
    )
    return f"{machine['cpu']}, {machine['cores']} cores, {machine['system']}; {parts}"
