"""What crosses the HTTP boundary: request and response bodies, strict at the door."""

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from bridge.care import Surface
from bridge.events import ShownPresence, ShownSay
from world.text import neutral_name, plain


def _name(value: object) -> object:
    return neutral_name(value) if isinstance(value, str) else value


def _vouched(value: object) -> object:
    """Return a name that the MUD vouches for: one odd name must not spoil a whole report."""
    return neutral_name(value)[:64] or "somebody" if isinstance(value, str) else value


def _id(value: object) -> object:
    if isinstance(value, str) and plain(value) != value:
        raise ValueError("an id holds no control characters")
    return value


def _words(value: object) -> object:
    return plain(value, lines=True).strip() if isinstance(value, str) else value


UserId = Annotated[str, Field(min_length=1, max_length=64), BeforeValidator(_id)]
Username = Annotated[str, Field(min_length=1, max_length=64), BeforeValidator(_name)]
VouchedName = Annotated[str, Field(min_length=1), BeforeValidator(_vouched)]
RoomName = Annotated[str, Field(min_length=1, max_length=80)]
Words = Annotated[str, Field(min_length=1, max_length=4000), BeforeValidator(_words)]


class Body(BaseModel):
    """A request body: unknown fields and wrong types are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class ChatRequest(Body):
    """Something said to Timmy, or aloud to the room."""

    user_id: UserId
    username: Username
    message: Words
    room: RoomName


class MoveRequest(Body):
    """Somebody goes to another room."""

    user_id: UserId
    room: RoomName


class PresentPerson(Body):
    """A player, and the room they are in."""

    user_id: UserId
    username: VouchedName
    room: str


class PresenceSnapshot(Body):
    """Everybody who is in the MUD.

    `epoch` names one run of the MUD's server, `seq` grows with each report of that run.
    """

    epoch: int = Field(ge=0, lt=2**62)
    seq: int = Field(ge=0, lt=2**62)
    users: list[PresentPerson] = Field(max_length=5000)


class PresenceChange(Body):
    """One player has come, gone to another room, or left (`room` null)."""

    epoch: int = Field(ge=0, lt=2**62)
    seq: int = Field(ge=0, lt=2**62)
    user_id: UserId
    username: VouchedName
    room: str | None


class CrisisReport(Body):
    """What the MUD has shown to one of its players; `message` stays in memory only.

    `shown` is the text if it was the whole answer: the words then do not come by chat as well.
    """

    user_id: UserId
    username: VouchedName
    room: str
    level: Annotated[str, Field(pattern="^(none|soft|clear|imminent)$")]
    language: Annotated[str, Field(pattern="^(en|es)$")]
    surface: Surface
    shown: Words | None
    message: Words
    state: dict[str, Any] = Field(max_length=20)


class Answer(BaseModel):
    """A response body."""

    model_config = ConfigDict(frozen=True)


class Voice(Answer):
    """Which model answers, and why this one."""

    name: str
    reason: str


class Health(Answer):
    """How the bridge is; `degraded` holds a sentence for each part that is not well."""

    status: str
    active_sessions: int
    timestamp: str
    voice: Voice
    degraded: list[str]
    version: str


class SessionInfo(Answer):
    """A session as others may know of it: never its words."""

    user: str
    room: str
    messages: int
    last_active: str
    created: str


class SessionList(Answer):
    """Every session in memory."""

    sessions: list[SessionInfo]


class WorldData(Answer):
    """What the world knows of a room."""

    desc_base: str
    visitor_history: list[str]


class RoomWorld(Answer):
    """A room's world state."""

    room: str
    data: WorldData


class Player(Answer):
    """Somebody in a room."""

    user_id: str
    username: str


class RoomPlayers(Answer):
    """Who is in a room."""

    room: str
    players: list[Player]


class RoomEvents(Answer):
    """The last events of a room, oldest first."""

    room: str
    events: list[ShownPresence | ShownSay]


class RoomOccupants(Answer):
    """A room, its exits and who is in it."""

    room: str
    exits: list[str]
    watch: str
    players: list[Player]


class RoomList(Answer):
    """Every room."""

    rooms: list[RoomOccupants]


class Stats(Answer):
    """Counts since the bridge started, and of now; of nobody in particular."""

    uptime_seconds: float
    active_sessions: int
    max_sessions: int
    people: int
    rooms: int
    last_event_id: int
    readers: int
    chats: int
    model_failures: int


class ChatReply(Answer):
    """Timmy's answer; `durable` is there, and false, while it is in memory alone."""

    response: str
    user: str
    room: str
    session_messages: int
    durable: bool = True


class SayReply(Answer):
    """What was said, and who heard it; `response` only if the speaker is due one."""

    ok: bool
    event: ShownSay
    recipients: list[Player]
    response: str | None = None


class MoveReply(Answer):
    """Where the person is now, and what was told to both rooms."""

    ok: bool
    room: str
    events: list[ShownPresence]


class Done(Answer):
    """It is done."""

    ok: bool = True


class Problem(Answer):
    """What went wrong: a code for programs and a sentence for people."""

    error: str
    detail: str
