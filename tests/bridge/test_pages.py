"""The pages: every one is there, nothing in them comes from elsewhere, and all can be read."""

import re
from collections.abc import Iterator
from itertools import chain

import pytest

from bridge.pages import STATIC

PLACES = ("/", "/watch/garden", "/lab", "/lab/some-talk", "/table", "/docs")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_TOKEN = re.compile(r"(--[a-z-]+):\s*#([0-9a-f]{6})\b", re.I)


@pytest.mark.parametrize("path", PLACES)
async def test_every_page_is_made_of_files_of_ours_alone(bridge, path):
    """They work without the internet, and a foreign script has no way in."""
    client, _ = await bridge()

    async with client.get(path) as response:
        text = await response.text()

    policy = response.headers["Content-Security-Policy"]
    assert (response.status, response.content_type) == (200, "text/html")
    assert "unsafe" not in policy
    assert "font-src 'self'" in policy
    assert not re.search(r"<style|<script(?![^>]*\bsrc=)|\son\w+=|\sstyle=", text)
    named = re.findall(r"""(?:href|src)="([^"#]+)\"""", text)
    assert [one for one in named if not one.startswith("/")] == []
    for one in {one for one in named if one.startswith("/static/")}:
        async with client.get(one) as asked:
            assert asked.status == 200, one


def test_each_typeface_has_its_licence_beside_it():
    """Who passes the files on passes on what permits it; and together they stay small."""
    faces = list((STATIC / "fonts").glob("*.woff2"))

    assert sum(face.stat().st_size for face in faces) < 250_000
    for face in faces:
        licence = face.with_name(face.stem.removesuffix("-italic") + ".LICENSE.txt")
        assert "SIL Open Font License" in licence.read_text(encoding="utf-8")


def test_every_colour_of_text_can_be_read_on_every_ground():
    """4.5 to 1 at least, in each of the places and for each voice."""
    rules = list(_rules())
    root = rules[0][1]
    grounds = [
        root | tokens for selector, tokens in rules if selector in {":root", *_whole_places(rules)}
    ]
    inks = ("--text", "--quiet", "--bright", "--good", "--care", "--warn", "--bad")
    voices = {
        tokens["--voice"] for selector, tokens in rules if selector.startswith("[data-voice")
        if "--voice" in tokens
    }  # fmt: skip
    lamps = {tokens["--lamp"] for _, tokens in rules if "--lamp" in tokens}

    assert len(grounds) > 2
    assert len(voices) > 10
    for ground in grounds:
        for ink in chain((ground[name] for name in inks), voices, lamps):
            for behind in ("--ground", "--raised", "--press"):
                assert _contrast(ink, ground[behind]) >= 4.5, (ink, ground[behind])


def _rules() -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the selectors of the common style with the colours that they set, if they set any."""
    for selector, body in _RULE.findall((STATIC / "base.css").read_text(encoding="utf-8")):
        if tokens := dict(_TOKEN.findall(body)):
            yield selector.split("*/")[-1].strip(), tokens


def _whole_places(rules: list[tuple[str, dict[str, str]]]) -> set[str]:
    """Return the selectors of the places with a ground of their own."""
    return {selector for selector, tokens in rules if "--ground" in tokens}


def _contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, as WCAG 2 counts it."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
