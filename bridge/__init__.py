"""The bridge: people, rooms and models, over HTTP."""
