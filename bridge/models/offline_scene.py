"""What the offline voice hears about the place: the room, its things, ways, people and time."""

import re
from collections.abc import Iterable
from datetime import datetime

from bridge.models.offline_words import (
    Say,
    Talk,
    clauses,
    content,
    fact,
    listed,
    normal,
    quoted,
    related,
    say,
    sentences,
    upper_first,
)
from world.scene import Scene

#: Sentences of a description that are quoted at once.
_QUOTED = 2
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_MONTHS = "January February March April May June July August September October November December"

_LOOKING = (
    r"(?:look|looking|stare|peer|glance) (?:at|in|into|inside|under|behind|on)|describe|examine|"
    r"inspect|read|show me|where is|where are|where can i find|is there|are there|do you see|"
    r"can you see|can i see|what (?:is|are|was|does|do|about|kind|color|colour|sort)|"
    r"(?:who|how) (?:is|are|does|do|big|old|many)|which|tell me|what can you tell|see (?:the|any|a)"
)
_NAMED_LOOK = r"(?:look|looking) at|describe|examine|inspect|is there|are there|do you see|show me"


def asks_the_time(talk: Talk) -> list[Say] | None:
    """What time it is, and which day."""
    asked = talk.hears(
        r"what time|the time|what day|what date|what (?:month|year)|which (?:day|year|month)"
        r"|what is the (?:date|day|hour)|how late|today s date|is it (?:late|early|night|day|morning"
        r"|evening|afternoon|midnight|noon)"
    )
    if not asked or not talk.asks or talk.hears(r"(?:first|last|next|every|all|long) time"):
        return None
    at = _moment(talk.scene.time) if talk.scene else None
    if at is None:
        return [say("I was not told the time.", "I have no clock to look at just now.")]
    day = f"{_DAYS[at.weekday()]}, {at.day} {_MONTHS.split()[at.month - 1]} {at.year}"
    return [
        fact(f"It is {at:%H:%M} UTC on {day}."),
        say("Your own clock may say something else.", "Where you are, it may be another hour."),
    ]


def _moment(time: str) -> datetime | None:
    try:
        return datetime.fromisoformat(time)
    except ValueError:
        return None


def asks_the_way(talk: Talk) -> list[Say] | None:
    """Where one can go from here, and how to get to a place."""
    scene = talk.scene
    if scene is None:
        return None
    goal = next((e for e in scene.exits if set(content(e)) & set(content(talk.words))), None)
    wants_to_go = talk.hears(
        r"way (?:out|to|back)|ways|exits?|doors?|how (?:do|can|could|would) (?:i|we|you|one) (?:get|go"
        r"|leave|reach|walk|come|return|move|find)|where (?:can|could|do|should|may) (?:i|we) go"
        r"|(?:can|could|may) (?:i|we) (?:go|leave|get)|leave this|which (?:way|direction)"
        r"|where (?:is|are) the (?:other rooms|others)|other rooms|paths?|lead(?:s)? to"
        r"|(?:take|bring|lead|show) me (?:to|the way)|i (?:want|would like|need) to (?:go|leave)"
    )
    if goal and (wants_to_go or (talk.asks and talk.hears("where|what|how|tell"))):
        return _way_to(goal, scene)
    if not wants_to_go or not (talk.asks or talk.hears("want|would like|take|show")):
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
    told = [c for c in clauses(scene.description) if set(content(goal)) & set(content(c))]
    ways = [say("From here there is a way to {goal}: type its name to go.", goal=goal)]
    if told:
        ways.insert(0, fact(f"{upper_first(told[0])}."))
    return ways


def asks_who_is_here(talk: Talk) -> list[Say] | None:
    """Who else is in the room now."""
    asked = talk.hears(
        r"who (?:else )?(?:is|are|all is)(?: \w+)? (?:here|there|around|present|in (?:this|the|here))"
        r"|who is with (?:us|me|you)|who (?:can|do) (?:you|i) see|(?:any|some) ?(?:one|body) (?:else )?"
        r"(?:here|there|around|with us|in (?:this|the) room)|other (?:people|players|visitors)"
        r"|(?:are|is) (?:we|there) (?:alone|any ?(?:one|body)|others?|people|just us)|am i alone"
        r"(?: here)?|just (?:the two of )?us|how many (?:people|players|persons|of us|visitors)"
        r"|who else|people (?:are )?(?:here|around)|you and me(?: here)?$"
    )
    if not asked or talk.scene is None or talk.hears("before|earlier|was|were|visited"):
        return None
    scene = talk.scene
    if not scene.present:
        return [
            say(
                "Besides you and me nobody is in {room} right now.",
                "Only the two of us are here in {room}.",
                room=scene.room,
            )
        ]
    verb = "is" if len(scene.present) == 1 else "are"
    return [fact(f"{listed(scene.present)} {verb} here with us in {scene.room}.")]


