"""The laboratory's page in a real browser, before a real bridge."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
import pytest_asyncio
from axe_playwright_python.base import AXE_FILE_PATH  # type: ignore[import-untyped]
from playwright.async_api import Browser, Page, expect

from bridge import keys
from bridge.app import create_app
from bridge.models.calls import Deadlines
from bridge.models.scripted import ScriptedModel
from bridge.serving import serving
from tests.bridge.people import CRISIS, Clock
from tests.bridge.talker import words
from tests.e2e.browser import chromium, needs_chromium
from tests.e2e.worlds import free_ports
from tests.providers.openai import OpenAIServer
from tests.providers.words import Reply

pytestmark = [pytest.mark.e2e, needs_chromium, pytest.mark.asyncio(loop_scope="module")]

#: A line that would do harm if it were more than text.
MARKUP = "<img src=x onerror=alert(1)> <b>bold</b>"
LINES = ".line:visible"
#: How many pixels a box has beyond what stands in it while it is empty.
ROOM_LEFT = """box => {
  const style = getComputedStyle(box), pen = document.createElement("canvas").getContext("2d");
  pen.font = style.font;
  const around = parseFloat(style.paddingLeft) + parseFloat(style.paddingRight);
  return box.clientWidth - around - pen.measureText(box.placeholder).width;
}"""


@pytest.fixture
def house(settings):
    """Return what serves a bridge at a port; opened again, it is the same house."""
    said = count()

    @asynccontextmanager
    async def opened(port: int, **wanted: object) -> AsyncIterator[str]:
        given = {"lab_pace": "60", "timmy_requests_per_minute": 10**6, **wanted}
        model = ScriptedModel(lambda _: words(next(said)))
        app = await asyncio.to_thread(create_app, settings(**given), model=model)
        async with serving(app, "127.0.0.1", port):
            yield f"http://127.0.0.1:{port}"

    return opened


@pytest_asyncio.fixture(loop_scope="module")
async def lab(house):
    """Serve a bridge in whose laboratory each line waits for the next; return where it is."""
    async with house(*free_ports(1)) as url:
        yield url


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def started() -> AsyncIterator[Browser]:
    """Start one browser for all."""
    async with chromium() as one:
        yield one


@pytest_asyncio.fixture(loop_scope="module")
async def browser(started: Browser) -> AsyncIterator[Browser]:
    """Return the browser; whoever comes is another visitor, in a context of their own."""
    yield started
    for context in started.contexts:
        await context.close()


async def visitor(
    browser: Browser,
    url: str,
    *,
    wide: int = 1280,
    moves: bool = False,
    status: str | re.Pattern[str] = "Live",
) -> Page:
    """Return a page of somebody new, where nothing may be wrong."""
    context = await browser.new_context(
        viewport={"width": wide, "height": 800 if wide > 600 else 844},
        reduced_motion="no-preference" if moves else "reduce",
    )
    page = await context.new_page()
    page.set_default_timeout(15_000)
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    if moves:
        await page.clock.install()
        await page.clock.pause_at(datetime.now(UTC) + timedelta(hours=1))
    await page.goto(url)
    await expect(page.locator("#status")).to_have_text(status)
    return page


async def reach(page: Page, part: str) -> None:
    """Go to a part of the page by the tabulator alone."""
    for _ in range(60):
        await page.keyboard.press("Tab")
        if await page.evaluate("part => document.activeElement.matches(part)", part):
            return
    pytest.fail(f"{part} is not reached by keyboard")


async def begun(page: Page, prompt: str = "What is a room?", lines: int = 1) -> str:
    """Begin a talk of the two who are chosen already; return its id when so much was said."""
    await page.fill("[name=prompt]", prompt)
    await page.click("#begin")
    await expect(page.locator(LINES)).to_have_count(1)
    if lines > 1:
        await page.click("#hold")
    for n in range(2, lines + 1):
        await page.click("#step")
        await expect(page.locator(LINES)).to_have_count(n)
    return page.url.rsplit("/", 1)[1]


async def wrong(page: Page) -> list[object]:
    """Return what axe finds wrong with a page as it is, and whether it is wider than its window."""
    await page.evaluate(AXE_FILE_PATH.read_text())
    found: list[object] = [
        (one["id"], [node["target"] for node in one["nodes"]])
        for one in (await page.evaluate("axe.run()"))["violations"]
    ]
    wide = await page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return [*found, wide] if wide > 0 else found


async def test_a_talk_is_begun_watched_by_another_steered_and_ended(lab, browser):
    """Its whole life; who watches sees the same, and does not hold the controls."""
    ann = await visitor(browser, f"{lab}/lab")
    talk = await begun(ann, lines=3)
    bob = await visitor(browser, f"{lab}/lab/{talk}")
    await expect(bob.locator(LINES)).to_have_count(3)
    await expect(bob.locator("#transport")).to_be_hidden()
    await expect(bob.locator("#state")).to_have_text("Paused")

    await bob.fill("#say [name=name]", "Bob")
    await bob.fill("#say [name=content]", MARKUP)
    await bob.keyboard.press("Enter")
    await expect(ann.locator(".put-in .said")).to_have_text(MARKUP)
    await expect(bob.locator("#say [name=content]")).to_have_value("")
    assert await ann.locator(".pane :is(img, b)").count() == 0

    await ann.select_option("#pace", "30")
    await ann.reload()
    await expect(ann.locator(LINES)).to_have_count(4)
    await expect(ann.locator("#pace")).to_have_value("30")
    await ann.click("#step")
    await expect(bob.locator(LINES)).to_have_count(5)
    told = await bob.request.get(f"{lab}/api/conversations/{talk}")
    shown = await bob.locator(".line .said").all_text_contents()
    assert shown == [line["content"] for line in (await told.json())["messages"]]
    await expect(bob.locator("#totals")).to_contain_text("4 of 100")

    await ann.click("#stop")
    await expect(bob.locator("#state")).to_have_text("Over")
    await expect(bob.locator(".foot-line")).not_to_be_empty()
    await expect(bob.locator("#say")).to_be_hidden()
    await bob.click(".back")
    await expect(bob.locator("#earlier")).to_contain_text("What is a room?")


async def test_a_talk_can_be_taken_along_in_every_form(lab, browser):
    """What was said belongs to whoever watched; a link that leads nowhere would be a lie."""
    page = await visitor(browser, f"{lab}/lab")
    await begun(page)
    said = await page.locator(".line .said").inner_text()
    links = [await a.get_attribute("href") for a in await page.locator("#exports a").all()]
    texts = [await (await page.request.get(f"{lab}{link}")).text() for link in links]

    assert len(texts) == 4
    assert all(said in text for text in texts[:3])
    assert texts[3].count("\n") >= 2


async def test_one_goes_back_through_a_talk_and_off_from_a_line_side_by_side(lab, browser):
    """By keyboard too; what is done then is done with the branch."""
    page = await visitor(browser, f"{lab}/lab")
    talk = await begun(page, lines=4)
    await page.focus("#at")
    for _ in range(2):
        await page.keyboard.press("ArrowLeft")
    await expect(page.locator(LINES)).to_have_count(2)
    await expect(page.locator("#where")).to_have_text("Line 2 of 4")
    await page.click("#fork")
    await page.wait_for_url(re.compile(rf"/lab/{talk}\?beside="))
    panes = page.locator(".pane")

    await expect(panes).to_have_count(2)
    await expect(panes.nth(0).locator(LINES)).to_have_count(2)
    await page.click("#hold")
    await page.click("#step")
    await expect(panes.nth(1).locator(LINES)).to_have_count(1)
    await expect(panes.nth(1).locator(".choose")).to_have_attribute("aria-pressed", "true")
    await page.reload()
    await expect(panes.nth(1).locator(LINES)).to_have_count(1)
    assert await wrong(page) == []
    await page.go_back()
    await page.go_back()
    await expect(page.locator("#hall")).to_be_visible()


async def test_a_page_outlives_its_bridge_and_no_line_is_lost_or_comes_twice(house, browser):
    """It connects again by itself, and the talk goes on where it was."""
    (port,) = free_ports(1)
    async with house(port) as url:
        page = await visitor(browser, f"{url}/lab")
        talk = await begun(page, lines=3)
        before = await page.locator(".line .said").all_text_contents()
    await expect(page.locator("body")).not_to_have_attribute("data-state", "live")
    async with house(port) as url:
        # Most often this line is said before the page has come back.
        await page.request.post(f"{url}/api/conversations/{talk}/step", data={})
        await expect(page.locator("#status")).to_have_text("Live", timeout=20_000)
        await expect(page.locator(LINES)).to_have_count(4)
        await page.click("#step")
        await expect(page.locator(LINES)).to_have_count(5)
        after = await page.locator(".line .said").all_text_contents()
        assert after[:3] == before
        assert len(set(after)) == 5
        await page.close()


async def test_a_sign_of_crisis_is_answered_to_its_writer_alone(lab, browser):
    """At the prompt and in a talk; nobody else may ever see that there was one."""
    ann = await visitor(browser, f"{lab}/lab", wide=390)
    bob = await visitor(browser, f"{lab}/lab")
    await ann.fill("[name=prompt]", CRISIS)
    await ann.click("#begin")
    await expect(ann.locator("#start-answer .help")).to_contain_text("988")
    await expect(ann.locator("[name=prompt]")).to_have_value("")
    await expect(bob.locator("#running")).to_contain_text("Nobody is talking")

    talk = await begun(bob)
    await ann.goto(f"{lab}/lab/{talk}")
    await ann.fill("#say [name=content]", CRISIS)
    await ann.keyboard.press("Enter")
    await expect(ann.locator("#say-answer a[href='tel:988']").first).to_be_in_viewport()
    assert await wrong(ann) == []
    await ann.click("#say-answer button")
    await expect(ann.locator(LINES)).to_have_count(1)
    await expect(bob.locator(LINES)).to_have_count(1)
    told = await bob.request.get(f"{lab}/api/conversations/{talk}")
    assert CRISIS not in await told.text()


async def test_a_link_to_watch_shows_one_talk_and_changes_nothing(lab, browser):
    """Whoever gets it can read along, and is shown nothing that would be refused."""
    ann = await visitor(browser, f"{lab}/lab")
    await begun(ann)
    await ann.click("#share")
    link = await ann.get_by_label("The link", exact=True).input_value()
    bob = await visitor(browser, link)
    await expect(bob.locator(LINES)).to_have_count(1)
    await expect(bob.locator("#watching")).to_be_visible()
    for part in ("#transport", "#say", "#fork", "#share"):
        await expect(bob.locator(part)).to_be_hidden()

    await ann.click("#hold")
    await ann.click("#step")
    await expect(bob.locator(LINES)).to_have_count(2)


async def test_watchers_vote_who_speaks_next(house, browser):
    """Two voices take turns by themselves; with three, there is something to choose."""
    async with house(*free_ports(1)) as url:
        page = await visitor(browser, f"{url}/lab")
        await page.get_by_label("Skeptical").check()
        await page.click("summary")
        await page.get_by_label("Watchers vote who speaks next").check()
        await begun(page, lines=1)
        last = page.locator("#choices button").last
        name = await last.locator("b").inner_text()
        await last.click()
        await expect(last).to_contain_text("1 vote")
        await expect(last).to_have_attribute("aria-pressed", "true")
        await page.click("#hold")
        await page.click("#step")
        await expect(page.locator(".line .name").nth(1)).to_have_text(name)


@pytest.mark.parametrize("wide", [1280, 390])
async def test_axe_finds_nothing_and_nothing_is_wider_than_the_window(lab, browser, wide):
    """In a wide window and on a telephone: contrast, names of things, order, tables of plots."""
    page = await visitor(browser, f"{lab}/lab", wide=wide)
    await page.click("summary")
    found = [await wrong(page)]
    talk = await begun(page, "Describe the wallpaper of a room with no window. " * 6, lines=3)
    found.append(await wrong(page))
    if wide < 600:
        await page.click("#show-side")
    emotions = page.locator(".instrument", has_text="Emotions")
    await emotions.locator("summary").click()
    await expect(emotions.locator("tbody tr")).to_have_count(3)
    await expect(emotions.locator(".foot")).to_contain_text("lines")
    drift = page.locator(".instrument", has_text="Drift")
    await drift.locator("summary").click()
    await expect(drift.locator("thead")).to_contain_text("By chance")
    await expect(drift.locator(".curve.faint")).not_to_have_count(0)
    told = await (await page.request.get(f"{lab}/api/conversations/{talk}")).json()
    accuracy = " ".join(told["instruments"]["accuracy"]["drift"])
    await expect(drift.locator(".foot")).to_have_text(accuracy)
    found.append(await wrong(page))

    assert found == [[], [], []]


async def test_a_talk_that_is_too_long_to_be_told_to_all_is_asked_for(lab, browser, monkeypatch):
    """Else the longest talks would be the ones that cannot be read."""
    monkeypatch.setattr("bridge.lab.frames.WHOLE", 100)
    page = await visitor(browser, f"{lab}/lab")
    await begun(page, lines=3)
    await page.reload()
    await expect(page.locator(LINES)).to_have_count(3)
    await page.click("#step")
    await expect(page.locator(LINES)).to_have_count(4)


async def test_a_line_comes_in_breath_by_breath_and_is_whole_in_the_end(lab, browser):
    """What took the line is said when the line is there, and no letter of it is lost."""
    page = await visitor(browser, f"{lab}/lab", moves=True)
    talk = await begun(page, lines=2)
    last = page.locator(LINES).last
    assert await last.locator(".breath").count() > 0
    await expect(last.locator(".took")).to_have_css("opacity", "0")
    await page.clock.run_for(5000)
    await expect(last.locator(".said.spoken")).to_be_visible()
    await expect(last.locator(".took")).to_have_css("opacity", "1")
    for breath in await last.locator(".breath").all():
        await expect(breath).to_have_css("opacity", "1")

    told = await (await page.request.get(f"{lab}/api/conversations/{talk}")).json()
    assert await last.locator(".said").text_content() == told["messages"][-1]["content"]


async def test_where_a_token_is_needed_the_page_asks_for_it(house, browser):
    """Nothing is shown to whoever has none; with it, the laboratory is as everywhere."""
    (port,) = free_ports(1)
    async with house(port, timmy_bridge_token="open-sesame") as url:
        page = await visitor(browser, f"{url}/lab", status=re.compile("token"))
        await page.fill("#enter input[type=password]", "open-barley")
        await page.keyboard.press("Enter")
        await expect(page.locator("#enter .bad")).to_have_text("This token does not fit.")
        assert await page.locator("#cast input").count() == 0
        assert await wrong(page) == []
        await page.fill("#enter input[type=password]", "open-sesame")
        await page.keyboard.press("Enter")
        await expect(page.locator("#status")).to_have_text("Live")
        await begun(page)


async def test_a_talk_that_waits_for_the_next_day_says_so_and_goes_on(settings, browser):
    """Else it would look as if it had broken down."""
    wall, (port,) = Clock(), free_ports(1)
    async with OpenAIServer(*[Reply(texts=(words(n),)) for n in range(9)]) as provider:
        given = settings(
            lab_pace="0",
            timmy_npcs=False,
            daily_api_limit="1",
            openai_api_key="a-key",
            openai_base_url=provider.url,
        )
        app = await asyncio.to_thread(create_app, given, deadlines=Deadlines(), wall=wall)
        async with serving(app, "127.0.0.1", port):
            page = await visitor(browser, f"http://127.0.0.1:{port}/lab", wide=390)
            await begun(page)
            state = page.locator("#state")
            await expect(state).to_contain_text("Waiting")
            await expect(state).to_contain_text("00:00 UTC")
            assert await wrong(page) == []
            wall.now += 86400
            app[keys.BUDGET].renew()
            await expect(page.locator(LINES)).to_have_count(2)
            await page.click(".back")
            await expect(page.locator("#limit-said")).to_have_text("1 of 1 paid calls used today")


async def test_all_of_a_talk_is_done_by_keyboard(lab, browser):
    """Some have no mouse: they begin it, let it rest, go on by one turn, go off from it, end it."""
    page = await visitor(browser, f"{lab}/lab")
    await reach(page, "[name=prompt]")
    await page.keyboard.type("What is a key?")
    await reach(page, "#begin")
    await page.keyboard.press("Enter")
    await expect(page.locator(LINES)).to_have_count(1)
    await reach(page, "#hold")
    await page.keyboard.press("Space")
    await expect(page.locator("#state")).to_have_text("Paused")
    await reach(page, "#step")
    await page.keyboard.press("Enter")
    await expect(page.locator(LINES)).to_have_count(2)
    await reach(page, "#at")
    await page.keyboard.press("ArrowLeft")
    await reach(page, "#fork")
    await page.keyboard.press("Enter")
    await expect(page.locator(".pane")).to_have_count(2)
    await reach(page, "#stop")
    await page.keyboard.press("Enter")
    await expect(page.locator("#state")).to_have_text("Over")


async def test_on_a_telephone_one_of_two_branches_is_read_and_both_are_named(lab, browser):
    """Whoever goes off from a line sees where they are, and what they do is done with that."""
    page = await visitor(browser, f"{lab}/lab", wide=390)
    await begun(page, lines=2)
    name = page.locator("#say [name=name]")
    assert await name.evaluate(ROOM_LEFT) >= 0
    await page.press("#at", "ArrowLeft")
    await page.click("#fork")
    names = page.locator(".choose")
    await expect(names).to_have_text(["The talk itself", "Branch from line 1"])
    for one in await names.all():
        await expect(one).to_be_in_viewport(ratio=1)
    logs = page.locator(".pane .log")
    await expect(logs.nth(0)).to_be_hidden()
    await expect(logs.nth(1)).to_be_visible()
    await names.first.click()
    await expect(logs.nth(1)).to_be_hidden()
    await expect(page.locator(LINES)).to_have_count(1)
    assert await wrong(page) == []
