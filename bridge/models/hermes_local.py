"""Hermes Agent on this machine: a process of its own answers, which its own Python runs."""

import asyncio
import logging
import re
import time
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from contextlib import aclosing
from pathlib import Path
from typing import Any, Final

from bridge.errors import BridgeError, ModelBusyError, ModelError
from bridge.models.base import GenerateConfig, Message, ModelOutput, StopReason, Usage
from bridge.models.entry import Access, Entry
from bridge.models.failures import (
    CUT,
    KEY,
    REFUSED,
    SPENT,
    TIMEOUT,
    TOO_LONG,
    TROUBLED,
    UNFIT,
    UNKNOWN,
    UNREACHABLE,
    Kind,
    error_of,
    kind_of,
    only_ours,
)
from bridge.models.hermes_process import HermesProcess, Installation, unfit
from bridge.models.reply import count_of, text_of, whole
from bridge.models.thoughts import Habit, OpenReply

log = logging.getLogger(__name__)

#: Seconds that pass before Hermes is started again; twice as many each time, up to the most.
_FIRST_REST: Final = 0.5
_LONGEST_REST: Final = 30.0
#: What Hermes calls a failure.
_REASONS: Final[dict[str, Kind]] = {
    "auth": KEY,
    "auth_permanent": KEY,
    "billing": SPENT,
    "content_policy_blocked": REFUSED,
    "context_overflow": TOO_LONG,
    "format_error": UNFIT,
    "model_not_found": UNKNOWN,
    "payload_too_large": TOO_LONG,
    "provider_policy_blocked": UNFIT,
    "timeout": TIMEOUT,
}
_STATUS: Final = re.compile(r"HTTP (\d{3})\b")
_ENDINGS: Final[dict[str, StopReason]] = {"whole": "stop", "length": "max_tokens", "empty": "stop"}
#: Where the Python of a Hermes is, below its folder.
_PYTHONS: Final = (".venv/bin/python", "venv/bin/python", "bin/python")


class NoHermesError(BridgeError):
    """There is no Hermes Agent where the host says that one is."""


def installation(path: Path, python: Path | None, home: Path) -> Installation:
    """Return the Hermes at `path`, run by `python` or by its own.

    Raises:
        NoHermesError: there is none.
    """
    own = next((path / name for name in _PYTHONS if (path / name).is_file()), None)
    chosen = python or own
    if chosen is None or not chosen.is_file():
        where = f"HERMES_PYTHON={python}" if python else f"HERMES_PATH={path}"
        raise NoHermesError(f"There is no Hermes Agent at {where}.")
    return Installation(chosen, path if (path / "run_agent.py").is_file() else None, home)


class HermesLocalModel:
    """A model that Hermes asks for us, without tools and without a memory.

    Args:
        entry: what the catalogue knows of it.
        provider: what Hermes calls the provider of it.
        access: the key, and where that provider is.
        where: the Hermes that is used.
        now: seconds, of a clock that never goes back.
    """

    def __init__(
        self,
        entry: Entry,
        provider: str,
        access: Access,
        where: Installation,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self.name = entry.key
        self._entry, self._where, self._now = entry, where, now
        self._access = {
            "provider": provider,
            "model": entry.api_name,
            "base_url": access.base_url,
            "api_key": access.key,
        }
        self._habit = Habit(within=False)  # Hermes takes out the thoughts of its models itself
        self._running: asyncio.Task[HermesProcess] | None = None
        self._starts = 0  # since it last answered
        self._rests_until = 0.0

    async def generate(
        self, messages: Sequence[Message], *, system: str, config: GenerateConfig
    ) -> ModelOutput:
        """Answer the last message in one piece; see `Model`."""
        return await whole(self.stream(messages, system=system, config=config))

    async def stream(
        self, messages: Sequence[Message], *, system: str, config: GenerateConfig
    ) -> AsyncGenerator[str | ModelOutput, None]:
        """Answer the last message as it comes; see `Model`."""
        limit = min(config.max_tokens + self._entry.thinking, self._entry.answer)
        request = {
            "system": system,
            "messages": [{"role": m.role, "content": m.text} for m in messages if m.text.strip()],
            "max_tokens": limit,
        }
        reply = _HermesReply(limit, self._habit)
        with only_ours():
            try:
                process = await self._process()
            except ModelError as error:
                error.unbilled = True  # nothing was asked
                raise
            async with aclosing(process.ask(request)) as lines:
                async for line in lines:
                    yield reply.take(line)
                    if reply.done:
                        break
            output = reply.output()
        self._starts = 0
        yield output

    async def aclose(self) -> None:
        """End Hermes."""
        running, self._running = self._running, None
        if running is not None:
            await _ended(running)

    async def _process(self) -> HermesProcess:
        """Return the process that runs, started anew if it has ended, but not at once each time."""
        if self._running is not None and _is_of_no_use(self._running):
            await self.aclose()
        if self._running is None:
            rest = self._rests_until - self._now()
            if rest > 0:
                raise ModelBusyError(str(error_of(UNREACHABLE)), retry_after=rest)
            pause = min(_LONGEST_REST, _FIRST_REST * 2**self._starts)
            self._starts += 1
            self._rests_until = self._now() + pause
            starting = HermesProcess.start(self._where, self._access)
            self._running = asyncio.create_task(starting)
        return await asyncio.shield(self._running)


class _HermesReply(OpenReply):
    """A reply as the worker tells it."""

    def take(self, event: Mapping[str, Any]) -> str:
        """Take one line; see `Reply`."""
        if "ended" not in event:
            return self._add(event.get("text"))
        self._model = text_of(event.get("model", ""))
        counts = ("input_tokens", "output_tokens", "cache_read_tokens", "cache_write_tokens")
        self._usage = Usage(*(count_of(event.get(name)) for name in counts))
        ending = event["ended"]
        if ending not in _ENDINGS:
            raise _failure(ending, event.get("why"))
        self.stopped, self._reason = True, _ENDINGS[ending]
        return ""

    def take_whole(self, answer: Mapping[str, Any]) -> None:
        """Take a reply that has come at once."""
        self.take(answer)


def _failure(ending: object, why: object) -> ModelError:
    """Return our error for what Hermes says went wrong; its words are nobody's reply."""
    if ending == "unfit":
        return unfit(why)
    if ending != "failed":
        return error_of(CUT)
    told = str(why)
    status = _STATUS.search(told)
    kind = next((kind for name, kind in _REASONS.items() if told.startswith(name)), None)
    kind = kind or (kind_of(status[1]) if status else None)
    if kind is None and told.startswith("Context length exceeded"):
        kind = TOO_LONG
    error = error_of(kind or TROUBLED)
    error.unbilled = status is not None and status[1].startswith("4") and kind is not TIMEOUT
    return error


def _is_of_no_use(running: asyncio.Task[HermesProcess]) -> bool:
    if not running.done():
        return False
    return running.cancelled() or running.exception() is not None or running.result().gone


async def _ended(running: asyncio.Task[HermesProcess]) -> None:
    running.cancel()
    await asyncio.wait([running])
    if not running.cancelled() and running.exception() is None:
        await running.result().close()
