"""`tower models`: which models there are, what they cost, and whether their providers agree."""

import asyncio
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bridge.cli.configured import settings as configured
from bridge.errors import BridgeError, SetUpError
from bridge.models.catalog import Catalog
from bridge.models.choice import NoKeyError, access_to, choose
from bridge.models.entry import Entry, Price, Provider
from bridge.models.served import LISTS, Served, found, served
from bridge.settings import Settings

EXAMPLE = """\
[providers.garage]                      # its key: GARAGE_API_KEY, another address: GARAGE_BASE_URL
speaks = "compatible"                   # Chat Completions, as most servers have it
base_url = "http://192.168.1.20:8000/v1"
key = "none"                            # it needs no key; without this line it needs one

[models.garage-qwen]                    # TIMMY_MODEL=garage-qwen
provider = "garage"
api_name = "Qwen/Qwen3-8B"              # what its provider calls it
display_name = "Qwen 3"
context = 32_768                        # tokens of prompt and answer together; default 8192
answer = 2048                           # tokens of an answer, at most; default 4096
temperature = true                      # it takes one; default false
price = { input = 0.05, output = 0.2 }  # US dollars per million tokens; without it: nothing
"""
HELP = f"""\
TIMMY_MODELS names a file of your own (TOML). Its rows add to the table, or replace a row of the
same name as a whole. For example:

{EXAMPLE}
Further fields of a model: aliases (other keys for it), company, system = false (it takes no system
prompt), effort = "low" (how much it thinks) and thinking (tokens that this may take beyond the
answer), long_price (a price with `above`, from that many tokens on), status = "retired" with
stands_for (the key of the model that answers instead) and retired (the day). A price also has
cache_read, cache_write and cache_write_long.
A model that needs no row is asked for as <provider>/<model>, such as ollama/llama3.2.
"""


def main(*, as_json: bool, check: bool) -> int:
    """Show the catalogue; return the exit status."""
    try:
        settings = configured()
        catalog = Catalog.load(settings.timmy_models)
        choice = choose(settings, catalog)
    except SetUpError as error:
        print(error, file=sys.stderr)
        return 2
    checked = asyncio.run(_checked(catalog, settings)) if check else []
    chosen = choice.candidates[0].model.name
    if as_json:
        print(json.dumps(_as_data(catalog, settings, chosen, choice.reason, checked), indent=2))
    else:
        print(_as_table(catalog, settings))
        print(f"\nNow: {chosen}. {choice.reason}")
        for one in checked:
            print("", *one.lines, sep="\n")
        if check and not checked:
            print("\nThere is no key, so nobody was asked.")
    return int(any(one.wrong for one in checked))


# --- The table ----------------------------------------------------------------------------------

_HEAD = ("KEY", "PROVIDER", "NAME", "CONTEXT", "ANSWER", "IN", "OUT", "CACHE", "STATUS")
_TO_THE_RIGHT = frozenset({"CONTEXT", "ANSWER", "IN", "OUT", "CACHE"})


def _as_table(catalog: Catalog, settings: Settings) -> str:
    """Return the models as lines, prices in US dollars per million tokens."""
    rows = [_HEAD, *(_row(catalog, settings, entry) for entry in catalog.entries.values())]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if head in _TO_THE_RIGHT else cell.ljust(width)
            for head, cell, width in zip(_HEAD, row, widths, strict=True)
        ).rstrip()
        for row in rows
    )


def _row(catalog: Catalog, settings: Settings, entry: Entry) -> tuple[str, ...]:
    first = (", ".join((entry.key, *entry.aliases)), entry.provider, entry.display_name)
    if entry.stands_for:
        gone = f"retired {entry.retired}".rstrip()
        return (*first, "", "", "", "", "", f"{gone}, stands for {entry.stands_for}")
    provider = catalog.providers[entry.provider]
    cells = (_tokens(entry.context), _tokens(entry.answer), *_prices(entry))
    ends = f"until {entry.retired}, " if entry.retired else ""
    return (*first, *cells, f"{ends}{_key(provider, settings)}")


