"""A model behind its vendor's own SDK: when that is imported, what leaves it, and how it ends.

The SDK is imported by the first call, in a thread: that takes a second, and whoever never calls
the vendor never pays for it. It neither limits our time nor tries again: `models.calls` does.
"""

import asyncio
import threading
from abc import ABC, abstractmethod
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from typing import Any, Final, Protocol

from bridge.errors import ModelError
from bridge.models.base import GenerateConfig, Message, ModelOutput
from bridge.models.entry import Access, Entry
from bridge.models.failures import KEY, UNREADABLE, error_of, only_ours
from bridge.models.reply import Reply

#: The status of an answer that begins; an error that has it came within a stream.
_BEGUN: Final = 200
#: Seconds that a finished stream may take to end, so that its connection can serve the next call.
_LINGER: Final = 0.5


class Client(Protocol):
    """What all SDKs' clients can do."""

    async def close(self) -> None:
        """Close the connections."""


class SdkModel(ABC):
    """A model that an SDK reaches.

    Args:
        entry: what the catalogue knows of it.
        access: the key, and where the provider is.
    """

    def __init__(self, entry: Entry, access: Access) -> None:
        self.entry = entry
        self.name = entry.key
        self._key, self._base_url = access.key.strip(), access.base_url
        self._client: Client | None = None
        self._opening = threading.Lock()  # so that calls that start together open one client

    @abstractmethod
    def _new_client(self) -> Client:
        """Import the SDK and return a client; takes a second at first, and runs in a thread."""

    @abstractmethod
    def _ask(self, client: Any, request: dict[str, Any]) -> Awaitable[Any]:
        """Send `request`, of which a streamed one says `stream`."""

    @abstractmethod
    def _request(
        self, messages: Sequence[Message], system: str, config: GenerateConfig
    ) -> dict[str, Any]:
        """Return the body: stable bytes first."""

    @abstractmethod
    def _reply(self, limit: int) -> Reply:
        """Return what takes one reply, of no more than `limit` tokens."""

    async def generate(
        self, messages: Sequence[Message], *, system: str, config: GenerateConfig
    ) -> ModelOutput:
        """Answer the last message in one piece; see `Model`."""
        reply = self._reply(self.entry.limit(config.max_tokens))
        reply.letters = config.letters
        with _billed(reply), self._our_errors():
            client = await self._opened()
            request = self._request(_spoken(messages), system, config)
            reply.take_whole(await self._ask(client, request))
            return reply.output()

    async def stream(
        self, messages: Sequence[Message], *, system: str, config: GenerateConfig
    ) -> AsyncGenerator[str | ModelOutput, None]:
        """Answer the last message as it comes; see `Model`. An empty text: it is thinking."""
        reply = self._reply(self.entry.limit(config.max_tokens))
        reply.letters = config.letters
        with _billed(reply), self._our_errors():
            client = await self._opened()
            request = self._request(_spoken(messages), system, config) | {"stream": True}
            async with await self._ask(client, request) as stream:
                _refuse_other_answers(stream)
                events = aiter(stream)
                async for event in events:
                    yield reply.take(event)
                    if reply.done:
                        break
                if reply.stopped:
                    await _run_out(events, reply)
            output = reply.output()
        yield output

    async def aclose(self) -> None:
        """Close the connections."""
        client, self._client = self._client, None
        if client is not None:
            await client.close()

    async def _opened(self) -> Client:
        key = self._key
        if not (key and key.isascii() and key.isprintable()):
            raise error_of(KEY)
        if self._client is None:
            return await asyncio.to_thread(self._open)
        return self._client

    def _open(self) -> Client:
        with self._opening:
            client = self._client = self._client or self._new_client()
            return client

    def _our_errors(self) -> AbstractContextManager[None]:
        """Return what lets nothing foreign out."""
        return only_ours(self._base_url)


@contextmanager
def _billed(reply: Reply) -> Iterator[None]:
    """Let a failure say what it may have cost, as far as the reply has told."""
    try:
        yield
    except ModelError as error:
        if error.facts.get("status_code") == _BEGUN:
            reply.fail()
        error.billed = reply.billed
        raise


def _spoken(messages: Sequence[Message]) -> list[Message]:
    """Return `messages` without empty ones, which no provider takes."""
    return [message for message in messages if message.text.strip()]


def _refuse_other_answers(stream: Any) -> None:
    """Raise if this is no event stream: from a web page an SDK would read an empty reply."""
    if not stream.response.headers.get("content-type", "").startswith("text/event-stream"):
        raise error_of(UNREADABLE)


async def _run_out(events: AsyncIterator[Any], reply: Reply) -> None:
    """Read a finished stream to its end, but not for long; nothing can spoil the reply any more.

    What it was billed for may come last of all.
    """
    with suppress(Exception):
        async with asyncio.timeout(_LINGER):
            async for event in events:
                reply.take(event)
