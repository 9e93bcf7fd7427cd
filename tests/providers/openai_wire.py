"""What is the same at all of OpenAI's endpoints: keys, errors, the list of models."""

from collections.abc import Iterable, Mapping
from typing import Any

from tests.providers.words import Refusal

#: The `error.type` that goes with a status.
_ERROR_TYPES = {
    429: "rate_limit_error",
    500: "server_error",
    503: "service_unavailable_error",
}


def key_of(headers: Mapping[str, str]) -> str:
    """Return the key that a request was sent with."""
    return headers.get("Authorization", "").removeprefix("Bearer ")


def id_header(number: int) -> dict[str, str]:
    """Return the header that names a request."""
    return {"x-request-id": f"req_{number:032x}"}


def wrong_key() -> Refusal:
    """Return the refusal of a key."""
    return Refusal(status=401, message="Incorrect API key provided.", code="invalid_api_key")


def error_body(refusal: Refusal, number: int) -> dict[str, Any]:
    """Return what an HTTP error says."""
    type_ = refusal.type or _ERROR_TYPES.get(refusal.status, "invalid_request_error")
    return {
        "error": {
            "message": refusal.message,
            "type": type_,
            "param": refusal.param,
            "code": refusal.code,
        }
    }


def listed(models: Iterable[str], query: Mapping[str, str]) -> dict[str, Any]:
    """Return the list of models, which comes whole."""
    made = {"object": "model", "created": 1_767_225_600, "owned_by": "openai"}
    return {"object": "list", "data": [{"id": model, **made} for model in models]}


def thinks(model: str) -> bool:
    """Return whether a model thinks before it speaks."""
    return model.startswith(("gpt-5", "gpt-6", "o1", "o3", "o4"))


def unknown(body: dict[str, Any], known: Iterable[str]) -> Refusal | None:
    """Return the refusal of the first part of a request that is none."""
    for name in body:
        if name not in known:
            return Refusal(
                status=400,
                message=f"Unknown parameter: '{name}'.",
                code="unknown_parameter",
                param=name,
            )
    return None


def unsupported(name: str) -> Refusal:
    """Return the refusal of a part of a request that this model has no use for."""
    return Refusal(
        status=400,
        message=f"Unsupported parameter: '{name}' is not supported with this model.",
        code="unsupported_parameter",
        param=name,
    )


def invalid(name: str, sentence: str) -> Refusal:
    """Return the refusal of a value."""
    return Refusal(status=400, message=f"Invalid '{name}': {sentence}", param=name)
