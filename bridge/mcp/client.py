"""Calls of the tools of MCP servers: each starts the server, asks, and sees that it has ended.

No server is kept between two calls: one that hangs, dies or talks nonsense spoils one call, and
what a client of the SDK opens must be closed by the coroutine that opened it.
"""

import asyncio
import hashlib
import json
import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Final

import httpx2
from mcp.client.client import Client
from mcp.shared.exceptions import MCPError
from mcp_types import CONNECTION_CLOSED, Tool
from pydantic import ValidationError

from bridge.mcp.child import Child
from bridge.mcp.config import Pins, Server
from bridge.mcp.errors import McpError
from bridge.mcp.http import Remote
from bridge.mcp.pins import hash_of_files
from world.text import plain

for _name in ("mcp", "client"):  # what the SDK logs holds what was said
    logging.getLogger(_name).setLevel(logging.CRITICAL + 1)

#: Bytes of one answer.
MOST: Final = 2**20
#: Pages of a list of tools.
_PAGES: Final = 50
#: What the SDK raises; one of its task groups may put several of them together.
_FAILURES = (MCPError, ValidationError, RuntimeError, OSError, httpx2.HTTPError, ValueError)


@dataclass(frozen=True, slots=True)
class Result:
    """What a tool has answered.

    Attributes:
        content: its blocks, as MCP writes them in JSON.
    """

    content: tuple[Mapping[str, Any], ...]
    is_error: bool


async def list_tools(server: Server, *, most: int = MOST) -> list[dict[str, Any]]:
    """Return the tools of `server`, each with name, description and inputSchema.

    Raises:
        McpError: the server cannot be asked.
    """
    async with _connected(server, most) as client:
        return [_described(tool) for tool in await _tools(server, client)]


async def call_tool(
    server: Server,
    name: str,
    arguments: Mapping[str, Any],
    *,
    wrap: bool | None = None,
    most: int = MOST,
) -> Result:
    """Call a tool of `server`.

    `wrap`: whether the arguments go into one argument `params`; None: where the tool takes no
    other than that.

    Raises:
        McpError: the server cannot be asked, or has no such tool.
    """
    await asyncio.to_thread(import_module, "jsonschema")  # what the SDK checks answers with
    async with _connected(server, most) as client:
        tools = {tool.name: tool for tool in await _tools(server, client)}
        if name not in tools:
            known = ", ".join(tools) or "none"
            raise McpError(server.name, f"there is no tool {name}; it has {known}")
        if wrap is None:
            wrap = _takes_only_params(tools[name], arguments)
        sent = {"params": dict(arguments)} if wrap else dict(arguments)
        found = await client.call_tool(name, sent)
    blocks = (
        block.model_dump(mode="json", by_alias=True, exclude_none=True) for block in found.content
    )
    return Result(tuple(blocks), found.is_error)


async def pins_of(server: Server) -> Pins:
    """Return what `server` is now.

    Raises:
        McpError: the server cannot be asked.
    """
    async with _connected(server.model_copy(update={"pins": Pins()}), MOST) as client:
        tools = await _tools(server, client)
    return Pins(files=await asyncio.to_thread(hash_of_files, server), tools=_hash_of(tools))


def _takes_only_params(tool: Tool, arguments: Mapping[str, Any]) -> bool:
    properties = tool.input_schema.get("properties")
    return isinstance(properties, Mapping) and list(properties) == ["params"] != list(arguments)


def _described(tool: Tool) -> dict[str, Any]:
    schema = tool.input_schema
    return {"name": tool.name, "description": tool.description or "", "inputSchema": schema}


async def _tools(server: Server, client: Client) -> list[Tool]:
    """Return all tools.

    Raises:
        McpError: they are not those that the host has pinned.
    """
    page = await client.list_tools()
    tools = list(page.tools)
    for _ in range(_PAGES):
        if not page.next_cursor:
            break
        page = await client.list_tools(cursor=page.next_cursor)
        tools += page.tools
    if server.pins.tools and _hash_of(tools) != server.pins.tools:
        raise McpError(server.name, f"its tools are not those that were pinned {_LOOK}")
    return tools


_LOOK = "(look at it, then `backrooms-mcp ... pin` says what to write instead)"


def _hash_of(tools: list[Tool]) -> str:
    described = sorted((_described(tool) for tool in tools), key=lambda tool: str(tool["name"]))
    return hashlib.sha256(json.dumps(described, sort_keys=True).encode()).hexdigest()


@asynccontextmanager
async def _connected(server: Server, most: int) -> AsyncIterator[Client]:
    """Open a client for one call, which has its time; all that fails becomes a McpError."""
    if server.pins.files and await asyncio.to_thread(hash_of_files, server) != server.pins.files:
        raise McpError(server.name, f"its files are not those that were pinned {_LOOK}")
    way = Child(server, most) if server.type == "stdio" else Remote(server, most)
    try:
        async with asyncio.timeout(server.timeout), Client(way.streams(), cache=None) as client:
            yield client
    except TimeoutError:
        why = f"it has not answered within {server.timeout:g} seconds"
        raise McpError(
            server.name, "; ".join(filter(None, [why, way.trouble or way.noise]))
        ) from None
    except McpError:
        raise
    except _FAILURES as error:
        raise McpError(server.name, _told(error, way)) from None
    except ExceptionGroup as group:
        raise _first(server.name, group, way) from None


def _first(server: str, group: ExceptionGroup[Exception], way: Child | Remote) -> Exception:
    """Return what a group of failures tells; the group itself where it is none that we know."""
    error: Exception = group
    while isinstance(error, ExceptionGroup):
        error = error.exceptions[0]
    if isinstance(error, McpError):
        return error
    return McpError(server, _told(error, way)) if isinstance(error, _FAILURES) else group


def _told(error: Exception, way: Child | Remote) -> str:
    """Return what went wrong, as the end of a sentence."""
    if way.trouble:
        return way.trouble
    if isinstance(error, MCPError):
        closed = error.code == CONNECTION_CLOSED
        return way.how_it_ended() if closed else f"it says: {plain(error.message)[:300]}"
    return "what it says is no MCP"
