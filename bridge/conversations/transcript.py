"""A talk as a text file tells it: what it is made of alone, so that a replay makes the same one."""

import re

from bridge.conversations.happening import MEDIA_AGENT, AnyHappening
from world.text import neutral_name, plain

_HEADER = re.compile(r"^### ", re.MULTILINE)
SILENT = "(silent)"


def as_text(told: AnyHappening) -> str:
    """Return what `told` adds to a transcript; empty for what is not in it."""
    if told.type in {"spoke", "heard"}:
        return block(told.actor, told.text)
    if told.type == "media_made":
        lines = (f"Mode: {told.mode}", f"Prompt: {plain(told.prompt)}", f"Result: {told.result}")
        return block(MEDIA_AGENT, "\n".join(lines))
    if told.type == "trouble" and told.actor == MEDIA_AGENT:
        return block(MEDIA_AGENT, f"Error: {plain(told.sentence)}")
    if told.type == "ended":
        return f"{plain(told.sentence)}\n"
    return ""


def block(name: str, text: str) -> str:
    """Return a block of a transcript: inert, and no line of `text` passes for the next header."""
    inert = _HEADER.sub(" ### ", plain(text, lines=True).strip())
    return f"### {neutral_name(name)} ###\n{inert or SILENT}\n\n"
