"""The pages of the bridge in a real browser, without the internet."""

import pytest

from bridge.api import OPERATIONS
from tests.e2e.browser import chromium, needs_chromium

pytestmark = [pytest.mark.e2e, needs_chromium]


@pytest.mark.parametrize("token", [None, "open-sesame"])
async def test_the_reference_page_shows_every_operation_without_the_internet(
    bridge, tmp_path, token
):
    """Also where a token is set, which no browser sends; a CDN is missing when one is offline."""
    client, _ = await bridge(timmy_bridge_token=token)
    asked: list[str] = []
    complaints: list[str] = []
    async with chromium() as browser:
        page = await browser.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: complaints.append(message.text))
        await page.goto(str(client.make_url("/docs")))
        await page.wait_for_selector("section h2")
        shown = await page.locator("section h2").all_inner_texts()
        await page.screenshot(path=tmp_path / "docs.png", full_page=True)

    assert "POST/bridge/chat" in {text.replace(" ", "") for text in shown}
    assert len(shown) == len(OPERATIONS)
    assert all(url.startswith(str(client.make_url("/"))) for url in asked)
    assert complaints == []
