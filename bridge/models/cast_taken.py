"""What can be taken up of a line: a word that it is about, or a few words of it."""

import re
from typing import Final

from bridge.models.offline_english import STOP_WORDS, words
from bridge.models.offline_words import clauses

#: Words that say what to do in a talk, and not what it is about.
_WISHES = words(
    """begin conversation conversations discuss discussion debate explore explain describe imagine
    consider argue question questions answer answers topic subject about please start write create
    whether would could should there where which think thinks believe exist exists other each
    together between without within against through because everyone nobody nothing something
    first second third today tonight become becomes happen happens hello welcome everybody two three
    four five six seven eight nine ten eleven twelve twenty hundred thousand hour hours minute day
    days week month year years real wonder whole already hear hears heard see sees saw feel feels
    best better worst worse good bad big small great new old perfect
    lol haha hmm wow okay hey"""
)
#: Little words of other languages.
_LITTLE = words(
    """der die das den dem des ein eine einen und oder ist sind nicht mit von auf für wie was warum
    über bei zum zur el la los las un una unos del que qué por para con como cómo sobre es son le
    les une du et est sont dans pour sur pas avec il lo gli di che per non sono kann ich du wir ihr
    sie yo tu nous vous schreibt schreibe sprecht redet erzählt escribe hablad habla parlez écris"""
)
_EMPTY = STOP_WORDS | _WISHES | _LITTLE
#: A word, at the beginning of a sentence or not; where there are no spaces, what looks like one.
_WORD = re.compile(
    r"""(?P<begins>(?:\A|[.!?:]\s+|\n\s*)["'(]*)?(?P<word>
    (?<![\w'])[^\W\d_\u3040-\u9fff\uac00-\ud7a3]{2,16}(?![\w'])
    |[\u4e00-\u9fff]{1,4}|[\u30a0-\u30ff]{2,8}|[\uac00-\ud7a3]{2,6})""",
    re.VERBOSE,
)
_BEFORE_NOUN = re.compile(
    r"\b(?:the|an?|my|your|our|their|of|about|in|on|for|between|any|some|no|every) \Z",
    re.IGNORECASE,
)
#: What stands behind a first word that says what to do: plan a day, compare the two.
_BEHIND_WISH = re.compile(r"\s+(?:an?|the|my|your|our|this|that|me|us|about|why|how|what)\b")
_SHORT_ONES = re.compile(r"[A-Z]{2}|[\u3040-\u9fff\uac00-\ud7a3]+")
_QUOTED = re.compile(r"(?<!\w)'(\w{2,16})'(?!\w)")
#: How much more often what is surely the name of something is taken up.
_SURE = 3
#: Letters of a text that are read.
_READ = 1500
#: Letters of a word that says something, at least.
_SHORTEST = 3
#: Words of what is quoted of a line.
_FEWEST, _MOST = 2, 5
_NO_PIECE = re.compile(
    r"""(?:with|in|of|for|by|to|at|from|as|and|or|over|under|on|than|then|into)\b
    |.*\ (?:a|an|the|of|to)\Z""",
    re.IGNORECASE | re.VERBOSE,
)
_OPEN: Final = re.compile(r"[\"\u201c\u201d()\[\]{}<>*]|\.\.")


def weighty(text: str) -> list[str]:
    """Return the words that `text` is about; what is surely the name of something, more often.

    Where words stand in single quotation marks, as the voices have taken them up, only these.
    """
    text = text[:_READ].replace("\u2019", "'")
    if taken_up := _QUOTED.findall(text):
        return taken_up
    found: dict[str, str] = {}
    sure: list[str] = []
    for hit in _WORD.finditer(text):
        word, low = hit["word"], hit["word"].casefold()
        first = hit["begins"] is not None
        says = len(word) >= _SHORTEST or _SHORT_ONES.fullmatch(word)
        if says and low not in _EMPTY and not (first and _BEHIND_WISH.match(text, hit.end())):
            written = low if first and word.istitle() else word
            found.setdefault(low, written)
            if _BEFORE_NOUN.search(text, 0, hit.start("word")):
                sure.append(found[low])
    return [*found.values(), *sure * _SURE]


def pieces(text: str) -> list[str]:
    """Return what can be quoted of `text` in a few words."""
    parts = [part for part in clauses(text[:_READ]) if not _OPEN.search(part)]
    whole = [part for part in parts if _FEWEST <= len(part.split()) <= _MOST]
    return [part for part in whole if not _NO_PIECE.match(part)]
