"""Why the model gives no replies, in words for the host: no word of anybody's is in them."""

from collections.abc import Sequence

from bridge.errors import (
    ModelBusyError,
    ModelCutError,
    ModelEmptyError,
    ModelError,
    ModelKeyError,
    ModelRefusedError,
    ModelTimeoutError,
    ModelTooLongError,
    ModelUnreadableError,
)
from bridge.models.entry import Entry

_KINDS: dict[type[ModelError], str] = {
    ModelBusyError: "there is too much to do, or trouble at the provider",
    ModelCutError: "what came broke off",
    ModelEmptyError: "what came was empty",
    ModelKeyError: "the key is not accepted",
    ModelRefusedError: "it would rather not answer",
    ModelTimeoutError: "nothing came in time",
    ModelTooLongError: "the dialogue is too long for it",
    ModelUnreadableError: "something other than a model answered",
}


def kind_of(error: ModelError) -> str:
    """Return what went wrong, as the end of a sentence."""
    if advice := error.facts.get("advice"):
        return str(advice).rstrip(".")
    if why := error.facts.get("why"):
        return f"there is no connection ({why})"
    kinds = (_KINDS[kind] for kind in type(error).__mro__ if kind in _KINDS)
    return next(kinds, str(error).rstrip("."))


class Trouble:
    """What keeps the model from answering.

    Attributes:
        sentence: what it is; empty while replies come.
    """

    def __init__(self) -> None:
        self.sentence = ""

    def failed(self, asked: Sequence[Entry], error: ModelError) -> None:
        """Note that none of those who were asked has answered; `error` is the last one's."""
        rests = isinstance(error, ModelBusyError) and not error.facts
        if rests and self.sentence:
            return  # a provider that is left alone for its failures tells nothing new
        names = " and ".join(entry.display_name for entry in asked)
        many = len(asked) > 1
        self.sentence = (
            f"{names} {'give' if many else 'gives'} no reply;"
            f" {'of the last one: ' if many else ''}{kind_of(error)}."
        )

    def answered(self, asked: Entry, by: Entry) -> None:
        """Note that a reply has come, and whether of another model than was asked first."""
        self.sentence = ""
        if by.key != asked.key:
            self.sentence = (
                f"{asked.display_name} does not answer; {by.display_name} stands in for it."
            )
