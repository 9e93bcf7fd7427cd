"""The MCP servers of the tests, as the host names them."""

import sys
from pathlib import Path

from bridge.mcp.config import Server

FOLDER = Path(__file__).parents[1] / "mcp_servers"


def good(**more) -> Server:
    """Return the server that does as it should."""
    args = (str(FOLDER / "good.py"),)
    return Server(name="good", command=sys.executable, args=args, **more)


def bad(way: str, *of_its_own: str, **more) -> Server:
    """Return a server that misbehaves in the way of that name."""
    args = (str(FOLDER / "bad.py"), way, *of_its_own)
    return Server(name="bad", command=sys.executable, args=args, **more)
