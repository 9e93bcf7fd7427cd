"""Who lives in the house, where each of them is, and when they may talk: nothing here waits."""

import asyncio
import random
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

import crisis
from bridge.agents import RULE
from bridge.conversations.ending import Ending, LoopDetector
from bridge.events import Event
from bridge.models.base import GenerateConfig
from bridge.models.calls import Candidate, Deadlines
from bridge.npcs.switch import Switch
from bridge.presence import Presence
from world.personas import Persona, house_rules
from world.rooms import Room

#: Lines in a row without an act of a person: of several who are together, and of one alone.
LINES, ALONE = 6, 1
#: Lines in a row that bring nothing new, after which they are let rest.
CIRCLES = 3
#: Lines that one room may hear in a minute, however much is said to those in it.
LINES_A_MINUTE = 20
#: As many are together where somebody is, if others can come.
COMPANY = 2

#: What they do, as whoever asks is told. Nothing tells why they rest.
Doing = Literal["talking", "resting", "paused"]


@dataclass(slots=True, eq=False)
class Resident:
    """One who lives in the house.

    Attributes:
        room: where it is.
        since: the last event id when it came there; what happened before, it does not know.
        spoke: when it took its last turn, in turns of the whole house.
        system: its prompt; the same bytes in every call, so that they are cached.
    """

    persona: Persona
    candidates: tuple[Candidate, ...]
    room: str
    since: int = 0
    spoke: int = 0
    system: str = field(init=False)

    def __post_init__(self) -> None:
        parts = (self.persona.prompt, house_rules(), RULE, crisis.PROMPT)
        self.system = "\n\n".join(parts)

    @property
    def key(self) -> str:
        """The id by which events tell of it."""
        return self.persona.key

    @property
    def name(self) -> str:
        """What it is called."""
        return self.persona.name

    @property
    def at_home(self) -> bool:
        """Whether nothing draws it elsewhere."""
        return self.room == self.persona.home


@dataclass(slots=True, eq=False)
class Place:
    """A room, from the side of those who live there.

    Attributes:
        watchers: how many watch it from outside just now, by connections of their own.
        lines: turns in a row since the last act of a person here.
        ending: how the talk here ended; None while one goes on, or nothing keeps one from going on.
        noticed: who came in or spoke last, by name, until they leave; empty: nobody.
        stirred: something has changed that may let somebody here speak, or go.
        turn: what one of them is about to say or to do here, if anything.
    """

    room: Room
    watchers: int = 0
    lines: int = LINES
    ending: Ending | None = None
    noticed: str = ""
    loop: LoopDetector = field(default_factory=lambda: LoopDetector(CIRCLES))
    stirred: asyncio.Event = field(default_factory=asyncio.Event)
    turn: "asyncio.Task[None] | None" = None

    def begin_again(self) -> None:
        """Let those who are here go on, after an act of a person."""
        self.lines = 1 if self.turn else 0  # what is under way is one of theirs
        self.ending = None
        self.loop = LoopDetector(CIRCLES)
        self.stirred.set()

    def interrupt(self) -> None:
        """Take back what one of them was about to say."""
        if self.turn:
            self.turn.cancel()
            self.turn = None
        self.stirred.set()


