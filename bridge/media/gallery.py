"""The pictures of a talk: copied beside its log, and shown on one page."""

import os
from collections.abc import Sequence
from html import escape
from itertools import count
from pathlib import Path
from string import Template
from typing import Final

from bridge.conversations.happening import MediaMade
from bridge.conversations.writing import replace
from bridge.media.images import Image
from world.text import plain

_PAGE: Final = Template(Path(__file__).with_name("gallery.html").read_text(encoding="utf-8"))


def keep(log: Path, image: Image) -> str:
    """Copy a picture beside `log`; return its place, seen from there.

    Raises:
        OSError: it cannot be written.
    """
    folder = log.with_name(f"{log.stem}_images")
    folder.mkdir(mode=0o700, exist_ok=True)
    for n in count(1):
        if any((folder / f"{n:03}.{suffix}").exists() for suffix in ("png", "jpg", "gif", "webp")):
            continue
        path = folder / f"{n:03}.{image.suffix}"
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
        with os.fdopen(file, "wb") as opened:
            opened.write(image.data)
        return f"{folder.name}/{path.name}"
    raise AssertionError


def page_of(log: Path) -> Path:
    """Return where the page of a talk lies."""
    return log.with_name(f"{log.stem}_gallery.html")


def show(log: Path, made: Sequence[MediaMade]) -> None:
    """Write the page with all pictures of the talk with that log.

    Those of a talk whose lines it began with are shown where they lie in the same folder.

    Raises:
        OSError: it cannot be written.
    """
    name = log.stem
    shown = [one for one in made if "://" in one.image or (log.parent / one.image).is_file()]
    numbers = {one.image: n for n, one in enumerate(shown, 1)}
    figures = "\n".join(_figure(n, one, numbers) for n, one in enumerate(shown, 1))
    page = _PAGE.substitute(name=escape(plain(name)), count=_count(len(shown)), figures=figures)
    replace(page_of(log), page)


def _figure(n: int, made: MediaMade, numbers: dict[str, int]) -> str:
    place, alt = escape(plain(made.image)), escape(plain(made.alt))
    if "://" in made.image:
        seen = f'<p class="far">It was not fetched. It is at <code>{place}</code>.</p>'
    else:
        seen = f'<a href="{place}"><img src="{place}" alt="{alt}" loading="lazy"></a>'
    before = numbers.get(made.base)
    origin = f' It changes <a href="#picture-{before}">picture {before}</a>.' if before else ""
    return (
        f'<figure id="picture-{n}">\n{seen}\n<figcaption><h2>Picture {n}, round {made.round}</h2>\n'
        f"<p>{escape(plain(made.prompt))}</p>\n<p>Mode: {escape(made.mode)}.{origin}</p>"
        "</figcaption>\n</figure>"
    )


def _count(n: int) -> str:
    return "one picture" if n == 1 else f"{n} pictures"
