"""What is kept of a person: they can read all of it, and have it forgotten for good."""

import asyncio
import json
import sqlite3
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bridge import forgetting, keys, me
from bridge.presence import Person
from bridge.records import MIGRATIONS
from bridge.schemas import Export
from tests.bridge.people import (
    CRISIS,
    FORGE,
    GARDEN,
    THRESHOLD,
    TestClient,
    answered,
    body,
    change,
    chat,
    count,
    dialogue,
    events,
    feed,
    get,
    move,
    refused,
    say,
    scene_of,
    snapshot,
    until,
)
from tests.bridge.traces import found
from tests.conftest import MUD

ANN = Person("http", "ann_01")


async def export(client: TestClient, name: str = "Ann", **headers: str) -> dict[str, Any]:
    """Return what is kept of `name`, as it is published."""
    asked = client.get(f"/bridge/me?user_id={name.lower()}_01", headers=headers)
    kept = await answered(asked)
    Export.model_validate(kept, strict=True)
    return kept


async def forget(
    client: TestClient, name: str = "Ann", headers: dict[str, str] | None = None, **more: str
) -> dict[str, int]:
    """Let `name` be forgotten; return how much there was."""
    sent = {"user_id": f"{name.lower()}_01", "confirm": "forget me", **more}
    done = await answered(client.delete("/bridge/me", json=sent, headers=headers))
    assert done["ok"]
    counts: dict[str, int] = done["forgotten"]
    return counts


@pytest.fixture
async def held() -> AsyncIterator[asyncio.Event]:
    """Return a gate for a model; opened at the end, so that nothing is left waiting."""
    gate = asyncio.Event()
    yield gate
    gate.set()


# --- Export ---------------------------------------------------------------------------------------


async def test_an_export_holds_all_that_is_kept(bridge):
    """A person can see what is kept of them: words, steps, visits, dates."""
    client, _ = await bridge(["It does."])
    await chat(client, "Ann", "does it rain?")
    await say(client, "Ann", "hello all")
    await move(client, "Ann", GARDEN)
    await say(client, "Ben", "not hers")

    kept = await export(client)

    assert [(t["n"], t["asked"], t["replied"]) for t in kept["dialogue"]] == [
        (2, "does it rain?", "It does.")
    ]
    assert (kept["session"]["username"], kept["session"]["messages"]) == ("Ann", 2)
    assert kept["presence"] == {"username": "Ann", "room": GARDEN}
    told = [(e["event"], e["room"], e.get("message")) for e in kept["events"]]
    assert told == [
        ("enter", THRESHOLD, None),
        ("message", THRESHOLD, "hello all"),
        ("leave", THRESHOLD, None),
        ("enter", GARDEN, None),
    ]
    visits = [{"room": room, "name": "Ann"} for room in (THRESHOLD, GARDEN)]
    assert kept["visits"] == visits
    assert kept["crisis"] is None
    assert (kept["events_before"], kept["answers"]) == (None, 0)
    assert kept["besides"]


async def test_somebody_of_whom_nothing_is_kept_gets_an_empty_export(bridge):
    """Whether there is such a person is nobody else's to learn; asking leaves no trace."""
    client, _ = await bridge()

    kept = await export(client, "Nobody")

    assert kept["dialogue"] == kept["events"] == kept["visits"] == []
    assert kept["session"] is kept["presence"] is kept["crisis"] is None
    assert len(client.app[keys.SESSIONS]) == 0


async def test_one_realm_never_reaches_the_other(bridge):
    """Who says on loopback that they are a player gets nothing of the player, nor erases it."""
    client, _ = await bridge()
    await snapshot(client, 1, {"Ann": THRESHOLD})
    await answered(client.post("/bridge/chat", json=body("Ann", "of the MUD"), headers=MUD))

    assert (await export(client))["dialogue"] == []
    assert (await forget(client))["messages"] == 0

    kept = await export(client, **MUD)
    assert [t["asked"] for t in kept["dialogue"]] == ["of the MUD"]
    assert kept["presence"] == {"username": "Ann", "room": THRESHOLD}


async def test_of_a_crisis_levels_and_times_are_told_never_words(bridge, tmp_path):
    """Who looks over a shoulder must not read it; that it is kept at all must be said."""
    client, _ = await bridge()
    await chat(client, "Ann", CRISIS)

    kept = await export(client)

    assert kept["crisis"]["danger"] in {"likely", "immediate"}
    assert kept["crisis"]["help_shown"] == kept["crisis"]["last_sign"]
    assert kept["crisis"]["last_sign"].endswith("+00:00")
    assert "die" not in json.dumps(kept)


