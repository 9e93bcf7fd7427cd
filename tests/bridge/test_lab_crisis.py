"""Who may be in danger and writes in the laboratory is answered, alone, and before all else."""

import asyncio
from pathlib import Path

import pytest

import crisis
from bridge import keys
from tests.bridge.lab_client import lab_client
from tests.bridge.people import CRISIS, ELEMENTS, answered, in_order, until
from tests.bridge.talker import words

#: What nobody but the visitor may ever read.
SECRET = "my cat is called Euphrosyne"


@pytest.fixture
def lab(bridge):
    """Open a bridge in whose laboratory nobody runs out of words."""
    said = iter(range(10**6))

    async def opened(**wanted):
        return await bridge(
            lambda _: words(next(said)),
            **{"lab_pace": "60", "timmy_requests_per_minute": 10**6, **wanted},
        )

    return opened


def written(home):
    """Return all that lies in a folder, as one text."""
    files = [path for path in Path(home).rglob("*") if path.is_file()]
    return b"".join(path.read_bytes() for path in files).decode(errors="replace")


async def test_who_may_be_in_danger_is_shown_help_alone_and_the_talk_goes_on(
    lab, aiohttp_client, tmp_path, caplog
):
    """A talk that others watch is no place for it, and no model is asked about it."""
    client, model = await lab()
    sign = f"{CRISIS}, and {SECRET}"
    async with lab_client(client) as one, lab_client(await aiohttp_client(client.server)) as two:
        talk = {"conversationId": (await one.start("sydney", "rational"))["id"]}
        await one.message()
        await two.send("INJECT_MESSAGE", **talk, name="Ada", content=sign)
        told = await two.expect("ERROR")
        await two.send("INJECT_MESSAGE", **talk, name="Ada", content=f"Sorry. {SECRET}, anyway.")
        after = await two.expect("ERROR")
        await one.send("INJECT_MESSAGE", **talk, name="Bert", content="Go on, please.")
        heard = await one.message()
        await one.send("STEP_CONVERSATION", **talk)
        while (await one.message())["role"] == "user":
            pass

    assert told["help"]
    assert in_order(ELEMENTS, told["error"])
    assert after["help"]
    assert heard["name"] == "Bert"
    seen = [*one.frames, *(frame for frame in two.frames if frame[0] != "ERROR")]
    assert SECRET not in f"{seen}{model.calls}{caplog.text}"
    await client.close()
    assert SECRET not in await asyncio.to_thread(written, tmp_path)


async def test_a_sign_in_the_prompt_of_a_talk_begins_none(lab, tmp_path):
    """Two voices would talk about it before the eyes of all."""
    client, model = await lab()
    wish = {"personalities": ["sydney", "rational"], "initialPrompt": f"{CRISIS}. {SECRET}."}
    async with lab_client(client) as one:
        await one.next()
        await one.send("START_CONVERSATION", **wish)
        told = await one.expect("ERROR")
    by_http = await answered(client.post("/api/conversations", json=wish))

    assert in_order(ELEMENTS, told["error"])
    assert by_http["ok"] is False
    assert client.server.app[keys.LAB].talks == {}
    assert not model.calls
    await client.close()
    assert SECRET not in await asyncio.to_thread(written, tmp_path)


@pytest.mark.parametrize(
    "data",
    [
        {"conversationId": "0123456789ab", "content": CRISIS},
        {"conversationId": "0123456789ab", "content": "hello", "name": CRISIS},
        {"content": CRISIS, "nonsense": 1},
        {"conversationId": 7, "content": f"{'So. ' * 3000}{CRISIS}"},
        {"conversationId": "0123456789ab", "content": "HELPLINE Germany", "name": CRISIS},
        {"conversationId": CRISIS},
        {"personalities": [CRISIS], "initialPrompt": 7},
        {"data": {"content": {"text": CRISIS}}},
        {"personalities": ["sydney"] * 99, "initialPrompt": CRISIS},
    ],
)
async def test_no_mistake_stands_before_the_help(lab, data):
    """A name that is too long, a talk that is over: none of it matters now."""
    client, _ = await lab()
    async with lab_client(client) as one:
        await one.send("INJECT_MESSAGE", **data)
        told = await one.expect("ERROR")

    assert in_order(ELEMENTS, told["error"])


