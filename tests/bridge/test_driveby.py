"""What a page in somebody's browser can send to this machine: all of it is refused, unread."""

import hashlib
import itertools
import json
from typing import Any

from bridge import keys
from tests.bridge.lines import House
from tests.bridge.people import CRISIS, body

PORT = "{port}"
OURS = f"127.0.0.1:{PORT}"
CHAT = json.dumps(body("Mallory", "hello from a page")).encode()

#: Each axis: what is refused, whatever the other axes say. None: no such header.
HOSTS: tuple[Any, ...] = (
    "evil.example",
    f"evil.example:{PORT}",
    f"127.0.0.1.nip.io:{PORT}",
    f"7f000001.nip.io:{PORT}",
    f"localhost.evil.example:{PORT}",
    "127.0.0.1",
    "localhost",
    "127.0.0.1:80",
    f"localhost.:{PORT}",
    f"127.0.0.1.:{PORT}",
    f"127.1:{PORT}",
    f"2130706433:{PORT}",
    f"0x7f000001:{PORT}",
    f"0.0.0.0:{PORT}",
    f"127.0.0.2:{PORT}",
    f"[::]:{PORT}",
    f"[::ffff:127.0.0.1]:{PORT}",
    f"::1:{PORT}",
    "[::1]",
    f"user@localhost:{PORT}",
    f"localhost:{PORT}@evil.example",
    f"localhost:{PORT}/evil",
    f"localhost:{PORT}#evil",
    f"localhost:{PORT}, evil.example",
    f"localhost:0{PORT}",
    f"ⓛocalhost:{PORT}",
    "",
    (),
    (OURS, OURS),
    (OURS, "evil.example"),
)
ORIGINS: tuple[Any, ...] = (
    "https://evil.example",
    "http://evil.example",
    f"http://evil.example:{PORT}",
    "null",
    "NULL",
    "",
    "file://",
    "chrome-extension://abcdefgh",
    "http://127.0.0.1",
    "http://127.0.0.1:1",
    f"http://127.0.0.1.nip.io:{PORT}",
    f"http://localhost:{PORT}",
    f"http://[::1]:{PORT}",
    f"HTTP://127.0.0.1:{PORT}",
    f"ftp://127.0.0.1:{PORT}",
    f"http://127.0.0.1:{PORT}/",
    f"http://127.0.0.1:{PORT}.evil.example",
    f"http://user@127.0.0.1:{PORT}",
    f"http://127.0.0.1:{PORT} https://evil.example",
    (f"http://{OURS}", "https://evil.example"),
    ("https://evil.example", f"http://{OURS}"),
)
SITES: tuple[Any, ...] = (
    "cross-site",
    "same-site",
    "CROSS-SITE",
    "Same-Origin",
    "",
    "x",
    ("same-origin", "cross-site"),
)
KINDS: tuple[Any, ...] = (
    (),
    "text/plain",
    "text/plain;charset=UTF-8",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "text/json",
    "application/jsonp",
    "application/csp-report",
    "application/reports+json",
    "text/plain; application/json",
    "",
    "application/json, text/plain",
)
TARGETS = (
    f"http://evil.example:{PORT}/bridge/chat",
    "http://evil.example/bridge/chat",
    "https://evil.example/bridge/chat",
    f"http://user@127.0.0.1:{PORT}/bridge/chat",
    f"ftp://127.0.0.1:{PORT}/bridge/chat",
    "//evil.example/bridge/chat",
    "evil.example:80",
    "*",
)
#: What a request from one of our own pages, or from curl, says on each axis.
GOOD_HOSTS = (OURS, f"localhost:{PORT}", f"LOCALHOST:{PORT}", f"[::1]:{PORT}")
GOOD_SITES: tuple[Any, ...] = ((), "same-origin", "none")
GOOD_KINDS = ("application/json", "application/json; charset=utf-8", "Application/JSON")
#: Every way in, and the methods that browsers and proxies may try on it.
WAYS = (
    ("POST", "/bridge/chat"),
    ("POST", "/bridge/say"),
    ("POST", "/bridge/move"),
    ("DELETE", "/bridge/me"),
    ("PUT", "/bridge/presence"),
    ("POST", "/bridge/presence"),
    ("POST", "/bridge/crisis"),
    ("POST", "/bridge/crisis/shown"),
    ("GET", "/bridge/health"),
    ("GET", "/bridge/sessions"),
    ("GET", "/bridge/feed"),
    ("GET", "/bridge/me?user_id=alice_01"),
    ("GET", "/docs"),
    ("GET", "/openapi.json"),
    ("GET", "/static/docs.js"),
    ("GET", "/watch/world"),
    ("GET", "/watch/room/garden/log"),
    ("GET", "/watch/feed"),
    ("GET", "/watch/me"),
    ("POST", "/watch/room/garden/vote"),
    ("POST", "/enter"),
    ("POST", "/leave"),
    ("POST", "/bridge/link"),
    ("DELETE", "/bridge/link"),
    ("GET", "/api/conversations"),
    ("POST", "/api/conversations"),
    ("GET", "/lab/ws"),
    ("GET", "/table/ws"),
    ("GET", "/nowhere"),
    ("HEAD", "/bridge/stats"),
    ("OPTIONS", "/bridge/chat"),
    ("TRACE", "/bridge/chat"),
    ("PATCH", "/bridge/chat"),
    ("PROPFIND", "/"),
)


def fields(name: str, values: Any) -> list[str]:
    """Return the header lines of one axis: none, one or several."""
    return [f"{name}: {value}" for value in ((values,) if isinstance(values, str) else values)]


