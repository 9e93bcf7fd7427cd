"""The life of the house: whose turn it is, what they say and do, and where they go.

A room has one turn at a time. A person who speaks takes back the one that is under way, so nothing
is said past them; who speaks in a crisis, and whoever is followed up, is met with silence. Others
are answered as ever: a whole room that falls silent would tell them.
"""

import asyncio
import logging
import traceback
from collections.abc import AsyncIterator, Coroutine
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeAlias

from aiohttp import web

from bridge import keys
from bridge.errors import BudgetError, ModelError, TooManyRequestsError
from bridge.events import SayEvent, utc_now
from bridge.marks import done_by_npc
from bridge.models.calls import call
from bridge.npcs.household import COMPANY, Household
from bridge.npcs.order import next_speaker, read_lines
from bridge.npcs.place import LINES, Place, Resident
from bridge.npcs.replies import Reply, Wish, is_echo, understood
from bridge.npcs.sight import PRESENT, messages_for
from bridge.npcs.voices import remind
from bridge.npcs.ways import come, go, go_home, where_they_were, who_may_come
from bridge.presence import Person

log = logging.getLogger(__name__)

#: The part of a rest between two lines after which a person is answered.
_SOONER = 0.25
#: Seconds after which what was too much at once may be asked again.
_SHORTLY = 60.0
#: How likely one who came for a talk leaves when it is over, so that another may come.
_LEAVES = 0.5

#: From what their lines are paid: together they are one conversation, so that Timmy has the rest.
_ALL_OF_THEM = "house"

_Step: TypeAlias = Coroutine[Any, Any, None]


async def at_home(app: web.Application) -> AsyncIterator[None]:
    """Let them live, for as long as the bridge runs."""
    household = app[keys.NPCS]
    await asyncio.to_thread(read_lines)
    await where_they_were(app, household)
    await remind(app[keys.JOURNAL], household.residents.values())
    app[keys.HUB].on_event = household.hear
    tasks = [asyncio.create_task(_live(app, place)) for place in household.places.values()]
    yield
    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks)
    timmys = [candidate.model for candidate in app[keys.VOICED].candidates]
    everybody = household.residents.values()
    models = {id(one.model): one.model for npc in everybody for one in npc.candidates}
    for model in models.values():
        if model not in timmys:
            await model.aclose()


async def _live(app: web.Application, place: Place) -> None:
    """Let those in one room take their turns, until cancelled."""
    while True:
        place.stirred.clear()
        step = _chosen(app, place)
        if step is None:
            await place.stirred.wait()
            continue
        turn = place.turn = asyncio.create_task(step)
        try:
            await asyncio.wait({turn})
        finally:
            turn.cancel()
            await asyncio.wait({turn})
        if place.turn is turn:
            place.turn = None
        if not turn.cancelled() and (error := turn.exception()):
            _fail(place, error)


def _chosen(app: web.Application, place: Place) -> _Step | None:
    """Return what happens next in a room; a fault in the choice ends the talk, and no more."""
    try:
        return _next(app, app[keys.NPCS], place)
    except Exception as error:  # noqa: BLE001 - else this room would be silent for good
        _fail(place, error)
        return None


def _fail(place: Place, error: BaseException) -> None:
    """Let a talk rest that has met a fault of ours, until an act of a person."""
    place.ending = "error"
    frame = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(frame.filename).name}:{frame.lineno}"
    log.error("a turn failed", extra={"at": where, **_facts(error)})


def _facts(error: BaseException) -> dict[str, str]:
    return {"error": type(error).__name__}  # its text may quote words


def _next(app: web.Application, household: Household, place: Place) -> _Step | None:
    """Return what happens next in a room; None while nothing does."""
    if household.switch.paused or place.ending == "error":
        return None
    here = household.here(place.room.name)
    if not household.has_audience(place.room.name):
        away = [one for one in here if not one.at_home]
        return go_home(app, away[0]) if away else None
    if place.ending is None and household.has_only_those_in_danger(place.room.name):
        place.ending = "crisis_pause"
    lonely = place.ending is None and len(here) < COMPANY and (place.lines or not here)
    if lonely and (others := who_may_come(household, place)):
        return come(app, place, others[int(household.dice() * len(others))])
    if not household.may_talk(place):
        return None
    told = app[keys.HUB].recent(place.room.name)
    voted = household.ballot(place.room.name).winner()
    return _take_turn(app, place, next_speaker(here, told, going_on=place.lines > 0, voted=voted))


# --- One turn -------------------------------------------------------------------------------------


async def _take_turn(app: web.Application, place: Place, resident: Resident) -> None:
    """Let one of the house say or do something; then the talk goes on, or has its ending."""
    household = app[keys.NPCS]
    household.takes_turn(place, resident)
    await asyncio.sleep(household.rest * (_SOONER if _is_asked(app, place) else 1))
    try:
        app[keys.NPC_RATE].take(Person("npc", place.room.name))
        greeted = list(place.came)
        reply = await _reply(app, place, resident)
        place.came = place.met(greeted)
    except TooManyRequestsError as error:  # a budget that is spent is one, too
        await _wait_for_more(app, place, error)
        return
    except ModelError as error:
        place.ending = "error"
        household.trouble.failed([one.entry for one in resident.candidates], error)
        facts = {"room": place.room.name, "agent": resident.key}
        log.warning("an agent of the house fell silent", extra={**facts, **_facts(error)})
        return
    await _told(app)
    if _may_be_said(app, place, resident, reply):
        await _say_and_do(app, place, resident, reply)
    if place.lines >= LINES and place.ending is None:
        await _end(app, place, resident)


