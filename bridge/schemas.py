"""What crosses the HTTP boundary: request and response bodies, strict at the door."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from bridge.care import Surface
from bridge.events import ShownDeed, ShownPresence, ShownSay
from world.marks import LONGEST, Kind, Level
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


def _line(value: object) -> object:
    return " ".join(plain(value).split()) if isinstance(value, str) else value


def _whole(value: object) -> object:
    """Return 7 for 7.0: in JSON both are the same number."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


# What `plain` takes away, for the document: an id holds none of it, and words hold more than it.
_UNSEEN = (
    r"\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff"
    r"\ufff9-\ufffb"
    "\U000e0000-\U000e007f"
)
ID_SHAPE = {"minLength": 1, "maxLength": 64, "pattern": f"^[^{_UNSEEN}]+$"}
_WORDS_SHAPE: dict[str, Any] = {"pattern": rf"[^\s{_UNSEEN}]"}

UserId = Annotated[
    str, Field(min_length=1, max_length=64, json_schema_extra=ID_SHAPE), BeforeValidator(_id)
]
Username = Annotated[str, Field(min_length=1, max_length=64), BeforeValidator(_name)]
VouchedName = Annotated[str, BeforeValidator(_vouched)]
RoomName = Annotated[str, Field(min_length=1, max_length=80)]
Words = Annotated[
    str,
    Field(min_length=1, max_length=4000, json_schema_extra=_WORDS_SHAPE),
    BeforeValidator(_words),
]
MarkWords = Annotated[str, Field(max_length=LONGEST), BeforeValidator(_line)]
Count = Annotated[int, Field(ge=0, lt=2**62), BeforeValidator(_whole)]


