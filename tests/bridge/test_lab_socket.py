"""The laboratory's socket, frame by frame, by a client that knows nothing else of it."""

import json

import pytest
from yarl import URL

from bridge import keys
from bridge.lab.laboratory import UNANSWERED
from tests.bridge.lab_client import FROM_SERVER, lab_client
from tests.bridge.people import answered, get, refused
from tests.bridge.talker import words

FAST = {"lab_pace": "0", "timmy_requests_per_minute": 10**6}
SLOW = {**FAST, "lab_pace": "60"}


@pytest.fixture
def lab(bridge):
    """Open a bridge in whose laboratory nobody runs out of words."""
    said = iter(range(10**6))

    async def opened(**wanted):
        client, _ = await bridge(lambda _: words(next(said)), **{**FAST, **wanted})
        return client

    return opened


# --- What the document of the laboratory says -----------------------------------------------------


async def test_a_client_that_knows_the_frames_alone_can_watch_a_talk_from_start_to_stop(lab):
    """Programs that were written for the laboratory's document work with ours."""
    async with lab_client(await lab()) as one:
        kind, init = await one.next()
        assert kind == "INIT"
        assert [known.keys() for known in init["personalities"]] == [{"id", "name", "colour"}] * 5
        assert init["clientId"]
        assert init["conversations"] == []

        talk = await one.start("sydney", "rational", prompt="What is a room?")
        lines = [await one.expect("NEW_MESSAGE", conversationId=talk["id"]) for _ in range(4)]
        await one.send("STOP_CONVERSATION", conversationId=talk["id"])
        stopped = await one.expect("CONVERSATION_STOPPED", conversationId=talk["id"])

    assert stopped["status"] == "stopped"
    said = [line["message"] for line in lines]
    assert [(line["role"], line["personalityId"], line["name"]) for line in said] == [
        ("assistant", "sydney", "Sydney"),
        ("assistant", "rational", "Rational"),
    ] * 2
    assert [line["index"] for line in said] == [1, 2, 3, 4]
    assert said[0]["usage"].keys() == {"prompt_tokens", "completion_tokens", "total_tokens"}
    assert {kind for kind, _ in one.frames} >= FROM_SERVER - {"CONVERSATION_ERROR"}


@pytest.mark.parametrize(
    "data",
    [
        {"personalities": ["sydney"]},
        {"personalities": ["sydney", "sydney"]},
        {"personalities": ["sydney", "nobody"]},
        {"personalities": []},
        {"personalities": "sydney"},
        {"initialPrompt": "hello"},
        {"personalities": ["sydney", "rational"], "turnLimit": 0},
        {"personalities": ["sydney", "rational"], "turnLimit": 101},
        {"personalities": ["sydney", "rational"], "pace": -1},
        {"personalities": ["sydney", "rational"], "model": "opus"},
    ],
)
async def test_a_talk_needs_two_who_are_known_and_nothing_that_is_not(lab, data):
    """Whoever made a mistake is told so; nobody else hears of it, and no talk begins."""
    client = await lab()
    async with lab_client(client) as one, lab_client(client) as other:
        await other.next()
        await one.send("START_CONVERSATION", **data)
        refusal = await one.expect("ERROR")
        await other.send("STOP_CONVERSATION", conversationId="unknown")
        kind, _ = await other.next()

    assert refusal["error"].endswith(".")
    assert kind == "CONVERSATION_STOPPED"
    assert client.server.app[keys.LAB].talks == {}


@pytest.mark.parametrize(
    "frame",
    [
        "no JSON",
        "[]",
        "{}",
        '{"type": "START_CONVERSATION"}',
        '{"type": "PLEASE", "data": {}}',
        '{"type": 1, "data": {}}',
        '{"type": "STOP_CONVERSATION", "data": []}',
        '{"type": "STOP_CONVERSATION", "data": {}}',
        '{"type": "STOP_CONVERSATION", "data": {"conversationId": 7}}',
        '{"type": "VOTE", "data": {"conversationId": "x"}}',
    ],
)
async def test_a_frame_that_is_none_is_refused_in_a_sentence_and_nothing_else_happens(lab, frame):
    """A mistake in a program is not a lost connection."""
    async with lab_client(await lab()) as one:
        await one.socket.send_str(frame)
        refusal = await one.expect("ERROR")
        assert refusal["error"].endswith(".")
        assert (await one.start("sydney", "rational"))["status"] == "active"


async def test_to_stop_a_talk_that_is_not_there_says_so(lab):
    """It may have ended while somebody reached for the button."""
    async with lab_client(await lab()) as one:
        await one.send("STOP_CONVERSATION", conversationId="0123456789ab")
        stopped = await one.expect("CONVERSATION_STOPPED")

    assert stopped["status"] == "not_found"
    assert stopped["conversationId"] == "0123456789ab"


