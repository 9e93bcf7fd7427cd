"""Measures rules, vote and both on ways of saying that were not learned from.

`python -m paper.crisis_vote.measure` takes some minutes. Ways that belong together (a way and its
harmless neighbours) are held out together, in five parts; "seen" is what the shipped table makes of
the same lines, which it was learned from. With `--lines FILE` the shipped detector alone is
counted, on lines that it never saw; no line is printed. `--write` does so with the lines that are
kept for that alone, and writes what the README and the public page say of it.
"""

import argparse
import hashlib
import json
import re
import sys
import textwrap
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from crisis import Recent, detect
from crisis.detector import RECENT, ruled, voted
from crisis.rows.evidence import Level
from crisis.rows.table import Line
from crisis.vote import LESS, LONG, pieces
from crisis.weighing import Verdict, Weighing
from paper.crisis_vote.evidence import Evidence
from paper.crisis_vote.learn import (
    LINES,
    OLDER,
    OLDER_COUNT,
    ROOT,
    Labelled,
    Weights,
    learned,
    read,
)

FOLDS = 5
_ENDING = re.compile(
    r"-(harmless|game|neg|normal|inocente|vague|soft|irl|real|juego|question|words|items)$"
)
_BEGINNING = {"tpn-": "tp-", "obfneg-": "obf-", "abuseneg-": "abuse-"}
#: Lines that nothing is learned from and no rule was made for.
UNSEEN = ROOT / "tests" / "crisis" / "unseen.jsonl"
_TABLE, _PAGE = ROOT / "paper" / "results" / "crisis.md", ROOT / "crisis" / "measured.json"
README, BEGIN, END = ROOT / "README.md", "<!-- crisis -->", "<!-- /crisis -->"
_TOGETHER = Path(__file__).with_name("together.txt")
_POSITIVE = {"clear", "imminent"}


def stem(way: str) -> str:
    """Return what a way has in common with its harmless neighbours."""
    for old, new in _BEGINNING.items():
        if way.startswith(old):
            way = new + way.removeprefix(old)
    while (shorter := _ENDING.sub("", way)) != way:
        way = shorter
    return way


def groups() -> dict[str, str]:
    """Return the group of each stem that is near another one."""
    out: dict[str, str] = {}
    for line in _TOGETHER.read_text(encoding="utf-8").splitlines():
        first, *_ = names = line.split()
        head = next((out[name] for name in names if name in out), first)
        moved = {out[name] for name in names if name in out}
        out |= dict.fromkeys(names, head)
        out |= {name: head for name, group in out.items() if group in moved}
    return out


def fold(group: str) -> int:
    """Return in which part a group is held out."""
    return int(hashlib.md5(group.encode(), usedforsecurity=False).hexdigest(), 16) % FOLDS


def held_out(lines: list[Labelled]) -> list[float]:
    """Return the vote on each line by what was learned from the other parts."""
    evidence, together = Evidence(), groups()
    found = [evidence(line.words, line.before) for line in lines]
    older = [(evidence(line.words, line.before), line.expect) for line in read(OLDER)] * OLDER_COUNT
    part = [fold(together.get(stem(line.way), stem(line.way))) for line in lines]
    votes = [0.0] * len(lines)
    for held in range(FOLDS):
        rest = (
            (found[n], line.expect)
            for n, line in enumerate(lines)
            if part[n] != held and line.whole
        )
        weights = learned([*rest, *older])
        for n in range(len(lines)):
            if part[n] == held:
                votes[n] = _score(weights, evidence, lines[n], found[n])
    return votes


def _score(weights: Weights, evidence: Evidence, line: Labelled, found: dict[str, float]) -> float:
    """Return the vote on a line, on a long one by its sentences."""
    if len(line.words) <= LONG:
        return weights.score(found)
    parts = (evidence(piece, line.before) for piece in pieces(line.words))
    return max(map(weights.score, parts)) - LESS


def by_rules(line: Labelled) -> tuple[Verdict, Weighing]:
    """Return what the rules alone say of a line."""
    recent = Recent(line.recent[-RECENT:])
    weighing = Weighing(Line(line.words), line.text, before=recent.lines)
    return ruled(Line(line.words), weighing, recent.lines), weighing


def auroc(lines: list[Labelled], votes: list[float]) -> float:
    """Return how often a sign of crisis has a higher vote than a harmless line."""
    ranked = sorted(zip(votes, (line.expect for line in lines), strict=True))
    ranked = [(vote, label) for vote, label in ranked if label in _POSITIVE | {"none"}]
    places = [place for place, (_, label) in enumerate(ranked, 1) if label in _POSITIVE]
    many, others = len(places), len(ranked) - len(places)
    return (sum(places) - many * (many + 1) / 2) / (many * others)


def threshold(lines: list[Labelled], votes: list[float], share: float) -> float:
    """Return the vote above which that share of the harmless lines is."""
    none = sorted(
        (v for v, line in zip(votes, lines, strict=True) if line.expect == "none"), reverse=True
    )
    return none[int(share * len(none))]


