"""What the offline voice hears about the things in a room, and tells of them."""

import re
from collections.abc import Iterable

from bridge.models import offline_patterns as patterns
from bridge.models.offline_english import STOP_WORDS, words
from bridge.models.offline_lore import NAMED, VOICE, lore_of
from bridge.models.offline_talk import Say, Talk, fact, perhaps, say
from bridge.models.offline_words import (
    clauses,
    content,
    listed,
    normal,
    related,
    sentences,
    upper_first,
)
from world.scene import Scene
from world.voices import Row

#: Sentences of a description that are told at once.
_TOLD = 6
#: From here on only the part of a sentence that was asked for is told.
_LONG = 120
#: Names of things that mean something else more often than not, when they stand alone.
_DOUBTFUL = words(
    """can man block post arms names name files file signs sign light lights machine machines
    back tea cup cups pot paper papers book letters messages water weather old man table
    seat flowers tree lamp box tool tools plants writing pulse note notes screen"""
)
_SEATS = frozenset(("seat", "chair", "stone seat"))
_POINTED = r"(?:the|this|that|those|these|your|an?|some|at|of|with)"


def asks_about_a_thing(talk: Talk) -> list[Say] | None:
    """Something in the room, by a name of it, by a word like it, or by what is said of it."""
    scene, folded = talk.scene, talk.normal
    if scene is None or "yourself" in talk.tokens:
        return None
    looks = talk.hears(patterns.LOOKING if talk.asks else patterns.LOOKS) is not None
    thing = _named_here(folded, scene)
    if {"sit", "seat", "sitting"} & set(talk.tokens) and talk.asks and not thing:
        thing = next((found for name, found in _names(scene).items() if name in _SEATS), None)
    if thing and (
        looks or talk.asks or talk.hears(patterns.LOOKING_AT_ALL) or _only(folded, thing)
    ):
        return about(thing, scene, talk)
    if not looks and not (talk.asks and talk.hears(patterns.LOOKING_AT_ALL)):
        return None
    return _like(talk, scene, looks=looks)


def _like(talk: Talk, scene: Scene, *, looks: bool) -> list[Say] | None:
    wanted = content(patterns.LOOKING.sub(" ", talk.normal)) or content(talk.words)
    thing = found_thing(wanted, scene)
    if thing and (looks or related(wanted) & set(content(thing))):
        return about(thing, scene, talk)
    if elsewhere := _elsewhere(talk, scene):
        return elsewhere
    told = [s for s in sentences(scene.description) if set(wanted) <= set(content(s))]
    if told and looks:
        parts = [part for part in clauses(told[0]) if set(content(part)) & set(wanted)]
        long = len(told[0]) > _LONG and parts
        return [fact(f"{upper_first(parts[0].removeprefix('and '))}." if long else told[0])]
    if not talk.hears(patterns.LOOKING_FOR) or not wanted:
        return None
    return [say("I do not see that here.", "There is nothing like that here."), things(scene)]


def _only(folded: str, thing: str) -> bool:
    """Whether nothing but a thing is named."""
    states = {"is", "was", "are", "were", "has", "had"} & {*folded.split()}
    return not states and len(content(folded)) <= max(1, len(content(thing)))


def _names(scene: Scene) -> dict[str, str]:
    """Return the things of the room by each of their names, folded."""
    names = {
        name: known.name
        for name, all_known in NAMED.items()
        for known in all_known
        if known.room == scene.room and known.name in scene.things
    }
    return {**names, **{normal(thing): thing for thing in scene.things if normal(thing)}}


def _named_here(folded: str, scene: Scene) -> str | None:
    names = _names(scene)
    found = _spoken(folded, names)
    return names[found] if found else None


def _spoken(folded: str, names: Iterable[str]) -> str | None:
    """Return the longest of `names` that is spoken of in `folded`."""
    padded = f" {folded} "
    met = [name for name in names if f" {name} " in padded and _meant(name, folded)]
    return max(met, key=lambda name: (len(name), name), default=None)


def _meant(name: str, folded: str) -> bool:
    if name == folded or (name not in _DOUBTFUL and name not in STOP_WORDS):
        return f" my {name} " not in f" {folded} "
    return re.search(rf"\b{_POINTED} (?:\w+ )?{re.escape(name)}\b", folded) is not None


def _elsewhere(talk: Talk, scene: Scene) -> list[Say] | None:
    """A thing of another room, from memory."""
    name = _spoken(talk.normal, NAMED)
    known = next((k for k in NAMED.get(name or "", ()) if k.room in scene.exits), None)
    if known is None or {"here", "there"} & {*talk.tokens}:
        return None
    told = " ".join(sentences(known.description))
    return [
        say(
            "That is in {room}, not here. From memory: {told}",
            "You would find that in {room}. As I remember it: {told}",
            room=known.room,
            told=told,
        )
    ]


