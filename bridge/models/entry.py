"""What is known of a model before it is called: its limits, its price, its manners."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal, TypeAlias
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from bridge.models.base import Usage

Effort: TypeAlias = Literal["low", "medium", "high"]

#: Providers that are part of the bridge, and that of a model which was handed in.
_OUR_OWN = frozenset({"", "offline", "gpt2", "recorded"})
#: Some providers take no lower limit of an answer than so many tokens.
_LEAST = 16
#: What models and providers are called in settings and commands.
Name: TypeAlias = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$", max_length=64)]


class Price(BaseModel):
    """What tokens cost, in US dollars per million; what is not given costs nothing."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    input: float = Field(0.0, ge=0)
    output: float = Field(0.0, ge=0)
    cache_read: float = Field(0.0, ge=0)
    cache_write: float = Field(0.0, ge=0)
    cache_write_long: float = Field(0.0, ge=0)

    def of(self, usage: Usage) -> float:
        """Return what `usage` costs, in US dollars."""
        return (
            usage.input_tokens * self.input
            + usage.output_tokens * self.output
            + usage.cache_read_tokens * self.cache_read
            + (usage.cache_write_tokens - usage.cache_write_long_tokens) * self.cache_write
            + usage.cache_write_long_tokens * self.cache_write_long
        ) / 1e6

    def at_worst(self, worst: Usage) -> float:
        """Return what `worst` costs if all that is sent is billed at its dearest price.

        To keep it for an hour costs most, and only where that was asked for.
        """
        dearest = max(self.input, self.cache_read, self.cache_write)
        if worst.cache_write_long_tokens:
            dearest = max(dearest, self.cache_write_long)
        return (worst.sent_tokens * dearest + worst.output_tokens * self.output) / 1e6


class LongPrice(Price):
    """What a call costs whose prompt is longer than `above` tokens."""

    above: int = Field(gt=0)


class AssumedPrice(Price):
    """What tokens are taken to cost because nobody has told: the dearest that is known of any."""

    @classmethod
    def above(cls, prices: Iterable[Price]) -> "AssumedPrice":
        """Return the highest of each of `prices`."""
        known = [price.model_dump() for price in prices]
        return cls(
            **{kind: max((p[kind] for p in known), default=0.0) for kind in Price.model_fields}
        )


