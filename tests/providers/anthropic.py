"""A loopback server that speaks Anthropic's Messages API as it is published."""

from tests.providers import anthropic_wire
from tests.providers.server import ProviderServer, Recorded
from tests.providers.words import Behaviour, Hang, Raw, Refusal, Reply

__all__ = ["AnthropicServer", "Hang", "Raw", "Recorded", "Refusal", "Reply"]


class AnthropicServer(ProviderServer):
    """Anthropic; see `ProviderServer`."""

    def __init__(self, *behaviours: Behaviour, key: str | None = None) -> None:
        super().__init__(
            anthropic_wire, {"/v1/messages": anthropic_wire}, behaviours=behaviours, key=key
        )

    @property
    def url(self) -> str:
        """Return what goes into `base_url`."""
        return self.root
