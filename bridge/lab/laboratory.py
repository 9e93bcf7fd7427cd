"""The laboratory: talks that go on, are watched and kept, and go on again after a restart."""

import asyncio
import contextlib
import logging
import secrets
from collections.abc import Callable, Coroutine, Iterable, Iterator, Sequence

from bridge.budget import LABORATORY, Budget
from bridge.conversations.happening import AnyHappening, Ended, Spoke
from bridge.errors import (
    BridgeError,
    BusyError,
    ConflictError,
    InvalidError,
    NotFoundError,
    StorageError,
)
from bridge.events import utc_now
from bridge.fanout import Channel, text_frame
from bridge.lab import frames
from bridge.lab.casting import Casting, chosen
from bridge.lab.running import Going, House
from bridge.lab.shapes import FEWEST, StartTalk, TalkParent
from bridge.lab.shelf import FOLDER, Kept, Sheet, Shelf, Stage
from bridge.lab.talk import Talk, trouble_in
from bridge.settings import Settings

log = logging.getLogger(__name__)

#: Talks of one visitor that may go on at once; talks that are over and still listed, and those of
#: them that are there at once after a start.
OF_ONE, LISTED, AT_ONCE = 3, 50, 10
_SEEDS = 2**31
#: Seconds after which it is told that others have voted.
_SOON = 0.5


