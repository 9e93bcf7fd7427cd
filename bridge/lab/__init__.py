"""The laboratory: conversations between personalities, watched."""
