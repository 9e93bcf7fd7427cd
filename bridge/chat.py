"""One person's turn with Timmy: what he is told, what he answers, what is kept."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import crisis
from bridge.care import Care
from bridge.errors import ModelError
from bridge.events import Event, SayEvent, utc_now
from bridge.hub import Hub
from bridge.journal import Journal
from bridge.models.base import GenerateConfig, Message, Model
from bridge.models.calls import Deadlines, call
from bridge.presence import Presence
from bridge.sessions import Session
from world.personas import Persona
from world.rooms import Room
from world.scene import Heard, Scene, with_scene
from world.state import WorldState
from world.text import plain

log = logging.getLogger(__name__)

#: Visitors and overheard lines that a scene tells of, the latest ones.
_VISITORS = 20
_HEARD = 12


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

    @property
    def system(self) -> str:
        """The system prompt of every turn."""
        return f"{self.persona.prompt}\n\n{crisis.PROMPT}"


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
    room = rooms[session.room]
    others = [h.username for h in presence.in_room(room.name) if h.person != session.person]
    here = presence.where(session.person)
    return Scene(
        room=room.name,
        description=room.description,
        things={thing.name: thing.description for thing in room.things},
        exits=tuple(exit_.to for exit_ in room.exits),
        visitor=session.username,
        present=tuple(others),
        visitors=tuple(state.room(room.name).visitor_history[-_VISITORS:]),
        heard=_heard(hub.recent(room.name), session, since=here.since if here else None),
        time=f"{utc_now()[:16]}+00:00",
        note=note,
    )


def _heard(events: Sequence[Event], session: Session, *, since: int | None) -> tuple[Heard, ...]:
    if since is None:
        return ()
    said = [e for e in events if isinstance(e, SayEvent) and e.id is not None and e.id > since]
    return tuple(Heard(speaker=e.username, text=e.message) for e in said[-_HEARD:])


async def take_turn(
    session: Session, words: str, *, scene: Scene, voiced: Voiced, care: Care, journal: Journal
) -> str:
    """Return Timmy's answer to `words`, remembered and written together with them.

    Runs under the session's lock. Within a crisis window nothing is written: the turn stays in
    memory, a model's reply must pass the guard, and words of ours stand in for one that fails.

    Raises:
        ModelError: the model failed; the dialogue is as it was before.
        StorageError: the answer could not be kept.
    """
    await _restore(session, journal)
    messages = [*session.messages, Message("user", with_scene(scene, words))]
    in_crisis = care.state(session.person) is not None
    try:
        output = await call(
            voiced.model,
            messages,
            system=voiced.system,
            config=voiced.config,
            deadlines=voiced.deadlines,
        )
        reply = care.fit(session.person, plain(output.text, lines=True).strip())
    except ModelError:
        if not in_crisis:
            raise
        log.warning("model failed within a crisis window", extra={"model": voiced.model.name})
        reply = ""
    if not in_crisis:
        await _keep(session, words, reply, journal)
    else:
        reply = reply or crisis.STAYING[_language(session, care)]
        session.remember(words, reply)
    return reply


async def _keep(session: Session, words: str, reply: str, journal: Journal) -> None:
    """Write the turn, then remember it; a turn that cannot be written is not remembered either."""
    await journal.write(session.rows_with(words, reply))
    session.remember(words, reply)


def _language(session: Session, care: Care) -> str:
    state = care.state(session.person)
    return state.language if state else "en"


async def _restore(session: Session, journal: Journal) -> None:
    """Read back the dialogue of somebody who returns."""
    if session.restored:
        return
    key = session.person.key
    row, turns = await journal.read(
        lambda db: (
            db.execute(
                "SELECT created, messages FROM sessions WHERE person = ?", (key,)
            ).fetchone(),
            db.execute(
                "SELECT asked, replied FROM turns WHERE person = ? ORDER BY n DESC LIMIT 30", (key,)
            ).fetchall(),
        )
    )
    session.restored = True
    if row is None:
        return
    kept = [
        Message(role, text)
        for asked, replied in reversed(turns)
        for role, text in (("user", asked), ("assistant", replied))
    ]
    session.created, session.count = row[0], row[1] + len(session.messages)
    session.messages = [*kept, *session.messages]
