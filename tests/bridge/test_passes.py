"""Passes: what a browser may see or do, until when, and that nobody can write one."""

import asyncio
import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridge import keys
from bridge.passes import PassError, Passes
from tests.bridge.people import CRISIS, Clock, TestClient, answered, body, refused
from tests.conftest import MUD

HOST = {"Authorization": "Bearer open-sesame"}
LOCKED = {"timmy_bridge_token": "open-sesame"}
FOREIGN = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}


@asynccontextmanager
async def browser(client: TestClient) -> AsyncIterator[aiohttp.ClientSession]:
    """A browser of its own, with no cookies yet."""
    jar = aiohttp.CookieJar(unsafe=True)
    async with aiohttp.ClientSession(client.make_url("/"), cookie_jar=jar) as session:
        yield session


async def link(client: TestClient, what: str = "world", name: str = "", hours: int = 24) -> str:
    """Let the host make a link; return its path."""
    asked = {"what": what, "name": name, "hours": hours}
    made = await answered(client.post("/bridge/link", json=asked, headers=HOST))
    return re.sub(r"^http://[^/]+", "", made["url"])


async def status(session: aiohttp.ClientSession, path: str, method: str = "GET") -> int:
    async with session.request(method, path, allow_redirects=False) as response:
        return response.status


# --- Passes themselves ----------------------------------------------------------------------------


@pytest.fixture
def passes(tmp_path):
    return Passes(tmp_path / "pass-secret", wall=Clock())


def test_a_pass_comes_back_as_it_was_issued(passes):
    """Also after a restart: the secret lies in a file that nobody else may read."""
    text, held = passes.issue("watch", "room:garden", seconds=60)

    assert re.fullmatch(r"[\w.-]{20,300}", text), "it goes into a cookie and an address as it is"
    again = Passes(passes._path, wall=Clock())
    assert again.read(text) == passes.read(text) == held
    assert passes._path.stat().st_mode & 0o777 == 0o600


@given(st.data())
def test_no_pass_can_be_written_or_changed_by_anybody_else(tmp_path_factory, data):
    """One letter more or less, and it is not ours any more."""
    passes = Passes(tmp_path_factory.getbasetemp() / "one-secret", wall=Clock())
    text, _ = passes.issue("watch", "room:garden", seconds=60)
    at = data.draw(st.integers(0, len(text) - 1))
    letter = data.draw(st.characters(codec="utf-8"))
    changed = data.draw(st.sampled_from([text[:at] + letter + text[at + 1 :], text[:at], letter]))

    try:
        found = passes.read(changed)
    except PassError:
        return
    assert found == passes.read(text), "only another way to write the same one"


def test_a_pass_of_another_secret_or_token_is_not_ours(tmp_path):
    """Who changes the token means everybody who came by the old one."""
    text, _ = Passes(tmp_path / "a", bound_to="one").issue("host", seconds=60)

    for other in (Passes(tmp_path / "a", bound_to="two"), Passes(tmp_path / "b", bound_to="one")):
        with pytest.raises(PassError, match="not known"):
            other.read(text)
    assert Passes(tmp_path / "a", bound_to="one").read(text).kind == "host"


def test_an_expired_pass_says_so(passes):
    """A stranger with an old link should know that it is not their fault."""
    text, held = passes.issue("watch", seconds=60)
    passes._wall.now += 60

    with pytest.raises(PassError, match="expired"):
        passes.read(text)
    assert passes.seconds_left(held) == 0


async def test_nothing_goes_on_with_a_pass_that_has_ended(passes):
    """A stream that was opened an hour ago must not outlive the leave to watch it."""
    _, held = passes.issue("watch", seconds=1)
    passes._wall.now += 0.99

    with pytest.raises(PassError, match="expired"):
        async with passes.while_good(held):
            await asyncio.Event().wait()
    with pytest.raises(TimeoutError):
        async with passes.while_good(passes.issue("host", seconds=60)[1]):
            raise TimeoutError("of somebody else")


async def test_revoked_passes_end_at_once(passes):
    """All of them: the ones in use, and the ones that nobody has used yet."""
    text, held = passes.issue("watch", seconds=3600)
    entered = asyncio.Event()

    async def watch() -> None:
        async with passes.while_good(held):
            entered.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(watch())
    await entered.wait()
    await passes.revoke()

    with pytest.raises(PassError, match="no longer good"):
        await task
    with pytest.raises(PassError, match="not known"):
        passes.read(text)
    again = await asyncio.to_thread(Passes, passes._path, wall=Clock())
    text, held = passes.issue("watch", seconds=9)
    assert again.read(text) == held
    assert [path.name for path in passes._path.parent.iterdir()] == ["pass-secret"]


