"""The world watched in real browsers: the front page and the page of a room."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from aiohttp import web
from aiohttp.test_utils import TestServer
from axe_playwright_python.base import AXE_FILE_PATH  # type: ignore[import-untyped]
from playwright.async_api import Browser, Page, Route, ViewportSize, expect

from bridge import keys
from bridge.app import create_app
from bridge.models.scripted import ScriptedModel
from bridge.settings import Settings
from tests.bridge.residents import Voices, talkative
from tests.conftest import SERVICE_TOKEN
from tests.e2e.browser import chromium, needs_chromium

pytestmark = [pytest.mark.e2e, needs_chromium, pytest.mark.asyncio(loop_scope="module")]

DESK, PHONE = ViewportSize(width=1280, height=800), ViewportSize(width=390, height=844)
AXE = Path(AXE_FILE_PATH).read_text(encoding="utf-8")
NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
MARKUP = "<img src=x onerror=alert(1)> <b>here</b>"


class House:
    """A bridge that can be stopped and started again at its address."""

    def __init__(self, make: Callable[[], web.Application], port: int) -> None:
        self._make, self._port = make, port
        self.url = f"http://127.0.0.1:{port}"
        self._server: TestServer | None = None

    async def start(self) -> None:
        """Open the bridge."""
        self.app = await asyncio.to_thread(self._make)  # it opens files
        self._server = TestServer(self.app, port=self._port)
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


@asynccontextmanager
async def opened(settings: Settings, port: int, voices: Voices | None) -> AsyncIterator[House]:
    """Open a house; nobody lives in it, unless `voices` are given."""
    here = House(lambda: create_app(settings, model=ScriptedModel([]), npc_model=voices), port)
    await here.start()
    try:
        yield here
    finally:
        await here.stop()


@pytest.fixture
def house(settings, unused_tcp_port_factory):
    """Return what opens a house of a test's own."""

    def open_(**wanted: object) -> AbstractAsyncContextManager[House]:
        made = settings(timmy_requests_per_minute=10**6, **wanted)
        return opened(made, unused_tcp_port_factory(), None)

    return open_


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shared(tmp_path_factory, unused_tcp_port_factory) -> AsyncIterator[House]:
    """Open one house for all who need not be alone; those who live there never get to speak."""
    made = Settings.model_validate(
        {
            "timmy_home": tmp_path_factory.mktemp("house"),
            "timmy_service_token": SERVICE_TOKEN,
            "timmy_requests_per_minute": 10**6,
            "timmy_room_votes": True,
        }
    )
    voices = Voices(talkative())
    voices.gate.clear()
    async with opened(made, unused_tcp_port_factory(), voices) as here:
        yield here
        voices.gate.set()


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
            await expect(page.locator("#counts")).to_contain_text("2 guests are in")
            lit = page.locator(".scene .s-place.lit[data-room]")
            places = await lit.evaluate_all("all => all.map(one => one.dataset.room)")
            assert {"garden", "forge"} <= set(places)
            assert "bridge" not in places
            assert await page.locator("#rooms [data-room=tower] a").count() == 0
        await first.get_by_role("link", name="The Garden").first.click()
        await expect(first.locator("#log .said")).to_have_text([MARKUP])


async def test_a_restart_and_a_reload_lose_and_double_nothing(house, browser):
    """Also what is said before the page is back, and if it is more than a newcomer is shown."""
    away = [f"away {n}" for n in range(55)]
    async with house() as here:
        page = await watch(browser, f"{here.url}/watch/garden")
        await here.say("Ann", "one")
        await expect(page.locator("#log .said")).to_have_text(["one"])
        await page.route("**/watch/feed*", lambda route: route.abort())
        await here.stop()
        await expect(page.locator("body")).to_have_attribute("data-state", "lost")
        await here.start()
        for text in away:
            await here.say("Ann", text)
        await page.unroute("**/watch/feed*")
        await page.evaluate("Math.random = () => 0")
        async with page.expect_request("**/watch/room/garden"):  # who is here now, by the way
            await page.evaluate("dispatchEvent(new Event('online'))")
        await expect(page.locator("#log .said")).to_have_text(["one", *away])
        await expect(page.locator("#status")).to_have_text("Live")
        await here.say("Ann", "three")
        await expect(page.locator("#log .said")).to_have_text(["one", *away, "three"])
        await page.reload()
        await expect(page.locator("#log .said")).to_have_text([*away, "three"][-50:])


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


async def test_every_step_on_the_scrubber_is_one_event_of_this_room(shared, browser):
    """What happens elsewhere has numbers in between; and the room may have been empty at first."""
    page = await watch(browser, f"{shared.url}/watch/forge")
    await expect(page.locator("#past")).to_be_disabled()
    for n in range(4):
        await shared.say("Ann", f"here {n}", "The Forge")
        await shared.say("Ben", f"elsewhere {n}", "The Threshold")
        await shared.say("Ben", f"elsewhere {n}", "The Threshold")
    last = page.locator("#log .said").last
    await expect(last).to_have_text("here 3")
    await page.focus("#past")
    for key, shown in (("Left", 2), ("Left", 1), ("Right", 2), ("Left", 1), ("Right", 2)):
        await page.keyboard.press(f"Arrow{key}")
        await expect(last).to_have_text(f"here {shown}")
    await page.keyboard.press("ArrowRight")
    await expect(last).to_have_text("here 3")
    await expect(page.locator("#moment")).to_have_text("Now")


