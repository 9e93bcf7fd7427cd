"""What is: the questions that change nothing."""

import time
from importlib.metadata import version
from typing import Any

import orjson
from aiohttp import web
from pydantic import BaseModel

from bridge import keys
from bridge.errors import BadRequestError, NotFoundError
from bridge.events import Event, is_after, parse_since, utc_at, utc_now
from bridge.presence import Person
from bridge.schemas import (
    Health,
    Player,
    RoomList,
    RoomOccupants,
    RoomPlayers,
    RoomWorld,
    SessionInfo,
    SessionList,
    ShownFire,
    ShownMark,
    Stats,
    WorldData,
)
from world.marks import PLACES, SHOWN_BY, Mark
from world.rooms import Room

#: Read once: it lies in a file.
_VERSION = version("tower")


def answer(body: BaseModel, headers: dict[str, str] | None = None) -> web.Response:
    """Return `body` as a JSON response; what is null in it and may be left out is left out."""
    data = body.model_dump(mode="json", exclude_unset=True)
    return web.json_response(data, headers=headers, dumps=_dumps)


def _dumps(data: object) -> str:
    return orjson.dumps(data).decode()


def shown(event: Event) -> dict[str, object]:
    """Return `event` as rooms show it; its realm is for the feed alone."""
    return event.model_dump(exclude={"realm"})


def room_named(app: web.Application, name: str) -> Room:
    """Return the room of that name.

    Raises:
        NotFoundError: the world has none.
    """
    room = app[keys.ROOMS].get(name)
    if room is None:
        raise NotFoundError("room: the world has no room of this name; see /bridge/rooms.")
    return room


def place_of(app: web.Application, person: Person, named: str) -> str:
    """Return the room a person is in: of its players the MUD knows, else it is the one `named`."""
    here = app[keys.PRESENCE].where(person) if person.realm == "mud" else None
    return here.room if here else named


def players_in(app: web.Application, room: str, *, without: Person | None = None) -> list[Player]:
    """Return who is in `room`, in the order in which they came."""
    return [
        Player(user_id=here.person.user_id, username=here.username)
        for here in app[keys.PRESENCE].in_room(room)
        if here.person != without
    ]


async def get_health(request: web.Request) -> web.Response:
    """Say how the bridge is."""
    app = request.app
    notices = (
        app[keys.JOURNAL].notice,
        app[keys.JOURNAL].trouble,
        app[keys.STATE].notice,
        app[keys.VISITS].notice,
        app[keys.TROUBLE].sentence,
        app[keys.NPCS].trouble.sentence,
        app[keys.SECOND_VOTE].sentence,
        app[keys.SHORTAGE] or app[keys.BUDGET].notice,
    )
    degraded = list(dict.fromkeys(notice for notice in notices if notice))
    return answer(
        Health(
            status="degraded" if degraded else "ok",
            active_sessions=len(app[keys.SESSIONS]),
            timestamp=utc_now(),
            voice=app[keys.VOICE],
            degraded=degraded,
            version=_VERSION,
        )
    )


async def get_sessions(request: web.Request) -> web.Response:
    """List the sessions in memory, without their words."""
    request.app[keys.SESSIONS].expire()
    return answer(
        SessionList(
            sessions=[
                SessionInfo(
                    user=session.username,
                    room=session.room,
                    messages=session.count,
                    last_active=utc_at(session.last_active),
                    created=utc_at(session.created),
                )
                for session in request.app[keys.SESSIONS]
            ]
        )
    )


async def get_world(request: web.Request) -> web.Response:
    """Return a room's world state."""
    room = room_named(request.app, request.match_info["room"])
    state = request.app[keys.STATE].room(room.name)
    left = left_in(request.app, room.name)
    data = WorldData(desc_base=state.desc_base, visitor_history=state.visitor_history, **left)
    return answer(RoomWorld(room=room.name, data=data))


def left_in(app: web.Application, room: str) -> dict[str, Any]:
    """Return what people have left in `room`, by what shows it; nothing in most rooms."""
    state = app[keys.STATE]
    found: dict[str, Any] = {}
    for kind in (kind for kind, place in PLACES.items() if place == room):
        if kind == "stoke":
            fire = state.fire(app[keys.WALL]())
            seen = ShownFire(
                level=fire.level, lasts=fire.lasts, by=fire.by, afar=fire.afar, time=fire.at
            )
            found[SHOWN_BY[kind]] = seen
        else:
            found[SHOWN_BY[kind]] = [shown_mark(mark) for mark in state.standing(kind)]
    return found


def shown_mark(mark: Mark) -> ShownMark:
    """Return a line on the whiteboard, or a note, as it is shown."""
    return ShownMark(id=mark.id, who=mark.who, afar=mark.is_from_afar, time=mark.at, text=mark.text)


async def get_players(request: web.Request) -> web.Response:
    """List who is in a room."""
    room = room_named(request.app, request.match_info["room"])
    return answer(RoomPlayers(room=room.name, players=players_in(request.app, room.name)))


async def get_events(request: web.Request) -> web.Response:
    """Return the last events of a room, or those of them that came after `since`."""
    room = room_named(request.app, request.match_info["room"])
    events = request.app[keys.HUB].recent(room.name)
    if text := request.query.get("since"):
        try:
            since = parse_since(text)
        except ValueError:
            raise BadRequestError("since: an event id or an ISO 8601 timestamp.") from None
        events = [event for event in events if is_after(event, since)]
    return web.json_response(
        {"room": room.name, "events": [shown(event) for event in events]}, dumps=_dumps
    )


async def get_rooms(request: web.Request) -> web.Response:
    """List every room with its exits and who is in it."""
    return answer(
        RoomList(
            rooms=[
                RoomOccupants(
                    room=room.name,
                    exits=[exit_.to for exit_ in room.exits],
                    watch=room.watch,
                    players=players_in(request.app, room.name),
                )
                for room in request.app[keys.ROOMS].values()
            ]
        )
    )


async def get_stats(request: web.Request) -> web.Response:
    """Return counts, of nobody in particular."""
    app, counts = request.app, request.app[keys.COUNTS]
    return answer(
        Stats(
            uptime_seconds=round(time.monotonic() - app[keys.STARTED], 1),
            active_sessions=len(app[keys.SESSIONS]),
            max_sessions=app[keys.SESSIONS].limit,
            people=len(app[keys.PRESENCE]),
            rooms=len(app[keys.ROOMS]),
            last_event_id=app[keys.JOURNAL].last_id,
            readers=len(app[keys.HUB]),
            chats=counts["chats"],
            model_failures=counts["model_failures"],
        )
    )
