"""What a model adds beside a crisis answer: warm words pass, everything else is dropped."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisis import CrisisState, detect, guard
from crisis.guard import NEGATIVE_QUESTION, UNFIT, Unfit, fit
from crisis.reply import NUMBERS
from crisis.resources import BLOCK_NUMBERS, TABLE

NOW = 1_800_000_000.0
_PRINTABLE = st.characters(min_codepoint=32, max_codepoint=126)


def _in_crisis(line: str = "i want to die") -> CrisisState:
    state = CrisisState()
    state.observe(detect(line), NOW)
    return state


def test_warm_words_pass_and_get_the_line_of_numbers():
    """The numbers stay visible whatever the model says."""
    warm = "I'm here with you. That sounds so heavy. Who is near you tonight?"
    assert guard(warm, _in_crisis(), NOW) == f"{warm}\n{NUMBERS['en']}"
    assert guard(warm, _in_crisis("quiero morir"), NOW).endswith(NUMBERS["es"])
    assert guard(warm, _in_crisis(), NOW, numbers_shown=True) == warm


def test_a_reply_that_holds_the_numbers_is_left_as_it_is():
    """The same line twice reads like a machine."""
    text = "I'm with you. Call or text 988, or text HOME to 741741, whenever you like."
    assert guard(text, _in_crisis(), NOW) == text


def test_the_grounding_exercise_passes():
    """Its five numbers are not a telephone number."""
    assert fit("Let's do 5-4-3-2-1 together: name 5 things you see, then 4 you can touch.")


def test_outside_the_window_a_reply_comes_back_unchanged():
    """The guard has no say in ordinary play."""
    text = "The rope bridge costs 1200 gold, you don't say?"
    assert guard(text, CrisisState(), NOW) == text


@pytest.mark.parametrize("row", [*UNFIT, NEGATIVE_QUESTION], ids=lambda row: row.code)
def test_what_no_reply_may_say_is_dropped(row: Unfit):
    """Better our own words alone than one sentence that harms."""
    assert row.regex.search(row.yes.lower())
    assert not row.regex.search(row.no.lower())
    assert guard(f"I'm here. {row.yes}", _in_crisis(), NOW) == ""
    assert guard(f"I'm here. {row.no}", _in_crisis(), NOW) != ""


@pytest.mark.parametrize("row", UNFIT, ids=lambda row: row.code)
@given(st.data())
def test_no_cue_is_missing(row: Unfit, data: st.DataObject):
    """A sentence without a cue is not looked at: one cue forgotten would let harm pass."""
    harm = data.draw(st.from_regex(row.regex, fullmatch=True, alphabet=_PRINTABLE)).lower()
    assert not fit(harm)
    assert not fit(f"I'm here with you. {harm}! Breathe slowly.")


@pytest.mark.parametrize("word", ["not ", "n't ", "i keep this ", "one ", "a-", "you are ", "1 - "])
def test_a_reply_is_read_in_time_that_grows_with_its_length_alone(word: str):
    """A model can be talked into saying anything, at any length."""
    short, long = (min(_seconds(word * times) for _ in range(5)) for times in (250, 250 * 32))
    assert long < short * 32 * 8


def _seconds(reply: str) -> float:
    """Return the processor's seconds, so that other work on the machine does not count."""
    begun = time.thread_time()
    fit(reply)
    return time.thread_time() - begun


@pytest.mark.parametrize(
    "text",
    [
        "Call 1-800-273-8255.",
        "Call 0 8 0 0 1 2 3 4 5.",
        "Ring ٨٠٠٥٥٥١٢٣٤.",
        "Try ８００５５５１２３４.",
        "Dial eight zero zero, five five five.",
        "Text 741-742.",
        "988 1234567",
        "Call 31\u200b1 now.",
        "See www.example.org for help.",
        "Look at https://help-me.example/now",
        "visit crisis-help.com",
        "",
        "  ",
        "x" * 5000,
    ],
)
def test_foreign_numbers_and_addresses_are_dropped(text: str):
    """Models make up help lines that belong to somebody else, or to nobody."""
    assert guard(text, _in_crisis(), NOW) == ""


@given(st.text(max_size=60), st.from_regex(r"[0-9]{3,12}", fullmatch=True), st.text(max_size=60))
def test_no_number_outside_the_table_comes_through(before: str, number: str, after: str):
    """Whatever stands around it."""
    known = (
        {
            re.sub(r"\D", "", part)
            for row in TABLE
            for part in re.split(r"[;,(]|or text|\bor\b|to", row.lines)
        }
        | {row.emergency for row in TABLE}
        | BLOCK_NUMBERS
    )
    answer = guard(f"{before} {number} {after}", _in_crisis(), NOW)
    assert number in known | {"54321"} or number not in answer.replace("988", "").replace(
        "741741", ""
    )


@given(st.text(st.characters(codec=None, exclude_categories=()), max_size=300))
def test_any_reply_can_be_guarded(text: str):
    """A model may send anything."""
    answer = guard(text, _in_crisis(), NOW)
    assert answer == "" or "988" in answer
