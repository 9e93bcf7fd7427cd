"""What changes about the rooms: one JSON file under `WORLD_DIR`, written whole or not at all."""

import json
import os
import time
from collections.abc import Iterable
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from world.rooms import Room

#: Names a room remembers; the oldest visitor is forgotten first.
VISITORS = 200


class RoomState(BaseModel):
    """What the world knows of one room.

    Attributes:
        desc_base: the room's description.
        visitor_history: who has been here, by name, without doubles, in order of the first visit.
    """

    model_config = ConfigDict(extra="forbid")

    desc_base: str
    visitor_history: list[str] = Field(default_factory=list)


_FILE: TypeAdapter[dict[str, RoomState]] = TypeAdapter(dict[str, RoomState])


class WorldState:
    """The state of every room; its only writer is the process that loaded it.

    Attributes:
        notice: what went wrong when the file was read, for people to read; else empty.
    """

    def __init__(self, path: Path, rooms: dict[str, RoomState], notice: str = "") -> None:
        self.path = path
        self.notice = notice
        self._rooms = rooms

    @classmethod
    def load(cls, folder: Path, rooms: Iterable[Room]) -> "WorldState":
        """Read `folder`/world_state.json; a damaged file is set aside and said so in `notice`.

        Descriptions come from `rooms`; what the file says of rooms that are gone is dropped.
        """
        path = folder / "world_state.json"
        kept, notice = _read(path)
        state = {
            room.name: RoomState(
                desc_base=room.description,
                visitor_history=kept[room.name].visitor_history if room.name in kept else [],
            )
            for room in rooms
        }
        return cls(path, state, notice)

    def room(self, name: str) -> RoomState:
        """Return the state of room `name`.

        Raises:
            KeyError: there is no such room.
        """
        return self._rooms[name]

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

    def as_json(self) -> bytes:
        """Return what `save` writes."""
        return _FILE.dump_json(self._rooms, indent=2)

    def save(self, data: bytes) -> None:
        """Write `data` in one step; blocks until it is on disk.

        Raises:
            OSError: it could not be written; the old file is as it was.
        """
        self.path.parent.mkdir(parents=True, exist_ok=True)
        fresh = self.path.with_suffix(".new")
        with fresh.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self.path)


def _read(path: Path) -> tuple[dict[str, RoomState], str]:
    try:
        return _FILE.validate_python(json.loads(path.read_bytes())), ""
    except FileNotFoundError:
        return {}, ""
    except (ValueError, ValidationError, RecursionError):
        aside = path.with_name(f"{path.name}.damaged-{int(time.time())}")
        path.replace(aside)
        return {}, f"The world state was damaged; it was set aside as {aside.name}."
