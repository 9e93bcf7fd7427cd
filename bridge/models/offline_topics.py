"""What a line is about: how the offline voice takes up the very thing that somebody speaks of."""

import re
from functools import lru_cache

from bridge.models.offline_english import words
from bridge.models.offline_talk import Part, Say, Talk, perhaps
from bridge.models.offline_words import WORD, turned_round, upper_first
from world.voices import Row

#: Words of what is taken up, at most; a longer run was hardly cut where it ends.
_LONGEST = 4
#: Words before which a thing spoken of is over.
_ENDS = words(
    """in on at for with without to from and but because last today yesterday tomorrow tonight
    every when while that which who so now since again all very just only though too as if or
    until during before after by about recently lately right anymore into there here then once
    twice well really i he she they we you is are was were a-lot instead ago long much next
    where also either never always later soon someday sometimes often badly finally
    year years week weekend"""
) | words(
    """en con para por y pero porque que cuando hoy ayer mañana esta este desde hasta muy mucho
    donde sin como a al también ahora"""
)
#: What says nothing about what it stands for.
_EMPTY = words(
    """it that this these those him her them you me us something anything nothing everything one
    someone somebody being to a an the my so not no lot some any much more things thing stuff
    eso esto algo nada lo la el ella mi un una te le ti todo"""
)
_ASIDE = re.compile(
    r"^(?:(?:but|and|so|well|oh|yes|yeah|no|also|ok|hi|hello|hey|timmy|then|actually|haha|lol|um"
    r"|because|hola|sí|pues|bueno) )+"
)
_LEADING = words("the a an my our your his her their some two three four this these los las")


def takes_up(talk: Talk, row: Row) -> list[Say] | None:
    """Take up what the person speaks of, in one of the ways of a row."""
    found = _found(talk, row)
    if found is None or (talk.tender and not row.tender):
        return None
    gaps = {"it": found, "It": upper_first(found), "name": talk.called}
    return [Say(row.say, gaps, plain=True), perhaps(row.then, **gaps)]


def _found(talk: Talk, row: Row) -> str | None:
    for part in reversed(talk.parts):
        if row.asks is not None and row.asks != part.asks:
            continue
        if _matches(row.unless, part):
            continue
        for pattern in row.takes:
            met = _compiled(pattern).search(_ASIDE.sub("", part.folded))
            topic = _topic(met[1], part) if met else ""
            if topic:
                return topic
    return None


def _matches(phrases: tuple[str, ...], part: Part) -> bool:
    return any(_compiled(phrase).search(part.folded) for phrase in phrases)


@lru_cache(maxsize=512)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)")


def _topic(rest: str, part: Part) -> str:
    """Return the thing with which `rest` begins, as it was written, from the other side."""
    kept: list[str] = []
    for word in rest.split():
        if word in _ENDS and not (word in _LEADING and not kept):
            break
        kept.append(word)
    if not kept or len(kept) > _LONGEST or _EMPTY.issuperset(kept) or kept[-1] in _LEADING:
        return ""
    written = {word.casefold(): word for word in reversed(WORD.findall(part.text))}
    first = part.text.split()[0].casefold()
    as_written = " ".join(word if word == first else written.get(word, word) for word in kept)
    return (
        _SPANISH_MINE.sub(_yours, as_written)
        if _SPANISH_MINE.search(as_written)
        else (turned_round(as_written))
    )


_SPANISH_MINE = re.compile(r"\bmis?\b")


def _yours(mine: re.Match[str]) -> str:
    return mine[0].replace("mi", "tu")
