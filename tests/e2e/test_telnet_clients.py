"""What telnet clients that know more than plain text get: structured data, UTF-8, fitting lines."""

import asyncio
import contextlib
import json
import re
import time
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest

from tests.e2e.telnet import PASSWORD
from tests.e2e.worlds import World, open_world
from world.rooms import load_rooms

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(120)]

IAC, SB, SE, WILL, WONT, DO, DONT = b"\xff", b"\xfa", b"\xf0", b"\xfb", b"\xfc", b"\xfd", b"\xfe"
ECHO, TTYPE, EOR, NAWS, CHARSET, MSDP, MSSP, MCCP, GMCP = (
    bytes([option]) for option in (1, 24, 25, 31, 42, 69, 70, 86, 201)
)
_PART = re.compile(rb"\xff\xfa(.)(.*?)\xff\xf0|\xff([\xfb-\xfe])(.)|\xff[^\xfa-\xff]", re.DOTALL)


class Client:
    """A telnet client that negotiates; keeps text and telnet's own bytes apart.

    Attributes:
        text: what was shown.
        asked: what the other side offered and asked for, as (verb, option).
        told: what it told outside of the text, as (option, bytes).
    """

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer
        self._raw = b""
        self.text = ""
        self.asked: set[tuple[bytes, bytes]] = set()
        self.told: list[tuple[bytes, bytes]] = []

    def say(self, data: bytes) -> None:
        """Send bytes as they are."""
        self._writer.write(data)

    def type(self, line: str) -> None:
        """Type a line."""
        self.say(line.encode() + b"\r\n")

    def tell(self, option: bytes, data: bytes) -> None:
        """Tell something about an option."""
        self.say(IAC + SB + option + data + IAC + SE)

    async def until(self, true: Any, timeout: float = 10.0) -> None:  # noqa: ASYNC109 - of the test
        """Read until `true()` holds."""
        give_up = time.monotonic() + timeout
        while not true():
            async with asyncio.timeout(max(give_up - time.monotonic(), 0.01)):
                data = await self._reader.read(65536)
            assert data, self.text
            self._take(data)

    async def shown(self, words: str) -> str:
        """Wait for words; return all text up to now, and forget it."""
        await self.until(lambda: words in self.text)
        text, self.text = self.text, ""
        return text

    def gmcp(self, package: str) -> list[Any]:
        """Return what was told of a package, in order."""
        said = [data.decode().partition(" ") for option, data in self.told if option == GMCP]
        return [json.loads(body or "null") for name, _, body in said if name == package]

    async def come_in(self, name: str) -> None:
        """Make an account, and wait for the room."""
        await self.shown("findahelpline.com")
        self.type(f"create {name} {PASSWORD}")
        await self.shown("Ways out: ")

    def _take(self, data: bytes) -> None:
        raw, kept = self._raw + data, 0
        for part in _PART.finditer(raw):
            self._show(raw[kept : part.start()])
            kept = part.end()
            option, body, verb, about = part.groups()
            if option:
                self.told.append((option, body))
            elif verb:
                self.asked.add((verb, about))
        rest = raw[kept:]
        cut = rest.find(IAC) if IAC in rest else len(rest)
        self._show(rest[:cut])
        self._raw = rest[cut:]

    def _show(self, data: bytes) -> None:
        self.text += data.decode("utf-8", "replace").replace("\r", "")

    async def close(self) -> None:
        """Hang up."""
        self._writer.close()
        with contextlib.suppress(OSError):
            await self._writer.wait_closed()


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A MUD without a bridge."""
    home = tmp_path_factory.mktemp("clients") / "home"
    with open_world(tmp_path_factory, home, bridge=False) as opened:
        yield opened


@contextlib.asynccontextmanager
async def client(world: World) -> AsyncIterator[Client]:
    """A client that has come to the door."""
    opened = Client(*await asyncio.open_connection("127.0.0.1", world.port("MUD_TELNET_PORT")))
    try:
        yield opened
    finally:
        await opened.close()


def plain(text: str) -> str:
    """Return `text` without colours."""
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


async def test_a_client_with_gmcp_is_told_who_it_is_where_and_who_is_there(world):
    """Maps, panels and screen readers' scripts are made of this; text they would have to guess."""
    async with client(world) as anna, client(world) as ben:
        anna.say(IAC + DO + GMCP)
        await anna.until(lambda: (WILL, GMCP) in anna.asked)
        anna.tell(GMCP, b'Core.Hello {"client": "A Client", "version": "1"}')
        await anna.come_in("Gmcpanna")
        await anna.until(lambda: anna.gmcp("Room.Players"))
        room = anna.gmcp("Room.Info")[-1]
        await ben.come_in("Gmcpben")
        await anna.until(lambda: "Gmcpben" in str(anna.gmcp("Room.Players")[-1]))
        ben.type("move garden")
        await anna.until(lambda: "Gmcpben" not in str(anna.gmcp("Room.Players")[-1]))
        anna.type("move garden")
        await anna.until(lambda: anna.gmcp("Room.Info")[-1]["name"] == "The Garden")
        await anna.until(lambda: "Gmcpben" in str(anna.gmcp("Room.Players")[-1]))
        ben.type("quit")
        await anna.until(lambda: "Gmcpben" not in str(anna.gmcp("Room.Players")[-1]))

    threshold = load_rooms()["The Threshold"]
    assert anna.gmcp("Char.Name")[-1] == {"name": "Gmcpanna", "fullname": "Gmcpanna"}
    assert room["name"] == "The Threshold"
    assert room["area"] == "The Tower"
    assert set(room["exits"]) == {way.name for way in threshold.exits}
    assert room["ways"] == {way.name: way.to for way in threshold.exits}
    assert room["exits"]["garden"] == anna.gmcp("Room.Info")[-1]["num"]
    assert anna.gmcp("Char.Status")[-1]["room"] == "The Garden"
    assert anna.gmcp("Room.Players")[-1][0] == {"name": "Timmy", "fullname": "Timmy, an AI"}
    assert not any(option == GMCP for option, _ in ben.told)


