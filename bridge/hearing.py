"""What people write where others take part is read first: who may need help is answered, alone.

Nothing of it is said, shown or kept, and what goes on there goes on.
"""

import logging
from collections.abc import Iterable, Iterator
from typing import Final

from aiohttp import web

import crisis
from bridge import keys
from bridge.care import Surface
from bridge.presence import Person

log = logging.getLogger(__name__)

#: Characters that are read at once: of what is longer, not every one would be.
_AT_ONCE: Final = 4000


def due(
    app: web.Application,
    person: Person,
    texts: Iterable[str],
    surface: Surface,
    *,
    new_session: bool = False,
) -> str:
    """Return what is said to `person` alone in place of what they wish; empty: it is done.

    After a sign, for as long as it matters, nothing that they write gets to others.
    """
    care, pieces = app[keys.CARE], list(_pieces(texts))
    for text in pieces:
        if numbers := care.numbers_for(person, text):
            return numbers
    said = ""
    for text in pieces:
        response = _heard(app, person, text, surface, new_session=new_session)
        if response.instead:
            return response.text
        said = response.text if response else said
    if pieces and care.state(person):
        return said or crisis.STAYING[care.language(person)]
    return ""


def _pieces(texts: Iterable[str]) -> Iterator[str]:
    """Return the texts, fit or not; longer ones piece by piece."""
    for text in filter(str.strip, texts):
        yield from (text[at : at + _AT_ONCE] for at in range(0, len(text), _AT_ONCE))


def _heard(
    app: web.Application, person: Person, text: str, surface: Surface, *, new_session: bool
) -> crisis.Response:
    """Return what is due for `text`; where that cannot be told, the line alone is read."""
    try:
        return app[keys.CARE].hear(person, text, surface, new_session=new_session)
    except Exception as error:  # noqa: BLE001 - whoever writes is heard, whatever fails in there
        _tell_of_failure(error)
        verdict = crisis.detect(text)
        block = crisis.block(verdict.language, verdict.level) if verdict else ""
        return crisis.Response("block" if verdict else "nothing", block)


def _tell_of_failure(error: Exception) -> None:
    """Log a fault of the crisis protocol, without its text, which may quote words."""
    log.error("the crisis protocol failed on a line", extra={"error": type(error).__name__})
