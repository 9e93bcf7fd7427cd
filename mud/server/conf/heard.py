"""How far the Server has come: kept where the Portal can read it, also of a Server that was killed.

The Portal numbers what it hands to the Server. The Server writes each number down before it begins
with it. What a Server that died had not begun with was surely not done, and can be handed to the
next one; what it had begun with may have been done, and is never handed over twice.
"""

import os
from pathlib import Path

from django.conf import settings
from evennia.server.sessionhandler import ServerSessionHandler

_PATH = Path(settings.GAME_DIR) / "server" / "heard"
_SIZE = 8


class Mark:
    """One number in a small file; what was written is there even if its writer is killed."""

    def __init__(self, path=_PATH):
        self._path = path
        self._file = -1

    def begin(self):
        """Begin anew with 0; the Portal does this when it starts, before there is a Server."""
        fresh = self._path.with_suffix(".new")
        fresh.write_bytes(bytes(_SIZE))
        fresh.replace(self._path)
        return self

    def write(self, number):
        """Keep `number`."""
        if self._file < 0:
            self._file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        os.pwrite(self._file, number.to_bytes(_SIZE), 0)

    def read(self):
        """Return the number that was kept last."""
        return int.from_bytes(self._path.read_bytes()[:_SIZE])


class ServerSessions(ServerSessionHandler):
    """The Server's sessions; notes how far it has come with what they send."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._mark = Mark()

    def data_in(self, session, number=0, **kwargs):
        """Take what came in from a session."""
        if number:
            self._mark.write(number)
        super().data_in(session, **kwargs)
