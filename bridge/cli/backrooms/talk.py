"""One talk from the first line to the last: shown, written down, and ended by whoever may."""

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import Iterator
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING

from bridge.caps import NANOS, NO_LIMIT, Figures
from bridge.cli.backrooms.options import Asked, Run
from bridge.cli.backrooms.screen import Screen
from bridge.cli.backrooms.stage import Stage, set_up
from bridge.cli.backrooms.typed import Typed
from bridge.conversations.actor import addressed, round_robin
from bridge.conversations.conversation import Conversation, Tell
from bridge.conversations.happening import AnyHappening, Ended, MediaMade, past_of
from bridge.conversations.purse import Purse
from bridge.models.catalog import Catalog
from bridge.settings import Settings

if TYPE_CHECKING:
    from bridge.media.agent import MediaAgent

#: Seconds between two lines of voices that take no time, where somebody reads or nobody stops them.
READING = 2.0


async def hold(
    run: Run, asked: Asked, catalog: Catalog, settings: Settings, purse: Purse | None = None
) -> tuple[Stage, Ended]:
    """Hold the talk that `run` asks for; return what it was, and how it ended.

    `purse`: pays for it where the run has no budget of its own; None: one for this talk alone.

    Raises:
        SetUpError: it cannot begin.
        TemplateError: its template is not as it should be.
    """
    stage = await asyncio.to_thread(set_up, run, asked, catalog, settings)
    async with Screen(
        as_json=asked.as_json, raw=asked.raw, colour=asked.colour, quiet=asked.batch
    ) as screen:
        for note in (*stage.notes, f"Log: {stage.log.files.text}"):
            screen.note(note)
        try:
            return stage, await _held(run, stage, screen, _paying(run, settings, purse))
        finally:
            await stage.log.aclose()
            for model in stage.models:
                await model.aclose()


async def _held(run: Run, stage: Stage, screen: Screen, purse: Purse) -> Ended:
    async def tell(what: AnyHappening) -> None:
        if isinstance(what, MediaMade):
            talk.count(what)
        if isinstance(what, Ended):  # it is seen also where nothing can be written any more
            await screen.tell(what)
            await stage.log.tell(what)
        else:
            await stage.log.tell(what)
            await screen.tell(what)

    pictures = _pictures(stage, tell, purse)
    talk = Conversation(
        stage.actors,
        tell=tell,
        order=addressed if stage.log.meta.order == "addressed" else round_robin,
        view=stage.log.meta.view,
        max_rounds=stage.max_rounds,
        account=purse,
        said=past_of(stage.happened),
        after_round=pictures.after_round if pictures else None,
        recorder=stage.log.recorder,
        pace=_pace(run, stage, quiet=screen.quiet),
    )
    screen.gone = lambda: talk.end("operator")
    Typed(run, talk, screen.note).begin()
    with _stopped_by_signals(talk):
        return await talk.run()


def _pictures(stage: Stage, tell: Tell, purse: Purse) -> "MediaAgent | None":
    """Return who has pictures drawn of the talk, where its template wants that."""
    if not stage.media:
        return None
    from bridge.media.agent import MediaAgent  # the SDK behind it takes a while to load

    return MediaAgent(
        stage.media.config,
        Path(os.environ.get("MCP_CONFIG") or "mcp.config.json"),
        [stage.media.candidate],
        log=stage.log.files.text,
        tell=tell,
        account=purse,
        happened=stage.happened,
    )


def _pace(run: Run, stage: Stage, *, quiet: bool) -> float:
    if run.pace is not None:
        return run.pace
    slow = not quiet and (sys.stdout.isatty() or stage.max_rounds is None)
    return READING if slow and stage.free else 0.0


def _paying(run: Run, settings: Settings, purse: Purse | None) -> Purse:
    """Return who pays: what the host permits, or what was said here instead."""
    if run.budget is None:
        purse = purse or Purse(settings.caps)
        purse.begin()
        return purse
    return Purse({}, Figures(NO_LIMIT, NO_LIMIT, ceil(run.budget * NANOS)))


@contextlib.contextmanager
def _stopped_by_signals(talk: Conversation) -> Iterator[None]:
    """Let Ctrl-C end the talk in good order; a second one ends the process."""
    loop = asyncio.get_running_loop()

    def stop() -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(number)
        talk.end("operator")

    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop)
    try:
        yield
    finally:
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(number)
