"""One person's private dialogue, and the few that are in memory."""

import asyncio
from collections import OrderedDict, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import TypeAlias

from bridge.errors import BusyError, ForgottenError, TooManyRequestsError
from bridge.journal import Statement
from bridge.models.base import Message
from bridge.presence import Person
from bridge.rhythm import Rhythm
from bridge.window import Past, Window

#: Seconds on a clock of one's choosing.
Clock: TypeAlias = Callable[[], float]

#: Messages of one person that the journal keeps.
REMEMBERED = 2000
#: Turns of one person that may wait for each other, and for how many seconds.
WAITING = 8
WAIT_SECONDS = 60.0
#: Seconds of silence after which the journal alone remembers a dialogue.
COOLING = 120.0
#: Seconds after which somebody by HTTP, who cannot be seen to leave, may be gone.
IDLE = 300.0
_STILL_ANSWERING = "Timmy is still answering what you said before. Please wait for that."
#: Turns that a session keeps for a disk that takes no writes.
OWED = 200
#: Keeps a turn, also one that is kept already; it fails where another has its number.
_TURN = (
    "INSERT INTO turns VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET asked = "
    "CASE WHEN asked = excluded.asked AND replied = excluded.replied THEN asked END"
)


@dataclass(slots=True)
class Session:
    """A person's dialogue with Timmy.

    Attributes:
        created, last_active: wall clock, seconds.
        touched: when last used, on the clock of `Sessions`.
        count: messages ever exchanged, both sides.
        restored: whether `window` holds what the journal has.
        known: what `count` was when `window` was last without what the journal has.
        window: what a model is sent of the dialogue.
        rhythm: how its person's turns come.
        crowded: whether there was too little left to pay for a prompt with all of `window`.
        owed: turns, with their numbers, that the disk has not taken yet.
        forgotten: its person has asked to be forgotten; nothing of it may be kept.
        told_at: when its person was told last what Timmy is, wall clock; None: not in this session.
        minor: whether they have said that they are a minor.
        cooling: whether it is looked after to leave memory when it falls silent.
        busy: turns that run or wait.
        lock: held for one turn, so that a person's turns follow each other.
    """

    person: Person
    username: str
    room: str
    created: float
    last_active: float
    touched: float = 0.0
    count: int = 0
    restored: bool = False
    known: int = 0
    window: Window = field(default_factory=Window)
    crowded: bool = False
    rhythm: Rhythm = field(default_factory=Rhythm)
    owed: list[tuple[int, str, str]] = field(default_factory=list)
    forgotten: bool = False
    told_at: float | None = None
    minor: bool = False
    cooling: bool = False
    busy: int = 0
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def messages(self) -> list[Message]:
        """The dialogue before what is said now, as a model is sent it."""
        return self.window.messages

    async def begin_turn(self) -> None:
        """Wait for a turn of this session, which `end_turn` ends; they come in their order.

        Raises:
            TooManyRequestsError: too many wait already, or this one has waited too long.
        """
        if self.busy >= WAITING:
            raise TooManyRequestsError(_STILL_ANSWERING, retry_after=2.0)
        self.busy += 1
        try:
            if not self.lock.locked():
                await self.lock.acquire()
                return
            async with asyncio.timeout(WAIT_SECONDS):
                await self.lock.acquire()
        except BaseException as error:
            self.busy -= 1
            if isinstance(error, TimeoutError):
                raise TooManyRequestsError(_STILL_ANSWERING, retry_after=2.0) from None
            raise

    def still_known(self) -> None:
        """Go on only if its person has not asked to be forgotten.

        Raises:
            ForgottenError: they have.
        """
        if self.forgotten:
            raise ForgottenError("This was forgotten, as you asked, before Timmy answered.")

    def end_turn(self) -> None:
        """Let the next one have its turn."""
        self.lock.release()
        self.busy -= 1

    def remember(self, asked: str, replied: str, *, unwritten: bool = False) -> None:
        """Add both halves of a turn in one step; `unwritten` when nothing else may keep it."""
        if self.forgotten:
            return
        self.count += 2
        turn = Past(self.count, Message("user", asked), Message("assistant", replied), unwritten)
        self.window.add(turn)

    def row(self) -> Statement:
        """Return what keeps that this session is open, and where; its turns stay as they are."""
        return (
            "INSERT INTO sessions VALUES (?, ?, ?, ?, ?, 0) ON CONFLICT DO UPDATE SET username = "
            "excluded.username, room = excluded.room, last_active = excluded.last_active",
            (self.person.key, self.username, self.room, self.created, self.last_active),
        )

    def rows_with(self, turns: Sequence[tuple[int, str, str]]) -> list[Statement]:
        """Return what keeps this session together with `turns`, each with its number."""
        key, count = self.person.key, max(self.count, turns[-1][0])
        rows: list[Statement] = [(_TURN, (key, *turn)) for turn in turns]
        if count > REMEMBERED:
            too_old = (key, count - REMEMBERED)
            rows.append(("DELETE FROM turns WHERE person = ? AND n <= ?", too_old))
            rows.append(("DELETE FROM traces WHERE person = ? AND n <= ?", too_old))
        times = (self.created, self.last_active)
        values = (key, self.username, self.room, *times, count)
        rows.append(("INSERT OR REPLACE INTO sessions VALUES (?, ?, ?, ?, ?, ?)", values))
        return rows

    def take_back(self, n: int, said: str) -> None:
        """Let the turn `n`, in which this was `said`, be in memory alone.

        Its number may have grown since, when what was said before was read back.
        """
        self.window.turns = [
            turn._replace(unwritten=True) if turn.n >= n and turn.asked.text == said else turn
            for turn in self.window.turns
        ]
        self.owed = [turn for turn in self.owed if turn[0] < n or turn[1] != said]

    def cool(self) -> bool:
        """Leave the dialogue to the journal until its person is back; False when it must stay."""
        if self.busy or self.window.is_unwritten() or self.window.unkept or self.owed:
            return False
        self.window, self.restored, self.known = Window(), False, self.count
        return True


