"""Logs: one JSON object a line, facts as fields, nobody's words."""

import json
import logging

import pytest

from bridge.logs import JsonLines


def line(message: str, **fields: object) -> dict[str, object]:
    record = logging.makeLogRecord({"msg": message, "levelname": "INFO", "name": "x", **fields})
    text = JsonLines().format(record)
    assert len(text.splitlines()) == 1
    found: dict[str, object] = json.loads(text)
    return found


def test_facts_are_fields():
    """A stranger at night searches by them."""
    told = line("turn answered", room="The Threshold", ms=812)

    assert (told["event"], told["room"], told["ms"]) == ("turn answered", "The Threshold", 812)
    assert (told["level"], told["logger"]) == ("INFO", "x")


def test_no_field_can_forge_a_line_or_move_a_cursor():
    """Logs are read in terminals."""
    record = logging.makeLogRecord({"msg": "m", "name_": '\n{"event":"forged"}\x1b[2J\u202e\x9b'})

    text = JsonLines().format(record)

    assert text.isascii()
    assert text.isprintable()


def test_of_an_exception_the_kind_and_the_place_are_told_not_its_message():
    """The message may hold what somebody said."""
    with pytest.raises(ValueError, match="swordfish") as failed:
        int("swordfish")

    told = line("failed", exc_info=(failed.type, failed.value, failed.tb))

    assert told["exception"] == "ValueError"
    assert "test_logs.py" in str(told["at"])
    assert "swordfish" not in str(told)