class Household:
    """Those who live in the house.

    Attributes:
        residents: by their keys.
        places: the rooms, by their names.
        rest: seconds between two lines.
    """

    def __init__(
        self,
        residents: Iterable[Resident],
        rooms: Mapping[str, Room],
        presence: Presence,
        switch: Switch,
        *,
        rest: float,
        deadlines: Deadlines,
        dice: Callable[[], float] = random.random,
    ) -> None:
        self.residents = {resident.key: resident for resident in residents}
        self.places = {room.name: Place(room) for room in rooms.values()}
        self.switch = switch
        self.rest = rest
        self.deadlines = deadlines
        self.dice = dice
        self.config = GenerateConfig(max_tokens=300)
        self._presence = presence
        self._watched: frozenset[str] = frozenset()
        self._turns = 0

    # --- What is --------------------------------------------------------------------------------

    def here(self, room: str) -> list[Resident]:
        """Return who of the house is in `room`."""
        return [one for one in self.residents.values() if one.room == room]

    def names_in(self, room: str) -> list[str]:
        """Return what those are called who are in `room`."""
        return [one.name for one in self.here(room)]

    def has_audience(self, room: str) -> bool:
        """Whether somebody is in `room`, or watches it."""
        place = self.places[room]
        return bool(place.watchers or room in self._watched or self._presence.in_room(room))

    def doing(self, resident: Resident) -> Doing:
        """Return what one of the house does now."""
        if self.switch.paused:
            return "paused"
        place = self.places[resident.room]
        talks = self.has_audience(resident.room) and place.ending is None
        return "talking" if talks and place.lines < self.limit(place) else "resting"

    def limit(self, place: Place) -> int:
        """Return how many lines in a row there may be."""
        return LINES if len(self.here(place.room.name)) > 1 else ALONE

    def may_talk(self, place: Place) -> bool:
        """Whether one of those in a room may take a turn now."""
        return (
            not self.switch.paused
            and place.ending is None
            and place.lines < self.limit(place)
            and bool(self.here(place.room.name))
            and self.has_audience(place.room.name)
        )

    # --- What happens ---------------------------------------------------------------------------

    def hear(self, event: Event) -> None:
        """Take note of what happens; told of each event as it is published."""
        place = self.places.get(event.room)
        if place is None or event.realm == "npc":
            return
        if event.id is None:  # said in a crisis: nobody answers it, and nobody talks over it
            place.interrupt()
        elif event.type == "presence" and event.event == "leave":
            self._left(place, event.username)
        else:
            self.act(event.room, event.username, aloud=event.type == "say")

    def act(self, room: str, name: str = "", *, aloud: bool = False) -> None:
        """Let those in `room` know that a person did something there, `aloud` or not.

        Who speaks comes first: what one of them was about to say is not said.
        """
        place = self.places[room]
        place.noticed = name or place.noticed
        if aloud:
            place.interrupt()
        place.begin_again()

    def _left(self, place: Place, name: str) -> None:
        if place.noticed == name:
            place.noticed = ""
        self._look_round(place)

    def _look_round(self, place: Place) -> None:
        """Stop talking where nobody is left, and go on where somebody is again."""
        if not self.has_audience(place.room.name):
            place.interrupt()
        place.stirred.set()

    def watched_by_the_mud(self, rooms: Iterable[str]) -> None:
        """Take over which rooms players watch."""
        watched = frozenset(name for name in rooms if self.is_watchable(name))
        begun, ended = watched - self._watched, self._watched - watched
        unseen = [name for name in begun if not self.has_audience(name)]
        self._watched = watched
        for name in unseen:
            self.act(name)
        for name in ended:
            self._look_round(self.places[name])

    def is_watchable(self, room: str) -> bool:
        """Whether `room` may be watched from outside."""
        return room in self.places and self.places[room].room.watch == "all"

    def begin_to_watch(self, room: str, *, anew: bool) -> None:
        """Count one more who watches; `anew`: not after a connection that broke."""
        begins = anew and not self.has_audience(room)
        self.places[room].watchers += 1
        if begins:
            self.act(room)
        self.places[room].stirred.set()

    def end_watching(self, room: str) -> None:
        """Count one less who watches."""
        self.places[room].watchers -= 1
        self._look_round(self.places[room])

    def pause(self) -> None:
        """Silence all of them at once."""
        self.switch.paused = True
        for place in self.places.values():
            place.interrupt()

    def resume(self) -> None:
        """Let them go on."""
        self.switch.paused = False
        for place in self.places.values():
            place.begin_again()

    def takes_turn(self, place: Place, resident: Resident) -> None:
        """Count a turn, whatever comes of it."""
        self._turns += 1
        resident.spoke = self._turns
        place.lines += 1

    def moved(self, resident: Resident, room: str, since: int) -> None:
        """Let one of them be in another room, of which it knows nothing before that event."""
        before, resident.room, resident.since = resident.room, room, since
        for name in (before, room):
            self.places[name].stirred.set()
