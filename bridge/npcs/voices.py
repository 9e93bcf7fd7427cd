"""Which models voice those who live in the house."""

import logging
import secrets
from collections.abc import Iterable
from dataclasses import replace

from bridge.errors import SetUpError
from bridge.models.calls import Candidate
from bridge.models.catalog import Catalog
from bridge.models.choice import OFFLINE, choose
from bridge.settings import Settings
from world.cast import UnknownVoiceError

log = logging.getLogger(__name__)


def voices(
    settings: Settings, catalog: Catalog, timmy: Iterable[Candidate], npcs: Iterable[str]
) -> dict[str, tuple[Candidate, ...]]:
    """Return the models for each of `npcs`, by their keys: those that voice Timmy, or another.

    Where a voice of our own would answer, each has a written voice instead; one for whom none was
    written is left out.

    Raises:
        SetUpError: a setting is mistaken.
    """
    asked = settings.timmy_npc_model
    chosen = _chosen(settings, catalog) if asked else tuple(timmy)
    written, seed = catalog.find(OFFLINE), secrets.randbits(31)

    def voiced(candidate: Candidate, key: str) -> Candidate:
        if candidate.entry.prose:
            return candidate
        from bridge.models.cast import CastModel  # its lines take a while to read

        return replace(candidate, model=CastModel(f"npc-{key}", seed), entry=written)

    found = {}
    for key in npcs:
        try:
            found[key] = tuple(voiced(one, key) for one in chosen)
        except UnknownVoiceError:
            log.warning("no voice was written", extra={"agent": key})
    return found


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
