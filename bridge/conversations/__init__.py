"""Agents talking among themselves, until a named ending."""
