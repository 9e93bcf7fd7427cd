"""Watching the world from outside: what is shown, and what never is."""

import json
from contextlib import asynccontextmanager
from typing import Any

import pytest

from bridge import keys
from bridge.watch import watching
from bridge.watch.shapes import SeenTalk, TalkVoice
from tests.bridge.people import (
    CRISIS,
    FORGE,
    GARDEN,
    THRESHOLD,
    Feed,
    TestClient,
    answered,
    body,
    get,
    refused,
    say,
    until,
)
from tests.bridge.test_passes import browser
from world.rooms import load_rooms

PRIVATE = [room.slug for room in load_rooms().values() if room.watch != "all"]


@asynccontextmanager
async def watched(client: TestClient, query: str = "", **headers: str):
    """Read the feed of watchers; the opening line is the first."""
    async with client.get(f"/watch/feed{query}", headers=headers) as response:
        assert response.status == 200, await response.text()
        yield Feed(response)


async def event(feed: Feed, kind: str = "say"):
    """Wait for the next line of that type."""
    while (line := await feed.next())["type"] != kind:
        pass
    return line


def rooms_of(world):
    return {room["slug"]: room for room in world["rooms"]}


# --- The world ------------------------------------------------------------------------------------


async def test_the_world_shows_who_is_where(bridge):
    """The front page is drawn from one answer."""
    client, _ = await bridge()
    await say(client, "Ann", "hello", GARDEN)

    world = await get(client, "/watch/world")
    rooms = rooms_of(world)

    assert rooms.keys() == {"threshold", "tower", "garden", "forge", "bridge"}
    assert rooms["garden"]["people"] == [
        {"name": "Ann", "kind": "person", "voice": "", "colour": ""}
    ]
    assert {"name": "threshold", "to": THRESHOLD, "slug": "threshold"} in rooms["garden"]["exits"]
    assert world["last_event_id"] == (await get(client, "/watch/room/garden"))["last_event_id"]


async def test_of_a_private_room_only_the_number_of_people_is_shown(bridge):
    """Who talks with Timmy alone is not watched while they do."""
    client, _ = await bridge()
    await say(client, "Ann", "swordfish", THRESHOLD)

    text = json.dumps(await get(client, "/watch/world"))
    room = rooms_of(json.loads(text))["threshold"]

    assert (room["watched"], room["people"], room["count"]) == (False, [], 1)
    assert room["npcs_doing"] == ""
    assert "Ann" not in text
    assert "swordfish" not in text


@pytest.mark.parametrize("slug", PRIVATE)
async def test_a_private_room_cannot_be_watched_by_its_address(bridge, slug):
    """Guessing a name or an id gives nothing away."""
    client, _ = await bridge(timmy_room_votes=True)
    await say(client, "Ann", "swordfish", THRESHOLD)

    for path in (
        f"/watch/room/{slug}",
        f"/watch/room/{slug}/log?before=99",
        f"/watch/feed?room={slug}",
    ):
        problem = await refused(await client.get(path), 403)
        assert "swordfish" not in problem["detail"]
    await refused(await client.post(f"/watch/room/{slug}/vote", json={"choice": "ines"}), 403)


async def test_there_is_no_room_that_the_world_does_not_have(bridge):
    """Whatever is asked for."""
    client, _ = await bridge()

    for slug in ("cellar", "The%20Garden", "garden%2f..%2ftower", "GARDEN"):
        assert (await client.get(f"/watch/room/{slug}")).status == 404
        assert (await client.get(f"/watch/feed?room={slug}")).status == 404


async def test_a_room_shows_what_happened_and_what_was_left_there(bridge):
    """The page of a room is drawn from one answer; the feed goes on from there."""
    client, _ = await bridge()
    await say(client, "Ann", "hello", FORGE)
    wood = {**body("Ann", "", FORGE), "deed": "stoke"}
    await answered(client.post("/bridge/deed", json=wood))

    room = await get(client, "/watch/room/forge")

    assert [(e["type"], e["event"], e["text"]) for e in room["events"]] == [
        ("presence", "enter", ""),
        ("say", "message", "hello"),
        ("deed", "stoke", ""),
    ]
    assert room["fire"]["by"]
    assert room["things"]
    assert room["votes"] is None
    assert room["last_event_id"] == room["events"][-1]["id"]


