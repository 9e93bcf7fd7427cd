"""How to reach help in a country, in the language of whoever asks."""

from crisis.countries import TABLE, WHOM, HelpLine
from crisis.words.letters import plain_latin

__all__ = ["BLOCK_NUMBERS", "ELSEWHERE", "SITES", "TABLE", "HelpLine", "find", "helpline", "line"]

#: Where to look when a country is not in the table.
ELSEWHERE = "findahelpline.com"
#: Numbers of the block itself, its emergency line included.
BLOCK_NUMBERS = frozenset({"988", "741741", "911"})
#: Addresses a reply may hold.
SITES = frozenset({ELSEWHERE, "988lifeline.org", "befrienders.org"})

_BY_NAME = {plain_latin(name): row for row in TABLE for name in row.names}


def find(country: str) -> HelpLine | None:
    """Return the row of `country`, a name or two-letter code in any case; None if not in it."""
    return _BY_NAME.get(plain_latin(country[:60]))


def line(country: str, language: str = "en") -> str:
    """Return in one line how to reach help in `country`; where to look, if it is not known."""
    row, spanish = find(country), language == "es"
    if row is None:
        return _UNKNOWN_ES if spanish else _UNKNOWN
    text = f"{row.spanish}: {row.lines_es}." if spanish else f"{row.country}: {row.lines}."
    if row.emergency:
        text += f" {'Emergencia' if spanish else 'Emergency'}: {row.emergency}."
    return text


def helpline(country: str, language: str = "en") -> str:
    """Return how to reach help in `country`: its line, and below it those for some people."""
    row, spanish = find(country), language == "es"
    more = [
        f"  {WHOM[one.whom][spanish]}: {one.lines_es if spanish else one.lines}"
        for one in (row.specials if row else ())
    ]
    return "\n".join([line(country, language), *more])


_UNKNOWN = f"Not in my table, but {ELSEWHERE} lists lines in more than 170 countries."
_UNKNOWN_ES = f"No está en mi lista, pero {ELSEWHERE} reúne líneas de más de 170 países."
