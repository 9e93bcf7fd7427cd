"""What is kept of a talk of the laboratory beside its log: who asked for it, and how."""

import secrets
from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict

from bridge.conversations.happening import AnyHappening, Spoke
from bridge.events import utc_now
from bridge.lab.shapes import StartTalk, TalkParent
from world.personalities import Personality

_SEEDS = 2**31


class Sheet(BaseModel):
    """What is kept of a talk beside its log.

    Attributes:
        personalities: those who take part, as they were when it began.
        visitor: who started it, by what they are known by and nobody else is told.
        turn_limit: lines of personalities after which it ends.
        pace: seconds between two lines; None: as the house has it.
        votes: whether watchers say who comes next.
        seed: which the written voices follow.
        rests_since: when somebody let it rest, which lasts until somebody lets it go on; else
            empty.
        stopped_at: empty while it goes on.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    personalities: tuple[Personality, ...]
    initial_prompt: str = ""
    visitor: str
    started_at: str
    turn_limit: int
    pace: float | None = None
    votes: bool = False
    parent: TalkParent | None = None
    seed: int
    rests_since: str = ""
    stopped_at: str = ""

    @classmethod
    def of(
        cls, visitor: str, wish: StartTalk, cast: Sequence[Personality], turn_limit: int
    ) -> "Sheet":
        """Return that of a new talk of `cast` in the name of `visitor`."""
        return cls(
            id=secrets.token_hex(6),
            personalities=tuple(cast),
            initial_prompt=wish.initial_prompt,
            visitor=visitor,
            started_at=utc_now(),
            turn_limit=wish.turn_limit or turn_limit,
            pace=wish.pace,
            votes=wish.votes,
            seed=secrets.randbelow(_SEEDS),
        )

    def branch(self, visitor: str, before: Sequence[AnyHappening], turn_limit: int) -> "Sheet":
        """Return that of a new talk after what was `before` in this one."""
        turns = sum(isinstance(told, Spoke) for told in before)
        last = max((told.n for told in before if told.type in {"spoke", "heard"}), default=0)
        return self.model_copy(
            update={
                "id": secrets.token_hex(6),
                "visitor": visitor,
                "started_at": utc_now(),
                "stopped_at": "",
                "rests_since": "",
                "turn_limit": turns + turn_limit,
                "parent": TalkParent(id=self.id, at=last),
                "seed": secrets.randbelow(_SEEDS),
            }
        )
