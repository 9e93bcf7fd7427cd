"""`backrooms`: let models talk with each other, and watch."""

import asyncio
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from dotenv import dotenv_values

from bridge.cli.backrooms import files, lists
from bridge.cli.backrooms.options import Asked, read
from bridge.cli.configured import settings as configured
from bridge.cli.output import left_alone, take_every_letter
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
    take_every_letter()
    try:
        status = (
            files.main(given) if given[:1] in (["replay"], ["export"]) else _status(read(given))
        )
        sys.stdout.flush()
    except (NoOpeningError, TemplateError, BridgeError) as error:
        wrong = isinstance(error, SetUpError | TemplateError)
        print(plain(str(error)), file=sys.stderr)
        return FAILED if isinstance(error, NoOpeningError) or not wrong else WRONG
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # whoever read it has seen enough
        return left_alone()
    except OSError as error:
        left_alone()
        print(f"What is to be printed cannot be written: {error.strerror}.", file=sys.stderr)
        return FAILED
    return status


def _status(asked: Asked) -> int:
    if asked.in_danger:
        return 0
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
    from bridge.cli.backrooms.batch import hold_all
    from bridge.cli.backrooms.talk import hold

    if asked.batch:
        return asyncio.run(hold_all(asked, catalog, settings))
    _, ended = asyncio.run(hold(asked.runs[0], asked, catalog, settings))
    if ended.ending == "budget" and not ended.totals.lines:
        return FAILED
    return _STATUS.get(ended.ending, 0)


def _take_keys_from(path: Path) -> None:
    """Take keys from a file in the current folder, where the environment has none.

    Nothing but keys: it must not say where those of the environment are sent to.
    """
    try:
        found = dotenv_values(path) if path.is_file() else {}
    except OSError as error:
        raise SetUpError(f"{path} cannot be read: {error.strerror}.") from None
    except ValueError:
        raise SetUpError(f"{path} is not UTF-8.") from None
    for name, value in found.items():
        if name.endswith("_API_KEY") and value:
            os.environ.setdefault(name, value)


if __name__ == "__main__":
    sys.exit(main())
