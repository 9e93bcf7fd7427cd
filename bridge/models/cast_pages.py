"""Where the lines of a company stand that has topics."""

import re
from collections.abc import Collection
from functools import lru_cache

from bridge.models.cast_book import Book, bare, pattern
from world.cast import Company


class Pages:
    """Where each line of a company stands: the name of its topic, or of its kind."""

    def __init__(self, company: Company) -> None:
        self._names: dict[str, str] = {}
        self._patterns: list[tuple[re.Pattern[str], str]] = []
        for topic in company.topics:
            said = [line for lines in topic.says.values() for line in lines]
            self._take_in(topic.name, [*topic.opens.values(), *said])
        for voice in company.characters.values():
            for kind, lines in voice.lines.items():
                self._take_in(kind, lines)
            self._take_in("answers", [line for row in voice.rows for line in row.say])

    def _take_in(self, name: str, lines: Collection[str]) -> None:
        for line in lines:
            if "{" in line:
                self._patterns.append((pattern(line), name))
            else:
                self._names[bare(line)] = name

    def find(self, text: str) -> str:
        """Return where `text` stands; empty: nobody wrote it."""
        said = bare(text)
        named = self._names.get(said)
        return named or next((name for words, name in self._patterns if words.fullmatch(said)), "")


@lru_cache(maxsize=8)
def pages_of(book: Book) -> Pages:
    """Return the pages of a book: read once, by the first who needs them."""
    return Pages(book.company)
