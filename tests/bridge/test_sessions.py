"""Sessions: few in memory, nothing lost, everybody's messages in their order."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bridge import keys
from bridge.errors import BusyError, ModelRefusedError, StorageError
from bridge.presence import Person
from bridge.sessions import Session
from bridge.window import MOST
from tests.bridge.people import (
    CRISIS,
    ELEMENTS,
    FORGE,
    GARDEN,
    THRESHOLD,
    Clock,
    answered,
    body,
    change,
    chat,
    dialogue,
    emptied,
    events,
    feed,
    get,
    in_order,
    move,
    refused,
    say,
    scene_of,
    snapshot,
    until,
)
from tests.conftest import MUD
from world.scene import split_scene


@pytest.fixture
async def held(bridge) -> AsyncIterator[asyncio.Event]:
    """Return a gate for a model; opened at the end, so that nothing is left waiting."""
    gate = asyncio.Event()
    yield gate
    gate.set()


async def users(client) -> list[str]:
    return [session["user"] for session in (await get(client, "/bridge/sessions"))["sessions"]]


async def test_the_least_recently_active_of_twenty_gives_way(bridge):
    """Twenty is the published limit; who has just spoken stays."""
    client, _ = await bridge()
    names = [f"P{chr(97 + n)}" for n in range(20)]
    for name in names:
        await chat(client, name)
    await chat(client, names[0])

    await chat(client, "Late")

    assert await users(client) == [*names[2:], names[0], "Late"]
    assert (await get(client, "/bridge/health"))["active_sessions"] == 20


async def test_who_gives_way_leaves_the_room(bridge):
    """A caller by HTTP is present for as long as the session; the room is told."""
    client, _ = await bridge(timmy_max_sessions=1)
    await chat(client, "Alice")

    await chat(client, "Bob")

    told = [(e["event"], e["username"]) for e in await events(client)]
    assert told == [("enter", "Alice"), ("leave", "Alice"), ("enter", "Bob")]


async def test_a_session_with_a_reply_under_way_is_never_evicted(bridge, held):
    """However long ago it began."""
    client, model = await bridge(gate=held, timmy_max_sessions=2)
    async with asyncio.TaskGroup() as group:
        group.create_task(chat(client, "Alice"))
        await until(lambda: len(model.calls) == 1)
        await say(client, "Bob", "hi")
        await say(client, "Cyd", "hi")

        assert await users(client) == ["Alice", "Cyd"]
        held.set()


async def test_when_all_are_busy_one_more_is_503_and_told_when_to_come_back(bridge, held):
    """A full house is said so at once, not after a time limit."""
    client, model = await bridge(gate=held, timmy_max_sessions=2)
    async with asyncio.TaskGroup() as group:
        group.create_task(chat(client, "Alice"))
        group.create_task(chat(client, "Bob"))
        await until(lambda: len(model.calls) == 2)

        response = await client.post("/bridge/chat", json=body("Cyd"))
        assert (await refused(response, 503))["error"] == "busy"
        assert int(response.headers["Retry-After"]) >= 1
        held.set()

    await chat(client, "Cyd")


async def test_a_full_house_still_answers_a_sign_of_crisis(bridge, held):
    """No limit is a reason to send somebody away then."""
    client, model = await bridge(gate=held, timmy_max_sessions=1)
    async with asyncio.TaskGroup() as group:
        group.create_task(chat(client, "Alice"))
        await until(lambda: len(model.calls) == 1)

        reply = await chat(client, "Bob", CRISIS)

        assert in_order(ELEMENTS, reply["response"])
        held.set()


async def test_a_silent_session_ends_after_an_hour_and_its_owner_leaves(bridge):
    """The published time limit; not a second earlier."""
    clock = Clock()
    client, _ = await bridge(clock=clock)
    await chat(client, "Alice")

    clock.now += 3600
    assert await users(client) == ["Alice"]
    clock.now += 1
    assert await users(client) == []

    assert await get(client, f"/bridge/room/{THRESHOLD}/players") == {
        "room": THRESHOLD,
        "players": [],
    }
    await say(client, "Bob", "hm")
    assert [(e["event"], e["username"]) for e in await events(client)][:2] == [
        ("enter", "Alice"),
        ("leave", "Alice"),
    ]


async def test_housekeeping_ends_silent_sessions_by_itself(bridge, monkeypatch):
    """Those in the room see who left even if nobody asks the bridge anything."""
    monkeypatch.setattr("bridge.house.HOUSEKEEPING", 0.001)
    clock = Clock()
    client, _ = await bridge(clock=clock)
    await chat(client, "Alice")

    async with feed(client) as reader:
        await reader.next()
        clock.now += 3601
        assert (await reader.next())["event"] == "leave"


async def test_housekeeping_goes_on_when_the_journal_cannot_keep_up(bridge, monkeypatch):
    """One bad moment must not keep sessions open for ever after."""
    monkeypatch.setattr("bridge.house.HOUSEKEEPING", 0.001)
    clock = Clock()
    client, _ = await bridge(clock=clock)
    await chat(client, "Alice")
    journal = client.app[keys.JOURNAL]
    tried = asyncio.Event()
    forget = journal.forget

    def refuse_once(before: float) -> None:
        tried.set()
        monkeypatch.setattr(journal, "forget", forget)
        raise BusyError("The journal cannot keep up.")

    monkeypatch.setattr(journal, "forget", refuse_once)
    await tried.wait()
    clock.now += 3601

    await until(lambda: not len(client.app[keys.SESSIONS]))


async def test_a_busy_session_does_not_end_by_silence(bridge, held):
    """Its owner is waiting, not gone."""
    clock = Clock()
    client, model = await bridge(gate=held, clock=clock)
    async with asyncio.TaskGroup() as group:
        waiting = group.create_task(chat(client, "Alice"))
        await until(lambda: len(model.calls) == 1)
        clock.now += 4000

        assert await users(client) == ["Alice"]
        held.set()

    assert waiting.result()["response"] == "ok"


async def test_a_jump_of_the_wall_clock_ends_nothing(bridge):
    """Summer time, a corrected clock: what expires is told by a clock that only goes on."""
    wall = Clock()
    client, _ = await bridge(wall=wall, clock=Clock())
    await chat(client, "Alice")

    for jump in (86_400, -2 * 86_400):
        wall.now += jump
        assert await users(client) == ["Alice"]


# --- One person's messages ----------------------------------------------------------------------


async def test_one_person_s_messages_are_answered_in_the_order_in_which_they_came(bridge):
    """The first of a newcomer too, which also has to come into the room."""
    client, model = await bridge(lambda messages: f"re: {messages[-1].text[-1]}")

    async with asyncio.TaskGroup() as group:
        answers = [group.create_task(chat(client, "Alice", f"{n}")) for n in range(6)]

    assert [call_[-1] for call_ in map(dialogue, model.calls)] == list("012345")
    assert [a.result()["response"] for a in answers] == [f"re: {n}" for n in range(6)]
    assert [a.result()["session_messages"] for a in answers] == [2, 4, 6, 8, 10, 12]
    assert dialogue(model.calls[-1]) == [
        "0",
        "re: 0",
        "1",
        "re: 1",
        "2",
        "re: 2",
        "3",
        "re: 3",
        "4",
        "re: 4",
        "5",
    ]


async def test_what_one_person_says_aloud_is_told_in_the_order_in_which_it_came(bridge):
    """A newcomer's first line waits for nothing that their second does not wait for."""
    client, _ = await bridge()

    async with asyncio.TaskGroup() as group:
        for n in range(6):
            group.create_task(say(client, "Alice", f"{n}"))

    told = await events(client)
    assert [e["type"] for e in told] == ["presence"] + ["say"] * 6
    assert [e["message"] for e in told[1:]] == list("012345")