def _is_asked(app: web.Application, place: Place) -> bool:
    """Whether a person has spoken or come in, and nobody has answered yet."""
    events = app[keys.HUB].recent(place.room.name)
    return bool(events) and events[-1].realm != "npc"


async def _reply(app: web.Application, place: Place, resident: Resident) -> Reply:
    """Return what the model of `resident` says and wants done.

    Raises:
        ModelError: it does not answer.
        BudgetError: nothing is left to pay for it.
    """
    household, hub, room = app[keys.NPCS], app[keys.HUB], place.room.name
    in_danger = app[keys.CARE].state  # nobody of the house turns to them
    here = app[keys.PRESENCE].latest_in(room, PRESENT)
    people = [one.username for one in here if not in_danger(one.person)]
    messages = messages_for(
        resident,
        place,
        events=[
            event
            for event in hub.recent(room)
            if event.type == "say" or not in_danger(Person(event.realm, event.user_id))
        ],
        echoes=hub.echoes(room),
        present=[*people, *(name for name in household.names_in(room) if name != resident.name)],
        things=app[keys.STATE].things_in(place.room, app[keys.WALL]()),
    )
    answer = await call(
        resident.candidates,
        messages,
        system=resident.system,
        config=household.config,
        deadlines=household.deadlines,
        account=app[keys.BUDGET].account(agent=resident.name, conversation=_ALL_OF_THEM),
    )
    household.trouble.answered(resident.candidates[0].entry, answer.entry)
    return replace(understood(answer.output.text, resident.name), written=not answer.entry.prose)


async def _told(app: web.Application) -> None:
    """Wait until all that was handed in before is told: what a person said takes this turn back."""
    if app[keys.JOURNAL].last_id > app[keys.HUB].last_id:
        await app[keys.JOURNAL].read(lambda _db: None)


def _may_be_said(app: web.Application, place: Place, resident: Resident, reply: Reply) -> bool:
    """Whether it harms nobody, passes nothing on, and comes at a time for it."""
    said = [
        event.message
        for event in app[keys.HUB].recent(place.room.name)
        if event.type == "say" and (event.realm, event.user_id) != ("npc", resident.key)
    ]
    if resident.room != place.room.name:
        return False
    if app[keys.NPCS].has_only_those_in_danger(place.room.name):
        return False
    here = app[keys.PRESENCE].in_room(place.room.name)
    in_danger = any(app[keys.CARE].state(one.person) for one in here)  # they read it, too
    if not reply.harms_nobody([one.username for one in here], in_danger=in_danger):
        return False
    return not any(is_echo(text, said) for text in reply.words)


async def _say_and_do(app: web.Application, place: Place, resident: Resident, reply: Reply) -> None:
    if reply.speech:
        event = SayEvent(
            user_id=resident.key,
            username=resident.name,
            room=place.room.name,
            timestamp=utc_now(),
            realm="npc",
            message=reply.speech,
        )
        await app[keys.JOURNAL].write(events=[event])
        if place.loop.hear(reply.speech):
            place.ending = "loop_detected"
    if reply.wish:
        await _do(app, resident, reply.wish)


async def _do(app: web.Application, resident: Resident, wish: Wish) -> None:
    """Let one of the house do what it wants, where the world permits it."""
    match wish.verb:
        case "go":
            wanted = wish.text.casefold().removeprefix("the ").rstrip(".")
            ways = app[keys.ROOMS][resident.room].leads_to
            for room in (way for way in ways if way.casefold().removeprefix("the ") == wanted):
                await go(app, resident, room)
        case deed:
            key, room = resident.key, resident.room
            await done_by_npc(app, resident.name, room, deed, wish.text, user_id=key)


async def _wait_for_more(app: web.Application, place: Place, error: TooManyRequestsError) -> None:
    """Rest until there is more to be had; a person who speaks is heard before."""
    day = app[keys.BUDGET].day
    place.ending = "budget"
    wait = error.retry_after
    if isinstance(error, BudgetError) and (wait is None or wait > _SHORTLY):
        log.info("the budget of the house is spent", extra={"room": place.room.name})
        await app[keys.BUDGET].renewed(day)
    else:
        await asyncio.sleep(wait or _SHORTLY)
    place.ending = None


async def _end(app: web.Application, place: Place, last: Resident) -> None:
    """Let a talk that was long enough rest; somebody who came for it may leave."""
    place.ending = "max_turns"
    log.info("a talk rests", extra={"room": place.room.name, "lines": place.lines})
    household = app[keys.NPCS]
    guests = [one for one in household.here(place.room.name) if not one.at_home and one is not last]
    if guests and household.dice() < _LEAVES:
        await asyncio.sleep(household.rest)
        await go(app, guests[0], guests[0].persona.home)
