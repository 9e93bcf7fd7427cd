"""`tower`: the command of whoever hosts the world."""

import argparse
import sys
from collections.abc import Sequence

from bridge.cli import budget, crisis, link, models, npc, run, watch


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the command line asks; return the exit status."""
    parser = argparse.ArgumentParser(prog="tower", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser(
        "run",
        help="open the world: bridge and MUD, until Ctrl-C",
        description="Start the bridge and the MUD, say how to come in, and stop both on Ctrl-C.",
    )
    spent = commands.add_parser(
        "budget",
        help="what model calls may cost today, and do",
        description="Ask the running bridge what is spent, reserved and left of today's budget.",
    )
    spent.add_argument("--json", action="store_true", help="as the bridge says it")
    listed = commands.add_parser(
        "models",
        help="list the models that can answer, and what they cost",
        description="Which models there are, what they cost, and which can answer here.",
        epilog=models.HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    listed.add_argument("--json", action="store_true", help="as JSON")
    listed.add_argument(
        "--check",
        action="store_true",
        help="ask each provider for which there is a key; exit status 1 when something is wrong",
    )
    npc.add(commands.add_parser("npc", help=npc.HELP, description=npc.__doc__))
    watch.add(commands.add_parser("watch", help=watch.HELP, description=watch.__doc__))
    link.add(commands.add_parser("link", help=link.HELP, description=link.__doc__))
    crisis.add(commands.add_parser("crisis", help=crisis.HELP, description=crisis.__doc__))
    asked = parser.parse_args(argv)
    if asked.command == "budget":
        return budget.main(as_json=asked.json)
    if asked.command == "models":
        return models.main(as_json=asked.json, check=asked.check)
    if asked.command == "crisis":
        return crisis.main(asked)
    if asked.command == "link":
        return link.main(asked)
    if asked.command == "npc":
        return npc.main(asked.do, as_json=asked.json)
    if asked.command == "watch":
        return watch.main(asked.room, as_json=asked.json)
    return run.main()


if __name__ == "__main__":
    sys.exit(main())