@pytest.mark.parametrize(
    ("words", "danger"),
    [(CRISIS, {"likely", "immediate"}), ("kms lol", {"possible"})],
)
async def test_of_a_crisis_nothing_reads_like_an_all_clear(bridge, words, danger):
    """A "clear" sign, or numbers that were "not shown" under the numbers, would mislead."""
    client, _ = await bridge()
    await chat(client, "Ann", words)

    kept = (await export(client))["crisis"]

    assert kept["danger"] in danger
    assert kept["numbers_shown"] is True
    assert kept["said_safe"] is False
    assert "nothing here says that you are well" in kept["means"]


async def test_what_forgetting_does_not_reach_is_said(bridge):
    """Who reads what is kept learns of the host's recording and of the provider."""
    client, _ = await bridge()

    besides = " ".join((await export(client))["besides"])

    assert "a recording of what models answered" in besides
    assert "to be forgotten does not reach it" in besides
    assert "a talk of the laboratory does so under no user_id" in besides


async def test_a_long_dialogue_comes_whole(bridge):
    """Two thousand messages is what is kept of one person."""
    client, _ = await bridge()
    await chat(client, "Ann")
    rows = [("http:ann_01", n, f"asked {n}", "x" * 50) for n in range(4, 2002, 2)]
    insert = "INSERT INTO turns VALUES (?, ?, ?, ?)"
    await client.app[keys.JOURNAL].change(lambda db: db.executemany(insert, rows))

    kept = await export(client)

    assert len(kept["dialogue"]) == 1000
    assert kept["dialogue"][-1]["asked"] == "asked 2000"


async def test_more_events_than_one_reply_holds_can_be_asked_for(bridge, monkeypatch):
    """An export is complete, and no reply without bounds."""
    monkeypatch.setattr(me, "EVENTS", 6)
    monkeypatch.setattr(me, "_STEP", 4)
    client, _ = await bridge()
    for n in range(9):
        await say(client, "Ann", f"{n}")

    late = await export(client)
    query = f"user_id=ann_01&before={late['events_before']}"
    early = await get(client, f"/bridge/me?{query}")

    told = [e.get("message") for e in [*early["events"], *late["events"]]]
    assert [words for words in told if words] == list("012345678")
    assert late["events_before"]
    assert early["events_before"] is None


async def test_turns_that_wait_for_the_disk_are_in_the_export(bridge):
    """They are kept, if only in memory as yet."""
    client, _ = await bridge()
    await chat(client, "Ann", "one")
    client.app[keys.SESSIONS].get(ANN).owed = [(4, "two", "re: two")]

    assert [t["asked"] for t in (await export(client))["dialogue"]] == ["one", "two"]


@pytest.mark.parametrize("query", ["", "?user_id=", "?user_id=a&before=x", f"?user_id={'a' * 65}"])
async def test_an_unfit_question_is_refused_with_a_reason(bridge, query):
    """The field is named, and nothing else is said."""
    client, _ = await bridge()

    problem = await refused(await client.get(f"/bridge/me{query}"), 422)

    assert problem["detail"].startswith(("user_id: ", "before: "))


# --- Forgetting -----------------------------------------------------------------------------------


async def test_nothing_of_the_person_is_left(bridge, tmp_path):
    """Not in memory, not in any file, not after a restart; others keep theirs."""
    client, model = await bridge(lambda m: f"re: {m[-1].text[-12:]}")
    for name, room in (("Ann", THRESHOLD), ("Ben", THRESHOLD)):
        await chat(client, name, f"private {name} zzq", room)
        await say(client, name, f"aloud {name} zzq", room)
    await move(client, "Ann", GARDEN)
    await answered(
        client.post("/bridge/say", json=body("Ben", "keyed"), headers={"Idempotency-Key": "1"})
    )
    gone = ("private Ann", "aloud Ann", "ann_01", "Ann")
    assert len({canary.split(" in ")[0] for canary in found(tmp_path, *gone)}) == len(gone)

    counts = await forget(client)

    assert counts == {"messages": 2, "events": 4, "answers": 0, "visits": 2}
    assert not found(tmp_path, *gone)
    for path in ("sessions", "rooms", f"room/{THRESHOLD}/events", f"world/{GARDEN}"):
        assert "Ann" not in json.dumps(await get(client, f"/bridge/{path}")), path
    async with feed(client, after=0) as reader:
        await reader.next()
        told = json.dumps(await reader.upto(client.app[keys.JOURNAL].last_id))
    assert "Ann" not in told
    assert "aloud Ben zzq" in told
    await client.close()
    assert not found(tmp_path, *gone)

    client, model = await bridge()

    assert not found(tmp_path, *gone)
    for room in (THRESHOLD, GARDEN):
        remembered = (await get(client, f"/bridge/world/{room}"))["data"]["visitor_history"]
        assert "someone" not in remembered
    kept = await export(client)
    assert kept["dialogue"] == kept["events"] == kept["visits"] == []
    await chat(client, "Ann", "do you know me?")
    assert dialogue(model.calls[-1]) == ["do you know me?"]
    await chat(client, "Ben", "and me?")
    assert dialogue(model.calls[-1])[0] == "private Ben zzq"


