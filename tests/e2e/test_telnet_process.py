"""The MUD as a process: how it starts, what it survives and how it ends."""

import asyncio
import contextlib
import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.e2e.telnet import Telnet
from tests.e2e.worlds import ROOT, World, open_world, template

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(120)]


@pytest.fixture
def world(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Iterator[World]:
    """A MUD without a bridge, for one test, which may break it."""
    with open_world(tmp_path_factory, tmp_path / "home", bridge=False) as opened:
        yield opened


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A MUD without a bridge, for the tests that leave it running."""
    home = tmp_path_factory.mktemp("process") / "home"
    with open_world(tmp_path_factory, home, bridge=False) as opened:
        yield opened


@pytest.fixture(autouse=True)
async def _hang_up() -> AsyncIterator[None]:
    yield
    await Telnet.close_all()


async def until(what, seconds: float = 20.0) -> float:
    """Wait until `what()` is true; return how long it took."""
    started = time.monotonic()
    while not what():
        assert time.monotonic() - started < seconds
        await asyncio.sleep(0.02)
    return time.monotonic() - started


def gone(pid: int) -> bool:
    """Whether a process is no more; one that nobody has waited for counts as gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").split(") ")[1][0] == "Z"
    except OSError:
        return True


def test_the_first_start_alone_shows_the_password_of_the_administrator(shared, tmp_path_factory):
    """It must be found once, and must not lie in every log after that."""
    first = template(tmp_path_factory.getbasetemp())
    kept = first.home / "admin-password"
    password = kept.read_text(encoding="ascii").strip()
    assert any(password in line for line in first.said)
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert stat.S_IMODE((first.home / "mud-secret-key").stat().st_mode) == 0o600
    assert shared.said == [
        f"mud: ready telnet={shared.port('MUD_TELNET_PORT')} web={shared.port('MUD_WEB_PORT')}"
    ]


async def test_the_administrator_can_come_in_and_limbo_is_nowhere(shared):
    """Whoever hosts the world must get in; players must never meet Evennia's first room."""
    admin = await shared.telnet()
    password = (shared.home / "admin-password").read_text(encoding="ascii").strip()
    await admin.login("admin", password)
    await admin.do("find limbo", "No matches found for 'limbo'")
    await admin.do("find threshold", "The Threshold(#2) -")


async def test_players_stay_when_the_server_dies(world):
    """The Portal keeps the connections; a crash costs a pause, not the evening."""
    player = await world.telnet()
    await player.create_and_login("Petra")
    os.kill(world.pid("server"), signal.SIGKILL)
    await until(lambda: not world.pid("server"))
    await until(lambda: world.pid("server"))
    for _ in range(40):
        await player.send("look led")
        if "A single green light" in await player.settle(0.3):
            break
    else:
        pytest.fail("the world did not come back")


async def test_the_world_comes_back_when_the_portal_dies(world):
    """Nobody should have to be there to start it again; those inside are let go properly."""
    player = await world.telnet()
    await player.create_and_login("Quentin")
    server = world.pid("server")
    os.kill(world.pid("portal"), signal.SIGKILL)
    assert await player.ended()
    await until(lambda: gone(server))
    again = await come_back(world)
    await again.login("Quentin")
    await again.do("who", "one visitor")


async def come_back(world: World) -> Telnet:
    """Come to the door of a world that is just starting again."""
    for _ in range(100):
        try:
            return await world.telnet()
        except (OSError, AssertionError):
            await asyncio.sleep(0.1)
    raise AssertionError("the door did not open again")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_ends_all_of_it_and_well(world, number):
    """Whoever stops the world wants it stopped, with nothing left behind."""
    player = await world.telnet()
    await player.create_and_login("Rosalind")
    pids = [world.pid("portal"), world.pid("server")]
    assert world.mud
    world.mud.send_signal(number)
    assert world.mud.wait(10) == 0
    assert all(gone(pid) for pid in pids)
    assert await player.ended()


async def test_a_second_start_is_quick_and_ends_what_a_killed_run_left(world):
    """After a power cut or an out-of-memory kill `make run` just works."""
    pids = [world.pid("portal"), world.pid("server")]
    assert world.mud
    world.mud.kill()
    world.mud.wait()
    assert world.mud.stdout
    world.mud.stdout.close()
    started = time.monotonic()
    world.start_mud()
    assert time.monotonic() - started < 12
    assert all(gone(pid) for pid in pids)


