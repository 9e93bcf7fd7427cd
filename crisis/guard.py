"""What a model may say to people: fit words pass, all others are dropped.

Beside a crisis answer much is unfit that is harmless elsewhere; what encourages self-harm, tells
how it is done, makes up a crisis line or claims to be human is shown nowhere.

A reply is searched only for what it can hold: each `Unfit` names its cues, words of which at least
one stands in whatever it refuses, and only sentences that hold a cue are searched for it. So a
fit reply costs one look at its words, and a few sentences of it a closer one.
"""

import re

from crisis.state import CrisisState
from crisis.texts.reply import NUMBERS
from crisis.unfit import english as unfit_english
from crisis.unfit import spanish as unfit_spanish
from crisis.unfit.figures import numbers_known, sites_known
from crisis.unfit.reading import can_be_read, is_spanish, plain, sentences, undisguised
from crisis.unfit.row import Rows, words
from crisis.unfit.spared import SPARED

#: Letters beside a crisis answer: two or three sentences are asked for, and no sermon is fit.
_LONGEST = 2000

UNFIT = Rows([*unfit_english.IN_CRISIS, *unfit_spanish.IN_CRISIS])
UNFIT_ANYWHERE = Rows([*unfit_english.ANYWHERE, *unfit_spanish.ANYWHERE])

#: A sentence about such a line, or about danger and a call, may name numbers of the table alone.
_LINE = re.compile(
    r"(?:hot|help|life)line|crisis (?:text )?line|samaritans|"
    r"(?:linea|telefono) de (?:crisis|ayuda|la vida|la esperanza)"
)
_DANGER = re.compile(r"suicid|(?:hurt\w*|kill\w*) yourself|want to die|matarte")
_CONTACT = re.compile(r"\b(?:call|dial|text|ring|phone|reach|llama|marca|envia)\b")
_CUES = ("line", "samaritans", "telefono", "suicid", "yourself", "to die", "matarte")
_YEAR = re.compile(r"\b(?:in|since|of|from|en|desde|de) (?:1[89]|20)\d\d\b")


_UNSAID = {
    "en": "Let me leave that unsaid. I'm an AI, and not a person. If something weighs on you,"
    " people listen: 988, call or text (US), or type HELPLINE and your country.",
    "es": "Mejor no digo eso. Soy una IA, y no una persona. Si algo te pesa, hay quien te escucha:"
    " el 988, oprime 2 (EE. UU.), o escribe HELPLINE y tu país.",
}


def unsaid(reply: str) -> str:
    """Return what is said in the place of `reply`, which may be shown to nobody."""
    return _UNSAID[language_of(reply)]


def language_of(text: str) -> str:
    """Return "es" for Spanish, else "en"."""
    return "es" if is_spanish(frozenset(words(plain(text)))) else "en"


def guard(reply: str, state: CrisisState, now: float, *, numbers_shown: bool = False) -> str:
    """Return what a model wrote beside a crisis answer when it is fit, else "".

    A fit reply in which the numbers are missing gets one line with them, unless a line of ours that
    has them stands beside it (`numbers_shown`). Outside the follow-up window a reply comes back as
    it is when it is `fit_anywhere`.
    """
    if not state.active(now):
        return reply if fit_anywhere(reply) else ""
    if not reply.strip() or len(reply) > _LONGEST or not fit(reply):
        return ""
    if numbers_shown or all(number in reply for number in ("988", "741741")):
        return reply
    return f"{reply.rstrip()}\n{NUMBERS[state.language]}"


def fit(reply: str) -> bool:
    """Whether `reply` may stand beside a crisis answer.

    It holds no foreign number or address, nothing of `UNFIT`, and nothing that cannot be read
    here: a disguise, or a language other than English and Spanish.
    """
    text = plain(reply)
    held = frozenset(words(text))
    if not (can_be_read(text, held) and numbers_known(text, held) and sites_known(text)):
        return False
    return not _says(UNFIT, text)


def fit_anywhere(reply: str) -> bool:
    """Whether `reply` may be shown to somebody of whom no sign of crisis is known."""
    text = plain(reply)
    return all(_may_be_shown(reading) for reading in (text, *undisguised(text)))


def _may_be_shown(text: str) -> bool:
    return not _says(UNFIT_ANYWHERE, text) and not _makes_up_a_line(text)


def _says(rows: Rows, text: str) -> bool:
    """Whether one of `rows` is met in `text`, other than in words that are always fit."""
    met = rows.met(sentences(text))
    spared = (SPARED.sub(" , ", sentence) for sentence in met)
    return any(rows.met(spared))


def _makes_up_a_line(text: str) -> bool:
    if not any(cue in text for cue in _CUES):
        return False
    return any(
        not numbers_known(_YEAR.sub("", sentence), frozenset(words(sentence)))
        for sentence in sentences(text)
        if _LINE.search(sentence) or (_DANGER.search(sentence) and _CONTACT.search(sentence))
    )