@pytest.mark.parametrize(
    "wrong",
    [{}, {"confirm": "yes"}, {"confirm": "Forget me"}, {"confirm": None}, {"confirm": True}],
)
async def test_without_a_fresh_confirmation_nothing_is_forgotten(bridge, wrong):
    """What cannot be undone is not done by accident."""
    client, _ = await bridge()
    await chat(client, "Ann")

    response = await client.delete("/bridge/me", json={"user_id": "ann_01", **wrong})

    assert (await refused(response, 422))["detail"].startswith("confirm: ")
    assert len((await export(client))["dialogue"]) == 1


async def test_forgetting_somebody_unknown_looks_as_for_anybody(bridge):
    """It succeeds, with nothing to count."""
    client, _ = await bridge()

    assert await forget(client, "Nobody") == {
        "messages": 0, "events": 0, "answers": 0, "visits": 0,
    }  # fmt: skip


async def test_a_reply_under_way_is_kept_nowhere(bridge, held, tmp_path):
    """Timmy was thinking when the person asked to be forgotten; his answer would bring it back."""
    client, model = await bridge(lambda _: "late words", gate=held)
    asked = asyncio.create_task(client.post("/bridge/chat", json=body("Ann", "early words")))
    queued = asyncio.create_task(client.post("/bridge/chat", json=body("Ann", "queued words")))
    await until(lambda: (s := client.app[keys.SESSIONS].get(ANN)) and s.busy == 2 and model.calls)

    await forget(client)
    held.set()

    for response in (await asked, await queued):
        assert (await refused(response, 409))["error"] == "forgotten"
    assert len(model.calls) == 1  # what was queued is not even asked
    assert await count(client, "turns") == await count(client, "sessions") == 0
    assert not found(tmp_path, "late words", "early words", "queued words")
    await chat(client, "Ann", "new words")
    assert dialogue(model.calls[-1]) == ["new words"]


async def test_a_keyed_reply_under_way_is_not_remembered_under_its_key(bridge, held):
    """Or the old answer would come again for a day."""
    client, model = await bridge(lambda m: f"re: {m[-1].text[-3:]}", gate=held)
    keyed = {"Idempotency-Key": "k"}
    asked = asyncio.create_task(client.post("/bridge/chat", json=body("Ann", "old"), headers=keyed))
    await until(lambda: model.calls)

    await forget(client)
    held.set()
    await refused(await asked, 409)

    again = await client.post("/bridge/chat", json=body("Ann", "new"), headers=keyed)
    assert (await again.json())["response"] == "re: new"


async def test_an_answer_that_was_kept_for_a_repeat_is_gone(bridge, tmp_path):
    """In memory and on the disk; and Ben's, which say that Ann heard him, name her no more."""
    client, _ = await bridge()
    keyed = {"Idempotency-Key": "k"}
    await say(client, "Ann", "hello")
    first = await client.post("/bridge/say", json=body("Ann", "keyed words"), headers=keyed)
    told = await client.post("/bridge/say", json=body("Ben", "hi Ann"), headers=keyed)
    assert (await told.json())["recipients"] == [{"user_id": "ann_01", "username": "Ann"}]
    assert (await first.json())["ok"]

    assert (await forget(client))["answers"] == 1

    nobody = [{"user_id": "someone", "username": "someone"}]
    again = await client.post("/bridge/say", json=body("Ben", "hi Ann"), headers=keyed)
    assert (await again.json())["recipients"] == nobody
    await client.close()
    client, _ = await bridge()
    again = await client.post("/bridge/say", json=body("Ben", "hi Ann"), headers=keyed)
    assert (await again.json())["recipients"] == nobody
    other = await client.post("/bridge/say", json=body("Ann", "other words"), headers=keyed)
    assert other.status == 200
    assert not found(tmp_path, "keyed words")


