"""The table in real browsers: what is said there, by whom, and who sees it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import web
from aiohttp.test_utils import TestServer
from axe_playwright_python.base import AXE_FILE_PATH  # type: ignore[import-untyped]
from playwright.async_api import Browser, BrowserContext, Page, ViewportSize, expect

from bridge.app import HANDED_IN, create_app
from bridge.models.calls import Candidate
from bridge.models.scripted import Script, ScriptedModel
from bridge.table.address import create_table
from bridge.table.seats import Seat, seated
from tests.e2e.browser import chromium, needs_chromium

pytestmark = [pytest.mark.e2e, needs_chromium, pytest.mark.asyncio(loop_scope="module")]

DESK, PHONE = ViewportSize(width=1280, height=800), ViewportSize(width=390, height=844)
#: All that is said, of whoever's making, in its order; what is for one alone is not among it.
SAID = "#log > .line:not(:has(.private)), #log > .call"
AXE = Path(AXE_FILE_PATH).read_text(encoding="utf-8")
#: Keeps what the page is connected by, so that a test can cut it.
KEEP = "WebSocket = class extends WebSocket { constructor(at) { super(at); window.cut = this; } };"
DANGER = "I want to kill myself tonight"


class House:
    """A bridge that can be stopped and started again at its address.

    Attributes:
        table: the address of its table.
        room: that of the same table on a port of its own.
    """

    def __init__(self, make: Callable[[], web.Application], ports: tuple[int, int]) -> None:
        self._make, self._ports = make, ports
        self.url, self.room = (f"http://127.0.0.1:{port}" for port in ports)
        self.table = f"{self.url}/table"
        self._servers: list[TestServer] = []

    async def start(self) -> None:
        """Open the bridge."""
        app = await asyncio.to_thread(self._make)  # it opens files
        own = await asyncio.to_thread(create_table, app)
        self._servers = [
            TestServer(one, port=port) for one, port in zip((app, own), self._ports, strict=True)
        ]
        for server in self._servers:
            await server.start_server(shutdown_timeout=1)

    async def stop(self) -> None:
        """Close the bridge."""
        for server in reversed(self._servers):
            await server.close()


def seats_of(**scripts: Script | ScriptedModel) -> dict[str, Seat]:
    """Return the seats, which follow scripts."""
    return {
        name: seated(
            name,
            Candidate(
                script if isinstance(script, ScriptedModel) else ScriptedModel(script), HANDED_IN
            ),
            provider=name,
        )
        for name, script in scripts.items()
    }


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
    """Return what opens a house with seats, or with those that sit there without a key."""

    @asynccontextmanager
    async def open_(
        seats: Callable[[], dict[str, Seat]] | None = None, **wanted: object
    ) -> AsyncIterator[House]:
        def make() -> web.Application:
            parts: dict[str, Any] = {"seats": seats()} if seats else {}
            return create_app(settings(**wanted), model=ScriptedModel([]), **parts)

        here = House(make, (unused_tcp_port_factory(), unused_tcp_port_factory()))
        await here.start()
        try:
            yield here
        finally:
            await here.stop()

    return open_


async def sit(
    browser: Browser | BrowserContext, address: str, *, size: ViewportSize = DESK
) -> Page:
    """Open the page and wait until it is live; for a visitor of its own in a `Browser`."""
    if isinstance(browser, Browser):
        browser = await browser.new_context(viewport=size, reduced_motion="reduce")
    page = await browser.new_page()
    await page.add_init_script(KEEP)
    page.on("pageerror", lambda error: pytest.fail(f"the page fails: {error}"))
    await page.goto(address)
    await expect(page.locator("#status")).to_have_text("Live")
    return page


async def say(page: Page, text: str, to: str = "gpt") -> None:
    """Say something by keyboard."""
    await page.select_option("#target", to)
    await page.fill("#text", text)
    await page.press("#text", "Enter")


async def said(page: Page) -> list[str]:
    """Return all that is said on the page, each with the voice that says it."""
    lines = page.locator(SAID)
    found: list[str] = await lines.evaluate_all(
        "nodes => nodes.map(n => `${n.dataset.voice || 'call'}: `"
        " + (n.querySelector('.said') || n).textContent)"
    )
    return found


async def is_quiet(page: Page, lines: int) -> None:
    """Wait until so many lines are there, and nobody is thinking."""
    await expect(page.locator("#log > .line:not(:has(.private))")).to_have_count(lines)
    await expect(page.locator("#waiting p")).to_have_count(0)


async def complaints(page: Page) -> list[str]:
    """Return what axe finds wrong with the page as it is."""
    await page.evaluate(AXE)
    found = (await page.evaluate("axe.run()"))["violations"]
    return [f"{one['id']}: {[node['target'] for node in one['nodes']]}" for one in found]


async def test_two_browsers_see_the_five_prompts_answered_alike(house, browser, tmp_path):
    """The room's promise: one seat answers, hands on once at most, and everybody sees the same."""
    async with house() as here:
        ann, ben = await sit(browser, here.table), await sit(browser, here.table)
        for n, lines in enumerate((2, 4, 7, 10, 13)):
            await ann.locator(".tries button:visible").nth(n).click()
            await ann.press("#text", "Enter")
            await is_quiet(ann, lines)
        await is_quiet(ben, 13)

        voices = [line.split(":")[0] for line in await said(ann) if not line.startswith("call")]
        handed = await ann.locator(".handoff").evaluate_all("all => all.map(n => n.dataset.to)")
        assert "".join(name[0] for name in voices) == "ygycygcycgycg"
        assert handed == ["claude", "gpt", "gpt"]
        assert "Paris" in (await said(ann))[2]
        assert await said(ann) == await said(ben)

        await ann.screenshot(path=tmp_path / "table.png")
        await ben.reload()
        await is_quiet(ben, 13)
        assert await said(ben) == await said(ann)
        async with ben.expect_event("websocket"):
            await ben.evaluate("cut.close()")
        await say(ann, "Goodbye, then.")
        await is_quiet(ben, 15)
        assert await said(ben) == await said(ann)
        assert await complaints(ann) == []

        assert await ann.locator(".call").first.is_hidden()
        await ann.click("#calls")
        await expect(ann.locator(".call")).to_have_count(9)
        assert await ann.locator(".call").first.is_visible()
        assert await complaints(ann) == []


