"""What changes about the world: a JSON file under `WORLD_DIR`, and a chronicle in prose beside it.

Each is written whole or not at all. What both tell can be told again from the events.
"""

import json
import os
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from world.chronicle import chronicle
from world.marks import (
    GLOWS,
    KEPT,
    LOOKS,
    OF_ONE,
    PLACES,
    ROOM_FOR,
    SHOWN_BY,
    Fire,
    Kind,
    Mark,
    fire_after,
)
from world.rooms import Room

#: Names a room remembers; the oldest visitor is forgotten first.
VISITORS = 200
#: Names of those who came by that one day remembers.
CAME = 200


class RoomState(BaseModel):
    """What the world knows of one room.

    Attributes:
        desc_base: the room's description.
        visitor_history: who has been here, by name, without doubles, in order of the first visit.
    """

    model_config = ConfigDict(extra="forbid")

    desc_base: str
    visitor_history: list[str] = Field(default_factory=list)


class _File(BaseModel):
    """The file.

    Attributes:
        upto: the id of the last event that is in it.
        marks: what people have left, oldest first.
        came: who came by, for each day: their names by who they are.
        talked: how many lines those of the house said, for each day, by room.
    """

    model_config = ConfigDict(extra="forbid")

    upto: int = 0
    rooms: dict[str, RoomState] = Field(default_factory=dict)
    marks: list[Mark] = Field(default_factory=list)
    came: dict[str, dict[str, str]] = Field(default_factory=dict)
    talked: dict[str, dict[str, int]] = Field(default_factory=dict)