class Body(BaseModel):
    """A request body: unknown fields and wrong types are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)


class ChatRequest(Body):
    """Something said to Timmy, or aloud to the room."""

    user_id: UserId
    username: Username
    message: Words
    room: RoomName


class DeedRequest(ChatRequest):
    """Something that somebody leaves in the world; wood for the fire has no words."""

    deed: Kind
    message: MarkWords = ""


class RemoveRequest(Body):
    """Which line or note is to be taken off, by its id."""

    id: Count


class MoveRequest(Body):
    """Somebody goes to another room."""

    user_id: UserId
    room: RoomName


class ListenRequest(Body):
    """Somebody would like to hear more of what those say who live in a room."""

    user_id: UserId
    username: Username
    room: RoomName


class PresentPerson(Body):
    """A player, and the room they are in."""

    user_id: UserId
    username: VouchedName
    room: str


class PresenceSnapshot(Body):
    """Everybody who is in the MUD.

    `epoch` names one run of the MUD's server, `seq` grows with each report of that run; `watched`
    are the rooms that somebody watches without being in them.
    """

    epoch: Count
    seq: Count
    users: list[PresentPerson] = Field(max_length=5000)
    watched: list[str] = Field([], max_length=100)


class PresenceChange(Body):
    """One player has come, gone to another room, or left (`room` null)."""

    epoch: Count
    seq: Count
    user_id: UserId
    username: VouchedName
    room: str | None


CrisisLevel = Annotated[str, Field(pattern="^(none|soft|clear|imminent)$")]
CrisisLanguage = Annotated[str, Field(pattern="^(en|es)$")]
#: What is counted when it is shown; see crisis.state.Kind.
CrisisKind = Literal["soft", "block", "follow_up", "escalation"]


class CrisisReport(Body):
    """What the MUD has shown to one of its players; `message` stays in memory only.

    `kind` is what it was. `shown` is the text if it was the whole answer: the words then do not
    come by chat as well.
    """

    user_id: UserId
    username: VouchedName
    room: str
    level: CrisisLevel
    language: CrisisLanguage
    surface: Surface
    kind: CrisisKind | Literal["nothing"]
    shown: Words | None
    message: Words
    state: dict[str, Any] = Field(max_length=20)


class CrisisShown(Body):
    """What the MUD has shown to somebody who has no name yet: counted, and nothing else."""

    level: CrisisLevel
    language: CrisisLanguage
    surface: Surface
    kind: CrisisKind


class ExportRequest(Body):
    """Whose export; from the query, where all is text."""

    model_config = ConfigDict(frozen=True, extra="ignore", strict=False)

    user_id: UserId
    before: int | None = Field(None, ge=0, lt=2**63)


class SinceRequest(Body):
    """Who asks what happened while they were away."""

    model_config = ConfigDict(frozen=True, extra="ignore", strict=False)

    user_id: UserId


class WhyRequest(Body):
    """Of which reply a person asks how it came about, the last being the first."""

    model_config = ConfigDict(frozen=True, extra="ignore", strict=False)

    user_id: UserId
    n: int = Field(1, ge=1, le=1000)


class ForgetRequest(Body):
    """A person asks to be forgotten, and says so in words.

    For the MUD alone: `username`, a name under which rooms remember its player, and `new_id`, under
    which the player goes on.
    """

    user_id: UserId
    confirm: Literal["forget me"]
    username: VouchedName | None = None
    new_id: UserId | None = None


class Answer(BaseModel):
    """A response body."""

    model_config = ConfigDict(frozen=True, defer_build=True)


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


class ShownMark(Answer):
    """A line on the whiteboard, or a note: whose words they are, and when they were left.

    `id` is that of the event that told of it; `afar`: whoever left it came by HTTP, under a name
    that a player may have, too.
    """

    id: int
    who: str
    afar: bool
    time: str
    text: str


class ShownFire(Answer):
    """How the fire burns: for how many seconds there is wood, and who tended it last."""

    level: Level
    lasts: float
    by: str
    afar: bool
    time: str


class WorldData(Answer):
    """What the world knows of a room; what is left there, in the one room where it is."""

    desc_base: str
    visitor_history: list[str]
    whiteboard: list[ShownMark] | None = None
    notes: list[ShownMark] | None = None
    fire: ShownFire | None = None


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
    events: list[ShownPresence | ShownSay | ShownDeed]


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


class Npc(Answer):
    """One who lives in the house, where it is, and whether it talks, rests or is silenced.

    `colour` is one of eight that every terminal has.
    """

    key: str
    name: str
    room: str
    doing: str
    colour: str


class NpcList(Answer):
    """Who lives in the house; `paused` where the operator has silenced them."""

    paused: bool
    npcs: list[Npc]


class Listened(Answer):
    """Who of the house is in the room, by name; nobody may have anything to say."""

    ok: bool
    room: str
    here: list[str]


class Amount(Answer):
    """Model calls, tokens and money."""

    calls: int
    tokens: int
    usd: float


class Limit(Answer):
    """As many at most; null: as many as one likes."""

    calls: int | None
    tokens: int | None
    usd: float | None


class Spending(Answer):
    """What is spent today, reserved for calls that have not ended, left, and allowed in all."""

    spent: Amount
    reserved: Amount
    left: Limit
    cap: Limit


class NamedSpending(Spending):
    """What one provider or agent has spent."""

    name: str


class Crowd(Answer):
    """Those who share one limit each, without their names.

    Attributes:
        cap: how much each of them may spend.
        count: how many have spent something today.
        largest_share: how much of it the greatest spender has used: 1 is all.
    """

    cap: Limit
    count: int
    largest_share: float


class BudgetReport(Answer):
    """What model calls may cost on this UTC day, and do.

    Attributes:
        agents: those that have a limit of their own and have spent something.
        persons, conversations: null where they have no limit of their own.
        notice: a sentence on what cannot be paid; else empty.
    """

    day: str
    renewed_at: str
    seconds_left: int
    total: Spending
    providers: list[NamedSpending]
    agents: list[NamedSpending]
    persons: Crowd | None
    conversations: Crowd | None
    notice: str


class StandIn(Answer):
    """Which model has answered, and instead of which."""

    name: str
    instead_of: str


class ChatReply(Answer):
    """Timmy's answer; `durable` is there, and false, while it is in memory alone.

    `voice` is there when another model has answered than the one that is asked first. `crisis` is
    there for a player of the MUD who is followed up: how far the crisis protocol has gone, which
    the MUD takes over where it knows of no sign as late, and asks of then.
    """

    response: str
    user: str
    room: str
    session_messages: int
    durable: bool = True
    voice: StandIn | None = None
    crisis: dict[str, int | float | bool | None] | None = None


class SayReply(Answer):
    """What was said, and who heard it; `response` only if the speaker is due one."""

    ok: bool
    event: ShownSay
    recipients: list[Player]
    response: str | None = None


class DeedReply(Answer):
    """What was done; null where it was not. `response` only if the person is due one."""

    ok: bool
    event: ShownDeed | None = None
    recipients: list[Player] = []
    response: str | None = None


class Removed(Answer):
    """What was taken off."""

    ok: bool
    mark: ShownMark


class Since(Answer):
    """What happened since somebody left, in prose; empty where they never did, or nothing did."""

    since: str | None
    sentences: list[str]


class MoveReply(Answer):
    """Where the person is now, and what was told to both rooms."""

    ok: bool
    room: str
    events: list[ShownPresence]


class KeptSession(Answer):
    """A person's dialogue with Timmy, but for its words."""

    username: str
    room: str
    created: str
    last_active: str
    messages: int


