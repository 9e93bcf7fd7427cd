"""What a written voice is told, as lines and who said them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import orjson

from bridge.models.base import Message
from world.scene import Scene, split_scene

_HEARD = re.compile(r"<heard>\n(.*?)\n</heard>", re.DOTALL)
_NAMED = re.compile(r"^\[(.{1,80}) says\]$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Heard:
    """One line; who said it where that is known, and whether it was the voice itself."""

    text: str
    speaker: str = ""
    own: bool = False


@dataclass(frozen=True, slots=True)
class Moment:
    """All that a voice is told: the lines, oldest first, and the scene if there is one."""

    lines: tuple[Heard, ...]
    scene: Scene | None = None


def moment(messages: Sequence[Message], *, paired: bool = False) -> Moment:
    """Return what `messages` tell; where two are `paired`, only somebody else's lines are named."""
    lines: list[Heard] = []
    scene = None
    for message in messages:
        if message.role == "assistant":
            lines.append(Heard(message.text, own=True))
            continue
        scene, words = _scene(message.text)
        lines.extend(line for line in _heard(words, paired=paired) if line.text)
    return Moment(tuple(lines), scene)


def unnamed(text: str) -> str:
    """Return `text` without what says who speaks: the words alone, with a scene if it has one."""
    text = _HEARD.sub(lambda found: "\n".join(line.text for line in _quoted(found[1])), text)
    return _NAMED.sub("", text)


def _scene(text: str) -> tuple[Scene | None, str]:
    try:
        return split_scene(text)
    except (ValueError, RecursionError):  # somebody wrote what only looks like a scene
        return None, text


def _heard(words: str, *, paired: bool) -> list[Heard]:
    """Return the lines of one message: quoted as data, each under its speaker's name, or one."""
    if found := _HEARD.search(words):
        return [Heard(words[: found.start()].strip()), *_quoted(found[1])]
    first, *named = _NAMED.split(words)
    speakers, texts = named[::2], named[1::2]
    said = [Heard(first.strip())]
    for name, text in zip(speakers, texts, strict=True):
        line, _, more = text.strip().partition("\n\n") if paired else (text.strip(), "", "")
        said += [Heard(line, name), Heard(more.strip())]
    return said


def _quoted(data: str) -> list[Heard]:
    try:
        return [Heard(str(row["text"]), str(row["speaker"])) for row in orjson.loads(data)]
    except (ValueError, TypeError, KeyError):  # somebody wrote the tags themselves
        return [Heard(data)]
