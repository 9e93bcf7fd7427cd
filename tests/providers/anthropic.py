"""A loopback server that speaks Anthropic's Messages API as it is published.

It knows nothing of our adapter: it answers `POST /v1/messages` as JSON or as server-sent events,
and does to each request in turn what a test tells it to.
"""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from tests.providers.anthropic_wire import (
    ERROR_TYPES,
    Behaviour,
    Hang,
    Raw,
    Refusal,
    Reply,
    beginning,
    ending,
    error_body,
    id_header,
    refused_because,
    whole,
)

__all__ = ["AnthropicServer", "Hang", "Raw", "Recorded", "Refusal", "Reply"]


@dataclass(frozen=True, slots=True)
class Recorded:
    """One request as it came; `port` is the client's, one for each connection."""

    headers: Mapping[str, str]
    body: dict[str, Any]
    port: int


class AnthropicServer:
    """The provider, on a free port of the loopback; use it in `async with`.

    Attributes:
        url: where it listens, for `base_url`.
        otherwise: what happens to a request for which no behaviour is left.
        requests: what came, refused requests included.
        came: set by each request; clear it to wait for the next.
    """

    def __init__(self, *behaviours: Behaviour, key: str | None = None) -> None:
        self.url = ""
        self.otherwise: Behaviour = Reply()
        self.requests: list[Recorded] = []
        self.came = asyncio.Event()
        self._key = key  # the only one that is accepted; None accepts any
        self._queue = list(behaviours)
        self._running = 0
        self._idle = asyncio.Event()
        self._idle.set()
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> "AnthropicServer":
        app = web.Application(client_max_size=2**25)
        app.router.add_post("/v1/messages", self._post)
        self._runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    def then(self, *behaviours: Behaviour) -> None:
        """Add what happens to further requests."""
        self._queue.extend(behaviours)

    async def until_idle(self) -> None:
        """Wait until no request is open any more."""
        async with asyncio.timeout(5):
            await self._idle.wait()

    async def _post(self, request: web.Request) -> web.StreamResponse:
        self._running += 1
        self._idle.clear()
        try:
            return await self._answer(request)
        finally:
            self._running -= 1
            if not self._running:
                self._idle.set()

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        body = await request.json()
        port = request.transport.get_extra_info("peername")[1] if request.transport else 0
        self.requests.append(Recorded(request.headers, body, port))
        self.came.set()
        number = len(self.requests)
        wrong = refused_because(request.headers, body, self._key)
        if wrong is not None:
            return _refused(wrong, number)
        behaviour = self._queue.pop(0) if self._queue else self.otherwise
        match behaviour:
            case Hang():
                await asyncio.Event().wait()
            case Refusal():
                return _refused(behaviour, number)
            case Raw():
                return web.Response(
                    body=behaviour.body,
                    status=behaviour.status,
                    headers={"content-type": behaviour.content_type, **id_header(number)},
                )
            case Reply():
                tell = _as_stream if body.get("stream") else _in_one_piece
                return await tell(request, behaviour, body["model"], number)
        raise AssertionError


async def _in_one_piece(
    request: web.Request, reply: Reply, model: str, number: int
) -> web.StreamResponse:
    if reply.then == "silence":
        await asyncio.Event().wait()
    if reply.then == "reset":
        await _reset(request)
    if reply.then == "error":
        status = next(s for s, type_ in ERROR_TYPES.items() if type_ == reply.error)
        return _refused(Refusal(status=status), number)
    body = json.dumps(whole(reply, model, number)).encode()
    body = body[: len(body) // 2] if reply.then == "cut" else body
    headers = {"content-type": "application/json", **id_header(number)}
    return web.Response(body=body, headers=headers)


async def _as_stream(
    request: web.Request, reply: Reply, model: str, number: int
) -> web.StreamResponse:
    headers = {"content-type": "text/event-stream; charset=utf-8", "cache-control": "no-cache"}
    response = web.StreamResponse(headers={**headers, **id_header(number)})
    await response.prepare(request)
    await _send(response, *beginning(reply, model, number))
    if reply.then == "silence":
        await asyncio.Event().wait()
    if reply.then in {"end", "slam", "unclosed"}:
        closing = list(ending(reply))
        await _send(response, *(closing[:-1] if reply.then == "unclosed" else closing))
    if reply.then in {"reset", "slam"}:
        await _reset(request)
    if reply.then == "error":
        await _send(response, error_body(reply.error, "It failed, as the test wanted.", number))
    await asyncio.sleep(reply.lingers)
    await response.write_eof()
    return response


async def _send(response: web.StreamResponse, *events: dict[str, Any]) -> None:
    for event in events:
        sent = f"event: {event['type']}\ndata: {json.dumps(event)}\n\n"
        await response.write(sent.encode())
        await asyncio.sleep(0)


def _refused(refusal: Refusal, number: int) -> web.Response:
    headers = id_header(number)
    if refusal.retry_after is not None:
        headers["retry-after"] = refusal.retry_after
    type_ = ERROR_TYPES.get(refusal.status, "api_error")
    body = error_body(type_, refusal.message, number, refusal.code)
    return web.json_response(body, status=refusal.status, headers=headers)


async def _reset(request: web.Request) -> None:
    """Drop the connection as a crashed peer does; what is asked afterwards never comes back."""
    if request.transport is not None:
        request.transport.abort()
    await asyncio.Event().wait()
