"""What a terminal shows of a talk while it goes on."""

import asyncio
import contextlib
import json
import os
import shutil
import sys
import textwrap
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Final, TextIO

from bridge.cli.output import left_alone
from bridge.conversations.happening import (
    MEDIA_AGENT,
    AnyHappening,
    Ended,
    Heard,
    HelpShown,
    MediaMade,
    Paused,
    Spoke,
    Started,
    Summarised,
    Trouble,
    TurnBegan,
)
from bridge.conversations.transcript import as_text
from world.text import neutral_name, plain

#: Of the 256 colours of a terminal, those that are told apart on dark and on light.
COLOURS: Final = (179, 79, 174, 141, 107, 75, 173, 176)
_TICK: Final = 1.0
#: Seconds after which it is said that an answer is being waited for.
_LONG: Final = 10
_ERASE: Final = "\r\x1b[2K"


class Screen:
    """Shows a talk: the lines on standard output, a line of figures below them on a terminal.

    Args:
        as_json: each happening is one line of JSON instead, with everything but ASCII escaped.
        raw: what models write is printed as it is, control characters included.
        colour: whether names are coloured; None: where somebody sees it and has not said no.
        quiet: nothing is shown but notes.

    Attributes:
        gone: called when nobody reads standard output any more.
        gallery: the page of the pictures, beside which they lie.
    """

    def __init__(
        self, *, as_json: bool, raw: bool, colour: bool | None, quiet: bool = False
    ) -> None:
        self._json, self._raw, self.quiet = as_json, raw, quiet
        self._colour = _wanted(sys.stdout) if colour is None else colour
        self._wide = sys.stdout.isatty() and not raw
        self._live = sys.stderr.isatty() and not quiet
        self._places = dict[str, int]()
        self._turn, self._tokens, self._usd = "", 0, 0.0
        self._since = time.monotonic()
        self._ticking: asyncio.Task[None] | None = None
        self._pictures, self.gallery = False, Path()
        self.gone: Callable[[], None] = lambda: None

    async def __aenter__(self) -> "Screen":
        if self._live:
            self._ticking = asyncio.create_task(self._tick())
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._ticking:
            self._ticking.cancel()
            await asyncio.wait([self._ticking])
        self._erase()

    async def tell(self, what: AnyHappening) -> None:
        """Show `what`."""
        self._erase()
        self._count(what)
        if isinstance(what, HelpShown):
            self.help(what.text)
        elif self._json and not self.quiet:
            self._print(json.dumps(what.model_dump(mode="json", by_alias=True)))
        elif not self.quiet and (text := self._shown(what)):
            self._print(text)
        self._draw()

    def _print(self, text: str) -> None:
        try:
            sys.stdout.write(f"{text}\n")
            sys.stdout.flush()
        except OSError as error:  # whoever read it has gone, or there is no room for it
            left_alone()
            if not isinstance(error, BrokenPipeError):
                self.note(f"What is said cannot be printed: {error.strerror}.")
            self.gone()

    def note(self, sentence: str) -> None:
        """Say something about the talk that is no part of it."""
        self._erase()
        _aside(plain(sentence, lines=True) + "\n")

    def help(self, text: str) -> None:
        """Show help to who sits there; what goes to standard output as JSON is often kept."""
        if self._json:
            self.note(text)
            return
        self._erase()
        self._print(f"\n{plain(text, lines=True)}\n")

    def _shown(self, what: AnyHappening) -> str:
        match what:
            case Spoke() | Heard() if self._raw:
                return f"{self._heading(what.actor)}\n{what.text}\n"
            case Ended():
                text = self._dim(plain(what.sentence))
                return f"{text}\nPictures: {plain(str(self.gallery))}" if self._pictures else text
            case Paused():
                return self._dim("The talk waits. The return key lets it go on.\n")
            case Trouble() if what.actor != MEDIA_AGENT:
                return self._dim(f"{plain(what.sentence)}\n")
            case MediaMade() if self._wide:
                return self._dim(f"{self._picture(what)}\n")
            case Spoke() | Heard() | MediaMade() | Trouble():
                _, _, text = as_text(what).partition("\n")
                name = what.actor if isinstance(what, Spoke | Heard) else MEDIA_AGENT
                return f"{self._heading(name)}\n{self._wrapped(text.rstrip())}\n"
            case _:
                return ""

    def _picture(self, made: MediaMade) -> str:
        """Return a line of a picture; what the tool answered stands in the log."""
        self._pictures = True
        place = made.image if "://" in made.image else str(self.gallery.parent / made.image)
        of = textwrap.shorten(plain(made.alt), 80, placeholder="...")
        return f"{MEDIA_AGENT}: a picture of {of} -> {plain(place) if made.image else 'nowhere'}"

    def _heading(self, actor: str) -> str:
        """Return the heading of a line: it says who speaks, in colour and without."""
        heading = f"### {neutral_name(actor)} ###"
        if not self._colour:
            return heading
        n = self._places.setdefault(actor, len(self._places))
        return f"\x1b[1;38;5;{COLOURS[n % len(COLOURS)]}m{heading}\x1b[0m"

    def _dim(self, text: str) -> str:
        return f"\x1b[2m{text}\x1b[0m" if self._colour else text

    def _wrapped(self, text: str) -> str:
        """Return `text` with its long lines broken between words, where somebody reads along."""
        if not self._wide:
            return text
        width = max(20, min(100, shutil.get_terminal_size().columns))
        return "\n".join(
            line if len(line) <= width or line.startswith(" ") else textwrap.fill(line, width)
            for line in text.split("\n")
        )

    def _count(self, what: AnyHappening) -> None:
        match what:
            case Started():
                self._places = {actor: n for n, actor in enumerate(what.actors)}
            case TurnBegan():
                self._turn = f"turn {what.round}, {neutral_name(what.actor)}"
                self._since = time.monotonic()
            case Spoke() | Summarised() | MediaMade():
                self._tokens += what.usage.sent_tokens + what.usage.output_tokens
                self._usd += what.usd
            case Ended():
                self._turn = ""
            case _:
                pass

    async def _tick(self) -> None:
        while True:
            await asyncio.sleep(_TICK)
            self._erase()
            self._draw()

    def _draw(self) -> None:
        if not self._live or not self._turn:
            return
        seconds = int(time.monotonic() - self._since)
        cost = f"{self._tokens:,} tokens, ${self._usd:.4f}"
        waits = f"no answer for {seconds} s" if seconds >= _LONG else f"{seconds} s"
        line = f"[{self._turn}, {waits} | {cost}]"
        width = shutil.get_terminal_size().columns - 1
        _aside(line[:width])

    def _erase(self) -> None:
        if self._live:
            _aside(_ERASE)


def _aside(text: str) -> None:
    """Write beside the talk; a terminal that was closed shows nothing, and spoils nothing."""
    with contextlib.suppress(OSError):
        sys.stderr.write(text)
        sys.stderr.flush()


def _wanted(out: TextIO) -> bool:
    return out.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
