"""Settings, doors and hooks."""