class WorldState:
    """The state of the world; its only writer is the process that loaded it.

    Attributes:
        notice: what went wrong when the file was read, for people to read; else empty.
        upto: the id of the last event that it has heard of.
    """

    def __init__(self, path: Path, kept: _File, notice: str = "") -> None:
        self.path = path
        self.notice = notice
        self.upto = kept.upto
        self._rooms = kept.rooms
        self._marks = kept.marks
        self._came = kept.came
        self._talked = kept.talked

    @classmethod
    def load(cls, folder: Path, rooms: Iterable[Room]) -> "WorldState":
        """Read `folder`/world_state.json; a damaged file is set aside and said so in `notice`.

        Descriptions come from `rooms`; what the file says of rooms that are gone is dropped.
        """
        path = folder / "world_state.json"
        kept, notice = _read(path)
        kept.rooms = {
            room.name: RoomState(
                desc_base=room.description,
                visitor_history=known.visitor_history
                if (known := kept.rooms.get(room.name))
                else [],
            )
            for room in rooms
        }
        return cls(path, kept, notice)

    def room(self, name: str) -> RoomState:
        """Return the state of room `name`.

        Raises:
            KeyError: there is no such room.
        """
        return self._rooms[name]

    def standing(self, kind: Kind) -> list[Mark]:
        """Return the marks of this kind that are to be seen, oldest first.

        Of one visitor a few are; where there is not room for all, one of the house gives way.
        """
        left: dict[str, int] = {}
        marks = list[Mark]()
        for mark in reversed(self.marks(kind)):
            left[mark.whose] = left.get(mark.whose, OF_ONE[kind]) - 1
            if mark.is_of_the_house or left[mark.whose] >= 0:
                marks.insert(0, mark)
        while len(marks) > ROOM_FOR[kind]:
            of_the_house = [mark for mark in marks if mark.is_of_the_house]
            marks.remove((of_the_house or marks)[0])
        return marks

    def marks(self, kind: Kind, *, after: int = 0) -> list[Mark]:
        """Return all marks of this kind that are remembered, or those after an event."""
        return [mark for mark in self._marks if mark.kind == kind and mark.id > after]

    @property
    def ids(self) -> list[int]:
        """The ids of the events that told of what is remembered."""
        return [mark.id for mark in self._marks]

    def fire(self, now: float) -> Fire:
        """Return how the Forge's fire burns at `now`, seconds since 1970."""
        return fire_after(self.marks("stoke"), now)

    def things_in(self, room: Room, now: float) -> dict[str, str]:
        """Return what can be looked at in `room`, name to description, and how the fire burns.

        Of what people wrote nothing is in it but that it is there: a model reads this.
        """
        if room.name != PLACES["stoke"]:
            return room.to_look_at
        level = self.fire(now).level
        return {**room.to_look_at, SHOWN_BY["stoke"]: f"{GLOWS[level]} {LOOKS[level]}"}

    # --- what changes it --------------------------------------------------------------------------

    def visited(self, room: str, name: str) -> bool:
        """Note that `name` was in `room`; False when that was known."""
        history = self._rooms[room].visitor_history
        if name in history:
            return False
        history.append(name)
        del history[:-VISITORS]
        return True

    def unvisited(self, room: str, name: str) -> bool:
        """Forget that `name` was in `room`; False when that was not known."""
        history = self._rooms[room].visitor_history
        if name not in history:
            return False
        history.remove(name)
        return True

    def came(self, day: str, whose: str, name: str) -> bool:
        """Note that somebody came by on `day` (ISO 8601); False when that is no news."""
        people = self._came.setdefault(day, {})
        if whose in people or len(people) >= CAME:
            return False
        people[whose] = name
        return True

    def marked(self, mark: Mark) -> bool:
        """Note what somebody has left; False when that was known."""
        if mark.id <= self.upto:
            return False
        self._marks.append(mark)
        same = self.marks(mark.kind)
        if len(same) > KEPT:
            seen = self.standing(mark.kind)
            self._marks.remove(next(one for one in same if one not in seen))
        return True

    def talked(self, event_id: int, day: str, room: str) -> bool:
        """Count a line of the house on `day` (ISO 8601); False when that was known."""
        if event_id <= self.upto:
            return False
        rooms = self._talked.setdefault(day, {})
        rooms[room] = rooms.get(room, 0) + 1
        return True

    def remove(self, event_id: int) -> bool:
        """Forget what that event told of; False when nothing of it was known."""
        kept = [mark for mark in self._marks if mark.id != event_id]
        known, self._marks = len(kept) < len(self._marks), kept
        return known

    def renumber(self, last_id: int) -> None:
        """Let no event be known that is after the last one; where events were lost, ids are too."""
        if self.upto > last_id:
            self.upto = last_id
            self._marks = [
                mark.model_copy(update={"id": min(mark.id, last_id)}) for mark in self._marks
            ]

    def forget(self, whose: str, *, upto: int) -> bool:
        """Forget what somebody has left up to that event, and that they came; whether any was."""
        kept = [mark for mark in self._marks if mark.whose != whose or mark.id > upto]
        came = sum(people.pop(whose, None) is not None for people in self._came.values())
        gone, self._marks = len(self._marks) - len(kept), kept
        return bool(gone or came)

    def expire(self, before: str) -> bool:
        """Forget what is older than a moment (ISO 8601, UTC); whether anything was."""
        kept = [mark for mark in self._marks if mark.at >= before]
        days = {day: people for day, people in self._came.items() if day >= before[:10]}
        talked = {day: rooms for day, rooms in self._talked.items() if day >= before[:10]}
        known = (self._marks, self._came, self._talked)
        self._marks, self._came, self._talked = kept, days, talked
        return known != (kept, days, talked)

    # --- the files --------------------------------------------------------------------------------

    def files(self) -> dict[Path, bytes]:
        """Return what `save` writes: each file, and what is in it."""
        kept = _File(
            upto=self.upto,
            rooms=self._rooms,
            marks=self._marks,
            came=self._came,
            talked=self._talked,
        )
        prose = chronicle(self._came, self._marks, self._talked)
        # The prose first: what a crash between the two leaves out is told again from the events.
        return {
            self.path.with_name("chronicle.md"): prose.encode(),
            self.path: kept.model_dump_json(indent=2).encode(),
        }

    def save(self, files: dict[Path, bytes]) -> None:
        """Write each of `files` in one step; blocks until all are on disk.

        Raises:
            OSError: one could not be written; it is as it was.
        """
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        for path, data in files.items():
            fresh = path.with_suffix(".new")
            with os.fdopen(os.open(fresh, _NEW, 0o600), "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(path)


_NEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC


def _read(path: Path) -> tuple[_File, str]:
    try:
        return _File.model_validate(_as_now(json.loads(path.read_bytes()))), ""
    except FileNotFoundError:
        return _File(), ""
    except (ValueError, ValidationError, RecursionError):
        aside = path.with_name(f"{path.name}.damaged-{int(time.time())}")
        path.replace(aside)
        return _File(), f"The world state was damaged; it was set aside as {aside.name}."


def _as_now(data: Any) -> Any:
    """Return what a file holds in the form of today; once it held the rooms and nothing else."""
    is_of_once = isinstance(data, dict) and not data.keys() <= _File.model_fields.keys()
    return {"rooms": data} if is_of_once else data
