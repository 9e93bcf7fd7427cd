"""Many chats with a provider that fails three calls in ten, in all the ways that it can."""

import asyncio
import itertools
import random
import re
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace

import pytest

from bridge.errors import ModelError
from bridge.models.base import GenerateConfig, Message
from bridge.models.breaker import Breaker
from bridge.models.calls import ATTEMPTS, Answer, Candidate, Deadlines, Timing, call
from tests.bridge.speakers import CLAUDE, GPT, LOCAL, SPEAKERS, Server, Speaker
from tests.providers.words import Behaviour, Hang, Raw, Refusal, Reply

FAILING = 0.3
#: Far more than a good call takes here, even on a busy machine.
DEADLINES = Deadlines(first_token=2.0, silence=2.0, all_first_tokens=20.0, total=40.0)
#: Chats at the same time, and the seconds that pass each time that a breaker looks at its clock.
AT_ONCE, APART = 10, 1.0
GARBLED = b"event: message\ndata: {oh no\n\n"

FAILURES: tuple[Behaviour, ...] = (
    Refusal(status=500),
    Refusal(status=529),
    Refusal(status=429),
    Refusal(status=429, retry_after="1"),
    Hang(),
    Reply(texts=("Once upon",), then="silence"),
    Reply(texts=("Once upon",), then="cut"),
    Reply(texts=("Once upon",), then="reset"),
    Reply(texts=("Once upon",), then="error"),
    Reply(texts=()),
    Raw(body=GARBLED, content_type="text/event-stream"),
    Raw(body=b"<html>Come back later.</html>", content_type="text/html"),
)


def luck(seed: int) -> Iterator[Behaviour]:
    """Yield what happens to one request after the other; each good reply is another one."""
    dice = random.Random(seed)  # noqa: S311 - no secret, and to be repeated
    for number in itertools.count():
        if dice.random() < FAILING:
            yield dice.choice(FAILURES)
        else:
            yield Reply(texts=("Reply ", f"{number} ", "is whole."))


@dataclass
class Street:
    """A provider that fails, one that stands in for it, and one that has to do with neither."""

    sick: Candidate
    stand_in: Candidate
    neighbour: Candidate
    servers: tuple[Server, Server, Server]
    answers: list[Answer] = field(default_factory=list)
    failures: list[ModelError] = field(default_factory=list)
    beside: list[Answer] = field(default_factory=list)

    async def chats(self, number: int, *, stand_in: bool) -> None:
        """Have so many chats, each with one beside it that goes to the neighbour."""
        candidates = [self.sick, self.stand_in] if stand_in else [self.sick]
        names = iter(range(number))

        async def visitor() -> None:
            for name in names:
                try:
                    self.answers.append(await asked(candidates, name))
                except ModelError as error:
                    self.failures.append(error)
                self.beside.append(await asked([self.neighbour], name))

        async with asyncio.TaskGroup() as group:
            for _ in range(AT_ONCE):
                group.create_task(visitor())

    @property
    def most_calls(self) -> int:
        """The calls to providers that any one chat has cost."""
        *asked, _ = self.servers
        names = (re.search(r"chat \d+", str(r.body)) for server in asked for r in server.requests)
        return max(Counter(name[0] for name in names if name).values())


async def asked(candidates: list[Candidate], name: int) -> Answer:
    return await call(
        candidates,
        [Message("user", f"This is chat {name}.")],
        system="You are Timmy.",
        config=GenerateConfig(max_tokens=100),
        deadlines=DEADLINES,
        timing=Timing(sleep=lambda _: asyncio.sleep(0)),
    )


