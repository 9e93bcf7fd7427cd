"""The HTTP API answers with the fields that its callers were promised."""

import asyncio
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bridge import keys
from bridge.api import OPERATIONS
from bridge.events import parse_since
from bridge.openapi import document
from tests.bridge.people import (
    FORGE,
    GARDEN,
    THRESHOLD,
    answered,
    body,
    change,
    chat,
    events,
    get,
    move,
    refused,
    say,
    snapshot,
    until,
)
from tests.conftest import MUD
from world.rooms import load_rooms

ENTERED = {"type": "presence", "event": "enter", "user_id": "alice_01", "username": "Alice"}
LEFT = ENTERED | {"event": "leave"}


def without(event: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in event.items() if name not in names}


def is_utc(text: str) -> bool:
    return datetime.fromisoformat(text).utcoffset() == timedelta(0)


async def test_health_says_how_the_bridge_is(bridge):
    """The first three fields are the published ones; what follows tells more."""
    client, _ = await bridge()
    await chat(client, "Alice")

    health = await get(client, "/bridge/health")

    assert list(health)[:3] == ["status", "active_sessions", "timestamp"]
    assert (health["status"], health["active_sessions"]) == ("ok", 1)
    assert is_utc(health["timestamp"])
    assert health["voice"] == {"name": "scripted", "reason": "It was handed in."}
    assert health["degraded"] == []
    assert re.fullmatch(r"\d+\.\d+\.\d+", health["version"])


async def test_sessions_are_listed_by_name_room_and_count(bridge):
    """Who talks is shown, and how much; never what."""
    client, _ = await bridge(lambda _: "a private reply")
    await chat(client, "Alice", "a private question")

    (session,) = (await get(client, "/bridge/sessions"))["sessions"]

    assert list(session) == ["user", "room", "messages", "last_active", "created"]
    assert (session["user"], session["room"], session["messages"]) == ("Alice", THRESHOLD, 2)
    assert is_utc(session["last_active"])
    assert is_utc(session["created"])


async def test_a_room_tells_its_description_and_who_has_been_there(bridge):
    """Names come once each, in the order of the first visit."""
    client, _ = await bridge()
    await chat(client, "Alice")
    await chat(client, "Bob")
    await move(client, "Alice", GARDEN)
    await move(client, "Alice", THRESHOLD)

    world = await get(client, "/bridge/world/The%20Threshold")

    assert world == {
        "room": THRESHOLD,
        "data": {
            "desc_base": load_rooms()[THRESHOLD].description,
            "visitor_history": ["Alice", "Bob"],
        },
    }


async def test_players_of_a_room_are_listed(bridge):
    """The published shape, in the order in which they came."""
    client, _ = await bridge()
    await chat(client, "Alice")
    await say(client, "Bob", "hi")

    assert await get(client, "/bridge/room/The%20Threshold/players") == {
        "room": THRESHOLD,
        "players": [
            {"user_id": "alice_01", "username": "Alice"},
            {"user_id": "bob_01", "username": "Bob"},
        ],
    }


async def test_events_have_the_published_fields_and_an_id(bridge):
    """Clients of the published API read these names; the id is what `since` takes."""
    client, _ = await bridge()
    await say(client, "Alice", "Hello everyone!")

    entered, said = await events(client)

    assert without(entered, "id", "timestamp") == ENTERED | {"room": THRESHOLD}
    assert without(said, "id", "timestamp") == {
        "type": "say",
        "event": "message",
        "user_id": "alice_01",
        "username": "Alice",
        "room": THRESHOLD,
        "message": "Hello everyone!",
    }
    assert entered["id"] < said["id"]
    assert is_utc(said["timestamp"])


async def test_chat_returns_the_reply_the_name_the_room_and_the_count(bridge):
    """Exactly the published fields."""
    client, _ = await bridge(lambda _: "I see bare stone walls.")

    assert await chat(client, "Alice") == {
        "response": "I see bare stone walls.",
        "user": "Alice",
        "room": THRESHOLD,
        "session_messages": 2,
    }
    assert (await chat(client, "Alice"))["session_messages"] == 4


async def test_what_timmy_is_told_in_chat_is_no_event(bridge):
    """A talk with Timmy is between the two."""
    client, _ = await bridge(lambda _: "pomegranate")
    await chat(client, "Alice", "swordfish")

    assert [event["type"] for event in await events(client)] == ["presence"]


