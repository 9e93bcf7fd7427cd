"""`backrooms-mcp`: look at the tools of an MCP server, and call one."""

import argparse
import asyncio
import json
import os
import re
import shlex
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from dotenv import load_dotenv
from pydantic import ValidationError

from bridge.cli.configured import REPO
from bridge.cli.output import left_alone, take_every_letter
from bridge.errors import SetUpError
from bridge.mcp.client import MOST, call_tool, list_tools, pins_of
from bridge.mcp.config import DEADLINE, McpConfigError, Server, find_server, kept_in
from bridge.mcp.errors import McpError
from world.text import plain

#: Exit statuses: the command or the configuration is wrong; the server or its tool has failed.
WRONG, FAILED, INTERRUPTED = 2, 1, 130
#: MiB of one answer, however many are allowed; it is held in memory.
_MOST_MIB = 1024
_OTHERS = "--config names another file, --cmd a command, --url an address."
COMMANDS = ("list-tools", "call-tool", "pin")

_ABOUT = """\
Look at the tools of an MCP server, and call one.

  backrooms-mcp --config mcp_servers.json --server comfyui list-tools
  backrooms-mcp --server comfyui call-tool generate_image --json '{"prompt": "a lamp at sea"}'
  backrooms-mcp --cmd "node" --args path/to/server.js -- list-tools
  backrooms-mcp --url http://127.0.0.1:9000/mcp list-tools

`pin` prints what to write into the configuration, so that a server whose files or tools have
changed is not used any more. What a tool answers is printed as JSON; the exit status is 0, or 1
where the server or the tool has failed, or 2 where the command or the configuration is wrong.
"""


