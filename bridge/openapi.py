"""The OpenAPI 3.1 document, made from the table of operations and the pydantic models."""

import re
from importlib.metadata import version
from typing import Any

from pydantic.json_schema import models_json_schema

from bridge.api import OPERATIONS, Operation
from bridge.notices import AGE, NOTICE
from bridge.repeats import HEADER
from bridge.schemas import ID_SHAPE, Answer, Body, Problem

_REF = "#/components/schemas/{model}"
_GATE = (400, 401, 403)
_KEY = {
    "name": HEADER,
    "in": "header",
    "description": "The same key and body again, within a day: the same answer, no second effect.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[ -~]+$"},
}
_AGE = {
    "name": AGE,
    "in": "header",
    "description": "minor: the person says so, and is reminded every hour; adult takes it back.",
    "schema": {"type": "string", "enum": ["minor", "adult"]},
}
#: What a reply of Timmy's may say besides.
_NOTICE = {
    NOTICE: {
        "description": "What Timmy is: with the first reply, and again after hours of talk.",
        "schema": {"type": "string"},
    }
}

_ROOM = {"type": "string", "minLength": 1, "maxLength": 80}
_ID = {"type": "string", **ID_SHAPE}
_EVENT_ID = {"type": "string", "pattern": "^[0-9]{0,18}$"}
_MOMENT = {"type": "string", "format": "date-time"}
#: What each part of a path may be.
_PATH: dict[str, dict[str, Any]] = {
    "id": {"type": "string", "pattern": "^[0-9a-f]{12}$"},
    "room": _ROOM,
    "slug": {"type": "string", "pattern": "^[a-z0-9-]{1,80}$"},
    "trace": {"type": "string", "pattern": "^[0-9]{1,18}$"},
}
#: What each query parameter may be.
_QUERY: dict[str, dict[str, Any]] = {
    "after": {"schema": _EVENT_ID},
    "all": {"schema": {"type": "string", "enum": ["0", "1"], "default": "0"}},
    "format": {"schema": {"type": "string", "enum": ["md", "json", "html", "csv"]}},
    "heartbeat": {"schema": {"type": "integer", "minimum": 1, "maximum": 15, "default": 15}},
    "before": {"schema": {"type": "integer", "minimum": 0, "exclusiveMaximum": 2**63}},
    "limit": {"schema": {"type": "integer", "minimum": 1, "maximum": 200, "default": 50}},
    "since": {"schema": {"anyOf": [_EVENT_ID, _MOMENT]}},
    "n": {"schema": {"type": "integer", "minimum": 1, "maximum": 1000, "default": 1}},
    "user_id": {"schema": _ID, "required": True},
    "room": {"schema": {"type": "string", "minLength": 1}},
}
#: A reply as it comes.
_SENTENCES = {
    "schema": {
        "type": "string",
        "description": "`event: sentence` with {text} for each sentence, with the blanks before it;"
        " then `event: done` with the JSON of the plain answer, whose response is all of them"
        " joined, or `event: error` with {error, detail, retry_after}.",
    }
}
#: Who asks needs the service token.
_FOR_THE_MUD = {"/bridge/presence", "/bridge/crisis", "/bridge/crisis/shown"}
#: Who asks needs one of the tokens.
_FOR_THE_OPERATOR = {
    *("/bridge/budget", "/bridge/trace/{trace}"),
    *("/bridge/npc/pause", "/bridge/npc/resume", "/bridge/mark/remove", "/enter"),
}
#: With which statuses comes word of when to ask again.
_LATER = {
    "Retry-After": {"description": "Seconds.", "schema": {"type": "integer", "minimum": 1}},
}


def document() -> dict[str, Any]:
    """Return the document that describes every operation."""
    used = {m for op in OPERATIONS for m in (op.body, op.reply) if m} | {Problem}
    modes = [(m, "validation" if issubclass(m, Body) else "serialization") for m in used]
    modes.sort(key=lambda pair: pair[0].__name__)
    _, schemas = models_json_schema(modes, ref_template=_REF)  # type: ignore[arg-type]
    paths: dict[str, dict[str, Any]] = {}
    for operation in OPERATIONS:
        paths.setdefault(operation.path, {})[operation.method.lower()] = _operation(operation)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "The Tower",
            "version": version("tower"),
            "description": "People, rooms and Timmy, over HTTP.",
        },
        "paths": paths,
        "components": {
            "schemas": schemas["$defs"],
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
        "security": [{}, {"token": []}],
    }


def _operation(operation: Operation) -> dict[str, Any]:
    described: dict[str, Any] = {
        "summary": operation.summary,
        "operationId": operation.handler.__name__,
        "responses": _responses(operation),
    }
    if parameters := _parameters(operation):
        described["parameters"] = parameters
    if operation.path in _FOR_THE_MUD | _FOR_THE_OPERATOR:
        described["security"] = [{"token": []}]
    if operation.body:
        described["requestBody"] = {"required": True, "content": _content(operation.body)}
    return described


def _responses(operation: Operation) -> dict[str, Any]:
    good: dict[str, Any] = {"description": "It worked."}
    if operation.reply:
        good["content"] = _content(operation.reply)
        if operation.streamed:
            good["content"] |= {"text/event-stream": _SENTENCES}
            good["headers"] = _NOTICE
    else:
        text = {"schema": {"type": "string"}}
        kinds = operation.kinds or ("application/x-ndjson", "text/event-stream")
        good["content"] = dict.fromkeys(kinds, text)
    refused = {"description": "Refused, with the reason.", "content": _content(Problem)}
    later = {**refused, "headers": _LATER}
    statuses = sorted({*_GATE, *operation.problems})
    return {
        "200": good,
        **{str(s): later if s in {429, 503, 507} else refused for s in statuses},
    }


def _parameters(operation: Operation) -> list[dict[str, Any]]:
    in_path = [
        {"name": name, "in": "path", "required": True, "schema": _PATH[name]}
        for name in re.findall(r"{(\w+)}", operation.path)
    ]
    in_query = [
        {"name": name, "in": "query", "description": meaning, **_QUERY[name]}
        for name, meaning in operation.query.items()
    ]
    return in_path + in_query + [_KEY] * operation.keyed + [_AGE] * operation.streamed


def _content(model: type[Answer] | type[Body] | type[Any]) -> dict[str, Any]:
    return {"application/json": {"schema": {"$ref": _REF.format(model=model.__name__)}}}
