"""Follow a room without being in it, where the room allows that; nobody there sees who watches.

Enter asks those who live there to go on; Ctrl-C ends.
"""

import argparse
import contextlib
import json
import os
import secrets
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from http.client import HTTPException
from typing import Any

from bridge.cli import configured
from bridge.errors import SetUpError
from bridge.settings import Settings
from world.marks import TOLD, as_sentence
from world.names import borne
from world.personas import load_npcs
from world.rooms import Room, load_rooms
from world.text import plain

HELP = "follow a room from outside"
#: Exit statuses: there is no such room, or the settings are wrong; it may not be watched.
WRONG, NOT_ALLOWED = 2, 1
#: Seconds: between signs of life; of silence until the line counts as broken; between attempts.
_HEARTBEAT, _SILENCE, _BACK_OFF = 5, 12.0, (0.5, 5.0)
_HOW = "Enter: ask for more. Ctrl-C: leave."
#: A sign of life: all that happened before has been told.
_LIVE = "live"
_COLOURS = {"red": 31, "green": 32, "yellow": 33, "blue": 34, "magenta": 35, "cyan": 36}


class _NotAllowedError(Exception):
    """The bridge refuses, and says why."""


def add(parser: argparse.ArgumentParser) -> None:
    """Let `parser` know what may be asked."""
    parser.add_argument("room", help="such as: garden")
    parser.add_argument("--json", action="store_true", help="events as lines of JSON")


def main(room: str, *, as_json: bool = False) -> int:
    """Print what happens in a room, until Ctrl-C; return the exit status."""
    rooms = load_rooms()
    found = _found(room, rooms)
    if found is None:
        open_ones = ", ".join(name for name, one in rooms.items() if one.watch == "all")
        return _fail(WRONG, f"There is no room {plain(room)!r}. These may be watched: {open_ones}.")
    try:
        settings = configured.settings()
        show = _as_json if as_json else _Teller(colours=_wants_colours()).tell
        _show(settings, found.name, show)
    except (SetUpError, _NotAllowedError) as error:
        return _fail(WRONG if isinstance(error, SetUpError) else NOT_ALLOWED, str(error))
    except (KeyboardInterrupt, BrokenPipeError):
        with contextlib.suppress(OSError):
            sys.stdout.close()
    return 0


def _show(settings: Settings, room: str, show: Callable[..., str]) -> None:
    """Print what happens in a room for as long as anything comes: first what is over, with times.

    Raises:
        _NotAllowedError: the bridge refuses.
    """
    is_over = True
    for event in _followed(settings, room):
        if event["type"] == "feed":
            sys.stderr.write(f"You watch {room} from outside. {_HOW}\n")
            threading.Thread(target=_listen, args=(settings, room), daemon=True).start()
        elif event["type"] == _LIVE:
            sys.stderr.write("From here on it is live.\n" if is_over else "")
            is_over = False
        else:
            sys.stdout.write(f"{show(event, is_over=is_over)}\n")
        sys.stdout.flush()


def _found(name: str, rooms: Mapping[str, Room]) -> Room | None:
    """Return the room that is meant by `name`, with or without its article."""
    wanted = " ".join(name.casefold().split()).removeprefix("the ")
    meant = (one for one in rooms.values() if one.name.casefold().removeprefix("the ") == wanted)
    return next(meant, None)


# --- The stream -----------------------------------------------------------------------------------


def _followed(settings: Settings, room: str) -> Iterator[dict[str, Any]]:
    """Yield the events of a room, each once, over as many connections as it takes.

    Before them comes what opens the first connection; among them are signs of life.

    Raises:
        _NotAllowedError: the bridge refuses.
    """
    last: int | None = None
    wait = _BACK_OFF[0]
    while True:
        try:
            for event in _connection(settings, room, last):
                if event["type"] != "feed":
                    last, wait = max(last or 0, event.get("id", 0)), _BACK_OFF[0]
                    yield event
                elif last is None:
                    last = event["id"]
                    yield event
        except (OSError, HTTPException, ValueError, KeyError, TypeError):
            pass  # whatever it was, the line is broken
        if wait == _BACK_OFF[0]:
            sys.stderr.write(f"Nothing comes from {settings.bridge_url}; trying again.\n")
        time.sleep(wait)
        wait = min(2 * wait, _BACK_OFF[1])


