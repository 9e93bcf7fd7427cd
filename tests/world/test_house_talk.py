"""The written voices of those who live in the house: what they say is fit, and never the same."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

import pytest

import crisis
from world.cast import Character, Company, load_company
from world.rooms import load_rooms

KEYS = frozenset({"marcus", "ines", "odile", "teodor", "pim", "yun"})
#: Words of a sentence from which on it is not to be said twice.
_SHORT = 3
_GAP = re.compile(r"\{\w+\}")
_DEED = re.compile(r"\s*\[do: [^\]]+\]\Z")
_SENTENCE_ENDS = re.compile(r"(?<=[.!?])\s+")


@pytest.fixture(scope="module")
def company() -> Company:
    """All of them."""
    return load_company("npc")


def test_nothing_they_say_is_unfit_beside_somebody_in_danger(company: Company) -> None:
    """Whoever sits down beside them may be in a bad way, and is not to hear it from a wall."""
    said = [_GAP.sub("Ada", line) for line in _lines(company)]

    assert [line for line in said if not crisis.fit_anywhere(line)] == []
    assert [line for line in said if crisis.detect(line)] == []


def test_no_sentence_is_written_twice(company: Company) -> None:
    """Who hears a sentence again hears a machine."""
    sentences = Counter(
        " ".join(words)
        for line in _lines(company)
        for part in _SENTENCE_ENDS.split(line)
        if len(words := re.findall(r"\w+", part.casefold())) >= _SHORT
    )

    assert [sentence for sentence, times in sentences.items() if times > 1] == []


def test_little_talks_are_little_and_stand_in_rooms_that_there_are(company: Company) -> None:
    """A talk rests after six lines without a person, and should be whole by then."""
    rooms = {"", *load_rooms()}

    for talk in company.exchanges:
        speakers = [key for key, _ in talk.lines]
        assert 4 <= len(speakers) <= 6, talk.lines[0]
        assert all(one != other for one, other in pairwise(speakers))
        assert talk.speakers <= KEYS
        assert talk.room in rooms


def test_a_story_that_goes_on_can_be_begun(company: Company) -> None:
    """What comes after something that is not there would never be heard."""
    names = {talk.name: n for n, talk in enumerate(company.exchanges) if talk.name}

    assert all(before in names for talk in company.exchanges for before in talk.after)


def test_each_has_an_answer_to_all_that_the_house_listens_for(company: Company) -> None:
    """A question that five can answer should not leave the sixth without a word."""
    asked = {name for voice in company.characters.values() for name in voice.says}

    assert set(company.characters) == KEYS
    for voice in company.characters.values():
        own = voice.name.removeprefix("Old ")  # nobody is asked about themselves
        assert asked - set(voice.says) == {own, f"likes {own}"}


def test_whoever_asks_what_they_are_is_told_so_every_time(company: Company) -> None:
    """A fine phrase in place of an answer would leave somebody thinking that a person is there."""
    ways = [way for voice in company.characters.values() for way in voice.says["are you an AI"]]

    assert [way for way in ways if not re.search(r"\bAI\b", way)] == []


def test_nothing_that_a_visitor_may_hear_is_said_to_another_of_them(company: Company) -> None:
    """A visitor who is alone with one of them, and is called by another's name, is not answered."""
    names = "|".join(voice.name.removeprefix("Old ") for voice in company.characters.values())
    called = re.compile(rf"[,!?] (?:{names})[,.!?]|(?:\A|[.!?] )(?:{names})[,!]")
    told = [(voice, line) for voice in company.characters.values() for line in _of(voice)]

    assert [
        line
        for voice, line in told
        for found in called.findall(line)
        if voice.name.removeprefix("Old ") not in found
    ] == []


def test_what_they_say_of_things_is_said_of_things_in_the_room(company: Company) -> None:
    """They are grounded in the rooms as these are."""
    rooms = load_rooms()

    for voice in company.characters.values():
        for name, corner in voice.rooms.items():
            assert corner.things.keys() <= {*rooms[name].to_look_at, "old Marcus"}


def _lines(company: Company) -> Iterator[str]:
    """Yield all that can be said, without what is done."""
    for talk in company.exchanges:
        yield from (_DEED.sub("", words) for _, words in talk.lines)
    for voice in company.characters.values():
        yield from _of(voice)


def _of(voice: Character) -> Iterator[str]:
    for ways in voice.says.values():
        yield from ways
    for row in voice.rows:
        if row.name not in voice.says:
            yield from (*row.say, *row.then)
    for name, ways in voice.lines.items():
        if name != "emotes":
            yield from ways
    for corner in voice.rooms.values():
        yield from corner.notices
        for ways in corner.things.values():
            yield from ways
