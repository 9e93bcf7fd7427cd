"""The world watched in real browsers: the front page and the page of a room."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from aiohttp import web
from aiohttp.test_utils import TestServer
from axe_playwright_python.base import AXE_FILE_PATH  # type: ignore[import-untyped]
from playwright.async_api import Browser, Page, ViewportSize, expect

from bridge.app import create_app
from bridge.models.scripted import ScriptedModel
from tests.bridge.residents import Voices, talkative
from tests.e2e.browser import chromium, needs_chromium

pytestmark = [pytest.mark.e2e, needs_chromium, pytest.mark.asyncio(loop_scope="module")]

DESK, PHONE = ViewportSize(width=1280, height=800), ViewportSize(width=390, height=844)
AXE = Path(AXE_FILE_PATH).read_text(encoding="utf-8")
MARKUP = "<img src=x onerror=alert(1)> <b>here</b>"


class House:
    """A bridge that can be stopped and started again at its address."""

    def __init__(self, make: Callable[[], web.Application], port: int) -> None:
        self._make, self._port = make, port
        self.url = f"http://127.0.0.1:{port}"
        self._server: TestServer | None = None

    async def start(self) -> None:
        """Open the bridge."""
        app = await asyncio.to_thread(self._make)  # it opens files
        self._server = TestServer(app, port=self._port)
        await self._server.start_server(shutdown_timeout=1)

    async def stop(self) -> None:
        """Close the bridge."""
        if self._server:
            await self._server.close()

    async def post(self, path: str, token: str = "", **body: object) -> dict[str, Any]:
        """Return what the bridge answers to whoever is no browser."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        async with (
            aiohttp.ClientSession(headers=headers) as session,
            session.post(self.url + path, json=body) as response,
        ):
            assert response.status == 200, await response.text()
            answer: dict[str, Any] = await response.json()
            return answer

    async def say(self, name: str, text: str, room: str = "The Garden") -> None:
        """Let somebody speak aloud in a room."""
        told = {"user_id": name, "username": name, "room": room, "message": text}
        await self.post("/bridge/say", **told)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def started() -> AsyncIterator[Browser]:
    """Start one browser for all."""
    async with chromium() as one:
        yield one


@pytest_asyncio.fixture(loop_scope="module")
async def browser(started: Browser) -> AsyncIterator[Browser]:
    """Return the browser, whose windows are closed at the end."""
    yield started
    for window in started.contexts:
        await window.close()


@pytest.fixture
def house(settings, unused_tcp_port_factory):
    """Return what opens a house; nobody lives in it, unless `voices` are given."""

    @asynccontextmanager
    async def open_(voices: Voices | None = None, **wanted: object) -> AsyncIterator[House]:
        def make() -> web.Application:
            made = settings(timmy_requests_per_minute=10**6, **wanted)
            return create_app(made, model=ScriptedModel([]), npc_model=voices)

        here = House(make, unused_tcp_port_factory())
        await here.start()
        try:
            yield here
        finally:
            await here.stop()

    return open_


async def watch(browser: Browser, address: str, *, size: ViewportSize = DESK, **more: Any) -> Page:
    """Open a page, in a browser of its own, and wait until it is live."""
    window = await browser.new_context(viewport=size, reduced_motion="reduce", **more)
    page = await window.new_page()
    page.on("pageerror", lambda error: pytest.fail(f"the page fails: {error}"))
    await page.goto(address)
    await expect(page.locator("#status")).to_have_text("Live")
    return page


async def said(page: Page, log: str = "#log") -> list[str]:
    """Return what has been said, in the order in which it is shown."""
    return await page.locator(f"{log} .said").all_inner_texts()


async def test_two_browsers_see_who_is_where_and_what_is_said(house, browser):
    """Who comes later sees the same; and what somebody says is never more than text."""
    async with house() as here:
        first = await watch(browser, here.url)
        await here.say("Ann", MARKUP)
        await expect(first.locator("#heard .said")).to_have_text([MARKUP])
        second = await watch(browser, here.url)
        await here.say("Ben", "Warm in here.", "The Forge")

        for page in (first, second):
            await expect(page.locator("#heard .said")).to_have_text([MARKUP, "Warm in here."])
            assert await page.locator("#heard :is(img, b)").count() == 0
            await expect(page.locator("#rooms [data-room=garden] .people")).to_contain_text("Ann")
            await expect(page.locator("#rooms [data-room=forge] .people")).to_contain_text("Ben")
            lit = page.locator(".scene .s-place.lit[data-room]")
            places = await lit.evaluate_all("all => all.map(one => one.dataset.room)")
            assert {"garden", "forge"} <= set(places)
            assert "bridge" not in places
            assert await page.locator("#rooms [data-room=tower] a").count() == 0
        await first.get_by_role("link", name="The Garden").first.click()
        await expect(first.locator("#log .said")).to_have_text([MARKUP])


