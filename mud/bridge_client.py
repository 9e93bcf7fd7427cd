"""HTTP to the bridge, without ever blocking Evennia's reactor."""

import json
from io import BytesIO

from django.conf import settings
from twisted.internet import defer, error, protocol, reactor
from twisted.web.client import (
    Agent,
    FileBodyProducer,
    HTTPConnectionPool,
    PartialDownloadError,
    ResponseDone,
    ResponseFailed,
    _HTTP11ClientFactory,
)
from twisted.web.http import PotentialDataLoss
from twisted.web.http_headers import Headers

#: Seconds: to connect; for a short report; for a chat, five more than the bridge gives itself.
CONNECT, REPORT, CHAT = 3, 5, 95
#: Calls under way at once, and bytes of a reply.
IN_FLIGHT, REPLY_LIMIT = 256, 256 * 1024
#: What a bridge calls it that stops before it has answered: at once, and in the middle of a stream.
_STOPS, _STOPS_TELLING = "service_unavailable", "busy"


class BridgeError(Exception):
    """The bridge did not do what it was asked for.

    Attributes:
        kind: `down` (also: it stops in the middle), `timeout`, `busy` (here), `refused` (by the
            bridge, with a status), `garbled`.
        detail: with `refused`, the bridge's own sentence.
    """

    def __init__(self, kind, detail="", status=0):
        super().__init__(f"{kind} {status}" if status else kind)
        self.kind, self.detail, self.status = kind, detail, status


class _QuietFactory(_HTTP11ClientFactory):
    noisy = False


class Body(protocol.Protocol):
    """Collects a body up to a limit; or hands on its lines as they come."""

    def __init__(self, limit, on_line=None):
        self.done = defer.Deferred(self._cancelled)
        self._limit, self._on_line = limit, on_line
        self._buffer = b""

    def dataReceived(self, data):
        """Take in some more of the body."""
        if self.done is None:
            return
        self._buffer += data
        if self._on_line:
            *lines, self._buffer = self._buffer.split(b"\n")
            for line in lines:
                self._on_line(line)
        if len(self._buffer) > self._limit:
            done, self.done = self.done, None
            self.transport.loseConnection()
            done.errback(BridgeError("garbled", "too long"))

    def _cancelled(self, _deferred):
        # Cancelling alone would leave the socket open, and lines would go on to arrive.
        self.done = self._on_line = None
        if self.transport:
            self.transport.loseConnection()

    def connectionLost(self, reason=protocol.connectionDone):
        """Tell whoever waits that the body has ended, well or not."""
        done, self.done = self.done, None
        if done is None:
            return
        if reason.check(ResponseDone, PotentialDataLoss):
            done.callback(self._buffer)
        else:
            done.errback(reason)


def quiet_pool(*, persistent):
    """Return a pool of connections that logs nothing and repeats nothing."""
    pool = HTTPConnectionPool(reactor, persistent=persistent)
    pool._factory = _QuietFactory  # noqa: SLF001 - Twisted has no other way to silence it
    pool.maxPersistentPerHost = 32
    pool.cachedConnectionTimeout = 55
    pool.retryAutomatically = False  # nothing is ever said twice
    return pool


_agent = Agent(reactor, connectTimeout=CONNECT, pool=quiet_pool(persistent=True))
_in_flight = 0
#: Ids that the bridge was asked to forget: nothing that still waits is sent under them.
gone = set()


def headers():
    """Return the headers of every request, with what proves that we are the MUD."""
    token = settings.SERVICE_TOKEN
    if not token:
        try:
            token = settings.SERVICE_TOKEN_FILE.read_text(encoding="ascii").strip()
        except OSError:
            token = ""
    known = {"Content-Type": ["application/json"], "User-Agent": ["tower-mud"]}
    return Headers({**known, "Authorization": [f"Bearer {token}"]} if token else known)


