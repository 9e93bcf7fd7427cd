"""The web client in a real browser: coming in, reloads, lost networks, phones, screen readers."""

import asyncio
import contextlib
import re
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AXE_FILE_PATH  # type: ignore[import-untyped]
from playwright.async_api import Browser, BrowserContext, Page

from tests.e2e.browser import chromium, needs_chromium
from tests.e2e.line import line_to
from tests.e2e.telnet import PASSWORD, Telnet
from tests.e2e.worlds import World, open_world

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(120), needs_chromium]

PHONE = {"width": 360, "height": 700}
AXE = Path(AXE_FILE_PATH).read_text(encoding="utf-8")
DESK = {"width": 1200, "height": 800}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A world whose Timmy answers by the offline voice."""
    home = tmp_path_factory.mktemp("client") / "home"
    with open_world(tmp_path_factory, home) as opened:
        yield opened


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    """A browser."""
    async with chromium() as opened:
        yield opened


@pytest.fixture
async def friend(world: World) -> AsyncIterator[Telnet]:
    """Somebody who is in the first room too, by telnet."""
    client = await world.telnet()
    await client.create_and_login(f"Friend{time.monotonic_ns() % 10**9}")
    yield client
    await client.close()


def address(world: World) -> str:
    """Return where the web client is."""
    return f"http://127.0.0.1:{world.port('MUD_WEB_PORT')}/"


async def shows(page: Page, text: str) -> None:
    """Wait until the log shows `text`."""
    await page.locator("#log", has_text=text).wait_for(timeout=15_000)


async def type_line(page: Page, line: str) -> None:
    """Type a line and send it."""
    await page.locator("#line").fill("")
    await page.locator("#line").press_sequentially(line)
    await page.locator("#line").press("Enter")


async def come_in(page: Page, world: World, name: str) -> None:
    """Make an account by the form, and wait for the room."""
    await page.goto(address(world))
    await shows(page, "findahelpline.com")
    await page.get_by_label("Name").fill(name)
    await page.get_by_label("Password").fill(PASSWORD)
    await page.get_by_role("button", name="I am new here").click()
    await shows(page, "Ways out:")
    await page.locator("#ways button").first.wait_for(state="attached")


async def faults(page: Page) -> list[Any]:
    """Return what axe finds wrong with the page as it is."""
    await page.evaluate(AXE)
    found = await page.evaluate("axe.run()")
    return [
        (fault["id"], [node["html"] for node in fault["nodes"]]) for fault in found["violations"]
    ]


async def test_a_newcomer_walks_and_talks_without_knowing_a_command(world, browser):
    """The first minute decides whether somebody stays; and a password is nobody's to read."""
    page = await browser.new_page()
    await come_in(page, world, "Formgast")
    await page.get_by_role("button", name="garden", exact=True).click()
    await page.locator("#room", has_text="The Garden").wait_for()
    await page.get_by_role("button", name="talk to Timmy").click()
    await page.keyboard.type("hello\n")
    await page.locator("#log [data-kind=timmy]").wait_for()
    await page.get_by_role("button", name="forge", exact=True).click()
    await page.get_by_role("button", name="lay wood on the fire").click()
    await shows(page, "You lay wood on the fire.")
    everything = await page.content() + await page.evaluate("JSON.stringify(sessionStorage)")
    kept = await page.evaluate("Object.keys(sessionStorage).concat(Object.keys(localStorage))")
    cookies = await page.context.cookies()

    assert PASSWORD not in everything
    assert kept == ["tower.token"]
    assert "Timmy" in await page.locator("#people").inner_text()
    assert [(c["httpOnly"], c["sameSite"]) for c in cookies] == [(True, "Lax")]