async def test_say_returns_the_event_and_the_others_in_the_room(bridge):
    """The speaker is not among the recipients, nor is who is elsewhere."""
    client, _ = await bridge()
    await chat(client, "Bob")
    await chat(client, "Cyd", room=GARDEN)

    answer = await say(client, "Alice", "Anyone else here?")

    assert list(answer) == ["ok", "event", "recipients"]
    assert answer["ok"] is True
    assert answer["recipients"] == [{"user_id": "bob_01", "username": "Bob"}]
    assert answer["event"] == (await events(client))[-1]
    assert answer["event"]["message"] == "Anyone else here?"


async def test_move_returns_a_leave_and_an_enter(bridge):
    """Both rooms are told, the old one first."""
    client, _ = await bridge()
    await chat(client, "Alice")

    answer = await move(client, "Alice", GARDEN)

    assert list(answer) == ["ok", "room", "events"]
    assert (answer["ok"], answer["room"]) == (True, GARDEN)
    left, entered = answer["events"]
    assert without(left, "id", "timestamp") == LEFT | {"room": THRESHOLD}
    assert without(entered, "id", "timestamp") == ENTERED | {"room": GARDEN}
    assert (await events(client))[-1] == left
    assert await events(client, GARDEN) == [entered]


async def test_a_move_to_where_one_is_changes_nothing(bridge):
    """No event without a change: presence pairs each leave with an enter."""
    client, _ = await bridge()
    await chat(client, "Alice")

    assert (await move(client, "Alice", THRESHOLD))["events"] == []


async def test_rooms_are_listed_with_exits_and_occupants(bridge):
    """One request draws the map."""
    client, _ = await bridge()
    await chat(client, "Alice", room=FORGE)

    rooms = {room["room"]: room for room in (await get(client, "/bridge/rooms"))["rooms"]}

    assert rooms.keys() == load_rooms().keys()
    assert rooms[FORGE]["players"] == [{"user_id": "alice_01", "username": "Alice"}]
    assert rooms[FORGE]["watch"] == load_rooms()[FORGE].watch
    assert rooms[FORGE]["exits"] == [exit_.to for exit_ in load_rooms()[FORGE].exits]


async def test_stats_count_and_name_nobody(bridge):
    """Counts are for operators; no name may be in them."""
    client, _ = await bridge()
    await chat(client, "Alice")

    stats = await get(client, "/bridge/stats")

    assert (stats["active_sessions"], stats["max_sessions"]) == (1, 20)
    assert (stats["people"], stats["rooms"], stats["chats"]) == (1, len(load_rooms()), 1)
    assert (stats["readers"], stats["model_failures"]) == (0, 0)
    assert all(isinstance(value, int | float) for value in stats.values())


async def test_the_published_curl_lines_work_as_printed(bridge):
    """Who copies them from the README must get an answer."""
    client, _ = await bridge()
    told = '{"user_id":"test","username":"Tester","message":"Hello!","room":"The Threshold"}'

    await get(client, "/bridge/health")
    headers = {"Content-Type": "application/json"}
    reply = await answered(client.post("/bridge/chat", data=told, headers=headers))
    players = await get(client, "/bridge/room/The%20Threshold/players")

    assert reply["user"] == "Tester"
    assert players["players"] == [{"user_id": "test", "username": "Tester"}]


# --- since --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "form",
    [
        pytest.param(lambda event: str(event["id"]), id="an id"),
        pytest.param(lambda event: event["timestamp"].replace("+", "%2B"), id="with offset"),
        pytest.param(lambda event: event["timestamp"], id="plus not escaped"),
        pytest.param(lambda event: event["timestamp"].removesuffix("+00:00"), id="no offset"),
        pytest.param(lambda event: event["timestamp"].replace("+00:00", "Z"), id="Z"),
        pytest.param(
            lambda event: (
                datetime.fromisoformat(event["timestamp"])
                .replace(tzinfo=None)
                .__add__(timedelta(hours=5, minutes=30))
                .isoformat(timespec="microseconds")
                + "%2B05:30"
            ),
            id="another offset",
        ),
    ],
)
async def test_since_returns_what_came_strictly_after(bridge, form):
    """A client asks with the last event it has and gets no event twice."""
    client, _ = await bridge()
    for words in ("one", "two", "three"):
        await say(client, "Alice", words)
    listed = await events(client)

    later = await get(client, f"/bridge/room/{THRESHOLD}/events?since={form(listed[2])}")

    assert later == {"room": THRESHOLD, "events": listed[3:]}


