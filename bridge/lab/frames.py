"""What the laboratory tells over its socket: JSON texts, each with a type and its data."""

from collections.abc import Iterable
from typing import Final

import orjson

from bridge.conversations.happening import AnyHappening, Spoke, TurnBegan
from bridge.events import utc_now
from bridge.lab.shapes import TalkLine
from bridge.lab.talk import Talk, trouble_in

#: Bytes of talks that are told whole at once.
WHOLE: Final = 512 * 1024


def frame(type_: str, /, **data: object) -> bytes:
    """Return a frame; its data say when it was made."""
    return orjson.dumps({"type": type_, "data": {**data, "timestamp": utc_now()}})


def refusal(sentence: str) -> bytes:
    """Return what the sender alone is told of a frame that is not done."""
    return frame("ERROR", error=sentence)


def help_(text: str) -> bytes:
    """Return what is for the sender alone, who may need help."""
    return frame("ERROR", error=text, help=True)


def started(talk: Talk, client: str) -> bytes:
    """Return that a talk goes on from now on; `client` has asked for it."""
    (conversation,) = as_fit([talk], WHOLE)
    return frame("CONVERSATION_STARTED", conversation=conversation, clientId=client)


def as_fit(talks: Iterable[Talk], most: int) -> list[object]:
    """Return talks as JSON has them, whole for as long as that is no more than `most` bytes.

    Else each client would take minutes for what it may never show.
    """
    left, found = most, list[object]()
    for talk in talks:
        whole = talk.as_json()
        left -= len(whole)
        found.append(orjson.Fragment(whole) if left >= 0 else talk.short())
    return found


def stopped(id_: str, *, found: bool = True) -> bytes:
    """Return that a talk is over, or that there is none of this id."""
    status = "stopped" if found else "not_found"
    return frame("CONVERSATION_STOPPED", conversationId=id_, status=status)


def updated(talk: Talk, calls: tuple[int, int]) -> bytes:
    """Return how a talk stands; `calls`: those of today, and how many there may be."""
    known = talk.shown()
    told = {key: known[key] for key in ("status", "reason", "pace", "turn", "totals")}
    limits = {"apiCalls": calls[0], "apiLimit": calls[1]}
    return frame("CONVERSATION_UPDATED", conversationId=talk.id, **told, **limits)


def votes(talk: Talk) -> bytes:
    """Return how the votes of a talk stand."""
    return frame("VOTES", conversationId=talk.id, **talk.votes().model_dump(by_alias=True))


def of_turn(talk: Talk, began: TurnBegan) -> list[bytes]:
    """Return that somebody is about to speak."""
    who = {"personalityId": talk.ids[began.actor], "name": began.actor}
    told = [frame("TURN_STARTED", conversationId=talk.id, **who)]
    return [*told, votes(talk)] if talk.sheet.votes else told


def of(talk: Talk, told: AnyHappening, line: TalkLine | None) -> list[bytes]:
    """Return what is told of something that happened, which led to `line` if to any."""
    if isinstance(told, TurnBegan):
        return of_turn(talk, told)
    found = []
    if line:
        message = orjson.Fragment(line.model_dump_json(by_alias=True))
        found.append(frame("NEW_MESSAGE", conversationId=talk.id, message=message))
        measured = talk.instruments.now()
        found.append(frame("INSTRUMENTS", conversationId=talk.id, instruments=measured))
    if sentence := trouble_in(told):
        found.append(frame("CONVERSATION_ERROR", conversationId=talk.id, error=sentence))
    return found


def changes(told: AnyHappening) -> bool:
    """Whether how the talk stands is another after it."""
    return isinstance(told, Spoke) or told.type in {"paused", "resumed"}