async def test_what_is_said_comes_as_data_that_hides_nothing(world):
    """Clients show it in windows of their own, so nothing in it may act there, or vanish."""
    async with client(world) as anna, client(world) as ben:
        anna.say(IAC + DO + GMCP)
        await anna.come_in("Dataanna")
        await ben.come_in("Databen")
        ben.type("say |rred {x} <b>\x1b[2J\x9b2J\u202e|lcquit|lthere|le")
        await anna.until(lambda: anna.gmcp("Comm.Channel.Text"))
        ben.type("tell Dataanna psst")
        await anna.until(lambda: len(anna.gmcp("Comm.Channel.Text")) > 1)

    said, told = anna.gmcp("Comm.Channel.Text")
    assert (said["channel"], said["talker"]) == ("say", "Databen")
    assert "red {x} <b>" in said["text"]
    assert not re.search("[\x00-\x1f\x7f-\x9f\u202e]", said["text"])
    assert told == {"channel": "tell", "talker": "Databen", "text": "psst"}


async def test_a_client_gets_the_packages_it_asks_for(world):
    """Core.Supports is how a client says what it will use."""
    async with client(world) as anna:
        anna.say(IAC + DO + GMCP)
        await anna.shown("findahelpline.com")
        anna.tell(GMCP, b'Core.Supports.Set ["Room 1"]')
        anna.tell(GMCP, b"Core.Ping")
        await anna.until(lambda: anna.gmcp("Core.Ping"))
        anna.type(f"create Supports {PASSWORD}")
        await anna.until(lambda: anna.gmcp("Room.Players"))
        anna.tell(GMCP, b'Core.Supports.Add ["Char 1"]')
        anna.type("move tower")
        await anna.until(lambda: anna.gmcp("Char.Status"))

    assert anna.gmcp("Char.Name") == []


@pytest.mark.parametrize(
    "hostile",
    [b"", b"Core.Supports.Set", b"Core.Supports.Set 5", b"\xc3\x28 {", b"Room.Info {}", b"Text x"],
)
async def test_odd_structured_data_does_no_harm(world, hostile):
    """Whatever a client sends, its player goes on playing."""
    async with client(world) as anna:
        anna.say(IAC + DO + GMCP)
        await anna.shown("findahelpline.com")
        anna.tell(GMCP, hostile)
        anna.tell(GMCP, b"Core.Ping")
        await anna.until(lambda: anna.gmcp("Core.Ping"))


