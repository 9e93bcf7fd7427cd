"""What watchers are shown, and what they may ask for: nobody's id is in any of it."""

from typing import Literal, TypeAlias

from pydantic import ConfigDict, Field

from bridge.schemas import Answer, Body, ShownFire, ShownMark

#: A person, or one who lives in the house.
Who: TypeAlias = Literal["person", "house"]


class Someone(Answer):
    """Somebody in a room.

    Attributes:
        voice: the key of one of the house; empty for people.
        colour: one of eight that every terminal has, or empty.
    """

    name: str
    kind: Who
    voice: str
    colour: str


class Seen(Answer):
    """An event as watchers see it.

    Attributes:
        text: what was said or written, or a gesture as it stands after the name; may be empty.
    """

    id: int
    type: Literal["presence", "say", "deed"]
    event: str
    room: str
    slug: str
    name: str
    kind: Who
    voice: str
    colour: str
    text: str
    timestamp: str


class WayOut(Answer):
    """A way out of a room, and the room to which it leads."""

    name: str
    to: str
    slug: str


class Choice(Answer):
    """One of the house, for whom one may vote."""

    key: str
    name: str
    colour: str


class Votes(Answer):
    """Who may speak next, and how many would like to hear them."""

    choices: list[Choice]
    counts: dict[str, int]


class WatchedRoom(Answer):
    """A room as all the world sees it.

    Attributes:
        watched: whether it may be watched; of another only this is told, and how many are there.
        people: who is there; of a crowd, the latest.
        count: how many people are there, without those of the house.
        npcs_doing: what those of the house do there; empty where none of them is.
    """

    name: str
    slug: str
    description: str
    watched: bool
    exits: list[WayOut]
    people: list[Someone]
    count: int
    npcs_doing: Literal["talking", "resting", "paused", ""]


class OpenRoom(WatchedRoom):
    """A room that is watched, with what happened there lately, oldest first.

    Attributes:
        things: what can be looked at, as it is now.
        whiteboard, notes, fire: what people left, in the one room where it is.
        last_event_id: ask the feed for what comes after it.
        votes: null where nobody votes.
    """

    things: dict[str, str]
    whiteboard: list[ShownMark] | None = None
    notes: list[ShownMark] | None = None
    fire: ShownFire | None = None
    events: list[Seen]
    last_event_id: int
    watchers: int
    votes: Votes | None
    timestamp: str


class LogRequest(Body):
    """Which page of a room's log is wanted, and how many events on it; from the query."""

    model_config = ConfigDict(frozen=True, extra="ignore", strict=False)

    before: int = Field(2**63 - 1, ge=0, lt=2**63)
    limit: int = Field(50, ge=1, le=200)


class LogPage(Answer):
    """What happened in a room, oldest first.

    Attributes:
        before: ask with it for what came earlier; null: nothing did.
        after: the id of the event that came next; null: none did yet.
        first, last: the ids of the oldest and the newest event there is; null where there is none.
    """

    room: str
    slug: str
    events: list[Seen]
    before: int | None
    after: int | None
    first: int | None
    last: int | None


class TalkVoice(Answer):
    """One who takes part in a talk of the laboratory."""

    id: str
    name: str
    colour: str


class SeenTalk(Answer):
    """A talk of the laboratory that goes on."""

    id: str
    personalities: list[TalkVoice]
    status: str
    turn: int
    watchers: int


class World(Answer):
    """All there is to watch."""

    rooms: list[WatchedRoom]
    talks: list[SeenTalk]
    watchers: int
    last_event_id: int
    timestamp: str


class VoteRequest(Body):
    """For whom a watcher of a room votes."""

    choice: str = Field(min_length=1, max_length=64)


class Voted(Answer):
    """How the votes stand now."""

    ok: bool
    votes: Votes


class Me(Answer):
    """What the caller may do.

    Attributes:
        watches: `room:<slug>`, `talk:<id>` or `table` where that is all they may watch.
        expires: when what lets them in ends; null where nothing does.
        needs_token: whether nothing is shown until a token of the host's is.
    """

    host: bool
    may_speak: bool
    may_share: bool
    watches: str
    expires: str | None
    needs_token: bool


class LinkRequest(Body):
    """To what a link leads, and for how many hours it is good.

    `name` is that of a room, or the id of a talk; nothing else has one.
    """

    what: Literal["world", "room", "talk", "table"]
    name: str = Field("", max_length=80)
    hours: int = Field(24, ge=1, le=720)


class Link(Answer):
    """A link for whoever is to watch, and nothing more."""

    url: str
    expires: str
