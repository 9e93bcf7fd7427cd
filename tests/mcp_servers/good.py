"""A well-behaved MCP server, made with the SDK; it speaks HTTP where its argument is a port."""

import json
import os
import subprocess
import sys

from mcp.server.mcpserver import MCPServer

server = MCPServer("good", log_level="ERROR")


@server.tool()
def add(a: int, b: int) -> str:
    """Add two numbers."""
    return str(a + b)


@server.tool()
def traces() -> str:
    """Start a process that would outlive the server; tell its id, and of the environment."""
    left = subprocess.Popen(["sleep", "600"])
    return json.dumps({"child": left.pid, "environment": sorted(os.environ)})


@server.tool()
def much(size: int) -> str:
    """Say more than anybody wants to hear."""
    return "x" * size


if __name__ == "__main__":
    if len(sys.argv) > 1:
        server.run("streamable-http", host="127.0.0.1", port=int(sys.argv[1]))
    else:
        server.run("stdio")