async def test_a_typed_password_is_masked_from_its_first_letter(world, browser):
    """Somebody may look over the shoulder, and the arrow keys would bring it back."""
    page = await browser.new_page()
    await page.goto(address(world))
    await shows(page, "findahelpline.com")
    await page.locator("#line").press_sequentially("create Typist ")
    masked = await page.locator("#line").get_attribute("type")
    await page.locator("#line").press_sequentially(f"{PASSWORD}\n")
    await shows(page, "Ways out:")
    await page.locator("#line").press("ArrowUp")
    recalled = await page.locator("#line").input_value()
    await page.locator("#line").press_sequentially("password ")
    inside = await page.locator("#line").get_attribute("type")

    assert (masked, inside) == ("password", "password")
    assert recalled == ""
    assert PASSWORD not in await page.locator("#log").inner_text()
    assert "> create Typist *****" in await page.locator("#log").inner_text()


async def test_a_reload_goes_on_where_it_was_and_nobody_notices(world, browser, friend):
    """A reload is a slip of the finger, not a departure."""
    page = await browser.new_page()
    await come_in(page, world, "Reloader")
    await type_line(page, "say before")
    await shows(page, 'You say, "before"')
    await friend.settle()
    for _ in range(2):
        await page.reload()
        await shows(page, 'You say, "before"')
        await page.locator("#ways button").first.wait_for()
    flush = await page.locator("#log [data-kind=plain]").count()
    await page.locator("#line").press("ArrowUp")
    recalled = await page.locator("#line").input_value()
    await type_line(page, "say after")
    await shows(page, 'You say, "after"')
    log = await page.locator("#log").inner_text()
    heard = await friend.expect("after")

    assert recalled == "say before"
    assert flush == 0  # what others said is set in where it goes on, also when it is shown again
    assert heard.strip().startswith("Reloader says")
    assert log.count('You say, "before"') == 1
    assert "Your account is made" in log
    assert await page.locator("#status").inner_text() == "Connected."


async def test_a_lost_network_loses_and_doubles_nothing(world, browser, friend):
    """Trains have tunnels: what was typed waits, what was said meanwhile comes, each once."""
    page = await browser.new_page()
    async with line_to(page, world.port("MUD_WEBSOCKET_PORT")) as line:
        await come_in(page, world, "Traveller")
        await friend.settle()
        await line.cut()
        await page.locator("#status", has_text="Connection lost").wait_for()
        await page.evaluate("""() => {
            window.told = [];
            new MutationObserver(() => told.push(document.getElementById("status").textContent))
                .observe(document.getElementById("status"), {childList: true});
        }""")
        await friend.do("say meanwhile", "You say")
        await type_line(page, "say first")
        await type_line(page, "say second")
        held = await page.locator("#held li").all_inner_texts()
        await line.mend()
        await shows(page, 'You say, "second"')
        log = await page.locator("#log").inner_text()
        told = await page.evaluate("told")
        heard = await friend.expect("second") + await friend.settle()

    assert held == ["say first", "say second"]
    assert await page.locator("#held").is_hidden()
    assert [log.count(word) for word in ("meanwhile", '"first"', '"second"')] == [1, 1, 1]
    assert [heard.count(word) for word in ('"first"', '"second"')] == [1, 1]
    assert "gone" not in heard
    assert "comes in" not in heard
    assert told == ["Connected."]


async def test_a_line_into_a_silent_network_is_said_once_when_it_is_back(world, browser, friend):
    """A network that stops without a word takes what was typed for sent."""
    page = await browser.new_page()
    async with line_to(page, world.port("MUD_WEBSOCKET_PORT")) as line:
        await come_in(page, world, "Silenced")
        await friend.settle()
        line.stop()
        await type_line(page, "say into the void")
        await page.evaluate("dispatchEvent(new Event('offline'))")
        await page.locator("#status", has_text="Connection lost").wait_for()
        await line.cut()
        await line.mend()
        await shows(page, 'You say, "into the void"')
        heard = await friend.expect("into the void") + await friend.settle()

    assert heard.count("into the void") == 1
    assert "gone" not in heard


