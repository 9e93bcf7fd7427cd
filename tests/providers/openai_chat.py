"""What Chat Completions take and say, as OpenAI has them and as servers in the wild bend them."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from openai.types.chat.completion_create_params import CompletionCreateParamsStreaming

from tests.providers.openai_wire import invalid, thinks, unknown, unsupported
from tests.providers.words import Refusal, Reply

#: What a request may hold, as the provider's own description has it.
_KNOWN = CompletionCreateParamsStreaming.__annotations__.keys() | {"stream"}
_ROLES = ("assistant", "system", "developer", "user")


def refused_because(headers: Mapping[str, str], body: dict[str, Any]) -> Refusal | None:
    """Return the refusal of a request that the provider would not take."""
    return unknown(body, _KNOWN) or _wrong_manner(body) or _wrong_value(body)


def _wrong_manner(body: dict[str, Any]) -> Refusal | None:
    if not body.get("model"):
        return invalid("model", "you must provide a model parameter.")
    if "stream_options" in body and not body.get("stream"):
        return invalid("stream_options", "only allowed when 'stream' is enabled.")
    if thinks(body["model"]):
        return next((unsupported(n) for n in ("max_tokens", "temperature") if n in body), None)
    return None


def _wrong_value(body: dict[str, Any]) -> Refusal | None:
    messages = body.get("messages")
    if not messages:
        return invalid("messages", "empty array. Expected an array with minimum length 1.")
    for message in messages:
        if message.get("role") not in _ROLES or not isinstance(message.get("content"), str):
            return invalid("messages", "no such role, or no content.")
    limit = body.get("max_tokens", 1)
    if not isinstance(limit, int) or limit < 1:
        return invalid("max_tokens", "integer below minimum value. Expected a value >= 1.")
    if not 0 <= body.get("temperature", 1) <= 2:
        return invalid("temperature", "expected a number from 0 to 2.")
    return None


def whole(reply: Reply, body: dict[str, Any], number: int) -> dict[str, Any]:
    """Return the completion as it is when it comes in one piece."""
    if reply.then in {"error", "failed"}:
        return {"error": _error(reply)}
    said = "".join(reply.texts)
    message: dict[str, Any] = {
        "role": "assistant",
        "content": None if reply.refuses else said,
        "refusal": said if reply.refuses else None,
        "annotations": [],
    }
    if reply.thinking:
        message["reasoning_content"] = reply.thinking
    choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": _reason(reply)}
    head = _head(reply, body, number, "chat.completion")
    return {**head, "choices": [choice], "usage": _usage(reply)}


def told(reply: Reply, body: dict[str, Any], number: int) -> tuple[list[bytes], list[bytes]]:
    """Return the chunks up to the last piece of text, and those that follow it."""
    head = _head(reply, body, number, "chat.completion.chunk")
    counts = bool((body.get("stream_options") or {}).get("include_usage"))
    if counts:  # every chunk but the last then says that it has none
        head["usage"] = None
    beginning = [_framed(head | chunk) for chunk in _beginning(reply)]
    return beginning, [_framed(head | chunk) for chunk in _ending(reply, counts=counts)] + (
        [] if reply.then == "error" else [b"data: [DONE]\n\n"]
    )


def _framed(chunk: dict[str, Any]) -> bytes:
    return f"data: {json.dumps(chunk)}\n\n".encode()


def _head(reply: Reply, body: dict[str, Any], number: int, kind: str) -> dict[str, Any]:
    return {
        "id": f"chatcmpl-{number:024x}",
        "object": kind,
        "created": 1_795_000_000,
        "model": reply.model or body["model"],
        "service_tier": "default",
        "system_fingerprint": "fp_loopback",
    }


def _beginning(reply: Reply) -> Iterator[dict[str, Any]]:
    yield _chunk({"role": "assistant", "content": "", "refusal": None})
    if reply.thinking:  # no field of OpenAI's, but vLLM, llama.cpp, DeepSeek and others have it
        yield _chunk({"content": None, "reasoning_content": reply.thinking})
    for text in reply.texts:
        yield _chunk({"refusal": text} if reply.refuses else {"content": text})


def _ending(reply: Reply, *, counts: bool) -> Iterator[dict[str, Any]]:
    if reply.then == "error":
        yield {"error": _error(reply)}
        return
    if reply.then == "failed":  # as OpenRouter says it: the error in what else is a proper end
        yield _chunk({"content": ""}, "error") | {"error": _error(reply)}
        return
    yield _chunk({}, _reason(reply))
    if counts:
        yield {"choices": [], "usage": _usage(reply)}


def _chunk(delta: dict[str, Any], reason: str | None = None) -> dict[str, Any]:
    choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": reason}
    return {"choices": [choice]}


def _reason(reply: Reply) -> str | None:
    return "stop" if reply.stop_reason == "" else reply.stop_reason


def _error(reply: Reply) -> dict[str, Any]:
    code: str | int = int(reply.error) if reply.error.isdigit() else reply.error or "server_error"
    return {"message": "It failed, as the test wanted.", "type": None, "param": None, "code": code}


def _usage(reply: Reply) -> dict[str, Any]:
    read, written = reply.cache_read_tokens, reply.cache_write_tokens
    prompt = reply.input_tokens + read + written
    return {
        "prompt_tokens": prompt,
        "completion_tokens": reply.output_tokens,
        "total_tokens": prompt + reply.output_tokens,
        "prompt_tokens_details": {"cached_tokens": read, "cache_write_tokens": written},
        "completion_tokens_details": {"reasoning_tokens": len(reply.thinking) // 4},
    }
