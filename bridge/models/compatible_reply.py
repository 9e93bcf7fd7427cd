"""What comes of a reply by Chat Completions."""

from typing import TYPE_CHECKING, Any, Final

from bridge.models.base import StopReason, Usage
from bridge.models.failures import TROUBLED, error_of, reported
from bridge.models.reply import count_of, text_of
from bridge.models.thoughts import Habit, OpenReply

if TYPE_CHECKING:
    from openai.types.chat import ChatCompletion, ChatCompletionChunk
    from openai.types.completion_usage import CompletionUsage

_REASONS: Final[dict[str, StopReason]] = {"length": "max_tokens", "content_filter": "refusal"}
#: Where servers put thoughts that they tell apart.
_THOUGHTS: Final = ("reasoning_content", "reasoning")


class CompatibleReply(OpenReply):
    """A reply by Chat Completions; a refusal in words is shown as the answer that it is."""

    def __init__(self, limit: int, habit: Habit) -> None:
        super().__init__(limit, habit)
        self._refused = False

    def take(self, event: "ChatCompletionChunk") -> str:
        """Take one event; see `Reply`. Thoughts, which some servers show, are a sign of life."""
        self._known(event)
        for choice in (event.choices or ())[:1]:
            piece = self._say(choice.delta)
            self._ended(choice.finish_reason)
            return piece
        return ""

    def take_whole(self, answer: "ChatCompletion") -> None:
        """Take a reply that came at once; a gateway tells of a late error in its place."""
        error = getattr(answer, "error", None)
        if error:
            facts = error if isinstance(error, dict) else {"message": error}
            raise reported(facts.get("code"), facts.get("message"))
        self._known(answer)
        for choice in answer.choices[:1]:
            self._say(choice.message)
            self._ended(choice.finish_reason)

    def _own_words(self) -> bool:
        return self._refused

    def _known(self, answer: "ChatCompletion | ChatCompletionChunk") -> None:
        self._model = text_of(answer.model or self._model)
        if answer.usage:
            self._bill(answer.usage)

    def _say(self, said: Any) -> str:
        if said is None:
            return ""
        apart = any(getattr(said, name, None) for name in _THOUGHTS)
        before = self._think() if apart else ""
        if said.refusal:
            self._refused = True
        return before + self._add(said.content or said.refusal or "")

    def _ended(self, reason: str | None) -> None:
        if not reason:
            return
        if reason == "error":  # its text is what went wrong, not what a model said
            raise error_of(TROUBLED)
        self.stopped = True
        self._reason = "refusal" if self._refused else _REASONS.get(reason, "stop")

    def _bill(self, billed: "CompletionUsage") -> None:
        details = billed.prompt_tokens_details
        read = count_of(getattr(details, "cached_tokens", 0))
        written = count_of(getattr(details, "cache_write_tokens", 0))
        fresh = max(0, count_of(billed.prompt_tokens) - read - written)
        self._usage = Usage(fresh, count_of(billed.completion_tokens), read, written)
