"""Which models voice those who live in the house."""

import asyncio
import logging
import secrets
import sqlite3
from collections.abc import Collection, Iterable, Sequence
from functools import partial

from bridge.errors import SetUpError
from bridge.events import EVENT
from bridge.journal import Journal
from bridge.models.calls import Candidate
from bridge.models.catalog import Catalog
from bridge.models.choice import OFFLINE, choose
from bridge.npcs.place import Resident
from bridge.settings import Settings
from world.cast import UnknownVoiceError

#: Events of the house that are looked through at the start, the latest.
_REMEMBERED = 1000

log = logging.getLogger(__name__)


def voices(
    settings: Settings, catalog: Catalog, timmy: Iterable[Candidate], npcs: Iterable[str]
) -> dict[str, tuple[Candidate, ...]]:
    """Return the models for each of `npcs`, by their keys: those that voice Timmy, or another.

    Where a voice of our own would answer, each has a written voice instead, and so each has behind
    all models; one for whom none was written is left out.

    Raises:
        SetUpError: a setting is mistaken.
    """
    asked = settings.timmy_npc_model
    chosen = _chosen(settings, catalog) if asked else tuple(timmy)
    written, seed = catalog.find(OFFLINE), secrets.randbits(31)

    models = [one for one in chosen if one.entry.prose]

    def voiced(key: str) -> tuple[Candidate, ...]:
        from bridge.models.cast import CastModel  # its lines take a while to read

        own = CastModel(f"npc-{key}", seed, stands_in=bool(models))
        return (*models, Candidate(own, written))

    found = {}
    for key in npcs:
        try:
            found[key] = voiced(key)
        except UnknownVoiceError:
            log.warning("no voice was written", extra={"agent": key})
    return found


async def remind(journal: Journal, residents: Collection[Resident]) -> None:
    """Let the written voices know what was told before, so that they do not begin it again."""
    rows = await journal.read(partial(_said, [one.key for one in residents]))
    await asyncio.to_thread(_remind, rows, residents)


def _said(residents: Collection[str], db: sqlite3.Connection) -> list[tuple[str, str]]:
    """Return the last lines of the house, oldest first: who said it, and what."""
    asked = "SELECT id, body FROM events WHERE person = ? ORDER BY id DESC LIMIT ?"
    each = _REMEMBERED // max(1, len(residents))
    rows = [row for key in residents for row in db.execute(asked, (f"npc:{key}", each))]
    events = [EVENT.validate_json(body) for _, body in sorted(rows)]
    return [(event.user_id, event.message) for event in events if event.type == "say"]


def _remind(rows: Sequence[tuple[str, str]], residents: Iterable[Resident]) -> None:
    from bridge.models.cast import CastModel

    for one in residents:
        own = [text for key, text in rows if key == one.key]
        for model in (candidate.model for candidate in one.candidates):
            if isinstance(model, CastModel):
                model.remember([text for _, text in rows], own)


def _chosen(settings: Settings, catalog: Catalog) -> tuple[Candidate, ...]:
    """Return the model that TIMMY_NPC_MODEL asks for, and what stands in for it.

    Raises:
        SetUpError: it asks for none that there is.
    """
    asked = settings.model_copy(update={"timmy_model": settings.timmy_npc_model})
    try:
        return choose(asked, catalog).candidates
    except SetUpError as error:
        sentence = str(error).replace("TIMMY_MODEL", "TIMMY_NPC_MODEL")
        raise SetUpError(sentence) from None
