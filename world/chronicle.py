"""The chronicle: what happened in the world, a paragraph a day, for whoever hosts it to read."""

import re
from collections.abc import Iterable, Mapping
from datetime import date

from world.marks import PLACES, Mark, known_as
from world.text import plain

#: Names that one sentence holds; the others are counted.
NAMES = 6
#: Lines of one that are quoted for a day, the last ones; the others are counted.
QUOTED = 3

_HEAD = "# Chronicle of the Tower\n"
# What Markdown reads as markup, or as a link.
_MARKUP = re.compile(r"[\\`*_\[\]<>&#|~@]|(?<=:)/(?=/)|(?<=www)\.", re.IGNORECASE)


def chronicle(
    came: Mapping[str, Mapping[str, str]],
    marks: Iterable[Mark],
    talked: Mapping[str, Mapping[str, int]],
) -> str:
    """Return it as Markdown, in which what people wrote is their words and nothing else.

    For each day (ISO 8601), `came` holds the names of those who came by, by who they are, and
    `talked` how many lines those of the house said in each room.
    """
    days: dict[str, list[Mark]] = {day: [] for day in (*came, *talked)}
    for mark in marks:
        days.setdefault(mark.at[:10], []).append(mark)
    told = [
        _told(day, paragraph)
        for day in sorted(days)
        if (paragraph := _paragraph(came.get(day, {}), days[day], talked.get(day, {})))
    ]
    return "\n".join([_HEAD, *told])


def _told(day: str, paragraph: str) -> str:
    when = date.fromisoformat(day)
    return f"## {when:%A}, {when.day} {when:%B} {when.year}\n\n{paragraph}\n"


def _paragraph(came: Mapping[str, str], marks: list[Mark], talked: Mapping[str, int]) -> str:
    """Return a day in prose: who came, what was written, the fire, and the talk of the house."""
    sentences = []
    if came:
        names = (inert(known_as(name, whose)) for whose, name in came.items())
        sentences.append(f"{begun(listed(names))} came by.")
    written = dict[tuple[str, str], list[Mark]]()
    for mark in marks:
        if mark.kind != "stoke":
            written.setdefault((mark.kind, mark.whose), []).append(mark)
    sentences += map(_wrote, written.values())
    if tended := [inert(mark.by) for mark in marks if mark.kind == "stoke"]:
        sentences.append(f"The fire in the Forge was tended by {listed(tended)}.")
    if talked:
        rooms = listed(f"{_counted(lines, 'line')} {where(room)}" for room, lines in talked.items())
        sentences.append(f"Those of the house talked: {rooms}.")
    return " ".join(sentences)


def _wrote(marks: list[Mark]) -> str:
    """Return a sentence on what one has written in a day, with the last of it in their words."""
    last = marks[-1]
    if last.kind == "write":
        what = f"wrote {_counted(len(marks), 'line')} on the whiteboard"
    else:
        what = f"left {_counted(len(marks), 'note')} on the Bridge"
    words = [f"\u201c{inert(mark.text)}\u201d" for mark in marks[-QUOTED:]]
    how = ", the last of them" if len(marks) > QUOTED else ""
    return f"{begun(inert(last.by))} {what}{how}: {listed(words)}."


def _counted(number: int, what: str) -> str:
    return f"a {what}" if number == 1 else f"{number} {what}s"


def where(room: str) -> str:
    """Return where something happens, as it stands within a sentence: `in the Garden`."""
    on = "on" if room == PLACES["note"] else "in"
    return f"{on} {room.replace('The ', 'the ', 1)}"


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