class Entry(BaseModel):
    """One model of the catalogue.

    Attributes:
        key: what it is chosen by, but for a model that is no row of the catalogue: that one's is
            `<provider>/<model>`.
        aliases: what it is chosen by as well.
        provider: the name of whose it is.
        api_name: what the provider calls it.
        display_name: what people call it.
        company: whom people take for its maker.
        context: tokens that prompt and answer may have together.
        answer: tokens that an answer may have at most.
        thinking: tokens that are added to an answer's limit, where thinking counts as answer.
        talk: tokens of a reply in a talk among models, thinking included; 0: as for all others.
        effort: how much it thinks before it speaks; None for models that cannot be told.
        system: whether it takes a system prompt; else that goes into the first message.
        temperature: whether it takes a temperature.
        penalties: whether it takes penalties for words that come again.
        prose: whether it can write what it is asked for, and not only reply.
        price: what its tokens cost; the catalogue assumes one where nobody has told.
        long_price: what they cost in a long prompt, where that is more.
        status: whether the provider still serves it.
        stands_for: the key of the model that answers in place of one that is retired.
        retired: the day on which its provider ended it, or has said that it will.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str
    aliases: tuple[Name, ...] = ()
    provider: str
    api_name: str = Field(min_length=1)
    display_name: str
    company: str
    context: int = Field(8192, gt=0)
    answer: int = Field(4096, gt=0)
    thinking: int = Field(0, ge=0)
    talk: int = Field(0, ge=0)
    effort: Effort | None = None
    system: bool = True
    temperature: bool = False
    penalties: bool = False
    prose: bool = True
    price: Price = Price()
    long_price: LongPrice | None = None
    status: Literal["current", "retired"] = "current"
    stands_for: str = ""
    retired: str = Field("", pattern=r"^(\d{4}-\d\d-\d\d)?$")

    @model_validator(mode="after")
    def _a_retired_one_stands_for_another(self) -> "Entry":
        if (self.status == "retired") != bool(self.stands_for):
            raise ValueError("a retired model stands for another one, and no other does")
        return self

    @property
    def assumed(self) -> bool:
        """Whether nobody has told what it costs."""
        return isinstance(self.price, AssumedPrice)

    @property
    def free(self) -> bool:
        """Whether it is a voice of our own: nobody else is asked, and nothing is counted."""
        return self.provider in _OUR_OWN

    def cost_at_worst(self, worst: Usage) -> float:
        """Return the most that a call can cost, in US dollars, that takes no more than `worst`."""
        long = self.long_price
        if long and worst.sent_tokens > long.above:
            return max(self.price.at_worst(worst), long.at_worst(worst))
        return self.price.at_worst(worst)

    def limit(self, max_tokens: int) -> int:
        """Return the tokens that an answer of `max_tokens` may take, its thoughts included."""
        return max(_LEAST, min(max_tokens + self.thinking, self.answer))

    def cost(self, usage: Usage) -> float:
        """Return what a call of `usage` costs, in US dollars."""
        if self.long_price and usage.sent_tokens > self.long_price.above:
            return self.long_price.of(usage)
        return self.price.of(usage)


class Provider(BaseModel):
    """Whoever serves models.

    Attributes:
        name: its key is `<NAME>_API_KEY`, its address `<NAME>_BASE_URL`, in capitals.
        speaks: the format in which it is asked.
        base_url: where it is, unless the environment says otherwise.
        key: what is sent where the environment has no key; empty where one is needed.
        price: what its models cost whose rows do not say; None: that is not known.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Name
    speaks: Literal[
        "anthropic", "openai", "compatible", "hermes", "hermes-local", "offline", "gpt2", "recorded"
    ]
    company: str
    base_url: str = ""
    key: str = ""
    price: Price | None = None

    @field_validator("base_url")
    @classmethod
    def _is_one(cls, address: str) -> str:
        if address and not is_address(address):
            raise ValueError("an address begins with http:// or https://, and a host follows")
        return address

    @model_validator(mode="after")
    def _a_compatible_one_is_somewhere(self) -> "Provider":
        if self.speaks == "compatible" and not self.base_url:
            raise ValueError("a compatible provider needs a base_url")
        return self

    @property
    def our_own(self) -> bool:
        """Whether its voices are part of the bridge: they need neither key nor address."""
        return self.name in _OUR_OWN

    @property
    def setting(self) -> str:
        """Return its name as settings have it."""
        return "".join(letter if letter.isalnum() else "_" for letter in self.name).lower()

    @property
    def key_variable(self) -> str:
        """Return the name of the setting that holds its key."""
        return f"{self.setting.upper()}_API_KEY"

    @property
    def address_variable(self) -> str:
        """Return the name of the setting that holds its address."""
        return f"{self.setting.upper()}_BASE_URL"


@dataclass(frozen=True, slots=True)
class Access:
    """How a provider is reached: the key that is sent, and the address."""

    key: str
    base_url: str


def is_address(text: str) -> bool:
    """Return whether `text` is where a provider can be."""
    try:
        found = urlsplit(text)
        _ = found.port  # reading it is what finds a port that is none
    except ValueError:
        return False
    named = found.scheme in {"http", "https"} and bool(found.hostname)
    return named and not any(letter.isspace() for letter in text)


def table(data: Mapping[str, Any], name: str) -> dict[str, dict[str, Any]]:
    """Return one of the tables of a catalogue's file."""
    found = data.get(name, {})
    if not isinstance(found, dict) or not all(isinstance(row, dict) for row in found.values()):
        raise ValueError(f"[{name}.<key>] must hold values by their names")
    return found
