"""The rooms of the world: read once from `data/rooms.json`."""

import json
import re
from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

DATA = Path(__file__).parent / "data"


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Thing(_Data):
    """Something in a room that can be looked at."""

    name: str = Field(min_length=1, max_length=40)
    aliases: tuple[str, ...] = ()
    description: str


class Exit(_Data):
    """A way out of a room; `name` and `aliases` are what a player types."""

    name: str = Field(min_length=1, max_length=40)
    to: str
    aliases: tuple[str, ...] = ()


class Room(_Data):
    """A place in the world.

    Attributes:
        watch: who may watch from outside: `all` (a sign in the room says so) or `none`.
        start: whether newcomers arrive here; true of exactly one room.
    """

    name: str = Field(min_length=1, max_length=80)
    description: str
    things: tuple[Thing, ...] = ()
    exits: tuple[Exit, ...]
    watch: Literal["all", "none"] = "none"
    start: bool = False

    @cached_property
    def slug(self) -> str:
        """The name as an address has it: `garden` for The Garden."""
        words = re.findall(r"[a-z0-9]+", self.name.casefold().removeprefix("the "))
        return "-".join(words)

    @cached_property
    def to_look_at(self) -> dict[str, str]:
        """What can be looked at here, name to description."""
        return {thing.name: thing.description for thing in self.things}

    @cached_property
    def leads_to(self) -> tuple[str, ...]:
        """The names of the rooms that can be reached from here."""
        return tuple(exit_.to for exit_ in self.exits)


def load_rooms(path: Path = DATA / "rooms.json") -> dict[str, Room]:
    """Return the rooms by name.

    Raises:
        ValueError: the file names a room twice, an exit leads nowhere, or there is not one start.
    """
    listed = [Room.model_validate(row) for row in json.loads(path.read_text(encoding="utf-8"))]
    rooms = {room.name: room for room in listed}
    lost = [exit_.to for room in listed for exit_ in room.exits if exit_.to not in rooms]
    starts = [room.name for room in listed if room.start]
    if len(rooms) != len(listed) or lost or len(starts) != 1:
        raise ValueError(f"{path}: double names, exits to {lost}, or starts {starts}")
    return rooms


def start_room(rooms: dict[str, Room]) -> Room:
    """Return the room where newcomers arrive."""
    return next(room for room in rooms.values() if room.start)
