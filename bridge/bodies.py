"""Bodies of requests: how large, how deep and how slow they may be, and which JSON they are."""

import asyncio
import json
import math
import re
from typing import Any, NoReturn, TypeVar

import orjson
from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError
from pydantic import BaseModel, ValidationError

from bridge.errors import BadRequestError, BridgeError, InvalidError

B = TypeVar("B", bound=BaseModel)

#: Bytes of a body, nesting of its JSON, seconds it may take to arrive.
BODY_LIMIT = 64 * 1024
DEPTH_LIMIT = 16
BODY_SECONDS = 10.0

#: Keys of an object that is read the quick way.
FEW_KEYS = 16
_SIMPLE = frozenset({int, bool, type(None)})
_ESCAPES = re.compile(rb"\\.", re.DOTALL)
_STRINGS = re.compile(rb'"[^"]*"')
_BRACKETS = re.compile(rb"[\[\]{}]")


class WrongTypeError(BridgeError):
    """The body is not JSON by its Content-Type."""

    status = 415


class TooLargeError(BridgeError):
    """The body is larger than this request may have."""

    status = 413


async def body_as(model: type[B], request: web.Request, *, limit: int = BODY_LIMIT) -> B:
    """Return the request's body, of at most `limit` bytes, as `model`.

    Raises:
        BridgeError: what `json_of` and `fitting` raise.
    """
    return fitting(model, await json_of(request, limit=limit))


async def json_of(request: web.Request, *, limit: int = BODY_LIMIT) -> Any:
    """Return what the request's body holds.

    Raises:
        BadRequestError: it is not JSON as RFC 8259 has it, nested too deep, or came too slowly.
        TooLargeError: it is larger than `limit`.
        WrongTypeError: it has no JSON Content-Type.
    """
    if request.content_type != "application/json":
        raise WrongTypeError("Send JSON, with Content-Type: application/json.")
    content = request.content
    if content.is_eof() and (request.content_length or limit + 1) <= limit:
        return parse_json(content.read_nowait())  # all of it came with the header, as most do
    try:
        async with asyncio.timeout(BODY_SECONDS):
            raw = await _read(request, limit)
    except TimeoutError:
        raise BadRequestError("The body took too long to arrive.") from None
    except (web.RequestPayloadError, HttpProcessingError):
        raise BadRequestError("The body is not sent as HTTP has it.") from None
    return parse_json(raw)


def fitting(model: type[B], data: Any) -> B:
    """Return `data` as `model`.

    Raises:
        InvalidError: a field is missing, unknown or of a wrong kind.
    """
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise InvalidError(_sentence(error)) from None


async def _read(request: web.Request, limit: int) -> bytes:
    raw = bytearray()
    if (request.content_length or 0) <= limit:
        async for chunk in request.content.iter_any():
            raw += chunk
            if len(raw) > limit:
                break
        else:
            return bytes(raw)
    raise TooLargeError(f"The body is larger than {limit // 1024} KiB.")


def parse_json(raw: bytes) -> Any:
    """Return what `raw` holds.

    Raises:
        BadRequestError: it is not UTF-8, not JSON, nested too deep, names a key twice, or holds
            NaN, an infinity or half a surrogate pair.
    """
    if (flat := _flat(raw)) is not None:
        return flat
    _check_depth(raw)
    try:
        data = json.loads(
            raw.decode(), parse_constant=_refuse, parse_float=_finite, object_pairs_hook=_once
        )
        if b"\\u" in raw:
            json.dumps(data, ensure_ascii=False).encode()  # half a surrogate pair fails here
    except (ValueError, RecursionError):
        raise BadRequestError("The body is not valid JSON.") from None
    return data


def _flat(raw: bytes) -> dict[str, Any] | None:
    """Return what `raw` holds if it is a plain object that needs no closer look; else None.

    The quick reader keeps the last of two values of one key. Outside of strings there is one colon
    for each key: no more may be left. Where an escape may stand for a colon, nobody counts.
    """
    if b"\\u" in raw:
        return None
    try:
        data = orjson.loads(raw)
    except ValueError:
        return None
    if type(data) is not dict or len(data) > FEW_KEYS:
        return None
    colons = raw.count(b":") - len(data)
    for key, value in data.items():
        if type(value) is str:
            colons -= value.count(":")
        elif type(value) not in _SIMPLE:
            return None
        colons -= key.count(":")
    return None if colons else data


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data = dict(pairs)
    if len(data) != len(pairs):
        raise ValueError("a key twice")
    return data


def _finite(digits: str) -> float:
    number = float(digits)
    if math.isinf(number):
        raise ValueError("a number beyond all bounds")
    return number


def _check_depth(raw: bytes) -> None:
    if raw.count(b"{") + raw.count(b"[") <= DEPTH_LIMIT:
        return
    depth = 0
    for bracket in _BRACKETS.findall(_STRINGS.sub(b"", _ESCAPES.sub(b"", raw))):
        depth += 1 if bracket in b"[{" else -1
        if depth > DEPTH_LIMIT:
            raise BadRequestError("The body is nested too deep.")


def _sentence(error: ValidationError) -> str:
    """Say which field is wrong and how, without repeating what it held."""
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    field = ".".join(str(part) for part in first["loc"]) or "body"
    return f"{field}: {first['msg'].removeprefix('Value error, ')}."
