"""Who is let in: Host, Origin, token and kind of body are checked before anything else."""

import asyncio
import sys

import pytest

from bridge import bodies, keys
from bridge.bodies import parse_json
from bridge.errors import BadRequestError, TooManyRequestsError
from bridge.presence import Person
from bridge.rate import TOGETHER, Rate
from tests.bridge.people import THRESHOLD, body, chat, events, get, refused
from tests.conftest import MUD

HEALTH = "/bridge/health"


async def status(client, **headers: str) -> int:
    async with client.get(HEALTH, headers=headers) as response:
        return int(response.status)


async def raw(client, *lines: str) -> int:
    """Send these header lines, and return the status of the answer."""
    reader, writer = await asyncio.open_connection("127.0.0.1", client.port)
    writer.write("\r\n".join([f"GET {HEALTH} HTTP/1.1", *lines, "", ""]).encode("latin-1"))
    answer = await reader.readline()
    writer.close()
    await writer.wait_closed()
    return int(answer.split()[1])


@pytest.mark.parametrize(
    "host", ["127.0.0.1:{port}", "localhost:{port}", "LOCALHOST:{port}", "[::1]:{port}"]
)
async def test_loopback_names_with_our_port_are_answered(bridge, host):
    """What a browser or curl on this machine sends."""
    client, _ = await bridge()

    assert await status(client, Host=host.format(port=client.port)) == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example", "evil.example:{port}", "127.0.0.1.nip.io:{port}", "127.0.0.1", "localhost",
        "localhost.:{port}", "127.0.0.1:1", "localhost:{port}.evil.example",
        "127.0.0.1:{port}@evil.example",
        "user@localhost:{port}", "0.0.0.0:{port}", "127.1:{port}", "2130706433:{port}",
        "::1:{port}", "localhost:{port},evil.example", "", "evil.example#localhost:{port}",
        "127.0.0.2:{port}",
    ],
)  # fmt: skip
async def test_any_other_host_is_refused(bridge, host):
    """A page whose name is made to point at 127.0.0.1 must not read what is said here."""
    client, _ = await bridge()

    assert await status(client, Host=host.format(port=client.port)) == 403


@pytest.mark.parametrize("count", [0, 2])
async def test_exactly_one_host_header_is_needed(bridge, count):
    """Of two, a proxy may have believed the other."""
    client, _ = await bridge()

    lines = [f"Host: 127.0.0.1:{client.port}"] * count

    assert await raw(client, *lines) == 400


async def test_hosts_of_the_operator_are_answered_as_written_or_on_our_port(bridge):
    """Behind a proxy the Host header has another port than ours, or none."""
    client, _ = await bridge(timmy_allowed_hosts="Tower.example.org, bridge.example:8443")

    for host in ("tower.example.org", f"tower.example.org:{client.port}", "bridge.example:8443"):
        assert await status(client, Host=host) == 200
    for host in ("bridge.example", "tower.example.org:8443", "x.tower.example.org"):
        assert await status(client, Host=host) == 403


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "null",
        "",
        "http://127.0.0.1",
        "http://127.0.0.1:1",
        "file://",
        "http://localhost:{port}",
        "http://127.0.0.1:{port}.evil.example",
        "HTTP://127.0.0.1:{port}",
    ],
)
async def test_another_origin_is_refused(bridge, origin):
    """Any page in a browser can send requests to this machine; only our own pages may."""
    client, model = await bridge()

    response = await client.post(
        "/bridge/chat",
        json=body("Alice"),
        headers={"Origin": origin.format(port=client.port)},
    )

    await refused(response, 403)
    assert model.calls == []
    assert await events(client) == []


async def test_our_own_origin_is_let_in(bridge):
    """The pages that the bridge serves send it with every POST."""
    client, _ = await bridge()

    assert await status(client, Origin=f"http://127.0.0.1:{client.port}") == 200


async def test_a_second_origin_header_does_not_help(bridge):
    """A good one in front must not hide a bad one."""
    client, _ = await bridge()
    ours = f"127.0.0.1:{client.port}"

    lines = (f"Host: {ours}", f"Origin: http://{ours}", "Origin: https://evil.example")

    assert await raw(client, *lines) in {400, 403}


@pytest.mark.parametrize(
    ("site", "expected"),
    [("none", 200), ("same-origin", 200), ("same-site", 403), ("cross-site", 403), ("x", 403)],
)
async def test_a_request_that_another_site_made_is_refused(bridge, site, expected):
    """Browsers say so even where they send no Origin."""
    client, _ = await bridge()

    assert await status(client, **{"Sec-Fetch-Site": site}) == expected


@pytest.mark.parametrize(
    "kind",
    [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "text/json",
        "",
        "application/jsonp",
        "text/plain; application/json",
        "application/json+x",
    ],
)
@pytest.mark.parametrize("route", ["chat", "say", "move"])
async def test_a_body_that_does_not_say_it_is_json_is_refused(bridge, kind, route):
    """These are what a page may send anywhere without asking first."""
    client, model = await bridge()

    response = await client.post(f"/bridge/{route}", data=b"{}", headers={"Content-Type": kind})

    assert (await refused(response, 415))["error"] == "wrong_type"
    assert model.calls == []


