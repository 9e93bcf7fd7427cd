"""Who takes part in a conversation, and whose turn it is."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from bridge.conversations.happening import Said
from bridge.models.base import GenerateConfig, Message
from bridge.models.calls import Candidate
from bridge.models.entry import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """One who takes part in a conversation.

    Attributes:
        name: what it is called in the talk, where nobody else is called so.
        candidates: the model that voices it, and those that stand in when that one fails.
        system: its system prompt; a model that takes none gets it in its first message.
        opening: its own history before the talk, from its own side.
    """

    name: str
    candidates: tuple[Candidate, ...]
    config: GenerateConfig = field(default_factory=GenerateConfig)
    system: str = ""
    opening: tuple[Message, ...] = ()

    @property
    def entry(self) -> Entry:
        """What is known of the model that is asked first."""
        return self.candidates[0].entry


def told_apart(names: Sequence[str]) -> list[str]:
    """Return `names`, with numbers behind those that come more than once."""
    twice, seen = Counter(names), Counter[str]()
    told = []
    for name in names:
        seen[name] += 1
        told.append(f"{name} {seen[name]}" if twice[name] > 1 else name)
    return told


#: Says who speaks next: one of the names that wait for their turn in this round, in their order.
Order: TypeAlias = Callable[[Sequence[str], Sequence[Said]], str]


def round_robin(waiting: Sequence[str], _said: Sequence[Said]) -> str:
    """Return who comes next in the order in which they were named."""
    return waiting[0]


def addressed(waiting: Sequence[str], said: Sequence[Said]) -> str:
    """Return who was spoken to by name in the last line, `@name` before all; else who comes next.

    Everybody has one turn in a round all the same, so nobody can be talked past.
    """
    last = said[-1].text if said else ""
    for sign in ("@", ""):
        places = {name: _place(sign + name, last) for name in waiting}
        called = [name for name in waiting if places[name] >= 0]
        if called:
            return min(called, key=places.__getitem__)
    return waiting[0]


def _place(name: str, text: str) -> int:
    """Return where `text` names somebody; -1: it does not."""
    found = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE)
    return found.start() if found else -1
