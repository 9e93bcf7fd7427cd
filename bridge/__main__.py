"""Run the bridge: `python -m bridge`."""

import os
import sys
from pathlib import Path

import uvloop
from aiohttp import web
from dotenv import load_dotenv
from pydantic import ValidationError

from bridge import logs
from bridge.app import create_app
from bridge.errors import BridgeError
from bridge.settings import Settings

#: Exit statuses: the settings are wrong; the bridge could not run.
WRONG_SETTINGS, COULD_NOT_RUN = 2, 1
#: Seconds that replies under way are given when the bridge stops.
DRAIN_SECONDS = 25.0


def main() -> int:
    """Serve until interrupted; return the exit status."""
    load_dotenv(Path(__file__).parents[1] / ".env")
    try:
        settings = Settings.from_env(os.environ)
    except ValidationError as error:
        first = error.errors(include_input=False)[0]
        return _fail(WRONG_SETTINGS, f"{str(first['loc'][0]).upper()}: {first['msg']}.")
    if refusal := settings.refusal():
        return _fail(WRONG_SETTINGS, refusal)
    logs.set_up(settings.timmy_log_level)
    try:
        app = create_app(settings)
        web.run_app(
            app,
            host=settings.timmy_bridge_host,
            port=settings.timmy_bridge_port,
            access_log=None,
            print=None,
            shutdown_timeout=DRAIN_SECONDS,
            loop=uvloop.new_event_loop(),
        )
    except (BridgeError, OSError) as error:
        return _fail(COULD_NOT_RUN, f"The bridge could not run: {error}")
    return 0


def _fail(status: int, sentence: str) -> int:
    sys.stderr.write(f"{sentence}\n")
    return status


if __name__ == "__main__":
    sys.exit(main())
