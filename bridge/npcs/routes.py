"""What is asked of those who live in the house, by the operator and by whoever listens."""

import asyncio

from aiohttp import web

from bridge import keys
from bridge.bodies import body_as
from bridge.errors import ForbiddenError
from bridge.gate import only_the_operator, person_of
from bridge.routes import answer, room_named
from bridge.schemas import Listened, ListenRequest, Npc, NpcList


async def get_npcs(request: web.Request) -> web.Response:
    """List who lives in the house."""
    return answer(_listed(request.app))


async def post_pause(request: web.Request) -> web.Response:
    """Silence them all at once, until somebody lets them go on."""
    only_the_operator(request)
    request.app[keys.NPCS].pause()
    return await _kept(request.app)


async def post_resume(request: web.Request) -> web.Response:
    """Let them go on."""
    only_the_operator(request)
    request.app[keys.NPCS].resume()
    return await _kept(request.app)


async def _kept(app: web.Application) -> web.Response:
    await asyncio.to_thread(app[keys.NPCS].switch.keep)
    return answer(_listed(app))


def _listed(app: web.Application) -> NpcList:
    household = app[keys.NPCS]
    npcs = [
        Npc(
            key=one.key,
            name=one.name,
            room=one.room,
            doing=household.doing(one),
            colour=one.persona.colour,
        )
        for one in household.residents.values()
    ]
    return NpcList(paused=household.switch.paused, npcs=npcs)


async def post_listen(request: web.Request) -> web.Response:
    """Let those in a room know that somebody would like to hear more."""
    body = await body_as(ListenRequest, request)
    app, person = request.app, person_of(request, body.user_id)
    room = room_named(app, body.room)
    household, here = app[keys.NPCS], app[keys.PRESENCE].where(person)
    listener = here.username if here and here.room == room.name else ""
    if not listener and not household.is_watchable(room.name):
        raise ForbiddenError(f"{room.name} is for those who are in it; it is not watched.")
    app[keys.RATE].take(person)
    if listener and person.realm == "http":
        app[keys.SESSIONS].open(person, listener, room.name)
    if household.has_audience(room.name) and not app[keys.CARE].state(person):
        household.act(room.name, listener)
    return answer(Listened(ok=True, room=room.name, here=household.names_in(room.name)))
