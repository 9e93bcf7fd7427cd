"""The three ways to a provider: each one's server on the loopback, and our model that asks it."""

from collections.abc import AsyncIterator, Callable
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass

from bridge.models.anthropic import AnthropicModel
from bridge.models.base import GenerateConfig, Message, Model, ModelOutput
from bridge.models.catalog import Catalog
from bridge.models.compatible import CompatibleModel
from bridge.models.entry import Access, Entry
from bridge.models.openai import OpenAIModel
from bridge.models.sdk import SdkModel
from tests.providers.anthropic import AnthropicServer
from tests.providers.openai import OpenAIServer

KEY = "sk-loopback"
SYSTEM = "You are Timmy."
WORDS = "what the person said, swordfish"
DIALOGUE = (
    Message("user", "hello"),
    Message("assistant", "good evening"),
    Message("user", WORDS),
)
CONFIG = GenerateConfig(max_tokens=200)

Server = AnthropicServer | OpenAIServer


@dataclass(frozen=True, slots=True)
class Speaker:
    """One way, and what is peculiar to its language.

    Attributes:
        entry: a model of the catalogue that is asked that way.
        ran_out: why a reply ended that was as long as it may be.
        held_back: why one ended that the provider itself withheld.
        closes: whether a reply without the last of its events is half a reply.
    """

    name: str
    entry: Entry
    server: Callable[..., Server]
    speaks: type[SdkModel]
    ran_out: str
    held_back: str
    closes: bool = True

    def model(self, url: str, key: str = KEY) -> SdkModel:
        return self.speaks(self.entry, Access(key, url))

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[tuple[Server, SdkModel]]:
        """Open its server and a model that has been asked once, so that the SDK is there."""
        async with self.server(key=KEY) as server:
            model = self.model(server.url)
            await generated(model)
            server.requests.clear()
            yield server, model
            await model.aclose()


_CATALOG = Catalog.load()

CLAUDE = Speaker(
    "anthropic",
    _CATALOG.find("opus"),
    AnthropicServer,
    AnthropicModel,
    ran_out="max_tokens",
    held_back="refusal",
)
GPT = Speaker(
    "openai",
    _CATALOG.find("gpt"),
    OpenAIServer,
    OpenAIModel,
    ran_out="max_output_tokens",
    held_back="content_filter",
)
LOCAL = Speaker(
    "compatible",
    _CATALOG.find("ollama/llama3.2"),
    OpenAIServer,
    CompatibleModel,
    ran_out="length",
    held_back="content_filter",
    closes=False,
)
SPEAKERS = (CLAUDE, GPT, LOCAL)


async def streamed(model: Model) -> list[str | ModelOutput]:
    """Return all that a stream brings."""
    stream = model.stream(DIALOGUE, system=SYSTEM, config=CONFIG)
    async with aclosing(stream) as pieces:
        return [piece async for piece in pieces]


async def generated(model: Model) -> ModelOutput:
    """Return a reply that comes at once."""
    return await model.generate(DIALOGUE, system=SYSTEM, config=CONFIG)


def output_of(got: ModelOutput | list[str | ModelOutput]) -> ModelOutput:
    """Return the output of either way of asking."""
    output = got[-1] if isinstance(got, list) else got
    assert isinstance(output, ModelOutput)
    return output
