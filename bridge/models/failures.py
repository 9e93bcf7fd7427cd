"""What the providers' SDKs raise and their servers report, and which of our errors each becomes.

Everything goes by names, of classes or of the provider's own codes, so that no SDK is imported for
it. The sentences are for the person who waits: they hold no key, nothing of the request and
nobody's words.
"""

import math
import os
import re
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.utils import parsedate_to_datetime
from time import time
from typing import Final, TypeAlias
from urllib.parse import urlsplit, urlunsplit

from bridge.errors import (
    BridgeError,
    ModelBusyError,
    ModelCutError,
    ModelEmptyError,
    ModelError,
    ModelKeyError,
    ModelRefusedError,
    ModelTimeoutError,
    ModelTooLongError,
    ModelUnreadableError,
    in_about,
)

Kind: TypeAlias = tuple[type[ModelError], str]

#: When to try again, as a sentence has it before the failure tells.
_SOON: Final = in_about(None)
#: Who can mend it: not the person who reads the sentence.
_HOST: Final = "whoever runs the Tower has to look; its log says more"

BUSY: Final = (ModelBusyError, f"The model has too much to do right now; try again {_SOON}.")
TROUBLED: Final = (ModelBusyError, f"The model's provider is in trouble; try again {_SOON}.")
UNREACHABLE: Final = (ModelBusyError, "The model cannot be reached right now; try again soon.")
TIMEOUT: Final = (ModelTimeoutError, "The model took too long to answer; please try again.")
CUT: Final = (ModelCutError, "The model's reply broke off; try again.")
KEY: Final = (ModelKeyError, f"The model's provider does not accept this Tower's key; {_HOST}.")
SPENT: Final = (ModelError, f"The Tower's account with the model's provider is used up; {_HOST}.")
UNKNOWN: Final = (ModelError, "The provider has no such model; the host can choose another.")
TOO_LONG: Final = (ModelTooLongError, "This dialogue has grown too long for the model.")
UNFIT: Final = (ModelError, "The model's provider did not take the request.")
EMPTY: Final = (ModelEmptyError, "The model found no words; try again.")
REFUSED: Final = (ModelRefusedError, "The model would rather not answer that.")
UNREADABLE: Final = (
    ModelUnreadableError,
    "Something other than the model answered; the host should look.",
)

#: By the name of a class, or else of the nearest of its bases; what has a status goes by that.
KINDS: Final[dict[str, Kind]] = {
    "APIConnectionError": UNREACHABLE,
    "APIRemovedInV1": UNREADABLE,
    "APIResponseValidationError": UNREADABLE,
    "APITimeoutError": TIMEOUT,
    "APIWebhookValidationError": UNREADABLE,
    "AgentFilePreparationError": UNREADABLE,
    "AgentFileStagingError": UNREADABLE,
    "AgentOutputParseError": UNREADABLE,
    "AgentTurnResultError": UNREADABLE,
    "ContentFilterFinishReasonError": REFUSED,
    "ContractSpendLimitReachedError": SPENT,
    "CredentialsError": KEY,
    "EnforcedSpendLimitReachedError": SPENT,
    "InvalidWebhookSignatureError": UNREADABLE,
    "LengthFinishReasonError": EMPTY,
    "MissingDependencyError": UNREADABLE,
    "MutuallyExclusiveAuthError": KEY,
    "RetryableError": TROUBLED,
    "StreamAlreadyConsumed": UNREADABLE,
    "SubjectTokenProviderError": KEY,
    "ToolsetUsageError": UNREADABLE,
    "WebSocketConnectionClosedError": CUT,
    "WebSocketQueueFullError": TROUBLED,
    "WorkloadIdentityError": KEY,
    "_AmbiguousModuleClientUsageError": UNREADABLE,
    # What escapes the SDK bare while a body is read: httpx2, aiohttp, sockets, json.
    "TimeoutException": TIMEOUT,
    "ServerTimeoutError": TIMEOUT,
    "TimeoutError": TIMEOUT,
    "TransportError": CUT,
    "DecodingError": CUT,
    "ClientError": CUT,
    "OSError": CUT,
    "JSONDecodeError": CUT,
}

