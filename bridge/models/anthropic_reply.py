"""What comes of a reply of Claude's."""

from typing import TYPE_CHECKING, Final

from bridge.models.base import StopReason, Usage
from bridge.models.reply import Reply, count_of, text_of

if TYPE_CHECKING:
    from anthropic.types import Message, MessageDeltaUsage, RawMessageStreamEvent
    from anthropic.types import Usage as Billed

_REASONS: Final[dict[str, StopReason]] = {
    "max_tokens": "max_tokens",
    "model_context_window_exceeded": "max_tokens",
    "refusal": "refusal",
}


class AnthropicReply(Reply):
    """A reply by the Messages API."""

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self._begun = False  # thoughts that are not shown begin with an event, too

    def take(self, event: "RawMessageStreamEvent") -> str:
        """Take one event; see `Reply`."""
        match event.type:
            case "message_start":
                self._model = text_of(event.message.model)
                self._bill(event.message.usage)
            case "content_block_start":
                self._begun = True
            case "content_block_delta":
                self._begun = True
                if event.delta.type == "text_delta":
                    return self._add(event.delta.text)
            case "message_delta":
                self._ended(event.delta.stop_reason)
                self._bill(event.usage)
            case "message_stop":
                self.stopped = True
            case _:
                pass
        return ""

    def take_whole(self, answer: "Message") -> None:
        """Take a reply that came at once; its first block may be a thought."""
        self.stopped = True
        self._model = text_of(answer.model)
        self._ended(answer.stop_reason)
        self._bill(answer.usage)
        for block in answer.content:
            if block.type == "text":
                self._add(block.text)

    def _ended(self, reason: str | None) -> None:
        if reason:
            self._reason = _REASONS.get(reason, "stop")

    def _bill(self, billed: "Billed | MessageDeltaUsage") -> None:
        """Take the counts; each is the sum so far, and one that is missing has not changed."""
        old = self._usage
        written = count_of(billed.cache_creation_input_tokens) or old.cache_write_tokens
        self._usage = Usage(
            count_of(billed.input_tokens) or old.input_tokens,
            count_of(billed.output_tokens) or old.output_tokens,
            count_of(billed.cache_read_input_tokens) or old.cache_read_tokens,
            written,
            min(_kept_long(billed) or old.cache_write_long_tokens, written),
        )


def _kept_long(billed: "Billed | MessageDeltaUsage") -> int:
    """Return the tokens that were written to be kept for an hour; only the start tells of them."""
    written = getattr(billed, "cache_creation", None)
    return count_of(written.ephemeral_1h_input_tokens) if written else 0
