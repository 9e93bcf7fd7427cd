"""Ask the running bridge who lives in the house, silence them at once, or let them go on."""

import argparse
import json
import sys

from pydantic import ValidationError

from bridge.cli import configured
from bridge.cli.budget import NO_ANSWER, WRONG_SETTINGS, NoAnswerError, asked
from bridge.errors import SetUpError
from bridge.schemas import NpcList
from world.text import neutral_name

HELP = "who lives in the house; silence them, or let them go on"
_PATHS = {
    "status": ("GET", "/bridge/npcs"),
    "pause": ("POST", "/bridge/npc/pause"),
    "resume": ("POST", "/bridge/npc/resume"),
}


def add(parser: argparse.ArgumentParser) -> None:
    """Let `parser` know what may be asked."""
    parser.add_argument("do", nargs="?", default="status", choices=list(_PATHS))
    parser.add_argument("--json", action="store_true", help="as the bridge says it")


def main(do: str, *, as_json: bool = False) -> int:
    """Do what is asked and print how it is then; return the exit status."""
    method, path = _PATHS[do]
    try:
        found = asked(configured.settings(), path, method=method)
        listed = NpcList.model_validate(found)
    except SetUpError as error:
        return _fail(WRONG_SETTINGS, str(error))
    except NoAnswerError as error:
        return _fail(NO_ANSWER, str(error))
    except ValidationError:
        return _fail(NO_ANSWER, "What answers there is not this bridge.")
    sys.stdout.write(f"{json.dumps(found, indent=2) if as_json else told(listed)}\n")
    return 0


def told(listed: NpcList) -> str:
    """Return the list as people read it."""
    if not listed.npcs:
        return "Nobody lives in the house (TIMMY_NPCS=false)."
    rows = [
        f"  {neutral_name(one.name):<14}{neutral_name(one.room):<16}{neutral_name(one.doing)}"
        for one in listed.npcs
    ]
    head = "They are silenced; `tower npc resume` lets them go on." if listed.paused else ""
    return "\n".join([*filter(None, [head]), *rows])


def _fail(status: int, sentence: str) -> int:
    sys.stderr.write(f"{sentence}\n")
    return status
