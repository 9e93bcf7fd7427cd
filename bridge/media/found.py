"""What a tool has answered: where in it the picture is, and how it is written down."""

import base64
import binascii
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, Final, TypeAlias
from urllib.parse import unquote, urlsplit

from bridge.mcp.client import Result
from world.text import plain

#: Letters of an address, and of the line of a log.
_ADDRESS, _LINE = 2000, 4000
#: How deep JSON is looked into.
_DEEP: Final = 6
_URL: Final = re.compile(r"(?:https?|file)://[^\s\"'<>`\\|]+")
_PICTURE: Final = re.compile(r"\.(?:png|jpe?g|gif|webp)\b", re.IGNORECASE)
#: Under these names stands what may be a picture.
_NAMES: Final = re.compile(r"url|uri|path|file|image|picture|output", re.IGNORECASE)
_DATA: Final = re.compile(r"data:image/[\w.+-]+;base64,")
#: Behind an address in prose; a bracket only where none was opened within.
_STOPS: Final = ".,;:!?*"


@dataclass(frozen=True, slots=True)
class Picture:
    """Where a picture is: one of the two.

    Attributes:
        reference: its address, or its path where the server shares our files.
    """

    data: bytes = b""
    reference: str = ""


_Block: TypeAlias = Mapping[str, Any]


def picture_in(result: Result) -> Picture | None:
    """Return the picture of an answer; None where there is none.

    What is there whole is better than where it is, and an address that looks like a picture is
    better than another.
    """
    found = [picture for block in result.content for picture in _in_block(block)]
    found.sort(key=lambda one: (not one.data, not _PICTURE.search(one.reference)))
    return found[0] if found else None


def _in_block(block: _Block) -> Iterator[Picture]:
    match block:
        case {"type": "image", "data": str(data)} | {"resource": {"blob": str(data)}}:
            yield from _decoded(data)
        case {"type": "resource_link", "uri": str(uri)}:
            yield from _referred(uri)
        case {"type": "text", "text": str(text)} | {"resource": {"text": str(text)}}:
            yield from _in_text(text)
        case _:
            return


def _in_text(text: str) -> Iterator[Picture]:
    """Yield what a text has: as JSON, or as prose with addresses."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        data = None
    if isinstance(data, Mapping | Sequence) and not isinstance(data, str):
        yield from _in_json(data, _DEEP)
        return
    if PurePath(text.strip()).is_absolute() and "\n" not in text.strip():
        yield from _referred(text.strip())
    for url in _URL.findall(text):
        yield from _referred(_without_stops(url))


def _in_json(data: Any, deep: int, name: str = "") -> Iterator[Picture]:
    if isinstance(data, str):
        if _NAMES.search(name) or _PICTURE.search(data):
            yield from _referred(data)
    elif deep and isinstance(data, Mapping):
        for key, value in data.items():
            yield from _in_json(value, deep - 1, str(key))
    elif deep and isinstance(data, Sequence):
        for value in data:
            yield from _in_json(value, deep - 1, name)


def _referred(text: str) -> Iterator[Picture]:
    """Yield what an address or a path refers to; words are neither."""
    if inline := _DATA.match(text):
        yield from _decoded(text[inline.end() :])
    elif len(text) <= _ADDRESS and (_URL.fullmatch(text) or PurePath(text).is_absolute()):
        yield Picture(reference=text)


def _decoded(data: str) -> Iterator[Picture]:
    try:
        whole = base64.b64decode(data, validate=True)
    except (binascii.Error, ValueError):
        return
    if whole:
        yield Picture(whole)


def _without_stops(url: str) -> str:
    """Return an address as it was meant, without the stop of the sentence it stands in."""
    url = url.rstrip(_STOPS)
    while url[-1] in ")]}" and url.count(url[-1]) > url.count("([{"[")]}".index(url[-1])]):
        url = url[:-1].rstrip(_STOPS)
    return url


def path_of(reference: str) -> str:
    """Return the path of a reference to a file; empty where it is an address."""
    if reference.startswith("file://"):
        return unquote(urlsplit(reference).path)
    return reference if PurePath(reference).is_absolute() else ""


def one_line(reference: str) -> str:
    """Return `reference` as one word, such that nothing in it begins a line of its own."""
    return re.sub(r"\s", lambda blank: f"%{ord(blank[0]):02X}", plain(reference))


def as_line(result: Result) -> str:
    """Return an answer as one line of JSON, in which pictures are told by their size alone."""
    told = json.dumps({"content": [_told(b) for b in result.content], "isError": result.is_error})
    return told if len(told) <= _LINE else json.dumps({"length": len(told), "begins": told[:_LINE]})


def _told(value: Any, name: str = "") -> Any:
    if isinstance(value, Mapping):
        return {key: _told(one, key) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_told(one) for one in value]
    if isinstance(value, str) and (name in {"data", "blob"} or _DATA.match(value)):
        return f"({len(value)} letters)"
    return value