#: By an HTTP status; others are UNFIT, and from 500 on TROUBLED.
STATUSES: Final[dict[int, Kind]] = {
    401: KEY,
    402: SPENT,
    403: KEY,
    404: UNKNOWN,
    408: TIMEOUT,
    409: TROUBLED,
    413: TOO_LONG,
    429: BUSY,
    499: CUT,
    501: UNFIT,
    504: TIMEOUT,
    529: BUSY,
}

#: By what a provider itself calls an error, in its `type` or `code`.
CODES: Final[dict[str, Kind]] = {
    # Anthropic, as `error.type`.
    "api_error": TROUBLED,
    "authentication_error": KEY,
    "billing_error": SPENT,
    "conflict_error": TROUBLED,
    "invalid_request_error": UNFIT,
    "not_found_error": UNKNOWN,
    "overloaded_error": BUSY,
    "permission_error": KEY,
    "rate_limit_error": BUSY,
    "request_too_large": TOO_LONG,
    "timeout_error": TIMEOUT,
    # OpenAI and those who speak its language, as `code`.
    "bio_policy": REFUSED,
    "content_filter": REFUSED,
    "content_policy_violation": REFUSED,
    "context_length_exceeded": TOO_LONG,
    "data_residency_mismatch": UNFIT,
    "exceed_context_size_error": TOO_LONG,
    "insufficient_quota": SPENT,
    "invalid_api_key": KEY,
    "invalid_prompt": UNFIT,
    "misalignment_policy_violation": REFUSED,
    "model_not_found": UNKNOWN,
    "rate_limit_exceeded": BUSY,
    "server_error": TROUBLED,
}
#: What an error says that is about length, where it has no code of its own.
_LONG: Final = re.compile(
    r"(?:prompt|input|request) is too long"
    r"|context (?:window|size|length|limit)"
    r"|maximum (?:context|model|prompt|input) length",
    re.IGNORECASE,
)
#: In so many characters of it, and the rest may be megabytes.
_TELLING: Final = 2000
#: Where it says so: not in a refusal for too many tokens a minute, which passes.
_LONG_STATUSES: Final = frozenset({None, 200, 400, 413, 422, 500})

#: What the transports raise when they lose a connection.
_LOST: Final = frozenset(
    {"ClientOSError", "ServerDisconnectedError", "ReadError", "WriteError", "RemoteProtocolError"}
)


@contextmanager
def only_ours(address: str = "") -> Iterator[None]:
    """Let nothing foreign out; what the host may need goes along, nobody's words.

    Of the `address` that was asked, all goes along but who asks.
    """
    try:
        yield
    except BridgeError:
        raise
    except Exception as error:  # noqa: BLE001 - the door: whatever is thrown becomes ours
        ours = our_error(error)
        facts = {fact: getattr(error, fact, None) for fact in ("status_code", "request_id")}
        root = _root(error)
        ours.facts = {"cause": type(root).__name__, **facts, "address": _without_user(address)}
        if ours.unbilled and isinstance(root, OSError):
            ours.facts["why"] = _why(root)
        raise ours from None  # its text may quote the request


def _root(error: BaseException) -> BaseException:
    """Return what went wrong in the network, if that is it: an SDK's name for it may mislead."""
    root = error
    while below := root.__cause__ or root.__context__:
        root = below
    return root if isinstance(root, OSError) else error


def _why(error: OSError) -> str:
    """Return what the system says of a connection that could not be made."""
    if isinstance(error, (ssl.SSLError, socket.gaierror)) or not error.errno:
        return str(error.strerror or type(error).__name__)
    return os.strerror(error.errno)


def _without_user(address: str) -> str:
    parts = urlsplit(address)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))


def our_error(error: Exception) -> ModelError:
    """Return our error for one of an SDK's or of what lies below it."""
    kind, status = _kind(error), getattr(error, "status_code", None)
    ours = error_of(kind, retry_after=_retry_after(error))
    refused = isinstance(status, int) and status >= 400 and kind not in {TIMEOUT, CUT}
    ours.unbilled = refused or kind is UNREACHABLE
    return ours


