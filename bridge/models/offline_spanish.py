"""What the offline voice works out in Spanish: names, what was said, the room and the time."""

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from bridge.models.offline_dates import moment
from bridge.models.offline_lore import VOICE
from bridge.models.offline_sums import worked_out
from bridge.models.offline_talk import Say, Talk, perhaps, say
from bridge.models.offline_topics import takes_up
from bridge.models.offline_unsure import not_following
from bridge.models.offline_words import cited, content, name_given, stem
from world.voices import Row

#: Words of asking what was said.
_ASKING = frozenset(
    map(
        stem,
        ("dije", "sobre", "conté", "conte", "dicho", "contado", "recuerdas", "acuerdas", "todavía"),
    )
)
_LITTLE = frozenset(
    map(
        stem,
        (
            "dónde",
            "donde",
            "quién",
            "quien",
            "cuál",
            "cual",
            "cómo",
            "como",
            "cuándo",
            "cuando",
            "tengo",
            "soy",
            "llama",
        ),
    )
)
_ABOUT_YOU = frozenset(("tú", "eres", "tienes", "puedes", "te", "tu", "sientes", "vives"))
_LINES = VOICE.spanish.lines
_DAYS = ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo")
_MONTHS = (
    *("enero", "febrero", "marzo", "abril", "mayo", "junio"),
    *("julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
)
_ROOMS = {"torre": "Tower", "jardín": "Garden", "jardin": "Garden",
          "fragua": "Forge", "forja": "Forge", "puente": "Bridge",
          "umbral": "Threshold"}  # fmt: skip
_NAMED = re.compile(r"(?:se llam\w+|llamad[oa]|mi \w+|nombre es) ([A-ZÁÉÍÓÚÑ][\wáéíóúñ]+)")
_WHOSE = re.compile(r"(?:llama\w*|nombre de) (?:mis? )?(\w+)?")


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


def _sum(talk: Talk, row: Row) -> list[Say] | None:
    found = worked_out(talk.words)
    if found is None:
        return None
    ways = row.say if found[2] is not False else _LINES["sum wrong"]
    return [say(*ways, value=found[1].replace("about", "unos"))]


def _pet_name(talk: Talk, row: Row) -> list[Say] | None:
    """The name of somebody of theirs; the line in which it was told."""
    asked = set(content(talk.words)) - _ASKING
    named = [words for words in reversed(talk.said) if _NAMED.search(words)]
    about = [words for words in named if asked & set(content(words))] or named[:1]
    return [say(*row.say, it=cited(about[0]))] if about else None


def _their_own(talk: Talk, row: Row) -> list[Say] | None:
    """A question whose words of weight all stand in one thing that the person told."""
    if not talk.asks or _ABOUT_YOU & {*talk.tokens}:
        return None
    wanted = {word for word in content(talk.words) if len(word) > 3} - _ASKING - _LITTLE
    told = (words for words in reversed(talk.said) if "?" not in words)
    found = next((words for words in told if wanted and wanted <= {*content(words)}), None)
    return [say(*row.say, it=cited(found))] if found else None


def _why(talk: Talk, row: Row) -> list[Say] | None:
    return [Say(row.say, plain=True)] if talk.replied else None


def _another_room(talk: Talk, row: Row) -> list[Say] | None:
    """What another room is like, from memory."""
    wanted = next((room for word, room in _ROOMS.items() if word in talk.tokens), None)
    lore = VOICE.rooms.get(f"The {wanted}") if wanted else None
    here = talk.scene.room if talk.scene else ""
    if not lore or not lore.spanish:
        return None
    told = say(lore.spanish)
    return [told] if here == f"The {wanted}" else [say(*row.say), told]


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
    if talk.scene is None:
        return None
    wanted = next((room for word, room in _ROOMS.items() if word in talk.tokens), "")
    if wanted and wanted in talk.scene.room:
        return [say(*_LINES["already there"], room=talk.scene.room)]
    goal = next((exit_ for exit_ in talk.scene.exits if wanted and wanted in exit_), None)
    if goal:
        return [say(*_LINES["the way there"], goal=goal)]
    return [say(*row.say, exits=", ".join(talk.scene.exits))]


def _time(talk: Talk, row: Row) -> list[Say] | None:
    at = moment(talk)
    if at is None:
        return None
    if "mañana" in talk.tokens and "hora" not in talk.tokens:
        return [say(*_LINES["tomorrow"], day=_written(at.date() + timedelta(days=1)))]
    if "hora" not in talk.tokens:
        return [say(*_LINES["today"], day=_written(at.date()))]
    return [say(*row.say, now=f"{at:%H:%M}", day=_written(at.date()))]


def _written(day: date) -> str:
    return f"{_DAYS[day.weekday()]} {day.day} de {_MONTHS[day.month - 1]} de {day.year}"


def _presents_itself(talk: Talk, row: Row) -> list[Say] | None:
    name = name_given(talk.words)
    return [say(*row.say, name=name), perhaps(row.then)] if name else None


def _lost(talk: Talk, row: Row) -> list[Say] | None:
    if talk.tender:
        return [Say(_LINES["tender"], plain=True)]
    return not_following(talk, VOICE.spanish)


SPANISH_DOINGS: Mapping[str, Callable[[Talk, Row], list[Say] | None]] = {
    "es takes up": takes_up,
    "es lost": _lost,
    "es sum": _sum,
    "es named": _pet_name,
    "es their own": _their_own,
    "es why": _why,
    "es another room": _another_room,
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
