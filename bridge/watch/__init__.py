"""Watching from outside: what is shown of the world, to whom, and what watchers may do."""
