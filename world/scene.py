"""What the one who answers can perceive right now, as text for a model and back."""

import re
from dataclasses import dataclass

import orjson
from pydantic import ConfigDict, TypeAdapter

_SCENE = re.compile(r"\A<scene>\n(.*?)\n</scene>\n*", re.DOTALL)


_STRICT = ConfigDict(extra="forbid")


@dataclass(frozen=True, slots=True)
class Line:
    """Something said aloud, and by whom."""

    __pydantic_config__ = _STRICT

    speaker: str
    text: str


@dataclass(frozen=True, slots=True)
class Scene:
    """A room at one moment, from the side of the persona who is spoken to.

    Attributes:
        things: what can be looked at here, name to description.
        exits: the names of the rooms that can be reached from here.
        visitor: who is speaking with the persona.
        present: the other people in the room, without visitor and persona; the latest ones.
        visitors: who has been in this room before, oldest first, without doubles.
        heard: what others said aloud here while the visitor was present, oldest first.
        time: now, UTC, to the minute, ISO 8601.
        note: what the house tells the persona about this moment, if anything.
    """

    __pydantic_config__ = _STRICT

    room: str
    description: str
    things: dict[str, str]
    exits: tuple[str, ...]
    visitor: str
    present: tuple[str, ...]
    visitors: tuple[str, ...]
    heard: tuple[Line, ...]
    time: str
    note: str = ""


SCENE: TypeAdapter[Scene] = TypeAdapter(Scene)


def with_scene(scene: Scene, words: str) -> str:
    """Return `words` preceded by the scene, as the last message of a prompt.

    The scene is JSON, so that no name or line in it can end it or pass for something else.
    """
    return f"<scene>\n{quoted(scene)}\n</scene>\n\n{words}"


def quoted(what: object) -> str:
    """Return `what` as JSON that has no tag in it, so that no word in it can leave its place."""
    return orjson.dumps(what).decode().replace("<", "\\u003c")


def split_scene(text: str) -> tuple[Scene | None, str]:
    """Return what `with_scene` joined; without a scene, None and the text as it is."""
    found = _SCENE.match(text)
    if not found:
        return None, text
    return SCENE.validate_json(found[1]), text[found.end() :]
