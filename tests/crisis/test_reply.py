"""The block: complete, in order, the same for everybody; and what stands around it."""

import re

import pytest

from crisis import PROMPT, Level, block, helpline
from crisis.countries import TABLE
from crisis.texts import reply as texts

LANGUAGES = ["en", "es"]
LEVELS = [Level.CLEAR, Level.IMMINENT]
ELEMENTS = {
    "en": [
        "Are you safe right now?",
        "988 Suicide & Crisis Lifeline",
        "call or text 988",
        "Crisis Text Line",
        "text HOME to 741741",
        "5 things you see",
        "4 you can touch",
        "3 you hear",
        "2 you smell",
        "1 you taste",
    ],
    "es": [
        "¿Estás a salvo ahora mismo?",
        "988 Suicide & Crisis Lifeline",
        "llama al 988 y oprime 2",
        "AYUDA",
        "Crisis Text Line",
        "741741",
        "5 cosas que ves",
        "4 que puedes tocar",
        "3 que oyes",
        "2 que hueles",
        "1 sabor",
    ],
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("country", [None, "canada", "Narnia"])
def test_the_block_holds_the_four_elements_in_their_order(
    language: str, level: Level, country: str | None
):
    """This is the one text that has to be right."""
    text = block(language, level, country)
    places = [text.find(element) for element in ELEMENTS[language]]
    assert -1 not in places
    assert places == sorted(places)
    assert text.splitlines()[0] == ELEMENTS[language][0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_imminent_puts_the_emergency_line_right_after_the_question(language: str):
    """When an act is under way, an ambulance comes before everything else."""
    assert "911" in block(language, Level.IMMINENT).splitlines()[1]
    assert block(language).splitlines()[1] == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_block_names_the_emergency_number_once(language: str):
    """What is clear may be immediate, too; below the lines it hurries nobody."""
    clear, imminent = block(language), block(language, Level.IMMINENT)
    assert clear.count("911") == imminent.count("911") == 1
    assert imminent.index("911") < imminent.index("988") < clear.index("911")


def test_the_line_of_the_persons_country_stands_at_the_end():
    """The promised order stays as it is for everybody."""
    assert block("en", Level.CLEAR, "Japan").splitlines()[-1] == helpline("japan")
    assert block("en", Level.CLEAR, "us") == block("en")


def test_an_unknown_language_gets_the_english_block():
    """A wrong code must not cost the answer."""
    assert block("xx") == block("en")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("about", sorted(texts.ABOUT))
def test_what_the_block_is_about_stands_below_the_whole_of_it(language: str, about: str):
    """The promise is the same for whoever fears for somebody else, or fears somebody else."""
    whole = block(language, Level.CLEAR, "uk")
    assert block(language, Level.CLEAR, "uk", about=about).startswith(f"{whole}\n\n")


def test_the_line_for_violence_at_home_is_the_one_of_the_table():
    """A number stands in one place, with its source and the day it was checked."""
    (home,) = [one for one in TABLE[0].specials if one.whom == "home"]
    for language in LANGUAGES:
        shown = block(language, about="home")
        assert all(number in shown for number in re.findall(r"\d[\d-]{3,}", home.lines))


def test_the_prompt_carries_the_protocol():
    """The model is told what the house promises, though code delivers it."""
    for element in ["Are you safe right now?", "988", "741741", "5 things", "1 they taste", "AI"]:
        assert element in PROMPT
