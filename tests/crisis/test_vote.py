"""What the learned vote promises: the table says what was learned, for any text, in no time."""

import statistics
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisis.known import normalise
from crisis.vote import parts, vote
from paper.crisis_vote.evidence import Evidence
from paper.crisis_vote.evidence import parts as parts_of_evidence
from paper.crisis_vote.learn import Weights, table

_ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()), max_size=400)


@given(_ANY_TEXT, _ANY_TEXT)
def test_any_text_gets_a_vote(text: str, before: str):
    """Whatever is typed must not break the floor."""
    assert -100 < vote(normalise.words(text), [normalise(before)]) < 100


@pytest.mark.parametrize(
    ("worse", "harmless"),
    [
        ("nobody would miss me if i was gone for good", "nobody would miss the old lever"),
        ("my friend says she is going to kill herself", "my friend says she is going to paris"),
        ("ya no quiero seguir viviendo asi", "ya no quiero seguir jugando asi"),
    ],
)
def test_a_sign_weighs_more_than_its_harmless_neighbour(worse: str, harmless: str):
    """The vote is there to tell these apart."""
    assert vote(normalise.words(worse)) > vote(normalise.words(harmless)) + 2


@pytest.mark.parametrize("word", ["me", "myself", "yes", "no", "bye", "alone", "yo", "nadie"])
def test_a_short_answer_is_no_sign(word: str):
    """One word answers most questions."""
    assert vote([word]) < 1


@given(st.text(max_size=12))
def test_a_word_has_the_same_parts_where_it_is_learned_and_where_it_is_read(word: str):
    """Both are written out: what runs in the floor imports nothing from the paper."""
    assert parts(word) == parts_of_evidence(word)


def test_what_is_learned_can_be_written_as_a_table():
    """The table is what is shipped."""
    weights = Weights({"1 gone": 2.0, "g1 be gone": 1.0, "cc ME ME": 0.5}, -1.0)

    written = table(weights, Evidence())

    assert written["pairs"]["g1"] == {"be": {"gone": 1000}}
    assert written["words"]["gone"][0] == 2000


def test_a_vote_takes_no_time():
    """It is asked for every line that anybody says."""
    words = normalise.words("i went to the market and the smith sold me a rope for the old bridge")
    vote(words)
    took = []
    for _ in range(200):
        begun = time.perf_counter()
        vote(words)
        took.append(time.perf_counter() - begun)
    assert statistics.median(took) < 0.000_3
