"""A sign of crisis is answered at once, whatever else fails, and what was said goes nowhere."""

import asyncio
import json
import logging
import threading
from pathlib import Path
from typing import Any

import pytest

import crisis
from bridge import keys
from bridge.errors import BusyError, ModelRefusedError, StorageError, TooManyRequestsError
from bridge.logs import JsonLines
from bridge.presence import Person
from tests.bridge.people import (
    CRISIS,
    ELEMENTS,
    GARDEN,
    THRESHOLD,
    Clock,
    answered,
    body,
    chat,
    count,
    dialogue,
    emptied,
    events,
    feed,
    get,
    in_order,
    refused,
    say,
    scene_of,
    snapshot,
    until,
)
from tests.conftest import MUD

#: A word that nothing else holds, to search for.
SECRET = "zugunruhe"
SAID = f"{CRISIS}. {SECRET}"
#: What calls for no answer of ours, only for one line before Timmy's.
CALM = "my sister called today"


def is_block(text: str) -> bool:
    return in_order(ELEMENTS, text)


class Everything(logging.Handler):
    """Keeps each log record as it would be written, and with all that it carries."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(JsonLines().format(record) + str(vars(record)))


@pytest.fixture
def logged():
    """Return all that is logged, the quietest levels too."""
    handler, root = Everything(), logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield handler.lines
    root.removeHandler(handler)
    root.setLevel(before)


def written(home: Path) -> bytes:
    """Return all bytes of all files under `home`."""
    return b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())


def broken(*_args: object, **_kwargs: object) -> Any:
    raise StorageError("The Tower cannot write to its disk.")


async def readable(client) -> str:
    """Return all that can be asked for, the past of the feed included."""
    paths = ["health", "sessions", "stats", "rooms", f"world/{THRESHOLD}"]
    paths += [f"room/{THRESHOLD}/{what}" for what in ("players", "events")]
    texts = [str(await get(client, f"/bridge/{path}")) for path in paths]
    async with feed(client, 0, headers=MUD) as reader:
        last = (await reader.next())["id"]
        texts += [str(await reader.upto(last))] if last else []
    return "".join(texts)


# --- At once ------------------------------------------------------------------------------------


@pytest.mark.parametrize("route", ["chat", "say"])
@pytest.mark.parametrize("headers", [{}, MUD], ids=["http", "mud"])
async def test_the_block_comes_whole_and_without_a_model(bridge, route, headers):
    """Four elements in their order, in the first reply, in both realms."""
    client, model = await bridge()

    answer = await answered(
        client.post(f"/bridge/{route}", json=body("Ann", SAID), headers=headers)
    )

    assert is_block(answer["response"])
    assert model.calls == []


async def test_a_model_that_hangs_holds_up_no_block(bridge):
    """Not even for the person whose own earlier question it is still busy with."""
    gate = asyncio.Event()
    client, model = await bridge(gate=gate)
    async with asyncio.TaskGroup() as group:
        waiting = group.create_task(chat(client, "Ann"))
        await until(lambda: len(model.calls) == 1)

        reply = await chat(client, "Ann", SAID)

        assert is_block(reply["response"])
        assert not waiting.done()
        gate.set()


async def test_a_model_that_fails_holds_up_no_block(bridge):
    """Nor does one that failed a moment ago."""
    client, _ = await bridge(lambda _: ModelRefusedError("Timmy would rather not."))
    await refused(await client.post("/bridge/chat", json=body("Ann")), 502)

    assert is_block((await chat(client, "Ann", SAID))["response"])


@pytest.mark.parametrize("route", ["chat", "say"])
async def test_who_has_asked_too_often_gets_the_block(bridge, route):
    """Somebody in need may repeat themselves."""
    client, _ = await bridge(timmy_requests_per_minute=1, clock=Clock())
    await chat(client, "Ann")
    await refused(await client.post(f"/bridge/{route}", json=body("Ann")), 429)

    answer = await answered(client.post(f"/bridge/{route}", json=body("Ann", SAID)))

    assert is_block(answer["response"])


@pytest.mark.parametrize("route", ["chat", "say"])
async def test_an_unknown_room_is_no_reason_to_refuse(bridge, route):
    """A mistake in a form must not stand between a person and help."""
    client, _ = await bridge()

    answer = await answered(client.post(f"/bridge/{route}", json=body("Ann", SAID, "Nowhere")))

    assert is_block(answer["response"])
    assert (await get(client, "/bridge/sessions"))["sessions"] == []


@pytest.mark.parametrize("route", ["chat", "say"])
async def test_a_journal_that_takes_nothing_holds_up_no_block(bridge, route, monkeypatch):
    """A full disk: nothing is kept, and the answer is the same."""
    client, _ = await bridge()
    monkeypatch.setattr(client.app[keys.JOURNAL], "_submit", broken)

    answer = await answered(client.post(f"/bridge/{route}", json=body("Ann", SAID)))

    assert is_block(answer["response"])


@pytest.mark.parametrize("route", ["chat", "say"])
async def test_a_journal_that_never_answers_holds_up_no_block(bridge, route):
    """The answer waits for no disk: here the journal's thread stands still."""
    client, _ = await bridge()
    journal = client.app[keys.JOURNAL]
    stands, goes = asyncio.Event(), threading.Event()
    loop = asyncio.get_running_loop()

    def stand_still(_db: object) -> None:
        loop.call_soon_threadsafe(stands.set)
        goes.wait(30)

    blocked = asyncio.create_task(journal.read(stand_still))
    await stands.wait()
    try:
        answer = await answered(client.post(f"/bridge/{route}", json=body("Ann", SAID)))
        assert is_block(answer["response"])
    finally:
        goes.set()
        await blocked


