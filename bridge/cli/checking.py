"""What providers say of the models that the catalogue has of theirs."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from bridge.errors import BridgeError, ModelError
from bridge.models.catalog import Catalog
from bridge.models.choice import wanted
from bridge.models.entry import Entry, Provider
from bridge.models.opening import access_to, can_be_reached
from bridge.models.served import LISTS, Served, found, served
from bridge.settings import Settings
from bridge.trouble import kind_of


@dataclass(frozen=True, slots=True)
class Found:
    """What a provider says of one model; `until` is the day on which it ends, if that is known."""

    key: str
    api_name: str
    state: Literal["served", "ending", "ended", "not served"]
    until: str = ""
    known: bool = True

    @property
    def wrong(self) -> bool:
        """Whether it cannot answer."""
        return self.state in {"ended", "not served"}

    @property
    def line(self) -> str:
        """Return it as people read it."""
        said = {
            "served": "is served.",
            "ending": f"is served until {self.until}"
            + ("." if self.known else " (the table does not know that)."),
            "ended": f"HAS ENDED{f' on {self.until}' if self.until else ''}.",
            "not served": "IS NOT SERVED.",
        }
        return f"  {self.key}: {self.api_name} {said[self.state]}"


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of asking one provider.

    Attributes:
        served: how many models it has; None where it did not say.
        trouble: why it did not say; else empty.
    """

    provider: str
    served: int | None = None
    trouble: str = ""
    models: Sequence[Found] = ()

    @property
    def wrong(self) -> bool:
        """Whether the host should look."""
        return bool(self.trouble) or any(model.wrong for model in self.models)

    @property
    def lines(self) -> list[str]:
        """Return it as people read it."""
        if self.trouble:
            return [f"{self.provider}: {self.trouble}."]
        many = "model" if self.served == 1 else "models"
        said = f"{self.provider} serves {self.served} {many}."
        return [said, *(model.line for model in self.models)]

    def as_data(self) -> dict[str, object]:
        """Return it as programs read it."""
        return {
            "provider": self.provider,
            "wrong": self.wrong,
            "served": self.served,
            "trouble": self.trouble or None,
            "models": [
                {
                    "key": model.key,
                    "api_name": model.api_name,
                    "state": model.state,
                    "until": model.until or None,
                }
                for model in self.models
            ],
        }


async def checked(catalog: Catalog, settings: Settings) -> list[Checked]:
    """Ask every provider that is `to_ask`, all at once."""
    async with asyncio.TaskGroup() as group:
        tasks = [
            group.create_task(_ask(provider, catalog, settings))
            for provider in to_ask(catalog, settings)
        ]
    return [task.result() for task in tasks]


def to_ask(catalog: Catalog, settings: Settings) -> list[Provider]:
    """Return every provider that the host has a key for, or has chosen."""
    return [p for p in catalog.providers.values() if _is_used(p, catalog, settings)]


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
    except ModelError as error:
        address = error.facts.get("address")
        return Checked(provider.name, trouble=f"{kind_of(error)}, at {address}")
    except BridgeError as error:
        return Checked(provider.name, trouble=str(error).rstrip("."))
    ours = [*catalog.entries.values(), *_chosen(catalog, settings)]
    entries = {
        entry.key: entry
        for entry in ours
        if entry.provider == provider.name and not entry.stands_for
    }
    models = [_compared(entry, found(entry.api_name, listed)) for entry in entries.values()]
    return Checked(provider.name, len(listed), models=models)


def _compared(entry: Entry, model: Served | None) -> Found:
    """Return what is to be said of a model by its provider's word."""
    if model is None:
        return Found(entry.key, entry.api_name, "not served")
    today = datetime.now(UTC).date().isoformat()
    if model.ended or (model.until and model.until <= today):
        return Found(entry.key, entry.api_name, "ended", model.until)
    if model.until:
        known = model.until == entry.retired
        return Found(entry.key, entry.api_name, "ending", model.until, known)
    return Found(entry.key, entry.api_name, "served")
