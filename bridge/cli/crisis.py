"""`tower crisis`: what the crisis detector sees in a line, and what the yearly reports ask for."""

import argparse
from datetime import date

from bridge.cli import explain, referrals

HELP = "the crisis protocol: explain a line, or count referrals"


def add(parser: argparse.ArgumentParser) -> None:
    """Let `parser` take the two commands."""
    commands = parser.add_subparsers(dest="crisis", required=True)
    explained = commands.add_parser(
        "explain",
        help="say what the detector sees in a line, and why",
        description="Say what the crisis detector sees in a line: level, evidence, what takes it"
        " back, the learned vote, and what would be shown. Nothing is kept or sent. Without TEXT"
        " the words are read from the input, so that they need not stand in a shell's history.",
    )
    explained.add_argument("text", nargs="?", help="the line, in quotes")
    explained.add_argument(
        "--before",
        action="append",
        default=[],
        metavar="LINE",
        help="a line that the same person said before it; may be given several times, oldest first",
    )
    explained.add_argument("--json", action="store_true", help="as JSON")
    report = commands.add_parser(
        "report",
        help="count how often people were referred to crisis services",
        description="Count what was shown by the crisis protocol, by day or month, level, language"
        " and surface, from the journal in TIMMY_HOME; the bridge may run or not. There is nobody"
        " in these counts, and no words.",
    )
    for name, what in (("from", "the first day, YYYY-MM-DD"), ("to", "the last day")):
        report.add_argument(f"--{name}", dest=f"{name}_", type=_day, metavar="DAY", help=what)
    report.add_argument("--by", choices=("day", "month"), default="month", help="default: month")
    form = report.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="as JSON")
    form.add_argument("--csv", action="store_true", help="as a table for a spreadsheet")


def main(asked: argparse.Namespace) -> int:
    """Do what is asked; return the exit status."""
    form = "json" if asked.json else "text"
    if asked.crisis == "explain":
        return explain.main(asked.text, before=asked.before, form=form)
    form = "csv" if asked.csv else form
    return referrals.main(since=asked.from_, until=asked.to_, by=asked.by, form=form)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day; write 2026-11-21") from None
