"""What lets a provider keep the beginning of a prompt, as it goes over the wire and is billed."""

from typing import Any

import pytest

from bridge.asking import Voiced, config_for
from bridge.models.anthropic import AnthropicModel
from bridge.models.base import GenerateConfig, Message, ModelOutput, Usage
from bridge.models.calls import Candidate, Deadlines
from bridge.models.catalog import Catalog
from bridge.models.entry import Access
from bridge.models.openai import OpenAIModel
from bridge.models.scripted import ScriptedModel
from bridge.presence import Person
from bridge.sessions import Session
from tests.providers.anthropic import AnthropicServer, Reply
from tests.providers.openai import OpenAIServer
from tests.providers.prefix_cache import AutomaticCache, Clock, MarkedCache
from world.personas import load_persona

SAID = [Message("user", "one"), Message("assistant", "two"), Message("user", "three")]
ENTRIES = Catalog.load()


@pytest.mark.parametrize(("lifetime", "mark"), [("5m", {}), ("1h", {"ttl": "1h"})])
async def test_both_marks_are_kept_for_as_long(lifetime, mark):
    """The provider refuses a mark of an hour behind one of five minutes."""
    async with AnthropicServer() as server:
        model = AnthropicModel(ENTRIES.find("opus"), Access("k", server.url))
        await model.generate(SAID, system="You.", config=GenerateConfig(lifetime=lifetime))
        await model.aclose()

    (request,) = server.requests
    blocks = [*request.body["system"], *(m["content"][0] for m in request.body["messages"])]
    wanted = {"type": "ephemeral", **mark}
    assert [block.get("cache_control") for block in blocks] == [wanted, None, wanted, None]


async def test_what_is_kept_for_an_hour_is_billed_as_that():
    """It costs twice the input, and what is kept for five minutes a quarter more."""
    reply = Reply(input_tokens=10, cache_write_tokens=3000, cache_write_long_tokens=2000)
    async with AnthropicServer(reply, reply) as server:
        model = AnthropicModel(ENTRIES.find("opus"), Access("k", server.url))
        whole = await model.generate(SAID, system="", config=GenerateConfig())
        pieces = [p async for p in model.stream(SAID, system="", config=GenerateConfig())]
        await model.aclose()

    usage = Usage(10, 12, 0, 3000, 2000)
    assert whole.usage == usage
    assert [piece.usage for piece in pieces if isinstance(piece, ModelOutput)] == [usage]
    cost = ENTRIES.find("opus").cost(usage)
    assert cost == pytest.approx((10 * 4 + 12 * 20 + 1000 * 5 + 2000 * 8) / 1e6)


async def test_openai_is_told_which_calls_begin_alike_and_not_whose_they_are():
    """It sends calls with one key to where their beginning is kept."""
    async with OpenAIServer() as server:
        model = OpenAIModel(ENTRIES.find("gpt"), Access("k", server.url))
        await model.generate(SAID, system="You.", config=GenerateConfig(cache_key="a1b2"))
        await model.generate(SAID, system="You.", config=GenerateConfig())
        await model.aclose()

    assert [r.body.get("prompt_cache_key") for r in server.requests] == ["a1b2", None]


def test_each_session_has_a_key_of_its_own_that_names_nobody():
    """Who is who is nobody's business but the Tower's."""
    candidate = Candidate(ScriptedModel([]), ENTRIES.find("gpt"))
    timmy = Voiced(load_persona("timmy"), (candidate,), Deadlines(), GenerateConfig())
    ann, ben = (Session(Person("http", name), name, "", 0, 0) for name in ("ann", "ben"))

    keys = [config_for(session, timmy).cache_key for session in (ann, ben, ann)]

    assert keys[0] == keys[2] != keys[1]
    assert not any("ann" in key for key in keys)


# --- The loopback provider that keeps beginnings ------------------------------------------------


def marked(*texts: str, marks: dict[int, str]) -> dict[str, Any]:
    """Return a request whose messages are `texts`, some of them marked."""
    blocks: list[dict[str, Any]] = [{"type": "text", "text": text} for text in texts]
    for n, ttl in marks.items():
        blocks[n] |= {"cache_control": {"type": "ephemeral", "ttl": ttl}}
    roles = ("user", "assistant")
    return {"messages": [{"role": roles[n % 2], "content": [b]} for n, b in enumerate(blocks)]}


def test_a_marked_beginning_is_read_until_its_time_is_over():
    """Each use begins its time anew."""
    clock = Clock()
    cache = MarkedCache(clock)
    request = marked("a" * 8000, "b" * 400, marks={0: "5m"})

    assert cache.bill(request) == Usage(100, 0, 0, 2000)
    clock.now += 299
    assert cache.bill(request) == Usage(100, 0, 2000, 0)
    clock.now += 299
    assert cache.bill(request) == Usage(100, 0, 2000, 0)
    clock.now += 301
    assert cache.bill(request) == Usage(100, 0, 0, 2000)


def test_only_what_is_new_is_written_behind_a_beginning_that_is_kept():
    """That is what makes a talk cheap that only ever grows at its end."""
    cache = MarkedCache(Clock())
    cache.bill(marked("a" * 8000, "b", marks={0: "5m"}))

    later = marked("a" * 8000, "b" * 400, "c" * 400, marks={1: "1h"})

    assert cache.bill(later) == Usage(100, 0, 2000, 100, 100)


def test_a_letter_that_changes_at_the_front_makes_all_of_it_new():
    """The same words elsewhere are other words."""
    cache = MarkedCache(Clock())
    cache.bill(marked("a" * 8000, "b" * 8000, marks={1: "5m"}))

    assert cache.bill(marked("x" + "a" * 7999, "b" * 8000, marks={1: "5m"})) == Usage(0, 0, 0, 4000)


def test_a_short_beginning_is_not_kept():
    """There is a least size, and nothing says so but the bill."""
    cache = MarkedCache(Clock())
    request = marked("a" * 4000, marks={0: "5m"})

    assert cache.bill(request) == cache.bill(request) == Usage(1000)


def test_the_automatic_cache_reads_what_begins_alike_in_whole_steps():
    """It needs no marks, and takes what it can."""
    cache = AutomaticCache(Clock())
    first = {"instructions": "a" * 8000, "input": [{"role": "user", "content": "b"}]}
    second = {"instructions": "a" * 8000, "input": [{"role": "user", "content": "c" * 4000}]}

    assert cache.bill(first).cache_read_tokens == 0
    bill = cache.bill(second)
    assert bill.cache_read_tokens == 1920
    assert bill.cache_write_tokens >= 900
    assert cache.bill({**second, "prompt_cache_key": "other"}).cache_read_tokens == 0
