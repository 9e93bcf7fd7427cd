"""`tower`: the command of whoever hosts the world."""

import argparse
import sys
from collections.abc import Sequence

from bridge.cli import run


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the command line asks; return the exit status."""
    parser = argparse.ArgumentParser(prog="tower", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser(
        "run",
        help="open the world: bridge and MUD, until Ctrl-C",
        description="Start the bridge and the MUD, say how to come in, and stop both on Ctrl-C.",
    )
    parser.parse_args(argv)
    return run.main()


if __name__ == "__main__":
    sys.exit(main())
