"""The laboratory's socket: each frame says what it is, and holds its data."""

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from aiohttp import web

from bridge import keys
from bridge.bodies import fitting
from bridge.errors import BadRequestError, NotFoundError
from bridge.fanout import Channel, text_frame
from bridge.lab import frames, hearing
from bridge.lab.deeds import Deeds
from bridge.lab.shapes import (
    ForkOf,
    OneTalk,
    PutInto,
    SetPace,
    StartTalk,
    TalkFrame,
    VoteIn,
    Wish,
)
from bridge.lab.talk import Talk, shown
from bridge.sockets import Client, served
from bridge.visitors import Visitor, visitor_of

#: Talks that are over, and the bytes of those of them that are told whole to who comes.
OVER, BYTES = 10, 128 * 1024

_Deed: TypeAlias = Callable[[Deeds, Any], Awaitable[Talk]]
#: What may be asked, as what its data are read, and what is done.
_DEEDS: dict[str, tuple[type[Wish], _Deed]] = {
    "START_CONVERSATION": (StartTalk, Deeds.start),
    "PAUSE_CONVERSATION": (OneTalk, lambda by, on: by.pause(on.conversation_id)),
    "RESUME_CONVERSATION": (OneTalk, lambda by, on: by.resume(on.conversation_id)),
    "STEP_CONVERSATION": (OneTalk, lambda by, on: by.step(on.conversation_id)),
    "SET_PACE": (SetPace, lambda by, on: by.at_pace(on.conversation_id, on)),
    "INJECT_MESSAGE": (PutInto, lambda by, on: by.put_in(on.conversation_id, on)),
    "FORK_CONVERSATION": (ForkOf, lambda by, on: by.fork(on.conversation_id, on)),
    "VOTE": (VoteIn, lambda by, on: by.vote(on.conversation_id, on)),
}
_STOP = "STOP_CONVERSATION"


async def get_socket(request: web.Request) -> web.WebSocketResponse:
    """Let somebody watch the talks, and do what they may."""
    app, visitor, begins = request.app, visitor_of(request), iter((True,))
    return await served(
        request,
        channel=_channel(app, visitor),
        hello=lambda client: init(app, visitor, client.id),
        take=lambda client, data: _take(_Asker(app, visitor, client, begins), data),
        refusal=frames.refusal,
    )


def _channel(app: web.Application, visitor: Visitor) -> Channel[bytes]:
    """Return what a visitor hears: all talks, or the one that their link shows."""
    if not visitor.watches:
        return app[keys.LAB].channel
    talk = app[keys.LAB].talks.get(visitor.watches.removeprefix("talk:"))
    return talk.channel if talk else Channel(text_frame)


# --- What is told first ---------------------------------------------------------------------------


def init(app: web.Application, visitor: Visitor, client: str) -> bytes:
    """Return all that a page needs to show what there is."""
    lab, deeds = app[keys.LAB], Deeds(app, visitor)
    seen = [t for t in lab.latest if visitor.watches in {"", f"talk:{t.id}"}]
    over = [talk for talk in seen if talk.status == "stopped"][:OVER]
    active = [talk for talk in seen if talk.status != "stopped"]
    calls, limit = lab.calls()
    return frames.frame(
        "INIT",
        clientId=client,
        personalities=[shown(one).model_dump() for one in lab.casting.personalities.values()],
        conversations=[*frames.as_fit(active, frames.WHOLE), *frames.as_fit(over, BYTES)],
        you={
            "mayControl": [talk.id for talk in (*active, *over) if deeds.may_control(talk)],
            "maySpeak": visitor.may_speak,
            "isHost": visitor.is_host,
            "watches": visitor.watches,
        },
        limits={
            "apiCalls": calls,
            "apiLimit": limit,
            "turnLimit": lab.turn_limit,
            "pace": lab.rest,
            "talks": lab.most,
        },
    )


# --- What is asked --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Asker:
    app: web.Application
    visitor: Visitor
    client: Client
    begins: Iterator[bool]


async def _take(asker: _Asker, data: dict[str, object]) -> None:
    """Do what a frame asks for; what people write is read for signs of crisis before all.

    Raises:
        BridgeError: it is not done; the sentence says why.
    """
    if said := hearing.due(asker.app, asker.visitor, data, asker.begins):
        asker.client.send(frames.help_(said))
        return
    asked = fitting(TalkFrame, data)
    deeds = Deeds(asker.app, asker.visitor, asker.client.id)
    if asked.type == _STOP:
        await _stop(asker, deeds, fitting(OneTalk, asked.data).conversation_id)
    elif asked.type in _DEEDS:
        shape, deed = _DEEDS[asked.type]
        await deed(deeds, fitting(shape, asked.data))
    else:
        raise BadRequestError(f"type: send one of {', '.join((_STOP, *_DEEDS))}.")
    asker.client.take_part()


async def _stop(asker: _Asker, deeds: Deeds, id_: str) -> None:
    """End a talk, which everybody is told; who asks for one that is over, or none, is told alone.

    Raises:
        BridgeError: it is somebody else's.
    """
    try:
        talk = await deeds.stop(id_)
    except NotFoundError:
        asker.client.send(frames.stopped(id_, found=False))
    else:
        if talk.status == "stopped":
            asker.client.send(frames.stopped(id_))