@asynccontextmanager
async def street(first: Speaker) -> AsyncIterator[Street]:
    """Open three providers, of which the first one fails."""
    clock = itertools.count(0.0, APART)
    async with AsyncExitStack() as stack:
        servers, candidates = [], []
        for speaker in (first, LOCAL if first is GPT else GPT, CLAUDE):
            server, model = await stack.enter_async_context(speaker.opened())
            breaker = Breaker(now=lambda: next(clock), dice=lambda: 0.5)
            servers.append(server)
            candidates.append(Candidate(model, speaker.entry, breaker))
        servers[0].otherwise = luck(7)
        sick, stand_in, neighbour = candidates
        found = (servers[0], servers[1], servers[2])
        yield Street(sick, stand_in, neighbour, found)
        for server in servers:
            await server.until_idle()


def assert_all_went_as_promised(street: Street, number: int) -> None:
    whole = re.compile(r"Reply \d+ is whole\.|Hello there\.")
    ours = [answer for answer in street.answers if not answer.stood_in]
    assert len(street.answers) + len(street.failures) == number
    assert all(whole.fullmatch(answer.output.text) for answer in street.answers)
    assert len({answer.output.text for answer in ours}) == len(ours), "a reply came twice"
    assert street.most_calls <= ATTEMPTS
    assert [answer.attempts for answer in street.beside] == [1] * number
    assert len(street.servers[2].requests) == number


@pytest.mark.parametrize("speaker", SPEAKERS, ids=lambda speaker: speaker.name)
async def test_with_a_stand_in_every_chat_is_answered(speaker):
    """Whole and unmixed, with three calls at most; and the neighbour's are not touched by it."""
    async with street(speaker) as there:
        await there.chats(100, stand_in=True)

        assert_all_went_as_promised(there, 100)
        assert there.failures == []
        assert {answer.stood_in for answer in there.answers} == {True, False}


async def test_without_a_stand_in_few_chats_are_lost():
    """Three tries in a row fail now and then: then a sentence says so, and nothing is made up."""
    async with street(GPT) as there:
        await there.chats(100, stand_in=False)

        assert_all_went_as_promised(there, 100)
        assert len(there.failures) <= 20


async def test_a_provider_that_is_gone_costs_a_few_calls_and_no_chat():
    """After those it is left alone, and everybody is answered by the one that stands in."""
    async with street(CLAUDE) as there:
        there.servers[0].otherwise = Refusal(status=503)
        there.sick = replace(there.sick, breaker=Breaker(now=lambda: 0.0))
        await there.chats(100, stand_in=True)

        assert_all_went_as_promised(there, 100)
        assert there.failures == []
        assert len(there.servers[0].requests) < 5 + AT_ONCE


async def test_chats_with_the_neighbour_do_not_wait_for_those_that_hang():
    """A slow provider is the trouble of those who asked for it."""
    async with street(GPT) as there:
        there.servers[0].otherwise = Hang()
        hanging = [asyncio.create_task(asked([there.sick], name)) for name in range(50)]
        while len(there.servers[0].requests) < len(hanging):
            there.servers[0].came.clear()
            await there.servers[0].came.wait()

        for name in range(20):
            there.beside.append(await asked([there.neighbour], name))

        assert [answer.attempts for answer in there.beside] == [1] * 20
        for task in hanging:
            task.cancel()
        await asyncio.wait(hanging)


@pytest.mark.proof
@pytest.mark.timeout(900)
@pytest.mark.parametrize("speaker", SPEAKERS, ids=lambda speaker: speaker.name)
async def test_of_thousands_of_chats_all_but_one_in_a_thousand_are_answered(speaker):
    """With one that stands in; the other test says what becomes of it without."""
    async with street(speaker) as there:
        await there.chats(2000, stand_in=True)

        assert_all_went_as_promised(there, 2000)
        assert len(there.failures) <= 2


@pytest.mark.proof
@pytest.mark.timeout(900)
async def test_without_a_stand_in_some_of_a_hundred_are_lost():
    """Three tries that fail three times in ten each, and a rest after five failures in a row."""
    async with street(GPT) as there:
        await there.chats(2000, stand_in=False)

        assert_all_went_as_promised(there, 2000)
        assert len(there.failures) <= 2000 * 0.1
