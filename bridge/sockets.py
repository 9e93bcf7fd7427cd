"""WebSockets for whoever watches and takes part: JSON objects, one text frame each, both ways."""

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable
from typing import TypeAlias

import orjson
from aiohttp import WSMessage, WSMsgType, web

from bridge.connection import takes_part, watching
from bridge.errors import BadRequestError, BridgeError, BusyError
from bridge.fanout import Channel, Member, close_frame, taken, text_frame

log = logging.getLogger(__name__)

#: Bytes of a frame that are read; with more than the second, the connection ends.
FRAME_LIMIT, TOO_MUCH = 64 * 1024, 256 * 1024
#: Frames a second that are read of one client, and how many at once; more wait their turn.
A_SECOND, AT_ONCE = 20, 40
#: Seconds between signs of life.
HEARTBEAT = 20.0
#: Why we end a connection: the bridge stops; too many are connected.
GOING_AWAY, TRY_LATER = 1001, 1013


class Client:
    """One who is connected by a WebSocket.

    Attributes:
        id: tells clients apart; random, and nobody's secret.
        request: with which the client came.
        member: its place in the channel, once it has one.
    """

    __slots__ = ("_channel", "_line", "_refusal", "id", "member", "request")

    def __init__(
        self,
        request: web.Request,
        line: asyncio.WriteTransport,
        channel: Channel[bytes],
        refusal: Callable[[str], bytes],
    ) -> None:
        self.id = secrets.token_hex(8)
        self.request = request
        self.member: Member | None = None
        self._line = line
        self._channel = channel
        self._refusal = refusal

    def send(self, text: bytes) -> None:
        """Let this client alone have a JSON text, after what all were told before."""
        if self.member:
            self._channel.send(self.member, text_frame(text))

    def refuse(self, sentence: str) -> None:
        """Tell this client alone why something is not done."""
        self.send(self._refusal(sentence))

    def take_part(self) -> None:
        """Let it keep its place, like those who speak: it does more than watch."""
        takes_part(self.request)

    def write(self, data: bytes) -> None:
        """Write bytes as they are, or cut off who has not taken so many before."""
        taken(self._line, data)

    def close(self, code: int, reason: str) -> None:
        """End the connection once what waits has been sent."""
        self.write(close_frame(code, reason))
        self._line.close()


#: Does what a frame asks for. A client's next frame is read when that is done, so what takes long
#: is a task of whoever does it. A BridgeError becomes a refusal.
Take: TypeAlias = Callable[[Client, dict[str, object]], Awaitable[None]]

#: Everybody who is connected to an app by a WebSocket.
CLIENTS: web.AppKey[set[Client]] = web.AppKey("clients")


def set_up(app: web.Application) -> None:
    """Let `app` serve sockets, and tell everybody when it stops."""
    app[CLIENTS] = set()
    app.on_shutdown.append(_let_go)


async def _let_go(app: web.Application) -> None:
    everybody = app[CLIENTS]
    for client in tuple(everybody):
        client.close(GOING_AWAY, "The bridge stops; please come back soon.")


async def served(
    request: web.Request,
    *,
    channel: Channel[bytes],
    hello: Callable[[Client], bytes | None],
    take: Take,
    refusal: Callable[[str], bytes],
    prepare: Callable[[web.StreamResponse], None] = lambda _response: None,
) -> web.WebSocketResponse:
    """Serve a client until it leaves.

    Args:
        request: the handshake.
        channel: where what everybody is told is published, as JSON texts.
        hello: makes the first text, if there is one; what is published from that moment on
            follows it.
        take: is given what the client sends, which is a JSON object.
        refusal: makes a text of a sentence that says why something is not done.
        prepare: is given the handshake's answer before it is sent, to set its headers.

    Raises:
        BadRequestError: it is no handshake.
    """
    # Signs of life from the other side count as frames, since a flood of them costs as much.
    response = web.WebSocketResponse(
        autoping=False, compress=False, heartbeat=HEARTBEAT, max_msg_size=TOO_MUCH
    )
    if not response.can_prepare(request):
        raise BadRequestError("This is a WebSocket; see /docs.")
    prepare(response)
    await response.prepare(request)
    if (line := request.transport) is None:
        return response
    client = Client(request, line, channel, refusal)
    try:
        with watching(request, by_socket=True):
            await _heard(client, response, channel, hello, take)
    except BusyError as error:
        client.close(TRY_LATER, str(error))
    return response


async def _heard(
    client: Client,
    response: web.WebSocketResponse,
    channel: Channel[bytes],
    hello: Callable[[Client], bytes | None],
    take: Take,
) -> None:
    """Let `client` hear what is published, and do what it asks for."""
    everybody = client.request.app[CLIENTS]
    everybody.add(client)
    try:
        with channel.join(client.write) as client.member:
            if greeting := hello(client):
                client.send(greeting)
            await _read(client, response, take)
    finally:
        everybody.discard(client)


async def _read(client: Client, response: web.WebSocketResponse, take: Take) -> None:
    clock, free_at = asyncio.get_running_loop().time, 0.0
    while True:
        message = await response.receive()
        now = clock()
        free_at = next_turn(free_at, now)
        if free_at > now:
            await asyncio.sleep(free_at - now)
        if message.type is WSMsgType.PING:
            await response.pong(message.data)
        elif message.type in {WSMsgType.TEXT, WSMsgType.BINARY}:
            await _do(client, message, take)
        elif message.type is not WSMsgType.PONG:
            return


def next_turn(last: float, now: float) -> float:
    """Return when the turn of a frame is that comes `now`, in seconds; `last` was the one before.

    It lies in the past for who has sent little.
    """
    return max(last, now - AT_ONCE / A_SECOND) + 1 / A_SECOND


async def _do(client: Client, message: WSMessage, take: Take) -> None:
    """Do what a frame asks for, or say why not."""
    try:
        await take(client, _object_in(message))
    except BridgeError as error:
        client.refuse(str(error))
    except Exception:
        log.exception("a frame failed")
        client.refuse("Something went wrong here.")


def _object_in(message: WSMessage) -> dict[str, object]:
    """Return the JSON object that a frame holds.

    Raises:
        BadRequestError: it holds none.
    """
    if message.type is not WSMsgType.TEXT:
        raise BadRequestError("Send text frames.")
    if len(message.data) > FRAME_LIMIT or len(message.data.encode()) > FRAME_LIMIT:
        raise BadRequestError("A frame may have 64 KiB.")
    try:
        found = orjson.loads(message.data)
    except orjson.JSONDecodeError:
        raise BadRequestError("This is not JSON.") from None
    if not isinstance(found, dict):
        raise BadRequestError("Send a JSON object.")
    return found