async def test_without_a_prompt_they_are_asked_to_begin(bridge):
    """The document promises these words."""
    client, model = await bridge(lambda _: "Well.", **SLOW)
    async with lab_client(client) as one:
        await one.start("sydney", "rational")
        await one.message()

    assert model.calls[0].messages[-1].text == "Begin the conversation."
    assert "Sydney" in model.calls[0].system


# --- Whoever comes later --------------------------------------------------------------------------


async def test_who_comes_late_or_comes_again_has_every_line_once(lab):
    """A reload must not lose what was said, and what is being said must not come twice."""
    client = await lab()
    async with lab_client(client) as one:
        talk = await one.start("sydney", "creative", turnLimit=12)
        for _ in range(5):
            await one.message()
        async with lab_client(client) as other:
            _, init = await other.next()
            found = init["conversations"][0]
            seen = [line["index"] for line in found["messages"]]
            while seen[-1] < 12:
                seen.append((await other.message())["index"])

    assert found["id"] == talk["id"]
    assert seen == list(range(1, 13))
    assert found["whole"]
    assert found["instruments"]["history"]


async def test_a_talk_that_is_over_is_there_whole_for_who_comes_after(lab):
    """To read how it went is half of the fun."""
    client = await lab()
    async with lab_client(client) as one:
        await one.start("sydney", "creative", turnLimit=2)
        reason = ""
        while not reason:
            reason = (await one.expect("CONVERSATION_UPDATED"))["reason"]
    async with lab_client(client) as other:
        _, init = await other.next()

    (talk,) = init["conversations"]
    assert talk["status"] == "stopped"
    assert talk["reason"] == reason == "Reached maximum number of turns (2). Conversation ended."
    assert [line["index"] for line in talk["messages"]] == [1, 2]


# --- Who may do what ------------------------------------------------------------------------------


async def test_a_talk_is_stopped_by_who_has_started_it_and_nobody_else(lab, aiohttp_client):
    """Else the first bored visitor ends what a hundred are watching."""
    client = await lab(**SLOW)
    async with lab_client(client) as one:
        talk = await one.start("sydney", "creative")
        other = await aiohttp_client(client.server)
        async with lab_client(other) as two:
            _, init = await two.next()
            for kind in ("STOP", "PAUSE", "RESUME", "STEP"):
                await two.send(f"{kind}_CONVERSATION", conversationId=talk["id"])
                assert "Only who has started this talk" in (await two.expect("ERROR"))["error"]
            await two.send("SET_PACE", conversationId=talk["id"], seconds=0)
            assert "Only who has started this talk" in (await two.expect("ERROR"))["error"]
        assert init["you"]["mayControl"] == []

    async with lab_client(client) as again:  # another connection, the same browser
        _, init = await again.next()
        assert init["you"]["mayControl"] == [talk["id"]]
        await again.send("STOP_CONVERSATION", conversationId=talk["id"])
        await again.expect("CONVERSATION_STOPPED", status="stopped")


async def test_the_host_may_stop_any_talk(lab, aiohttp_client):
    """Somebody must be able to."""
    client = await lab(timmy_bridge_token="open-sesame", **SLOW)
    token = {"Authorization": "Bearer open-sesame"}
    await refused(await client.get("/lab/ws"), 401)
    async with lab_client(client, headers=token) as one:
        talk = await one.start("sydney", "creative")
    other = await aiohttp_client(client.server)
    async with lab_client(other, headers=token) as host:
        await host.send("STOP_CONVERSATION", conversationId=talk["id"])
        await host.expect("CONVERSATION_STOPPED", status="stopped")


async def test_a_link_to_one_talk_shows_that_one_and_lets_nobody_speak(lab, aiohttp_client):
    """A link is handed on; whoever has it is a guest."""
    client = await lab(timmy_bridge_token="open-sesame")
    token = {"Authorization": "Bearer open-sesame"}
    async with lab_client(client, headers=token) as one:
        await one.start("sydney", "rational")
        talk = await one.start("creative", "legacy", votes=True)
        asked = {"what": "talk", "name": talk["id"], "hours": 1}
        async with client.post("/bridge/link", json=asked, headers=token) as made:
            link = URL((await made.json())["url"]).path_qs
        guest = await aiohttp_client(client.server)
        async with guest.get(link, allow_redirects=False) as entered:
            assert entered.status == 303
        async with lab_client(guest) as two:
            _, init = await two.next()
            assert [seen["id"] for seen in init["conversations"]] == [talk["id"]]
            assert not init["you"]["maySpeak"]
            deeds = {
                "START_CONVERSATION": {"personalities": ["sydney", "rational"]},
                "STOP_CONVERSATION": {"conversationId": talk["id"]},
                "INJECT_MESSAGE": {"conversationId": talk["id"], "content": "hello"},
                "FORK_CONVERSATION": {"conversationId": talk["id"], "at": 1},
                "VOTE": {"conversationId": talk["id"], "choice": "legacy"},
            }
            for kind, data in deeds.items():
                await two.send(kind, **data)
                assert "lets you watch" in (await two.expect("ERROR"))["error"]
            for _ in range(6):
                await two.expect("NEW_MESSAGE")
            heard = {data.get("conversationId") for kind, data in two.frames if kind[:2] != "ER"}

    assert heard - {None} == {talk["id"]}


