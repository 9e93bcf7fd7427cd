"""One person's turn with Timmy: what he is told, what he answers, what is kept."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

import crisis
from bridge.agents import Agent, earshot, told
from bridge.asking import Voiced, ask
from bridge.care import Care
from bridge.errors import (
    BridgeError,
    BudgetError,
    BusyError,
    ModelCutError,
    ModelError,
    ModelTimeoutError,
    StorageError,
)
from bridge.events import SayEvent, this_minute
from bridge.hub import Hub
from bridge.journal import Journal, Statement
from bridge.kept import window_of
from bridge.models.base import Message, ModelOutput
from bridge.models.calls import HURRIED, Account
from bridge.models.entry import Entry
from bridge.presence import Person, Presence, Whereabouts
from bridge.second_vote import Settled, at_once
from bridge.sessions import OWED, Session, Sessions
from bridge.speech import Show, Speech, ended, presentable
from bridge.trace import Sight, Trace, Turns, of_talk
from world.rooms import Room
from world.scene import Scene, with_scene
from world.state import WorldState

log = logging.getLogger(__name__)

#: Those present, visitors and overheard lines that a scene tells of, the latest ones.
_PRESENT = 20
_VISITORS = 20
_HEARD = 12


@dataclass(frozen=True, slots=True)
class View:
    """What Timmy perceives, and what of it is on record."""

    scene: Scene
    sight: Sight


def view_for(
    session: Session,
    rooms: Mapping[str, Room],
    *,
    state: WorldState,
    presence: Presence,
    hub: Hub,
    note: str,
    residents: Callable[[str], Sequence[str]],
    last_id: int,
) -> View:
    """Return what Timmy perceives when this person speaks to him, after the event `last_id`.

    `residents` tells who of the house is in a room.
    Other people's words are in it only if they were said aloud in this room while the person was
    there, and never what somebody said to Timmy.
    """
    here = presence.where(session.person)
    room = rooms[here.room if here else session.room]
    others = presence.latest_in(room.name, _PRESENT + 1)
    names = [other.username for other in others if other.person != session.person][-_PRESENT:]
    heard = _heard(hub, here) if here else []
    scene = Scene(
        room=room.name,
        description=room.description,
        things=state.things_in(room, time.time()),
        exits=room.leads_to,
        visitor=session.username,
        present=(*names, *residents(room.name)),
        visitors=tuple(state.room(room.name).visitor_history[-_VISITORS:]),
        heard=tuple(told(event.username, event.message) for event in heard),
        time=this_minute(),
        note=note,
    )
    ids = tuple(event.id for event in heard if event.id)
    return View(scene, Sight(room.name, ids, last_id, len(names)))


def _heard(hub: Hub, here: Whereabouts) -> list[SayEvent]:
    """Return what others said since the person came in: Timmy listens where they are."""
    timmy = Agent("Timmy", here.room, here.since)
    heard = earshot(timmy, hub.recent(here.room), echoes=hub.echoes(here.room))
    return [event for event in heard if (event.realm, event.user_id) != here.person][-_HEARD:]


@dataclass(frozen=True, slots=True)
class Turn:
    """What Timmy answered; `durable` is False when the disk has not taken it yet.

    Attributes:
        by: the model that answered; None within a crisis window, where words of ours may have.
    """

    reply: str
    durable: bool = True
    by: Entry | None = None


async def take_turn(
    session: Session,
    words: str,
    *,
    view: View,
    unwritten: bool,
    voiced: Voiced,
    account: Account,
    care: Care,
    journal: Journal,
    then: Callable[[str, Entry], Sequence[Statement]],
    show: Show | None = None,
    settled: Settled = at_once,
) -> Turn:
    """Return Timmy's answer to `words`, remembered and written together with them.

    Runs under the session's lock. Within a crisis window, and when one opens meanwhile, nothing is
    written: the turn stays in memory, a model's reply must pass the guard, and words of ours stand
    in for one that fails; so they do at any time for one that harms. Nor is a turn written that is
    to be `unwritten`. A turn that may be written is not made in sight of one that was not, because
    it may quote it. A disk that fails keeps nobody from talking: the turn is in memory, and owed to
    the journal. `then` returns what is to be written together with a reply, and is told whose it
    is.

    `show` is given the reply sentence by sentence, as it comes; what is still missing of it when
    this returns may be shown too. Within a crisis window it comes whole, when it has been found
    fit. What was shown is how the reply begins, or this raises. `settled` is waited for before
    anything comes of a reply.

    Raises:
        ModelError: the model failed; the dialogue is as it was before. So it is when `settled`
            raises.
        BudgetError: `account` cannot pay for a reply; likewise.
        ForgottenError: the person has asked to be forgotten; nothing of it is kept.
    """
    await _restored(session, journal)
    session.still_known()
    now = Message("user", with_scene(view.scene, words))
    in_danger = care.state(session.person) is not None
    unwritten = unwritten or in_danger
    if not unwritten:
        session.window.forget_unwritten()
    turns = _turns_in(session)

    def calm() -> bool:
        return not (unwritten or session.forgotten or care.state(session.person))

    speech, take = Speech(show, calm, crisis.fit_anywhere), voiced.take()
    answer = None
    try:
        heard = speech if show else None
        async with _hurried_by_danger(session.person, care):
            answer = await ask(session, now, voiced, account, heard, take=take, hurried=in_danger)
        await settled()
        reply = _shown(answer.output, speech.shown)
        reply = care.fit(session.person, reply, numbers_shown=unwritten)
    except (ModelError, BudgetError):
        if calm():
            take.keep()
        if care.state(session.person) is None:
            raise
        log.warning("model failed within a crisis window")
        reply = ""
    session.still_known()
    if answer is None or unwritten or care.state(session.person):
        # What stood there before the window opened has been read, and is not taken back.
        staying = crisis.STAYING[care.language(session.person)]
        reply = reply or f"{speech.shown}\n\n{staying}".lstrip()
        session.remember(words, reply, unwritten=True)
        speech.finish(reply)
        return Turn(reply)
    if reply:
        take.keep()
    else:  # and what was said instead is no reply to be given again
        reply = f"{speech.shown}\n\n{crisis.unsaid(answer.output.text)}".lstrip()
    trace = of_talk(answer, view.sight, turns)
    by = answer.entry
    durable = await _keep(session, words, reply, trace, care, journal, lambda text: then(text, by))
    return Turn(reply, durable, by)


@asynccontextmanager
async def _hurried_by_danger(person: Person, care: Care) -> AsyncIterator[None]:
    """Hold a call, which has only a moment left once `person` shows a sign of crisis.

    What they say then waits for it to end.

    Raises:
        ModelTimeoutError: the moment has passed.
    """
    clock = asyncio.get_running_loop().time
    try:
        async with asyncio.timeout(None) as limit:

            def hurry() -> None:
                if limit.when() is None:
                    limit.reschedule(clock() + HURRIED.all_first_tokens)

            with care.watching(person, hurry):
                yield
    except TimeoutError:
        raise ModelTimeoutError("The model took too long to answer; please try again.") from None


def _turns_in(session: Session) -> Turns | None:
    """Return which turns a prompt holds that is made now."""
    turns = session.window.turns
    return (turns[0].n, turns[-1].n) if turns else None


def _shown(output: ModelOutput, begun: str) -> str:
    """Return what a model has said as people may see it; `begun` is what they have seen of it.

    Raises:
        ModelCutError: it begins in another way.
    """
    reply = presentable(output.text)
    if not reply.startswith(begun):
        raise ModelCutError("Timmy lost the thread. Please say it again.")
    return ended(reply, begun) if output.stop_reason == "max_tokens" else reply


def seated(
    sessions: Sessions, rooms: Mapping[str, Room], person: Person, username: str, room: str
) -> Session | None:
    """Return the session of `person`, opened if need be; None where there is no place for it."""
    session = sessions.get(person)
    if session is None and room in rooms:
        try:
            session = sessions.open(person, username, room)
        except BusyError:
            log.warning("no session free")
    return session


async def settle(session: Session, journal: Journal) -> None:
    """Write the turns that are owed to the journal, if it takes them now.

    Raises:
        BridgeError: it does not.
    """
    async with session.lock:
        if session.owed and await _restored(session, journal) and not session.forgotten:
            await journal.write(session.rows_with(session.owed))
            session.owed = []


async def _keep(
    session: Session,
    words: str,
    reply: str,
    trace: Trace,
    care: Care,
    journal: Journal,
    then: Callable[[str], Sequence[Statement]],
) -> bool:
    """Remember the turn and write it, with those that are owed; whether nothing is owed now.

    One that is owed comes to the journal without its trace. None is when a sign of crisis was seen
    meanwhile, maybe in this very turn: then it stays in memory.
    """
    also = then(reply)
    # Before it is written, because a sign of crisis waits for no disk, and takes the next number.
    session.remember(words, reply)
    turn = (session.count, words, reply)
    try:
        if not session.restored:
            raise StorageError("What was said before cannot be read.")
        traced = trace.row(session.person.key, turn[0], session.last_active)
        await journal.write([*session.rows_with([*session.owed, turn]), traced, *also])
        session.owed = []
    except BridgeError as error:
        log.warning("turn not written yet", extra={"error": type(error).__name__})
        if care.state(session.person):
            session.take_back(turn[0], words)
        else:
            session.owed = [*session.owed, turn][-OWED:]
    return not session.owed


async def _restored(session: Session, journal: Journal) -> bool:
    """Read back the dialogue of somebody who returns; False while the disk cannot be read."""
    if session.restored:
        return True
    asked = "SELECT created, messages FROM sessions WHERE person = ?"
    try:
        row, kept = await journal.read(
            lambda db: (
                db.execute(asked, (session.person.key,)).fetchone(),
                window_of(db, session.person),
            )
        )
    except BridgeError as error:
        log.warning("dialogue not read", extra={"error": type(error).__name__})
        return False
    session.restored = True
    if row is None:
        return True
    # A summary may stand for turns that were written nowhere, which had their numbers too.
    missing = max(0, max(row[1], kept.summary.upto) - session.known)
    session.created, session.count = row[0], session.count + missing
    session.owed = [(n + missing, asked, replied) for n, asked, replied in session.owed]
    session.window = kept.followed_by(session.window, missing)
    return True
