"""What providers say of the models that the catalogue has of theirs."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from bridge.errors import BridgeError
from bridge.models.catalog import Catalog
from bridge.models.choice import wanted
from bridge.models.entry import Entry, Provider
from bridge.models.opening import access_to, can_be_reached
from bridge.models.served import LISTS, Served, found, served
from bridge.settings import Settings


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of asking one provider."""

    provider: str
    wrong: bool
    lines: Sequence[str]


async def checked(catalog: Catalog, settings: Settings) -> list[Checked]:
    """Ask every provider that the host has a key for, or has chosen, all at once."""
    asked = [p for p in catalog.providers.values() if _is_used(p, catalog, settings)]
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(_ask(p, catalog, settings)) for p in asked]
    return [task.result() for task in tasks]


def _is_used(provider: Provider, catalog: Catalog, settings: Settings) -> bool:
    if provider.speaks not in LISTS or not can_be_reached(provider, settings):
        return False
    if provider.setting in settings.keys or provider.setting in settings.addresses:
        return True
    return provider.name in {entry.provider for entry in _chosen(catalog, settings)}


def _chosen(catalog: Catalog, settings: Settings) -> list[Entry]:
    """Return the models that the host has asked for by name."""
    first, second = wanted(settings, catalog)
    named = [first] if settings.timmy_model else []
    return [catalog.answering(entry) for entry in (*named, second) if entry]


async def _ask(provider: Provider, catalog: Catalog, settings: Settings) -> Checked:
    try:
        listed = await served(provider, access_to(provider, settings))
    except BridgeError as error:
        return Checked(provider.name, wrong=True, lines=[f"{provider.name}: {error}"])
    ours = [*catalog.entries.values(), *_chosen(catalog, settings)]
    entries = {
        entry.key: entry
        for entry in ours
        if entry.provider == provider.name and not entry.stands_for
    }
    many = "model" if len(listed) == 1 else "models"
    lines, wrong = [f"{provider.name} serves {len(listed)} {many}."], False
    for entry in entries.values():
        said, bad = _compared(entry, found(entry.api_name, listed))
        lines.append(f"  {entry.key}: {entry.api_name} {said}")
        wrong = wrong or bad
    return Checked(provider.name, wrong, lines)


def _compared(entry: Entry, model: Served | None) -> tuple[str, bool]:
    """Return what is to be said of a model by its provider's word, and whether that is bad."""
    if model is None:
        return "IS NOT SERVED.", True
    today = datetime.now(UTC).date().isoformat()
    if model.ended or (model.until and model.until <= today):
        return f"HAS ENDED{f' on {model.until}' if model.until else ''}.", True
    if model.until:
        known = "" if model.until == entry.retired else " (the table does not know that)"
        return f"is served until {model.until}{known}.", False
    return "is served.", False
