"""Help lines rot: each has a source and a date, and an old one fails here."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisis import helpline
from crisis.resources import TABLE, HelpLine, find


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.country)
def test_a_help_line_was_checked_within_twelve_months(row: HelpLine):
    """A number that has moved fails who dials it: read its page, then change the date."""
    assert datetime.now(UTC).date() - row.checked <= timedelta(days=365)
    assert row.source


def test_there_are_lines_for_many_countries_and_no_name_is_claimed_twice():
    """A person must find their own country, and only that."""
    names = [name.casefold() for row in TABLE for name in row.names]
    assert len(TABLE) >= 25
    assert len(names) == len(set(names))


@pytest.mark.parametrize("asked", ["UK", "united kingdom", " England ", "Reino Unido", "gb"])
def test_a_country_is_found_by_any_of_its_names(asked: str):
    """Nobody should have to guess our spelling."""
    assert "116 123" in helpline(asked)


@pytest.mark.parametrize("asked", ["España", "espana", "SPAIN"])
def test_accents_and_case_make_no_difference(asked: str):
    """Not every keyboard has them."""
    assert helpline(asked, "es") == "Spain: 024. Emergencia: 112."


@given(st.text(st.characters(codec=None, exclude_categories=())))
def test_an_unknown_country_gets_the_place_to_look(asked: str):
    """An empty answer would be the end of the search."""
    assert find(asked) or "findahelpline.com" in helpline(asked)