async def test_revoking_twice_at_once_ends_everything_once(passes):
    """Somebody in a hurry clicks twice: who is just being let go stops neither, nor the next."""
    _, held = passes.issue("watch", seconds=3600)
    slow_to_leave, entered = asyncio.Event(), asyncio.Semaphore(0)

    async def watch() -> None:
        async with passes.while_good(held):
            entered.release()
            try:
                await asyncio.Event().wait()
            finally:
                await slow_to_leave.wait()

    tasks = [asyncio.create_task(watch()) for _ in range(2)]
    for _ in tasks:
        await entered.acquire()
    await asyncio.gather(passes.revoke(), passes.revoke())
    await asyncio.sleep(0)  # they are being let go
    await passes.revoke()
    slow_to_leave.set()

    for task in tasks:
        with pytest.raises(PassError, match="no longer good"):
            await task
    again = await asyncio.to_thread(Passes, passes._path, wall=Clock())
    text, held = passes.issue("watch", seconds=9)
    assert again.read(text) == held, "what is in the file is what counts"


async def test_the_first_start_of_all_keeps_its_secrets(bridge, tmp_path, caplog):
    """In a home that is not there yet: or its first restart would end every link."""
    await bridge(timmy_home=tmp_path / "home")

    assert not [record for record in caplog.records if "cannot be kept" in record.message]
    assert (tmp_path / "home" / "pass-secret").exists()


# --- By a link ------------------------------------------------------------------------------------


async def test_a_link_leads_to_what_it_shows_and_shows_nothing_else(bridge):
    """Whoever has it sees one room; the token guards all else as before."""
    client, model = await bridge(**LOCKED)
    await client.post("/bridge/say", json=body("Ann", "hello", "The Garden"), headers=HOST)
    path = await link(client, "room", "The Garden")

    async with browser(client) as guest:
        assert await status(guest, "/watch/room/garden") == 401
        async with guest.get(path, allow_redirects=False, headers=FOREIGN) as response:
            assert (response.status, response.headers["Location"]) == (303, "/watch/garden")
            cookie = response.headers["Set-Cookie"]
            assert "HttpOnly" in cookie
            assert "SameSite=Strict" in cookie
        shown = ("/watch/room/garden", "/watch/room/garden/log", "/watch/me")
        assert [await status(guest, each) for each in shown] == [200] * len(shown)
        others = (
            *("/watch/world", "/watch/room/forge", "/watch/room/forge/log", "/watch/feed"),
            *("/watch/feed?room=forge", "/bridge/stats", "/bridge/feed", "/bridge/npcs"),
            *("/api/conversations", "/lab/ws", "/table/ws", "/nowhere"),
            *("/bridge/room/The Garden/events", "/bridge/me?user_id=ann_01"),
        )
        assert [await status(guest, each) for each in others] == [403] * len(others)
        async with guest.get("/watch/me") as response:
            told = await response.json()
            assert told["watches"] == "room:garden"
            assert not told["may_speak"]
            assert not told["may_share"]
    assert model.calls == []


async def test_with_a_link_nobody_can_say_or_do_anything(bridge):
    """Every way to write is refused, and nothing of what was sent is read."""
    client, model = await bridge(**LOCKED, timmy_room_votes=True)
    ways = (
        *(("POST", f"/bridge/{way}") for way in ("chat", "say", "deed", "move", "listen", "link")),
        *(("POST", "/bridge/npc/pause"), ("DELETE", "/bridge/link"), ("DELETE", "/bridge/me")),
        *(("POST", "/watch/room/garden/vote"), ("PUT", "/bridge/presence"), ("POST", "/enter")),
        *(("POST", "/api/conversations"), ("POST", "/api/conversations/x/inject")),
    )

    async with browser(client) as guest:
        await guest.get(await link(client))
        for method, path in ways:
            said = body("Mallory", CRISIS, "The Garden")
            async with guest.request(method, path, json=said) as response:
                assert response.status == 403, path
    assert model.calls == []
    assert (await answered(client.get("/bridge/stats", headers=HOST)))["last_event_id"] == 0


