"""What is owed to somebody, in one small file: it is known again after the Server was killed."""

import json
import os
from pathlib import Path

from evennia.utils import logger

#: Bytes after which the file is written anew with what is still owed.
_LONG = 256 * 1024


class Owed:
    """Debts by their keys, in the order in which they were made; without a path in memory alone.

    A line is written before anybody is told; it is there when the process dies. The file is empty
    whenever nothing is owed.
    """

    def __init__(self, path: Path | None = None):
        self._path = path
        self._open: dict[str, dict] = {}
        self._file = -1
        self._size = 0

    def load(self):
        """Return what is owed from before, by key; what cannot be read is left out."""
        if self._path is None:
            return {}
        lines = self._path.read_bytes().splitlines() if self._path.exists() else []
        for line in lines:
            try:
                key, value = json.loads(line)
            except ValueError:
                continue  # the last line, written by half
            if value is None:
                self._open.pop(key, None)
            else:
                self._open[key] = value
        self._begin_anew()
        return dict(self._open)

    def add(self, key, value):
        """Owe `value` from now on."""
        self._open[key] = value
        self._write(key, value)

    def settle(self, key):
        """Owe it no longer."""
        if self._open.pop(key, None) is None:
            return
        if not self._open or self._size > _LONG:
            self._begin_anew()
        else:
            self._write(key, None)

    def _write(self, key, value):
        if self._file < 0:
            return
        line = json.dumps([key, value]).encode() + b"\n"
        try:
            self._size += os.write(self._file, line)
        except OSError as error:
            logger.log_err(f"what is owed could not be written down: {error.strerror}")

    def _begin_anew(self):
        if self._path is None:
            return
        fresh = self._path.with_suffix(".new")
        lines = [json.dumps([key, value]).encode() + b"\n" for key, value in self._open.items()]
        try:
            if self._file >= 0 and not lines:
                os.ftruncate(self._file, 0)
            else:
                fresh.touch(mode=0o600)
                fresh.write_bytes(b"".join(lines))
                fresh.replace(self._path)
                if self._file >= 0:
                    os.close(self._file)
                self._file = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CLOEXEC)
        except OSError as error:
            logger.log_err(f"what is owed could not be written down: {error.strerror}")
        self._size = sum(map(len, lines))
