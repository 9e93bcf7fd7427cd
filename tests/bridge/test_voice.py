"""Who talks with Timmy is told when another model than usual lends him its voice."""

import asyncio
import json

import pytest

from bridge.app import create_app
from tests.bridge.people import CRISIS, TestClient, answered, body, chat
from tests.bridge.test_streaming import events
from tests.providers.anthropic import AnthropicServer, Refusal, Reply

STANDS_IN = {"name": "the offline voice", "instead_of": "Claude Sonnet 5.5"}


@pytest.fixture
async def provider():
    async with AnthropicServer() as server:
        server.otherwise = Refusal(status=401)
        yield server


@pytest.fixture
async def client(aiohttp_client, settings, provider) -> TestClient:
    given = settings(
        anthropic_api_key="k", anthropic_base_url=provider.url, timmy_fallback="offline"
    )
    found: TestClient = await aiohttp_client(await asyncio.to_thread(create_app, given))
    return found


async def test_a_reply_says_whose_it_is_when_another_stands_in(client, provider):
    """Who thinks they talk with a large model must not take a small one for it."""
    stood_in = await chat(client, "Ann")
    provider.otherwise = Reply()
    back = await chat(client, "Ann")

    assert stood_in["voice"] == STANDS_IN
    assert "voice" not in back


async def test_so_does_the_end_of_a_stream(client):
    """It has the JSON of the plain answer."""
    found = await events(client, "Ann")

    assert found[-1][0] == "done"
    assert found[-1][1]["voice"] == STANDS_IN


async def test_the_same_question_again_has_the_same_voice(client, provider):
    """What was kept is who answered then."""
    key = {"Idempotency-Key": "k1"}
    first = await answered(client.post("/bridge/chat", json=body("Ann"), headers=key))
    provider.otherwise = Reply()
    again = await answered(client.post("/bridge/chat", json=body("Ann"), headers=key))

    assert json.dumps(first) == json.dumps(again)
    assert first["voice"] == STANDS_IN


async def test_nothing_of_it_is_said_to_somebody_who_may_be_in_danger(client):
    """They have other things to read."""
    await chat(client, "Ann", CRISIS)

    assert "voice" not in await chat(client, "Ann", "I am still here")
