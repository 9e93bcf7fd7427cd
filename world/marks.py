"""What people leave in the world: a line on the whiteboard, a note, wood on the fire."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from pydantic import BaseModel, ConfigDict

from world.names import borne

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
#: How many of one visitor's are to be seen; a further one takes the place of their oldest.
OF_ONE: dict[Kind, int] = {"write": 3, "note": 5, "stoke": 1}
#: How many of each kind are remembered, for the chronicle and for what the fire burns.
KEPT = 200
#: How others see it done; `words` is what was written, and no part of our sentence.
TOLD: dict[str, str] = {
    "emote": "{who} {words}",
    "write": '{who} writes on the whiteboard: "{words}"',
    "note": '{who} leaves a note in the lattice: "{words}"',
    "stoke": "{who} lays wood on the fire.",
}


def as_sentence(gesture: str) -> str:
    """Return a gesture as it ends the sentence that tells of it."""
    return f"{gesture}." if gesture[-1:].isalnum() else gesture


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

    @property
    def is_from_afar(self) -> bool:
        """Whether somebody by HTTP has left it, under a name that a player may have, too."""
        return self.whose.startswith("http:")

    @property
    def by(self) -> str:
        """By whom it is, for whoever reads it."""
        return known_as(self.who, self.whose)


def known_as(name: str, whose: str) -> str:
    """Return a name as it may stand beside those of players, of which it might be one."""
    return f"{borne(name)} (from afar)" if whose.startswith("http:") else name


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
        afar: whether that was somebody by HTTP.
    """

    lasts: float
    by: str = ""
    at: str = ""
    afar: bool = False

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
    return Fire(left, last.who, last.at, last.is_from_afar) if last else Fire(left)


def _burned(lasts: float, passed: float) -> float:
    return max(0.0, lasts - max(0.0, passed))  # a clock may have been set back


def seconds(moment: str) -> float:
    """Return an ISO 8601 moment as seconds since 1970."""
    return datetime.fromisoformat(moment).timestamp()
