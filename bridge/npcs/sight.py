"""What one of the house perceives when it is its turn: the room, and what it has heard there."""

from collections.abc import Sequence

from bridge.agents import Agent, as_seen_by, earshot, told
from bridge.events import Event, SayEvent, this_minute
from bridge.models.base import Message
from bridge.npcs.order import named_in
from bridge.npcs.place import Place, Resident
from world.chronicle import listed
from world.scene import Line, Scene, with_scene

#: Those present that a scene tells of, the latest ones.
PRESENT = 20
_NOTHING_HEARD = "<heard>\n[]\n</heard>"

_BEGIN = "Nobody has said anything for a while. Say what is on your mind, or go on."
_NAMED = "A visitor has spoken to you, by name. Answer them before anything else."
_SPOKEN = "A visitor has spoken. Answer them before anything else."
_CAME = "Somebody has just come in: `visitor`. Greet each whom it names."
_WAITS = "A visitor has sat down to listen. Go on with each other."


def messages_for(
    resident: Resident,
    place: Place,
    *,
    events: Sequence[Event],
    echoes: set[int],
    present: Sequence[str],
    things: dict[str, str],
) -> list[Message]:
    """Return the prompt for a turn of `resident`: the last message has the scene.

    Args:
        resident: whose turn it is.
        place: where it is.
        events: what happened lately, anywhere; of other rooms nothing is told.
        echoes: ids of lines that were passed on, which are told to nobody.
        present: who else is there, by name.
        things: what can be looked at, as it is now.
    """
    agent = Agent(resident.name, resident.room, resident.since)
    heard = earshot(agent, events, echoes=echoes)
    said = as_seen_by(resident.name, [_line(resident, event) for event in heard])
    if not said or said[-1].role == "assistant":
        said.append(Message("user", _NOTHING_HEARD))
    if said[0].role == "assistant":
        said.insert(0, Message("user", _NOTHING_HEARD))
    note = _note(resident, place, [event for event in events if agent.witnessed(event)])
    scene = Scene(
        room=place.room.name,
        description=place.room.description,
        things=things,
        exits=place.room.leads_to,
        visitor=_visitor(place, present, is_answered=note in {_NAMED, _SPOKEN}),
        present=tuple(told(name, "").speaker for name in present),
        visitors=(),
        heard=(),
        time=this_minute(),
        note=note,
    )
    return [*said[:-1], Message("user", with_scene(scene, said[-1].text))]


def _visitor(place: Place, present: Sequence[str], *, is_answered: bool) -> str:
    """Return who is turned to: whoever has spoken, else all who have just come in together."""
    names = [] if is_answered else [name for name in place.came if name in present]
    if not names and place.noticed in present:
        names = [place.noticed]
    return listed(told(name, "").speaker for name in names)


def _line(resident: Resident, event: SayEvent) -> Line:
    """Return a line with its speaker; who bears this one's name by chance is not it."""
    line = told(event.username, event.message)
    if line.speaker == resident.name and event.realm != "npc":
        return Line(f"{line.speaker} (a visitor)", line.text)
    return line


def _note(resident: Resident, place: Place, events: Sequence[Event]) -> str:
    """Return what the house tells of the moment, in words of ours alone."""
    last = events[-1] if events else None
    if last and last.realm != "npc":
        if last.type == "say":
            return _NAMED if named_in(last.message, [resident]) else _SPOKEN
        if last.type == "presence" and last.event == "enter":
            return _CAME
    if place.came:
        return _CAME
    if place.lines > 1:
        return ""
    return _WAITS if place.noticed else _BEGIN
