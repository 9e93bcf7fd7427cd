"""Files that only their owner may read, and that hold all of what was written or nothing of it."""

import os
import tempfile
from pathlib import Path


def append(path: Path, text: str) -> None:
    """Add `text` to a file that is there; it is on the disk when this returns.

    Raises:
        OSError: it cannot be written, and nothing of it was.
    """
    file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_NOFOLLOW)
    try:
        size = os.fstat(file).st_size
        try:
            _write(file, text.encode(errors="replace"))
        except OSError:
            os.ftruncate(file, size)  # half a line would spoil the next one
            raise
    finally:
        os.close(file)


def replace(path: Path, data: bytes | str) -> None:
    """Let the file at `path` hold `data`, or what it held before.

    Raises:
        OSError: it cannot be written.
    """
    file, name = tempfile.mkstemp(dir=path.parent, prefix=".")  # for its owner alone
    try:
        _write(file, data.encode(errors="replace") if isinstance(data, str) else data)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    finally:
        os.close(file)


def _write(file: int, data: bytes) -> None:
    while data:
        data = data[os.write(file, data) :]
    os.fsync(file)
