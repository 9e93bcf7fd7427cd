"""`tower models`: which models there are, what they cost, and whether their providers agree."""

import asyncio
import json
import sys
from collections.abc import Sequence
from typing import Any

from bridge.cli.checking import Checked, checked, to_ask
from bridge.cli.configured import settings as configured
from bridge.errors import SetUpError
from bridge.models.catalog import Catalog
from bridge.models.choice import Choice, choose
from bridge.models.entry import Entry, Price, Provider
from bridge.models.opening import behind_hermes, can_be_reached
from bridge.models.served import DEADLINE
from bridge.settings import Settings

EXAMPLE = """\
[providers.garage]                      # its key: GARAGE_API_KEY, another address: GARAGE_BASE_URL
speaks = "compatible"                   # Chat Completions, as most servers have it
base_url = "http://192.168.1.20:8000/v1"
key = "none"                            # it needs no key; without this line it needs one
price = {}                              # its models cost nothing where their rows do not say

[models.garage-qwen]                    # TIMMY_MODEL=garage-qwen
provider = "garage"
api_name = "Qwen/Qwen3-8B"              # what its provider calls it
display_name = "Qwen 3"
context = 32_768                        # tokens of prompt and answer together; default 8192
answer = 2048                           # tokens of an answer, at most; default 4096
temperature = true                      # it takes one; default false
price = { input = 0.05, output = 0.2 }  # US dollars per million tokens
"""
HELP = f"""\
TIMMY_MODELS names a file of your own (TOML). Its rows add to the table, or replace a row of the
same name as a whole. For example:

{EXAMPLE}
Further fields of a model: aliases (other keys for it), company, system = false (it takes no system
prompt), effort = "low" (how much it thinks) and thinking (tokens that this may take beyond the
answer), talk (tokens of a reply in `backrooms`, thinking included), long_price (a price with
`above`, from that many tokens on), status = "retired" with stands_for (the key of the model that
answers instead) and retired (the day). A price also has cache_read, cache_write and
cache_write_long.
A model that needs no row is asked for as <provider>/<model>, such as ollama/llama3.2.

A model counts as the dearest of the table where neither its row nor its provider's says a price,
so that the budget holds for it as well; the list shows that price as assumed.
"""


def main(*, as_json: bool, check: bool) -> int:
    """Show the catalogue; return the exit status."""
    try:
        settings = configured()
        catalog = Catalog.load(settings.timmy_models)
    except SetUpError as error:
        print(error, file=sys.stderr)
        return 2
    mistake, choice = "", None
    try:
        choice = choose(settings, catalog)
    except SetUpError as error:  # what there is instead is to be seen even so
        mistake = str(error)
    if not as_json:
        print(_as_table(catalog, settings))
    if choice and not as_json:
        print(f"\nNow: {choice.candidates[0].model.name}. {choice.reason}", flush=True)
    check = check and choice is not None
    asked = _asked_all(catalog, settings) if check else []
    if as_json:
        print(json.dumps(_as_data(catalog, settings, choice, mistake, asked), indent=2))
    elif check:
        print(_as_lines(asked))
    if mistake:
        print(mistake, file=sys.stderr)
        return 2
    return int(any(one.wrong for one in asked))


def _as_lines(asked: Sequence[Checked]) -> str:
    if not asked:
        return "\nThere is no key, so nobody was asked."
    return "\n".join("\n".join(("", *one.lines)) for one in asked)


def _asked_all(catalog: Catalog, settings: Settings) -> list[Checked]:
    """Ask the providers, and say that on the way: it may take some seconds."""
    names = ", ".join(provider.name for provider in to_ask(catalog, settings))
    if names:
        print(f"\nAsking {names}, for {DEADLINE:.0f} s at most.", file=sys.stderr, flush=True)
    return asyncio.run(checked(catalog, settings))


_HEAD = ("KEY", "NAME", "CONTEXT", "ANSWER", "IN", "OUT", "CACHED")
#: Of the numbers; keys and names take what they need.
_WIDTHS = (7, 6, 4, 4, 6)


