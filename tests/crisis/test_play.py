"""The rooms of this world are named like places of danger: what is said of them all day is none."""

import json
from pathlib import Path

import pytest

from crisis import Level, detect

_LINES = json.loads((Path(__file__).parent / "play.json").read_text(encoding="utf-8"))


def test_ordinary_words_about_this_world_are_no_sign():
    """Numbers shown to whoever walks to the bridge would soon be read past."""
    found = {text: detect(text) for text in _LINES["ordinary"]}
    assert [text for text, verdict in found.items() if verdict.level is not Level.NONE] == []


def test_the_same_places_do_not_hide_who_is_in_danger():
    """A room of that name does not make the bridge outside a game."""
    assert [text for text in _LINES["danger"] if not detect(text)] == []


@pytest.mark.parametrize(
    "before", ["I lost my job", "I can't go on", "goodbye", "I want it to end"]
)
@pytest.mark.parametrize("move", ["I'll be on the bridge", "I left a note on the bridge"])
def test_a_move_after_a_blow_is_more_than_a_move(before: str, move: str):
    """What was said before tells which bridge it is."""
    assert detect(move).level is Level.NONE
    assert detect(move, [before])


def test_moves_after_moves_stay_moves():
    """Who plays all evening says many such lines in a row."""
    said = ["Marcus, do you know what happened on the bridge?", "And what else? 0"]
    for line in ("And what else? 1", "And what else? 2", "I'll be on the bridge", "see you there"):
        assert detect(line, said).level is Level.NONE
        said.append(line)
