"""Each route that takes a person's words reads them for a sign of crisis, whatever is wrong."""

import asyncio
import json
from typing import Any

import pytest
from aiohttp import web

import crisis
from bridge import keys
from bridge.api import OPERATIONS, Operation
from bridge.deeds import post_say
from bridge.errors import ModelRefusedError
from tests.bridge.people import (
    CRISIS,
    Clock,
    TestClient,
    answered,
    body,
    chat,
    count,
    events,
    get,
    refused,
    until,
)
from tests.bridge.test_streaming import SSE, streamed
from tests.conftest import MUD

BLOCK = crisis.block("en", crisis.detect(CRISIS).level)

#: Where somebody's words are taken, and read for a sign of crisis.
WORDS = {("POST", "/bridge/chat"), ("POST", "/bridge/say"), ("POST", "/bridge/deed")}
#: Where words are taken that have been read.
READ_BEFORE = {("POST", "/bridge/crisis"): "the MUD has read them, and answered"}
#: Sockets, where each frame is read as it comes; their own tests show that.
SOCKETS = {("GET", "/table/ws"), ("GET", "/lab/ws")}
#: Where words are taken by other names, and read in the same way; their own tests show that.
IN_THE_LABORATORY = {
    ("POST", "/api/conversations"): {"initial_prompt"},
    ("POST", "/api/conversations/{id}/inject"): {"name", "content"},
}
_TALK = "/api/conversations/{id}"
#: What takes no words.
NO_WORDS = {
    "/bridge/since": "an id",
    **dict.fromkeys(("/api/personalities", "/api/health"), "asks how things are"),
    **dict.fromkeys(("/api/conversations", _TALK, f"{_TALK}/export"), "asks for talks"),
    **dict.fromkeys((f"{_TALK}/{what}" for what in ("stop", "pause", "resume", "step")), "nothing"),
    **dict.fromkeys((f"{_TALK}/{what}" for what in ("pace", "fork")), "a number"),
    f"{_TALK}/vote": "the id of a personality",
    **dict.fromkeys(("/bridge/health", "/bridge/stats", "/bridge/budget"), "asks how things are"),
    **dict.fromkeys(("/bridge/sessions", "/bridge/rooms"), "asks who is there"),
    **dict.fromkeys(("/bridge/world/{room}", "/bridge/room/{room}/players"), "the name of a room"),
    "/bridge/room/{room}/events": "the name of a room, and a time",
    "/bridge/feed": "numbers, and the name of a room",
    "/bridge/npcs": "asks who lives there",
    **dict.fromkeys(("/bridge/npc/pause", "/bridge/npc/resume"), "nothing"),
    "/bridge/mark/remove": "a number",
    "/bridge/listen": "an id, a name that nobody is shown, and the name of a room",
    "/bridge/move": "an id, and the name of a room",
    "/bridge/me": "an id",
    "/bridge/me/why": "an id, and a number",
    "/bridge/trace/{trace}": "a number",
    "/bridge/crisis/shown": "a level, a language and kinds",
    "/bridge/presence": "ids, names that the MUD has let in, and rooms",
    **dict.fromkeys(("/docs", "/openapi.json", "/static", "/crisis"), "a page to read"),
    **dict.fromkeys(("/crisis-protocol", "/crisis-protocol.css"), "a page to read"),
    **dict.fromkeys(("/", "/lab", "/lab/{id}", "/table", "/watch/{slug}"), "a page to watch"),
    **dict.fromkeys(("/watch/world", "/watch/me", "/watch/feed"), "asks what there is to watch"),
    **dict.fromkeys(("/watch/room/{slug}", "/watch/room/{slug}/log"), "the name of a room"),
    "/watch/room/{slug}/vote": "the key of one of the house",
    "/bridge/link": "the name of a room, or an id",
    **dict.fromkeys(("/enter", "/leave", "/pass/{text}"), "a token or a pass"),
}