async def test_who_asks_too_often_is_shown_help_all_the_same(lab):
    """The protocol knows no limit."""
    client, _ = await lab(timmy_requests_per_minute=1)
    async with lab_client(client) as one:
        for _ in range(2):
            await one.send("PAUSE_CONVERSATION", conversationId="0123456789ab")
        assert "There is no talk" in (await one.expect("ERROR"))["error"]
        assert "There is no talk" not in (await one.expect("ERROR"))["error"]
        await one.send("INJECT_MESSAGE", conversationId="0123456789ab", content=CRISIS)
        told = await one.expect("ERROR")

    assert in_order(ELEMENTS, told["error"])


async def test_who_comes_back_is_shown_the_whole_block_again(lab):
    """A page that is loaded again holds nothing of what was shown before; its first line counts."""
    client, _ = await lab()
    sign = {"conversationId": "0123456789ab", "content": CRISIS}
    shown = []
    for _ in range(2):
        async with lab_client(client) as one:
            await one.send("PAUSE_CONVERSATION", conversationId="0123456789ab")
            await one.expect("ERROR")
            for _ in range(2):
                await one.send("INJECT_MESSAGE", **sign)
                shown.append((await one.expect("ERROR"))["error"])

    assert [in_order(ELEMENTS, text) for text in shown] == [True, False, True, False]


async def test_a_name_that_is_a_country_asks_for_no_helpline(lab):
    """In the window one that is named is asked for; but India has written to say something."""
    client, _ = await lab()
    async with lab_client(client) as one:
        talk = {"conversationId": (await one.start("sydney", "rational"))["id"], "name": "India"}
        await one.send("INJECT_MESSAGE", **talk, content=CRISIS)
        await one.expect("ERROR")
        await one.send("INJECT_MESSAGE", **talk, content="I took all my pills just now")
        told = await one.expect("ERROR")

    assert "911" in told["error"]
    assert told["error"] != crisis.helpline("India")


async def test_who_asks_for_a_helpline_gets_the_numbers_alone(lab):
    """To ask is no sign, and it is nobody else's business."""
    client, model = await lab()
    async with lab_client(client) as one:
        talk = {"conversationId": (await one.start("sydney", "rational"))["id"]}
        asked = "HELPLINE Germany"
        await one.send("INJECT_MESSAGE", **talk, content=asked)
        told = await one.expect("ERROR")

    assert told["error"] == crisis.helpline("Germany")
    assert asked not in str(model.calls)


async def test_a_fault_of_the_protocol_leaves_nobody_without_help(lab, monkeypatch):
    """The line alone is read then."""
    client, _ = await lab()

    def fails(*_args, **_more):
        raise RuntimeError(SECRET)

    monkeypatch.setattr(client.server.app[keys.CARE], "hear", fails)
    async with lab_client(client) as one:
        await one.send("INJECT_MESSAGE", conversationId="0123456789ab", content=CRISIS)
        told = await one.expect("ERROR")

    assert in_order(ELEMENTS, told["error"])


async def test_nothing_of_what_harms_is_shown_of_a_model_s_reply(bridge):
    """A talk is public: whoever reads it may be the one who must not."""
    unfit = "You should kill yourself, nobody would care."
    replies = iter([unfit, unfit, *(words(n) for n in range(99))])
    client, model = await bridge(lambda _: next(replies), lab_pace="0")
    async with lab_client(client) as one:
        await one.start("sydney", "rational")
        assert (await one.expect("CONVERSATION_ERROR"))["error"] == "Sydney says nothing this time."
        said = await one.message()
        await until(lambda: len(model.calls) > 4)

    assert said["index"] == 2
    assert crisis.fit_anywhere(said["content"])
    assert "nobody would care" not in f"{one.frames}{model.calls}"