def table(lines: list[Labelled], deciders: dict[str, Callable[[int], bool]]) -> Iterable[str]:
    """Yield a row for each language, label and category: the share of lines alarmed at."""
    rows: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for n, line in enumerate(lines):
        label = "crisis" if line.expect in _POSITIVE else line.expect
        language = line.language if line.language in ("en", "es") else "other"
        for category in (line.category, "all"):
            rows[language, label, category].append(n)
        rows["all", label, "all"].append(n)
    yield f"{'':40}{'lines':>6}" + "".join(f"{name:>12}" for name in deciders)
    for key in sorted(rows):
        if key[1] != "either":
            shares = (sum(map(decide, rows[key])) / len(rows[key]) for decide in deciders.values())
            told = "".join(f"{share:12.3f}" for share in shares)
            yield f"{' '.join(key):40}{len(rows[key]):6}{told}"


def shipped(lines: list[Labelled]) -> list[Level]:
    """Return the level that the detector gives each line, as it is shipped."""
    return [detect(line.text, line.recent).level for line in lines]


def held_out_table(lines: list[Labelled]) -> Iterable[str]:
    """Yield what rules, vote and both come to on ways held out, and on ways seen."""
    votes = held_out(lines)
    looked = [by_rules(line) for line in lines]
    rules = [bool(found) for found, _ in looked]
    both = [voted(*look, vote).level for look, vote in zip(looked, votes, strict=True)]
    seen = shipped(lines)
    deciders: dict[str, Callable[[int], bool]] = {
        "rules": lambda n: rules[n],
        "detect": lambda n: both[n] >= Level.CLEAR,
        "or soft": lambda n: both[n] >= Level.SOFT,
        "seen": lambda n: seen[n] >= Level.CLEAR,
    }
    yield f"AUROC of the vote {auroc(lines, votes):.4f}"
    for share in (0.005, 0.01, 0.02, 0.05):
        least = threshold(lines, votes, share)
        yield f"false alarms {share:.1%}: vote above {least:.2f}"
        deciders[f"vote {share:.1%}"] = partial(_above, votes, least)
    yield from table(lines, deciders)


def shipped_table(lines: list[Labelled]) -> Iterable[str]:
    """Yield what the detector makes of lines that it never saw."""
    levels = shipped(lines)
    yield from table(
        lines,
        {
            "detect": lambda n: levels[n] >= Level.CLEAR,
            "or soft": lambda n: levels[n] >= Level.SOFT,
        },
    )


def write(lines: list[Labelled]) -> None:
    """Write what the detector makes of lines that it never saw, for people to read."""
    alarms = [level >= Level.CLEAR for level in shipped(lines)]
    day = datetime.now(UTC).date()
    counts: dict[tuple[bool, str], list[bool]] = defaultdict(list)
    for line, alarm in zip(lines, alarms, strict=True):
        if line.expect in _POSITIVE | {"none"}:
            counts[line.expect in _POSITIVE, line.category].append(alarm)
    signs = [alarm for (sign, _), found in counts.items() if sign for alarm in found]
    harmless = [alarm for (sign, _), found in counts.items() if not sign for alarm in found]
    rows = ["| signs of | lines | found |", "|---|---|---|", *_rows(counts, sign=True)]
    rows += ["", "| harmless | lines | false alarms |", "|---|---|---|", *_rows(counts, sign=False)]
    told = [
        f"Of {len(signs)} lines with a sign that it had never seen, it found {sum(signs)} "
        f"({sum(signs) / len(signs):.0%}); of {len(harmless)} harmless ones it took "
        f"{sum(harmless)} ({sum(harmless) / len(harmless):.1%}) for one. Measured on {day}.",
        "All lines were written for this purpose, by few hands; what real people write differs.",
    ]
    _TABLE.write_text("\n".join([*told, "", *rows]) + "\n", encoding="utf-8")
    _PAGE.write_text(json.dumps({"sentences": told}, indent=1) + "\n", encoding="utf-8")
    before, _, rest = README.read_text(encoding="utf-8").partition(f"{BEGIN}\n")
    after = rest.partition(END)[2]
    shown = "\n".join([f"{before}{BEGIN}", *quoted(told), f"{END}{after}"])
    README.write_text(shown, encoding="utf-8")


def quoted(told: list[str]) -> list[str]:
    """Return the lines by which the README quotes what was measured."""
    return textwrap.wrap(" ".join(told), 100)


def _rows(counts: dict[tuple[bool, str], list[bool]], *, sign: bool) -> Iterable[str]:
    for (is_sign, category), alarms in sorted(counts.items()):
        if is_sign is sign:
            yield f"| {category.replace('_', ' ')} | {len(alarms)} | {sum(alarms)} |"


def main() -> None:
    """Print the table, or write it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=Path, help="a file to count on, instead of ways held out")
    parser.add_argument("--write", action="store_true", help="count on the unseen lines, and write")
    told = parser.parse_args()
    if told.write:
        write(read(UNSEEN))
        return
    rows = shipped_table(read(told.lines)) if told.lines else held_out_table(read(LINES))
    sys.stdout.write("\n".join(rows) + "\n")


def _above(votes: list[float], least: float, n: int) -> bool:
    return votes[n] > least


if __name__ == "__main__":
    main()
