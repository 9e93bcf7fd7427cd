"""What a made-up computer makes of words that are no command."""

import re
from collections.abc import Collection, Iterable, Mapping
from posixpath import basename
from typing import Final

from bridge.models.offline_english import STOP_WORDS
from bridge.models.offline_words import normal
from world.cast import Machine

_WORD = re.compile(r"[a-z]{4,12}")
_SENTENCE = re.compile(r"[.?!\u2026]$|[a-z][,;:.?!] ")
#: Commands that are words as well: behind them stands what a sentence goes on with.
_BOTH: Final = frozenset(("who", "find", "make", "last", "more", "less", "date", "help", "send",
                          "keep", "head", "touch", "free", "history", "exit"))  # fmt: skip
#: Words from which on a line is a sentence; lines of a file that are shown unasked.
_SAID, _SHOWN = 4, 6


class Words:
    """What was said to a machine so far; it never answers in the same way twice."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self._count = 0
        self._shown: set[str] = set()

    def answer(self, text: str, files: Mapping[str, str]) -> str:
        """Return what the machine makes of `text`: by turns words, and what is in its `files`."""
        self._count += 1
        words = list(dict.fromkeys(w for w in reversed(normal(text).split()) if _is_of_weight(w)))
        known = self._known(words, files) if self._count % 2 or "?" in text else ""
        return known or self._said(words) or self._shows(files)

    def _known(self, words: Iterable[str], files: Mapping[str, str]) -> str:
        """Return what the machine has on one of `words`, if anything, that was not shown."""
        for word in words:
            page = self._machine.commands.get(f"man {word}")
            if page and word not in self._shown:
                self._shown.add(word)
                return page
            for path in files:
                if word in re.split(r"\W+", basename(path)) and path not in self._shown:
                    return self._file(path, files[path])
        return ""

    def _said(self, words: list[str]) -> str:
        """Return the next way to answer; nothing where it is time to show something instead."""
        ways = self._machine.words
        if not ways or self._count % 3 == 0:
            return ""
        nth = self._count - self._count // 3 - 1
        if nth >= len(ways) and len(self._shown) < len(self._machine.files):
            return ""
        way = ways[nth % len(ways)]
        return way.replace("{it}", words[0] if words else "that")

    def _shows(self, files: Mapping[str, str]) -> str:
        left = [path for path in files if path not in self._shown]
        return self._file(left[0], files[left[0]]) if left else ""

    def _file(self, path: str, text: str) -> str:
        self._shown.add(path)
        return "\n".join([f"{path}:", *text.strip().splitlines()[:_SHOWN]])


def is_typed(line: str, known: Collection[str]) -> bool:
    """Whether `line` is a command that is `known`."""
    return line in known or (line.split()[0] in known and not is_prose(line, known))


def is_prose(line: str, known: Collection[str]) -> bool:
    """Whether `line` is rather said than typed."""
    first, *rest = line.replace(";", " ;").split()
    if line in known or first == "echo":
        return False
    plain = all(word.strip(".,;:?!'\"").isalpha() for word in rest)
    if first in known:
        return plain and (line.endswith("?") or (first in _BOTH and len(rest) > 1))
    sentence = bool(_SENTENCE.search(line)) or first[:1].isupper()
    if not rest:
        return line[-1] in ".?!"
    return sentence or (plain and len(rest) >= _SAID - 1)


def _is_of_weight(word: str) -> bool:
    return bool(_WORD.fullmatch(word)) and word not in STOP_WORDS