def asks_what_was_heard(talk: Talk) -> list[Say] | None:
    """What others said aloud here."""
    scene = talk.scene
    if scene is None:
        return None
    names = {*scene.present, *scene.visitors, *(h.speaker for h in scene.heard)} - {talk.name}
    who = _mentioned(names, talk)
    asked = talk.hears(
        r"(?:any ?(?:one|body)|some ?(?:one|body)|they|others?|people|who|he|she|was|been|everybody)"
        r"(?: \w+)? (?:said|say|saying|told|talk|talking|speak|spoke|spoken)"
        r"|(?:did|have) you (?:hear|heard|overhear|overheard)|what (?:can|do) you hear"
        r"|talking about(?: here)?$|said (?:aloud|out loud)|being said"
    )
    speaks = talk.hears("said|say|says|saying|told|tell|tells|talk|talked|talking|asked|spoke")
    if not talk.asks or not (asked or (who and speaks)):
        return None
    heard = [h for h in scene.heard if not who or h.speaker == who][-3:]
    if heard:
        return [
            fact(f"{'You' if h.speaker == talk.name else h.speaker} said aloud: {quoted(h.text)}")
            for h in heard
        ]
    whom = f"from {who}" if who else "aloud here"
    return [
        say(f"I have heard nothing {whom} while you were in this room."),
        say(
            "What somebody tells me in their own talk stays out of yours.",
            "I only know what is said aloud while you are here.",
        ),
    ]


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
    if talk.hears(
        r"(?:visited|visitors?|been here|came here|come here|was here|were here|passed through)"
    ) and talk.hears("who|any|anyone|anybody|someone|has|have|were|did|which|visitors"):
        if not visitors:
            return [say("As far as I know nobody was here before you.")]
        return [fact(f"Before now these were in {scene.room}: {listed(visitors[-8:])}.")]
    return None


def _mentioned(names: Iterable[str], talk: Talk) -> str | None:
    ordered = sorted(names, key=lambda name: (-len(name), name))
    folded = ((name, normal(name)) for name in ordered)
    return next((n for n, f in folded if f and f" {f} " in f" {talk.normal} "), None)


def asks_where_we_are(talk: Talk) -> list[Say] | None:
    """Which room this is and what is in it."""
    asked = talk.hears(
        r"where (?:am i|are we|is this|are you|exactly)|what (?:is )?(?:this )?(?:place|room|location)"
        r"|(?:this|the) (?:place|room|area|surroundings?)|look around|(?:what|who|anything) (?:do|can|"
        r"could|else can|else do) (?:you|i|we|one) (?:see|look at|find|perceive|notice)"
        r"|what is (?:here|around|there|in here)|describe (?:here|it|where)|^look$|around (?:us|me|here)"
        r"|things (?:are )?(?:here|there|in here|to (?:see|look))|what things|see here"
    )
    if not asked or not (talk.asks or talk.hears("look|describe|tell|show")):
        return None
    scene = talk.scene
    if scene is None:
        return [say("I was not told where we are.", "I cannot see the room just now.")]
    if talk.hears("things?|look at|find|notice|objects?|what else"):
        return [fact(f"You are in {scene.room}."), *_things(scene)]
    seen = sentences(scene.description)[:_QUOTED]
    known = any(scene.description[:60] in reply for reply in talk.replied[-3:])
    return [fact(f"You are in {scene.room}."), *(_things(scene) if known else map(fact, seen))]


def _things(scene: Scene) -> list[Say]:
    if not scene.things:
        return [say("I see nothing in it that one could look at.")]
    return [
        say("What one can look at: {things}.", "I see {things}.", things=listed([*scene.things]))
    ]


def asks_about_a_thing(talk: Talk) -> list[Say] | None:
    """Something in the room, by its name, by a word like it, or by what is said of it."""
    scene = talk.scene
    if scene is None or not talk.hears(_LOOKING):
        return None
    wanted = content(re.sub(rf"\b(?:{_LOOKING})\b", " ", talk.normal)) or content(talk.words)
    thing = found_thing(wanted, scene)
    if thing:
        return [*map(fact, _about_thing(thing, scene, wanted))]
    told = [s for s in sentences(scene.description) if set(content(s)) & set(wanted)]
    if told:
        return [fact(told[0])]
    if talk.hears(_NAMED_LOOK) and wanted and re.search(r"\b(the|a|an|any|at)\b", talk.normal):
        return [say("I do not see that here.", "There is nothing like that here."), *_things(scene)]
    return None


def found_thing(wanted: Iterable[str], scene: Scene) -> str | None:
    """Return the thing that the folded words `wanted` mean, best by its name; None for none."""
    exact, near = set(wanted), related(wanted)

    def likeness(thing: str) -> int:
        name = set(content(thing)) or {normal(thing)}
        told = set(content(scene.things[thing]))
        return 9 * len(name & exact) + 3 * len(name & near) + len(told & exact)

    best = max(scene.things, key=likeness, default=None)
    return best if best is not None and likeness(best) else None


def _about_thing(thing: str, scene: Scene, wanted: Iterable[str]) -> list[str]:
    told = sentences(scene.things[thing])
    if not told:
        return [f"{upper_first(thing)}: there is no more to see."]
    told[0] = f"{upper_first(thing)}: {told[0][:1].lower() + told[0][1:] if told[0][:2] in ('A ', 'An') else told[0]}"
    del wanted
    return told[:3]