def routed(app: web.Application) -> set[tuple[str, str]]:
    """Return the method and path of each route."""
    routes = [(route.method, route.resource) for route in app.router.routes()]
    return {(method, one.canonical) for method, one in routes if one and method != "HEAD"}


def unknown(app: web.Application) -> set[tuple[str, str]]:
    """Return the routes of which nothing says whether they take words."""
    known = WORDS | READ_BEFORE.keys() | SOCKETS | IN_THE_LABORATORY.keys()
    return {one for one in routed(app) if one not in known and one[1] not in NO_WORDS}


#: What a body may hold besides words.
NO_WORDS_EITHER = {
    *("user_id", "username", "room", "epoch", "seq", "users", "watched"),
    *("personalities", "turn_limit", "pace", "votes", "seconds", "at", "choice"),
    *(
        "what",
        "hours",
        "level",
        "language",
        "surface",
        "shown",
        "kind",
        "state",
        "new_id",
        "confirm",
        "deed",
        "id",
    ),
}


def fields_of(operation: Operation) -> set[str]:
    """Return the names of what its body may hold."""
    return set(operation.body.model_fields) if operation.body else set()


async def test_of_each_route_it_is_known_whether_it_takes_words(bridge):
    """A new one must be looked at first."""
    client, _ = await bridge()

    assert unknown(client.app) == set()


async def test_a_new_route_is_found(bridge):
    """This test is worth what it finds."""
    client, _ = await bridge()
    app = web.Application()
    app.router.add_post("/bridge/letters", post_say)

    assert unknown(app) == {("POST", "/bridge/letters")}
    assert unknown(client.app) == set()


def test_what_has_a_field_for_words_is_said_to_take_them():
    """By its schema, not by what somebody thought of it; a new field must be looked at first."""
    found = {(one.method, one.path): fields_of(one) - NO_WORDS_EITHER for one in OPERATIONS}

    taken = {route: fields for route, fields in found.items() if fields}
    by_message = {route: {"message"} for route in WORDS | READ_BEFORE.keys()}
    of_a_room = {("POST", "/bridge/link"): {"name"}}
    assert taken == by_message | IN_THE_LABORATORY | of_a_room


# --- Nothing stands before it -------------------------------------------------------------------

#: What may be wrong with a request whose words are a sign of crisis.
WRONG: dict[str, dict[str, Any]] = {
    "nothing": {},
    "reserved name": {"username": "Timmy"},
    "no name": {"username": ""},
    "long name": {"username": "a" * 500},
    "a name that is no text": {"username": 7},
    "no such room": {"room": "Nowhere"},
    "an empty room": {"room": ""},
    "no id": {"user_id": ""},
    "an id that is no text": {"user_id": None},
    "a field too many": {"model": "x"},
    "too long": {"message": f"{CRISIS}. {'word ' * 2000}"},
}


@pytest.mark.parametrize("route", sorted(path for _, path in WORDS))
@pytest.mark.parametrize("wrong", WRONG)
@pytest.mark.parametrize("headers", [{}, MUD, SSE], ids=["http", "mud", "stream"])
async def test_the_block_comes_whatever_is_wrong_with_a_request(bridge, route, wrong, headers):
    """Byte for byte, once, and first."""
    client, model = await bridge()

    async with client.post(route, json=body("Ann", CRISIS) | WRONG[wrong], headers=headers) as got:
        text = await got.text()

    assert got.status == 200, text
    assert model.calls == []
    whole = crisis.block("en", crisis.detect((body("Ann", CRISIS) | WRONG[wrong])["message"]).level)
    assert shown_in(text) == whole


def shown_in(text: str) -> str:
    """Return what an answer shows to a person; as a stream, all that it shows."""
    if not text.startswith("event:"):
        return str(json.loads(text)["response"])
    events = [part.split("\ndata: ") for part in text.strip().split("\n\n")]
    sentences = [json.loads(data)["text"] for kind, data in events if kind == "event: sentence"]
    assert json.loads(events[-1][1])["response"] == "".join(sentences)
    return "".join(sentences)