@pytest.mark.parametrize(
    ("what", "name", "place", "seen"),
    [
        ("world", "", "/", ["/watch/world", "/watch/room/forge", "/watch/room/garden/log"]),
        ("room", "bridge", "/watch/bridge", ["/watch/room/bridge", "/watch/room/bridge/log"]),
        ("table", "", "/table", ["/watch/me"]),
        ("talk", "abc-1", "/lab/abc-1", ["/watch/me"]),
    ],
)
async def test_each_kind_of_link_opens_its_own_page(bridge, what, name, place, seen):
    """And what that page asks for is answered."""
    client, _ = await bridge(**LOCKED)
    client.app[keys.WATCHING].has_talk = lambda talk: talk == "abc-1"

    async with browser(client) as guest:
        async with guest.get(await link(client, what, name), allow_redirects=False) as response:
            assert response.headers["Location"] == place
        assert [await status(guest, each) for each in seen] == [200] * len(seen)


async def test_there_is_no_link_to_what_may_not_be_watched(bridge):
    """The host cannot open a private room by mistake."""
    client, _ = await bridge(**LOCKED)

    for asked, code in (
        ({"what": "room", "name": "The Tower"}, 403),
        ({"what": "room", "name": "threshold"}, 403),
        ({"what": "room", "name": "cellar"}, 404),
        ({"what": "room"}, 404),
        ({"what": "talk", "name": "../x"}, 404),
        ({"what": "everything"}, 422),
        ({"what": "world", "hours": 721}, 422),
        ({"what": "world", "hours": 0}, 422),
    ):
        await refused(await client.post("/bridge/link", json=asked, headers=HOST), code)


async def test_only_the_host_gives_links_away_where_a_token_is_set(bridge):
    """Else whoever may watch could let everybody watch, for ever."""
    locked, _ = await bridge(**LOCKED)
    await refused(await locked.post("/bridge/link", json={"what": "world"}), 401)
    await refused(await locked.delete("/bridge/link"), 401)
    await locked.close()

    client, _ = await bridge()
    made = await answered(client.post("/bridge/link", json={"what": "world"}))
    assert made["url"].startswith(f"http://127.0.0.1:{client.port}/pass/")


async def test_an_expired_link_is_told_kindly_and_sets_nothing(bridge):
    """In a browser as a page, to a program as JSON; a pass that one has stays."""
    clock = Clock()
    client, _ = await bridge(**LOCKED, wall=clock)
    path = await link(client, hours=1)
    clock.now += 3600

    async with browser(client) as guest:
        async with guest.get(path, headers={"Accept": "text/html", **FOREIGN}) as response:
            assert response.status == 401
            assert response.content_type == "text/html"
            assert "This link has expired" in await response.text()
            assert "watch-pass" not in str(response.headers.getall("Set-Cookie", []))
        async with guest.get(path) as response:
            assert "expired" in (await refused(response, 401))["detail"]
            assert "Set-Cookie" not in response.headers


async def test_a_pass_that_expires_is_taken_away_with_a_sentence(bridge):
    """The page says why nothing comes any more; the next request is that of a stranger."""
    clock = Clock()
    client, _ = await bridge(**LOCKED, wall=clock)

    async with browser(client) as guest:
        await guest.get(await link(client, hours=1))
        clock.now += 3600
        async with guest.get("/watch/me") as response:
            assert "expired" in (await refused(response, 401))["detail"]
        async with guest.get("/watch/me") as response:
            assert (await response.json())["needs_token"]
        assert await status(guest, "/watch/world") == 401


async def test_a_stream_ends_with_its_pass(bridge):
    """Whoever began to watch in time is let go in time, too."""
    clock = Clock()
    client, _ = await bridge(**LOCKED, wall=clock)

    async with browser(client) as guest:
        await guest.get(await link(client, hours=1))
        clock.now += 3599.9
        async with guest.get("/watch/feed") as response:
            assert json.loads(await response.content.readline())["event"] == "open"
            with pytest.raises(aiohttp.ClientPayloadError):
                await response.content.read()


async def test_revoking_lets_every_guest_go_at_once(bridge):
    """The host has changed their mind: streams end, cookies and links are worth nothing."""
    client, _ = await bridge(**LOCKED)
    path = await link(client)

    async with browser(client) as guest, browser(client) as host:
        await guest.get(path)
        await host.post("/enter", headers=HOST)
        async with guest.get("/watch/feed?room=garden") as response:
            await response.content.readline()
            await answered(host.delete("/bridge/link"))
            with pytest.raises(aiohttp.ClientPayloadError):
                await response.content.read()
        for one in (guest, host):
            async with one.get("/watch/world") as response:
                assert "Host" not in (await refused(response, 401))["detail"]
        assert await status(guest, path) == 401
    assert client.app[keys.WATCHING].count() == 0