async def test_the_follow_up_is_not_lost_when_its_turn_is_refused(bridge):
    """The state counts the line as shown; so it is shown, whatever the rate says."""
    client, model = await bridge(timmy_requests_per_minute=1, clock=Clock())
    await chat(client, "Ann", SAID)
    await chat(client, "Ann", CALM)

    for _ in range(2):
        response = await client.post("/bridge/chat", json=body("Ann", "hello?"))
        text = await response.text()
        if response.status == 200:
            assert json.loads(text)["response"]
        else:  # nothing was due any more
            assert response.status == 429
    assert len(model.calls) == 1


async def test_within_the_window_a_model_that_fails_is_stood_in_for(bridge):
    """The next message after a sign of crisis must not be answered by an error."""
    client, _ = await bridge(lambda _: ModelRefusedError("Timmy would rather not."))
    await chat(client, "Ann", SAID)

    reply = await chat(client, "Ann", CALM)

    assert crisis.STAYING["en"] in reply["response"]


async def test_within_the_window_a_full_disk_is_no_error(bridge, monkeypatch):
    """Nothing of that turn is to be written anyway."""
    client, _ = await bridge(lambda _: "I am here with you.")

    def fail(batch: Any) -> None:
        for job in batch:
            job.failed = True

    monkeypatch.setattr(client.app[keys.JOURNAL], "_commit", fail)
    await chat(client, "Ann", SAID)

    reply = await chat(client, "Ann", CALM)

    assert reply["response"]


# --- And nowhere else ---------------------------------------------------------------------------


@pytest.mark.parametrize("route", ["chat", "say"])
async def test_what_is_said_in_crisis_is_written_and_shown_nowhere(bridge, tmp_path, logged, route):
    """Not on disk, not in a log, not in anything that can be read; the turns that follow neither.

    Searched for as bytes in every file, while the bridge runs and after it has stopped.
    """
    client, _ = await bridge(lambda _: f"reply {SECRET}")
    await answered(client.post(f"/bridge/{route}", json=body("Ann", SAID)))
    await answered(client.post(f"/bridge/{route}", json=body("Ann", f"{CALM}, {SECRET}")))
    await chat(client, "Ann", f"still here, {SECRET}")
    assert client.app[keys.CARE].state(Person("http", "ann_01"))

    assert SECRET not in await readable(client)
    assert SECRET.encode() not in written(tmp_path)
    await client.close()
    assert SECRET.encode() not in written(tmp_path)
    assert not [line for line in logged if SECRET in line]
    assert b"ann_01" in written(tmp_path)  # the search would find what is there


