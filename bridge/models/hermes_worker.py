"""Runs Hermes Agents for the bridge, a fresh one for each request: JSON lines in, JSON lines out.

Hermes's own Python runs this file, in a process that has nothing of the bridge in it;
`hermes_process` starts it. The first line that comes in says how to reach the model. Then each
line is a request, `{"id", "system", "messages", "max_tokens"}`, or gives one up, `{"id", "stop":
true}`. What goes out is `{"ready": true}` or `{"unfit": why}` once; `{"id", "text"}` as a reply
comes; and at last, for every request, `{"id", "ended": how}` with what belongs to it: `whole`,
`length` (cut at its limit), `cut`, `empty`, `failed`, `unfit` or `stopped`.

No agent has a tool, and no file can be written from here: what people say stays in memory.
"""

import importlib
import json
import logging
import os
import resource
import sys
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, BinaryIO

#: What Hermes asks a model to go on with that came to the end of its tokens.
_TRUNCATED = "truncated by the output length limit"
_COUNTS = ("input_tokens", "output_tokens", "cache_read_tokens", "cache_write_tokens")


class UnfitError(Exception):
    """This Hermes is not one that can be left alone with what people say."""


class Worker:
    """All requests that are being answered.

    Args:
        access: how to reach the model: `hermes_path`, `provider`, `model`, `base_url`, `api_key`;
            `places`, how many are answered at once; `limit`, how many characters of a reply are
            wanted.
        tell: sends one line.
    """

    def __init__(self, access: dict[str, Any], tell: Callable[[dict[str, Any]], None]) -> None:
        if access["hermes_path"]:
            sys.path.insert(0, access["hermes_path"])
        self._access, self._tell = access, tell
        self._agent_class: Any = importlib.import_module("run_agent").AIAgent
        self._agents: dict[int, Any] = {}  # by request; None until its agent is made
        self._lock = threading.Lock()
        self._pool = ThreadPoolExecutor(access["places"])
        self._new_agent("", 16)  # so that what is wrong shows before anybody speaks

    def take(self, line: dict[str, Any]) -> None:
        """Begin what the line asks for."""
        number = line["id"]
        if line.get("stop"):
            with self._lock:
                agent = self._agents.pop(number, None)
            if agent is not None:
                agent.interrupt()
            return
        with self._lock:
            self._agents[number] = None
        self._pool.submit(self._answer, number, line)

    def _answer(self, number: int, asked: dict[str, Any]) -> None:
        try:
            ending = self._run(number, asked)
        except UnfitError as error:
            ending = {"ended": "unfit", "why": str(error)}
        except Exception as error:  # noqa: BLE001 - whatever Hermes throws; its text may quote
            ending = {"ended": "failed", "why": type(error).__name__}
        with self._lock:
            self._agents.pop(number, None)
        self._tell({"id": number, **ending})

    def _run(self, number: int, asked: dict[str, Any]) -> dict[str, Any]:
        if not self._wanted(number):
            return {"ended": "stopped"}
        agent = self._new_agent(asked["system"], asked["max_tokens"])
        with self._lock:
            if number not in self._agents:
                return {"ended": "stopped"}
            self._agents[number] = agent
        reply = _Reply(
            self._access["limit"],
            tell=lambda text: self._tell({"id": number, "text": text}),
            interrupt=agent.interrupt,
        )
        *before, last = asked["messages"]
        try:
            result = agent.run_conversation(
                last["content"], conversation_history=before, stream_callback=reply.take
            )
        finally:
            agent.close()
        return reply.ending(result)

    def _wanted(self, number: int) -> bool:
        with self._lock:
            return number in self._agents

    def _new_agent(self, system: str, max_tokens: int) -> Any:
        access = self._access
        agent = self._agent_class(
            provider=access["provider"],
            model=access["model"],
            base_url=access["base_url"] or None,
            api_key=access["api_key"] or None,
            max_tokens=max_tokens,
            max_iterations=1,
            enabled_toolsets=[],
            ephemeral_system_prompt=system or None,
            skip_context_files=True,
            skip_memory=True,
            quiet_mode=True,
        )
        if agent.tools != [] or agent.valid_tool_names:
            raise UnfitError("tools")
        if getattr(agent, "_cached_system_prompt", "") is not None:
            raise UnfitError("prompt")
        # Its own prompt tells of this machine, its home and its user. And a reply that broke off
        # is not made longer by another call, whose text would be a new one.
        vars(agent).update(_cached_system_prompt="", _handle_max_iterations=lambda *_: "")
        return agent


class _Reply:
    """One reply as it comes; what is beyond its limit is not waited for."""

    def __init__(
        self, limit: int, *, tell: Callable[[str], None], interrupt: Callable[[], None]
    ) -> None:
        self._limit, self._tell, self._interrupt = limit, tell, interrupt
        self._said = ""

    def take(self, piece: object) -> None:
        """Take a piece of text; what is no text is passed over."""
        text = piece[: self._limit - len(self._said)] if isinstance(piece, str) else ""
        if text:
            self._said += text
            self._tell(text)
            if self._full:
                self._interrupt()

    @property
    def _full(self) -> bool:
        return len(self._said) >= self._limit

    def ending(self, result: dict[str, Any]) -> dict[str, Any]:
        """Return how it ended: Hermes gives a failure as a text, which is nobody's reply."""
        facts: dict[str, Any] = {name: result.get(name) or 0 for name in _COUNTS}
        facts["model"] = str(result.get("model") or "")
        if self._full:
            return {"ended": "length", **facts}
        if result.get("failed"):
            why = result.get("failure_reason") or result.get("error")
            return {"ended": "failed", "why": str(why)[:200], **facts}
        if not result.get("completed"):
            return {"ended": self._unfinished(result.get("messages") or ()), **facts}
        final = str(result.get("final_response") or "")
        if not self._said:
            self.take(final)
        return {"ended": "whole" if self._said.strip() == final.strip() else "cut", **facts}

    def _unfinished(self, messages: Iterable[dict[str, Any]]) -> str:
        if not self._said:
            return "empty"
        return "length" if any(_TRUNCATED in str(m.get("content")) for m in messages) else "cut"


def main() -> None:
    """Answer until the bridge closes the line, or is gone."""
    out = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)  # Hermes prints what it does
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    logging.disable(logging.CRITICAL)
    tell = _teller(out)
    try:
        worker = Worker(json.loads(sys.stdin.buffer.readline()), tell)
    except UnfitError as error:
        tell({"unfit": str(error)})
    except Exception as error:  # noqa: BLE001 - whatever Hermes throws while it loads
        tell({"unfit": f"{type(error).__name__}: {error}"[:300]})
    else:
        tell({"ready": True})
        for line in sys.stdin.buffer:
            worker.take(json.loads(line))
    os._exit(0)  # threads that still wait for a model are not waited for


def _teller(out: BinaryIO) -> Callable[[dict[str, Any]], None]:
    lock = threading.Lock()

    def tell(line: dict[str, Any]) -> None:
        left = memoryview(json.dumps(line).encode() + b"\n")
        with lock:
            while left:
                left = left[out.write(left) :]

    return tell


if __name__ == "__main__":
    main()
