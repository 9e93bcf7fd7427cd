"""How much memory somebody's dialogue takes: `python tests/bench idle (dicts | sessions) COUNT`.

Prints the bytes that each of COUNT dialogues of 40 messages of 600 characters adds to a process.
"""

import os
import sys
from collections.abc import Callable, Sequence

from bridge.presence import Person
from bridge.sessions import COOLING, Sessions
from tests.bench import machine

_MESSAGES, _LENGTH = 40, 600


def main(args: Sequence[str]) -> int:
    """Print the bytes of one dialogue of that kind; return the exit status."""
    kind, count = args[0], int(args[1])
    keep = _dicts if kind == "dicts" else _sessions()
    kept = [keep(n) for n in range(20)]  # what is made once is there before
    before = machine.resident_bytes(os.getpid())
    kept += [keep(n) for n in range(20, 20 + count)]
    sys.stdout.write(f"{(machine.resident_bytes(os.getpid()) - before) / count}\n")
    return 0


def _said(person: int, n: int) -> str:
    return f"{person} {n} ".ljust(_LENGTH, "x")


def _dicts(person: int) -> object:
    return [
        {"role": "user" if n % 2 else "assistant", "content": _said(person, n)}
        for n in range(_MESSAGES)
    ]


def _sessions() -> Callable[[int], object]:
    """Return what lets a person speak and fall silent, in the bridge's own sessions."""
    now = 0.0
    sessions = Sessions(limit=10**9, idle_timeout=1e12, clock=lambda: now, wall=lambda: now)

    def keep(n: int) -> object:
        nonlocal now
        session = sessions.open(Person("http", f"u{n}"), f"User {n}", "The Threshold")
        for turn in range(_MESSAGES // 2):
            session.remember(_said(n, turn), _said(n, -turn))
        now += 2 * COOLING
        sessions.cool()
        return session

    return keep
