"""Text of people and models is inert wherever it is shown."""

import pytest
from evennia.utils.ansi import parse_ansi
from evennia.utils.text2html import parse_html
from hypothesis import given
from hypothesis import strategies as st

from show import safe, spoken

_PIECES = [
    "|",
    "||",
    "l",
    "c",
    "lc",
    "lt",
    "le",
    "lu",
    "{",
    "}",
    "$pad(a,9)",
    "\\",
    '"',
    "<b>",
    "\n",
]
_NASTY = st.lists(st.one_of(st.sampled_from(_PIECES), st.text(max_size=3))).map("".join)


@pytest.mark.filterwarnings("ignore:'count' is passed as positional:DeprecationWarning")
@given(_NASTY)
def test_no_text_becomes_a_link_a_colour_or_a_new_line(text):
    """Evennia's own parsers are the judges, of telnet and of the web client."""
    shown = parse_ansi(safe(text), mxp=True)
    assert "\x1b" not in shown
    assert "\n" not in shown
    html = parse_html(safe(text))
    assert "<a" not in html
    assert "<span" not in html


def test_what_can_be_shown_arrives_as_it_was_written():
    """Making text inert must not make it wrong."""
    text = 'A {brace} {{two}} $100 \\ "quoted" 100% <b> é 👩‍👩‍👧'
    assert parse_ansi(safe(text)) == text


def test_each_line_of_a_reply_bears_its_speaker():
    """A model that writes a line like a player's says it as Timmy all the same."""
    assert spoken("Timmy", 'Hello.\n\nAlice says, "hi"') == 'Timmy: Hello.\nTimmy: Alice says, "hi"'