def _prices(entry: Entry) -> tuple[str, str, str]:
    """Return what its tokens cost; a dash where nobody has told."""
    price = entry.price
    if price == Price():
        return "free" if entry.free else "-", "", ""
    return f"{price.input:g}", f"{price.output:g}", f"{price.cache_read:g}"


def _tokens(count: int) -> str:
    """Return a count as people say it: 128K, 1.05M."""
    return f"{count / 1e6:g}M" if count >= 1_000_000 else f"{count // 1000}K"


def _key(provider: Provider, settings: Settings) -> str:
    if provider.key:
        return "needs no key"
    has = "has" if _can_be_reached(provider, settings) else "no"
    return f"{has} {provider.key_variable}"


def _can_be_reached(provider: Provider, settings: Settings) -> bool:
    try:
        access_to(provider, settings)
    except NoKeyError:
        return False
    return True


def _as_data(
    catalog: Catalog, settings: Settings, chosen: str, reason: str, checked: Sequence["Checked"]
) -> dict[str, Any]:
    return {
        "chosen": {"key": chosen, "reason": reason},
        "models": [entry.model_dump() for entry in catalog.entries.values()],
        "providers": [
            {
                "name": provider.name,
                "company": provider.company,
                "key_variable": provider.key_variable,
                "address_variable": provider.address_variable,
                "can_be_asked": _can_be_reached(provider, settings),
            }
            for provider in catalog.providers.values()
        ],
        "checked": [
            {"provider": one.provider, "wrong": one.wrong, "lines": one.lines} for one in checked
        ],
    }


# --- What the providers say ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of asking one provider."""

    provider: str
    wrong: bool
    lines: Sequence[str]


async def _checked(catalog: Catalog, settings: Settings) -> list[Checked]:
    """Ask every provider that the host has a key for, or has chosen, all at once."""
    asked = [p for p in catalog.providers.values() if _is_used(p, catalog, settings)]
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(_ask(p, catalog, settings)) for p in asked]
    return [task.result() for task in tasks]


def _is_used(provider: Provider, catalog: Catalog, settings: Settings) -> bool:
    if provider.speaks not in LISTS or not _can_be_reached(provider, settings):
        return False
    if provider.setting in settings.keys or provider.setting in settings.addresses:
        return True
    return provider.name in {entry.provider for entry in _chosen(catalog, settings)}


def _chosen(catalog: Catalog, settings: Settings) -> list[Entry]:
    """Return the models that the host has asked for by name."""
    entries = []
    for key in filter(None, (settings.timmy_model, settings.timmy_fallback)):
        try:
            entries.append(catalog.answering(catalog.find(key)))
        except BridgeError:  # it is said already why this one does not answer
            continue
    return entries


async def _ask(provider: Provider, catalog: Catalog, settings: Settings) -> Checked:
    try:
        listed = await served(provider, access_to(provider, settings))
    except BridgeError as error:
        return Checked(provider.name, wrong=True, lines=[f"{provider.name}: {error}"])
    ours = [*catalog.entries.values(), *_chosen(catalog, settings)]
    entries = {
        entry.key: entry
        for entry in ours
        if entry.provider == provider.name and not entry.stands_for
    }
    lines, wrong = [f"{provider.name} serves {len(listed)} models."], False
    for entry in entries.values():
        said, bad = _compared(entry, found(entry.api_name, listed))
        lines.append(f"  {entry.key}: {entry.api_name} {said}")
        wrong = wrong or bad
    return Checked(provider.name, wrong, lines)


def _compared(entry: Entry, model: Served | None) -> tuple[str, bool]:
    """Return what is to be said of a model by its provider's word, and whether that is bad."""
    if model is None:
        return "IS NOT SERVED.", True
    today = datetime.now(UTC).date().isoformat()
    if model.ended or (model.until and model.until <= today):
        return f"HAS ENDED{f' on {model.until}' if model.until else ''}.", True
    if model.until:
        known = "" if model.until == entry.retired else " (the table does not know that)"
        return f"is served until {model.until}{known}.", False
    return "is served.", False
