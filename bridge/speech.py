"""A reply on its way to whoever listens: whole sentences of it, as soon as they may be shown."""

from collections.abc import Callable
from typing import TypeAlias

from bridge.sentences import Sentences, split
from world.text import plain

#: Shows a text to whoever listens; it must not wait.
Show: TypeAlias = Callable[[str], None]
#: Characters of a reply; what a model says beyond them is not shown.
LONGEST = 4000
#: Characters at the end of a sentence that tell whether it has ended.
_TAIL = 80
#: Characters of a reply that are judged with each sentence, itself included.
_SEEN = 1000


def presentable(text: str) -> str:
    """Return `text` of a model as people may see it; empty when nothing of it can be seen."""
    return plain(text, lines=True).strip()[:LONGEST].rstrip()


def ended(text: str, shown: str) -> str:
    """Return `text`, which broke off at a limit, up to its last whole sentence.

    Where it has none, or more than that was `shown`, it ends with an ellipsis instead.
    """
    sentences = split(text)
    after = ""
    while sentences and not _is_whole(sentences[-1], after):
        after = sentences.pop()
    whole = "".join(sentences)
    return whole if whole and whole.startswith(shown) else f"{text}\u2026"


def _is_whole(sentence: str, after: str) -> bool:
    """Whether `sentence` is one, and not the beginning of one; a line that has ended is, too."""
    blanks = after[: len(after) - len(after.lstrip())]
    return "\n" in blanks or len(split(f"{sentence[-_TAIL:]} A")) > 1


class Speech:
    """One reply while a model writes it.

    What is shown, one piece after the other, is how the whole begins as `presentable` makes it.

    Args:
        show: is given each sentence; None where nobody listens.
        may_show: whether sentences may be shown before the reply is whole. Once it says no, none
            is.
        fit: whether a piece of the reply, up to its latest sentence, may be shown; likewise.

    Attributes:
        shown: what of the reply has been shown.
    """

    def __init__(
        self,
        show: Show | None,
        may_show: Callable[[], bool],
        fit: Callable[[str], bool] = bool,
    ) -> None:
        self.shown = ""
        self._show = show
        self._may_show = may_show
        self._fit = fit
        self._silent = show is None
        self.begin()

    def begin(self) -> None:
        """Begin the reply; one that began before and was not shown is void."""
        self._sentences = Sentences()
        self._begun = False
        self._return = ""  # of a line end, until the rest of it is there
        self._blank = ""  # at the end of what is shown: a reply does not end with it

    def hear(self, text: str) -> None:
        """Take some more of it, and show the sentences that are whole now."""
        if self._silent:
            return
        text = self._return + text
        self._return = "\r" if text.endswith("\r") else ""
        text = plain(text.removesuffix("\r"), lines=True)
        if not self._begun:
            text = text.lstrip()
            self._begun = bool(text)
        for sentence in self._sentences.feed(text):
            self._tell(sentence)

    def finish(self, reply: str) -> None:
        """Show in one piece what is still missing of `reply`, which begins with what was shown."""
        rest = reply[len(self.shown) :]
        self.shown = reply
        if self._show and rest:
            self._show(rest)

    def _tell(self, sentence: str) -> None:
        whole = (self.shown + self._blank + sentence)[:LONGEST]
        if whole.strip() and not self._silent:
            self._silent = not (self._may_show() and self._fit(whole[-_SEEN:]))
        kept = whole.rstrip()
        piece, self._blank = kept[len(self.shown) :], whole[len(kept) :]
        if self._show and piece and not self._silent:
            self.shown = kept
            self._show(piece)
