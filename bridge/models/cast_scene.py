"""What the moment gives a written voice to fill gaps with."""

import re
from collections.abc import Mapping
from datetime import datetime

from bridge.models.cast_heard import Moment
from world.scene import Scene

_FIRE = re.compile(r"\b(embers|low|steady|bright)\b")
_QUOTED = re.compile(r"[\"\u201c]([^\"\u201c\u201d]{1,120})[\"\u201d]")
#: The first hour of each part of the day.
_HOURS = ((22, "night"), (18, "evening"), (14, "afternoon"), (11, "noon"), (5, "morning"))


def gaps_of(now: Moment, noun: str) -> Mapping[str, str]:
    """Return what can be filled in, by the names of the gaps; what is not known is empty."""
    gaps = {"it": noun, "It": noun[:1].upper() + noun[1:]}
    scene = now.scene
    if scene is None:
        return gaps
    return gaps | {
        "visitor": scene.visitor,
        "room": scene.room,
        "hour": _hour(scene.time),
        "fire": _seen(_FIRE, scene, "fire"),
        "board": _seen(_QUOTED, scene, "whiteboard"),
    }


def _hour(time: str) -> str:
    try:
        hour = datetime.fromisoformat(time).hour
    except ValueError:
        return ""
    return next((name for first, name in _HOURS if hour >= first), "night")


def _seen(pattern: re.Pattern[str], scene: Scene, thing: str) -> str:
    """Return the last that `pattern` finds in what is to be seen of `thing`."""
    found: list[str] = pattern.findall(scene.things.get(thing, ""))
    return found[-1] if found else ""
