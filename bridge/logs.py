"""Logs as JSON lines: a fixed sentence and the facts as fields; nobody's words, no keys."""

import json
import logging
import traceback
from datetime import UTC, datetime

_KNOWN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class JsonLines(logging.Formatter):
    """One JSON object a line; control characters are escaped, so no line can be forged."""

    def format(self, record: logging.LogRecord) -> str:
        """Return `record` as one line.

        Of an exception only its kind and the places in the code are told: its message may hold
        what somebody said.
        """
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "event": record.getMessage(),
        }
        line |= {k: v for k, v in vars(record).items() if k not in _KNOWN}
        if record.exc_info and record.exc_info[1]:
            error = record.exc_info[1]
            line["exception"] = type(error).__name__
            line["at"] = [
                f"{frame.filename}:{frame.lineno} {frame.name}"
                for frame in traceback.extract_tb(error.__traceback__)
            ]
        return json.dumps(line, default=str)


def set_up(level: str) -> None:
    """Write logs of `level` and above to standard error."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=level, handlers=[handler], force=True)
