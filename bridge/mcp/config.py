"""Which MCP servers there are: a file of the host's, that nobody else can read or change."""

import json
import os
import stat
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from bridge.errors import SetUpError
from world.text import plain

#: Seconds for one call, the start of the server included; some pictures take minutes.
DEADLINE: Final = 60.0
#: What the file is called, to which the media agent and `backrooms-mcp` look.
NAMES: Final = ("mcp.config.json", "mcp_servers.json")
#: What may be said of a transport; the last is how some other programs call the second one.
_TRANSPORTS: Final = {"stdio": "stdio", "http": "http", "streamable-http": "http"}
_LARGEST: Final = 1_000_000


class McpConfigError(SetUpError):
    """A file of MCP servers cannot be used, or has no such server; the sentence is for the host."""


class Pins(BaseModel):
    """What a server was when the host looked at it, as SHA-256 in hexadecimal digits.

    Attributes:
        files: of its command, and of the files among its arguments.
        tools: of the list of its tools.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    files: str = Field("", pattern="^[0-9a-f]{64}$|^$")
    tools: str = Field("", pattern="^[0-9a-f]{64}$|^$")


class Server(BaseModel):
    """One MCP server: a command that is run, or an address.

    Attributes:
        env: what it finds in its environment besides HOME, LOGNAME, PATH, SHELL, TERM and USER.
        timeout: seconds for one call, the start of the server included.
        pins: what it must be, where the host wants to be sure.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    name: str = Field(min_length=1, max_length=100)
    type: Literal["stdio", "http"] = "stdio"
    command: str = ""
    args: tuple[str, ...] = ()
    env: dict[str, str] = Field({}, repr=False)  # a key may stand in one
    cwd: Path | None = None
    url: str = Field("", pattern="^https?://[^/ ]|^$", max_length=2000)
    headers: dict[str, str] = Field({}, repr=False)
    timeout: Annotated[float, Field(gt=0, le=3600)] = DEADLINE
    pins: Pins = Pins()

    @model_validator(mode="before")
    @classmethod
    def _names_its_transport(cls, data: dict[str, Any]) -> dict[str, Any]:
        given = data.get("type") or data.get("transport") or ("http" if "url" in data else "stdio")
        if not isinstance(given, str) or given not in _TRANSPORTS:
            raise ValueError(f"type {given!r} is no transport known here; stdio and http are")
        rest = {key: value for key, value in data.items() if key != "transport"}
        return {**rest, "type": _TRANSPORTS[given]}

    @model_validator(mode="after")
    def _can_be_reached(self) -> "Server":
        needed, other = ("command", "url") if self.type == "stdio" else ("url", "command")
        if not getattr(self, needed).strip():
            raise ValueError(f"{needed}: a server of type {self.type} needs one")
        if getattr(self, other):
            raise ValueError(f"{other}: a server of type {self.type} has none")
        return self


def kept_in(first: str) -> Path:
    """Return which file of the current folder names the servers; `first` goes before the other.

    Raises:
        McpConfigError: neither is there.
    """
    names = (first, *(name for name in NAMES if name != first))
    for name in names:
        if Path(name).exists():
            return Path(name)
    raise McpConfigError(f"There is no {' and no '.join(names)} in this folder.")


def find_server(path: Path, name: str = "") -> Server:
    """Return the server of that name in the file at `path`; without a name, the only one.

    The file has one of two forms: `{"servers": [{"name": ..., ...}]}` or
    `{"mcpServers": {"<name>": {...}}}`.

    Raises:
        McpConfigError: the file cannot be read, can be read by others, or has no such server.
    """
    try:
        data = json.loads(_read_private(path))
    except json.JSONDecodeError as error:
        raise McpConfigError(
            f"{path} is no valid JSON, at line {error.lineno}, column {error.colno}: {error.msg}."
            " JSON knows no comments and no comma after the last item."
        ) from None
    except (ValueError, RecursionError):
        raise McpConfigError(f"{path} is no valid JSON.") from None
    rows = {row["name"]: row for row in _rows(path, data)}
    known = ", ".join(map(plain, rows))
    if not name and len(rows) > 1:
        raise McpConfigError(f"{path} has several servers; say which one: {known}.")
    name = name or next(iter(rows))
    if name not in rows:
        raise McpConfigError(f"{path} has no server {plain(name)}; it has {known}.")
    return _read(path, rows[name])


def _rows(path: Path, data: Any) -> list[dict[str, Any]]:
    rows: Any = None
    if isinstance(data, Mapping) and len(data) == 1:
        rows = data.get("servers")
        named = data.get("mcpServers")
        if isinstance(named, Mapping) and all(isinstance(row, Mapping) for row in named.values()):
            rows = [{"name": name, **row} for name, row in named.items()]
    if not (isinstance(rows, list) and rows and all(_is_named(row) for row in rows)):
        raise McpConfigError(
            f'{path} has neither {{"servers": [{{"name": ..., ...}}]}} nor {{"mcpServers": '
            '{"<name>": {...}}} with a server in it.'
        )
    return rows


def _is_named(row: Any) -> bool:
    return isinstance(row, Mapping) and isinstance(row.get("name"), str)


def _read(path: Path, row: Mapping[str, Any]) -> Server:
    try:
        return Server.model_validate(dict(row))
    except ValidationError as error:
        raise McpConfigError(f"{path}, server {plain(row['name'])}: {_why(error)}.") from None


def _why(error: ValidationError) -> str:
    first = error.errors(include_input=False, include_url=False)[0]
    field = ".".join(str(part) for part in first["loc"])
    if first["type"] == "extra_forbidden":
        near = get_close_matches(field, Server.model_fields, n=1)
        return f"{field}: there is no such field{f'; {near[0]} may be meant' if near else ''}"
    message = first["msg"].removeprefix("Value error, ")
    return plain(f"{field}: {message}" if field else message)


def _read_private(path: Path) -> str:
    """Return what stands in the file at `path`: its commands run in the name of who starts them."""
    try:
        with path.open("rb") as file:
            found = os.fstat(file.fileno())
            if not stat.S_ISREG(found.st_mode):
                raise McpConfigError(f"{path} is no file.")
            if found.st_uid not in {os.geteuid(), 0}:
                raise McpConfigError(
                    f"{path} belongs to somebody else, and its commands would run as yours: make a "
                    "copy of your own."
                )
            if found.st_mode & 0o077:
                raise McpConfigError(
                    f"{path} can be read or changed by others, and its commands run as yours: "
                    f"chmod 600 {path}"
                )
            return file.read(_LARGEST).decode()
    except FileNotFoundError:
        raise McpConfigError(f"There is no {path}.") from None
    except OSError as error:
        raise McpConfigError(f"{path} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise McpConfigError(f"{path} is not UTF-8.") from None
