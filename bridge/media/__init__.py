"""Pictures of a conversation: one after each round, drawn by a tool of an MCP server."""
