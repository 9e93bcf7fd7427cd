"""Ways in which the same words are written otherwise: to get past a filter, in haste, for fun."""

import random
import re
from collections.abc import Callable

from crisis.words.fold import fold
from crisis.words.letters import FLIPPED, LEET
from crisis.words.spelling import CORE, REAL_WORDS

#: Writes a line another way; what it leaves to chance comes from the second argument.
Disguise = Callable[[str, random.Random], str]

_LATIN = "abcdefghijklmnopqrstuvwxyz"
_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_WORD = re.compile(r"[^\W\d_]+")
_VOWEL = re.compile("(?<=[a-z])[aeiou](?=[a-z])")
_UNLEET = {ord(chr(letter)): chr(sign) for sign, letter in reversed(LEET.items())}


def _written(letters: str, *, of: str = _LATIN) -> Disguise:
    """Return what writes every letter of `of` as the one of `letters` in the same place."""
    table = str.maketrans(of, letters)
    return lambda text, _chance: text.lower().translate(table)


def _from(first: int) -> Disguise:
    return _written("".join(chr(first + n) for n in range(26)))


def _sown(*marks: str) -> Disguise:
    """Return what puts one of `marks`, or nothing, after every letter."""
    return lambda text, chance: "".join(c + chance.choice(["", *marks]) for c in text)


def _apart(mark: str, gap: str = " ") -> Disguise:
    """Return what puts `mark` between the letters of each word."""
    return lambda text, _chance: gap.join(
        mark.join(word.replace("'", "")) for word in re.split(r"[ ,.?!]+", text) if word
    )


def _at_core(change: Callable[[str, random.Random], str]) -> Disguise:
    """Return what changes one core word of the line, if there is one."""

    def changed(text: str, chance: random.Random) -> str:
        cores = [found for found in _WORD.finditer(text) if found[0].lower() in CORE]
        if not cores:
            return text
        found = chance.choice(cores)
        return f"{text[: found.start()]}{change(found[0].lower(), chance)}{text[found.end() :]}"

    return changed


def _masked(word: str, chance: random.Random) -> str:
    place = chance.randrange(1, len(word) - 1)
    return f"{word[:place]}{chance.choice('*#_%&')}{word[place + 1 :]}"


def _torn(word: str, chance: random.Random) -> str:
    first = 4 if word == "noose" else 1  # its beginnings are words of other kinds
    place = chance.randrange(first, len(word))
    return f"{word[:place]} {word[place:]}"


def _dotted(word: str, chance: random.Random) -> str:
    return chance.choice("._-*/ ").join(word)


def _beside(letter: str) -> str:
    """Return the keys beside that of a letter."""
    row = next(row for row in _KEYS if letter in row)
    place = row.index(letter)
    return row[max(place - 1, 0) : place] + row[place + 1 : place + 2]


def _mistyped(word: str, chance: random.Random) -> str:
    """Return `word` with one slip of the finger, unless that makes another word."""
    if len(word) < 4:
        return word
    n = chance.randrange(1, len(word))
    slip = chance.choice(
        [
            word[:n] + word[n + 1 :],
            word[: n - 1] + word[n] + word[n - 1] + word[n + 1 :],
            word[:n] + word[n] + word[n:],
            word[:n] + chance.choice(_beside(word[n])) + word[n + 1 :],
        ]
    )
    return word if slip in REAL_WORDS or slip in CORE else slip


def _stretched(text: str, chance: random.Random) -> str:
    return "".join(c * chance.choice([1, 1, 3, 5]) if c.isalpha() else c for c in text)


def _cased(text: str, chance: random.Random) -> str:
    return "".join(chance.choice([c.upper(), c.lower()]) for c in text)


def _corrected(text: str, chance: random.Random) -> str:
    """Return `text` with letters typed and taken back, as a raw terminal sends them."""
    return "".join(chance.choice([c, f"{chance.choice(_LATIN)}\b{c}"]) for c in text)


def _coloured(text: str, chance: random.Random) -> str:
    return "".join(
        chance.choice([c, f"\x1b[{chance.randrange(30, 38)}m{c}", f"\xff\xfb\x01{c}"]) for c in text
    )


def _upside_down(text: str, _chance: random.Random) -> str:
    other_way = {ord(latin): flipped for flipped, latin in FLIPPED.items()}
    return fold(text).translate(other_way)[::-1]


_CYRILLIC = _written("абсԁеғɡһіјкӏмոорԛгѕтυѵѡхуᴢ")
_GREEK = _written("αвϲδεϝɡнιϳκℓмησρϙгѕτυνωχγᴢ")

#: What a machine can undo: every word is still there.
LETTERS: dict[str, Disguise] = {
    "upper case": lambda text, _chance: text.upper(),
    "mixed case": _cased,
    "wide spaces": lambda text, chance: text.replace(
        " ", chance.choice(["   ", "\u00a0", "\u2003", "\t"])
    ),
    "underscores": lambda text, chance: text.replace(" ", chance.choice("-_")),
    "stretched": _stretched,
    "hidden letters": _sown("\u200b", "\u00ad", "\u2060", "\u200d", "\ufeff"),
    "combining marks": _sown("\u0301", "\u0336", "\u0308", "\u0489"),
    "bidi marks": _sown("\u202a", "\u202c", "\u2066", "\u2069", "\u200f"),
    "bidi override": lambda text, _chance: f"\u202e{text[::-1]}\u202c",
    "cyrillic": _CYRILLIC,
    "greek": _GREEK,
    "some cyrillic": lambda text, chance: "".join(
        chance.choice([c, _CYRILLIC(c, chance)]) for c in text
    ),
    "full width": _from(0xFF41),
    "small capitals": _written("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘǫʀꜱᴛᴜᴠᴡxʏᴢ"),
    "script": _from(0x1D4EA),
    "circles": _from(0x24D0),
    "black circles": _from(0x1F150),
    "squares": _from(0x1F130),
    "black squares": _from(0x1F170),
    "brackets": _from(0x249C),
    "flags": _from(0x1F1E6),
    "colours": _coloured,
    "backspaces": _corrected,
    "control codes": lambda text, _chance: "\0".join(text),
    "no apostrophes": lambda text, _chance: text.replace("'", ""),
    "letter by letter": _apart(" ", "   "),
    "dots between letters": _apart(".", " "),
    "stars between letters": _apart("*", " "),
    "upside down": _upside_down,
    "backwards": lambda text, _chance: text[::-1],
}

#: What changes one of the words by which a sign is known.
CORE_WORDS: dict[str, Disguise] = {
    "masked": _at_core(_masked),
    "torn": _at_core(_torn),
    "dotted": _at_core(_dotted),
    "mistyped": _at_core(_mistyped),
    "leet": _at_core(lambda word, _chance: word.translate(_UNLEET)),
}
