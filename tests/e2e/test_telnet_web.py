"""The web client: the same world in a browser, without the internet."""

import asyncio
import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest

from tests.e2e.browser import chromium, needs_chromium
from tests.e2e.worlds import World, open_world

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(120)]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A MUD without a bridge: the page must work even then."""
    home = tmp_path_factory.mktemp("web") / "home"
    with open_world(tmp_path_factory, home, bridge=False) as opened:
        yield opened


@needs_chromium
@pytest.mark.parametrize("path", ["/", "/webclient"])
async def test_a_newcomer_comes_in_by_the_browser(world, path):
    """Whoever has no telnet client meets the same people in the same rooms."""
    address = f"http://127.0.0.1:{world.port('MUD_WEB_PORT')}"
    asked: list[str] = []
    complaints: list[str] = []
    async with chromium() as browser:
        page = await browser.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: complaints.append(message.text))
        await page.goto(f"{address}{path}")
        log = page.locator("#log")
        await page.locator("#log", has_text="The Tower").wait_for()
        await page.keyboard.type(f"create Webby{len(path)} a-long-password-1\n")
        await page.locator("#log", has_text="Ways out:").wait_for()
        await page.keyboard.type("say <img src=x onerror=alert(1)> & {x} |lcquit|lthere|le\n")
        await page.locator("#log", has_text="You say").wait_for()
        await page.keyboard.press("ArrowUp")
        recalled = await page.locator("#line").input_value()
        shown = await log.inner_text()
        images = await page.locator("#log img, #log a").count()

    assert "a-long-password-1" not in shown
    assert "<img src=x onerror=alert(1)> & {x}" in shown
    assert images == 0
    assert recalled.startswith("say <img")
    assert all(url.startswith((address, "data:")) for url in asked)
    assert complaints == []


def test_nothing_else_is_served(world):
    """Evennia's own site, with its admin pages and registration forms, stays closed."""
    address = f"http://127.0.0.1:{world.port('MUD_WEB_PORT')}"
    for path in ("/admin/", "/auth/register", "/api/", "/webclientdata", "/static/", "/media/"):
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(address + path, timeout=5)  # noqa: S310 - http it is
        refused.value.close()
        assert refused.value.code == 404


@pytest.mark.parametrize(
    ("host", "origin", "status"),
    [
        ("127.0.0.1", None, "101"),
        ("127.0.0.1", "http://127.0.0.1", "101"),
        ("127.0.0.1", "https://evil.example", "403"),
        ("evil.example", "http://evil.example", "403"),
        ("127.0.0.1", "null", "403"),
    ],
)
async def test_pages_of_other_sites_may_not_come_in(world, host, origin, status):
    """Any page in the same browser could otherwise play in the visitor's name."""
    port = world.port("MUD_WEBSOCKET_PORT")
    lines = [
        "GET /?&page&test HTTP/1.1",
        f"Host: {host}:{port}",
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Version: 13",
        *([f"Origin: {origin}"] if origin else []),
    ]
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write("\r\n".join([*lines, "", ""]).encode())
    answer = await reader.readline()
    writer.close()
    await writer.wait_closed()
    assert answer.decode().split()[1] == status
