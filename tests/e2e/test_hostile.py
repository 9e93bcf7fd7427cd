"""Hostile text on real screens: telnet, telnet that offers MXP, a web socket, a page, the logs."""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Iterator
from typing import ClassVar

import aiohttp
import pytest

from tests.e2e.browser import chromium, needs_chromium
from tests.e2e.telnet import PASSWORD, Telnet
from tests.e2e.worlds import World, open_world
from tests.hostile import strings

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(900)]

#: Lines that are typed; many for `make proof`.
FEW, MANY = 120, 4000
_WAYS = (
    "say {}",
    ":{}",
    "whisper Victim {}",
    "tell Victim {}",
    "chat {}",
    "tell Victim,Other = {}",
)
#: What a line may begin with: a name, a channel, or the indentation of a line that goes on.
_THEIRS = re.compile(r"Mallory\b|\[Public\] Mallory\b| {2}|$")
_NEGOTIATION = re.compile(rb"\xff\xfa.*?\xff\xf0|\xff[\xfb-\xfe].", re.DOTALL)
_DOES_SOMETHING = re.compile(r'mxplink|onclick|href="(?!https?://|ftp://)|<(?!/?(?:span|a)\b|br>)')
_RESET = "\x1b[0m"
_CONTROLS = {chr(c) for c in (*range(32), *range(0x7F, 0xA0))} - {"\n"}
_HIDDEN = set("\u202a\u202d\u202e\u2066\u2069\u200b\u2028\u2029\ufeff")


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A world with a bridge, for voices from afar."""
    home = tmp_path_factory.mktemp("hostile") / "home"
    with open_world(tmp_path_factory, home) as opened:
        yield opened


@pytest.fixture(autouse=True)
async def _hang_up() -> AsyncIterator[None]:
    yield
    await Telnet.close_all()
    while Raw.open:
        writer = Raw.open.pop()
        writer.close()
        await writer.wait_closed()


class Raw:
    """A terminal that keeps every byte."""

    open: ClassVar[list[asyncio.StreamWriter]] = []

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer
        self.bytes = bytearray()
        self.open.append(writer)

    @classmethod
    async def come_in(cls, world: World, name: str, *, mxp: bool = False) -> "Raw":
        """Make an account; with `mxp` ask for it first, as clients do."""
        port = world.port("MUD_TELNET_PORT")
        client = cls(*await asyncio.open_connection("127.0.0.1", port))
        await client.until(b"findahelpline.com")
        offer = b"\xff\xfd\x5b" if mxp else b""
        client._writer.write(offer + f"create {name} {PASSWORD}\r\n".encode())
        await client.until(b"Ways out: ")
        return client

    async def until(self, text: bytes) -> bytes:
        """Return every byte up to `text`, and forget them."""
        async with asyncio.timeout(30):
            while text not in self.bytes:
                data = await self._reader.read(65536)
                assert data, "the connection has ended"
                self.bytes += data
        end = self.bytes.index(text) + len(text)
        shown = bytes(self.bytes[:end])
        del self.bytes[:end]
        return shown

    async def settle(self) -> None:
        """Forget what is shown until nothing more comes."""
        try:
            while True:
                async with asyncio.timeout(0.5):
                    assert await self._reader.read(65536)
        except TimeoutError:
            self.bytes.clear()


async def _typed(world: World, count: int, seed: int) -> tuple[bytes, bytes, list[str]]:
    """Have somebody type hostile lines in every way; return what three others were shown."""
    plain = await Raw.come_in(world, "Victim")
    tags = await Raw.come_in(world, "Other", mxp=True)
    async with aiohttp.ClientSession() as session:
        url = f"ws://127.0.0.1:{world.port('MUD_WEBSOCKET_PORT')}/"
        async with session.ws_connect(url) as page:
            await page.send_json(["text", [f"create Webster {PASSWORD}"], {}])
            mallory = await world.telnet()
            await mallory.create_and_login("Mallory")
            for client in (plain, tags):
                await client.settle()
            for number, string in enumerate(strings(seed, count)):
                words = string.encode("utf-8", "replace").decode()
                words = words.replace("\n", " ").replace("\r", " ")
                way = _WAYS[number % len(_WAYS)]
                await mallory.send(way.format(words[:1500]))
                if number % 40 == 39:
                    await mallory.do("who", "In the world now")
                    mallory.seen = ""
            await mallory.do("say the end of it", 'You say, "the end of it"', 60)
            shown = [await client.until(b"the end of it") for client in (plain, tags)]
            frames: list[str] = []
            async with asyncio.timeout(30):
                while not frames or "the end of it" not in frames[-1]:
                    frames.append(str((await page.receive()).data))
    return shown[0], shown[1], frames


def _complaint(raw: bytes) -> str:
    """Return what a terminal was shown that is not plain text of Mallory's, or nothing."""
    assert b"\xff\xfb\x5b" not in raw, "MXP was agreed to"
    text = _NEGOTIATION.sub(b"", raw).decode("utf-8").replace("\r\n", "\n").replace(_RESET, "")
    if found := set(text) & (_CONTROLS | _HIDDEN):
        return f"control characters {found!r}"
    return next((line for line in text.split("\n")[1:] if not _THEIRS.match(line)), "")


