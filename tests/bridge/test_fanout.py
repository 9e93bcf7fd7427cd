"""Channels: one write to each client for all that comes at once, and nobody waits."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridge import fanout
from bridge.fanout import Channel, close_frame, text_frame
from tests.bridge.people import until


class Taking(list[bytes]):
    """What one client was given, write by write."""

    @property
    def whole(self) -> bytes:
        """All of it."""
        return b"".join(self)


class Somebody:
    """A client of a channel, and what it should have been told."""

    def __init__(self, told: Channel[bytes]) -> None:
        self.taken, self.due = Taking(), b""
        self._joined = told.join(self.taken.append)
        self.member = self._joined.__enter__()

    def leave(self) -> None:
        """Be told nothing more."""
        self._joined.__exit__(None, None, None)


class Hall:
    """A channel, who is there, and who has been; each step has a number."""

    def __init__(self) -> None:
        self.told = channel()
        self.present: list[Somebody] = []
        self.gone: list[Somebody] = []

    def publish(self, number: int) -> None:
        self.told.publish(b"%d " % number)
        for one in self.present:
            one.due += b"%d " % number

    def send(self, number: int) -> None:
        for one in self.present[:1]:
            self.told.send(one.member, b"!%d " % number)
            one.due += b"!%d " % number
            self.present.append(self.present.pop(0))

    def join(self, _number: int) -> None:
        self.present.append(Somebody(self.told))

    def leave(self, _number: int) -> None:
        self.gone += self.present[:1]
        for one in self.present[:1]:
            one.leave()
            self.present.remove(one)

    def flush(self, _number: int) -> None:
        self.told.flush()


def channel() -> Channel[bytes]:
    return Channel(lambda news: news)


async def turns(count: int) -> None:
    """Let the event loop turn so many times."""
    for _ in range(count):
        await asyncio.sleep(0)


async def test_what_comes_at_once_reaches_each_client_in_one_write() -> None:
    """The cost of telling many is its writes: twenty at once need not be twenty of them."""
    told, first, second = channel(), Taking(), Taking()
    with told.join(first.append), told.join(second.append):
        for n in range(20):
            told.publish(b"%d " % n)
        await turns(2)
        told.publish(b"20 ")
        await turns(2)

    assert first == second == [b"".join(b"%d " % n for n in range(20)), b"20 "]


async def test_a_large_audience_is_told_a_few_at_a_time() -> None:
    """Ten thousand writes in one turn would let everybody who speaks wait for them."""
    told = channel()
    audience = [Somebody(told) for _ in range(1000)]
    told.publish(b"news")

    await turns(2)
    assert sum(len(one.taken) for one in audience) <= 2 * fanout.SLICE
    await turns(1000)
    assert [one.taken for one in audience] == [[b"news"]] * 1000


async def test_what_comes_during_a_round_takes_no_write_of_its_own() -> None:
    """Who is told last gets both in one; who was told first gets the rest in the next round."""
    told = channel()
    audience = [Somebody(told) for _ in range(3 * fanout.SLICE)]
    told.publish(b"1")
    await turns(1)
    told.publish(b"2")
    await until(lambda: not told._in_round)

    assert {one.taken.whole for one in audience} == {b"12"}
    assert audience[0].taken == [b"1", b"2"]
    assert audience[-1].taken == [b"12"]


async def test_who_joins_gets_what_is_published_from_then_on() -> None:
    """A snapshot that is made in the same moment holds all that was published before."""
    told, early, late = channel(), Taking(), Taking()
    with told.join(early.append):
        told.publish(b"1")
        with told.join(late.append):
            told.publish(b"2")
            await turns(3)

    assert early.whole == b"12"
    assert late.whole == b"2"


async def test_what_is_for_one_alone_comes_after_what_all_were_told_before() -> None:
    """An answer that overtook its cause would make no sense."""
    told, one, other = channel(), Taking(), Taking()
    with told.join(one.append) as member, told.join(other.append):
        told.publish(b"1")
        told.send(member, b"!")
        told.publish(b"2")
        await turns(3)

    assert one.whole == b"1!2"
    assert other.whole == b"12"


async def test_who_has_left_gets_nothing_any_more() -> None:
    """The connection of somebody who has left must not be touched."""
    told, gone, stays = channel(), Taking(), Taking()
    with told.join(stays.append):
        with told.join(gone.append):
            told.publish(b"1")
        await turns(3)
        assert len(told) == 1

    assert gone == []
    assert stays == [b"1"]
    assert len(told) == 0


async def test_nothing_is_kept_for_nobody() -> None:
    """A world nobody watches costs no memory, and neither does one that all have seen."""
    told, taking = channel(), Taking()
    told.publish(b"x" * 1000)
    with told.join(taking.append):
        told.publish(b"1")
        await turns(3)
        assert told._news == []
    assert taking == [b"1"]


@given(
    st.lists(st.sampled_from(["publish", "send", "join", "leave", "flush", "turn"]), max_size=80),
    st.integers(1, 3),
)
def test_everybody_gets_all_of_it_once_and_in_order(steps: list[str], few: int) -> None:
    """Whoever joins, leaves, or is told something alone, in the middle of a round or not."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(fanout, "SLICE", few)
        hall = asyncio.run(after(steps))

    assert [one.taken.whole for one in hall.present] == [one.due for one in hall.present]
    assert all(one.due.startswith(one.taken.whole) for one in hall.gone)
    assert hall.told._news == []


async def after(steps: list[str]) -> Hall:
    """Return a hall in which all this has happened."""
    hall = Hall()
    for number, step in enumerate(steps):
        if step == "turn":
            await turns(1)
        else:
            getattr(hall, step)(number)
    await turns(200)
    return hall


def test_frames_have_their_length_in_the_three_ways_of_the_standard() -> None:
    """RFC 6455, 5.2: seven bits, two bytes, or eight."""
    assert text_frame(b"x" * 125)[:2] == bytes((0x81, 125))
    assert text_frame(b"x" * 126)[:4] == bytes((0x81, 126, 0, 126))
    assert text_frame(b"x" * 65536)[:10] == bytes((0x81, 127, 0, 0, 0, 0, 0, 1, 0, 0))
    assert close_frame(1001, "Bye.") == b"\x88\x06\x03\xe9Bye."
