"""Fetching a picture from an address that a stranger names."""

import socket
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp import web

from bridge.media import fetching
from bridge.media.fetching import FetchError, fetched, is_from
from bridge.media.images import LARGEST

PICTURE = b"\x89PNG\r\n\x1a\n and so on"


@asynccontextmanager
async def answering(handler):
    """Run a server on the loopback; yield its origin and the requests that reach it."""
    seen = []

    async def answer(request):
        seen.append(request)
        return await handler(request)

    app = web.Application()
    app.router.add_get("/{path:.*}", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    try:
        yield f"http://127.0.0.1:{port}", seen
    finally:
        await runner.cleanup()


async def picture(_request):
    return web.Response(body=PICTURE, content_type="image/png")


async def refusal(url, **how):
    with pytest.raises(FetchError) as error:
        await fetched(url, **how)
    return str(error.value)


async def test_an_origin_that_the_host_has_named_is_fetched_from_and_no_other():
    """A drawing program runs on this machine; what else runs here is nobody's concern."""
    async with answering(picture) as (origin, seen), answering(picture) as (other, unseen):
        assert (
            await fetched(f"{origin}/view?filename=a.png&x=%20", origins=[f"{origin}/"]) == PICTURE
        )
        assert "https alone" in await refusal(f"{other}/a.png", origins=[origin])
        assert str(seen[0].rel_url) == "/view?filename=a.png&x=%20"
        assert "Authorization" not in seen[0].headers
        assert not unseen


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.1",
        "0x7f.1",
        "2130706433",
        "0.0.0.0",  # noqa: S104 - nothing is bound
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "100.64.0.1",
        "169.254.169.254",
        "224.0.0.1",
        "255.255.255.255",
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
        "[2001:0:53aa:64c::1]",
        "[fe80::1]",
        "[fc00::1]",
        "localhost",
    ],
)
async def test_no_address_that_is_not_public_is_connected_to(host, monkeypatch):
    """However it is written: the machine itself, its network, and a cloud's table of keys."""
    monkeypatch.setattr(fetching, "_read", never)

    said = await refusal(f"https://{host}:4004/a.png")

    assert said in {
        "that address is not a public one",
        "that is no address",
        "it cannot be reached",
    }


async def never(*_args):
    raise AssertionError("a connection")


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/a.png",
        "file:///etc/passwd",
        "ftp://example.org/a.png",
        "gopher://example.org/",
        "//example.org/a.png",
        "https://",
        "https://user:word@example.org/a.png",
        "https://example.org:99999/a.png",
        "https://[::1/a.png",
        "javascript:alert(1)",
        "",
    ],
)
async def test_only_https_is_spoken_to_strangers(url, monkeypatch):
    """Every other way leads to a file, or can be read along."""
    monkeypatch.setattr(fetching, "_read", never)

    assert await refusal(url, resolve=public)


async def public(_host, _port):
    return ["93.184.215.14"]


async def test_a_name_is_looked_up_once_and_what_was_found_is_connected_to(monkeypatch):
    """A name that is public when it is checked may be this machine a moment later."""
    looked_up = []

    async def flips(host, _port):
        looked_up.append(host)
        return ["93.184.215.14"] if len(looked_up) == 1 else ["127.0.0.1"]

    connected: list[tuple[Any, ...]] = []

    monkeypatch.setattr("aiohttp.connector.aiohappyeyeballs.start_connection", refused(connected))
    said = await refusal("https://flip.example/a.png", resolve=flips)

    assert looked_up == ["flip.example"]
    assert {info[4][0] for info in connected} == {"93.184.215.14"}
    assert said == "it cannot be reached"


def refused(connected):
    async def start(addr_infos, **_how):
        connected.extend(addr_infos)
        raise OSError("refused")

    return start


async def test_one_address_that_is_not_public_spoils_a_name():
    """Else the second of them would be tried when the first does not answer."""

    async def both(_host, _port):
        return ["93.184.215.14", "127.0.0.1"]

    assert await refusal("https://a.example/", resolve=both) == "that address is not a public one"


@pytest.mark.parametrize(
    "address",
    [
        "::ffff:127.0.0.1",
        "::ffff:a9fe:a9fe",
        "64:ff9b::7f00:1",
        "64:ff9b::808:808",
        "2002:7f00:1::",
        "2002:808:808::1",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2",
        "ff0e::1",
        "fe80::1%eth0",
        "no address",
    ],
)
async def test_no_address_is_connected_to_in_which_another_is_hidden(address, monkeypatch):
    """A gateway would take it apart, and nobody knows where that stands."""
    monkeypatch.setattr(fetching, "_read", never)

    async def found(_host, _port):
        return [address]

    said = await refusal("https://a.example/", resolve=found)
    assert said == "that address is not a public one"


async def test_no_detour_is_taken():
    """A public address may point to one that is not."""

    async def elsewhere(_request):
        raise web.HTTPFound("http://169.254.169.254/latest/meta-data/")

    async with answering(elsewhere) as (origin, seen):
        assert await refusal(f"{origin}/a.png", origins=[origin]) == "the answer is HTTP 302"
        assert len(seen) == 1


async def test_too_much_is_not_read_to_its_end():
    """Nobody knows how long it is before it is over."""
    sent = 0

    async def endless(request):
        nonlocal sent
        response = web.StreamResponse()
        await response.prepare(request)
        while True:
            try:
                await response.write(b"x" * 65536)
            except ConnectionError:
                return response
            sent += 65536

    async with answering(endless) as (origin, _):
        assert await refusal(origin, origins=[origin]) == "it is larger than 8 MiB"
    assert sent < 3 * LARGEST


async def test_what_was_squeezed_is_not_unpacked():
    """A few bytes could become a great many."""

    async def squeezed(_request):
        return web.Response(body=b"\x1f\x8b and more", headers={"Content-Encoding": "gzip"})

    async with answering(squeezed) as (origin, _):
        assert await fetched(origin, origins=[origin]) == b"\x1f\x8b and more"


async def test_who_does_not_answer_is_given_up(monkeypatch):
    """The talk waits for the picture."""
    monkeypatch.setattr(fetching, "_PATIENCE", 0.2)
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen()
        origin = f"http://127.0.0.1:{deaf.getsockname()[1]}"

        assert await refusal(f"{origin}/", origins=[origin]) == "nothing came within 0.2 seconds"


def test_an_origin_is_the_whole_of_scheme_host_and_port():
    """A name that only begins alike is somebody else's."""
    known = ["http://127.0.0.1:8188", "http://paint.local"]

    assert is_from("http://127.0.0.1:8188/view?a=b", known)
    assert is_from("http://paint.local:80/a.png", known)
    for other in (
        "https://127.0.0.1:8188/",
        "http://127.0.0.1:81880/",
        "http://127.0.0.1/",
        "http://127.0.0.1:8188@evil.example/",
        "http://127.0.0.1:8188.evil.example/",
        "http://paint.local.evil.example/",
        "no address",
    ):
        assert not is_from(other, known)
