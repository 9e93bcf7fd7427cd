"""A dialogue at the moment when its last words are to be answered, and what can be said in it."""

import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise

from bridge.models.base import Message
from bridge.models.offline_feelings import weighs
from bridge.models.offline_lore import TENDER
from bridge.models.offline_words import (
    is_question,
    name_given,
    names_help,
    normal,
    one_line,
    sentences,
)
from bridge.summaries import said_earlier
from world.scene import Scene, split_scene

#: Letters and sentences of a message that are listened to; what is quoted may come from all of it.
_LISTENED, _PARTS = 1500, 12
#: Turns for which something that weighs is not passed over.
_WHILE = 4
#: Replies that a dialogue still holds, at least, when its beginning has been cut off.
_CUT = 20
#: What the first reply of every dialogue holds, unless somebody else gave it.
INTRODUCED = ("offline voice", "voz sin conexión")
_GAP = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Part:
    """One sentence of a message, as it was written and folded."""

    text: str
    folded: str
    asks: bool


@dataclass(frozen=True)
class Talk:
    """A dialogue at the moment when its last words are to be answered.

    Attributes:
        scene: what can be perceived now, if anything was told.
        words: what the person says now.
        said: what the person said before, oldest first.
        replied: what was answered before, oldest first.
        in_need: what the person said to which help lines were the answer; never brought up again.
        stands_in: whether another model is to speak here, and cannot.
    """

    scene: Scene | None
    words: str
    said: tuple[str, ...] = ()
    replied: tuple[str, ...] = ()
    in_need: frozenset[str] = frozenset()
    stands_in: bool = False

    @classmethod
    def of(cls, messages: Sequence[Message]) -> "Talk":
        """Return the talk that `messages` are; whatever they hold."""
        scene, words = _scene_and_words(messages[-1].text) if messages else (None, "")
        before = said_earlier(messages[0].text) if len(messages) > 2 else None
        rest = messages[:-1] if before is None else messages[2:-1]
        earlier = [(m.role, one_line(m.text)) for m in rest if m.text.strip()]
        answered = ((words, reply) for (_, words), (_, reply) in pairwise(earlier))
        return cls(
            scene=scene,
            words=one_line(words),
            said=(*(before or ()), *(text for role, text in earlier if role == "user")),
            replied=tuple(text for role, text in earlier if role == "assistant"),
            in_need=frozenset(words for words, reply in answered if names_help(reply)),
        )

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The sentences of what is said now."""
        said = sentences(self.words[:_LISTENED])[:_PARTS] or [""]
        return tuple(Part(text, normal(text), is_question(text)) for text in said)

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

    @cached_property
    def told(self) -> str:
        """All that was answered before, as one text."""
        return "\n".join(self.replied)

    @cached_property
    def called(self) -> str:
        """How to address the person."""
        given = (name_given(words) for words in reversed((*self.said, self.words)))
        return next(filter(None, given), None) or self.name or "friend"

    @property
    def name(self) -> str:
        """What the person is called here; empty when that is not known."""
        return self.scene.visitor if self.scene else ""

    @property
    def followed_up(self) -> bool:
        """Whether the house follows this person up after a crisis answer."""
        return bool(self.scene and self.scene.note)

    @cached_property
    def tender(self) -> bool:
        """Whether this is a moment for going gently: something weighs, or did not long ago."""
        lately = self.replied[-_WHILE:]
        gentle = any(names_help(reply) or reply.startswith(TENDER) for reply in lately)
        return gentle or any(map(weighs, (self.words, *self.said[-4:])))

    @cached_property
    def cut(self) -> bool:
        """Whether the beginning of the dialogue has slipped away."""
        if len(self.replied) < _CUT:
            return False
        return not any(mark in self.replied[0] for mark in INTRODUCED)

    @cached_property
    def question(self) -> str:
        """What the voice asked last, if that was a question."""
        last = sentences(self.replied[-1])[-1:] if self.replied else []
        return last[0] if last and last[0].endswith("?") else ""

    def hears(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Return where `pattern` is found in what is said now."""
        return pattern.search(self.normal)


def _scene_and_words(text: str) -> tuple[Scene | None, str]:
    try:
        scene, words = split_scene(text)
    except (ValueError, RecursionError):  # somebody wrote what only looks like a scene
        return None, text
    if scene is None:
        return None, text
    unquoted = replace(
        scene,
        visitor=_unquoted(scene.visitor),
        present=tuple(map(_unquoted, scene.present)),
        visitors=tuple(map(_unquoted, scene.visitors)),
    )
    return unquoted, words


def _unquoted(name: str) -> str:
    """Return `name` without the marks in which words are quoted."""
    return one_line(name).replace('"', "'")


@dataclass(frozen=True)
class Say:
    """One thing to say, in one of several ways.

    Attributes:
        ways: the alternatives; `{gap}` in one is filled from `gaps`.
        optional: whether it is left out when every way was used before.
        plain: whether something else may be said in its place when every way was used before.
    """

    ways: tuple[str, ...]
    gaps: Mapping[str, str] = field(default_factory=dict)
    optional: bool = False
    plain: bool = False

    def chosen(self, talk: Talk) -> str:
        """Return the way that was used longest ago; among unused ones, that after the latest used.

        Where none was used, the words of the person decide.
        """
        used = [_last_used(way, talk) for way in self.ways]
        latest = used.index(max(used)) + 1 if any(used) else _seed(talk)
        order = [(latest + n) % len(self.ways) for n in range(len(self.ways))]
        best = self.ways[min(order, key=lambda at: used[at])]
        return _GAP.sub(lambda gap: self.gaps.get(gap[1], gap[0]), best)

    def used_up(self, talk: Talk) -> bool:
        """Whether every way was used before."""
        return all(_last_used(way, talk) for way in self.ways)


def _seed(talk: Talk) -> int:
    return zlib.crc32(f"{len(talk.replied)} {talk.normal}".encode())


def _last_used(way: str, talk: Talk) -> int:
    pieces = [piece for piece in _GAP.sub("\0", way).split("\0") if len(piece) > 2]
    if not pieces or not all(piece in talk.told for piece in pieces):
        return 0
    used = (n for n, r in enumerate(talk.replied, 1) if all(p in r for p in pieces))
    return max(used, default=0)


def say(*ways: str, **gaps: str) -> Say:
    """Return one thing to say."""
    return Say(ways, gaps)


def perhaps(ways: Sequence[str], **gaps: str) -> Say:
    """Return something that is said only while there is a way that was not used before."""
    return Say(tuple(ways), gaps, optional=True)


def fact(text: str) -> Say:
    """Return something that can be said in one way only; nothing in it is a gap."""
    return Say((text,))
