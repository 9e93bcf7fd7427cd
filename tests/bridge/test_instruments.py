"""The laboratory's instruments: measured without a model, line by line."""

import csv
import io
import json

import pytest

from bridge.lab.instruments import ENDS, KEPT, SPEAKERS, WINDOW, Instruments
from bridge.lab.lexicon import EMOTIONS
from paper.instruments import measure

ALPHABET = "abcdefghijklmnopqrstuvwxyz"
CALM = "I suppose that the premise may need another look, because the proof depends on it."
WILD = "Red doors! Bright cold windows humming, humming, and you, you, you at every wall!"


def talk(*lines: tuple[str, str], speakers: tuple[str, ...] = ("ada", "ben")) -> Instruments:
    """Return instruments that have heard `lines`."""
    instruments = Instruments(speakers)
    for speaker, text in lines:
        instruments.add(speaker, text)
    return instruments


def test_turns_are_balanced_when_all_had_as_many():
    """One who takes every turn is seen at a glance."""
    assert talk(("ada", "one"), ("ben", "two")).now()["turnBalance"] == 1
    alone = talk(("ada", "one"), ("ada", "two")).now()["turnBalance"]
    assert str(alone) == "0.0"  # a page would show the other zero as it is
    assert 0.8 < talk(*[("ada", "x")] * 3, ("ben", "y")).now()["turnBalance"] < 0.82


def test_who_puts_in_a_line_has_no_part_in_the_balance_but_is_measured():
    """A person who asks something does not make the personalities unequal."""
    now = talk(("ada", "one"), ("ben", "two"), *[("person", "three words here")] * 5).now()
    assert now["turnBalance"] == 1
    assert now["speakers"]["person"]["averageLength"] == 3
    assert now["all"]["lines"] == 7


def test_before_the_first_line_everything_is_there_and_nothing_is_claimed():
    """A page opens before anybody has spoken."""
    now = Instruments(["ada"]).whole()
    assert now["turnBalance"] is None
    assert now["latest"] is None
    assert now["history"] == []
    assert now["speakers"]["ada"]["personaDrift"] is None
    assert now["all"]["emotions"]["primaryEmotion"] == "neutral"
    assert now["accuracy"]["sentences"]


def test_diversity_is_the_average_over_stretches_so_that_long_talks_compare_with_short_ones():
    """A plain ratio of distinct words sinks with every line, whoever speaks."""
    few = " ".join("abcde"[n % 5] * 3 for n in range(WINDOW))
    once = talk(("ada", few)).now()["all"]["vocabularyDiversity"]
    often = talk(*[("ada", few)] * 20).now()["all"]["vocabularyDiversity"]
    assert once == often == 5 / WINDOW
    richer = talk(("ada", few), *[("ada", " ".join(ALPHABET))] * 20).now()["all"]
    assert 0.4 < richer["vocabularyDiversity"] < len(ALPHABET) / WINDOW
    assert talk(("ada", "every word here differs")).now()["all"]["vocabularyDiversity"] == 1


def test_questions_are_counted_among_sentences():
    """Two of three."""
    now = talk(("ada", "Is it so? I doubt it. And you?")).now()
    assert now["all"]["questionRate"] == 0.667


@pytest.mark.parametrize(
    ("line", "emotion", "sign"),
    [
        ("I am so happy that you came.", "joy", 1),
        ("She wept at the grave.", "sadness", -1),
        ("You lied, and I am furious.", "anger", -1),
        ("I am afraid of the dark.", "fear", -1),
        ("Suddenly, to my astonishment, it spoke.", "surprise", 0),
        ("The rotten food made me sick.", "disgust", -1),
        ("The second door has a number.", "neutral", 0),
        ("I am not happy.", "neutral", -1),
        ("I\u2019m not afraid.", "neutral", 1),
        ("They are fed up.", "anger", -1),
    ],
)
def test_a_line_is_read_by_its_words(line, emotion, sign):
    """What is denied is no feeling; a phrase is more than its words."""
    felt = talk(("ada", line)).now()["speakers"]["ada"]["emotions"]
    assert felt["primaryEmotion"] == emotion
    assert set(felt["emotions"]) == set(EMOTIONS)
    assert (felt["sentimentScore"] > 0) - (felt["sentimentScore"] < 0) == sign
    assert 0 <= felt["confidence"] <= 1


def test_a_voice_that_changes_drifts_further_than_chance():
    """A personality that has become another one is what this instrument is for."""
    same = talk(*[("ada", CALM)] * 2 * ENDS).now()["speakers"]["ada"]
    changed = talk(*[("ada", CALM)] * ENDS, *[("ada", WILD)] * ENDS).now()["speakers"]["ada"]
    assert same["personaDrift"] == same["driftByChance"] == 0
    assert changed["personaDrift"] > 0.5
    assert changed["driftByChance"] == 0


def test_the_history_has_one_row_for_each_line_and_ends():
    """The plots are drawn from it; a talk without end must not fill the memory."""
    instruments = talk(*[("ada", "How wonderful.")] * (KEPT + 5))
    rows = instruments.whole()["history"]
    assert [rows[0]["line"], rows[-1]["line"]] == [6, KEPT + 5]
    assert instruments.now()["latest"] == rows[-1]
    assert rows[-1]["primaryEmotion"] == "joy"
    json.dumps(rows)


def test_somebody_under_ever_new_names_is_no_load():
    """Names are given by whoever is at the page."""
    now = talk(*[(f"visitor-{n}", "hello") for n in range(5 * SPEAKERS)]).now()
    assert len(now["speakers"]) == SPEAKERS
    assert now["all"]["lines"] == 5 * SPEAKERS


def test_the_table_for_a_spreadsheet_has_the_same_rows_and_no_formula():
    """A name that begins with an equals sign is run by a spreadsheet."""
    instruments = talk(("ada", 'He said "no", twice.'), ("=cmd()", "hello"))
    first, second = csv.DictReader(io.StringIO(instruments.as_csv()))
    assert [first["speaker"], first["words"]] == ["ada", "4"]
    assert second["speaker"] == "'=cmd()"


@pytest.mark.parametrize(
    "text", ["", "?!", "\u202e\x00", "愛してる。本当？", "a" * 100_000, "x " * 50_000]
)
def test_any_text_is_measured(text):
    """Models and people write anything."""
    json.dumps(talk(("ada", text)).whole())


def test_what_is_said_of_the_instruments_is_what_was_measured():
    """The page shows how often they are right; nobody can polish it by hand."""
    lines = measure.read(measure.KEPT)
    assert len(lines) >= 200
    told = json.loads(measure.PAGE.read_text(encoding="utf-8"))
    assert told == measure.shown(lines)
    page = measure.table(lines, measure.read(measure.WRITTEN_WITH))
    assert measure.TABLE.read_text(encoding="utf-8") == page


def test_no_line_that_measures_was_among_those_the_words_were_chosen_with():
    """It would say how well the list remembers."""
    kept, known = (
        {row.split("\t")[-1] for row in path.read_text("utf-8").splitlines() if "\t" in row}
        for path in (measure.KEPT, measure.WRITTEN_WITH)
    )
    assert len(known) > 50
    assert not kept & known
