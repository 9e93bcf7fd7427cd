"""Run the bridge: `python -m bridge`."""

# ruff: noqa: E402
import gc

gc.disable()  # nothing of what is read now is let go; to look for it took a third of the start

import asyncio
import os

os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")  # to look for some reads what is installed

import errno
import signal
import sys
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager
from pathlib import Path

import uvloop
from aiohttp import web
from pydantic import ValidationError

from bridge import logs
from bridge.app import create_app
from bridge.errors import BridgeError, BusyError, SetUpError
from bridge.serving import connections_that_fit, serving
from bridge.settings import Settings
from bridge.table.address import create_table
from bridge.watchdog import Watchdog

#: Exit statuses: the settings are wrong; the bridge could not run.
WRONG_SETTINGS, COULD_NOT_RUN = 2, 1
#: Connections that the table takes at its own address; at the bridge's it takes more.
AT_THE_TABLE = 128


def main() -> int:
    """Serve until interrupted; return the exit status."""
    _read_dotenv(Path(__file__).parents[1] / ".env")
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
        table = create_table(app, settings.timmy_contact)
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(_serve(app, table, settings))
    except SetUpError as error:
        return _fail(WRONG_SETTINGS, str(error))
    except (BridgeError, OSError) as error:
        return _fail(COULD_NOT_RUN, f"The bridge could not run: {error}")
    return 0


def _read_dotenv(path: Path) -> None:
    """Let what stands in the file at `path`, if there is one, be in the environment."""
    if path.exists():
        from dotenv import load_dotenv  # few have such a file, and nobody waits for its reader

        load_dotenv(path)


async def _serve(app: web.Application, table: web.Application, settings: Settings) -> None:
    """Serve both until the first SIGTERM or SIGINT; a second one ends the process at once."""
    loop, stop = asyncio.get_running_loop(), asyncio.Event()

    def stop_soon() -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.remove_signal_handler(number)
            signal.signal(number, signal.SIG_DFL)
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop_soon)
    host, port = settings.timmy_bridge_host, settings.timmy_bridge_port
    async with AsyncExitStack() as stack:
        with _told_of(port, "TIMMY_BRIDGE_PORT"):
            door = serving(app, host, port, limit=connections_that_fit())
            await stack.enter_async_context(door)
        with _told_of(settings.port, "PORT"):
            door = serving(table, settings.bind_host, settings.port, limit=AT_THE_TABLE)
            await stack.enter_async_context(door)
        _settle_memory()
        with Watchdog():
            await stop.wait()


@contextmanager
def _told_of(port: int, name: str) -> Iterator[None]:
    """Say of a port that somebody else has, which setting names another one."""
    try:
        yield
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        raise BusyError(f"Port {port} is in use; set {name} to another one.") from None


def _settle_memory() -> None:
    """Spare every chat what memory would cost it: a seventh of its CPU (see `make bench`)."""
    gc.freeze()  # all there is now stays, and no collection need look at it again
    gc.enable()
    gc.set_threshold(50_000, 20, 100)  # what a chat leaves behind is seldom a cycle
    # The C library learns from a large block that comes back to keep the memory of later ones;
    # else it hands what each prompt has taken back to the system, and asks for it again.
    block = bytes(4 * 1024 * 1024)
    del block


def _fail(status: int, sentence: str) -> int:
    sys.stderr.write(f"{sentence}\n")
    return status


if __name__ == "__main__":
    sys.exit(main())
