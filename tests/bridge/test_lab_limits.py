"""What the laboratory may ask of models that cost money, and what comes of their failures."""

import asyncio
from contextlib import asynccontextmanager

import pytest

from bridge import keys
from bridge.app import create_app
from bridge.models.calls import Deadlines
from tests.bridge.lab_client import lab_client
from tests.bridge.people import Clock, get
from tests.bridge.talker import words
from tests.providers.openai import OpenAIServer
from tests.providers.words import Refusal, Reply

DAY = 86400


@pytest.fixture
async def lab(aiohttp_client, settings):
    """Open a bridge whose laboratory asks a provider that does as it is told."""

    @asynccontextmanager
    async def opened(*behaviours, wall=None, **wanted):
        replies = [Reply(texts=(words(n),)) for n in range(60)]
        async with OpenAIServer(*behaviours, *replies) as provider:
            made = settings(
                **{
                    "lab_pace": "0",
                    "timmy_npcs": False,
                    "openai_api_key": "a-key",
                    "openai_base_url": provider.url,
                    **wanted,
                }
            )
            app = await asyncio.to_thread(
                create_app, made, deadlines=Deadlines(), **({"wall": wall} if wall else {})
            )
            yield await aiohttp_client(app), provider

    return opened


async def health(client):
    found = await get(client, "/api/health")
    return found["apiCalls"], found["apiLimit"]


async def waiting(one):
    """Wait until the talk has nothing left to pay with; return why."""
    return (await one.expect("CONVERSATION_UPDATED", status="waiting"))["reason"]


async def test_after_so_many_calls_a_talk_waits_for_the_next_day_and_goes_on_by_itself(lab):
    """A host who went to bed is not billed for the night, and nobody has to wake the talk."""
    wall = Clock()
    async with lab(wall=wall, daily_api_limit="3") as (client, _), lab_client(client) as one:
        await one.start("sydney", "rational")
        said = [await one.message() for _ in range(3)]
        reason = await waiting(one)
        assert await health(client) == (3, 3)

        wall.now += DAY
        client.server.app[keys.BUDGET].renew()
        said.append(await one.message())
        await one.expect("CONVERSATION_UPDATED", status="active")

    assert "Nothing is left of the laboratory's calls of today" in reason
    assert "00:00 UTC" in reason
    assert [line["index"] for line in said] == [1, 2, 3, 4]
    assert said[0]["model"] == "gpt-6.1-sol"
    assert said[0]["usage"]["total_tokens"] > 0
    assert said[0]["usd"] > 0


async def test_voices_of_our_own_are_not_counted(lab):
    """They cost nothing, and talk on when nothing is left."""
    async with lab(daily_api_limit="1") as (client, provider):
        async with lab_client(client) as one:
            await one.start("legacy", "sydney")
            assert (await one.message())["personalityId"] == "legacy"
            await one.message()
            assert (await one.message())["personalityId"] == "legacy"
            await waiting(one)
        assert await health(client) == (1, 1)

    assert {request.body["model"] for request in provider.requests} == {"gpt-6.1-sol"}


async def test_calls_that_were_made_are_counted_after_a_restart(lab):
    """To start the bridge anew is no way to another twenty-five."""
    async with lab(daily_api_limit="2") as (client, _), lab_client(client) as one:
        await one.start("sydney", "rational")
        await waiting(one)
        await client.close()
    async with lab(daily_api_limit="2") as (client, provider), lab_client(client) as one:
        _, init = await one.next()
        if init["conversations"][0]["status"] != "waiting":
            await waiting(one)
        assert await health(client) == (2, 2)

    assert not provider.requests


async def test_what_a_talk_was_begun_from_has_paid_for_its_own_lines(lab):
    """Three branches of a dear talk are not four dear talks."""
    async with lab() as (client, _), lab_client(client) as one:
        talk = await one.start("sydney", "rational", turnLimit=4)
        ended = await one.expect("CONVERSATION_UPDATED", status="stopped")
        await one.send("FORK_CONVERSATION", conversationId=talk["id"], at=4)
        fork = (await one.expect("CONVERSATION_STARTED"))["conversation"]

    assert ended["totals"]["total_tokens"] == 4 * (25 + 12)
    assert ended["totals"]["calls"] == 4
    assert ended["totals"]["usd"] > 0
    assert len(fork["messages"]) == 4
    assert (fork["totals"]["total_tokens"], fork["totals"]["usd"]) == (0, 0)


async def test_where_no_call_may_cost_money_a_talk_that_needs_one_says_which_setting_it_is(lab):
    """Tomorrow there would be none either."""
    async with lab(daily_api_limit="0") as (client, provider), lab_client(client) as one:
        await one.start("sydney", "rational")
        ended = await one.expect("CONVERSATION_UPDATED", status="stopped")

    assert ended["reason"].startswith("DAILY_API_LIMIT is 0")
    assert not provider.requests


@pytest.mark.parametrize("status", [401, 429, 500])
async def test_a_call_that_fails_is_given_back_and_the_talk_goes_on(lab, status):
    """Nobody pays for nothing, and one bad moment does not lose a talk."""
    failures = [Refusal(status=status)] * 3
    async with lab(*failures, daily_api_limit="2") as (client, provider):
        async with lab_client(client) as one:
            await one.start("sydney", "legacy")
            error = (await one.expect("CONVERSATION_ERROR"))["error"]
            kinds = [(await one.message())["personalityId"] for _ in range(2)]
        assert (await health(client))[0] <= 1

    assert error.startswith("Sydney cannot answer: ")
    assert kinds[0] == "legacy"
    assert len(provider.requests) >= 1


@pytest.mark.parametrize(("given", "limit"), [("7", 7), ("0", 0), ("many", 25), ("-3", 25)])
async def test_a_limit_that_is_no_number_is_the_usual_one(lab, given, limit, caplog):
    """A typo must open nothing, and stop nothing."""
    async with lab(daily_api_limit=given) as (client, _):
        assert await health(client) == (0, limit)

    assert ("DAILY_API_LIMIT" in caplog.text) == (limit == 25)
