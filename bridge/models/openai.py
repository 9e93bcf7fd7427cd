"""GPT, by OpenAI's Responses API; nothing is stored there."""

from collections.abc import Awaitable, Sequence
from typing import TYPE_CHECKING, Any

from bridge.models.base import GenerateConfig, Message
from bridge.models.openai_reply import OpenAIReply
from bridge.models.sdk import SdkModel

if TYPE_CHECKING:
    from openai import AsyncOpenAI

_BASE_URL = "https://api.openai.com/v1"


class OpenAIModel(SdkModel):
    """One of OpenAI's models."""

    def _new_client(self) -> "AsyncOpenAI":
        return new_client(self._key, self._base_url or _BASE_URL)

    def _ask(self, client: "AsyncOpenAI", request: dict[str, Any]) -> Awaitable[Any]:
        return client.responses.create(**request)

    def _request(
        self, messages: Sequence[Message], system: str, config: GenerateConfig
    ) -> dict[str, Any]:
        """Return the body; what is the same in each call comes first, so the provider caches it."""
        entry = self.entry
        request: dict[str, Any] = {
            "model": entry.api_name,
            "input": [{"role": message.role, "content": message.text} for message in messages],
            "max_output_tokens": entry.limit(config.max_tokens),
            "store": False,
        }
        if system:
            request["instructions"] = system
        if entry.effort is not None:
            request["reasoning"] = {"effort": entry.effort}
        if entry.temperature:
            request["temperature"] = config.temperature
        if config.cache_key:
            request["prompt_cache_key"] = config.cache_key
        return request

    def _reply(self, limit: int) -> OpenAIReply:
        return OpenAIReply(limit)


def new_client(key: str, base_url: str) -> "AsyncOpenAI":
    """Return a client of OpenAI's SDK, which is imported for it."""
    import openai

    from bridge.models.transport import network

    reach = network("openai")
    return openai.AsyncOpenAI(
        api_key=key,
        base_url=base_url,
        timeout=reach["timeout"],
        max_retries=0,
        # A third less CPU than the SDK's own transport, for a reply of forty pieces.
        http_client=openai.DefaultAioHttpClient(**reach),
    )