class KeptTurn(Answer):
    """One question and its answer; `n` counts the messages up to here."""

    n: int
    asked: str
    replied: str


class KeptSummary(Answer):
    """What stands for the older part of the dialogue, up to its message `upto`."""

    upto: int
    summary: str
    said: list[str]


class KeptPresence(Answer):
    """Where a person is now."""

    username: str
    room: str


class KeptVisit(Answer):
    """A room that remembers a visitor by name."""

    room: str
    name: str


class KeptCrisis(Answer):
    """How far the crisis protocol has gone with a person: levels and times, never words.

    Attributes:
        means: what this is about, for people to read; none of it says that somebody is well.
        danger: what was heard at most: `none`, `possible`, `likely`, `immediate`.
        last_sign: when it was heard last.
        help_shown: when the person was last shown all of it, whom to call and what to do.
        numbers_shown: whether they were shown numbers to call, in whatever form.
        said_safe: whether they have said since then that they are safe.
    """

    means: str
    danger: str
    language: str
    last_sign: str | None
    help_shown: str | None
    numbers_shown: bool
    said_safe: bool


class Tokens(Answer):
    """Tokens that a reply was billed for."""

    input: int
    output: int
    cache_read: int
    cache_write: int


class KeptTrace(Answer):
    """How a reply came about; of nobody's words.

    Attributes:
        time: when it was asked for.
        kind: of what it is a reply in; `talk` is one with Timmy.
        model: the exact id of the model that answered; `key` is what it is chosen by.
        stood_in: whether it answered in place of the one that was asked first.
        hop: how many models have handed on what it answers.
        events: ids of what was overheard and stood in the prompt.
        upto: the last event id when the prompt was made.
        present: how many others the prompt named as present.
        turns: the first and the last of the person's earlier turns that stood in it, by number.
    """

    id: int
    time: str
    kind: str
    room: str
    model: str
    key: str
    stood_in: bool
    attempts: int
    ms: int
    tokens: Tokens
    usd: float
    hop: int
    events: list[int]
    upto: int
    present: int
    turns: list[int]


class Overheard(Answer):
    """Who said something aloud, and when."""

    speaker: str
    time: str


class Why(Answer):
    """How a reply to a person came about; `trace` is null where nothing is kept of that.

    Attributes:
        help_shown_since: whether the person was shown help since the last reply of which anything
            is kept: what was said then is written nowhere.
        present: who else was there, as far as the record knows it still.
        heard: what Timmy overheard, all of it while the person was there.
    """

    user_id: str
    help_shown_since: bool
    trace: KeptTrace | None
    present: list[str]
    heard: list[Overheard]


class Export(Answer):
    """All that is kept of a person.

    Attributes:
        summary: what stands for the older part of it in what Timmy is told; null: nothing does.
        dialogue: what they and Timmy said to each other, as far as it is written.
        events: what they said aloud, and where they came and went, oldest first.
        events_before: ask again with `before` set to this for the earlier ones; null: that is all.
        traces: how Timmy's replies came about, oldest first.
        answers: how many answers are kept for a day, for requests that may come again.
        besides: what else is to be known, for people to read.
    """

    user_id: str
    timestamp: str
    session: KeptSession | None
    summary: KeptSummary | None
    dialogue: list[KeptTurn]
    presence: KeptPresence | None
    events: list[ShownPresence | ShownSay | ShownDeed]
    events_before: int | None
    visits: list[KeptVisit]
    crisis: KeptCrisis | None
    traces: list[KeptTrace]
    answers: int
    besides: list[str]


class Counts(Answer):
    """How much of a person was kept until now."""

    messages: int
    events: int
    answers: int
    visits: int


class Forgotten(Answer):
    """Nothing is kept of the person any more."""

    ok: bool
    forgotten: Counts


class Done(Answer):
    """It is done."""

    ok: bool = True


class Problem(Answer):
    """What went wrong: a code for programs and a sentence for people."""

    error: str
    detail: str
