"""Long talks: what a model is sent of them, and that nothing that matters falls out."""

import asyncio

import pytest

from bridge import keys
from bridge.errors import ModelBusyError, ModelTooLongError
from bridge.kept import summary_row
from bridge.models.base import GenerateConfig, Message
from bridge.models.entry import Entry
from bridge.presence import Person
from bridge.summaries import ASKED, Summary
from bridge.window import MOST, PAID, Past, Window, size
from crisis.state import WINDOW
from tests.bridge.people import CRISIS, Clock, chat, count, dialogue, get, until

DOG = "By the way, my dog is called Pepper."


def asks_for_summary(messages) -> bool:
    return bool(messages[-1].text == ASKED)


def forgetful(messages) -> str:
    """Answer as a model that remembers nothing when it is asked to."""
    return "They spoke of this and that." if asks_for_summary(messages) else "ok"


@pytest.fixture
def talk(bridge):
    """Let Ann speak many times; return the client and the model."""

    async def started(script=forgetful, *, turns: int, first: str = DOG, **wanted):
        wanted.setdefault("timmy_requests_per_minute", 10**6)
        client, model = await bridge(script, **wanted)
        for n in range(turns):
            await chat(client, "Ann", first if not n else f"line {n}")
            await client.app[keys.COMPACTOR].settled()
        return client, model

    return started


def chats(model):
    return [call for call in model.calls if not asks_for_summary(call.messages)]


def prompt(call) -> str:
    return "\n".join(message.text for message in call.messages)


async def test_a_thousand_turns_later_the_prompt_still_tells_what_the_dog_is_called(talk):
    """Checked with a model that forgets everything, because one day one will."""
    client, model = await talk(turns=1000, first=DOG)

    await chat(client, "Ann", "what is my dog called?")

    assert DOG in prompt(model.calls[-1])
    assert max(len(call.messages) for call in model.calls) <= PAID.high + 4


async def test_a_window_is_cut_seldom_and_deep_and_begins_alike_in_between(talk):
    """A prompt that begins as the one before is cheap; one that changes each time is not."""
    _, model = await talk(turns=60)

    beginnings = [call.messages[0].text for call in chats(model)]
    assert len(set(beginnings)) <= 1 + 60 // ((PAID.high - PAID.low) // 2)
    for before, after in zip(chats(model), chats(model)[1:], strict=False):
        if before.messages[0] == after.messages[0]:
            same = len(before.messages) - 1
            assert before.messages[:same] == after.messages[:same]


