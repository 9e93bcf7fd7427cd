"""Presence: one room at a time, every leave after an enter, and a mirror that cannot drift."""

import sqlite3
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridge import keys
from bridge.errors import ConflictError
from bridge.presence import Change, Person, Presence, Reports
from tests.bridge.people import (
    FORGE,
    GARDEN,
    THRESHOLD,
    Clock,
    answered,
    change,
    chat,
    events,
    feed,
    get,
    refused,
    snapshot,
    until,
)
from tests.conftest import MUD

PEOPLE = [Person(realm, name) for realm in ("mud", "http") for name in "abc"]
ROOMS = [THRESHOLD, GARDEN, FORGE]
people, rooms = st.sampled_from(PEOPLE), st.sampled_from(ROOMS)
steps = st.lists(
    st.tuples(st.just("enter"), people, rooms)
    | st.tuples(st.just("leave"), people)
    | st.tuples(
        st.just("replace"),
        st.sampled_from(["mud", "http"]),
        st.lists(st.tuples(st.sampled_from("abc"), rooms)),
    ),
    max_size=30,
)


def done(presence: Presence, step: Any) -> Change:
    what, who, *more = step
    if what == "enter":
        return presence.enter(who, who.user_id, more[0], last_id=0)
    if what == "leave":
        return presence.leave(who)
    wanted = [(Person(who, name), name, room) for name, room in more[0]]
    return presence.replace(who, wanted, last_id=0)


@given(steps)
def test_every_leave_pairs_with_an_enter(taken):
    """Followed by its events alone, a person is in one room or in none, and it is the right one."""
    presence, told = Presence(), {}
    for step in taken:
        for event in done(presence, step).events:
            person = Person(event.realm, event.user_id)
            if event.event == "enter":
                assert person not in told
                told[person] = event.room
            else:
                assert told.pop(person) == event.room
        assert told == {p: here.room for p in PEOPLE if (here := presence.where(p))}
    assert len(presence) == len(told)
    for room in ROOMS:
        assert {h.person for h in presence.in_room(room)} == {
            p for p, r in told.items() if r == room
        }


@given(steps)
def test_what_is_kept_is_what_is(taken):
    """The statements handed to the journal leave there exactly who is present."""
    presence, db = Presence(), sqlite3.connect(":memory:")
    db.execute("CREATE TABLE presence (person TEXT PRIMARY KEY, username, room, since)")
    for step in taken:
        for sql, values in done(presence, step).statements:
            db.execute(sql, values)

    kept = dict(db.execute("SELECT person, room FROM presence").fetchall())

    db.close()
    assert kept == {p.key: here.room for p in PEOPLE if (here := presence.where(p))}


@given(steps, st.sampled_from(["mud", "http"]), st.lists(st.tuples(st.sampled_from("abc"), rooms)))
def test_a_snapshot_of_one_realm_never_touches_the_other(taken, realm, rows):
    """The MUD's report of its players says nothing about callers by HTTP."""
    presence = Presence()
    for step in taken:
        done(presence, step)
    others = {p: presence.where(p) for p in PEOPLE if p.realm != realm}

    told = done(presence, ("replace", realm, rows))

    assert {p: presence.where(p) for p in others} == others
    assert {event.realm for event in told.events} <= {realm}
    wanted = dict(rows)
    assert {
        p.user_id: h.room for p in PEOPLE if p.realm == realm and (h := presence.where(p))
    } == wanted


@given(steps)
def test_the_same_snapshot_again_tells_nothing(taken):
    """It comes every twenty seconds; only differences are events."""
    presence = Presence()
    for step in taken:
        done(presence, step)
    rows = [
        (h.person.user_id, h.room) for p in PEOPLE if p.realm == "mud" and (h := presence.where(p))
    ]

    assert done(presence, ("replace", "mud", rows)).events == []


# --- Which reports count ------------------------------------------------------------------------


