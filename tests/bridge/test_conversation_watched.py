"""A talk that others watch bears with failures, waits for money, and goes as fast as is asked."""

import asyncio

from bridge.conversations.log import Log
from bridge.conversations.purse import Purse
from bridge.conversations.replay import replay
from bridge.errors import BudgetError, ModelKeyError, ModelTimeoutError
from tests.bridge.people import CRISIS
from tests.bridge.talker import words
from tests.bridge.talks import NOON, Told, actor, asked, meta, model_of, paid, read_back, talk

WRONG_KEY = ModelKeyError("no")


def chatty(name, begin=0, **more):
    return actor(name, (words(n) for n in range(begin, begin + 1000)), **more)


def an_hour():
    return 3600.0


class Watched(Told):
    """A listener that can be waited for."""

    def __init__(self):
        super().__init__()
        self.came = asyncio.Condition()

    async def __call__(self, told):
        await super().__call__(told)
        async with self.came:
            self.came.notify_all()

    async def until(self, type_, times=1):
        async with self.came:
            await self.came.wait_for(lambda: len(self.of(type_)) >= times)


# --- Failures -------------------------------------------------------------------------------------


async def test_a_turn_that_fails_is_told_and_the_others_go_on():
    """Three voices of four are still a talk."""
    told = Told()
    ada, bob = actor("Ada", lambda _: WRONG_KEY), chatty("Bob")

    ended = await talk([ada, bob], told, patience=3, max_turns=10).run()

    assert ended.ending == "max_turns"
    assert {name for name, text in told.said if text} == {"Bob"}
    assert {x.sentence for x in told.of("trouble")} == {
        "Ada cannot answer: the key is not accepted."
    }
    assert asked(bob)[-1][1].startswith("(Nobody else has said anything.")


async def test_when_turns_fail_once_too_often_in_a_row_it_ends_and_says_why():
    """With nobody left to answer there is nothing to watch."""
    told = Told()
    failing = [actor(name, lambda _: WRONG_KEY) for name in ("Ada", "Bob")]

    ended = await talk(failing, told, patience=3).run()

    assert (ended.ending, len(told.of("trouble"))) == ("error", 3)
    assert ended.sentence == "Bob cannot answer: the key is not accepted."


async def test_without_patience_the_first_failure_ends_it():
    """Whoever started a talk in a terminal sits before it, and can start another."""
    told = Told()

    ended = await talk([actor("Ada", lambda _: WRONG_KEY), chatty("Bob")], told).run()

    assert ended.ending == "error"
    assert not told.said


async def test_failures_here_and_there_are_forgotten_once_somebody_has_spoken():
    """In a hundred turns some fail; that is no reason."""
    script = [step for n in range(20) for step in (ModelTimeoutError("late"), words(n))]
    told = Told()
    slow = [actor("Ada", iter(script)), chatty("Bob", 500)]

    ended = await talk(slow, told, patience=1, max_turns=20).run()

    assert ended.ending == "max_turns"


# --- Money ----------------------------------------------------------------------------------------


class Till:
    """Pays for so many calls, until there is more."""

    def __init__(self, calls, **refusal):
        self.left, self._refusal = calls, refusal
        self.more = asyncio.Event()

    async def reserve(self, entry, worst):
        if not self.left:
            raise BudgetError("Nothing is left of today.", **self._refusal)
        self.left -= 1
        return await Purse({}).reserve(entry, worst)

    async def renewed(self, _error):
        await self.more.wait()


async def test_where_too_little_is_left_it_waits_until_there_is_more():
    """The next day comes by itself, and so does the next line."""
    told, till = Watched(), Till(2, retry_after=60.0)
    pair = [chatty("Ada", known=paid()), chatty("Bob", 500, known=paid())]
    running = asyncio.create_task(
        talk(pair, told, account=till, renewed=till.renewed, max_turns=3).run()
    )
    await told.until("paused")

    assert len(told.said) == 2
    assert told.of("paused")[0].sentence == "Nothing is left of today."
    till.left = 1
    till.more.set()

    assert (await running).ending == "max_turns"
    assert [line.n for line in told.of("spoke")] == [1, 2, 3]
    assert len(told.of("resumed")) == 1


async def test_nobody_waits_for_the_end_of_such_a_wait():
    """It may last for a day."""
    told, till = Watched(), Till(0, retry_after=60.0)
    going = talk([chatty("Ada", known=paid())], told, account=till, renewed=till.renewed)
    running = asyncio.create_task(going.run())
    await told.until("paused")

    going.end("operator")

    assert (await running).ending == "operator"