async def test_where_no_token_is_set_a_link_still_only_shows(bridge):
    """Behind a tunnel, the guest comes from this machine like everybody else."""
    client, _ = await bridge()

    async with browser(client) as guest:
        assert await status(guest, "/bridge/stats") == 200
        made = await answered(guest.post("/bridge/link", json={"what": "world"}))
        await guest.get(made["url"])
        assert await status(guest, "/bridge/stats") == 403
        assert await status(guest, "/watch/world") == 200
        await answered(guest.post("/leave"))
        assert await status(guest, "/bridge/stats") == 200


# --- By the token ---------------------------------------------------------------------------------


async def test_a_browser_that_has_shown_the_token_is_the_hosts_for_a_while(bridge):
    """No page can put a token into each image, stream and socket; a cookie goes by itself."""
    clock = Clock()
    client, _ = await bridge(**LOCKED, wall=clock)

    async with browser(client) as host:
        async with host.post("/enter", headers=HOST) as response:
            assert (await response.json())["host"]
            assert "SameSite=Strict" in response.headers["Set-Cookie"]
            assert "open-sesame" not in str(response.headers)
        async with host.get("/watch/me") as response:
            told = await response.json()
            assert told["host"]
            assert told["may_speak"]
            assert told["may_share"]
        assert await status(host, "/bridge/budget") == 200, "the operator's"
        clock.now += 12 * 3600
        assert await status(host, "/bridge/budget") == 401


@pytest.mark.parametrize("given", [{}, {"Authorization": "Bearer no"}, {"Authorization": "x"}])
async def test_without_the_right_token_nobody_becomes_host(bridge, given):
    """Where none is set either: there, the MUD's own token is the host's."""
    for settings in ({}, LOCKED):
        client, _ = await bridge(**settings)
        async with browser(client) as mallory, mallory.post("/enter", headers=given) as response:
            await refused(response, 401)
            assert "Set-Cookie" not in response.headers
        await client.close()


async def test_a_host_cannot_go_on_for_ever_by_its_own_pass(bridge):
    """Half a day after the token was shown, it has to be shown again."""
    client, _ = await bridge(**LOCKED)

    async with browser(client) as host:
        await host.post("/enter", headers=HOST)
        async with host.post("/enter") as response:
            await refused(response, 401)


async def test_a_host_does_not_speak_for_the_mud(bridge):
    """Whichever token it was: a browser is no game server."""
    client, _ = await bridge()

    async with browser(client) as host:
        await host.post("/enter", headers=MUD)
        assert await status(host, "/bridge/budget") == 200
        async with host.put("/bridge/presence", json={"epoch": 1, "seq": 1, "users": []}) as got:
            await refused(got, 401)


async def test_a_link_does_not_take_the_hosts_place(bridge):
    """A link that somebody made the host click must not lock them out of their own house."""
    client, _ = await bridge(**LOCKED)

    async with browser(client) as host:
        await host.post("/enter", headers=HOST)
        await host.get(await link(client, "room", "garden"))
        await host.get("/pass/rubbish")
        assert await status(host, "/bridge/stats") == 200


async def test_no_pass_helps_a_request_of_another_site(bridge):
    """Cookies are sent by the browser, whoever made it ask."""
    client, _ = await bridge(**LOCKED)

    async with browser(client) as host:
        await host.post("/enter", headers=HOST)
        for foreign in (
            {"Sec-Fetch-Site": "cross-site"},
            {"Sec-Fetch-Site": "same-site"},
            {"Origin": "https://evil.example"},
            {"Origin": "null"},
            {"Origin": "http://localhost:3000"},
            {"Host": "evil.example"},
        ):
            for method, path in (("GET", "/watch/world"), ("POST", "/bridge/link")):
                sent = {"what": "world"}
                async with host.request(method, path, headers=foreign, json=sent) as response:
                    await refused(response, 403)


@pytest.mark.parametrize(
    "cookie",
    ["watch-pass=", "watch-pass=x", "host-pass=x.y", "host-pass=\u00ff", "watch-pass=.", "=", ";;"],
)
async def test_a_cookie_that_is_no_pass_lets_nobody_in(bridge, cookie):
    """Nor does it break anything: any program may send any bytes."""
    client, _ = await bridge(**LOCKED)

    async with client.get("/watch/world", headers={"Cookie": cookie}) as response:
        await refused(response, 401)
