"""`backrooms --list-models` and `--list-templates`."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from bridge.models.catalog import Catalog
from bridge.models.entry import Entry
from bridge.models.opening import can_be_reached
from bridge.settings import Settings
from world import templates as kept
from world.text import plain


def models(catalog: Catalog, settings: Settings, *, as_json: bool) -> int:
    """Print who can be asked to speak; return the exit status."""
    rows = [
        {
            "key": entry.key,
            "name": entry.display_name,
            "company": entry.company,
            "model": catalog.answering(entry).api_name,
            "ready": can_be_reached(catalog.providers[_answering(catalog, entry)], settings),
            "note": _note(catalog, entry, settings),
        }
        for entry in catalog.entries.values()
        if catalog.providers[entry.provider].speaks != "recorded"
    ]
    if as_json:
        print(json.dumps(rows, indent=2))
        return 0
    wide = [max(len(str(row[column])) for row in rows) for column in ("key", "name")]
    for row in rows:
        line = f"{row['key']:<{wide[0]}}  {row['name']:<{wide[1]}}  {row['note']}"
        print(plain(line).rstrip())
    print(
        "\nAny other model is <provider>/<model>, such as ollama/llama3.2; `tower models` has more."
    )
    return 0


def _answering(catalog: Catalog, entry: Entry) -> str:
    return catalog.answering(entry).provider


def _note(catalog: Catalog, entry: Entry, settings: Settings) -> str:
    provider = catalog.providers[_answering(catalog, entry)]
    says = [f"stands for {entry.stands_for} now"] if entry.stands_for else []
    if provider.speaks == "hermes-local":
        says.append("needs a Hermes Agent on this machine")
    elif provider.our_own:
        says.append("needs no key")
    elif not can_be_reached(provider, settings):
        says.append(f"needs {provider.key_variable}")
    return "; ".join(says) or "ready"


def templates(folders: Sequence[Path], *, as_json: bool) -> int:
    """Print what can be talked about; return the exit status."""
    found = list[kept.Template]()
    for name in kept.found(folders):
        try:
            found.append(kept.load(name, folders))
        except kept.TemplateError as error:
            print(plain(f"{name} cannot be used: {error}"), file=sys.stderr)
    rows = [
        {
            "name": one.name,
            "agents": len(one.spec.agents),
            "about": one.spec.about,
            "variables": {gap: one.spec.variables.get(gap, "") for gap in sorted(one.gaps)},
        }
        for one in found
    ]
    if as_json:
        print(json.dumps(rows, indent=2))
        return 0
    wide = max((len(one.name) for one in found), default=0)
    for one in found:
        gaps = "".join(f" (--var {gap}=...)" for gap in sorted(one.gaps))
        line = f"{one.name:<{wide}}  {len(one.spec.agents)}  {one.spec.about}{gaps}"
        print(plain(line).rstrip())
    return 0
