"""What people put into a conversation: heard before the next turn, unless it needs help."""

from collections import deque
from collections.abc import Collection
from typing import Final

import crisis
from bridge.errors import BusyError
from world.text import neutral_name, plain

#: Letters of a line and of a name, and the lines that may wait.
_LONGEST, _LONGEST_NAME, _WAITING = 4000, 64, 20
_NOBODY: Final = "Somebody"


class People:
    """The lines that wait to be heard.

    Args:
        names: what the actors are called; nobody else is called so.
    """

    def __init__(self, names: Collection[str]) -> None:
        self._names, self._recent = names, crisis.Recent()
        self._waiting: deque[tuple[str, str]] = deque()

    def help_for(self, text: str) -> str:
        """Return the help that is due to whoever wrote `text`; empty: it shows no sign."""
        for at in range(0, len(text), _LONGEST):  # of a longer one, only the ends would be read
            piece = text[at : at + _LONGEST]
            verdict = crisis.detect(piece, self._recent)
            self._recent.add(piece)
            if verdict.level is not crisis.Level.NONE:
                return crisis.block(verdict.language, verdict.level)
        return ""

    def say(self, name: str, text: str) -> None:
        """Take a line that shows no sign.

        Raises:
            BusyError: too many lines wait already.
        """
        if len(self._waiting) >= _WAITING:
            raise BusyError("Many lines wait to be heard already.")
        name = neutral_name(name)[:_LONGEST_NAME] or _NOBODY
        name = f"{name} (a person)" if name in self._names else name
        if text := plain(text, lines=True).strip()[:_LONGEST]:
            self._waiting.append((name, text))

    def next(self) -> tuple[str, str] | None:
        """Return who says what next, once; None where nothing waits."""
        return self._waiting.popleft() if self._waiting else None
