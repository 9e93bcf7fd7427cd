"""Which models there are: the table that comes with the bridge, and a file of the host's on top."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from bridge.errors import SetUpError
from bridge.models.entry import AssumedPrice, Entry, Price, Provider, table

_OURS = Path(__file__).with_name("catalog.toml")
_Row = TypeVar("_Row", bound=BaseModel)


class CatalogError(SetUpError):
    """A file of models cannot be read, or says something that it cannot mean."""


class UnknownModelError(SetUpError):
    """There is no model of this key."""


@dataclass(frozen=True, slots=True)
class Catalog:
    """All models that can be chosen.

    Attributes:
        providers: by name.
        entries: by key, the retired ones among them.
        aliases: further keys, and the key that each one means.
        dearest: what a model counts as of which nobody has told what it costs.
    """

    providers: Mapping[str, Provider]
    entries: Mapping[str, Entry]
    aliases: Mapping[str, str]
    dearest: AssumedPrice

    @classmethod
    def load(cls, more: Path | None = None) -> "Catalog":
        """Read our table, and the host's at `more`, whose rows add to ours or replace them.

        Raises:
            CatalogError: the host's file cannot be read, or a row of it cannot be meant so.
        """
        providers: dict[str, Provider] = {}
        entries: dict[str, Entry] = {}
        for path in (_OURS, more) if more else (_OURS,):
            try:
                _add(tomllib.loads(path.read_text(encoding="utf-8")), providers, entries)
                _refuse_what_stands_for_nothing(entries)
            except OSError as error:
                raise CatalogError(f"{path} cannot be read: {error.strerror}.") from None
            except UnicodeDecodeError:
                raise CatalogError(f"{path} is not UTF-8.") from None
            except ValueError as error:
                raise CatalogError(f"{path}: {error}.") from None
        aliases = {alias: entry.key for entry in entries.values() for alias in entry.aliases}
        told = [p for e in entries.values() for p in (e.price, e.long_price) if p]
        dearest = AssumedPrice.above(told)
        for key, entry in entries.items():
            if not entry.stands_for and "price" not in entry.model_fields_set:
                price = _price_of(providers[entry.provider], dearest)
                entries[key] = entry.model_copy(update={"price": price})
        return cls(providers, entries, aliases, dearest)

    def find(self, key: str) -> Entry:
        """Return the model for `key`: one of the table, or `provider/model` as its provider has it.

        Raises:
            UnknownModelError: there is none; the sentence lists what there is.
        """
        entry = self.entries.get(key) or self.entries.get(self.aliases.get(key, ""))
        if entry:
            return entry
        name, slash, api_name = key.partition("/")
        provider = self.providers.get(name)
        if provider and slash and api_name:
            return Entry(
                key=key,
                provider=name,
                api_name=api_name,
                display_name=api_name,
                company=provider.company,
                price=_price_of(provider, self.dearest),
            )
        raise UnknownModelError(
            f"There is no model {key}{self._meant(key)} Known are {', '.join(self.entries)}; any "
            f"other is <provider>/<model>, with one of the providers {', '.join(self._others())}. "
            "`tower models` shows them."
        )

    def _others(self) -> list[str]:
        """Return the names of the providers that have more models than stand in the table."""
        return [p.name for p in self.providers.values() if not p.our_own]

    def _meant(self, key: str) -> str:
        """Return what may be meant by a key that is none, as the end of a sentence."""
        names = {alias: alias for alias in self.aliases}
        names |= {entry.api_name: entry.key for entry in self.entries.values()}
        names |= {known: known for known in self.entries}
        if api_name := key.partition("/")[2]:
            names |= {one: one for one in (f"{name}/{api_name}" for name in self.providers)}
        near = get_close_matches(key.lower(), names, cutoff=0.7)
        found = dict.fromkeys(names[one] for one in near)
        return f"; did you mean {' or '.join(found)}?" if found else "."

    def answering(self, entry: Entry) -> Entry:
        """Return the model that answers for `entry`: itself, or the one it stands for."""
        while entry.stands_for:
            entry = self.entries[entry.stands_for]
        return entry


def _price_of(provider: Provider, dearest: AssumedPrice) -> Price:
    """Return what a model of `provider` costs of which nothing else is told."""
    return dearest if provider.price is None else provider.price


def _add(
    data: Mapping[str, Any], providers: dict[str, Provider], entries: dict[str, Entry]
) -> None:
    """Add the rows of one file.

    Raises:
        ValueError: one of them cannot be meant so; the text names it.
    """
    unknown = sorted(set(data) - {"providers", "models"})
    if unknown:
        raise ValueError(f"[{unknown[0]}] is neither [providers.<name>] nor [models.<key>]")
    for name, row in table(data, "providers").items():
        defaults = {"company": name}
        providers[name] = _read(Provider, f"[providers.{name}]", defaults, row, {"name": name})
    for key, row in table(data, "models").items():
        where = f"[models.{key}]"
        provider = next((p for p in providers.values() if p.name == row.get("provider")), None)
        if provider is None:
            raise ValueError(f"{where} needs a provider, one of {', '.join(providers)}")
        defaults = {"display_name": row.get("api_name", key), "company": provider.company}
        entries[key] = _read(Entry, where, defaults, row, {"key": key})


def _read(
    kind: type[_Row],
    where: str,
    defaults: Mapping[str, Any],
    row: Mapping[str, Any],
    named: Mapping[str, str],
) -> _Row:
    """Return one row; `named` is what it is called, which nothing in it says again."""
    twice = sorted(named.keys() & row.keys())
    if twice:
        raise ValueError(f"{where} {twice[0]}: that is what stands in the brackets")
    try:
        return kind.model_validate({**defaults, **row, **named})
    except ValidationError as error:
        raise ValueError(f"{where} {_sentence(error, kind)}") from None


def _sentence(error: ValidationError, kind: type[BaseModel]) -> str:
    first = error.errors()[0]
    field = ".".join(str(part) for part in first["loc"])
    if first["type"] == "extra_forbidden":
        near = get_close_matches(field, kind.model_fields, n=1)
        return f"{field}: there is no such field{f'; {near[0]} may be meant' if near else ''}"
    if first["type"] == "missing":
        return f"{field}: this is needed"
    message = first["msg"].removeprefix("Value error, ").rstrip(".")
    return f"{field}: {message}" if field else message


def _refuse_what_stands_for_nothing(entries: Mapping[str, Entry]) -> None:
    for entry in entries.values():
        behind, chain = entry, [entry.key]
        while behind.stands_for:
            found = entries.get(behind.stands_for)
            if found is None:
                raise ValueError(
                    f"[models.{behind.key}] stands_for: there is no model {behind.stands_for}"
                )
            chain.append(found.key)
            if found.key in chain[:-1]:
                raise ValueError(
                    f"[models.{entry.key}] stands_for: it goes in a circle ({' > '.join(chain)})"
                )
            behind = found
