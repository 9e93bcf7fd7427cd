"""What happens in a conversation, as a terminal, a log and a page are told of it."""

from collections.abc import Iterable
from dataclasses import astuple
from operator import add
from typing import Annotated, Literal, TypeAlias

from pydantic import AliasChoices, BaseModel, ConfigDict, Field, TypeAdapter

from bridge.conversations.ending import Ending
from bridge.events import utc_now
from bridge.models.base import Usage

#: Whose happenings those of the media agent are.
MEDIA_AGENT = "Media Agent"

#: The number of a line in its talk, from 1 on; and what was said. Logs have them by other names.
_Number: TypeAlias = Annotated[
    int, Field(ge=1, validation_alias=AliasChoices("n", "index"), serialization_alias="index")
]
_Words: TypeAlias = Annotated[
    str, Field(validation_alias=AliasChoices("text", "content"), serialization_alias="content")
]


class Happening(BaseModel):
    """Something that happened in a conversation.

    Attributes:
        time: UTC with offset, ISO 8601.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", serialize_by_alias=True)

    time: str = Field(default_factory=utc_now)


class Started(Happening):
    """The talk begins, or goes on.

    Attributes:
        models: the keys of the models that voice the `actors`.
        lines: how many there were already.
    """

    type: Literal["started"] = "started"
    actors: tuple[str, ...]
    models: tuple[str, ...]
    lines: int = 0


class TurnBegan(Happening):
    """A model is asked for the line `n`."""

    type: Literal["turn_began"] = "turn_began"
    actor: str
    n: _Number
    round: int


class Spoke(Happening):
    """A turn is over.

    Attributes:
        text: what was said, as the model wrote it: data, not fit for a terminal; empty where it
            said nothing, or nothing that may be shown.
        model: the exact id of the model that answered.
        calls: the calls to models that the talk had taken by then, failed ones included.
        seconds: how long the answer took.
    """

    type: Literal["spoke"] = "spoke"
    role: Literal["assistant"] = "assistant"
    n: _Number
    round: int
    actor: str
    text: _Words
    model: str = ""
    usage: Usage = Usage()
    usd: float = 0.0
    seconds: float = 0.0
    calls: int = 0


class Heard(Happening):
    """A person put in a line; `actor` is their name."""

    type: Literal["heard"] = "heard"
    role: Literal["user"] = "user"
    n: _Number
    actor: str
    text: _Words


class Paused(Happening):
    """Nobody is asked until it goes on; `sentence` says why, where nobody has asked for it."""

    type: Literal["paused"] = "paused"
    sentence: str = ""


class Resumed(Happening):
    """It goes on."""

    type: Literal["resumed"] = "resumed"


class Summarised(Happening):
    """For `actor`, a summary stands from now on for all lines before the line `since`.

    Attributes:
        text: what its model wrote; empty where it could not.
        facts: sentences that must not be lost, oldest first.
    """

    type: Literal["summarised"] = "summarised"
    actor: str
    since: int
    text: str = ""
    facts: tuple[str, ...] = ()
    usage: Usage = Usage()
    usd: float = 0.0


class Trouble(Happening):
    """Something went wrong, and the talk goes on; `actor` is whose trouble it is."""

    type: Literal["trouble"] = "trouble"
    actor: str
    sentence: str


class HelpShown(Happening):
    """Who put in a line may be in danger: `text` is for them, and is written down nowhere."""

    type: Literal["help_shown"] = "help_shown"
    text: str


class MediaMade(Happening):
    """The media agent made something of a round.

    Attributes:
        mode: `t2i` or `edit`.
        result: what the tool answered, as one line of JSON.
        image: where the image is: a file beside the log, or an address; empty where there is none.
        alt: what is to be seen on it, in words.
        base: the image that was edited, where one was.
        usage, usd: what models took to write its prompt, and those of images that failed before it.
    """

    type: Literal["media_made"] = "media_made"
    round: int
    mode: str
    prompt: str
    result: str
    image: str = ""
    alt: str = ""
    base: str = ""
    usage: Usage = Usage()
    usd: float = 0.0


class Totals(BaseModel):
    """What a talk came to."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    lines: int = 0
    rounds: int = 0
    calls: int = 0
    usage: Usage = Usage()
    usd: float = 0.0
    seconds: float = 0.0


class Ended(Happening):
    """The talk is over."""

    type: Literal["ended"] = "ended"
    ending: Ending
    sentence: str
    totals: Totals = Totals()


def together(one: Usage, other: Usage) -> Usage:
    """Return two bills as one."""
    return Usage(*map(add, astuple(one), astuple(other)))


#: A line of a talk.
Said: TypeAlias = Spoke | Heard
#: What a talk that goes on must know of: what was said, what stands for it, and what was spent.
Past: TypeAlias = Spoke | Heard | Summarised | MediaMade
AnyHappening: TypeAlias = Annotated[
    Started
    | TurnBegan
    | Spoke
    | Heard
    | Paused
    | Resumed
    | Summarised
    | Trouble
    | HelpShown
    | MediaMade
    | Ended,
    Field(discriminator="type"),
]

HAPPENING: TypeAdapter[AnyHappening] = TypeAdapter(AnyHappening)


def past_of(happened: Iterable[AnyHappening]) -> list[Past]:
    """Return of all that happened in a talk what it needs to go on."""
    return [told for told in happened if isinstance(told, Past)]
