"""One letter for every way of drawing it: codes, hidden letters, accents and look-alikes undone."""

import re
import unicodedata
from collections.abc import Callable

from crisis.words.letters import FLIPPED, IN_MIXED_WORDS, LOOK_ALIKES, PICTURES

#: Of a longer text only this much of its beginning and of its end is read.
HEAD, TAIL = 3000, 1000

_RAW_HEAD, _RAW_TAIL = 12_000, 4000  # before invisible characters are taken out

_ANSI = re.compile(r"\x1b\[[0-9;?]{0,16}[ -/]?[@-~]|\xff[\xfb-\xfe].|\x1b")
_BACKSPACED = re.compile(r"[^\x08\x7f][\x08\x7f]")
_REVERSED = re.compile("\u202e([^\u202c\u202e\n]*)\u202c?")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff"
    "\ud800-\udfff\U0001bca0-\U0001bca3\U0001f3fb-\U0001f3ff\U000e0000-\U000e0fff]+"
)
_MARKS = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u064b-\u065f\u0670\u0591-\u05bd\u1ab0-\u1aff\u1dc0-\u1dff"
    "\u20d0-\u20ff\ufe20-\ufe2f]+"
)
_FOREIGN_TWIN = re.compile("[\u0370-\u052f]")  # Greek and Cyrillic
_LATIN = re.compile("[a-z]")
_GREEK = re.compile("[\u0370-\u03ff]")
_CYRILLIC = re.compile("[\u0400-\u052f]")
_TURNED = re.compile("[ɐɔǝɟƃɥᴉʞɹʇʌʍʎ]")  # letters that nobody needs two of but to stand on his head
_UPRIGHT = str.maketrans(FLIPPED)
_BREAKS = str.maketrans("\t\n\r", "   ")


def fold(text: str) -> str:
    """Return `text` in lower case without codes, invisible characters, accents or look-alikes."""
    text = _capped(text, _RAW_HEAD, _RAW_TAIL)
    if not text.isprintable():
        text = _undone(text)
    if not text.isascii():
        text = _folded(_visible(text))
    return _capped(text.lower(), HEAD, TAIL)


def _capped(text: str, head: int, tail: int) -> str:
    return text if len(text) <= head + tail else f"{text[:head]}\n{text[-tail:]}"


def _visible(text: str) -> str:
    """Return so much of `text` as will be read: hidden letters hide no more, nor do ligatures."""
    if len(text) > HEAD + TAIL:
        text = _capped(_INVISIBLE.sub("", _MARKS.sub("", text)), HEAD, TAIL)
    unfolded = unicodedata.normalize("NFKD", text)
    if len(unfolded) > 4 * len(text):  # there are letters that unfold into eighteen
        text = _capped(unfolded, HEAD, TAIL)
    return text


def _undone(text: str) -> str:
    if not text.translate(_BREAKS).isprintable():
        text = _ANSI.sub("", text)
        for _ in range(min(text.count("\b") + text.count("\x7f"), 8)):
            text = _BACKSPACED.sub("", text)
        text = _REVERSED.sub(lambda found: found[1][::-1], text)
        text = _INVISIBLE.sub("", text)
    return text.replace("\t", " ")


def _folded(text: str) -> str:
    text = _with_others(text, _decomposed)
    if text.isascii():
        return text
    if len({*_TURNED.findall(text)}) > 1:
        text = text.translate(_UPRIGHT)[::-1]
    latin = _with_others(text, lambda words: words.translate(LOOK_ALIKES))
    if not _FOREIGN_TWIN.search(latin):
        return latin
    return " ".join(_latin_if_mixed(word) for word in text.split(" "))


def _with_others(text: str, change: Callable[[str], str]) -> str:
    """Return `text` with its words that are not ASCII changed, all of them in one go.

    A tab sets them apart, for `_undone` has left none.
    """
    words = text.split(" ")
    others = "\t".join([word for word in words if not word.isascii()])
    changed = iter(change(others).split("\t"))
    return " ".join([word if word.isascii() else next(changed) for word in words])


def _decomposed(text: str) -> str:
    text = text.translate(PICTURES)
    text = unicodedata.normalize("NFKD", text).casefold()
    text = _MARKS.sub("", unicodedata.normalize("NFKD", text))
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", text))


def _latin_if_mixed(word: str) -> str:
    mixed = _LATIN.search(word) or (_GREEK.search(word) and _CYRILLIC.search(word))
    return word.translate(IN_MIXED_WORDS) if mixed and not word.isascii() else word
