"""Asking for the help lines of a country, which may be said to anybody, and aloud."""

import re

from crisis.detector import detect
from crisis.resources import find, helpline
from crisis.rows.evidence import Level
from crisis.words.letters import plain_latin

#: Characters of a line that asks; words of a country's name.
_LINE, _NAME = 120, 5
#: Countries that people name by two letters within a sentence.
_SHORT = frozenset({"uk", "us", "nz"})
_ASKS = re.compile(
    r"(?:help ?lines?|(?P<es>lineas?)(?: de ayuda)?|(?P<cry>ayuda))(?: (?P<where>.+))?"
)
#: Asking in a whole sentence, for a country that is known.
_SENTENCE = re.compile(
    r"(?:(?:and )?(?:what ?s|what is|is there|do you have|give me|i need|wheres|any) )?"
    r"(?:the |a |any |some )?(?:(?:crisis|suicide|emergency|help) )?"
    r"(?:hotlines?|helplines?|lines?|numbers?) (?:for|in) (?:the )?(?P<where>.+)"
    r"|(?:(?:y )?(?:cual es|hay|dame|tienes|necesito) )?(?:el |la |un |una |algun |alguna )?"
    r"(?:numero|telefono|linea)s?(?: de (?:ayuda|crisis|emergencias?))? "
    r"(?:de|en|para|del) (?P<donde>.+)"
)
#: Naming the country first, and asking after it.
_NAMED_AND_ASKED = re.compile(
    r"(?:i m|im|i am|i live|we are|we live) (?:in|from) (?:the )?(?P<where>.+?) "
    r"(?:which|what|whats|what s|is there|do you have|any) (?:.* )?(?:numbers?|hotlines?|lines?)"
    r"(?: .*)?"
    r"|(?:soy de|estoy en|vivo en) (?P<donde>.+?) (?:que|cual|hay|tienes) (?:.* )?"
    r"(?:numero|telefono|linea)s?(?: .*)?"
)
#: Naming it is enough where the block, which says to, was shown a short while ago.
_NAMED = re.compile(
    r"(?:(?:hi |well |ok |no |yes |but |and )?(?:(?:i m|im|i am|i live|we are|we live) )?"
    r"(?:in|from) (?:the )?)?(?P<where>.+)"
)
_NOMBRADO = re.compile(
    r"(?:(?:hola|pues|bueno|no|si|y|pero) )?(?:(?:yo )?(?:soy|estoy|vivo|escribo) )?"
    r"(?:en|de|desde) (?P<donde>.+)"
    r"|(?:y )?(?:que|cual) (?:es el )?(?:numero|telefono|linea)s? (?:(?:es|hay|de ayuda|marco) )?"
    r"(?:en|de|para) (?P<donde_es>.+)"
)
_BETWEEN = re.compile(r"(?:and|in|for|of|y|e|en|de|del|para) (?=.)")


def numbers_for(line: str, language: str = "en", *, named: bool = False) -> str:
    """Return the help lines that `line` asks for by `HELPLINE <country>`; empty: it does not ask.

    `language` is that of the answer, unless the words are Spanish: `LÍNEA <país>`, and also
    `AYUDA <país>`, where the country is one of ours, because `ayuda` begins many a line. Where a
    country that is merely `named` will do, `germany` and `I live in Spain` ask as well.
    """
    plain = plain_latin(line) if len(line) <= _LINE else ""
    asks = _ASKS.fullmatch(plain)
    if asks is None:
        return _in_a_sentence(plain, language) or (_named(plain, language) if named else "")
    if asks["cry"] and not asks["where"]:
        return helpline("US", "es")
    where = asks["where"] or ""
    country = where if find(where) else _BETWEEN.sub("", where, count=1)
    spanish = bool(asks["es"] or asks["cry"])
    if spanish and len(country) < 3:  # `no` is Norway, and a word
        return ""
    if not find(country) and (asks["cry"] or not _may_be_a_country(line, country)):
        return ""
    return helpline(country or "US", "es" if spanish else language)


def _in_a_sentence(plain: str, language: str) -> str:
    asks = _SENTENCE.fullmatch(plain) or _NAMED_AND_ASKED.fullmatch(plain)
    if asks is None:
        return ""
    country = asks["where"] or asks["donde"]
    return _of(country, "es" if asks["donde"] else language)


def _named(plain: str, language: str) -> str:
    if asks := _NOMBRADO.fullmatch(plain):
        return _of(asks["donde"] or asks["donde_es"], "es")
    asks = _NAMED.fullmatch(plain)
    if asks is None or asks["where"] == "us" == plain:  # "us" alone is a word
        return ""
    return _of(asks["where"], language)


def _of(country: str, language: str) -> str:
    """Return the lines of a country that is known, by more than two letters that are a word."""
    if not find(country) or (len(country) < 3 and country not in _SHORT):
        return ""
    return helpline(country, language)


def _may_be_a_country(line: str, name: str) -> bool:
    return len(name.split()) <= _NAME and detect(line).level is Level.NONE