def _connection(settings: Settings, room: str, after: int | None) -> Iterator[dict[str, Any]]:
    """Yield what one connection brings, after the event `after` if one was seen already.

    Raises:
        _NotAllowedError: the bridge refuses.
    """
    asked = {"room": room, "heartbeat": _HEARTBEAT} | ({} if after is None else {"after": after})
    request = _request(settings, f"/bridge/feed?{urllib.parse.urlencode(asked)}")
    try:
        with urllib.request.urlopen(request, timeout=_SILENCE) as response:  # noqa: S310 - http it is
            for line in response:
                yield json.loads(line) if line.strip() else {"type": _LIVE}
    except urllib.error.HTTPError as refusal:
        with refusal:
            if refusal.code in {401, 403, 404}:
                raise _NotAllowedError(_why(refusal)) from None
        raise


def _request(
    settings: Settings, path: str, body: Mapping[str, str] | None = None
) -> urllib.request.Request:
    """Return a request as any caller may make it; the MUD's own token is not for this."""
    headers = {"Content-Type": "application/json"} if body else {}
    if settings.timmy_bridge_token:
        headers["Authorization"] = f"Bearer {settings.timmy_bridge_token.get_secret_value()}"
    data = json.dumps(body).encode() if body else None
    return urllib.request.Request(f"{settings.bridge_url}{path}", data=data, headers=headers)  # noqa: S310


def _why(refusal: urllib.error.HTTPError) -> str:
    try:
        return plain(str(json.loads(refusal.read(4096))["detail"]))
    except (ValueError, KeyError, TypeError):
        return f"The bridge answers {refusal.code}."


def _listen(settings: Settings, room: str) -> None:
    """Ask for more at each line of the standard input, until it ends."""
    who = {"user_id": f"watch-{secrets.token_hex(4)}", "username": "a watcher", "room": room}
    for _line in sys.stdin:
        with (
            contextlib.suppress(OSError, HTTPException),
            urllib.request.urlopen(  # noqa: S310 - http it is
                _request(settings, "/bridge/listen", who), timeout=_SILENCE
            ),
        ):
            pass


# --- What is shown --------------------------------------------------------------------------------


class _Teller:
    """Tells events as a room does, each of the house in a colour of its own."""

    def __init__(self, *, colours: bool) -> None:
        codes = {one.name: _COLOURS.get(one.colour, 37) for one in load_npcs().values()}
        self._codes = codes if colours else {}

    def tell(self, event: Mapping[str, Any], *, is_over: bool) -> str:
        """Return `event` as one line, inert whatever is in it; with its time when it `is_over`."""
        line = self._line(event)
        return f"[{_time(str(event['timestamp']))}] {line}" if is_over else line

    def _line(self, event: Mapping[str, Any]) -> str:
        name = borne(str(event["username"]))
        own = event["realm"] == "npc" and self._codes.get(name)
        who = f"\x1b[{own}m{name}\x1b[0m" if own else name
        if event["type"] == "presence":
            return f"{who} {'comes in' if event['event'] == 'enter' else 'is gone'}."
        if event["type"] == "say":
            return f'{who} says, "{plain(str(event["message"]))}"'
        words = plain(str(event["text"]))
        if event["event"] == "emote":
            words = as_sentence(words)
        return TOLD[event["event"]].replace("{who}", who).replace("{words}", words)


def _time(moment: str) -> str:
    """Return a moment on the clock of whoever watches, with its day where that is not today's."""
    at = datetime.fromisoformat(moment).astimezone()
    is_today = at.date() == datetime.now().astimezone().date()
    return f"{at:%H:%M}" if is_today else f"{at:%Y-%m-%d %H:%M}"


def _as_json(event: Mapping[str, Any], *, is_over: bool) -> str:
    del is_over  # the event has its time
    return json.dumps(event)


def _wants_colours() -> bool:
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def _fail(status: int, sentence: str) -> int:
    sys.stderr.write(f"{sentence}\n")
    return status
