"""What a server consists of on this machine, as one number that changes when any of it does."""

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

from mcp.client.stdio import get_default_environment

from bridge.mcp.config import Server
from bridge.mcp.errors import McpError


def hash_of_files(server: Server) -> str:
    """Return the SHA-256 of the command of `server` and the files among its arguments.

    A server at an address has none of them, and its hash is empty.

    Raises:
        McpError: one of them cannot be read.
    """
    if server.type != "stdio":
        return ""
    whole = hashlib.sha256()
    for path in _files(server):
        try:
            with path.open("rb") as file:
                whole.update(hashlib.file_digest(file, "sha256").digest())
        except OSError as error:
            raise McpError(server.name, f"{path} cannot be read: {error.strerror}") from None
    return whole.hexdigest()


def _files(server: Server) -> Iterator[Path]:
    env = get_default_environment() | server.env
    if command := shutil.which(server.command, path=env.get("PATH")):
        yield Path(command)
    for arg in server.args:
        path = (server.cwd or Path()) / arg
        if len(arg) < 1000 and path.is_file():
            yield path
