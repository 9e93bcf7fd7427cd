"""Make a link with which others may watch, and nothing else; or end every link there is."""

import argparse
import json
import sys
from urllib.parse import urlsplit

from pydantic import ValidationError

from bridge.cli import configured
from bridge.cli.budget import NO_ANSWER, WRONG_SETTINGS, NoAnswerError, asked
from bridge.errors import SetUpError
from bridge.events import parse_since
from bridge.watch.shapes import Link
from world.rooms import load_rooms

HELP = "a link for watching, good until it expires"
_WITH_NAME = {"room": "which room, such as: garden", "talk": "which talk of the laboratory: its id"}


def add(parser: argparse.ArgumentParser) -> None:
    """Let `parser` know what may be asked."""
    parser.add_argument(
        "what",
        nargs="?",
        default="world",
        choices=["world", "room", "talk", "table"],
        help="what it shows; all that may be watched where nothing is said",
    )
    parser.add_argument("name", nargs="?", default="", help="of a room, or the id of a talk")
    parser.add_argument("--hours", type=int, default=24, help="for how long: 1 to 720 hours")
    parser.add_argument(
        "--at", default="", help="the address by which others reach this bridge: https://..."
    )
    parser.add_argument("--json", action="store_true", help="as the bridge says it")
    parser.add_argument(
        "--revoke", action="store_true", help="end all links, and all browsers' leave to be host"
    )


def main(given: argparse.Namespace) -> int:
    """Do what is asked and print the link; return the exit status."""
    if wrong := _wrong(given):
        return _fail(WRONG_SETTINGS, wrong)
    try:
        settings = configured.settings()
        if given.revoke:
            asked(settings, "/bridge/link", method="DELETE")
            return _say("Every link has ended.")
        body = {"what": given.what, "name": _name(given), "hours": given.hours}
        found = dict(asked(settings, "/bridge/link", method="POST", body=body))
        link = Link.model_validate(found)
    except SetUpError as error:
        return _fail(WRONG_SETTINGS, str(error))
    except NoAnswerError as error:
        return _fail(NO_ANSWER, str(error))
    except ValidationError:
        return _fail(NO_ANSWER, "What answers there is not this bridge.")
    url = _at(link.url, given.at)
    return _say(json.dumps({**found, "url": url}, indent=2) if given.json else told(link, url))


def _wrong(given: argparse.Namespace) -> str:
    """Return what is wrong with what was asked; empty: nothing."""
    needed = _WITH_NAME.get(given.what)
    if needed and not given.name:
        return f"tower link {given.what}: {needed}."
    if given.name and not needed:
        return f"tower link {given.what}: it has no name; `room` and `talk` have."
    if not 1 <= given.hours <= 720:
        return "--hours: from 1 to 720."
    at = urlsplit(given.at)
    if given.at and (at.scheme not in {"http", "https"} or not at.netloc or at.path.strip("/")):
        return "--at: an address such as https://tower.example.org"
    return ""


def _name(given: argparse.Namespace) -> str:
    """Return the name as the bridge knows it: of a room, with or without its article."""
    wanted = " ".join(given.name.casefold().split()).removeprefix("the ")
    slugs = {room.name.casefold().removeprefix("the "): room.slug for room in load_rooms().values()}
    return slugs.get(wanted, given.name) if given.what == "room" else str(given.name)


def _at(url: str, at: str) -> str:
    """Return the link as others reach it."""
    return f"{at.rstrip('/')}{urlsplit(url).path}" if at else url


def told(link: Link, url: str) -> str:
    """Return the link as people read it."""
    until = str(parse_since(link.expires))[:16].replace("T", " ")
    return f"{url}\nWhoever has it may watch until {until} UTC. `tower link --revoke` ends it."


def _say(text: str) -> int:
    sys.stdout.write(f"{text}\n")
    return 0


def _fail(status: int, sentence: str) -> int:
    sys.stderr.write(f"{sentence}\n")
    return status
