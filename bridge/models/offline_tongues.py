"""Which language somebody speaks with the offline voice."""

import unicodedata
from collections import Counter

from bridge.models.offline_english import STOP_WORDS, words
from bridge.models.offline_lore import VOICE
from bridge.models.offline_talk import Talk
from bridge.models.offline_words import names_help, normal
from world.voices import Language

SPANISH = "Spanish"
_LANGUAGES = {language.name: language for language in VOICE.languages}
_WORDS = {name: frozenset(language.words) for name, language in _LANGUAGES.items()}
#: English words that are words elsewhere, too.
_ANYWHERE = words(
    """no me he as so on in an am was war is do a i u ok okay once son can has come us ha"""
)
#: Letters and marks that are written in no other language of these.
_ONLY_SPANISH = frozenset("¿¡ñÑ")
#: Words up to which a line without any sign of its own is in the language of the one before.
_SHORT = 8
_ENGLISH = STOP_WORDS - _ANYWHERE


def language_of(talk: Talk) -> Language | None:
    """Return the language of what is said now; None for English."""
    found = _of(talk.normal, talk.words)
    if found is None and not _is_english(talk.normal) and len(talk.tokens) <= _SHORT:
        found = _lately(talk)
    return found


def _lately(talk: Talk) -> Language | None:
    """Return Spanish where the last words, or the help shown for them, were Spanish."""
    if talk.replied and names_help(talk.replied[-1]) and "¿" in talk.replied[-1]:
        return _LANGUAGES[SPANISH]
    for line in reversed(talk.said[-3:]):
        folded = normal(line)
        if (found := _of(folded, line)) or _is_english(folded):
            return found if found and found.name == SPANISH else None
    return None


def _is_english(folded: str) -> bool:
    return any(word in _ENGLISH for word in folded.split())


def _of(folded: str, text: str) -> Language | None:
    letters = [letter for letter in text if letter.isalpha()]
    if letters and not text.isascii() and (script := _script(letters)):
        return script
    if set(text) & _ONLY_SPANISH:
        return _LANGUAGES[SPANISH]
    spoken = folded.split()
    hits = Counter({name: sum(w in known for w in spoken) for name, known in _WORDS.items()})
    name, most = hits.most_common(1)[0]
    english = sum(word in _ENGLISH for word in spoken)
    strong = most > 1 or any(len(w) > 3 or not w.isascii() for w in spoken if w in _WORDS[name])
    strong = strong or (name == SPANISH and most > 0 and english == 0 and len(spoken) <= _SHORT)
    sure = most > english and most * 4 >= len(spoken) and strong
    return _LANGUAGES[name] if sure else None


def _script(letters: list[str]) -> Language | None:
    names = [unicodedata.name(letter, "") for letter in letters[:60]]
    scripted = (lang for lang in VOICE.languages if lang.script)
    most = len(names) / 3
    return next(
        (s for s in scripted if sum(name.startswith(s.script) for name in names) > most), None
    )
