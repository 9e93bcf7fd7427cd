"""The room as its plan has it: a client that knows the plan alone, frame by frame.

The bots are behind the providers' own SDKs, which ask servers on this machine that speak the
providers' formats, and say what a test has them say.
"""

import json
import time
from functools import partial
from typing import Any
from uuid import UUID

import pytest

from bridge.table.prompts import prompt_of
from tests.bridge.frames import Frames
from tests.bridge.rooms import (
    FRANCE,
    JAPAN,
    STANDUP,
    TWICE,
    WEBSOCKETS,
    hands_off,
    open_room,
    says,
)
from tests.providers.words import Refusal


@pytest.fixture
def room(settings):
    """Open the room with keys for both providers; the rest is settings."""
    return partial(open_room, settings)


async def test_a_message_is_echoed_to_all_and_answered_by_one(room):
    """Whoever knows the plan alone finds its frames: fields, kinds and order."""
    async with room() as at:
        at.openai.then(says("Four."))
        mara, ines = await at.enter(), await at.enter()

        await mara.send({"text": "What’s 2+2?", "target": "gpt", "thread": "default"})
        human, call, reply = [await mara.next() for _ in range(3)]

        base = {"thread": "default", "call_id": call["call_id"]}
        assert human == {
            **base,
            "type": "human_message",
            "sender": "you",
            "target": "gpt",
            "text": "What’s 2+2?",
            "ts": human["ts"],
        }
        assert call == {
            **base,
            "type": "agent_call",
            "sender": "router",
            "target": "gpt",
            "text": "What’s 2+2?",
            "ts": call["ts"],
        }
        assert reply == {
            **base,
            "type": "agent_response",
            "sender": "gpt",
            "target": "all",
            "text": "Four.",
            "ts": reply["ts"],
        }
        assert str(UUID(call["call_id"])) == call["call_id"]
        assert isinstance(reply["ts"], int)
        assert abs(reply["ts"] - time.time()) < 600
        assert [await ines.next() for _ in range(3)] == [human, call, reply]
        assert not at.anthropic.requests


async def test_the_message_is_there_before_anybody_is_asked(room):
    """Nobody waits for a model to see what was said."""
    async with room() as at:
        mara = await at.enter()
        await mara.send({"text": "hello", "target": "gpt"})
        at.openai.came.clear()

        assert (await mara.next())["type"] == "human_message"


async def test_a_client_may_send_a_whole_event(room):
    """Whoever takes the form of events for that of messages is heard, and is who they are."""
    async with room() as at:
        mara = await at.enter()
        event = {"type": "human_message", "sender": "you", "target": "gpt", "thread": "default"}
        await mara.send({**event, "text": "hello", "call_id": "mine", "ts": 1})

        human = await mara.next()
        assert (human["sender"], human["text"]) == ("you", "hello")
        assert human["call_id"] != "mine"
        assert human["ts"] > 1


@pytest.mark.parametrize("name", ["gpt", "claude"])
async def test_the_prompts_are_the_rooms_own(room, name):
    """The system prompt is what the room's plan says, and nothing besides."""
    async with room() as at:
        mara = await at.enter()
        await mara.send({"text": "hello", "target": name})
        await mara.until(lambda e: e["sender"] == name)

        if name == "gpt":
            sent = at.openai.requests[0].body
            system, said = sent["instructions"], [m["content"] for m in sent["input"]]
        else:
            sent = at.anthropic.requests[0].body
            (block,) = sent["system"]
            system, said = block["text"], [m["content"][0]["text"] for m in sent["messages"]]
        assert said == ["[you] hello"]
        assert system == prompt_of(name)
        assert system.splitlines()[:2] == [
            "1. You are one of two assistants in a private room."
            " Only speak when explicitly called.",
            "2. If you want the other assistant to help, respond **only** with strict JSON"
            " (no extra text):",
        ]
        assert '{ "handoff": { "to": "gpt|claude", "task": "<one sentence>" } }' in system
        assert system.endswith(f"Your name is `{name}` for the `handoff.to` field.")


# --- The five prompts ---------------------------------------------------------------------------


async def told(frames: Frames, text: str, target: str) -> list[dict[str, Any]]:
    """Return what is told of a message to one of the bots, up to the last answer."""
    await frames.send({"text": text, "target": target, "thread": "default"})
    return await frames.until(lambda e: e["type"] == "agent_response" and "handoff" not in e)


def kinds(events: list[dict[str, Any]]) -> list[tuple[str, str, str]]:
    return [(e["type"], e["sender"], e["target"]) for e in events]


def one_hop(first: str, other: str) -> list[tuple[str, str, str]]:
    """Return what is told, and of whom, where one hands off to the other."""
    return [
        ("human_message", "you", first),
        ("agent_call", "router", first),
        ("agent_response", first, "all"),
        ("agent_call", "router", other),
        ("agent_response", other, "all"),
    ]


