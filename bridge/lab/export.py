"""A talk of the laboratory as a file: Markdown, a page, JSON, or what the instruments measured."""

from collections.abc import Callable

import orjson

from bridge.conversations.export import Shown, markdown, page
from bridge.conversations.happening import Started
from bridge.lab.shelf import Kept
from bridge.lab.talk import Talk


def exported(kept: Kept, form: str) -> tuple[str, str]:
    """Return a talk in this form, and what kind of text that is; takes a while where it is long."""
    kind, made = FORMS[form]
    return made(kept), kind


def _page(kept: Kept) -> str:
    return page(_shown(kept), lambda _name: None)


def _markdown(kept: Kept) -> str:
    return markdown(_shown(kept))


def _json(kept: Kept) -> str:
    whole = Talk(kept.sheet, kept.happened).whole()
    return orjson.dumps(whole, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE).decode()


def _csv(kept: Kept) -> str:
    return Talk(kept.sheet, kept.happened).instruments.as_csv()


#: What may be asked for.
FORMS: dict[str, tuple[str, Callable[[Kept], str]]] = {
    "md": ("text/markdown", _markdown),
    "json": ("application/json", _json),
    "html": ("text/html", _page),
    "csv": ("text/csv", _csv),
}


def _shown(kept: Kept) -> Shown:
    meta, sheet = kept.record.meta, kept.sheet
    talk = Talk(sheet, kept.happened)
    facts = {
        "began": f"{sheet.started_at[:16].replace('T', ' ')} UTC",
        "lines": f"{len(talk.lines)}",
        "tokens": f"{talk.totals.prompt_tokens:,} read, {talk.totals.completion_tokens:,} written",
        "cost": f"${talk.totals.usd:.4f}",
    }
    if sheet.parent:
        facts["begun from"] = f"{sheet.parent.id}, after line {sheet.parent.at}"
    actors = {part.name: part.entries[0].display_name for part in meta.actors}
    began = Started(time=sheet.started_at, actors=tuple(actors), models=meta.models)
    return Shown("Laboratory", sheet.initial_prompt, actors, (began, *kept.happened), facts)