async def test_nobodys_id_is_in_anything_that_watchers_see(bridge):
    """An id is what a caller by HTTP goes by: who knows it could speak as them."""
    client, _ = await bridge()
    await say(client, "Ann", "hello", GARDEN)

    async with watched(client, "?room=garden") as feed:
        lines = [await feed.next(), await event(feed)]
    paths = ("/watch/world", "/watch/room/garden", "/watch/room/garden/log")
    told = json.dumps([*lines, *[await get(client, path) for path in paths]])

    assert "ann_01" not in told
    assert "user_id" not in told


async def test_the_forgotten_are_someone(bridge):
    """In the room, in its last events and in the log."""
    client, _ = await bridge()
    await say(client, "Ann", "swordfish", GARDEN)
    await answered(client.delete("/bridge/me", json={"user_id": "ann_01", "confirm": "forget me"}))

    for path in ("/watch/world", "/watch/room/garden", "/watch/room/garden/log"):
        text = json.dumps(await get(client, path))
        assert "Ann" not in text
        assert "swordfish" not in text
    assert (await get(client, "/watch/room/garden/log"))["events"][0]["name"] == "someone"


async def test_a_crisis_is_not_watched(bridge):
    """What is said then is for those present alone, and is kept nowhere."""
    client, _ = await bridge()
    await say(client, "Ann", "hello", GARDEN)

    async with watched(client, "?room=garden") as room, watched(client) as world:
        await client.post("/bridge/say", json=body("Ann", CRISIS, GARDEN))
        await say(client, "Bob", "good evening", GARDEN)
        heard = [[await event(one), await event(one)] for one in (room, world)]

    told = json.dumps(
        [heard, await get(client, "/watch/room/garden"), await get(client, "/watch/world")]
    )
    assert [[line["text"] for line in one] for one in heard] == [["hello", "good evening"]] * 2
    assert CRISIS not in told
    assert CRISIS not in json.dumps(await get(client, "/watch/room/garden/log"))


# --- The log --------------------------------------------------------------------------------------


async def test_the_log_goes_back_to_the_beginning_page_by_page(bridge):
    """Nothing is left out or comes twice, and nothing of another room is in it."""
    client, _ = await bridge()
    for n in range(7):
        await say(client, "Ann", f"line {n}", GARDEN)
        await say(client, "Bob", f"elsewhere {n}", FORGE)

    pages: list[list[dict[str, Any]]] = []
    before = ""
    while True:
        page = await get(client, f"/watch/room/garden/log?limit=3{before}")
        pages.insert(0, page["events"])
        if page["before"] is None:
            break
        before = f"&before={page['before']}"

    told = [e["text"] for events in pages for e in events]
    assert told == ["", *(f"line {n}" for n in range(7))]
    ids = [e["id"] for events in pages for e in events]
    assert (page["first"], page["last"]) == (ids[0], ids[-1])
    assert ids == sorted(set(ids))
    follows = [page["after"]]
    while follows[-1] is not None:
        page = await get(client, f"/watch/room/garden/log?limit=1&before={follows[-1] + 1}")
        follows.append(page["after"])
    assert follows == [*ids[len(pages[0]) :], None]


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=201", "limit=x", "before=-1", "before=1e3", "before=x"]
)
async def test_a_page_of_the_log_has_bounds(bridge, query):
    """One request cannot ask for all there ever was."""
    client, _ = await bridge()

    await refused(await client.get(f"/watch/room/garden/log?{query}"), 422)


# --- The feed -------------------------------------------------------------------------------------


