"""What Anthropic's Messages API says on the wire.

Requests are checked as the provider checks them; errors, headers and the order of events follow
its reference.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from tests.providers.words import Refusal, Reply

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


def id_header(number: int) -> dict[str, str]:
    """Return the header that names a request."""
    return {"request-id": f"req_{number:024d}"}


def key_of(headers: Mapping[str, str]) -> str:
    """Return the key that a request was sent with."""
    return headers.get("x-api-key") or headers.get("Authorization", "").removeprefix("Bearer ")


def wrong_key() -> Refusal:
    """Return the refusal of a key."""
    return Refusal(status=401, message="invalid x-api-key")


def error_body(refusal: Refusal, number: int) -> dict[str, Any]:
    """Return what an HTTP error says."""
    type_ = refusal.type or ERROR_TYPES.get(refusal.status, "api_error")
    body = _error(type_, refusal.message, number)
    if refusal.code is not None:
        body["error"]["details"] = {"error_code": refusal.code}
    return body


def listed(models: Iterable[str], query: Mapping[str, str]) -> dict[str, Any]:
    """Return a page of the list of models: 20 of them unless another limit is asked for."""
    ids = list(models)
    start = ids.index(query["after_id"]) + 1 if "after_id" in query else 0
    page = ids[start : start + int(query.get("limit", 20))]
    made = {"type": "model", "created_at": "2026-01-01T00:00:00Z"}
    return {
        "data": [{**made, "id": model, "display_name": model} for model in page],
        "has_more": start + len(page) < len(ids),
        "first_id": page[0] if page else None,
        "last_id": page[-1] if page else None,
    }


def refused_because(headers: Mapping[str, str], body: dict[str, Any]) -> Refusal | None:
    """Return the refusal of a request that the provider would not take."""
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


def _error(type_: str, message: str, number: int) -> dict[str, Any]:
    error = {"type": type_, "message": message}
    return {"type": "error", "error": error, "request_id": id_header(number)["request-id"]}


def _message(reply: Reply, model: str, number: int) -> dict[str, Any]:
    """Return the message as it stands when it begins."""
    short = reply.cache_write_tokens - reply.cache_write_long_tokens
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
            "cache_creation": {
                "ephemeral_5m_input_tokens": short,
                "ephemeral_1h_input_tokens": reply.cache_write_long_tokens,
            },
            "cache_read_input_tokens": reply.cache_read_tokens,
            "output_tokens": 1,
            "service_tier": "standard",
        },
    }


def whole(reply: Reply, body: dict[str, Any], number: int) -> dict[str, Any]:
    """Return the message as it is when it comes in one piece."""
    message = _message(reply, body["model"], number)
    if reply.thinking:
        thought = {"type": "thinking", "thinking": reply.thinking, "signature": "c2lnbmVk"}
        message["content"].append(thought)
    if reply.texts:
        message["content"].append({"type": "text", "text": "".join(reply.texts)})
    message["stop_reason"] = _reason(reply)
    message["usage"]["output_tokens"] = reply.output_tokens
    return message


def told(reply: Reply, body: dict[str, Any], number: int) -> tuple[list[bytes], list[bytes]]:
    """Return the events up to the last piece of text, and those that follow it."""
    ending = _ending(reply)
    if reply.then in {"error", "failed"}:
        type_ = reply.error or "overloaded_error"
        ending = [_error(type_, "It failed, as the test wanted.", number)]
    beginning = _beginning(reply, body["model"], number)
    return [_framed(event) for event in beginning], [_framed(event) for event in ending]


def _framed(event: dict[str, Any]) -> bytes:
    return f"event: {event['type']}\ndata: {json.dumps(event)}\n\n".encode()


def _reason(reply: Reply) -> str | None:
    return "end_turn" if reply.stop_reason == "" else reply.stop_reason


def _beginning(reply: Reply, model: str, number: int) -> Iterable[dict[str, Any]]:
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


def _ending(reply: Reply) -> Iterable[dict[str, Any]]:
    if reply.texts:
        yield {"type": "content_block_stop", "index": 1 if reply.thinking else 0}
    yield {
        "type": "message_delta",
        "delta": {"stop_reason": _reason(reply), "stop_sequence": None},
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
