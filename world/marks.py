"""What people leave in the world: a line on the whiteboard, a note, wood on the fire."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from pydantic import BaseModel, ConfigDict

#: What is done in a room so that it stays there.
Kind: TypeAlias = Literal["write", "note", "stoke"]
#: How a fire burns.
Level: TypeAlias = Literal["embers", "low", "steady", "bright"]

#: Characters of a line on the whiteboard, or of a note.
LONGEST = 120
#: The one room where each is done, and what shows it there.
PLACES: dict[Kind, str] = {"write": "The Tower", "note": "The Bridge", "stoke": "The Forge"}
SHOWN_BY: dict[Kind, str] = {"write": "whiteboard", "note": "notes", "stoke": "fire"}
#: How many are to be seen; the oldest goes.
ROOM_FOR: dict[Kind, int] = {"write": 12, "note": 40, "stoke": 1}
#: How many of each kind are remembered, for the chronicle and for what the fire burns.
KEPT = 200
#: How others see it done; `words` is what was written, and no part of our sentence.
TOLD: dict[str, str] = {
    "emote": "{who} {words}",
    "write": '{who} writes on the whiteboard: "{words}"',
    "note": '{who} leaves a note in the lattice: "{words}"',
    "stoke": "{who} lays wood on the fire.",
}


class Mark(BaseModel):
    """Something that somebody has left.

    Attributes:
        id: of the event that told of it.
        at: when, UTC with offset, ISO 8601.
        who: by their name; `whose` is the person behind it, as the journal knows them.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: int
    at: str
    kind: Kind
    who: str
    whose: str
    text: str

    @property
    def is_of_the_house(self) -> bool:
        """Whether one of those who live here has left it."""
        return self.whose.startswith("npc:")


# --- The fire -------------------------------------------------------------------------------------

#: Seconds for which one load of wood burns, and for which the hearth has room.
LOAD, HEARTH = 2 * 3600.0, 8 * 3600.0
#: From how many seconds of wood on a fire is called what.
_LEVELS: tuple[tuple[Level, float], ...] = (
    ("bright", 5 * 3600.0),
    ("steady", 2.5 * 3600.0),
    ("low", 1.0),
    ("embers", 0.0),
)

#: The fire, for whoever comes in; and for whoever looks at it.
GLOWS: dict[Level, str] = {
    "embers": "The fire has burned down to embers.",
    "low": "The fire burns low.",
    "steady": "The fire burns steadily.",
    "bright": "The fire burns bright.",
}
LOOKS: dict[Level, str] = {
    "embers": "Grey ash with red underneath, ticking as it cools. It would take a log well.",
    "low": "A few low flames behind the iron screen, and more glow than light.",
    "steady": "A bed of orange coals with flames that keep their pace. It ticks as it settles.",
    "bright": "Tall flames behind the iron screen. The wall behind them is warm to the hand.",
}


@dataclass(frozen=True, slots=True)
class Fire:
    """The Forge's fire at one moment.

    Attributes:
        lasts: seconds for which there is wood.
        by, at: who tended it last, and when; empty where nobody is remembered.
    """

    lasts: float
    by: str = ""
    at: str = ""

    @property
    def level(self) -> Level:
        """How it burns."""
        return level_of(self.lasts)


def level_of(lasts: float) -> Level:
    """Return how a fire burns that has wood for so many seconds."""
    return next(name for name, from_ in _LEVELS if lasts >= from_)


def fire_after(stokes: Iterable[Mark], now: float) -> Fire:
    """Return the fire at `now` (seconds since 1970), which burns what was laid on it."""
    lasts, then, last = 0.0, -math.inf, None
    for mark in stokes:
        at = seconds(mark.at)
        lasts, then, last = min(_burned(lasts, at - then) + LOAD, HEARTH), at, mark
    left = _burned(lasts, now - then)
    return Fire(left, last.who, last.at) if last else Fire(left)


def _burned(lasts: float, passed: float) -> float:
    return max(0.0, lasts - max(0.0, passed))  # a clock may have been set back


def seconds(moment: str) -> float:
    """Return an ISO 8601 moment as seconds since 1970."""
    return datetime.fromisoformat(moment).timestamp()
