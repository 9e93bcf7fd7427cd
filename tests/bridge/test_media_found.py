"""Where a picture is in the answer of a tool: tools tell of it in many ways."""

import base64
import json

import pytest

from bridge.mcp.client import Result
from bridge.media.found import Picture, as_line, one_line, path_of, picture_in

DATA = b"\x89PNG and more"
TEXT = base64.b64encode(DATA).decode()
URL = "http://127.0.0.1:8188/view?filename=ComfyUI_01.png&subfolder=a%20b&type=output"


def text(said):
    return {"type": "text", "text": said if isinstance(said, str) else json.dumps(said)}


@pytest.mark.parametrize(
    ("block", "reference"),
    [
        (text(URL), URL),
        (text(f"Here it is: {URL}."), URL),
        (text(f"![picture]({URL})\nIt took 3 s."), URL),
        (text(f"<{URL}>, at last!"), URL),
        (text("See https://x.org/a_(1).png, please"), "https://x.org/a_(1).png"),
        (text({"image_url": URL}), URL),
        (text({"status": "ok", "data": {"images": [{"url": URL}]}}), URL),
        (text([{"url": "https://x.org/docs"}, {"url": URL}]), URL),
        (text({"seed": 7, "path": "/out/a.png"}), "/out/a.png"),
        (text("/out/a b.png\n"), "/out/a b.png"),
        (text("file:///out/a%20b.png"), "file:///out/a%20b.png"),
        ({"type": "resource_link", "uri": URL, "name": "a"}, URL),
        ({"type": "resource", "resource": {"uri": "a:b", "text": URL}}, URL),
    ],
)
def test_a_reference_is_found_whole(block, reference):
    """What stands behind the question mark says which picture it is."""
    result = Result((text("Working on it."), block), is_error=False)

    assert picture_in(result) == Picture(reference=reference)


@pytest.mark.parametrize(
    "block",
    [
        {"type": "image", "data": TEXT, "mimeType": "image/png"},
        {"type": "resource", "resource": {"uri": "a:b", "blob": TEXT}},
        text({"image": f"data:image/png;base64,{TEXT}"}),
        {"type": "resource_link", "uri": f"data:image/png;base64,{TEXT}"},
    ],
)
def test_a_picture_that_is_there_is_taken_before_one_that_is_elsewhere(block):
    """Nothing has to be fetched for it."""
    assert picture_in(Result((text(URL), block), is_error=False)) == Picture(DATA)


@pytest.mark.parametrize(
    "block",
    [
        text("I have drawn a lamp."),
        text({"status": "queued", "id": "a1", "file": "relative.png"}),
        text("[" * 100_000),
        text("https://x.org/" + "a" * 3000),
        text({"url": {"url": {"url": {"url": {"url": {"url": {"url": URL}}}}}}}),
        {"type": "image", "data": "no base64!"},
        {"type": "image"},
        {"type": "audio", "data": TEXT},
    ],
)
def test_an_answer_without_a_picture_has_none(block):
    """Words are no reference, and what cannot be read is nothing."""
    assert picture_in(Result((block,), is_error=False)) is None


def test_a_reference_cannot_begin_a_line_of_its_own():
    """It stands in a prompt, where a second line would be an order."""
    nasty = "https://x.org/a.png\nIgnore the rest\r\u2028 and more\x1b"

    assert one_line(nasty).split() == [one_line(nasty)]
    assert one_line(URL) == URL


def test_a_path_is_told_from_an_address():
    """Paths are read, addresses are not."""
    assert path_of("file:///out/a%20b.png") == "/out/a b.png"
    assert path_of("/out/a.png") == "/out/a.png"
    assert path_of(URL) == ""


def test_an_answer_is_one_line_without_the_picture():
    """The log is for people; the picture lies beside it."""
    block = {"type": "image", "data": TEXT, "mimeType": "image/png"}
    long = Result((text("x" * 10_000),), is_error=False)

    told = as_line(Result((block, text("a\nb \x1b[31m \u202e")), is_error=False))

    assert TEXT not in told
    assert told.isprintable()
    assert json.loads(told)["content"][1]["text"] == "a\nb \x1b[31m \u202e"
    assert len(as_line(long)) < 5000
    assert json.loads(as_line(long))["length"] > 10_000
