"""What people write where others take part is read first: who may need help is answered, alone.

Nothing of it is said, shown or kept, and what goes on there goes on.
"""

import logging
from collections.abc import Collection, Iterator
from typing import Final

from aiohttp import web

import crisis
from bridge import keys
from bridge.care import Surface
from bridge.presence import Person

log = logging.getLogger(__name__)

#: Letters that are read at once, and those of them that were among the ones before: of what is
#: longer, not every one would be.
_AT_ONCE, _SHARED = 4000, 500
#: Texts of one wish that are read; what anybody is told of has fewer.
_TEXTS: Final = 32


def due(
    app: web.Application,
    person: Person,
    wish: object,
    words: Collection[str],
    surface: Surface,
    begins: Iterator[bool],
) -> str:
    """Return what is said to `person` alone in place of their `wish`; empty: it is done.

    What they write there under the names of `words` is a line of theirs: after a sign, for as long
    as it matters, none gets to others. A sign is answered wherever it stands, in a name, or in what
    is no wish at all. `begins` tells of each line whether a session begins with it, while it lasts.
    """
    care = app[keys.CARE]
    asked = said = ""
    followed = False
    for text in _lines(wish, words):
        if numbers := care.numbers_for(person, text):
            asked = asked or numbers
            continue
        response = _heard(app, person, text, surface, new_session=next(begins, False))
        if response.instead:
            return response.text
        if response or care.state(person):
            followed, said = True, response.text or said
    return asked or said or (crisis.STAYING[care.language(person)] if followed else "")


def _lines(wish: object, words: Collection[str]) -> Iterator[str]:
    """Yield what of a wish is a line of the person, fit or not; longer ones piece by piece."""
    texts = sorted(_texts(wish), key=lambda found: found[0] not in words)
    for name, text in texts[:_TEXTS]:
        for at in range(0, max(1, len(text) - _SHARED), _AT_ONCE - _SHARED):
            piece = text[at : at + _AT_ONCE]
            if piece.strip() and (name in words or crisis.detect(piece)):
                yield piece


def _texts(wish: object) -> Iterator[tuple[str, str]]:
    """Yield each text that a wish holds, with the name under which it stands, the nearest."""
    left: list[tuple[str, object]] = [("", wish)]
    while left:
        name, found = left.pop()
        if isinstance(found, str):
            yield name, found
        elif isinstance(found, dict):
            left += reversed([(str(key), value) for key, value in found.items()])
        elif isinstance(found, list):
            left += [(name, value) for value in reversed(found)]


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
