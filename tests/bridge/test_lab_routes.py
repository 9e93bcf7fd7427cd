"""The laboratory over HTTP: the same as its socket, for whoever has none."""

import json

import pytest

from tests.bridge.lab_client import lab_client, listed
from tests.bridge.people import answered, get, refused
from tests.bridge.talker import words

HOSTILE = '<script>alert(1)</script>\n# Not a heading\x1b[2J"'


@pytest.fixture
async def lab(bridge):
    said = iter(range(10**6))
    client, _ = await bridge(
        lambda _: f"{words(next(said))} {HOSTILE}",
        lab_pace="0",
        timmy_requests_per_minute=10**6,
    )
    return client


async def begun(client, **more):
    """Begin a talk of two lines over HTTP, and wait until it is over; return it."""
    wish = {"personalities": ["sydney", "rational"], "turnLimit": 2, **more}
    async with lab_client(client) as one:
        talk = await answered(client.post("/api/conversations", json=wish))
        await one.expect("CONVERSATION_STOPPED", conversationId=talk["id"])
    return await get(client, f"/api/conversations/{talk['id']}")


async def test_who_can_talk_is_told_without_their_prompts(lab):
    """A prompt that everybody can read is one that everybody can play against."""
    told = await listed(lab, "/api/personalities")

    assert told[0] == {"id": "sydney", "name": "Sydney", "colour": "#ff55aa"}
    assert [one["id"] for one in told] == ["sydney", "rational", "creative", "skeptical", "legacy"]
    assert "You are" not in json.dumps(told)


async def test_a_talk_can_be_led_over_http_alone(lab):
    """A script has no socket."""
    wish = {"personalities": ["sydney", "rational"], "initialPrompt": " Go. ", "pace": 60}
    talk = await answered(lab.post("/api/conversations", json=wish))
    at = f"/api/conversations/{talk['id']}"

    async def done(what, **body):
        return await answered(lab.post(f"{at}/{what}", json=body))

    assert talk["initialPrompt"] == "Go."
    assert [one["id"] for one in await listed(lab, "/api/conversations")] == [talk["id"]]
    assert (await done("pause"))["status"] == "paused"
    assert (await done("pace", seconds=1.5))["pace"] == 1.5
    assert (await done("pace", seconds=None))["pace"] is None
    assert (await done("step"))["status"] == "paused"
    assert await done("inject", name="Ada", content="Hello?") == {"ok": True}
    assert (await done("resume"))["status"] == "active"
    assert (await done("fork", at=1))["parent"] == {"id": talk["id"], "at": 1}
    assert await done("stop") == {"conversationId": talk["id"], "status": "stopped"}
    unknown = await answered(lab.post("/api/conversations/0123456789ab/stop", json={}))
    assert unknown["status"] == "not_found"
    await refused(await lab.post(f"{at}/vote", json={"choice": "sydney"}), 409)


async def test_what_is_over_can_be_changed_no_more(lab):
    """A line that nobody will ever hear is refused, and not swallowed."""
    talk = await begun(lab)
    at = f"/api/conversations/{talk['id']}"

    assert talk["status"] == "stopped"
    for what, body in (("pause", {}), ("step", {}), ("inject", {"content": "Hello?"})):
        assert "over" in (await refused(await lab.post(f"{at}/{what}", json=body), 409))["detail"]
    assert (await answered(lab.post(f"{at}/stop", json={})))["status"] == "stopped"
    await refused(await lab.get("/api/conversations/0123456789ab"), 404)


async def test_the_health_of_the_laboratory_is_told(lab):
    """A page shows how much of the day is left."""
    async with lab_client(lab) as one:
        await one.start("sydney", "rational", pace=60)
        told = await get(lab, "/api/health")

    assert told.keys() == {
        *("status", "uptime", "sockets", "activeConversations", "apiCalls", "apiLimit")
    }
    assert (told["status"], told["sockets"], told["activeConversations"]) == ("ok", 1, 1)
    assert told["uptime"] > 0


@pytest.mark.parametrize(
    ("form", "kind"),
    [
        ("md", "text/markdown"),
        ("json", "application/json"),
        ("html", "text/html"),
        ("csv", "text/csv"),
    ],
)
async def test_a_talk_is_handed_out_as_a_file_in_which_nothing_said_is_markup(lab, form, kind):
    """Whoever opens it must not run what a model wrote."""
    talk = await begun(lab, initialPrompt="Go.")
    async with lab.get(f"/api/conversations/{talk['id']}/export?format={form}") as response:
        text = await response.text()
        head = response.headers

    assert head["Content-Type"].startswith(kind)
    assert head["Content-Disposition"] == f'attachment; filename="laboratory-{talk["id"]}.{form}"'
    assert "\x1b" not in text
    if form == "json":
        assert [line["name"] for line in json.loads(text)["messages"]] == ["Sydney", "Rational"]
    elif form == "csv":
        assert len(text.splitlines()) == 3
    else:
        assert form == "md" or "<script>alert" not in text  # there, it stands in a block as it is
        assert "Sydney" in text
        assert "Go" in text


async def test_a_file_of_another_kind_is_none_that_there_is(lab):
    """The sentence names those there are."""
    talk = await begun(lab)
    at = f"/api/conversations/{talk['id']}/export?format=exe"
    assert "md, json, html, csv" in (await refused(await lab.get(at), 400))["detail"]


async def test_the_front_page_is_told_which_talks_go_on(lab):
    """A watcher of the world sees that something happens in the laboratory."""
    async with lab_client(lab) as one:
        talk = await one.start("sydney", "rational", pace=60)
        (seen,) = (await get(lab, "/watch/world"))["talks"]

    assert seen["id"] == talk["id"]
    assert [one["name"] for one in seen["personalities"]] == ["Sydney", "Rational"]
    assert seen["status"] == "active"