def _as_table(catalog: Catalog, settings: Settings) -> str:
    """Return the models as lines, those of each provider below its name; 80 columns hold ours."""
    groups = {
        provider.name: [_row(entry) for entry in _models_of(provider, catalog)]
        for provider in catalog.providers.values()
    }
    rows = [_HEAD, *(row for group in groups.values() for row in group)]
    widths = [max(len(row[column]) for row in rows) for column in (0, 1)]
    units = _line(("", "", "tokens", "tokens"), widths) + "  USD per 1M tokens"
    lines = [_line(_HEAD, widths), units]
    for name, group in groups.items():
        key = _key(catalog.providers[name], catalog, settings)
        lines += ["", f"{name}: {key}", *(_line(row, widths) for row in group)]
    return "\n".join(lines)


def _line(row: Sequence[str], names: Sequence[int]) -> str:
    key, name, *numbers = row
    cells = [key.ljust(names[0]), name.ljust(names[1])]
    cells += [cell.rjust(width) for cell, width in zip(numbers, _WIDTHS, strict=False)]
    return "  ".join(cells).rstrip()


def _models_of(provider: Provider, catalog: Catalog) -> list[Entry]:
    """Return the models of `provider`; where none is known, what any of them counts as."""
    known = [entry for entry in catalog.entries.values() if entry.provider == provider.name]
    if known:
        return known
    return [catalog.find(f"{provider.name}/<model>").model_copy(update={"display_name": "any"})]


def _row(entry: Entry) -> tuple[str, ...]:
    keys = ", ".join((entry.key, *entry.aliases))
    if entry.stands_for:
        return (
            keys,
            entry.display_name,
            f"retired {entry.retired}".rstrip() + f", now {entry.stands_for}",
        )
    name = entry.display_name
    if entry.retired:
        name += f" (to {entry.retired})"
    if entry.assumed:
        name += ", price assumed"
    return keys, name, _tokens(entry.context), _tokens(entry.answer), *_prices(entry.price)


def _prices(price: Price) -> tuple[str, ...]:
    if not any(price.model_dump().values()):
        return ("free",)
    return f"{price.input:g}", f"{price.output:g}", f"{price.cache_read:g}"


def _tokens(count: int) -> str:
    """Return a count as people say it: 128K, 1.05M."""
    return f"{count / 1e6:g}M" if count >= 1_000_000 else f"{count // 1000}K"


def _key(provider: Provider, catalog: Catalog, settings: Settings) -> str:
    asked = _asked(provider, catalog, settings)
    if asked.key:
        return "needs no key"
    has = "has" if can_be_reached(asked, settings) else "no"
    return f"{has} {asked.key_variable}"


def _asked(provider: Provider, catalog: Catalog, settings: Settings) -> Provider:
    """Return whose key is needed for models of `provider`."""
    if provider.speaks != "hermes-local":
        return provider
    try:
        return behind_hermes(catalog, settings)
    except SetUpError:  # it is said where it matters
        return provider


def _as_data(
    catalog: Catalog,
    settings: Settings,
    choice: Choice | None,
    mistake: str,
    asked: Sequence[Checked],
) -> dict[str, Any]:
    keys = [candidate.model.name for candidate in choice.candidates] if choice else []
    return {
        "chosen": {
            "key": keys[0] if keys else None,
            "fallback": keys[1] if len(keys) > 1 else None,
            "reason": choice.reason if choice else mistake,
        },
        "models": [
            entry.model_dump() | {"assumed": entry.assumed} for entry in catalog.entries.values()
        ],
        "providers": [
            {
                "name": provider.name,
                "company": provider.company,
                "key_variable": None
                if provider.our_own
                else _asked(provider, catalog, settings).key_variable,
                "address_variable": None
                if provider.our_own
                else _asked(provider, catalog, settings).address_variable,
                "can_be_asked": can_be_reached(_asked(provider, catalog, settings), settings),
                "price": provider.price.model_dump() if provider.price else None,
            }
            for provider in catalog.providers.values()
        ],
        "checked": [one.as_data() for one in asked],
    }
