"""What a server consists of on this machine, as one number that changes when any of it does."""

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

from mcp.client.stdio import get_default_environment

from bridge.mcp.config import Server


def hash_of_files(server: Server) -> str:
    """Return the SHA-256 of the command of `server` and the files among its arguments.

    A server at an address has none of them, and its hash is empty.
    """
    if server.type != "stdio":
        return ""
    whole = hashlib.sha256()
    for path in _files(server):
        with path.open("rb") as file:
            whole.update(hashlib.file_digest(file, "sha256").digest())
    return whole.hexdigest()


def _files(server: Server) -> Iterator[Path]:
    env = get_default_environment() | server.env
    if command := shutil.which(server.command, path=env.get("PATH")):
        yield Path(command)
    for arg in server.args:
        path = (server.cwd or Path()) / arg
        if len(arg) < 1000 and path.is_file():
            yield path