def test_a_world_is_opened_only_once(shared):
    """Two MUDs on one database would destroy it."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "mud")], env=shared.env, capture_output=True, check=False
    )
    assert done.returncode == 1
    assert b"is open already" in done.stderr


async def test_a_server_that_goes_on_dying_ends_the_mud_loudly(world):
    """A restart loop would hide what is wrong."""
    seen = 0
    assert world.mud
    while world.mud.poll() is None:
        pid = world.pid("server")
        if pid and pid != seen:
            os.kill(pid, signal.SIGKILL)
            seen = pid
        await asyncio.sleep(0.02)
    assert world.mud.returncode == 3  # whoever keeps it sees that another start would not help
    assert "giving up" in (world.home / "mud.log").read_text(encoding="utf-8")
    assert not world.pid("portal")


async def test_a_reload_keeps_the_players_and_what_they_see(shared):
    """The administrator changes something; the others go on talking."""
    player, admin = await shared.telnet(), await shared.telnet()
    await player.create_and_login("Sibylle")
    await player.do("garden", "Ways out: ")
    await admin.login("admin", (shared.home / "admin-password").read_text(encoding="ascii").strip())
    await admin.send("reload")
    await player.expect("The world is back.", 20)
    await player.do("look", "The Garden")
    await player.do("look timmy", "He is an AI")


async def test_an_endless_line_ends_the_connection_with_a_sentence(shared):
    """Whoever pasted a book learns why the door closed; memory is not for filling."""
    # Also within what telnet says about itself; at the first one some is made that stays.
    for n, endless in enumerate((b"x", b"x", b"\xff\xfa\xc9x")):
        client = await shared.telnet()
        rss = memory(shared.pid("portal"))
        client._writer.write(endless + b"x" * 4_000_000)
        await client.expect("longer than 8,000 letters")
        assert await client.ended()
        assert n == 0 or memory(shared.pid("portal")) - rss < 5 * 1024
        with contextlib.suppress(OSError):
            await client.close()


async def test_too_many_from_one_address_are_refused_in_words(tmp_path_factory, tmp_path):
    """One machine must not take every place; whoever is refused learns why."""
    limits = {"MUD_CONNECTIONS_PER_ADDRESS": "2", "MUD_CONNECTIONS": "4"}
    with open_world(tmp_path_factory, tmp_path / "home", bridge=False, **limits) as world:
        port = world.port("MUD_TELNET_PORT")
        near = [await world.telnet() for _ in range(4)]  # of this machine as many as there is room
        full = Telnet(*await asyncio.open_connection("127.0.0.1", port))
        await full.expect("Very many people are here just now")
        assert await full.ended()
        await near[0].close()
        await (await come_back(world)).close()


def memory(pid: int) -> int:
    """Return the KiB of memory that a process uses."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return int(status.split("VmRSS:")[1].split()[0])


async def test_a_damaged_database_is_set_aside_and_the_copy_takes_its_place(world):
    """A world must open again after a bad disk, and nobody must think that nothing happened."""
    player = await world.telnet()
    await player.create_and_login("Theodora")
    world.stop()
    game = world.home / "mud" / "server"
    database = game / "evennia.db3"
    database.write_bytes(database.read_bytes()[:8192] + b"\0nonsense" * 5000)

    world.start_mud()

    (note,) = [line for line in world.said if line.startswith("NOTE: ")]
    assert "database is damaged" in note
    assert "has taken its place" in note
    (aside,) = game.glob("evennia-damaged-*.db3")
    assert aside.name in note
    again = await world.telnet()
    await again.login("Theodora")
    assert stat.S_IMODE((game / "evennia-copy.db3").stat().st_mode) == 0o600


async def test_a_world_without_database_and_copy_begins_anew_and_says_so(world):
    """Better an empty world than none; but never in silence."""
    world.stop()
    game = world.home / "mud" / "server"
    (game / "evennia.db3").write_bytes(b"no database at all" * 1000)
    (game / "evennia-copy.db3").write_bytes(b"neither is this" * 1000)

    world.start_mud()

    assert any("begins anew" in line for line in world.said)
    await (await world.telnet()).create_and_login("Ursula")


async def test_guests_come_in_where_the_host_lets_them(tmp_path_factory, tmp_path):
    """A look around without an account; nothing of them stays."""
    home = tmp_path / "home"
    with open_world(tmp_path_factory, home, bridge=False, MUD_GUESTS="true") as world:
        for _ in range(2):
            guest = await world.telnet()
            await guest.do("connect guest", "Ways out: ")
            await guest.do("who", "Guest1")
            await guest.do("say hello", 'You say, "hello"')
            await guest.send("quit")
            assert await guest.ended()


async def test_guests_stay_out_where_nobody_said_otherwise(shared):
    """Doors are closed unless somebody opens them."""
    guest = await shared.telnet()
    await guest.do("connect guest", "not enabled")


def test_two_worlds_run_from_one_checkout(shared, tmp_path_factory, tmp_path):
    """What is written lies under TIMMY_HOME; nothing of it in the checkout."""
    with open_world(tmp_path_factory, tmp_path / "second", bridge=False) as second:
        assert second.pid("server") != shared.pid("server")
    assert not list((ROOT / "mud").rglob("*.db3*"))
    assert not list((ROOT / "mud").rglob("*.pid"))
