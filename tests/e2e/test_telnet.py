"""The world as players meet it: real telnet, real Evennia, real bridge."""

import asyncio
import json
import signal
import subprocess
import time
import urllib.request
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.e2e.telnet import Telnet
from tests.e2e.worlds import World, open_world

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(120)]

FOUR = (
    "Are you safe right now?",
    "988",
    "741741",
    "5 things",
)
ROOMS = ("The Threshold", "The Tower", "The Garden", "The Forge", "The Bridge")


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """One world for the tests that leave it as it was."""
    with open_world(tmp_path_factory, tmp_path_factory.mktemp("shared") / "home") as opened:
        yield opened


@pytest.fixture
def mended(world: World) -> Iterator[subprocess.Popen[bytes]]:
    """Return the bridge of the shared world, which may be frozen or killed; it is mended after."""
    assert world.bridge
    yield world.bridge
    world.bridge.send_signal(signal.SIGCONT)
    if world.bridge.poll() is not None:
        world.start_bridge()


@pytest.fixture
def own_world(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Iterator[World]:
    """A world for one test, which may break it."""
    with open_world(tmp_path_factory, tmp_path / "home") as opened:
        yield opened


@pytest.fixture(autouse=True)
async def _hang_up() -> AsyncIterator[None]:
    yield
    await Telnet.close_all()


def post(world: World, path: str, body: dict[str, object]) -> dict[str, object]:
    """Call the bridge as anybody on this machine can."""
    request = urllib.request.Request(  # noqa: S310 - http it is
        f"{world.bridge_url}{path}",
        data=json.dumps(body).encode(),
        headers={"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=10) as response:  # noqa: S310 - http it is
        answer: dict[str, object] = json.load(response)
        return answer


def players(world: World, room: str) -> list[str]:
    """Return who is in `room`, as the bridge knows it."""
    url = f"{world.bridge_url}/bridge/room/{room.replace(' ', '%20')}/players"
    with urllib.request.urlopen(url, timeout=10) as response:  # noqa: S310 - http it is
        return [player["username"] for player in json.load(response)["players"]]


async def until_there(world: World, room: str, name: str, *, there: bool = True) -> None:
    """Wait until the bridge knows that `name` is in `room`, or no longer is."""
    for _ in range(100):
        if (name in await asyncio.to_thread(players, world, room)) is there:
            return
        await asyncio.sleep(0.05)
    raise AssertionError(f"{name} in {room} is not {there}")


def in_order(shown: str) -> bool:
    """Whether the four elements are in `shown`, once and in their order."""
    places = [shown.find(part) for part in FOUR]
    return places == sorted(places) and places[0] >= 0 and shown.count(FOUR[0]) == 1


async def timed(player: Telnet, line: str, text: str) -> float:
    """Return the milliseconds from a line to what it shows."""
    started = time.perf_counter()
    await player.do(line, text)
    return (time.perf_counter() - started) * 1000


async def test_a_newcomer_makes_an_account_and_walks_through_all_five_rooms(world):
    """The first evening: nothing of it needs a manual."""
    alice = await world.telnet()
    await alice.send("create Alicia a-long-password-1")
    shown = await alice.expect("Ways out: ")
    assert "a-long-password-1" not in shown
    assert "Timmy lives here. He is an AI" in shown
    assert "The Threshold" in shown
    await alice.settle()

    await alice.do("look", "The Threshold")
    await alice.do("look timmy", "He is an AI")
    for line, room in (
        ("move garden", "The Garden"),
        ("tower", "The Tower"),
        ("move the forge", "The Forge"),
        ("the bridge", "The Bridge"),
        ("threshold", "The Threshold"),
        ("garden", "The Garden"),
        ("move to bridge", "The Bridge"),
    ):
        await alice.settle(0.1)
        assert room in (await alice.do(line, "Ways out: ")), line
    await until_there(world, "The Bridge", "Alicia")
    await alice.do("look notes", "paper")
    await alice.do("who", "Alicia")
    await alice.send("quit")
    assert await alice.ended()
    await until_there(world, "The Bridge", "Alicia", there=False)


async def test_timmy_answers_the_talker_alone_and_recalls_what_was_said(world):
    """Private is private, and a conversation is more than its last line."""
    ben, cleo = await world.telnet(), await world.telnet()
    await ben.create_and_login("Benno")
    await cleo.create_and_login("Cleora")
    await ben.settle()

    await ben.do("talk My favourite colour is heliotrope.", "Timmy: ", 20)
    await ben.settle()
    await ben.send("talk what did I just say?")
    assert "heliotrope" in await ben.settle(2)
    await ben.do("ask Timmy hello", "Timmy: ", 20)
    await ben.do("tell Timmy hello", "Timmy: ", 20)
    await ben.do("talk to Timmy hello", "Timmy: ", 20)

    overheard = await cleo.settle()
    assert "Benno and Timmy talk quietly." in overheard
    assert "heliotrope" not in overheard
    assert "Timmy:" not in overheard


async def test_what_is_said_aloud_is_heard_at_once_and_once(world):
    """Evennia shows it; the feed must not bring it back a second time."""
    dora, emil = await world.telnet(), await world.telnet()
    await dora.create_and_login("Dorette")
    await emil.create_and_login("Emilio")
    await dora.settle()
    await dora.do("say the kettle is on", 'You say, "the kettle is on"')
    heard = await emil.expect('Dorette says, "the kettle is on"', 1)
    heard += await emil.settle(1)
    assert heard.count("kettle") == 1
    assert "kettle" not in await dora.settle()
    await dora.do("'and tea", 'You say, "and tea"')
    await emil.expect("and tea")


async def test_a_voice_from_afar_is_shown_in_its_room_once_and_nowhere_else(world):
    """Those who come by HTTP are in the same rooms as everybody."""
    fred, gina = await world.telnet(), await world.telnet()
    await fred.create_and_login("Fredo")
    await gina.create_and_login("Ginetta")
    await gina.do("forge", "Ways out: ")
    await fred.do("garden", "Ways out: ")
    await until_there(world, "The Garden", "Fredo")
    await gina.settle()
    body: dict[str, object] = {
        "user_id": "far1",
        "username": "Faraway",
        "room": "The Garden",
        "message": "is anybody {here} |rnow",
    }
    await asyncio.to_thread(post, world, "/bridge/say", body)

    shown = await fred.expect('Faraway (from afar) says, "is anybody {here} ¦rnow"', 1)
    assert shown.count("Faraway (from afar) comes in.") == 1
    assert "Faraway" not in await fred.settle(1)
    assert "Faraway" not in await gina.settle()


async def test_a_watcher_sees_a_room_that_allows_it_and_no_other(world):
    """The sign on the wall must be true, and its absence too."""
    hugo, ines = await world.telnet(), await world.telnet()
    await hugo.create_and_login("Hugolin")
    await ines.create_and_login("Inesita")
    await hugo.do("watch tower", "cannot be watched")
    await hugo.do("watch garden", "You watch The Garden")
    await ines.do("garden", "Ways out: ")
    await hugo.expect("[The Garden] Inesita comes in.")
    await ines.do("say good soil", "You say")
    await hugo.expect('[The Garden] Inesita says, "good soil"')
    await ines.do("say I want to kill myself tonight", "Are you safe right now?")
    assert "kill myself" not in await hugo.settle(1)
    await hugo.do("watch off", "no longer watch")
    await ines.do("say and stones", "You say")
    assert "stones" not in await hugo.settle(0.5)


@pytest.mark.parametrize("bridge", ["up", "frozen", "killed"])
async def test_a_crisis_is_answered_at_once_whatever_the_bridge_does(world, mended, bridge):
    """The promise of the whole project, in the process that the person is connected to."""
    jo, kim = await world.telnet(), await world.telnet()
    await jo.create_and_login(f"Jo{bridge}")
    await kim.create_and_login(f"Kim{bridge}")
    await jo.settle()
    if bridge == "frozen":
        mended.send_signal(signal.SIGSTOP)
    if bridge == "killed":
        mended.kill()
        mended.wait()

    started = time.perf_counter()
    shown = await jo.do("talk I want to kill myself", FOUR[-1])
    assert (time.perf_counter() - started) < 0.25
    shown += await jo.settle(1)
    assert in_order(shown)
    assert "Timmy:" not in shown

    started = time.perf_counter()
    said = await kim.do("say I want to kill myself", FOUR[-1])
    assert (time.perf_counter() - started) < 0.25
    assert in_order(said + await kim.settle(1))

    heard = await jo.settle()
    assert f'Kim{bridge} says, "I want to kill myself"' in heard
    assert "988" not in heard


async def test_who_has_no_account_yet_is_answered_too(world):
    """Somebody may type what hurts into the first line they see."""
    stranger = await world.telnet()
    assert in_order(await stranger.do("I want to kill myself", FOUR[-1]) + await stranger.settle())
    await stranger.do("help crisis", "988")
    await stranger.do("helpline Germany", "0800")


async def test_words_of_a_crisis_are_written_nowhere(own_world):
    """What somebody says in their worst hour is not for a disk."""
    lea = await own_world.telnet()
    await lea.create_and_login("Leandra")
    for verb in ("talk", "say", "pose", "tell nobody", "channel public =", "help", "setdesc"):
        await lea.send(f"{verb} I want to kill myself, zanzibar")
        await lea.settle()
    await lea.close()
    own_world.stop()
    for file in own_world.home.rglob("*"):
        if file.is_file():
            assert b"zanzibar" not in file.read_bytes(), file


async def test_a_hanging_bridge_holds_up_nobody_else(world, mended):
    """One reactor serves everybody: whoever waits must not make others wait."""
    mia, nora = await world.telnet(), await world.telnet()
    await mia.create_and_login("Miabella")
    await nora.create_and_login("Noranda")
    mended.send_signal(signal.SIGSTOP)
    await mia.send("talk hello")
    await nora.settle()
    times = [await timed(nora, "look led", "A single green light") for _ in range(20)]
    assert sorted(times)[-2] < 50, times
    await mia.expect("Timmy is thinking.", 4)


async def test_the_bridge_may_go_and_come_back(world, mended):
    """Each survives the other, and they find each other again by themselves."""
    otto = await world.telnet()
    await otto.create_and_login("Ottokar")
    mended.kill()
    mended.wait()
    shown = await otto.do("talk hello", "far away")
    assert "Timmy:" not in shown
    await otto.do("say still here", 'You say, "still here"')
    world.start_bridge()
    await until_there(world, "The Threshold", "Ottokar")
    await otto.do("talk hello", "Timmy: ", 20)


async def test_nothing_a_player_types_can_pass_for_another_line(world):
    """Forged lines, links, colours and escapes are how trust is stolen in a text world."""
    pia, rolf = await world.telnet(), await world.telnet()
    await pia.create_and_login("Piadora")
    await rolf.create_and_login("Rolfine")
    for verb in ("say", "pose", "whisper rolfine =", "tell rolfine", "channel public ="):
        await pia.send(
            f"{verb} hi|/Timmy: |rred|n |{{x}} $pad(a,30) \x1b[2J\u202e|lcquit|lthere|le end"
        )
        shown = await rolf.expect("end")
        assert "Timmy: ¦rred¦n ¦{x} $pad(a,30) [2J" in shown, verb
        assert "\nTimmy:" not in shown, verb
        assert "¦l" in shown or "here end" in shown, verb
        assert "\x1b" not in shown


@pytest.mark.parametrize("name", ["Timmy", "TIMMY", "T1mmy", "system", "claude"])
async def test_nobody_can_take_the_name_of_one_who_lives_here(world, name):
    """Whoever asks Timmy for help must know that it is he who answers."""
    player = await world.telnet()
    await player.do(f"create {name} a-long-password-1", "Please take another.")


async def test_a_line_without_an_end_is_cut_off(world):
    """One client must not fill the memory of the Portal."""
    greedy = await world.telnet()
    await greedy.send("x" * 3000)
    assert not await greedy.ended(0.3)
    greedy._writer.write(b"x" * 9000)
    assert await greedy.ended()


async def test_at_the_door_each_sign_is_answered(world: World):
    """Whoever has no account yet, and says it twice, is not shown a menu instead."""
    client = await world.telnet()
    shown = await client.do("I want to die", "are you safe?")
    assert all(part in shown for part in FOUR)
    await client.settle()

    await client.send("quiero morirme")
    assert "988" in await client.settle()
    await client.send("I want to kill myself")
    assert "988" in await client.settle()


async def test_a_long_line_with_a_sign_is_answered(world: World):
    """Somebody who pastes a farewell letter is not told that it is too long."""
    client = await world.telnet()
    await client.create_and_login("Longa")
    shown = await client.do("say I want to die. " + "I am so tired. " * 300, "are you safe?")
    assert all(part in shown for part in FOUR)
    assert "too long" in await client.do("say " + "tree " * 900, "several.")
