"""Any server that speaks Chat Completions: Ollama, vLLM, llama.cpp, LM Studio, OpenRouter, Nous."""

from collections.abc import Awaitable, Sequence
from typing import TYPE_CHECKING, Any

from bridge.models.base import GenerateConfig, Message
from bridge.models.compatible_reply import CompatibleReply
from bridge.models.entry import Access, Entry
from bridge.models.openai import new_client
from bridge.models.sdk import SdkModel
from bridge.models.thoughts import Habit

if TYPE_CHECKING:
    from openai import AsyncOpenAI


class CompatibleModel(SdkModel):
    """A model on a server that speaks Chat Completions."""

    def __init__(self, entry: Entry, access: Access) -> None:
        super().__init__(entry, access)
        self._habit = Habit()

    def _new_client(self) -> "AsyncOpenAI":
        return new_client(self._key, self._base_url)

    def _ask(self, client: "AsyncOpenAI", request: dict[str, Any]) -> Awaitable[Any]:
        if request.get("stream"):
            request["stream_options"] = {"include_usage": True}
        return client.chat.completions.create(**request)

    def _request(
        self, messages: Sequence[Message], system: str, config: GenerateConfig
    ) -> dict[str, Any]:
        entry = self.entry
        said = [{"role": message.role, "content": message.text} for message in messages]
        request: dict[str, Any] = {
            "model": entry.api_name,
            "messages": _with_system(said, system, apart=entry.system),
            "max_tokens": entry.limit(config.max_tokens),
        }
        if entry.temperature:
            request["temperature"] = config.temperature
        if entry.penalties:
            request["frequency_penalty"] = config.frequency_penalty
            request["presence_penalty"] = config.presence_penalty
        return request

    def _reply(self, limit: int) -> CompatibleReply:
        return CompatibleReply(limit, self._habit)


def _with_system(said: list[dict[str, str]], system: str, *, apart: bool) -> list[dict[str, str]]:
    """Return the messages with the system prompt, which some models take in the first one only."""
    if not system:
        return said
    if apart or not said or said[0]["role"] != "user":
        return [{"role": "system" if apart else "user", "content": system}, *said]
    first = {"role": "user", "content": f"{system}\n\n{said[0]['content']}"}
    return [first, *said[1:]]
