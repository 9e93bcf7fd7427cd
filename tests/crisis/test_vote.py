"""What the learned vote promises: the table says what was learned, for any text, in no time."""

import statistics
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisis import Level, detect
from crisis.detector import ruled, voted
from crisis.rows.known import normalise
from crisis.rows.table import Line
from crisis.vote import parts, vote
from crisis.weighing import Weighing
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
    assert not detect(word)
    assert vote([word]) < 2


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
        begun = time.thread_time()  # a busy machine takes none of it
        vote(words)
        took.append(time.thread_time() - begun)
    assert statistics.median(took) < 0.001


@given(st.text(st.characters(min_codepoint=0x2E80, max_codepoint=0xD7A3), max_size=8))
def test_scripts_that_write_words_by_few_signs_have_shorter_parts(word: str):
    """A whole sentence stands there as one word, and a word as one or two signs."""
    assert set(word) <= set(parts(word))
    assert parts(word) == parts_of_evidence(word)


@pytest.mark.parametrize(
    ("vote_is", "level"), [(3.0, Level.CLEAR), (0.2, Level.SOFT), (-3.0, Level.NONE)]
)
def test_a_vote_alone_can_find_a_sign(vote_is: float, level: Level):
    """Most of what people say in danger is in no rule; who is in doubt says a gentle word."""
    assert _voted("the lantern is by the old well", vote_is) is level


@pytest.mark.parametrize(("vote_is", "level"), [(0.0, Level.CLEAR), (-3.0, Level.SOFT)])
def test_a_vote_can_doubt_a_rule(vote_is: float, level: Level):
    """Rules are at times wrong in ways that a reader of the whole line sees."""
    assert _voted("i want to hurt myself", vote_is) is level


def test_a_vote_cannot_doubt_what_is_firm():
    """What is as plain as this needs no second opinion."""
    assert _voted("i took 40 tylenol an hour ago", -9.0) >= Level.CLEAR


def test_a_denial_stays_one_unless_the_vote_is_far_above():
    """Whoever says that they are not is asked gently, not answered with the whole block."""
    assert _voted("i'm not suicidal", 2.0) is Level.SOFT


def test_pieces_of_a_line_need_a_higher_vote():
    """Two words are an answer to something, or half of a line."""
    assert _voted("by myself", 1.0) is Level.NONE
    assert _voted("by myself", 3.0) is Level.CLEAR


def _voted(text: str, vote_is: float) -> Level:
    line = Line(normalise.words(text))
    weighing = Weighing(line, text)
    return voted(ruled(line, weighing, ()), weighing, vote_is).level
