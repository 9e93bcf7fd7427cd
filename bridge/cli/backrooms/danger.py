"""Who may be in danger, at the terminal: they are answered with what is ready for that.

No model is asked, and nothing of it is kept.
"""

import sys
import time

import crisis
from world.text import plain

LEAVING = "Write on here: you are answered, and nothing of it is kept. " + (
    "Press Enter on an empty line to leave."
)
#: Letters of a line that are read at a time.
_LONGEST = 4000


class Answers:
    """Answers one person, line by line.

    Args:
        line: what they wrote first, to which help is due.
    """

    def __init__(self, line: str) -> None:
        self._recent, self._state = crisis.Recent(), crisis.CrisisState()
        self.first = self._take(line).text

    def to(self, line: str) -> str:
        """Return the answer to the next line."""
        language = self._state.language
        asked = crisis.numbers_for(line, language, named=True)
        return asked or self._take(line).text or crisis.STAYING[language]

    def _take(self, line: str) -> crisis.Response:
        """Return the strongest of what is due for the parts of a line."""
        due = crisis.Response("nothing")
        for at in range(0, len(line) or 1, _LONGEST):
            piece = line[at : at + _LONGEST]
            verdict = crisis.detect(piece, self._recent)
            self._recent.add(piece)
            found = self._state.observe(verdict, time.time())
            due = found if found.instead or not due.text else due
        return due


def met(*texts: str) -> bool:
    """Whether any of `texts` of a command line was a sign; who wrote it has been shown help then.

    On a terminal they are answered from then on, until they leave.
    """
    signs = [text for text in texts if crisis.detect(text)]  # a topic may well be sad
    if not signs:
        return False
    answers = Answers(signs[0])
    print(plain(answers.first, lines=True), flush=True)
    if sys.stdin.isatty():
        print(f"\n{LEAVING}", flush=True)
        while (line := sys.stdin.readline()).strip():
            print(plain(answers.to(line), lines=True), flush=True)
    return True