def test_older_reports_are_passed_over():
    """They were overtaken on the way."""
    reports = Reports(lambda: 0.0)

    assert reports.takes_snapshot(5, 1)
    assert reports.takes_change(5, 2)
    assert not reports.takes_change(5, 2)
    assert not reports.takes_snapshot(5, 2)
    assert not reports.takes_snapshot(4, 99)
    assert reports.takes_snapshot(5, 3)
    assert reports.takes_snapshot(6, 0)


def test_a_change_of_an_unknown_run_asks_for_a_snapshot():
    """A bridge that has just started, or a MUD that has: a change alone would mislead."""
    reports = Reports(lambda: 0.0)
    with pytest.raises(ConflictError):
        reports.takes_change(5, 1)
    reports.takes_snapshot(5, 1)
    with pytest.raises(ConflictError):
        reports.takes_change(6, 2)


def test_reports_expire_after_a_minute_of_silence():
    """And then a run with an earlier number counts: the MUD's clock was set back."""
    clock = Clock()
    reports = Reports(clock)
    reports.takes_snapshot(5, 1)
    expired = []
    for seconds in (60, 1):
        clock.now += seconds
        expired.append(reports.expired)

    assert expired == [False, True]
    assert reports.takes_snapshot(4, 1)
    assert reports.takes_change(4, 2)


# --- Through the bridge -------------------------------------------------------------------------


async def told(client, room: str = THRESHOLD) -> list[tuple[str, str]]:
    return [(e["event"], e["username"]) for e in await events(client, room)]


async def report(client, *args, **parts):
    return await client.post("/bridge/presence", json=change(*args, **parts), headers=MUD)


async def test_each_step_of_a_player_is_told_once(bridge):
    """The hook at once, then the snapshot that repeats it."""
    client, _ = await bridge()
    await snapshot(client, 1, {})
    for seq, room in enumerate((THRESHOLD, GARDEN, GARDEN, None), 2):
        assert (await report(client, seq, "Ann", room)).status == 200
    await snapshot(client, 6, {"Ann": THRESHOLD})

    assert await told(client) == [("enter", "Ann"), ("leave", "Ann"), ("enter", "Ann")]
    assert await told(client, GARDEN) == [("enter", "Ann"), ("leave", "Ann")]


async def test_a_lost_report_is_mended_by_the_next_snapshot(bridge):
    """Broken web sockets and reloads say nothing."""
    client, _ = await bridge()
    await snapshot(client, 1, {"Ann": THRESHOLD, "Ben": THRESHOLD})

    await snapshot(client, 2, {"Ben": GARDEN, "Cyd": THRESHOLD})

    players = (await get(client, f"/bridge/room/{THRESHOLD}/players"))["players"]
    assert [p["username"] for p in players] == ["Cyd"]


async def test_an_unknown_run_is_409_with_the_way_out(bridge):
    """The MUD then sends its snapshot."""
    client, _ = await bridge()

    problem = await refused(await report(client, 1, "Ann", GARDEN), 409)

    assert "PUT /bridge/presence" in problem["detail"]


async def test_a_late_report_changes_nothing(bridge):
    """It is not refused: the MUD need not do anything about it."""
    client, _ = await bridge()
    await snapshot(client, 5, {"Ann": GARDEN})

    assert (await report(client, 4, "Ann", FORGE)).status == 200
    assert await snapshot(client, 3, {}) == {"ok": True}

    assert len((await get(client, f"/bridge/room/{GARDEN}/players"))["players"]) == 1


async def test_a_player_in_a_room_that_the_world_lacks_is_away(bridge):
    """Builders have rooms of their own; nobody outside needs to know."""
    client, _ = await bridge()
    await snapshot(client, 1, {"Ann": "Limbo", "Ben": GARDEN})
    assert (await report(client, 2, "Ben", "Limbo")).status == 200

    assert (await get(client, "/bridge/stats"))["people"] == 0


