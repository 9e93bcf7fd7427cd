"""A loopback server that speaks OpenAI's APIs as published: replies, and moderation."""

from tests.providers import openai_chat, openai_moderation, openai_responses, openai_wire
from tests.providers.server import ProviderServer
from tests.providers.words import Behaviour

_WIRES = {
    "/v1/responses": openai_responses,
    "/v1/chat/completions": openai_chat,
    "/v1/moderations": openai_moderation,
}


class OpenAIServer(ProviderServer):
    """OpenAI, or any server that speaks as it does; see `ProviderServer`."""

    def __init__(self, *behaviours: Behaviour, key: str | None = None) -> None:
        super().__init__(openai_wire, _WIRES, behaviours=behaviours, key=key)

    @property
    def url(self) -> str:
        """Return what goes into `base_url`."""
        return f"{self.root}/v1"