class Sessions:
    """At most `limit` sessions; the least recently active gives way, never one that is busy.

    Attributes:
        on_close: told of each session that leaves memory.
        is_held: whether a person's session must stay as long as there is another to give way.
    """

    def __init__(self, *, limit: int, idle_timeout: float, clock: Clock, wall: Clock) -> None:
        self.limit = limit
        self.on_close: Callable[[Session], None] = lambda _session: None
        self.is_held: Callable[[Person], bool] = lambda _person: False
        self._sessions: OrderedDict[Person, Session] = OrderedDict()
        self._cooling: deque[tuple[float, Session]] = deque()
        self._idle_timeout = idle_timeout
        self._clock = clock
        self._wall = wall

    def open(self, person: Person, username: str, room: str) -> Session:
        """Return the session of `person`, newly the most recent, making room for it if need be.

        Raises:
            BusyError: every session has a reply under way.
        """
        self.expire()
        session = self._sessions.get(person)
        if session is None:
            self._make_room()
            now = self._wall()
            session = self._sessions[person] = Session(person, username, room, now, now)
        self._sessions.move_to_end(person)
        session.username, session.room = username, room
        session.last_active, session.touched = self._wall(), self._clock()
        if not session.cooling:
            session.cooling = True
            self._cooling.append((session.touched, session))
        return session

    def get(self, person: Person) -> Session | None:
        """Return the session of `person` if it is in memory; it stays as recent as it was."""
        return self._sessions.get(person)

    def is_new(self, person: Person) -> bool:
        """Whether what `person` does now begins a session: none is there, or it was silent long."""
        session = self._sessions.get(person)
        return session is None or session.touched < self._clock() - self._idle_timeout

    def is_idle(self, person: Person) -> bool:
        """Whether `person` came by HTTP, and has done nothing for a while."""
        session = self._sessions.get(person) if person.realm == "http" else None
        return session is not None and session.touched < self._clock() - IDLE

    def forget(self, person: Person) -> None:
        """Drop the session of `person`, also one that is busy; `on_close` is not told."""
        session = self._sessions.pop(person, None)
        if session:
            session.forgotten = True
            session.window, session.owed = Window(), []

    def restore(self, session: Session) -> bool:
        """Take back, as the least recent, a session that was in memory before the bridge stopped.

        False when it has been silent for too long since, or there is no place for it.
        """
        idle, person = max(0.0, self._wall() - session.last_active), session.person
        over = idle > self._idle_timeout and not self.is_held(person)
        if over or len(self._sessions) >= self.limit:
            return False
        session.touched, session.known = self._clock() - idle, session.count
        self._sessions[person] = session
        self._sessions.move_to_end(person, last=False)
        return True

    def expire(self) -> None:
        """Close the sessions that were idle for longer than the timeout."""
        oldest_allowed = self._clock() - self._idle_timeout
        stale = takewhile(lambda s: s.touched < oldest_allowed, self._sessions.values())
        for session in [s for s in stale if not s.busy and not self.is_held(s.person)]:
            self._close(session)

    def cool(self) -> None:
        """Take out of memory what the dialogues that have fallen silent hold in it."""
        until = self._clock() - COOLING
        while self._cooling and self._cooling[0][0] <= until:
            _, session = self._cooling.popleft()
            session.cooling = self._sessions.get(session.person) is session
            if not session.cooling:
                continue
            if session.touched > until:
                self._cooling.append((session.touched, session))
            elif session.cool():
                session.cooling = False
            else:
                self._cooling.append((self._clock(), session))

    def __len__(self) -> int:
        return len(self._sessions)

    def __iter__(self) -> Iterator[Session]:
        return iter(list(self._sessions.values()))

    def _make_room(self) -> None:
        if len(self._sessions) < self.limit:
            return
        # What was said in a crisis is in memory alone: whoever is followed up gives way last.
        leaves = next((s for s in self._idle() if not self.is_held(s.person)), None)
        leaves = leaves or next(self._idle(), None)
        if leaves is None:
            raise BusyError("Every seat beside Timmy is taken. Please try again in a moment.")
        self._close(leaves)

    def _idle(self) -> Iterator[Session]:
        return (session for session in self._sessions.values() if not session.busy)

    def _close(self, session: Session) -> None:
        del self._sessions[session.person]
        self.on_close(session)