async def test_when_the_mud_falls_silent_its_players_leave_and_nobody_else(bridge, monkeypatch):
    """A MUD that was killed tells nobody."""
    monkeypatch.setattr("bridge.house.HOUSEKEEPING", 0.001)
    clock = Clock()
    client, _ = await bridge(clock=clock)
    await snapshot(client, 1, {"Ann": THRESHOLD})
    await chat(client, "Zoe")
    async with feed(client) as reader:
        await reader.next()
        clock.now += 61
        left = await reader.next()

    assert (left["event"], left["username"]) == ("leave", "Ann")
    players = (await get(client, f"/bridge/room/{THRESHOLD}/players"))["players"]
    assert [p["username"] for p in players] == ["Zoe"]
    await snapshot(client, 2, {"Ann": THRESHOLD})
    assert (await told(client))[-1] == ("enter", "Ann")


async def test_a_restart_of_the_bridge_is_no_coming_and_going(bridge):
    """Players are where they were until the MUD reports, which then finds nothing to tell."""
    client, _ = await bridge()
    await snapshot(client, 7, {"Ann": THRESHOLD, "Ben": GARDEN})
    await client.close()

    client, _ = await bridge()
    assert (await get(client, "/bridge/stats"))["people"] == 2
    await refused(await report(client, 8, "Ann", GARDEN), 409)
    await snapshot(client, 8, {"Ann": THRESHOLD, "Ben": GARDEN})

    assert await told(client) == [("enter", "Ann")]


async def test_namesakes_of_two_realms_come_and_go_apart(bridge):
    """The same id over HTTP is another person."""
    client, _ = await bridge()
    await snapshot(client, 1, {"Ann": THRESHOLD})
    await chat(client, "Ann", room=GARDEN)
    await snapshot(client, 2, {})

    assert client.app[keys.PRESENCE].where(Person("http", "ann_01")).room == GARDEN
    assert client.app[keys.PRESENCE].where(Person("mud", "ann_01")) is None


async def test_nobody_moves_a_player_from_outside(bridge):
    """The MUD alone moves its players; who claims an id over HTTP is nowhere yet."""
    client, _ = await bridge()
    await snapshot(client, 1, {"Ann": THRESHOLD})

    there = {"user_id": "ann_01", "room": GARDEN}
    await refused(await client.post("/bridge/move", json=there), 404)


async def test_visitors_are_remembered_over_a_restart(bridge, tmp_path):
    """From chat, say, move and the MUD alike; each name once."""
    client, _ = await bridge()
    await snapshot(client, 1, {"Ann": THRESHOLD})
    await chat(client, "Ben")
    await snapshot(client, 2, {"Ann": THRESHOLD})
    await client.close()

    client, _ = await bridge()

    world = await get(client, f"/bridge/world/{THRESHOLD}")
    assert world["data"]["visitor_history"] == ["Ann", "Ben"]


async def test_a_world_state_that_cannot_be_written_is_said_so_and_written_later(
    bridge, monkeypatch, tmp_path
):
    """The talk goes on; when there is space again, so does the memory, by itself."""
    monkeypatch.setattr("bridge.house.HOUSEKEEPING", 0.001)
    client, _ = await bridge(world_dir=tmp_path / "world")
    (tmp_path / "world").write_text("a file where the folder should be")

    await chat(client, "Ann")

    (notice,) = (await get(client, "/bridge/health"))["degraded"]
    assert "world state" in notice
    (tmp_path / "world").unlink()
    await until(lambda: not client.app[keys.VISITS].notice)
    assert (tmp_path / "world" / "world_state.json").exists()
    assert (await get(client, "/bridge/health"))["degraded"] == []


async def test_a_snapshot_names_somebody_twice_and_counts_them_once(bridge):
    """A player is in one room: the last one named."""
    client, _ = await bridge()
    ann = {"user_id": "ann_01", "username": "Ann"}
    users = [ann | {"room": THRESHOLD}, ann | {"room": GARDEN}]

    told_ = {"epoch": 1, "seq": 1, "users": users}
    await answered(client.put("/bridge/presence", json=told_, headers=MUD))

    assert await events(client) == []
    assert len(await events(client, GARDEN)) == 1
