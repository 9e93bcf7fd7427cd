"""Callers by HTTP who note what was acknowledged, and a reader of the feed who notes what came."""

import asyncio
import contextlib
import itertools
import json
import random
import sqlite3
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp

ROOMS = ("The Threshold", "The Garden", "The Forge", "The Bridge")
#: What happens to a request whose server dies.
BROKEN = (aiohttp.ClientError, OSError, TimeoutError)
#: Statuses that mean: later.
LATER = {429, 503, 507}


@dataclass
class Caller:
    """Somebody who speaks, leaves notes and walks, and sends again until it is heard.

    Attributes:
        said, asked, left: what was acknowledged, in the order in which it was sent.
        room: where they are according to the last acknowledgement.
        retries: how often something was sent again.
        rest: seconds between two things.
    """

    url: str
    name: str
    rng: random.Random
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    room: str = ROOMS[0]
    retries: int = 0
    rest: float = 0.0

    @property
    def who(self) -> dict[str, str]:
        return {"user_id": f"{self.name}_01", "username": self.name}

    async def live(self, http: aiohttp.ClientSession, over: asyncio.Event) -> None:
        """Do one thing after the other until it is over; the last one is finished."""
        for number in itertools.count():
            if over.is_set():
                return
            await asyncio.sleep(self.rest)
            words = f"{self.name} {number}."
            what = self.rng.choice(("say", "say", "chat", "move")) if number else "say"
            if what == "move":
                room = self.rng.choice(ROOMS)
                await self._send(http, "move", {"user_id": self.who["user_id"], "room": room})
                self.room = room
            elif what == "say" and self.room == "The Bridge":
                note = {**self.who, "message": words, "room": self.room, "deed": "note"}
                await self._send(http, "deed", note)
                self.left.append(words)
            else:
                await self._send(http, what, {**self.who, "message": words, "room": self.room})
                (self.said if what == "say" else self.asked).append(words)

    async def _send(self, http: aiohttp.ClientSession, path: str, body: dict[str, str]) -> None:
        """Send until it is acknowledged, and sometimes once more."""
        key = f"{self.name}-{self.rng.getrandbits(64):x}"
        answers: list[bytes] = []
        wanted = 2 if self.rng.random() < 0.2 else 1
        while len(answers) < wanted:
            answer = await self._once(http, path, body, key)
            if answer is None:
                self.retries += 1
                await asyncio.sleep(0.05)
            else:
                answers.append(answer)
        assert len(set(answers)) == 1, "one key, two answers"

    async def _once(
        self, http: aiohttp.ClientSession, path: str, body: dict[str, str], key: str
    ) -> bytes | None:
        try:
            async with http.post(
                f"{self.url}/bridge/{path}", json=body, headers={"Idempotency-Key": key}
            ) as response:
                answer = await response.read()
        except BROKEN:
            return None
        if response.status in LATER:
            return None
        assert response.status == 200, answer
        return answer


@dataclass
class Reader:
    """Somebody who follows the feed and goes on where a break left them.

    Attributes:
        events: all that came, by id, in the order in which it came.
    """

    url: str
    token: str
    last: int = 0
    events: list[dict[str, Any]] = field(default_factory=list)
    came: asyncio.Event = field(default_factory=asyncio.Event)

    async def follow(self, http: aiohttp.ClientSession) -> None:
        """Read until cancelled."""
        while True:
            with contextlib.suppress(*BROKEN):
                await self._read(http)
            await asyncio.sleep(0.05)

    async def _read(self, http: aiohttp.ClientSession) -> None:
        async with http.get(
            f"{self.url}/bridge/feed?after={self.last}&heartbeat=1",
            timeout=aiohttp.ClientTimeout(total=None, sock_read=5),
        ) as response:
            if response.status != 200:
                return
            async for line in response.content:
                event = json.loads(line) if line.endswith(b"\n") and line.strip() else {}
                if event.get("type") in {"say", "presence", "deed"} and event["id"] is not None:
                    assert event["id"] > self.last, "an event came twice, or out of order"
                    self.last = event["id"]
                    self.events.append(event)
                    self.came.set()

    async def upto(self, last: int) -> None:
        """Wait until all up to this id has come."""
        async with asyncio.timeout(20):
            while self.last < last:
                self.came.clear()
                await self.came.wait()


def kept(home: Path) -> tuple[list[dict[str, Any]], dict[str, list[str]]]:
    """Return what the journal holds: its events, and what each person asked Timmy, in order."""
    with contextlib.closing(sqlite3.connect(home / "journal.db")) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        rows = db.execute("SELECT id, body FROM events ORDER BY id").fetchall()
        turns = db.execute("SELECT person, asked FROM turns ORDER BY person, n").fetchall()
    asked: defaultdict[str, list[str]] = defaultdict(list)
    for person, words in turns:
        asked[person].append(words)
    return [{**json.loads(body), "id": number} for number, body in rows], dict(asked)


def check_pairs(events: list[dict[str, Any]]) -> dict[str, str]:
    """Check that everybody leaves a room before they enter another; return who is where."""
    here: dict[str, str] = {}
    for event in events:
        if event["type"] != "presence":
            continue
        who = f"{event['realm']}:{event['user_id']}"
        if event["event"] == "enter":
            assert who not in here, (who, here[who], event)
            here[who] = event["room"]
        else:
            assert here.pop(who, None) == event["room"], (who, event)
    return here
