"""Put the parts together; the one place where they meet."""

import logging
import math
import secrets
import time
from collections import Counter
from collections.abc import Callable, Mapping

import orjson
from aiohttp import web
from aiohttp.typedefs import Middleware

import crisis
from bridge import house, keys, sockets
from bridge.api import add_routes
from bridge.asking import Voiced
from bridge.bodies import BODY_LIMIT
from bridge.budget import LABORATORY, Budget
from bridge.caps import WITHOUT_END, Figures
from bridge.care import Care
from bridge.compacting import Compactor
from bridge.errors import BridgeError, TooManyRequestsError, code_of
from bridge.gate import LOOPBACK, Gate, Handler, held_by
from bridge.hub import Hub
from bridge.journal import Journal
from bridge.lab import routes as laboratory
from bridge.lab.casting import Casting
from bridge.lab.laboratory import Laboratory
from bridge.lab.socket import get_socket as get_lab
from bridge.lab.talk import Talk, shown
from bridge.models.base import GenerateConfig, Model
from bridge.models.calls import Account, Candidate, Deadlines
from bridge.models.catalog import Catalog
from bridge.models.choice import Choice, choose, recorder_of
from bridge.models.entry import Entry
from bridge.models.recording import Recorder
from bridge.npcs import living
from bridge.npcs.household import LINES_A_MINUTE, SOON, Household
from bridge.npcs.place import Resident
from bridge.npcs.switch import FILE, Switch
from bridge.npcs.voices import voices
from bridge.pages import add_pages, say_what_browsers_may_do
from bridge.passes import COOKIES, PassError, Passes
from bridge.presence import Person, Presence, Reports
from bridge.rate import Rate
from bridge.recall import Recall
from bridge.records import JOURNAL_FILE
from bridge.repeats import Repeats
from bridge.schemas import Voice
from bridge.second_vote import SecondVote
from bridge.secret import secret_in
from bridge.sessions import Sessions
from bridge.settings import Settings
from bridge.shortage import shortage
from bridge.table import routes as table
from bridge.table.router import Table
from bridge.table.seats import Seat, seats_of
from bridge.trouble import Trouble
from bridge.visitors import remember
from bridge.visits import Visits
from bridge.watch.entering import get_pass
from bridge.watch.shapes import SeenTalk, TalkVoice
from bridge.watch.watching import Watching
from world.personas import Persona, load_npcs, load_persona
from world.rooms import load_rooms
from world.state import WorldState

log = logging.getLogger(__name__)

#: How often a day the laboratory calls models that cost money, where a host has set no number.
LAB_CALLS = 25
#: The secret with which passes are signed.
PASS_FILE = "pass-secret"  # noqa: S105 - a file name
#: What is known of a model that did not come from the catalogue: nothing, and that it is free.
HANDED_IN = Entry(
    key="handed-in", provider="", api_name="handed-in", display_name="a model", company=""
)


