"""What is due in the second, the third and each later message, dialogue by dialogue."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from crisis import CrisisState, Level, Recent, Response, block, detect, numbers_for
from crisis.texts import reply as texts
from crisis.texts.follow_ups import LINES

NOW = 1_800_000_000.0
_DIALOGUES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "dialogues.toml").read_text("utf-8")
)["dialogue"]
_HOURS = {"1 h": 1, "12 h": 12, "2 days": 48, "4 days": 96}


@dataclass
class Person:
    """Somebody who speaks, and what is remembered of them."""

    state: CrisisState = field(default_factory=CrisisState)
    recent: Recent = field(default_factory=Recent)

    def says(self, line: str, now: float, *, to_nobody: bool, new_session: bool) -> Response:
        """Return what is due for `line`, as the surfaces find it."""
        if numbers := numbers_for(line, self.state.language, named=self.state.active(now)):
            return Response("nothing", numbers)
        verdict = detect(line, self.recent)
        self.recent.add(line)
        if to_nobody and verdict.level is Level.NONE:
            return Response("nothing")
        return self.state.observe(verdict, now, new_session=new_session)


@dataclass
class Turn:
    """One turn that was played."""

    said: str
    due: str
    language: str
    holds: list[str]
    answer: Response


def _played(dialogue: dict[str, Any]) -> Iterator[Turn]:
    people: dict[str, Person] = {}
    now = NOW
    for said, due, *holds in dialogue["turns"]:
        tag, line = re.fullmatch(r"(?:\[([^]]+)\] )?(.*)", said).groups()  # type: ignore[union-attr]
        now += 60 + _HOURS.get(tag, 0) * 3600
        person = people.setdefault("Bob" if tag == "Bob" else "", Person())
        if tag == "restart":
            person.state = CrisisState.from_dict(person.state.to_dict())
            person.recent = Recent()
        answer = person.says(line, now, to_nobody=tag == "command", new_session=tag == "session")
        language = "es" if due.startswith("es ") else dialogue.get("language", "en")
        yield Turn(said, due.removeprefix("es "), language, holds, answer)


def _expected(turn: Turn) -> tuple[str, set[str]]:
    """Return the kind of answer that is due, and what it may be."""
    kind, *more = turn.due.split()
    if kind in {"911", "coming"}:
        firsts = LINES[turn.language]["emergency" if kind == "911" else "help_coming"]
        told = LINES[turn.language][more[0]]
        return "follow_up", {f"{first}\n{line}" for first in firsts for line in told}
    if kind == "block":
        level = Level.IMMINENT if "imminent" in more else Level.CLEAR
        about = next((word for word in more if word in texts.ABOUT), "")
        return kind, {block(turn.language, level, about=about)}
    if kind == "escalation":
        return kind, {texts.escalation(turn.language, kind=more[0])}
    if kind == "soft":
        return kind, {texts.soft(turn.language, more[0])}
    if kind in {"nothing", "numbers"}:
        return "nothing", {turn.answer.text if kind == "numbers" else ""}
    lines = {""} if kind == "rests" else set(LINES[turn.language][kind])
    return "welcome" if kind == "welcome" else "follow_up", lines


@pytest.mark.parametrize("dialogue", _DIALOGUES, ids=lambda dialogue: dialogue["kind"])
def test_each_turn_gets_what_the_table_says(dialogue: dict[str, Any]):
    """The first reply is the promise; these are what keeps somebody talking after it."""
    for turn in _played(dialogue):
        kind, may_be = _expected(turn)
        told = (turn.said, turn.due, turn.answer)
        assert turn.answer.kind == kind, told
        assert any(
            turn.answer.text.startswith(text) if kind == "block" else turn.answer.text == text
            for text in may_be
        ), told
        for part in turn.holds:
            held = part.removeprefix("!") in turn.answer.text
            assert held is not part.startswith("!"), (part, *told)


@pytest.mark.parametrize("dialogue", _DIALOGUES, ids=lambda dialogue: dialogue["kind"])
def test_nothing_is_said_twice_in_a_row(dialogue: dict[str, Any]):
    """A line that comes back word for word reads like a machine that did not listen."""
    last: dict[bool, str] = {}
    for turn in _played(dialogue):
        who = turn.said.startswith("[Bob]")
        if turn.answer.text and last.get(who):
            assert turn.answer.text != last[who]
            first = turn.answer.text.split(". ")[0]
            assert not last[who].startswith(first) or turn.due.startswith("block"), turn
        last[who] = turn.answer.text


def test_there_are_enough_dialogues_in_both_languages():
    """The table has two columns; people have more ways than it has rows."""
    kinds = [dialogue["kind"] for dialogue in _DIALOGUES]
    spanish = [dialogue for dialogue in _DIALOGUES if dialogue.get("language") == "es"]
    assert len(kinds) == len(set(kinds))
    assert len(kinds) - len(spanish) >= 40
    assert len(spanish) >= 15
