"""What the host is told while no reply comes: which model, and what is wrong with it."""

import asyncio

import pytest

from bridge.app import create_app
from bridge.errors import (
    ModelBusyError,
    ModelCutError,
    ModelEmptyError,
    ModelError,
    ModelKeyError,
    ModelRefusedError,
    ModelTimeoutError,
    ModelUnreadableError,
)
from bridge.models.catalog import Catalog
from bridge.models.scripted import Line
from bridge.trouble import Trouble
from tests.bridge.people import CRISIS, body, get

OPUS, GPT = (Catalog.load().find(key) for key in ("opus", "gpt"))


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (ModelBusyError("?"), "there is too much to do, or trouble at the provider"),
        (ModelCutError("?"), "what came broke off"),
        (ModelEmptyError("?"), "what came was empty"),
        (ModelKeyError("?"), "the key is not accepted"),
        (ModelRefusedError("?"), "it would rather not answer"),
        (ModelTimeoutError("?"), "nothing came in time"),
        (ModelUnreadableError("?"), "something other than a model answered"),
        (ModelError("The account is used up."), "The account is used up"),
    ],
)
async def test_a_turn_that_fails_is_told_by_health_until_one_succeeds(bridge, error, kind):
    """Whoever hosts looks there, and not at the faces of the visitors."""
    says: list[Line] = [error]
    client, _ = await bridge(lambda _: says[-1])

    told = []
    for _ in range(2):
        async with client.post("/bridge/chat", json=body("Ann", "hello")):
            told.append(await get(client, "/bridge/health"))
        says.append("Yes.")

    assert [health["status"] for health in told] == ["degraded", "ok"]
    assert told[0]["degraded"] == [f"a model gives no reply; {kind}."]


async def test_a_moment_of_crisis_tells_nothing_of_the_model(bridge):
    """Words of ours stand in for a model then, and nobody shall see when that is."""
    client, _ = await bridge(lambda _: ModelError("no"))
    for words in (CRISIS, "I am still here"):
        async with client.post("/bridge/chat", json=body("Ann", words)) as response:
            assert response.status == 200

    assert (await get(client, "/bridge/health"))["degraded"] == []


def test_of_two_models_that_fail_both_are_named():
    """The reason is that of the last one, because it is the one that is known."""
    trouble = Trouble()

    trouble.failed([OPUS, GPT], ModelKeyError("?"))

    assert trouble.sentence == (
        "Claude Opus 5.5 and GPT-6.1 Sol give no reply; of the last one: the key is not accepted."
    )


def test_a_provider_that_is_left_alone_keeps_the_reason_for_it():
    """A breaker says only that it rests, and the host wants to know why."""
    trouble, refused = Trouble(), ModelBusyError("?")
    refused.facts = {"why": "Connection refused"}

    trouble.failed([OPUS], refused)
    trouble.failed([OPUS], ModelBusyError("resting"))
    assert "Connection refused" in trouble.sentence

    trouble.failed([OPUS], ModelTimeoutError("?"))
    assert "nothing came in time" in trouble.sentence


@pytest.mark.parametrize("speaks", ["ollama/llama3.2", "sonnet"])
async def test_a_server_that_is_not_there_is_named_to_the_host(
    aiohttp_client, settings, caplog, speaks
):
    """The commonest mistake with a model of one's own: nobody has started it."""
    at = "http://127.0.0.1:9/v1"
    access = {"ollama_base_url": at, "anthropic_base_url": at, "anthropic_api_key": "k"}
    app = await asyncio.to_thread(
        create_app, settings(timmy_model=speaks, timmy_npcs=False, **access)
    )
    client = await aiohttp_client(app)

    async with client.post("/bridge/chat", json=body("Ann", "hello")) as response:
        assert response.status == 503
    (sentence,) = (await get(client, "/bridge/health"))["degraded"]

    assert sentence.endswith("gives no reply; there is no connection (Connection refused).")
    facts = vars(next(r for r in caplog.records if r.getMessage() == "model attempt failed"))
    assert facts["cause"] == "ConnectionRefusedError"
    assert facts["address"] == "http://127.0.0.1:9/v1"
    assert facts["why"] == "Connection refused"
