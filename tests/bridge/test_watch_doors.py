"""The doors through which one watches: sockets, streams and pages, and who gets through them."""

import aiohttp
import pytest

from bridge import keys
from bridge.connection import Rank
from bridge.sockets import CLIENTS
from tests.bridge.frames import Frames
from tests.bridge.people import Clock, refused, until
from tests.bridge.test_passes import FOREIGN, HOST, LOCKED, browser, link, status

SOCKETS = ("/lab/ws", "/table/ws")
SHELLS = ("/", "/watch/garden", "/lab", "/lab/some-talk", "/table")


async def handshake(session, path: str, **headers: str) -> int:
    """Return the status with which a socket is opened, or is not."""
    try:
        async with session.ws_connect(path, headers=headers):
            return 101
    except aiohttp.WSServerHandshakeError as refusal:
        return refusal.status


@pytest.mark.parametrize("path", SOCKETS)
async def test_a_page_of_another_site_opens_no_socket(bridge, path):
    """A browser sends cookies with a handshake, and asks nobody first."""
    client, _ = await bridge(**LOCKED)

    async with browser(client) as host:
        await host.post("/enter", headers=HOST)
        for foreign in (
            "https://evil.example",
            "null",
            "http://localhost:3000",
            f"http://localhost:{client.port}",
            f"http://127.0.0.1:{client.port}.evil.example",
            "http://127.0.0.1",
        ):
            assert await handshake(host, path, Origin=foreign) == 403
        assert await handshake(host, path, Host="evil.example") == 403
        assert await handshake(host, path, **{"Sec-Fetch-Site": "cross-site"}) == 403
        assert await handshake(host, path, Origin=f"http://127.0.0.1:{client.port}") == 101
    await until(lambda: not client.app[CLIENTS])


@pytest.mark.parametrize("path", SOCKETS)
async def test_a_socket_needs_the_token_or_a_pass_where_a_token_is_set(bridge, path):
    """Else whoever is on the same network could spend the host's money."""
    client, _ = await bridge(**LOCKED)
    client.app[keys.WATCHING].has_talk = lambda _id: True
    of = {"/lab/ws": ("talk", "t1"), "/table/ws": ("table", "")}

    async with browser(client) as stranger:
        assert await handshake(stranger, path) == 401
        assert await handshake(stranger, path, Authorization="Bearer no") == 401
        assert await handshake(stranger, path, **HOST) == 101
    for what, expected in ((("world", ""), 101), (of[path], 101), (("room", "garden"), 403)):
        async with browser(client) as guest:
            await guest.get(await link(client, *what), allow_redirects=False)
            assert await handshake(guest, path) == expected, what


@pytest.mark.parametrize("path", SOCKETS)
async def test_a_socket_closes_with_its_pass(bridge, path):
    """Whoever leaves the page open does not watch for ever."""
    clock = Clock()
    client, _ = await bridge(**LOCKED, wall=clock)

    async with browser(client) as guest:
        await guest.get(await link(client, hours=1), allow_redirects=False)
        clock.now += 3599.9
        async with guest.ws_connect(path) as socket:
            while (await socket.receive()).type is aiohttp.WSMsgType.TEXT:
                pass
            assert socket.closed
        clock.now += 0.1
        assert await handshake(guest, path) == 401
    await until(lambda: not client.app[CLIENTS])


async def test_pages_are_shown_to_everybody_and_what_they_show_is_not(bridge):
    """Somebody may link to them from anywhere; each of them asks for its words by itself."""
    client, _ = await bridge(**LOCKED)

    async with browser(client) as stranger:
        for path in SHELLS:
            async with stranger.get(path, headers=FOREIGN) as response:
                assert response.status == 200, path
                assert response.content_type == "text/html"
            async with stranger.get(path, headers={"Origin": "https://evil.example"}) as response:
                await refused(response, 403)
        for path in ("/watch/world", "/watch/feed", "/watch/room/garden", "/api/conversations"):
            assert await status(stranger, path) == 401
            async with stranger.get(path, headers=FOREIGN | HOST) as response:
                await refused(response, 403)


async def test_only_who_may_ask_keeps_their_place_like_who_speaks(open_house):
    """Else anybody could hold all the places of a full house by frames that are refused."""
    async with open_house(timmy_requests_per_minute=1) as house:
        guest = await Frames.open(house.door.port, "/table/ws")
        (connection,) = house.door._connections
        for frame, rank in (
            ({"nothing": 1}, Rank.SPECTATOR),
            ({"text": "hello", "target": "gpt"}, Rank.IS_ANSWERED),
        ):
            await guest.send(frame)
            await guest.until(lambda e: e["sender"] == "you" or "text:" in e["text"])
            assert connection.standing() is rank, frame
        await guest.close()
