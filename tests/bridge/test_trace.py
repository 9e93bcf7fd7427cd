"""How a reply came about: kept with its turn, shown to whom it is for, and never a word."""

import json
import sqlite3
from contextlib import closing
from typing import Any

import pytest

from bridge import keys
from bridge.models.base import ModelOutput, Usage
from bridge.models.calls import Answer
from bridge.models.entry import Entry, Price
from bridge.records import MIGRATIONS, opened
from bridge.trace import Sight, of_talk
from crisis.state import WINDOW
from tests.bridge.people import (
    CRISIS,
    FORGE,
    GARDEN,
    Clock,
    answered,
    chat,
    count,
    get,
    move,
    refused,
    say,
    snapshot,
)
from tests.conftest import MUD

DAY = 86400.0
PRICED = Entry(
    key="opus",
    provider="p",
    api_name="opus",
    display_name="Opus",
    company="c",
    price=Price(input=4.0, output=20.0, cache_read=0.2, cache_write=5.0),
)


async def why(client, name: str, n: int = 1, **more: Any) -> dict[str, Any]:
    """Return what `name` is told of their `n`-th last reply."""
    path = f"/bridge/me/why?user_id={name.lower()}_01&n={n}"
    return await answered(client.get(path, **more))


async def traced(client, name: str) -> dict[str, Any]:
    """Return the trace of the last reply to `name`."""
    trace = (await why(client, name))["trace"]
    assert trace
    found: dict[str, Any] = trace
    return found


# --- What is kept ---------------------------------------------------------------------------------


def test_a_trace_says_which_model_answered_and_what_it_cost():
    """To the token and to the cent."""
    output = ModelOutput("hello", model="opus-20260901", usage=Usage(1000, 50, 2000, 300))

    trace = of_talk(Answer(output, PRICED, 2, True, 0.8124), Sight(FORGE, (7,), 9, 1), (2, 8))

    assert (trace.model, trace.key) == ("opus-20260901", "opus")
    assert (trace.stood_in, trace.attempts) == (True, 2)
    assert (trace.ms, trace.tokens, trace.hop) == (812, (1000, 50, 2000, 300), 0)
    assert trace.usd == pytest.approx((4000 + 1000 + 400 + 1500) / 1e6)


async def test_what_stood_in_the_prompt_is_told_by_its_numbers(bridge):
    """The lines that were overheard, how many were there, and which turns of one's own."""
    client, model = await bridge()
    await say(client, "Bob", "before she came", FORGE)
    await chat(client, "Ann", room=FORGE)
    heard = [(await say(client, "Bob", text, FORGE))["event"]["id"] for text in ("one", "two")]
    await say(client, "Ann", "my own", FORGE)
    await say(client, "Cyd", "elsewhere", GARDEN)
    await chat(client, "Ann", room=FORGE)

    trace = await traced(client, "Ann")

    assert trace["events"] == heard
    assert (trace["room"], trace["present"], trace["turns"]) == (FORGE, 1, [2, 2])
    assert (trace["model"], trace["key"], trace["kind"]) == (model.name, "handed-in", "talk")
    assert (trace["attempts"], trace["stood_in"], trace["hop"]) == (1, False, 0)


async def test_the_first_reply_has_no_turns_before_it(bridge):
    """Nothing is made up where there is nothing."""
    client, _ = await bridge()
    await chat(client, "Ann")

    assert (await traced(client, "Ann"))["turns"] == []


async def test_no_word_of_anybody_is_in_a_trace(bridge):
    """Neither of the one who asks, nor of those around, nor of the model, nor a name."""
    client, _ = await bridge(lambda _: "canaryreply")
    await chat(client, "Ann", "canaryasked", FORGE)
    await say(client, "Bobcanary", "canaryaloud", FORGE)
    await chat(client, "Ann", "canaryasked", FORGE)

    rows = await client.server.app[keys.JOURNAL].read(
        lambda db: db.execute("SELECT body FROM traces").fetchall()
    )

    assert len(rows) == 2
    assert b"canary" not in b"".join(body for (body,) in rows).lower()


async def test_a_trace_is_written_with_its_turn_or_not_at_all(bridge, monkeypatch):
    """One transaction: a record of what is not there would be a riddle."""
    client, _ = await bridge()
    await chat(client, "Ann")
    with monkeypatch.context() as patch:
        patch.setattr(
            "bridge.sessions.Session.rows_with", lambda *_: [("INSERT INTO nowhere VALUES (1)", ())]
        )
        assert (await chat(client, "Ann"))["durable"] is False
    assert await count(client, "traces") == await count(client, "turns") == 1

    await chat(client, "Ann")
    assert await count(client, "turns") == 3
    assert await count(client, "traces") == 2


