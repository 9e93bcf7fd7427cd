"""Which models there are, and which one answers."""

from dataclasses import dataclass

from bridge.models.base import Model
from bridge.settings import Settings

#: The key a model is chosen by, and the name its provider knows it by.
ANTHROPIC = {
    "opus": "claude-opus-5-5",
    "sonnet": "claude-sonnet-5-5",
    "haiku": "claude-haiku-5-5",
}
DEFAULT = "sonnet"


@dataclass(frozen=True, slots=True)
class Choice:
    """A model, and a sentence that says why this one."""

    model: Model
    reason: str


def choose(settings: Settings) -> Choice:
    """Return the model that `settings` ask for, or the offline voice when it cannot be had."""
    wanted = settings.timmy_model or DEFAULT
    if wanted == "offline":
        return _offline("TIMMY_MODEL asks for the offline voice.")
    if wanted not in ANTHROPIC:
        known = ", ".join([*ANTHROPIC, "offline"])
        reason = f"TIMMY_MODEL={wanted} is not known here (known: {known})."
        return _offline(reason)
    key = settings.anthropic_api_key
    if key is None:
        return _offline("There is no ANTHROPIC_API_KEY, so the offline voice answers.")
    from bridge.models.anthropic import AnthropicModel  # of all the voices, one is needed

    model = AnthropicModel(
        name=wanted,
        api_name=ANTHROPIC[wanted],
        api_key=key.get_secret_value(),
        base_url=settings.anthropic_base_url,
    )
    return Choice(model, f"ANTHROPIC_API_KEY is set; {ANTHROPIC[wanted]} answers.")


def _offline(reason: str) -> Choice:
    from bridge.models.offline import OfflineModel  # its lines take a while to read

    return Choice(OfflineModel(), reason)
