"""Secrets of this bridge that lie in files of their own."""

import contextlib
import logging
import os
import secrets
from pathlib import Path

log = logging.getLogger(__name__)


def secret_in(path: Path) -> bytes:
    """Return the secret in the file at `path`, which nobody else may read; made where it is not.

    Without a file that can be written, it holds until the process ends.
    """
    made = secrets.token_bytes(32)
    try:
        with contextlib.suppress(FileExistsError):
            _write(path, made)
        return path.read_bytes()[:64] or made
    except OSError as error:
        log.warning(
            "a secret cannot be kept", extra={"file": path.name, "error": type(error).__name__}
        )
        return made


def new_secret_in(path: Path) -> bytes:
    """Put another secret into the file at `path`, and return it.

    Raises:
        OSError: it cannot be written; the old one is still there.
    """
    made = secrets.token_bytes(32)
    beside = path.with_name(f"{path.name}.new")
    beside.unlink(missing_ok=True)
    _write(beside, made)
    beside.replace(path)
    return made


def _write(path: Path, secret: bytes) -> None:
    with open(path, "xb", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
        file.write(secret)
        file.flush()
        os.fsync(file.fileno())
