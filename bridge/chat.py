"""One person's turn with Timmy: what he is told, what he answers, what is kept."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import crisis
from bridge.care import Care
from bridge.errors import BridgeError, BusyError, ModelEmptyError, ModelError, StorageError
from bridge.events import this_minute
from bridge.hub import Hub
from bridge.journal import Journal, Statement
from bridge.models.base import GenerateConfig, Message, Model
from bridge.models.calls import Deadlines, call
from bridge.presence import Person, Presence, Whereabouts
from bridge.sessions import OWED, Session, Sessions
from world.personas import Persona
from world.rooms import Room
from world.scene import Heard, Scene, with_scene
from world.state import WorldState
from world.text import plain

log = logging.getLogger(__name__)

#: Those present, visitors and overheard lines that a scene tells of, the latest ones.
_PRESENT = 20
_VISITORS = 20
_HEARD = 12
#: Characters of a reply; what a model says beyond them is not shown.
_LONGEST = 4000


@dataclass(frozen=True, slots=True)
class Voiced:
    """A persona with the model that voices it.

    Attributes:
        system: persona and crisis protocol; the same bytes in every call, so that they are cached.
    """

    persona: Persona
    model: Model
    deadlines: Deadlines
    config: GenerateConfig
    system: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "system", f"{self.persona.prompt}\n\n{crisis.PROMPT}")


def scene_for(
    session: Session,
    rooms: Mapping[str, Room],
    *,
    state: WorldState,
    presence: Presence,
    hub: Hub,
    note: str,
) -> Scene:
    """Return what Timmy perceives when this person speaks to him.

    Other people's words are in it only if they were said aloud in this room while the person was
    there, and never what somebody said to Timmy.
    """
    here = presence.where(session.person)
    room = rooms[here.room if here else session.room]
    others = presence.latest_in(room.name, _PRESENT + 1)
    names = [other.username for other in others if other.person != session.person]
    return Scene(
        room=room.name,
        description=room.description,
        things=room.to_look_at,
        exits=room.leads_to,
        visitor=session.username,
        present=tuple(names[-_PRESENT:]),
        visitors=tuple(state.room(room.name).visitor_history[-_VISITORS:]),
        heard=_heard(hub, here) if here else (),
        time=this_minute(),
        note=note,
    )


def _heard(hub: Hub, here: Whereabouts) -> tuple[Heard, ...]:
    """Return what others said since the person came in."""
    said: list[Heard] = []
    for event in hub.said_since(here.room, here.since):
        # A message that is empty now was somebody's who has been forgotten.
        if event.message and (event.realm, event.user_id) != here.person:
            said.append(Heard(event.username, event.message))
            if len(said) == _HEARD:
                break
    return tuple(reversed(said))


@dataclass(frozen=True, slots=True)
class Turn:
    """What Timmy answered; `durable` is False when the disk has not taken it yet."""

    reply: str
    durable: bool = True


async def take_turn(
    session: Session,
    words: str,
    *,
    scene: Scene,
    unwritten: bool,
    voiced: Voiced,
    care: Care,
    journal: Journal,
    then: Callable[[str], Sequence[Statement]],
) -> Turn:
    """Return Timmy's answer to `words`, remembered and written together with them.

    Runs under the session's lock. Within a crisis window, and when one opens meanwhile, nothing is
    written: the turn stays in memory, a model's reply must pass the guard, and words of ours stand
    in for one that fails. Nor is a turn written that is to be `unwritten`. A disk that fails keeps
    nobody from talking: the turn is in memory, and owed to the journal. `then` returns what is to
    be written together with a reply.

    Raises:
        ModelError: the model failed; the dialogue is as it was before.
        ForgottenError: the person has asked to be forgotten; nothing of it is kept.
    """
    await _restored(session, journal)
    session.still_known()
    messages = [*session.messages, Message("user", with_scene(scene, words))]
    unwritten = unwritten or care.state(session.person) is not None
    try:
        output = await call(
            voiced.model,
            messages,
            system=voiced.system,
            config=voiced.config,
            deadlines=voiced.deadlines,
        )
        reply = care.fit(session.person, _shown(output.text), numbers_shown=unwritten)
    except ModelError:
        if care.state(session.person) is None:
            raise
        log.warning("model failed within a crisis window", extra={"model": voiced.model.name})
        reply = ""
    session.still_known()
    if unwritten or care.state(session.person):
        reply = reply or crisis.STAYING[_language(session, care)]
        session.remember(words, reply, unwritten=True)
        return Turn(reply)
    return Turn(reply, await _keep(session, words, reply, journal, then))


def _shown(text: str) -> str:
    """Return `text` of a model as people may see it.

    Raises:
        ModelEmptyError: nothing of it can be seen.
    """
    reply = plain(text, lines=True).strip()[:_LONGEST]
    if not reply:
        raise ModelEmptyError("Timmy is silent for a moment. Please try again.")
    return reply


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
    journal: Journal,
    then: Callable[[str], Sequence[Statement]],
) -> bool:
    """Write the turn, with those that are owed, and remember it; whether it is on disk."""
    turn = (session.count + 2, words, reply)
    try:
        if not session.restored:
            raise StorageError("What was said before cannot be read.")
        await journal.write([*session.rows_with([*session.owed, turn]), *then(reply)])
        session.owed = []
    except BridgeError as error:
        log.warning("turn not written yet", extra={"error": type(error).__name__})
        session.owed = [*session.owed, turn][-OWED:]
    session.remember(words, reply)
    return not session.owed


def _language(session: Session, care: Care) -> str:
    state = care.state(session.person)
    return state.language if state else "en"


async def _restored(session: Session, journal: Journal) -> bool:
    """Read back the dialogue of somebody who returns; False while the disk cannot be read."""
    if session.restored:
        return True
    key = session.person.key
    try:
        row, turns = await journal.read(
            lambda db: (
                db.execute(
                    "SELECT created, messages FROM sessions WHERE person = ?", (key,)
                ).fetchone(),
                db.execute(
                    "SELECT asked, replied FROM turns WHERE person = ? ORDER BY n DESC LIMIT 30",
                    (key,),
                ).fetchall(),
            )
        )
    except BridgeError as error:
        log.warning("dialogue not read", extra={"error": type(error).__name__})
        return False
    session.restored = True
    if row is None:
        return True
    kept: list[Message] = []
    for asked, replied in reversed(turns):
        kept += [Message("user", asked), Message("assistant", replied)]
    missing = row[1] + len(session.messages) - session.count
    session.created, session.count = row[0], session.count + missing
    session.owed = [(n + missing, asked, replied) for n, asked, replied in session.owed]
    session.messages = [*kept, *session.messages]
    return True
