"""One who lives in the house, and a room from the side of those who do."""

import asyncio
from collections.abc import Collection
from dataclasses import dataclass, field

import crisis
from bridge.agents import RULE
from bridge.ballot import Ballot
from bridge.conversations.ending import Ending, LoopDetector
from bridge.models.calls import Candidate
from world.personas import Persona, house_rules
from world.rooms import Room

#: Lines in a row without an act of a person: of several who are together, and of one alone.
LINES, ALONE = 6, 1
#: Lines in a row that bring nothing new, after which they are let rest.
CIRCLES = 3


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
        came: who came in, by name, and was not greeted yet.
        stirred: something has changed that may let somebody here speak, or go.
        turn: what one of them is about to say or to do here, if anything.
        ballot: whom of them watchers would like to hear next, where they may say so.
    """

    room: Room
    watchers: int = 0
    lines: int = LINES
    ending: Ending | None = None
    noticed: str = ""
    came: list[str] = field(default_factory=list)
    loop: LoopDetector = field(default_factory=lambda: LoopDetector(CIRCLES))
    stirred: asyncio.Event = field(default_factory=asyncio.Event)
    turn: "asyncio.Task[None] | None" = None
    ballot: Ballot = field(default_factory=Ballot)

    def comes(self, name: str) -> None:
        """Note that somebody is to be greeted; of a crowd, the last ones are."""
        self.came = [*self.met([name]), name][-LINES:]

    def met(self, names: Collection[str]) -> list[str]:
        """Return who is left to be greeted without those of `names`."""
        return [name for name in self.came if name not in names]

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
