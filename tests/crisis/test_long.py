"""What is said plainly is heard in a message of any length, whatever else is in it."""

import json
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisis import Level, detect
from crisis.rows.known import normalise
from crisis.rows.table import Line
from crisis.weighing import Weighing

SAID = (
    "I want to die.",
    "I want to kill myself.",
    "I don't want to live anymore.",
    "I wish I were dead.",
    "I am going to kill myself tonight.",
    "Everyone would be better off without me.",
    "I just want to end my life.",
    "I've been hurting myself.",
    "I hope I don't wake up tomorrow.",
    "I have no reason to live.",
    "I took all my pills.",
    "Quiero morir.",
    "Me voy a matar esta noche.",
    "Ya no quiero seguir viviendo.",
    "Pienso en suicidarme todos los días.",
    "No tengo razones para vivir.",
    "Todos estarían mejor sin mí.",
)
#: Among them are frames: a story, the past, a laugh, a game. They are said of something else.
HARMLESS = (
    "The weather was mild for the season.",
    "My sister called while I was making lunch.",
    "She is planning a trip to Portugal in May.",
    "My uncle used to repair radios when he was young.",
    "We watched a film about a chef who opens a bakery.",
    "Years ago we had a cat named Biscuit.",
    "We laughed a lot about it afterwards, haha.",
    "My friend told me a story about her first job.",
    "I died to the spider three times in the crypt lol.",
    "Does anyone know where the silver key is?",
    "The healing potion is on the left shelf.",
    "Work was slow.",
    "El perro durmió junto a la puerta toda la tarde.",
    "Mi tío arreglaba radios cuando era joven.",
    "Vimos una película sobre un cocinero.",
)
_LINES = Path(__file__).parent / "lines" / "prose.jsonl"
_PROSE = [json.loads(line)["text"] for line in _LINES.read_text(encoding="utf-8").splitlines()]
LETTERS = 4000  # of a message, at most

some = st.lists(st.sampled_from(HARMLESS), max_size=40)


@given(some, st.sampled_from(SAID), some)
def test_what_is_said_plainly_is_clear_whatever_is_said_before_and_after(
    before: list[str], said: str, after: list[str]
):
    """Who dares to say it at last says it at the end of a long message, or in its midst."""
    assert detect(" ".join([*before, said, *after])[:LETTERS]) or len(" ".join(before)) > LETTERS


@given(some)
def test_what_is_harmless_stays_so_however_much_of_it_there_is(said: list[str]):
    """A long letter about nothing must not end in a list of hotlines."""
    assert not detect(" ".join(said))


@pytest.mark.parametrize("said", SAID)
def test_a_stop_at_the_end_says_nothing(said: str):
    """Who writes with care must not be heard less."""
    assert detect(said)
    assert detect(said.removesuffix("."))


def test_it_is_heard_among_the_lines_of_others():
    """Most of what surrounds it was not written for this test."""
    chance = random.Random(4)  # noqa: S311 - not a secret, and the same every time
    missed = []
    for said in SAID * 3:
        around = chance.sample(_PROSE, 20)
        around.insert(chance.randrange(21), said)
        if not detect("\n".join(around)[:LETTERS]):
            missed.append(said)
    assert missed == []


@pytest.mark.parametrize(
    "text",
    [
        "I want to die. Lol.",
        'Chapter two of my story is done now. Mara stood up. "I want to die," she said to the cat.',
    ],
)
def test_a_frame_beside_it_still_counts(text: str):
    """One short sentence is often said of the one beside it, and a quote belongs to its story."""
    assert detect(text).level < Level.CLEAR


def test_that_it_is_no_game_is_heard_from_the_next_sentence():
    """Those who were not taken seriously say so afterwards."""
    assert detect("I want to die in this game. And honestly I mean me, not my character.")


def test_each_sentence_in_which_something_is_clear_is_read_by_itself():
    """The vote on all that was said says little about one sentence of it."""
    text = "The rain has stopped. I want to die. The bus was late. I want to die."
    weighing = Weighing(Line(normalise.words(text)), text)
    weighing.weighed()

    assert weighing.told() == [["i", "wanna", "die", "."]]
