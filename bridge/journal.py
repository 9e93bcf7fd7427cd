"""The durable record of events and sessions: acknowledged means written.

One SQLite file, one thread. Writes that arrive together share one commit (group commit); an event
gets its id when it is handed in and is published when it is on disk, in the order of the ids.
"""

import asyncio
import logging
import queue
import sqlite3
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO, Any, TypeAlias, TypeVar

from bridge import records
from bridge.errors import BusyError, StorageError
from bridge.events import EVENT, Event, is_nameless, utc_at

log = logging.getLogger(__name__)

T = TypeVar("T")
E = TypeVar("E", bound=Event)
#: One SQL statement and its values.
Statement: TypeAlias = tuple[str, Sequence[Any]]

#: Seconds that a write or a read may take before whoever waits goes on without it.
PATIENCE = 5.0
_BATCH = 256
_WAITING = 10_000
#: Attempts to empty the log while somebody else reads it, and seconds between them.
_PURGES, _PURGE_REST = 20, 0.05
_DAMAGED = "The journal is damaged; when the bridge starts again, what can be read is saved."


class _Job:
    """Statements to run, or one question to ask, and who waits for it."""

    __slots__ = (
        "alone",
        "ask",
        "came",
        "done",
        "events",
        "failed",
        "result",
        "settled",
        "statements",
    )

    def __init__(
        self,
        done: asyncio.Future[Any],
        statements: Sequence[Statement] = (),
        events: Sequence[Event] = (),
        ask: Callable[[sqlite3.Connection], Any] | None = None,
        settled: Callable[[bool], None] | None = None,
        *,
        alone: bool = False,
    ) -> None:
        self.alone = alone
        self.came = time.monotonic()
        self.done = done
        self.settled = settled
        self.statements = statements
        self.events = events
        self.ask = ask
        self.result: Any = None
        self.failed = False

    def run(self, db: sqlite3.Connection) -> None:
        for sql, values in self.statements:
            db.execute(sql, values)
        if self.ask:
            self.result = self.ask(db)


