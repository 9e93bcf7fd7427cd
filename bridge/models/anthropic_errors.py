"""What Anthropic's SDK raises, and which of our errors each becomes.

Everything goes by the names of classes, so that the SDK stays unimported. The sentences are for
the person who waits: they hold no key, nothing of the request and nobody's words.
"""

import math
from typing import Final, TypeAlias

from bridge.errors import (
    ModelBusyError,
    ModelCutError,
    ModelEmptyError,
    ModelError,
    ModelKeyError,
    ModelRefusedError,
    ModelTimeoutError,
)

Kind: TypeAlias = tuple[type[ModelError], str]

BUSY: Final = (ModelBusyError, "The model has too much to do right now; try again in a moment.")
UNREACHABLE: Final = (ModelBusyError, "The model cannot be reached right now; try again soon.")
TIMEOUT: Final = (ModelTimeoutError, "The model took too long to answer.")
CUT: Final = (ModelCutError, "The model's reply broke off; try again.")
KEY: Final = (ModelKeyError, "The model's provider does not accept this bridge's key.")
SPENT: Final = (ModelError, "This bridge's account with the model's provider is used up.")
UNKNOWN: Final = (ModelError, "The provider has no such model; the host can choose another.")
TOO_LONG: Final = (ModelError, "This dialogue has grown too long for the model.")
UNFIT: Final = (ModelError, "The model's provider did not take the request.")
EMPTY: Final = (ModelEmptyError, "The model found no words; try again.")
REFUSED: Final = (ModelRefusedError, "The model would rather not answer that.")
UNREADABLE: Final = (ModelError, "Something other than the model answered; the host should look.")

#: By the name of a class, or else of the nearest of its bases.
KINDS: Final[dict[str, Kind]] = {
    "APIConnectionError": UNREACHABLE,
    "APIResponseValidationError": UNREADABLE,
    "APITimeoutError": TIMEOUT,
    "APIWebhookValidationError": UNREADABLE,
    "AuthenticationError": KEY,
    "BadRequestError": UNFIT,
    "ClientClosedRequestError": CUT,
    "ConflictError": BUSY,
    "ContentTooLargeError": TOO_LONG,
    "ContractSpendLimitReachedError": SPENT,
    "CredentialsError": KEY,
    "EnforcedSpendLimitReachedError": SPENT,
    "GatewayTimeoutError": TIMEOUT,
    "HTTPNotImplementedError": UNFIT,
    "InternalServerError": BUSY,
    "MissingDependencyError": UNREADABLE,
    "MutuallyExclusiveAuthError": KEY,
    "NotFoundError": UNKNOWN,
    "PaymentRequiredError": SPENT,
    "PermissionDeniedError": KEY,
    "PreconditionFailedError": UNFIT,
    "RateLimitError": BUSY,
    "RequestHeaderFieldsTooLargeError": UNFIT,
    "RequestTimeoutError": TIMEOUT,
    "RetryableError": BUSY,
    "StreamAlreadyConsumed": UNREADABLE,
    "ToolsetUsageError": UNREADABLE,
    "UnprocessableEntityError": UNFIT,
    "WorkloadIdentityError": KEY,
    # What escapes the SDK bare while a body is read: httpx2, aiohttp, sockets, json.
    "TimeoutException": TIMEOUT,
    "TransportError": CUT,
    "DecodingError": CUT,
    "ClientError": CUT,
    "OSError": CUT,
    "JSONDecodeError": CUT,
}

#: By `error.type`, for an error inside a stream, whose status is 200.
TYPES: Final[dict[str, Kind]] = {
    "api_error": BUSY,
    "authentication_error": KEY,
    "billing_error": SPENT,
    "conflict_error": BUSY,
    "invalid_request_error": UNFIT,
    "not_found_error": UNKNOWN,
    "overloaded_error": BUSY,
    "permission_error": KEY,
    "rate_limit_error": BUSY,
    "request_too_large": TOO_LONG,
    "timeout_error": TIMEOUT,
}


def our_error(error: Exception) -> ModelError:
    """Return our error for one of the SDK's or of what lies below it."""
    if getattr(error, "status_code", None) == 200 and hasattr(error, "body"):
        return error_of(TYPES.get(str(getattr(error, "type", None)), CUT))
    names = (cls.__name__ for cls in type(error).__mro__)
    kind = next((KINDS[name] for name in names if name in KINDS), None)
    if kind is None:
        kind = UNFIT if hasattr(error, "status_code") else UNREADABLE
    return error_of(kind, retry_after=_retry_after(error))


def error_of(kind: Kind, *, retry_after: float | None = None) -> ModelError:
    """Return a fresh error of this kind."""
    cls, sentence = kind
    return cls(sentence, retry_after=retry_after if cls is ModelBusyError else None)


def _retry_after(error: Exception) -> float | None:
    response = getattr(error, "response", None)
    try:
        seconds = float(response.headers["retry-after"]) if response is not None else -1.0
    except (KeyError, ValueError):
        return None
    return seconds if seconds >= 0 and math.isfinite(seconds) else None