@pytest.mark.parametrize("key", ["used", "k" * 300, "", "schlüssel"])
@pytest.mark.parametrize("route", ["chat", "say"])
async def test_no_key_of_a_request_stands_before_it(bridge, route, key):
    """Neither one that is unfit, nor one under which something else was asked."""
    client, _ = await bridge()
    headers = {"Idempotency-Key": key}
    if key == "used":
        await answered(client.post(f"/bridge/{route}", json=body("Ann"), headers=headers))

    told = client.post(f"/bridge/{route}", json=body("Ann", CRISIS), headers=headers)

    assert (await answered(told))["response"] == BLOCK


@pytest.mark.parametrize("name", ["I want to die", "KillMyself", "quieromorir"])
@pytest.mark.parametrize("route", ["chat", "say"])
async def test_a_name_that_is_a_sign_is_answered_and_kept_nowhere(bridge, tmp_path, route, name):
    """Nobody else reads it in a room, or in a list of who is there."""
    client, model = await bridge()

    told = body("Ann", "hello") | {"username": name}
    reply = await answered(client.post(f"/bridge/{route}", json=told))

    verdict = crisis.detect(name)
    assert reply["response"] == crisis.block(verdict.language, verdict.level)
    assert model.calls == []
    assert name not in str(await events(client)) + str(await get(client, "/bridge/sessions"))
    assert await count(client, "sessions") == 0
    await client.close()
    assert not [p for p in tmp_path.rglob("*") if p.is_file() and name.encode() in p.read_bytes()]


# --- Nothing stands before what follows it ------------------------------------------------------


async def speaks_on(client: TestClient) -> str:
    """Return what is answered to an ordinary line after the block."""
    return str((await chat(client, "Ann", "my sister called today"))["response"])


async def test_within_the_window_no_limit_refuses_a_line(bridge):
    """As long as something is due."""
    client, _ = await bridge(timmy_requests_per_minute=1, clock=Clock())
    await chat(client, "Ann")
    await refused(await client.post("/bridge/chat", json=body("Ann")), 429)
    assert (await chat(client, "Ann", CRISIS))["response"] == BLOCK

    assert "988" in await speaks_on(client)
    assert "988" in await speaks_on(client)


async def test_within_the_window_neither_budget_nor_model_is_needed(bridge):
    """Words of ours stand in."""
    client, _ = await bridge(lambda _: ModelRefusedError("Timmy would rather not."))
    await chat(client, "Ann", CRISIS)

    reply = await speaks_on(client)

    assert "988" in reply
    assert crisis.STAYING["en"] in reply


async def test_a_full_house_refuses_nobody_in_danger(bridge):
    """Each seat has a reply under way."""
    gate = asyncio.Event()
    client, model = await bridge(gate=gate, timmy_max_sessions=1)
    async with asyncio.TaskGroup() as group:
        group.create_task(chat(client, "Ben"))
        await until(lambda: len(model.calls) == 1)
        await refused(await client.post("/bridge/chat", json=body("Cyd")), 503)

        assert (await chat(client, "Ann", CRISIS))["response"] == BLOCK
        assert "988" in await speaks_on(client)
        gate.set()


async def test_silence_does_not_end_what_was_begun(bridge):
    """The dialogue is in memory alone, so it stays there, however long nothing is said."""
    clock = Clock()
    client, model = await bridge(clock=clock, wall=clock)
    await chat(client, "Ann", CRISIS)
    clock.now += 6 * 3600
    client.app[keys.SESSIONS].expire()
    client.app[keys.SESSIONS].cool()

    assert "988" in await speaks_on(client)
    assert CRISIS in str(model.calls[-1])


async def test_a_stream_shows_it_once_and_first(bridge):
    """In one piece."""
    client, _ = await bridge()
    async with streamed(client, "Ann", CRISIS) as reader:
        told = await reader.all()
    assert told[0] == ("sentence", {"text": BLOCK})
    assert [kind for kind, _ in told] == ["sentence", "done"]