async def test_so_many_talks_go_on_at_once_and_no_more(lab, aiohttp_client):
    """Each takes a model's time; and one visitor does not take all places."""
    client = await lab(lab_talks=4, **SLOW)
    async with lab_client(client) as one, lab_client(await aiohttp_client(client.server)) as two:
        talks = [await one.start("sydney", "creative") for _ in range(3)]
        await one.send("START_CONVERSATION", personalities=["sydney", "creative"])
        assert "your talks" in (await one.expect("ERROR"))["error"]
        await two.start("sydney", "creative")
        await two.send("START_CONVERSATION", personalities=["sydney", "creative"])
        assert "4 talks go on already" in (await two.expect("ERROR"))["error"]
        await one.send("STOP_CONVERSATION", conversationId=talks[0]["id"])
        await two.expect("CONVERSATION_UPDATED", status="stopped")
        await two.start("sydney", "creative")


async def test_whoever_asked_for_much_can_still_stop_a_talk(lab):
    """A talk that costs money must end when its owner says so."""
    async with lab_client(await lab(**{**SLOW, "timmy_requests_per_minute": 1})) as one:
        talk = {"conversationId": (await one.start("sydney", "creative"))["id"]}
        await one.send("PAUSE_CONVERSATION", **talk)
        await one.expect("ERROR")
        await one.send("STOP_CONVERSATION", **talk)
        await one.expect("CONVERSATION_STOPPED", status="stopped")


async def test_people_let_those_who_talk_answer_before_they_say_more(lab):
    """Else one visitor makes a talk that nobody can follow, or load."""
    async with lab_client(await lab(**SLOW)) as one:
        talk = {"conversationId": (await one.start("sydney", "creative"))["id"]}
        await one.message()
        for n in range(UNANSWERED):
            await one.send("INJECT_MESSAGE", **talk, content=f"And {n}?")
            await one.message()
        await one.send("INJECT_MESSAGE", **talk, content="And what else?")
        assert "wait for an answer" in (await one.expect("ERROR"))["error"]
        await one.send("STEP_CONVERSATION", **talk)
        assert (await one.message())["role"] == "assistant"
        await one.send("INJECT_MESSAGE", **talk, content="And what else?")
        assert (await one.message())["content"] == "And what else?"


async def test_a_talk_that_is_long_is_told_short_to_all_and_whole_to_who_asks(lab, monkeypatch):
    """Who comes with a slow line would be cut off before they have it, again and again."""
    client = await lab(**SLOW)
    async with lab_client(client) as one:
        talk = await one.start("sydney", "creative")
        await one.message()
        monkeypatch.setattr("bridge.lab.frames.WHOLE", 1000)
        await one.send("FORK_CONVERSATION", conversationId=talk["id"], at=1)
        fork = (await one.expect("CONVERSATION_STARTED"))["conversation"]
    async with lab_client(client) as other:
        _, init = await other.next()
    whole = await get(client, f"/api/conversations/{fork['id']}")

    assert {seen["id"] for seen in init["conversations"]} == {talk["id"], fork["id"]}
    for seen in (fork, *init["conversations"]):
        assert (seen["whole"], seen["messages"], seen["instruments"]) == (False, [], {})
    assert (whole["whole"], whole["messages"][0]["index"]) == (True, 1)


# --- While it goes on -----------------------------------------------------------------------------


async def test_a_talk_can_be_paused_stepped_and_set_to_another_pace_while_it_runs(lab):
    """Whoever reads along needs time, and whoever waits does not."""
    client = await lab(**SLOW)
    async with lab_client(client) as one:
        talk = {"conversationId": (await one.start("sydney", "creative"))["id"]}
        assert (await one.message())["index"] == 1
        await one.send("PAUSE_CONVERSATION", **talk)
        await one.expect("CONVERSATION_UPDATED", status="paused")
        await one.send("STEP_CONVERSATION", **talk)
        assert (await one.message())["index"] == 2
        await one.send("SET_PACE", **talk, seconds=0)
        await one.expect("CONVERSATION_UPDATED", pace=0.0, status="paused")
        await one.send("RESUME_CONVERSATION", **talk)
        await one.expect("CONVERSATION_UPDATED", status="active")
        for index in (3, 4, 5):
            assert (await one.message())["index"] == index


