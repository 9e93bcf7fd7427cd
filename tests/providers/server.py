"""A loopback server that does to each request in turn what a test tells it to.

It knows nothing of our adapters. What a provider says on the wire is a module of its own: one for
its manners (`Vendor`), and one for each of its endpoints (`Wire`).
"""

import asyncio
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, Self

from aiohttp import web

from tests.providers.words import Behaviour, Hang, Raw, Refusal, Reply


class Vendor(Protocol):
    """What is the same at all endpoints of a provider."""

    def key_of(self, headers: Mapping[str, str]) -> str:
        """Return the key that a request was sent with."""

    def id_header(self, number: int) -> dict[str, str]:
        """Return the header that names a request."""

    def wrong_key(self) -> Refusal:
        """Return the refusal of a key."""

    def error_body(self, refusal: Refusal, number: int) -> dict[str, Any]:
        """Return what an HTTP error says."""

    def listed(self, models: Iterable[str], query: Mapping[str, str]) -> dict[str, Any]:
        """Return a page of the provider's list of models."""


class Wire(Protocol):
    """What one endpoint takes and says, as its reference has it."""

    def refused_because(self, headers: Mapping[str, str], body: dict[str, Any]) -> Refusal | None:
        """Return the refusal of a request that the provider would not take."""

    def whole(self, reply: Reply, body: dict[str, Any], number: int) -> dict[str, Any]:
        """Return a reply in one piece."""

    def told(
        self, reply: Reply, body: dict[str, Any], number: int
    ) -> tuple[list[bytes], list[bytes]]:
        """Return the events up to the last piece of text, and those that follow it."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """One request as it came; `port` is the client's, one for each connection."""

    headers: Mapping[str, str]
    body: dict[str, Any]
    port: int
    path: str


class ProviderServer:
    """A provider on a free port of the loopback; use it in `async with`.

    Attributes:
        root: where it listens.
        otherwise: what happens to requests for which no behaviour is left, always or in turn.
        requests: what came, refused requests included; questions for the list of models are not.
        came: set by each request; clear it to wait for the next.
        models: the ids that it lists.
    """

    def __init__(
        self,
        vendor: Vendor,
        wires: Mapping[str, Wire],
        behaviours: Iterable[Behaviour],
        key: str | None,
    ) -> None:
        self.root = ""
        self.otherwise: Behaviour | Iterator[Behaviour] = Reply()
        self.requests: list[Recorded] = []
        self.came = asyncio.Event()
        self.models: list[str] = []
        self._vendor, self._wires = vendor, wires
        self._key = key  # the only one that is accepted; None accepts any
        self._queue = list(behaviours)
        self._running = 0
        self._idle = asyncio.Event()
        self._idle.set()
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=2**25)
        for path in self._wires:
            app.router.add_post(path, self._post)
        app.router.add_get("/v1/models", self._list)
        self._runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.root = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
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

    def _next(self) -> Behaviour:
        """Return what happens to the request that has just come."""
        if self._queue:
            return self._queue.pop(0)
        return next(self.otherwise) if isinstance(self.otherwise, Iterator) else self.otherwise

    async def _list(self, request: web.Request) -> web.Response:
        if self._wrong_key(request.headers):
            return self._refused(self._vendor.wrong_key(), 0)
        return web.json_response(self._vendor.listed(self.models, request.query))

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
        wire = self._wires[request.path]
        body = await request.json()
        port = request.transport.get_extra_info("peername")[1] if request.transport else 0
        self.requests.append(Recorded(request.headers, body, port, request.path))
        self.came.set()
        number = len(self.requests)
        wrong = self._vendor.wrong_key() if self._wrong_key(request.headers) else None
        wrong = wrong or wire.refused_because(request.headers, body)
        behaviour = wrong or self._next()
        match behaviour:
            case Hang():
                await asyncio.Event().wait()
            case Refusal():
                return self._refused(behaviour, number)
            case Raw():
                return web.Response(
                    body=behaviour.body,
                    status=behaviour.status,
                    headers={
                        "content-type": behaviour.content_type,
                        **self._vendor.id_header(number),
                    },
                )
            case Reply():
                headers = self._vendor.id_header(number)
                if body.get("stream"):
                    told = wire.told(behaviour, body, number)
                    return await _as_stream(request, behaviour, told, headers)
                said = wire.whole(behaviour, body, number)
                return await _in_one_piece(request, behaviour, said, headers)
        raise AssertionError

    def _wrong_key(self, headers: Mapping[str, str]) -> bool:
        given = self._vendor.key_of(headers)
        return not given or self._key not in {None, given}

    def _refused(self, refusal: Refusal, number: int) -> web.Response:
        headers = self._vendor.id_header(number)
        if refusal.retry_after is not None:
            headers["retry-after"] = refusal.retry_after
        body = self._vendor.error_body(refusal, number)
        return web.json_response(body, status=refusal.status, headers=headers)


async def _in_one_piece(
    request: web.Request, reply: Reply, said: dict[str, Any], headers: dict[str, str]
) -> web.StreamResponse:
    if reply.then == "silence":
        await asyncio.Event().wait()
    if reply.then == "reset":
        await _reset(request)
    body = json.dumps(said).encode()
    body = body[: len(body) // 2] if reply.then == "cut" else body
    return web.Response(body=body, headers={"content-type": "application/json", **headers})


async def _as_stream(
    request: web.Request,
    reply: Reply,
    told: tuple[list[bytes], list[bytes]],
    headers: dict[str, str],
) -> web.StreamResponse:
    kind = {"content-type": "text/event-stream; charset=utf-8", "cache-control": "no-cache"}
    response = web.StreamResponse(headers={**kind, **headers})
    await response.prepare(request)
    beginning, ending = told
    await _send(response, beginning)
    if reply.then == "silence":
        await asyncio.Event().wait()
    if reply.then in {"end", "slam", "error", "failed"}:
        await _send(response, ending)
    if reply.then == "unclosed":
        await _send(response, ending[:-1])
    if reply.then in {"reset", "slam"}:
        await _reset(request)
    await asyncio.sleep(reply.lingers)
    await response.write_eof()
    return response


async def _send(response: web.StreamResponse, events: list[bytes]) -> None:
    for event in events:
        await response.write(event)
        await asyncio.sleep(0)


async def _reset(request: web.Request) -> None:
    """Drop the connection as a crashed peer does; what is asked afterwards never comes back."""
    if request.transport is not None:
        request.transport.abort()
    await asyncio.Event().wait()
