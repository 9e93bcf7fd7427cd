"""The laboratory: talks that go on, are watched and kept, and go on again after a restart."""

import asyncio
import contextlib
import time
from collections.abc import Callable, Sequence

from bridge.budget import LABORATORY, Budget
from bridge.conversations.happening import AnyHappening, Ended
from bridge.errors import (
    BusyError,
    ConflictError,
    InvalidError,
    NotFoundError,
    StorageError,
)
from bridge.events import utc_at, utc_now
from bridge.fanout import Channel, text_frame
from bridge.lab import frames
from bridge.lab.caretaker import Caretaker
from bridge.lab.casting import Casting, chosen
from bridge.lab.floor import Floor
from bridge.lab.running import House
from bridge.lab.shapes import FEWEST, StartTalk
from bridge.lab.sheet import Sheet
from bridge.lab.shelf import FOLDER, Kept, Shelf
from bridge.lab.talk import Talk, trouble_in
from bridge.settings import Settings

#: Lines of people in a row, at most.
UNANSWERED = 10
#: Seconds after which it is told that others have voted.
_SOON = 0.5


class Laboratory:
    """All talks, by their ids.

    Attributes:
        casting: who can talk.
        channel: what those hear who watch all talks.
        talks: those that go on, and the latest that are over.
        caretaker: takes them back after a restart, and lets go of what is old.
        news: is told of a talk that `started`, took a `turn` or `stopped`.
    """

    def __init__(
        self,
        settings: Settings,
        casting: Casting,
        budget: Budget,
        *,
        wall: Callable[[], float] = time.time,
    ) -> None:
        self.casting, self.channel = casting, Channel(text_frame)
        self.talks: dict[str, Talk] = {}
        self.news: Callable[[str, Talk], None] = lambda _what, _talk: None
        self.rest, self.turn_limit, self.most = (
            settings.lab_rest,
            settings.lab_turn_limit,
            settings.lab_talks,
        )
        self._shelf = Shelf(settings.timmy_home / FOLDER, casting)
        self._budget = budget
        house = House(
            budget,
            settings.lab_rest,
            self.calls,
            self._publish,
            lambda talk: self.news("turn", talk),
        )
        self._floor = Floor(self.most, house, self._over)
        self._wall = wall
        self.caretaker = Caretaker(
            self.talks, self._shelf, self._floor, wall, keep=settings.timmy_keep_days * 86400
        )
        self._counting: set[str] = set()

    @property
    def active(self) -> list[Talk]:
        """Return the talks that are not over, the latest first."""
        return [talk for talk in self.latest if talk.status != "stopped"]

    @property
    def latest(self) -> list[Talk]:
        """Return all talks, the latest first."""
        return sorted(self.talks.values(), key=lambda talk: talk.sheet.started_at, reverse=True)

    def calls(self) -> tuple[int, int]:
        """Return how many calls that cost money were made today, and how many may be."""
        cap = self._budget.caps[LABORATORY]
        tally = next(iter(self._budget.tallies(LABORATORY)), None)
        return (tally.used.calls if tally else 0, cap.calls)

    def talk(self, id_: str) -> Talk:
        """Return the talk of this id.

        Raises:
            NotFoundError: there is none.
        """
        try:
            return self.talks[id_]
        except KeyError:
            raise NotFoundError("There is no talk of this id here.") from None

    # --- What may be asked ------------------------------------------------------------------------

    async def start(self, visitor: str, wish: StartTalk, *, client: str = "") -> Talk:
        """Begin a talk in the name of `visitor`, as `client` has asked for.

        Raises:
            InvalidError: not all who are to talk are known, or too few, or it is to be too long.
            BusyError: too many talks go on.
            BridgeError: it cannot be written down.
        """
        cast = chosen(self.casting.personalities, wish.personalities)
        if len(cast) < max(FEWEST, len(wish.personalities)):
            raise InvalidError(
                "personalities: name two or more of those whom GET /api/personalities lists, each "
                "once."
            )
        if wish.turn_limit and wish.turn_limit > self.turn_limit:
            raise InvalidError(f"turnLimit: {self.turn_limit} is the most here.")
        sheet = Sheet.of(visitor, wish, cast, self.turn_limit)
        return await self._begin(sheet, (), client)

    async def fork(self, visitor: str, talk: Talk, at: int, *, client: str = "") -> Talk:
        """Begin a talk in the name of `visitor` with the lines of another, up to the line `at`.

        Raises:
            BusyError: too many talks go on.
            BridgeError: the other cannot be read, or this one cannot be written down.
        """
        before = (await self.kept(talk)).record.upto(at, list(talk.ids))
        sheet = talk.sheet.branch(visitor, before, self.turn_limit)
        return await self._begin(sheet, before, client)

    def stop(self, talk: Talk) -> None:
        """End a talk; everybody is told when it is over."""
        self._floor[talk].conversation.end("operator")

    async def pause(self, talk: Talk) -> None:
        """Let nobody speak after the present turn.

        Raises:
            ConflictError: the talk is over.
            StorageError: it cannot be kept that it rests.
        """
        self._floor[talk].conversation.pause()
        await self._change(talk, rests_since=utc_at(self._wall()))

    async def resume(self, talk: Talk) -> None:
        """Let a talk go on.

        Raises:
            ConflictError: the talk is over.
            StorageError: it cannot be kept that it does.
        """
        self._floor[talk].conversation.resume()
        await self._change(talk, rests_since="")

    async def step(self, talk: Talk) -> None:
        """Let one more of them speak at once, and then nobody.

        Raises:
            ConflictError: the talk is over.
            StorageError: it cannot be kept that it rests.
        """
        self._floor[talk].conversation.step()
        await self._change(talk, rests_since=utc_at(self._wall()))

    async def at_pace(self, talk: Talk, seconds: float | None) -> None:
        """Let each line stay alone for so long; None: for as long as the house has it.

        Raises:
            ConflictError: the talk is over.
            StorageError: it cannot be kept.
        """
        going = self._floor[talk]
        await self._change(talk, pace=seconds)
        going.at_pace()

    def put_in(self, talk: Talk, name: str, text: str) -> None:
        """Let a person's line be heard before the next turn; it was read for signs of crisis.

        Raises:
            ConflictError: the talk is over.
            BusyError: too many lines wait already, or for an answer.
        """
        going = self._floor[talk]
        if talk.unanswered >= UNANSWERED:
            raise BusyError("Many lines wait for an answer already; let one of them speak first.")
        going.conversation.put_in(name, text)

    def vote(self, talk: Talk, visitor: str, choice: str) -> None:
        """Count the vote of `visitor` on who comes next.

        Raises:
            ConflictError: nobody votes in it, or not for that one now.
            BusyError: too many have voted.
        """
        self._floor[talk]
        if not talk.sheet.votes:
            raise ConflictError("Nobody votes in this talk.")
        talk.ballot.vote(visitor, choice)
        if talk.id not in self._counting:
            self._counting.add(talk.id)
            asyncio.get_running_loop().call_later(_SOON, self._tell_votes, talk)

    def _tell_votes(self, talk: Talk) -> None:
        self._counting.discard(talk.id)
        self._publish(talk, frames.votes(talk))

    async def kept(self, talk: Talk) -> Kept:
        """Return a talk as its files tell it.

        Raises:
            StorageError: they cannot be read.
        """
        return await self._shelf.kept(talk.sheet)

    # --- How a talk goes on -----------------------------------------------------------------------

    async def _begin(self, sheet: Sheet, before: Sequence[AnyHappening], client: str) -> Talk:
        with self._floor.place(sheet.visitor):
            stage = await self._shelf.begin(sheet, before)
            talk = await asyncio.to_thread(Talk, sheet, before)
            self.talks[talk.id] = talk
            self._floor.go(talk, stage, before)
        self._publish(talk, frames.started(talk, client))
        self.news("started", talk)
        return talk

    async def _over(self, talk: Talk, ended: Ended) -> None:
        """Keep how a talk has ended, and tell everybody."""
        talk.take(ended)
        talk.change(stopped_at=utc_now(), rests_since="")
        with contextlib.suppress(StorageError):  # the log tells it as well
            await self._shelf.keep(talk.sheet)
        self._tell_the_end(talk, ended)
        self.caretaker.list_no_more_than_the_latest()

    def _tell_the_end(self, talk: Talk, ended: Ended) -> None:
        if sentence := trouble_in(ended):
            self._publish(
                talk, frames.frame("CONVERSATION_ERROR", conversationId=talk.id, error=sentence)
            )
        self._publish(talk, frames.updated(talk, self.calls()))
        self._publish(talk, frames.stopped(talk.id))
        self.news("stopped", talk)

    async def _change(self, talk: Talk, **what: object) -> None:
        """Change the sheet of a talk, and tell everybody how it stands."""
        talk.change(**what)
        self._publish(talk, frames.updated(talk, self.calls()))
        await self._shelf.keep(talk.sheet)

    def _publish(self, talk: Talk, frame: bytes) -> None:
        self.channel.publish(frame)
        talk.channel.publish(frame)

    # --- From start to stop -----------------------------------------------------------------------

    async def restore(self) -> None:
        """Take back what was kept, and keep it in order from then on."""
        await self.caretaker.restore()

    async def aclose(self) -> None:
        """Let all talks rest where they are; after the next start they go on."""
        await self._floor.aclose()
        await self.casting.aclose()
