"""Agents talking among themselves: turn by turn, until a named ending."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from math import inf
from typing import Final, TypeAlias, TypeVar

from bridge.conversations.actor import Actor, Order, round_robin
from bridge.conversations.ending import SENTENCES, STOP, Ending, LoopDetector
from bridge.conversations.happening import (
    AnyHappening,
    Ended,
    Heard,
    HelpShown,
    MediaMade,
    Past,
    Paused,
    Resumed,
    Said,
    Spoke,
    Started,
    Trouble,
    TurnBegan,
)
from bridge.conversations.people import People
from bridge.conversations.proceedings import Proceedings
from bridge.conversations.seeing import View, without_header
from bridge.conversations.speaker import Speaker
from bridge.errors import (
    BridgeError,
    BudgetError,
    ModelEmptyError,
    ModelError,
    ModelTimeoutError,
    ModelTooLongError,
)
from bridge.models.calls import Account, Answer, Deadlines, Timing
from bridge.models.recording import Recorder
from bridge.trouble import kind_of

log = logging.getLogger(__name__)

Tell: TypeAlias = Callable[[AnyHappening], Awaitable[None]]
AfterRound: TypeAlias = Callable[[int, Sequence[Spoke]], Awaitable[None]]
#: Says how many seconds the last line stays alone.
Pace: TypeAlias = Callable[[], float]
#: Waits until there is more to pay with than there was when a turn was refused.
Renewed: TypeAlias = Callable[[BudgetError], Awaitable[None]]
_T = TypeVar("_T")

#: Nobody sits and waits for a word, and replies are long. They are judged before they are heard, so
#: the first text of one comes with its last.
UNHURRIED: Final = Deadlines(first_token=90.0, silence=60.0, all_first_tokens=600.0, total=600.0)


def at_once() -> float:
    """Let no line stay alone."""
    return 0.0


class _Over(Exception):  # noqa: N818 - no error
    """The talk is over."""

    def __init__(self, ending: Ending, sentence: str = "") -> None:
        super().__init__(ending)
        self.ending, self.sentence = ending, sentence or SENTENCES[ending]


class Conversation:
    """A talk of actors."""

    def __init__(
        self,
        actors: Sequence[Actor],
        *,
        tell: Tell,
        order: Order = round_robin,
        view: View | None = None,
        max_rounds: int | None = None,
        deadlines: Deadlines = UNHURRIED,
        account: Account | None = None,
        said: Sequence[Past] = (),
        after_round: AfterRound | None = None,
        stop: str = STOP,
        loop: LoopDetector | None = None,
        recorder: Recorder | None = None,
        timing: Timing | None = None,
        pace: Pace = at_once,
        max_turns: int | None = None,
        patience: int = 0,
        renewed: Renewed | None = None,
    ) -> None:
        """Seat the actors, whose names must differ.

        Args:
            actors: who speaks.
            tell: is told of all that happens, before anything else does.
            order: who is next.
            view: how each sees what the others say; None: with names where there are three.
            max_rounds: after so many rounds it ends, counted from the beginning of the talk.
            deadlines: how long one reply may take.
            account: who pays; None: nobody counts.
            said: what was before, when a talk goes on.
            after_round: is called once everybody has had a turn, with what they said.
            stop: whoever says this ends the talk.
            loop: sees whether it goes in circles; None: one that waits for three rounds.
            recorder: writes down the calls to models, so that the talk can be replayed.
            timing: the clock of the models' calls.
            pace: how long each line stays alone, before the next turn.
            max_turns: after so many turns it ends, counted from the beginning of the talk.
            patience: so many turns in a row may fail, whoever's they are, before it ends.
            renewed: waits, where there is too little left for a turn, until there is more; None:
                then the talk ends.
        """
        view = view or ("plain" if len(actors) < 3 else "named")
        seat = partial(
            Speaker,
            view=view,
            deadlines=deadlines,
            account=account,
            recorder=recorder,
            timing=timing,
        )
        self._speakers = {actor.name: seat(actor) for actor in actors}
        self._tell, self._order, self._after_round = tell, order, after_round
        self._max_rounds, self._stop, self._recorder = max_rounds, stop, recorder
        self._max_turns, self._patience, self._renewed = max_turns, patience, renewed
        self._pace, self._failures = pace, 0
        self._loop = loop or LoopDetector(max(6, 3 * len(actors)))
        self._people = People(self._speakers)
        self._so_far = Proceedings(list(self._speakers))
        for past in said:
            self._take(past)
        self._calls = self._so_far.calls  # those of earlier runs
        self._wished: _Over | None = None
        self._wish, self._stirred = asyncio.Event(), asyncio.Event()
        self._paused = self._one_step = False
        self._help: list[asyncio.Future[None]] = []

    @property
    def lines(self) -> Sequence[Said]:
        """Return all that was said, earlier runs included."""
        return self._so_far.lines

    # --- From outside -----------------------------------------------------------------------------

    def pause(self) -> None:
        """Let nobody speak after the present turn, until it goes on."""
        self._paused, self._one_step = True, False
        self._stirred.set()

    def resume(self) -> None:
        """Let the talk go on."""
        self._paused = self._one_step = False
        self._stirred.set()

    def step(self) -> None:
        """Let one more actor speak at once, and pause."""
        self._paused = self._one_step = True
        self._stirred.set()

    def at_pace(self, pace: Pace) -> None:
        """Let each line stay alone for so long from now on, the last one included."""
        self._pace = pace
        self._stirred.set()

    def inject(self, speaker: str, text: str) -> bool:
        """Let a person say something, which is heard before the next turn.

        Where it is a sign of crisis they are shown help at once, whatever else goes on; the talk
        ends, and no model, log or actor gets a word of it. Return whether it was.

        Raises:
            BusyError: too many lines wait already.
        """
        if self.notice(text):
            return True
        self.put_in(speaker, text)
        return False

    def put_in(self, speaker: str, text: str) -> None:
        """Let a line be heard before the next turn that was read for signs of crisis already.

        Raises:
            BusyError: too many lines wait already.
        """
        self._people.say(speaker, text)
        self._stirred.set()

    def notice(self, text: str) -> bool:
        """Read what somebody wrote who says nothing in the talk; a sign in it is one all the same.

        Return whether it was.
        """
        if help_ := self._people.help_for(text):
            self._help.append(asyncio.ensure_future(self._tell(HelpShown(text=help_))))
            self.end("crisis_pause")
        return bool(help_)

    def end(self, ending: Ending, sentence: str = "") -> None:
        """End the talk; who is speaking is interrupted, and it counts as unsaid."""
        if self._wished is None or ending == "crisis_pause":
            self._wished = _Over(ending, sentence)
            self._wish.set()
            self._stirred.set()

    def count(self, made: MediaMade) -> None:
        """Let what an image took be part of what the talk has come to."""
        self._take(made)

    # --- The talk ---------------------------------------------------------------------------------

    async def run(self) -> Ended:
        """Let them talk; return how it ended, when everybody has been told.

        Cancelled, it ends as by the operator, and is cancelled.
        """
        try:
            over = await self._talk()
        except asyncio.CancelledError:
            await self._finish(_Over("operator"))
            raise
        return await self._finish(over)

    async def _talk(self) -> _Over:
        names = tuple(self._speakers)
        models = tuple(speaker.actor.entry.key for speaker in self._speakers.values())
        try:
            await self._tell(Started(actors=names, models=models, lines=len(self.lines)))
            while True:
                self._end_if_over()
                await self._rest()
                try:
                    await self._take_turn()
                except BudgetError as error:
                    await self._wait_for_more(error)
        except _Over as over:
            return over
        except BudgetError as error:
            return _Over("budget", str(error))
        except BridgeError as error:
            log.warning("conversation failed", extra={"error": type(error).__name__})
            return _Over("error", str(error))

    async def _finish(self, over: _Over) -> Ended:
        """Tell of the ending; one that cannot be written down is an ending all the same."""
        totals = self._so_far.totals(self._calls_made())
        ended = Ended(ending=over.ending, sentence=over.sentence, totals=totals)
        with contextlib.suppress(BridgeError):
            for shown in self._help:
                await shown
            await self._tell(ended)
        return ended

    def _end_if_over(self) -> None:
        if self._wished:
            raise self._wished
        for most, reached in (
            (self._max_rounds, self._so_far.round - 1),
            (self._max_turns, self._so_far.turns),
        ):
            if most is not None and reached >= most:
                raise _Over(
                    "max_turns", f"Reached maximum number of turns ({most}). Conversation ended."
                )

    async def _rest(self) -> None:
        """Let a reader read the last line, and wait while the talk is paused; people are heard."""
        clock, pace = asyncio.get_running_loop().time, None
        since, seconds, paused = clock(), 0.0, False
        while True:
            self._stirred.clear()
            await self._hear_people()
            if self._wished:
                raise self._wished
            if pace is not self._pace:
                pace = self._pace
                seconds = pace() if self.lines else 0.0
            left = inf if self._paused else since + seconds - clock()
            if self._one_step or left <= 0:
                break
            if self._paused and not paused:
                paused = True
                await self._tell(Paused())
            else:
                await _unless_stirred(self._stirred, left)
        if paused:
            await self._tell(Resumed())
        self._one_step = False

    async def _wait_for_more(self, error: BudgetError) -> None:
        """Wait until more is left than was for the turn that `error` took back; people are heard.

        Raises:
            BudgetError: nobody waits for that, or it will never be enough.
        """
        if self._renewed is None or error.retry_after is None:
            raise error
        await self._tell(Paused(sentence=str(error)))
        renewed = asyncio.ensure_future(self._renewed(error))
        renewed.add_done_callback(lambda _: self._stirred.set())
        try:
            while not renewed.done():
                self._stirred.clear()
                await self._hear_people()
                if self._wished:
                    raise self._wished
                await self._stirred.wait()
            renewed.result()  # a fault in it is one of the talk
        finally:
            renewed.cancel()
            await asyncio.wait((renewed,))
        await self._tell(Resumed())

    async def _hear_people(self) -> None:
        while said := self._people.next():
            name, text = said
            self._loop.hear_person(text)
            await self._add(Heard(n=self._so_far.next, actor=name, text=text))

    async def _take_turn(self) -> None:
        """Let the next one speak, and see whether that was the end of the round, or of all."""
        name = self._order(self._so_far.waiting, self.lines)
        failures = self._failures
        spoke = await self._unless_ended(self._spoken(self._speakers[name]))
        if self._recorder:
            await self._recorder.written()
        await self._add(spoke)
        if self._failures <= failures:
            self._end_after(spoke)
        if self._so_far.round > spoke.round and self._after_round:
            said = self._so_far.of_round(spoke.round)
            await self._unless_ended(self._after_round(spoke.round, said))

    def _end_after(self, spoke: Spoke) -> None:
        """End the talk if these words end it, or bring nothing new once too often."""
        name = spoke.actor
        if self._stop and self._stop in spoke.text:
            raise _Over("stop_sequence", f"{name} has ended the conversation with {self._stop}.")
        if self._loop.is_mute(name, spoke.text):
            raise _Over("loop_detected", f"{name} says nothing any more; the talk was ended.")
        if self._loop.hear(spoke.text):
            raise _Over("loop_detected")

    async def _spoken(self, speaker: Speaker) -> Spoke:
        """Return what one actor says; one that says nothing, or what is unfit, says an empty line.

        So does one whose model fails, for as long as that is borne with.

        Raises:
            _Over: models have failed once too often.
            BudgetError: there is too little left to ask it.
        """
        name, n, around = speaker.actor.name, self._so_far.next, self._so_far.round
        await self._tell(TurnBegan(actor=name, n=n, round=around))
        clock = asyncio.get_running_loop().time
        asked = clock()
        try:
            answer = await self._answer(speaker)
            self._failures = 0
        except ModelEmptyError:
            await self._tell(Trouble(actor=name, sentence=f"{name} says nothing this time."))
            answer = None
        except ModelError as error:
            details = _details(error, speaker, clock() - asked)
            await self._bear(name, f"{name} cannot answer: {kind_of(error)}{details}.")
            answer = None
        spoke = Spoke(n=n, round=around, actor=name, text="", calls=self._calls_made())
        return spoke if answer is None else _answered(spoke, answer)

    async def _bear(self, name: str, sentence: str) -> None:
        """Go on without a line of whoever's model has failed, unless it is once too often.

        Raises:
            _Over: it is.
        """
        self._failures += 1
        if self._failures > self._patience:
            raise _Over("error", sentence)
        await self._tell(Trouble(actor=name, sentence=sentence))

    async def _answer(self, speaker: Speaker) -> Answer:
        """Return the reply; where the talk has become too long for it, with less of it in sight."""
        await self._shorten(speaker)
        try:
            return await speaker.say(self.lines)
        except ModelTooLongError:
            if not await self._shorten(speaker, now=True):
                raise
            return await speaker.say(self.lines)

    async def _shorten(self, speaker: Speaker, *, now: bool = False) -> bool:
        told = await speaker.shorten(self.lines, now=now)
        if told:
            self._take(told)
            await self._tell(told)
        return told is not None

    def _calls_made(self) -> int:
        return self._calls + sum(speaker.calls for speaker in self._speakers.values())

    async def _add(self, line: Said) -> None:
        self._take(line)
        await self._tell(line)

    def _take(self, told: Past) -> None:
        """Take note of what happens now, or happened before this run."""
        self._so_far.take(told)
        if told.type == "summarised":
            self._speakers[told.actor].context.take(told)

    async def _unless_ended(self, work: Awaitable[_T]) -> _T:
        """Return what comes of `work`, which is given up as soon as the talk is to end."""
        working, wished = asyncio.ensure_future(work), asyncio.create_task(self._wish.wait())
        try:
            await asyncio.wait((working, wished), return_when=asyncio.FIRST_COMPLETED)
            if self._wished:
                raise self._wished
            return working.result()
        finally:
            working.cancel()
            wished.cancel()
            await asyncio.wait((working, wished))
            if not working.cancelled():
                working.exception()  # whoever wanted it has seen it


async def _unless_stirred(stirred: asyncio.Event, seconds: float) -> None:
    """Wait so long, or until something happens that counts for whoever waits."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(None if seconds == inf else seconds):
            await stirred.wait()


def _details(error: ModelError, speaker: Speaker, seconds: float) -> str:
    """Return what else helps whoever has to mend it: which model was asked, where, and how long."""
    entry, facts = speaker.actor.entry, error.facts
    parts = [f"{entry.provider}/{entry.api_name}"] if entry.provider else []
    if address := facts.get("address"):
        parts.append(f"asked at {address}")
    if status := facts.get("status_code"):
        parts.append(f"status {status}")
    if isinstance(error, ModelTimeoutError):
        parts.append(f"waited for {seconds:.0f} seconds")
    return f" ({', '.join(parts)})" if parts else ""


def _answered(spoke: Spoke, answer: Answer) -> Spoke:
    """Return `spoke` with what came of the call."""
    output = answer.output
    return spoke.model_copy(
        update={
            "text": without_header(spoke.actor, output.text),
            "model": output.model,
            "usage": output.usage,
            "usd": answer.entry.cost(output.usage),
            "seconds": round(answer.seconds, 3),
        }
    )