async def test_a_crisis_is_forgotten_with_the_person(bridge):
    """State, lines and the words in memory; the next sign is answered whole again."""
    client, _ = await bridge()
    await chat(client, "Ann", CRISIS)
    await until(lambda: client.app[keys.CARE].known(ANN))

    await forget(client)

    assert (await export(client))["crisis"] is None
    assert await count(client, "crises") == 0
    assert ANN not in client.app[keys.CARE]._recent
    assert "988" in (await chat(client, "Ann", CRISIS))["response"]


async def test_a_crisis_reply_is_given_even_when_its_turn_was_forgotten(bridge, held):
    """A line that was due is shown; the words before it come back nowhere, not even in memory."""
    client, model = await bridge(gate=held)
    held.set()
    await chat(client, "Ann", CRISIS)
    held.clear()
    sent = client.post(
        "/bridge/chat", json=body("Ann", "still here"), headers={"Idempotency-Key": "k"}
    )
    asked = asyncio.create_task(answered(sent))
    await until(lambda: model.calls)

    await forget(client)
    held.set()

    assert (await asked)["response"]
    assert client.app[keys.SESSIONS].get(ANN) is None
    assert not client.app[keys.REPEATS]._answers


async def test_a_caller_by_http_leaves_the_room_and_nobody_learns_from_the_record_who(bridge):
    """They were there as long as their session; each enter has its leave."""
    client, _ = await bridge()
    await chat(client, "Ann")

    await forget(client)

    assert (await get(client, f"/bridge/room/{THRESHOLD}/players"))["players"] == []
    told = [(e["event"], e["user_id"], e["username"]) for e in await events(client)]
    assert told == [("enter", "someone", "someone"), ("leave", "someone", "someone")]


async def test_a_player_stays_where_they_are_under_their_new_id(bridge, tmp_path):
    """The MUD goes on with them; no event says that anybody came or went."""
    client, _ = await bridge()
    await snapshot(client, 1, {"Ann": THRESHOLD})
    await answered(client.post("/bridge/chat", json=body("Ann", "old"), headers=MUD))

    await forget(client, headers=MUD, new_id="ann_02")
    await answered(
        client.put(
            "/bridge/presence",
            json={
                "epoch": 1,
                "seq": 2,
                "users": [{"user_id": "ann_02", "username": "Ann", "room": THRESHOLD}],
            },
            headers=MUD,
        )
    )

    players = (await get(client, f"/bridge/room/{THRESHOLD}/players"))["players"]
    assert players == [{"user_id": "ann_02", "username": "Ann"}]
    assert [e["username"] for e in await events(client)] == ["someone"]
    assert not found(tmp_path, "ann_01", "Ann")
    left = {**change(3, "Ann", None), "user_id": "ann_02"}
    await answered(client.post("/bridge/presence", json=left, headers=MUD))
    assert [(e["event"], e["username"]) for e in await events(client)] == [
        ("enter", "someone"),
        ("leave", "someone"),
    ]


async def test_a_player_who_keeps_their_id_stays_too(bridge):
    """Presence tells the truth, whatever is forgotten."""
    client, _ = await bridge()
    await snapshot(client, 1, {"Ann": THRESHOLD})

    await forget(client, headers=MUD)
    await snapshot(client, 2, {"Ann": THRESHOLD})

    players = (await get(client, f"/bridge/room/{THRESHOLD}/players"))["players"]
    assert players == [{"user_id": "ann_01", "username": "Ann"}]


async def test_only_the_mud_gives_new_ids(bridge):
    """Or one could take another's place."""
    client, _ = await bridge()
    sent = {"user_id": "ann_01", "confirm": "forget me", "new_id": "ben_01"}

    await refused(await client.delete("/bridge/me", json=sent), 403)


async def test_a_name_that_somebody_else_bears_stays_in_the_rooms_where_they_were(bridge):
    """A room remembers names, not ids; the other Ann was there too."""
    client, _ = await bridge()
    await snapshot(client, 1, {"Ann": FORGE})
    await snapshot(client, 2, {})
    for room in (THRESHOLD, FORGE):
        await say(client, "Ann", "hello", room)

    await forget(client)

    assert (await get(client, f"/bridge/world/{FORGE}"))["data"]["visitor_history"] == ["Ann"]
    assert (await get(client, f"/bridge/world/{THRESHOLD}"))["data"]["visitor_history"] == []


