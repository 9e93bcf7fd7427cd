"""What OpenAI's Responses API takes and says: requests, one piece, and the order of its events."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from openai.types.responses.response_create_params import ResponseCreateParamsStreaming

from tests.providers.openai_wire import invalid, thinks, unknown, unsupported
from tests.providers.words import Refusal, Reply

#: What a request may hold, as the provider's own description has it.
_KNOWN = ResponseCreateParamsStreaming.__annotations__.keys() | {"stream"}
_ROLES = ("assistant", "system", "developer", "user")
#: The parts that a message of each side may hold.
_PARTS = {"assistant": {"output_text", "refusal"}}
_OTHERS = {"input_text", "input_image", "input_file"}


def refused_because(headers: Mapping[str, str], body: dict[str, Any]) -> Refusal | None:
    """Return the refusal of a request that the provider would not take."""
    return (
        unknown(body, _KNOWN)
        or _wrong_manner(body, str(body.get("model", "")))
        or _wrong_value(body)
        or next((wrong for item in _items(body) if (wrong := _wrong_item(item))), None)
    )


def _wrong_manner(body: dict[str, Any], model: str) -> Refusal | None:
    if not model:
        return invalid("model", "a model is required.")
    if thinks(model):
        return next((unsupported(n) for n in ("temperature", "top_p") if n in body), None)
    return unsupported("reasoning.effort") if "reasoning" in body else None


def _wrong_value(body: dict[str, Any]) -> Refusal | None:
    limit = body.get("max_output_tokens", 16)
    if not isinstance(limit, int) or limit < 16:
        sentence = f"integer below minimum value. Expected a value >= 16, but got {limit} instead."
        return invalid("max_output_tokens", sentence)
    if not 0 <= body.get("temperature", 1) <= 2:
        return invalid("temperature", "expected a number from 0 to 2.")
    effort = (body.get("reasoning") or {}).get("effort", "low")
    if effort not in {"none", "minimal", "low", "medium", "high", "xhigh", "max"}:
        return invalid("reasoning.effort", "no such effort.")
    if not body.get("input"):
        return invalid("input", "an input is required.")
    return None


def _items(body: dict[str, Any]) -> list[dict[str, Any]]:
    given = body["input"]
    return [{"role": "user", "content": given}] if isinstance(given, str) else given


def _wrong_item(item: dict[str, Any]) -> Refusal | None:
    if item.get("role") not in _ROLES:
        return invalid("input", "no such role.")
    content = item.get("content")
    if isinstance(content, str):
        return None
    allowed = _PARTS.get(item["role"], _OTHERS)
    fits = isinstance(content, list) and all(part.get("type") in allowed for part in content)
    return None if fits else invalid("input", f"supported parts are {sorted(allowed)}.")


def whole(reply: Reply, body: dict[str, Any], number: int) -> dict[str, Any]:
    """Return the response as it is when it comes in one piece."""
    if reply.then in {"error", "failed"}:
        return _failed(reply, body, number)
    return _ended(reply, body, number)


def told(reply: Reply, body: dict[str, Any], number: int) -> tuple[list[bytes], list[bytes]]:
    """Return the events up to the last piece of text, and those that follow it."""
    beginning = list(_beginning(reply, body, number))
    ending = list(_ending(reply, body, number))
    framed = [_framed(event, n) for n, event in enumerate([*beginning, *ending])]
    return framed[: len(beginning)], framed[len(beginning) :]


def _framed(event: dict[str, Any], sequence_number: int) -> bytes:
    event = {**event, "sequence_number": sequence_number}
    return f"event: {event['type']}\ndata: {json.dumps(event)}\n\n".encode()


def _response(reply: Reply, body: dict[str, Any], number: int) -> dict[str, Any]:
    """Return the response as it stands when it begins."""
    return {
        "id": f"resp_{number:048x}",
        "object": "response",
        "created_at": 1_795_000_000,
        "status": "in_progress",
        "background": False,
        "error": None,
        "incomplete_details": None,
        "instructions": body.get("instructions"),
        "max_output_tokens": body.get("max_output_tokens"),
        "metadata": {},
        "model": reply.model or body["model"],
        "output": [],
        "parallel_tool_calls": True,
        "previous_response_id": None,
        "reasoning": {"effort": (body.get("reasoning") or {}).get("effort"), "summary": None},
        "service_tier": "auto",
        "store": body.get("store", True),
        "temperature": body.get("temperature", 1.0),
        "text": {"format": {"type": "text"}, "verbosity": "medium"},
        "tool_choice": "auto",
        "tools": [],
        "top_p": 1.0,
        "truncation": "disabled",
        "usage": None,
        "user": None,
    }


def _ended(reply: Reply, body: dict[str, Any], number: int) -> dict[str, Any]:
    """Return the response as it stands when it has ended, well or early."""
    response = _response(reply, body, number)
    reason = reply.stop_reason
    response["status"] = "incomplete" if reason else "completed"
    response["incomplete_details"] = {"reason": reason} if reason else None
    if reason is None:
        response["status"] = "in_progress"
    response["output"] = [_thought(number)] if reply.thinking else []
    if reply.texts:
        response["output"].append(_message(reply, number, response["status"]))
    read, written = reply.cache_read_tokens, reply.cache_write_tokens
    prompt = reply.input_tokens + read + written
    response["usage"] = {
        "input_tokens": prompt,
        "input_tokens_details": {"cached_tokens": read, "cache_write_tokens": written},
        "output_tokens": reply.output_tokens,
        "output_tokens_details": {"reasoning_tokens": len(reply.thinking) // 4},
        "total_tokens": prompt + reply.output_tokens,
    }
    return response


def _failed(reply: Reply, body: dict[str, Any], number: int) -> dict[str, Any]:
    response = _response(reply, body, number)
    error = {"code": reply.error or "server_error", "message": "It failed, as the test wanted."}
    return {**response, "status": "failed", "error": error}


def _thought(number: int) -> dict[str, Any]:
    return {"id": f"rs_{number:048x}", "type": "reasoning", "summary": []}


def _message(reply: Reply, number: int, status: str) -> dict[str, Any]:
    return {
        "id": f"msg_{number:048x}",
        "type": "message",
        "status": status,
        "role": "assistant",
        "phase": "final_answer",
        "content": [_part(reply, "".join(reply.texts))],
    }


def _part(reply: Reply, text: str) -> dict[str, Any]:
    if reply.refuses:
        return {"type": "refusal", "refusal": text}
    return {"type": "output_text", "annotations": [], "logprobs": [], "text": text}


def _place(reply: Reply, number: int) -> dict[str, Any]:
    """Return where in the response its text stands."""
    index = 1 if reply.thinking else 0
    return {"item_id": f"msg_{number:048x}", "output_index": index, "content_index": 0}


def _beginning(reply: Reply, body: dict[str, Any], number: int) -> Iterator[dict[str, Any]]:
    response = _response(reply, body, number)
    yield {"type": "response.created", "response": response}
    yield {"type": "response.in_progress", "response": response}
    if reply.thinking:
        thought = {"output_index": 0, "item": _thought(number)}
        yield {"type": "response.output_item.added", **thought}
        yield {"type": "response.output_item.done", **thought}
    if not reply.texts:
        return
    place = _place(reply, number)
    item = {**_message(reply, number, "in_progress"), "content": []}
    index = place["output_index"]
    yield {"type": "response.output_item.added", "output_index": index, "item": item}
    yield {"type": "response.content_part.added", **place, "part": _part(reply, "")}
    for text in reply.texts:
        if reply.refuses:
            yield {"type": "response.refusal.delta", **place, "delta": text}
        else:
            yield {"type": "response.output_text.delta", **place, "delta": text, "logprobs": []}


def _ending(reply: Reply, body: dict[str, Any], number: int) -> Iterator[dict[str, Any]]:
    if reply.then == "error":
        code, sentence = reply.error or "server_error", "It failed, as the test wanted."
        yield {"type": "error", "code": code, "message": sentence, "param": None}
        return
    if reply.then == "failed":
        yield {"type": "response.failed", "response": _failed(reply, body, number)}
        return
    response = _ended(reply, body, number)
    if reply.texts:
        yield from _closing(reply, number, response["output"][-1])
    kind = "incomplete" if response["status"] == "incomplete" else "completed"
    yield {"type": f"response.{kind}", "response": response}


def _closing(reply: Reply, number: int, item: dict[str, Any]) -> Iterator[dict[str, Any]]:
    place, text = _place(reply, number), "".join(reply.texts)
    if reply.refuses:
        yield {"type": "response.refusal.done", **place, "refusal": text}
    else:
        yield {"type": "response.output_text.done", **place, "text": text, "logprobs": []}
    yield {"type": "response.content_part.done", **place, "part": _part(reply, text)}
    done = {"output_index": place["output_index"], "item": item}
    yield {"type": "response.output_item.done", **done}
