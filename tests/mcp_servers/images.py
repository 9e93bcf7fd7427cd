"""An MCP server that draws: real pictures, in the folder it is started in.

Its only argument is `params`, as many such servers have it. `answer` says how it tells of the
picture: whole, by a link, or by JSON in a text. A prompt with a base image has that one changed.
"""

import hashlib
import io
import json
import re
from pathlib import Path
from typing import Any

from mcp.server.mcpserver import Image as Whole
from mcp.server.mcpserver import MCPServer
from mcp_types import ResourceLink
from PIL import Image, ImageDraw

server = MCPServer("images", log_level="ERROR")


def drawn(params: dict[str, Any]) -> Image.Image:
    """Return a picture whose colour depends on the prompt; a frame is what a change looks like."""
    prompt = str(params["prompt"])
    size = (int(params.get("width", 64)), int(params.get("height", 48)))
    base = re.search(r"^BASE_IMAGE: (\S+)$", prompt, re.MULTILINE)
    colour = hashlib.sha256(prompt.encode()).digest()
    picture = (
        Image.open(base[1]).convert("RGB") if base else Image.new("RGB", size, tuple(colour[:3]))
    )
    shape = ImageDraw.Draw(picture)
    inset = sum(picture.getpixel((n, n)) == (255, 255, 255) for n in range(16)) * 2
    if base:
        shape.rectangle(
            (inset, inset, *(side - inset - 1 for side in picture.size)), outline="white"
        )
    return picture


@server.tool()
def generate_image(params: dict[str, Any]) -> Any:
    """Draw a picture of `prompt`."""
    picture, answer = drawn(params), params.get("answer", "whole")
    if answer == "whole":
        whole = io.BytesIO()
        picture.save(whole, "PNG")
        return Whole(data=whole.getvalue(), format="png")
    path = Path(f"drawn-{len(list(Path().glob('drawn-*')))}.png").absolute()
    picture.save(path)
    if answer == "link":
        return ResourceLink(type="resource_link", uri=path.as_uri(), name="picture")
    return json.dumps({"status": "ok", "images": [{"image_path": str(path)}]})


if __name__ == "__main__":
    server.run("stdio")
