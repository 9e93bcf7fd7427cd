"""Who shows a sign of crisis is answered at every door, whatever runs, hangs, dies or restarts."""

import asyncio
import html
import itertools
import json
import os
import re
import signal
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import aiohttp
import pytest

import crisis
from tests.bridge.people import body
from tests.bridge.test_everywhere import shown_in
from tests.e2e.telnet import PASSWORD, Telnet
from tests.e2e.test_telnet_process import until
from tests.e2e.worlds import World, open_world

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(180)]

SIGN = "I want to kill myself"
BLOCK = crisis.block()
#: How something is said in the world, and whether it is said to others too.
WAYS = {
    **dict.fromkeys(("talk {}", "tell timmy {}", "{}", "describe {}"), False),
    **dict.fromkeys(("say {}", "pose says {}", "whisper Bert {}", "tell Bert {}", "chat {}"), True),
}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """One world; each test leaves it with a bridge that runs."""
    home = tmp_path_factory.mktemp("crisis") / "home"
    with open_world(tmp_path_factory, home, TIMMY_MODEL="offline") as opened:
        yield opened


@pytest.fixture(autouse=True)
async def _mend(world: World) -> AsyncIterator[None]:
    yield
    await Telnet.close_all()
    mend(world)


def mend(world: World) -> None:
    """Let the bridge run."""
    assert world.bridge
    if world.bridge.poll() is not None:
        world.start_bridge()
    world.bridge.send_signal(signal.SIGCONT)


def kill_bridge(world: World) -> None:
    """End the bridge without a word."""
    assert world.bridge
    world.bridge.kill()
    world.bridge.wait()


@asynccontextmanager
async def page(world: World, name: str) -> AsyncIterator[aiohttp.ClientWebSocketResponse]:
    """Come in by the web socket, as `name`."""
    url = f"ws://127.0.0.1:{world.port('MUD_WEBSOCKET_PORT')}/"
    async with aiohttp.ClientSession() as session, session.ws_connect(url) as socket:
        await socket.send_json(["text", [f"create {name} {PASSWORD}"], {}])
        await read(socket, "Ways out: ")
        yield socket


async def read(socket: aiohttp.ClientWebSocketResponse, last: str) -> str:
    """Return the texts that a page is shown, up to the one that holds `last`."""
    shown = ""
    async with asyncio.timeout(30):
        while last not in shown:
            kind, args, _ = json.loads((await socket.receive()).data)
            if kind == "text":
                text = re.sub(r"<br>|</div>", "\n", args[0])
                shown += html.unescape(re.sub(r"<[^>]+>", "", text)) + "\n"
    return shown


@dataclass
class Scene:
    """Those who speak, each in one way, and those who are around.

    Attributes:
        speakers: who speaks, by how they do.
        bert: is in the room, by telnet.
    """

    speakers: dict[str, Telnet]
    bert: Telnet


@pytest.fixture
async def scene(world: World) -> Scene:
    """Return people of whom nothing is known."""
    names = [f"Ada{next(_NUMBERS)}" for _ in WAYS]
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(_new(world, name)) for name in ("Bert", *names)]
    bert, *speakers = [task.result() for task in tasks]
    await bert.settle()
    return Scene(dict(zip(WAYS, speakers, strict=True)), bert)


async def _new(world: World, name: str) -> Telnet:
    return await inside(world, await opened(world), name)


_NUMBERS = itertools.count()


async def all_speak(scene: Scene, seconds: float = 10.0) -> None:
    """Let each show a sign in their own way: the block is what each is shown, once."""
    for way, speaker in scene.speakers.items():
        await speaker.settle(0.01)
        await speaker.send(way.format(SIGN))
    for way, speaker in scene.speakers.items():
        shown = await speaker.expect(BLOCK.splitlines()[-1], seconds)
        assert BLOCK in shown, (way, shown)


