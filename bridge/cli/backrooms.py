"""`backrooms`: let models talk with each other, and watch."""

import asyncio
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from dotenv import dotenv_values

from bridge.cli import backrooms_files as files
from bridge.cli import backrooms_lists as lists
from bridge.cli.backrooms_options import Asked, read
from bridge.cli.configured import settings as configured
from bridge.conversations.ending import Ending
from bridge.errors import BridgeError, SetUpError
from bridge.models.catalog import Catalog
from world.templates import NoOpeningError, TemplateError
from world.text import plain

FAILED, WRONG, INTERRUPTED = 1, 2, 130
_STATUS: dict[Ending, int] = {"error": FAILED, "operator": INTERRUPTED}


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the command line asks; return the exit status."""
    given = list(sys.argv[1:] if argv is None else argv)
    # The bridge's log is for who runs it; here everything is told on the spot.
    logging.getLogger("bridge").addHandler(logging.NullHandler())
    for out in (sys.stdout, sys.stderr):
        out.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # they are texts
    try:
        if given[:1] in (["replay"], ["export"]):
            return files.main(given)
        return _status(read(given))
    except (NoOpeningError, TemplateError, BridgeError) as error:
        wrong = isinstance(error, SetUpError | TemplateError)
        print(plain(str(error)), file=sys.stderr)
        return FAILED if isinstance(error, NoOpeningError) or not wrong else WRONG
    except KeyboardInterrupt:
        return INTERRUPTED


def _status(asked: Asked) -> int:
    if asked.init:
        return files.copy_to(Path())
    _take_keys_from(Path(".env"))
    settings = configured()
    catalog = Catalog.load(settings.timmy_models)
    if asked.lists == "models":
        return lists.models(catalog, settings, as_json=asked.as_json)
    if asked.lists == "templates":
        return lists.templates(asked.folders, as_json=asked.as_json)
    # What a talk needs takes a while to load, and who asks for a list need not wait for it.
    from bridge.cli.backrooms_batch import hold_all
    from bridge.cli.backrooms_talk import hold

    if asked.batch:
        return asyncio.run(hold_all(asked, catalog, settings))
    _, ended = asyncio.run(hold(asked.runs[0], asked, catalog, settings))
    return _STATUS.get(ended.ending, 0)


def _take_keys_from(path: Path) -> None:
    """Take keys from a file in the current folder, where the environment has none.

    Nothing but keys: it must not say where those of the environment are sent to.
    """
    if path.is_file():
        for name, value in dotenv_values(path).items():
            if name.endswith("_API_KEY") and value:
                os.environ.setdefault(name, value)


if __name__ == "__main__":
    sys.exit(main())
