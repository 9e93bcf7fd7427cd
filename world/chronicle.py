"""The chronicle: what happened in the world, a paragraph a day, for whoever hosts it to read."""

import re
from collections.abc import Iterable, Mapping
from datetime import date

from world.marks import Mark
from world.text import plain

#: Names that one sentence holds; the others are counted.
NAMES = 6

_HEAD = "# Chronicle of the Tower\n"
# What Markdown reads as markup, or as a link.
_MARKUP = re.compile(r"[\\`*_\[\]<>&#|~@]|(?<=:)/(?=/)|(?<=www)\.", re.IGNORECASE)


def chronicle(came: Mapping[str, Mapping[str, str]], marks: Iterable[Mark]) -> str:
    """Return it as Markdown, in which what people wrote is their words and nothing else.

    `came` holds for each day (ISO 8601) the names of those who came by.
    """
    days: dict[str, list[Mark]] = {day: [] for day, people in came.items() if people}
    for mark in marks:
        days.setdefault(mark.at[:10], []).append(mark)
    told = [_told(day, list(came.get(day, {}).values()), days[day]) for day in sorted(days)]
    return "\n".join([_HEAD, *told])


def _told(day: str, came: list[str], marks: list[Mark]) -> str:
    when = date.fromisoformat(day)
    sentences = [f"{listed(map(inert, came))} came by."] if came else []
    sentences += [_sentence(mark) for mark in marks if mark.kind != "stoke"]
    tended = dict.fromkeys(mark.who for mark in marks if mark.kind == "stoke")
    if tended:
        sentences.append(f"The fire in the Forge was tended by {listed(map(inert, tended))}.")
    return f"## {when:%A}, {when.day} {when:%B} {when.year}\n\n{' '.join(sentences)}\n"


def _sentence(mark: Mark) -> str:
    done = "wrote on the whiteboard" if mark.kind == "write" else "left a note on the Bridge"
    return f"{begun(inert(mark.who))} {done}: “{inert(mark.text)}”."


def inert(text: str) -> str:
    """Return a text of somebody's as it reads in Markdown: as it is, with no markup in it."""
    return _MARKUP.sub(r"\\\g<0>", plain(text)).strip()


def begun(name: str) -> str:
    """Return a name as a sentence begins with it."""
    return name[:1].upper() + name[1:]


def listed(names: Iterable[str]) -> str:
    """Return names as a list in prose, each once: `Ann, Ben and Cyd`."""
    known = list(dict.fromkeys(names))
    left = len(known) - NAMES
    if left > 1:
        known = [*known[:NAMES], f"{left} others"]
    return " and ".join([", ".join(known[:-1]), known[-1]] if len(known) > 1 else known)
