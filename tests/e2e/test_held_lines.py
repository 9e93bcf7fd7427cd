"""What players type while the world's Server is away is done when it is back, or they are told."""

import asyncio
import os
import re
import signal
from collections.abc import AsyncIterator, Iterator

import pytest

from tests.e2e.telnet import Telnet
from tests.e2e.test_telnet_process import until
from tests.e2e.worlds import World, open_world

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(180)]

AWAY = "The world blinks"


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """One world without a bridge, whose Server is ended again and again."""
    home = tmp_path_factory.mktemp("held") / "home"
    with open_world(tmp_path_factory, home, bridge=False) as opened:
        yield opened


@pytest.fixture(autouse=True)
async def _hang_up() -> AsyncIterator[None]:
    yield
    await Telnet.close_all()


async def killed(world: World) -> None:
    """Kill the Server when it is up, long before it is back."""
    await until(lambda: world.pid("server"))
    pid = world.pid("server")
    os.kill(pid, signal.SIGKILL)
    await until(lambda: world.pid("server") != pid)


async def seen_by(player: Telnet, last: str, seconds: float = 30.0) -> str:
    """Return what a player is shown up to `last`."""
    return await player.expect(last, seconds)


async def test_what_is_typed_while_the_server_is_dead_is_done_once_and_in_its_order(world):
    """A crash costs a pause; who speaks and who listens find nothing missing or doubled."""
    speaker, listener = await world.telnet(), await world.telnet()
    await speaker.create_and_login("Hester")
    await listener.create_and_login("Ludwig")
    for n in range(5):
        await speaker.send(f"say number {n}.")  # some are on their way when the Server dies
    await killed(world)
    for n in range(5, 15):
        await speaker.send(f"say number {n}.")

    said = await speaker.expect(AWAY, 5)
    heard = await seen_by(listener, "number 14.")
    said += await seen_by(speaker, 'say, "number 14."')
    unsure = re.findall(r"repeat it: say number (\d+)\.", said)
    done = re.findall(r'You say, "number (\d+)\."', said)

    assert [n for n in re.findall(r"number (\d+)\.", heard) if n not in unsure] == done
    assert [str(n) for n in range(15)] == sorted({*done, *unsure}, key=int)
    assert len(done) >= 10


async def test_nothing_typed_during_a_reload_is_lost(world):
    """A reload is the host's doing; players do not pay for it."""
    speaker, listener, admin = [await world.telnet() for _ in range(3)]
    await speaker.create_and_login("Rosalind")
    await listener.create_and_login("Ottilie")
    password = (world.home / "admin-password").read_text(encoding="ascii").strip()
    await admin.login("admin", password)
    pid = world.pid("server")
    await admin.send("reload")
    for n in range(20):
        await speaker.send(f"say line {n}.")
        await asyncio.sleep(0.15)

    heard = await seen_by(listener, "line 19.")

    assert re.findall(r"line (\d+)\.", heard) == [str(n) for n in range(20)]
    assert world.pid("server") != pid


async def test_a_sign_of_crisis_is_answered_at_once_while_the_world_is_away(world):
    """Nobody waits for a process to start before they learn whom to call; once is enough."""
    person = await world.telnet()
    await person.create_and_login("Magda")
    await killed(world)

    await person.send("talk I want to die tonight")
    shown = await person.expect("741741", 3)
    await person.send("look led")
    shown += await person.expect("A single green light", 30)

    assert "Are you safe right now?" in shown
    assert shown.count("741741") == 1


async def test_what_cannot_be_kept_is_refused_line_by_line(world):
    """The Portal is no place to store things in, and nobody believes a line kept that is not."""
    person = await world.telnet()
    await person.create_and_login("Balthasar")
    await killed(world)
    for n in range(25):
        await person.send(f"say it is {n}.")

    shown = await person.expect('You say, "it is 19."', 30)
    shown += await person.settle()

    refused = re.findall(r"not kept: say it is (\d+)\.", shown)
    assert refused == [str(n) for n in range(20, 25)]
    assert re.findall(r'You say, "it is (\d+)\."', shown) == [str(n) for n in range(20)]


async def test_who_comes_while_the_world_is_away_finds_the_door_and_comes_in(world):
    """A newcomer would otherwise look at nothing, and leave; their password is shown to nobody."""
    await killed(world)
    newcomer = Telnet(*await asyncio.open_connection("127.0.0.1", world.port("MUD_TELNET_PORT")))
    await newcomer.send("create Florentine a-long-password-1")

    shown = await newcomer.expect("Ways out: ", 30)

    assert AWAY in shown
    assert "a-long-password-1" not in shown
    for log in (world.home / "mud.log", *(world.home / "mud" / "server" / "logs").iterdir()):
        assert "a-long-password-1" not in log.read_text(encoding="utf-8", errors="replace")


async def test_a_server_that_is_stuck_is_noticed(world):
    """It is there and does nothing: whoever types learns that it was kept."""
    person = await world.telnet()
    await person.create_and_login("Cornelius")
    os.kill(world.pid("server"), signal.SIGSTOP)
    try:
        await person.send("say are you there?")
        await person.expect("holds its breath", 6)
    finally:
        os.kill(world.pid("server"), signal.SIGCONT)
    await person.expect('You say, "are you there?"')


@pytest.mark.proof
async def test_a_server_that_stays_stuck_is_started_again(world):
    """Half a minute is long enough; what was typed is done by the next one."""
    person = await world.telnet()
    await person.create_and_login("Eleonore")
    os.kill(world.pid("server"), signal.SIGSTOP)
    await person.send("say are you there?")
    await person.expect("holds its breath", 6)

    await person.expect('You say, "are you there?"', 90)
    assert "The Server does not answer any more" in (world.home / "mud.log").read_text()


@pytest.mark.proof
async def test_a_portal_that_stays_stuck_is_started_again(world):
    """Nobody can come in by a door that hangs, nor go on behind it."""
    portal, server = world.pid("portal"), world.pid("server")
    os.kill(portal, signal.SIGSTOP)
    await until(lambda: world.pid("portal") not in {0, portal}, 90)
    await until(lambda: world.pid("server") not in {0, server}, 30)
    person = Telnet(*await comes_to(world.port("MUD_TELNET_PORT")))
    await person.send("create Dorothea a-long-password-1")
    await person.expect("Ways out: ", 60)


async def comes_to(port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """Return a connection to `port`, as soon as somebody listens there."""
    async with asyncio.timeout(30):
        while True:
            try:
                return await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                await asyncio.sleep(0.1)
