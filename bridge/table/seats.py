"""Who sits at the table: two seats, each voiced by its provider's model, or by a stand-in."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from bridge.conversations.judged import JudgedModel
from bridge.models.base import GenerateConfig
from bridge.models.calls import Candidate, Deadlines
from bridge.models.catalog import Catalog
from bridge.models.choice import OFFLINE, found
from bridge.models.opening import NoKeyError, open_model
from bridge.models.seat import SeatModel
from bridge.settings import Settings
from bridge.table.prompts import prompt_of

#: The seats by their names, and what a host sets to choose the model of each.
SEATS: Final = {"gpt": "table_gpt_model", "claude": "table_claude_model"}
#: What people call them.
TITLES: Final = {"gpt": "ChatGPT", "claude": "Claude"}

#: How long somebody at the table waits for one answer.
DEADLINES: Final = Deadlines(
    first_token=20.0, silence=15.0, all_first_tokens=60.0, total=120.0, short=False
)
CONFIG: Final = GenerateConfig(max_tokens=1500, letters=8000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """One who answers when it is called.

    Attributes:
        provider: whose model it is, as an error has it.
        system: its prompt.
        candidate: what voices it.
        notice: what is said in the room of a seat that only a stand-in takes; else empty.
    """

    name: str
    provider: str
    system: str
    candidate: Candidate
    notice: str = ""


def seats_of(settings: Settings, catalog: Catalog) -> Mapping[str, Seat]:
    """Return the seats by their names.

    Raises:
        SetUpError: a setting names no model.
    """
    return {name: _seat(name, settings, catalog) for name in SEATS}


def _seat(name: str, settings: Settings, catalog: Catalog) -> Seat:
    setting = SEATS[name]
    entry = catalog.answering(found(setting.upper(), getattr(settings, setting), settings, catalog))
    provider = catalog.providers[entry.provider]
    try:
        candidate = Candidate(open_model(catalog, entry, settings), entry)
        notice = ""
    except NoKeyError:
        candidate = Candidate(SeatModel(name), catalog.find(OFFLINE))
        notice = (
            f"{provider.key_variable} is not set, so a written voice stands in for"
            f" {TITLES[name]} as @{name}."
        )
    return seated(name, candidate, provider=provider.company or provider.name, notice=notice)


def seated(name: str, candidate: Candidate, *, provider: str, notice: str = "") -> Seat:
    """Return a seat of which only that is heard which may be shown to anybody."""
    judged = replace(candidate, model=JudgedModel(candidate.model))
    return Seat(
        name=name, provider=provider, system=prompt_of(name), candidate=judged, notice=notice
    )
