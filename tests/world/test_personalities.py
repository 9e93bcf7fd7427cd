"""Personalities are files; a host adds some, and a mistake in one is told in a sentence."""

import pytest

from world.personalities import PersonalityError, load_personalities

FILE = '# Ada\n+++\nmodel = "gpt"\ncolour = "#aabbcc"\n+++\nYou are Ada.\n'


def test_the_five_of_the_laboratory_are_as_its_document_has_them():
    """Who knows the original knows these voices again."""
    known = {
        one.id: (
            one.model,
            one.temperature,
            one.max_tokens,
            one.frequency_penalty,
            one.presence_penalty,
            one.colour,
        )
        for one in load_personalities().values()
    }

    assert known == {
        "sydney": ("gpt", 0.85, 650, 0.6, 0.4, "#ff55aa"),
        "rational": ("gpt", 0.2, 550, 0.1, 0.0, "#55aaff"),
        "creative": ("gpt", 1.1, 450, 0.8, 0.7, "#55ff55"),
        "skeptical": ("gpt-mini", 0.75, 400, 0.5, 0.3, "#ffaa55"),
        "legacy": ("gpt2", 1.3, 120, 0.4, 0.2, "#aaaaaa"),
    }
    assert list(known) == ["sydney", "rational", "creative", "skeptical", "legacy"]


def test_a_file_that_is_dropped_in_is_one_more_who_can_talk(tmp_path):
    """No code is needed for another voice; one of the same id takes the place of ours."""
    (tmp_path / "ada.md").write_text(FILE)
    (tmp_path / "sydney.md").write_text(FILE.replace("Ada", "Sidney"))

    found = load_personalities(tmp_path)

    assert found["ada"].prompt == "You are Ada."
    assert found["ada"].max_tokens == 500
    assert found["sydney"].name == "Sidney"
    assert len(found) == 6


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("ada.md", "You are Ada."),
        ("ada.md", "# Ada\nYou are Ada."),
        ("ada.md", FILE.replace("# Ada", "Ada")),
        ("ada.md", FILE.replace('"gpt"', "gpt")),
        ("ada.md", FILE.replace('model = "gpt"', "")),
        ("ada.md", FILE.replace("#aabbcc", "red")),
        ("ada.md", FILE.replace("You are Ada.", "")),
        ("ada.md", FILE.replace("colour", "temperature = 3\ncolour")),
        ("ada.md", FILE.replace("colour", "temperature = nan\ncolour")),
        ("ada.md", FILE.replace("colour", 'id = "x"\ncolour')),
        ("ada.md", FILE.replace("# Ada", "# A\u202eda")),
        ("Ada Lovelace.md", FILE),
    ],
)
def test_a_file_that_does_not_tell_of_one_is_named_with_what_is_wrong(tmp_path, name, text):
    """The host has written it, and mends it."""
    (tmp_path / name).write_text(text)

    with pytest.raises(PersonalityError, match=name) as told:
        load_personalities(tmp_path)

    assert str(told.value).endswith(".")
    assert "\n" not in str(told.value)


def test_no_two_are_called_the_same(tmp_path):
    """In a talk of both nobody could tell who speaks, the talk itself included."""
    (tmp_path / "other.md").write_text(FILE.replace("Ada", "SYDNEY"))

    with pytest.raises(PersonalityError, match=r"^sydney and other are both called SYDNEY\.$"):
        load_personalities(tmp_path)


def test_a_folder_that_is_not_there_is_no_empty_one(tmp_path):
    """A host would look for a mistake in files that nobody reads."""
    with pytest.raises(PersonalityError, match="is no folder"):
        load_personalities(tmp_path / "elsewhere")
