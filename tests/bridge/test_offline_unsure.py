"""What the voice without a model says when it did not follow: that, and then something real."""

import re
from collections.abc import Sequence
from itertools import cycle, islice

import pytest

from bridge.models.base import Message
from bridge.models.offline import answer
from bridge.models.offline_lore import NAMED, VOICE
from world.rooms import load_rooms
from world.scene import Scene, with_scene

LINES = VOICE.english.lines
#: Lines that no rule knows; none of them is heavy.
STRANGE = (
    "The lift has had three legs since Monday.",
    "half past the fence",
    "Does a candle weigh less upside down?",
    "My uncle irons his newspapers.",
    "Explain the tides to me.",
    "purple, mostly",
    "Would he mind the ladder?",
    "I once drove six hours to hear a bell.",
    "They gave it to someone else.",
    "Where do the swans keep their maps?",
)
_QUOTE = re.compile(r'"([^"]*)"')


def a_scene(room: str = "The Forge") -> Scene:
    known = load_rooms()[room]
    return Scene(
        room=room,
        description=known.description,
        things={thing.name: thing.description for thing in known.things},
        exits=tuple(exit_.to for exit_ in known.exits),
        visitor="Ann",
        present=(),
        visitors=("Ann",),
        heard=(),
        time="2026-03-01T21:45+00:00",
    )


def told(scene: Scene, lines: Sequence[str]) -> list[str]:
    """Return what is answered to `lines` one after another, without the greeting before them."""
    messages = [Message("user", "Hello."), Message("assistant", "Hello. I am an offline voice.")]
    for line in lines:
        reply = " ".join(answer([*messages, Message("user", with_scene(scene, line))]))
        messages += [Message("user", line), Message("assistant", reply)]
    return [m.text for m in messages[2:] if m.role == "assistant"]


def of_kind(reply: str, kind: str) -> bool:
    """Whether `reply` begins as the lines of a kind do."""
    return any(reply.startswith(way.split("{")[0]) for way in LINES[f"lost: {kind}"])


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Does a candle weigh less upside down?", "question"),
        ("Pretend to be a tide.", "request"),
        ("half past", "fragment"),
        ("The lift has had three legs since Monday.", "statement"),
        ("My uncle irons his newspapers.", "mirror"),
    ],
)
def test_that_it_did_not_follow_is_said_in_a_way_that_fits(words: str, kind: str):
    """A question wants another answer than a piece of a sentence."""
    assert of_kind(told(a_scene(), [words])[0], kind)


@pytest.mark.parametrize("room", load_rooms())
@pytest.mark.parametrize("lines", [STRANGE, STRANGE[:1]], ids=["many lines", "one line"])
def test_in_fifty_turns_nothing_is_said_twice(room: str, lines: tuple[str, ...]):
    """Somebody whom it never follows must not meet the same excuse again."""
    replies = told(a_scene(room), [*islice(cycle(lines), 50)])
    assert len(set(replies)) == len(replies)


@pytest.mark.parametrize("room", load_rooms())
def test_it_is_short_and_asks_nothing(room: str):
    """A question after every line that was not understood is an interview by a wall."""
    for reply in told(a_scene(room), STRANGE * 2):
        assert len(reply) < 300
        assert "?" not in _QUOTE.sub("", reply)


def test_in_a_strange_world_only_its_own_things_are_named():
    """What is offered to be looked at must be there."""
    scene = Scene(
        room="Attic",
        description="A dusty attic.",
        things={"rope": "A rope.", "trunk": "A trunk."},
        exits=("Yard",),
        visitor="Ann",
        present=(),
        visitors=(),
        heard=(),
        time="",
    )
    replies = " ".join(told(scene, STRANGE * 5)).casefold()
    assert "rope" in replies
    assert "yard" in replies
    foreign = {name for name in NAMED if len(name) > 4} - {"notes", "names"}
    assert [name for name in foreign if f"the {name}" in replies] == []


def test_what_is_quoted_is_what_was_said():
    """Words that somebody never said, in quotation marks, are a lie."""
    lines = [*STRANGE, *STRANGE]
    quotes = [quote for reply in told(a_scene(), lines) for quote in _QUOTE.findall(reply)]
    assert quotes
    assert {*quotes} <= {*lines}


@pytest.mark.parametrize("heavy", ["I feel so lonely.", "My mother died last week."])
def test_after_a_heavy_line_it_stays_gentle_and_never_brings_it_up(heavy: str):
    """Who is in grief is told neither of a machine's limits nor of a riddle."""
    replies = told(a_scene(), [heavy, "half past the fence", *STRANGE[5:7], *STRANGE * 2])
    assert any(replies[1].startswith(way) for way in LINES["tender"])
    assert not any(heavy in reply for reply in replies)


@pytest.mark.parametrize(
    "words",
    [
        "The election made everyone at dinner shout.",
        "Somebody at the cinema had brought a horse.",
        "He moved to Bournemouth with a piano.",
        "Is the author of the timetable still at school?",
    ],
)
def test_a_word_in_passing_is_not_taken_for_the_subject(words: str):
    """A remark on dinner, to somebody who speaks of a quarrel, is worse than none."""
    reply = told(a_scene(), [words])[0]
    assert of_kind(reply, "statement") or of_kind(reply, "question")


def test_a_thing_of_the_room_that_is_mentioned_comes_first():
    """What is nearest to somebody's words is the best thing to turn to."""
    reply = told(a_scene("The Garden"), ["My grandmother grew beans like these."])[0]
    assert "the beans" in reply


def test_it_is_as_open_in_spanish():
    """Somebody who writes Spanish is not told that all was understood, either."""
    lines = ["Mi vecino toca la trompeta de noche.", "¿Por qué vuelan los gatos?", "eso, creo"]
    replies = told(a_scene(), lines)
    kinds = ("statement", "question", "fragment")
    for reply, kind in zip(replies, kinds, strict=True):
        assert any(reply.startswith(way) for way in VOICE.spanish.lines[f"lost: {kind}"])
