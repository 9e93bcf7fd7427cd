"""What the offline voice works out: sums, days, names, ages, and what a line is about."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridge.models.base import Message
from bridge.models.offline import answer
from bridge.models.offline_sums import worked_out
from world.scene import Scene, with_scene

_SCENE = Scene(
    room="The Bridge",
    description="A wide, covered footbridge, low over a shallow stream.",
    things={"rain": "Steady, soft rain."},
    exits=("The Threshold",),
    visitor="Rowan",
    present=(),
    visitors=("Rowan",),
    heard=(),
    time="2026-11-21T15:20:00+00:00",
)


def last_reply(*lines: str) -> str:
    """Return what is answered to the last of `lines`, said one after the other."""
    messages: list[Message] = []
    reply = ""
    for line in lines:
        reply = " ".join(answer([*messages, Message("user", with_scene(_SCENE, line))]))
        messages += [Message("user", line), Message("assistant", reply)]
    return reply


@pytest.mark.parametrize(
    ("words", "result"),
    [
        ("what's 17*23", "391"),
        ("What is 12 times 12?", "144"),
        ("what is 144 divided by 12", "12"),
        ("what's 15% of 80", "12"),
        ("what is 2 to the power of 10", "1024"),
        ("square root of 81", "9"),
        ("three plus four", "7"),
        ("(3+4)*2", "14"),
        ("10/4", "2.5"),
        ("¿cuánto es 7 por 8?", "56"),
    ],
)
def test_a_plain_sum_is_right(words: str, result: str):
    """A voice that says it can reckon must not be wrong."""
    assert result in last_reply(words)


@pytest.mark.parametrize(
    "words",
    [
        "we lost the match 5-0",
        "call me at 555-1234",
        "2026-11-21",
        "10/0",
        "9^9^9^9",
        "it is 5",
        "",
    ],
)
def test_what_is_no_sum_is_not_reckoned(words: str):
    """Numbers stand in many lines that ask for nothing."""
    assert worked_out(words) is None


@given(st.integers(-999, 999), st.sampled_from("+-*"), st.integers(0, 999))
def test_any_small_sum_is_what_python_says(one: int, sign: str, other: int):
    """The parser is our own, so it is held against another."""
    right = {"+": one + other, "-": one - other, "*": one * other}[sign]

    found = worked_out(f"what is {one} {sign} {other}?")

    assert found is not None
    assert found[1] == str(right)


@given(st.text(alphabet="0123456789+-*/^(). ", max_size=80))
def test_no_heap_of_signs_breaks_it(signs: str):
    """Whatever is typed, there is a result or none."""
    worked_out(signs)


def test_a_doubted_sum_stands():
    """Who says that two and two are five is told the result again."""
    assert "4" in last_reply("what's 2+2", "wrong, it's 5")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("what day is it today", "Saturday, 21 November 2026"),
        ("what day is tomorrow", "Sunday, 22 November 2026"),
        ("what day was yesterday", "Friday, 20 November 2026"),
        ("how many days until christmas", "34 days"),
        ("how many days until friday", "6 days"),
        ("what day is december 24", "Thursday, 24 December 2026"),
        ("what is the date in two weeks", "Saturday, 5 December 2026"),
        ("is it night already?", "afternoon"),
        ("¿qué día es mañana?", "domingo 22 de noviembre"),
    ],
)
def test_a_day_is_told_by_the_clock_of_the_house(words: str, told: str):
    """The calendar is one of the few things the voice can know for sure."""
    assert told in last_reply(words)


@pytest.mark.parametrize(
    ("told", "asked", "known"),
    [
        (["i have a rabbit. his name is Flocke"], "what is my rabbit called", "Flocke"),
        (["my wife died", "her name was Helen"], "what was her name, do you remember?", "Helen"),
        (["I was born in 1990."], "how old am i?", "36"),
        (["i am 82"], "and how old am i?", "82"),
        (["i study computer science in Canada"], "do you know what i study?", "computer science"),
        (["My sister Anna lives in Oslo."], "Who lives in Oslo?", "Anna"),
        (["mi mujer se llama Carmen"], "¿cómo se llama mi mujer?", "Carmen"),
        (["estudio medicina en Sevilla"], "¿y qué estudio?", "medicina"),
    ],
)
def test_what_was_told_is_known_later(told: list[str], asked: str, known: str):
    """Remembering is what this voice can do as well as any other."""
    assert known in last_reply(*told, "hmm", asked)


@pytest.mark.parametrize(
    ("words", "topic"),
    [
        ("i like trains", "trains"),
        ("i play the cello", "cello"),
        ("i collect old keys", "old keys"),
        ("my favourite color is green", "green"),
        ("i'm thinking of quitting my job", "quitting your job"),
        ("i dreamed about a whale last night", "whale"),
        ("i moved to Lisbon last week", "lisbon"),
        ("what do you think about pineapple pizza", "pineapple pizza"),
        ("me gusta el fútbol", "fútbol"),
        ("soñé con mi abuela", "tu abuela"),
    ],
)
def test_the_very_thing_is_taken_up(words: str, topic: str):
    """An answer that names what was spoken of is not beside the point."""
    assert topic in last_reply(words).casefold()


@pytest.mark.parametrize(
    ("words", "rest"),
    [
        ("i dreamed about a whale last night", "last night"),
        ("i moved to Lisbon last week and know nobody", "last week"),
        ("i like trains because they are slow", "because"),
    ],
)
def test_no_more_than_the_thing_is_taken_up(words: str, rest: str):
    """A whole clause put into a line of ours reads as broken English."""
    assert rest not in last_reply(words)


@pytest.mark.parametrize("words", ["my mother is in hospital", "my goldfish died", "i'm homesick"])
def test_bad_news_of_somebody_is_met_gently(words: str):
    """Nothing funny, and no remark on the subject."""
    reply = last_reply(words)

    assert any(word in reply for word in ("sorry", "heavy", "listening", "hurry", "small"))
    assert "biscuits" not in reply


@pytest.mark.parametrize("words", ["why not", "why not?"])
def test_a_bare_why_not_is_about_what_was_asked(words: str):
    """It follows a question about the voice, and so does the answer."""
    assert last_reply("can you see me", words)
    assert last_reply("can you see me", words) != last_reply("my dog ran off", words)


def test_who_knocks_hears_who_is_there():
    """The old game has five lines, and the voice knows its own."""
    assert last_reply("knock knock", "lettuce") == "Lettuce who?"