async def test_a_running_answer_is_cancelled_by_anybody_and_the_next_one_comes(house, browser):
    """One seat that thinks for ever must not hold up the table."""
    gate = asyncio.Event()
    slow = ScriptedModel(lambda _: "At last.", gate=gate)
    async with house(lambda: seats_of(gpt=slow, claude=["Hi."])) as here:
        ann, ben = await sit(browser, here.table), await sit(browser, here.table)
        await say(ann, "Think.")
        await expect(ben.locator(".seat[data-seat=gpt] .how")).to_have_text("thinks")
        await say(ben, "@claude hello", "gpt")
        await expect(ann.locator("#log [data-voice=claude]")).to_contain_text("Hi.")
        await ben.get_by_role("button", name="Cancel gpt’s answer").click()
        await expect(ann.locator("#log [data-voice=router]")).to_contain_text("Cancelled.")
        await expect(ann.locator("#waiting p")).to_have_count(0)
        assert slow.running == 0
        gate.set()
        await say(ann, "Again.")
        await expect(ann.locator("#log [data-voice=gpt]")).to_contain_text("At last.")


async def test_both_work_in_rounds_and_by_themselves_until_somebody_stops_them(house, browser):
    """Limits, and one word that ends it: nobody wants to find out in the morning."""
    seats = lambda: seats_of(gpt=lambda _: "Mine.", claude=lambda _: "And mine.")  # noqa: E731
    async with house(seats) as here:
        page = await sit(browser, here.table)
        await page.select_option("#mode", "collaborate")
        await say(page, "Name the cat.")
        await is_quiet(page, 5)
        assert [line[:2] for line in await said(page) if "call" not in line] == [
            "yo",
            *["gp", "cl"] * 2,
        ]

        await page.select_option("#mode", "autopilot")
        await say(page, "Now talk.")
        await expect(page.locator("#log [data-voice=gpt]")).to_have_count(3)
        await page.click("#allstop")
        await expect(page.locator("#log [data-voice=router]")).to_contain_text(["Stopped."])
        await expect(page.locator("#waiting p")).to_have_count(0)