@pytest.mark.parametrize(
    "since",
    [
        "yesterday", "-1", "1.5", "9" * 19, "%00", "%ff", "2026-13-01T00:00:00", "NaN", "²",
        "0001-01-01T00:00:00%2B23:59", "9999-12-31T23:59:59-23:59",
    ],
)  # fmt: skip
async def test_a_since_that_is_neither_id_nor_time_is_refused(bridge, since):
    """Extreme years included: they overflow only when the offset is applied."""
    client, _ = await bridge()

    problem = await refused(await client.get(f"/bridge/room/{THRESHOLD}/events?since={since}"), 400)

    assert problem["detail"].startswith("since:")


def test_a_time_without_offset_is_utc():
    """The published examples carry none; all times of the bridge are UTC."""
    assert parse_since("2026-04-12T20:30:00") == "2026-04-12T20:30:00.000000+00:00"
    assert parse_since("2026-04-12") == datetime(2026, 4, 12, tzinfo=UTC).isoformat(
        timespec="microseconds"
    )


async def test_the_last_50_events_of_each_room_are_kept(bridge):
    """A busy room does not push out what was said in a quiet one."""
    client, _ = await bridge()
    await say(client, "Bob", "in the garden", GARDEN)
    for n in range(55):
        await say(client, "Alice", f"line {n}")

    assert [e["message"] for e in await events(client)] == [f"line {n}" for n in range(5, 55)]
    assert len(await events(client, GARDEN)) == 2


# --- What is refused ----------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["world/Nowhere", "room/Nowhere/players", "room/Nowhere/events"])
@pytest.mark.parametrize(
    "name", ["Nowhere", "..%2f..%2fetc%2fpasswd", "%00", "%ff", "the threshold"]
)
async def test_a_room_that_the_world_does_not_have_is_404(bridge, path, name):
    """Names are looked up, never joined to a path."""
    client, _ = await bridge()

    problem = await refused(await client.get(f"/bridge/{path.replace('Nowhere', name)}"), 404)

    assert problem["error"] == "not_found"
    assert "room" in problem["detail"]


@pytest.mark.parametrize("route", ["chat", "say"])
async def test_speaking_in_a_room_that_does_not_exist_is_404(bridge, route):
    """And leaves no session behind."""
    client, model = await bridge()

    told = body("Alice", room="Nowhere")
    await refused(await client.post(f"/bridge/{route}", json=told), 404)

    assert (await get(client, "/bridge/sessions"))["sessions"] == []
    assert model.calls == []


async def test_moving_somebody_who_is_nowhere_is_404(bridge):
    """Only who is in the world can go elsewhere in it."""
    client, _ = await bridge()

    response = await client.post("/bridge/move", json={"user_id": "nobody", "room": GARDEN})

    assert "user_id" in (await refused(response, 404))["detail"]


async def test_moving_to_a_room_that_does_not_exist_is_404(bridge):
    """And the person stays where they are."""
    client, _ = await bridge()
    await chat(client, "Alice")

    response = await client.post("/bridge/move", json={"user_id": "alice_01", "room": "Nowhere"})

    await refused(response, 404)
    assert len((await get(client, f"/bridge/room/{THRESHOLD}/players"))["players"]) == 1


@pytest.mark.parametrize("field", ["user_id", "username", "message", "room"])
@pytest.mark.parametrize("value", ["missing", None, 7, "", ["a"], True, "x" * 5000])
async def test_a_wrong_field_is_named_in_one_sentence(bridge, field, value):
    """Who calls must know what to mend, and is not shown the words again."""
    client, model = await bridge()
    told = body("Alice") | {field: value}
    if value == "missing":
        del told[field]

    problem = await refused(await client.post("/bridge/chat", json=told), 422)

    assert problem["error"] == "invalid"
    assert problem["detail"].startswith(f"{field}:")
    assert "xxx" not in problem["detail"]
    assert model.calls == []


@pytest.mark.parametrize("extra", ["model", "api_base", "base_url", "api_key", "tools", "realm"])
async def test_a_field_that_is_not_ours_is_refused(bridge, extra):
    """Nobody chooses from outside where a key is sent, or in whose name they speak."""
    client, _ = await bridge()

    problem = await refused(
        await client.post("/bridge/chat", json=body("Alice") | {extra: "x"}), 422
    )

    assert problem["detail"].startswith(f"{extra}:")


@pytest.mark.parametrize(
    "name", ["Timmy", "tіmmy", "T i m m y", "SYSTEM", "\u200bMarcus", "...", "\x1b"]
)
async def test_nobody_bears_a_name_of_the_house(bridge, name):
    """Words of a false Timmy could hurt somebody who trusts the real one."""
    client, _ = await bridge()

    problem = await refused(
        await client.post("/bridge/chat", json=body("Alice") | {"username": name}), 422
    )

    assert problem["detail"].startswith("username:")