async def test_a_watcher_sees_what_happens_in_the_rooms_that_may_be_watched(bridge):
    """And of the others nothing, wherever it comes between."""
    client, _ = await bridge()

    async with watched(client) as feed:
        assert (await feed.next())["event"] == "open"
        await say(client, "Ann", "swordfish", THRESHOLD)
        await say(client, "Ann", "in the garden", GARDEN)
        await say(client, "Ann", "in the forge", FORGE)
        heard = [await event(feed), await event(feed)]

    assert [(e["slug"], e["text"]) for e in heard] == [
        ("garden", "in the garden"),
        ("forge", "in the forge"),
    ]
    assert heard[0].keys() == {
        *("id", "type", "event", "room", "slug", "name", "kind", "voice", "colour", "text"),
        "timestamp",
    }


async def test_a_watcher_who_was_away_goes_on_where_they_were(bridge):
    """By the id of the last event; nothing is lost, and nothing comes twice."""
    client, _ = await bridge()
    await say(client, "Ann", "one", GARDEN)
    last = (await get(client, "/watch/room/garden"))["last_event_id"]
    await say(client, "Ann", "elsewhere", THRESHOLD)
    await say(client, "Ann", "two", GARDEN)
    seen: list[str] = []

    for query, headers in ((f"&after={last}", {}), ("", {"Last-Event-ID": str(last)})):
        async with watched(client, f"?room=garden{query}", **headers) as feed:
            await feed.next()
            assert (await event(feed))["text"] == "two"
            await say(client, "Ann", f"three{query}", GARDEN)
            while not seen or seen[-1] != f"three{query}":
                seen.append((await event(feed))["text"])
    assert seen == [f"three&after={last}", f"three&after={last}", "three"]


async def test_browsers_get_the_same_as_server_sent_events(bridge):
    """With the id in its own line, by which they resume by themselves."""
    client, _ = await bridge()

    async with client.get(
        "/watch/feed?room=garden", headers={"Accept": "text/event-stream"}
    ) as got:
        assert got.content_type == "text/event-stream"
        said = (await say(client, "Ann", "hello", GARDEN))["event"]
        lines: list[bytes] = []
        while not lines or b"hello" not in lines[-1]:
            lines.append(await got.content.readline())

    assert lines[-2] == f"id: {said['id']}\n".encode()
    assert json.loads(lines[-1].removeprefix(b"data: "))["name"] == "Ann"


async def test_talks_of_the_laboratory_are_news_of_the_front_page(bridge):
    """They stand there by their voices and turns; who watches one room does not hear of them."""
    client, _ = await bridge()
    watch = client.app[keys.WATCHING]
    voice = TalkVoice(id="sydney", name="Sydney", colour="#ff55aa")
    talk = SeenTalk(id="t1", personalities=[voice], status="active", turn=3, watchers=0)
    watch.talks = lambda: [talk]

    async with watched(client) as world, watched(client, "?room=garden") as room:
        await world.next()
        await room.next()
        watch.talk_changed("turn", talk)
        await say(client, "Ann", "hello", GARDEN)
        news = await event(world, "talk")
        before = [(await room.next())["type"]]
        while before[-1] != "say":
            before.append((await room.next())["type"])

    assert news == {"type": "talk", "event": "turn", "talk": talk.model_dump()}
    assert "talk" not in before
    assert (await get(client, "/watch/world"))["talks"] == [talk.model_dump()]


async def test_watchers_are_counted_once_each_and_told_how_many_they_are(bridge, monkeypatch):
    """However many windows somebody has open."""
    monkeypatch.setattr(watching, "SOON", 0)
    client, _ = await bridge()

    async with browser(client) as ann, browser(client) as bob:
        await ann.get("/lab")
        await bob.get("/lab")
        one = await ann.get("/watch/feed?room=garden")
        two = await ann.get("/watch/feed?room=garden")
        async with bob.get("/watch/feed?room=garden") as third:
            reader = Feed(third)
            while (await event(reader, "watchers"))["count"] != 2:
                pass
            assert (await get(client, "/watch/room/garden"))["watchers"] == 2
        assert (await get(client, "/watch/world"))["watchers"] >= 1
        one.close()
        two.close()
    await until(lambda: client.app[keys.WATCHING].count() == 0)