class _Events:
    """Reads an answer that comes as server-sent events, line by line.

    Attributes:
        last: the kind of the event that ended it, and its data; None while it goes on.
    """

    def __init__(self, on_sentence):
        self.last = None
        self._kind = b""
        self._on_sentence = on_sentence

    def line(self, line):
        """Take one line: of an event its kind or its data; all else is a sign of life."""
        if line.startswith(b"event: "):
            self._kind = line[7:].strip()
        elif line.startswith(b"data: ") and self.last is None:
            self._take(line[6:])

    def _take(self, data):
        try:
            found = json.loads(data)
            if self._kind == b"sentence":
                self._on_sentence(str(found["text"]))
            elif self._kind in {b"done", b"error"}:
                self.last = (self._kind, found)
        except (ValueError, TypeError, KeyError):
            self.last = (b"garbled", None)

    def answer(self):
        """Return the answer.

        Raises:
            BridgeError: it failed, or broke off.
        """
        kind, found = self.last or (b"", None)
        if kind == b"error" and isinstance(found, dict):
            # One that stops cannot know what it will have written: the key of the question tells.
            if found.get("error") == _STOPS_TELLING:
                raise BridgeError("down")
            raise BridgeError("refused", _detail(found), 502)
        if kind != b"done":
            raise BridgeError("garbled" if kind else "down")
        return found


async def call(
    method, path, payload=None, timeout=REPORT, limit=REPLY_LIMIT, key=None, on_sentence=None
):
    """Return what the bridge answers, decoded; of at most `limit` bytes.

    With a `key` it has one effect, however often it is sent. With `on_sentence` it is asked for
    its answer as it comes, and each sentence of it is handed on at once.

    Raises:
        BridgeError: no answer, no good answer, or too many calls under way.
    """
    global _in_flight  # noqa: PLW0603 - one number for the process
    if _in_flight >= IN_FLIGHT:
        raise BridgeError("busy")
    if payload and payload.get("user_id") in gone and method != "DELETE":
        raise BridgeError(
            "refused", "This was forgotten, as you asked, before Timmy answered.", 409
        )
    _in_flight += 1
    request = defer.ensureDeferred(_request(method, path, payload, limit, key, on_sentence))
    late = []
    # Not addTimeout: Agent turns the cancellation into other errors.
    timer = reactor.callLater(timeout, lambda: (late.append(1), request.cancel()))
    try:
        return await request
    except (defer.CancelledError, error.TimeoutError):
        raise BridgeError("timeout") from None
    except (
        error.ConnectError,
        error.ConnectionClosed,
        error.DNSLookupError,
        ResponseFailed,
        PartialDownloadError,
    ):
        raise BridgeError("timeout" if late else "down") from None
    finally:
        _in_flight -= 1
        if timer.active():
            timer.cancel()


async def _request(method, path, payload, limit, key, on_sentence):
    producer = FileBodyProducer(BytesIO(json.dumps(payload).encode())) if payload else None
    url = f"{settings.BRIDGE_URL}{path}".encode()
    sent = headers()
    if key:
        sent.setRawHeaders("Idempotency-Key", [key])
    if on_sentence:
        sent.setRawHeaders("Accept", ["text/event-stream"])
    response = await _agent.request(method.encode(), url, sent, producer)
    kind = response.headers.getRawHeaders("Content-Type", [""])[0]
    if on_sentence and kind.startswith("text/event-stream"):
        events = _Events(on_sentence)
        body = Body(limit, on_line=events.line)
        response.deliverBody(body)
        await body.done
        return events.answer()
    body = Body(limit)
    response.deliverBody(body)
    data = await body.done
    try:
        decoded = json.loads(data)
    except ValueError:
        raise BridgeError("garbled", status=response.code) from None
    if response.code != 200:
        found = decoded if isinstance(decoded, dict) else {}
        if found.get("error") == _STOPS:
            raise BridgeError("down")
        raise BridgeError("refused", _detail(found), response.code)
    return decoded


def _detail(found):
    return str(found.get("detail", ""))