async def test_what_is_said_on_the_way_back_to_now_is_shown(shared, browser):
    """And an answer that comes late does not draw over where one has gone since."""
    for n in range(3):
        await shared.say("Ann", f"before {n}")
    page = await watch(browser, f"{shared.url}/watch/garden")
    last = page.locator("#log .said").last
    held: asyncio.Queue[Route] = asyncio.Queue()
    await page.focus("#past")
    await page.keyboard.press("ArrowLeft")
    await expect(last).to_have_text("before 1")

    await page.route("**/log?limit=50", held.put)
    await page.click("#now")
    route = await held.get()
    answer = await route.fetch()
    await shared.say("Ann", "in between")
    await expect(page.locator("#now")).to_have_text("Back to now (1 new)")
    await page.focus("#past")
    await page.keyboard.press("ArrowLeft")
    await expect(last).to_have_text("before 0")
    await route.fulfill(response=answer)  # too late

    await page.click("#now")
    route = await held.get()
    await expect(last).to_have_text("before 0")
    await route.fulfill(response=answer)  # without what was said in between
    await expect(last).to_have_text("in between")
    assert (await said(page))[-2:] == ["before 2", "in between"]


async def test_what_people_leave_is_asked_for_once_and_not_by_all_together(shared, browser):
    """Each page waits a while of its own, so that a crowd of them is no storm."""
    page = await (await browser.new_context()).new_page()
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url) if "/watch/" in one.url else None)
    await page.clock.install(time=NOON)
    await page.goto(f"{shared.url}/watch/bridge")
    await expect(page.locator("#status")).to_have_text("Live")
    await page.clock.pause_at(NOON + timedelta(hours=1))
    asked.clear()
    note = {"user_id": "Cy", "username": "Cy", "room": "The Bridge", "deed": "note"}
    for text in ("It rains.", "It still rains."):
        await shared.post("/bridge/deed", **note, message=text)
    await expect(page.locator("#log .deed")).to_have_count(2)
    assert asked == []
    await page.clock.fast_forward(5000)
    await expect(page.locator("#left li")).to_have_count(2)
    assert asked == [f"{shared.url}/watch/room/bridge"]


async def test_watchers_vote_on_who_speaks_next(shared, browser):
    """Both see how it stands; one vote for each; and who is refused is told why."""
    pages = [await watch(browser, f"{shared.url}/watch/garden") for _ in range(2)]
    for n, page in enumerate(pages, start=1):
        button = page.locator("#votes button", has_text="Marcus")
        await button.click()
        await expect(button).to_have_attribute("aria-pressed", "true")
        for other in pages:
            await expect(other.locator("#votes button", has_text="Marcus")).to_contain_text(str(n))
    await pages[0].click("#listen")
    await expect(pages[0].locator("#listened")).to_contain_text("Marcus")

    refusal = {"detail": "Slowly, please."}
    await pages[0].route("**/vote", lambda route: route.fulfill(status=429, json=refusal))
    await pages[0].locator("#votes button", has_text="Marcus").click()
    await expect(pages[0].locator("#unheard")).to_have_text("Slowly, please.")
    await expect(pages[0].locator("#unheard")).to_be_visible()


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

        passes = here.app[keys.GATE].passes
        expired, _ = passes.issue("watch", "room:garden", seconds=-1)
        await guest.goto(f"{here.url}/pass/{expired}")
        await expect(guest.locator("main")).to_contain_text("expired")
        await guest.context.add_cookies([{"name": "watch-pass", "value": expired, "url": here.url}])
        await guest.goto(f"{here.url}/watch/garden")
        await expect(guest.locator("#gone")).to_contain_text("expired")


async def test_a_room_that_is_not_watched_says_so(shared, browser):
    """What is said there is for those who are in it; where one may go from there is no secret."""
    await shared.say("Eve", "between us", "The Threshold")
    page = await (await browser.new_context(bypass_csp=True)).new_page()
    await page.goto(f"{shared.url}/watch/attic")
    await expect(page.locator("#gone")).to_contain_text("no room of this name")
    await page.goto(f"{shared.url}/watch/threshold")
    await expect(page.locator("#gone")).to_contain_text("The curtains are closed.")
    await expect(page.locator("#inside")).to_be_hidden()
    await expect(page.locator("#name")).to_have_text("The Threshold")
    await expect(page.locator("#description")).not_to_be_empty()
    await expect(page.locator("#count")).to_contain_text("inside")
    await expect(page.locator("#exits a", has_text="The Garden")).to_be_visible()
    assert "between us" not in await page.inner_text("main")
    await page.evaluate(AXE)
    assert (await page.evaluate("axe.run()"))["violations"] == []


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("path", ["/", "/watch/bridge"])
async def test_anybody_can_use_it_on_any_screen(shared, browser, tmp_path, path, size):
    """Axe finds nothing, nothing sticks out, and nothing is asked of elsewhere."""
    note = {"user_id": "Ann", "username": "Ann", "room": "The Bridge"}
    await shared.say("Ann", "Is it always raining?", "The Bridge")
    await shared.post("/bridge/deed", **note, deed="note", message="It was raining.")
    page = await watch(browser, shared.url + path, size=size, bypass_csp=True)
    await expect(page.locator(".line").first).to_be_visible()
    asked = await page.evaluate("performance.getEntriesByType('resource').map(e => e.name)")
    await page.evaluate(AXE)
    found = (await page.evaluate("axe.run()"))["violations"]
    await page.screenshot(path=tmp_path / f"{size['width']}.png")
    wide = "document.documentElement.scrollWidth - window.innerWidth"
    assert await page.evaluate(wide) <= 0
    assert found == []
    assert all(url.startswith(shared.url) for url in asked)
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    reached = page.locator(":focus")
    assert await reached.get_attribute("role") == "log"