async def nothing_follows(scene: Scene) -> str:
    """Return what Bert was shown; nobody is shown the block again, and he no line of it."""
    for way, speaker in scene.speakers.items():
        assert "741741" not in await speaker.settle(0.1), way
    heard = await scene.bert.settle()
    assert "741741" not in heard
    return heard


def said_aloud(heard: str) -> int:
    """Return how often the sign was heard."""
    return " ".join(heard.split()).count(SIGN)


@pytest.mark.parametrize("bridge", ["up", "frozen", "down"])
async def test_each_way_of_speaking_is_answered_whatever_the_bridge_does(world, scene, bridge):
    """At once, in full, once, to the speaker alone; the others hear what was said, and no more."""
    if bridge == "frozen":
        world.bridge.send_signal(signal.SIGSTOP)
    elif bridge == "down":
        kill_bridge(world)

    await all_speak(scene)

    heard = await nothing_follows(scene)
    assert said_aloud(heard) == sum(WAYS.values()), heard
    mend(world)
    assert said_aloud(await nothing_follows(scene)) == 0


async def test_while_the_world_reloads_everybody_is_answered(world, scene):
    """By the Portal, which is there; the world does not say it a second time when it is back."""
    admin = await world.telnet()
    await admin.login("admin", (world.home / "admin-password").read_text().strip())
    pid = world.pid("server")
    await admin.send("reload")
    await until(lambda: world.pid("server") != pid)

    await all_speak(scene, 30)

    await until(lambda: world.pid("server") not in {0, pid})
    await scene.bert.do("look", "Ways out: ", 30)
    await nothing_follows(scene)


async def test_when_the_server_is_killed_everybody_is_answered(world, scene):
    """Also with nobody but the Portal left."""
    pid = world.pid("server")
    os.kill(pid, signal.SIGKILL)

    await all_speak(scene, 30)

    await until(lambda: world.pid("server") not in {0, pid})
    await scene.bert.do("look", "Ways out: ", 30)
    await nothing_follows(scene)


async def test_a_page_is_answered_too(world):
    """By the web socket, which is another way out."""
    async with page(world, f"Webster{next(_NUMBERS)}") as socket:
        await socket.send_json(["text", [f"say {SIGN}"], {}])
        shown = await read(socket, "You say")
    assert shown.count(BLOCK) == 1


async def test_callers_by_http_are_answered_over_a_real_socket(world):
    """Chat, as a stream too, and what is said aloud; who is in the MUD hears that alone."""
    bert = await world.telnet()
    await bert.create_and_login(f"Bertil{next(_NUMBERS)}")
    async with aiohttp.ClientSession() as http:
        for way in ("chat", "chat", "say"):
            headers = {"Accept": "text/event-stream"} if way == "chat" else {}
            told = body(f"Ada{next(_NUMBERS)}", SIGN)
            url = f"{world.bridge_url}/bridge/{way}"
            async with http.post(url, json=told, headers=headers) as answer:
                assert shown_in(await answer.text()) == BLOCK
    heard = await bert.settle()
    assert said_aloud(heard) == 1
    assert "741741" not in heard


@pytest.mark.parametrize("words", [SIGN, "HELPLINE Germany"])
async def test_who_types_too_fast_is_answered(world, words):
    """A text that is pasted may have a hundred lines."""
    person = await world.telnet()
    await person.create_and_login(f"Ada{next(_NUMBERS)}")
    await person.send("\r\n".join([*["look"] * 1100, words]))
    await person.expect("too fast", 30)
    wanted = BLOCK.splitlines()[-1] if words == SIGN else "0800 111 0 111"
    await person.expect(wanted, 30)


async def test_a_letter_without_an_end_is_read_and_the_line_stays_open(world):
    """Somebody may paste all that they wanted to say."""
    person = await world.telnet()
    await person.create_and_login(f"Ada{next(_NUMBERS)}")
    await person.send(f"say {SIGN}. {'I am so tired. ' * 700}")

    assert BLOCK in await person.expect(BLOCK.splitlines()[-1])
    await person.do("look", "Ways out: ")