class Journal:
    """The record; open it with `Journal.open`, off the event loop.

    Attributes:
        on_commit: told each event once it is on disk, on the event loop, in the order of ids.
        notice: what went wrong when the file was opened, for people to read; else empty.
        trouble: why nothing can be written now, for people to read; else empty.
        failures: how many writes have failed.
    """

    def __init__(
        self, db: sqlite3.Connection, lock: IO[bytes], path: Path, *, last_id: int, notice: str = ""
    ) -> None:
        self.on_commit: Callable[[Event], None] = lambda _event: None
        self.notice = notice
        self.trouble = ""
        self.failures = 0
        self.last_id = last_id
        self._db = db
        self._lock = lock
        self._path = path
        self._looker = records.Interrupter()
        self._jobs: queue.SimpleQueue[list[_Job] | None] = queue.SimpleQueue()
        self._pending: list[_Job] = []
        self._under_way: deque[_Job] = deque()
        self._watch: asyncio.TimerHandle | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread = threading.Thread(target=self._work, name="journal", daemon=True)

    @classmethod
    def open(cls, path: Path) -> "Journal":
        """Open the record at `path`; a damaged file is set aside and said so in `notice`.

        Raises:
            StorageError: the file was written by a newer version, or cannot be written.
        """
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock = records.lock(path)
        try:
            db, last_id, notice = records.opened(path)
        except BaseException:
            lock.close()
            raise
        return cls(db, lock, path, last_id=last_id, notice=notice)

    def start(self) -> None:
        """Begin to write; called on the event loop."""
        self._loop = asyncio.get_running_loop()
        self._thread.start()

    async def look_through(self) -> None:
        """Look for damage in all of the file; it takes a while, and holds up nobody."""
        looking = asyncio.create_task(
            asyncio.to_thread(records.look_through, self._path, self._looker)
        )
        try:
            if not await asyncio.shield(looking):
                self.trouble = _DAMAGED
        except asyncio.CancelledError:
            self._looker.end()
            await asyncio.wait([looking])
            raise

    async def close(self) -> None:
        """Write what is waiting, then stop."""
        self._hand_over()
        self._jobs.put(None)
        await asyncio.to_thread(self._thread.join)

    async def write(
        self,
        statements: Sequence[Statement] = (),
        events: Sequence[E] = (),
        *,
        then: Callable[[list[E]], Sequence[Statement]] | None = None,
    ) -> list[E]:
        """Write all of it in one transaction; return `events` with their ids once on disk.

        `then` returns what is to be written besides and needs the ids.

        Raises:
            StorageError: nothing of it was written, or it is not known in time whether it was.
            BusyError: too much is waiting to be written already.
        """
        written: list[E] = await self.submit(statements, events, then=then)
        return written

    def hand_in(self, statements: Sequence[Statement] = (), events: Sequence[Event] = ()) -> None:
        """Do as `write`, for callers that cannot wait; a failure is logged either way.

        Raises:
            BusyError: too much is waiting to be written already.
        """
        self.submit(statements, events).add_done_callback(seen)

    def submit(
        self,
        statements: Sequence[Statement],
        events: Sequence[E],
        *,
        then: Callable[[list[E]], Sequence[Statement]] | None = None,
        settled: Callable[[bool], None] | None = None,
    ) -> asyncio.Future[Any]:
        """Do as `write`; return at once the future of what it will return.

        `settled` is told in the end whether it was written, however late that is known.
        """
        numbered: list[Any] = [self._numbered(event) for event in events]
        rows = [_event_row(event) for event in numbered]
        more = then(numbered) if then else ()
        job = _Job(self._future(), [*statements, *rows, *more], numbered, settled=settled)
        return self._submit(job)

    async def read(self, ask: Callable[[sqlite3.Connection], T]) -> T:
        """Return what `ask` finds; it sees every write that came before it.

        Raises:
            StorageError: it cannot be read, or not in time.
            BusyError: too much is waiting already.
        """
        result: T = await self._submit(_Job(self._future(), ask=ask))
        return result

    async def change(self, act: Callable[[sqlite3.Connection], T]) -> T:
        """Let `act` change what it will, in one transaction, and return what it returns.

        It may be called twice, when what was to be written together with it fails.

        Raises:
            StorageError: nothing of it was written, or it is not known in time whether it was.
            BusyError: too much is waiting to be written already.
        """
        return await self.read(act)

    async def purge(self) -> None:
        """Take off the disk what was deleted or written over before.

        Raises:
            StorageError: it cannot be done, or not in time.
            BusyError: too much is waiting to be written already.
        """
        for _ in range(_PURGES):
            job = _Job(self._future(), ask=records.emptied, alone=True)
            if await self._submit(job):
                return
            self._looker.end()  # it reads the file from start to end, and gives way
            await asyncio.sleep(_PURGE_REST)
        raise StorageError("The journal is being read by somebody else. Please try again later.")

    async def after(self, event_id: int, limit: int = 500) -> list[Event]:
        """Return up to `limit` events with a greater id, oldest first."""
        rows = await self.read(
            lambda db: db.execute(
                "SELECT body FROM events WHERE id > ? ORDER BY id LIMIT ?", (event_id, limit)
            ).fetchall()
        )
        return [EVENT.validate_json(body) for (body,) in rows]

    async def recent(self, room: str, limit: int) -> list[Event]:
        """Return the last events of `room`, oldest first."""
        rows = await self.read(
            lambda db: db.execute(
                "SELECT body FROM events WHERE room = ? ORDER BY id DESC LIMIT ?", (room, limit)
            ).fetchall()
        )
        return [EVENT.validate_json(body) for (body,) in reversed(rows)]

    async def of_ids(self, ids: Sequence[int]) -> list[Event]:
        """Return which of the events of these ids are on record, oldest first."""
        among = ", ".join("?" * len(ids))
        asked = f"SELECT body FROM events WHERE id IN ({among}) ORDER BY id"  # noqa: S608 - question marks
        rows = await self.read(lambda db: db.execute(asked, ids).fetchall())
        return [EVENT.validate_json(body) for (body,) in rows]

    async def probe(self) -> None:
        """Find out by a write that changes nothing whether the disk takes writes again.

        Raises:
            StorageError: it does not.
            BusyError: too much is waiting to be written already.
        """
        await self.read(lambda db: db.execute(f"PRAGMA user_version = {records.VERSION}"))

    def mended(self) -> None:
        """Take note that everything that a disk in trouble did not take is on it now."""
        if self.trouble != _DAMAGED:
            self.trouble = ""

    def forget(self, before: float) -> None:
        """Drop a few of the dialogues, traces and events older than `before` (wall clock, seconds).

        A few at a time, so that no write ever waits for it; the newest event stays, for its id.
        """
        old = "SELECT person FROM sessions WHERE last_active < ? ORDER BY last_active LIMIT 50"
        self.hand_in(
            [
                (f"DELETE FROM turns WHERE person IN ({old})", (before,)),  # noqa: S608 - constant
                (f"DELETE FROM summaries WHERE person IN ({old})", (before,)),  # noqa: S608
                (f"DELETE FROM sessions WHERE person IN ({old})", (before,)),  # noqa: S608
                (
                    "DELETE FROM traces WHERE id IN "
                    "(SELECT id FROM traces WHERE id < ? ORDER BY id LIMIT 500)",
                    (int(before * 1e6),),
                ),
                (
                    "DELETE FROM events WHERE timestamp < ? AND id < (SELECT max(id) FROM events) "
                    "AND id <= (SELECT min(id) + 500 FROM events)",
                    (utc_at(before),),
                ),
            ]
        )

    def _numbered(self, event: Event) -> Event:
        self.last_id += 1
        return event.model_copy(update={"id": self.last_id})

    def _submit(self, job: _Job) -> asyncio.Future[Any]:
        if len(self._under_way) >= _WAITING:
            raise BusyError("The journal cannot keep up. Please try again in a moment.")
        loop = job.done.get_loop()
        if not self._pending:
            loop.call_soon(self._hand_over)
        self._pending.append(job)
        self._under_way.append(job)
        if self._watch is None:
            self._watch = loop.call_later(PATIENCE / 4, self._let_the_late_go)
        return job.done

    def _hand_over(self) -> None:
        """Give the thread all that came in this turn of the event loop, at once."""
        if self._pending:
            self._jobs.put(self._pending)
            self._pending = []

    def _let_the_late_go(self) -> None:
        """Let nobody wait longer than they should; one watch for all, while anything is awaited."""
        self._watch = None
        too_old = time.monotonic() - PATIENCE
        for job in self._under_way:
            if job.came > too_old:
                break
            if not job.done.done():
                job.done.set_exception(
                    StorageError("The Tower's disk does not answer. Please try again later.")
                )
        if self._under_way and self._loop:
            self._watch = self._loop.call_later(PATIENCE / 4, self._let_the_late_go)

    def _future(self) -> asyncio.Future[Any]:
        if self._loop is None:
            raise StorageError("The journal has not been started.")
        return self._loop.create_future()

    def _work(self) -> None:
        """Run on the journal's own thread until `close`."""
        more = True
        while more:
            jobs, more = self._next_jobs()
            for batch in _batches(jobs):
                self._commit(batch)
                if self._loop and not self._loop.is_closed():
                    self._loop.call_soon_threadsafe(self._settle, batch)
        self._db.close()
        self._lock.close()

    def _next_jobs(self) -> tuple[list[_Job], bool]:
        """Return what has been handed over, and whether there may be more."""
        jobs = self._jobs.get()
        if jobs is None:
            return [], False
        while not self._jobs.empty():
            more = self._jobs.get()
            if more is None:
                return jobs, False
            jobs += more
        return jobs, True

    def _commit(self, batch: Sequence[_Job]) -> None:
        """Write `batch` in one transaction, or else each job alone: a bad one harms no other."""
        try:
            with self._db:
                if not batch[0].alone:
                    self._db.execute("BEGIN")
                for job in batch:
                    job.run(self._db)
        except (sqlite3.Error, ValueError, OverflowError) as error:
            if len(batch) == 1:
                log.error("journal write failed", extra={"error": type(error).__name__})  # noqa: TRY400 - the message may hold a person's words
                batch[0].failed = True
                self.failures += 1
                self._note(error)
                return
            for job in batch:
                self._commit([job])

    def _note(self, error: Exception) -> None:
        if records.is_damage(error):
            records.suspect(self._path)
            self.trouble = _DAMAGED
        elif isinstance(error, sqlite3.OperationalError):
            self.trouble = "The journal cannot be written; what is new stays in memory."

    def _settle(self, batch: Iterable[_Job]) -> None:
        """Publish what was written and wake whoever waits; on the event loop."""
        for job in batch:
            self._under_way.popleft()  # jobs are settled in the order in which they came
            if not job.failed:
                for event in job.events:
                    self.on_commit(event)
            if job.settled:
                job.settled(not job.failed)
            if job.done.done():
                continue
            if job.failed:
                job.done.set_exception(
                    StorageError("The Tower cannot write to its disk. Nothing was kept.")
                )
            else:
                job.done.set_result(list(job.events) if job.ask is None else job.result)


def _batches(jobs: Iterable[_Job]) -> Iterator[list[_Job]]:
    """Yield `jobs` in their order, by transaction; what bears none has one batch for itself."""
    batch: list[_Job] = []
    for job in jobs:
        if batch and (job.alone or batch[0].alone or len(batch) == _BATCH):
            yield batch
            batch = []
        batch.append(job)
    if batch:
        yield batch


def seen(done: asyncio.Future[Any]) -> None:
    """Take note of a failure that nobody waits for; it is in the log already."""
    if not done.cancelled():
        done.exception()


def _event_row(event: Event) -> Statement:
    whose = "" if is_nameless(event) else f"{event.realm}:{event.user_id}"  # as Person.key
    return (
        "INSERT INTO events VALUES (?, ?, ?, ?, ?)",
        (event.id, event.room, event.timestamp, EVENT.dump_json(event), whose),
    )
