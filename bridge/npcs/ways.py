"""How those of the house go from room to room: to where somebody is, and home when it is quiet."""

import asyncio
import sqlite3
from collections.abc import Sequence
from functools import partial

from aiohttp import web

from bridge import keys
from bridge.events import PresenceEvent, utc_now
from bridge.npcs.household import COMPANY, Household
from bridge.npcs.place import Place, Resident
from bridge.presence import Person

#: Rests between two lines until one who is away goes home, where nobody is left.
_HOMEWARDS = 5


async def where_they_were(app: web.Application, household: Household) -> None:
    """Take back from the journal into which room each went last."""
    asked = (
        "SELECT room, id FROM events WHERE person = ? AND instr(body, ?) ORDER BY id DESC LIMIT 1"
    )
    for resident in household.residents.values():
        values = (Person("npc", resident.key).key, b'"event":"enter"')
        room, event_id = await app[keys.JOURNAL].read(partial(_first, asked, values))
        if room in household.places:
            resident.room, resident.since = room, event_id


def _first(asked: str, values: Sequence[object], db: sqlite3.Connection) -> tuple[str, int]:
    return db.execute(asked, values).fetchone() or ("", 0)


def who_may_come(household: Household, place: Place) -> list[Resident]:
    """Return who could keep somebody company in a room: whoever is missed nowhere else.

    Where nobody of the house is, one of two may come who are together, and whose room it is first.
    """
    room = place.room.name
    left_behind = COMPANY if household.here(room) else 1
    free = [
        one
        for one in household.residents.values()
        if one.room != room
        and room in (one.persona.home, *one.persona.haunts)
        and room in household.places[one.room].room.leads_to
        and (not household.has_audience(one.room) or len(household.here(one.room)) > left_behind)
    ]
    at_home = [one for one in free if one.persona.home == room]
    return at_home if at_home and not household.here(room) else free


async def come(app: web.Application, place: Place, resident: Resident) -> None:
    """Let one of the house come to where somebody is, if they are still free by then."""
    await asyncio.sleep(app[keys.NPCS].rest)
    if resident in who_may_come(app[keys.NPCS], place):
        await go(app, resident, place.room.name)


async def go_home(app: web.Application, resident: Resident) -> None:
    """Let one of the house go home after a while in which nobody has come."""
    before = resident.room
    await asyncio.sleep(app[keys.NPCS].rest * _HOMEWARDS)
    if resident.room == before:
        await go(app, resident, resident.persona.home)


async def go(app: web.Application, resident: Resident, room: str) -> None:
    """Let one of the house go to another room: both are told in one step.

    It is there at once, so that nothing else calls it away; if the disk takes nothing, it is back.
    """
    who = {"user_id": resident.key, "username": resident.name, "realm": "npc"}
    leaves = {**who, "event": "leave", "room": resident.room, "timestamp": utc_now()}
    enters = {**leaves, "event": "enter", "room": room}
    journal, household = app[keys.JOURNAL], app[keys.NPCS]
    events = [PresenceEvent.model_validate(told) for told in (leaves, enters)]
    before = (resident.room, resident.since)

    def settled(written: bool) -> None:  # noqa: FBT001 - what the journal tells
        if not written:
            household.moved(resident, *before)

    done = journal.submit((), events, settled=settled)
    household.moved(resident, room, journal.last_id)
    await done
