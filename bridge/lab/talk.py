"""A talk of the laboratory as it is shown: who talks, what was said, and what it came to."""

from collections.abc import Iterable
from functools import cache

import orjson

from bridge.ballot import Ballot
from bridge.conversations.happening import (
    AnyHappening,
    Ended,
    Heard,
    Paused,
    Resumed,
    Spoke,
    Trouble,
    TurnBegan,
)
from bridge.fanout import Channel, text_frame
from bridge.lab.instruments import Instruments
from bridge.lab.shapes import (
    ShownPersonality,
    ShownTalk,
    Status,
    TalkLine,
    TalkSpent,
    TalkVotes,
    Tokens,
)
from bridge.lab.sheet import Sheet
from bridge.models.base import Usage
from world.text import plain


class Talk:
    """One talk, whether it goes on or is over.

    To make one takes a while: not where others wait for the event loop.

    Attributes:
        sheet: what is kept of it beside its log.
        channel: what those hear who may watch this talk alone.
        lines: what was said, each as JSON that is made once.
        turn: lines of personalities so far, silent ones too.
        unanswered: lines of people since the last one of a personality.
        reason: how it ended, in a sentence.
        ballot: the votes on who comes next.
    """

    def __init__(self, sheet: Sheet, happened: Iterable[AnyHappening] = ()) -> None:
        self.sheet = sheet
        self.channel = Channel(text_frame)
        self.lines: list[orjson.Fragment] = []
        self.turn, self.reason, self._waits = 0, "", ""
        self.unanswered = 0
        self.totals = TalkSpent()
        self.ids = {one.name: one.id for one in sheet.personalities}
        self.instruments = Instruments(self.ids.values())
        read_rows()
        self.ballot = Ballot(self.ids.values())
        self._json: bytes | None = None
        for told in happened:
            self.take(told)

    @property
    def id(self) -> str:
        """Return the id by which it is asked for."""
        return self.sheet.id

    @property
    def status(self) -> Status:
        """Return what it does."""
        if self.sheet.stopped_at:
            return "stopped"
        if self.sheet.rests_since:
            return "paused"
        return "waiting" if self._waits else "active"

    def take(self, told: AnyHappening) -> TalkLine | None:
        """Take note of what happened; return the line that was said, where one was."""
        self._json = None
        if isinstance(told, Paused):
            self._waits = told.sentence
        elif isinstance(told, Resumed | TurnBegan | Ended):
            self._waits = ""
        if isinstance(told, Ended):
            self.reason = plain(told.sentence)
            return None
        if isinstance(told, Spoke):
            self._count(told)
        elif isinstance(told, Heard):
            self.unanswered += 1
        if not isinstance(told, Spoke | Heard) or not told.text:
            return None
        line = self._line(told)
        self.lines.append(orjson.Fragment(line.model_dump_json(by_alias=True)))
        self.instruments.add(line.personality_id or line.name, line.content)
        return line

    def _count(self, spoke: Spoke) -> None:
        self.turn, self.unanswered = self.turn + 1, 0
        if self.sheet.parent and spoke.n <= self.sheet.parent.at:
            return  # the talk that it was begun from has paid for it
        known, more = self.totals, _tokens(spoke.usage)
        self.totals = TalkSpent(
            prompt_tokens=known.prompt_tokens + more.prompt_tokens,
            completion_tokens=known.completion_tokens + more.completion_tokens,
            total_tokens=known.total_tokens + more.total_tokens,
            usd=known.usd + spoke.usd,
            calls=max(known.calls, spoke.calls),
        )

    def _line(self, told: Spoke | Heard) -> TalkLine:
        spoke = told if isinstance(told, Spoke) else None
        return TalkLine(
            role="assistant" if spoke else "user",
            content=plain(told.text, lines=True).strip(),
            timestamp=told.time,
            personality_id=self.ids[told.actor] if spoke else "",
            name=told.actor,
            usage=_tokens(spoke.usage) if spoke else Tokens(),
            index=told.n,
            usd=spoke.usd if spoke else 0.0,
            model=spoke.model if spoke else "",
        )

    def change(self, **what: object) -> None:
        """Let something of its sheet be another from now on."""
        self.sheet = self.sheet.model_copy(update=what)
        self._json = None

    # --- As it is shown ---------------------------------------------------------------------------

    def shown(self) -> dict[str, object]:
        """Return the talk without its lines, as JSON has it."""
        sheet = self.sheet
        told = ShownTalk(
            id=sheet.id,
            personalities=tuple(map(shown, sheet.personalities)),
            initial_prompt=sheet.initial_prompt,
            status=self.status,
            reason=self.reason or ("" if sheet.rests_since else self._waits),
            started_at=sheet.started_at,
            stopped_at=sheet.stopped_at,
            turn=self.turn,
            turn_limit=sheet.turn_limit,
            pace=sheet.pace,
            votes=sheet.votes,
            parent=sheet.parent,
            totals=self.totals,
        )
        return told.model_dump(by_alias=True)

    def whole(self) -> dict[str, object]:
        """Return the talk with all that was said, as JSON has it."""
        said = {"messages": self.lines, "instruments": self.instruments.whole()}
        return {**self.shown(), "whole": True, **said}

    def short(self) -> dict[str, object]:
        """Return the talk as one whose lines are asked for apart, as JSON has it."""
        return {**self.shown(), "messages": [], "instruments": {}}

    def as_json(self) -> bytes:
        """Return the talk with all that was said; made once for all who come until it changes."""
        if self._json is None:
            self._json = orjson.dumps(self.whole())
        return self._json

    def votes(self) -> TalkVotes:
        """Return how the votes stand."""
        return TalkVotes(choices=self.ballot.choices, counts=self.ballot.counts)


@cache
def read_rows() -> None:
    """Read what the instruments go by, once; nobody who watches waits for it."""
    first = Instruments()
    first.add("", "a line")
    first.whole()


def shown(one: object) -> ShownPersonality:
    """Return what is shown of a personality."""
    return ShownPersonality.model_validate(one, from_attributes=True, extra="ignore")


def trouble_in(told: AnyHappening) -> str:
    """Return what went wrong, in a sentence; empty: nothing did."""
    if isinstance(told, Ended):
        return plain(told.sentence) if told.ending == "error" else ""
    return plain(told.sentence) if isinstance(told, Trouble) else ""


def _tokens(usage: Usage) -> Tokens:
    sent, said = usage.sent_tokens, usage.output_tokens
    return Tokens(prompt_tokens=sent, completion_tokens=said, total_tokens=sent + said)
