"""How Timmy's replies came about, asked by players at real processes."""

from collections.abc import AsyncIterator, Iterator

import pytest

from tests.e2e.telnet import Telnet
from tests.e2e.worlds import World, open_world

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(180)]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Return a world with the offline voice."""
    home = tmp_path_factory.mktemp("why") / "home"
    with open_world(tmp_path_factory, home) as opened:
        yield opened


@pytest.fixture(autouse=True)
async def _hang_up() -> AsyncIterator[None]:
    yield
    await Telnet.close_all()


async def test_a_player_learns_what_stood_behind_a_reply_and_nothing_of_anothers(world):
    """Who was there and what was overheard by both; never what somebody else said to Timmy."""
    hedda, other = await world.telnet(), await world.telnet()
    await hedda.create_and_login("Hedda")
    await other.create_and_login("Ottokar")
    assert "Nothing is kept" in await hedda.do("why", "written down")
    await other.do("talk my canaryprivate is Rex", "Timmy: ", 20)
    await other.do("say canaryaloud, everybody", "You say")
    await hedda.expect("canaryaloud")
    await hedda.do("talk how are you?", "Timmy: ", 20)

    shown = await hedda.do("why", "own talks, nothing.")

    assert "Voice: an offline voice: rules, no model." in shown
    assert "he was told of Ottokar." in shown
    assert "Overheard, while you were there: Ottokar at " in shown
    assert "Your own words: what you had just said." in shown
    assert "canary" not in shown
    assert "Voice: " in await other.do("why 1", "own talks, nothing.")
    assert "Usage: why" in await hedda.do("why is the sky blue", "talk why")
    assert "came about: 1 records" in await hedda.do("export", "Page 1 of 1.", 20)
    assert "how one of Timmy's replies" in await hedda.do("help why", "export")


async def test_after_help_was_shown_why_tells_of_no_older_reply_instead(world):
    """That it was shown is known where the bridge is asked; an older reply is there if wanted."""
    irma = await world.telnet()
    await irma.create_and_login("Irmgard")
    await irma.do("talk how are you?", "Timmy: ", 20)
    assert "Voice: " in await irma.do("why", "own talks, nothing.")
    await irma.do("talk I want to die tonight", "988", 20)
    await irma.settle()

    shown = await irma.do("why", "why 1")

    assert "you were shown help then" in " ".join(shown.split())
    assert "Voice: " in await irma.do("why 1", "own talks, nothing.")
