"""What is left of a person in files."""

import contextlib
from collections.abc import Iterable
from pathlib import Path


def found(home: Path, *canaries: str) -> list[str]:
    """Return which canaries lie in which files under `home`, byte for byte."""
    hits = []
    for file in home.rglob("*"):
        held = _bytes_of(file)
        hits += [f"{canary} in {file.name}" for canary in _in(held, canaries)]
    return hits


def _bytes_of(file: Path) -> bytes:
    with contextlib.suppress(FileNotFoundError):  # put into the place of another meanwhile
        return file.read_bytes() if file.is_file() else b""
    return b""


def _in(held: bytes, canaries: Iterable[str]) -> list[str]:
    return [canary for canary in canaries if canary.encode() in held]
