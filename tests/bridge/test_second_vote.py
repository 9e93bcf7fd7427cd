"""The second vote adds an alarm where the rules saw no sign, and does nothing else to anybody."""

import asyncio
import logging
from pathlib import Path
from typing import Any

import pytest

import crisis
from bridge import keys, second_vote
from bridge.chat import _restored, settle
from bridge.errors import ModelBusyError, ModelRefusedError, StorageError
from bridge.models.breaker import FAILURES
from bridge.presence import Person
from bridge.second_vote import SecondVote
from tests.bridge.people import (
    CRISIS,
    ELEMENTS,
    Clock,
    TestClient,
    answered,
    body,
    chat,
    count,
    get,
    in_order,
    until,
)
from tests.bridge.test_streaming import SSE, Reader, events, texts
from tests.conftest import MUD
from tests.providers.openai import OpenAIServer
from tests.providers.words import Hang, Raw, Refusal, Reply

#: No rule sees a sign in it; the server says that there is one.
UNSEEN = "the lanterns in the harbour, zugunruhe"
BLOCK = crisis.block("en", crisis.Level.CLEAR)
SIGN, NONE = Reply(texts=("self-harm", "self-harm/intent")), Reply(texts=())
ANN = Person("http", "ann_01")


def is_over(client: TestClient) -> bool:
    """Whether every vote is in, and what came of it is done."""
    vote = client.server.app[keys.SECOND_VOTE]  # type: ignore[attr-defined]
    return not (vote._under_way or vote._mending)


class Told:
    """A judge who answers when a test says so."""

    def __init__(self, *, sign: bool = True) -> None:
        self.sign = sign
        self.asked: list[str] = []
        self.go = asyncio.Event()

    async def is_sign(self, text: str) -> bool:
        self.asked.append(text)
        await self.go.wait()
        return self.sign

    async def warm(self) -> None:
        pass

    async def aclose(self) -> None:
        pass


@pytest.fixture
async def provider(monkeypatch):
    """A provider that has time: a machine with much to do must not change what is tested."""
    monkeypatch.setattr(second_vote, "BUDGET", 5.0)
    async with OpenAIServer(key="secret-key") as server:
        yield server


@pytest.fixture
def voting(bridge, provider):
    """Start a bridge with a second vote by `provider`."""

    async def start(script: Any = lambda _: "ok", **wanted: Any) -> Any:
        asked = {"timmy_second_vote": "openai", "keys": {"openai": "secret-key"}}
        return await bridge(script, **asked, addresses={"openai": provider.url}, **wanted)

    return start


# --- An alarm -----------------------------------------------------------------------------------


def test_the_rules_see_nothing_in_what_is_said_here():
    """Else these tests would prove nothing."""
    assert not crisis.detect(UNSEEN)


@pytest.mark.parametrize("headers", [{}, MUD], ids=["http", "mud"])
async def test_a_sign_that_is_found_in_time_gives_the_block_alone(voting, provider, headers):
    """While the model still thinks: it is left, and nothing of it or of the line is kept."""
    client, model = await voting(gate=asyncio.Event())
    provider.then(SIGN)

    async with client.post("/bridge/chat", json=body("Ann", UNSEEN), headers=headers) as response:
        reply = await response.json()

    assert reply["response"] == BLOCK
    assert in_order(ELEMENTS, reply["response"])
    assert model.running == 0
    assert await count(client, "turns") == 0
    (asked,) = provider.requests
    assert asked.body == {"model": "omni-moderation-latest", "input": UNSEEN}


@pytest.mark.parametrize("script", ["A reply.", ModelRefusedError("No."), ModelBusyError("No.")])
async def test_a_model_that_is_done_before_waits_for_the_vote(voting, provider, script):
    """What it says beside a sign is shown to nobody, and its failure neither."""
    client, _ = await voting(lambda _: script)
    provider.then(SIGN)

    assert (await chat(client, "Ann", UNSEEN))["response"] == BLOCK
    assert await count(client, "turns") == 0