class _WrongError(Exception):
    """The command cannot be meant so; the sentence is for whoever gave it."""


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the command line asks for; return the exit status."""
    load_dotenv(REPO / ".env")
    take_every_letter()
    try:
        asked = _parsed(list(sys.argv[1:] if argv is None else argv))
        found, failed = asyncio.run(_done(asked, _server(asked)))
    except (_WrongError, SetUpError) as error:
        return _fail(WRONG, str(error))
    except McpError as error:
        return _fail(FAILED, str(error))
    except KeyboardInterrupt:
        return INTERRUPTED
    try:
        sys.stdout.write(f"{_inert(found)}\n")
        sys.stdout.flush()
    except BrokenPipeError:
        return left_alone()
    return FAILED if failed else 0


def _parsed(argv: list[str]) -> argparse.Namespace:
    """Return what is asked; the arguments of a server may look like options of ours."""
    argv, of_server = _apart(argv)
    parser = argparse.ArgumentParser(
        prog="backrooms-mcp",
        description=_ABOUT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("command", choices=COMMANDS, metavar="{list-tools,call-tool,pin}")
    parser.add_argument("tool", nargs="?", help="for call-tool: the name of the tool")
    parser.add_argument(
        "--config",
        type=Path,
        help="default: $MCP_SERVERS_CONFIG, mcp_servers.json or mcp.config.json",
    )
    parser.add_argument("--server", default="", help="its name in the configuration")
    parser.add_argument("--cmd", help="start this server, without a configuration")
    parser.add_argument("--args", nargs="*", default=[], help="for --cmd; they end with --")
    parser.add_argument("--url", help="ask the server at this address, without a configuration")
    parser.add_argument("--timeout", type=float, help=f"seconds; default: {DEADLINE:g}")
    parser.add_argument(
        "--max-mib", type=float, default=MOST / 2**20, help="of an answer; default: %(default)g"
    )
    parser.add_argument("--json", default="{}", help="for call-tool: its arguments")
    parser.add_argument(
        "--wrap-params", action="store_true", help='for call-tool: send {"params": <json>}'
    )
    asked = parser.parse_intermixed_args(argv)
    asked.args = of_server + asked.args
    if (asked.command == "call-tool") != bool(asked.tool):
        parser.error("call-tool needs the name of a tool, and nothing else does")
    if not 0 < asked.max_mib <= _MOST_MIB:
        parser.error(f"--max-mib is more than 0, and at most {_MOST_MIB}")
    return asked


def _apart(argv: list[str]) -> tuple[list[str], list[str]]:
    """Return `argv` without what stands behind `--args`, and that."""
    begin = argv.index("--args") if "--args" in argv else len(argv)
    rest = argv[begin + 1 :]
    ends = [n for n, word in enumerate(rest) if word == "--" and rest[n + 1 : n + 2]]
    marked = [n for n in ends if rest[n + 1] in COMMANDS] or ends[:1]
    named = [n for n, word in enumerate(rest) if word in COMMANDS]
    end = (marked or named or [len(rest)])[-1 if marked else 0]
    behind = rest[end + 1 :] if marked else rest[end:]
    before = [word for word in argv[:begin] if word != "--"]
    return before + behind, rest[:end]


def _server(asked: argparse.Namespace) -> Server:
    """Return the server that is meant."""
    if asked.cmd and asked.url:
        raise _WrongError("--cmd and --url: one of the two.")
    try:
        if asked.cmd:
            command, *args = _words(asked.cmd)
            server = Server(name=command, command=command, args=(*args, *asked.args))
        elif asked.url:
            server = Server(name=asked.url, url=asked.url)
        else:
            server = find_server(_config(asked.config), asked.server)
        given = {"timeout": asked.timeout} if asked.timeout is not None else {}
        return Server.model_validate({**server.model_dump(), **given})
    except ValidationError as error:
        first = error.errors(include_input=False)[0]
        field = first["loc"][0] if first["loc"] else "--cmd"
        raise _WrongError(f"{field}: {first['msg'].removeprefix('Value error, ')}.") from None


def _words(command: str) -> list[str]:
    """Return a command and its arguments; a path with a space in it is a command as well."""
    if shutil.which(command):
        return [command]
    try:
        return shlex.split(command) or [command]
    except ValueError as error:
        raise _WrongError(f"--cmd: {error}.") from None


def _config(given: Path | None) -> Path:
    named = os.environ.get("MCP_SERVERS_CONFIG")
    try:
        path = given or (Path(named) if named else kept_in("mcp_servers.json"))
    except McpConfigError as error:
        raise _WrongError(f"{str(error).rstrip('.')}; {_OTHERS}") from None
    if not given and not path.exists():
        raise _WrongError(f"There is no {path}; {_OTHERS}")
    return path


async def _done(asked: argparse.Namespace, server: Server) -> tuple[Any, bool]:
    """Return what is to be printed, and whether a tool has failed."""
    most = int(asked.max_mib * 2**20)
    if asked.command == "list-tools":
        return await list_tools(server, most=most), False
    if asked.command == "pin":
        return {"pins": (await pins_of(server)).model_dump()}, False
    arguments = _arguments(asked.json)
    wrap = asked.wrap_params
    result = await call_tool(server, asked.tool, arguments, wrap=wrap, most=most)
    return {"content": result.content, "isError": result.is_error}, result.is_error


def _arguments(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
        json.dumps(found, ensure_ascii=False).encode()  # half a character cannot be sent
    except (ValueError, RecursionError) as error:
        raise _WrongError(f"--json is no valid JSON: {error}.") from None
    if not isinstance(found, dict):
        raise _WrongError('--json takes an object, such as {"prompt": "a lamp at sea"}.')
    return found


def _inert(found: Any) -> str:
    """Return `found` as JSON that does nothing to a terminal, and says the same."""
    text = json.dumps(found, ensure_ascii=False, indent=2)
    return re.sub(
        r"[^\n -~]", lambda one: one[0] if one[0].isprintable() else json.dumps(one[0])[1:-1], text
    )


def _fail(status: int, sentence: str) -> int:
    sys.stderr.write(f"{plain(sentence)}\n")
    return status


if __name__ == "__main__":
    sys.exit(main())