async def _is_shown_as_text(world: World, count: int, seed: int) -> None:
    plain, tags, frames = await _typed(world, count, seed)
    for raw in (plain, tags):
        assert raw.count(b"Mallory") > count * 0.6
        assert _complaint(raw) == ""
    shown = [json.loads(frame)[1][0] for frame in frames if frame.startswith('["text"')]
    bad = [html for html in shown if _DOES_SOMETHING.search(html)]
    assert bad == []
    logged = (world.home / "mud.log").read_text(encoding="utf-8")
    assert not set(logged) & (_CONTROLS | _HIDDEN)
    assert "Timmy" not in logged


async def test_lines_of_a_stranger_are_text_on_every_screen(world):
    """Two terminals, one of which asks for MXP, and a web socket."""
    await _is_shown_as_text(world, FEW, 11)


@pytest.mark.proof
async def test_thousands_of_lines_are_text_on_every_screen(tmp_path_factory, tmp_path):
    """The same at length."""
    with open_world(tmp_path_factory, tmp_path / "home") as world:
        await _is_shown_as_text(world, MANY, 12)


async def test_a_voice_from_afar_is_text_too(world):
    """Whoever comes by HTTP brings a name of any kind."""
    player = await Raw.come_in(world, "Listener")
    await player.settle()
    port = world.port("TIMMY_BRIDGE_PORT")
    async with aiohttp.ClientSession(f"http://127.0.0.1:{port}") as session:
        for number, string in enumerate(strings(13, 40)):
            safe = string.encode("utf-8", "replace").decode()
            body = {
                "user_id": f"far{number % 3}",
                "username": f"{safe[:30]} x",
                "message": f"{safe[:2000]} x",
                "room": "The Threshold",
            }
            async with session.post("/bridge/say", json=body) as answer:
                assert answer.status in {200, 400, 422, 429}
        last = {"user_id": "z", "username": "Zed", "message": "the end", "room": "The Threshold"}
        async with session.post("/bridge/say", json=last) as answer:
            assert answer.status == 200
    text = (await player.until(b"the end")).decode("utf-8").replace("\r\n", "\n")
    text = text.replace(_RESET, "")
    assert not set(text) & (_CONTROLS | _HIDDEN)
    lines = [line for line in text.split("\n") if line and not line.startswith("  ")]
    assert len(lines) > 20
    assert [line for line in lines if "(from afar)" not in line] == []
    assert [line for line in lines if line.startswith(("Timmy", "[", "Here:"))] == []


@needs_chromium
async def test_a_page_makes_text_of_whatever_it_is_sent(world):
    """Even if the server were deceived, the page shows words and colours, and does nothing else."""
    frames = [
        json.dumps(["text", [string.encode("utf-8", "replace").decode()], {"type": "say"}])
        for string in strings(14, 3000)
    ]
    asked: list[str] = []
    happened: list[str] = []
    address = f"http://127.0.0.1:{world.port('MUD_WEB_PORT')}"
    async with chromium() as browser:
        page = await browser.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("dialog", lambda dialog: happened.append(dialog.message))
        page.on("pageerror", lambda error: happened.append(str(error)))
        page.on("popup", lambda popup: happened.append(popup.url))

        def serve(socket):
            def hear(message):
                if json.loads(message)[0] == "hello":
                    socket.send('["welcome", [], {"back": false}]')
                    for frame in frames:
                        socket.send(frame)
                    socket.send('["text", ["the end of it"], {}]')

            socket.on_message(hear)

        await page.route_web_socket(re.compile("^ws:"), serve)
        await page.goto(address)
        await page.locator("#log", has_text="the end of it").wait_for(timeout=60_000)
        kinds = await page.locator("#log *").evaluate_all(
            "all => [...new Set(all.map(e => e.nodeName))]"
        )
        attributes = await page.locator("#log *").evaluate_all(
            "all => [...new Set(all.flatMap(e => e.getAttributeNames()))]"
        )
        title = await page.title()
    assert set(kinds) <= {"DIV", "SPAN"}
    assert set(attributes) <= {"class", "data-kind", "aria-hidden"}
    assert happened == []
    assert "Tower" in title
    assert [url for url in asked if not url.startswith((address, "data:"))] == []
