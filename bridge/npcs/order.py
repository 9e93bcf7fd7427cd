"""Whose turn it is, in a room where several of the house are."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from bridge.events import Event, SayEvent
from bridge.models.cast_book import book_of
from bridge.npcs.place import Resident

#: The written voices of the house.
_VOICES = "npc"


def read_lines() -> None:
    """Read what was written for them; blocks for as long as that takes, the first time alone."""
    book_of(_VOICES)


def next_speaker(
    here: Sequence[Resident],
    events: Sequence[Event],
    *,
    going_on: bool = True,
    voted: str = "",
) -> Resident:
    """Return who of those `here` takes the next turn, after `events`, oldest first.

    Whoever a person has named, and who has not answered yet; else the one for whom watchers have
    `voted`, by its key; else whoever was named in the last line; else whoever spoke before that,
    where a talk is `going_on` or a person has answered them; else whoever has been silent for
    longest.
    """
    said = [event for event in events if event.type == "say" and event.message]
    last = said[-1] if said else None
    waiting = sorted(here, key=lambda one: one.spoke)
    wanted = [one for one in waiting if one.key == voted]
    if last is None:
        return (wanted or waiting)[0]
    others = [one for one in waiting if not _is_by(last, one)] or waiting
    called = _asked(said, others) or [one for one in wanted if one in others]
    called = called or _awaited(said, others) or named_in(last.message, others)
    if not called and len(said) > 1 and (going_on or last.realm != "npc"):
        called = [one for one in others if _is_by(said[-2], one)]
    return (called or others)[0]


def _asked(said: Sequence[SayEvent], others: Sequence[Resident]) -> list[Resident]:
    """Return whom a person has named in their last line, and who has not answered since."""
    by_people = [n for n, event in enumerate(said) if event.realm != "npc"]
    if not by_people:
        return []
    answered = {event.user_id for event in said[by_people[-1] + 1 :]}
    return named_in(said[by_people[-1]].message, (o for o in others if o.key not in answered))


def _awaited(said: Sequence[SayEvent], others: Sequence[Resident]) -> list[Resident]:
    """Return whose written line comes next, where one of the house has said a written line."""
    if said[-1].realm != "npc":
        return []
    due = book_of(_VOICES).awaited([event.message for event in said])
    return [one for one in others if one.key == due]


def _is_by(event: Event, resident: Resident) -> bool:
    return event.realm == "npc" and event.user_id == resident.key


def named_in(text: str, residents: Iterable[Resident]) -> list[Resident]:
    """Return which of `residents` are called by name anywhere in `text`, the first one first."""
    words = _words(text)
    found = [(words.index(one.key), one) for one in residents if one.key in words]
    return [one for _, one in sorted(found, key=lambda pair: pair[0])]


def _words(text: str) -> list[str]:
    bare = unicodedata.normalize("NFKD", text.casefold())
    return re.findall(r"[a-z]+", "".join(c for c in bare if not unicodedata.combining(c)))
