"""Asking for the help lines of a country, which may be said to anybody, and aloud."""

import re

from crisis.detector import detect
from crisis.evidence import Level
from crisis.letters import plain_latin
from crisis.resources import find, helpline

#: Characters of a line that asks; words of a country's name.
_LINE, _NAME = 120, 5
_ASKS = re.compile(
    r"(?:help ?lines?|(?P<es>lineas?)(?: de ayuda)?|(?P<cry>ayuda))(?: (?P<where>.+))?"
)
_BETWEEN = re.compile(r"(?:and|in|for|of|y|e|en|de|del|para) (?=.)")


def numbers_for(line: str, language: str = "en") -> str:
    """Return the help lines that `line` asks for by `HELPLINE <country>`; empty: it does not ask.

    `language` is that of the answer, unless the words are Spanish: `LÍNEA <país>`, and also
    `AYUDA <país>`, where the country is one of ours, because `ayuda` begins many a line.
    """
    asks = _ASKS.fullmatch(plain_latin(line)) if len(line) <= _LINE else None
    if asks is None:
        return ""
    where = asks["where"] or ""
    country = where if find(where) else _BETWEEN.sub("", where, count=1)
    spanish = bool(asks["es"] or asks["cry"])
    if spanish and len(country) < 3:  # `no` is Norway, and a word
        return ""
    if not find(country) and (asks["cry"] or not _may_be_a_country(line, country)):
        return ""
    return helpline(country or "US", "es" if spanish else language)


def _may_be_a_country(line: str, name: str) -> bool:
    return len(name.split()) <= _NAME and detect(line).level is Level.NONE