async def test_the_five_prompts_of_the_room(room, caplog):
    """Two direct answers, two handoffs of one hop each, and a second hop that is not made."""
    async with room() as at:
        at.openai.then(
            says("Paris."),
            hands_off("claude", "Critique the plan."),
            says("Drawbacks: 1, 2, 3."),
            hands_off("claude", "Ask a follow-up."),
        )
        at.anthropic.then(
            says("Tokyo."),
            says("Name who keeps the time."),
            hands_off("gpt", "List 3 drawbacks."),
            hands_off("gpt", "Answer: What is 2+3?"),
        )
        mara = await at.enter()

        france = await told(mara, FRANCE, "gpt")
        japan = await told(mara, JAPAN, "claude")
        standup = await told(mara, STANDUP, "gpt")
        websockets = await told(mara, WEBSOCKETS, "claude")
        twice = await told(mara, TWICE, "claude")

        assert kinds(france) == one_hop("gpt", "")[:3]
        assert france[-1]["text"] == "Paris."
        assert kinds(japan) == one_hop("claude", "")[:3]
        assert japan[-1]["text"] == "Tokyo."
        assert kinds(standup) == one_hop("gpt", "claude")
        assert standup[2]["handoff"] == {"to": "claude", "task": "Critique the plan."}
        assert standup[2]["text"] == ""
        assert standup[3]["text"] == "Critique the plan."
        assert standup[4]["text"] == "Name who keeps the time."
        assert standup[3]["call_id"] == standup[4]["call_id"] != standup[2]["call_id"]
        assert kinds(websockets) == one_hop("claude", "gpt")
        assert websockets[-1]["text"] == "Drawbacks: 1, 2, 3."
        assert kinds(twice) == one_hop("claude", "gpt")
        assert json.loads(twice[-1]["text"])["handoff"]["to"] == "claude"
        assert len(at.openai.requests) == len(at.anthropic.requests) == 4
        warned = [r for r in caplog.records if r.message == "not a handoff"]
        assert [r.raw for r in warned] == [twice[-1]["text"]]


async def test_the_bots_share_the_thread(room):
    """Who is called sees what was said before, and who said it."""
    async with room() as at:
        at.openai.then(hands_off("claude", "Critique it."))
        at.anthropic.then(says("Too long."))
        mara = await at.enter()
        await told(mara, STANDUP, "gpt")

        (sent,) = at.anthropic.requests
        (message,) = sent.body["messages"]
        lines = message["content"][0]["text"].split("\n")
        assert lines[0] == f"[you] {STANDUP}"
        assert lines[1].startswith('[gpt] {"handoff"')
        assert lines[2] == "[gpt] Critique it."


# --- When it goes wrong -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("refusals", "asked"),
    [([Refusal(status=429)] * 3, 3), ([Refusal(status=503)] * 3, 3), ([Refusal(status=401)], 1)],
)
async def test_a_provider_that_fails_is_asked_thrice_and_then_said_so(room, refusals, asked):
    """Two tries more where that may help, none for a key; the room goes on meanwhile."""
    async with room() as at:
        at.anthropic.then(*refusals)
        at.openai.then(says("I am here."))
        mara = await at.enter()

        events = await told(mara, "hello", "claude")

        assert kinds(events)[-1] == ("agent_response", "router", "all")
        assert events[-1]["text"] == "Temporary issue calling Anthropic. Please try again."
        assert events[-1]["call_id"] == events[0]["call_id"]
        assert len(at.anthropic.requests) == asked
        assert (await told(mara, "hello", "gpt"))[-1]["text"] == "I am here."


async def test_what_cannot_be_paid_is_said_and_nobody_is_asked(room):
    """The day's budget is that of the whole Tower; the sentence is its own."""
    async with room(timmy_budget_day="0") as at:
        mara = await at.enter()

        events = await told(mara, "hello", "gpt")

        assert kinds(events)[-1] == ("agent_response", "router", "all")
        assert "may be spent" in events[-1]["text"]
        assert not at.openai.requests


@pytest.mark.parametrize(
    "reply",
    ["Over to Claude: {}", "```json\n{}\n```", "{} And good luck."],
)
async def test_a_handoff_that_is_none_is_an_answer(room, caplog, reply):
    """As prose, to everybody, with what came in the log of the host."""
    text = reply.format(json.dumps({"handoff": {"to": "claude", "task": "Go on."}}))
    async with room() as at:
        at.openai.then(says(text))
        mara = await at.enter()

        events = await told(mara, "hello", "gpt")

        assert kinds(events) == one_hop("gpt", "")[:3]
        assert events[-1]["text"] == text
        assert any(getattr(r, "raw", "") == text for r in caplog.records)


async def test_every_event_is_a_line_of_the_log(room, caplog):
    """Kind, sender, target, call, milliseconds and model; and nobody's words."""
    caplog.set_level("INFO")
    async with room() as at:
        at.openai.then(says("swordfish"))
        mara = await at.enter()
        events = await told(mara, "marlin", "gpt")

        lines = [vars(r) for r in caplog.records if r.message == "table event"]
        for event, line in zip(events, lines, strict=True):
            assert {k: line[k] for k in ("type", "sender", "target", "call_id")} == {
                k: event[k] for k in ("type", "sender", "target", "call_id")
            }
        assert lines[-1]["ms"] >= 0
        assert lines[-1]["model"].startswith("gpt-")
        assert "marlin" not in caplog.text
        assert "swordfish" not in str(lines)