async def test_ids_with_control_characters_are_refused(bridge):
    """They would look like another id wherever they are shown."""
    client, _ = await bridge()
    for bad in ("a\nb", "a\x00", "a\u202e", "a\u200b", "a\tb"):
        told = body("Alice") | {"user_id": bad}
        await refused(await client.post("/bridge/chat", json=told), 422)


@pytest.mark.parametrize(
    "raw",
    [
        b"{", b"", b"nil", b"{'a':1}", b'{"a":NaN}', b'{"a":Infinity}', b'{"a":-Infinity}',
        b'{"a":1e999}', b'{"a":[1e999]}', b'{"user_id":"a","user_id":"b"}',
        b'{"a":"\\ud800"}', b'{"a":"\xff"}', b"\xef\xbb\xbf{}", b'{"a":' + b"9" * 5000 + b"}",
        b"[" * 17 + b"]" * 17, b"[" * 30_000, b'{"a":' * 10_000,
    ],
    ids=range(17),
)  # fmt: skip
async def test_what_is_not_sound_json_is_400(bridge, raw):
    """Python's parser takes more than JSON: NaN, a key twice, half a character."""
    client, _ = await bridge()

    headers = {"Content-Type": "application/json"}
    response = await client.post("/bridge/chat", data=raw, headers=headers)

    assert (await refused(response, 400))["error"] == "bad_request"


async def test_sound_json_of_another_shape_is_422(bridge):
    """Nesting of sixteen is read, and found wanting."""
    client, _ = await bridge()
    for raw in ("[]", "null", '"text"', "1", "[" * 16 + "]" * 16):
        headers = {"Content-Type": "application/json"}
        await refused(await client.post("/bridge/chat", data=raw, headers=headers), 422)


async def test_a_body_over_64_kib_is_413(bridge):
    """Also one whose length is not announced; nothing larger is ever held in memory."""
    client, _ = await bridge()
    headers = {"Content-Type": "application/json"}

    async def pieces():
        for _ in range(70):
            yield b" " * 1024

    for data in (b" " * 65_537, pieces()):
        await refused(await client.post("/bridge/chat", data=data, headers=headers), 413)
    fits = b" " * 65_000 + b"{}"
    await refused(await client.post("/bridge/chat", data=fits, headers=headers), 422)


async def test_unknown_pages_and_methods_are_refused_in_json(bridge):
    """One form for every error; a 405 says which methods there are."""
    client, _ = await bridge()

    await refused(await client.get("/nowhere"), 404)
    response = await client.get("/bridge/chat")
    assert (await refused(response, 405))["error"] == "method_not_allowed"
    assert response.headers["Allow"] == "POST"


# --- How often ----------------------------------------------------------------------------------


async def test_each_answer_says_how_much_may_still_be_asked(bridge):
    """So that a client can slow down before it is refused."""
    client, _ = await bridge(clock=lambda: 0.0, timmy_requests_per_minute=60)

    left, full_in = [], ""
    for route in ("chat", "say", "chat"):
        response = await client.post(f"/bridge/{route}", json=body("Alice"))
        assert response.headers["X-RateLimit-Limit"] == "60"
        left.append(response.headers["X-RateLimit-Remaining"])
        full_in = response.headers["X-RateLimit-Reset"]

    assert left == ["59", "58", "57"]
    assert full_in == "3"


async def test_too_many_requests_are_429_and_say_when_to_come_back(bridge):
    """`Retry-After` is long enough: who waits that long is answered."""
    now = [0.0]
    client, model = await bridge(clock=lambda: now[0], timmy_requests_per_minute=4)
    for _ in range(4):
        await chat(client, "Alice")
    now[0] += 3.6  # 11.4 s are missing: rounded down, a client would come too early

    response = await client.post("/bridge/chat", json=body("Alice"))

    assert (await refused(response, 429))["error"] == "too_many_requests"
    assert response.headers["X-RateLimit-Remaining"] == "0"
    await chat(client, "Bob")  # nobody pays for another
    now[0] += int(response.headers["Retry-After"])
    await chat(client, "Alice")
    assert len(model.calls) == 6