async def test_ten_people_are_answered_at_once(bridge, held):
    """One slow reply must not make nine others wait: all ten calls are under way together."""
    client, model = await bridge(lambda m: f"for {scene_of_text(m)}", gate=held)
    names = [f"P{chr(97 + n)}" for n in range(10)]
    async with asyncio.TaskGroup() as group:
        answers = [group.create_task(chat(client, name)) for name in names]
        await until(lambda: model.running == 10)
        held.set()

    assert [a.result()["response"] for a in answers] == [f"for {name}" for name in names]


def scene_of_text(messages) -> str:
    scene, _ = split_scene(messages[-1].text)
    assert scene is not None
    return scene.visitor


async def test_a_failed_turn_leaves_the_dialogue_as_it_was(bridge):
    """No half turn, no gap: the next question follows the last answer."""
    client, model = await bridge(["one", ModelRefusedError("Timmy would rather not."), "three"])
    await chat(client, "Alice", "1")
    await refused(await client.post("/bridge/chat", json=body("Alice", "2")), 502)
    last = await chat(client, "Alice", "3")

    assert dialogue(model.calls[-1]) == ["1", "one", "3"]
    assert last["session_messages"] == 4
    assert (await get(client, "/bridge/stats"))["model_failures"] == 1


def test_a_dialogue_that_nothing_shortens_is_cut_seldom_and_by_whole_turns():
    """Who talks on while the disk cannot be read does not fill the memory."""
    session = Session(Person("http", "a"), "A", THRESHOLD, 0, 0)
    beginnings = []
    for n in range(200):
        session.remember(f"{n}", f"re: {n}")
        assert len(session.window.turns) <= MOST
        assert [m.role for m in session.messages[:2]] == ["user", "assistant"]
        beginnings.append(session.messages[0].text)

    assert len(set(beginnings)) <= 1 + 200 // (MOST // 2)
    assert session.messages[-1].text == "re: 199"
    assert session.count == 400