async def test_who_quits_leaves_nothing_behind(world, browser, friend):
    """The next person at this screen must not read what this one wrote."""
    page = await browser.new_page()
    await come_in(page, world, "Leaver")
    await type_line(page, "say a secret")
    await shows(page, "a secret")
    await type_line(page, "quit")
    await page.locator("#over").wait_for()
    left = await page.locator("#log").inner_text()
    kept = await page.evaluate("JSON.stringify(sessionStorage)")
    await friend.expect("Leaver is gone.")
    await page.get_by_role("button", name="Come in again").click()
    await shows(page, "findahelpline.com")
    await page.locator("#line").press("ArrowUp")
    recalled = await page.locator("#line").input_value()
    await page.reload()
    await shows(page, "findahelpline.com")

    assert "a secret" not in left + await page.locator("#log").inner_text()
    assert (kept, recalled) == ("{}", "")
    assert await page.get_by_label("Password").is_visible()


async def copy(page: Page, context: BrowserContext, world: World) -> Page:
    """Open the client in `context` with the token of `page`."""
    token = await page.evaluate("sessionStorage.getItem('tower.token')")
    other = await context.new_page()
    await other.add_init_script(
        f"sessionStorage.getItem('tower.token') ?? sessionStorage.setItem('tower.token', {token!r})"
    )
    await other.goto(address(world))
    return other


async def test_a_session_goes_with_its_tab_and_with_no_other_browser(world, browser):
    """A copied tab takes the session along; a token alone, without its browser, opens nothing."""
    context = await browser.new_context()
    page = await context.new_page()
    await come_in(page, world, "Tabhopper")
    thief = await copy(page, await browser.new_context(), world)
    await shows(thief, "findahelpline.com")
    stolen = await thief.locator("#log").inner_text()
    still = await page.locator("#status").inner_text()
    second = await copy(page, context, world)
    await shows(second, "Ways out:")
    await page.locator("#over", has_text="another tab").wait_for()

    assert "Tabhopper" not in stolen
    assert await thief.get_by_label("Password").is_visible()
    assert still == "Connected."


async def test_a_token_opens_nothing_after_it_was_used(world, browser):
    """Each reload changes it, so that an old copy is worth nothing."""
    page = await browser.new_page()
    await come_in(page, world, "Rotator")
    old = await page.evaluate("sessionStorage.getItem('tower.token')")
    await page.reload()
    await shows(page, "Ways out:")
    await type_line(page, "look")
    await page.locator("[data-kind=look]").nth(1).wait_for()
    await page.evaluate(f"sessionStorage.setItem('tower.token', {old!r})")
    await page.reload()
    await shows(page, "findahelpline.com")

    assert "Rotator" not in await page.locator("#log").inner_text()
    assert await page.locator("#status").inner_text() != "Connected."


async def test_hostile_text_stays_text(world, browser, friend):
    """Whatever another person writes may be read, and may do nothing."""
    page = await browser.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    await come_in(page, world, "Target")
    tags, links = "<img src=x onerror=alert(1)> </script>", "|lcquit|lthere|le javascript:1"
    await friend.send(f"say {tags} {links} {{x}} \x1b[2J |/Timmy: x ende")
    await shows(page, "ende")
    await friend.send("pose  <a href='javascript:1'>x</a> fine")
    await shows(page, "fine")

    log = page.locator("#log")
    assert tags in await log.inner_text()
    assert await log.locator("img, a, script, button, [onclick], [style]").count() == 0
    assert not re.search(r"^\s*Timmy: x", await log.inner_text(), re.MULTILINE)
    assert await log.locator("[data-kind=timmy]").count() == 0
    assert complaints == []


