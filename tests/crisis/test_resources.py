"""Help lines rot: each has a source and a date, and an old one fails here."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisis import helpline
from crisis.countries import WHOM, Special
from crisis.resources import TABLE, HelpLine, find, line
from crisis.words.letters import plain_latin

YEAR = timedelta(days=365)
WIDE = 79
ROWS: list[HelpLine | Special] = [*TABLE, *(one for row in TABLE for one in row.specials)]
#: Words of one language that have no place in the other's text.
ENGLISH = {"or", "and", "call", "text", "from", "then", "press", "emergency", "hours", "option"}
SPANISH = {"o", "y", "llama", "escribe", "envía", "oprime", "emergencia", "opción", "texto"}
#: Names of people who answer, which stay as they are.
OWN_NAMES = {"HOME", "TELL", "START", "CONNECT"}


def stale(rows: Iterable[HelpLine | Special], today: date) -> list[str]:
    """Return the lines that nobody has checked for a year, or whose date is still to come."""
    return [row.lines for row in rows if not timedelta() <= today - row.checked <= YEAR]


def words(text: str) -> set[str]:
    """Return the words of `text` that are no code to be sent."""
    return {word.strip(".,;:()") for word in text.split()} - OWN_NAMES


def test_every_line_was_checked_within_twelve_months():
    """A number that has moved fails who dials it: read its page, then change the date."""
    today = datetime.now(UTC).date()
    assert stale(ROWS, max(today, date(2026, 11, 21))) == []  # a clock may be a day behind
    assert all(row.source for row in ROWS)


def test_a_line_that_nobody_has_checked_for_a_year_is_noticed():
    """Else the test above could never fail."""
    row = TABLE[0]
    fresh, old = (replace(row, checked=date(2026, 1, day)) for day in (2, 1))
    assert stale([fresh, old], date(2027, 1, 2)) == [old.lines]
    assert stale([fresh], date(2026, 1, 1)) == [fresh.lines]


def test_there_are_lines_for_many_countries_and_no_name_is_claimed_twice():
    """A person must find their own country, and only that."""
    names = {(plain_latin(name), row.country) for row in TABLE for name in row.names}
    assert len(TABLE) >= 25
    assert all(name for name, _ in names)
    assert len({name for name, _ in names}) == len(names)


@pytest.mark.parametrize(
    "asked",
    ["UK", "united kingdom", " England ", "Reino Unido", "gb", "Großbritannien", "Royaume-Uni"],
)
def test_a_country_is_found_by_any_of_its_names(asked: str):
    """Nobody should have to guess our spelling."""
    assert "116 123" in helpline(asked)


@pytest.mark.parametrize("asked", ["日本", "JAPÓN", "japon", "Nippon"])
def test_a_country_is_found_by_the_name_its_people_give_it(asked: str):
    """In the moment of need one writes as one thinks."""
    assert "0570-783-556" in helpline(asked)


@pytest.mark.parametrize("asked", ["España", "espana", "SPAIN"])
def test_accents_and_case_make_no_difference(asked: str):
    """Not every keyboard has them."""
    assert helpline(asked, "es") == "España: 024. Emergencia: 112."


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.country)
def test_each_language_stays_by_itself(row: HelpLine):
    """Half a sentence that one cannot read is half a sentence less of help."""
    assert helpline(row.country, "es").startswith(f"{row.spanish}: ")
    assert words(helpline(row.country, "es").lower()).isdisjoint(ENGLISH)
    assert words(helpline(row.country).lower()).isdisjoint(SPANISH)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.lines)
def test_both_languages_name_the_same_numbers(row: HelpLine | Special):
    """Where they do not, it is for who reads the language: 2 at 988, HOLA instead of HOME."""
    assert re.findall(r"\d[\d -]+\d", row.lines) == re.findall(r"\d[\d -]+\d", row.lines_es)


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.country)
def test_every_line_fits_a_narrow_screen(row: HelpLine, language: str):
    """A number that is wrapped in the middle is two numbers."""
    assert max(map(len, helpline(row.country, language).splitlines())) <= WIDE


def test_the_lines_for_some_people_stand_below_the_one_for_everybody():
    """Who needs them finds them; in the block they would stand in the way."""
    first, *more = helpline("us").splitlines()

    assert first == line("us") == f"United States: {TABLE[0].lines}. Emergency: 911."
    for number in ("838255", "1-866-488-7386", "678-678", "1-800-799-7233", "1-800-422-4453"):
        assert number in "\n".join(more)
    assert all(one.startswith("  ") for one in more)
    assert "Veteranos: 988 y oprime 1" in helpline("EE. UU.", "es")


def test_what_has_ended_is_not_sent_to_anybody():
    """The line for LGBTQ youth at 988 was closed in 2025, others were renumbered."""
    everything = "\n".join(helpline(row.country) for row in TABLE)
    assert "PRIDE" not in everything
    assert "press 3" not in everything
    assert "1393" not in everything
    assert all(one.whom in WHOM for row in TABLE for one in row.specials)


@given(st.text(st.characters(codec=None, exclude_categories=())))
def test_an_unknown_country_gets_the_place_to_look(asked: str):
    """An empty answer would be the end of the search."""
    for language in ("en", "es"):
        assert find(asked) or "findahelpline.com" in helpline(asked, language)
