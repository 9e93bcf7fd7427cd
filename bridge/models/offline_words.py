"""What the offline voice does with words: fold, compare, turn round, quote and choose them."""

import re
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import pairwise

from bridge.models.base import Message
from bridge.models.offline_ears import (
    ADJECTIVES,
    CONTRACTIONS,
    FILLERS,
    FLIPS,
    FRAGMENTS,
    HELP_LINES,
    I_AM_NAME,
    KIN,
    OWN_NAME,
    QUESTION,
    SENTENCE_WORDS,
    STOP_WORDS,
    VERBS_AFTER_YOU,
)
from world.scene import Scene, split_scene
from world.text import plain

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[^\s.!?])")
_GAP = re.compile(r"\{(\w+)\}")
_CLAUSE = re.compile(r"[,;:()]|\s+-+\s+|\s(?:but|because|so that|although|and then|which)\s")
_SUFFIXES = ("ings", "ing", "edly", "ied", "ies", "ed", "es", "s", "ly", "e")


#: Letters of a message that are listened to; what is quoted may come from all of it.
_LISTENED = 1500


@lru_cache(maxsize=512)
def normal(text: str) -> str:
    """Return `text` in lower case, contractions written out, without punctuation."""
    words = _WORD.findall(text.casefold().replace("’", "'").replace("`", "'"))
    return " ".join(CONTRACTIONS.get(word) or _written_out(word) for word in words)


def _written_out(word: str) -> str:
    stem, _, tail = word.partition("'")
    long = {"t": "not", "re": "are", "ve": "have", "ll": "will", "m": "am", "d": "would"}.get(tail)
    if not long:
        return word
    return f"{stem.removesuffix('n') if tail == 't' else stem} {long}"


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


def _first_clause(text: str) -> str:
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
    if bare in ("are", "were") and before == "you":
        return "am" if bare == "are" else "was"
    if bare == "you":
        after = words[at + 1].casefold() if at + 1 < len(words) else ""
        return "I" if at == 0 or after in VERBS_AFTER_YOU else "me"
    return FLIPS.get(bare, words[at])


def mirrored(text: str) -> str:
    """Return the last thing stated in `text`, turned round, without a full stop.

    Empty when nothing in it lends itself to that.
    """
    for sentence in reversed([s for s in sentences(text) if not is_question(s)]):
        part = sentence.strip(" .!-") if len(sentence.split()) <= 14 else _first_clause(sentence)
        part = FILLERS.sub("", part).strip(" .,!")
        folded = normal(part).split()
        whole = 3 <= len(folded) <= 16 and not SENTENCE_WORDS.isdisjoint(folded)
        whole = whole and not FRAGMENTS.issuperset(folded[:1])
        if whole and re.search(r"[A-Za-z]", part) and '"' not in part:
            turned = turned_round(part)
            return turned if _bears_capital(part) else turned[:1].lower() + turned[1:]
    return ""


def _bears_capital(text: str) -> bool:
    """Whether `text` seems to begin with a name, or with a you that becomes an I."""
    first = normal(text).split()[:1]
    return first == ["you"] or (text[:1].isupper() and not STOP_WORDS.issuperset(first))


def one_line(text: str) -> str:
    """Return `text` inert and on one line."""
    return " ".join(plain(text).split())


def names_help(text: str) -> bool:
    """Whether `text` gives the number of a help line."""
    return any(line in text for line in HELP_LINES)


def owned(text: str) -> str | None:
    """Return whom or what a person calls their own, as one says it to them: your old dog."""
    words = normal(text).split()
    for at, word in enumerate(words[:-1]):
        if word == "my" and words[at + 1] not in ("name", "god", "self"):
            last = at + 1
            while words[last] in ADJECTIVES and last + 1 < len(words):
                last += 1
            return " ".join(["your", *words[at + 1 : last + 1]])
    return None


def name_given(text: str) -> str | None:
    """Return the name that a person gives themselves in `text`, as they wrote it."""
    text = text.replace("’", "'")
    found = OWN_NAME.search(text) or I_AM_NAME.search(text)
    if not found:
        return None
    name = re.split(r"\s(?:and|but|by|because)\b", found[1])[0]
    return None if normal(name).split()[:1] == ["not"] else name


@dataclass(frozen=True)
class Talk:
    """A dialogue at the moment when its last words are to be answered.

    Attributes:
        scene: what can be perceived now, if anything was told.
        words: what the person says now.
        said: what the person said before, oldest first.
        replied: what was answered before, oldest first.
        in_need: what the person said to which help lines were the answer; never brought up again.
    """

    scene: Scene | None
    words: str
    said: tuple[str, ...] = ()
    replied: tuple[str, ...] = ()
    in_need: frozenset[str] = frozenset()

    @classmethod
    def of(cls, messages: Sequence[Message]) -> "Talk":
        """Return the talk that `messages` are; whatever they hold."""
        scene, words = _scene_and_words(messages[-1].text) if messages else (None, "")
        earlier = [(m.role, one_line(m.text)) for m in messages[:-1] if m.text.strip()]
        answered = ((words, reply) for (_, words), (_, reply) in pairwise(earlier))
        return cls(
            scene=scene,
            words=one_line(words),
            said=tuple(text for role, text in earlier if role == "user"),
            replied=tuple(text for role, text in earlier if role == "assistant"),
            in_need=frozenset(words for words, reply in answered if names_help(reply)),
        )

    @cached_property
    def normal(self) -> str:
        """The person's words, folded for comparing."""
        return normal(self.words[:_LISTENED])

    @cached_property
    def tokens(self) -> tuple[str, ...]:
        """The single words of `normal`."""
        return tuple(self.normal.split())

    @cached_property
    def asks(self) -> bool:
        """Whether the person asks something."""
        return is_question(self.words)

    @property
    def called(self) -> str:
        """How to address the person."""
        given = (name_given(words) for words in reversed((*self.said, self.words)))
        return next(filter(None, given), None) or self.name or "friend"

    @property
    def name(self) -> str:
        """What the person is called here; empty when that is not known."""
        return self.scene.visitor if self.scene else ""

    def hears(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Return where `pattern` is found in what is said now."""
        return pattern.search(self.normal)


def _scene_and_words(text: str) -> tuple[Scene | None, str]:
    try:
        return split_scene(text)
    except (ValueError, RecursionError):  # somebody wrote what only looks like a scene
        return None, text


@dataclass(frozen=True)
class Say:
    """One thing to say, in one of several ways.

    Attributes:
        ways: the alternatives; `{gap}` in one is filled from `gaps`.
    """

    ways: tuple[str, ...]
    gaps: Mapping[str, str] = field(default_factory=dict)

    def chosen(self, talk: Talk) -> str:
        """Return the way that was used longest ago; among unused ones, one that `talk` decides."""
        turn = zlib.crc32(f"{len(talk.replied)} {talk.normal}".encode()) % len(self.ways)
        rotated = self.ways[turn:] + self.ways[:turn]
        best = min(rotated, key=lambda way: _last_used(way, talk.replied))
        return _GAP.sub(lambda gap: self.gaps.get(gap[1], gap[0]), best)


def _last_used(way: str, replied: Sequence[str]) -> int:
    pieces = [piece for piece in _GAP.sub("\0", way).split("\0") if len(piece) > 2]
    used = (n for n, r in enumerate(replied, 1) if pieces and all(p in r for p in pieces))
    return max(used, default=0)


def say(*ways: str, **gaps: str) -> Say:
    """Return one thing to say."""
    return Say(ways, gaps)


def fact(text: str) -> Say:
    """Return something that can be said in one way only; nothing in it is a gap."""
    return Say((text,))