async def test_in_a_stream_the_block_is_the_first_and_only_piece(voting, provider):
    """No word of the model's stands before it."""
    client, _ = await voting(lambda _: "One. Two. Three.")
    provider.then(SIGN)

    found = await events(client, "Ann", UNSEEN)

    assert texts(found) == [BLOCK]
    assert found[-1][1]["response"] == BLOCK


async def test_after_an_alarm_the_person_is_followed_up(voting, provider):
    """As after any other sign: Timmy is told, the numbers stay, nothing is written."""
    client, model = await voting(lambda _: "I am here.")
    provider.then(SIGN)
    await chat(client, "Ann", UNSEEN)

    reply = await chat(client, "Ann", "my sister called today")

    assert "988" in reply["response"]
    assert "I am here." in reply["response"]
    assert len(provider.requests) == 1  # who is followed up needs no second vote
    assert await count(client, "turns") == 0
    assert UNSEEN in str(model.calls[-1].messages)


async def test_somebody_who_writes_spanish_gets_the_block_in_spanish(voting, provider):
    """The language is that of the line."""
    client, _ = await voting()
    provider.then(SIGN)

    reply = await chat(client, "Ann", "las luces del puerto son azules y el mar está en calma")

    assert reply["response"] == crisis.block("es", crisis.Level.CLEAR)


@pytest.mark.parametrize(
    ("said", "alarm"),
    [
        (("self-harm/intent",), True),
        (("self-harm",), True),
        (("self-harm/intent=0.3",), True),
        (("self-harm/intent=0.29",), False),
        (("self-harm/instructions",), False),
        (("violence", "harassment/threatening"), False),
        ((), False),
    ],
)
async def test_what_counts_as_a_sign(voting, provider, said, alarm):
    """Harm of oneself, or the intent: neither a fight with a goblin, nor a method in a book."""
    client, _ = await voting()
    provider.then(Reply(texts=said))

    assert ((await chat(client, "Ann", UNSEEN))["response"] == BLOCK) is alarm


# --- An alarm that comes late -------------------------------------------------------------------


@pytest.fixture
async def late(bridge, monkeypatch):
    """Start a bridge whose second vote comes when a test says so, and always too late."""
    monkeypatch.setattr(second_vote, "BUDGET", 0.0)

    async def start(script: Any = lambda _: "A reply.", **wanted: Any) -> Any:
        client, model = await bridge(script, **wanted)
        judge = Told()
        client.app[keys.SECOND_VOTE]._judge = judge
        return client, model, judge

    return start


@pytest.mark.parametrize("headers", [{}, MUD], ids=["http", "mud"])
async def test_an_alarm_that_comes_late_is_the_next_answer(late, headers):
    """Whatever is said next, and wherever."""
    client, model, judge = await late()

    async def said(words: str) -> str:
        async with client.post("/bridge/chat", json=body("Ann", words), headers=headers) as answer:
            return str((await answer.json())["response"])

    assert await said(UNSEEN) == "A reply."
    judge.go.set()
    await until(lambda: is_over(client))

    assert await said("and the rain") == BLOCK
    assert len(model.calls) == 1
    assert BLOCK not in await said("my sister called today")


async def test_a_late_alarm_takes_off_the_disk_what_was_written_meanwhile(late, tmp_path):
    """What is said in a crisis is on no disk, whenever it is seen to be one."""
    client, model, judge = await late(lambda said: f"You said: {said}")
    await chat(client, "Ann", "hello")
    await chat(client, "Ann", UNSEEN)
    assert UNSEEN.encode() in _on_disk(tmp_path)

    judge.go.set()
    await until(lambda: is_over(client))

    assert UNSEEN.encode() not in _on_disk(tmp_path)
    assert await count(client, "turns") == 0  # this judge finds a sign in every line
    await chat(client, "Ann", "and the rain")  # is owed the block
    await chat(client, "Ann", "my sister called today")
    assert UNSEEN in str(model.calls[-1])  # he can follow up all the same


