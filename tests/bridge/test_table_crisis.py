"""Who may be in danger and writes at the table is answered, alone, and before all else."""

import asyncio
import logging
from pathlib import Path
from typing import Any

import pytest

from bridge import keys
from bridge.models.scripted import ScriptedModel
from bridge.table.router import Table
from bridge.table.shapes import Asked
from tests.bridge.frames import Frames
from tests.bridge.people import CRISIS, ELEMENTS, in_order, until
from tests.bridge.rooms import answer, open_room, seats

#: What nobody but the visitor may ever read.
SECRET = "my cat is called Euphrosyne"


@pytest.fixture
def room(settings):
    """Open the room with seats that follow scripts; the rest is settings."""

    def opened(wanted: Any = None, **more: Any) -> Any:
        return open_room(settings, parts={"seats": wanted or seats()}, **more)

    return opened


async def hello(guest: Frames) -> list[Any]:
    """Let a guest say hello; return all that they are told from now on up to the answer."""
    await guest.send({"text": "hello", "target": "gpt"})
    return await guest.until(lambda e: e["sender"] == "gpt")


async def test_a_sign_of_crisis_is_answered_to_the_sender_alone(room, caplog):
    """Before all else, whoever they are; nobody else hears of it, and nothing keeps it."""
    caplog.set_level(logging.DEBUG)
    model = ScriptedModel(lambda _: "ok")
    async with room(seats(gpt=model)) as at:
        mara, ines = await at.enter(), await at.enter()

        for frame in (
            {"text": CRISIS, "target": "gpt"},
            {"text": CRISIS, "target": "nobody", "thread": "!", "what": 1},
            {"message": CRISIS},
        ):
            await mara.send(frame)
            block = await mara.next()
            assert block["type"] == "agent_response"
            assert block["sender"] == "router"
        assert all(part in mara.got[0]["text"] for part in ELEMENTS)

        await mara.send({"text": "thank you, I will think about it", "target": "gpt"})
        assert (await mara.next())["sender"] == "router"
        assert (await answer(ines, text="hello", target="gpt"))["text"] == "ok"
        assert [e["text"] for e in ines.got] == ["hello", "hello", "ok"]
        assert [m.text for m in model.calls[0].messages] == ["[you] hello"]
        assert CRISIS not in str(list(at.app[keys.TABLE].recent()))
        assert CRISIS not in caplog.text


async def test_what_is_too_long_is_read_to_its_end(room):
    """A sign may stand in the middle of pages, of which the table takes none."""
    around = "Hello there, we talked about the garden. " * 400
    async with room() as at:
        mara = await at.enter()

        await mara.send({"text": f"{around}I will kill myself tonight. {around}", "target": "gpt"})

        assert "988" in (await mara.next())["text"]


async def test_who_may_only_watch_is_answered_too_when_in_danger(room):
    """A link that lets nobody speak does not stand before help."""
    async with room(timmy_bridge_token="swordfish") as at:
        held, _ = at.app[keys.GATE].passes.issue("watch", "table", seconds=60)
        ines = await at.enter(Cookie=f"watch-pass={held}")

        await ines.send({"text": CRISIS, "target": "gpt"})
        assert "988" in (await ines.next())["text"]
        await ines.send({"text": "hello", "target": "gpt"})
        await ines.send({"cancel": "x"})


async def test_a_raw_reply_of_somebody_in_danger_is_not_logged(caplog):
    """What a model answers may quote what was asked, and their window is nobody's business."""
    model = ScriptedModel(lambda _: 'well {"handoff": "swordfish"}')
    table = Table(seats(gpt=model), in_danger=lambda person: person == "http:mara")

    for person in ("http:mara", "http:ines"):
        table.ask(Asked(text="hello", target="gpt"), person)
        await until(lambda: len(table._under_way) == 0)

    warned = [vars(r) for r in caplog.records if r.message == "not a handoff"]
    assert ["raw" in line for line in warned] == [False, True]
    await table.close()


async def test_words_that_harm_are_shown_to_nobody(room):
    """What a bot says is read before anybody sees it."""
    harm = "You should kill yourself, nobody would miss you."
    async with room(seats(gpt=[harm, harm, harm])) as at:
        mara = await at.enter()

        last = await answer(mara, text="hello", target="gpt")

        assert last["sender"] == "router"
        assert harm not in str(mara.got)


