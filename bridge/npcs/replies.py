"""What a model's reply says and wants done: plain speech, and at its end perhaps one deed."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, get_args

from bridge.agents import alike, runs
from bridge.sentences import split
from crisis.guard import fit as fit_beside_help
from crisis.guard import fit_anywhere
from world.text import plain

#: Characters of what is said.
LONGEST = 400
#: What one of the house can do besides speaking.
Verb: TypeAlias = Literal["emote", "go", "write", "note", "stoke"]
VERBS: Final[dict[str, Verb]] = {verb: verb for verb in get_args(Verb)}

_DEED = re.compile(r"\[ *do *: *(\w+) *([^\[\]\n]*)\]", re.IGNORECASE)
#: What is left of one that is none.
_DREGS = re.compile(r"\[ *do\b[^\]\n]*\]?", re.IGNORECASE)
_QUOTED = re.compile(r'\A(["\u201c\u00ab])(.*)(["\u201d\u00bb])\Z', re.DOTALL)
_STAGE = re.compile(r"\*[^*\n]+\*")
_WORD = re.compile(r"\w+")
#: By what a line turns to somebody, in the languages that can be read here.
_YOU = re.compile(r"\b(?:you\w*|u|ur|t[e\u00fau]|ti|tus|contigo|ustede?s?|vos)\b", re.IGNORECASE)
#: Words of a line that may be the whole of a short one's echo.
_FEWEST = 3


@dataclass(frozen=True, slots=True)
class Wish:
    """What a model wants done; whether it can be, the world decides."""

    verb: Verb
    text: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What is said, on one line, and what is to be done; either may be missing.

    Attributes:
        written: whether the words are of a voice that was written, and of no language model.
    """

    speech: str
    wish: Wish | None = None
    written: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """All that anybody would read of it."""
        return tuple(filter(None, (self.speech, self.wish.text if self.wish else "")))

    def harms_nobody(self, present: Iterable[str], *, in_danger: bool) -> bool:
        """Whether those `present` may be told it, of whom one may be `in_danger`.

        What a language model does, or says to somebody or of them, must be fit for whoever is.
        """
        if in_danger:
            return all(map(fit_beside_help, self.words))
        if not all(map(fit_anywhere, self.words)):
            return False
        if self.written:
            return True
        close = [self.wish.text] if self.wish and self.wish.text else []
        if _is_about_somebody(self.speech, present):
            close.append(self.speech)
        return all(map(fit_beside_help, close))


def _is_about_somebody(text: str, people: Iterable[str]) -> bool:
    """Whether `text` turns to somebody, or names one of `people`."""
    words = set(_WORD.findall(text.casefold()))
    named = (words & set(_WORD.findall(name.casefold())) for name in people)
    return bool(_YOU.search(text)) or any(named)


def understood(text: str, name: str) -> Reply:
    """Return what the one called `name` says and wants done, by a model's `text`.

    A deed counts at the very end alone, and none of its form is ever spoken.
    """
    text = plain(text, lines=True).strip()
    found = list(_DEED.finditer(text))
    wish = None
    if found and found[-1].end() == len(text) and (verb := VERBS.get(found[-1][1].lower())):
        wish = Wish(verb, " ".join(found[-1][2].split()))
    return Reply(_spoken(_DREGS.sub(" ", _DEED.sub(" ", text)), name), wish)


def _spoken(text: str, name: str) -> str:
    """Return `text` without name, quotation marks and stage directions, cut to size."""
    text = " ".join(_STAGE.sub(" ", text).split())
    text = re.sub(rf"\A{re.escape(name)} *: *", "", text)
    if quoted := _QUOTED.match(text):
        text = quoted[2].strip()
    if not _WORD.search(text):
        return ""
    return text if len(text) <= LONGEST else _cut(text)


def _cut(text: str) -> str:
    """Return the whole sentences at the beginning of `text` that are short enough."""
    kept = ""
    for sentence in split(text):
        if len(kept) + len(sentence.rstrip()) > LONGEST:
            break
        kept += sentence
    return kept.rstrip() or f"{text[: LONGEST - 1].rstrip()}\u2026"


def is_echo(text: str, others: Iterable[str]) -> bool:
    """Whether `text` says again what one of `others` has said: it would be passed on and on."""
    own, words = runs(text), _WORD.findall(text.casefold())
    return any(alike(own, runs(other)) or _holds(words, other) for other in others)


def _holds(words: list[str], other: str) -> bool:
    """Whether a short line is the other one, or little more than it."""
    parts = _WORD.findall(other.casefold())
    if not parts:
        return False
    if len(parts) < _FEWEST:
        return words == parts
    if 2 * len(parts) < len(words):
        return False
    return any(words[n : n + len(parts)] == parts for n in range(len(words) - len(parts) + 1))