async def test_the_summary_is_asked_for_behind_the_prompt_that_was_just_answered(talk):
    """What the provider still has of it is read at a tenth of the price."""
    _, model = await talk(turns=PAID.high // 2)

    chatted, asked = model.calls[-2:]
    assert asks_for_summary(asked.messages)
    assert asked.system == chatted.system
    same = len(chatted.messages) - 1
    assert asked.messages[:same] == chatted.messages[:same]


async def test_the_roles_take_turns_whatever_has_been_shortened(talk):
    """Some servers refuse anything else."""
    _, model = await talk(turns=50)

    for call in model.calls:
        roles = [message.role for message in call.messages]
        assert roles == ["user", "assistant"] * (len(roles) // 2) + ["user"]


async def test_nobody_waits_for_a_summary(bridge):
    """The reply is given, and the next one too, while the summary is being written."""
    gate = asyncio.Event()

    def slow(messages):
        return [gate, "They spoke."] if asks_for_summary(messages) else "ok"

    client, model = await bridge(slow)
    for n in range(PAID.high // 2 + 3):
        assert (await chat(client, "Ann", f"line {n}"))["response"] == "ok"
    session = next(iter(client.app[keys.SESSIONS]))
    assert sum(asks_for_summary(call.messages) for call in model.calls) == 1
    assert session.window.summary.upto == 0

    gate.set()
    await client.app[keys.COMPACTOR].settled()

    assert session.window.summary.text == "They spoke."
    await chat(client, "Ann", "and now?")
    assert dialogue(model.calls[-1])[-3:] == [f"line {PAID.high // 2 + 2}", "ok", "and now?"]


async def test_a_summary_that_fails_is_done_without(talk):
    """The talk goes on, shorter, with what must not be lost in the person's own words."""

    def failing(messages):
        return ModelBusyError("no") if asks_for_summary(messages) else "ok"

    client, model = await talk(failing, turns=PAID.high // 2)
    await chat(client, "Ann", "what is my dog called?")

    assert DOG in prompt(model.calls[-1])
    assert len(model.calls[-1].messages) == 2 + PAID.low + 1


async def test_a_summary_outlives_a_restart_and_is_part_of_the_export(talk, bridge):
    """What Timmy remembers of somebody is theirs to read, and theirs to keep."""
    client, _ = await talk(turns=PAID.high // 2)
    (row,) = [(await get(client, "/bridge/me?user_id=ann_01"))["summary"]]
    await client.close()

    client, model = await bridge(forgetful)
    await chat(client, "Ann", "what is my dog called?")

    assert row["summary"] == "They spoke of this and that."
    assert row["said"][0] == DOG
    assert row["upto"] == PAID.high - PAID.low
    assert DOG in prompt(model.calls[-1])
    assert len(model.calls[-1].messages) == 2 + PAID.low + 1


async def test_forget_me_takes_the_summary_along(talk):
    """Also one that is being written at that moment."""
    gate = asyncio.Event()

    def slow(messages):
        return [gate, "They spoke."] if asks_for_summary(messages) else "ok"

    client, _ = await talk(turns=PAID.high // 2)
    forget = {"user_id": "ann_01", "confirm": "forget me"}
    assert await count(client, "summaries") == 1
    await client.delete("/bridge/me", json=forget)
    assert await count(client, "summaries") == 0

    client.app[keys.VOICED].candidates[0].model._script = slow
    for n in range(PAID.high // 2):
        await chat(client, "Ann", f"line {n}")
    await client.delete("/bridge/me", json=forget)
    gate.set()
    await client.app[keys.COMPACTOR].settled()

    assert await count(client, "summaries") == 0


async def test_forget_me_ends_a_summary_of_somebody_who_has_left_memory_meanwhile(talk, tmp_path):
    """Their session gave way to another one: nothing in memory knows any more that they asked."""
    gate = asyncio.Event()

    def slow(messages):
        return [gate, "They spoke."] if asks_for_summary(messages) else "ok"

    recorded = tmp_path / "run.jsonl"
    client, model = await talk(
        slow, turns=PAID.high // 2 - 1, timmy_max_sessions=1, timmy_record=recorded
    )
    await chat(client, "Ann", "last line")
    await until(lambda: asks_for_summary(model.calls[-1].messages))
    await chat(client, "Ben", "hello")
    assert [session.username for session in client.app[keys.SESSIONS]] == ["Ben"]

    await client.delete("/bridge/me", json={"user_id": "ann_01", "confirm": "forget me"})
    assert model.running == 0
    gate.set()
    await client.app[keys.COMPACTOR].settled()

    assert await count(client, "summaries") == 0
    await client.close()
    assert recorded.read_text().count('"rank"') == PAID.high // 2 + 1  # nor is it recorded


async def test_a_summary_that_comes_late_is_kept_of_nobody_who_is_gone(bridge):
    """Whatever it was that took all else of theirs off the disk."""
    client, _ = await bridge()
    await chat(client, "Ann", "hello")
    rows = [summary_row(Person("http", f"{name}_01"), Summary(2, "Hi.")) for name in ("ann", "ben")]

    await client.app[keys.JOURNAL].write(rows)

    assert await count(client, "summaries") == 1


async def test_a_silent_dialogue_leaves_the_journal_with_its_summary(talk, monkeypatch):
    """Thirty days are thirty days for all of it."""
    monkeypatch.setattr("bridge.house.HOUSEKEEPING", 0.001)
    wall = Clock()
    client, _ = await talk(turns=PAID.high // 2, wall=wall)
    assert await count(client, "summaries") == 1

    wall.now += 31 * 86400
    while await count(client, "summaries"):  # noqa: ASYNC110 - a file tells nobody of its change
        await asyncio.sleep(0.001)


async def test_what_is_written_nowhere_is_shown_to_no_model_for_a_summary(talk):
    """A crisis stays in memory alone; nothing that is kept is made of it."""
    wall = Clock()
    client, model = await talk(turns=PAID.high // 2 - 2, wall=wall)
    await chat(client, "Ann", CRISIS)
    await chat(client, "Ann", "My cat is called Tom.")
    wall.now += WINDOW + 1
    for n in range(PAID.high):
        await chat(client, "Ann", f"after {n}")
        await client.app[keys.COMPACTOR].settled()

    with_it = [call for call in model.calls if CRISIS in prompt(call)]
    assert with_it
    assert not any(asks_for_summary(call.messages) for call in with_it)
    rows = await client.app[keys.JOURNAL].read(
        lambda db: db.execute("SELECT summary || facts FROM summaries").fetchall()
    )
    assert CRISIS not in str(rows)
    assert "Tom" not in str(rows)
    assert DOG in str(rows)


async def test_what_was_said_in_danger_stays_in_memory_while_the_danger_lasts(talk):
    """It is nowhere else: a Timmy who has lost it asks who is in danger what the matter is."""
    client, model = await talk(turns=2, wall=Clock())
    await chat(client, "Ann", CRISIS)
    for n in range(PAID.high):
        await chat(client, "Ann", f"in danger {n}")
        await client.app[keys.COMPACTOR].settled()

    assert dialogue(model.calls[-1])[0] == DOG  # nothing goes at all
    assert CRISIS in prompt(model.calls[-1])


def quoting(messages) -> str:
    """Answer as a model that repeats what it has heard."""
    said = [f"You said: {m.text}." for m in messages[:-1] if m.role == "user"]
    return " ".join(said) or "You said nothing."


async def test_what_is_written_is_made_in_sight_of_nothing_that_was_written_nowhere(talk):
    """A model may quote it, in a reply, in a summary, and from its own reply again."""
    wall = Clock()
    client, model = await talk(quoting, turns=2, wall=wall)
    await chat(client, "Ann", CRISIS)
    assert CRISIS in (await chat(client, "Ann", "I am here"))["response"]

    wall.now += WINDOW + 1
    for n in range(PAID.high):
        await chat(client, "Ann", f"after {n}")
        await client.app[keys.COMPACTOR].settled()

    assert CRISIS not in "".join(prompt(call) for call in model.calls[3:])
    assert DOG in prompt(model.calls[-1])
    assert await count(client, "turns") == 2 + PAID.high
    rows = await client.app[keys.JOURNAL].read(
        lambda db: [*db.execute("SELECT * FROM turns"), *db.execute("SELECT * FROM summaries")]
    )
    assert CRISIS not in str(rows)


async def test_a_turn_is_written_nowhere_if_its_prompt_was_not_to_be(bridge):
    """The danger passes while Timmy thinks about what was said in it."""
    wall, gate = Clock(), asyncio.Event()
    client, model = await bridge(lambda said: [gate, quoting(said)], wall=wall)
    await chat(client, "Ann", CRISIS)
    async with asyncio.TaskGroup() as group:
        waiting = group.create_task(chat(client, "Ann", "I am here"))
        await until(lambda: model.calls)
        wall.now += WINDOW + 1
        gate.set()

    assert CRISIS in waiting.result()["response"]
    assert await count(client, "turns") == 0


async def test_what_is_said_in_danger_meanwhile_is_in_no_further_prompt_of_a_turn(bridge):
    """A soft sign leaves nobody followed up, so the turn under way is written."""
    gate = asyncio.Event()

    def narrow(messages):
        return [gate, ModelTooLongError("no")] if len(model.calls) == 5 else "ok"

    client, model = await bridge(narrow)
    for n in range(4):
        await chat(client, "Ann", f"line {n}")
    (session,) = client.app[keys.SESSIONS]
    async with asyncio.TaskGroup() as group:
        group.create_task(chat(client, "Ann", "and now?"))
        await until(lambda: len(model.calls) == 5)
        session.remember("softly said", "heard", unwritten=True)
        gate.set()

    assert 1 < len(model.calls[5].messages) < len(model.calls[4].messages)
    assert "softly" not in prompt(model.calls[5])


async def test_what_must_not_be_lost_outlives_a_long_time_in_danger(talk):
    """Nobody writes a summary then, and the oldest turns must go all the same."""
    wall = Clock()
    client, model = await talk(turns=13, wall=wall)
    await chat(client, "Ann", CRISIS)
    for n in range(MOST + 2):
        await chat(client, "Ann", f"in danger {n}. My cat is called Tom.")
    assert CRISIS not in prompt(model.calls[-1])
    assert DOG in prompt(model.calls[-1])
    assert await count(client, "summaries") == 0

    wall.now += WINDOW + 1
    await chat(client, "Ann", "it is over")
    await client.app[keys.COMPACTOR].settled()

    rows = await client.app[keys.JOURNAL].read(
        lambda db: db.execute("SELECT * FROM summaries").fetchall()
    )
    assert DOG in str(rows)
    assert "Tom" not in str(rows)
    assert not next(iter(client.app[keys.SESSIONS])).window.unkept


async def test_a_talk_in_danger_without_end_fills_no_memory(bridge):
    """Nothing shortens it, so the oldest of it goes."""
    client, _ = await bridge(timmy_requests_per_minute=10**6)
    await chat(client, "Ann", CRISIS)
    for n in range(2 * MOST):
        await chat(client, "Ann", f"in danger {n}")
        (session,) = client.app[keys.SESSIONS]
        assert len(session.window.turns) <= MOST


async def test_a_dialogue_that_a_provider_finds_too_long_is_asked_again_with_less(bridge):
    """Nobody sees a failure for what can be mended."""

    def narrow(messages):
        long = len(messages) > 5
        return ModelTooLongError("too long") if long and not asks_for_summary(messages) else "ok"

    client, model = await bridge(narrow)
    for n in range(8):
        assert (await chat(client, "Ann", f"line {n}"))["response"] == "ok"

    assert dialogue(model.calls[-1])[-1] == "line 7"
    assert len(model.calls[-1].messages) <= 5
    assert len(next(iter(client.app[keys.SESSIONS])).window.turns) == 8


async def test_a_prompt_never_has_more_than_the_context_holds(bridge):
    """Small models of one's own have small contexts, and people write long lines."""
    client, model = await bridge(forgetful)
    entry = client.app[keys.VOICED].entry
    for n in range(12):
        await chat(client, "Ann", f"{n} {'word ' * 780}")
        await client.app[keys.COMPACTOR].settled()

    for call in model.calls:
        tokens = size([*call.messages, Message("user", call.system)])
        assert tokens + GenerateConfig().max_tokens <= entry.context + 64


def turns(n: int, text: str = "word") -> list[Past]:
    pair = (Message("user", text), Message("assistant", text))
    return [Past(2 * at + 2, *pair) for at in range(n)]


def test_the_oldest_turns_have_no_place_first():
    """What was said last is what is spoken of."""
    window = Window(turns=turns(10, "word " * 30))
    half = size(window.messages) // 2

    assert window.fitting(half) == window.messages[-10:]
    assert window.fitting(10**6) == window.messages
    assert window.fitting(0) == []


def test_a_window_that_fills_a_small_context_is_long_before_it_has_many_turns():
    """Else each call would begin with other words than the one before."""
    window = Window(turns=turns(8, "word " * 100))

    assert window.leaving(PAID, 10**6) == []
    leaving = window.leaving(PAID, size(window.messages))
    assert len(leaving) == 6


async def test_the_offline_voice_is_asked_for_no_summary_and_still_knows_the_dog(bridge):
    """It cannot write one; it hears what the person said instead."""
    from bridge.models.offline import OfflineModel

    client, _ = await bridge()
    voiced = client.app[keys.VOICED]
    entry = Entry(
        key="offline", provider="offline", api_name="o", display_name="o", company="", prose=False
    )
    candidate = voiced.candidates[0]
    object.__setattr__(candidate, "model", OfflineModel())
    object.__setattr__(candidate, "entry", entry)
    await chat(client, "Ann", "My dog is called Pepper.")
    for n in range(40):
        await chat(client, "Ann", f"I walked past shop {n}")
        await client.app[keys.COMPACTOR].settled()
    window = next(iter(client.app[keys.SESSIONS])).window
    assert window.summary.upto

    assert "Pepper" in (await chat(client, "Ann", "what is my dog called?"))["response"]
