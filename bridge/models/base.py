"""The one seam to language models: messages in, one output out, at once or as it comes."""

from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, Protocol, TypeAlias

Role: TypeAlias = Literal["user", "assistant"]
StopReason: TypeAlias = Literal["stop", "max_tokens", "refusal"]
#: How long a provider is to keep the beginning of a prompt, from its last use on.
Lifetime: TypeAlias = Literal["5m", "1h"]


@dataclass(frozen=True, slots=True)
class Message:
    """One role-tagged text of a dialogue as a model sees it."""

    role: Role
    text: str


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens a call was billed for.

    Attributes:
        cache_write_long_tokens: those of `cache_write_tokens` that are to be kept for an hour.
    """

    input_tokens: int = 0
    output_tokens: int = 0
    cache_read_tokens: int = 0
    cache_write_tokens: int = 0
    cache_write_long_tokens: int = 0

    @property
    def sent_tokens(self) -> int:
        """Return how many tokens the prompt had, however they were billed."""
        return self.input_tokens + self.cache_read_tokens + self.cache_write_tokens


@dataclass(frozen=True, slots=True)
class ModelOutput:
    """What a model returned.

    Attributes:
        text: the whole reply, stripped; never empty (an empty reply is a ModelEmptyError).
        model: the exact model id that answered, as the provider reports it.
        usage: what it was billed for; of a reply that was cut to size, the most that can be.
    """

    text: str
    model: str
    stop_reason: StopReason = "stop"
    usage: Usage = field(default_factory=Usage)


#: Characters of a reply that are taken, where nobody wants more.
MAX_REPLY: Final = 4000


@dataclass(frozen=True, slots=True, kw_only=True)
class GenerateConfig:
    """How to answer.

    Attributes:
        max_tokens: upper bound on the reply, in tokens.
        letters: characters of the reply that are taken; the rest is left unread.
        temperature: how freely it chooses its words; models that take none are told none.
        frequency_penalty, presence_penalty: how much it avoids words that it used, likewise.
        lifetime: how long the provider is to keep what the next call will repeat.
        cache_key: what calls have in common that begin alike; it tells nobody whose they are.
    """

    max_tokens: int = 1024
    letters: int = MAX_REPLY
    temperature: float = 1.0
    frequency_penalty: float = 0.0
    presence_penalty: float = 0.0
    lifetime: Lifetime = "5m"
    cache_key: str = ""


class Model(Protocol):
    """A language model ready to answer.

    Neither method limits its own time or tries again: `models.calls` does, for all of them.
    Cancelling either one closes what it holds open.
    """

    @property
    def name(self) -> str:
        """The key this model is chosen by, such as `opus` or `offline`."""
        ...

    async def generate(
        self, messages: Sequence[Message], *, system: str, config: GenerateConfig
    ) -> ModelOutput:
        """Answer the last message.

        Raises:
            ModelError: in one of its kinds; nothing foreign ever leaves a provider's module.
        """
        ...

    def stream(
        self, messages: Sequence[Message], *, system: str, config: GenerateConfig
    ) -> AsyncGenerator[str | ModelOutput, None]:
        """Answer the last message piece by piece: texts as they come, then the ModelOutput once.

        An empty text is a sign of life, such as while the model thinks.

        Raises:
            ModelError: as `generate`; a stream that ends without its ModelOutput was cut.
        """
        ...

    async def aclose(self) -> None:
        """Let go of connections; called once, when the bridge stops."""
        ...
