"""The HTTP API as a table: the app routes by it, the OpenAPI document is made from it."""

from dataclasses import dataclass, field

from aiohttp import web
from pydantic import BaseModel

from bridge import (
    deeds,
    feed,
    keys,
    marks,
    me,
    reports,
    routes,
    schemas,
    since,
    spending,
    talk,
    why,
)
from bridge.gate import Handler
from bridge.lab import routes as lab
from bridge.lab import shapes as talks
from bridge.npcs import routes as npcs
from bridge.watch import entering
from bridge.watch import routes as watch
from bridge.watch import shapes as watched


@dataclass(frozen=True, slots=True)
class Operation:
    """One request the bridge answers.

    Attributes:
        body: the request body; None where there is none.
        reply: the body of a 200; None for a stream, or for a file.
        kinds: what a 200 may be that is a file.
        query: names of query parameters, and what they mean.
        streamed: it is answered as server-sent events too, where `Accept` asks for them.
        keyed: it may be sent again under one Idempotency-Key.
        of_all: it tells of everybody or changes somebody, and waits after a start until all are
            back; what does not may be asked at once.
        problems: statuses it may be refused with, besides those of the gate.
    """

    method: str
    path: str
    handler: Handler
    summary: str
    reply: type[BaseModel] | None
    body: type[BaseModel] | None = None
    query: dict[str, str] = field(default_factory=dict)
    problems: tuple[int, ...] = ()
    kinds: tuple[str, ...] = ()
    streamed: bool = False
    keyed: bool = False
    of_all: bool = False


_TALK = (400, 404, 409, 413, 415, 422, 429, 502, 503, 504, 507)
_DO = (400, 404, 413, 415, 422, 429, 503, 507)
_MINE = (400, 413, 415, 422, 429, 503, 507)
_REPORT = (400, 409, 413, 415, 422, 503, 507)
_TALKS = (400, 404, 409, 413, 415, 422, 429, 503, 507)

