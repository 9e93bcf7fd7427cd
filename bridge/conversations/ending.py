"""How a conversation ends, and how it is seen that one goes in circles."""

import re
from collections import Counter, deque
from typing import Literal, TypeAlias

from bridge.agents import alike, runs

Ending: TypeAlias = Literal[
    "stop_sequence", "max_turns", "budget", "operator", "error", "loop_detected", "crisis_pause"
]
#: Whoever says this ends the talk.
STOP = "^C^C"
#: What is said of an ending where nothing more can be said.
SENTENCES: dict[Ending, str] = {
    "stop_sequence": "Somebody has ended the conversation.",
    "max_turns": "The conversation has had all its turns.",
    "budget": "What may be spent on the conversation is spent.",
    "operator": "The conversation was ended by hand.",
    "error": "The conversation cannot go on.",
    "loop_detected": "The conversation goes in circles, and was ended.",
    "crisis_pause": "The conversation rests: what somebody said comes first.",
}

#: Lines among which one is looked for that comes again.
_RECENT = 24
#: Words of a line that may be nothing but thanks or a goodbye; more words say more.
_FEW = 30
_WORD = re.compile(r"\w+(?:['\u2019]\w+)*")
_COURTESY = re.compile(
    r"\b(?:thank(?:s| you)|you(?:'|\u2019)?re (?:most |very )?welcome|my pleasure|likewise|goodbye"
    r"|good ?bye|farewell|bye|good ?night|take care|see you|until (?:next time|we meet)|be well"
    r"|safe travels|all the best|have a (?:good|great|nice|wonderful|lovely)|gracias|adi[oó]s"
    r"|hasta (?:luego|pronto)|de nada)\b",
    re.IGNORECASE,
)


class LoopDetector:
    """Sees when the last lines have brought nothing new.

    A line brings nothing new that has no words, that is nothing but thanks or a goodbye, or that
    says again what one of the last lines said, whoever spoke.

    Args:
        patience: so many lines in a row without anything new are a loop.
        silences: so many turns in a row without a word of one actor are one too.
    """

    def __init__(self, patience: int = 6, silences: int = 3) -> None:
        self._patience, self._idle = patience, 0
        self._silences, self._silent = silences, Counter[str]()
        self._lines: deque[tuple[str, set[int]]] = deque(maxlen=_RECENT)

    def hear(self, text: str) -> bool:
        """Take note of the next line; whether the talk goes in circles now."""
        words = _WORD.findall(text.casefold())
        line = (" ".join(words), runs(text))
        old = not words or _is_courtesy(text, len(words)) or self._comes_again(line)
        self._idle = self._idle + 1 if old else 0
        self._lines.append(line)
        return self._idle >= self._patience

    def hear_person(self, text: str) -> None:
        """Take note of a person's line: it is new, and the talk goes on whatever it says."""
        self.hear(text)
        self._idle = 0

    def is_mute(self, actor: str, text: str) -> bool:
        """Take note of an actor's turn; whether it has said nothing for too long."""
        self._silent[actor] = 0 if text else self._silent[actor] + 1
        return self._silent[actor] >= self._silences

    def _comes_again(self, line: tuple[str, set[int]]) -> bool:
        return any(line[0] == said or alike(line[1], marks) for said, marks in self._lines)


def _is_courtesy(text: str, words: int) -> bool:
    return words <= _FEW and bool(_COURTESY.search(text))
