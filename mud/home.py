"""Where a world lives: the game directory under `TIMMY_HOME`, its secrets and its old processes."""

import fcntl
import importlib.metadata
import os
import secrets
import shutil
import signal
import time
from collections.abc import Mapping
from pathlib import Path
from typing import IO

CODE = Path(__file__).resolve().parent

#: Seconds that a process of a former run is given to end by itself.
PATIENCE = 6.0


def home_of(environ: Mapping[str, str]) -> Path:
    """Return `TIMMY_HOME`, made if it is not there; only its owner may look into it."""
    home = Path(environ.get("TIMMY_HOME") or "~/.timmy").expanduser().absolute()
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    return home


def lock(game: Path) -> IO[str]:
    """Return a lock that is held for as long as it is open.

    Raises:
        BlockingIOError: another process has this world open.
    """
    game.mkdir(exist_ok=True, mode=0o700)
    held = (game / "lock").open("w")
    fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    return held


def lay_out(game: Path) -> None:
    """Put the code of this checkout into `game`; what was written there since stays.

    Files of former versions are removed, the directory `server` keeps what Evennia wrote into it.
    """
    for old in game.rglob("*.py"):
        if not (CODE / old.relative_to(game)).is_file():
            old.unlink()
    shutil.copytree(
        CODE,
        game,
        dirs_exist_ok=True,
        ignore=shutil.ignore_patterns("__pycache__", "__main__.py", "*.db3*", "logs", "lock"),
    )
    (game / "server" / "logs").mkdir(exist_ok=True)


def secret(path: Path) -> tuple[str, bool]:
    """Return the secret kept in `path`, and whether it was made just now."""
    if path.exists() and (kept := path.read_text(encoding="ascii", errors="replace").strip()):
        return kept, False
    made = secrets.token_urlsafe(18)
    fresh = path.with_name(f"{path.name}.new")
    fresh.touch(mode=0o600)
    with fresh.open("w", encoding="ascii") as file:
        file.write(f"{made}\n")
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)  # whole or not at all, whatever happens meanwhile
    return made, True


def is_prepared(game: Path) -> bool:
    """Whether the database is as this version of Evennia wants it."""
    mark = game / "prepared"
    return mark.exists() and mark.read_text(encoding="ascii") == _version()


def note_prepared(game: Path) -> None:
    """Remember that the database fits this version of Evennia."""
    (game / "prepared").write_text(_version(), encoding="ascii")


def _version() -> str:
    return importlib.metadata.version("evennia")


def end_leftovers(game: Path) -> None:
    """End what a former run has left behind, by its pid files and only if it is really ours."""
    for name in ("portal", "server"):
        pid_file = game / "server" / f"{name}.pid"
        if not pid_file.exists():
            continue
        text = pid_file.read_text(encoding="ascii").strip()
        if text.isdigit() and _is_ours(int(text), pid_file):
            _end(int(text), pid_file)
        pid_file.unlink(missing_ok=True)


def _is_ours(pid: int, pid_file: Path) -> bool:
    try:
        return os.fsencode(pid_file) in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


def _end(pid: int, pid_file: Path) -> None:
    os.kill(pid, signal.SIGTERM)
    give_up = time.monotonic() + PATIENCE
    while _is_ours(pid, pid_file):
        if time.monotonic() > give_up:
            os.kill(pid, signal.SIGKILL)
        time.sleep(0.05)