async def test_the_ninth_message_that_waits_is_refused(bridge):
    """One person cannot queue without end; the eight are all answered."""
    gate = asyncio.Event()
    client, _ = await bridge(gate=gate)
    async with asyncio.TaskGroup() as group:
        waiting = [group.create_task(chat(client, "Alice", f"{n}")) for n in range(8)]
        sessions = client.app[keys.SESSIONS]
        await until(lambda: [s.busy for s in sessions] == [8])
        response = await client.post("/bridge/chat", json=body("Alice"))
        await refused(response, 429)
        assert int(response.headers["Retry-After"]) >= 1
        gate.set()

    assert [task.result()["session_messages"] for task in waiting] == [*range(2, 18, 2)]


# --- The document -------------------------------------------------------------------------------


def test_every_reference_in_the_openapi_document_leads_somewhere():
    """A generator of clients stops at the first dangling reference."""
    described = document()
    schemas = described["components"]["schemas"]

    found = set(re.findall(r"'\$ref': '#/components/schemas/(\w+)'", str(described)))

    assert found
    assert found <= set(schemas)


def test_the_openapi_document_has_the_parts_that_its_version_asks_for():
    """OpenAPI 3.1: info, paths; each operation its responses, each path parameter declared."""
    described = document()
    assert described["openapi"] == "3.1.0"
    assert described["info"].keys() >= {"title", "version"}
    ids = []
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            assert method in {"get", "put", "post", "delete", "patch"}
            ids.append(operation["operationId"])
            in_path = [p["name"] for p in operation.get("parameters", []) if p["in"] == "path"]
            assert in_path == re.findall(r"{(\w+)}", path)
            assert all(p["schema"] for p in operation.get("parameters", []))
            assert all(r["description"] for r in operation["responses"].values())
            assert "200" in operation["responses"]
            by_path_alone = path.startswith("/bridge/npc/") or path in {"/enter", "/leave"}
            by_path_alone |= (method, path) == ("delete", "/bridge/link")
            writes = method in {"put", "post", "delete"} and not by_path_alone
            assert ("requestBody" in operation) == writes
    assert len(ids) == len(set(ids))


async def test_every_route_of_the_bridge_is_in_the_document(bridge):
    """What is not described is found by attackers alone."""
    client, _ = await bridge()

    described = (await get(client, "/openapi.json"))["paths"]

    routed = {
        (route.method, route.resource.canonical)
        for route in client.app.router.routes()
        if route.method in {"GET", "POST", "PUT", "DELETE"}
        and (
            route.method != "GET"
            or route.resource.canonical.startswith(("/bridge/", "/watch/", "/api/"))
        )
    } - {("GET", "/watch/{slug}")}
    assert routed == {(m.upper(), path) for path, methods in described.items() for m in methods}
    assert len(routed) == len(OPERATIONS)


async def test_the_reference_page_needs_nothing_from_elsewhere(bridge):
    """It must open on a train: no address of another host in it, under a strict policy."""
    client, _ = await bridge()

    for path in ("/docs", "/static/docs.js", "/static/docs.css"):
        async with client.get(path) as response:
            assert response.status == 200
            assert "default-src 'none'" in response.headers["Content-Security-Policy"]
            text = await response.text()
            assert not re.search(r"(?:src|href)=[\"'](?:https?:)?//", text)
            assert not re.search(r"(?:import|fetch)\W+https?://", text)


async def test_every_response_tells_browsers_to_take_it_for_nothing_else(bridge):
    """Events hold what strangers wrote; no browser may run it, not from the stream either."""
    client, _ = await bridge()
    for path in ("/bridge/health", "/bridge/feed", "/nowhere"):
        async with client.get(path) as response:
            assert response.headers["X-Content-Type-Options"] == "nosniff"
            assert response.headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize(
    ("method", "path", "report"),
    [
        ("PUT", "/bridge/presence", {"epoch": 1, "seq": 1, "users": []}),
        ("POST", "/bridge/presence", change(1, "Alice", GARDEN)),
        ("POST", "/bridge/crisis", {}),
        ("POST", "/bridge/crisis/shown", {}),
    ],
)
async def test_only_the_mud_reports_about_its_players(bridge, method, path, report):
    """Anybody else could empty the world, or brand a player as in crisis."""
    client, _ = await bridge()

    await refused(await client.request(method, path, json=report), 401)


async def test_the_mud_may_report_what_others_may_not(bridge):
    """The same requests with the service token."""
    client, _ = await bridge()

    assert await snapshot(client, 1, {"Alice": GARDEN}) == {"ok": True}
    response = client.post("/bridge/presence", json=change(2, "Alice", FORGE), headers=MUD)
    assert await answered(response) == {"ok": True}