@pytest.mark.parametrize("route", ["chat", "say"])
@pytest.mark.parametrize("headers", [{}, MUD], ids=["http", "mud"])
async def test_a_quiet_sign_again_and_again_is_written_nowhere(bridge, tmp_path, route, headers):
    """What is due for the second one is a line beside the answer; the words are as private."""
    client, _ = await bridge(lambda _: "I am here.")
    for _ in range(4):
        told = body("Ann", f"I hate my life {SECRET}")
        await answered(client.post(f"/bridge/{route}", json=told, headers=headers))

    assert crisis.detect("I hate my life").level is crisis.Level.SOFT
    assert SECRET not in await readable(client)
    await client.close()
    assert SECRET.encode() not in written(tmp_path)


async def test_in_a_new_session_the_block_is_whole_again(bridge):
    """Who comes back hours later may need all of it."""
    clock = Clock()
    client, _ = await bridge(clock=clock, wall=clock)
    await chat(client, "Ann", SAID)
    assert not is_block((await chat(client, "Ann", SAID))["response"])
    clock.now += 3601

    assert is_block((await chat(client, "Ann", SAID))["response"])


async def test_ordinary_words_are_in_no_log_either(bridge, logged):
    """Logs are for strangers at night."""
    client, _ = await bridge(lambda _: f"reply {SECRET}")
    await chat(client, "Ann", SECRET)
    await say(client, "Ann", SECRET)
    await client.post("/bridge/chat", json=body("Ann", SECRET) | {SECRET: SECRET})
    await client.close()

    assert not [line for line in logged if SECRET in line]
    assert logged


async def test_said_aloud_it_reaches_those_present_once_and_live(bridge):
    """The MUD shows it to who is in the room; a watcher sees nothing, nor does who comes later."""
    client, _ = await bridge()
    await chat(client, "Ben")
    async with feed(client, headers=MUD) as mud, feed(client) as watcher:
        last = (await mud.next())["id"]
        await watcher.next()

        answer = await say(client, "Ann", SAID)
        await say(client, "Ben", "I hear you")

        assert answer["event"]["id"] is None
        assert answer["recipients"] == [{"user_id": "ben_01", "username": "Ben"}]
        seen = [await mud.next() for _ in range(3)]
        live = [e for e in seen if e["id"] is None]
        assert [e["message"] for e in live] == [SAID]
        assert [(e["type"], e["username"]) for e in [await watcher.next() for _ in range(2)]] == [
            ("presence", "Ann"),
            ("say", "Ben"),
        ]
    async with feed(client, last, headers=MUD) as later:
        await later.next()
        assert [(await later.next())["type"] for _ in range(2)] == ["presence", "say"]
    assert SECRET not in str(await events(client))


async def test_said_to_timmy_it_reaches_nobody(bridge):
    """Not even live."""
    client, _ = await bridge()
    async with feed(client, headers=MUD) as mud:
        await mud.next()
        await chat(client, "Ann", SAID)
        await say(client, "Ben", "hello")
        seen = [await mud.next() for _ in range(3)]

    assert [(e["type"], e["username"]) for e in seen] == [
        ("presence", "Ann"), ("presence", "Ben"), ("say", "Ben"),
    ]  # fmt: skip


async def test_it_is_in_no_other_prompt(bridge):
    """Those present heard it; Timmy does not bring it up with them."""
    client, model = await bridge()
    await chat(client, "Ben")
    await say(client, "Ann", SAID)

    await chat(client, "Ben", "what did Ann say?")

    assert SECRET not in str(model.calls)


async def test_timmy_can_follow_up_on_it(bridge):
    """In memory, in the person's own dialogue, with a note of the house."""
    client, model = await bridge()
    await chat(client, "Ann", SAID)
    await chat(client, "Ann", CALM)

    assert dialogue(model.calls[-1])[0] == SAID
    assert is_block(dialogue(model.calls[-1])[1])
    assert scene_of(model.calls[-1]).note


