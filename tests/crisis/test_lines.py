"""The labelled lines: what must be answered, what must not, and what may go either way."""

import json
from pathlib import Path

import pytest

from crisis import detect

_FILE = Path(__file__).parent / "lines.jsonl"
LINES = [json.loads(line) for line in _FILE.read_text(encoding="utf-8").splitlines()]
SIGNS = [line["text"] for line in LINES if line["expect"] is True]
#: Categories in which no statement may be missed.
PLAIN = {"ideation", "plan", "passive", "self_harm", "hopelessness"}


def _wrong(*, expect: bool) -> list[str]:
    return [
        line["text"]
        for line in LINES
        if line["expect"] is expect and bool(detect(line["text"])) is not expect
    ]


def test_no_plain_statement_is_missed():
    """A person who says it plainly and is not heard may not say it twice."""
    plain = [line["text"] for line in LINES if line["category"] in PLAIN]
    assert [text for text in plain if not detect(text)] == []


def test_every_labelled_sign_is_seen():
    """Hints, other tongues and disguises count as much as plain words."""
    assert _wrong(expect=True) == []


def test_no_labelled_harmless_line_raises_an_alarm():
    """Alarms in every fight would teach people to read past the one that matters."""
    assert _wrong(expect=False) == []


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_answer_comes_in_the_language_of_the_sign(language: str):
    """Numbers are no help in words that cannot be read."""
    signs = [line for line in LINES if line["expect"] is True and line["lang"] == language]
    assert {detect(line["text"]).language for line in signs} == {language}
