"""Which models a provider serves, by its own word."""

import asyncio
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from bridge.models.entry import Access, Provider
from bridge.models.failures import only_ours

if TYPE_CHECKING:
    from collections.abc import AsyncIterable

#: Seconds for a provider's whole list.
DEADLINE: Final = 8.0
#: What a provider may add to a name that means the same model.
_VERSION = re.compile(r"(?:-\d{8}|-\d{4}-\d\d-\d\d|:latest)$")
#: The formats in which there is a list to ask for.
LISTS: Final = frozenset({"anthropic", "openai", "compatible", "hermes"})


@dataclass(frozen=True, slots=True)
class Served:
    """One model of a provider's list; `until` is the day on which it ends, if that is known."""

    until: str = ""
    ended: bool = False


async def served(
    provider: Provider, access: Access, *, deadline: float = DEADLINE
) -> dict[str, Served]:
    """Return the models that `provider` lists, by its own names for them.

    Raises:
        ModelError: it cannot be reached, does not take the key or answers with something else.
    """
    with only_ours(access.base_url):
        async with await asyncio.to_thread(_client, provider, access) as client:
            async with asyncio.timeout(deadline):
                models: AsyncIterable[Any] = client.models.list()
                return {str(model.id): _served(model) async for model in models}


def found(api_name: str, listed: dict[str, Served]) -> Served | None:
    """Return the model of that name, or a version of it; None where it is not listed."""
    if api_name in listed:
        return listed[api_name]
    versions = (model for name, model in listed.items() if _VERSION.sub("", name) == api_name)
    return next(versions, None)


def _client(provider: Provider, access: Access) -> Any:
    """Return a client of the vendor's SDK, which is imported for it."""
    if provider.speaks == "anthropic":
        import anthropic

        return anthropic.AsyncAnthropic(
            api_key=access.key, base_url=access.base_url, timeout=DEADLINE, max_retries=0
        )
    import openai

    return openai.AsyncOpenAI(
        api_key=access.key, base_url=access.base_url, timeout=DEADLINE, max_retries=0
    )


def _served(model: Any) -> Served:
    """Return what is said of `model`: Anthropic and OpenAI name the day in their own fields."""
    day = getattr(model, "retires_at", None) or getattr(model, "shutdown_date", None)
    return Served(str(day)[:10] if day else "", getattr(model, "lifecycle", "") == "retired")
