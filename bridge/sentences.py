"""Where sentences end, in a text that is still being written.

What is found depends on the text alone, not on the pieces in which it comes. The blanks between two
sentences belong to the second one, so the sentences, one after the other, are the text.
"""

import re
import unicodedata
from collections.abc import Iterator

#: Characters of a sentence; a longer one is cut, at a space if it has one.
LONGEST = 400

_STOPS = ".!?\u2026\u061f\u06d4\u0964\u1362"
# Ideographic, full-width and half-width stops: no space need follow these.
_WIDE = "\u3002\uff01\uff1f\uff61"
_CLOSERS = "\"'\u2019\u201d\u00bb\u203a)\\]}*_`\u300d\u300f\uff09\u3011\u3015\u3009\u300b"
_END = re.compile(rf"\n|[{_STOPS}{_WIDE}]+[{_CLOSERS}]*")
_WORD = re.compile(r"(?<![\w.])[\w.]*\Z")
_LETTERS = re.compile(r"(?:\w\.)+\w\Z")
_ITEM = re.compile(r"[\s#>*_+-]*(?:\d{1,3}|[A-Za-z])\Z")
_BLANK = re.compile(r"\s")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: With a full stop behind them, these stand before a name or a thing.
_TITLES = _words(
    "mr mrs ms mx dr prof rev hon gen col lt sgt capt st mt vs cf ca e.g i.e viz fig eq vol pp ch"
    " sec approx sr sra srta dra ud uds p.ej z.b d.h bzw nr bspw hr fr mme mlle"
)
#: These may stand in the middle or at the end; before a number, some of them in the middle.
_SHORT = _words("etc al inc ltd co corp jr bros dept est no a.m p.m u.s u.k e.u ph.d")
#: Emoji are made of several characters, joined or toned by these.
_GLUE = frozenset("\u200d\ufe0e\ufe0f\u20e3")


class Sentences:
    """Takes a text in pieces, and gives it out in sentences."""

    def __init__(self) -> None:
        self._rest = ""
        self._seen = 0  # of it, where no sentence ends, whatever comes next

    def feed(self, piece: str) -> Iterator[str]:
        """Take the next piece of the text; yield the sentences that are whole now."""
        self._rest += piece
        while at := self._end():
            sentence, self._rest = self._rest[:at], self._rest[at:]
            self._seen = 0
            yield sentence

    def end(self) -> str:
        """Return what is left: no more comes."""
        rest, self._rest, self._seen = self._rest, "", 0
        return rest

    def _end(self) -> int:
        """Return where the first sentence of the rest ends; 0 while that cannot be told."""
        text = self._rest[:LONGEST]
        for stop in _END.finditer(text, self._seen):
            ends = _ends(text, stop)
            if ends is None:  # what comes next will tell
                self._seen = stop.start()
                break
            if ends:
                return stop.end() if stop[0] != "\n" else len(text[: stop.start()].rstrip())
            self._seen = stop.end()
        else:
            self._seen = len(text)
        return _cut(self._rest) if len(self._rest) > LONGEST else 0


def split(text: str) -> list[str]:
    """Return the sentences of `text`, the last one with what is behind it."""
    sentences = Sentences()
    return [*sentences.feed(text), *filter(None, [sentences.end()])]


def _ends(text: str, stop: re.Match[str]) -> bool | None:
    """Whether a sentence ends at `stop`; None: it depends on what comes next."""
    if stop[0] == "\n":
        return bool(text[: stop.start()].strip())
    behind = text[stop.end() :]
    if not behind:
        return None
    if stop[0].rstrip(_CLOSERS)[-1] in _WIDE:
        return True
    if not _BLANK.match(behind):
        return False
    if behind[0] == "\n":
        return True
    return _ends_before(text[: stop.start()], stop[0], behind.lstrip())


def _ends_before(before: str, stop: str, after: str) -> bool | None:
    """Whether a sentence ends between a stop and `after`, the words behind its space."""
    word = _WORD.search(before)
    short = word[0].lower() if word and stop == "." else ""
    if short and (short in _TITLES or _ITEM.match(before) or _is_initial(before)):
        return False
    unsure = short in _SHORT or _LETTERS.match(short) or stop not in {".", "!", "?"}
    if not unsure:
        return True
    return not (after[0].islower() or (short and after[0].isdecimal())) if after else None


def _is_initial(before: str) -> bool:
    """Whether a capital stands alone, as in a name; `I` may end a sentence."""
    alone = len(before) < 2 or not (before[-2].isalnum() or before[-2] in "'\u2019")
    return alone and before[-1].isupper() and before[-1] != "I"


def _cut(text: str) -> int:
    """Return where to cut a sentence that is too long: before a space, else between letters."""
    for at in range(LONGEST, 0, -1):
        if text[at].isspace() and not text[at - 1].isspace():
            return at
    at = LONGEST
    while at > LONGEST // 2 and _belongs(text[at - 1], text[at]):
        at -= 1
    return at


def _belongs(before: str, after: str) -> bool:
    """Whether these two must not be torn apart."""
    return (
        (before, after) == ("\r", "\n")
        or before == "\u200d"
        or after in _GLUE
        or unicodedata.combining(after) > 0
        or "\U0001f3fb" <= after <= "\U0001f3ff"
        or "\udc00" <= after <= "\udfff"
    )
