"""Evidence as reviewed data: rows with a code, a pattern, a line they meet and one they do not."""

import re
from dataclasses import dataclass
from enum import Enum, IntEnum
from functools import cached_property

from crisis.rows import pattern as patterns


class Level(IntEnum):
    """How much a line calls for an answer."""

    NONE = 0
    SOFT = 1
    CLEAR = 2
    IMMINENT = 3

    @property
    def label(self) -> str:
        """The level's name in events and counts."""
        return self.name.lower()


class Role(Enum):
    """What a row says about a line."""

    SIGN = "sign"  # somebody may be in danger
    DENIAL = "denial"  # cancels the signs it covers
    IDIOM = "idiom"  # cancels the signs it covers
    FRAME = "frame"  # speaks about the whole line: game, story, past, out of character
    PLAY = "play"  # a whole line of it is no sign, whatever the vote says
    ANSWER = "answer"  # matters only after the question "are you safe?"


class Strength(IntEnum):
    """What can take a sign back."""

    HINT = 0  # counts only beside a heavy blow told in this line or the ones before
    PLAIN = 1  # a game object, an idiom, a laugh
    FIRM = 2  # nothing but a denial or a story


@dataclass(frozen=True)
class Row:
    """One piece of evidence.

    Attributes:
        code: the reason, given in verdicts.
        pattern: see `crisis.rows.pattern`.
        yes, no: a line in which the row is found, and a near one in which it is not.
        own: the sign counts only when the speaker is its subject.
    """

    code: str
    pattern: str
    yes: str
    no: str
    level: Level = Level.CLEAR
    strength: Strength = Strength.PLAIN
    role: Role = Role.SIGN
    own: bool = False
    language: str = "en"

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The pattern as a regular expression, made when it is first needed."""
        return patterns.compiled(self.pattern)

    @cached_property
    def needs(self) -> tuple[patterns.Need, ...]:
        """What a line must hold for the row to be met, the rarest first."""
        return patterns.needs(self.pattern)

    @cached_property
    def starts(self) -> frozenset[str]:
        """The words with which the row can begin."""
        return patterns.starts(self.pattern)

    @cached_property
    def ends(self) -> frozenset[str] | None:
        """The words with which the row can end; None for any word."""
        return patterns.ends(self.pattern)
