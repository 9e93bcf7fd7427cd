"""Readers of the feed who have caught up: one write for all that comes at once."""

import asyncio
from collections.abc import Sequence

from bridge.events import SayEvent
from bridge.hub import Audience, Hub, Item
from tests.bridge.people import THRESHOLD


def said(n: int | None) -> SayEvent:
    return SayEvent(
        id=n,
        user_id="ada_01",
        username="Ada",
        room=THRESHOLD,
        timestamp="2026-04-12T20:30:00.000000+00:00",
        realm="http",
        message=f"line {n}",
    )


def ids(items: Sequence[Item]) -> bytes:
    return b" ".join(str(event_id).encode() for event_id, _ in items)


def audience(hub: Hub, *, unstored: bool) -> Audience:
    return hub.audiences.setdefault(unstored, Audience(unstored, ids))


async def test_what_comes_at_once_reaches_each_reader_in_one_write() -> None:
    """The cost of a feed is its writes: twenty events at once need not be twenty of them."""
    hub = Hub()
    first: list[bytes] = []
    second: list[bytes] = []
    with hub.subscribe() as one, hub.subscribe() as other:
        hub.go_live(one, audience(hub, unstored=False), first.append)
        hub.go_live(other, audience(hub, unstored=False), second.append)
        for n in range(3):
            hub.publish(said(n))
        await asyncio.sleep(0)
        hub.publish(said(3))
        await asyncio.sleep(0)

    assert first == second == [b"0 1 2", b"3"]


async def test_who_goes_live_misses_nothing_and_sees_nothing_twice() -> None:
    """The queue holds what came before that moment, the writer gets what comes after it."""
    hub = Hub()
    early: list[bytes] = []
    late: list[bytes] = []
    with hub.subscribe() as one, hub.subscribe() as other:
        hub.go_live(one, audience(hub, unstored=False), early.append)
        hub.publish(said(1))
        assert (await other.next())[0] == 1
        hub.go_live(other, audience(hub, unstored=False), late.append)
        hub.publish(said(2))
        await asyncio.sleep(0)
        assert other.is_empty

    assert b" ".join(early) == b"1 2"
    assert late == [b"2"]


async def test_what_is_never_stored_is_shown_live_by_the_mud_alone() -> None:
    """What somebody said in a crisis is for those present, not for watchers."""
    hub = Hub()
    mud: list[bytes] = []
    watcher: list[bytes] = []
    with hub.subscribe(unstored=True) as one, hub.subscribe() as other:
        hub.go_live(one, audience(hub, unstored=True), mud.append)
        hub.go_live(other, audience(hub, unstored=False), watcher.append)
        hub.publish(said(None))
        hub.publish(said(1))
        await asyncio.sleep(0)
        hub.publish(said(None))
        await asyncio.sleep(0)

    assert mud == [b"None 1", b"None"]
    assert watcher == [b"1"]


async def test_who_has_left_gets_nothing_any_more() -> None:
    """A writer whose connection is gone must not be called."""
    hub = Hub()
    taken: list[bytes] = []
    with hub.subscribe() as one:
        hub.go_live(one, audience(hub, unstored=False), taken.append)
        assert len(hub) == 1
        hub.publish(said(1))

    await asyncio.sleep(0)
    assert len(hub) == 0
    assert taken == []
