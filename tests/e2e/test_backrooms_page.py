"""The page of a talk in a real browser: whole without a network, and open to everybody."""

import asyncio
from pathlib import Path

import pytest
from axe_playwright_python.async_playwright import Axe  # type: ignore[import-untyped]

from bridge.conversations.export import COLOURS, Shown, page
from bridge.conversations.happening import AnyHappening, Ended, Heard, MediaMade, Spoke
from tests.e2e.browser import chromium, needs_chromium

pytestmark = [pytest.mark.e2e, needs_chromium]

#: A picture of one dot.
DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f84fc0"
    "c0000003030100c9fe92ef0000000049454e44ae426082"
)


def _written(folder: Path) -> Path:
    """Write a page with all that a page can hold."""
    names = {f"Voice {n}": f"Model {n}" for n in range(COLOURS)}
    lines = [
        Spoke(n=9 * r + n, round=r + 1, actor=name, text=f"{'Word ' * 40}\n\n  a  b\n{'x' * 200}")
        for r in range(14)
        for n, name in enumerate(names, 1)
    ]
    made = MediaMade(round=14, mode="t2i", prompt="A dot.", result="{}", image="i", alt="A dot")
    happened: list[AnyHappening] = [*lines, Heard(n=900, actor="Wren", text="Hello?"), made]
    ended = Ended(ending="operator", sentence="Somebody ended the conversation.")
    path = folder / "talk.html"
    happened.append(ended)
    talk = Shown("cli", "One explores.", names, happened, {"cost": "$1"})
    path.write_text(page(talk, lambda _: DOT), encoding="utf-8")
    return path


async def test_a_page_is_whole_readable_and_loads_nothing(tmp_path):
    """Contrast, names of things and order are measured, in a wide window and on a telephone."""
    path = await asyncio.to_thread(_written, tmp_path)
    asked, complaints = list[str](), list[str]()
    async with chromium() as browser:
        page_ = await browser.new_page(viewport={"width": 1280, "height": 900})
        page_.on("request", lambda request: asked.append(request.url))
        page_.on("console", lambda message: complaints.append(message.text))
        await page_.goto(path.as_uri())
        colours = await page_.eval_on_selector_all(
            "article h3", "all => all.map(one => getComputedStyle(one).color)"
        )
        drawn = await page_.eval_on_selector("img", "one => one.naturalWidth")
        found = await Axe().run(page_)
        await page_.set_viewport_size({"width": 320, "height": 640})
        wide = await page_.evaluate("document.documentElement.scrollWidth")
        narrow = await Axe().run(page_)

    assert complaints == []
    assert all(url.startswith(("file:", "data:")) for url in asked)
    assert len(set(colours[:COLOURS])) == COLOURS
    assert drawn == 1
    assert wide <= 320
    assert (found.violations_count, narrow.violations_count) == (0, 0), found.generate_report()
