"""`backrooms` with a media agent: models over the wire, and an MCP server that really draws."""

import asyncio
import json
import re
import sys
from pathlib import Path

import pytest
from PIL import Image

from tests.bridge.mcp_servers import FOLDER
from tests.e2e.backrooms import Backrooms
from tests.providers.anthropic import AnthropicServer
from tests.providers.openai import OpenAIServer
from tests.providers.words import Reply

pytestmark = pytest.mark.e2e

MEDIA = {
    "enabled": True,
    "model": "gpt4o",
    "mode": "edit",
    "tool": {"server": "comfyui", "name": "generate_image", "defaults": {"width": 40}},
}


#: Where a tool says that its picture is.
URL = "http://127.0.0.1:9/view?filename=a%20b.png&type=output"
SUMMED_UP = {
    "enabled": True,
    "model": "same-as-lm1",
    "t2i_use_summary": True,
    "tool": {"server": "echo", "name": "echo", "defaults": {"url": URL}},
}
#: What is written for each template, and what its models say.
WISHES = {
    "cli": MEDIA,
    "fugue": SUMMED_UP,
    "gallery": {**SUMMED_UP, "t2i_use_summary": False, "tool": {"server": "dead", "name": "x"}},
    "worldsim": {**SUMMED_UP, "enabled": False},
}


def prepare(folder: Path) -> None:
    """Write what the host writes: which servers there are, and that templates have pictures."""
    scripts = {"comfyui": ["images.py"], "echo": ["bad.py", "params"], "dead": ["bad.py", "dead"]}
    rows = {
        name: {"command": sys.executable, "args": [str(FOLDER / script), *way]}
        for name, (script, *way) in scripts.items()
    }
    servers = folder / "mcp.config.json"
    servers.write_text(json.dumps({"mcpServers": rows}), encoding="utf-8")
    servers.chmod(0o600)
    (folder / "templates").mkdir()
    for name, wish in WISHES.items():
        path = folder / "templates" / f"{name}.media.json"
        path.write_text(json.dumps(wish), encoding="utf-8")


def said(*texts):
    return [Reply(texts=(text,)) for text in texts]


async def test_a_round_has_its_picture_as_its_template_wants_and_none_when_the_talk_ends(tmp_path):
    """The picture is in the transcript and beside it; one that fails is told, and no more."""
    await asyncio.to_thread(prepare, tmp_path)
    async with AnthropicServer() as claude, OpenAIServer() as gpt:
        env = {"ANTHROPIC_API_KEY": "a", "OPENAI_API_KEY": "o"}
        env |= {"ANTHROPIC_BASE_URL": claude.url, "OPENAI_BASE_URL": gpt.url}
        backrooms = Backrooms(tmp_path, env)
        claude.then(*said("ls", "a lamp", "cat lamp", "it burns", "^C^C"))
        gpt.then(*said("A room.", "A lamp in a room.", "A room, a lamp.", "The lamp burns."))

        claude.then(*said("a", "b", "Two voices.", "Two harps."))
        claude.then(*said("c", "d", "A frame.", "e", "f ^C^C"))
        claude.then(*said("g", "h"))
        of = {name: ("--template", name, "--max-turns", 1) for name in WISHES}
        more = ("--template", "gallery", "--max-turns", 2)
        done, drawn, failed, off = await backrooms.each((), of["fugue"], more, of["worldsim"])

    logs = await asyncio.to_thread(backrooms.logs)
    assert (done.status, len(gpt.requests), len(claude.requests)) == (0, 4, 5 + 4 + 5 + 2)
    totals = json.loads(logs[0].with_suffix(".meta.json").read_text(encoding="utf-8"))["totals"]
    assert totals["usage"]["output_tokens"] == 12 * (5 + 4), "what the pictures took is counted"
    told = re.findall(r"\n### Media Agent ###\nMode: t2i\nPrompt: (.+)\nResult: (.+)\n", drawn.out)
    ((prompt, result),) = told
    sent = {"params": {"prompt": "Two harps.", "url": URL}}
    assert prompt == "Two harps."
    assert json.loads(json.loads(result)["content"][0]["text"]) == sent
    assert "Two voices." in str(claude.requests[8].body["messages"])
    assert failed.status == 0
    error = "### Media Agent ###\nError: The MCP server dead: it ended with status 1"
    assert failed.out.count(error) == 1
    assert failed.out.endswith("has ended the conversation with ^C^C.\n")
    assert "Media Agent" not in off.out
    blocks = re.findall(r"### Media Agent ###\nMode: edit\nPrompt: (.+)\nResult: (.+)\n", done.out)
    assert [prompt for prompt, _ in blocks] == ["A lamp in a room.", "The lamp burns."]
    assert all(json.loads(result)["isError"] is False for _, result in blocks)
    for talk, log in zip((done, drawn, failed, off), logs, strict=True):
        assert log.read_text(encoding="utf-8") == talk.out
    await asyncio.to_thread(check_files, logs[0])
    state = logs[1].with_name(f"{logs[1].name}.media_state.json").read_text(encoding="utf-8")
    assert json.loads(state) == {"last_image_ref": URL, "conversation_summary": "Two voices."}


def check_files(log):
    pictures = sorted(log.with_name(f"{log.stem}_images").iterdir())
    assert [path.name for path in pictures] == ["001.png", "002.png"]
    with Image.open(pictures[1]) as changed:
        assert changed.size == (40, 48)
        assert changed.convert("RGB").getpixel((0, 0)) == (255, 255, 255)
    state = json.loads(log.with_name(f"{log.name}.media_state.json").read_text(encoding="utf-8"))
    assert state == {"last_image_ref": str(pictures[1]), "conversation_summary": "A room, a lamp."}
    page = log.with_name(f"{log.stem}_gallery.html").read_text(encoding="utf-8")
    assert page.count("<img ") == 2
