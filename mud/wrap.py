"""Lines as wide as the screen of whoever reads them; the Portal wraps what goes out by telnet.

A continued line is indented. So what somebody said cannot be made to look, at some width, like a
line that another began, such as one of Timmy's.
"""

import re
import unicodedata
from functools import lru_cache

#: Columns that are believed of a client; what one has that tells nothing.
NARROWEST, WIDEST, DEFAULT = 20, 200, 78
#: Indentation of a continued line.
HANG = 2

# Colours and the like (CSI ... letter) take no room.
_CODES = re.compile(r"\x1b\[[0-9;:]*[A-Za-z]")
# A term, a gap and its meaning, as in help: the meaning goes on below itself.
_COLUMN = re.compile(r"^( {0,4}\S.{0,28}? {2,})\S")
# What begins like this is a line of somebody's; prose that happens to wrap here is indented.
_SPEECH = re.compile(r"\S{1,40}(?: \S{1,40}){0,3}(?::| says,| tells you,| whispers\b)")


def width_of(flags):
    """Return the columns of a client, by what it told."""
    told = (flags.get("SCREENWIDTH") or {}).get(0) or DEFAULT
    return min(max(told, NARROWEST), WIDEST)


def wrap(text, width, *, prose=False):
    """Return `text` with no line wider than `width` columns; colour codes do not count.

    In `prose`, a text of ours such as a description, a continued line begins where the first does.
    """
    lines = re.split("\r?\n", text)
    return "\n".join(part for line in lines for part in _wrapped(line, width, prose))


def without_codes(text):
    """Return `text` without colours."""
    return _CODES.sub("", text)


def columns(text):
    """Return how many columns `text` takes, colour codes left out."""
    text = without_codes(text)
    return len(text) if text.isascii() else sum(map(_cells, text))


@lru_cache(maxsize=4096)
def _cells(character):
    if unicodedata.combining(character) or unicodedata.category(character) in {"Cf", "Me", "Mn"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _wrapped(line, width, prose):
    """Return the line, in as many parts as it needs."""
    if len(line) <= width // 2 or columns(line) <= width:
        return [line]
    hang = _hang(without_codes(line), width, prose)
    words = list(_words(line, width - max(hang, HANG)))
    parts, part, taken = [], "", 0
    for at, word in enumerate(words):
        if part.strip(" ") and taken + columns(word.rstrip(" ")) > width:
            parts.append(part.rstrip(" "))
            taken = max(hang, HANG if _speaks(words[at : at + 5]) else 0)
            part = " " * taken
        part += word
        taken += columns(word)
    return [*parts, part.rstrip(" ")]


def _speaks(words):
    return _SPEECH.match(without_codes("".join(words)))


def _hang(plain, width, prose):
    lead = len(plain) - len(plain.lstrip(" "))
    column = _COLUMN.match(plain)
    if column and len(column[1]) <= width * 0.6:
        return len(column[1])
    return min(lead if prose else lead + HANG, width // 2)


def _words(line, room):
    """Yield the words with the spaces behind them; one that is wider than `room` in pieces."""
    for word in re.findall(r" +|[^ ]+ *", line):
        yield from [word] if columns(word.rstrip(" ")) <= room else _pieces(word, room)


def _pieces(word, room):
    piece, taken = "", 0
    for token in re.findall(rf"{_CODES.pattern}|.", word, re.DOTALL):
        size = columns(token)
        if taken + size > room and piece:
            yield piece
            piece, taken = "", 0
        piece += token
        taken += size
    yield piece
