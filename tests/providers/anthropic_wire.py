"""What Anthropic's Messages API says on the wire, and what a test may have it say.

Requests are checked as the provider checks them; errors, headers and the order of events follow
its reference.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

#: The `error.type` that goes with a status.
ERROR_TYPES = {
    400: "invalid_request_error",
    401: "authentication_error",
    402: "billing_error",
    403: "permission_error",
    404: "not_found_error",
    409: "conflict_error",
    413: "request_too_large",
    429: "rate_limit_error",
    500: "api_error",
    504: "timeout_error",
    529: "overloaded_error",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A reply of the model.

    Attributes:
        texts: the pieces that its text comes in.
        thinking: thought first, when not empty.
        model: the id that it answers with; None: the one that was asked for.
        then: what follows the last piece: the proper end; the same, and then the connection is
            reset (`slam`); a clean end of the connection without the closing events (`cut`) or
            without the very last one (`unclosed`); a reset; silence; or an `error` event.
        error: the type of that error event.
        lingers: seconds that the connection stays open after the last event.
    """

    texts: tuple[str, ...] = ("Hello", " there", ".")
    thinking: str = ""
    stop_reason: str | None = "end_turn"
    model: str | None = None
    input_tokens: int = 25
    cache_read_tokens: int = 0
    cache_write_tokens: int = 0
    output_tokens: int = 12
    then: Literal["end", "slam", "cut", "unclosed", "reset", "silence", "error"] = "end"
    error: str = "overloaded_error"
    lingers: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """An HTTP error of the provider; `code` is `error.details.error_code`."""

    status: int
    retry_after: str | None = None
    message: str = "Refused, as the test wanted."
    code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """Bytes as they are, which the provider itself would hardly send."""

    body: bytes
    content_type: str = "application/json"
    status: int = 200


@dataclass(frozen=True, slots=True)
class Hang:
    """No answer, not even headers."""


Behaviour: TypeAlias = Reply | Refusal | Raw | Hang


def id_header(number: int) -> dict[str, str]:
    """Return the header that names a request."""
    return {"request-id": f"req_{number:024d}"}


def error_body(type_: str, message: str, number: int, code: str | None = None) -> dict[str, Any]:
    """Return what an error says, in a body or in an `error` event."""
    error: dict[str, Any] = {"type": type_, "message": message}
    if code is not None:
        error["details"] = {"error_code": code}
    return {"type": "error", "error": error, "request_id": id_header(number)["request-id"]}


def refused_because(
    headers: Mapping[str, str], body: dict[str, Any], key: str | None
) -> Refusal | None:
    """Return the refusal of a request that the provider would not take."""
    return _wrong_key(headers, key) or _wrong_request(headers, body)


def _wrong_key(headers: Mapping[str, str], key: str | None) -> Refusal | None:
    given = headers.get("x-api-key") or headers.get("Authorization", "").removeprefix("Bearer ")
    if given and key in {None, given}:
        return None
    return Refusal(status=401, message="invalid x-api-key")


def _wrong_request(headers: Mapping[str, str], body: dict[str, Any]) -> Refusal | None:
    blocks = _blocks(body)
    rules = {
        "anthropic-version: header is required": "anthropic-version" in headers,
        "model: Field required": bool(body.get("model")),
        "max_tokens: Field required": isinstance(body.get("max_tokens"), int),
        "messages: at least one message is required": bool(body.get("messages")),
        "sampling parameters are not supported": not {"temperature", "top_p", "top_k"} & set(body),
        "text content blocks must be non-empty": all(b["text"].strip() for b in blocks),
        "at most 4 blocks with cache_control": sum("cache_control" in b for b in blocks) <= 4,
    }
    for rule, kept in rules.items():
        if not kept:
            return Refusal(status=400, message=rule)
    if body["messages"][-1]["role"] != "user":
        return Refusal(status=400, message="This model does not support assistant prefill.")
    return None


def _blocks(body: dict[str, Any]) -> list[dict[str, Any]]:
    """Return all text blocks; a bare string stands for one."""
    contents = [body.get("system", [])] + [m["content"] for m in body.get("messages", [])]
    found: list[dict[str, Any]] = []
    for content in contents:
        found += [{"text": content}] if isinstance(content, str) else content
    return found


def _message(reply: Reply, model: str, number: int) -> dict[str, Any]:
    """Return the message as it stands when it begins."""
    return {
        "id": f"msg_{number:024d}",
        "type": "message",
        "role": "assistant",
        "model": reply.model or model,
        "content": [],
        "stop_reason": None,
        "stop_sequence": None,
        "usage": {
            "input_tokens": reply.input_tokens,
            "cache_creation_input_tokens": reply.cache_write_tokens,
            "cache_read_input_tokens": reply.cache_read_tokens,
            "output_tokens": 1,
            "service_tier": "standard",
        },
    }


def whole(reply: Reply, model: str, number: int) -> dict[str, Any]:
    """Return the message as it is when it comes in one piece."""
    message = _message(reply, model, number)
    if reply.thinking:
        thought = {"type": "thinking", "thinking": reply.thinking, "signature": "c2lnbmVk"}
        message["content"].append(thought)
    if reply.texts:
        message["content"].append({"type": "text", "text": "".join(reply.texts)})
    message["stop_reason"] = reply.stop_reason
    message["usage"]["output_tokens"] = reply.output_tokens
    return message


def beginning(reply: Reply, model: str, number: int) -> Iterable[dict[str, Any]]:
    """Yield the events up to the last piece of text."""
    yield {"type": "message_start", "message": _message(reply, model, number)}
    if reply.thinking:
        yield from _thinking(reply.thinking)
    index = 1 if reply.thinking else 0
    if reply.texts:
        block = {"type": "text", "text": ""}
        yield {"type": "content_block_start", "index": index, "content_block": block}
    yield {"type": "ping"}
    for text in reply.texts:
        delta = {"type": "text_delta", "text": text}
        yield {"type": "content_block_delta", "index": index, "delta": delta}


def ending(reply: Reply) -> Iterable[dict[str, Any]]:
    """Yield the events that close a whole reply."""
    if reply.texts:
        yield {"type": "content_block_stop", "index": 1 if reply.thinking else 0}
    yield {
        "type": "message_delta",
        "delta": {"stop_reason": reply.stop_reason, "stop_sequence": None},
        "usage": {"output_tokens": reply.output_tokens},
    }
    yield {"type": "message_stop"}


def _thinking(thought: str) -> Iterable[dict[str, Any]]:
    block = {"type": "thinking", "thinking": "", "signature": ""}
    yield {"type": "content_block_start", "index": 0, "content_block": block}
    for delta in (
        {"type": "thinking_delta", "thinking": thought},
        {"type": "signature_delta", "signature": "c2lnbmVk"},
    ):
        yield {"type": "content_block_delta", "index": 0, "delta": delta}
    yield {"type": "content_block_stop", "index": 0}
