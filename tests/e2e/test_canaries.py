"""What is said in a crisis is kept nowhere: sentences are planted, and searched for in everything.

Somebody says them on every surface while the usual life goes on around them: people talk and hear,
dialogues are shortened, the bridge is killed and full of errors, the Server reloads, exports are
read and people forgotten. Then every file, stream and prompt of others is searched for them, in
each form that one could have.
"""

import asyncio
import base64
import json
import os
import signal
import sqlite3
import zlib
from collections.abc import AsyncIterable, AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
import pytest

import crisis
from bridge.window import PAID
from tests.bridge.people import body
from tests.e2e.telnet import PASSWORD, Telnet
from tests.e2e.test_telnet_process import until
from tests.e2e.worlds import World, open_world
from tests.providers.anthropic import AnthropicServer, Recorded, Reply

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(240)]

#: Each holds a word that nothing else holds; the search is for that word.
CLEAR = "I want to kill myself"
SOFT = "I hate my life"
#: What may be kept, to see that the search finds it.
CONTROL = "controlword"


@dataclass
class Canaries:
    """The planted words, each with where it was said."""

    planted: dict[str, str] = field(default_factory=dict)

    def plant(self, line: str, where: str) -> str:
        """Return `line` with a new word in the place of `{}`."""
        number = len(self.planted)
        word = "zyq" + "".join(chr(ord("a") + int(digit)) for digit in f"{number:03}") + "wux"
        self.planted[word] = where
        return line.format(word)

    def found_in(self, data: bytes) -> list[str]:
        """Return where each planted word was said that is in `data`, in whatever form."""
        low = data.lower()
        return [
            where
            for word, where in self.planted.items()
            if any(form in low for form in plain(word)) or any(form in data for form in coded(word))
        ]


def plain(word: str) -> list[bytes]:
    """Return `word` as it is, and in wide letters; URLs and JSON leave such a word as it is."""
    return [word.encode(code) for code in ("ascii", "utf-16-le", "utf-16-be", "utf-32-le")]