async def test_reading_back_is_not_disturbed(world, browser, friend):
    """Whoever reads what was said earlier keeps their place, and is told that there is more."""
    page = await browser.new_page(viewport=DESK)
    await come_in(page, world, "Reader")
    for _ in range(4):
        await type_line(page, "help")
        await type_line(page, "look")
    await page.locator("[data-kind=look]").nth(4).wait_for(state="attached")
    await page.evaluate("""new Promise((done) => {
        const log = document.getElementById("log");
        log.addEventListener("scroll", () => done(), {once: true});
        log.scrollTop = 0;
    })""")
    await friend.do("say down here", "You say")
    await page.get_by_role("button", name="new below").wait_for()
    place = await page.evaluate("document.getElementById('log').scrollTop")
    await page.get_by_role("button", name="new below").click()
    await page.locator("#newer").wait_for(state="hidden")

    assert place == 0


async def test_it_fits_a_phone_and_large_letters(world, browser):
    """Nobody scrolls sideways to read; help keeps each command beside what it does."""
    page = await browser.new_page(viewport=PHONE)
    await come_in(page, world, "Phoner")
    await type_line(page, "help")
    await shows(page, "lists all of them")
    sideways = "document.documentElement.scrollWidth - innerWidth"
    over = [await page.evaluate(sideways)]
    await page.locator("#panel summary").click()
    await page.get_by_role("button", name="garden", exact=True).click()
    await page.locator("#room", has_text="The Garden").wait_for()
    folded = await page.evaluate("document.getElementById('panel').open")
    await page.evaluate("document.documentElement.style.fontSize = '200%'")
    over.append(await page.evaluate(sideways))
    line = await page.locator("#line").bounding_box()
    rows = await page.locator("#log .rows .term").all_inner_texts()

    assert over == [0, 0]
    assert not folded
    assert line is not None
    assert line["width"] > 100
    assert line["y"] + line["height"] <= PHONE["height"]
    assert {"talk hello", "tell <name> <words>", "quit"} <= {row.strip() for row in rows}


async def test_help_stays_in_view_and_a_tap_reaches_it(world, browser, friend):
    """Somebody at their worst hour must not hunt for the numbers while others walk and talk."""
    context = await browser.new_context(viewport=PHONE)
    page = await context.new_page()
    await come_in(page, world, "Heldgast")
    await type_line(page, "say i want to die")
    block = page.locator("#log [data-kind=care]")
    await block.wait_for()
    for n in range(12):
        await friend.send(f"say line {n}")
    await shows(page, "line 11")

    question = page.locator("[data-kind=care] .line").first
    assert await question.inner_text() == "Are you safe right now?"
    log, line = await page.locator("#log").bounding_box(), await question.bounding_box()
    assert log["y"] <= line["y"] < log["y"] + log["height"]
    ways = await block.locator("a").evaluate_all("all => all.map((a) => a.getAttribute('href'))")
    assert {"tel:988", "sms:741741", "tel:911", "https://findahelpline.com"} <= {*ways}
    assert await page.locator("#log a:not([data-kind=care] a)").count() == 0
    assert await faults(page) == []

    looks = page.locator("[data-kind=look]")  # one was shown on arrival
    seen = await looks.count()
    await type_line(page, "look")
    await looks.nth(seen).wait_for()
    async with asyncio.timeout(20):  # whoever has typed reads what comes of it, from its first line
        await page.evaluate(
            """new Promise((done) => {
                const log = document.getElementById("log").getBoundingClientRect();
                const last = [...document.querySelectorAll("[data-kind=look]")].at(-1);
                const look = () => {
                    const { top } = last.getBoundingClientRect();
                    const inView = log.top - 1 <= top && top < log.bottom;
                    return inView ? done() : requestAnimationFrame(look);
                };
                look();
            })"""
        )
    await context.close()


