"""How a reply is read before it is judged: without markup and disguise, word by word."""

import html
import re
from collections.abc import Callable

from crisis.resources import ELSEWHERE
from crisis.unfit.figures import digits_of
from crisis.words.fold import fold
from crisis.words.letters import LEET, LEET_WITH_L, word_set

_APOSTROPHES = str.maketrans("’‘´ʼ＇", "'''''")
_MARKUP = "*_~`[]"
_TAG = re.compile(r"<[^<>]{0,200}>")
_LINK = re.compile(r"\]\(([^()\s]*)\)")
_NOT_PLAIN = re.compile(r"[^\n -~]")
_OTHER_MARKS = dict.fromkeys("¿¡«»“”„•·", " ") | dict.fromkeys("—–‐‑−", " - ")

_SPACED = re.compile(r"(?<![a-z0-9'])(?:[a-z0-9@$](?:[ .\-/\\|,+:]{1,3})){3,}[a-z0-9](?![a-z0-9'])")
_LETTER_BY_LETTER = re.compile(r"(?<![a-z0-9'])(?:[a-z][ .\-/\\|,+:]{1,3}){3,}[a-z](?![a-z0-9'])")
_LEET = re.compile(
    r"[a-z][0-9@$|]+[a-z]|(?<!\w)[0-9]+(?!(?:st|nd|rd|th|am|pm|s|x|h|hs|min|mins|hrs?|km|kg|m|ft|d|k"
    r")\b)[a-z]{2,}"
)
_SIGNS = re.compile(r"[0-9@$|]")
_TOKEN = re.compile(r"[a-z0-9@$|]+")
_IS_MIXED = re.compile(r"[a-z][0-9@$|]|[0-9@$|][a-z]")
_BETWEEN = re.compile(r"[ .\-/\\|,+:]")
_TAG_ASKED = re.compile(
    r"[.!]+ ((?:are|do|will|would|have|did|can) you\?|right\?|okay\?|ok\?|verdad\?|cierto\?|no\?)"
)

#: Words that English and Spanish cannot do without.
_ENGLISH = word_set(
    """a about all am an and any are as at be been but by can could did do does don down feel for
    from get go had has have he her here him his how i if in is it just know let like ll m make me
    more my near no not now of on one or out over please re right s safe she so some someone still
    t take talk tell than thank that the their them there they thing think this through time to
    tonight too up us ve very want was we what when where which who why will with would yes you
    your"""
)
_SPANISH = word_set(
    """al algo alguien ahora aqui como con contigo cuando de del desde donde el ella en eres es eso
    esta estas este esto estoy gracias ha hay la las le lo los me mi mas mucho muy nada ni nos o
    para pero por porque puede puedes que quien se si siento sin sobre solo son soy su te tener
    ti tiene tienes todo tu tus un una voy y ya yo"""
)
_COMMON = _ENGLISH | _SPANISH
_SHORT = 250  # letters that a line in another language may have
_FEW = 10  # words from which on it can be told whether a text is in one of the two


def plain(reply: str) -> str:
    """Return `reply` in lower case, without markup, hidden letters and look-alikes."""
    if "&" in reply:
        reply = html.unescape(reply)
    text = fold(reply if reply.isascii() else reply.translate(_APOSTROPHES))
    if "<" in text:
        text = _TAG.sub("", text)
    if "](" in text:
        text = f"{_LINK.sub('', text)} {' '.join(_LINK.findall(text))}"
    for mark in _MARKUP:
        text = text.replace(mark, "")
    if text.isascii():
        return text
    return _NOT_PLAIN.sub(lambda found: _OTHER_MARKS.get(found[0]) or digits_of(found[0]), text)


def sentences(text: str) -> list[str]:
    """Return the sentences of a plain `text`, each with its mark; a question with its tag."""
    if "?" in text:
        text = _TAG_ASKED.sub(r", \1", text)
    text = text.replace("...", ",").replace("\n\n", "\0").replace("\n", " ")
    for mark in ".!?;":
        text = text.replace(mark, f"{mark}\0")
    return text.split("\0")


def is_spanish(words: frozenset[str]) -> bool:
    """Whether a text of these words is in Spanish rather than in English."""
    return len(words & _SPANISH) > len(words & _ENGLISH)


def can_be_read(text: str, words: frozenset[str]) -> bool:
    """Whether a plain `text` of these words is undisguised, and in a language known here.

    A line in another language passes when it is short and shows where that is spoken.
    """
    foreign = not text.isascii() and any(letter.isalpha() and letter > "\x7f" for letter in text)
    if len(words) >= _FEW and len(words & _COMMON) * 10 < len(words):
        foreign = True
    if foreign and (ELSEWHERE not in text or len(text) > _SHORT):
        return False
    return not (_is_leet(text) or _LETTER_BY_LETTER.search(text))


def _with(letters: dict[int, int]) -> Callable[[re.Match[str]], str]:
    def spelt(found: re.Match[str]) -> str:
        return found[0].translate(letters) if _IS_MIXED.search(found[0]) else found[0]

    return spelt


def _together(found: re.Match[str]) -> str:
    return " ".join(_BETWEEN.sub("", word) for word in found[0].split("  "))


def _is_leet(text: str) -> bool:
    return _SIGNS.search(text) is not None and _LEET.search(text) is not None


def undisguised(text: str) -> list[str]:
    """Return what a plain `text` may mean besides, with letters for the signs in its words."""
    if not (_is_leet(text) or _SPACED.search(text)):
        return []
    text = _SPACED.sub(_together, text)
    return [_TOKEN.sub(_with(table), text) for table in (LEET, LEET_WITH_L)]
