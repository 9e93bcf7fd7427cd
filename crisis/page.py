"""The public page of the protocol, made from the texts that are shown themselves.

It is read once, when this module is imported; whoever serves it has it in memory.
"""

import contextlib
import json
from collections.abc import Callable
from html import escape
from pathlib import Path
from string import Template

from crisis import protocol
from crisis.countries import TABLE, HelpLine
from crisis.detector import RECENT
from crisis.resources import helpline
from crisis.rows.evidence import Level
from crisis.rows.known import ANYWHERE, SIGNS
from crisis.state import FOLLOW_UPS, RETURN, WINDOW
from crisis.texts import reply

#: Where the page and its style are served.
PATH, SHORT, STYLE_PATH = "/crisis-protocol", "/crisis", "/crisis-protocol.css"

_HERE = Path(__file__).parent
_PAGE = Template(_HERE.joinpath("protocol.html").read_text(encoding="utf-8"))
STYLE = _HERE.joinpath("protocol.css").read_text(encoding="utf-8")
#: What `paper.crisis_vote.measure` has measured: sentences.
_MEASURED = _HERE / "measured.json"
_NOT_MEASURED = "How much it finds is measured by scripts that are part of the project."


def _measured() -> list[str]:
    """Return what was measured, a sentence each; empty where there are no figures."""
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        return [str(one) for one in json.loads(_MEASURED.read_text(encoding="utf-8"))["sentences"]]
    return []


_FIGURES = _measured()


def page(contact: str = "") -> str:
    """Return the page; `contact` is how the host of this world can be reached."""
    oldest, newest = protocol.lines_checked()
    texts = {
        f"{name}_{language}": escape(text(language), quote=False)
        for language in ("en", "es")
        for name, text in _TEXTS.items()
    }
    return _PAGE.substitute(
        texts,
        countries=len(TABLE),
        recent=RECENT + 1,
        languages=len(other_languages()),
        turns=FOLLOW_UPS,
        hours=round(WINDOW / 3600),
        days=round(RETURN / 86400),
        figures=_listed(_FIGURES) if _FIGURES else f"<p>{_NOT_MEASURED}</p>",
        lines="\n".join(map(_row, sorted(TABLE, key=lambda row: row.country))),
        contact=_host(contact),
        version=protocol.VERSION,
        reviewed=protocol.REVIEWED,
        oldest=oldest,
        newest=newest,
    )


def other_languages() -> set[str]:
    """Return the codes of the languages of which only the plainest statements are known."""
    codes = {row.code for row in SIGNS.rows} | {code for code, _ in ANYWHERE}
    return {code.partition(".")[0] for code in codes if code.endswith(".plain")}


_TEXTS: dict[str, Callable[[str], str]] = {
    "block": reply.block,
    "urgent": lambda language: reply.block(language, Level.IMMINENT),
    "soft": reply.soft,
    "help": reply.help_text,
}


def _listed(sentences: list[str]) -> str:
    return "\n".join(["<ul>", *(f"<li>{escape(one)}</li>" for one in sentences), "</ul>"])


def _row(row: HelpLine) -> str:
    first, *more = helpline(row.country).splitlines()
    country, _, lines = first.partition(": ")
    told = "\n".join([f"<strong>{escape(country)}:</strong> {escape(lines)}", *map(escape, more)])
    return f"<li>{told}<small>Checked on {row.checked}: {escape(row.source)}</small></li>"


def _host(contact: str) -> str:
    """Return who hosts this world, with a link where one can be made."""
    contact = contact.strip()
    if not contact:
        return "Whoever hosts this world."
    if "://" not in contact and "@" in contact and " " not in contact:
        link = f"mailto:{contact}"
    elif contact.startswith(("https://", "http://")) and " " not in contact:
        link = contact
    else:
        return f"Whoever hosts this world: {escape(contact)}."
    return f'Whoever hosts this world: <a href="{escape(link)}">{escape(contact)}</a>.'