def _on_disk(home: Path) -> bytes:
    return b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())


async def test_an_alarm_comes_first_where_nothing_of_a_reply_was_shown_yet(late):
    """A model that thinks for long gives it the time."""
    client, model, judge = await late(gate=asyncio.Event())

    async with asyncio.TaskGroup() as group:
        waiting = group.create_task(chat(client, "Ann", UNSEEN))
        await until(lambda: model.calls)
        judge.go.set()

    assert waiting.result()["response"] == BLOCK
    assert model.running == 0


async def test_an_alarm_in_the_middle_of_a_reply_ends_it_with_the_block(late):
    """What was read is not taken back; the guard reads the rest, and nothing of it is written."""
    more = asyncio.Event()
    client, _, judge = await late([["One. ", more, "Take the pills. Two."], "ok"])

    async with client.post("/bridge/chat", json=body("Ann", UNSEEN), headers=SSE) as response:
        await response.content.readuntil(b"One.")
        judge.go.set()
        await until(lambda: client.app[keys.CARE].state(ANN))
        more.set()
        found = await Reader(response).all()

    assert found[-1][1]["response"] == f"One.\n\n{crisis.STAYING['en']}\n\n{BLOCK}"
    assert await count(client, "turns") == 0
    assert BLOCK not in (await chat(client, "Ann", "and?"))["response"]


