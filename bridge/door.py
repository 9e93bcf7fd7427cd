"""How many may be connected at once, who makes room for whom, and how everybody is let out."""

import asyncio
import logging
from collections import Counter
from http import HTTPStatus
from typing import Any, cast

from aiohttp import web

from bridge.connection import Connection, Rank, problem

log = logging.getLogger(__name__)

#: Connections in all, and from one address that is not of this machine. Who watches may have five
#: of six places: ten thousand, and two thousand are kept for who plays and speaks.
CONNECTIONS, PER_ADDRESS = 12_000, 64
#: Seconds between looks at everybody who is connected; at how many before others go on.
LOOK, AT_A_TIME = 1.0, 512


class Door:
    """Everybody who is connected to a server, and the requests that are being answered.

    Called, it makes the protocol of one connection. When all places are taken, those who owe us
    something make room for who comes: see `Rank`.

    Attributes:
        port: where it listens.
    """

    def __init__(
        self,
        server: web.Server,
        *,
        limit: int = CONNECTIONS,
        per_address: int = PER_ADDRESS,
        **options: Any,
    ) -> None:
        self.server = server
        self.port = 0
        self._limit = limit
        self._per_address = per_address
        self._options = options
        self._connections: dict[Connection, str] = {}
        self._from: Counter[str] = Counter()
        self._under_way: set[asyncio.Task[Any]] = set()
        self._time_is_up = False
        self._handler = server.request_handler
        server.request_handler = self._answer

    def __call__(self) -> Connection:
        """Return the protocol of one more connection."""
        return Connection(self, **self._options)

    def __len__(self) -> int:
        return len(self._connections)

    @property
    def crowded(self) -> bool:
        """Whether spectators should come another time."""
        return len(self._connections) > self._limit * 5 // 6

    def admit(self, connection: Connection) -> bool:
        """Take `connection` in; False when there is no place for it."""
        address = connection.address
        if address and self._from[address] >= self._per_address:
            return False
        if len(self._connections) >= self._limit and not self._make_room():
            return False
        self._connections[connection] = address
        if address:
            self._from[address] += 1
        return True

    def forget(self, connection: Connection) -> None:
        """Give the place of `connection` to another."""
        address = self._connections.pop(connection, "")
        if address:
            self._from[address] -= 1
            if not self._from[address]:
                del self._from[address]

    def _make_room(self) -> bool:
        """Let some go who stand lowest, longest connected first; False when nobody can go.

        Several at once, because who owes what is looked up for everybody.
        """
        standing = [(one.standing(), n, one) for n, one in enumerate(self._connections)]
        may_go = sorted(entry for entry in standing if entry[0] < Rank.IS_ANSWERED)
        for _, _, connection in may_go[: max(1, self._limit // 16)]:
            self.forget(connection)
            connection.drop()
        return bool(may_go)

    async def keep_watch(self) -> None:
        """Let go of who is late, until cancelled."""
        while True:
            await asyncio.sleep(LOOK)
            now = asyncio.get_running_loop().time()
            for n, connection in enumerate(list(self._connections), 1):
                connection.judge(now)
                if n % AT_A_TIME == 0:
                    await asyncio.sleep(0)

    async def _answer(self, request: web.BaseRequest) -> web.StreamResponse:
        task = cast("asyncio.Task[Any]", asyncio.current_task())
        self._under_way.add(task)
        try:
            return await self._handler(request)
        except asyncio.CancelledError:
            if not self._time_is_up:
                raise
            task.uncancel()
            return _stopping()
        finally:
            self._under_way.discard(task)

    async def close(self, seconds: float) -> None:
        """Answer what is under way, and nothing more.

        What is not answered after so many `seconds` gets a 503: it may be asked again.
        """
        await asyncio.sleep(0)  # what has come by now begins
        for connection in list(self._connections):
            if connection.rests:
                connection.force_close()
            else:
                connection.close()
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=seconds)
        self._time_is_up = True
        late = set(self._under_way)
        for task in late:
            task.cancel()
        if late:
            log.warning("stopped before everybody was answered", extra={"requests": len(late)})
            await asyncio.wait(late, timeout=1.0)


def _stopping() -> web.Response:
    response = problem(HTTPStatus.SERVICE_UNAVAILABLE, "The bridge stops; please ask again soon.")
    response.headers["Retry-After"] = "5"
    return response
