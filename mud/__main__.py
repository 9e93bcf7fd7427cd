"""Run the MUD in the foreground: `python mud`.

Evennia is two processes: the Portal holds the players' connections, the Server the world. Both are
children of this one, which starts them again when they die and stops them when it is told to.
"""

import importlib.util
import os
import resource
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path

import home
import safekeeping

#: A process that dies is started again, but not more often than this within a minute.
RESTARTS = 5
#: Exit status: Portal or Server died more often than that; another start would not mend it.
CANNOT_BE_KEPT = 3
#: Seconds until the doors must be open, and that a stop may take before it turns rough.
OPEN_SECONDS, STOP_SECONDS = 90.0, 12.0
#: Seconds the Server is given to end after the Portal, and that a good run of it takes at least.
GRACE_SECONDS, RUN_SECONDS = 2.5, 5.0
#: Seconds between two looks at them; how many may find no sign of life, after the first one and
#: before it. Looks are counted and not seconds: while a machine sleeps, nobody looks either.
LOOK, FROZEN, UNBORN = 0.2, 150, 450
#: Open files that Portal and Server want, if they may have them.
FILES = 4096
#: What the Portal's telnet door shows only when the Server stands behind it.
BEHIND_THE_DOOR = b"Timmy"

_TWISTD = "import sys; from twisted.scripts.twistd import run; sys.argv[0] = 'twistd'; run()"


class Pulse:
    """The signs of life of a process: it writes into a pipe now and then, and we look.

    Attributes:
        theirs: where it writes; ours to close when it has it.
    """

    def __init__(self) -> None:
        self._ours, self.theirs = os.pipe()
        os.set_blocking(self._ours, False)
        os.set_blocking(self.theirs, False)
        self._limit, self._silent = UNBORN, 0

    def is_felt(self) -> bool:
        """Look once; False when there was no sign for too many looks."""
        try:
            is_new = bool(os.read(self._ours, 4096))
        except BlockingIOError:
            is_new = False
        if is_new:
            self._limit = FROZEN
        self._silent = 0 if is_new else self._silent + 1
        return self._silent < self._limit

    def close(self) -> None:
        """Look no more."""
        os.close(self._ours)


class Keeper:
    """Portal and Server, kept running until a signal comes."""

    def __init__(self, game: Path, env: dict[str, str]) -> None:
        self._game = game
        self._env = env
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._pulses: dict[str, Pulse] = {}
        self._deaths: deque[float] = deque(maxlen=RESTARTS + 1)
        self._server_started = 0.0
        self._signals = 0
        self._woken = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._on_signal)

    def _on_signal(self, *_: object) -> None:
        self._signals += 1
        self._woken.set()
        if self._signals > 1:
            for process in self._running.values():
                process.kill()

    def keep(self, on_open: Callable[[], None]) -> int:
        """Run both until a signal, a shutdown from inside or too many deaths; return the status."""
        self._start("portal")
        self._start("server")
        opened, since, given_up = False, time.monotonic(), False
        while not self._signals:
            if not self._look_after():
                given_up = not self._left_by_itself()
                break
            if not opened and self._is_open():
                opened = True
                on_open()
            if not opened and time.monotonic() - since > OPEN_SECONDS:
                _complain(f"The MUD is not open after {OPEN_SECONDS:.0f} s.")
                break
            self._woken.wait(LOOK)
        status = 0 if self._signals or self._left_by_itself() else 1
        status = CANNOT_BE_KEPT if given_up else status
        self._stop()
        return status

    def _start(self, name: str) -> None:
        (self._game / "server" / f"{name}.pid").unlink(missing_ok=True)
        if name == "server":
            self._server_started = time.monotonic()
        module = {"portal": "evennia.server.portal.portal", "server": "evennia.server.server"}
        if name in self._pulses:
            self._pulses[name].close()
        pulse = self._pulses[name] = Pulse()
        self._running[name] = subprocess.Popen(  # noqa: S603 - our own command line
            [
                *(sys.executable, "-c", _TWISTD, "--nodaemon"),
                f"--pidfile={self._game / 'server' / f'{name}.pid'}",
                f"--python={_file_of(module[name])}",
                "--logger=server.conf.discreet.observer",
            ],
            cwd=self._game,
            env={**self._env, "MUD_KEPT": str(pulse.theirs)},
            pass_fds=[pulse.theirs],
            stdin=subprocess.DEVNULL,
            stdout=sys.stderr,
            start_new_session=True,  # Ctrl-C reaches us alone, and we stop them in order
        )
        os.close(pulse.theirs)

    def _look_after(self) -> bool:
        """Start again what has ended or is frozen; False when that is no use any more."""
        for name, pulse in self._pulses.items():
            if not pulse.is_felt() and self._running[name].poll() is None:
                _complain(f"The {name.capitalize()} does not answer any more and is killed.")
                self._end(name)
        if self._running["portal"].poll() is not None:
            if self._left_by_itself() or not self._may_restart("Portal"):
                return False
            self._end("server")
            self._start("portal")
            self._start("server")
        status = self._running["server"].poll()
        if status is not None:
            # A Server that ends well does so for a reload; the Portal has kept the players.
            ran = time.monotonic() - self._server_started
            if (status or ran < RUN_SECONDS) and not self._may_restart("Server"):
                return False
            self._start("server")
        return True

    def _left_by_itself(self) -> bool:
        return self._running["portal"].poll() == 0

    def _may_restart(self, name: str) -> bool:
        now = time.monotonic()
        self._deaths.append(now)
        if len(self._deaths) > RESTARTS and now - self._deaths[0] < 60:
            _complain(f"The {name} died {RESTARTS + 1} times within a minute; giving up.")
            return False
        _complain(f"The {name} died; it is started again.")
        return True

    def _is_open(self) -> bool:
        return _answers(_host(), _port("MUD_TELNET_PORT", 4000), BEHIND_THE_DOOR)

    def _stop(self) -> None:
        """End the Portal, which ends the Server; be rough when that takes too long."""
        portal, server = self._running["portal"], self._running["server"]
        portal.terminate()
        asked, portal_gone = time.monotonic(), 0.0
        while time.monotonic() - asked < STOP_SECONDS and self._signals < 2:
            if portal.poll() is not None:
                if server.poll() is not None:
                    return
                portal_gone = portal_gone or time.monotonic()
                if time.monotonic() - portal_gone > GRACE_SECONDS:
                    server.terminate()  # the Portal died, or had no Server yet that it could tell
            time.sleep(0.05)
        for name in self._running:
            self._end(name)

    def _end(self, name: str) -> None:
        self._running[name].kill()
        self._running[name].wait()