async def test_a_restart_and_a_reload_lose_and_double_nothing(house, browser):
    """Also what is said before the page is back."""
    async with house() as here:
        page = await watch(browser, f"{here.url}/watch/garden")
        await here.say("Ann", "one")
        await expect(page.locator("#log .said")).to_have_text(["one"])
        await page.route("**/watch/feed*", lambda route: route.abort())
        await here.stop()
        await expect(page.locator("body")).to_have_attribute("data-state", "lost")
        await here.start()
        await here.say("Ann", "two")
        await page.unroute("**/watch/feed*")
        await page.evaluate("dispatchEvent(new Event('online'))")
        await expect(page.locator("#log .said")).to_have_text(["one", "two"])
        await expect(page.locator("#status")).to_have_text("Live")
        await here.say("Ann", "three")
        await expect(page.locator("#log .said")).to_have_text(["one", "two", "three"])
        await page.reload()
        await expect(page.locator("#log .said")).to_have_text(["one", "two", "three"])


async def test_one_reads_back_to_the_beginning_and_returns_to_now(house, browser):
    """By keyboard; what happens meanwhile is counted, and does not push away what one reads."""
    async with house() as here:
        for n in range(70):
            await here.say("Ann", f"line {n}")
        page = await watch(browser, f"{here.url}/watch/garden")
        await page.focus("#past")
        await page.keyboard.press("Home")
        await expect(page.locator("#log")).to_contain_text("comes in")
        assert "line 69" not in await said(page)
        await here.say("Ann", "news")
        await expect(page.locator("#now")).to_have_text("Back to now (1 new)")
        assert "news" not in await said(page)
        await page.focus("#now")
        await page.keyboard.press("Enter")
        await expect(page.locator("#log .said").last).to_have_text("news")
        await page.click("#earlier")
        await expect(page.locator("#log .said").last).not_to_have_text("news")
        await page.focus("#past")
        await page.keyboard.press("End")
        await expect(page.locator("#moment")).to_have_text("Now")
        assert (await said(page))[-2:] == ["line 69", "news"]


async def test_watchers_vote_on_who_speaks_next(house, browser):
    """Both see how it stands; one vote for each."""
    voices = Voices(talkative())
    voices.gate.clear()  # nobody gets to speak
    async with house(voices, timmy_room_votes=True) as here:
        pages = [await watch(browser, f"{here.url}/watch/garden") for _ in range(2)]
        for n, page in enumerate(pages, start=1):
            button = page.locator("#votes button", has_text="Marcus")
            await button.click()
            await expect(button).to_have_attribute("aria-pressed", "true")
            for other in pages:
                await expect(other.locator("#votes button", has_text="Marcus")).to_contain_text(
                    str(n)
                )
        await pages[0].click("#listen")
        await expect(pages[0].locator("#listened")).to_contain_text("Marcus")
        voices.gate.set()


async def test_a_link_lets_one_watch_one_room_and_do_nothing(house, browser):
    """Where all else is locked; and a link that is not good any more says so."""
    async with house(timmy_bridge_token="open-sesame") as here:
        host = await (await browser.new_context()).new_page()
        await host.goto(f"{here.url}/watch/garden")
        await host.fill("#enter [type=password]", "open-sesame")
        await host.press("#enter [type=password]", "Enter")
        await expect(host.locator("#status")).to_have_text("Live")
        await host.click("#share")
        link = await host.locator("#link a").get_attribute("href")
        assert link

        guest = await watch(browser, link, size=PHONE)
        assert guest.url == f"{here.url}/watch/garden"
        await expect(guest.locator("#pass")).to_contain_text("You came by a link")
        for closed in ("#listen", "#sharing", "#votes"):
            await expect(guest.locator(closed)).to_be_hidden()
        await guest.goto(f"{here.url}/watch/forge")
        await expect(guest.locator("#gone")).to_be_visible()
        await guest.goto(link[:-4] + "AAAA")
        await expect(guest.locator("h1")).to_have_text("This door is closed now")


async def test_a_room_that_is_not_watched_says_so(house, browser):
    """What is said there is for those who are in it."""
    async with house() as here:
        page = await (await browser.new_context()).new_page()
        for slug, sentence in (("tower", "not watched"), ("attic", "no room of this name")):
            await page.goto(f"{here.url}/watch/{slug}")
            await expect(page.locator("#gone")).to_contain_text(sentence)
            await expect(page.locator("#inside")).to_be_hidden()


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("path", ["/", "/watch/bridge"])
async def test_anybody_can_use_it_on_any_screen(house, browser, tmp_path, path, size):
    """Axe finds nothing, nothing sticks out, and nothing is asked of elsewhere."""
    async with house() as here:
        note = {"user_id": "Ann", "username": "Ann", "room": "The Bridge"}
        await here.say("Ann", "Is it always raining?", "The Bridge")
        await here.post("/bridge/deed", **note, deed="note", message="It was raining.")
        page = await watch(browser, here.url + path, size=size, bypass_csp=True)
        await expect(page.locator(".line").first).to_be_visible()
        asked = await page.evaluate("performance.getEntriesByType('resource').map(e => e.name)")
        await page.evaluate(AXE)
        found = (await page.evaluate("axe.run()"))["violations"]
        await page.screenshot(path=tmp_path / f"{size['width']}.png")
        wide = "document.documentElement.scrollWidth - window.innerWidth"
        assert await page.evaluate(wide) <= 0
        assert found == []
        assert all(url.startswith(here.url) for url in asked)
        await page.keyboard.press("Tab")
        await page.keyboard.press("Enter")
        reached = page.locator(":focus")
        assert await reached.get_attribute("role") == "log"
