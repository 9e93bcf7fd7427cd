"""What watchers ask: the world, one room, its log, the feed; and how they vote."""

import sqlite3
from functools import partial

from aiohttp import web

from bridge import keys
from bridge.bodies import body_as, fitting
from bridge.errors import ConflictError, ForbiddenError
from bridge.events import EVENT, Event, utc_now
from bridge.feed import stream
from bridge.hub import View
from bridge.presence import Person
from bridge.routes import answer, left_in
from bridge.visitors import visitor_of
from bridge.watch.shapes import (
    LogPage,
    LogRequest,
    OpenRoom,
    Voted,
    VoteRequest,
    WatchedRoom,
    WayOut,
    World,
)
from bridge.watch.watching import TALKS, topic_of
from world.rooms import Room

#: Of those in a room, how many are told by name: the latest.
CROWD = 100


async def watch_world(request: web.Request) -> web.Response:
    """Show every room, who is there, and which talks go on."""
    app = request.app
    return answer(
        World(
            rooms=[_room(app, room) for room in app[keys.ROOMS].values()],
            talks=app[keys.WATCHING].talks(),
            watchers=app[keys.WATCHING].count(),
            last_event_id=app[keys.HUB].last_id,
            timestamp=utc_now(),
        )
    )


def _room(app: web.Application, room: Room) -> WatchedRoom:
    """Return a room as all the world sees it; of one that is not watched, very little."""
    watched, watching = room.watch == "all", app[keys.WATCHING]
    house = watching.house_in(room.name) if watched else []
    here = app[keys.PRESENCE].latest_in(room.name, CROWD) if watched else []
    return WatchedRoom(
        name=room.name,
        slug=room.slug,
        description=room.description,
        watched=watched,
        exits=[
            WayOut(name=way.name, to=way.to, slug=app[keys.ROOMS][way.to].slug)
            for way in room.exits
        ],
        people=[*watching.people(here), *house],
        count=app[keys.PRESENCE].count(room.name),
        npcs_doing=app[keys.NPCS].done_in(room.name) if watched else "",
    )


async def watch_room(request: web.Request) -> web.Response:
    """Show one room, with what happened there lately."""
    app, watching = request.app, request.app[keys.WATCHING]
    room = watching.room(request.match_info["slug"])
    seen = _room(app, room)
    events = [watching.seen(event) for event in app[keys.HUB].recent(room.name)]
    return answer(
        OpenRoom(
            **dict(seen),
            **left_in(app, room.name),
            things=app[keys.STATE].things_in(room, app[keys.WALL]()),
            events=events,
            last_event_id=app[keys.HUB].last_id,
            watchers=watching.count(room.slug),
            votes=watching.votes_in(room.name) if watching.votes else None,
            timestamp=utc_now(),
        )
    )


async def watch_feed(request: web.Request) -> web.StreamResponse:
    """Stream what happens in one room, or in all that may be watched, and what watchers do."""
    watching, slug = request.app[keys.WATCHING], request.query.get("room")
    if slug is None:
        rooms, topics, slug = watching.open_rooms, {TALKS}, ""
    else:
        rooms, topics = frozenset({watching.room(slug).name}), set[str]()
    view = View(rooms, topics=frozenset({topic_of(slug), *topics}), line=watching.line)
    with watching.by(visitor_of(request).id, slug):
        return await stream(request, view)


# --- The log --------------------------------------------------------------------------------------


async def watch_log(request: web.Request) -> web.Response:
    """Show a page of what happened in a room, back to the beginning of the record."""
    watching = request.app[keys.WATCHING]
    room = watching.room(request.match_info["slug"])
    asked = fitting(LogRequest, dict(request.query))
    first, last, after, events = await request.app[keys.JOURNAL].read(
        partial(_page, room.name, asked.before, asked.limit)
    )
    oldest = events[0].id if events else None
    return answer(
        LogPage(
            room=room.name,
            slug=room.slug,
            events=[watching.seen(event) for event in events],
            before=oldest if oldest != first else None,
            after=after,
            first=first,
            last=last,
        )
    )


def _page(
    room: str, before: int, limit: int, db: sqlite3.Connection
) -> tuple[int | None, int | None, int | None, list[Event]]:
    """Return the ids of the first event in `room`, the last, and that from which some are asked.

    And those before that one.
    """
    first, last, after = db.execute(
        "SELECT (SELECT min(id) FROM events WHERE room = ?1), "
        "(SELECT max(id) FROM events WHERE room = ?1), "
        "(SELECT min(id) FROM events WHERE room = ?1 AND id >= ?2)",
        (room, before),
    ).fetchone()
    asked = "SELECT body FROM events WHERE room = ? AND id < ? ORDER BY id DESC LIMIT ?"
    rows = db.execute(asked, (room, before, limit)).fetchall()
    return first, last, after, [EVENT.validate_json(body) for (body,) in reversed(rows)]


# --- Votes ----------------------------------------------------------------------------------------


async def post_vote(request: web.Request) -> web.Response:
    """Count for whom a watcher votes; where nobody of the house talks, they begin to."""
    app, watching = request.app, request.app[keys.WATCHING]
    room, visitor = watching.room(request.match_info["slug"]), visitor_of(request)
    body = await body_as(VoteRequest, request)
    if not watching.votes:
        raise ForbiddenError("Nobody votes here; the host may allow it (TIMMY_ROOM_VOTES).")
    if not watching.is_watched_by(visitor.id, room.slug):
        raise ConflictError("Only who watches this room votes; open /watch/feed first.")
    headers = app[keys.RATE].take(Person("http", visitor.id))
    app[keys.NPCS].ballot(room.name).vote(visitor.id, body.choice)
    watching.changed(room.slug)
    if app[keys.NPCS].done_in(room.name) == "resting":
        app[keys.NPCS].act(room.name)
    return answer(Voted(ok=True, votes=watching.votes_in(room.name)), headers)
