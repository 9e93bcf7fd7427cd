"""Measure anchor and ours in turn, and write what was found.

`python tests/bench [--quick | --tiny] [--only SECTION] [--out FOLDER]`
"""

import argparse
import logging
import os
import sys
import tempfile
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import uvloop

from tests.bench import chatting, crowd, fanout, figure, machine, scanning, stored, table, talking
from tests.bench.scale import FULL, QUICK, TINY, Scale

#: Measures some rows at a scale; its files go to the folder.
Section = Callable[[Scale, Path], Awaitable[list[table.Row]]]
SECTIONS: dict[str, Section] = {
    "chat": chatting.rows,
    "stored": stored.rows,
    "crisis": scanning.rows,
    "fanout": fanout.rows,
    "crowd": crowd.rows,
    "talk": talking.rows,
}
log = logging.getLogger("bench")


def main(args: Sequence[str]) -> int:
    """Run what is asked for; return the exit status."""
    wanted = _parsed(args)
    logging.basicConfig(level="INFO", format="%(message)s", stream=sys.stderr)
    scale = QUICK if wanted.quick else TINY if wanted.tiny else FULL
    machine.pin(os.getpid(), machine.LOAD_CORE)
    machine.many_files()
    rows: list[table.Row] = []
    for name in wanted.only or SECTIONS:
        log.info("Measuring: %s.", name)
        with tempfile.TemporaryDirectory(prefix="bench-", dir=wanted.work) as home:
            rows += uvloop.run(_section(name, scale, Path(home)))
    _write(rows, wanted.out)
    return 0


def _parsed(args: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python tests/bench", description=__doc__)
    size = parser.add_mutually_exclusive_group()
    size.add_argument("--quick", action="store_true", help="a minute instead of several")
    size.add_argument("--tiny", action="store_true", help="only to see that it runs")
    parser.add_argument("--only", action="append", choices=SECTIONS, help="a part of the rows")
    parser.add_argument("--out", type=Path, default=table.RESULTS.parent, help="where it is put")
    parser.add_argument("--work", type=Path, help="a folder on the disk that is measured")
    return parser.parse_args(args)


async def _section(name: str, scale: Scale, home: Path) -> list[table.Row]:
    return await SECTIONS[name](scale, home)


def _write(rows: Sequence[table.Row], out: Path) -> None:
    date = datetime.now(UTC).date().isoformat()
    told = table.as_markdown(rows, machine.described(), date)
    (out / "results").mkdir(parents=True, exist_ok=True)
    (out / "figures").mkdir(parents=True, exist_ok=True)
    (out / "results" / "bench.json").write_text(
        table.as_json(rows, machine.described(), date), encoding="utf-8"
    )
    (out / "results" / "bench.md").write_text(told, encoding="utf-8")
    figure.draw(rows, out / "figures" / "bench.svg")
    sys.stdout.write(told)
