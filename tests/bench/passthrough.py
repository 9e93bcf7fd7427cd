"""The anchor: the least that aiohttp can do for a chat, which is to hand it on to the model.

It remembers nothing: the model knows of a dialogue what the caller sends along as `messages`.

`python tests/bench passthrough PORT MODEL_URL`
"""

import asyncio
from collections.abc import Sequence

import orjson
import uvloop
from aiohttp import web

from tests.bench.loopback import Upstream


async def _serve(port: int, url: str) -> None:
    upstream = Upstream(url)

    async def post_chat(request: web.Request) -> web.Response:
        body = orjson.loads(await request.read())
        said = [*body.get("messages", ()), {"role": "user", "content": body["message"]}]
        reply = {"response": await upstream.ask(said, max_tokens=1024)}
        return web.Response(body=orjson.dumps(reply), content_type="application/json")

    app = web.Application()
    app.router.add_post("/bridge/chat", post_chat)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port, backlog=1024).start()
    await asyncio.Event().wait()


def main(args: Sequence[str]) -> None:
    """Serve on the port, before the model, that are named, until the process is ended."""
    uvloop.run(_serve(int(args[0]), args[1]))
