"""What the offline voice does with words: fold, compare, turn round and quote them."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from bridge.models.offline_english import (
    ADJECTIVES,
    CONTRACTIONS,
    FILLERS,
    FLIPS,
    HELP_LINES,
    I_AM_NAME,
    KIN,
    NO_NAMES,
    OWN_NAME,
    OWNABLE,
    QUESTION,
    STOP_WORDS,
    TURNABLE,
    UNTURNABLE,
)
from world.text import plain

WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_SENTENCE_END = re.compile(r"(?<!\bMr\.)(?<!\bDr\.)(?<!\bMrs\.)(?<=[.!?])\s+(?=[^\s.!?])")
_CLAUSE = re.compile(r"[,;:()]|\s+-+\s+|\s(?:but|because|so that|although|and then|which)\s")
_SUFFIXES = ("ings", "ing", "edly", "ied", "ies", "ed", "es", "s", "ly", "e")


#: Words of a sentence that is said back, at most; what it may be made of; where it goes astray.
_SAID_BACK = 9
_SAYABLE = re.compile(r"[A-Za-z0-9' ,’-]+")
_ASTRAY = re.compile(r"\b(?:and|but|or) (?:was|am|do|have)\b|\bi .*\bi\b|\bi (?:is|has|does|be)\b")
_OWNED = re.compile(
    rf"\bmy ((?:(?:{'|'.join(sorted(ADJECTIVES))}) )*(?:{'|'.join(sorted(OWNABLE))}))\b"
)
#: A letter three times or more is a drawl.
_DRAWL = re.compile(r"([a-z])\1{2,}")


@lru_cache(maxsize=512)
def normal(text: str) -> str:
    """Return `text` in lower case, contractions written out, without punctuation."""
    words = WORD.findall(_DRAWL.sub(r"\1", text.casefold().replace("’", "'").replace("`", "'")))
    return " ".join(CONTRACTIONS.get(word) or _written_out(word) for word in words)


def _written_out(word: str) -> str:
    stem, _, tail = word.partition("'")
    long = {"t": "not", "re": "are", "ve": "have", "ll": "will", "m": "am", "d": "would"}.get(tail)
    if not long:
        return word
    return f"{stem.removesuffix('n') if tail == 't' else stem} {long}"


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """Return what `word` shares with its other forms, roughly: dogs and dog, called and calling."""
    word = word.removesuffix("'s")
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            word = word[: -len(suffix)]
            break
    if len(word) > 3 and word[-1] == word[-2]:
        word = word[:-1]
    return word[:-1] + "i" if len(word) > 3 and word.endswith("y") else word


@lru_cache(maxsize=512)
def content(text: str) -> tuple[str, ...]:
    """Return the words of `text` that say what it is about, folded, in order, without doubles."""
    return tuple(dict.fromkeys(stem(w) for w in normal(text).split() if w not in STOP_WORDS))


def related(words: Iterable[str]) -> frozenset[str]:
    """Return `words` (folded) and those that mean nearly the same."""
    found = set(words)
    for family in KIN:
        stems = {stem(word) for word in family}
        if found & stems:
            found |= stems
    return frozenset(found)


def sentences(text: str) -> list[str]:
    """Return the sentences of `text`."""
    return [part.strip() for part in _SENTENCE_END.split(text) if part.strip()]


def clauses(text: str) -> list[str]:
    """Return the parts of `text` that could stand alone."""
    return [c.strip(" .!?-") for s in sentences(text) for c in _CLAUSE.split(s) if c.strip(" .!?-")]


def first_clause(text: str) -> str:
    """Return the first part of `text` that could stand alone; empty for none."""
    return next(iter(clauses(text)), "")


def is_question(text: str) -> bool:
    """Whether `text` asks for something, with or without its question mark."""
    starts = (normal(part) for part in re.split(r"[.!;\n]+", text))
    return "?" in text or any(QUESTION.match(start) for start in starts)


def quoted(text: str, limit: int = 200) -> str:
    """Return `text` in quotation marks, shortened at a word when it is long."""
    text = " ".join(text.split()).replace('"', "'")
    if len(text) > limit:
        text = text[:limit].rsplit(" ", 1)[0] + "..."
    return f'"{text}"'


def cited(text: str, limit: int = 200) -> str:
    """Return `text` as `quoted` does, ended as a sentence is."""
    quote = quoted(text, limit)
    return quote if quote[-2:-1] in ".!?" else f"{quote}."


def listed(names: Sequence[str]) -> str:
    """Return `names` as one says them: a, b and c."""
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def upper_first(text: str) -> str:
    """Return `text` with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def turned_round(text: str) -> str:
    """Return `text` from the other side: I lost my job, you lost your job."""
    words = re.sub(r"[’`]", "'", text).split()
    turned = [_flipped(words, at) for at in range(len(words))]
    return " ".join(turned)


def _flipped(words: Sequence[str], at: int) -> str:
    bare = words[at].casefold().strip('.,!?;:"()')
    before = words[at - 1].casefold() if at else ""
    if bare in ("was", "am") and (before == "i" or (at > 1 and words[at - 2].casefold() == "i")):
        return "were" if bare == "was" else "are"
    tail = words[at][len(words[at].rstrip(".,!;:")) :]
    return f"{FLIPS[bare]}{tail}" if bare in FLIPS else words[at]


def mirrored(text: str) -> str:
    """Return the last thing stated in `text` of oneself, from the other side, without a full stop.

    Empty when nothing in it lends itself to that surely.
    """
    for sentence in reversed([s for s in sentences(text) if not is_question(s)]):
        whole = FILLERS.sub("", sentence.strip(" .!-"))
        part = whole if len(whole.split()) <= _SAID_BACK else first_clause(whole)
        words = normal(part).split()
        fits = bool(3 <= len(words) <= _SAID_BACK and _SAYABLE.fullmatch(part))
        fits = fits and words[0] in TURNABLE and UNTURNABLE.isdisjoint(words)
        if fits and not _ASTRAY.search(" ".join(words)):
            return turned_round(part)
    return ""


def one_line(text: str) -> str:
    """Return `text` inert and on one line."""
    return " ".join(plain(text).split())


def names_help(text: str) -> bool:
    """Whether `text` gives the number of a help line."""
    return any(line in text for line in HELP_LINES)


def owned(text: str) -> str | None:
    """Return whom or what a person calls their own, as one says it to them: your old dog."""
    found = _OWNED.search(normal(text))
    return f"your {' '.join(found[1].split())}" if found else None


def name_given(text: str) -> str | None:
    """Return the name that a person gives themselves in `text`, as they wrote it."""
    text = text.replace("’", "'")
    found = OWN_NAME.search(text) or I_AM_NAME.search(text)
    if not found:
        return None
    given = next(filter(None, found.groups()))
    name = upper_first(re.split(r"\s(?:and|but|by|because|y)\b", given)[0])
    return None if set(normal(name).split()[:1]) & NO_NAMES else name


def shortened(said: Sequence[str], most: int = 680) -> list[str]:
    """Return as many sentences of `said` as `most` letters hold; the first is cut if need be."""
    kept: list[str] = []
    for line in said:
        if kept and len(" ".join([*kept, line])) > most:
            break
        kept.append(line)
    if len(kept[0]) > most:
        start = kept[0][: most - 4].rsplit(" ", 1)[0]
        kept[0] = f'{start}..."' if start.count('"') % 2 else f"{start}..."
    return kept
