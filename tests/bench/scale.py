"""How much is measured: in full, quickly, or just enough to see that it runs."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scale:
    """Sizes of one run.

    Attributes:
        seconds, slices: length of one stretch of load, and how many each server gets.
        warm: seconds before the first; sessions then have their full history.
        paced: chats at 40 a second, for each server and slice.
        at_once: chats under way at the same time while the model thinks for a second, and for how
            many seconds that goes on.
        sessions, events: what is stored when it is a lot.
        starts: how often each server is started.
        readers, rounds, burst: of the feed: readers, events to time, events at once.
        stalled: readers that stop, and of how many.
        crowd: of a large audience, how many have stopped, and how many have not.
        scans: texts scanned for signs of crisis, and crisis answers.
    """

    seconds: float
    slices: int
    warm: float
    paced: int
    at_once: tuple[int, float]
    sessions: int
    events: int
    starts: int
    readers: int
    rounds: int
    burst: int
    stalled: tuple[int, int]
    crowd: tuple[int, int]
    scans: int


FULL = Scale(
    seconds=2.0,
    slices=5,
    warm=5.0,
    paced=40,
    at_once=(500, 5.0),
    sessions=100_000,
    events=1_000_000,
    starts=5,
    readers=1000,
    rounds=40,
    burst=20,
    stalled=(20, 220),
    crowd=(100, 9900),
    scans=400,
)
QUICK = Scale(
    seconds=1.0,
    slices=3,
    warm=3.0,
    paced=30,
    at_once=(500, 4.0),
    sessions=20_000,
    events=100_000,
    starts=2,
    readers=1000,
    rounds=10,
    burst=20,
    stalled=(20, 220),
    crowd=(20, 980),
    scans=100,
)
TINY = Scale(
    seconds=0.05,
    slices=1,
    warm=0.0,
    paced=2,
    at_once=(4, 0.1),
    sessions=40,
    events=100,
    starts=1,
    readers=5,
    rounds=1,
    burst=2,
    stalled=(1, 4),
    crowd=(1, 4),
    scans=2,
)