async def test_who_is_in_danger_is_answered_alone_in_whatever_thread(house, browser):
    """Help comes at once, nobody else sees anything of it, and every line after it too."""
    async with house(lambda: seats_of(gpt=["Yes."], claude=[])) as here:
        ann, ben = await sit(browser, f"{here.table}#by-the-window"), await sit(browser, here.room)
        assert await ben.locator(".ways").is_hidden()  # there is only the table at its own address
        await ben.fill("#name", "by-the-window")
        await ben.press("#name", "Enter")
        for n, text in enumerate([DANGER, DANGER, "the rain"], 1):
            await say(ann, text)
            await expect(ann.locator("#log .private")).to_have_count(n)
        assert "988" in await ann.locator("#log .help").first.inner_text()
        assert await complaints(ann) == []

        await say(ben, "Are you there?")
        await is_quiet(ben, 2)
        assert await ben.locator(".help").count() == 0
        assert DANGER not in await ben.inner_html("body")
        assert DANGER not in await ann.inner_html("body")


async def test_after_a_restart_the_page_goes_on_with_what_it_has(house, browser):
    """The table forgets; who sat at it need not, and hears which answer will not come."""
    gate = asyncio.Event()
    scripts = iter([ScriptedModel(["One."], gate=None), ScriptedModel(["Two."])])

    def seats() -> dict[str, Seat]:
        return seats_of(gpt=next(scripts), claude=ScriptedModel(lambda _: "Never.", gate=gate))

    async with house(seats) as here:
        page = await sit(browser, here.table)
        await say(page, "First?")
        await is_quiet(page, 2)
        await say(page, "And you?", "claude")
        await expect(page.locator("#waiting p")).to_have_count(1)

        await here.stop()
        await expect(page.locator("body")).not_to_have_attribute("data-state", "live")
        await page.fill("#text", "Is anybody there?")
        await page.press("#text", "Enter")
        await expect(page.locator("#problem")).to_contain_text("Not sent")
        await here.start()
        await expect(page.locator("#status")).to_have_text("Live")
        await expect(page.locator("#log [data-voice=router]")).to_contain_text("the answer is lost")
        await page.select_option("#target", "gpt")
        await page.press("#text", "Enter")
        await is_quiet(page, 6)

        told = [line for line in await said(page) if not line.startswith("call")]
        assert told[:2] == ["you: First?", "gpt: One."]
        assert told[-2:] == ["you: Is anybody there?", "gpt: Two."]


async def test_a_link_lets_one_watch_on_a_phone_and_not_speak(house, browser):
    """Somebody shows their table around; whoever has the link can only look."""
    markup = "<img src=x onerror=alert(1)> and " + "longword" * 30
    token = {"timmy_bridge_token": "open-sesame"}
    async with house(lambda: seats_of(gpt=[markup]), **token) as here:
        host = await browser.new_context(viewport=DESK)
        await host.request.post(
            f"{here.url}/enter", headers={"Authorization": "Bearer open-sesame"}
        )
        ann = await sit(host, here.table)
        await ann.click("#share")
        link = await ann.locator("#link a").get_attribute("href")
        assert link
        phone = await sit(browser, link, size=PHONE)
        await expect(phone.locator("#watching")).to_be_visible()
        await say(ann, "Write some markup.")
        await is_quiet(phone, 2)

        assert await phone.locator("#ask").is_hidden()
        assert await phone.locator("#log img").count() == 0
        assert markup in (await said(phone))[-1]
        assert await phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert await complaints(phone) == []


async def test_everything_is_reached_by_keyboard_on_a_phone(house, browser):
    """Some have no mouse, and some no desk."""
    async with house(lambda: seats_of(gpt=[], claude=["Hi."])) as here:
        page = await sit(browser, here.table, size=PHONE)
        await page.keyboard.press("Tab")
        await page.keyboard.press("Enter")  # the link that skips to the form
        assert await page.evaluate("document.activeElement.id") == "text"
        for n in (1, 2):  # what is refused twice is said twice
            await page.keyboard.type("@gpt")
            await page.keyboard.press("Enter")
            await expect(page.locator("#log .private")).to_have_count(n)
        await page.keyboard.type("@claude hello")
        await expect(page.locator("#target")).to_have_value("claude")
        await page.keyboard.press("Enter")
        await is_quiet(page, 2)

        await page.focus("#more")
        await page.keyboard.press("Enter")
        await expect(page.locator("#beside")).to_be_visible()
        assert await complaints(page) == []
        await page.focus("#name")
        await page.keyboard.type("second")
        await page.keyboard.press("Enter")
        await expect(page.locator("#beside")).to_be_hidden()
        await expect(page.locator(".empty")).to_be_visible()
        assert page.url.endswith("#second")
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert await complaints(page) == []
