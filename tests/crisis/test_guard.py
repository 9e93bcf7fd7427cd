"""What a model may say: warm words pass, what harms is dropped, here and in a crisis."""

import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crisis import CrisisState, detect, fit_anywhere, guard, unsaid
from crisis.guard import UNFIT, UNFIT_ANYWHERE, fit
from crisis.resources import BLOCK_NUMBERS, TABLE
from crisis.texts.reply import NUMBERS, STAYING
from crisis.unfit.reading import plain, sentences
from crisis.unfit.row import Rows, Unfit
from crisis.unfit.spared import SPARED
from tests.crisis.cues import needed

NOW = 1_800_000_000.0
_PRINTABLE = st.characters(min_codepoint=32, max_codepoint=126)
_KNOWN = {
    re.sub(r"\D", "", part)
    for row in TABLE
    for lines in (row.lines, row.lines_es, row.emergency, *(one.lines for one in row.specials))
    for part in re.split(r"[;,(]|or text|\bor\b|to|then| al | y ", lines)
} | {*BLOCK_NUMBERS, "54321"}
_ROWS = [
    pytest.param(rows, row, id=f"{where} {row.code}")
    for where, rows in (("crisis", UNFIT), ("anywhere", UNFIT_ANYWHERE))
    for row in rows.rows
]


def _replies(name: str) -> list[str]:
    """Return the replies of a file; escapes in them stand for what could not be read in it."""
    lines = (Path(__file__).parent / "replies" / f"{name}.txt").read_text(encoding="utf-8")
    return [
        line.encode("latin-1", "backslashreplace").decode("unicode_escape")
        for line in lines.splitlines()
        if line and not line.startswith("# ")
    ]


def _in_crisis(line: str = "i want to die") -> CrisisState:
    state = CrisisState()
    state.observe(detect(line), NOW)
    return state


# --- What passes, and what does not -------------------------------------------------------------


@pytest.mark.parametrize("name", ["fit", "fit_held_out"])
def test_what_people_in_distress_are_told_by_a_good_model_passes(name: str):
    """Words of ours instead of a warm reply are a loss; no more than two of a hundred may be."""
    dropped = [reply for reply in _replies(name) if not fit(reply)]
    assert len(dropped) <= 0.02 * len(_replies(name)), dropped


@pytest.mark.parametrize("name", ["unfit", "unfit_held_out", "unfit_always"])
def test_what_harms_somebody_in_distress_is_dropped(name: str):
    """Alone, and with warm words around it; no more than one of a hundred may pass."""
    harm = _replies(name)
    passed = [reply for reply in harm if fit(reply) or fit(f"I'm here. {reply}\nTell me more.")]
    assert len(passed) <= 0.01 * len(harm), passed


def test_what_harms_anybody_is_shown_nowhere():
    """Nobody may be told to kill themselves because no alarm had gone off before."""
    harm = _replies("unfit_always")
    passed = [reply for reply in harm if fit_anywhere(f"Well, hello. {reply}")]
    assert len(passed) <= 0.01 * len(harm), passed


@pytest.mark.parametrize("name", ["play", "fit", "fit_held_out"])
def test_talk_and_play_pass_where_nobody_is_in_danger(name: str):
    """A goblin must be told that it dies, and a chest may hold pills."""
    assert [reply for reply in _replies(name) if not fit_anywhere(reply)] == []


def test_what_harms_in_a_roundabout_way_is_dropped_in_part():
    """Rows know what they have been told of: these lines were told to nobody, and most pass.

    They keep that known; a row that is made for one of them belongs beside another line.
    """
    harm = _replies("unfit_indirect")
    assert sum(map(fit, harm)) <= 0.8 * len(harm)


def test_nothing_is_counted_on_both_sides():
    """A reply that is held out measures nothing when the rows were made for it."""
    every = [
        reply
        for name in ("fit", "fit_held_out", "unfit", "unfit_held_out", "unfit_indirect", "play")
        for reply in map(str.lower, _replies(name))
    ]
    assert len(every) == len(set(every))


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


def test_outside_the_window_a_reply_comes_back_unchanged():
    """The guard has no say in ordinary play, unless it harms."""
    text = "The rope bridge costs 1200 gold, you don't say?"
    assert guard(text, CrisisState(), NOW) == text
    assert guard("You should kill yourself.", CrisisState(), NOW) == ""


@pytest.mark.parametrize("text", [*NUMBERS.values(), *STAYING.values()])
def test_words_of_ours_pass(text: str):
    """The guard would be at odds with itself."""
    assert fit(text)
    assert fit_anywhere(text)


@pytest.mark.parametrize(
    ("harm", "told"),
    [("You should kill yourself.", "988, call"), ("Mátate, nadie te quiere.", "oprime 2")],
)
def test_in_the_place_of_harm_stands_where_help_is(harm: str, told: str):
    """In the language that was spoken; and it is fit itself."""
    assert told in unsaid(harm)
    assert "AI" in unsaid(harm) or "IA" in unsaid(harm)
    assert fit(unsaid(harm))


