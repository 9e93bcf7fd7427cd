"""What goes wrong with an MCP server."""

from bridge.errors import BridgeError
from world.text import plain


class McpError(BridgeError):
    """A server cannot be reached, has failed or has said what cannot be used."""

    status = 502

    def __init__(self, server: str, why: str) -> None:
        super().__init__(f"The MCP server {plain(server)}: {plain(why).rstrip('.')}.")
