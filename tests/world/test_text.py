"""What `neutral` promises, for any text at all."""

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from world.text import neutral, neutral_name, plain

#: Letters that do something instead of being read, among ordinary ones.
HOSTILE = "|{}[]<>\x00\x07\x1b\x7f\x9b\t\r\n\u200b\u200d\u202e\u2066\u2028\ufeff\ud800\U000e0041"
TEXT = st.text(st.one_of(st.sampled_from(HOSTILE), st.characters()))


@given(TEXT)
def test_no_control_character_survives(text: str):
    """A control character can move a cursor, ring a bell or hide what follows."""
    for clean in (plain(text), neutral(text), neutral_name(text)):
        assert not [c for c in clean if unicodedata.category(c) in ("Cc", "Cs")]
        assert not set(clean) & set("\u200b\u202e\u2066\u2028\u2029\ufeff\U000e0041")


@given(TEXT)
def test_with_lines_only_the_line_break_survives(text: str):
    """Descriptions may have paragraphs; they may have nothing else."""
    controls = {c for c in neutral(text, lines=True) if unicodedata.category(c) == "Cc"}
    assert controls <= {"\n"}


@given(TEXT)
def test_neutral_text_has_no_pipe(text: str):
    """Every markup of Evennia begins with a pipe."""
    assert "|" not in neutral(text)
    assert "|" not in neutral(text, lines=True)
    assert "|" not in neutral_name(text)


@given(TEXT)
def test_doing_it_twice_changes_nothing(text: str):
    """Text crosses several hands; a second cleaning must not eat more of it."""
    assert plain(plain(text)) == plain(text)
    assert neutral(neutral(text)) == neutral(text)
    assert neutral(neutral(text, lines=True), lines=True) == neutral(text, lines=True)
    assert neutral_name(neutral_name(text)) == neutral_name(text)


@given(TEXT)
def test_clean_text_can_always_be_sent(text: str):
    """A lone surrogate breaks the socket that has to encode it."""
    neutral(text).encode("utf-8")
    neutral_name(text).encode("utf-8")


@pytest.mark.parametrize(
    "text",
    [
        "Plain words.",
        "¿Qué tal? Ñandú",
        "日本語 العربية עברית",
        "50 % <b>&amp;</b> {x} $y \\n",
        "👩‍👩‍👧 family",
    ],
)
def test_ordinary_words_stay_as_they_are(text: str):
    """People write in many scripts, and joined emoji are one letter to them."""
    assert neutral(text) == text


def test_windows_and_old_mac_line_ends_become_line_breaks():
    """Else two lines become one word."""
    assert neutral("one\r\ntwo\rthree", lines=True) == "one\ntwo\nthree"
    assert neutral("one\r\ntwo\rthree") == "one two three"


def test_a_name_cannot_hide_in_invisible_letters_or_spaces():
    """`Ann` and `An<joiner>n ` must not be two people."""
    assert neutral_name(" An\u200dn\u200b \n ") == "Ann"


def test_whatever_is_taken_out_is_not_printable():
    """Printable text is let through without a look at each of its characters."""
    from world.text import _UNSAFE

    everything = map(chr, range(sys.maxunicode + 1))
    assert not [c for c in everything if c.isprintable() and (_UNSAFE.match(c) or c in "\r\n\t")]
