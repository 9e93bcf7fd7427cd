"""Who may ask: Host, Origin, token and kind of the body."""

import hmac
from collections.abc import Awaitable, Callable, Set
from typing import TypeAlias

from aiohttp import hdrs, web
from multidict import istr

from bridge.bodies import WrongTypeError
from bridge.connection import trust
from bridge.errors import BadRequestError, ForbiddenError, UnauthorizedError
from bridge.events import Realm
from bridge.passes import COOKIES, Pass, Passes, shows
from bridge.presence import Person
from crisis import page

Handler: TypeAlias = Callable[[web.Request], Awaitable[web.StreamResponse]]

#: In whose name the caller speaks; set for every request that passes.
REALM: web.RequestKey[Realm] = web.RequestKey("realm", str)  # type: ignore[arg-type]
_PASS: web.RequestKey[Pass] = web.RequestKey("pass", Pass)

#: Pages that explain the API; they are shown without the token.
PAGES = frozenset({"/docs", "/openapi.json", "/static"})
#: Pages that are empty until they have asked for what they show, and the way in by a link.
SHELLS = frozenset({"/", "/watch/{slug}", "/lab", "/lab/{id}", "/table", "/pass/{text}"})
#: Pages for everybody, which other sites may link to; they hold the same for all.
PUBLIC = frozenset({page.PATH, page.SHORT, page.STYLE_PATH}) | SHELLS
#: Says whether a token is needed, and so is told without one.
WHO = "/watch/me"
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
_SITE = istr("Sec-Fetch-Site")
_OURS = frozenset({"none", "same-origin"})
_WITH_BODY = frozenset({"POST", "PUT", "PATCH", "DELETE"})


class Gate:
    """The check that every request passes before it is answered.

    Attributes:
        passes: read those that callers without a token have.
        needs_token: whether callers need a token, or a pass.
    """

    def __init__(
        self,
        *,
        allowed_hosts: frozenset[str],
        access_token: str | None,
        service_token: str | None,
        passes: Passes,
    ) -> None:
        """Make a gate.

        Args:
            allowed_hosts: answered besides loopback names, as they are written or on our own port.
            access_token: when set, every caller needs it (or the service token).
            service_token: who has it speaks for the MUD's players.
            passes: of callers who show none.
        """
        self.passes = passes
        self.needs_token = bool(access_token)
        self._allowed_hosts = allowed_hosts
        self._access_token = access_token.encode() if access_token else None
        self._service_token = service_token.encode() if service_token else None
        self._origins: dict[tuple[str, int], frozenset[str]] = {}

    def check(self, request: web.Request) -> None:
        """Let `request` pass, or raise what it is refused with; reads no body."""
        headers = request.headers
        hosts = headers.getall(hdrs.HOST, ())
        if len(hosts) != 1:
            raise BadRequestError("Exactly one Host header is needed.")
        host = (hosts[0], _own_port(request))
        origins = self._origins.get(host) or self._origins_of(*host)
        if hdrs.ORIGIN in headers and not origins.issuperset(headers.getall(hdrs.ORIGIN)):
            raise ForbiddenError("This Origin may not use the bridge.")
        strange = _SITE in headers and not _OURS.issuperset(headers.getall(_SITE))
        if strange and not _is_read(request, PUBLIC):
            raise ForbiddenError("Another site may not use the bridge.")
        if request.raw_path[:1] != "/":
            _check_target(request, hosts[0])
        request[REALM] = realm = self._realm(request)
        if realm == "mud":
            trust(request)
        if request.method in _WITH_BODY:
            _check_kind(request)

    def _origins_of(self, host: str, port: int) -> frozenset[str]:
        """Return the Origins of our own pages as `host` shows them.

        Raises:
            ForbiddenError: it is not a host of ours.
        """
        name = host.lower()
        ours = {f"{known}:{port}" for known in (*LOOPBACK, *self._allowed_hosts)}
        if port == 80:
            ours |= {*LOOPBACK}
        if name not in ours and name not in self._allowed_hosts:
            raise ForbiddenError(
                "This Host is not answered here; see TIMMY_ALLOWED_HOSTS in .env.example."
            )
        origins = frozenset({f"http://{name}", f"https://{name}"})
        if len(self._origins) < 64:  # there is more than one way to write a name
            self._origins[host, port] = origins
        return origins

    def _realm(self, request: web.Request) -> Realm:
        given = request.headers.getall(hdrs.AUTHORIZATION, ())
        if not given:
            is_open = _is_read(request, PAGES | PUBLIC) or self._has_pass(request)
            if self._access_token and not is_open and not _is_read(request, {WHO}):
                raise UnauthorizedError("A token is needed: Authorization: Bearer <token>.")
            return "http"
        scheme, _, token = given[0].partition(" ")
        if scheme.lower() == "bearer" and len(given) == 1:
            # A header may hold bytes that are no text; they arrive as halves of surrogate pairs.
            sent = token.encode(errors="surrogateescape")
            if self._service_token and hmac.compare_digest(sent, self._service_token):
                return "mud"
            if self._access_token and hmac.compare_digest(sent, self._access_token):
                return "http"
        raise UnauthorizedError("This token is not known here.")

    def _has_pass(self, request: web.Request) -> bool:
        """Whether a pass lets `request` in, which is noted then; that of a host comes first.

        Raises:
            PassError: it is not ours, or not good any more.
            ForbiddenError: it is not for this.
        """
        if hdrs.COOKIE not in request.headers:
            return False
        for text in filter(None, map(request.cookies.get, COOKIES.values())):
            held = request[_PASS] = self.passes.read(text)
            if held.kind == "watch" and not shows(held, request):
                raise ForbiddenError("Your link lets you watch what it names, and nothing else.")
            return True
        return False


