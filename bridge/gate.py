"""Who may ask: Host, Origin, token, kind and size of the body, and how often."""

import asyncio
import hmac
import json
import math
import re
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, NoReturn, TypeAlias, TypeVar

from aiohttp import web
from pydantic import BaseModel, ValidationError

from bridge.errors import (
    BadRequestError,
    BridgeError,
    ForbiddenError,
    InvalidError,
    TooManyRequestsError,
    UnauthorizedError,
)
from bridge.events import Realm
from bridge.presence import Person

Handler: TypeAlias = Callable[[web.Request], Awaitable[web.StreamResponse]]
B = TypeVar("B", bound=BaseModel)

#: In whose name the caller speaks; set for every request that passes.
REALM: web.RequestKey[Realm] = web.RequestKey("realm", str)  # type: ignore[arg-type]

#: Bytes of a body, nesting of its JSON, seconds it may take to arrive.
BODY_LIMIT = 64 * 1024
DEPTH_LIMIT = 16
BODY_SECONDS = 15.0

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
_ESCAPES = re.compile(rb"\\.", re.DOTALL)
_STRINGS = re.compile(rb'"[^"]*"')
_BRACKETS = re.compile(rb"[\[\]{}]")


class WrongTypeError(BridgeError):
    """The body is not JSON by its Content-Type."""

    status = 415


class TooLargeError(BridgeError):
    """The body is larger than this request may have."""

    status = 413


@dataclass(frozen=True, slots=True)
class Gate:
    """The middleware that every request passes before it is routed.

    Attributes:
        allowed_hosts: answered besides loopback names, as they are written or on our own port.
        access_token: when set, every caller needs it (or the service token).
        service_token: who has it speaks for the MUD's players.
    """

    allowed_hosts: frozenset[str]
    access_token: str | None
    service_token: str | None

    def check(self, request: web.Request) -> None:
        """Let `request` pass, or raise what it is refused with; reads no body."""
        host = self._host(request)
        if not {f"http://{host}", f"https://{host}"}.issuperset(_all(request, "Origin")):
            raise ForbiddenError("This Origin may not use the bridge.")
        if not {"none", "same-origin"}.issuperset(_all(request, "Sec-Fetch-Site")):
            raise ForbiddenError("Another site may not use the bridge.")
        request[REALM] = self._realm(request)
        if request.method in {"POST", "PUT", "PATCH", "DELETE"}:
            _check_kind(request)

    def _host(self, request: web.Request) -> str:
        hosts = _all(request, "Host")
        if len(hosts) != 1:
            raise BadRequestError("Exactly one Host header is needed.")
        host = hosts[0].lower()
        port = _own_port(request)
        ours = {f"{name}:{port}" for name in (*LOOPBACK, *self.allowed_hosts)}
        if port == 80:
            ours |= {*LOOPBACK}
        if host not in ours and host not in self.allowed_hosts:
            raise ForbiddenError(
                "This Host is not answered here; see TIMMY_ALLOWED_HOSTS in .env.example."
            )
        return host

    def _realm(self, request: web.Request) -> Realm:
        given = request.headers.get("Authorization")
        if given is None:
            if self.access_token:
                raise UnauthorizedError("A token is needed: Authorization: Bearer <token>.")
            return "http"
        scheme, _, token = given.partition(" ")
        if scheme.lower() == "bearer":
            if _same(token, self.service_token):
                return "mud"
            if _same(token, self.access_token):
                return "http"
        raise UnauthorizedError("This token is not known here.")


def _all(request: web.Request, header: str) -> list[str]:
    return request.headers.getall(header, [])


def _same(given: str, known: str | None) -> bool:
    # A header may hold bytes that are no text; they arrive as halves of surrogate pairs.
    sent = given.encode(errors="surrogateescape")
    return known is not None and hmac.compare_digest(sent, known.encode())


def _own_port(request: web.Request) -> int:
    name = request.transport.get_extra_info("sockname") if request.transport else None
    return int(name[1]) if isinstance(name, tuple) else 0


def _check_kind(request: web.Request) -> None:
    if "Content-Encoding" in request.headers:
        raise WrongTypeError("Send the body as it is, without Content-Encoding.")
    if request.body_exists and request.content_type != "application/json":
        raise WrongTypeError("Send JSON, with Content-Type: application/json.")


def person_of(request: web.Request, user_id: str) -> Person:
    """Return whom the caller speaks for: the credential says in which realm the id counts."""
    return Person(request[REALM], user_id)


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
    try:
        async with asyncio.timeout(BODY_SECONDS):
            raw = await _read(request, limit)
    except TimeoutError:
        raise BadRequestError("The body took too long to arrive.") from None
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


#: Callers by HTTP may take any id: together they get no more than this many people would.
TOGETHER = 10


class Rate:
    """A bucket of requests for each person, refilled steadily; the oldest buckets are forgotten.

    All callers by HTTP share one more bucket.
    """

    def __init__(
        self, per_minute: int, *, clock: Callable[[], float] = time.monotonic, keep: int = 10_000
    ) -> None:
        self.per_minute = per_minute
        self._clock = clock
        self._keep = keep
        self._buckets: OrderedDict[Person, tuple[float, float]] = OrderedDict()
        self._together = (float(per_minute * TOGETHER), clock())

    def take(self, person: Person) -> dict[str, str]:
        """Count one request of `person`; return the headers that say what is left.

        Raises:
            TooManyRequestsError: the bucket is empty.
        """
        now, full = self._clock(), float(self.per_minute)
        left = _after_one(_refilled(self._buckets.get(person, (full, now)), full, now), full)
        if person.realm == "http":
            of_all = _refilled(self._together, full * TOGETHER, now)
            self._together = (_after_one(of_all, full * TOGETHER), now)
        self._buckets[person] = (left, now)
        self._buckets.move_to_end(person)
        if len(self._buckets) > self._keep:
            self._buckets.popitem(last=False)
        return self.headers(left)

    def headers(self, left: float) -> dict[str, str]:
        """Return the X-RateLimit headers for a bucket with `left` requests in it."""
        full_in = (self.per_minute - left) * 60 / self.per_minute
        return {
            "X-RateLimit-Limit": str(self.per_minute),
            "X-RateLimit-Remaining": str(int(left)),
            "X-RateLimit-Reset": str(math.ceil(full_in)),
        }


def _refilled(bucket: tuple[float, float], full: float, now: float) -> float:
    """Return what is in a bucket that held so much at such a time."""
    left, since = bucket
    return min(full, left + (now - since) * full / 60)


def _after_one(left: float, full: float) -> float:
    """Return what one request leaves.

    Raises:
        TooManyRequestsError: there was not enough for it; nothing has been taken.
    """
    if left < 1:
        raise TooManyRequestsError(
            "That was a lot at once. Please wait a moment and try again.",
            retry_after=(1 - left) * 60 / full,
        )
    return left - 1
