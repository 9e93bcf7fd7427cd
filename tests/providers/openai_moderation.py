"""What OpenAI's moderation endpoint takes and says; a reply's texts are what it flags."""

from collections.abc import Mapping
from typing import Any

from openai.types import moderation, moderation_create_params

from tests.providers.openai_wire import invalid, unknown
from tests.providers.words import Refusal, Reply

#: What a request may hold, as the provider's own description has it.
_KNOWN = moderation_create_params.ModerationCreateParams.__annotations__.keys()
_CATEGORIES = [field.alias or name for name, field in moderation.Categories.model_fields.items()]


def refused_because(headers: Mapping[str, str], body: dict[str, Any]) -> Refusal | None:
    """Return the refusal of a request that the provider would not take."""
    if wrong := unknown(body, _KNOWN):
        return wrong
    if not body.get("input"):
        return invalid("input", "an input is required.")
    if not str(body.get("model", "omni-moderation-latest")).startswith("omni-moderation"):
        return invalid("model", "no such model for this endpoint.")
    return None


def whole(reply: Reply, body: dict[str, Any], number: int) -> dict[str, Any]:
    """Return what it says of one text: `self-harm` flags it, `self-harm/intent=0.4` scores it."""
    said = dict(text.partition("=")[::2] for text in reply.texts)
    flags = {name: said.get(name) == "" for name in _CATEGORIES}
    scores = {name: float(said.get(name) or (0.97 if flags[name] else 0.01)) for name in flags}
    result = {
        "flagged": any(flags.values()),
        "categories": flags,
        "category_scores": scores,
        "category_applied_input_types": {name: ["text"] for name in flags},
    }
    return {"id": f"modr-{number}", "model": "omni-moderation-2024-09-26", "results": [result]}


def told(reply: Reply, body: dict[str, Any], number: int) -> tuple[list[bytes], list[bytes]]:
    """Raise: nothing is streamed here."""
    raise AssertionError("a moderation is not streamed")
