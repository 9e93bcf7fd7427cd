"""What the offline voice works out in Spanish: names, what was said, the room and the time."""

from collections.abc import Callable, Mapping
from datetime import datetime

from bridge.models.offline_lore import VOICE
from bridge.models.offline_talk import Say, Talk, perhaps, say
from bridge.models.offline_words import cited, content, name_given, stem
from world.voices import Row

#: Words of asking what was said.
_ASKING = frozenset(
    map(
        stem,
        ("dije", "sobre", "conté", "conte", "dicho", "contado", "recuerdas", "acuerdas", "todavía"),
    )
)
_LINES = VOICE.spanish.lines


def _name(talk: Talk, row: Row) -> list[Say] | None:
    return [say(*row.say, name=talk.called)]


def _last(talk: Talk, row: Row) -> list[Say] | None:
    return [say(*row.say, it=cited(talk.said[-1]))] if talk.said else [say(*_LINES["nothing yet"])]


def _first(talk: Talk, row: Row) -> list[Say] | None:
    if not talk.said:
        return [say(*_LINES["nothing yet"])]
    ways = _LINES["slipped"] if talk.cut else row.say
    return [say(*ways, it=cited(talk.said[0]))]


def _about(talk: Talk, row: Row) -> list[Say] | None:
    wanted = {word for word in content(talk.words) if len(word) > 3} - _ASKING
    found = next((words for words in reversed(talk.said) if wanted & set(content(words))), None)
    return [say(*row.say, it=cited(found))] if found else [say(*_LINES["not told"])]


def _hello(talk: Talk, row: Row) -> list[Say] | None:
    ways = _LINES["hello again"] if talk.replied else row.say
    return [say(*ways, name=talk.called), perhaps(row.then)]


def _evening(talk: Talk, row: Row) -> list[Say] | None:
    return None if talk.replied else _hello(talk, row)


def _room(talk: Talk, row: Row) -> list[Say] | None:
    if talk.scene is None:
        return None
    lore = VOICE.rooms.get(talk.scene.room)
    told = [say(lore.spanish)] if lore and lore.spanish else []
    return [say(*row.say, room=talk.scene.room), *told]


def _people(talk: Talk, row: Row) -> list[Say] | None:
    present = talk.scene.present if talk.scene else ()
    names = " y ".join(filter(None, (", ".join(present[:-1]), *present[-1:])))
    return [say(*row.say, names=names)] if names else [say(*_LINES["nobody else"])]


def _ways(talk: Talk, row: Row) -> list[Say] | None:
    return [say(*row.say, exits=", ".join(talk.scene.exits))] if talk.scene else None


def _time(talk: Talk, row: Row) -> list[Say] | None:
    try:
        at = datetime.fromisoformat(talk.scene.time if talk.scene else "")
    except ValueError:
        return None
    return [say(*row.say, now=f"{at:%H:%M}", day=f"{at:%d.%m.%Y}")]


def _presents_itself(talk: Talk, row: Row) -> list[Say] | None:
    name = name_given(talk.words)
    return [say(*row.say, name=name), perhaps(row.then)] if name else None


SPANISH_DOINGS: Mapping[str, Callable[[Talk, Row], list[Say] | None]] = {
    "es hello": _hello,
    "es evening": _evening,
    "es name": _name,
    "es last": _last,
    "es first": _first,
    "es about": _about,
    "es room": _room,
    "es people": _people,
    "es ways": _ways,
    "es time": _time,
    "es presents": _presents_itself,
}
