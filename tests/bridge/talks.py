"""What tests of conversations share: actors with scripted models, and a listener."""

import asyncio
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from bridge.conversations.actor import Actor
from bridge.conversations.context import ASKED
from bridge.conversations.conversation import Conversation
from bridge.conversations.happening import AnyHappening
from bridge.conversations.log import Talk, read
from bridge.conversations.meta import Meta, Part
from bridge.models.base import GenerateConfig, Message, Usage
from bridge.models.calls import Candidate, Timing
from bridge.models.entry import Entry, Price
from bridge.models.scripted import Script, ScriptedModel
from tests.bridge.talker import ENTRY, words

NOON = datetime(2026, 4, 12, 20, 30, 5)  # noqa: DTZ001 - as a clock on the wall shows it
#: What a model may say to nobody.
UNFIT = "You should kill yourself, nobody would care."
OPENING = (Message("user", "Begin when you like."),)


def entry(**known: Any) -> Entry:
    """Return what is known of a scripted model."""
    return ENTRY.model_copy(update=known)


def paid(**known: Any) -> Entry:
    """Return what is known of a model that costs money."""
    return entry(**{"provider": "someone", "price": Price(input=5.0, output=25.0), **known})


def actor(
    name: str,
    script: Script = (),
    *,
    known: Entry | None = None,
    usage: Usage | None = None,
    system: str = "",
    opening: tuple[Message, ...] = OPENING,
    max_tokens: int = 1024,
) -> Actor:
    """Return an actor that says what `script` says."""
    model = ScriptedModel(script, usage=usage)
    return Actor(
        name=name,
        candidates=(Candidate(model, known or entry()),),
        config=GenerateConfig(max_tokens=max_tokens),
        system=system,
        opening=opening,
    )


def scribe(said=words):
    """Return a script: a line that was never said before, or a summary where one is asked for."""
    state = {"n": 0}

    def script(messages):
        if messages[-1].text.endswith(ASKED):
            return "They counted words, and Ada keeps the lamp."
        state["n"] += 1
        return said(state["n"])

    return script


def wide(*, offset=0, letters=1500):
    """Return a script of long lines, no two alike."""
    return scribe(lambda n: f"{words(2 * n + offset)} ".ljust(letters, "."))


def model_of(one: Actor) -> ScriptedModel:
    """Return the model that voices an actor."""
    model = one.candidates[0].model
    assert isinstance(model, ScriptedModel)
    return model


def asked(one: Actor, n: int = -1) -> list[tuple[str, str]]:
    """Return what an actor's model was sent in one of its calls."""
    return [(message.role, message.text) for message in model_of(one).calls[n].messages]


class Told:
    """Listens to a talk."""

    def __init__(self) -> None:
        self.all: list[AnyHappening] = []

    async def __call__(self, told: AnyHappening) -> None:
        self.all.append(told)

    def of(self, *types: str) -> list[Any]:
        """Return what was told of some types."""
        return [told for told in self.all if told.type in types]

    @property
    def said(self) -> list[tuple[str, str]]:
        """Return who said what."""
        return [(line.actor, line.text) for line in self.of("spoke", "heard")]


def talk(actors: Sequence[Actor], told: Any, **more: Any) -> Conversation:
    """Return a talk in which nobody waits between two attempts."""
    return Conversation(actors, tell=told, timing=Timing(sleep=_at_once), **more)


def meta(actors: Iterable[Actor], **more: Any) -> Meta:
    """Return what a log keeps of a talk of `actors`."""
    parts = tuple(map(Part.of, actors))
    models = tuple(part.entries[0].key for part in parts)
    return Meta(template="cli", models=models, actors=parts, **more)


async def read_back(path: Path) -> Talk:
    """Return the talk in whose files `path` is."""
    return await asyncio.to_thread(read, path)


async def _at_once(_seconds: float) -> None:
    """Let no time pass."""