def test_what_cannot_be_read_here_is_not_shown_in_a_crisis():
    """Nobody could say what is in it."""
    assert not fit("Ты не один, я рядом.")
    assert not fit("Ich bin bei dir und gehe nicht weg, egal was heute noch passiert, versprochen.")
    assert not fit("y o u  m a t t e r")


# --- The rows -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("rows", "row"), _ROWS)
def test_a_row_meets_its_sentence_and_not_the_near_one(rows: Rows, row: Unfit):
    """A row without proof is a guess."""

    def meets(text: str) -> bool:
        return any(
            way.regex.search(SPARED.sub(",", sentence))
            for way in row.ways
            for sentence in sentences(plain(text))
        )

    shown = fit if rows is UNFIT else fit_anywhere
    assert meets(row.yes)
    assert not shown(f"I'm here. {row.yes}")
    assert not meets(row.no)
    assert shown(f"I'm here. {row.no}")


@pytest.mark.parametrize(("rows", "row"), _ROWS)
def test_no_cue_is_missing(rows: Rows, row: Unfit):
    """A sentence without a cue is not looked at: one cue forgotten would let harm pass."""
    for way in row.ways:
        if way.cues == {"?"}:
            assert r"\?" in way.regex.pattern
        else:
            assert needed(way.regex) <= way.cues, way.regex.pattern


@pytest.mark.parametrize(("rows", "row"), _ROWS)
@settings(max_examples=8)
@given(st.data())
def test_what_a_row_meets_is_found_by_its_cues(rows: Rows, row: Unfit, data: st.DataObject):
    """By chance, beside the reckoning above."""
    way = data.draw(st.sampled_from(row.ways))
    harm = data.draw(st.from_regex(way.regex, fullmatch=True, alphabet=_PRINTABLE)).lower()
    said = [sentence for sentence in sentences(harm) if way.regex.search(sentence)]
    assert list(rows.met(said)) == said


@pytest.mark.parametrize(
    "word", ["not ", "n't ", "i keep this ", "one ", "a-", "you are ", "1 - ", "do you want ", "<a"]
)
@pytest.mark.parametrize("judged", [fit, fit_anywhere])
def test_a_reply_is_read_in_time_that_grows_with_its_length_alone(word: str, judged):
    """A model can be talked into saying anything, at any length."""

    def seconds(reply: str) -> float:
        begun = time.thread_time()  # the processor's, so that other work does not count
        judged(reply)
        return time.thread_time() - begun

    short, long = (min(seconds(word * times) for _ in range(5)) for times in (100, 100 * 8))
    assert long < max(short, 1e-4) * 8 * 8


# --- Numbers and addresses ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "5-4-3-2-1",
        "24/7",
        "4-7-8",
        "one, two, three, four",
        "In: 1, 2, 3. Out: 4, 5, 6.",
        "1 to 10",
    ],
)
def test_what_is_counted_is_no_number_to_call(text: str):
    """Most who calm somebody count with them."""
    assert fit(f"Let's breathe together: {text}.")


@pytest.mark.parametrize("text", ["", "  ", "x" * 5000])
def test_nothing_and_too_much_are_dropped(text: str):
    """Neither is a reply."""
    assert guard(text, _in_crisis(), NOW) == ""


@given(st.text(max_size=60), st.from_regex(r"[0-9]{3,12}", fullmatch=True), st.text(max_size=60))
def test_no_number_outside_the_table_comes_through(before: str, number: str, after: str):
    """Whatever stands around it."""
    answer = guard(f"{before} {number} {after}", _in_crisis(), NOW)
    bare = answer.replace("988", "").replace("741741", "")
    rhythms = {"247", "100", "110", "426", "444", "446", "478", "555"}
    assert number in _KNOWN | rhythms or number not in bare or _steps(number)


def _steps(number: str) -> bool:
    """Whether this is a short count up or down."""
    return len(number) < 4 and (number in "0123456789" or number in "9876543210")


@given(st.integers(0, 2), st.integers(1, 9))
def test_one_digit_less_or_more_makes_another_number(place: int, more: int):
    """988 with a slip of the pen belongs to nobody, or to somebody else."""
    digits = [9, 8, 8]
    digits[place] = (digits[place] + more) % 10
    number = "".join(map(str, digits))
    if number not in _KNOWN | {"987", "789"}:
        assert not fit(f"Call {number} now.")


@given(st.text(st.characters(codec=None, exclude_categories=()), max_size=300))
def test_any_reply_can_be_guarded(text: str):
    """A model may send anything."""
    answer = guard(text, _in_crisis(), NOW)
    assert answer == "" or "988" in answer
    assert guard(text, CrisisState(), NOW) in {"", text}