OPERATIONS = (
    Operation("GET", "/bridge/health", routes.get_health, "How the bridge is", schemas.Health),
    Operation(
        "GET",
        "/bridge/sessions",
        routes.get_sessions,
        "Sessions in memory",
        schemas.SessionList,
        of_all=True,
    ),
    Operation(
        "GET",
        "/bridge/rooms",
        routes.get_rooms,
        "Rooms and occupants",
        schemas.RoomList,
        of_all=True,
    ),
    Operation("GET", "/bridge/stats", routes.get_stats, "Counts", schemas.Stats, of_all=True),
    Operation(
        "GET",
        "/bridge/budget",
        spending.get_budget,
        "The operator: what model calls may cost today, and do",
        schemas.BudgetReport,
    ),
    Operation(
        "GET",
        "/bridge/world/{room}",
        routes.get_world,
        "A room's world state",
        schemas.RoomWorld,
        problems=(404,),
    ),
    Operation(
        "GET",
        "/bridge/room/{room}/players",
        routes.get_players,
        "Who is in a room",
        schemas.RoomPlayers,
        problems=(404,),
        of_all=True,
    ),
    Operation(
        "GET",
        "/bridge/room/{room}/events",
        routes.get_events,
        "The last 50 events of a room",
        schemas.RoomEvents,
        query={"since": "strictly after this event id or ISO 8601 timestamp"},
        problems=(400, 404),
    ),
    Operation(
        "GET",
        "/bridge/feed",
        feed.get_feed,
        "A stream of events as NDJSON or server-sent events",
        None,
        query={
            "after": "resume after this event id; without it, from now on",
            "heartbeat": "seconds between signs of life while nothing happens",
            "room": "only what happens there, from its last events on: a room that may be watched",
        },
        problems=(400, 404),
    ),
    Operation("GET", "/bridge/npcs", npcs.get_npcs, "Who lives in the house", schemas.NpcList),
    Operation(
        "POST",
        "/bridge/npc/pause",
        npcs.post_pause,
        "The operator: silence those who live in the house, at once",
        schemas.NpcList,
        problems=(507,),
    ),
    Operation(
        "POST",
        "/bridge/npc/resume",
        npcs.post_resume,
        "The operator: let them go on",
        schemas.NpcList,
        problems=(507,),
    ),
    Operation(
        "POST",
        "/bridge/listen",
        npcs.post_listen,
        "Ask to hear more of those who live in the house",
        schemas.Listened,
        schemas.ListenRequest,
        problems=(400, 404, 413, 415, 422, 429),
    ),
    Operation(
        "GET",
        "/watch/world",
        watch.watch_world,
        "Every room, who is there, and which talks go on",
        watched.World,
        of_all=True,
    ),
    Operation(
        "GET",
        "/watch/room/{slug}",
        watch.watch_room,
        "A room that may be watched, with what happened there lately",
        watched.OpenRoom,
        problems=(404,),
        of_all=True,
    ),
    Operation(
        "GET",
        "/watch/room/{slug}/log",
        watch.watch_log,
        "A page of what happened in a room, back to the beginning of the record",
        watched.LogPage,
        query={
            "before": "only events before this id; without it, the newest",
            "limit": "how many at most",
        },
        problems=(404, 422, 503, 507),
    ),
    Operation(
        "GET",
        "/watch/feed",
        watch.watch_feed,
        "A stream of what watchers see, as NDJSON or server-sent events",
        None,
        query={
            "room": "only what happens there; without it, in all rooms that may be watched",
            "after": "resume after this event id; without it, from the last events on",
            "heartbeat": "seconds between signs of life while nothing happens",
        },
        problems=(400, 404, 503),
    ),
    Operation(
        "POST",
        "/watch/room/{slug}/vote",
        watch.post_vote,
        "Vote on who of the house speaks next in a room that one watches",
        watched.Voted,
        watched.VoteRequest,
        problems=(400, 404, 409, 413, 415, 422, 429, 503),
    ),
    Operation("GET", "/watch/me", entering.get_visitor, "What the caller may do here", watched.Me),
    Operation(
        "POST",
        "/enter",
        entering.post_enter,
        "With a token: let this browser be the host's for half a day",
        watched.Me,
    ),
    Operation(
        "POST",
        "/leave",
        entering.post_leave,
        "Let this browser be a visitor's again",
        schemas.Done,
    ),
    Operation(
        "POST",
        "/bridge/link",
        entering.post_link,
        "The operator: a link with which one may watch, and nothing else",
        watched.Link,
        watched.LinkRequest,
        problems=(400, 404, 413, 415, 422),
    ),
    Operation(
        "DELETE",
        "/bridge/link",
        entering.delete_links,
        "The operator: end all links",
        schemas.Done,
        problems=(507,),
    ),
    Operation(
        "POST",
        "/bridge/chat",
        talk.post_chat,
        "Speak to Timmy",
        schemas.ChatReply,
        schemas.ChatRequest,
        problems=_TALK,
        streamed=True,
        keyed=True,
    ),
    Operation(
        "POST",
        "/bridge/say",
        deeds.post_say,
        "Speak aloud to a room",
        schemas.SayReply,
        schemas.ChatRequest,
        problems=_DO,
        keyed=True,
    ),
    Operation(
        "POST",
        "/bridge/deed",
        marks.post_deed,
        "Write on the whiteboard, leave a note, lay wood on the fire",
        schemas.DeedReply,
        schemas.DeedRequest,
        problems=(*_DO, 409),
        keyed=True,
    ),
    Operation(
        "POST",
        "/bridge/mark/remove",
        marks.post_remove,
        "The operator: take a line off the whiteboard, or a note off the lattice",
        schemas.Removed,
        schemas.RemoveRequest,
        problems=(400, 404, 413, 415, 422, 503, 507),
    ),
    Operation(
        "GET",
        "/bridge/since",
        since.get_since,
        "What happened since somebody left",
        schemas.Since,
        query={
            "user_id": "whose: with the service token a player of the MUD, else a caller by HTTP"
        },
        problems=(422, 429, 503, 507),
    ),
    Operation(
        "POST",
        "/bridge/move",
        deeds.post_move,
        "Go to another room",
        schemas.MoveReply,
        schemas.MoveRequest,
        problems=_DO,
        keyed=True,
        of_all=True,
    ),
    Operation(
        "GET",
        "/bridge/me",
        me.get_me,
        "All that is kept of a person",
        schemas.Export,
        query={
            "user_id": "whose: with the service token a player of the MUD, else a caller by HTTP",
            "before": "only events before this id; for those that one reply had no place for",
        },
        problems=(422, 429, 503, 507),
        of_all=True,
    ),
    Operation(
        "GET",
        "/bridge/me/why",
        why.get_why,
        "How one of the last replies to a person came about",
        schemas.Why,
        query={
            "user_id": "whose: with the service token a player of the MUD, else a caller by HTTP",
            "n": "the n-th last reply; 1 is the last",
        },
        problems=(422, 429, 503, 507),
    ),
    Operation(
        "GET",
        "/bridge/trace/{trace}",
        why.get_trace,
        "How a reply came about, for whoever has a token",
        schemas.KeptTrace,
        problems=(404, 503, 507),
    ),
    Operation(
        "DELETE",
        "/bridge/me",
        me.delete_me,
        "Forget a person",
        schemas.Forgotten,
        schemas.ForgetRequest,
        problems=_MINE,
        of_all=True,
    ),
    Operation(
        "PUT",
        "/bridge/presence",
        reports.put_presence,
        "The MUD: everybody who is in",
        schemas.Done,
        schemas.PresenceSnapshot,
        problems=_REPORT,
        of_all=True,
    ),
    Operation(
        "POST",
        "/bridge/presence",
        reports.post_presence,
        "The MUD: one player came, went on or left",
        schemas.Done,
        schemas.PresenceChange,
        problems=_REPORT,
        of_all=True,
    ),
    Operation(
        "POST",
        "/bridge/crisis",
        reports.post_crisis,
        "The MUD: a player was shown the crisis protocol",
        schemas.Done,
        schemas.CrisisReport,
        problems=_REPORT,
    ),
    Operation(
        "POST",
        "/bridge/crisis/shown",
        reports.post_crisis_shown,
        "The MUD: somebody without a name was shown it; counted, and nothing else",
        schemas.Done,
        schemas.CrisisShown,
        problems=_REPORT,
    ),
    Operation(
        "GET",
        "/api/personalities",
        lab.get_personalities,
        "Who can talk in the laboratory",
        talks.PersonalityList,
    ),
    Operation(
        "GET",
        "/api/conversations",
        lab.get_conversations,
        "The talks of the laboratory, the latest first",
        talks.ConversationList,
        query={"all": "1: also those that are over"},
    ),
    Operation(
        "POST",
        "/api/conversations",
        lab.post_conversation,
        "Begin a talk",
        talks.TalkBegun,
        talks.StartTalk,
        problems=_TALKS,
    ),
    Operation(
        "GET",
        "/api/conversations/{id}",
        lab.get_conversation,
        "A talk with all that was said",
        talks.WholeTalk,
        problems=(404,),
    ),
    Operation(
        "GET",
        "/api/conversations/{id}/export",
        lab.get_export,
        "A talk as a file",
        None,
        query={"format": "Markdown, JSON, a page for the browser, or what was measured"},
        problems=(404, 507),
        kinds=("text/markdown", "application/json", "text/html", "text/csv"),
    ),
    *(
        Operation(
            "POST",
            f"/api/conversations/{{id}}/{what}",
            handler,
            summary,
            reply,
            body,
            problems=_TALKS,
        )
        for what, handler, summary, reply, body in (
            ("stop", lab.post_talk_stop, "End a talk", talks.TalkStopped, talks.Wish),
            ("pause", lab.post_talk_pause, "Let a talk rest", talks.ShownTalk, talks.Wish),
            ("resume", lab.post_talk_resume, "Let a talk go on", talks.ShownTalk, talks.Wish),
            ("step", lab.post_talk_step, "Let one more speak", talks.ShownTalk, talks.Wish),
            ("pace", lab.post_talk_pace, "Seconds between lines", talks.ShownTalk, talks.TalkPace),
            ("inject", lab.post_talk_inject, "Put a line into a talk", talks.LinePut, talks.PutIn),
            ("fork", lab.post_talk_fork, "Begin with its lines", talks.TalkBegun, talks.ForkTalk),
            ("vote", lab.post_talk_vote, "Vote on who comes next", talks.TalkVotes, talks.TalkVote),
        )
    ),
    Operation("GET", "/api/health", lab.get_lab_health, "How the laboratory is", talks.LabHealth),
)


def add_routes(app: web.Application) -> None:
    """Route every operation."""
    for operation in OPERATIONS:
        handler = _when_all_are_back(operation.handler) if operation.of_all else operation.handler
        app.router.add_route(operation.method, operation.path, handler)


def _when_all_are_back(handler: Handler) -> Handler:
    async def handled(request: web.Request) -> web.StreamResponse:
        await request.app[keys.RECALL].everybody()
        return await handler(request)

    return handled
