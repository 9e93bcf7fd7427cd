"""A handoff: a whole reply that asks another seat to go on, or none at all; and how often."""

import re
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from typing import Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bridge.bodies import parse_json
from bridge.errors import BadRequestError
from world.text import plain

#: How often a person's message may be handed on.
HOPS: Final = 1
#: What a reply has in it that was meant as a handoff, whether it is one or not.
_MEANT: Final = re.compile(r"\A\s*(?:```\w*\s*)?\{|[\"']handoff[\"']\s*:")


class Handoff(BaseModel):
    """Who is to go on, and with what: one sentence."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    to: str
    task: str = Field(min_length=1, max_length=500)


class _Reply(BaseModel):
    """The whole reply of a seat that hands off."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    handoff: Handoff


def handoff_of(reply: str, speaker: str, names: Collection[str]) -> Handoff | None:
    """Return the handoff that the whole `reply` of `speaker` is; None: it is plain text.

    It goes to another one of `names`; a fence around it, or a word beside it, makes it plain text.
    """
    try:
        found = _Reply.model_validate(parse_json(reply.encode())).handoff
    except (BadRequestError, ValidationError, UnicodeEncodeError):
        return None
    task = plain(found.task, lines=True).strip()
    fits = found.to in names and found.to != speaker and task
    return Handoff(to=found.to, task=task) if fits else None


def is_meant_as_one(reply: str) -> bool:
    """Whether `reply` looks as if it was to be a handoff."""
    return bool(_MEANT.search(reply))


@dataclass(frozen=True, slots=True)
class Call:
    """One seat asked for one thing.

    Attributes:
        by: who asks: `you`, or the seat that hands off.
        hop: how often the message was handed on before.
    """

    to: str
    task: str
    by: str = "you"
    hop: int = 0


async def answered(
    call: Call,
    names: Collection[str],
    answer: Callable[[Call], Awaitable[str]],
    take: Callable[[Call, str, Handoff | None], None],
    *,
    hops: int = HOPS,
) -> None:
    """Let `call` be answered by one of `names`, and by whom that one hands it on to.

    At most `hops` times: the reply after that is told as it is, whatever it asks for. `take` is
    given each reply, and the handoff that it is, before the next call.
    """
    while True:
        reply = await answer(call)
        handoff = handoff_of(reply, call.to, names) if call.hop < hops else None
        take(call, reply, handoff)
        if handoff is None:
            return
        call = Call(handoff.to, handoff.task, by=call.to, hop=call.hop + 1)