def _kind(error: Exception) -> Kind:
    status = getattr(error, "status_code", None)
    by_provider = hasattr(error, "body")
    named = kind_of(getattr(error, "code", None), getattr(error, "type", None))
    if by_provider and status in _LONG_STATUSES and _tells_of_length(_sentence(error)):
        return TOO_LONG
    if named in {SPENT, TOO_LONG, REFUSED}:
        return named
    names = (cls.__name__ for cls in type(error).__mro__)
    by_class = next((KINDS[name] for name in names if name in KINDS), None)
    if by_class in {UNREACHABLE, TIMEOUT}:
        return _by_transport(error) or by_class
    if by_class:
        return by_class
    if isinstance(status, int) and status >= 400:
        return REFUSED if _flagged(error) else _by_status(status)
    # Inside a stream, whose status is 200, only the provider's own word tells what happened.
    return named or CUT if by_provider else UNREADABLE


def kind_of(*names: object) -> Kind | None:
    """Return the kind of an error by the provider's names for it, the telling ones first.

    Some call an error that comes late by the number of a status.
    """
    told = list(map(str, names))
    numbers = (int(name) for name in told if name.isdecimal() and len(name) == 3)
    named = next((CODES[name] for name in told if name in CODES), None)
    return named or next((_by_status(number) for number in numbers), None)


def reported(code: object, sentence: object) -> ModelError:
    """Return our error for one that a provider reports within an answer."""
    if isinstance(sentence, str) and _tells_of_length(sentence):
        return error_of(TOO_LONG)
    return error_of(kind_of(code) or CUT)


def _by_status(status: int) -> Kind:
    return STATUSES.get(status) or (TROUBLED if status >= 500 else UNFIT)


def _sentence(error: Exception) -> str:
    """Return what a provider says went wrong; an SDK tells most of it, but no bare text."""
    body = getattr(error, "body", None)
    return body if isinstance(body, str) else str(error)


def _tells_of_length(sentence: str) -> bool:
    return bool(_LONG.search(sentence[:_TELLING]))


def _by_transport(error: Exception) -> Kind | None:
    """Return what the transport says of a call that found no answer.

    A connection that was lost had carried the request, which may be billed; and one of the SDKs
    takes what could not be connected for slow.
    """
    cause = error.__cause__
    while cause is not None:
        names = {cls.__name__ for cls in type(cause).__mro__}
        if "ClientConnectorError" in names:
            return UNREACHABLE
        if names & _LOST:
            return CUT
        cause = cause.__cause__
    return None


def _flagged(error: Exception) -> bool:
    """Return whether a gateway's moderation held the request back; it tells so with a 403."""
    body = getattr(error, "body", None)
    metadata = body.get("metadata") if isinstance(body, dict) else None
    return isinstance(metadata, dict) and "flagged_input" in metadata


def error_of(kind: Kind, *, retry_after: float | None = None) -> ModelError:
    """Return a fresh error of this kind, which says when to try again if the provider did."""
    cls, sentence = kind
    if cls is not ModelBusyError:
        return cls(sentence)
    return cls(sentence.replace(_SOON, in_about(retry_after)), retry_after=retry_after)


def _retry_after(error: Exception) -> float | None:
    """Return the seconds that the provider asks to wait; its finest header counts."""
    headers = getattr(getattr(error, "response", None), "headers", {})
    waits = (wait for name, read in _WAITS if (wait := _wait(headers.get(name), read)) is not None)
    return next(waits, None)


def _wait(header: object, read: Callable[[str], float]) -> float | None:
    try:
        seconds = read(str(header))
    except (ValueError, OverflowError):
        return None
    return seconds if seconds >= 0 and math.isfinite(seconds) else None


def _seconds_until(date: str) -> float:
    return parsedate_to_datetime(date).timestamp() - time()


#: The headers that tell how long to wait, and how each is read.
_WAITS: Final[tuple[tuple[str, Callable[[str], float]], ...]] = (
    ("retry-after-ms", lambda header: float(header) / 1000),
    ("retry-after", float),
    ("retry-after", _seconds_until),
)
