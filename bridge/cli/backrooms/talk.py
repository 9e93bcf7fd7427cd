"""One talk from the first line to the last: shown, written down, and ended by whoever may."""

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import Callable, Iterator
from functools import partial
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
from bridge.conversations.happening import AnyHappening, Ended, Heard, MediaMade, Spoke, past_of
from bridge.conversations.purse import Purse
from bridge.media.gallery import page_of
from bridge.models.catalog import Catalog
from bridge.settings import Settings

if TYPE_CHECKING:
    from bridge.media.agent import MediaAgent

#: Seconds between two lines of voices that take no time, where somebody reads or nobody stops them.
READING = 2.0
_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


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
        screen.gallery = page_of(stage.log.files.text)
        try:
            return stage, await _held(run, stage, screen, _paying(stage, settings, purse))
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
        pace=partial(_pace, run, stage, quiet=screen.quiet),
    )
    screen.gone = lambda: talk.end("operator")
    typed = Typed(run, talk, screen.note, screen.help)
    typed.begin()
    with _stopped_by_signals(lambda: talk.end("operator")):
        ended = await talk.run()
    with _stopped_by_signals(typed.leave):
        await typed.stay()
    return ended


def _pictures(stage: Stage, tell: Tell, purse: Purse) -> "MediaAgent | None":
    """Return who has pictures drawn of the talk, where its template wants that."""
    if not stage.media:
        return None
    from bridge.media.agent import MediaAgent  # the SDK behind it takes a while to load

    return MediaAgent(
        stage.media.config,
        Path(named) if (named := os.environ.get("MCP_CONFIG")) else None,
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


def _paying(stage: Stage, settings: Settings, purse: Purse | None) -> Purse:
    """Return who pays: what the host permits, or what was said of this talk instead."""
    budget = stage.log.meta.budget
    if budget is None:
        purse = purse or Purse(settings.caps)
        purse.begin()
        return purse
    spent = Figures(nanos=ceil(_spent(stage) * NANOS))
    return Purse({}, Figures(NO_LIMIT, NO_LIMIT, ceil(budget * NANOS)), spent)


def _spent(stage: Stage) -> float:
    """Return the dollars that the talk has cost; the lines of another are that one's."""
    own, spent = not stage.log.meta.taken_over, 0.0
    for told in past_of(stage.happened):
        if own and not isinstance(told, Heard):
            spent += told.usd
        own = own or (isinstance(told, Spoke | Heard) and told.n >= stage.log.meta.taken_over)
    return spent


@contextlib.contextmanager
def _stopped_by_signals(end: Callable[[], None]) -> Iterator[None]:
    """Let Ctrl-C end it in good order, and a terminal that goes; a second one ends the process."""
    loop = asyncio.get_running_loop()

    def stop() -> None:
        for number in _SIGNALS:
            loop.remove_signal_handler(number)
        end()

    for number in _SIGNALS:
        loop.add_signal_handler(number, stop)
    try:
        yield
    finally:
        for number in _SIGNALS:
            loop.remove_signal_handler(number)