def create_app(
    settings: Settings,
    *,
    model: Model | None = None,
    npc_model: Model | None = None,
    npcs: Mapping[str, Persona] | None = None,
    seats: Mapping[str, Seat] | None = None,
    deadlines: Deadlines | None = None,
    clock: Callable[[], float] = time.monotonic,
    wall: Callable[[], float] = time.time,
) -> web.Application:
    """Wire the bridge; blocks for as long as opening its files takes.

    `model` answers instead of the one that `settings` choose, and `npc_model` for `npcs`, who live
    in the house; where only the first is given, nobody does. `seats` are those at the table.
    `clock` (seconds) tells what has
    expired, `wall` (seconds since 1970) what people see.

    Raises:
        SetUpError: a file that the settings name cannot be used; nothing was written.
        StorageError: the journal cannot be opened.
    """
    catalog = Catalog.load(settings.timmy_models)
    choice = choose(settings, catalog)
    personas = (load_npcs() if npcs is None else npcs) if settings.npcs_live_here else {}
    if model:
        choice = Choice((Candidate(model, HANDED_IN),), "It was handed in.")
    voiced: dict[str, tuple[Candidate, ...]] = {}
    if npc_model:
        voiced = dict.fromkeys(personas, (Candidate(npc_model, HANDED_IN),))
    elif not model:
        voiced = voices(settings, catalog, choice.candidates, personas)
    seats = seats or seats_of(settings, catalog)
    casting = Casting(settings, catalog, choice.candidates)
    recorder = recorder_of(settings)
    gate = _gate(settings, wall)
    app = web.Application(middlewares=[_guarded(gate)], client_max_size=BODY_LIMIT)
    rooms = load_rooms()
    journal = Journal.open(settings.timmy_home / JOURNAL_FILE)
    state = WorldState.load(settings.world_dir, rooms.values())
    log.info("voice chosen", extra={"model": choice.candidates[0].model.name, "why": choice.reason})
    secret = secret_in(settings.timmy_home / "budget-secret")
    app[keys.BUDGET] = Budget(journal, _caps(settings), wall=wall, secret=secret)
    app[keys.CARE] = Care(journal, wall=wall)
    app[keys.COUNTS] = Counter()
    app[keys.EPOCH] = secrets.token_hex(8)
    app[keys.HUB] = Hub()
    app[keys.GATE] = gate
    app[keys.JOURNAL] = journal
    app[keys.KEEP_SECONDS] = settings.timmy_keep_days * 86400
    app[keys.PRESENCE] = presence = Presence()
    app[keys.SESSIONS] = sessions = Sessions(
        limit=settings.timmy_max_sessions,
        idle_timeout=settings.timmy_session_timeout,
        clock=clock,
        wall=wall,
    )
    app[keys.NPCS] = Household(
        [Resident(personas[key], voiced[key], personas[key].home) for key in voiced],
        rooms,
        presence,
        Switch(settings.timmy_home / FILE),
        in_danger=lambda person: app[keys.CARE].state(person) is not None,
        is_idle=sessions.is_idle,
        rest=settings.timmy_npc_rest,
        deadlines=deadlines or SOON,
    )
    app[keys.WATCHING] = Watching(
        rooms, app[keys.NPCS], app[keys.HUB], votes=settings.timmy_room_votes
    )
    app[keys.LAB] = _laboratory(app, casting, settings)
    app[keys.NPC_RATE] = Rate(LINES_A_MINUTE, clock=clock)
    app[keys.RATE] = Rate(settings.timmy_requests_per_minute, clock=clock)
    app[keys.REPEATS] = Repeats(journal, wall)
    app[keys.REPORTS] = Reports(clock)
    app[keys.ROOMS] = rooms
    app[keys.SECOND_VOTE] = SecondVote.of(settings)
    app[keys.STARTED] = time.monotonic()
    app[keys.STATE] = state
    app[keys.TABLE] = _table(app, seats, wall)
    app[keys.TROUBLE] = Trouble()
    app[keys.VISITS] = visits = Visits(journal, state, presence)
    app[keys.RECALL] = Recall(journal, sessions, presence, visits, rooms)
    app[keys.VOICE] = Voice(name=choice.candidates[0].model.name, reason=choice.reason)
    app[keys.VOICED] = _timmy(choice.candidates, deadlines or Deadlines(), recorder)
    app[keys.SHORTAGE] = short = shortage(app[keys.VOICED], settings.caps)
    if short:
        log.warning("no reply can be paid", extra={"why": short})
    if not crisis.HAS_VOTE:
        log.error("crisis/vote.json cannot be read: signs of crisis are found by rules alone")
    app[keys.COMPACTOR] = Compactor(app[keys.VOICED], journal, app[keys.CARE])
    app[keys.WALL] = wall
    add_routes(app)
    app.router.add_get("/lab/ws", get_lab)
    app.router.add_get("/table/ws", table.get_socket)
    app.router.add_get("/pass/{text}", get_pass)
    add_pages(app, settings)
    app.on_response_prepare.append(say_what_browsers_may_do)
    app.on_response_prepare.append(remember)
    app.on_shutdown.append(house.let_readers_go)
    sockets.set_up(app)
    app.cleanup_ctx.append(house.journal_open)
    app.cleanup_ctx.append(living.at_home)
    app.cleanup_ctx.append(house.at_work)
    app.cleanup_ctx.append(laboratory.at_work)
    app.cleanup_ctx.append(table.at_the_table)
    return app


def _table(app: web.Application, seats: Mapping[str, Seat], wall: Callable[[], float]) -> Table:
    care, budget = app[keys.CARE], app[keys.BUDGET]

    def account(seat: str, person: str) -> Account:
        return budget.account(agent=f"table-{seat}", person=person, conversation="table")

    def in_danger(person: str) -> bool:
        return care.state(Person.of_key(person)) is not None

    return Table(seats, account=account, in_danger=in_danger, wall=wall)


def _caps(settings: Settings) -> dict[str, Figures]:
    """Return what may be spent, and how often the laboratory may call."""
    calls = settings.lab_calls
    if calls is None:
        log.warning("DAILY_API_LIMIT is no number", extra={"limit": LAB_CALLS})
    limit = WITHOUT_END._replace(calls=LAB_CALLS if calls is None else calls)
    return {**settings.caps, LABORATORY: limit}


def _laboratory(app: web.Application, casting: Casting, settings: Settings) -> Laboratory:
    """Return the laboratory, whose talks are seen where the world is watched."""
    made, watching = Laboratory(settings, casting, app[keys.BUDGET]), app[keys.WATCHING]

    def seen(talk: Talk) -> SeenTalk:
        voices = [TalkVoice(**shown(one).model_dump()) for one in talk.sheet.personalities]
        return SeenTalk(
            id=talk.id,
            personalities=voices,
            status=talk.status,
            turn=talk.turn,
            watchers=len(made.channel) + len(talk.channel),
        )

    made.news = lambda what, talk: watching.talk_changed(what, seen(talk))
    watching.talks = lambda: [seen(talk) for talk in made.active]
    watching.has_talk = made.talks.__contains__
    return made


def _timmy(
    candidates: tuple[Candidate, ...], deadlines: Deadlines, recorder: Recorder | None
) -> Voiced:
    return Voiced(load_persona("timmy"), candidates, deadlines, GenerateConfig(), recorder)


def _gate(settings: Settings, wall: Callable[[], float]) -> Gate:
    access = settings.timmy_bridge_token
    names = settings.allowed_hosts | (settings.hosts_in_urls - {*LOOPBACK})
    return Gate(
        allowed_hosts=names,
        access_token=access.get_secret_value() if access else None,
        service_token=settings.service_token(),
        passes=Passes(
            settings.timmy_home / PASS_FILE,
            bound_to=access.get_secret_value() if access else "",
            wall=wall,
        ),
    )


# --- Around every request -----------------------------------------------------------------------


def _guarded(gate: Gate) -> Middleware:
    """Return what lets a request through the gate, and turns each error into JSON."""

    @web.middleware
    async def guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
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

    return guarded


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
    if error.status in {401}:
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
