"""The page of the crisis protocol in a real browser: read by anybody, on any screen, offline."""

from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AXE_FILE_PATH  # type: ignore[import-untyped]
from playwright.async_api import ViewportSize

from tests.e2e.browser import chromium, needs_chromium

pytestmark = [pytest.mark.e2e, needs_chromium]

DESK: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 360, "height": 740}
AXE = Path(AXE_FILE_PATH).read_text(encoding="utf-8")


async def test_anybody_can_read_it_on_any_screen(bridge, tmp_path):
    """Without a script, without the internet, by keyboard; and axe finds nothing."""
    client, _ = await bridge(timmy_contact="host@example.org")
    address = str(client.make_url("/crisis-protocol"))
    asked: list[str] = []
    complaints: list[str] = []
    found: list[Any] = []
    async with chromium() as browser:
        for size in (DESK, PHONE):
            for scheme in ("light", "dark"):
                context = await browser.new_context(
                    viewport=size, color_scheme=scheme, bypass_csp=True
                )
                page = await context.new_page()
                page.on("request", lambda request: asked.append(request.url))
                page.on("console", lambda message: complaints.append(message.text))
                await page.goto(address)
                await page.evaluate(AXE)
                found += (await page.evaluate("axe.run()"))["violations"]
                wide = "document.documentElement.scrollWidth - window.innerWidth"
                assert await page.evaluate(wide) <= 0
                await page.screenshot(path=tmp_path / f"{scheme}{size['width']}.png")
                await context.close()

    assert found == []
    assert complaints == []
    assert {url.rpartition("/")[2] for url in asked} <= {"crisis-protocol", "crisis-protocol.css"}


async def test_the_numbers_come_first_without_a_script_or_a_mouse(bridge):
    """On the first screen of a phone, and with the first keys."""
    client, _ = await bridge()
    async with chromium() as browser:
        context = await browser.new_context(viewport=PHONE, java_script_enabled=False)
        page = await context.new_page()
        await page.goto(str(client.make_url("/crisis")))
        first = []
        for name in ("988", "741741"):
            box = await page.get_by_role("link", name=name, exact=True).first.bounding_box()
            assert box
            first.append(box["y"] + box["height"])
        await page.keyboard.press("Tab")
        await page.keyboard.press("Tab")
        await page.keyboard.press("Tab")
        reached = page.locator(":focus")
        assert await reached.get_attribute("href") == "tel:988"
        spanish = page.locator("[lang=es]").first
        assert "Ayuda ahora" in await spanish.inner_text()

    assert max(first) < PHONE["height"] / 1.3
