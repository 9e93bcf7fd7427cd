"""Whatever a field holds, a line of the log stays one line of plain letters."""

import json
import logging

from bridge.logs import JsonLines
from tests.hostile import strings


def test_no_text_moves_a_cursor_or_forges_a_line():
    """Logs are read in terminals, by tired people."""
    formatter = JsonLines()
    for string in strings(5, 2000):
        record = logging.makeLogRecord({"msg": "%s came", "args": (string,), "room": string})
        line = formatter.format(record)
        assert line.isascii()
        assert line.isprintable()
        assert json.loads(line)["room"] == string
