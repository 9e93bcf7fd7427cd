"""Put the parts together; the one place where they meet."""

import logging
import secrets
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from aiohttp import web

import crisis
from bridge import house, keys, sockets
from bridge.api import add_routes
from bridge.asking import Voiced
from bridge.bodies import BODY_LIMIT
from bridge.budget import LABORATORY, Budget
from bridge.caps import WITHOUT_END, Figures
from bridge.care import Care
from bridge.compacting import Compactor
from bridge.gate import LOOPBACK, Gate
from bridge.guarding import guarded
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
from bridge.passes import Passes
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
    `clock` (seconds) tells what has expired, `wall` (seconds since 1970) what people see.

    Raises:
        SetUpError: a file that the settings name cannot be used; nothing was written.
        StorageError: the journal cannot be opened.
    """
    cast = _cast(settings, model=model, npc_model=npc_model, npcs=npcs, seats=seats)
    app = _opened(settings, wall)
    _add_records(app, settings, wall)
    _add_people(app, settings, clock, wall)
    _add_limits(app, settings, clock)
    _add_timmy(app, settings, cast, deadlines or Deadlines())
    _add_house(app, settings, cast, deadlines or SOON)
    app[keys.WATCHING] = Watching(
        app[keys.ROOMS], app[keys.NPCS], app[keys.HUB], votes=settings.timmy_room_votes
    )
    app[keys.LAB] = _laboratory(app, cast.casting, settings)
    app[keys.TABLE] = _table(app, cast.seats, wall)
    _add_routes(app, settings)
    _add_course(app)
    if not crisis.HAS_VOTE:
        log.error("crisis/vote.json cannot be read: signs of crisis are found by rules alone")
    return app


# --- Who speaks -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Cast:
    """Who speaks here, and by which models: chosen before anything is opened.

    Attributes:
        choice: for Timmy.
        voiced: those who live in the house, by their keys, each with the models that answer.
        casting: gives models to the personalities of the laboratory.
        seats: at the table.
        recorder: keeps the calls, where the settings say so.
    """

    choice: Choice
    voiced: Mapping[str, tuple[Persona, tuple[Candidate, ...]]]
    casting: Casting
    seats: Mapping[str, Seat]
    recorder: Recorder | None


def _cast(
    settings: Settings,
    *,
    model: Model | None,
    npc_model: Model | None,
    npcs: Mapping[str, Persona] | None,
    seats: Mapping[str, Seat] | None,
) -> _Cast:
    catalog = Catalog.load(settings.timmy_models)
    choice = choose(settings, catalog)
    if model:
        choice = Choice((Candidate(model, HANDED_IN),), "It was handed in.")
    personas = (load_npcs() if npcs is None else npcs) if settings.npcs_live_here else {}
    found: Mapping[str, tuple[Candidate, ...]] = {}
    if npc_model:
        found = dict.fromkeys(personas, (Candidate(npc_model, HANDED_IN),))
    elif not model:
        found = voices(settings, catalog, choice.candidates, personas)
    return _Cast(
        choice,
        {key: (personas[key], found[key]) for key in found},
        Casting(settings, catalog, choice.candidates),
        seats or seats_of(settings, catalog),
        recorder_of(settings),
    )


# --- The parts ------------------------------------------------------------------------------------


def _opened(settings: Settings, wall: Callable[[], float]) -> web.Application:
    """Return the app behind its gate, with its files open."""
    journal = Journal.open(settings.timmy_home / JOURNAL_FILE)  # makes the folder of them all
    gate = _gate(settings, wall)
    app = web.Application(middlewares=[guarded(gate)], client_max_size=BODY_LIMIT)
    app[keys.GATE] = gate
    app[keys.JOURNAL] = journal
    app[keys.ROOMS] = rooms = load_rooms()
    app[keys.STATE] = WorldState.load(settings.world_dir, rooms.values())
    return app


def _add_records(app: web.Application, settings: Settings, wall: Callable[[], float]) -> None:
    """Add what is kept, and for how long."""
    journal, secret = app[keys.JOURNAL], secret_in(settings.timmy_home / "budget-secret")
    app[keys.BUDGET] = Budget(journal, _caps(settings), wall=wall, secret=secret)
    app[keys.CARE] = Care(journal, wall=wall)
    app[keys.KEEP_SECONDS] = settings.timmy_keep_days * 86400
    app[keys.REPEATS] = Repeats(journal, wall)
    app[keys.SECOND_VOTE] = SecondVote.of(settings)


def _add_people(
    app: web.Application,
    settings: Settings,
    clock: Callable[[], float],
    wall: Callable[[], float],
) -> None:
    """Add who is here, and what they say and hear."""
    app[keys.HUB] = Hub()
    app[keys.PRESENCE] = presence = Presence()
    app[keys.SESSIONS] = sessions = Sessions(
        limit=settings.timmy_max_sessions,
        idle_timeout=settings.timmy_session_timeout,
        clock=clock,
        wall=wall,
    )
    journal, rooms = app[keys.JOURNAL], app[keys.ROOMS]
    app[keys.VISITS] = visits = Visits(journal, app[keys.STATE], presence)
    app[keys.RECALL] = Recall(journal, sessions, presence, visits, rooms)
    app[keys.REPORTS] = Reports(clock)
    app[keys.WALL] = wall


def _add_limits(app: web.Application, settings: Settings, clock: Callable[[], float]) -> None:
    """Add how often one may ask, and what is counted."""
    app[keys.COUNTS] = Counter()
    app[keys.EPOCH] = secrets.token_hex(8)
    app[keys.NPC_RATE] = Rate(LINES_A_MINUTE, clock=clock)
    app[keys.RATE] = Rate(settings.timmy_requests_per_minute, clock=clock)
    app[keys.STARTED] = time.monotonic()


def _add_timmy(app: web.Application, settings: Settings, cast: _Cast, deadlines: Deadlines) -> None:
    """Add Timmy, and what tells whether he can answer."""
    choice = cast.choice
    name = choice.candidates[0].model.name
    log.info("voice chosen", extra={"model": name, "why": choice.reason})
    app[keys.VOICE] = Voice(name=name, reason=choice.reason)
    app[keys.VOICED] = voiced = Voiced(
        load_persona("timmy"), choice.candidates, deadlines, GenerateConfig(), cast.recorder
    )
    app[keys.TROUBLE] = Trouble()
    app[keys.COMPACTOR] = Compactor(voiced, app[keys.JOURNAL], app[keys.CARE])
    app[keys.SHORTAGE] = short = shortage(voiced, settings.caps)
    if short:
        log.warning("no reply can be paid", extra={"why": short})


def _add_house(app: web.Application, settings: Settings, cast: _Cast, deadlines: Deadlines) -> None:
    """Add those who live in the house."""
    care = app[keys.CARE]
    app[keys.NPCS] = Household(
        [Resident(persona, models, persona.home) for persona, models in cast.voiced.values()],
        app[keys.ROOMS],
        app[keys.PRESENCE],
        Switch(settings.timmy_home / FILE),
        in_danger=lambda person: care.state(person) is not None,
        is_idle=app[keys.SESSIONS].is_idle,
        rest=settings.timmy_npc_rest,
        deadlines=deadlines,
    )


def _add_routes(app: web.Application, settings: Settings) -> None:
    """Add what may be asked, and what is put on every answer."""
    add_routes(app)
    app.router.add_get("/lab/ws", get_lab)
    app.router.add_get("/table/ws", table.get_socket)
    app.router.add_get("/pass/{text}", get_pass)
    add_pages(app, settings)
    sockets.set_up(app)
    app.on_response_prepare.extend([say_what_browsers_may_do, remember])


def _add_course(app: web.Application) -> None:
    """Add what goes on from start to stop; what is begun last is stopped first."""
    app.on_shutdown.append(house.let_readers_go)
    app.cleanup_ctx.extend(
        [
            house.journal_open,
            living.at_home,
            house.at_work,
            laboratory.at_work,
            table.at_the_table,
        ]
    )


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
    made = Laboratory(settings, casting, app[keys.BUDGET], wall=app[keys.WALL])
    watching = app[keys.WATCHING]

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
