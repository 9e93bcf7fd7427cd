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


def prepare(folder: Path) -> None:
    """Write what the host writes: which server there is, and that a template has pictures."""
    server = {"type": "stdio", "command": sys.executable, "args": [str(FOLDER / "images.py")]}
    servers = folder / "my.mcp.json"
    servers.write_text(json.dumps({"mcpServers": {"comfyui": server}}), encoding="utf-8")
    servers.chmod(0o600)
    (folder / "templates").mkdir()
    (folder / "templates" / "cli.media.json").write_text(json.dumps(MEDIA), encoding="utf-8")


def said(*texts):
    return [Reply(texts=(text,)) for text in texts]


async def test_each_round_has_its_picture_until_somebody_ends_the_talk(tmp_path):
    """The picture is in the transcript and beside it; the round that was cut off has none."""
    await asyncio.to_thread(prepare, tmp_path)
    async with AnthropicServer() as claude, OpenAIServer() as gpt:
        env = {"ANTHROPIC_API_KEY": "a", "OPENAI_API_KEY": "o", "MCP_CONFIG": "my.mcp.json"}
        env |= {"ANTHROPIC_BASE_URL": claude.url, "OPENAI_BASE_URL": gpt.url}
        backrooms = Backrooms(tmp_path, env)
        claude.then(*said("ls", "a lamp", "cat lamp", "it burns", "^C^C"))
        gpt.then(*said("A room.", "A lamp in a room.", "A room, a lamp.", "The lamp burns."))

        done = await backrooms()

    assert (done.status, len(gpt.requests)) == (0, 4)
    blocks = re.findall(r"### Media Agent ###\nMode: edit\nPrompt: (.+)\nResult: (.+)\n", done.out)
    assert [prompt for prompt, _ in blocks] == ["A lamp in a room.", "The lamp burns."]
    assert all(json.loads(result)["isError"] is False for _, result in blocks)
    await asyncio.to_thread(check_files, backrooms, done.out)


def check_files(backrooms, out):
    (log,) = backrooms.logs()
    assert log.read_text(encoding="utf-8") == out
    pictures = sorted(log.with_name(f"{log.stem}_images").iterdir())
    assert [path.name for path in pictures] == ["001.png", "002.png"]
    with Image.open(pictures[1]) as changed:
        assert changed.size == (40, 48)
        assert changed.convert("RGB").getpixel((0, 0)) == (255, 255, 255)
    state = json.loads(log.with_name(f"{log.name}.media_state.json").read_text(encoding="utf-8"))
    assert state == {"last_image_ref": str(pictures[1]), "conversation_summary": "A room, a lamp."}
    page = log.with_name(f"{log.stem}_gallery.html").read_text(encoding="utf-8")
    assert page.count("<img ") == 2
