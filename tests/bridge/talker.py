"""A talk in a process of its own, which says after each line that it is written.

What it needs of the tests is in here: as a script it finds no other module of theirs.
"""

import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path

from bridge.conversations.actor import Actor
from bridge.conversations.conversation import Conversation
from bridge.conversations.happening import AnyHappening
from bridge.conversations.log import Log
from bridge.conversations.meta import Meta, Part
from bridge.models.base import Message
from bridge.models.calls import Candidate
from bridge.models.entry import Entry
from bridge.models.scripted import Script, ScriptedModel

ENTRY = Entry(
    key="scripted",
    provider="",
    api_name="scripted",
    display_name="Scripted",
    company="Us",
    context=100_000,
)


def words(n: int) -> str:
    """Return the n-th line of a talk that never repeats itself."""
    return " ".join(f"w{n}x{k}" for k in range(12))


def talkers() -> list[Actor]:
    """Return two who never run out of words, and never say the same twice."""

    def script(name: str) -> Script:
        return lambda messages: f"{name} {words(sum(len(m.text) for m in messages))}"

    return [
        Actor(
            name=name,
            candidates=(Candidate(ScriptedModel(script(name)), ENTRY),),
            opening=(Message("user", "Begin when you like."),),
        )
        for name in ("Ada", "Bob")
    ]


async def main(root: Path) -> None:
    """Talk without end."""
    actors = talkers()
    parts = tuple(map(Part.of, actors))
    meta = Meta(template="cli", models=("scripted", "scripted"), actors=parts)
    log = Log.begin(root, meta, now=datetime.now(UTC))

    async def tell(told: AnyHappening) -> None:
        await log.tell(told)
        if told.type == "spoke":
            sys.stdout.write(f"{told.n}\n")
            sys.stdout.flush()

    await Conversation(actors, tell=tell, recorder=log.recorder).run()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