class SlowDisk:
    """A journal whose writes take effect at once, and are answered when a test says so."""

    def __init__(self, client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        self.reached, self.go = asyncio.Event(), asyncio.Event()
        self.fails = False
        self._write = client.app[keys.JOURNAL].write
        monkeypatch.setattr(client.app[keys.JOURNAL], "write", self.write)

    async def write(self, *asked: Any, **more: Any) -> Any:
        written = await self._write(*asked, **more)
        self.reached.set()
        await self.go.wait()
        if self.fails:
            raise StorageError("The Tower's disk does not answer.")
        return written


async def test_a_disk_that_hangs_holds_up_no_block(late, monkeypatch):
    """An alarm that comes before the turn is written has nothing to take back."""
    client, model, judge = await late(gate=asyncio.Event())
    disk = SlowDisk(client, monkeypatch)

    async with asyncio.TaskGroup() as group:
        waiting = group.create_task(chat(client, "Ann", UNSEEN))
        await until(lambda: model.calls)
        judge.go.set()

    assert waiting.result()["response"] == BLOCK
    assert is_over(client)
    disk.go.set()


@pytest.mark.parametrize("fails", [False, True], ids=["written", "not written"])
async def test_an_alarm_while_the_turn_is_written_ends_the_answer_with_the_block(
    late, monkeypatch, fails
):
    """It does not wait for the next line, and the turn comes to the disk neither now nor later."""
    client, _, judge = await late(lambda _: "One. Two.")
    await chat(client, "Ann", "hello")
    judge.asked.clear()
    disk = SlowDisk(client, monkeypatch)
    disk.fails = fails

    async with client.post("/bridge/chat", json=body("Ann", UNSEEN), headers=SSE) as response:
        await disk.reached.wait()
        judge.go.set()
        await until(lambda: client.app[keys.CARE].state(ANN))
        disk.go.set()
        found = await Reader(response).all()

    assert found[-1][1]["response"] == f"One. Two.\n\n{BLOCK}"
    await until(lambda: is_over(client))
    session = client.app[keys.SESSIONS].get(ANN)
    assert session.owed == []
    assert session.window.turns[-1].unwritten
    disk.fails = False
    await settle(session, client.app[keys.JOURNAL])
    assert await count(client, "turns") == 0  # this judge finds a sign in every line


async def test_only_the_turn_with_the_sign_is_taken_back(late):
    """Not the same words of another day, and not the answers to other requests."""
    client, _, judge = await late()

    async def said(key: str) -> None:
        sent = {"Idempotency-Key": key}
        await answered(client.post("/bridge/chat", json=body("Ann", UNSEEN), headers=sent))

    judge.sign = False
    judge.go.set()
    await said("one")
    await until(lambda: is_over(client))
    judge.sign = True
    judge.go.clear()
    await said("two")
    assert (await count(client, "turns"), await count(client, "answers")) == (2, 2)

    judge.go.set()
    await until(lambda: is_over(client))

    assert (await count(client, "turns"), await count(client, "answers")) == (1, 1)
    turns = client.app[keys.SESSIONS].get(ANN).window.turns
    assert [turn.unwritten for turn in turns] == [False, True]


async def test_a_session_that_was_opened_anew_does_not_keep_the_turn_either(late):
    """What was read back from the disk would be told to others, as if it stood there still."""
    client, _, judge = await late()
    await chat(client, "Ann", UNSEEN)
    sessions = client.app[keys.SESSIONS]
    sessions._close(sessions.get(ANN))
    session = sessions.open(ANN, "Ann", "The Threshold")
    await _restored(session, client.app[keys.JOURNAL])
    assert not session.window.is_unwritten()

    judge.go.set()
    await until(lambda: is_over(client))

    assert session.window.is_unwritten()


async def test_what_was_written_is_taken_back_before_the_bridge_stops(late, tmp_path):
    """Nobody comes back to it after that."""
    client, _, judge = await late()
    await chat(client, "Ann", UNSEEN)
    judge.go.set()
    await until(lambda: client.app[keys.CARE].state(ANN))

    await client.close()

    assert UNSEEN.encode() not in _on_disk(tmp_path)


async def test_the_question_of_a_late_block_is_the_one_that_is_answered(late):
    """Yes to `are you safe` is no yes to `do you think of killing yourself`."""
    client, _, judge = await late()
    await chat(client, "Ann", UNSEEN)
    judge.go.set()
    await until(lambda: client.app[keys.CARE].state(ANN))
    assert (await chat(client, "Ann", "and the rain"))["response"] == BLOCK

    reply = (await chat(client, "Ann", "yes"))["response"]

    assert "Are you having thoughts of killing yourself?" in reply
    assert "911" not in reply


async def test_a_block_that_is_owed_outlives_the_bridge(late):
    """A clear sign after it gets the whole block, too: nothing has been shown yet."""
    client, _, judge = await late()
    await chat(client, "Ann", UNSEEN)
    judge.go.set()
    await until(lambda: client.app[keys.CARE].state(ANN))
    await client.close()
    client, _, _ = await late()

    assert (await chat(client, "Ann", "i want to die"))["response"] == BLOCK


async def test_a_block_that_is_owed_for_too_long_is_not_shown(late):
    """The next day it would come out of nowhere."""
    clock = Clock()
    client, _, judge = await late(wall=clock)
    await chat(client, "Ann", UNSEEN)
    judge.go.set()
    await until(lambda: client.app[keys.CARE].state(ANN))
    judge.sign = False

    clock.now += 13 * 3600

    assert (await chat(client, "Ann", "and the rain"))["response"] == "A reply."


async def test_a_block_after_a_welcome_reads_alike_in_a_stream_and_in_json(late):
    """Who comes back is greeted, and the greeting is not taken back."""
    clock = Clock()
    client, model, judge = await late(gate=asyncio.Event(), wall=clock)
    await chat(client, "Ann", CRISIS)
    await chat(client, "Ben", CRISIS)
    clock.now += 13 * 3600

    async with asyncio.TaskGroup() as group:
        streamed = group.create_task(events(client, "Ann", UNSEEN))
        plain = group.create_task(chat(client, "Ben", UNSEEN))
        await until(lambda: len(model.calls) == 2)
        judge.go.set()

    found, reply = streamed.result(), plain.result()["response"]
    assert "".join(texts(found)) == found[-1][1]["response"] == reply
    assert reply.endswith(f"\n\n{BLOCK}")
    assert not reply.startswith(BLOCK)


# --- A player of the MUD ------------------------------------------------------------------------


async def test_the_mud_is_told_with_the_answer_and_follows_up(late):
    """It alone asks its players, and it must know of what it has not seen itself."""
    client, _, judge = await late(wall=Clock())
    bob = Person("mud", "bob_01")

    async def post(route: str, words: str) -> Any:
        return await answered(client.post(f"/bridge/{route}", json=body("Bob", words), headers=MUD))

    assert "crisis" not in await post("chat", UNSEEN)
    judge.go.set()
    await until(lambda: client.app[keys.CARE].state(bob))
    assert "response" not in await post("say", "and the rain")  # nobody would see it there
    reply = await post("chat", "and the rain")
    assert reply["response"] == BLOCK
    given = crisis.CrisisState.from_dict(reply["crisis"])
    assert given == client.app[keys.CARE].state(bob)

    older = {"level": "none", "language": "en", "surface": "talk", "kind": "nothing", "shown": None}
    report = body("Bob", "hello") | older | {"state": crisis.CrisisState().to_dict()}
    await answered(client.post("/bridge/crisis", json=report, headers=MUD))
    assert client.app[keys.CARE].state(bob) == given

    given.observe(crisis.detect("yes"), Clock().now)
    report |= {"state": given.to_dict(), "kind": "follow_up"}
    await answered(client.post("/bridge/crisis", json=report, headers=MUD))
    assert client.app[keys.CARE].state(bob) == given
    await post("chat", "yes")
    assert client.app[keys.CARE].state(bob) == given  # it was not heard twice


async def test_nobody_else_is_given_a_state(voting, provider):
    """Who comes by HTTP is asked by the bridge."""
    client, _ = await voting()
    provider.then(SIGN)

    assert "crisis" not in await chat(client, "Ann", UNSEEN)


async def test_a_sign_that_the_rules_see_meanwhile_is_not_answered_twice(late):
    """The vote adds to the rules; where they have seen it, it adds nothing."""
    client, _, judge = await late()
    await chat(client, "Ann", UNSEEN)
    assert (await chat(client, "Ann", CRISIS))["response"] == BLOCK
    judge.go.set()
    await until(lambda: is_over(client))

    assert BLOCK not in (await chat(client, "Ann", "my sister called today"))["response"]


async def test_who_is_forgotten_is_owed_nothing(late):
    """What is kept of an alarm goes with the person."""
    client, _, judge = await late()
    await chat(client, "Ann", UNSEEN)
    judge.go.set()
    await until(lambda: client.app[keys.CARE].state(ANN))

    judge.sign = False
    asked = {"user_id": ANN.user_id, "confirm": "forget me"}
    async with client.delete("/bridge/me", json=asked) as response:
        assert response.status == 200

    assert (await chat(client, "Ann", "hello"))["response"] == "A reply."


# --- No alarm -----------------------------------------------------------------------------------


async def test_without_a_sign_the_answer_is_what_it_would_have_been(voting, provider):
    """Written, and streamed sentence by sentence."""
    client, _ = await voting(lambda _: "One. Two.")
    provider.otherwise = NONE

    assert (await chat(client, "Ann", UNSEEN))["response"] == "One. Two."
    assert texts(await events(client, "Ben", UNSEEN)) == ["One.", " Two."]
    assert await count(client, "turns") == 2


async def test_the_block_of_the_rules_waits_for_no_vote(voting, provider):
    """Nor is anybody asked."""
    client, _ = await voting()

    assert (await chat(client, "Ann", CRISIS))["response"] == BLOCK
    assert provider.requests == []


async def test_a_vote_never_takes_an_alarm_away(voting, provider):
    """It is not even asked about what the rules have seen, or about the talk after it."""
    client, _ = await voting()
    provider.otherwise = NONE
    await chat(client, "Ann", CRISIS)

    assert client.app[keys.CARE].state(ANN)
    assert "988" in (await chat(client, "Ann", "hello"))["response"]
    assert provider.requests == []


@pytest.mark.parametrize(
    "wanted",
    [{}, {"keys": {"openai": "k"}}, {"timmy_second_vote": "openai"}],
    ids=["nothing", "a key alone", "the wish alone"],
)
async def test_nobody_is_asked_unless_the_host_wants_it_and_has_a_key(bridge, provider, wanted):
    """People's words go nowhere that the host has not named."""
    client, _ = await bridge(addresses={"openai": provider.url}, **wanted)

    assert (await chat(client, "Ann", UNSEEN))["response"] == "ok"
    assert provider.requests == []
    told = (await get(client, "/bridge/health"))["degraded"]
    assert any("OPENAI_API_KEY" in notice for notice in told) is ("timmy_second_vote" in wanted)


# --- What fails ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("behaviour", "why"),
    [
        (Refusal(status=401, code="invalid_api_key"), "the key is not accepted"),
        (Refusal(status=429), "there is too much to do"),
        (Refusal(status=500), "trouble at the provider"),
        (Raw(body=b"<html>moved</html>"), "broke off"),
        (Raw(body=b"{}"), "something other"),
        (Raw(body=b'{"id": "x", "model": "y", "results": []}'), "something other"),
        (Raw(body=b'{"results": [{"categories": {}, "category_scores": {}}]}'), "something other"),
        (Raw(body=b'{"results": [{"categories": 7, "category_scores": "no"}]}'), "something other"),
        (Reply(then="reset"), "broke off"),
    ],
)
async def test_a_vote_that_fails_is_noticed_by_the_host_alone(
    voting, provider, behaviour, why, caplog
):
    """The answer is what it would have been, and no word of anybody's is in the log."""
    caplog.set_level(logging.DEBUG)
    client, _ = await voting()
    provider.then(behaviour)
    provider.otherwise = NONE

    assert (await chat(client, "Ann", UNSEEN))["response"] == "ok"
    (notice,) = (await get(client, "/bridge/health"))["degraded"]
    assert "second vote has failed once" in notice
    assert why in notice
    assert "zugunruhe" not in caplog.text + str([vars(record) for record in caplog.records])
    assert "secret-key" not in caplog.text

    await chat(client, "Ann", UNSEEN)
    assert (await get(client, "/bridge/health"))["degraded"] == []