# --- Many ---------------------------------------------------------------------------------------


@dataclass
class Count:
    """How many showed a sign, and how many were answered once, or more than once."""

    asked: int = 0
    answered: int = 0
    again: int = 0
    faults: list[str] = field(default_factory=list)


async def comes_and_goes(world: World, name: str, cycles: int, count: Count) -> None:
    """Show a sign at the door, come in, show one there and leave; again and again."""
    ways = itertools.cycle(way for way in WAYS if "Bert" not in way)
    for _ in range(cycles):
        line = await opened(world)
        await shows_a_sign(line, SIGN, count)
        line = await inside(world, line, name)
        await shows_a_sign(line, next(ways).format(SIGN), count)
        count.again += (await line.settle(0.05)).count(BLOCK)
        await line.send("quit")
        await line.ended(10)
        await line.close()


async def opened(world: World) -> Telnet:
    """Come to the door, whether or not anything is behind it."""
    port = world.port("MUD_TELNET_PORT")
    line = Telnet(*await asyncio.open_connection("127.0.0.1", port))
    while await line._more(0.05):
        pass
    return line


async def inside(world: World, line: Telnet, name: str, password: str = PASSWORD) -> Telnet:
    """Come in, with a new account or the one that there is, however often it takes."""
    word = "create"
    while True:
        await line.send(f"{word} {name} {password}")
        try:
            shown = await line.expect_any(("Ways out: ", "Please take another"), 20)
        except AssertionError:
            await line.close()
            line = await opened(world)
            continue
        if "Ways out: " in shown:
            await line.settle(0.1)
            return line
        word = "connect"


async def shows_a_sign(line: Telnet, words: str, count: Count) -> None:
    """Type a sign; the block comes, whole."""
    count.asked += 1
    await line.send(words)
    shown = await line.expect(BLOCK.splitlines()[-1], 60)
    assert BLOCK in shown, shown
    count.answered += 1


async def breaks_things(world: World, count: Count) -> None:
    """Freeze and kill the bridge, reload and kill the Server, in turn, until cancelled."""
    admin = (world.home / "admin-password").read_text().strip()
    for fault in itertools.cycle(("bridge frozen", "bridge killed", "reload", "server killed")):
        count.faults.append(fault)
        pid = world.pid("server")
        if fault == "bridge frozen":
            assert world.bridge
            world.bridge.send_signal(signal.SIGSTOP)
            await asyncio.sleep(6)
        elif fault == "bridge killed":
            kill_bridge(world)
            await asyncio.sleep(3)
        elif fault == "reload":
            line = await inside(world, await opened(world), "admin", admin)
            await line.send("reload")
            await until(lambda pid=pid: world.pid("server") not in {0, pid}, 60)
            await line.close()
        else:
            os.kill(pid, signal.SIGKILL)
            await until(lambda pid=pid: world.pid("server") not in {0, pid}, 60)
        await asyncio.to_thread(mend, world)
        await asyncio.sleep(4)


async def many(world: World, people: int, cycles: int) -> Count:
    """Let people come and go while things break; return how they were answered."""
    count = Count()
    breaking = asyncio.create_task(breaks_things(world, count))
    async with asyncio.TaskGroup() as group:
        for n in range(people):
            group.create_task(comes_and_goes(world, f"Mona{n}", cycles, count))
    breaking.cancel()
    await asyncio.wait([breaking])
    assert breaking.cancelled(), breaking.exception()
    return count


@pytest.mark.proof
@pytest.mark.timeout(1800)
async def test_a_thousand_first_replies_while_everything_breaks_are_complete(world):
    """Through the doors of a real world, from many people at once."""
    count = await many(world, people=20, cycles=25)

    assert count.asked == count.answered == 1000
    assert {"bridge frozen", "bridge killed", "reload", "server killed"} <= set(count.faults)
    assert count.again <= count.faults.count("server killed")  # it died while it answered