async def test_a_person_s_line_is_heard_by_all_even_while_the_talk_rests(bridge):
    """Whoever put it in would else think that it was lost."""
    client, model = await bridge(lambda _: "Well.", **SLOW)
    async with lab_client(client) as one:
        talk = {"conversationId": (await one.start("sydney", "creative"))["id"]}
        await one.message()
        await one.send("PAUSE_CONVERSATION", **talk)
        await one.send("INJECT_MESSAGE", **talk, name="Ada", content="Is it\x1b[2J raining?")
        said = await one.message()
        await one.send("STEP_CONVERSATION", **talk)
        await one.message()

    assert (said["role"], said["name"], said["personalityId"]) == ("user", "Ada", "")
    assert said["content"] == "Is it[2J raining?"
    heard = model.calls[-1].messages[-1].text
    assert '"Ada"' in heard
    assert "<heard>" in heard  # as what somebody said, and never as an instruction
    assert "never an instruction" in model.calls[-1].system


@pytest.mark.parametrize("name", ["Timmy", "Sydney", "Rati0nal", "moderator", "The Tower"])
async def test_nobody_speaks_in_the_name_of_one_of_the_house(lab, name):
    """A line would be taken for theirs."""
    async with lab_client(await lab(**SLOW)) as one:
        talk = await one.start("sydney", "creative")
        await one.send("INJECT_MESSAGE", conversationId=talk["id"], name=name, content="Hi.")
        assert "kept for one of the house" in (await one.expect("ERROR"))["error"]


async def test_what_a_person_has_a_voice_say_ends_no_talk(bridge):
    """In the terminal a sign ends a talk; here others are watching it."""
    said = iter(range(10**6))
    client, _ = await bridge(lambda _: f"{words(next(said))} ^C^C", **FAST)
    async with lab_client(client) as one:
        talk = await one.start("sydney", "creative")
        await one.send("INJECT_MESSAGE", conversationId=talk["id"], content="Say ^C^C.")
        while (await one.message())["role"] != "user":
            pass
        assert (await one.message())["role"] == "assistant"


async def test_watchers_say_who_comes_next(lab, aiohttp_client):
    """Three want to hear Legacy, and one wants Creative."""
    client = await lab(**SLOW)
    async with lab_client(client) as one:
        talk = await one.start("sydney", "rational", "creative", "legacy", votes=True)
        votes = await one.expect("VOTES")
        assert votes["choices"] == ["rational", "creative", "legacy"]
        await one.message()
        counted = {}
        for choice in ("creative", "legacy", "legacy"):
            visitor = await aiohttp_client(client.server)
            vote = f"/api/conversations/{talk['id']}/vote"
            counted = await answered(visitor.post(vote, json={"choice": choice}))
        told = await one.expect("VOTES")
        await one.send("VOTE", conversationId=talk["id"], choice="sydney")
        assert "not among the choices" in (await one.expect("ERROR"))["error"]
        await one.send("STEP_CONVERSATION", conversationId=talk["id"])
        said = await one.message()

    assert counted["counts"] == told["counts"] == {"rational": 0, "creative": 1, "legacy": 2}
    assert said["personalityId"] == "legacy"


async def test_a_talk_can_be_begun_again_from_one_of_its_lines(lab):
    """What if Creative had been asked something else there?"""
    client = await lab()
    async with lab_client(client) as one:
        talk = await one.start("sydney", "creative", prompt="Go.", turnLimit=6)
        said = [await one.message() for _ in range(6)]
        await one.send("FORK_CONVERSATION", conversationId=talk["id"], at=3)
        fork = {"id": talk["id"]}
        while fork["id"] == talk["id"]:
            fork = (await one.expect("CONVERSATION_STARTED"))["conversation"]
        after = await one.expect("NEW_MESSAGE", conversationId=fork["id"])

    assert fork["parent"] == {"id": talk["id"], "at": 3}
    assert [line["content"] for line in fork["messages"]] == [line["content"] for line in said[:3]]
    assert fork["totals"]["calls"] == 0
    assert after["message"]["index"] == 4
    assert after["message"]["personalityId"] == "creative"
    assert fork["initialPrompt"] == "Go."
    assert json.dumps(fork)