async def test_timmy_does_not_tell_others_what_a_forgotten_person_said(bridge):
    """What was overheard is no longer among what he perceives."""
    client, model = await bridge()
    await chat(client, "Ben")
    await say(client, "Ann", "a secret")

    await forget(client)
    await chat(client, "Ben", "what did she say?")

    assert scene_of(model.calls[-1]).heard == ()
    assert "Ann" not in model.calls[-1].messages[-1].text


async def test_a_disk_that_takes_nothing_is_said_so(bridge, monkeypatch):
    """Nothing is claimed that has not been done."""
    client, _ = await bridge()
    await chat(client, "Ann")
    db = client.app[keys.JOURNAL]._db
    await client.app[keys.JOURNAL].read(lambda _: db.execute("PRAGMA query_only = ON"))

    sent = {"user_id": "ann_01", "confirm": "forget me"}
    problem = await refused(await client.delete("/bridge/me", json=sent), 507)

    assert "again" in problem["detail"]
    await client.app[keys.JOURNAL].read(lambda _: db.execute("PRAGMA query_only = OFF"))
    await forget(client)
    assert (await export(client))["dialogue"] == []


async def test_somebody_who_reads_the_file_does_not_keep_it_from_being_emptied(bridge, tmp_path):
    """The look for damage after a start gives way; another reader is waited for, not for ever."""
    client, _ = await bridge()
    await say(client, "Ann", "canary words")
    reader = sqlite3.connect(f"file:{tmp_path / 'journal.db'}?mode=ro", uri=True)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM events").fetchone()

    task = asyncio.create_task(forget(client))
    await until(lambda: client.app[keys.JOURNAL]._looker._ended)
    reader.close()
    await task

    assert not found(tmp_path, "canary words")


async def test_a_file_of_a_former_version_can_be_forgotten_from(bridge, tmp_path):
    """What it held between what is kept is gone as well; whose each event is, is known."""
    with sqlite3.connect(tmp_path / "journal.db") as old:
        old.executescript(f"PRAGMA secure_delete = OFF; {MIGRATIONS[0]} PRAGMA user_version = 1;")
        for n in range(1, 2000):
            who = ("ann", "ben")[n % 2]
            event = {
                "id": n, "user_id": f"{who}_01", "username": who.title(), "room": THRESHOLD,
                "timestamp": "2100-01-01T00:00:00.000000+00:00", "type": "say",
                "event": "message", "message": f"canary {who} " * 20, "realm": "http",
            }  # fmt: skip
            row = (n, THRESHOLD, event["timestamp"], json.dumps(event).encode())
            old.execute("INSERT INTO events VALUES (?, ?, ?, ?)", row)
            old.execute(
                "INSERT INTO turns VALUES (?, ?, ?, 'canary')",
                (f"http:{who}_01", n, f"canary {who} " * 40),
            )
        old.execute("DELETE FROM turns WHERE person = 'http:ann_01' AND n < 1900")
    old.close()
    client, _ = await bridge()

    counts = await forget(client)

    assert counts["events"] == 999
    assert not found(tmp_path, "canary ann", "ann_01")
    assert len((await export(client, "Ben"))["events"]) == 1000


async def test_much_is_forgotten_in_small_steps(bridge, monkeypatch, tmp_path):
    """Nobody waits long for another's long history: no transaction holds more than a few rows."""
    client, _ = await bridge()
    await chat(client, "Ann")
    journal = client.app[keys.JOURNAL]
    event = {**(await export(client))["events"][0], "realm": "http", "type": "say"}
    event |= {"event": "message", "message": "canary " * 10}
    turns = [("http:ann_01", n, "canary " * 20, "canary " * 20) for n in range(4, 2002, 2)]
    said = [
        (n, THRESHOLD, event["timestamp"], json.dumps(event | {"id": n}).encode(), "http:ann_01")
        for n in range(100, 10_100)
    ]
    await journal.change(lambda db: db.executemany("INSERT INTO turns VALUES (?, ?, ?, ?)", turns))
    insert = "INSERT INTO events VALUES (?, ?, ?, ?, ?)"
    await journal.change(lambda db: db.executemany(insert, said))
    journal.last_id = 10_100
    steps: list[int] = []
    change_ = journal.change

    async def counted(act: Any) -> Any:
        def counting(db: sqlite3.Connection) -> Any:
            before = db.total_changes
            result = act(db)
            steps.append(db.total_changes - before)
            return result

        return await change_(counting)

    monkeypatch.setattr(journal, "change", counted)

    counts = await forget(client)

    assert (counts["messages"], counts["events"]) == (2000, 10_001)
    assert max(steps) <= max(forgetting._TURNS, forgetting._EVENTS)
    assert not found(tmp_path, "canary")
