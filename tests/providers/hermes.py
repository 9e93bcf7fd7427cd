"""Around Hermes: its API server, the provider that it asks, and a Hermes of the tests' own."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, Self

from aiohttp import web

from tests.providers import openai_chat, openai_wire
from tests.providers.server import ProviderServer
from tests.providers.words import Behaviour, Refusal, Reply


class _Wire:
    """Chat Completions as Nous Research serves them: a request may say whom it is from."""

    def refused_because(self, headers: Mapping[str, str], body: dict[str, Any]) -> Refusal | None:
        known = {name: value for name, value in body.items() if name != "tags"}
        return openai_chat.refused_because(headers, known)

    def whole(self, reply: Reply, body: dict[str, Any], number: int) -> dict[str, Any]:
        return openai_chat.whole(reply, body, number)

    def told(
        self, reply: Reply, body: dict[str, Any], number: int
    ) -> tuple[list[bytes], list[bytes]]:
        return openai_chat.told(reply, body, number)


class NousServer(ProviderServer):
    """The provider behind Hermes; see `ProviderServer`."""

    def __init__(self, *behaviours: Behaviour, key: str | None = None) -> None:
        super().__init__(openai_wire, {"/v1/chat/completions": _Wire()}, behaviours, key)

    @property
    def url(self) -> str:
        """Return what goes into `base_url`."""
        return f"{self.root}/v1"


def toolsets(*enabled: str) -> dict[str, Any]:
    """Return what Hermes's API server says of its tools."""
    names = ("file", "terminal", "web")
    rows = [{"name": n, "label": n, "enabled": n in enabled, "tools": [n]} for n in names]
    return {"object": "list", "platform": "api_server", "data": rows}


def chunk(text: str = "", reason: str | None = None, **facts: Any) -> dict[str, Any]:
    """Return a chunk of a streamed reply."""
    choice = {"index": 0, "delta": {"content": text} if text else {}, "finish_reason": reason}
    head = {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1, "model": "hermes"}
    return {**head, "choices": [choice], **facts}


class HermesApi:
    """Hermes's API server, as far as a chat needs it; use it in `async with`.

    Attributes:
        tools: what it says of its tools.
        chunks: what it answers to a chat.
        asked: paths that were asked for, in their order.
        keys: the keys that came along.
    """

    def __init__(self, *chunks: dict[str, Any]) -> None:
        self.tools: Any = toolsets()
        self.chunks = chunks or (chunk("Hello."), chunk(reason="stop"))
        self.asked: list[str] = []
        self.keys: set[str] = set()
        self.url = ""
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_get("/v1/toolsets", self._toolsets)
        app.router.add_post("/v1/chat/completions", self._chat)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}/v1"
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    async def _toolsets(self, request: web.Request) -> web.Response:
        self._note(request)
        if isinstance(self.tools, int):
            return web.json_response({"error": {"message": "no"}}, status=self.tools)
        return web.json_response(self.tools)

    async def _chat(self, request: web.Request) -> web.StreamResponse:
        self._note(request)
        assert (await request.json())["stream"], "Hermes is only ever asked for a stream"
        response = web.StreamResponse(headers={"content-type": "text/event-stream"})
        await response.prepare(request)
        for one in self.chunks:
            await response.write(f"data: {json.dumps(one)}\n\n".encode())
        await response.write(b"data: [DONE]\n\n")
        return response

    def _note(self, request: web.Request) -> None:
        self.asked.append(request.path.removeprefix("/v1/"))
        self.keys.add(request.headers.get("Authorization", ""))


#: A Hermes without a model: the last thing that was said tells it what to do.
_RUN_AGENT: Final = """
import os, pathlib, sys, threading, time

SHORT = dict(completed=True, failed=False, model="mimo", input_tokens=7, output_tokens=3)


class AIAgent:
    def __init__(self, **given):
        print("loading", given["model"])
        self.tools, self.valid_tool_names = TOOLS, set()
        self._cached_system_prompt = None
        self.given, self.interrupted = given, threading.Event()

    def interrupt(self, message=None):
        self.interrupted.set()

    def close(self):
        pass

    def run_conversation(self, asked, conversation_history=None, stream_callback=None):
        given, say = self.given, stream_callback
        print("chatter that is nobody's reply")
        assert self._cached_system_prompt == "" and given["enabled_toolsets"] == []
        if asked == "die":
            os._exit(1)
        if asked == "raise":
            raise RuntimeError("swordfish")
        if asked == "hang":
            self.interrupted.wait()
            return dict(SHORT, completed=False, final_response="interrupted")
        if asked == "stuck":
            time.sleep(3600)
        if asked == "write":
            try:
                pathlib.Path("kept.txt").write_text("swordfish")
            except OSError:
                return dict(SHORT, final_response="nothing can be written")
        if asked == "tell":
            told = [str(len(conversation_history)), given["ephemeral_system_prompt"]]
            told += [given["provider"], given["model"], given["api_key"], os.getcwd()]
            return dict(SHORT, final_response="|".join(told + sorted(os.environ)))
        if asked.startswith("fail: "):
            return dict(failed=True, completed=False, final_response="API call failed",
                        failure_reason=asked[6:])
        if asked == "cut":
            say("Half a")
            return dict(SHORT, completed=False, final_response="something else", messages=[])
        if asked == "length":
            say("Half a")
            note = "[System: Your previous response was truncated by the output length limit."
            return dict(SHORT, completed=False, messages=[dict(content=note)])
        if asked == "other":
            say("One")
            return dict(SHORT, final_response="Two")
        if asked == "empty":
            return dict(SHORT, completed=False, final_response="")
        if asked == "long":
            while not self.interrupted.is_set():
                say("word " * 100)
            return dict(SHORT, completed=False)
        for piece in ("Hello", " ", asked, None):
            say(piece)
        return dict(SHORT, final_response="Hello " + asked)
"""


def fake_hermes(folder: Path, *, tools: str = "[]") -> Path:
    """Write a Hermes that the Python of the tests can run; return its folder."""
    folder.mkdir(exist_ok=True)
    code = _RUN_AGENT.replace("TOOLS", tools)
    (folder / "run_agent.py").write_text(code, encoding="utf-8")
    return folder
