"""What comes of a reply by the Responses API."""

from typing import TYPE_CHECKING, Final

from bridge.models.base import StopReason, Usage
from bridge.models.failures import CUT, error_of, reported
from bridge.models.reply import Reply, count_of, text_of

if TYPE_CHECKING:
    from openai.types.responses import Response, ResponseStreamEvent, ResponseUsage

#: By the reason that an incomplete response gives.
_REASONS: Final[dict[str, StopReason]] = {
    "max_output_tokens": "max_tokens",
    "max_messages": "max_tokens",
    "content_filter": "refusal",
}


class OpenAIReply(Reply):
    """A reply by the Responses API; a refusal in words is shown as the answer that it is."""

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self._refused = False

    def take(self, event: "ResponseStreamEvent") -> str:
        """Take one event; see `Reply`."""
        match event.type:
            case "response.output_text.delta":
                return self._add(event.delta)
            case "response.refusal.delta":
                self._refused = True
                return self._add(event.delta)
            case "response.completed" | "response.incomplete" | "response.failed":
                self._ended(event.response)
            case "error":  # the SDK hands it on as if it were an event like any other
                raise reported(event.code, event.message)
            case _:
                pass
        return ""

    def take_whole(self, answer: "Response") -> None:
        """Take a reply that came at once; what it thought is not part of it."""
        for item in answer.output:
            for part in item.content or () if item.type == "message" else ():
                if part.type == "output_text":
                    self._add(part.text)
                elif part.type == "refusal":
                    self._refused = True
                    self._add(part.refusal)
        self._ended(answer)

    def _own_words(self) -> bool:
        return self._refused

    def _ended(self, response: "Response") -> None:
        self._model = text_of(response.model)
        if response.usage:
            self._bill(response.usage)
        if response.status == "failed":
            self.stopped = True
            error = response.error
            raise reported(error and error.code, error and error.message)
        if response.status not in {"completed", "incomplete"}:
            raise error_of(CUT)
        self.stopped = True
        details = response.incomplete_details
        self._reason = _REASONS.get((details and details.reason) or "", "stop")
        if self._refused:
            self._reason = "refusal"

    def _bill(self, billed: "ResponseUsage") -> None:
        details = billed.input_tokens_details
        read = count_of(getattr(details, "cached_tokens", 0))
        written = count_of(getattr(details, "cache_write_tokens", 0))
        fresh = max(0, count_of(billed.input_tokens) - read - written)
        self._usage = Usage(fresh, count_of(billed.output_tokens), read, written)