async def test_a_provider_that_hangs_holds_a_reply_for_the_budget_only(
    voting, provider, monkeypatch
):
    """It is not waited for, and is given up after a while."""
    monkeypatch.setattr(second_vote, "BUDGET", 0.01)
    monkeypatch.setattr(second_vote, "PATIENCE", 0.05)
    client, _ = await voting()
    provider.otherwise = Hang()

    async with asyncio.timeout(5):
        assert (await chat(client, "Ann", UNSEEN))["response"] == "ok"
    await until(lambda: client.app[keys.SECOND_VOTE].failures)
    assert "nothing came in time" in client.app[keys.SECOND_VOTE].sentence


async def test_a_provider_that_fails_again_and_again_is_left_alone(voting, provider):
    """Then nobody's words go there, and no reply waits."""
    client, _ = await voting()
    provider.otherwise = Refusal(status=503)

    for _ in range(FAILURES + 3):
        assert (await chat(client, "Ann", UNSEEN))["response"] == "ok"

    assert len(provider.requests) == FAILURES
    assert "trouble at the provider" in client.app[keys.SECOND_VOTE].sentence


async def test_a_bridge_stops_while_a_vote_is_under_way(bridge, monkeypatch):
    """Nothing is left running."""
    monkeypatch.setattr(second_vote, "BUDGET", 0.0)
    client, _ = await bridge()
    vote = client.app[keys.SECOND_VOTE]
    vote._judge = Told()
    await chat(client, "Ann", UNSEEN)
    assert vote._under_way

    await client.close()

    assert not vote._under_way


def test_the_budget_is_a_third_of_a_second():
    """Longer would be felt in every reply of a quick model."""
    assert second_vote.BUDGET <= 0.3
    assert SecondVote(None).begin("hello", lambda: True) is None
