"""What the laboratory is asked, and what it tells: over its socket and over HTTP, in camelCase."""

from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, RootModel
from pydantic.alias_generators import to_camel

from bridge.schemas import Body, Count, Words
from world.text import neutral_name, plain

#: Characters of a prompt or of a line, and of a name.
LONGEST, LONGEST_NAME = 4000, 64
#: How many talk with each other; seconds between two lines; lines of a talk.
FEWEST, MOST = 2, 5
SLOWEST, TURNS = 60.0, 1000

#: A talk goes on, or somebody lets it rest, or nothing is left to pay with, or it is over.
Status: TypeAlias = Literal["active", "paused", "waiting", "stopped"]


def _words(value: object) -> object:
    return plain(value, lines=True).strip() if isinstance(value, str) else value


def _name(value: object) -> object:
    return neutral_name(value) if isinstance(value, str) else value


Id: TypeAlias = Annotated[str, Field(min_length=1, max_length=64)]
Prompt: TypeAlias = Annotated[str, Field(max_length=LONGEST), BeforeValidator(_words)]
Name: TypeAlias = Annotated[str, Field(max_length=LONGEST_NAME), BeforeValidator(_name)]
Seconds: TypeAlias = Annotated[float, Field(ge=0, le=SLOWEST, allow_inf_nan=False)]

# --- What may be asked ----------------------------------------------------------------------------


class Wish(Body):
    """What somebody wants of the laboratory."""

    model_config = ConfigDict(alias_generator=to_camel)


class StartTalk(Wish):
    """A new talk; `pace`: seconds between two lines, else those of the house."""

    personalities: list[Id] = Field(min_length=1, max_length=MOST)
    initial_prompt: Prompt = ""
    turn_limit: Annotated[Count, Field(ge=1, le=TURNS)] | None = None
    pace: Seconds | None = None
    votes: bool = False


class TalkPace(Wish):
    """How long a line stays alone; None: as long as the house has it."""

    seconds: Seconds | None


class PutIn(Wish):
    """A line that a person puts in."""

    name: Name = ""
    content: Words


class ForkTalk(Wish):
    """A new talk with the first `at` lines of another."""

    at: Count


class TalkVote(Wish):
    """Who is to speak next: the id of a personality."""

    choice: Id


class _Of(Wish):
    """Something that is wanted of one talk."""

    conversation_id: Id


class OneTalk(_Of):
    """STOP_CONVERSATION; PAUSE_, RESUME_ and STEP_CONVERSATION say as much."""


class SetPace(_Of, TalkPace):
    """SET_PACE."""


class PutInto(_Of, PutIn):
    """INJECT_MESSAGE."""


class ForkOf(_Of, ForkTalk):
    """FORK_CONVERSATION."""


class VoteIn(_Of, TalkVote):
    """VOTE."""


class TalkFrame(Body):
    """What a client sends; its `data` is read as its `type` has it."""

    type: str = Field(min_length=1, max_length=64)
    data: dict[str, Any] = Field(default_factory=dict)


# --- What is told ---------------------------------------------------------------------------------


class _Told(BaseModel):
    model_config = ConfigDict(
        frozen=True, extra="forbid", alias_generator=to_camel, populate_by_name=True
    )


class ShownPersonality(_Told):
    """One who can talk; its prompt never leaves the server."""

    id: str
    name: str
    colour: str


class Tokens(BaseModel):
    """The tokens of one line; nothing where a provider does not tell."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    prompt_tokens: int = 0
    completion_tokens: int = 0
    total_tokens: int = 0


class TalkSpent(Tokens):
    """What a talk has come to."""

    usd: float = 0.0
    calls: int = 0


class TalkLine(_Told):
    """A line of a talk.

    Attributes:
        role: `assistant` for a personality, `user` for a person who put it in.
        personality_id: empty where a person said it.
        index: its number in the talk, from 1 on; those that said nothing leave a gap.
    """

    role: Literal["assistant", "user"]
    content: str
    timestamp: str
    personality_id: str = ""
    name: str
    usage: Tokens = Tokens()
    index: int
    usd: float = 0.0
    model: str = ""


class TalkParent(_Told):
    """The talk that another was begun from, and the last line that they share."""

    id: str
    at: int


class ShownTalk(_Told):
    """A talk without its lines.

    Attributes:
        reason: why it rests or ended, in a sentence.
        started_at, stopped_at: UTC, ISO 8601; empty while it is not over.
        turn: lines of personalities so far.
        pace: seconds between two lines; None: as the house has it.
        whole: whether its lines are told here; else by `GET /api/conversations/{id}`.
    """

    id: str
    personalities: tuple[ShownPersonality, ...]
    initial_prompt: str
    status: Status
    reason: str
    started_at: str
    stopped_at: str
    turn: int
    turn_limit: int
    pace: float | None
    votes: bool
    parent: TalkParent | None
    totals: TalkSpent
    whole: bool = False


class WholeTalk(ShownTalk):
    """A talk with all that was said, and what the instruments show."""

    messages: list[TalkLine]
    instruments: dict[str, Any]


class PersonalityList(RootModel[list[ShownPersonality]]):
    """Who can talk."""


class ConversationList(RootModel[list[ShownTalk]]):
    """Talks, the latest first."""


class LabHealth(_Told):
    """How the laboratory is; `api_calls` are those of today to models that cost money."""

    status: Literal["ok"]
    uptime: float
    sockets: int
    active_conversations: int
    api_calls: int
    api_limit: int


class TalkStopped(_Told):
    """What came of a wish to end a talk."""

    conversation_id: str
    status: Literal["stopped", "not_found"]


class SaidAlone(_Told):
    """What is said to somebody alone, in place of doing what they wanted."""

    ok: Literal[False]
    response: str


class LinePut(_Told):
    """What came of a line: it will be said, or something is said to whoever wrote it alone."""

    ok: bool
    response: str | None = None


class TalkBegun(RootModel[WholeTalk | SaidAlone]):
    """A talk that has begun."""


class TalkVotes(_Told):
    """The votes on who speaks next, by the ids of personalities."""

    choices: tuple[str, ...]
    counts: dict[str, int]
