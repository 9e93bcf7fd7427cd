"""Who lives in the house, where each of them is, and when they may talk: nothing here waits."""

import random
from collections.abc import Callable, Iterable, Mapping
from typing import Literal

from bridge.ballot import Ballot
from bridge.events import Event
from bridge.models.base import GenerateConfig
from bridge.models.calls import Deadlines
from bridge.npcs.place import ALONE, LINES, Place, Resident
from bridge.npcs.switch import Switch
from bridge.presence import Person, Presence
from bridge.trouble import Trouble
from world.rooms import Room

#: Lines that one room may hear in a minute, however much is said to those in it.
LINES_A_MINUTE = 20
#: Of those in a room the latest, among whom somebody is looked for who did something lately.
CROWD = 200
#: As many are together where somebody is, if others can come.
COMPANY = 2

#: Nobody in a room waits long for somebody of the house: sooner, a written voice stands in.
SOON = Deadlines(first_token=6.0, silence=6.0, all_first_tokens=15.0, total=40.0, short=True)

#: What they do, as whoever asks is told. Nothing tells why they rest.
Doing = Literal["talking", "resting", "paused"]


class Household:
    """Those who live in the house.

    Attributes:
        residents: by their keys.
        places: the rooms, by their names.
        rest: seconds between two lines.
        trouble: what keeps their models from answering.
        on_turn: told in which room one of them takes a turn, so that votes begin anew.
    """

    def __init__(
        self,
        residents: Iterable[Resident],
        rooms: Mapping[str, Room],
        presence: Presence,
        switch: Switch,
        *,
        in_danger: Callable[[Person], bool],
        is_idle: Callable[[Person], bool],
        rest: float,
        deadlines: Deadlines,
        dice: Callable[[], float] = random.random,
    ) -> None:
        """Let `residents` be at home.

        Nothing is answered of whoever is `in_danger`, and nobody talks for who `is_idle`.
        """
        self.residents = {resident.key: resident for resident in residents}
        self.places = {room.name: Place(room) for room in rooms.values()}
        self.switch = switch
        self.trouble = Trouble()
        self.rest = rest
        self.deadlines = deadlines
        self.dice = dice
        self.config = GenerateConfig(max_tokens=300)
        self._presence = presence
        self._in_danger = in_danger
        self._is_idle = is_idle
        self._watched: frozenset[str] = frozenset()
        self._turns = 0
        self.on_turn: Callable[[str], None] = lambda _room: None

    # --- What is --------------------------------------------------------------------------------

    def here(self, room: str) -> list[Resident]:
        """Return who of the house is in `room`."""
        return [one for one in self.residents.values() if one.room == room]

    def names_in(self, room: str) -> list[str]:
        """Return what those are called who are in `room`."""
        return [one.name for one in self.here(room)]

    def has_audience(self, room: str) -> bool:
        """Whether somebody is in `room` who did something lately, or watches it."""
        if self._is_watched(room):
            return True
        return any(not self._is_idle(one.person) for one in self._presence.latest_in(room, CROWD))

    def _is_watched(self, room: str) -> bool:
        return bool(self.places[room].watchers or room in self._watched)

    def has_only_those_in_danger(self, room: str) -> bool:
        """Whether all who are in `room` are being followed up, and nobody watches it.

        They need no talk around them. Where others are, silence would tell them who it is.
        """
        present = self._presence.in_room(room)
        alone = bool(present) and not self._is_watched(room)
        return alone and all(self._in_danger(one.person) for one in present)

    def doing(self, resident: Resident) -> Doing:
        """Return what one of the house does now."""
        if self.switch.paused:
            return "paused"
        place = self.places[resident.room]
        talks = self.has_audience(resident.room) and place.ending is None
        return "talking" if talks and place.lines < self.limit(place) else "resting"

    def done_in(self, room: str) -> Doing | Literal[""]:
        """Return what those of the house do in `room`; empty where none of them is."""
        here = self.here(room)
        return self.doing(here[0]) if here else ""

    def limit(self, place: Place) -> int:
        """Return how many lines in a row there may be."""
        return LINES if len(self.here(place.room.name)) > 1 else ALONE

    def may_talk(self, place: Place) -> bool:
        """Whether one of those in a room may take a turn now."""
        return (
            not self.switch.paused
            and place.ending is None
            and (place.lines < self.limit(place) or bool(place.came))
            and bool(self.here(place.room.name))
            and self.has_audience(place.room.name)
        )

    def ballot(self, room: str) -> Ballot:
        """Return the votes on who speaks next in `room`: whoever is there may be chosen."""
        found = self.places[room].ballot
        found.choices = tuple(one.key for one in self.here(room))
        return found

    # --- What happens ---------------------------------------------------------------------------

    def hear(self, event: Event) -> None:
        """Take note of what happens; told of each event as it is published."""
        place = self.places.get(event.room)
        if place is None or event.realm == "npc":
            return
        if event.id is None:  # said in a crisis: nobody answers it, and nobody talks over it
            place.ending = "crisis_pause"
            place.interrupt()
        elif event.type == "presence" and event.event == "leave":
            self._left(place, event.username)
        elif not self._in_danger(Person(event.realm, event.user_id)):
            if event.type == "presence":
                place.comes(event.username)
            elif event.type == "say":
                place.came = place.met([event.username])  # whoever speaks is answered
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
        place.came = place.met([name])
        if place.noticed == name:
            place.noticed = ""
        self._look_round(place)

    def _look_round(self, place: Place) -> None:
        """Stop talking where nobody is left, and go on where somebody is again."""
        if not self.has_audience(place.room.name):
            place.interrupt()
        for each in self.places.values():  # who is missed no more may be wanted elsewhere
            each.stirred.set()

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
        place.ballot.renew()
        self.on_turn(place.room.name)

    def moved(self, resident: Resident, room: str, since: int) -> None:
        """Let one of them be in another room, of which it knows nothing before that event."""
        resident.room, resident.since = room, since
        for place in self.places.values():  # somebody who waits anywhere may have company now
            place.stirred.set()
