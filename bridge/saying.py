"""What every way to say something has in common: who says it, what is due to them, and once."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from functools import lru_cache
from typing import Any, TypeVar

import orjson
from aiohttp import web

import crisis
from bridge import keys
from bridge.bodies import fitting
from bridge.care import Surface
from bridge.chat import seated
from bridge.errors import (
    BadRequestError,
    BridgeError,
    InvalidError,
)
from bridge.events import DeedEvent, SayEvent
from bridge.gate import REALM
from bridge.journal import Statement
from bridge.presence import Change, Person
from bridge.repeats import HEADER, Rows, keyed, unkeyed
from bridge.routes import players_in, shown
from bridge.schemas import ChatRequest
from bridge.sessions import Session
from world.names import is_reserved
from world.rooms import Room

log = logging.getLogger(__name__)

B = TypeVar("B", bound=ChatRequest)


@lru_cache(4096)
def _is_refused(name: str) -> bool:
    """Whether nobody may speak under this name; the same few come again and again."""
    return is_reserved(name) or bool(crisis.detect(name))


def fit(request: web.Request, data: Any, shape: type[B]) -> B:
    """Return `data` as what somebody says or leaves, of this shape.

    Raises:
        InvalidError: it is not, or it comes under a name of the house.
    """
    body = fitting(shape, data)
    if request[REALM] == "http" and _is_refused(body.username):
        raise InvalidError("username: this name is kept for one of the house, or has no letter.")
    return body


def due_all_the_same(request: web.Request, data: Any, surface: Surface, error: InvalidError) -> str:
    """Return what is due to somebody in danger, or who asks for help, whose request is unfit.

    Raises:
        InvalidError: `error`, when nothing is due.
    """
    given = data if isinstance(data, dict) else {}
    message, name = (
        text if isinstance(text := given.get(what), str) else "" for what in ("message", "username")
    )
    heard = request.app[keys.CARE].hear_unnamed
    text = heard(message, surface) or crisis.numbers_for(message) or heard(name, surface)
    if not text:
        raise error
    return text


def heard(
    app: web.Application, person: Person, body: ChatRequest, surface: Surface
) -> crisis.Response:
    """Return what is due to `person` for what they say, whether in a session or as a first word.

    Where that cannot be told, the line alone is read.
    """
    try:
        new_session = app[keys.SESSIONS].is_new(person)
        return app[keys.CARE].hear(person, body.message, surface, new_session=new_session)
    except Exception as error:  # noqa: BLE001 - whoever speaks is heard, whatever fails in there
        _tell_of_failure(error)
        verdict = crisis.detect(body.message)
        block = crisis.block(verdict.language, verdict.level) if verdict else ""
        return crisis.Response("block" if verdict else "nothing", block)


def is_sign(app: web.Application, person: Person, body: ChatRequest, surface: Surface) -> bool:
    """Whether what `person` says is answered at once, whatever is wrong with their request."""
    try:
        return app[keys.CARE].is_sign(person, body.message, surface)
    except Exception as error:  # noqa: BLE001 - as above
        _tell_of_failure(error)
        return bool(crisis.detect(body.message))


def _tell_of_failure(error: Exception) -> None:
    """Log a fault of the crisis protocol, without its text, which may quote words."""
    log.error("the crisis protocol failed on a line", extra={"error": type(error).__name__})


def in_place_of_a_fault(
    app: web.Application, person: Person, due: crisis.Response, error: Exception
) -> str:
    """Return what is said to `person` where `error` keeps us from answering; empty: it is told.

    Nobody who is followed up is left with an error, even where no line is due.
    """
    if not (due or due.text):
        return ""
    if not isinstance(error, BridgeError):  # its text may quote words, and is not told either
        name = type(error).__name__
        log.error("a turn failed beside a crisis answer", extra={"error": name})
    return due.text or crisis.STAYING[app[keys.CARE].language(person)]


async def once(
    request: web.Request,
    person: Person,
    data: Any,
    act: Callable[[Rows], Awaitable[bytes]],
    *,
    at_once: bool = False,
) -> bytes:
    """Return what `act` answers; to a request that came before under its key, what it did then.

    What is to be answered `at_once` is, whatever is wrong with the key.
    """
    key = request.headers.get(HEADER)
    if key is None:
        return await act(unkeyed)
    whole = orjson.dumps(data, option=orjson.OPT_SORT_KEYS)
    app = request.app
    try:
        known = keyed(person, key, request.path.encode(), whole)
        return await app[keys.REPEATS].once(known, act, at_once=at_once)
    except (BadRequestError, InvalidError):
        if not at_once:
            raise
        return await act(unkeyed)


def seated_now(app: web.Application, person: Person, username: str, room: str) -> Session | None:
    """Return the person's session, opened if that needs no wait; callers by HTTP come in."""
    session = seated(app[keys.SESSIONS], app[keys.ROOMS], person, username, room)
    if session and room in app[keys.ROOMS]:
        come_in(app, session, app[keys.ROOMS][room])
    return session


async def aloud(
    app: web.Application,
    person: Person,
    body: ChatRequest,
    room: Room,
    made: Callable[[], SayEvent | DeedEvent],
    due: crisis.Response,
    rows: Rows,
) -> bytes:
    """Tell `room` of the event that is `made` once the person is there; return the answer.

    What has words is told to those present alone in a crisis, and in the window after it, and is
    written nowhere.
    """
    kept: list[Statement] = []
    if person.realm == "http":
        session = app[keys.SESSIONS].open(person, body.username, room.name)
        come_in(app, session, room)
        kept.append(session.row())
    event = made()
    if due or (body.message and app[keys.CARE].state(person)):
        show_live(app, event)
        return as_told(app, event, due.text)
    told = b""

    def keep(events: list[SayEvent | DeedEvent]) -> Sequence[Statement]:
        nonlocal told
        told = as_told(app, events[0], "")  # before anybody else comes or goes
        return rows(told)

    await app[keys.JOURNAL].write(kept, [event], then=keep)
    return told


def show_live(app: web.Application, event: SayEvent | DeedEvent) -> None:
    """Let those present know of it once; it is written nowhere and no watcher sees it."""
    if event.room in app[keys.ROOMS]:
        app[keys.HUB].publish(event)


def as_told(
    app: web.Application, event: SayEvent | DeedEvent, due: str, *, heard: bool = True
) -> bytes:
    """Return the answer to whoever did it: what was told, to whom, and what is due to them."""
    person = Person(event.realm, event.user_id)
    heard_by = players_in(app, event.room, without=person) if heard else []
    body = {
        "ok": True,
        "event": shown(event),
        "recipients": [player.model_dump() for player in heard_by],
    }
    return orjson.dumps({**body, "response": due} if due else body)


def come_in(app: web.Application, session: Session, room: Room) -> None:
    """Let a caller by HTTP come into `room`; of its own players the MUD reports where they are.

    It is handed in before anything waits, so that what follows comes after it in every record.
    """
    if session.person.realm == "http":
        change = entered(app, session.person, session.username, room, session)
        app[keys.VISITS].hand_in(change)


def entered(
    app: web.Application, person: Person, username: str, room: Room, session: Session | None
) -> Change:
    """Let a person be in `room`; return what keeps it, their session with it."""
    last_id = app[keys.JOURNAL].last_id
    change = app[keys.PRESENCE].enter(person, username, room.name, last_id=last_id)
    if session:
        change.statements.append(session.row())
    return change


def as_json(body: bytes, headers: dict[str, str] | None = None) -> web.Response:
    """Return `body`, which is JSON already, as an answer."""
    return web.Response(body=body, headers=headers, content_type="application/json")