async def test_people_are_heard_while_it_waits_for_more():
    """Else their lines would stand nowhere until midnight."""
    told, till = Watched(), Till(0, retry_after=60.0)
    ada = chatty("Ada", known=paid())
    going = talk([ada], told, account=till, renewed=till.renewed, max_turns=1)
    running = asyncio.create_task(going.run())
    await told.until("paused")

    going.put_in("Ann", "Good night.")
    await told.until("heard")
    till.left = 1
    till.more.set()

    assert (await running).ending == "max_turns"
    assert [line.n for line in told.of("heard", "spoke")] == [1, 2]
    assert "Good night." in asked(ada)[-1][1]


async def test_a_turn_that_can_never_be_paid_ends_it():
    """To wait would be for ever."""
    till = Till(0)
    pair = [chatty("Ada", known=paid())]

    ended = await talk(pair, Told(), account=till, renewed=till.renewed).run()

    assert ended.ending == "budget"


# --- Pace -----------------------------------------------------------------------------------------


async def test_another_pace_holds_from_the_present_rest_on():
    """Who has read the line need not wait for the hour that was set before."""
    told = Watched()
    going = talk([chatty("Ada"), chatty("Bob", 500)], told, pace=an_hour, max_turns=4)
    running = asyncio.create_task(going.run())
    await told.until("spoke")

    going.at_pace(lambda: 0.0)

    assert (await running).totals.lines == 4


async def test_a_step_waits_for_no_rest():
    """It is asked for by hand."""
    told = Watched()
    going = talk([chatty("Ada"), chatty("Bob", 500)], told, pace=an_hour)
    running = asyncio.create_task(going.run())
    await told.until("spoke")
    going.pause()
    await told.until("paused")

    going.step()
    await told.until("spoke", 2)
    await told.until("paused", 2)
    going.end("operator")

    assert (await running).totals.lines == 2


async def test_a_line_that_is_put_in_during_a_rest_is_heard_at_once():
    """Whoever wrote it sees it stand there, and no model is in a hurry for it."""
    told = Watched()
    going = talk([chatty("Ada"), chatty("Bob", 500)], told, pace=an_hour)
    running = asyncio.create_task(going.run())
    await told.until("spoke")

    going.put_in("Ann", "Hello.")
    await told.until("heard")
    going.end("operator")

    assert (await running).totals.lines == 2
    assert told.said[-1] == ("Ann", "Hello.")


async def test_a_line_that_was_read_before_ends_nothing():
    """Several write into one talk: the lines of two may be a sign only together."""
    told = Watched()
    going = talk([chatty("Ada")], told, pace=an_hour)
    running = asyncio.create_task(going.run())

    going.put_in("Ann", CRISIS)
    await told.until("heard")
    going.end("operator")

    assert (await running).ending == "operator"


async def test_what_people_put_in_is_no_circle_that_ends_a_talk():
    """Else whoever says goodbye often enough ends it for everybody, with one who is polite."""
    told = Told()
    polite = actor("Ada", (f"Goodbye for now, {words(n)}" for n in range(99)))
    going = talk([polite, chatty("Bob", 500)], told, max_turns=4)
    for n in range(19):
        going.put_in("Eve", f"Goodbye {n}!")

    ended = await going.run()

    assert ended.ending == "max_turns"
    assert len(told.of("spoke")) == 4


# --- Votes ----------------------------------------------------------------------------------------


async def test_a_talk_with_votes_and_failures_is_replayed_as_it_was(tmp_path):
    """Who voted is not kept; who came next is."""
    cast = [
        chatty("Ada"),
        chatty("Bob", 300),
        actor("Cleo", (WRONG_KEY if n == 1 else words(600 + n) for n in range(99))),
    ]
    log = await asyncio.to_thread(Log.begin, tmp_path, meta(cast, order="voted"), now=NOON)

    def last_of(waiting, _said):
        return waiting[-1]

    await talk(cast, log.tell, order=last_of, recorder=log.recorder, patience=9, max_turns=9).run()
    await log.aclose()
    kept, again = await read_back(log.files.text), Told()

    await replay(kept, again)

    assert [name for name, _ in again.said][:3] == ["Cleo", "Bob", "Ada"]
    assert again.said == [(line.actor, line.text) for line in kept.lines]
    assert "" in [text for _, text in again.said]
    assert model_of(cast[0]).calls
