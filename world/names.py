"""Which names a person may bear: none that could be taken for one of the house, or for another."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeAlias

from world.rooms import DATA, load_rooms
from world.text import neutral_name

#: Characters of a name.
SHORTEST, LONGEST = 2, 24

_ROOMS = {room.name.lower(): room for room in load_rooms().values()}
#: What is not a person's name: nobody may bear it, nor anything that looks like it.
RESERVED = (
    frozenset({"timmy", "тимми", "marcus", "old marcus", "gpt", "chatgpt", "claude"})
    | {"ines", "odile", "teodor", "pim", "yun"}
    | {"assistant", "tower", "system", "server", "router", "root", "admin"}
    | {"administrator", "operator", "moderator", "developer", "support", "staff", "helper"}
    | {"helpline", "lifeline", "crisis", "crisis line", "counselor", "guest", "evennia", "mud"}
    | {"here", "me", "self", "you", "nobody", "everybody", "somebody", "someone", "everyone"}
    | {"afar", "from afar", "voice", "public", "sign"}
    | {way for room in _ROOMS for way in (room, room.removeprefix("the "))}
    | {thing.name.lower() for room in _ROOMS.values() for thing in room.things}
)
#: Nor may a name hold one of these: who asks for them must know that it is they who answer.
_NEVER_IN_A_NAME = ("timmy", "timmi", "тимми", "moderator", "helpline")
#: Around a reserved name they do not make it another.
_BEFORE, _AFTER = ("the", "real", "mr"), ("voice", "bot", "ai")

_SENTENCES = {
    "length": f"A name has {SHORTEST} to {LONGEST} letters.",
    "letters": (
        "A name begins with a letter; letters, digits, and between them a hyphen, a dot, an"
        " apostrophe or an underscore may follow."
    ),
    "scripts": "A name keeps to one alphabet. Please take another.",
    "reserved": "This name is kept for one who lives here. Please take another.",
}

# --- What looks like what -------------------------------------------------------------------------

_ROWS = [
    row.split("\t")
    for row in (DATA / "look_alikes.txt").read_text(encoding="utf-8").splitlines()
    if not row.startswith("#")
]
#: The letter that each character looks just like.
_LOOKS = {character: letter for letter, same, _ in reversed(_ROWS) for character in same}
#: All that can stand for a letter, side by side ones too.
_STANDS_FOR = {letter: f"{letter}{letter.upper()}{same}{other}" for letter, same, other in _ROWS}
_TOGETHER = {"rn": "m", "vv": "w", "uu": "w", "cl": "d", "lc": "k"}

# Accents and vowel points, which people leave out; marks that make another letter stay.
_ACCENTS = (
    "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff"
)
_ACCENT = re.compile(f"[{_ACCENTS}]")


def _bare(name: str) -> str:
    """Return `name` without accents, and each letter in its plain form."""
    return _ACCENT.sub("", unicodedata.normalize("NFKD", neutral_name(name)))


def _can_be_read(character: str) -> bool:
    """Whether it is a letter, a sign that belongs to one, or looks like one."""
    return unicodedata.category(character)[0] in "LMN" or character in _LOOKS


@lru_cache(maxsize=65536)
def looks(name: str) -> frozenset[str]:
    """Return what `name` looks like in small and in capital letters.

    Names that share one of the two cannot be told apart at a glance. Case, accents and what is no
    letter do not count.
    """
    bare = _bare(name)
    letters = "".join(c for c in bare if _can_be_read(c)) or bare
    ways = (letters.casefold(), letters.upper())
    return frozenset("".join(_LOOKS.get(c, c.casefold()) for c in way) for way in ways)


# --- What could be taken for one of the house -----------------------------------------------------


@dataclass(slots=True)
class _Node:
    """Where one is within some words; a tree of them is made faster than a pattern is compiled.

    Attributes:
        ends: one of the words ends here.
        further: where each letter leads.
    """

    ends: bool = False
    further: "dict[str, list[_Node]]" = field(default_factory=dict)


#: Letters that can be read at one place of a text, each with the place after it.
_Reading: TypeAlias = list[tuple[str, int]]


def _tree(words: Iterable[str], *, inside: bool = False) -> _Node:
    """Return a tree of `words`.

    In a long word letters may be repeated, and what is double may be single; not so `inside` of
    another, since much holds much.
    """
    root = _Node()
    for word in words:
        bare = _bare(word).replace(" ", "")
        repeats = len(bare) > 4
        if repeats and not inside:
            bare = re.sub(r"(.)\1", r"\1", bare)
        node = root
        for letter in bare:
            then = _Node()
            node.further.setdefault(letter, []).append(then)
            if repeats:
                then.further[letter] = [then]
            node = then
        node.ends = True
    return root


_HOUSE = _tree(RESERVED)
_AHEAD, _BEHIND = _tree(_BEFORE), _tree(_AFTER)
_NEVER = _tree(_NEVER_IN_A_NAME, inside=True)
#: What each character can stand for, of the letters of these words.
_STANDS: dict[str, set[str]] = {}
for _letter in {*"".join(map(_bare, {*RESERVED, *_BEFORE, *_AFTER, *_NEVER_IN_A_NAME}))}:
    for _character in _STANDS_FOR.get(_letter, _letter + _letter.upper()):
        _STANDS.setdefault(_character, set()).add(_letter)


def _ends(words: _Node, readings: Sequence[_Reading], start: int = 0) -> set[int]:
    """Return where whatever looks like one of `words`, and begins at `start`, can end."""
    ends: set[int] = set()
    seen, reached = set(), [(start, words)]
    while reached:
        at, node = reached.pop()
        if node.ends:
            ends.add(at)
        for letter, beyond in readings[at]:
            for then in node.further.get(letter, ()):
                if (beyond, id(then)) not in seen:
                    seen.add((beyond, id(then)))
                    reached.append((beyond, then))
    return ends


def _readings(text: str) -> list[_Reading]:
    """Return what can be read at each place of `text`, each with where one is after it."""
    found = [[(letter, at) for letter in _STANDS.get(c, ())] for at, c in enumerate(text, start=1)]
    for pair, letter in _TOGETHER.items():
        at = text.find(pair)
        while at >= 0:
            found[at].append((letter, at + 2))
            at = text.find(pair, at + 1)
    return [*found, []]


def _could_be_of_the_house(text: str) -> bool:
    read = _readings(text)
    ends = {end for start in (0, *_ends(_AHEAD, read)) for end in _ends(_HOUSE, read, start)}
    ends |= {beyond for end in ends for beyond in _ends(_BEHIND, read, end)}
    if any(end == len(text) or text[end:].isdecimal() for end in ends):
        return True
    return any(_ends(_NEVER, read, start) for start in range(len(text)))


@lru_cache(maxsize=4096)
def is_reserved(name: str) -> bool:
    """Whether `name` could be taken for one of the house, or has nothing that can be read.

    Of several words the first ones count too: they are what a line would begin with.
    """
    words = neutral_name(name).split()
    begins = {" ".join(words[:count]) for count in (1, 2)} if len(words) > 1 else set()
    return any(_is_reserved(one) for one in {name, *begins - {"the", "The", "Mr", "mr"}})


def _is_reserved(name: str) -> bool:
    bare = _bare(name)
    letters = "".join(c for c in bare if c.isalnum())
    signs = "".join(c for c in bare if c.isalnum() or c in "¦!$@€¢+(" or c in _LOOKS)
    return not letters or any(map(_could_be_of_the_house, {letters, signs}))


# --- What a name may be made of -------------------------------------------------------------------

_HEAPED = re.compile(
    f"[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]{{2}}|[{_ACCENTS}]{{3}}"
)
_BETWEEN = "-.'_\u2019\u00b7\u0f0b"
#: Scripts that are written together.
_TOGETHER_IN_USE = (
    {"LATIN", "CJK", "HIRAGANA", "KATAKANA"},
    {"LATIN", "CJK", "HANGUL"},
    {"LATIN", "CJK", "BOPOMOFO"},
)
#: What the first words of Unicode's names say, where it is not the script.
_SCRIPT = {"EXTENDED": "ARABIC", "ARABIC-INDIC": "ARABIC", "IDEOGRAPHIC": "CJK"}
_ANY_SCRIPT = {"DIGIT", "COMBINING", "MODIFIER", "KATAKANA-HIRAGANA"}


def complaint(name: str) -> str:
    """Return a sentence that says why nobody may bear `name`; an empty one if somebody may."""
    name = unicodedata.normalize("NFC", name)
    if not SHORTEST <= len(name) <= LONGEST:
        return _SENTENCES["length"]
    if not _is_made_of_letters(name) or _HEAPED.search(name):
        return _SENTENCES["letters"]
    if not _keeps_to_one_alphabet(name):
        return _SENTENCES["scripts"]
    return _SENTENCES["reserved"] if is_reserved(name) else ""


def borne(name: str) -> str:
    """Return `name` as it may begin a line: letters, digits and little else, and not too many.

    For whoever comes without an account, and so with any name.
    """
    known = (c for c in neutral_name(name) if c in " -.'_" or unicodedata.category(c)[0] in "LMN")
    return " ".join(_HEAPED.sub("", "".join(known)).split())[:LONGEST].strip() or "somebody"


def _is_made_of_letters(name: str) -> bool:
    kinds = [unicodedata.category(c) for c in name]
    if not kinds[0].startswith("L"):
        return False
    for at, (c, kind) in enumerate(zip(name, kinds, strict=True)):
        between = c in _BETWEEN and at + 1 < len(name) and name[at + 1] not in _BETWEEN
        if not (kind[0] == "L" or kind in {"Mn", "Mc", "Nd"} or between):
            return False
    return True


def _keeps_to_one_alphabet(name: str) -> bool:
    words = {unicodedata.name(c, "UNKNOWN").split()[0] for c in name if c not in _BETWEEN}
    scripts = {_SCRIPT.get(word, word) for word in words} - _ANY_SCRIPT
    return len(scripts) <= 1 or any(scripts <= known for known in _TOGETHER_IN_USE)
