"""The machine that the figures come from, and what its processes cost."""

import contextlib
import os
import platform
import resource
import time
from importlib.metadata import version
from pathlib import Path

#: What runs on which core: the server that is measured has one for itself.
SERVER_CORE, LOAD_CORE = 0, 1
_PARTS = ("aiohttp", "uvloop", "orjson", "pydantic")


def pin(pid: int, core: int) -> bool:
    """Let a process run on one core alone; False where that cannot be had."""
    with contextlib.suppress(AttributeError, OSError):
        os.sched_setaffinity(pid, {core})
        return True
    return False


def cpu_seconds(pid: int) -> float:
    """Return the CPU time that process `pid` has used, in all its threads (Linux)."""
    return time.clock_gettime((~pid << 3) | 2)  # how Linux numbers the CPU clock of a process


def cpu_seconds_beside(pid: int) -> float:
    """Return the CPU time of those threads of process `pid` that are not its first (Linux)."""
    threads = (one for one in Path(f"/proc/{pid}/task").iterdir() if one.name != str(pid))
    told = ((one / "schedstat").read_text(encoding="ascii") for one in threads)
    return sum(int(line.split()[0]) for line in told) / 1e9


def resident_bytes(pid: int) -> int:
    """Return how much memory process `pid` holds (Linux)."""
    pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def described() -> dict[str, str]:
    """Return what the figures depend on."""
    return {
        "cpu": _cpu(),
        "cores": str(os.cpu_count()),
        "system": f"{platform.system()} {platform.release().partition('-')[0]}",
        "python": platform.python_version(),
        **{part: version(part) for part in _PARTS},
    }


def _cpu() -> str:
    with contextlib.suppress(OSError):
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def many_files() -> None:
    """Let this process, and those that it starts, have as many files open as may be."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
