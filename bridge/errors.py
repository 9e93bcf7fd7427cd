"""Every error the bridge raises on purpose, and the HTTP status it becomes.

BridgeError
  BadRequestError        the caller sent something unusable                     400
  UnauthorizedError      a token is needed, or the one sent is wrong            401
  ForbiddenError         not from this Host, Origin or caller                   403
  NotFoundError          no such room, person or page                           404
  ConflictError          what the caller assumes is not so                      409
    ForgottenError         the person has been forgotten meanwhile           409
  InvalidError           well-formed, but a field is missing, unknown or wrong  422
  TooManyRequestsError   this caller asks too often                             429
    BudgetError            what may be spent is too little for it               429
  BusyError              no room for one more right now                         503
  StorageError           the journal cannot write                               507
  ModelError             a model call failed; another try would fail too        502
    ModelBusyError         rate limited or overloaded; worth another try        503
    ModelTimeoutError      nothing came within the deadline; worth another try  504
    ModelCutError          the reply broke off; worth another try               502
    ModelEmptyError        the reply held no text; worth another try            502
    ModelUnreadableError   what answered was no reply; worth another try        502
    ModelRefusedError      the model declined to answer                         502
    ModelKeyError          the provider does not accept our key                 502
    ModelTooLongError      the dialogue does not fit the model's context        502
"""

from math import ceil

from bridge.models.base import Usage


class BridgeError(Exception):
    """Base of all expected failures.

    Attributes:
        status: the HTTP status it becomes.
        retry_after: seconds after which another try makes sense, if one does.
    """

    status = 500
    retry_after: float | None = None

    def __init__(self, sentence: str, *, retry_after: float | None = None) -> None:
        super().__init__(sentence)
        if retry_after is not None:
            self.retry_after = retry_after


class BadRequestError(BridgeError):
    """The caller sent something unusable."""

    status = 400


class UnauthorizedError(BridgeError):
    """A token is needed, or the one sent is wrong."""

    status = 401


class ForbiddenError(BridgeError):
    """Not from this Host, Origin or caller."""

    status = 403


class NotFoundError(BridgeError):
    """No such room, person or page."""

    status = 404


class ConflictError(BridgeError):
    """What the caller assumes is not so."""

    status = 409


class ForgottenError(ConflictError):
    """The person has asked to be forgotten, and this came before."""


class InvalidError(BridgeError):
    """Well-formed, but a field is missing, unknown or wrong."""

    status = 422


class TooManyRequestsError(BridgeError):
    """This caller asks too often."""

    status = 429
    retry_after: float | None = 1.0


class BudgetError(TooManyRequestsError):
    """What may be spent is spent, until the next day, or one call never fits into it."""

    retry_after: float | None = None


class SetUpError(BridgeError):
    """What the settings name cannot be used; the sentence is for the host, before the start."""


class BusyError(BridgeError):
    """No room for one more right now."""

    status = 503
    retry_after = 5.0


class StorageError(BridgeError):
    """The journal cannot write."""

    status = 507
    retry_after = 10.0


class ModelError(BridgeError):
    """A model call failed; another try would fail too.

    Attributes:
        unbilled: whether it is certain that nobody is billed for that call.
        billed: what it is billed for at most; None where nobody can tell.
        facts: for the log; with them the host can ask the provider about it.
    """

    status = 502

    def __init__(
        self, sentence: str, *, retry_after: float | None = None, unbilled: bool = False
    ) -> None:
        super().__init__(sentence, retry_after=retry_after)
        self.unbilled = unbilled
        self.billed: Usage | None = None
        self.facts: dict[str, object] = {}


class ModelBusyError(ModelError):
    """The provider is rate limiting or overloaded."""

    status = 503


class ModelTimeoutError(ModelError):
    """Nothing came within the deadline."""

    status = 504


class ModelHurriedError(ModelTimeoutError):
    """Nothing came in a time so short that this tells nothing of the provider."""


class ModelCutError(ModelError):
    """The reply broke off before it was whole."""


class ModelEmptyError(ModelError):
    """The reply held no text."""


class ModelUnreadableError(ModelError):
    """What answered was no reply of a model: a proxy in between has its bad moments too."""


class ModelRefusedError(ModelError):
    """The model declined to answer."""


class ModelKeyError(ModelError):
    """The provider does not accept our key."""


class ModelTooLongError(ModelError):
    """The dialogue does not fit the model's context."""


def code_of(kind: type[Exception]) -> str:
    """Return how an error is called in an answer: `ModelBusyError` is `model_busy`."""
    words = "".join(f"_{c.lower()}" if c.isupper() else c for c in kind.__name__)
    return words.removeprefix("_").removeprefix("h_t_t_p_").removesuffix("_error")


def in_about(seconds: float | None) -> str:
    """Return when another try makes sense, for people to read: `in about 2 minutes`.

    Less than a quarter of a minute is a moment, and so is what nobody knows. Nobody is told to come
    too early.
    """
    if seconds is None or seconds < 15:
        return "in a moment"
    minutes = ceil(seconds / 60)
    if minutes < 60:
        return f"in about {minutes} minutes" if minutes > 1 else "in about a minute"
    hours = ceil(seconds / 3600)
    return f"in about {hours} hours" if hours > 1 else "in about an hour"


#: What another attempt may mend.
WORTH_ANOTHER_TRY = (
    ModelBusyError,
    ModelTimeoutError,
    ModelCutError,
    ModelEmptyError,
    ModelUnreadableError,
)
