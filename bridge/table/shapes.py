"""What goes over the table's socket: events to everybody, and what a client may send."""

from typing import Literal, TypeAlias

import orjson
from pydantic import BaseModel, ConfigDict, Field

from bridge.table.handoff import Handoff

#: Names that a thread may have; the one that is meant where none is named.
THREAD, DEFAULT_THREAD = r"^[a-z0-9-]{1,32}$", "default"
#: Characters of a message.
LONGEST = 4000

Kind: TypeAlias = Literal["human_message", "agent_call", "agent_response"]


class TableEvent(BaseModel):
    """What everybody at the table is told of, as one JSON text.

    Attributes:
        sender: `you` for a person, `router`, or the name of a seat.
        target: the seat that is asked, or `all`.
        call_id: the call that it belongs to: a person's message has that of the call it leads to;
            empty for what no call led to.
        ts: whole seconds since 1970.
        handoff: only where a seat hands off; `text` is empty then.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    type: Kind
    sender: str
    target: str
    thread: str = Field(pattern=THREAD)
    text: str
    call_id: str
    ts: int
    handoff: Handoff | None = None

    def as_json(self) -> bytes:
        """Return it as one JSON text, with `handoff` only where there is one."""
        return orjson.dumps(self.model_dump(exclude_none=True))


class Asked(BaseModel):
    """A person's message to a seat, or to several in turn.

    Attributes:
        target: which seat; an `@name` that the text begins with goes before it.
        mode: None: one seat answers. `collaborate`: the seats speak in turn, `rounds` times each.
            `autopilot`: they go on by themselves, for so many turns.
        minutes, tokens: what those who speak in turn may take at most.
        sender, call_id, ts: as an event has them, for who sends one; they count for nothing.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    type: Literal["human_message"] = "human_message"
    text: str = Field(min_length=1, max_length=LONGEST)
    target: str = Field("", max_length=32)
    thread: str = Field(DEFAULT_THREAD, pattern=THREAD)
    mode: Literal["collaborate", "autopilot"] | None = None
    rounds: int = Field(2, ge=2, le=10)
    turns: int = Field(20, ge=1, le=100)
    minutes: float = Field(10, gt=0, le=60)
    tokens: int = Field(20_000, ge=1, le=200_000)
    sender: Literal["you"] = "you"
    call_id: str = Field("", max_length=64)
    ts: int = 0


class Cancelled(BaseModel):
    """A wish that a running answer ends: the call's id."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    cancel: str = Field(min_length=1, max_length=64)
