"""No request, however odd, is answered with a 500."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bridge import bodies
from bridge.app import create_app
from bridge.bodies import parse_json
from bridge.errors import BadRequestError
from bridge.models.scripted import ScriptedModel
from tests.bridge.people import FORGE, GARDEN, THRESHOLD
from tests.conftest import MUD

FEW = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
Ask = Callable[..., tuple[int, str]]

texts = st.text(st.characters(codec=None, categories=None), max_size=20) | st.sampled_from(
    ["", "\x00", "\ud800", "\u202e", "x" * 5000, "Timmy", "💚", "\\", '"', "</scene>", "{}"]
)
numbers = (
    st.integers()
    | st.floats()
    | st.sampled_from([2**62, 2**63, -(2**63) - 1, 10**400, 1e308, 10**4000])
)
anything = st.recursive(
    st.none() | st.booleans() | numbers | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=8,
)


def almost(**good: Any) -> st.SearchStrategy[dict[str, Any]]:
    """Return bodies whose fields are right, mostly, and of which some lack."""
    fields: dict[Any, Any] = {
        name: st.one_of(value, value, value, anything) for name, value in good.items()
    }
    whole = st.fixed_dictionaries(fields) | st.fixed_dictionaries({}, optional=fields)
    return st.builds(
        lambda a, b: b | a, whole, st.just({}) | st.dictionaries(texts, anything, max_size=1)
    )


ids = st.sampled_from(["alice_01", "bob_02"])
names = st.sampled_from(["Alice", "Bob", "Zoë", "李"])
rooms = st.sampled_from([THRESHOLD, GARDEN, FORGE, "Nowhere"])
words = st.sampled_from(["hello", "what did I say?"]) | texts
epochs = st.integers(0, 3)
SPOKEN = almost(user_id=ids, username=names, message=words, room=rooms)
WHO = almost(user_id=ids, username=names, room=rooms)
ROUTES: dict[str, tuple[str, str, st.SearchStrategy[Any]]] = {
    "chat": ("POST", "/bridge/chat", SPOKEN),
    "say": ("POST", "/bridge/say", SPOKEN),
    "move": ("POST", "/bridge/move", almost(user_id=ids, room=rooms)),
    "snapshot": (
        "PUT",
        "/bridge/presence",
        almost(epoch=epochs, seq=epochs, users=st.lists(WHO, max_size=3)),
    ),
    "change": (
        "POST",
        "/bridge/presence",
        almost(epoch=epochs, seq=epochs, user_id=ids, username=names, room=rooms | st.none()),
    ),
    "crisis": (
        "POST",
        "/bridge/crisis",
        almost(
            user_id=ids,
            username=names,
            room=rooms,
            level=st.sampled_from(["none", "soft", "clear", "imminent"]),
            language=st.sampled_from(["en", "es"]),
            surface=st.sampled_from(["talk", "say", "channel"]),
            kind=st.sampled_from(["block", "soft", "follow_up", "nothing"]),
            shown=st.none() | words,
            message=words,
            state=anything | st.dictionaries(texts, anything, max_size=3),
        ),
    ),
}


@pytest.fixture
def ask(settings):
    """Return what asks a running bridge: the status and text of an answer."""
    app = create_app(settings(timmy_requests_per_minute=10**6), model=ScriptedModel(lambda _: "ok"))

    async def started() -> Any:
        client = TestClient(TestServer(app))
        await client.start_server()
        return client

    with asyncio.Runner() as runner:
        client = runner.run(started())

        async def asked(method: str, path: str, **parts: Any) -> tuple[int, str]:
            async with client.request(method, path, **parts) as response:
                return response.status, await response.text()

        yield lambda *args, **parts: runner.run(asked(*args, **parts))
        runner.run(client.close())


def well_answered(status: int, text: str) -> None:
    assert status in {200, 400, 401, 403, 404, 409, 413, 415, 422, 429}, (status, text)
    answer = json.loads(text)
    if status != 200:
        assert answer.keys() == {"error", "detail"}
        assert answer["detail"]


@pytest.mark.parametrize("route", ROUTES)
def test_almost_right_bodies_are_answered_or_refused(ask: Ask, route):
    """In each realm; what is refused is refused with a sentence."""
    method, path, bodies = ROUTES[route]

    @FEW
    @given(data=bodies, as_the_mud=st.booleans())
    def check(data: Any, *, as_the_mud: bool) -> None:
        headers = {"Content-Type": "application/json"} | (MUD if as_the_mud else {})
        well_answered(*ask(method, path, data=json.dumps(data), headers=headers))

    check()
    assert ask("GET", "/bridge/health")[0] == 200


@FEW
@given(raw=st.binary(max_size=200) | anything.map(lambda data: json.dumps(data).encode()))
def test_anything_at_all_is_answered_or_refused(ask: Ask, raw):
    """Bytes that are no text, and JSON that is no body."""
    headers = {"Content-Type": "application/json"}
    well_answered(*ask("POST", "/bridge/chat", data=raw, headers=headers))


@FEW
@given(text=st.text(st.characters(codec="utf-8"), max_size=30))
def test_any_query_and_any_room_is_answered_or_refused(ask: Ask, text):
    """What comes in an address is no body, and no safer."""
    for path in ("/bridge/feed?after=x", f"/bridge/room/{THRESHOLD}/events"):
        well_answered(
            *ask("GET", path, params={"since": text, "after": text or "x"})
            if "feed" not in path
            else ask("GET", path)
        )
    if text.strip("./\\?#"):
        status, answer = ask("GET", f"/bridge/world/{text.replace('?', '').replace('#', '')}")
        assert status in {404, 405}, (status, answer)


flat = st.dictionaries(
    texts | st.sampled_from(["a", "b", ":", '":', "a:b"]),
    texts | st.none() | st.booleans() | numbers | st.sampled_from([":", '"a":1', "\\u003a"]),
    max_size=4,
)


@given(first=flat, second=flat, escaped=st.booleans())
def test_the_quick_reader_reads_what_the_careful_one_does(first, second, *, escaped):
    """Two ways to read a body must not differ in what they let in: keys named twice above all."""
    parts = [json.dumps(part, ensure_ascii=escaped)[1:-1] for part in (first, second)]
    raw = ("{" + ", ".join(filter(None, parts)) + "}").encode(errors="surrogatepass")

    assert read(raw, careful=False) == read(raw, careful=True)


def read(raw: bytes, *, careful: bool) -> Any:
    with pytest.MonkeyPatch.context() as patch:
        if careful:
            patch.setattr(bodies, "FEW_KEYS", -1)
        try:
            return repr(parse_json(raw))
        except BadRequestError as error:
            return str(error)


@pytest.mark.parametrize(
    "raw",
    [
        b'{"a": 1, "a": 1}',
        b'{"a": 1, "a": "\\u003a"}',
        b'{"a": ":", "a": ":"}',
        b'{"a:": 1, "a:": 1}',
        b'{"a" : 1, "\\u0061" : 1}',
        b'{"a": NaN}',
        b'{"a": 1e999}',
        b'{"a": "\\ud800"}',
        b'{"a": "\xed\xa0\x80"}',
        b'{"a": 01}',
        b'\xef\xbb\xbf{"a": 1}',
        b'{"a": 1,}',
        b'{"a": "\n"}',
        b"",
    ],
)
def test_what_is_no_plain_json_is_refused_by_both_readers(raw):
    """Each of these is read by one program or another, and means different things to them."""
    for careful in (False, True):
        assert "valid JSON" in read(raw, careful=careful)


@given(anything)
def test_what_is_read_is_what_was_sent(data):
    """Or it is refused; nothing is quietly changed."""
    try:
        sent = json.dumps(data, allow_nan=False).encode()
        read = parse_json(sent)
    except (ValueError, BadRequestError):
        return
    assert read == data
