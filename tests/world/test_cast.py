"""The data of the written voices: what is mistaken in it is found at once."""

import pytest
from pydantic import ValidationError

from world.cast import CAST, UnknownVoiceError, load_company, voices


def write(folder, **files):
    for name, text in files.items():
        (folder / f"{name.replace('_', '-')}.toml").write_text(text, encoding="utf-8")


def test_a_company_is_read_from_its_files_and_from_no_others(tmp_path):
    """Writers add a file, and it counts; another company's file does not."""
    write(
        tmp_path,
        duo_ann='name = "Ann"\n[says]\nhello = ["Hi."]\n',
        duo_ben='name = "Ben"\n',
        duo_ears='[[rows]]\nname = "hello"\nhear = ["hello"]\n',
        duos_cy='name = "Cy"\n',
        exchanges_duo='[[exchange]]\nlines = [["ann", "One."], ["ben", "Two."]]\n',
        exchanges_duo_more='[[exchange]]\nact = 2\nlines = [["ben", "Three."]]\n',
        exchanges_duos='[[exchange]]\nlines = [["cy", "No."]]\n',
    )

    company = load_company("duo", tmp_path)

    assert set(company.characters) == {"ann", "ben"}
    assert [row.say for row in company.characters["ann"].rows] == [("Hi.",)]
    assert company.characters["ben"].rows == ()
    assert [each.speakers for each in company.exchanges] == [{"ann", "ben"}, {"ben"}]
    assert voices(tmp_path) == ("duo-ann", "duo-ben", "duos-cy")


def test_what_is_mistaken_in_a_file_is_refused(tmp_path):
    """A misspelt word that is passed over in silence is a line nobody ever hears."""
    write(tmp_path, duo_ann='name = "Ann"\nlinse = {}\n')

    with pytest.raises(ValidationError, match="linse"):
        load_company("duo", tmp_path)
    with pytest.raises(UnknownVoiceError, match="trio"):
        load_company("trio", tmp_path)


@pytest.mark.parametrize("company", sorted({name.partition("-")[0] for name in voices()}))
def test_each_line_that_is_shipped_has_a_speaker_and_each_sequel_its_beginning(company):
    """An exchange nobody can say, or that waits for one which does not exist, is dead text."""
    read = load_company(company)
    names = {each.name for each in read.exchanges if each.name}

    assert read.exchanges or read.topics or company == "seat"  # whose voices answer, and no more
    for topic in read.topics:
        assert set(topic.opens) < set(topic.says) == set(read.characters)
    for each in read.exchanges:
        assert each.speakers <= set(read.characters)
        assert names.issuperset(each.after)
    assert list(CAST.glob("*.md")) == []
