"""The switch that silences those who live in the house; it stays as it is over restarts."""

import contextlib
from pathlib import Path

from bridge.errors import StorageError

FILE = "npcs-paused"


class Switch:
    """Whether they are silenced; what stands for it is a file, which has nothing in it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.paused = path.exists()

    def keep(self) -> None:
        """Let the next start find it as it is now; blocks until that is on disk.

        Raises:
            StorageError: it cannot be written; until the bridge stops, it holds all the same.
        """
        try:
            if self.paused:
                self._path.touch(mode=0o600)
            else:
                with contextlib.suppress(FileNotFoundError):
                    self._path.unlink()
        except OSError as error:
            raise StorageError(
                f"It holds, but only until the bridge stops: {error.strerror}."
            ) from None