def raw(
    method: str,
    target: str,
    *,
    host: Any = OURS,
    origin: Any = (),
    site: Any = (),
    kind: Any = "application/json",
    length: int = len(CHAT),
) -> str:
    """Return the header of a request; the port is still to be filled in."""
    lines = [f"{method} {target} HTTP/1.1", *fields("Host", host), *fields("Origin", origin)]
    lines += fields("Sec-Fetch-Site", site)
    if method in {"POST", "PUT", "PATCH", "DELETE"}:
        lines += [*fields("Content-Type", kind), f"Content-Length: {length}"]
    return "\r\n".join([*lines, "Connection: close", "", ""])


def foreign() -> list[tuple[str, set[int]]]:
    """Return every request that is refused, with the statuses that may say so."""
    posts = [way for way in WAYS if way[0] in {"POST", "PUT", "DELETE"}]
    made: list[tuple[str, set[int]]] = []
    made += [(raw(*way, host=host), {400, 403}) for way in WAYS for host in HOSTS]
    made += [(raw(*way, origin=origin), {403}) for way in WAYS for origin in ORIGINS]
    made += [(raw(*way, site=site), {403}) for way in WAYS for site in SITES]
    made += [(raw(*way, kind=kind), {400, 415}) for way in posts for kind in KINDS]
    made += [(raw("POST", target), {400, 403, 404, 405}) for target in TARGETS]
    made += [(raw("CONNECT", target), {400, 403, 404, 405}) for target in (*TARGETS, OURS)]
    together = itertools.product(("evil.example", "localhost"), ("null", ORIGINS[0]), SITES[:2])
    made += [
        (raw("POST", "/bridge/chat", host=h, origin=o, site=s, kind="text/plain"), {403})
        for h, o, s in together
    ]
    return made


def neighbours() -> list[str]:
    """Return what differs from a refused request in that each axis is as it should be."""
    good = itertools.product(GOOD_HOSTS, GOOD_SITES, GOOD_KINDS)
    made = [raw("POST", "/bridge/chat", host=h, site=s, kind=k) for h, s, k in good]
    for scheme, host in itertools.product(("http", "https"), GOOD_HOSTS):
        origin = f"{scheme}://{host.lower()}"
        made.append(raw("POST", "/bridge/chat", host=host, origin=origin, site="same-origin"))
    made.append(raw("POST", f"http://{OURS}/bridge/chat"))
    made.append(raw("GET", f"http://{OURS}/bridge/health"))
    made += [raw("GET", "/docs"), raw("GET", "/openapi.json"), raw("HEAD", "/docs")]
    return made


async def state(house: House) -> str:
    """Return a digest of all that a request may have changed."""
    app = house.app
    rows = await app[keys.JOURNAL].read(
        lambda db: [
            [tuple(row) for row in db.execute(f"SELECT * FROM {table}")]  # noqa: S608 - ours
            for (table,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        ]
    )
    sessions = [(s.person, s.room, s.count, s.last_active) for s in app[keys.SESSIONS]]
    present = [p for room in app[keys.ROOMS] for p in app[keys.PRESENCE].in_room(room)]
    world = [(room, str(app[keys.STATE].room(room))) for room in app[keys.ROOMS]]
    last = app[keys.JOURNAL].last_id, app[keys.HUB].last_id, len(app[keys.HUB])
    counts = sorted(app[keys.COUNTS].items())
    told = repr((rows, sessions, present, world, last, counts))
    return hashlib.sha256(told.encode()).hexdigest()


async def answered(house: House, head: str) -> int:
    """Return the status of the answer; the body follows only when that did not come at once."""
    line = await house.line()
    line.send(head.replace(PORT, str(house.door.port)).encode())
    if "Content-Length" in head:
        line.send(CHAT)
    status, _ = await line.head()
    line.close()
    return status


async def test_every_request_of_a_foreign_page_is_refused_and_changes_nothing(open_house):
    """No answer to read, no model called, nobody entered, nothing written."""
    async with open_house() as house:
        await house.ask("POST", "/bridge/chat", body("Alice"))
        before, calls = await state(house), len(house.model.calls)

        got_in = [
            (head, status)
            for head, expected in foreign()
            if (status := await answered(house, head)) not in expected
        ]

        assert got_in == []
        assert await state(house) == before
        assert len(house.model.calls) == calls


async def test_requests_of_our_own_pages_and_tools_pass_on_every_axis(open_house):
    """A gate that refuses everybody would pass the test above."""
    async with open_house() as house:
        refused = [
            (head, status)
            for head in neighbours()
            if (status := await answered(house, head)) != 200
        ]

        assert refused == []
        chats = sum("/bridge/chat " in head for head in neighbours())
        assert len(house.model.calls) >= chats  # a long talk is summed up now and then


async def test_there_are_enough_of_them():
    """A table that shrinks unnoticed proves less each time."""
    assert len({head for head, _ in foreign()}) >= 1000
    assert len(set(neighbours())) >= 40


async def test_a_page_cannot_make_the_crisis_protocol_speak_either(open_house):
    """It would come up in the dialogue of somebody who never said a word."""
    said = json.dumps(body("Mallory", CRISIS)).encode()
    async with open_house() as house:
        before = await state(house)
        line = await house.line()
        head = raw("POST", "/bridge/chat", origin=ORIGINS[0], kind=KINDS[1], length=len(said))
        line.send(head.replace(PORT, str(house.door.port)).encode())
        line.send(said)

        assert (await line.head())[0] == 403
        assert await state(house) == before
