"""`tower link`: the host lets others watch, and takes it back."""

import asyncio
import json
from typing import Any

import pytest

from bridge.cli.tower import main
from tests.bridge.people import refused
from tests.bridge.test_passes import HOST, LOCKED, browser
from tests.conftest import SERVICE_TOKEN


@pytest.fixture
def tower(monkeypatch, tmp_path, capsys):
    """Return what runs `tower link` against a bridge: its exit status, output and complaints."""
    monkeypatch.setattr("bridge.cli.configured.load_dotenv", lambda _path: None)

    async def run(client: Any, *command: str, **env: str) -> tuple[int, str, str]:
        monkeypatch.setenv("TIMMY_BRIDGE_PORT", str(client.port))
        monkeypatch.setenv("TIMMY_HOME", str(tmp_path / "elsewhere"))
        for name, value in env.items():
            monkeypatch.setenv(name, value)
        status = await asyncio.to_thread(main, ["link", *command])
        said = capsys.readouterr()
        return status, said.out, said.err

    return run


async def test_the_host_makes_a_link_and_ends_it(bridge, tower):
    """From a terminal: what it prints opens the room, and no longer does afterwards."""
    client, _ = await bridge(**LOCKED)
    token = {"TIMMY_BRIDGE_TOKEN": "open-sesame"}

    status, out, _ = await tower(client, "room", "The Garden", "--hours", "2", **token)
    url, until = out.splitlines()

    assert status == 0
    assert url.startswith(f"http://127.0.0.1:{client.port}/pass/")
    assert "may watch until 20" in until
    async with browser(client) as guest:
        async with guest.get(url, allow_redirects=False) as response:
            assert response.headers["Location"] == "/watch/garden"
        async with guest.get("/watch/room/garden") as response:
            assert response.status == 200
        assert (await tower(client, "--revoke", **token))[:2] == (0, "Every link has ended.\n")
        async with guest.get("/watch/room/garden") as response:
            await refused(response, 401)


async def test_a_link_may_have_the_address_by_which_others_come(bridge, tower):
    """The host's own terminal knows the bridge by a name that is good on that machine alone."""
    client, _ = await bridge()
    told = ("--at", "https://tower.example.org", "--json")

    status, out, _ = await tower(client, *told, TIMMY_SERVICE_TOKEN=SERVICE_TOKEN)

    made = json.loads(out)
    assert status == 0
    assert made.keys() == {"url", "expires"}
    assert made["url"].startswith("https://tower.example.org/pass/")


async def test_where_no_token_is_set_none_is_needed(bridge, tower):
    """A bridge on one machine, without any setting."""
    client, _ = await bridge()

    assert (await tower(client, "table"))[0] == 0


@pytest.mark.parametrize(
    ("command", "status", "says"),
    [
        (("room", "tower"), 1, "The Tower is for those who are in it; it is not watched."),
        (("room", "cellar"), 1, "the world has no room of this name"),
        (("room",), 2, "tower link room: which room"),
        (("talk", "nothing"), 1, "knows no talk of this id"),
        (("world", "garden"), 2, "it has no name"),
        (("--hours", "0"), 2, "--hours: from 1 to 720."),
        (("--hours", "721"), 2, "--hours: from 1 to 720."),
        (("--at", "tower.example.org"), 2, "--at: an address such as"),
    ],
)
async def test_what_cannot_be_linked_is_said_in_a_sentence(bridge, tower, command, status, says):
    """On the standard error, with an exit status that scripts can go by."""
    client, _ = await bridge()

    found, out, err = await tower(client, *command, TIMMY_SERVICE_TOKEN=SERVICE_TOKEN)

    assert (found, out) == (status, "")
    assert says in err
    assert err.count("\n") == 1


async def test_without_the_token_the_host_is_told_which_is_missing(bridge, tower):
    """And no link is made."""
    client, _ = await bridge(**LOCKED)

    status, out, err = await tower(client)

    assert (status, out) == (1, "")
    assert "knows no token that is set here" in err
    assert HOST["Authorization"].split()[1] not in err