async def test_of_a_crisis_there_is_no_trace(bridge):
    """Not of the answer at once, nor of the talk in the window after it."""
    client, model = await bridge()
    await chat(client, "Ann")
    await chat(client, "Ann", CRISIS)
    await chat(client, "Ann", "still here")

    assert len(model.calls) == 2
    assert await count(client, "traces") == 1


async def test_traces_are_forgotten_with_the_person(bridge):
    """They are part of what is kept of somebody, and of the export."""
    client, _ = await bridge()
    for name in ("Ann", "Ann", "Bob"):
        await chat(client, name)
    exported = await get(client, "/bridge/me?user_id=ann_01")
    assert [trace["turns"] for trace in exported["traces"]] == [[], [2, 2]]

    done = await client.delete("/bridge/me", json={"user_id": "ann_01", "confirm": "forget me"})

    assert done.status == 200
    assert await count(client, "traces") == 1
    assert (await why(client, "Ann"))["trace"] is None
    assert (await why(client, "Bob"))["trace"]


async def test_traces_go_when_they_are_old(bridge):
    """However lively the dialogue that they belong to is."""
    wall = Clock()
    client, _ = await bridge(wall=wall, timmy_keep_days=1)
    await chat(client, "Ann")
    wall.now += 2 * DAY
    await chat(client, "Ann")

    client.server.app[keys.JOURNAL].forget(wall.now - DAY)

    assert await count(client, "traces") == 1
    assert (await traced(client, "Ann"))["time"].startswith("2027-01-17")


async def test_a_trace_for_each_reply_of_one_moment(bridge):
    """Ids are times, and times may be the same; a clock may go back."""
    wall = Clock()
    client, _ = await bridge(wall=wall)
    await chat(client, "Ann")
    await chat(client, "Ann")
    wall.now -= DAY
    await chat(client, "Ann")

    ids = [(await why(client, "Ann", n))["trace"]["id"] for n in (3, 2, 1)]

    assert ids == [ids[0], ids[0] + 1, ids[0] + 2]


def test_a_journal_without_traces_gets_a_place_for_them(tmp_path):
    """What was kept before stays as it is."""
    path = tmp_path / "journal.db"
    (before,) = [n for n, step in enumerate(MIGRATIONS) if "TABLE traces" in step]
    with closing(sqlite3.connect(path)) as db:
        for step in MIGRATIONS[:before]:
            db.executescript(step)
        db.execute("INSERT INTO turns VALUES ('http:ann_01', 2, 'hello', 'hi')")
        db.execute(f"PRAGMA user_version = {before}")
        db.commit()

    db, _, _ = opened(path)

    with closing(db):
        assert db.execute("SELECT count(*) FROM traces").fetchone() == (0,)
        assert db.execute("SELECT asked FROM turns").fetchall() == [("hello",)]


# --- For the host --------------------------------------------------------------------------------


async def test_who_has_a_token_may_look_at_any_trace(bridge):
    """Whoever runs the Tower finds out which model said what it should not have said."""
    client, _ = await bridge(timmy_bridge_token="open-sesame")
    host = {"Authorization": "Bearer open-sesame"}
    async with client.post(
        "/bridge/chat",
        json={"user_id": "ann_01", "username": "Ann", "message": "hello", "room": FORGE},
        headers=host,
    ) as response:
        assert response.status == 200
    mine = (await why(client, "Ann", headers=host))["trace"]

    for token in (host, MUD):
        assert await answered(client.get(f"/bridge/trace/{mine['id']}", headers=token)) == mine


async def test_to_others_a_trace_is_as_if_it_were_not_there(bridge):
    """Nobody learns from the answer which ids there are."""
    client, _ = await bridge()
    await chat(client, "Ann")
    known = (await traced(client, "Ann"))["id"]

    budget = await refused(await client.get("/bridge/budget"), 401)
    for asked in (known, known + 1, "none"):
        assert await refused(await client.get(f"/bridge/trace/{asked}"), 401) == budget
    for asked in (known + 1, "none", "9" * 30, "²"):
        await refused(await client.get(f"/bridge/trace/{asked}", headers=MUD), 404)


# --- For oneself ---------------------------------------------------------------------------------


