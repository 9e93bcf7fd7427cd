"""Lines as wide as the screen: nothing is lost, nothing too wide, no beginning of a line forged."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wrap import columns, width_of, wrap

words = st.text(
    alphabet=st.sampled_from("abcXYZ:,. Timmy\x1b漢字é\u0301\u200d😀\u00a0-"), max_size=400
)


def without_layout(text):
    return re.sub(r"[ \n]+", "", text)


@given(words, st.integers(20, 200), st.booleans())
def test_nothing_is_lost_and_nothing_is_too_wide(text, width, prose):
    """What somebody says arrives, letter for letter, on any screen."""
    wrapped = wrap(text, width, prose=prose)

    assert without_layout(wrapped) == without_layout(text)
    assert all(columns(line) <= width for line in wrapped.split("\n"))


@given(words, st.integers(20, 200))
def test_each_continued_line_is_indented(text, width):
    """At column one begins only what the speaker's line begins with."""
    said = f'bob says, "{text}"'
    first, *rest = wrap(said, width).split("\n")

    assert first.startswith("bob says,")
    assert all(line.startswith("  ") for line in rest)


@pytest.mark.parametrize("width", range(20, 120))
def test_prose_never_makes_a_line_that_looks_like_speech(width):
    """A description may be a player's; it must not speak for Timmy at any width."""
    text = "She wears a long coat and smiles. Timmy: go home now. " * 4
    lines = wrap(text, width, prose=True).split("\n")

    assert not any(line.startswith("Timmy:") for line in lines)


def test_prose_goes_on_where_it_began():
    """A description is a paragraph, not a list."""
    lines = wrap("A small round room of bare stone where ways meet.", 20, prose=True).split("\n")

    assert lines == ["A small round room", "of bare stone where", "ways meet."]


def test_a_table_of_help_goes_on_below_its_second_column():
    """Help is read by its columns."""
    wrapped = wrap("say <words>   speak to whoever is in the room", 36)

    assert wrapped == "say <words>   speak to whoever is in\n              the room"


def test_colours_take_no_room():
    """A coloured line that fits is left alone."""
    line = "\x1b[1m\x1b[32m" + "a" * 20 + "\x1b[0m"

    assert wrap(line, 20) == line


@pytest.mark.parametrize(
    ("flags", "width"),
    [({}, 78), ({"SCREENWIDTH": {0: 3}}, 20), ({"SCREENWIDTH": {0: 9999}}, 200)],
)
def test_a_width_that_cannot_be_is_not_believed(flags, width):
    """A client may say anything, and nothing."""
    assert width_of(flags) == width
