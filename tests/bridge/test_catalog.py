"""Which model answers, and the whole way from a request by HTTP to the provider and back."""

import asyncio

import pytest

from bridge.app import create_app
from bridge.models.calls import Deadlines
from bridge.models.catalog import choose
from tests.bridge.people import CRISIS, body
from tests.providers.anthropic import AnthropicServer, Hang, Refusal, Reply

SHORT = Deadlines(first_token=0.2, silence=0.2, all_first_tokens=0.3, total=1.0)


@pytest.mark.parametrize(
    ("wanted", "name", "because"),
    [
        ({}, "offline", "no ANTHROPIC_API_KEY"),
        ({"timmy_model": "offline", "anthropic_api_key": "k"}, "offline", "asks for"),
        ({"timmy_model": "gpt-9", "anthropic_api_key": "k"}, "offline", "known: opus"),
        ({"anthropic_api_key": "k"}, "sonnet", "claude-sonnet"),
        ({"timmy_model": "haiku", "anthropic_api_key": "k"}, "haiku", "claude-haiku"),
    ],
)
def test_the_voice_is_chosen_and_says_why(settings, wanted, name, because):
    """Whoever hosts the world must see at a glance why this voice answers and not another."""
    choice = choose(settings(**wanted))

    assert choice.model.name == name
    assert because in choice.reason


@pytest.fixture
def tower(aiohttp_client, settings):
    """Start a bridge that speaks with a provider on this machine."""

    async def start(server: AnthropicServer, deadlines: Deadlines | None = None):
        wanted = settings(anthropic_api_key="sk-test", anthropic_base_url=server.url)
        app = await asyncio.to_thread(create_app, wanted, deadlines=deadlines)
        return await aiohttp_client(app)

    return start


async def test_a_chat_goes_to_the_provider_and_back(tower):
    """The official SDK over a real socket, with the persona, the protocol and the scene."""
    async with AnthropicServer(Reply(texts=("The LED pulses. ", "Hello."))) as server:
        client = await tower(server)
        response = await client.post("/bridge/chat", json=body("Ann", "hello"))

        assert (await response.json())["response"] == "The LED pulses. Hello."
    sent = str(server.requests[0].body)
    assert "CRISIS PROTOCOL" in sent
    assert "The Threshold" in sent
    assert "sk-test" not in sent


async def test_a_provider_that_hangs_or_refuses_is_a_sentence_and_a_crisis_is_answered(tower):
    """A dead provider must cost a person neither their time nor the protocol."""
    async with AnthropicServer() as server:
        server.otherwise = Hang()
        client = await tower(server, SHORT)
        late = await client.post("/bridge/chat", json=body("Ann", "hello"))
        block = await client.post("/bridge/chat", json=body("Ann", CRISIS))
        server.otherwise = Refusal(status=401)
        refused = await client.post("/bridge/chat", json=body("Ben", "hello"))
        health = await (await client.get("/bridge/health")).json()

    assert late.status == 504
    assert (await late.json())["detail"].endswith(".")
    assert (await block.json())["response"].startswith("Are you safe right now?")
    assert refused.status == 502
    assert health["status"] == "degraded"
    assert health["degraded"]