async def test_the_house_talks_for_who_watches_and_rests_again(house):
    """A page that shows a room counts as somebody who is interested."""
    client, _ = await house()
    assert not client.app[keys.NPCS].has_audience(GARDEN)

    async with watched(client, "?room=garden") as feed:
        line = await event(feed)
        assert (line["kind"], line["slug"]) == ("house", "garden")
        assert line["voice"] in client.app[keys.NPCS].residents
        assert line["colour"]
        assert not client.app[keys.NPCS].has_audience(FORGE)

    await until(lambda: not client.app[keys.NPCS].has_audience(GARDEN))


async def test_a_connection_that_breaks_does_not_begin_their_talk_anew(house):
    """Else a page on a shaky line would keep them talking all night, at the host's cost."""
    client, _ = await house()
    place = client.app[keys.NPCS].places[GARDEN]

    async with browser(client) as ann, browser(client) as bob:
        await ann.get("/lab")
        async with ann.get("/watch/feed?room=garden"):
            await until(lambda: place.ending == "max_turns")
        await until(lambda: not place.watchers)
        async with ann.get("/watch/feed?room=garden"):
            assert (place.ending, place.watchers) == ("max_turns", 1)
        await until(lambda: not place.watchers)
        said = client.app[keys.HUB].last_id
        async with bob.get("/watch/feed?room=garden"):
            await until(lambda: client.app[keys.HUB].last_id > said)


# --- Votes ----------------------------------------------------------------------------------------


async def vote(session, choice: str, slug: str = "garden"):
    return await session.post(f"/watch/room/{slug}/vote", json={"choice": choice})


async def test_watchers_choose_who_speaks_next(house, monkeypatch):
    """Where the host allows it, the next turn is the one's who has most votes."""
    monkeypatch.setattr(watching, "SOON", 0)
    client, _ = await house(timmy_room_votes=True)
    household = client.app[keys.NPCS]
    for key in ("ines", "yun"):
        household.residents[key].room = GARDEN
    household.switch.paused = True

    async with watched(client, "?room=garden") as feed:
        await feed.next()
        got = await vote(client, "yun")
        assert (await got.json())["votes"]["counts"] == {"ines": 0, "marcus": 0, "yun": 1}
        while not (await event(feed, "votes"))["votes"]["counts"]["yun"]:
            pass
        household.resume()
        assert (await event(feed))["voice"] == "yun"
        while (await event(feed, "votes"))["votes"]["counts"]["yun"]:
            pass


async def test_nobody_votes_where_the_host_has_not_allowed_it(house):
    """It is off unless somebody switches it on."""
    client, _ = await house()

    async with watched(client, "?room=garden") as feed:
        await feed.next()
        problem = await refused(await vote(client, "marcus"), 403)
        assert "TIMMY_ROOM_VOTES" in problem["detail"]


async def test_only_who_watches_the_room_votes_and_only_while_they_do(house):
    """Else one program could be a thousand voters; a connection costs a place at the door."""
    client, _ = await house(timmy_room_votes=True)
    household = client.app[keys.NPCS]
    household.switch.paused = True

    await refused(await vote(client, "marcus"), 409)
    async with watched(client, "?room=forge") as feed:
        await feed.next()
        await refused(await vote(client, "marcus"), 409)
        await refused(await vote(client, "marcus", "forge"), 409)
        assert (await vote(client, "ines", "forge")).status == 200
        assert household.ballot(FORGE).counts == {"ines": 1}
    await until(lambda: household.ballot(FORGE).counts == {"ines": 0})


async def test_a_vote_stirs_those_who_rest(house):
    """Somebody who says whom they would like to hear would like to hear them."""
    client, _ = await house(timmy_room_votes=True)
    household = client.app[keys.NPCS]

    async with watched(client, "?room=garden") as feed:
        await until(lambda: household.done_in(GARDEN) == "resting")
        said = client.app[keys.HUB].last_id
        assert (await vote(client, "marcus")).status == 200
        while (await event(feed))["id"] <= said:
            pass
