"""What the MUD reports of its players; only the service token may."""

from aiohttp import web

import crisis
from bridge import keys
from bridge.bodies import body_as
from bridge.chat import seated
from bridge.errors import ForbiddenError, UnauthorizedError
from bridge.gate import REALM
from bridge.presence import Person
from bridge.routes import answer, place_of
from bridge.schemas import CrisisReport, CrisisShown, Done, PresenceChange, PresenceSnapshot

#: Bytes of a snapshot: it names everybody, and the schema ends it at 5,000 people.
SNAPSHOT_LIMIT = 2 * 1024 * 1024


async def put_presence(request: web.Request) -> web.Response:
    """Take over who is in the MUD; players in rooms that the world lacks count as away."""
    _only_the_mud(request)
    body = await body_as(PresenceSnapshot, request, limit=SNAPSHOT_LIMIT)
    app = request.app
    if app[keys.REPORTS].takes_snapshot(body.epoch, body.seq):
        present = [user for user in body.users if user.room in app[keys.ROOMS]]
        change = app[keys.PRESENCE].replace(
            "mud",
            [(Person("mud", user.user_id), user.username, user.room) for user in present],
            last_id=app[keys.JOURNAL].last_id,
        )
        app[keys.NPCS].watched_by_the_mud(body.watched)
        await app[keys.VISITS].record(change)
    return answer(Done(ok=True))


async def post_presence(request: web.Request) -> web.Response:
    """Take over where one player of the MUD is now."""
    _only_the_mud(request)
    body = await body_as(PresenceChange, request)
    app, person = request.app, Person("mud", body.user_id)
    if app[keys.REPORTS].takes_change(body.epoch, body.seq):
        if room := app[keys.ROOMS].get(body.room or ""):
            last_id = app[keys.JOURNAL].last_id
            change = app[keys.PRESENCE].enter(person, body.username, room.name, last_id=last_id)
        else:
            change = app[keys.PRESENCE].leave(person)
        await app[keys.VISITS].record(change)
    return answer(Done(ok=True))


async def post_crisis(request: web.Request) -> web.Response:
    """Take note that the MUD has shown a player what was due; the words stay in memory only."""
    _only_the_mud(request)
    body = await body_as(CrisisReport, request)
    person = Person("mud", body.user_id)
    request.app[keys.CARE].told(
        person,
        body.message if body.shown else "",
        state=crisis.CrisisState.from_dict(body.state),
        verdict=_verdict_of(body),
        surface=body.surface,
        shown=body.kind,
    )
    if body.shown:
        await request.app[keys.RECALL].person(person)
        _remember(request.app, person, body, body.shown)
    return answer(Done(ok=True))


async def post_crisis_shown(request: web.Request) -> web.Response:
    """Count what the MUD has shown to somebody who has no name yet; there is nobody in it."""
    _only_the_mud(request)
    body = await body_as(CrisisShown, request)
    request.app[keys.CARE].shown_to_nobody_known(_verdict_of(body), body.surface, body.kind)
    return answer(Done(ok=True))


def _verdict_of(body: CrisisReport | CrisisShown) -> crisis.Verdict:
    return crisis.Verdict(level=crisis.Level[body.level.upper()], language=body.language)


def _remember(app: web.Application, person: Person, body: CrisisReport, shown: str) -> None:
    """Let Timmy know what was said and answered, so that he can follow up; in memory alone."""
    room = place_of(app, person, body.room)
    session = seated(app[keys.SESSIONS], app[keys.ROOMS], person, body.username, room)
    if session:
        session.remember(body.message, shown, unwritten=True)


def _only_the_mud(request: web.Request) -> None:
    if "Authorization" not in request.headers:
        raise UnauthorizedError("Only the MUD, with the service token, may report this.")
    if request[REALM] != "mud":
        raise ForbiddenError("Only the MUD, with the service token, may report this.")