async def test_an_answer_under_way_when_it_is_said_is_not_written_empty(bridge, monkeypatch):
    """The guard may then refuse it; our own words stand in, and nothing of it is kept."""
    monkeypatch.setattr(crisis, "guard", lambda *_args, **_kwargs: "")
    gate = asyncio.Event()
    client, model = await bridge(lambda _: "cheer up", gate=gate)
    async with asyncio.TaskGroup() as group:
        waiting = group.create_task(chat(client, "Ann", "first"))
        await until(lambda: len(model.calls) == 1)
        await chat(client, "Ann", SAID)
        gate.set()

    assert waiting.result()["response"] == crisis.STAYING["en"]
    turns = await client.app[keys.JOURNAL].read(
        lambda db: db.execute("SELECT * FROM turns").fetchall()
    )
    assert turns == []


async def test_an_answer_that_is_being_written_when_it_is_said_keeps_its_place(bridge, monkeypatch):
    """A sign of crisis waits for no disk; memory and journal count the turns alike all the same."""
    client, _ = await bridge()
    await chat(client, "Ann", "first")
    journal, (session,) = client.app[keys.JOURNAL], client.app[keys.SESSIONS]
    written, real = asyncio.Event(), journal.write
    writing = asyncio.Event()

    async def slow(*args: Any, **wanted: Any) -> Any:
        writing.set()
        await written.wait()
        return await real(*args, **wanted)

    monkeypatch.setattr(journal, "write", slow)
    async with asyncio.TaskGroup() as group:
        waiting = group.create_task(chat(client, "Ann", "second"))
        await writing.wait()
        await chat(client, "Ann", SAID)
        written.set()

    numbers = await journal.read(
        lambda db: dict(db.execute("SELECT asked, n FROM turns").fetchall())
    )
    in_memory = {turn.asked.text: turn.n for turn in session.window.turns}
    assert in_memory == {"first": 2, "second": 4, SAID: 6}
    assert numbers == {"first": 2, "second": 4}
    assert waiting.result()["session_messages"] == 4


async def test_the_state_outlives_a_restart_without_its_words(bridge, tmp_path):
    """Levels and times only: the next message is still met with care."""
    client, _ = await bridge()
    await chat(client, "Ann", SAID)
    await client.close()

    client, model = await bridge()
    await chat(client, "Ann", "hello again")

    assert client.app[keys.CARE].state(Person("http", "ann_01"))
    assert SECRET not in str(model.calls)
    assert scene_of(model.calls[-1]).note


async def test_when_a_state_no_longer_matters_nothing_of_it_is_kept(bridge, monkeypatch):
    """Not even its times."""
    monkeypatch.setattr("bridge.house.HOUSEKEEPING", 0.001)
    wall = Clock()
    client, _ = await bridge(wall=wall)
    await chat(client, "Ann", SAID)
    assert await count(client, "crises") == 1
    monkeypatch.setattr(crisis.CrisisState, "matters", lambda _self, _now: False)
    await emptied(client, "crises")


async def test_a_state_that_cannot_be_read_keeps_the_bridge_from_nothing(bridge):
    """A damaged row, or one of another version, must not close the door to everybody."""
    client, _ = await bridge()
    rows = [("INSERT INTO crises VALUES (?, ?, 9e9)", ("http:a", text)) for text in ("no JSON",)]
    await client.app[keys.JOURNAL].write(rows)
    await client.close()

    client, _ = await bridge()

    await chat(client, "Ann")


async def test_days_are_counted_without_anybody_in_them(bridge):
    """What the yearly report asks for: level, language, surface, how many."""
    wall = Clock()
    client, _ = await bridge(wall=wall)
    for name in ("Ann", "Ben"):
        await chat(client, name, SAID)

    rows = await client.app[keys.JOURNAL].read(
        lambda db: db.execute(
            "SELECT day, language, surface, shown, sum(n) FROM crisis_counts GROUP BY 1, 2, 3, 4"
        ).fetchall()
    )

    assert rows == [("2027-01-15", "en", "chat", "block", 2)]