def coded(word: str) -> list[bytes]:
    """Return what is the same in each base64 of anything that holds `word`, and its hex form."""
    texts = [word.encode(), word.encode("utf-16-le")]
    forms = [text.hex().encode() for text in texts]
    for text in texts:
        for shift in range(3):
            whole = base64.b64encode(b"\0" * shift + text)
            # The first and the last letters depend on what is beside the word.
            forms.append(whole[(shift * 8 + 5) // 6 : len(text) * 8 // 6 - 2])
    return forms


def everything_in(folder: Path) -> Iterator[tuple[Path, bytes]]:
    """Yield each file under `folder` with its bytes."""
    for path in sorted(folder.rglob("*")):
        with suppress(FileNotFoundError):
            if path.is_file() and not path.is_symlink():
                yield path, path.read_bytes()


def rows_of(database: Path) -> bytes:
    """Return all that the tables of a database hold, unpacked where it is packed."""
    found: list[bytes] = []
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as db:
        names = [
            name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type='table'")
        ]
        for name in names:
            for row in db.execute(f'SELECT * FROM "{name}"'):  # noqa: S608 - a name of the database
                found += [
                    value if isinstance(value, bytes) else str(value).encode() for value in row
                ]
    return b"\n".join([*found, *(unpacked(value) for value in found)])


def unpacked(value: bytes) -> bytes:
    """Return what Evennia has packed into `value`, as far as it has."""
    with suppress(ValueError):
        value = base64.b64decode(value, validate=True)
    with suppress(zlib.error):
        value = zlib.decompress(value)
    return value


@dataclass
class Stage:
    """A world whose model is ours, and what was seen of it.

    Attributes:
        read: all that anybody could ask for, and all that others were shown that they must not be.
    """

    world: World
    provider: AnthropicServer
    canaries: Canaries
    temporary: Path
    read: list[bytes] = field(default_factory=list)

    async def said(
        self, http: aiohttp.ClientSession, name: str, words: str, way: str = "chat"
    ) -> Any:
        """Let a caller by HTTP say something; return the answer."""
        url = f"{self.world.bridge_url}/bridge/{way}"
        async with http.post(url, json=body(name, words)) as answer:
            assert answer.status == 200, await answer.text()
            return await answer.json()

    async def asked(self, http: aiohttp.ClientSession, path: str, **query: str) -> None:
        """Read what the bridge answers to whoever asks."""
        operator = {"Authorization": f"Bearer {self.world.token}"}
        for headers in ({}, operator):
            url = f"{self.world.bridge_url}{path}"
            async with http.get(url, params=query, headers=headers) as answer:
                self.read.append(f"{path} {query}".encode() + await answer.read())


@pytest.fixture
async def stage(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> AsyncIterator[Stage]:
    """Open a world that writes down as much as it can be told to."""
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    async with AnthropicServer() as provider:
        provider.otherwise = Reply(texts=("The rain has stopped, ", "and the bench is dry."))
        env: dict[str, Any] = {
            "ANTHROPIC_API_KEY": "k",
            "ANTHROPIC_BASE_URL": provider.url,
            "TIMMY_MODEL": "haiku",
            "TIMMY_RECORD": str(tmp_path / "recorded"),
            "TIMMY_LOG_LEVEL": "DEBUG",
            "TIMMY_REQUESTS_PER_MINUTE": "100000",
            "TMPDIR": str(temporary),
            "MUD_GUESTS": "true",
        }
        opening = open_world(tmp_path_factory, tmp_path / "home", **env)
        world = await asyncio.to_thread(opening.__enter__)
        try:
            yield Stage(world, provider, Canaries(), temporary)
        finally:
            await Telnet.close_all()
            await asyncio.to_thread(opening.__exit__, None, None, None)


#: What somebody types in the MUD; those that begin the window, what follows in it, and names.
TYPED = (
    *(f"talk {CLEAR} {{}}", f"say {CLEAR} {{}}", f"pose says {CLEAR} {{}}", f"'{CLEAR} {{}}"),
    *(f"whisper Bert {CLEAR} {{}}", f"tell Bert {CLEAR} {{}}", f"page Bert = {CLEAR} {{}}"),
    *(f"ask timmy {CLEAR} {{}}", f"timmy, {CLEAR} {{}}", f"chat {CLEAR} {{}}", f"{CLEAR} {{}}"),
    *(f"channel Public {CLEAR} {{}}", f"channel Nowhere {CLEAR} {{}}", f"describe {CLEAR} {{}}"),
    *(
        f"look {CLEAR} {{}}",
        f"help {CLEAR} {{}}",
        f"who {CLEAR} {{}}",
        f"password a = {CLEAR} {{}}",
    ),
    *(f"nick {CLEAR} {{}}", f"forget me {CLEAR} {{}}", f"tell nobody {CLEAR} {{}}"),
    *("talk I have the pills in my hand {}", "say I am standing on the bridge, goodbye {}"),
    *("talk no {}", "no, {}", "talk jk {}", "say just kidding {}", "talk don't tell {}"),
    *(f"talk {SOFT} {{}}", f"say {SOFT} {{}}", "say my cat is called {}", "talk my cat is {}"),
    *("pose strokes {}", "whisper Bert my sister is {}", "chat where is {}", "tell Bert about {}"),
    *("HELPLINE {}", "say HELPLINE {}"),
)
#: What somebody may type before they are in.
AT_THE_DOOR = (
    *(
        f"{CLEAR} {{}}",
        "no {}",
        f"create {CLEAR} {{}}",
        f"connect {CLEAR} {{}}",
        f"look {CLEAR} {{}}",
    ),
    *("create I_want_to_die_{} a-long-password-1", f"helpline {CLEAR} {{}}"),
)


async def in_the_mud(stage: Stage, una: Telnet, lines: tuple[str, ...], when: str) -> None:
    """Let somebody in need type all of these lines."""
    for line in lines:
        await una.send(stage.canaries.plant(line, f"{when}: {line}"))
    await una.settle(0.5)


async def by_http(stage: Stage, http: aiohttp.ClientSession, name: str) -> None:
    """Let a caller say clear, soft and other lines, fit and unfit ones, by each route."""
    plant = stage.canaries.plant
    for way in ("chat", "say"):
        for line in (f"{SOFT} {{}}", f"{CLEAR} {{}}", "no {}", "my cat is {}", f"{CLEAR} {{}}"):
            await stage.said(http, name, plant(line, f"http {way}: {line}"), way)
        url = f"{stage.world.bridge_url}/bridge/{way}"
        unfit = (
            {"username": "Timmy"},
            {"username": plant("I want to die {}", f"http {way}: name")},
            {"room": plant("Nowhere {}", f"http {way}: room")},
            {plant("x{}", f"http {way}: field"): 1},
            {"message": plant(f"{CLEAR} {{}} ", f"http {way}: long") * 300},
        )
        for wrong in unfit:
            told = body("Nobody", plant(f"{CLEAR} {{}}", f"http {way}: unfit")) | wrong
            async with http.post(url, json=told, headers={"Idempotency-Key": "k"}) as answer:
                await answer.read()
        stream = {"Accept": "text/event-stream"}
        told = body(f"{name}s", plant(f"{CLEAR} {{}}", f"http {way}: stream"))
        async with http.post(url, json=told, headers=stream) as answer:
            await answer.read()


async def by_socket(stage: Stage, http: aiohttp.ClientSession) -> None:
    """Let somebody say them at the table and in the laboratory, and in what is no message there."""
    plant, url = stage.canaries.plant, stage.world.bridge_url
    talk, voices = {"conversationId": "0" * 12}, {"personalities": ["sydney", "rational"]}
    async with http.ws_connect(f"{url}/table/ws") as table, http.ws_connect(f"{url}/lab/ws") as lab:
        await table.send_json({"text": f"{CONTROL} table", "target": "gpt"})
        for line in (f"{CLEAR} {{}}", "no {}", "my cat is {}", f"@claude {SOFT} {{}}"):
            for mode in (None, "collaborate", "autopilot"):
                await table.send_json({"text": plant(line, f"table: {line}"), "mode": mode})
            for what in (talk | {"content": line}, voices | {"initialPrompt": line}):
                wish = {
                    name: plant(line, "lab") if text == line else text
                    for name, text in what.items()
                }
                kind = "INJECT_MESSAGE" if "content" in what else "START_CONVERSATION"
                await lab.send_json({"type": kind, "data": wish})
        await table.send_json({"text": "hello", "thread": plant("kill-myself-{}", "thread")})
        await table.send_json({"cancel": plant(f"{CLEAR} {{}}", "table: cancel")})
        name = plant("I want to die {}", "lab: name")
        await lab.send_json(
            {"type": "INJECT_MESSAGE", "data": talk | {"content": "hi", "name": name}}
        )
        await table.send_json({"cancel": "no such"})
        await lab.send_json({"type": "STOP_CONVERSATION", "data": talk})
        for socket, last in ((table, "no such call"), (lab, "not_found")):
            while last not in (told := await socket.receive_str()):
                stage.read.append(told.encode())


async def around(stage: Stage, http: aiohttp.ClientSession) -> None:
    """Let others speak to Timmy, and read all that can be asked for."""
    for n in range(2):
        await stage.said(http, "Gustav", f"BYANOTHER what was said here? {n}")
        await stage.said(http, "Gustav", f"{CONTROL} {n}", "say")
    for path in ("health", "sessions", "rooms", "stats", "budget", "world/The Threshold"):
        await stage.asked(http, f"/bridge/{path}")
    for room in ("The Threshold", "The Garden"):
        await stage.asked(http, f"/bridge/room/{room}/events")
        await stage.asked(http, f"/bridge/room/{room}/players")
    for path in ("/docs", "/openapi.json", "/crisis"):
        await stage.asked(http, path)
    with closing(sqlite3.connect(stage.world.home / "journal.db")) as db:
        ids = [row[0].split(":", 1)[1] for row in db.execute("SELECT person FROM crises")]
        ids += [row[0].split(":", 1)[1] for row in db.execute("SELECT person FROM sessions")]
        traces = [str(row[0]) for row in db.execute("SELECT id FROM traces")]
    for user_id in set(ids):
        await stage.asked(http, "/bridge/me", user_id=user_id)
        await stage.asked(http, "/bridge/me/why", user_id=user_id)
    for trace in traces:
        await stage.asked(http, f"/bridge/trace/{trace}")


@asynccontextmanager
async def watched(stage: Stage, http: aiohttp.ClientSession) -> AsyncIterator[None]:
    """Read the feed, from the beginning, the table and the laboratory as a watcher does."""
    url = stage.world.bridge_url
    async with (
        http.get(f"{url}/bridge/feed?after=0&heartbeat=1") as feed,
        http.ws_connect(f"{url}/table/ws") as table,
        http.ws_connect(f"{url}/lab/ws") as lab,
    ):

        async def read(what: bytes, lines: AsyncIterable[Any]) -> None:
            async for line in lines:
                stage.read.append(what + (line if isinstance(line, bytes) else line.data.encode()))

        reading = [
            asyncio.create_task(read(b"feed ", feed.content)),
            asyncio.create_task(read(b"table ", table)),
            asyncio.create_task(read(b"lab ", lab)),
        ]
        try:
            yield
        finally:
            for task in reading:
                task.cancel()
            await asyncio.wait(reading)


async def is_safe_again(stage: Stage, http: aiohttp.ClientSession, name: str) -> None:
    """Let the window of a caller end, and their dialogue become so long that it is shortened."""
    for _ in range(8):
        await stage.said(http, name, "I am safe now, my sister is with me, thank you")
    for n in range(PAID.high + 4):
        await stage.said(http, name, f"AFTERWARDS and then {n}")


def keep_home(stage: Stage, to: Path) -> None:
    """Keep what is on the disk at this moment, as it is, as a backup would."""
    to.mkdir()
    for number, (path, data) in enumerate(everything_in(stage.world.home)):
        (to / f"{number}-{path.name}").write_bytes(data)


def of_others(requests: list[Recorded]) -> list[Recorded]:
    """Return the prompts that are of others, or of somebody whose window has ended."""
    marks = ("BYANOTHER", "AFTERWARDS")
    return [one for one in requests if any(m in str(one.body["messages"][-1]) for m in marks)]


async def live(stage: Stage, tmp_path: Path, *, whole: bool) -> None:
    """Plant the sentences and let the world live around them; `whole`: with all that may happen."""
    bert, una, door = [await stage.world.telnet() for _ in range(3)]
    await bert.create_and_login("Bert")
    await una.create_and_login("Una")
    await while_all_is_well(stage, tmp_path, bert, una, door)
    await while_things_break(stage, tmp_path, una, whole=whole)
    async with aiohttp.ClientSession() as http:
        await around(stage, http)
        await una.do("forget me", "within two minutes")
        await una.do("forget me yes", "It is done.")
        await around(stage, http)
    await una.do("quit", "Farewell")


async def while_all_is_well(
    stage: Stage, tmp_path: Path, bert: Telnet, una: Telnet, door: Telnet
) -> None:
    """Plant them at the doors, in the MUD and by HTTP, with others around who look and listen."""
    async with aiohttp.ClientSession() as http:
        async with watched(stage, http):
            await una.do(f"say {CONTROL}", "You say")
            await in_the_mud(stage, door, AT_THE_DOOR, "door")
            await in_the_mud(stage, una, TYPED, "bridge up")
            await by_http(stage, http, "Wanda")
            await by_socket(stage, http)
            await around(stage, http)
        assert "741741" not in await bert.settle()
        await una.settle()  # those who are there hear what a caller says aloud
        for command in ("export all", "why 1"):
            await una.send(command)
            stage.read.append((await una.settle(1.5)).encode())
        await is_safe_again(stage, http, "Wanda")
        keep_home(stage, tmp_path / "backup")


async def while_things_break(stage: Stage, tmp_path: Path, una: Telnet, *, whole: bool) -> None:
    """Plant them while the bridge is frozen or dead, and the Server is."""
    world = stage.world
    assert world.bridge
    if whole:
        world.bridge.send_signal(signal.SIGSTOP)
        await in_the_mud(stage, una, TYPED[:10], "bridge frozen")
    world.bridge.kill()
    await asyncio.to_thread(world.bridge.wait)
    await in_the_mud(stage, una, TYPED, "bridge down")
    keep_home(stage, tmp_path / "while-it-is-down")
    if whole:
        pid = world.pid("server")
        os.kill(pid, signal.SIGKILL)
        await in_the_mud(stage, una, TYPED[:10], "Server killed")
        await until(lambda: world.pid("server") not in {0, pid}, 60)
        await una.do("look", "Ways out: ", 30)
    await asyncio.to_thread(world.start_bridge)
    await una.do("talk are you there?", "Timmy: ", 30)
    await una.settle(1.0)


@pytest.mark.parametrize("whole", [False, pytest.param(True, marks=pytest.mark.proof)])
async def test_of_what_is_said_in_a_crisis_nothing_is_left_anywhere(stage, tmp_path, whole):
    """Raw, in small letters, wide, in base64 or hex: in no file, stream, log, table or prompt."""
    await live(stage, tmp_path, whole=whole)
    running = [*everything_in(tmp_path)]
    await asyncio.to_thread(stage.world.stop)
    files = [*running, *everything_in(tmp_path)]
    canaries = stage.canaries

    assert len(canaries.planted) > 100
    leaks = {f"{path}: {where}" for path, data in files for where in canaries.found_in(data)}
    for database in tmp_path.rglob("*.db*"):
        if database.suffix in {".db", ".db3"}:
            leaks |= {f"{database}: {where}" for where in canaries.found_in(rows_of(database))}
    for data in stage.read:
        leaks |= {f"{data[:60]!r}: {where}" for where in canaries.found_in(data)}
    others = of_others(stage.provider.requests)
    for request in others:
        prompt = json.dumps(request.body).encode()
        leaks |= {f"prompt: {where}" for where in canaries.found_in(prompt)}
    leaks |= {f"stdout: {w}" for w in canaries.found_in("\n".join(stage.world.said).encode())}
    assert sorted(leaks) == []
    # The search would find what is there.
    assert any(CONTROL.encode() in data for _, data in files)
    assert any(CONTROL.encode() in data for data in stage.read)
    assert any(b"table {" in data and CONTROL.encode() in data for data in stage.read)
    assert len(others) > PAID.high
    assert any("AFTERWARDS" in str(one.body) for one in others)
    heard = Canaries({CONTROL: "x"})
    assert heard.found_in(base64.b64encode(f"a{CONTROL}b".encode()))
    assert heard.found_in(CONTROL.upper().encode("utf-16-le"))


def test_the_search_finds_a_word_in_each_form():
    """It is worth what it finds."""
    canaries = Canaries()
    line = canaries.plant("I want to die {} tonight", "here")
    forms = [
        line.encode(),
        line.upper().encode(),
        line.encode("utf-16"),
        line.encode().hex().encode(),
    ]
    forms += [base64.b64encode(b"x" * shift + line.encode()) for shift in range(3)]
    forms += [json.dumps({"m": line}).encode(), line.replace(" ", "%20").encode()]
    for form in forms:
        assert canaries.found_in(form) == ["here"], form
    assert canaries.found_in(crisis.block().encode() + PASSWORD.encode()) == []