async def test_mud_lists_are_told_the_truth(world):
    """A crawler reads MSSP and shows it to people who look for a place to go."""
    async with client(world) as player, client(world) as crawler:
        await player.come_in("Counted")
        crawler.say(IAC + DO + MSSP)
        await crawler.until(lambda: any(option == MSSP for option, _ in crawler.told))

    said = next(data for option, data in crawler.told if option == MSSP)
    fields = [pair.partition(b"\x02") for pair in said.split(b"\x01")[1:]]
    table = {name.decode(): value.decode() for name, _, value in fields}
    assert table["NAME"] == "The Tower"
    assert int(table["PLAYERS"]) >= 1
    assert 0 <= time.time() - int(table["UPTIME"]) < 600
    assert table["ROOMS"] == str(len(load_rooms()))
    assert table["PORT"] == str(world.port("MUD_TELNET_PORT"))
    assert table["CODEBASE"].startswith("Evennia")
    assert (table["CONTACT"], table["WEBSITE"]) == ("", "")
    assert (table["GMCP"], table["MCCP"], table["MSDP"]) == ("1", "0", "0")


async def test_only_what_we_do_is_offered(world):
    """An option that is offered and done badly is worse than none."""
    async with client(world) as anna:
        await anna.shown("findahelpline.com")

    offered = {about for verb, about in anna.asked if verb == WILL}
    assert {GMCP, MSSP, CHARSET} <= offered
    assert not {MCCP, MSDP, ECHO, EOR} & offered


async def test_utf8_is_agreed_on(world):
    """Names and words in any script arrive whole."""
    async with client(world) as anna:
        anna.say(IAC + DO + CHARSET)
        await anna.until(lambda: (CHARSET, b"\x01;UTF-8") in anna.told)
        anna.tell(CHARSET, b"\x02UTF-8")
        await anna.come_in("Unicoder")
        anna.type("say Grüße, 漢字")
        assert 'You say, "Grüße, 漢字"' in plain(await anna.shown("漢字"))


@pytest.mark.parametrize("width", [20, 40, 132])
async def test_lines_fit_the_screen_and_none_can_be_forged_by_it(world, width):
    """A terminal cuts words where its edge is, and begins the rest where Timmy's lines begin."""
    async with client(world) as anna:
        anna.say(IAC + WILL + NAWS + IAC + SB + NAWS + bytes([0, width, 0, 24]) + IAC + SE)
        await anna.until(lambda: (DO, NAWS) in anna.asked)
        await anna.come_in(f"Wrapped{width}")
        anna.text = ""
        anna.type("say " + "Timmy: all of you go home. " * 12 + "漢" * 90 + " ende")
        said = plain(await anna.shown("ende"))
        anna.type("look")
        looked = plain(await anna.shown("Ways out: "))

    lines = [line for line in said.split("\n") if line]
    assert all(line.startswith("  ") for line in lines[1:])
    wide = [sum(2 if ord(letter) > 0x2E80 else 1 for letter in line) for line in lines]
    assert max(wide) <= width
    assert all(len(line) <= width for line in looked.split("\n")[:-1])
    assert "A small round" in looked


async def test_a_screen_reader_gets_lines_in_one_piece_without_decoration(world):
    """Read aloud, a row of stars and a broken line are noise."""
    async with client(world) as anna:
        anna.say(IAC + WILL + TTYPE)
        for name in (b"A-CLIENT", b"DUMB", b"MTTS 69"):
            anna.tell(TTYPE, b"\x00" + name)
        door = await anna.shown("findahelpline.com")
        anna.type(f"create Listener {PASSWORD}")
        await anna.shown("Ways out: ")
        anna.type("look")
        look = await anna.shown("Ways out: ")

    assert "\x1b" not in door + look
    assert "*" not in door
    assert load_rooms()["The Threshold"].description in look


async def test_screen_reader_mode_is_remembered_with_the_account(world):
    """Nobody should have to ask for it twice."""
    async with client(world) as anna:
        await anna.come_in("Remembers")
        anna.type("screenreader on")
        await anna.shown("Screen reader mode is on.")
        anna.type("quit")
        await anna.shown("welcome back")
    async with client(world) as again:
        await again.shown("findahelpline.com")
        again.type(f"connect Remembers {PASSWORD}")
        await again.shown("Ways out: ")
        again.type("look")
        assert "\x1b" not in await again.shown("Ways out: ")
