"""What the offline voice hears about the place: the room, its things, ways, people and time."""

from collections.abc import Iterable
from datetime import datetime

from bridge.models import offline_ears as ears
from bridge.models import offline_lines as lines
from bridge.models.offline_words import (
    Say,
    Talk,
    cited,
    clauses,
    content,
    fact,
    listed,
    normal,
    related,
    say,
    sentences,
    upper_first,
)
from world.scene import Heard, Scene

#: Sentences of a description, overheard lines and earlier visitors that are told at once.
_TOLD, _OVERHEARD, _VISITORS = 2, 3, 8
#: From here on only the part of a sentence that was asked for is told.
_LONG = 120
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def asks_the_time(talk: Talk) -> list[Say] | None:
    """What time it is, and which day."""
    if not talk.hears(ears.TIME) or not talk.asks or talk.hears(ears.ANOTHER_TIME):
        return None
    at = _moment(talk.scene.time) if talk.scene else None
    if at is None:
        return [say("I was not told the time.", "I have no clock to look at just now.")]
    day = f"{_DAYS[at.weekday()]}, {at.day} {_MONTHS[at.month - 1]} {at.year}"
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
    scene, asked = talk.scene, talk.hears(ears.WAY_TOLD)
    if scene is None or not (talk.asks or asked):
        return None
    goals = [goal for goal in scene.exits if set(content(goal)) & set(content(talk.words))]
    wants_to_go = talk.hears(ears.WAYS)
    if goals and (wants_to_go or (talk.asks and asked)):
        unseen = [] if wants_to_go else [say("What is in it, I cannot see from here.")]
        return [*_way_to(goals[0], scene), *unseen]
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


def _overheard(line: Heard, scene: Scene) -> str:
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
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    folded = ((name, normal(name)) for name in longest_first)
    return next((n for n, f in folded if f and f" {f} " in f" {talk.normal} "), None)


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
        return [here, _things(scene)]
    return [here, *map(fact, seen)]


def _things(scene: Scene) -> Say:
    if not scene.things:
        return say("I see nothing in it that one could look at.")
    return say(
        "What one can look at here: {things}.",
        "There is this to look at: {things}.",
        things=listed([*scene.things]),
    )


def asks_about_a_thing(talk: Talk) -> list[Say] | None:
    """Something in the room, by its name, by a word like it, or by what is said of it."""
    scene = talk.scene
    looks = talk.hears(ears.LOOKING)
    if scene is None or not (looks or talk.hears(ears.LOOKING_AT_ALL)):
        return None
    wanted = content(ears.LOOKING.sub(" ", talk.normal)) or content(talk.words)
    thing = found_thing(wanted, scene)
    if thing and (looks or related(wanted) & set(content(thing))):
        return [*map(fact, _about_thing(thing, scene))]
    told = [s for s in sentences(scene.description) if set(content(s)) & set(wanted)]
    if told:
        parts = [part for part in clauses(told[0]) if set(content(part)) & set(wanted)]
        long = len(told[0]) > _LONG and parts
        return [fact(f"{upper_first(parts[0].removeprefix('and '))}." if long else told[0])]
    if not talk.hears(ears.LOOKING_FOR) or not wanted:
        return None
    return [say("I do not see that here.", "There is nothing like that here."), _things(scene)]


def wants_to_hear_something(talk: Talk) -> list[Say] | None:
    """A wish for anything at all: something of the room that was not told yet."""
    if not talk.hears(ears.WANTS_TO_HEAR) or talk.scene is None:
        return None
    untold = [
        thing
        for thing, told in talk.scene.things.items()
        if told and not any(told[:40] in reply for reply in talk.replied)
    ]
    if not untold:
        return None
    about = _about_thing(untold[len(talk.replied) % len(untold)], talk.scene)
    return [say(*lines.SOMETHING_HERE), *map(fact, about)]


def found_thing(wanted: Iterable[str], scene: Scene) -> str | None:
    """Return the thing that the folded words `wanted` mean, best by its name; None for none."""
    exact, near = set(wanted), related(wanted)

    def likeness(thing: str) -> int:
        name, told = set(content(thing)), set(content(scene.things[thing]))
        return 9 * len(name & exact) + 3 * len(name & near) + len(told & exact)

    best = max(scene.things, key=likeness, default=None)
    return best if best is not None and likeness(best) else None


def _about_thing(thing: str, scene: Scene) -> list[str]:
    told = sentences(scene.things[thing])[: _TOLD + 1]
    if not told:
        return [f"{upper_first(thing)}: there is no more to see."]
    return [f"{upper_first(thing)}: {told[0]}", *told[1:]]
