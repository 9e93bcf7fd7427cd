"""Around every request: it passes the gate, and what goes wrong is told as JSON."""

import math

import orjson
from aiohttp import web
from aiohttp.typedefs import Middleware

from bridge import keys
from bridge.errors import BridgeError, TooManyRequestsError, code_of
from bridge.gate import Gate, Handler, held_by
from bridge.passes import COOKIES, PassError


def guarded(gate: Gate) -> Middleware:
    """Return what lets a request through the gate, and turns each error into JSON."""

    @web.middleware
    async def answered(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            gate.check(request)
            if held := held_by(request):
                async with gate.passes.while_good(held):
                    return await handler(request)
            return await handler(request)
        except BridgeError as error:
            return _refusal(request, error)
        except web.HTTPException as error:
            if error.status < 400:
                raise
            return _not_ours(error)

    return answered


def _not_ours(error: web.HTTPException) -> web.Response:
    """Return an error of aiohttp's as one of ours: a code and a sentence."""
    response = _problem(error.status, code_of(type(error)), _reason(error))
    if allowed := error.headers.get("Allow"):
        response.headers["Allow"] = allowed
    return response


def _refusal(request: web.Request, error: BridgeError) -> web.Response:
    """Return what tells of an error.

    Raises:
        ConnectionAbortedError: part of another answer is sent already; the connection is cut off.
    """
    if request.writer.output_size and request.transport:
        request.transport.abort()
        raise ConnectionAbortedError(str(error))
    response = _problem(error.status, code_of(type(error)), str(error))
    if error.retry_after is not None:
        response.headers["Retry-After"] = str(max(1, math.ceil(error.retry_after)))
    if isinstance(error, TooManyRequestsError):
        response.headers.update(request.app[keys.RATE].headers(0))
    if isinstance(error, PassError):
        for name in COOKIES.values():
            response.del_cookie(name)
    if error.status == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


def _problem(status: int, code: str, sentence: str) -> web.Response:
    return web.Response(
        status=status,
        body=orjson.dumps({"error": code, "detail": sentence}),
        content_type="application/json",
    )


def _reason(error: web.HTTPException) -> str:
    return "There is nothing here; see /docs." if error.status == 404 else f"{error.reason}."