def about(thing: str, scene: Scene, talk: Talk) -> list[Say]:
    """Tell of a thing: how it looks, and when that was told, what else there is to say of it."""
    seen = sentences(scene.things[thing])[:_TOLD]
    lore = lore_of(scene.room, thing)
    if not seen:
        return [fact(f"{upper_first(thing)}: there is no more to see.")]
    if seen[0] not in talk.told or not lore:
        return [fact(f"{upper_first(thing)}: {' '.join(seen)}")]
    more = [s for s in (*sentences(scene.things[thing]), *lore) if s not in talk.told]
    wanted = set(content(talk.words)) - set(content(thing))
    more.sort(key=lambda sentence: -len(wanted & set(content(sentence))))
    return [fact(more[0])] if more else [fact(f"{upper_first(thing)}: {' '.join(seen)}")]


def tells_more(talk: Talk) -> list[Say] | None:
    """More of the thing that was spoken of last, else of anything here."""
    scene = talk.scene
    if scene is None or talk.tender:
        return None
    last = talk.replied[-1] if talk.replied else ""
    for thing, seen in scene.things.items():
        known = (*sentences(seen), *lore_of(scene.room, thing))
        if any(sentence in last for sentence in known):
            more = [s for s in known if s not in talk.told]
            return [fact(s) for s in more[:2]] if more else None
    return None


def wants_to_hear_something(talk: Talk) -> list[Say] | None:
    """A wish for anything at all: something of the room that was not told yet."""
    found = notice(talk)
    return [perhaps(VOICE.english.lines["something here"]), found] if found else None


def notice(talk: Talk) -> Say | None:
    """Return something to notice in the room that was not told yet; None when all was told."""
    scene = talk.scene
    if scene is None:
        return None
    lore = VOICE.rooms.get(scene.room)
    all_lore = (
        [f"{upper_first(thing)}: {line}" for thing, lines in lore.things.items() for line in lines]
        if lore
        else []
    )
    notices = [line for line in lore.notices if line not in talk.told] if lore else []
    untold = notices or [line for line in all_lore if line not in talk.told]
    if lore and not untold:
        return None
    if not lore:
        untold = [
            f"{upper_first(thing)}: {sentences(told)[0]}"
            for thing, told in scene.things.items()
            if sentences(told) and sentences(told)[0] not in talk.told
        ]
    return Say(tuple(untold)) if untold else None


def mentions_a_thing(talk: Talk) -> list[Say] | None:
    """A remark on something that is in the room."""
    scene = talk.scene
    if scene is None or talk.tender or "my" in talk.tokens:
        return None
    thing = next((one for name, one in _names(scene).items() if _pointed_at(name, talk)), None)
    if thing is None:
        return None
    known = (*sentences(scene.things[thing]), *lore_of(scene.room, thing))
    untold = [s for s in known if s not in talk.told]
    if not untold:
        return None
    agree = VOICE.english.lines["I see it too"]
    return [perhaps(agree), fact(untold[-1])]


def _pointed_at(name: str, talk: Talk) -> bool:
    """Whether somebody speaks of just that: the stool, not the stool of theirs at home."""
    return re.search(rf"\b(?:the|this|these|those) {re.escape(name)}\b", talk.normal) is not None


def of_the_senses(talk: Talk, row: Row) -> list[Say] | None:
    """How the room smells, sounds or feels: what is known of it, or that nothing is."""
    scene = talk.scene
    lore = VOICE.rooms.get(scene.room) if scene else None
    if not lore or not lore.senses:
        return None
    return [perhaps(row.say), fact(lore.senses)]


def of_marcus(talk: Talk, row: Row) -> list[Say] | None:
    """A question about the old man in the Garden, when he is spoken of."""
    spoken_of = " ".join((talk.words, *talk.said[-2:]))
    if not _MARCUS.search(spoken_of) or talk.hears(_WHO_IS):
        return None
    return [Say(row.say, plain=True)]


_MARCUS = re.compile(r"\b(?:Marcus|old man)\b", re.IGNORECASE)
_WHO_IS = re.compile(r"^(?:and )?(?:who|what) is\b")


def is_there(talk: Talk, row: Row) -> list[Say] | None:
    """Whether there is something of a kind, when nothing in the room is called so."""
    if talk.scene is None or _named_here(talk.normal, talk.scene):
        return None
    return [Say(row.say, plain=True), things(talk.scene)]


def remark_on_the_room(talk: Talk, row: Row) -> list[Say] | None:
    """A remark on the place, and something of it that was not told yet."""
    if talk.tender or talk.scene is None:
        return None
    found = notice(talk)
    return [Say(row.say, plain=True), *([found] if found else [])]


def found_thing(wanted: Iterable[str], scene: Scene) -> str | None:
    """Return the thing that the folded words `wanted` mean, best by its name; None for none."""
    exact, near = set(wanted), related(wanted)

    def likeness(thing: str) -> int:
        name, told = set(content(thing)), set(content(scene.things[thing]))
        return 9 * len(name & exact) + 3 * len(name & near) + len(told & exact)

    best = max(scene.things, key=likeness, default=None)
    return best if best is not None and likeness(best) else None


def things(scene: Scene) -> Say:
    """Say what one can look at."""
    if not scene.things:
        return say("I see nothing in it that one could look at.")
    return say(
        "What one can look at here: {things}.",
        "There is this to look at: {things}.",
        things=listed([*scene.things]),
    )