def main() -> int:
    """Open the world of `TIMMY_HOME` and keep it open; return the exit status."""
    where = home.home_of(os.environ)
    game = where / "mud"
    try:
        held = home.lock(game)
    except BlockingIOError:
        return _complain(f"The MUD of {where} is open already.")
    with held:
        home.end_leftovers(game)
        home.lay_out(game)
        for sentence in safekeeping.look_after(game):
            _say(f"NOTE: {sentence}")
        env = _environment(where)
        if not home.is_prepared(game):
            if not _prepare(where, game, env):
                return _complain("The database could not be made ready.")
            home.note_prepared(game)
        ports = (_port("MUD_TELNET_PORT", 4000), _port("MUD_WEB_PORT", 4001))
        _let_many_come()
        status = Keeper(game, env).keep(
            lambda: _say(f"mud: ready telnet={ports[0]} web={ports[1]}"),
        )
        for sentence in safekeeping.look_after(game):
            _say(f"NOTE: {sentence}")
        return status


def _let_many_come() -> None:
    """Let Portal and Server have as many files open as they may: each player is one."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if 0 <= soft < FILES:
        resource.setrlimit(resource.RLIMIT_NOFILE, (FILES if hard < 0 else min(FILES, hard), hard))


def _environment(where: Path) -> dict[str, str]:
    """Return what Portal and Server find in their environment."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "server.conf.settings",
        "PYTHONPATH": os.pathsep.join([str(where / "mud"), str(home.CODE.parent), *sys.path[1:]]),
        "PYTHONUNBUFFERED": "1",
        "TIMMY_HOME": str(where),
        "TIMMY_REPO": str(home.CODE.parent),
        "MUD_SECRET_KEY": home.secret(where / "mud-secret-key")[0],
    }


def _prepare(where: Path, game: Path, env: dict[str, str]) -> bool:
    """Make the database ready, with the administrator in it; True when that worked."""
    name = os.environ.get("MUD_ADMIN_USER") or "admin"
    password, made = os.environ.get("MUD_ADMIN_PASSWORD"), False
    if not password:
        password, made = home.secret(where / "admin-password")
    done = subprocess.run(
        [sys.executable, "prepare.py"],
        cwd=game,
        env={**env, "MUD_ADMIN_USER": name, "MUD_ADMIN_PASSWORD": password},
        stdin=subprocess.DEVNULL,
        stdout=sys.stderr,
        check=False,
    )
    if done.returncode == 0 and made:
        _say(f"The administrator is {name}, with the password {password}")
        _say(f"It is shown this once, and kept in {where / 'admin-password'}.")
    return done.returncode == 0


def _file_of(module: str) -> Path:
    """Return the file of a module of Evennia without importing it."""
    package = importlib.util.find_spec("evennia")
    if package is None or package.origin is None:
        sys.exit("mud: Evennia is not installed.")
    return Path(package.origin).parent.joinpath(*module.split(".")[1:]).with_suffix(".py")


def _answers(host: str, port: int, wanted: bytes) -> bool:
    """Whether a door shows what it shows to visitors."""
    try:
        with socket.create_connection((host, port), 2) as door:
            door.settimeout(1)
            seen = b""
            while wanted not in seen:
                more = door.recv(4096)
                if not more:
                    return False
                seen += more
    except OSError:
        return False
    return True


def _host() -> str:
    given = os.environ.get("MUD_INTERFACE") or "127.0.0.1"
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(given, given)  # noqa: S104 - not bound here


def _port(name: str, default: int) -> int:
    return int(os.environ.get(name) or default)


def _say(text: str) -> None:
    print(text, flush=True)


def _complain(sentence: str) -> int:
    sys.stderr.write(f"mud: {sentence}\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