async def test_json_with_a_charset_is_json(bridge):
    """Many clients add one; JSON is UTF-8 whatever it says."""
    client, _ = await bridge()

    headers = {"Content-Type": "application/json; charset=utf-16"}
    response = await client.post("/bridge/chat", data=b"{}", headers=headers)

    await refused(response, 422)


@pytest.mark.parametrize("encoding", ["gzip", "identity", "x"])
async def test_a_packed_body_is_refused(bridge, encoding):
    """A small one may unpack to a gigabyte."""
    client, _ = await bridge()

    headers = {"Content-Encoding": encoding, "Content-Type": "application/json"}
    response = await client.post("/bridge/chat", data=b"{}", headers=headers)

    await refused(response, 415)


# --- Tokens -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "given",
    [
        "Bearer wrong",
        "Bearer",
        "Bearer ",
        "Basic dDp0",
        "wrong",
        "",
        "Bearer \u00ff\u00fe",
        "Bearer ünï",
        "Bearer service-token-of-the-tests2",
        "Token service-token-of-the-tests",
    ],
)
async def test_a_wrong_token_is_401(bridge, given):
    """Never a quiet fall back to nobody: the caller believes to be somebody else."""
    client, _ = await bridge()

    assert await raw(client, f"Host: 127.0.0.1:{client.port}", f"Authorization: {given}") == 401


async def test_bytes_that_are_no_text_are_a_wrong_token(bridge):
    """They reach us as half characters, which comparing must survive."""
    client, _ = await bridge()

    line = b"Authorization: Bearer \xff\xfe".decode("latin-1")

    assert await raw(client, f"Host: 127.0.0.1:{client.port}", line) == 401


async def test_when_a_token_is_set_everybody_needs_it(bridge):
    """Health too, and what is not there: from outside, an open page is where an attack begins."""
    client, _ = await bridge(timmy_bridge_token="open-sesame")

    for path in (HEALTH, "/bridge/feed", "/nowhere", "/docs/", "/static/../bridge/stats"):
        async with client.get(path) as response:
            await refused(response, 401)
            assert response.headers["WWW-Authenticate"] == "Bearer"
    assert await status(client, Authorization="Bearer open-sesame") == 200
    assert await status(client, Authorization="bearer open-sesame") == 200
    assert await status(client, **MUD) == 200


async def test_the_pages_that_explain_the_api_are_shown_without_the_token(bridge):
    """They hold nothing secret, and no browser sends a token with a page; only reading is open."""
    client, _ = await bridge(timmy_bridge_token="open-sesame")

    for path in ("/docs", "/openapi.json", "/static/docs.js"):
        assert (await client.get(path)).status == 200
        await refused(await client.post(path), 401)
        assert (await client.get(path, headers={"Authorization": "Bearer no"})).status == 401
        assert (await client.get(path, headers={"Host": "evil.example"})).status == 403
        assert (await client.get(path, headers={"Origin": "https://evil.example"})).status == 403


async def test_two_tokens_are_none(bridge):
    """Of two, a proxy may have believed the other."""
    client, _ = await bridge(timmy_bridge_token="open-sesame")
    ours = f"Host: 127.0.0.1:{client.port}"
    token = "Authorization: Bearer open-sesame"

    assert await raw(client, ours, token) == 200
    assert await raw(client, ours, token, token) == 401


async def test_the_access_token_does_not_speak_for_the_mud(bridge):
    """It lets in; whose words these are is another matter."""
    client, _ = await bridge(timmy_bridge_token="open-sesame")

    response = await client.put(
        "/bridge/presence",
        json={"epoch": 1, "seq": 1, "users": []},
        headers={"Authorization": "Bearer open-sesame"},
    )

    await refused(response, 403)


async def test_without_a_service_token_nobody_speaks_for_the_mud(bridge):
    """An empty setting must not make the empty token a valid one."""
    client, _ = await bridge(timmy_service_token=None)

    for given in ("Bearer ", "Bearer None", "Bearer"):
        assert await status(client, Authorization=given) == 401


async def test_the_same_id_in_the_two_realms_is_two_people(bridge):
    """Who merely claims a player's id on loopback reaches nothing that is the player's."""
    client, model = await bridge(lambda _: "ok")

    await client.post("/bridge/chat", json=body("Alice", "swordfish"), headers=MUD)
    await chat(client, "Alice", "what did I say?")

    assert "swordfish" not in str(model.calls[-1])
    assert len((await get(client, "/bridge/sessions"))["sessions"]) == 2
    players = (await get(client, f"/bridge/room/{THRESHOLD}/players"))["players"]
    assert len(players) == 1  # the MUD has not reported its Alice yet


# --- How often ----------------------------------------------------------------------------------


def test_the_bucket_refills_steadily_and_never_overflows():
    """A long pause earns no more than one full minute's requests."""
    now = [0.0]
    rate = Rate(60, clock=lambda: now[0])
    alice = Person("http", "alice")
    for _ in range(60):
        rate.take(alice)
    with pytest.raises(TooManyRequestsError) as refusal:
        rate.take(alice)
    assert refusal.value.retry_after == pytest.approx(1.0)

    now[0] += 1.0
    rate.take(alice)
    now[0] += 10_000
    assert rate.take(alice)["X-RateLimit-Remaining"] == "59"


