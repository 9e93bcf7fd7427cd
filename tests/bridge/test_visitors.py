"""Visitors: nobody by name, and the same one again next time."""

import asyncio

import pytest

from bridge.visitors import visitor_of
from tests.bridge.test_passes import HOST, LOCKED, browser, link


@pytest.fixture
def seen(monkeypatch):
    """Every visitor that is asked after, in their order."""
    found = []

    def noted(request):
        found.append(visitor_of(request))
        return found[-1]

    monkeypatch.setattr("bridge.watch.entering.visitor_of", noted)
    return found


async def test_a_browser_is_the_same_visitor_from_its_first_page_on(bridge, seen):
    """Who started a talk may stop it, after a reload too; what a page asks at once is of one."""
    client, _ = await bridge()

    async with browser(client) as ann, browser(client) as bob:
        for one in (ann, bob):
            async with one.get("/lab") as page:
                assert "visitor=" in page.headers["Set-Cookie"]
            await asyncio.gather(*(one.get("/watch/me") for _ in range(3)))

    first, second = seen[:3], seen[-3:]
    assert len({visitor.id for visitor in first}) == len({visitor.id for visitor in second}) == 1
    assert first[0].id != second[0].id


async def test_the_cookie_is_for_our_pages_alone_and_tells_no_id(bridge, seen):
    """No script reads it, no other site sends it, and the id does not lead back to it."""
    client, _ = await bridge()

    async with browser(client) as ann, ann.get("/watch/me") as response:
        cookie = response.headers["Set-Cookie"]
        assert cookie.startswith("visitor=")
        for part in ("HttpOnly", "SameSite=Strict", "Path=/", "Max-Age="):
            assert part in cookie
        secret = cookie.split(";")[0].partition("=")[2]
        assert len(secret) == 32
        assert secret not in seen[0].id
        assert seen[0].id not in await response.text()
        async with ann.get("/watch/me") as again:
            assert "Set-Cookie" not in again.headers


@pytest.mark.parametrize("cookie", ["visitor=", "visitor=a", f"visitor={'0' * 33}", "visitor=../x"])
async def test_a_cookie_that_is_not_ours_is_replaced(bridge, cookie):
    """Nobody chooses their own, so that two do not take the same."""
    client, _ = await bridge()

    async with client.get("/watch/me", headers={"Cookie": cookie}) as response:
        assert response.status == 200
        assert "visitor=" in response.headers["Set-Cookie"]


async def test_a_visitor_may_do_what_they_were_let_in_for(bridge, seen):
    """Handlers go by this: who is host, who may speak, and what a link shows."""
    client, _ = await bridge(**LOCKED)

    async with browser(client) as guest, browser(client) as host:
        await guest.get(await link(client, "room", "garden"))
        await guest.get("/watch/me")
        await host.post("/enter", headers=HOST)
        await host.get("/watch/me")

    rights = [(one.is_host, one.may_speak, one.watches) for one in seen]
    assert set(rights) == {(False, False, "room:garden"), (True, True, "")}
    assert rights[-1] == (True, True, "")


async def test_the_crisis_page_makes_nobody_a_visitor(bridge):
    """Whoever reads it is not to be known again."""
    client, _ = await bridge()

    async with browser(client) as somebody, somebody.get("/crisis") as response:
        assert response.status == 200
        assert "Set-Cookie" not in response.headers
