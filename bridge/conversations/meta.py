"""What is written of a talk besides its lines: who took part, how, and where it is kept."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from bridge.conversations.actor import Actor
from bridge.conversations.ending import Ending
from bridge.conversations.happening import Totals
from bridge.conversations.seeing import View
from bridge.events import utc_now
from bridge.models.base import GenerateConfig, Message
from bridge.models.calls import Candidate
from bridge.models.entry import Entry

#: Where logs lie, under the current folder.
FOLDER = "BackroomsLogs"
#: Letters of one part of a file's name, and of all of it without its ending.
_PART, _NAME = 40, 150
_STRICT = ConfigDict(frozen=True, extra="forbid")


class Part(BaseModel):
    """An actor as its log keeps it: all that is needed to let it speak again.

    Attributes:
        entries: what was known of its models, in their order.
        voice: the written voice that stood in for a model; empty where none did.
    """

    model_config = _STRICT

    name: str
    entries: tuple[Entry, ...] = Field(min_length=1)
    config: GenerateConfig = GenerateConfig()
    system: str = ""
    opening: tuple[Message, ...] = ()
    voice: str = ""

    @classmethod
    def of(cls, actor: Actor, *, voice: str = "") -> "Part":
        """Return what is kept of `actor`."""
        return cls(
            name=actor.name,
            entries=tuple(candidate.entry for candidate in actor.candidates),
            config=actor.config,
            system=actor.system,
            opening=actor.opening,
            voice=voice,
        )

    def actor(self, candidates: tuple[Candidate, ...]) -> Actor:
        """Return the actor again, voiced by `candidates`."""
        return Actor(
            name=self.name,
            candidates=candidates,
            config=self.config,
            system=self.system,
            opening=self.opening,
        )


class Meta(BaseModel):
    """What `.meta.json` holds.

    Attributes:
        start: when the talk began, UTC.
        models: the keys by which the models were chosen.
        budget: US dollars that all of it may cost; None: what the settings permit.
        person: who may put something in, as its actors were told; empty: nobody.
        order, view: how it was decided who speaks, and how each saw the others.
        taken_over: so many of its first lines come from the talk that it was forked from.
        exit_reason: how it ended, in `sentence`; None while it goes on, or was cut off.
    """

    model_config = _STRICT

    start: str = Field(default_factory=utc_now)
    template: str
    models: tuple[str, ...] = Field(min_length=1)
    actors: tuple[Part, ...] = Field(min_length=1)
    variables: dict[str, str] = {}
    seed: int | None = None
    max_rounds: int | None = None
    budget: float | None = None
    person: str = ""
    order: Literal["round_robin", "addressed", "voted"] = "round_robin"
    view: View | None = None
    forked_from: str = ""
    taken_over: int = 0
    exit_reason: Ending | None = None
    sentence: str = ""
    totals: Totals = Totals()


@dataclass(frozen=True, slots=True)
class Files:
    """The files of one talk, which differ in their endings alone."""

    stem: Path

    @classmethod
    def of(cls, path: Path) -> "Files":
        """Return the files of which `path` is one."""
        for ending in (".meta.json", ".calls.jsonl", ".jsonl", ".txt"):
            if path.name.endswith(ending):
                return cls(path.with_name(path.name.removesuffix(ending)))
        return cls(path)

    @property
    def text(self) -> Path:
        """The talk as people read it."""
        return self._with(".txt")

    @property
    def events(self) -> Path:
        """What happened, one JSON object a line."""
        return self._with(".jsonl")

    @property
    def meta(self) -> Path:
        """Who took part, and how it ended."""
        return self._with(".meta.json")

    @property
    def calls(self) -> Path:
        """What the models answered, by which the talk can be replayed."""
        return self._with(".calls.jsonl")

    def _with(self, ending: str) -> Path:
        return self.stem.with_name(f"{self.stem.name}{ending}")


def place_of(root: Path, models: Sequence[str], template: str, now: datetime) -> Files:
    """Return the files under `root` for a talk that begins `now`.

    Their names are made of what stands in tables of ours, and of nothing else.
    """
    parts = [slug(key) for key in (*models, template)]
    name = "_".join(parts)[:_NAME]
    return Files(root / folder_of(models[0]) / f"{name}_{now:%Y%m%d_%H%M%S}")


def folder_of(key: str) -> str:
    """Return the folder for talks whose first model is `key`: `GPT4oExplorations` for `gpt4o`."""
    word = re.sub(r"[^A-Za-z0-9]", "", key)[:_PART] or "Other"
    word = f"GPT{word[3:]}" if word[:3].lower() == "gpt" else word[0].upper() + word[1:]
    return f"{word}Explorations"


def slug(key: str) -> str:
    """Return `key` as a part of a file's name."""
    return re.sub(r"[^A-Za-z0-9.]+", "-", key).strip("-.")[:_PART] or "other"