def test_refused_requests_do_not_make_the_wait_longer():
    """A client that asks too early is not punished for it without end."""
    now = [0.0]
    rate = Rate(1, clock=lambda: now[0])
    alice = Person("http", "alice")
    rate.take(alice)
    for _ in range(30):
        now[0] += 1
        with pytest.raises(TooManyRequestsError):
            rate.take(alice)

    now[0] += 30

    rate.take(alice)


def test_buckets_do_not_pile_up():
    """Anybody on loopback can make up ids; memory must not grow with them."""
    rate = Rate(60, clock=lambda: 0.0, keep=100)

    for n in range(1000):
        rate.take(Person("mud", str(n)))

    assert len(rate._buckets) == 100


def test_many_ids_of_one_caller_get_no_more_than_a_few_people_would():
    """Whoever makes up an id for each request could flush every seat and spend every budget."""
    rate = Rate(60, clock=lambda: 0.0)
    for n in range(60 * TOGETHER):
        rate.take(Person("http", str(n)))

    with pytest.raises(TooManyRequestsError):
        rate.take(Person("http", "one more"))
    rate.take(Person("mud", "alice_01"))


# --- Hostile JSON -------------------------------------------------------------------------------

KIB = 1024
HOSTILE = {
    "opening": b"[" * 64 * KIB,
    "objects": b'{"a":' * 13 * KIB,
    "pairs": b"[]" * 32 * KIB,
    "quotes": b'"' * (64 * KIB - 1),
    "backslashes": b"\\" * (64 * KIB - 1),
    "escaped quotes": b'"' + b'\\"' * 32 * KIB,
    "open strings": b'["' * 32 * KIB,
    "brackets in a string": b'{"a": "' + b"[" * 64 * KIB,
    "digits": b"[" + b"9" * 64 * KIB + b"]",
    "keys": b"{" + b",".join(b'"%d":0' % n for n in range(7000)) + b"}",
}


def steps(act) -> int:
    """Return the lines of Python that `act` runs, whatever the machine is."""
    count = 0

    def trace(_frame, event, _arg):
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        act()
    except BadRequestError:
        pass
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_json_takes_work_in_proportion_to_its_size(name):
    """Twice the body may take twice the steps; not four times, and never without bound."""
    whole = HOSTILE[name]
    half = whole[: len(whole) // 2]

    assert steps(lambda: parse_json(whole)) <= 2.2 * steps(lambda: parse_json(half)) + 200
    assert steps(lambda: parse_json(whole)) <= 4 * len(whole)


@pytest.mark.parametrize("name", HOSTILE)
def test_the_search_for_strings_never_starts_in_vain_twice(name):
    """The steps of regular expressions go uncounted: n open strings must not be n searches.

    One quote without its pair is all that escapes and strings leave of any text.
    """
    left = bodies._STRINGS.sub(b"", bodies._ESCAPES.sub(b"", HOSTILE[name]))

    assert left.count(b'"') <= 1


def test_brackets_within_strings_are_no_depth():
    """Somebody may say them; with quotes and backslashes around."""
    assert parse_json(b'{"a": "' + b"[{" * 50 + b'"}') == {"a": "[{" * 50}
    tricky = rb'{"a": "\\", "b": "\"' + b"[" * 50 + rb'\\\"", "c": [[[]]]}'
    assert parse_json(tricky)["c"] == [[[]]]


def test_sixteen_levels_are_read_and_seventeen_are_not():
    """The limit is where it is said to be, with strings among the brackets too."""
    parse_json(b'["]",' * 16 + b"0" + b"]" * 16)
    with pytest.raises(BadRequestError, match="deep"):
        parse_json(b'["]",' * 17 + b"0" + b"]" * 17)


async def test_a_body_that_does_not_arrive_is_given_up(bridge, monkeypatch):
    """A sender of one byte a minute holds no handler for ever."""
    monkeypatch.setattr(bodies, "BODY_SECONDS", 0.01)
    client, _ = await bridge()
    reader, writer = await asyncio.open_connection("127.0.0.1", client.port)
    writer.write(
        f"POST /bridge/chat HTTP/1.1\r\nHost: 127.0.0.1:{client.port}\r\n"
        "Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{".encode()
    )

    assert b" 400 " in await reader.readline()

    writer.close()
    await writer.wait_closed()


async def test_the_rate_of_one_realm_is_not_the_other_s(bridge):
    """A caller on loopback could otherwise silence a player by using up the player's bucket."""
    client, _ = await bridge(timmy_requests_per_minute=1, clock=lambda: 0.0)
    await chat(client, "Alice")
    await refused(await client.post("/bridge/chat", json=body("Alice")), 429)

    async with client.post("/bridge/chat", json=body("Alice"), headers=MUD) as response:
        assert response.status == 200
    assert len(client.app[keys.RATE]._buckets) == 2
