"""Readers of the hub: what comes is held until they have caught up, and then goes straight out."""

import asyncio
from typing import Any, cast

import pytest

from bridge import hub as hubs
from bridge.events import SayEvent
from bridge.hub import Hub, Item, View
from tests.bridge.people import GARDEN, THRESHOLD

EVERYTHING, FOR_THE_MUD = View(), View(unstored=True)


def said(n: int | None, room: str = THRESHOLD) -> SayEvent:
    return SayEvent(
        id=n,
        user_id="ada_01",
        username="Ada",
        room=room,
        timestamp="2026-04-12T20:30:00.000000+00:00",
        realm="http",
        message=f"line {n}",
    )


def ids(item: Item) -> bytes:
    return f"{item[0]} ".encode()


class Line:
    """A connection that takes all it is given, or nothing."""

    def __init__(self, *, waiting: int = 0) -> None:
        self.taken: list[bytes] = []
        self.aborted = False
        self._waiting = waiting

    def is_closing(self) -> bool:
        return self.aborted

    def get_write_buffer_size(self) -> int:
        return self._waiting

    def abort(self) -> None:
        self.aborted = True

    def write(self, data: bytes) -> None:
        self.taken.append(data)

    @property
    def as_transport(self) -> asyncio.WriteTransport:
        return cast(asyncio.WriteTransport, cast(Any, self))


async def told() -> None:
    """Let what was published go out."""
    await asyncio.sleep(0)
    await asyncio.sleep(0)


async def test_what_comes_at_once_reaches_a_live_reader_in_one_write() -> None:
    """The cost of a feed is its writes: three events at once need not be three of them."""
    hub, line = Hub(), Line()
    with hub.reading(EVERYTHING, ids) as reader:
        reader.go_live(line.as_transport)
        for n in range(3):
            hub.publish(said(n))
        await told()
        hub.publish(said(3))
        await told()

    assert line.taken == [b"0 1 2 ", b"3 "]


async def test_who_goes_live_misses_nothing_and_sees_nothing_twice() -> None:
    """What came while the reader caught up was held for it, in order."""
    hub, line = Hub(), Line()
    hub.publish(said(1))
    with hub.reading(EVERYTHING, ids) as reader:
        hub.publish(said(2))
        await told()
        hub.publish(said(3))
        reader.go_live(line.as_transport)
        hub.publish(said(4))
        await told()

    assert b"".join(line.taken) == b"2 3 4 "


async def test_what_is_never_stored_is_shown_live_to_the_mud_alone() -> None:
    """What somebody said in a crisis is for those present, not for watchers."""
    hub, mud, watcher = Hub(), Line(), Line()
    with hub.reading(FOR_THE_MUD, ids) as one, hub.reading(EVERYTHING, ids) as other:
        one.go_live(mud.as_transport)
        other.go_live(watcher.as_transport)
        hub.publish(said(None))
        hub.publish(said(1))
        await told()

    assert mud.taken == [b"None 1 "]
    assert watcher.taken == [b"1 "]
    assert [event.id for event in hub.recent(THRESHOLD)] == [1]


async def test_who_watches_one_room_is_told_of_that_room() -> None:
    """Straight from the hub, like those who watch everything."""
    hub, line = Hub(), Line()
    with hub.reading(View(rooms=frozenset({GARDEN})), ids) as reader:
        reader.go_live(line.as_transport)
        for n, room in enumerate([THRESHOLD, GARDEN, THRESHOLD, GARDEN]):
            hub.publish(said(n, room))
        await told()

    assert line.taken == [b"1 3 "]


async def test_a_view_tells_in_its_own_words_and_of_its_own_topics() -> None:
    """Who watches need not see whose id it was; what is no event is for who asked for it."""
    hub, line, other = Hub(), Line(), Line()
    view = View(topics=frozenset({"talks"}), line=lambda event: f"<{event.username}>".encode())
    with (
        hub.reading(view, lambda item: item[1]) as reader,
        hub.reading(EVERYTHING, ids) as everything,
    ):
        reader.go_live(line.as_transport)
        everything.go_live(other.as_transport)
        hub.publish(said(1))
        hub.tell("talks", b"a talk")
        hub.tell("votes", b"a vote")
        await told()

    assert line.taken == [b"<Ada>a talk"]
    assert other.taken == [b"1 "]


@pytest.mark.parametrize("live", [True, False])
async def test_a_reader_for_whom_too_much_waits_is_let_go_and_holds_up_nobody(
    monkeypatch: pytest.MonkeyPatch, *, live: bool
) -> None:
    """A thousand who stopped reading would fill the memory; they resume by their last id."""
    monkeypatch.setattr(hubs, "UNSENT", 8)
    hub, stuck, quick = Hub(), Line(waiting=10**7), Line()
    with hub.reading(EVERYTHING, ids) as slow, hub.reading(EVERYTHING, ids) as other:
        other.go_live(quick.as_transport)
        if live:
            slow.go_live(stuck.as_transport)
        for n in range(9):
            hub.publish(said(n))
        await told()

        assert slow.over.done()
        assert not other.over.done()
        assert stuck.aborted == live
    assert stuck.taken == []
    assert b"".join(quick.taken) == b"0 1 2 3 4 5 6 7 8 "


async def test_a_hub_that_closes_tells_the_last_words_and_lets_everybody_go() -> None:
    """Those who are live, those who still catch up, and those who come too late."""
    hub, line = Hub(), Line()
    with hub.reading(EVERYTHING, ids) as live, hub.reading(EVERYTHING, ids) as behind:
        live.go_live(line.as_transport)
        hub.publish(said(1))
        hub.close()

        assert live.over.done()
        assert behind.over.done()
    with hub.reading(EVERYTHING, ids) as late:
        assert late.over.done()
    assert line.taken == [b"1 "]


async def test_nothing_is_left_of_who_has_left() -> None:
    """Rooms and readers come and go for months."""
    hub, line = Hub(), Line()
    with hub.reading(EVERYTHING, ids) as reader:
        reader.go_live(line.as_transport)
        assert len(hub) == 1
        hub.publish(said(1))

    await told()
    assert len(hub) == 0
    assert not hub._audiences
    assert line.taken == []