async def test_a_small_window_shows_the_beginning_of_what_is_long(world, browser):
    """On a phone nobody meets the end of the welcome, or of help in a crisis, first."""
    page = await browser.new_page(viewport=PHONE)
    first = "document.getElementById('log').lastElementChild.getBoundingClientRect().top"
    above = f"{first} - document.getElementById('log').getBoundingClientRect().top"
    await page.goto(address(world))
    await shows(page, "findahelpline.com")
    await page.locator("#door").wait_for()
    welcome = await page.evaluate("document.getElementById('log').scrollTop")
    await come_in(page, world, "Reading")
    await type_line(page, "talk I want to die")
    await page.locator("#log > :last-child", has_text="Are you safe right now?").wait_for()
    crisis = await page.evaluate(above)

    assert welcome == 0
    assert -2 < crisis < 40


@pytest.mark.parametrize("scheme", ["dark", pytest.param("light", marks=pytest.mark.proof)])
async def test_axe_finds_nothing_anywhere(world, browser, scheme):
    """Door, room, lost connection and farewell, on a desk and on a phone."""
    found = {}
    for size in (DESK, PHONE):
        context = await browser.new_context(viewport=size, color_scheme=scheme, bypass_csp=True)
        page = await context.new_page()
        async with line_to(page, world.port("MUD_WEBSOCKET_PORT")) as line:
            await page.goto(address(world))
            await shows(page, "findahelpline.com")
            found["door"] = await faults(page)
            await come_in(page, world, f"Axe{scheme}{size['width']}")
            await page.locator("#panel").evaluate("panel => panel.open = true")
            for words in ("talk hello", "help", "help crisis"):
                await type_line(page, words)
            await page.locator("#log [data-kind=timmy]").wait_for()
            found["room"] = await faults(page)
            await line.cut()
            await page.locator("#status", has_text="Connection lost").wait_for()
            await type_line(page, "say held")
            found["lost"] = await faults(page)
            await line.mend()
            await shows(page, 'You say, "held"')
            await type_line(page, "quit")
            await page.locator("#over").wait_for()
            found["over"] = await faults(page)
        await context.close()
        assert found == {"door": [], "room": [], "lost": [], "over": []}


async def test_it_can_be_used_by_keyboard_and_is_read_out_once(world, browser):
    """A screen reader follows the log, and the status apart; nothing is announced twice."""
    page = await browser.new_page()
    await come_in(page, world, "Keyboarder")
    await type_line(page, "say aloud")
    await shows(page, 'You say, "aloud"')
    log = page.locator("#log")
    echo = page.locator("#log .own", has_text="> say aloud")
    skip = page.locator("a, button, input").first
    await skip.press("Enter")

    assert await log.get_attribute("role") == "log"
    assert await page.locator("#status").get_attribute("role") == "status"
    assert await echo.get_attribute("aria-hidden") == "true"
    assert await skip.inner_text() == "Skip to what you type"
    assert await page.evaluate("document.activeElement.id") == "line"


@pytest.mark.proof
async def test_who_closes_the_tab_is_gone_after_a_while(world, browser, friend):
    """A held session must not become a ghost."""
    page = await browser.new_page()
    await come_in(page, world, "Ghost")
    await friend.settle()
    with contextlib.suppress(Exception):
        await page.close()
    await friend.expect("Ghost is gone.", 45)


@pytest.mark.proof
async def test_a_changed_password_shuts_out_a_page_that_could_have_come_back(
    world, browser, friend
):
    """Whoever left a page open somewhere can shut it from anywhere else."""
    context = await browser.new_context()
    page = await context.new_page()
    await come_in(page, world, "Careless")
    token = await page.evaluate("sessionStorage.getItem('tower.token')")
    await friend.settle()
    await page.close()
    await friend.expect("Careless is gone.", 45)
    careful = await world.telnet()
    await careful.login("Careless")
    await careful.do(f"password {PASSWORD} = another-long-2", "Your password is changed.")
    page = await context.new_page()
    await page.add_init_script(f"sessionStorage.setItem('tower.token', {token!r})")
    await page.goto(address(world))
    await shows(page, "findahelpline.com")

    assert await page.get_by_label("Password").is_visible()
    await careful.do("say still here", 'You say, "still here"')
    await careful.close()
