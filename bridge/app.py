"""Put the parts together; the one place where they meet."""

import asyncio
import logging
import math
import secrets
import time
from collections import Counter
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import orjson
from aiohttp import web
from aiohttp.typedefs import Middleware

import crisis
from bridge import house, keys
from bridge.api import add_routes
from bridge.asking import Voiced
from bridge.bodies import BODY_LIMIT
from bridge.budget import Budget, secret_in
from bridge.care import Care
from bridge.compacting import Compactor
from bridge.errors import BridgeError, TooManyRequestsError, code_of
from bridge.gate import LOOPBACK, Gate, Handler
from bridge.hub import Hub
from bridge.journal import Journal
from bridge.models.base import GenerateConfig, Model
from bridge.models.calls import Candidate, Deadlines
from bridge.models.catalog import Catalog
from bridge.models.choice import Choice, choose, recorder_of
from bridge.models.entry import Entry
from bridge.models.recording import Recorder
from bridge.npcs import living
from bridge.npcs.household import LINES_A_MINUTE, SOON, Household
from bridge.npcs.place import Resident
from bridge.npcs.switch import FILE, Switch
from bridge.npcs.voices import voices
from bridge.presence import Presence, Reports
from bridge.rate import Rate
from bridge.recall import Recall
from bridge.records import JOURNAL_FILE
from bridge.repeats import Repeats
from bridge.schemas import Voice
from bridge.second_vote import SecondVote
from bridge.sessions import Sessions
from bridge.settings import Settings
from bridge.shortage import shortage
from bridge.trouble import Trouble
from bridge.visits import Visits
from crisis import page
from world.personas import Persona, load_npcs, load_persona
from world.rooms import load_rooms
from world.state import WorldState

log = logging.getLogger(__name__)

STATIC = Path(__file__).parent / "static"
#: What is known of a model that did not come from the catalogue: nothing, and that it is free.
HANDED_IN = Entry(
    key="handed-in", provider="", api_name="handed-in", display_name="a model", company=""
)
_CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


def create_app(
    settings: Settings,
    *,
    model: Model | None = None,
    npc_model: Model | None = None,
    npcs: Mapping[str, Persona] | None = None,
    deadlines: Deadlines | None = None,
    clock: Callable[[], float] = time.monotonic,
    wall: Callable[[], float] = time.time,
) -> web.Application:
    """Wire the bridge; blocks for as long as opening its files takes.

    `model` answers instead of the one that `settings` choose, and `npc_model` for `npcs`, who live
    in the house; where only the first is given, nobody does. `clock` (seconds) tells what has
    expired, `wall` (seconds since 1970) what people see.

    Raises:
        SetUpError: a file that the settings name cannot be used; nothing was written.
        StorageError: the journal cannot be opened.
    """
    gate = _gate(settings)
    app = web.Application(middlewares=[_guarded(gate)], client_max_size=BODY_LIMIT)
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
    recorder = recorder_of(settings)
    rooms = load_rooms()
    journal = Journal.open(settings.timmy_home / JOURNAL_FILE)
    state = WorldState.load(settings.world_dir, rooms.values())
    log.info("voice chosen", extra={"model": choice.candidates[0].model.name, "why": choice.reason})
    secret = secret_in(settings.timmy_home / "budget-secret")
    app[keys.BUDGET] = Budget(journal, settings.caps, wall=wall, secret=secret)
    app[keys.CARE] = Care(journal, wall=wall)
    app[keys.COUNTS] = Counter()
    app[keys.EPOCH] = secrets.token_hex(8)
    app[keys.HUB] = Hub()
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
    app[keys.NPC_RATE] = Rate(LINES_A_MINUTE, clock=clock)
    app[keys.RATE] = Rate(settings.timmy_requests_per_minute, clock=clock)
    app[keys.REPEATS] = Repeats(journal, wall)
    app[keys.REPORTS] = Reports(clock)
    app[keys.ROOMS] = rooms
    app[keys.SECOND_VOTE] = SecondVote.of(settings)
    app[keys.STARTED] = time.monotonic()
    app[keys.STATE] = state
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
    _add_pages(app, settings)
    app.on_response_prepare.append(_say_what_browsers_may_do)
    app.on_shutdown.append(house.let_readers_go)
    app.cleanup_ctx.append(house.journal_open)
    app.cleanup_ctx.append(living.at_home)
    app.cleanup_ctx.append(house.at_work)
    return app


def _timmy(
    candidates: tuple[Candidate, ...], deadlines: Deadlines, recorder: Recorder | None
) -> Voiced:
    return Voiced(load_persona("timmy"), candidates, deadlines, GenerateConfig(), recorder)


def _gate(settings: Settings) -> Gate:
    access = settings.timmy_bridge_token
    names = settings.allowed_hosts
    if not settings.on_all_addresses:
        names |= {settings.host_in_urls.lower()} - {*LOOPBACK}
    return Gate(
        allowed_hosts=names,
        access_token=access.get_secret_value() if access else None,
        service_token=settings.service_token(),
    )


# --- Around every request -----------------------------------------------------------------------


def _guarded(gate: Gate) -> Middleware:
    """Return what lets a request through the gate, and turns each error into JSON."""

    @web.middleware
    async def guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            gate.check(request)
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


async def _say_what_browsers_may_do(_request: web.Request, response: web.StreamResponse) -> None:
    response.headers.setdefault("Cache-Control", "no-cache")
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Content-Security-Policy", _CSP)
    response.headers.setdefault("Referrer-Policy", "no-referrer")


def _refusal(request: web.Request, error: BridgeError) -> web.Response:
    response = _problem(error.status, code_of(type(error)), str(error))
    if error.retry_after is not None:
        response.headers["Retry-After"] = str(max(1, math.ceil(error.retry_after)))
    if isinstance(error, TooManyRequestsError):
        response.headers.update(request.app[keys.RATE].headers(0))
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


# --- Pages --------------------------------------------------------------------------------------


def _add_pages(app: web.Application, settings: Settings) -> None:
    protocol = page.page(settings.timmy_contact)

    async def get_protocol(_request: web.Request) -> web.Response:
        return web.Response(text=protocol, content_type="text/html")

    async def get_style(_request: web.Request) -> web.Response:
        return web.Response(text=page.STYLE, content_type="text/css")

    @cache
    def described() -> bytes:
        from bridge.openapi import document  # to make it takes a while, and most never ask

        return orjson.dumps(document())

    async def get_openapi(_request: web.Request) -> web.Response:
        return web.Response(
            body=await asyncio.to_thread(described), content_type="application/json"
        )

    async def get_docs(_request: web.Request) -> web.FileResponse:
        return web.FileResponse(STATIC / "docs.html")

    app.router.add_get("/openapi.json", get_openapi)
    app.router.add_get("/docs", get_docs)
    app.router.add_get(page.PATH, get_protocol)
    app.router.add_get(page.SHORT, get_protocol)
    app.router.add_get(page.STYLE_PATH, get_style)
    app.router.add_static("/static", STATIC)