def _own_port(request: web.Request) -> int:
    name = request.protocol.sockname
    return int(name[1]) if isinstance(name, tuple) else 0


def _check_target(request: web.Request, host: str) -> None:
    """Let a request for a whole URL pass if it is one of the host that the header names.

    Raises:
        BadRequestError: it is not.
    """
    asked = request.raw_path.lower()
    if not asked.startswith((f"http://{host.lower()}/", f"https://{host.lower()}/")):
        raise BadRequestError("Ask for a path, or for a URL of this host.")


def _is_read(request: web.Request, pages: Set[str]) -> bool:
    """Whether one of these pages is read, which holds nothing secret; browsers send no token."""
    resource = request.match_info.route.resource
    return (
        resource is not None and resource.canonical in pages and request.method in {"GET", "HEAD"}
    )


def is_shell(request: web.Request) -> bool:
    """Whether a page is asked for that will ask for more."""
    return _is_read(request, SHELLS)


def _check_kind(request: web.Request) -> None:
    if hdrs.CONTENT_ENCODING in request.headers:
        raise WrongTypeError("Send the body as it is, without Content-Encoding.")
    if request.body_exists and request.content_type != "application/json":
        raise WrongTypeError("Send JSON, with Content-Type: application/json.")


def held_by(request: web.Request) -> Pass | None:
    """Return the pass by which the caller was let in, if it was one."""
    return request.get(_PASS)


def is_operator(request: web.Request) -> bool:
    """Whether the caller has shown one of our tokens, now or for a pass.

    A wrong one does not get through the gate.
    """
    held = held_by(request)
    return hdrs.AUTHORIZATION in request.headers or (held is not None and held.kind == "host")


def only_the_operator(request: web.Request) -> None:
    """Let a request pass that is the operator's.

    Raises:
        UnauthorizedError: it is not.
    """
    if not is_operator(request):
        raise UnauthorizedError("Only the operator may ask this: Authorization: Bearer <token>.")


def person_of(request: web.Request, user_id: str) -> Person:
    """Return whom the caller speaks for: the credential says in which realm the id counts."""
    return Person(request[REALM], user_id)