async def test_a_reply_names_the_room_in_which_it_was_given(bridge, held):
    """Who walks on while Timmy thinks was answered where they asked."""
    client, model = await bridge(gate=held)
    async with asyncio.TaskGroup() as group:
        asked = group.create_task(chat(client, "Alice"))
        await until(lambda: len(model.calls) == 1)
        await move(client, "Alice", GARDEN)
        held.set()

    assert asked.result()["room"] == THRESHOLD
    assert (await get(client, "/bridge/sessions"))["sessions"][0]["room"] == GARDEN


# --- Restart and return -------------------------------------------------------------------------


async def test_a_restart_keeps_sessions_dialogues_people_and_events(bridge):
    """Nobody notices: the same list, the same room, no false coming and going, growing ids."""
    client, _ = await bridge(lambda _: "noted")
    await chat(client, "Alice", "my cat is called Basil")
    await say(client, "Bob", "I only speak aloud")
    await move(client, "Bob", GARDEN)
    await chat(client, "Cyd")
    await move(client, "Cyd", FORGE)
    before = [await get(client, f"/bridge/{path}") for path in ("sessions", "rooms")]
    told = await events(client)
    (last,) = (await events(client, FORGE))[-1:]
    await client.close()

    client, model = await bridge()

    sessions, rooms = [await get(client, f"/bridge/{path}") for path in ("sessions", "rooms")]
    assert rooms == before[1]
    assert sorted(map(str, sessions["sessions"])) == sorted(map(str, before[0]["sessions"]))
    assert await events(client) == told
    answer = await say(client, "Bob", "still here", GARDEN)
    assert answer["event"]["id"] == last["id"] + 1
    await chat(client, "Alice", "what is my cat called?")
    assert dialogue(model.calls[-1]) == [
        "my cat is called Basil",
        "noted",
        "what is my cat called?",
    ]
    assert [e["type"] for e in await events(client)] == [e["type"] for e in told]


async def test_a_restart_remembers_what_was_heard_and_no_more(bridge):
    """Timmy goes on from where the talk was; a newcomer's past is not made up."""
    client, _ = await bridge()
    await say(client, "Bob", "before she came")
    await chat(client, "Alice")
    await say(client, "Bob", "while she was here")
    await client.close()

    client, model = await bridge()
    await chat(client, "Alice")

    assert [h.text for h in scene_of(model.calls[-1]).heard] == ["while she was here"]