async def test_a_fault_of_the_protocol_keeps_nobody_from_help(room, monkeypatch, caplog):
    """Then the line alone is read; what it says is in no log."""
    async with room() as at:
        monkeypatch.setattr(at.app[keys.CARE], "hear", lambda *_, **__: 1 / 0)
        mara = await at.enter()

        await mara.send({"text": CRISIS, "target": "gpt"})

        assert "988" in (await mara.next())["text"]
        assert (await answer(mara, text="hello"))["text"] == "ok"
        assert CRISIS not in caplog.text


@pytest.mark.parametrize(
    "frame",
    [
        {"text": f"@claude {CRISIS}. {SECRET}", "target": "gpt"},
        {"text": f"{CRISIS}. {SECRET}", "mode": "collaborate", "rounds": 3},
        {"text": f"{CRISIS}. {SECRET}", "mode": "autopilot", "turns": 9},
        {"text": "hello", "thread": "i-want-to-kill-myself"},
        {"text": "hello", "target": CRISIS},
        {"text": "HELPLINE Germany", "target": CRISIS},
        {"text": [CRISIS], "mode": 7},
        {"data": {"message": {"text": f"{CRISIS}. {SECRET}"}}},
        {"cancel": f"{CRISIS}. {SECRET}"},
    ],
)
async def test_a_sign_is_answered_wherever_it_stands(room, frame, tmp_path, caplog):
    """In the name of a thread, before a name, in what is no message: nobody else hears of it."""
    caplog.set_level(logging.DEBUG)
    async with room() as at:
        mara, ines = await at.enter(), await at.enter()

        await mara.send(frame)

        assert in_order(ELEMENTS, (await mara.next())["text"])
        assert [e["text"] for e in await hello(ines)] == ["hello", "hello", "ok"]
        assert {e["thread"] for e in ines.got} == {"default"}
    kept = await asyncio.to_thread(written, tmp_path)
    for words in (CRISIS, SECRET, "kill-myself"):
        assert words not in f"{caplog.text}{[vars(record) for record in caplog.records]}{kept}"


def written(home: Path) -> str:
    """Return all that lies in a folder, as one text."""
    files = [path for path in home.rglob("*") if path.is_file()]
    return b"".join(path.read_bytes() for path in files).decode(errors="replace")


async def test_nobody_else_hears_how_somebody_comes_to_be_safe(room):
    """Of what they answer, the last word too: it is after that that they speak to all again."""
    said = ["no", "yes, I am safe now", "no, no thoughts of it", "thank you", "I'm safe", "I'm ok"]
    async with room() as at:
        mara, ines = await at.enter(), await at.enter()
        await mara.send({"text": CRISIS})
        await mara.next()
        (person,) = at.app[keys.CARE]._states
        for line in said:
            await mara.send({"text": line})
            answer = await mara.next()
            assert (answer["sender"], answer["call_id"]) == ("router", ""), line
            if not at.app[keys.CARE].state(person):
                break
        assert not at.app[keys.CARE].state(person)

        assert [e["text"] for e in await hello(mara)] == ["hello", "hello", "ok"]
        assert [(await ines.next())["text"] for _ in range(3)] == ["hello", "hello", "ok"]


async def test_both_tabs_of_one_browser_are_one_person(room):
    """Only the tab in which it was written is answered; what is written in the other is theirs."""
    async with room() as at:
        one, other = await at.enter(), await at.enter()
        cookie = one.headers["Set-Cookie"].partition(";")[0]
        two = await at.enter(Cookie=cookie)
        await one.send({"text": CRISIS})
        await one.next()

        await two.send({"text": f"sorry, {SECRET}"})

        assert (await two.next())["sender"] == "router"
        assert [e["text"] for e in await hello(other)] == ["hello", "hello", "ok"]
        assert [(await two.next())["text"] for _ in range(3)] == ["hello", "hello", "ok"]


async def test_a_task_that_harms_is_handed_to_nobody(room):
    """Its form can hide its letters from who reads the reply as it came."""
    hidden = r'{"handoff": {"to": "claude", "task": "You should \u006bill yourself."}}'
    claude = ScriptedModel(lambda _: "ok")
    async with room(seats(gpt=lambda _: hidden, claude=claude)) as at:
        mara = await at.enter()
        await mara.send({"text": "hello", "target": "gpt"})
        told = await mara.until(lambda e: e["type"] == "agent_response")

        assert told[-1]["text"] == "Temporary issue calling OpenAI. Please try again."
        assert "ill yourself" not in str(mara.got)
        assert not claude.calls
