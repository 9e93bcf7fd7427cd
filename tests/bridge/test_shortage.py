"""A budget that permits no reply is said at the start, and not by each visitor's refusal."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from bridge.app import create_app
from bridge.asking import Voiced
from bridge.models.base import GenerateConfig
from bridge.models.calls import Deadlines
from bridge.models.catalog import Catalog
from bridge.models.choice import choose
from bridge.settings import Settings
from bridge.shortage import shortage
from tests.bridge.people import body, get
from tests.conftest import MUD
from world.personas import load_persona

KEYS = {"anthropic_api_key": "k", "openai_api_key": "k"}
NOWHERE = {"anthropic_base_url": "http://127.0.0.1:9", "ollama_base_url": "http://127.0.0.1:9/v1"}


@dataclass
class House:
    """What would answer with some settings, and what they permit."""

    given: Settings

    def __post_init__(self) -> None:
        candidates = choose(self.given, Catalog.load()).candidates
        self.voiced = Voiced(load_persona("timmy"), candidates, Deadlines(), GenerateConfig())

    @property
    def shortage(self) -> str:
        return shortage(self.voiced, self.given.caps)


@pytest.fixture
def house(settings) -> Callable[..., House]:
    return lambda **given: House(settings(**KEYS, **NOWHERE, **given))


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"timmy_budget_day": "0.01 USD"}, ["TIMMY_BUDGET_DAY permits 0.01 USD", "PERSON", "them"]),
        ({"timmy_model": "gpt-mini", "timmy_budget_day": "0 USD"}, ["permits 0 USD"]),
        ({"timmy_budget_day": "0"}, ["permits 0 USD, 0 tokens, 0 calls"]),
        ({"timmy_budget_person": "1%"}, ["TIMMY_BUDGET_PERSON permits 0.05 USD. Raise that"]),
        ({"timmy_budget_agent": "100 tokens"}, ["TIMMY_BUDGET_AGENT permits 100 tokens."]),
    ],
)
def test_the_settings_that_are_too_small_are_named(house, given, says):
    """With what one reply takes at worst, so that the host knows how far to raise them."""
    sentence = house(**given).shortage

    assert sentence.startswith(f"No reply of {'GPT' if 'timmy_model' in given else 'Claude'}")
    assert all(words in sentence for words in says)
    assert "choose another model." in sentence


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"timmy_budget_day": "0 USD", "timmy_model": "ollama/llama3.2"},
        {"timmy_budget_day": "0", "timmy_model": "offline"},
        {"timmy_budget_conversation": "0"},
    ],
)
def test_a_budget_that_permits_replies_is_no_shortage(house, given):
    """What costs nothing needs no money, and a voice of our own no budget at all."""
    assert house(**given).shortage == ""


def test_what_is_said_to_be_needed_is_enough(house):
    """Whoever raises a limit to that figure is answered."""
    poor = house(timmy_budget_day="0.01 USD", timmy_budget_person="100%")
    needed = poor.shortage.split("takes ")[1].split(",")[0]
    assert needed.endswith(" USD")

    assert house(timmy_budget_day=needed, timmy_budget_person="100%").shortage == ""
    less = f"{float(needed.split()[0]) - 0.0002} USD"
    assert house(timmy_budget_day=less, timmy_budget_person="100%").shortage


def test_who_answers_instead_is_said(house):
    """Then visitors hear a voice, and the host wonders at it."""
    sentence = house(timmy_budget_day="0.01 USD", timmy_fallback="offline").shortage

    assert sentence.endswith("Until then, the offline voice answers.")


async def test_health_and_the_operator_are_told_from_the_start(settings, aiohttp_client):
    """Before anybody has asked, and once only when somebody has been refused."""
    given = settings(**KEYS, **NOWHERE, timmy_budget_day="0.01 USD")
    client = await aiohttp_client(await asyncio.to_thread(create_app, given))

    for _ in range(2):
        (notice,) = (await get(client, "/bridge/health"))["degraded"]
        async with client.get("/bridge/budget", headers=MUD) as response:
            told = await response.json()
        assert notice == told["notice"]
        assert notice.startswith("No reply of Claude Sonnet 5.5 can be paid: at worst, a short one")
        async with client.post("/bridge/chat", json=body("Ann", "hello")) as refusal:
            assert refusal.status == 429