# --- What the MUD has shown ---------------------------------------------------------------------


def shown_by_the_mud(name: str, **more: Any) -> dict[str, Any]:
    state = crisis.CrisisState()
    state.observe(crisis.detect(CRISIS), Clock().now)
    told: dict[str, Any] = {"level": "clear", "language": "en", "surface": "talk", "kind": "block"}
    told |= {"shown": crisis.block(), "state": state.to_dict()}
    return body(name, SAID, GARDEN) | told | more


async def test_what_the_mud_has_answered_is_known_here_and_kept_in_memory_alone(
    bridge, tmp_path, logged
):
    """Timmy can follow up, though this player has never spoken with him before."""
    client, model = await bridge(wall=Clock())
    await snapshot(client, 1, {"Ann": GARDEN})
    await answered(client.post("/bridge/crisis", json=shown_by_the_mud("Ann"), headers=MUD))
    assert client.app[keys.CARE].state(Person("mud", "ann_01"))

    told = body("Ann", CALM, GARDEN)
    await answered(client.post("/bridge/chat", json=told, headers=MUD))

    assert dialogue(model.calls[-1])[0] == SAID
    assert is_block(dialogue(model.calls[-1])[1])
    assert scene_of(model.calls[-1]).note
    assert SECRET not in await readable(client)
    await client.close()
    assert SECRET.encode() not in written(tmp_path)
    assert not [line for line in logged if SECRET in line]


async def test_words_that_come_by_chat_as_well_are_remembered_once(bridge):
    """A follow-up line of the MUD is shown before an ordinary answer: the chat brings the words."""
    client, model = await bridge(wall=Clock())
    await snapshot(client, 1, {"Ann": GARDEN})
    told = shown_by_the_mud("Ann", level="none", shown=None, message=CALM)
    await answered(client.post("/bridge/crisis", json=told, headers=MUD))

    await answered(client.post("/bridge/chat", json=body("Ann", CALM, GARDEN), headers=MUD))

    assert len(dialogue(model.calls[-1])) == 1


@pytest.mark.parametrize(
    "wrong",
    [{"language": "xx"}, {"level": "worst"}, {"surface": "mind"}, {"state": []}],
)
async def test_a_report_that_cannot_be_understood_is_refused(bridge, wrong):
    """With the name of the field; and the person's state stays as it was."""
    client, _ = await bridge()

    told = shown_by_the_mud("Ann", **wrong)
    response = await client.post("/bridge/crisis", json=told, headers=MUD)

    assert response.status in {400, 422}
    assert (await response.json())["detail"].startswith(next(iter(wrong)))
    assert client.app[keys.CARE].state(Person("mud", "ann_01")) is None


async def test_full_house_and_the_mud_reports_all_the_same(bridge):
    """What cannot be remembered is not remembered; the state is taken over."""
    gate = asyncio.Event()
    client, model = await bridge(gate=gate, timmy_max_sessions=1, wall=Clock())
    async with asyncio.TaskGroup() as group:
        group.create_task(chat(client, "Ben"))
        await until(lambda: len(model.calls) == 1)
        await answered(client.post("/bridge/crisis", json=shown_by_the_mud("Ann"), headers=MUD))
        gate.set()

    assert client.app[keys.CARE].state(Person("mud", "ann_01"))


async def test_hearing_goes_on_when_the_journal_is_busy(bridge, monkeypatch):
    """The state is then in memory, and the log says that it is there alone."""
    client, _ = await bridge()

    def busy(*_args: object) -> None:
        raise BusyError("The journal cannot keep up.")

    monkeypatch.setattr(client.app[keys.JOURNAL], "_submit", busy)
    await chat(client, "Ann", SAID)

    assert client.app[keys.CARE].state(Person("http", "ann_01"))


SPLIT = ("i want to", "die")


