"""A Hermes Agent behind its own API server, as long as it can do nothing but talk."""

import asyncio
import logging
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from bridge.errors import ModelError
from bridge.models.base import GenerateConfig, Message, ModelOutput
from bridge.models.compatible import CompatibleModel
from bridge.models.compatible_reply import CompatibleReply
from bridge.models.entry import Access, Entry
from bridge.models.failures import TROUBLED, UNREADABLE, error_of
from bridge.models.reply import whole
from bridge.models.thoughts import Habit

if TYPE_CHECKING:
    from openai import AsyncOpenAI
    from openai.types.chat import ChatCompletion, ChatCompletionChunk

log = logging.getLogger(__name__)

#: Seconds for which an answer about tools holds: it costs Hermes 0.16 s (0.19.0, measured).
_HOLDS: Final = 30.0
#: For the host; and what those hear who talk with Timmy.
_TOOLS: Final = (
    "This Hermes has tools switched on, by which whoever talks to it could run commands on its "
    "machine, so it is not asked. The host can switch them off there "
    "(platform_toolsets: {api_server: []})."
)
_NOT_ASKED: Final = (
    "This model may not be asked as it is set up; whoever runs the Tower has to look, its log says"
    " more."
)


class HermesModel(CompatibleModel):
    """A model that a Hermes API server speaks for.

    Args:
        entry: what the catalogue knows of it.
        access: the key, and where the server is.
        tools_may_run: ask it even when it has tools.
        now: seconds, of a clock that never goes back.
    """

    def __init__(
        self,
        entry: Entry,
        access: Access,
        *,
        tools_may_run: bool = False,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(entry, access)
        self._tools_may_run, self._now = tools_may_run, now
        self._habit = Habit(within=False)  # it takes out the thoughts of its models itself
        self._harmless_until = -1.0
        self._checking = asyncio.Lock()  # so that calls that start together ask once

    async def generate(
        self, messages: Sequence[Message], *, system: str, config: GenerateConfig
    ) -> ModelOutput:
        """Answer the last message in one piece; see `Model`.

        It comes as a stream too: in one piece, Hermes gives words of its own for a model's that
        found none, and does not say so.
        """
        return await whole(self.stream(messages, system=system, config=config))

    async def _opened(self) -> "AsyncOpenAI":
        """Return the client, once the server has said that it has no tools.

        It is asked again now and then, and after each failure: Hermes may have been started anew,
        and reads its configuration anew for each reply.
        """
        client: AsyncOpenAI = await super()._opened()  # type: ignore[assignment]
        async with self._checking:
            if not self._tools_may_run and self._now() >= self._harmless_until:
                _refuse_tools(await client.get("/toolsets", cast_to=object))
                self._harmless_until = self._now() + _HOLDS
        return client

    @contextmanager
    def _our_errors(self) -> Iterator[None]:
        """Let nothing foreign out, and take nothing for granted after a failure."""
        try:
            with super()._our_errors():
                yield
        except ModelError:
            self._harmless_until = -1.0
            raise

    def _reply(self, limit: int) -> CompatibleReply:
        return _HermesReply(limit, self._habit)


class _HermesReply(CompatibleReply):
    """A reply of which Hermes says whether it is one: a failure comes as a text, too."""

    def take(self, event: "ChatCompletionChunk") -> str:
        """Take one event; see `Reply`."""
        _refuse_failures(event)
        return super().take(event)

    def take_whole(self, answer: "ChatCompletion") -> None:
        """Take a reply that came at once."""
        _refuse_failures(answer)
        super().take_whole(answer)


def _refuse_failures(answer: object) -> None:
    """Raise if Hermes says that something failed, whatever reason it gives for the end."""
    facts: Any = getattr(answer, "hermes", None)
    if not isinstance(facts, dict):
        return
    cut_at_its_limit = facts.get("error_code") == "output_truncated"
    if facts.get("failed") or not (facts.get("completed", True) or cut_at_its_limit):
        raise error_of(TROUBLED)


def _refuse_tools(answer: object) -> None:
    """Raise unless this is Hermes's list of toolsets, and none of them is enabled."""
    sets = answer.get("data") if isinstance(answer, dict) else None
    if not isinstance(sets, list) or not sets:
        raise error_of(UNREADABLE)
    if any(not isinstance(one, dict) or one.get("enabled") is not False for one in sets):
        log.error("hermes has tools", extra={"enabled": sum(map(_enabled, sets))})
        error = ModelError(_NOT_ASKED, unbilled=True)
        error.facts = {"advice": _TOOLS}
        raise error


def _enabled(toolset: object) -> bool:
    return isinstance(toolset, dict) and bool(toolset.get("enabled"))
