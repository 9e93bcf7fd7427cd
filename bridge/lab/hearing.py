"""What of a visitor's wish holds words of people: it is read before anything else."""

from collections.abc import Iterator

from aiohttp import web

from bridge import hearing
from bridge.presence import Person
from bridge.visitors import Visitor

#: What of a wish is said in a talk.
_WORDS = ("initialPrompt", "content")


def person_of(visitor: Visitor) -> Person:
    """Return as whom a visitor is heard, and how often they may ask."""
    return Person("http", visitor.id)


def due(app: web.Application, visitor: Visitor, wish: object, begins: Iterator[bool]) -> str:
    """Return what is said to a visitor alone in place of what they wish; empty: it is done."""
    return hearing.due(app, person_of(visitor), wish, _WORDS, "lab", begins)
