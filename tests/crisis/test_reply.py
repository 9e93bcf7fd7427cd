"""The texts: complete, in order, readable on any terminal, and safe in their wording."""

import re

import pytest

from crisis import PROMPT, Level, block, help_text, helpline
from crisis import reply as texts

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
        "llama o escribe al 988",
        "Crisis Text Line",
        "741741",
        "5 cosas que ves",
        "4 que puedes tocar",
        "3 que oyes",
        "2 que hueles",
        "1 sabor",
    ],
}
#: Words that no text of ours may hold, whatever it says.
NEVER = re.compile(
    r"commit|attempt|pill|rope|gun\b|overdos|bridge|lethal|promise|secret|not that bad|"
    r"aren't you|you're not|don't you|pastilla|soga|pistola|puente|secreto",
    re.IGNORECASE,
)


def _all_texts() -> list[str]:
    kinds = ["direct", "thanks", "urgent", "again", "safe", "joking", "barrier", "later"]
    return [
        text
        for language in LANGUAGES
        for text in [
            *(block(language, level, "uk") for level in LEVELS),
            texts.soft(language),
            texts.escalation(language, "uk"),
            help_text(language),
            texts.NUMBERS[language],
            *(texts.follow_up(kind, language) for kind in kinds),
        ]
    ]


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


def test_the_line_of_the_persons_country_stands_at_the_end():
    """The promised order stays as it is for everybody."""
    assert block("en", Level.CLEAR, "Japan").splitlines()[-1] == helpline("japan")
    assert block("en", Level.CLEAR, "us") == block("en")


def test_an_unknown_language_gets_the_english_block():
    """A wrong code must not cost the answer."""
    assert block("xx") == block("en")


def test_every_line_with_a_number_fits_a_terminal_of_eighty_columns():
    """A broken line breaks a number; prose is wrapped to whatever screen there is."""
    lines = [line for text in _all_texts() for line in text.splitlines()]
    assert [line for line in lines if len(line) > 79 and any(map(str.isdigit, line))] == []


def test_no_text_names_a_method_promises_secrecy_or_asks_negatively():
    """Safe messaging holds for our own words first."""
    assert [text for text in _all_texts() if NEVER.search(text)] == []


def test_the_prompt_carries_the_protocol():
    """The model is told what the house promises, though code delivers it."""
    for element in ["Are you safe right now?", "988", "741741", "5 things", "1 they taste", "AI"]:
        assert element in PROMPT
