"""What the offline voice hears about the place: the room, its ways, its people and the time."""

import re
from collections.abc import Iterable

from bridge.models import offline_patterns as ears
from bridge.models.offline_dates import HOURS, moment, written
from bridge.models.offline_english import PLACES, STOP_WORDS
from bridge.models.offline_lore import VOICE, told_of
from bridge.models.offline_talk import Say, Talk, fact, say
from bridge.models.offline_things import things
from bridge.models.offline_words import (
    cited,
    clauses,
    content,
    listed,
    normal,
    sentences,
    upper_first,
)
from world.scene import Line, Scene

#: Sentences of a description, overheard lines and earlier visitors that are told at once.
_TOLD, _OVERHEARD, _VISITORS = 2, 3, 8
#: From here on only the part of a sentence that was asked for is told.
_LONG = 120


def asks_the_time(talk: Talk) -> list[Say] | None:
    """What time it is, and which day."""
    if not talk.hears(ears.TIME) or not talk.asks or talk.hears(ears.ANOTHER_TIME):
        return None
    at = moment(talk)
    if at is None:
        return [say("I was not told the time.", "I have no clock to look at just now.")]
    hour = next(name for until, name in HOURS if at.hour < until)
    return [
        say(
            "It is {now} UTC on {day}.",
            "The house clock says {now}, on {day}; it keeps UTC.",
            now=f"{at:%H:%M}",
            day=written(at.date()),
        ),
        say(
            "Your own clock may say something else.",
            f"By that clock it is {hour}; where you are it may be another hour.",
            "Which part of the day it is with you, only you can see.",
        ),
    ]


def asks_the_way(talk: Talk) -> list[Say] | None:
    """Where one can go from here, and how to get to a place."""
    scene, asked = talk.scene, talk.hears(ears.WAY_TOLD)
    if scene is None or not (talk.asks or asked):
        return None
    goals = [goal for goal in scene.exits if set(content(goal)) & set(content(talk.words))]
    if _mentioned({*scene.present, *scene.visitors} - {scene.visitor}, talk):
        goals = []
    wants_to_go = talk.hears(ears.WAYS)
    if goals and (wants_to_go or (talk.asks and asked)):
        if not wants_to_go and (known := VOICE.rooms.get(goals[0])) and known.notices:
            there = "I cannot see it from here, but I know {goal}: {told}"
            return [
                say(there, goal=goals[0], told=f"{told_of(goals[0])}"),
                *_way_to(goals[0], scene)[-1:],
            ]
        return _way_to(goals[0], scene)
    if not wants_to_go:
        return None
    if not scene.exits:
        return [say("I see no way out of {room} just now.", room=scene.room)]
    return [
        say(
            "From {room} you can go to {exits}.",
            "The ways from {room} lead to {exits}.",
            room=scene.room,
            exits=listed(scene.exits),
        ),
        say("Type the name of the one you choose.", "Its name, typed, takes you there."),
    ]


def _way_to(goal: str, scene: Scene) -> list[Say]:
    told = [part for part in clauses(scene.description) if {*content(goal)} & {*content(part)}]
    return [
        *(fact(f"{upper_first(part)}.") for part in told[:1]),
        say(
            "From here there is a way to {goal}: type its name to go.",
            "To go to {goal}, type its name.",
            goal=goal,
        ),
    ]


def asks_who_is_here(talk: Talk) -> list[Say] | None:
    """Who else is in the room now."""
    if not talk.hears(ears.WHO_IS_HERE) or talk.scene is None or talk.hears(ears.EARLIER):
        return None
    scene = talk.scene
    if scene.present:
        verb = "is" if len(scene.present) == 1 else "are"
        return [fact(f"{listed(scene.present)} {verb} here with us in {scene.room}.")]
    return [
        say(
            "Besides you and me nobody is in {room} right now.",
            "Only the two of us are here in {room}.",
            room=scene.room,
        )
    ]


