"""What the offline voice says when it did not follow: that it did not, and one thing that is near.

A remark beside the point is worse than none. So whatever no rule surely knows is answered openly,
and then with something true: of the room, of what the person said before, of who is here, or what
the voice can do.
"""

from collections.abc import Iterable, Iterator

from bridge.models.offline_english import BEINGS, REQUEST
from bridge.models.offline_feelings import weighs
from bridge.models.offline_lore import VOICE, lore_of
from bridge.models.offline_talk import Say, Talk
from bridge.models.offline_words import (
    cited,
    content,
    is_question,
    listed,
    mirrored,
    normal,
    owned,
    quoted,
)
from world.voices import Tongue

#: One somebody; who they are is seldom anybody.
_ONE = frozenset(("he", "she", "him", "her", "his"))
#: Words up to which something said is a mere piece.
_PIECE = 3
#: Words and letters of a line that may be quoted.
_WORDS_QUOTED, _QUOTED = 4, 100
#: What is offered, in turn.
_ROUND = ("the room", "their words", "an offer", "a thing", "their words", "company")


def not_following(talk: Talk, tongue: Tongue) -> list[Say]:
    """Say that this went past the voice, and turn to something that is near."""
    return [_open(talk, tongue), near(talk, tongue)]


def _open(talk: Talk, tongue: Tongue) -> Say:
    lines = tongue.lines
    who, mirror = owned(talk.words), mirrored(talk.words)
    if talk.asks:
        known = talk.said and _ONE & {*talk.tokens} and "lost: somebody asked about" in lines
        return Say(lines["lost: somebody asked about" if known else "lost: question"])
    if REQUEST.match(talk.normal):
        return Say(lines["lost: request"])
    if mirror and "lost: mirror" in lines:
        return Say(lines["lost: mirror"], {"mirror": mirror})
    if who and who.split()[-1] in BEINGS and "lost: somebody" in lines:
        return Say(lines["lost: somebody"], {"who": who})
    return Say(lines["lost: fragment" if len(talk.tokens) <= _PIECE else "lost: statement"])


def near(talk: Talk, tongue: Tongue) -> Say:
    """Return something real to turn to that was not said before, each time of another kind."""
    begin = len(talk.replied) % len(_ROUND)
    if talk.asks and _ONE & {*talk.tokens}:
        begin = _ROUND.index("their words")
    elif talk.scene and any(_spoken_of(thing, talk) for thing in talk.scene.things):
        begin = _ROUND.index("a thing")
    for kind in (*_ROUND[begin:], *_ROUND[:begin]):
        found = next(_ways(kind, talk, tongue), None)
        if found:
            return found
    return Say(tuple(_offers(talk, tongue)))


def _ways(kind: str, talk: Talk, tongue: Tongue) -> Iterator[Say]:
    lines = tongue.lines.get(f"near: {kind}", ())
    scene = talk.scene
    if kind == "an offer":
        yield from _new((Say((way,)) for way in _offers(talk, tongue)), talk)
    elif kind == "their words":
        yield from (Say(lines, {"it": cited(said, _QUOTED)}) for said in _quotable(talk))
    elif scene and lines and kind == "company" and scene.present:
        one = {"names": listed(scene.present)} if len(scene.present) == 1 else {}
        yield from _new((Say((way,), one) for way in lines if one), talk)
    elif scene and lines and kind == "the room":
        lore = VOICE.rooms.get(scene.room)
        told = lore.notices if lore else ()
        yield from (Say(lines, {"it": line}) for line in told if line not in talk.told)
    elif scene and lines and kind == "a thing":
        for thing in sorted(scene.things, key=lambda thing: not _spoken_of(thing, talk)):
            known = (line for line in lore_of(scene.room, thing) if line not in talk.told)
            yield from (Say(lines, {"it": line, "thing": _the(thing)}) for line in known)


def _new(says: Iterable[Say], talk: Talk) -> Iterator[Say]:
    return (one for one in says if not one.used_up(talk))


def _offers(talk: Talk, tongue: Tongue) -> Iterator[str]:
    """What the voice can do, told with what is to be found here."""
    scene = talk.scene
    things = [_the(thing) for thing in scene.things] if scene else []
    found = {"{thing}": things, "{exit}": [*scene.exits] if scene else []}
    ways = tongue.lines["near: an offer"]
    begin = len(talk.normal) % len(ways)
    for way in (*ways[begin:], *ways[:begin]):
        gap = next((gap for gap in found if gap in way), "")
        for name in found.get(gap, [""]):
            yield way.replace(gap, name) if gap else way


def _spoken_of(thing: str, talk: Talk) -> bool:
    return bool({*content(thing)} & {*content(talk.words)})


def _the(thing: str) -> str:
    """Return the name of a thing with its article; a person has none."""
    return thing if any(word.istitle() for word in thing.split()) else f"the {thing}"


def _quotable(talk: Talk) -> list[str]:
    """Return what the person told and may hear again, nearest to what is said now first."""
    now = set(content(talk.words))
    told = [words for words in talk.said[:-1] if _may_be_quoted(words, talk)]
    latest_first = reversed(list(enumerate(told)))
    ranked = sorted(latest_first, key=lambda one: (-len(now & set(content(one[1]))), -one[0]))
    return [words for _, words in ranked]


def _may_be_quoted(words: str, talk: Talk) -> bool:
    folded = normal(words)
    told = len(folded.split()) >= _WORDS_QUOTED and len(words) <= _QUOTED and '"' not in words
    own = {"i", "my", "we", "our", "me", "mi", "mis", "yo"} & {*folded.split()}
    to_timmy = {"you", "your"} & {*folded.split()} or "?" in words or is_question(words)
    private = words in talk.in_need or weighs(words)
    again = folded == talk.normal or quoted(words, _QUOTED) in talk.told
    return bool(told and own) and not (to_timmy or private or again or REQUEST.match(folded))
