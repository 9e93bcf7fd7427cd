"""Shortens what is in memory of long dialogues, after a reply, while nobody waits for it."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import crisis
from bridge.asking import Voiced, config_for
from bridge.care import Care
from bridge.errors import BridgeError
from bridge.journal import Journal
from bridge.kept import summary_row
from bridge.models.base import Message
from bridge.models.calls import Account, Deadlines, call
from bridge.presence import Person
from bridge.sessions import Session
from bridge.summaries import ASKED
from bridge.window import Past, Window

log = logging.getLogger(__name__)

#: Tokens of a summary, thinking not included.
_TOKENS: Final = 512
#: Seconds that a summary may take; nobody waits, but the dialogue grows meanwhile.
_DEADLINES: Final = Deadlines(all_first_tokens=20.0, total=40.0)


class Compactor:
    """Lets a summary take the place of the older part of a dialogue that has become long.

    A model that cannot be asked, or fails, is done without: then what the person said that must not
    be lost is kept as they said it. While somebody may be in danger, all of theirs stays in memory.
    """

    def __init__(self, voiced: Voiced, journal: Journal, care: Care) -> None:
        self._voiced = voiced
        self._journal = journal
        self._care = care
        self._under_way: dict[Person, asyncio.Task[None]] = {}

    def after_turn(self, session: Session, account: Account | None) -> None:
        """Begin to shorten the dialogue of `session` if it is time; returns at once.

        Where too little is left to pay for all of it, no model is asked either.
        """
        person, window, crowded = session.person, session.window, session.crowded
        if person in self._under_way or not session.restored or self._care.state(person):
            return
        if window.is_unwritten():
            return  # it goes before the next reply that may be written
        session.crowded = False
        leaving = window.leaving(self._voiced.marks, self._voiced.room(), crowded=crowded)
        if leaving or window.unkept:
            asked = bool(leaving) and not crowded
            task = asyncio.create_task(self._shorten(session, leaving, account, asked=asked))
            self._under_way[person] = task
            task.add_done_callback(lambda _: self._under_way.pop(person))

    def forget(self, person: Person) -> None:
        """Let nothing come of what is under way for `person`."""
        if task := self._under_way.get(person):
            task.cancel()

    async def settled(self) -> None:
        """Wait until nothing is being shortened."""
        while self._under_way:
            await asyncio.wait([*self._under_way.values()])

    async def stop(self) -> None:
        """Leave what is being shortened as it is; the journal still has all of it."""
        for task in self._under_way.values():
            task.cancel()
        await self.settled()

    async def _shorten(
        self, session: Session, leaving: Sequence[Past], account: Account | None, *, asked: bool
    ) -> None:
        """Write a summary of all up to the last of `leaving`, and let it take their place.

        `asked`: whether a model is. Without `leaving` only what there is already is written.
        """
        text = await self._written(session, account) if asked else ""
        summary = session.window.summary
        if leaving:
            said = [turn.asked.text for turn in leaving]
            # A long dialogue takes a while to look through, and everybody would wait.
            summary = await asyncio.to_thread(summary.followed_by, leaving[-1].n, said, text)
        async with session.lock:
            if session.forgotten:
                return
            window = session.window if session.restored else Window()
            window.shorten(summary)
            window.unkept, summary = True, window.summary
        try:
            await self._journal.write([summary_row(session.person, summary)])
            window.unkept = window.summary is not summary
        except BridgeError as error:  # another try is made after another turn
            log.warning("summary not written", extra={"error": type(error).__name__})

    async def _written(self, session: Session, account: Account | None) -> str:
        """Return what a model writes of the dialogue; empty where none is asked, or none can.

        It is asked behind the very prompt that it has just answered, which its provider still has.
        A window that holds what is to be written nowhere is shown to nobody for it.
        """
        voiced = self._voiced
        if not voiced.entry.prose or not _may_be_written(session):
            return ""
        take = voiced.take()
        text = ""
        try:
            answer = await call(
                [candidate for candidate in take.candidates if candidate.entry.prose],
                [*session.window.fitting(voiced.room(ASKED)), Message("user", ASKED)],
                system=voiced.system,
                config=replace(config_for(session, voiced), max_tokens=_TOKENS),
                deadlines=_DEADLINES,
                account=account,
            )
            if answer.output.stop_reason == "stop" and crisis.fit_anywhere(answer.output.text):
                text = answer.output.text
        except BridgeError as error:
            log.warning("no summary", extra={"error": type(error).__name__})
        if _may_be_written(session):
            take.keep()
        return text


def _may_be_written(session: Session) -> bool:
    return not (session.window.is_unwritten() or session.forgotten)