def asks_what_was_heard(talk: Talk) -> list[Say] | None:
    """What others said aloud here."""
    scene = talk.scene
    if scene is None or not talk.asks:
        return None
    speakers = {*scene.present, *scene.visitors, *(line.speaker for line in scene.heard)}
    who = _mentioned(speakers - {scene.visitor}, talk)
    if not talk.hears(ears.HEARD_ALOUD) and not (who and talk.hears(ears.SPEAKS)):
        return None
    heard = [line for line in scene.heard if who in (None, line.speaker)]
    if heard:
        return [fact(_overheard(line, scene)) for line in heard[-_OVERHEARD:]]
    return [
        say(
            "I have heard nothing {whom} while you were in this room.",
            "Nothing {whom} reached me since you came in.",
            whom=f"from {who}" if who else "aloud",
        ),
        say(
            "What somebody tells me in their own talk stays out of yours.",
            "I only know what is said aloud while you are here.",
        ),
    ]


def _overheard(line: Line, scene: Scene) -> str:
    speaker = "You" if line.speaker == scene.visitor else line.speaker
    return f"{speaker} said aloud: {cited(line.text)}"


def asks_about_a_person(talk: Talk) -> list[Say] | None:
    """Whether somebody by name is or was here, and who came before."""
    scene = talk.scene
    if scene is None or not talk.asks:
        return None
    visitors = [name for name in scene.visitors if name != scene.visitor]
    who = _mentioned({*scene.present, *visitors}, talk)
    if who in scene.present:
        return [
            fact(f"{who} is here in {scene.room} with us."),
            say("More than that I do not know.", "The rest they can tell you themselves."),
        ]
    if who:
        return [fact(f"{who} has been in {scene.room} before, but is not in it now.")]
    if not talk.hears(ears.VISITORS):
        return None
    if not visitors:
        return [say("As far as I know, nobody was here before you.")]
    return [fact(f"Before now these were in {scene.room}: {listed(visitors[-_VISITORS:])}.")]


def _mentioned(names: Iterable[str], talk: Talk) -> str | None:
    """Return the one of `names` that is spoken of; a name like that of a room needs its capital."""
    said = f" {talk.normal} "
    for name in sorted(names, key=lambda name: (-len(name), name)):
        folded = normal(name)
        if not folded or f" {folded} " not in said:
            continue
        if folded not in STOP_WORDS | PLACES:
            return name
        if re.search(rf"(?<![Tt]he )\b{re.escape(name)}\b", talk.words) and name[:1].isupper():
            return name
    return None


def asks_where_we_are(talk: Talk) -> list[Say] | None:
    """Which room this is and what is in it."""
    if not talk.hears(ears.WHERE) or not (talk.asks or talk.hears(ears.TELL)):
        return None
    scene = talk.scene
    if scene is None:
        return [say("I was not told where we are.", "I cannot see the room just now.")]
    here = say("You are in {room}.", "This is {room}.", room=scene.room)
    seen = sentences(scene.description)[:_TOLD]
    known = any(seen[0] in reply for reply in talk.replied[-3:]) if seen else True
    if known or talk.hears(ears.WHAT_IS_IN_IT):
        return [here, things(scene)]
    return [here, *map(fact, seen)]


def asks_whether_they_were_here(talk: Talk) -> list[Say] | None:
    """Whether the person was in this room before, or in this talk."""
    scene = talk.scene
    if scene is None:
        return None
    if talk.said:
        return [
            say(
                "We have a talk behind us, and I still have the end of it.",
                "Yes, we have talked; I have your words from it.",
            )
        ]
    names = list(scene.visitors)
    later = names[names.index(scene.visitor) + 1 :] if scene.visitor in names else []
    if later:
        return [
            say(
                "Your name stands before that of {who} in the history of {room}.",
                who=later[0],
                room=scene.room,
            )
        ]
    return [say("I have no words of ours from before; for me we begin here.")]
