"""Who was here when the bridge last stopped: a few are back at once, the rest soon after."""

import asyncio
import contextlib
import gc
import logging
import math
from collections.abc import Container, Sequence
from typing import Any

from bridge.errors import BridgeError
from bridge.journal import Journal
from bridge.presence import Person, Presence, Whereabouts
from bridge.sessions import Session, Sessions
from bridge.visits import Visits

log = logging.getLogger(__name__)

#: People taken back in one step; no answer waits for more of them than that.
STEP = 200
#: Seconds between two steps, in which those who speak meanwhile are answered.
BREATH = 0.002
#: Seconds after the start in which the rest stays away unless somebody asks for everybody.
REST = 1.0
#: Seconds after which whoever asks for everybody goes on without the rest.
PATIENCE = 10.0

_SESSION = """
SELECT s.person, s.username, s.room, s.created, s.last_active, s.messages,
       p.username, p.room, p.since
FROM sessions s LEFT JOIN presence p ON p.person = s.person
"""
_LATEST = (
    f"{_SESSION} WHERE (s.last_active, s.person) < (?, ?) "
    "ORDER BY s.last_active DESC, s.person DESC LIMIT ?"
)
_FOLLOWED = f"{_SESSION} WHERE s.person IN (SELECT person FROM crises)"  # noqa: S608 - our own words
_OF_ONE = f"{_SESSION} WHERE s.person = ?"
#: Who is present, from one key to another; all of a realm lie side by side.
_PRESENT = (
    "SELECT person, username, room, since FROM presence "
    "WHERE person > ? AND person < ? ORDER BY person LIMIT ?"
)


class Recall:
    """Takes sessions and presence back from the journal, whoever was active last first.

    A start reads as much for a hundred thousand people as for a few hundred. Who speaks before
    they are back is taken back first; what tells of everybody waits until everybody is.
    """

    def __init__(
        self,
        journal: Journal,
        sessions: Sessions,
        presence: Presence,
        visits: Visits,
        rooms: Container[str],
    ) -> None:
        self._journal = journal
        self._sessions = sessions
        self._presence = presence
        self._visits = visits
        self._rooms = rooms
        self._wanted = asyncio.Event()
        self._all_back = asyncio.Event()
        #: Who has been asked for alone; what the journal says of them since is not news.
        self._asked: set[Person] = set()
        #: When the last one who is back was active, and their key.
        self._before: tuple[float, str] = (math.inf, "")

    async def begin(self) -> None:
        """Take back the MUD's players, who is followed up, and who was active last.

        Raises:
            BridgeError: the journal cannot be read.
        """
        for row in await self._read(_PRESENT, "mud:", "mud;", -1):
            self._put(*row)
        for row in await self._read(_FOLLOWED):
            self._take_back(row)
        if await self._step():
            self._presence.put_in_order()
        else:
            await self._finish()

    async def person(self, person: Person) -> None:
        """Return once this one is back, if they were here; a disk that fails keeps nobody."""
        if self._all_back.is_set() or person in self._asked:
            return
        try:
            rows = await self._read(_OF_ONE, person.key)
        except BridgeError as error:
            log.warning("session not read", extra={"error": type(error).__name__})
            return
        for row in rows:
            if not self._take_back(row) and row[-1] is not None:
                self._let_go(person.key, *row[-3:])
        self._asked.add(person)

    async def everybody(self) -> None:
        """Return once all are back, or after PATIENCE seconds."""
        if self._all_back.is_set():
            return
        self._wanted.set()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                await self._all_back.wait()

    async def rest(self) -> None:
        """Take back all the others, a few at a time, after a second or when they are asked for."""
        while not self._all_back.is_set():
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(REST):
                    await self._wanted.wait()
            try:
                while await self._step():
                    gc.freeze()  # they stay; collections need not look at them again and again
                    await asyncio.sleep(BREATH)
                await self._finish()
            except BridgeError as error:
                log.warning("not everybody is back yet", extra={"error": type(error).__name__})
                self._wanted.clear()

    async def _step(self) -> bool:
        """Take back the next few; whether there may be more."""
        rows = await self._read(_LATEST, *self._before, STEP)
        if rows:
            self._before = (rows[-1][4], rows[-1][0])
        # Sessions come from the latest on: after one that is too old all are.
        return all(self._take_back(row) for row in rows) and len(rows) == STEP

    async def _finish(self) -> None:
        """Let those go who are present without a session, and who is left be in order."""
        last, end = "http:", "http;"
        while rows := await self._read(_PRESENT, last, end, STEP):
            last = rows[-1][0]
            for row in rows:
                if self._sessions.get(Person.of_key(row[0])) is None:
                    self._let_go(*row)
            await asyncio.sleep(0)
        self._presence.put_in_order()
        self._asked.clear()
        self._all_back.set()

    async def _read(self, sql: str, *values: Any) -> list[Any]:
        return await self._journal.read(lambda db: db.execute(sql, values).fetchall())

    def _take_back(self, row: Sequence[Any]) -> bool:
        """Take back a session, and where its person is; False when it no longer counts."""
        key, username, room, created, last_active, count, *here = row
        person = Person.of_key(key)
        if person in self._asked or self._sessions.get(person):
            return True
        session = Session(person, username, room, created, last_active, count=count)
        if not self._sessions.restore(session):
            return False
        if here[-1] is not None:
            self._put(key, *here)
        return True

    def _put(self, key: str, username: str, room: str, since: int) -> None:
        person = Person.of_key(key)
        if room in self._rooms and self._presence.where(person) is None:
            self._presence.restore([Whereabouts(person, username, room, since)])

    def _let_go(self, key: str, username: str, room: str, since: int) -> None:
        """Let a caller by HTTP leave, who is present for as long as their session."""
        person = Person.of_key(key)
        self._put(key, username, room, since)
        if person.realm == "http":
            self._visits.hand_in(self._presence.leave(person))
