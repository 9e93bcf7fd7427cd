"""Claude, by Anthropic's Messages API."""

from collections.abc import Awaitable, Sequence
from typing import TYPE_CHECKING, Any

from bridge.models.anthropic_reply import AnthropicReply
from bridge.models.base import GenerateConfig, Lifetime, Message
from bridge.models.sdk import SdkModel

if TYPE_CHECKING:
    from anthropic import AsyncAnthropic
    from anthropic.types import CacheControlEphemeralParam, MessageParam, TextBlockParam

_BASE_URL = "https://api.anthropic.com"


class AnthropicModel(SdkModel):
    """One of Anthropic's models."""

    def _new_client(self) -> "AsyncAnthropic":
        import anthropic

        from bridge.models.transport import network

        reach = network("anthropic")
        return anthropic.AsyncAnthropic(
            api_key=self._key,
            base_url=self._base_url or _BASE_URL,
            timeout=reach["timeout"],
            max_retries=0,
            open_telemetry=False,
            # About half the CPU of the SDK's own transport.
            http_client=anthropic.DefaultAioHttpClient(**reach),
        )

    def _ask(self, client: "AsyncAnthropic", request: dict[str, Any]) -> Awaitable[Any]:
        return client.messages.create(**request)

    def _request(
        self, messages: Sequence[Message], system: str, config: GenerateConfig
    ) -> dict[str, Any]:
        """Return the body: stable bytes first, and marks where the provider may cache them."""
        entry = self.entry
        request: dict[str, Any] = {
            "model": entry.api_name,
            "max_tokens": entry.limit(config.max_tokens),
            "messages": _with_mark(messages, config.lifetime),
        }
        if entry.effort is not None:
            request["output_config"] = {"effort": entry.effort}
        if system:
            request["system"] = [_block(system, config.lifetime)]
        return request

    def _reply(self, limit: int) -> AnthropicReply:
        return AnthropicReply(limit)


def _with_mark(messages: Sequence[Message], lifetime: Lifetime) -> "list[MessageParam]":
    """Return the dialogue, marked where the part ends that the next call will repeat.

    That is the last message but one: the last carries the scene, which is never the same again.
    """
    stable = len(messages) - 2
    return [
        _param(message, lifetime if n == stable else None) for n, message in enumerate(messages)
    ]


def _param(message: Message, lifetime: Lifetime | None) -> "MessageParam":
    block = _block(message.text, lifetime)
    if message.role == "user":
        return {"role": "user", "content": [block]}
    return {"role": "assistant", "content": [block]}


def _block(text: str, lifetime: Lifetime | None) -> "TextBlockParam":
    """Return a text, marked if the prompt is to be kept up to here, for five minutes or longer."""
    match lifetime:
        case None:
            return {"type": "text", "text": text}
        case "5m":
            return {"type": "text", "text": text, "cache_control": {"type": "ephemeral"}}
        case _:
            mark: CacheControlEphemeralParam = {"type": "ephemeral", "ttl": lifetime}
            return {"type": "text", "text": text, "cache_control": mark}