async def test_speaking_aloud_keeps_a_session_alive_over_a_restart(bridge):
    """Who only speaks aloud is as present as who speaks with Timmy."""
    wall = Clock()
    client, _ = await bridge(wall=wall, clock=wall)
    await chat(client, "Alice")
    wall.now += 3000
    await say(client, "Alice", "still here")
    wall.now += 3000
    await client.close()

    client, _ = await bridge(wall=wall, clock=wall)

    assert await users(client) == ["Alice"]


async def test_who_was_evicted_finds_their_dialogue_again(bridge):
    """Eviction makes room in memory and costs nobody their past."""
    client, model = await bridge(lambda _: "noted", timmy_max_sessions=1)
    await chat(client, "Alice", "my cat is called Basil")
    await chat(client, "Bob")

    back = await chat(client, "Alice", "what is my cat called?")

    assert dialogue(model.calls[-1])[:2] == ["my cat is called Basil", "noted"]
    assert back["session_messages"] == 4


async def test_speaking_aloud_before_returning_to_timmy_costs_no_turn(bridge):
    """A say opens the session again without its past; the past must not be overwritten."""
    client, model = await bridge(lambda m: f"re: {dialogue_last(m)}", timmy_max_sessions=1)
    for n in range(3):
        await chat(client, "Alice", f"{n}")
        await say(client, "Bob", "excuse me")
        await say(client, "Alice", "back again")
    await chat(client, "Alice", "3")

    assert dialogue(model.calls[-1]) == ["0", "re: 0", "1", "re: 1", "2", "re: 2", "3"]


def dialogue_last(messages) -> str:
    return split_scene(messages[-1].text)[1]


async def test_only_as_many_sessions_come_back_as_there_are_places(bridge):
    """The most recent ones; the others return with their owners."""
    client, _ = await bridge()
    for name in ("Ann", "Ben", "Cyd"):
        await chat(client, name)
    await client.close()

    client, _ = await bridge(timmy_max_sessions=2)

    assert await users(client) == ["Ben", "Cyd"]
    players = (await get(client, f"/bridge/room/{THRESHOLD}/players"))["players"]
    assert [p["username"] for p in players] == ["Ben", "Cyd"]


async def test_the_hour_goes_on_while_the_bridge_is_down(bridge):
    """And who would have left meanwhile has left."""
    wall = Clock()
    client, _ = await bridge(wall=wall)
    await chat(client, "Alice")
    await client.close()
    wall.now += 3601

    client, _ = await bridge(wall=wall)

    assert await users(client) == []
    async with feed(client, 0) as reader:
        await reader.next()
        assert [(await reader.next())["event"] for _ in range(2)] == ["enter", "leave"]


async def test_a_dialogue_silent_for_longer_than_is_kept_is_forgotten(bridge, monkeypatch):
    """Thirty days; the newest event stays, so that ids go on growing."""
    monkeypatch.setattr("bridge.house.HOUSEKEEPING", 0.001)
    wall = Clock()
    client, _ = await bridge(wall=wall, clock=wall)
    await chat(client, "Alice", "my cat is called Basil")
    wall.now += 31 * 86_400
    await emptied(client, "turns")

    await client.close()
    client, model = await bridge(wall=wall, clock=wall)
    await chat(client, "Alice", "what is my cat called?")
    assert dialogue(model.calls[-1]) == ["what is my cat called?"]


# --- The room of a MUD player -------------------------------------------------------------------


async def test_the_mud_says_where_its_player_is_not_the_request(bridge):
    """A request may be late; the record of presence is what everybody else sees."""
    client, model = await bridge()
    await snapshot(client, 1, {"Alice": GARDEN})

    told = body("Alice", room=FORGE)
    reply = await answered(client.post("/bridge/chat", json=told, headers=MUD))
    said = await answered(client.post("/bridge/say", json=told, headers=MUD))

    assert reply["room"] == scene_of(model.calls[-1]).room == GARDEN
    assert said["event"]["room"] == GARDEN


