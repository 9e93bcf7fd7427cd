"""Coming in, by any name in any alphabet; and what the door keeps out."""

import asyncio
import urllib.error
import urllib.request
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.e2e.telnet import PASSWORD, Telnet
from tests.e2e.worlds import PORTS, World, open_world

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(120)]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A MUD that guests may enter; the bridge has no part in it."""
    home = tmp_path_factory.mktemp("door") / "home"
    with open_world(tmp_path_factory, home, bridge=False, MUD_GUESTS="true") as opened:
        yield opened


@pytest.fixture(autouse=True)
async def _hang_up() -> AsyncIterator[None]:
    yield
    await Telnet.close_all()


@pytest.mark.parametrize(
    ("name", "again"),
    [
        ("José", "jose"),
        ("Мария", "МАРИЯ"),
        ("さくら", "さくら"),
        ("ليلى", "ليلى"),
        ("मीना", "मीना"),
    ],
)
async def test_people_come_with_the_name_that_they_have(world, name, again):
    """In their own alphabet, and back again from any keyboard."""
    player = await world.telnet()
    await player.create_and_login(name)
    await player.do("who", name)
    await player.do("quit", "Farewell.")
    player = await world.telnet()
    await player.login(again)
    await player.do("who", name)


async def test_a_name_that_looks_like_another_is_refused_kindly(world):
    """Two people must not be taken for each other."""
    first, second = await world.telnet(), await world.telnet()
    await first.create_and_login("Beatrice")
    for name in ("BEATRlCE", "Béatrice", "B.eatrice"):
        await second.do(f"create {name} {PASSWORD}", "looks like this one")
    await second.do(f"create beatrice {PASSWORD}", "Somebody bears this name already.")


@pytest.mark.parametrize(
    ("name", "why"),
    [
        *(("T1mmy", "kept for one who lives here"), ("Тіmmу", "keeps to one alphabet")),
        *(("bridge", "kept for one who lives here"), ("x", "2 to 24 letters")),
        *(("1st", "begins with a letter"), ("Guest3", "kept for")),
    ],
)
async def test_a_name_that_nobody_may_bear_is_refused_with_the_reason(world, name, why):
    """Whoever is refused must know what to do next."""
    player = await world.telnet()
    await player.do(f"create {name} {PASSWORD}", why)


async def test_what_is_typed_before_the_door_is_open_is_done_behind_it(world):
    """The password takes its time, and some type fast, or have their client type."""
    player = await world.telnet()
    await player.send(f"create Quickly {PASSWORD}\r\nsay one\r\nsay two")
    shown = await player.expect('You say, "two"')
    assert shown.index("Ways out: ") < shown.index('You say, "one"')


async def test_a_wrong_password_lets_nobody_in_and_says_nothing_of_the_name(world):
    """Who has an account is nobody's business."""
    player = await world.telnet()
    await player.create_and_login("Honestly")
    other = await world.telnet()
    await other.settle()
    wrong = await other.do("connect Honestly another-password", "this password.")
    await other.settle()
    unknown = await other.do("connect Unknown another-password", "this password.")
    assert wrong.strip() == unknown.strip()


async def test_a_password_can_be_changed(world):
    """The old one is asked for, and no longer good."""
    player = await world.telnet()
    await player.create_and_login("Changeling")
    await player.do("password not-the-old-one = another-long-2", "The old password is another.")
    await player.do(f"password {PASSWORD} = short", "too short")
    await player.do(f"password {PASSWORD} = another-long-2", "Your password is changed.")
    await player.do("quit", "Farewell.")
    player = await world.telnet()
    await player.do(f"connect Changeling {PASSWORD}", "No account has this name")
    await player.login("Changeling", "another-long-2")


async def test_a_guest_comes_in_without_a_password(world):
    """Some only want to look around."""
    player = await world.telnet()
    await player.do("connect guest", "Ways out: ")
    await player.do("who", "Guest1")
    await player.do("password a = another-long-2", "The old password is another.")


async def test_what_evennia_leaves_open_is_closed(world):
    """Its defaults are made for a developer's own machine."""
    player = await world.telnet()
    await player.create_and_login("Curiosa")
    for line in ("py 1", "@reload", "shutdown", "userpassword admin = x", "boot admin", "ban x"):
        await player.do(line, "That is nothing one can do here.")
    await player.do("say $pad(a,30) $eval(1+1) $You() {who}", "$pad(a,30) $eval(1+1) $You() {who}")
    assert _bound(world) == {"0100007F"}
    with pytest.raises(urllib.error.HTTPError) as refused:
        await asyncio.to_thread(_ask, world, "evil.example")
    assert refused.value.code == 421
    refused.value.close()


def _ask(world: World, host: str) -> None:
    url = f"http://127.0.0.1:{world.port('MUD_WEB_PORT')}/"
    request = urllib.request.Request(url, headers={"Host": host})
    urllib.request.urlopen(request, timeout=5)  # noqa: S310 - http it is


def _bound(world: World) -> set[str]:
    """Return the addresses at which the ports of the world listen."""
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    rows += [line.split() for line in Path("/proc/net/tcp6").read_text().splitlines()[1:]]
    ports = {f"{world.port(name):04X}" for name in PORTS}
    listening = [row[1].split(":") for row in rows if row[3] == "0A"]
    return {address for address, port in listening if port in ports}


async def test_the_log_names_nobody(world):
    """It is read by others and outlives `forget me`: no name, no address, no word."""
    player = await world.telnet()
    await player.create_and_login("Lieselotte")
    await player.do("say zanzibar", "You say")
    await player.do("quit", "Farewell.")
    player = await world.telnet()
    await player.do("connect Lieselotte a-wrong-password", "No account has this name")
    await player.login("Lieselotte")
    await player.do("quit", "Farewell.")

    logs = [world.home / "mud.log", *(world.home / "mud" / "server" / "logs").iterdir()]
    written = "".join(log.read_text(encoding="utf-8", errors="replace") for log in logs)
    assert "somebody had a wrong name or password" in written
    for word in ("lieselotte", "zanzibar", "127.0.0.1"):
        assert word not in written.lower()
