"""What the bridge does from start to stop: take back what it knew, keep house, let go."""

import asyncio
import logging
from collections.abc import AsyncIterator
from functools import partial

from aiohttp import web

import crisis
from bridge import keys
from bridge.chat import settle
from bridge.errors import BridgeError
from bridge.events import EVENT, Event, utc_at
from bridge.sessions import Session

log = logging.getLogger(__name__)

#: Seconds between looks at what has expired.
HOUSEKEEPING = 5.0
#: Seconds in which those who waited for the bridge are answered, before more is done.
SETTLING = 1.0


async def journal_open(app: web.Application) -> AsyncIterator[None]:
    """Begin to write, and take back what the journal holds."""
    journal = app[keys.JOURNAL]
    journal.on_commit = partial(_committed, app)
    journal.start()
    await _restore_world(app)
    app[keys.HUB].last_id = journal.last_id
    for room in app[keys.ROOMS]:
        app[keys.HUB].restore(await journal.recent(room, 50))
    await app[keys.CARE].restore()
    await app[keys.BUDGET].restore()
    app[keys.SESSIONS].on_close = lambda session: _gone(app, session)
    app[keys.SESSIONS].is_held = lambda person: app[keys.CARE].state(person) is not None
    await app[keys.RECALL].begin()
    yield
    await app[keys.COMPACTOR].stop()
    await app[keys.SECOND_VOTE].aclose()
    for candidate in app[keys.VOICED].candidates:
        await candidate.model.aclose()
    if recorder := app[keys.VOICED].recorder:
        await recorder.aclose()
    await app[keys.BUDGET].close()
    await journal.close()


def _committed(app: web.Application, event: Event) -> None:
    """Let the world remember what is on disk now, and then everybody know."""
    app[keys.VISITS].heard_of(event)
    app[keys.HUB].publish(event)


async def _restore_world(app: web.Application) -> None:
    """Take over from the journal what a crash kept from the world state's file.

    Of visits only the latest, since there are many events; but each deed, where the file is lost.
    What was taken back meanwhile, the file may still have.
    """
    last, state = app[keys.JOURNAL].last_id, app[keys.STATE]
    app[keys.VISITS].taken_back(await app[keys.JOURNAL].of_ids(state.ids))
    state.renumber(last)
    asked = "SELECT body FROM events WHERE id > ? AND (id > ? OR instr(body, ?)) ORDER BY id"
    values = (state.upto, last - 500, b'"type":"deed"')
    rows = await app[keys.JOURNAL].read(lambda db: db.execute(asked, values).fetchall())
    app[keys.VISITS].catch_up(EVENT.validate_json(body) for (body,) in rows)


def _gone(app: web.Application, session: Session) -> None:
    """Let a caller by HTTP leave the world together with the session."""
    if session.person.realm == "http":
        app[keys.VISITS].hand_in(app[keys.PRESENCE].leave(session.person))


async def at_work(app: web.Application) -> AsyncIterator[None]:
    """Do what goes on in the background, for as long as the bridge runs."""
    works = (
        _keep_house(app),
        app[keys.VISITS].keep_saved(),
        _when_there_is_time(app),
    )
    tasks = [asyncio.create_task(work) for work in works]
    for task in tasks:
        task.add_done_callback(_tell_if_it_failed)
    yield
    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks)
    await app[keys.VISITS].save()


async def _when_there_is_time(app: web.Application) -> None:
    """Do what is to be done once, none of which the first who speak shall wait for."""
    await app[keys.SECOND_VOTE].warm()
    await app[keys.RECALL].rest()
    await asyncio.sleep(SETTLING)
    await asyncio.to_thread(crisis.warm, rest=0.001)  # for else a chat waits 5 ms for its thread
    await app[keys.JOURNAL].look_through()


async def _keep_house(app: web.Application) -> None:
    """Close what is idle, forget what has expired and mend what failed, until cancelled."""
    mended = 0
    while True:
        await asyncio.sleep(HOUSEKEEPING)
        await app[keys.RECALL].everybody()
        failures = app[keys.JOURNAL].failures
        try:
            _tidy(app)
            if failures > mended:
                await _mend(app)
                mended = failures
        except BridgeError as error:
            log.warning("housekeeping put off", extra={"error": type(error).__name__})


def _tidy(app: web.Application) -> None:
    app[keys.SESSIONS].expire()
    app[keys.SESSIONS].cool()
    if app[keys.REPORTS].expired and app[keys.PRESENCE].of_realm("mud"):
        everybody_left = app[keys.PRESENCE].replace("mud", [], last_id=0)
        app[keys.VISITS].hand_in(everybody_left)
        app[keys.NPCS].watched_by_the_mud(())
    app[keys.VISITS].mend()
    app[keys.CARE].expire()
    app[keys.BUDGET].renew()
    app[keys.REPEATS].expire()
    before = app[keys.WALL]() - app[keys.KEEP_SECONDS]
    app[keys.VISITS].expire(utc_at(before))
    app[keys.JOURNAL].forget(before)


async def _mend(app: web.Application) -> None:
    """Write what the disk did not take.

    Raises:
        BridgeError: it still does not.
    """
    await app[keys.JOURNAL].probe()
    app[keys.CARE].keep_all()
    app[keys.BUDGET].mend()
    for session in app[keys.SESSIONS]:
        if session.owed and not session.busy:
            await settle(session, app[keys.JOURNAL])
    app[keys.JOURNAL].mended()
    log.info("the disk takes writes again")


def _tell_if_it_failed(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and (error := task.exception()):
        log.error("work in the background stopped", exc_info=error)


async def let_readers_go(app: web.Application) -> None:
    """End every feed, before the server waits for its requests to end."""
    app[keys.HUB].close()
