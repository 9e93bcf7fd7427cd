"""All that is known: signs, what speaks about them, ordinary moves of play, and answers."""

from crisis.rows import (
    against,
    answers,
    english_act,
    english_leave,
    english_means,
    english_mood,
    english_wish,
    languages,
    play,
    scripts,
    spanish,
    topics,
)
from crisis.rows.table import Table
from crisis.words.fold import fold
from crisis.words.normalise import Normaliser

_SOURCES = (
    english_wish,
    english_act,
    english_means,
    english_mood,
    english_leave,
    spanish,
    languages,
    scripts,
    topics,
)
SIGNS = Table(row for source in _SOURCES for row in source.ROWS)
CONTEXT = Table(against.CONTEXT)
PLAY = Table(play.ROWS)
ANSWERS = Table(answers.ROWS)


def _bare(phrase: str) -> str:
    return fold(phrase).replace(" ", "")


#: Codes and phrases, without blanks, that are looked for anywhere in a line that is not ASCII;
#: and those beside which none of them counts.
ANYWHERE = tuple(
    (code, _bare(phrase))
    for code, phrases in scripts.ANYWHERE.items()
    for phrase in phrases.split("|")
)
SPARED = tuple(map(_bare, scripts.SPARED.split("|")))
normalise = Normaliser(SIGNS.words() | CONTEXT.words() | ANSWERS.words())
