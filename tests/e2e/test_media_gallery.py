"""The page with the pictures of a talk, as a browser shows it."""

import asyncio
import io

import pytest
from PIL import Image

from bridge.conversations.happening import MediaMade
from bridge.media import gallery
from bridge.media.images import image_of
from tests.e2e.browser import chromium, needs_chromium

pytestmark = pytest.mark.e2e


def made(log, n, base=""):
    """Keep a picture beside `log`, and return what is told of it."""
    file = io.BytesIO()
    Image.new("RGB", (40 * n, 30), "teal").save(file, "PNG")
    place = gallery.keep(log, image_of(file.getvalue()))
    return MediaMade(
        round=n,
        mode="edit",
        prompt=f"Lamp {n}",
        result="{}",
        image=place,
        alt=f"Lamp {n}",
        base=base,
    )


def show(log):
    """Make a page with two pictures, and one that was not fetched."""
    first = made(log, 1)
    second = made(log, 2, base=first.image)
    far = second.model_copy(update={"image": "https://127.0.0.1:9/a.png", "round": 3})
    gallery.show(log, [first, second, far])


@needs_chromium
async def test_the_page_shows_every_picture_with_its_words_and_its_origin(tmp_path):
    """It is opened from the disk, where its rules must let the pictures in, and nothing else."""
    log = tmp_path / "a_b_cli_20260101_120000.txt"
    await asyncio.to_thread(show, log)
    asked: list[str] = []

    async with chromium() as browser:
        page = await browser.new_page()
        page.on("request", lambda request: asked.append(request.url))
        await page.goto((tmp_path / "a_b_cli_20260101_120000_gallery.html").as_uri())
        pictures = page.get_by_role("img")
        seen = [await pictures.nth(n).evaluate("e => [e.alt, e.naturalWidth]") for n in range(2)]
        await page.get_by_role("link", name="picture 1").first.click()

        assert seen == [["Lamp 1", 40], ["Lamp 2", 80]]
        assert await pictures.count() == 2
        assert page.url.endswith("#picture-1")
    assert all(url.startswith("file://") for url in asked)