class Laboratory:
    """All talks, by their ids.

    Attributes:
        casting: who can talk.
        channel: what those hear who watch all talks.
        talks: those that go on, and the latest that are over.
        news: is told of a talk that `started`, took a `turn` or `stopped`.
    """

    def __init__(self, settings: Settings, casting: Casting, budget: Budget) -> None:
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
        self._house = House(
            budget,
            settings.lab_rest,
            self.calls,
            self._publish,
            lambda talk: self.news("turn", talk),
        )
        self._going: dict[str, Going] = {}
        self._beginning: list[str] = []
        self._tasks: set[asyncio.Task[None]] = set()
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
        sheet = Sheet(
            id=secrets.token_hex(6),
            personalities=tuple(cast),
            initial_prompt=wish.initial_prompt,
            visitor=visitor,
            started_at=utc_now(),
            turn_limit=wish.turn_limit or self.turn_limit,
            pace=wish.pace,
            votes=wish.votes,
            seed=secrets.randbelow(_SEEDS),
        )
        return await self._begin(sheet, (), client)

    async def fork(self, visitor: str, talk: Talk, at: int, *, client: str = "") -> Talk:
        """Begin a talk in the name of `visitor` with the lines of another, up to the line `at`.

        Raises:
            BusyError: too many talks go on.
            BridgeError: the other cannot be read, or this one cannot be written down.
        """
        before = (await self.kept(talk)).record.upto(at, list(talk.ids))
        turns = sum(isinstance(told, Spoke) for told in before)
        last = max((told.n for told in before if told.type in {"spoke", "heard"}), default=0)
        sheet = talk.sheet.model_copy(
            update={
                "id": secrets.token_hex(6),
                "visitor": visitor,
                "started_at": utc_now(),
                "stopped_at": "",
                "paused": False,
                "turn_limit": turns + self.turn_limit,
                "parent": TalkParent(id=talk.id, at=last),
                "seed": secrets.randbelow(_SEEDS),
            }
        )
        return await self._begin(sheet, before, client)

    def stop(self, talk: Talk) -> None:
        """End a talk; everybody is told when it is over."""
        self._now(talk).conversation.end("operator")

    async def pause(self, talk: Talk) -> None:
        """Let nobody speak after the present turn.

        Raises:
            ConflictError: the talk is over.
            StorageError: it cannot be kept that it rests.
        """
        self._now(talk).conversation.pause()
        await self._change(talk, paused=True)

    async def resume(self, talk: Talk) -> None:
        """Let a talk go on.

        Raises:
            ConflictError: the talk is over.
            StorageError: it cannot be kept that it does.
        """
        self._now(talk).conversation.resume()
        await self._change(talk, paused=False)

    async def step(self, talk: Talk) -> None:
        """Let one more of them speak at once, and then nobody.

        Raises:
            ConflictError: the talk is over.
            StorageError: it cannot be kept that it rests.
        """
        self._now(talk).conversation.step()
        await self._change(talk, paused=True)

    async def at_pace(self, talk: Talk, seconds: float | None) -> None:
        """Let each line stay alone for so long; None: for as long as the house has it.

        Raises:
            ConflictError: the talk is over.
            StorageError: it cannot be kept.
        """
        going = self._now(talk)
        await self._change(talk, pace=seconds)
        going.at_pace()

    def put_in(self, talk: Talk, name: str, text: str) -> None:
        """Let a person's line be heard before the next turn; it was read for signs of crisis.

        Raises:
            ConflictError: the talk is over.
            BusyError: too many lines wait already.
        """
        self._now(talk).conversation.put_in(name, text)

    def vote(self, talk: Talk, visitor: str, choice: str) -> None:
        """Count the vote of `visitor` on who comes next.

        Raises:
            ConflictError: nobody votes in it, or not for that one now.
            BusyError: too many have voted.
        """
        self._now(talk)
        if not talk.sheet.votes:
            raise ConflictError("Nobody votes in this talk.")
        talk.ballot.vote(visitor, choice)
        if talk.id not in self._counting:
            self._counting.add(talk.id)
            asyncio.get_running_loop().call_later(_SOON, self._tell_votes, talk)

    def _tell_votes(self, talk: Talk) -> None:
        self._counting.discard(talk.id)
        self._publish(talk, frames.votes(talk))

    def _now(self, talk: Talk) -> Going:
        going = self._going.get(talk.id)
        if going is None:
            raise ConflictError("This talk is over.")
        return going

    async def kept(self, talk: Talk) -> Kept:
        """Return a talk as its files tell it.

        Raises:
            StorageError: they cannot be read.
        """
        return await self._shelf.kept(talk.sheet)

    # --- How a talk goes on -----------------------------------------------------------------------

    async def _begin(self, sheet: Sheet, before: Sequence[AnyHappening], client: str) -> Talk:
        with self._place(sheet.visitor):
            stage = await self._shelf.begin(sheet, before)
            talk = await asyncio.to_thread(Talk, sheet, before)
            self._go(talk, stage, before)
        self._publish(talk, frames.started(talk, client))
        self.news("started", talk)
        return talk

    @contextlib.contextmanager
    def _place(self, visitor: str) -> Iterator[None]:
        """Keep a place for a talk that begins.

        Raises:
            BusyError: there is none.
        """
        of = [*(going.talk.sheet.visitor for going in self._going.values()), *self._beginning]
        if len(of) >= self.most:
            raise BusyError(f"{len(of)} talks go on already; one must end before another begins.")
        if of.count(visitor) >= OF_ONE:
            raise BusyError(f"{OF_ONE} of your talks go on already; end one of them first.")
        self._beginning.append(visitor)
        try:
            yield
        finally:
            self._beginning.remove(visitor)

    def _go(self, talk: Talk, stage: Stage, before: Sequence[AnyHappening]) -> None:
        """Let a talk go on after what was `before`."""
        self.talks[talk.id] = talk
        actors, log_ = stage
        going = self._going[talk.id] = Going(talk, log_, actors, before, self._house)
        self._own(self._until_over(going))

    def _own(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _until_over(self, going: Going) -> None:
        """Let a talk go on to its end, and tell everybody of that."""
        ended, talk = await going.run(), going.talk
        del self._going[talk.id]
        talk.take(ended)
        talk.change(stopped_at=utc_now(), paused=False)
        with contextlib.suppress(StorageError):  # the log tells it as well
            await self._shelf.keep(talk.sheet)
        self._tell_the_end(talk, ended)
        over = [talk for talk in self.latest if talk.status == "stopped"]
        for old in over[LISTED:]:
            del self.talks[old.id]

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
        """Take back what was kept: talks that were under way go on, others are listed."""
        found = await self._shelf.sheets()
        over = [sheet for sheet in found if sheet.stopped_at][:LISTED]
        await self._list(over[:AT_ONCE])
        for sheet in reversed([sheet for sheet in found if not sheet.stopped_at]):
            await self._go_on(sheet)
        self._own(self._list(over[AT_ONCE:]))

    async def _list(self, sheets: Iterable[Sheet]) -> None:
        for sheet in sheets:
            with contextlib.suppress(StorageError):
                kept = await self._shelf.kept(sheet)
                self.talks[sheet.id] = await asyncio.to_thread(Talk, sheet, kept.happened)

    async def _go_on(self, sheet: Sheet) -> None:
        """Let a talk go on that was under way when the house stopped; what cannot go on is over."""
        try:
            kept = await self._shelf.kept(sheet)
        except StorageError:
            return
        talk = await asyncio.to_thread(Talk, sheet, kept.happened)
        if not kept.record.ended:
            try:
                self._go(talk, await self._shelf.go_on(kept), kept.record.happened)
            except BridgeError as error:
                log.warning("a talk does not go on", extra={"error": type(error).__name__})
                talk.reason = f"It could not go on: {error}"
            else:
                return
        talk.change(stopped_at=utc_now(), paused=False)
        self.talks[talk.id] = talk
        with contextlib.suppress(StorageError):
            await self._shelf.keep(talk.sheet)

    async def aclose(self) -> None:
        """Let all talks rest where they are; after the next start they go on."""
        for going in self._going.values():
            going.leave()
        for task in self._tasks:
            task.cancel()
        if self._tasks:
            await asyncio.wait(set(self._tasks))
        await self.casting.aclose()