async def test_a_person_is_told_who_was_there_and_who_was_overheard(bridge):
    """By name and time: they were there themselves."""
    client, _ = await bridge()
    await snapshot(client, 1, {"Dee": FORGE, "Eve": GARDEN})
    await chat(client, "Bob", room=FORGE)
    await chat(client, "Ann", room=FORGE)
    said = (await say(client, "Bob", "mind the anvil", FORGE))["event"]
    await chat(client, "Ann", room=FORGE)
    await say(client, "Bob", "later", FORGE)
    await move(client, "Bob", GARDEN)

    told = await why(client, "Ann")

    assert told["present"] == ["Dee", "Bob"]
    assert told["heard"] == [{"speaker": "Bob", "time": said["timestamp"]}]
    assert told["user_id"] == "ann_01"


async def test_the_one_before_and_the_one_before_that_can_be_asked_for(bridge):
    """And beyond the first there is nothing."""
    client, _ = await bridge()
    for room in (FORGE, GARDEN):
        await chat(client, "Ann", room=room)

    rooms = [(await why(client, "Ann", n))["trace"] for n in (1, 2, 3)]

    assert [trace and trace["room"] for trace in rooms] == [GARDEN, FORGE, None]


async def test_after_help_was_shown_an_older_reply_is_not_taken_for_the_last(bridge):
    """Of that moment nothing is kept but that it was; the next reply that is kept ends it."""
    wall = Clock(1_790_000_000.0)
    client, _ = await bridge(wall=wall)
    first = await why(client, "Ann")
    await chat(client, "Ann", room=FORGE)
    wall.now += 60
    before = await why(client, "Ann")
    await chat(client, "Ann", CRISIS, FORGE)
    wall.now += 60
    await chat(client, "Ann", "I am at home now", FORGE)
    within = [await why(client, "Ann", n) for n in (1, 2)]
    wall.now += WINDOW + 60
    await chat(client, "Ann", room=FORGE)
    after = await why(client, "Ann")

    since = [told["help_shown_since"] for told in (first, before, *within, after)]
    assert since == [False, False, True, True, False]
    assert within[0]["trace"] == before["trace"]
    assert within[1]["trace"] is None


async def test_whoever_was_forgotten_is_named_no_more(bridge):
    """A trace holds numbers; the names are looked up, and are gone."""
    client, _ = await bridge()
    await chat(client, "Ann", room=FORGE)
    await say(client, "Bob", "hello there", FORGE)
    await chat(client, "Ann", room=FORGE)
    await client.delete("/bridge/me", json={"user_id": "bob_01", "confirm": "forget me"})

    told = await why(client, "Ann")

    assert (told["present"], told["trace"]["present"]) == ([], 1)
    assert [line["speaker"] for line in told["heard"]] == ["someone"]


async def test_nothing_of_another_s_talk_is_in_what_a_person_is_told(bridge):
    """Words, rooms and counts of somebody else's talk with Timmy, in the same room too."""
    client, _ = await bridge(lambda _: "canaryreply")
    await chat(client, "Ann", room=FORGE)
    for n in range(3):
        await chat(client, "Bob", f"canaryprivate {n}", FORGE)
    await say(client, "Cyd", "canaryelsewhere", GARDEN)
    before = await why(client, "Ann")
    await chat(client, "Bob", "canaryprivate", FORGE)

    assert await why(client, "Ann") == before
    assert "canary" not in json.dumps(before)
    assert (before["trace"]["turns"], before["present"]) == ([], [])
    assert "canaryprivate" not in json.dumps(await why(client, "Bob"))


async def test_the_same_id_in_another_realm_is_another_person(bridge):
    """A caller by HTTP learns nothing of a player's talk."""
    client, _ = await bridge()
    await snapshot(client, 1, {"Ann": FORGE})
    asked = {"user_id": "ann_01", "username": "Ann", "message": "hello", "room": FORGE}
    await answered(client.post("/bridge/chat", json=asked, headers=MUD))

    assert (await why(client, "Ann"))["trace"] is None
    assert (await why(client, "Ann", headers=MUD))["trace"]["room"] == FORGE


@pytest.mark.parametrize("query", ["", "user_id=ann_01&n=0", "user_id=ann_01&n=x", "n=1"])
async def test_what_is_not_asked_rightly_is_refused(bridge, query):
    """With a sentence that says what is wrong."""
    client, _ = await bridge()

    assert await refused(await client.get(f"/bridge/me/why?{query}"), 422)