async def test_a_queued_question_is_asked_in_the_room_where_the_player_is_by_then(bridge, held):
    """And of the room that was left nothing more is overheard."""
    client, model = await bridge(gate=held)
    await snapshot(client, 1, {"Alice": THRESHOLD, "Bob": THRESHOLD})
    async with asyncio.TaskGroup() as group:
        for _ in range(2):
            group.create_task(
                answered(client.post("/bridge/chat", json=body("Alice"), headers=MUD))
            )
        sessions = client.app[keys.SESSIONS]
        await until(lambda: [s.busy for s in sessions] == [2])
        await client.post("/bridge/presence", json=change(2, "Alice", GARDEN), headers=MUD)
        async with client.post("/bridge/say", json=body("Bob", "she is gone"), headers=MUD) as said:
            assert said.status == 200
        held.set()

    scene = scene_of(model.calls[-1])
    assert scene.room == GARDEN
    assert "she is gone" not in str(model.calls)


async def test_who_is_followed_up_after_a_crisis_gives_way_last(bridge):
    """What they said is in memory alone: strangers must not be able to push it out."""
    client, model = await bridge(timmy_max_sessions=3)
    await chat(client, "Ann", "I want to die")
    for name in ("Ben", "Cid", "Dan", "Eve"):
        await chat(client, name)

    await chat(client, "Ann", "I am at home")

    assert "I want to die" in dialogue(model.calls[-1])


@pytest.mark.parametrize("silence", ["", "\u200b\u2060"])
async def test_a_model_without_a_word_is_told_of_in_one_sentence(bridge, silence):
    """Whatever the provider says of it, a person reads the same, and soon."""
    client, model = await bridge(lambda _: silence)

    async with client.post("/bridge/chat", json=body("Ann")) as response:
        problem = await refused(response, 502)

    assert problem["detail"] == "Timmy is silent for a moment. Please try again."
    assert len(model.calls) == 2


@pytest.mark.parametrize("before", [5, 30])
async def test_a_long_time_without_a_readable_disk_costs_no_turn(bridge, monkeypatch, before):
    """What was said before it must not be written over by what was said in it."""
    client, model = await bridge(timmy_requests_per_minute=10**6)
    await chat(client, "Ann", "My dog is called Pepper.")
    for n in range(1, before):
        await chat(client, "Ann", f"old {n}")
    await client.app[keys.COMPACTOR].settled()
    (session,), journal = client.app[keys.SESSIONS], client.app[keys.JOURNAL]
    assert session.cool()

    async def fail(*_: Any, **__: Any) -> Any:
        raise StorageError("No.")

    with monkeypatch.context() as broken:
        broken.setattr(journal, "read", fail)
        broken.setattr(journal, "write", fail)
        await chat(client, "Ann", "My cat is called Tom.")
        for n in range(1, MOST + 5):
            await chat(client, "Ann", f"new {n}")
    last = await chat(client, "Ann", "last")

    turns = await journal.read(
        lambda db: db.execute("SELECT n, asked FROM turns ORDER BY n").fetchall()
    )
    said = [f"old {n}" for n in range(1, before)]
    said += ["My cat is called Tom.", *(f"new {n}" for n in range(1, MOST + 5)), "last"]
    assert [asked for _, asked in turns] == ["My dog is called Pepper.", *said]
    assert [n for n, _ in turns] == [2 * n for n in range(1, len(turns) + 1)]
    assert last["session_messages"] == 2 * len(turns)
    heard = str(model.calls[-1].messages)
    assert "Pepper" in heard
    assert "Tom" in heard


async def test_no_turn_takes_the_place_of_another(bridge):
    """Numbers that went wrong are to be seen in the log, and not in somebody's talk."""
    client, _ = await bridge()
    await chat(client, "Ann", "first")
    (session,), journal = client.app[keys.SESSIONS], client.app[keys.JOURNAL]

    await journal.write(session.rows_with([(2, "first", "ok")]))  # a disk that told us late
    with pytest.raises(StorageError):
        await journal.write(session.rows_with([(2, "another", "ok")]))

    turns = await journal.read(lambda db: db.execute("SELECT n, asked FROM turns").fetchall())
    assert turns == [(2, "first")]
