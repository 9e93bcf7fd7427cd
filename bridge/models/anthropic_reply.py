"""What has come of a reply of Claude's, and whether it is one."""

from dataclasses import replace
from typing import TYPE_CHECKING, Final, Literal

from bridge.models.anthropic_errors import CUT, EMPTY, REFUSED, error_of
from bridge.models.base import ModelOutput, Usage

if TYPE_CHECKING:
    from anthropic.types import Message, MessageDeltaUsage, RawMessageStreamEvent
    from anthropic.types import Usage as Billed

#: Characters of a reply that are taken; the rest is left unread.
MAX_REPLY: Final = 4000


class Reply:
    """What has come of a reply so far."""

    def __init__(self) -> None:
        self.stopped = False
        self._pieces: list[str] = []
        self._room = MAX_REPLY
        self._model = ""
        self._reason: str | None = None
        self._usage = Usage()

    @property
    def done(self) -> bool:
        """Whether nothing more is wanted."""
        return self.stopped or not self._room

    def take(self, event: "RawMessageStreamEvent") -> str | None:
        """Take one event; return the text it brought, empty for a sign of life."""
        match event.type:
            case "message_start":
                self._model = _text(event.message.model)
                self._bill(event.message.usage)
            case "content_block_delta":
                return self._add(event.delta.text if event.delta.type == "text_delta" else "")
            case "message_delta":
                self._reason = event.delta.stop_reason
                self._bill(event.usage)
            case "message_stop":
                self.stopped = True
            case _:
                pass
        return None

    def take_whole(self, message: "Message") -> None:
        """Take a reply that came at once; its first block may be a thought."""
        self.stopped = True
        self._model, self._reason = _text(message.model), message.stop_reason
        self._bill(message.usage)
        for block in message.content:
            if block.type == "text":
                self._add(block.text)

    def output(self) -> ModelOutput:
        """Return the reply, or raise what is wrong with it."""
        text = "".join(self._pieces).strip()
        full = not self._room
        if self._reason == "refusal":
            raise error_of(REFUSED)
        if not full and not (self.stopped and self._reason):
            raise error_of(CUT)
        if not text:
            raise error_of(EMPTY)
        at_limit = full or self._reason in {"max_tokens", "model_context_window_exceeded"}
        reason: Literal["stop", "max_tokens"] = "max_tokens" if at_limit else "stop"
        usage = self._usage
        if full:  # cut by us, so the provider did not count it: about four characters a token
            usage = replace(usage, output_tokens=max(usage.output_tokens, MAX_REPLY // 4))
        return ModelOutput(text, self._model, stop_reason=reason, usage=usage)

    def _add(self, piece: object) -> str:
        text = _text(piece)[: self._room]
        self._room -= len(text)
        self._pieces.append(text)
        return text

    def _bill(self, billed: "Billed | MessageDeltaUsage") -> None:
        """Take the counts; each is the sum so far, and one that is missing has not changed."""
        old = self._usage
        self._usage = Usage(
            int(billed.input_tokens or old.input_tokens),
            int(billed.output_tokens or old.output_tokens),
            int(billed.cache_read_input_tokens or old.cache_read_tokens),
            int(billed.cache_creation_input_tokens or old.cache_write_tokens),
        )


def _text(value: object) -> str:
    """Return a text that can be written anywhere; the SDK checks no types and JSON no halves.

    Raises:
        TypeError: it is no text.
    """
    if not isinstance(value, str):
        raise TypeError("no text where one belongs")
    return value.encode(errors="replace").decode()
