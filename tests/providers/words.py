"""What a test may have a provider do; each provider says it in its own way."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

#: What follows the last piece of a reply's text. The proper end; the same, and then the connection
#: is reset (`slam`); a clean end of the connection without what closes a reply (`cut`), or only
#: without the very last of it (`unclosed`); a reset; silence; an error in the stream, or a closing
#: event that says that the reply failed, where the provider has such a one.
Then: TypeAlias = Literal["end", "slam", "cut", "unclosed", "reset", "silence", "error", "failed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A reply of the model.

    Attributes:
        texts: the pieces that its text comes in.
        thinking: thought first, when not empty.
        refuses: its words are a refusal, where the provider tells those apart.
        stop_reason: why it ended, in the provider's word; empty: as a whole reply does.
        model: the id that it answers with; None: the one that was asked for.
        input_tokens: those that no cache had a part in.
        cache_write_long_tokens: those of `cache_write_tokens` that are kept for an hour.
        then: what follows the last piece.
        error: what the provider calls that error; empty: as when it has too much to do.
        lingers: seconds that the connection stays open after the last event.
    """

    texts: tuple[str, ...] = ("Hello", " there", ".")
    thinking: str = ""
    refuses: bool = False
    stop_reason: str | None = ""
    model: str | None = None
    input_tokens: int = 25
    cache_read_tokens: int = 0
    cache_write_tokens: int = 0
    cache_write_long_tokens: int = 0
    output_tokens: int = 12
    then: Then = "end"
    error: str = ""
    lingers: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """An HTTP error of the provider.

    Attributes:
        type: what kind it says it is; None: what goes with the status.
        code: the provider's name for this very error.
        param: the part of the request that it is about.
    """

    status: int
    retry_after: str | None = None
    message: str = "Refused, as the test wanted."
    type: str | None = None
    code: str | int | None = None
    param: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """Bytes as they are, which the provider itself would hardly send."""

    body: bytes
    content_type: str = "application/json"
    status: int = 200


@dataclass(frozen=True, slots=True)
class Hang:
    """No answer, not even headers."""


Behaviour: TypeAlias = Reply | Refusal | Raw | Hang
