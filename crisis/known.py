"""All that is known: the rows that are signs, what speaks about them, and what are answers."""

from crisis import (
    against,
    english_act,
    english_leave,
    english_means,
    english_mood,
    english_wish,
    languages,
    spanish,
)
from crisis.fold import fold
from crisis.normalise import Normaliser
from crisis.table import Table

_SOURCES = (
    english_wish,
    english_act,
    english_means,
    english_mood,
    english_leave,
    spanish,
    languages,
)
SIGNS = Table(row for source in _SOURCES for row in source.ROWS)
CONTEXT = Table(against.CONTEXT)
ANSWERS = Table(against.ANSWERS)
#: Codes and phrases that are looked for anywhere in a line that is not ASCII.
ANYWHERE = tuple(
    (code, fold(phrase)) for code, phrases in languages.ANYWHERE.items() for phrase in phrases
)
normalise = Normaliser(SIGNS.words() | CONTEXT.words() | ANSWERS.words())
