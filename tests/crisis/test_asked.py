"""The block says `HELPLINE and your country`: whoever types that is given the numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisis import helpline, numbers_for
from crisis.resources import TABLE


@pytest.mark.parametrize(
    "line",
    [
        "HELPLINE Germany",
        "helpline germany",
        "  Helpline: Germany!",
        '"HELPLINE" Deutschland',
        "HELPLINE and Germany",
        "help line for Germany",
        "HELPLINE de",
    ],
)
def test_whoever_asks_as_the_block_says_it_is_given_the_numbers(line: str):
    """Somebody in that state does not try a second spelling."""
    assert numbers_for(line) == helpline("Germany")


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.country)
def test_every_name_of_a_country_will_do(row):
    """Two words, accents and codes too."""
    for name in row.names:
        assert numbers_for(f"HELPLINE {name}") == helpline(row.country)


@pytest.mark.parametrize(
    "line", ["LÍNEA México", "linea mexico", "AYUDA México", "Línea de ayuda en México"]
)
def test_spanish_words_are_answered_in_spanish(line: str):
    """Who reads the Spanish block answers in Spanish."""
    assert numbers_for(line) == helpline("Mexico", "es")


def test_the_language_of_the_dialogue_is_kept():
    """The Spanish block says HELPLINE too."""
    assert numbers_for("HELPLINE España", "es") == helpline("Spain", "es")


def test_without_a_country_it_is_the_lines_of_the_block():
    """As the command of the MUD has it."""
    assert numbers_for("HELPLINE") == helpline("US")


@pytest.mark.parametrize("line", ["HELPLINE Trinidad and Tobago", "LÍNEA Bolivia"])
def test_a_country_that_we_do_not_know_gets_the_place_to_look(line: str):
    """Silence would be the end of the search."""
    assert "findahelpline.com" in numbers_for(line)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "hello",
        "ayuda por favor",
        "Ayuda, no",
        "línea",
        "linea no",
        "my helpline is Germany",
        "helplines in my novel are answered by tired ghosts",
        "helpline i want to die tonight",
        "HELPLINE " + "a" * 200,
    ],
)
def test_other_lines_are_left_alone(line: str):
    """A story about help lines is a story, and a sign of crisis gets more than a number."""
    assert numbers_for(line) == ""


@given(st.text(st.characters(codec=None, exclude_categories=())))
def test_nothing_that_anybody_types_breaks_it(rest: str):
    """It stands before all else."""
    assert isinstance(numbers_for(f"HELPLINE {rest}"), str)


@pytest.mark.parametrize("line", ["AYUDA", "ayuda", "¡Ayuda!"])
def test_a_bare_cry_for_help_in_spanish_is_answered_as_the_word_of_the_block(line: str):
    """The Spanish block says AYUDA where the English one says HELPLINE."""
    assert numbers_for(line) == helpline("US", "es")


@pytest.mark.parametrize(
    ("line", "country", "language"),
    [
        ("I'm in Germany", "Germany", "en"),
        ("germany", "Germany", "en"),
        ("i live in spain", "Spain", "en"),
        ("im from the uk", "uk", "en"),
        ("i'm in the US", "us", "en"),
        ("no, i'm in France", "France", "en"),
        ("estoy en españa", "Spain", "es"),
        ("soy de Perú", "Peru", "es"),
        ("vivo en México", "Mexico", "es"),
        ("qué número es en chile", "Chile", "es"),
    ],
)
def test_a_country_that_is_named_will_do_where_the_block_was_shown(
    line: str, country: str, language: str
):
    """Whoever was asked for their country just names it."""
    assert numbers_for(line, named=True) == helpline(country, language)


@pytest.mark.parametrize("line", ["España", "españa"])
def test_the_bare_name_of_a_country_keeps_the_language_of_the_dialogue(line: str):
    """A name is no sentence by which a language is known."""
    assert numbers_for(line, "es", named=True) == helpline("Spain", "es")


@pytest.mark.parametrize(
    "line", ["Germany", "I'm in Germany", "soy de Perú", "i live in spain and like it"]
)
def test_elsewhere_a_country_is_just_a_word(line: str):
    """Who tells where they live asks for nothing."""
    assert numbers_for(line) == ""


@pytest.mark.parametrize(
    "line", ["no", "us", "es", "in", "de", "im in", "im in danger", "from hell", "yes", "me"]
)
def test_a_short_word_is_no_country(line: str):
    """`no` is Norway by its code, and the answer to the question that stands."""
    assert numbers_for(line, named=True) == ""


@pytest.mark.parametrize(
    "line", ["I'm in France, which number?", "im in france what number do i call"]
)
def test_a_country_with_the_question_behind_it_asks_as_well(line: str):
    """People say where they are before they say what they need."""
    assert numbers_for(line) == helpline("France")
