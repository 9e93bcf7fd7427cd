"""`tower crisis report`: how often people were referred to crisis services, and nothing of them."""

import contextlib
import csv
import io
import json
import sqlite3
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any, Literal, TypeAlias

from bridge.cli.configured import settings as configured
from bridge.errors import SetUpError
from bridge.records import JOURNAL_FILE, VERSION
from crisis import protocol

#: Exit statuses: the settings are wrong; there is nothing that could be read.
WRONG_SETTINGS, NOT_READ = 2, 1
By: TypeAlias = Literal["day", "month"]

#: What was the whole answer to somebody, and named crisis services: a referral.
REFERRALS = ("block", "escalation", "soft")
#: What is counted, as people read it.
_SHOWN = {
    "block": "whole block",
    "escalation": "emergency numbers after a block",
    "soft": "sentence and numbers, to a sign that is not clear",
    "follow_up": "line of a follow-up",
    "unknown": "counted before these were told apart",
}
_NOTE = """\
A count is of what was shown, not of people: one person may stand for several, and nobody can be
told from them. There is no identifier in it: no name, id, address or word is kept with it, nor
does one count lead to another. Where a count is very small, think before you publish it by day:
give the month, or the year. What the MUD shows while the bridge is away is counted when the bridge
is back, on that day."""


@dataclass(frozen=True, slots=True)
class Count:
    """How often something was shown; `period` is a day or a month (UTC)."""

    period: str
    level: str
    language: str
    surface: str
    shown: str
    count: int


def main(*, since: date | None, until: date | None, by: By, form: str) -> int:
    """Print the counts of the journal, whether the bridge runs or not; return the exit status."""
    try:
        path = configured().timmy_home / JOURNAL_FILE
    except SetUpError as error:
        return _fail(WRONG_SETTINGS, str(error))
    if since and until and until < since:
        return _fail(WRONG_SETTINGS, "--to lies before --from.")
    try:
        found = counted(path, since=since, until=until, by=by)
    except FileNotFoundError:
        return _fail(NOT_READ, f"There is no journal at {path}; set TIMMY_HOME to where it is.")
    except sqlite3.Error as error:
        return _fail(NOT_READ, f"The journal at {path} cannot be read: {error}.")
    forms = {"json": as_json, "csv": as_csv, "text": told}
    sys.stdout.write(f"{forms[form](found, span(found, since, until))}\n")
    return 0


def counted(path: Path, *, since: date | None, until: date | None, by: By) -> list[Count]:
    """Return the counts of the journal at `path`, the oldest first.

    Raises:
        FileNotFoundError: there is no journal.
        sqlite3.Error: it cannot be read.
    """
    if not path.is_file():
        raise FileNotFoundError(path)
    with contextlib.closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as db:
        (version,) = db.execute("PRAGMA user_version").fetchone()
        if version > VERSION:
            raise sqlite3.DatabaseError("a newer version of the Tower wrote it")
        named = {name for _, name, *_ in db.execute("PRAGMA table_info(crisis_counts)")}
        shown = "shown" if "shown" in named else "'unknown'"  # no bridge has opened it since
        rows = db.execute(
            f"SELECT substr(day, 1, ?), level, language, surface, {shown}, sum(n) "  # noqa: S608
            "FROM crisis_counts WHERE day BETWEEN ? AND ? GROUP BY 1, 2, 3, 4, 5 ORDER BY 1",
            (
                len("2026-11-21" if by == "day" else "2026-11"),
                (since or date.min).isoformat(),
                (until or date.max).isoformat(),
            ),
        )
        return [Count(*row) for row in rows]


def span(found: Sequence[Count], since: date | None, until: date | None) -> tuple[str, str]:
    """Return from when to when the counts are: as was asked, else what there is."""
    periods = [one.period for one in found] or ["the beginning", "now"]
    return (
        since.isoformat() if since else min(periods),
        until.isoformat() if until else max(periods),
    )


def as_json(found: Sequence[Count], asked: tuple[str, str]) -> str:
    """Return the report as data."""
    oldest, newest = protocol.lines_checked()
    report: dict[str, Any] = {
        "from": asked[0],
        "to": asked[1],
        "protocol": {
            "version": protocol.VERSION,
            "reviewed": protocol.REVIEWED.isoformat(),
            "help_lines_checked": [oldest.isoformat(), newest.isoformat()],
        },
        "referrals": referrals(found),
        "counts": [asdict(one) for one in found],
        "note": " ".join(_NOTE.split()),
    }
    return json.dumps(report, indent=2)


def as_csv(found: Sequence[Count], _asked: tuple[str, str]) -> str:
    """Return the counts as a table for a spreadsheet."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    names = [field.name for field in fields(Count)]
    table.writerow(names)
    table.writerows([[getattr(one, name) for name in names] for one in found])
    return out.getvalue().rstrip("\n")


def told(found: Sequence[Count], asked: tuple[str, str]) -> str:
    """Return the report as people read it."""
    oldest, newest = protocol.lines_checked()
    lines = [
        f"Crisis protocol: referrals from {asked[0]} to {asked[1]} (days in UTC)",
        "",
        f"Protocol {protocol.VERSION}, reviewed {protocol.REVIEWED}; its page is /crisis-protocol"
        " at the bridge.",
        f"Help lines checked from {oldest} to {newest}.",
        "",
        f"Referrals to crisis services: {referrals(found):,}",
        "",
        *_table("period", _sums(found, "period")),
    ]
    for title in ("level", "language", "surface"):
        lines += ["", *_table(title, _sums(found, title))]
    lines += ["", "What was shown:"]
    lines += [f"  {n:>8,}  {_SHOWN.get(shown, shown)}" for shown, n in _by_kind(found)]
    return "\n".join([*lines, "", _NOTE])


def referrals(found: Iterable[Count]) -> int:
    """Return how often somebody was referred to crisis services."""
    return sum(one.count for one in found if one.shown in REFERRALS)


def _by_kind(found: Iterable[Count]) -> list[tuple[str, int]]:
    kinds = Counter[str]()
    for one in found:
        kinds[one.shown] += one.count
    return [(kind, kinds[kind]) for kind in _SHOWN if kinds[kind]]


def _sums(found: Iterable[Count], name: str) -> dict[str, tuple[int, int]]:
    """Return referrals, and all that was shown, by the value of a column."""
    sums: dict[str, tuple[int, int]] = {}
    for one in found:
        key = getattr(one, name)
        referred, shown = sums.get(key, (0, 0))
        sums[key] = (referred + referrals([one]), shown + one.count)
    return sums


def _table(title: str, rows: dict[str, tuple[int, int]]) -> list[str]:
    head = f"  {title:<12}{'referrals':>12}{'all shown':>12}"
    return [head, *(f"  {key:<12}{a:>12,}{b:>12,}" for key, (a, b) in sorted(rows.items()))]


def _fail(status: int, sentence: str) -> int:
    sys.stderr.write(f"{sentence}\n")
    return status
