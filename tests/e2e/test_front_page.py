"""The front page in a real browser: who is where, what is heard, and who may look on."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime, timedelta

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, Request, expect

from bridge import keys
from bridge.watch.shapes import SeenTalk, TalkVoice
from tests.e2e.browser import chromium, needs_chromium
from tests.e2e.test_watch_pages import PHONE, House, opened, watch

pytestmark = [pytest.mark.e2e, needs_chromium, pytest.mark.asyncio(loop_scope="module")]

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
TOKEN = "open-sesame"


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
    """Return what opens a house in which nobody lives."""

    def open_(**wanted: object) -> AbstractAsyncContextManager[House]:
        made = settings(timmy_requests_per_minute=10**6, **wanted)
        return opened(made, unused_tcp_port_factory(), None)

    return open_


async def move(here: House, name: str, to: str) -> None:
    """Let somebody go to another room."""
    await here.post("/bridge/move", user_id=name, room=to)


async def entered(browser: Browser, address: str) -> Page:
    """Open a page that is locked, as the host."""
    page = await (await browser.new_context()).new_page()
    await page.goto(address)
    await page.fill("#enter [type=password]", TOKEN)
    await page.press("#enter [type=password]", "Enter")
    await expect(page.locator("#status")).to_have_text("Live")
    return page


def asks(page: Page, path: str) -> list[str]:
    """Return the list of what the page asks for at a path; it grows."""
    asked: list[str] = []

    def note(request: Request) -> None:
        if request.url.endswith(path):
            asked.append(request.url)

    page.on("request", note)
    return asked


async def test_who_comes_and_goes_is_counted(house, browser):
    """Behind closed curtains too: that is asked now and then, and not while nobody looks."""
    async with house() as here:
        page = await (await browser.new_context(reduced_motion="reduce")).new_page()
        await page.add_init_script("Math.random = () => 0")
        await page.clock.install(time=NOON)
        await page.goto(here.url)
        await expect(page.locator("#status")).to_have_text("Live")
        counts, garden = page.locator("#counts"), page.locator("#rooms [data-room=garden]")
        await expect(counts).to_contain_text("No guest is in")
        await expect(page.locator("#heard")).to_contain_text("It is quiet")
        await page.clock.pause_at(NOON + timedelta(seconds=30))
        asked = asks(page, "/watch/world")

        await here.say("Ann", "hello")
        await expect(counts).to_contain_text("One guest is in")
        await expect(garden).to_have_class("lit")
        await expect(page.locator("#heard")).not_to_contain_text("It is quiet")

        await move(here, "Ann", "The Threshold")
        await expect(page.locator("#heard .went").last).to_contain_text("goes")
        await expect(counts).to_contain_text("No guest is in")
        await expect(garden).not_to_have_class("lit")
        assert asked == []
        await page.evaluate("Object.defineProperty(document, 'hidden', {get: () => window.away})")
        await page.evaluate("window.away = true")
        await page.clock.fast_forward(130_000)
        assert asked == []
        await page.evaluate("window.away = false")
        await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        threshold = page.locator("#rooms [data-room=threshold]")
        await expect(threshold).to_contain_text("Somebody behind closed curtains")
        await expect(counts).to_contain_text("One guest is in")
        await expect(threshold).not_to_contain_text("Ann")
        assert len(asked) == 1


async def test_a_link_lets_one_watch_the_world_and_do_nothing(house, browser):
    """Where all else is locked; and a link that is not good any more says so."""
    async with house(timmy_bridge_token=TOKEN) as here:
        host = await entered(browser, here.url)
        await host.click("#share")
        link = await host.locator("#link a").get_attribute("href")
        assert link

        guest = await watch(browser, link)
        assert guest.url == f"{here.url}/"
        await expect(guest.locator("#pass")).to_contain_text("You came by a link")
        await expect(guest.locator("#sharing")).to_be_hidden()
        await expect(host.locator("#pass")).to_be_hidden()
        told = {"user_id": "Ann", "username": "Ann", "room": "The Garden", "message": "hello"}
        await here.post("/bridge/say", TOKEN, **told)
        await expect(guest.locator("#heard .said")).to_have_text(["hello"])

        expired, _ = here.app[keys.GATE].passes.issue("watch", "", seconds=-1)
        await guest.context.add_cookies([{"name": "watch-pass", "value": expired, "url": here.url}])
        await guest.goto(here.url)
        await expect(guest.locator("#gone")).to_contain_text("expired")
        await expect(guest.locator("#enter")).to_contain_text("expired")
        await guest.reload()
        await expect(guest.locator("#status")).to_have_text("A token is needed")


async def test_what_becomes_of_talks_in_the_laboratory_is_shown(house, browser):
    """Those that go on already, and news of each, which have no id between events that have one."""
    ada, max_ = (TalkVoice(id=name.lower(), name=name, colour="#c0ffee") for name in ("Ada", "Max"))
    talk = SeenTalk(id="t1", personalities=[ada, max_], status="active", turn=3, watchers=0)
    async with house() as here:
        watching = here.app[keys.WATCHING]
        watching.talks = lambda: [talk]
        page = await watch(browser, here.url)
        shown, cells = page.locator("#talks"), page.locator(".s-cell.lit")
        await expect(shown.locator("a[href='/lab/t1']")).to_contain_text("Ada, Max · turn 3")
        await here.say("Wren", "Good evening.")
        await expect(page.locator("#heard")).to_contain_text("Good evening.")
        watching.talk_changed("turn", talk.model_copy(update={"turn": 4}))
        await expect(shown).to_contain_text("turn 4")
        watching.talk_changed("started", talk.model_copy(update={"id": "t2", "turn": 0}))
        await expect(cells).to_have_count(2)
        for id_ in ("t1", "t2"):
            watching.talk_changed("stopped", talk.model_copy(update={"id": id_}))
        await expect(shown).to_contain_text("No talk is running")
        await expect(cells).to_have_count(0)


async def test_a_record_that_begins_anew_is_shown(house, browser, settings):
    """Its numbers are lower than those that the page has seen; they are no old news."""
    async with house() as here:
        for n in range(3):
            await here.say("Ann", f"before {n}")
        page = await watch(browser, here.url)
        await expect(page.locator("#heard .said").last).to_have_text("before 2")
        await here.stop()
        await expect(page.locator("body")).not_to_have_attribute("data-state", "live")
        await asyncio.to_thread(shutil.rmtree, settings().timmy_home)
        await here.start()
        await page.evaluate("dispatchEvent(new Event('online'))")
        await expect(page.locator("#heard")).to_contain_text("It is quiet")
        await here.say("Ben", "anew")
        await expect(page.locator("#heard .said")).to_have_text(["anew"])


MIDDLE = "e => e.getBoundingClientRect().x + e.getBoundingClientRect().width / 2"
SEEN = "p => [p.scrollWidth > p.clientWidth, p.getAttribute('tabindex')]"


async def test_on_a_phone_the_whole_world_is_there_to_be_panned(house, browser):
    """It begins at the Tower; on a desk all of it is seen at once."""
    async with house() as here:
        page = await watch(browser, here.url, size=PHONE)
        picture = page.locator(".picture")
        assert await picture.evaluate(SEEN) == [True, "0"]
        tower = await page.locator(".s-place[data-room=tower]").evaluate(MIDDLE)
        assert tower == pytest.approx(PHONE["width"] / 2, abs=40)
        await picture.focus()
        for key, side in (("Left", "bridge"), ("Right", "lab")):
            sign = page.locator(f".sign[data-room={side}]")
            await expect(sign).not_to_be_in_viewport(ratio=1)
            for _ in range(20):
                await page.keyboard.press(f"Arrow{key}")
            await expect(sign).to_be_in_viewport(ratio=1)

        await page.set_viewport_size({"width": 1280, "height": 800})
        await expect(picture).not_to_have_attribute("tabindex", "0")
        assert await picture.evaluate(SEEN) == [False, None]
