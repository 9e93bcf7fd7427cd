"""An MCP server that misbehaves in the way that its argument names, or is only odd.

It needs nothing but Python, so it starts at once.
"""

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

ANYTHING: dict[str, Any] = {"type": "object"}
ONLY_PARAMS: dict[str, Any] = {"type": "object", "properties": {"params": {"type": "object"}}}
HELLO = {
    "protocolVersion": "2025-06-18",
    "capabilities": {"tools": {}},
    "serverInfo": {"name": "bad", "version": "1"},
}
NOISE = {
    "noise": "I am no MCP server, I am a teapot.\n",
    "banner": "Welcome to the server!\n\n{half a\n",
}


def say(text: str) -> None:
    """Print `text` at once."""
    sys.stdout.write(text)
    sys.stdout.flush()


def never_begin(way: str) -> None:
    """Misbehave before anything was asked."""
    if way == "mute":
        child = subprocess.Popen(["sleep", "600"])
        Path(sys.argv[2]).write_text(str(child.pid), encoding="ascii")
        time.sleep(600)
    elif way == "dead":
        sys.exit("no such module: \x1b[31mpaint\x1b[0m")
    while way == "flood":
        say("x" * 100_000)


def tool(way: str) -> dict[str, Any]:
    """Return the only tool there is."""
    schema = ONLY_PARAMS if way == "params" else ANYTHING
    return {"name": "echo", "description": "Say it again.", "inputSchema": schema}


def call(way: str, arguments: dict[str, Any]) -> dict[str, Any]:
    """Misbehave when a tool is called, or return what it answers."""
    if way == "hang":
        time.sleep(600)
    elif way == "die":
        sys.exit(7)
    elif way == "nonsense":
        return {"content": "yes"}
    elif way == "fail":
        return {"content": [{"type": "text", "text": "no paint is left"}], "isError": True}
    text = "x" * 3_000_000 if way == "huge" else json.dumps(arguments, ensure_ascii=False)
    return {"content": [{"type": "text", "text": text}]}


def answer(way: str, asked: dict[str, Any]) -> dict[str, Any]:
    """Return the answer to one request."""
    match asked["method"]:
        case "initialize":
            return {"result": HELLO}
        case "tools/list":
            return {"result": {"tools": [tool(way)]}}
        case "tools/call":
            return {"result": call(way, asked["params"]["arguments"])}
        case _:
            return {"error": {"code": -32601, "message": "I do not know that."}}


def main(way: str) -> None:
    """Misbehave until the other side has gone."""
    never_begin(way)
    for line in sys.stdin:
        asked = json.loads(line)
        say(NOISE.get(way, ""))
        if "id" in asked and way != "noise":
            say(json.dumps({"jsonrpc": "2.0", "id": asked["id"], **answer(way, asked)}) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
