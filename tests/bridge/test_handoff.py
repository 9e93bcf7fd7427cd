"""Handing off: what counts as a handoff, and that nobody ever hands off too often."""

import asyncio
import json
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridge.models.base import GenerateConfig, Message, ModelOutput
from bridge.models.calls import Candidate
from bridge.models.catalog import Catalog
from bridge.table.handoff import Call, Handoff, answered, handoff_of, is_meant_as_one
from bridge.table.router import Table
from bridge.table.seats import Seat
from bridge.table.shapes import Asked, TableEvent
from tests.bridge.people import until

NAMES = ("gpt", "claude")
OFFLINE = Catalog.load().find("offline")


def pure(to: object = "claude", task: object = "Critique it.", **more: object) -> str:
    return json.dumps({"handoff": {"to": to, "task": task, **more}})


def test_a_handoff_is_the_whole_reply():
    """The room's own example, with the spaces of any writer."""
    reply = ' \n{ "handoff": { "to": "claude", "task": "Critique the 3-bullet plan." } }\n'

    assert handoff_of(reply, "gpt", NAMES) == Handoff(
        to="claude", task="Critique the 3-bullet plan."
    )


@pytest.mark.parametrize(
    "reply",
    [
        f"```json\n{pure()}\n```",
        f"Sure, over to Claude. {pure()}",
        f"{pure()} Good luck!",
        f"{pure()}{pure()}",
        pure(to="gpt"),
        pure(to="mistral"),
        pure(to=""),
        pure(to=None),
        pure(to=["claude"]),
        pure(task=""),
        pure(task="  "),
        pure(task=7),
        pure(task="x" * 501),
        pure(why="because"),
        json.dumps({"handoff": {"to": "claude"}}),
        json.dumps({"handoff": {"to": "claude", "task": "x"}, "text": "and"}),
        json.dumps({"handoff": "claude"}),
        json.dumps([{"handoff": {"to": "claude", "task": "x"}}]),
        '{"handoff": {"to": "claude", "task": "x", "task": "y"}}',
        '{"handoff": {"to": "claude", "task": "x"',
        "{'handoff': {'to': 'claude', 'task': 'x'}}",
    ],
)
def test_all_else_is_plain_text_and_is_known_for_what_it_was_meant(reply):
    """The form is strict: half a handoff, or one with a word beside it, calls nobody."""
    assert handoff_of(reply, "gpt", NAMES) is None
    assert is_meant_as_one(reply) or reply.startswith("[")


@pytest.mark.parametrize("reply", ["Paris.", "I would hand off, if I could.", "", "\ud800", "7"])
def test_prose_is_no_broken_handoff(reply):
    """Nobody is warned of an ordinary answer."""
    assert handoff_of(reply, "gpt", NAMES) is None
    assert not is_meant_as_one(reply)


def test_a_task_is_as_plain_as_all_that_is_told():
    """It is shown to everybody, and read by the other bot; unseen letters are no task."""
    found = handoff_of(pure(task="\x1b[31mcritique\u202e it\u200b "), "gpt", NAMES)

    assert found == Handoff(to="claude", task="[31mcritique it")
    assert handoff_of(pure(task="\u200b\u2060"), "gpt", NAMES) is None


def test_a_task_has_500_characters_at_most():
    """As the form says: the last that fits, fits."""
    assert handoff_of(pure(task="x" * 500), "gpt", NAMES) is not None


# --- How often ----------------------------------------------------------------------------------


@given(
    names=st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=6, unique=True),
    targets=st.lists(st.sampled_from(["self", "stranger", "next", "last", "prose"]), max_size=12),
    hops=st.integers(0, 4),
)
def test_nobody_is_called_more_often_than_the_hops_allow(names, targets, hops):
    """For any number of agents, and any wish of theirs: hops + 1 calls, each to another one."""
    wishes, calls = iter(targets), []

    async def answer(call: Call) -> str:
        calls.append(call)
        await asyncio.sleep(0)
        wish = next(wishes, "next")
        others = [name for name in names if name != call.to] or ["x"]
        to = {"self": call.to, "stranger": "zoe", "next": others[0], "last": others[-1]}.get(wish)
        return pure(to, "go on") if to else "That is all."

    asyncio.run(answered(Call(names[0], "begin"), names, answer, lambda *_: None, hops=hops))

    assert len(calls) <= hops + 1
    assert [call.hop for call in calls] == list(range(len(calls)))
    assert all(one.to != other.to for one, other in pairwise(calls))
    assert {call.to for call in calls} <= set(names)


class Hasty:
    """A bot that always hands off: to one of those named, after a while of its own."""

    def __init__(self, to: list[str], waits: list[int]) -> None:
        self.name, self.calls = "hasty", 0
        self._to, self._waits = to, waits

    async def generate(self, *_: Any, **__: Any) -> ModelOutput:
        raise NotImplementedError

    async def stream(self, messages: list[Message], *, system: str, config: GenerateConfig) -> Any:
        del messages, system, config
        n, self.calls = self.calls, self.calls + 1
        for _ in range(self._waits[n % len(self._waits)]):
            await asyncio.sleep(0)
        text = pure(self._to[n % len(self._to)], "go on")
        yield text
        yield ModelOutput(text, model=self.name)

    async def aclose(self) -> None:
        """Nothing is held open."""


def seat(name: str, model: Any) -> Seat:
    return Seat(name=name, provider=name, system="", candidate=Candidate(model, OFFLINE))


wanted = st.lists(st.sampled_from(["gpt", "claude", "mistral"]), min_size=1, max_size=5)
waits = st.lists(st.integers(0, 7), min_size=1, max_size=5)


@given(
    to=st.tuples(wanted, wanted),
    slow=st.tuples(waits, waits),
    asked=st.lists(st.tuples(st.sampled_from(NAMES), st.integers(0, 5)), min_size=1, max_size=4),
)
def test_two_bots_that_always_hand_off_hop_once_for_each_message(to, slow, asked):
    """To each other, to themselves, to strangers, at any pace, several messages at once."""
    models = [Hasty(*parts) for parts in zip(to, slow, strict=True)]
    told = asyncio.run(heard(models, asked))

    calls = [e for e in told if e.type == "agent_call"]
    humans = [e for e in told if e.type == "human_message"]
    assert len(humans) == len(asked)
    assert sum(model.calls for model in models) == len(calls) <= 2 * len(asked)
    assert sum(e.handoff is not None for e in told) == len(calls) - len(humans)
    firsts = {e.call_id for e in humans}
    for one in told:
        if one.type == "agent_response" and one.call_id not in firsts:
            assert one.handoff is None
            assert one.text
    assert len({e.call_id for e in calls}) == len(calls)


async def heard(models: list[Hasty], asked: list[tuple[str, int]]) -> list[TableEvent]:
    """Return all that is told while `asked` is answered."""
    told: list[TableEvent] = []
    table = Table(dict(zip(NAMES, map(seat, NAMES, models), strict=True)))
    table.channel = Recorder(told.append)  # type: ignore[assignment]
    for target, steps in asked:
        table.ask(Asked(text="go", target=target), "http:mara")
        for _ in range(steps):
            await asyncio.sleep(0)
    await until(lambda: sum(e.sender in NAMES and e.handoff is None for e in told) == len(asked))
    await table.close()
    return told


class Recorder:
    """A channel that keeps what is published."""

    def __init__(self, take: Callable[[TableEvent], None]) -> None:
        self._take = take

    def publish(self, data: bytes) -> None:
        """Keep one event."""
        self._take(TableEvent.model_validate_json(data))
