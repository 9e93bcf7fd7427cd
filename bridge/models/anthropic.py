"""Claude, through Anthropic's own SDK.

The SDK is imported by the first call, in a thread: that takes a second, and whoever never calls
Claude never pays for it. It runs over its aiohttp transport, which takes about half the CPU of the
default one, and neither limits our time nor tries again: `models.calls` does.
"""

import asyncio
import logging
import threading
from collections.abc import AsyncGenerator, AsyncIterator, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from bridge.errors import BridgeError
from bridge.models.anthropic_errors import KEY, UNREADABLE, error_of, our_error
from bridge.models.anthropic_reply import Reply
from bridge.models.base import GenerateConfig, Message, ModelOutput

if TYPE_CHECKING:
    from anthropic import AsyncAnthropic, AsyncStream
    from anthropic.types import MessageParam, RawMessageStreamEvent, TextBlockParam
    from anthropic.types.message_create_params import MessageCreateParamsBase

log = logging.getLogger(__name__)

Effort: TypeAlias = Literal["low", "medium", "high"]

#: Added to the reply's tokens, because current models think first and thinking counts as output.
THINKING_TOKENS: Final = 3072

_BASE_URL: Final = "https://api.anthropic.com"
#: Seconds that a finished stream may take to end, so that its connection can serve the next call.
_LINGER: Final = 0.5
#: Far above all our deadlines: those decide, not the SDK's.
_TIMEOUT: Final = 300.0
_CONNECT_TIMEOUT: Final = 10.0
_CONNECTIONS: Final = 2000
_KEEPALIVE: Final = 60.0


class AnthropicModel:
    """One of Anthropic's models.

    Args:
        name: the key it is chosen by.
        api_name: the model id at the provider.
        effort: how much it thinks before it speaks; None for models that cannot be told.
    """

    def __init__(
        self,
        name: str = "opus",
        api_name: str = "claude-opus-5-5",
        *,
        api_key: str,
        base_url: str | None = None,
        effort: Effort | None = "low",
    ) -> None:
        self.name = name
        self._api_name = api_name
        self._api_key = api_key.strip()
        self._base_url = base_url or _BASE_URL
        self._effort = effort
        self._client: AsyncAnthropic | None = None
        self._opening = threading.Lock()  # so that calls that start together open one client

    async def generate(
        self, messages: Sequence[Message], *, system: str, config: GenerateConfig
    ) -> ModelOutput:
        """Answer the last message in one piece; see `Model`."""
        reply = Reply()
        with self._our_errors():
            client = await self._opened()
            request = self._request(messages, system, config)
            reply.take_whole(await client.messages.create(**request))
            return reply.output()

    async def stream(
        self, messages: Sequence[Message], *, system: str, config: GenerateConfig
    ) -> AsyncGenerator[str | ModelOutput, None]:
        """Answer the last message as it comes; see `Model`. An empty text: it is thinking."""
        reply = Reply()
        with self._our_errors():
            client = await self._opened()
            request = self._request(messages, system, config)
            async with await client.messages.create(**request, stream=True) as stream:
                _refuse_other_answers(stream)
                events = aiter(stream)
                async for event in events:
                    piece = reply.take(event)
                    if piece is not None:
                        yield piece
                    if reply.done:
                        break
                if reply.stopped:
                    await _run_out(events)
            output = reply.output()
        yield output

    async def aclose(self) -> None:
        """Close the connections."""
        client, self._client = self._client, None
        if client is not None:
            await client.close()

    async def _opened(self) -> "AsyncAnthropic":
        if not (self._api_key and self._api_key.isascii() and self._api_key.isprintable()):
            raise error_of(KEY)
        if self._client is None:
            return await asyncio.to_thread(self._open)
        return self._client

    def _open(self) -> "AsyncAnthropic":
        with self._opening:
            client = self._client or _new_client(self._api_key, self._base_url)
            self._client = client
            return client

    def _request(
        self, messages: Sequence[Message], system: str, config: GenerateConfig
    ) -> "MessageCreateParamsBase":
        """Return the body: stable bytes first, and marks where the provider may cache them."""
        request: MessageCreateParamsBase = {
            "model": self._api_name,
            "max_tokens": config.max_tokens,
            "messages": _with_mark([m for m in messages if m.text.strip()]),
        }
        if self._effort is not None:
            request["max_tokens"] += THINKING_TOKENS
            request["output_config"] = {"effort": self._effort}
        if system:
            request["system"] = [_block(system, marked=True)]
        return request

    @contextmanager
    def _our_errors(self) -> Iterator[None]:
        """Let nothing foreign out; what the host may need is logged, nobody's words."""
        try:
            yield
        except BridgeError:
            raise
        except Exception as error:  # noqa: BLE001 - the door: whatever the SDK throws becomes ours
            facts = {fact: getattr(error, fact, None) for fact in ("status_code", "request_id")}
            facts |= {"model": self.name, "error": type(error).__name__}
            log.warning("anthropic call failed", extra=facts)
            raise our_error(error) from None  # its text may quote the request


def _with_mark(messages: Sequence[Message]) -> "list[MessageParam]":
    """Return the dialogue, marked where the part ends that the next call will repeat.

    That is the last message but one: the last carries the scene, which is never the same again.
    """
    stable = len(messages) - 2
    return [_param(message, marked=n == stable) for n, message in enumerate(messages)]


def _param(message: Message, *, marked: bool) -> "MessageParam":
    block = _block(message.text, marked=marked)
    if message.role == "user":
        return {"role": "user", "content": [block]}
    return {"role": "assistant", "content": [block]}


def _block(text: str, *, marked: bool) -> "TextBlockParam":
    if marked:
        return {"type": "text", "text": text, "cache_control": {"type": "ephemeral"}}
    return {"type": "text", "text": text}


def _refuse_other_answers(stream: "AsyncStream[RawMessageStreamEvent]") -> None:
    """Raise if this is no event stream: from a web page the SDK would read an empty reply."""
    if not stream.response.headers.get("content-type", "").startswith("text/event-stream"):
        raise error_of(UNREADABLE)


async def _run_out(events: "AsyncIterator[RawMessageStreamEvent]") -> None:
    """Read a finished stream to its end, but not for long; nothing can spoil the reply any more."""
    with suppress(Exception):
        async with asyncio.timeout(_LINGER):
            async for _ in events:
                pass


def _new_client(api_key: str, base_url: str) -> "AsyncAnthropic":
    """Import the SDK and return a client; blocks for a second at first, so call it in a thread."""
    import anthropic
    import httpx2

    for name in ("anthropic", "httpx2"):  # their debug lines hold whole dialogues
        logging.getLogger(name).setLevel(logging.WARNING)
    limits = httpx2.Limits(
        max_connections=_CONNECTIONS,
        max_keepalive_connections=_CONNECTIONS,
        keepalive_expiry=_KEEPALIVE,
    )
    timeout = httpx2.Timeout(_TIMEOUT, connect=_CONNECT_TIMEOUT)
    return anthropic.AsyncAnthropic(
        api_key=api_key,
        base_url=base_url,
        timeout=timeout,
        max_retries=0,
        open_telemetry=False,
        http_client=anthropic.DefaultAioHttpClient(limits=limits, timeout=timeout),
    )
