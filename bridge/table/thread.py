"""What was said at the table, as each seat sees it: the last of it, each line with its speaker."""

import re
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from bridge.models.base import Message
from world.text import plain

#: Lines, and characters of them, that a seat is told.
LINES, LETTERS = 40, 24_000
#: The beginning of a line that would look like a speaker's name.
_LABEL: Final = re.compile(
    r"^([^\S\n]*)\[(?=(?:you|router|gpt|claude)\])", re.MULTILINE | re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Said:
    """One line: `you`, or the name of a seat, and the text."""

    speaker: str
    text: str


class Thread:
    """The lines of one thread, in memory alone; the oldest are forgotten."""

    def __init__(self) -> None:
        self._lines: deque[Said] = deque(maxlen=LINES)

    def add(self, speaker: str, text: str) -> None:
        """Remember what was said."""
        self._lines.append(Said(speaker, text))

    def as_seen_by(self, name: str, now: Said) -> list[Message]:
        """Return the dialogue as the seat of that name has it, with `now` as the last line.

        What it said itself is its own, what others said has their name before it.
        """
        lines = [*_that_fit(self._lines, LETTERS - len(now.text)), now]
        turns = groupby(lines, key=lambda line: line.speaker == name and line is not now)
        messages = [_message(group, own=own) for own, group in turns]
        return messages[1:] if messages[0].role == "assistant" else messages


def _that_fit(lines: Iterable[Said], room: int) -> list[Said]:
    """Return the last of `lines` that have so many characters in all."""
    found: list[Said] = []
    for line in reversed(list(lines)):
        room -= len(line.text)
        if room < 0:
            break
        found.append(line)
    return found[::-1]


def _message(lines: Iterable[Said], *, own: bool) -> Message:
    if own:
        return Message("assistant", "\n\n".join(line.text for line in lines))
    return Message(
        "user", "\n".join(f"[{line.speaker}] {_unlabelled(line.text)}" for line in lines)
    )


def _unlabelled(text: str) -> str:
    """Return `text` so that none of its lines can be taken for another speaker's."""
    return _LABEL.sub(r"\1(", plain(text, lines=True))