@pytest.mark.parametrize("route", ["chat", "say"])
async def test_a_sign_that_is_split_over_lines_is_answered_whatever_is_wrong_with_the_key(
    bridge, route
):
    """It is as much of a sign as one in a single line."""
    client, _ = await bridge()
    assert not any(map(crisis.detect, SPLIT))
    first, second = (body("Ann", words) for words in SPLIT)
    await answered(client.post(f"/bridge/{route}", json=first))

    bad = {"Idempotency-Key": "x" * 201}
    reply = await answered(client.post(f"/bridge/{route}", json=second, headers=bad))

    assert is_block(reply["response"])


@pytest.mark.parametrize("route", ["chat", "say"])
async def test_a_protocol_that_fails_does_not_cost_the_block(bridge, monkeypatch, logged, route):
    """What was shown before may be unreadable; the person is in danger all the same."""
    client, _ = await bridge()

    def fails(*_args: object, **_more: object) -> Any:
        raise RuntimeError(SAID)

    monkeypatch.setattr(client.app[keys.CARE], "hear", fails)
    monkeypatch.setattr(client.app[keys.CARE], "is_sign", fails)
    reply = await answered(client.post(f"/bridge/{route}", json=body("Ann", SAID)))
    calm = await answered(client.post(f"/bridge/{route}", json=body("Ben", CALM)))

    assert is_block(reply["response"])
    assert not is_block(calm.get("response", ""))
    assert SECRET not in "".join(logged)


async def test_a_fault_of_ours_costs_nobody_the_line_that_is_due_aloud(bridge, monkeypatch):
    """The state counts it as shown."""
    client, _ = await bridge()
    await say(client, "Ann", CRISIS)

    def fails(*_args: object) -> Any:
        raise RuntimeError

    monkeypatch.setattr(client.app[keys.RATE], "take", fails)

    assert "988" in (await say(client, "Ann", CALM))["response"]


@pytest.mark.parametrize("error", [TooManyRequestsError("Not so fast."), RuntimeError(SECRET)])
@pytest.mark.parametrize("route", ["chat", "say"])
async def test_where_the_line_rests_nobody_is_left_with_an_error(
    bridge, monkeypatch, logged, route, error
):
    """Who is followed up is told to stay, whatever keeps Timmy from answering."""
    client, _ = await bridge()
    await chat(client, "Ann", CRISIS)

    def rests(*_args: object, **_more: object) -> Any:
        return crisis.Response("follow_up")

    def fails(*_args: object) -> Any:
        raise error

    monkeypatch.setattr(client.app[keys.CARE], "hear", rests)
    monkeypatch.setattr(client.app[keys.RATE], "take", fails)
    reply = await answered(client.post(f"/bridge/{route}", json=body("Ann", CALM)))

    assert reply["response"] == crisis.STAYING["en"]
    assert SECRET not in "".join(logged)


@pytest.mark.parametrize("kept", [[], 7, "no", {"level": []}])
async def test_a_state_that_was_spoilt_on_the_disk_keeps_no_bridge_from_starting(bridge, kept):
    """Nor the block from coming whole."""
    client, _ = await bridge()
    row = ("http:ann_01", json.dumps(kept), 4e9)
    statement = "INSERT OR REPLACE INTO crises VALUES (?, ?, ?)"
    await client.app[keys.JOURNAL].write([(statement, row)])

    await client.app[keys.CARE].restore()

    assert is_block((await chat(client, "Ann", CRISIS))["response"])


async def test_a_line_that_is_too_long_or_under_a_refused_name_is_answered_in_a_crisis(bridge):
    """No rule about names or lengths stands before the block."""
    client, model = await bridge()
    for unfit in ({"message": "I want to die. " + "I am so tired. " * 400}, {"username": "Claude"}):
        told = body("Ann", "I want to die") | unfit
        for route in ("chat", "say"):
            reply = await answered(client.post(f"/bridge/{route}", json=told))
            assert is_block(reply["response"])
        await refused(await client.post("/bridge/chat", json=told | {"message": "x" * 4001}), 422)
    assert model.calls == []
