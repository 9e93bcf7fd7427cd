"""Thoughts that a model writes into its reply, which are nobody's to read, taken out as they come.

Servers that show a reasoning model's thoughts within its text mark them by tags. Some leave out the
first tag, because it stood at the end of the prompt: such a reply begins within its thoughts.
"""

import re
from dataclasses import dataclass
from typing import Final

from bridge.models.base import ModelOutput
from bridge.models.reply import Reply, text_of

_NAMES: Final = ("think", "thinking", "reasoning", "thought")
_MARKS: Final = tuple(f"<{slash}{name}>" for name in _NAMES for slash in ("", "/"))
_MARK: Final = re.compile(rf"<(/?)({'|'.join(_NAMES)})>", re.IGNORECASE | re.ASCII)
_LONGEST: Final = max(map(len, _MARKS))
#: Characters that are held; who thinks for longer comes to no end.
_MOST: Final = 64_000
#: For text that has come and that nobody is shown yet.
_WAIT: Final = " "


@dataclass(slots=True)
class Habit:
    """How the replies of one model begin, as far as its replies so far have told.

    Attributes:
        within: whether they may begin within thoughts; None: nobody knows, they may.
    """

    within: bool | None = None


class Thoughts:
    """Takes the thoughts out of one text, whatever the pieces are in which it comes.

    Args:
        held: whether the text may begin within thoughts: nothing of it is given before a mark or
            its end tells.

    Attributes:
        lone: whether they ended without having begun: what was given before was one of them, and
            is to be taken back. Whoever has done so says no here.
        held: whether it is still unknown if what has come is one.
        full: whether more has come than can be held.
    """

    def __init__(self, *, held: bool) -> None:
        self.held = held
        self.lone = self.full = False
        self._room = _MOST
        self._within = ""  # the name of the mark that they began with
        self._kept: list[str] = []
        self._tail = ""  # what may be the beginning of a mark

    def feed(self, text: str) -> str:
        """Take some more; return what of it may be shown."""
        text = self._tail + text
        shown, at = "", 0
        for mark in _MARK.finditer(text):
            shown = self._met(mark, shown + self._said(text[at : mark.start()]))
            at = mark.end()
        end = _begun(text, at)
        self._tail = text[end:]
        return shown + self._said(text[at:end])

    def rest(self) -> str:
        """Return what may be shown now that nothing more comes."""
        self.held = self.full = False
        last, self._tail = self._said(self._tail), ""
        return self._released() + last

    def _met(self, mark: re.Match[str], shown: str) -> str:
        """Begin or end thoughts; return what of `shown`, the text before, still is to be shown."""
        closes, name = bool(mark[1]), mark[2].lower()
        if self._within:
            self._within = "" if closes and name == self._within else self._within
            return shown
        if closes:
            self.lone, self.held, self.full = True, False, False
            self._kept.clear()
            return ""
        self.held, self.full, self._within = False, False, name
        return self._released() + shown

    def _said(self, text: str) -> str:
        if self._within:
            return ""
        if not self.held:
            return text
        self._kept.append(text[: self._room])
        self._room -= len(text)
        self.full = self._room < 0
        return ""

    def _released(self) -> str:
        text = "".join(self._kept)
        self._kept.clear()
        return text


def _begun(text: str, at: int) -> int:
    """Return where a mark begins that `text` ends in the middle of, from `at` on; else its end."""
    start = text.rfind("<", max(at, len(text) - _LONGEST))
    if start >= 0 and any(mark.startswith(text[start:].lower()) for mark in _MARKS):
        return start
    return len(text)


class OpenReply(Reply):
    """A reply whose text may hold the thoughts that led to it.

    Args:
        limit: see `Reply`.
        habit: of the model; it is told what this reply tells of it.
    """

    def __init__(self, limit: int, habit: Habit) -> None:
        super().__init__(limit)
        self._habit = habit
        self._thoughts = Thoughts(held=habit.within is not False)

    @property
    def done(self) -> bool:
        """Whether nothing more is wanted."""
        return super().done or self._thoughts.full

    def output(self) -> ModelOutput:
        """Return the reply; see `Reply`."""
        cut = self._thoughts.full or self._reason == "max_tokens"
        if self._habit.within and self._thoughts.held and cut:
            self._thoughts = Thoughts(held=False)  # it has thought until there was no room left
            self.stopped, self._reason = True, "max_tokens"
        super()._add(self._thoughts.rest())
        output = super().output()
        if self._habit.within is None and output.stop_reason != "max_tokens":
            self._habit.within = False
        return output

    def _think(self) -> str:
        """Take a thought that comes apart from the text, which then holds none at its beginning."""
        return super()._add(self._thoughts.rest()) if self._thoughts.held else ""

    def _add(self, piece: object) -> str:
        """Take a piece; return what of it may be shown, a blank while that is not known."""
        said = text_of(piece)
        shown = self._thoughts.feed(said)
        if self._thoughts.lone:
            self._thoughts.lone, self._habit.within = False, True
            self._pieces.clear()
            self._taken = 0
        text = super()._add(shown)
        return _WAIT if said and not text and self._thoughts.held else text
