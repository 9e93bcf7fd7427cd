"""The table's socket: who may speak there, and that whoever is in danger is answered first."""

from collections.abc import AsyncIterator

from aiohttp import web

from bridge import keys
from bridge.bodies import fitting
from bridge.errors import ForbiddenError
from bridge.hearing import due
from bridge.presence import Person
from bridge.sockets import Client, served
from bridge.table.router import is_stop
from bridge.table.shapes import Asked, Cancelled
from bridge.visitors import visitor_of

#: What of a frame is said at the table.
_WORDS = ("text",)


async def get_socket(request: web.Request) -> web.StreamResponse:
    """Let somebody sit at the table, or watch it, until they leave."""
    table, guest = request.app[keys.TABLE], _Guest(request)
    return await served(
        request,
        channel=table.channel,
        hello=guest.greet,
        take=guest.take,
        refusal=table.alone,
    )


async def at_the_table(app: web.Application) -> AsyncIterator[None]:
    """Let go of the seats when the bridge stops."""
    yield
    await app[keys.TABLE].close()


class _Guest:
    """One who is connected."""

    def __init__(self, request: web.Request) -> None:
        visitor = visitor_of(request)
        self._may_speak = visitor.may_speak
        self._person = Person("http", visitor.id)
        self._app = request.app
        self._table = request.app[keys.TABLE]
        self._recent = request.query.get("recent") == "1"
        self._begins = iter((True,))

    def greet(self, client: Client) -> None:
        """Tell what was said before, where that is wanted, and which seat a stand-in has."""
        if self._recent:
            for event in self._table.recent():
                client.send(event)
        for seat in self._table.seats.values():
            if seat.notice:
                client.send(self._table.alone(seat.notice))

    async def take(self, client: Client, data: dict[str, object]) -> None:
        """Do what a frame asks for.

        Raises:
            BridgeError: it cannot be done; the sentence says why.
        """
        if said := due(self._app, self._person, data, _WORDS, "table", self._begins):
            client.send(self._table.alone(said))
            return
        if not self._may_speak:
            raise ForbiddenError("Your link lets you watch, and not speak.")
        if "cancel" in data:
            self._table.cancel(fitting(Cancelled, data).cancel)
            return
        asked = fitting(Asked, data)
        if not is_stop(asked.text):  # that must always be heard
            self._app[keys.RATE].take(self._person)
            client.take_part()
        self._table.ask(asked, self._person.key)
