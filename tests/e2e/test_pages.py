"""The pages of the bridge in a real browser, without the internet."""

import os
import shutil

import pytest
from playwright.async_api import async_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(
        CHROMIUM is None and not os.environ.get("CI"),
        reason="needs Debian's chromium; .ci/run installs it",
    ),
]


async def test_the_reference_page_shows_every_operation_without_the_internet(bridge, tmp_path):
    """Documentation that needs a CDN is missing exactly when somebody works offline."""
    client, _ = await bridge()
    asked: list[str] = []
    complaints: list[str] = []
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = await browser.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: complaints.append(message.text))
        await page.goto(str(client.make_url("/docs")))
        await page.wait_for_selector("section h2")
        shown = await page.locator("section h2").all_inner_texts()
        await page.screenshot(path=tmp_path / "docs.png", full_page=True)
        await browser.close()

    assert "POST/bridge/chat" in {text.replace(" ", "") for text in shown}
    assert len(shown) == 14
    assert all(url.startswith(str(client.make_url("/"))) for url in asked)
    assert complaints == []
