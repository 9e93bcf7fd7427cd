"""The laboratory over HTTP: what there is, and all that its socket can do."""

import asyncio
import re
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, TypeVar

import orjson
from aiohttp import web

from bridge import keys
from bridge.bodies import fitting, json_of
from bridge.errors import BadRequestError, ForbiddenError, NotFoundError
from bridge.lab import hearing
from bridge.lab.deeds import Deeds
from bridge.lab.export import FORMS, exported
from bridge.lab.shapes import ForkTalk, PutIn, StartTalk, TalkPace, TalkVote, Wish
from bridge.lab.talk import Talk, shown
from bridge.sockets import CLIENTS
from bridge.visitors import visitor_of

W = TypeVar("W", bound=Wish)
#: What ids of talks look like.
_SHAPE = re.compile(r"[0-9a-f]{12}")


async def at_work(app: web.Application) -> AsyncIterator[None]:
    """Let the talks go on, for as long as the bridge runs."""
    await app[keys.LAB].restore()
    yield
    await app[keys.LAB].aclose()


def _json(data: object) -> web.Response:
    return web.Response(body=orjson.dumps(data), content_type="application/json")


# --- What is --------------------------------------------------------------------------------------


async def get_personalities(request: web.Request) -> web.Response:
    """Say who can talk."""
    known = request.app[keys.LAB].casting.personalities.values()
    return _json([shown(one).model_dump() for one in known])


async def get_conversations(request: web.Request) -> web.Response:
    """Say which talks go on, and with `all` also which are over."""
    if visitor_of(request).watches:
        raise ForbiddenError("Your link shows one talk alone.")
    asked = request.query.get("all", "0")
    if asked not in {"0", "1"}:
        raise BadRequestError("all: 0 or 1.")
    lab = request.app[keys.LAB]
    return _json([talk.shown() for talk in (lab.latest if asked == "1" else lab.active)])


async def get_conversation(request: web.Request) -> web.Response:
    """Tell a talk whole."""
    return _json(orjson.Fragment(_deeds(request).may_see(_id(request)).as_json()))


async def get_export(request: web.Request) -> web.Response:
    """Hand out a talk as a file."""
    talk = _deeds(request).may_see(_id(request))
    form = request.query.get("format", "md")
    if form not in FORMS:
        raise BadRequestError(f"format: one of {', '.join(FORMS)}.")
    kept = await request.app[keys.LAB].kept(talk)
    text, kind = await asyncio.to_thread(exported, kept, form)
    name = f"laboratory-{talk.id}.{form}"
    return web.Response(
        text=text,
        content_type=kind,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


async def get_lab_health(request: web.Request) -> web.Response:
    """Say how the laboratory is."""
    app = request.app
    calls, limit = app[keys.LAB].calls()
    return _json(
        {
            "status": "ok",
            "uptime": round(time.monotonic() - app[keys.STARTED], 3),
            "sockets": len(app[CLIENTS]),
            "activeConversations": len(app[keys.LAB].active),
            "apiCalls": calls,
            "apiLimit": limit,
        }
    )


# --- What is done ---------------------------------------------------------------------------------


async def post_conversation(request: web.Request) -> web.Response:
    """Begin a talk."""
    return await _done(request, StartTalk, lambda by, _id, wish: by.start(wish), Talk.whole)


async def post_talk_stop(request: web.Request) -> web.Response:
    """End a talk; whether there is one of this id is part of the answer."""
    try:
        return await _done(request, Wish, lambda by, id_, _: by.stop(id_), _stopped)
    except NotFoundError:
        if not _SHAPE.fullmatch(_id(request)):
            raise
        return _json({"conversationId": _id(request), "status": "not_found"})


async def post_talk_pause(request: web.Request) -> web.Response:
    """Let a talk rest."""
    return await _done(request, Wish, lambda by, id_, _: by.pause(id_), Talk.shown)


async def post_talk_resume(request: web.Request) -> web.Response:
    """Let a talk go on."""
    return await _done(request, Wish, lambda by, id_, _: by.resume(id_), Talk.shown)


async def post_talk_step(request: web.Request) -> web.Response:
    """Let one more of a talk speak."""
    return await _done(request, Wish, lambda by, id_, _: by.step(id_), Talk.shown)


async def post_talk_pace(request: web.Request) -> web.Response:
    """Let a talk go faster or slower."""
    return await _done(request, TalkPace, Deeds.at_pace, Talk.shown)


async def post_talk_inject(request: web.Request) -> web.Response:
    """Put a line into a talk."""
    return await _done(request, PutIn, Deeds.put_in, lambda _talk: {"ok": True})


async def post_talk_fork(request: web.Request) -> web.Response:
    """Begin a talk with the lines of another."""
    return await _done(request, ForkTalk, Deeds.fork, Talk.whole)


async def post_talk_vote(request: web.Request) -> web.Response:
    """Vote on who comes next in a talk."""
    return await _done(request, TalkVote, Deeds.vote, lambda talk: talk.votes().model_dump())


async def _done(
    request: web.Request,
    shape: type[W],
    deed: Callable[[Deeds, str, W], Awaitable[Talk]],
    told: Callable[[Talk], dict[str, Any]],
) -> web.Response:
    """Do what the body asks for; what people write is read for signs of crisis before all."""
    data = await json_of(request)
    if said := hearing.due(request.app, visitor_of(request), data, iter(())):
        return _json({"ok": False, "response": said})
    wish = fitting(shape, data)
    talk = await deed(_deeds(request), request.match_info.get("id", ""), wish)
    return _json(told(talk))


def _stopped(talk: Talk) -> dict[str, Any]:
    return {"conversationId": talk.id, "status": "stopped"}


def _deeds(request: web.Request) -> Deeds:
    return Deeds(request.app, visitor_of(request))


def _id(request: web.Request) -> str:
    return request.match_info["id"]
