"""Rows on what long talks cost: the input of every call, at the catalogue's prices.

The real bridge talks to a loopback provider that keeps and bills beginnings of prompts as the real
ones say that they do. Nothing here depends on how fast the machine is.
"""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from aiohttp.test_utils import TestClient, TestServer

from bridge import keys
from bridge.app import create_app
from bridge.models.catalog import Catalog
from bridge.models.entry import Entry
from bridge.settings import Settings
from tests.bench.prose import messages
from tests.bench.scale import FULL, TINY, Scale
from tests.bench.table import Bound, Row
from tests.providers.prefix_cache import Answer, Clock, PricedAnthropic, PricedOpenAI, tokens_in
from world.scene import split_scene

_EVERYTHING: Final = "everything sent again, none of it kept by the provider"
#: Letters of a line, of either side, and of a summary.
_LINE, _SUMMARY = 600, 900
#: Seconds between two lines of a person.
GAP: Final = 30.0
#: By turns: what the input may cost at most, and should, as a part of sending everything again.
_WANTED: Final = {100: (0.1, 0.067), 1000: (None, 0.01)}
_VOICES: Final[dict[str, Callable[[Clock, Answer], PricedAnthropic | PricedOpenAI]]] = {
    "sonnet": PricedAnthropic,
    "opus": PricedAnthropic,
    "gpt": PricedOpenAI,
}


@dataclass(frozen=True, slots=True)
class Cost:
    """What the input of a talk cost, in US dollars: sent as it was, and all of it each time."""

    ours: float
    naive: float
    summaries: int


async def rows(scale: Scale, home: Path) -> list[Row]:
    """Let one person talk with each of the models."""
    logging.getLogger("aiohttp.access").setLevel(logging.WARNING)
    return [
        _row(await talk(home / f"{key}-{turns}", key, turns), key, turns)
        for key in (("sonnet",) if scale is TINY else _VOICES)
        for turns in (_WANTED if scale is FULL else (100,))
    ]


async def talk(home: Path, key: str, turns: int, gap: float = GAP) -> Cost:
    """Let one person speak `turns` times with the model of `key`, `gap` seconds apart."""
    clock, entry = Clock(), (await asyncio.to_thread(Catalog.load)).find(key)
    replies = iter(messages(turns, _LINE, seed=2))

    def answer(body: dict[str, Any]) -> str:
        return next(replies) if _is_chat(body) else _summary(body)

    async with _VOICES[key](clock, answer) as provider:
        settings = _settings(home, entry, provider.url)
        app = await asyncio.to_thread(create_app, settings, clock=clock)
        async with TestClient(TestServer(app)) as client:
            for line in messages(turns, _LINE, seed=1):
                clock.now += gap
                await _say(client, line)
                await app[keys.COMPACTOR].settled()
    bodies = [request.body for request in provider.requests]
    return Cost(
        ours=sum(entry.cost(bill) for bill in provider.bills),
        naive=_naive(bodies, entry),
        summaries=sum(not _is_chat(body) for body in bodies),
    )


def _naive(bodies: list[dict[str, Any]], entry: Entry) -> float:
    """Return what the same talk costs when each call sends all that was said before."""
    tokens, before = 0, 0
    for now in (_texts(body)[-1] for body in bodies if _is_chat(body)):
        tokens += tokens_in(_system(bodies[0])) + before + tokens_in(now)
        before += tokens_in(split_scene(now)[1]) + _LINE // 4
    return tokens * entry.price.input / 1e6


def _is_chat(body: dict[str, Any]) -> bool:
    return split_scene(_texts(body)[-1])[0] is not None


def _texts(body: dict[str, Any]) -> list[str]:
    if "input" in body:
        return [item["content"] for item in body["input"]]
    return [block["text"] for message in body["messages"] for block in message["content"]]


def _system(body: dict[str, Any]) -> str:
    return str(body["instructions"] if "input" in body else body["system"][0]["text"])


def _summary(body: dict[str, Any]) -> str:
    """Return a summary of the usual length, which tells as little as one that forgets."""
    (prose,) = messages(1, _SUMMARY, seed=len(_texts(body)))
    return prose


def _settings(home: Path, entry: Entry, url: str) -> Settings:
    return Settings.model_validate(
        {
            "timmy_home": home,
            "timmy_model": entry.key,
            "timmy_requests_per_minute": 10**6,
            "timmy_budget_day": "unlimited",
            "timmy_npcs": False,  # their calls are not this talk's
            "keys": {entry.provider: "a-key"},
            "addresses": {entry.provider: url},
        }
    )


async def _say(client: TestClient[Any, Any], line: str) -> None:
    body = {"user_id": "ann_01", "username": "Ann", "room": "The Threshold", "message": line}
    async with client.post("/bridge/chat", json=body) as response:
        if response.status != 200:
            raise RuntimeError(await response.text())


def _row(cost: Cost, key: str, turns: int) -> Row:
    must, should = _WANTED[turns]
    return Row(
        what=f"input of a talk of {turns:,} turns with {key}, {GAP:.0f} s apart",
        unit="cents",
        anchor=_EVERYTHING,
        anchor_value=cost.naive * 100,
        ours=cost.ours * 100,
        must=Bound(times=must) if must else None,
        should=Bound(times=should),
    )
