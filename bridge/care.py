"""The crisis protocol on the bridge's side: every line a person says goes through here first."""

import json
import logging
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Literal, TypeAlias

import crisis
from bridge.errors import BridgeError
from bridge.events import utc_at
from bridge.journal import Journal, Statement
from bridge.presence import Person
from crisis.state import Kind

log = logging.getLogger(__name__)

Surface: TypeAlias = Literal[
    "chat", "say", "talk", "ask", "tell", "pose", "whisper", "channel", "write", "table", "lab"
]

#: Seconds after which nothing of a crisis state is left, not even its times.
EXPIRY = 7 * 24 * 3600.0
#: Of how many people the latest lines are kept in memory, to understand the next one.
PEOPLE = 1000


class Care:
    """What each person's crisis state is: levels and times, never words.

    Hearing a line needs no model, no lock, no network and no disk; what is to be kept is handed to
    the journal, and a journal that fails changes nothing about the answer.
    """

    def __init__(self, journal: Journal, *, wall: Callable[[], float] = time.time) -> None:
        self._journal = journal
        self._wall = wall
        self._states: dict[Person, crisis.CrisisState] = {}
        self._recent: OrderedDict[Person, crisis.Recent] = OrderedDict()
        self._watched: dict[Person, Callable[[], None]] = {}

    async def restore(self) -> None:
        """Take back the states that have not expired."""
        now = self._wall()
        self._journal.hand_in([("DELETE FROM crises WHERE expires < ?", (now,))])
        rows = await self._journal.read(
            lambda db: db.execute("SELECT person, state FROM crises").fetchall()
        )
        for key, state in rows:
            try:
                self._states[Person.of_key(key)] = crisis.CrisisState.from_dict(json.loads(state))
            except ValueError:
                log.error("crisis state not understood")  # noqa: TRY400 - it may tell of a person

    def hear(
        self, person: Person, text: str, surface: Surface, *, new_session: bool
    ) -> crisis.Response:
        """Return what is due to `person` for having said `text`, and keep that it was shown.

        Where anything is due, `text` must not be written. The MUD hears its players first, has
        shown what was due and keeps their states; only a clear signal that reached us nevertheless
        is answered here, and what is owed.
        """
        recent = self._recent_of(person)
        verdict = crisis.detect(text, recent)
        recent.add(text)
        known = self._states.get(person)
        if known is None and verdict.level is crisis.Level.NONE:
            return crisis.Response("nothing")
        state = replace(known) if known else crisis.CrisisState()
        ours = person.realm == "http" or bool(verdict) or self._is_owed(person, surface)
        response = state.observe(verdict, self._wall(), new_session=new_session)
        if person.realm == "mud" and not (ours and response.instead):
            return crisis.Response("follow_up" if response or verdict.level else "nothing")
        self._states[person] = state
        if response or response.text:
            self._keep(person, state, self._counts(verdict, surface, response))
        return response

    def is_sign(self, person: Person, text: str, surface: Surface) -> bool:
        """Whether `text`, after the lines before it, is answered with a block or a line at once.

        Nothing is kept; `hear` says what is due.
        """
        found = crisis.detect(text, self._recent_of(person))
        return bool(found) or self._is_owed(person, surface)

    def _is_owed(self, person: Person, surface: Surface) -> bool:
        """Whether `person` is shown a block that is owed, whatever they say on this surface.

        The MUD shows its players what is answered to what they say to Timmy, and nothing else.
        """
        state = self.state(person)
        reached = person.realm == "http" or surface == "chat"
        return state is not None and state.owed and reached

    def alarm(self, person: Person, language: str) -> bool:
        """Open the window of `person`, in whose latest words somebody else has found a sign.

        The block is owed to them: it is shown at once by whoever can, else with the next answer.
        Return whether it is; where a window is open already, nothing is due.
        """
        if self.state(person):
            return False
        state = self._states.setdefault(person, crisis.CrisisState())
        state.owe(language, self._wall())
        self._keep(person, state, [])
        return True

    def owed(self, person: Person, surface: Surface) -> str:
        """Return the block that is owed to `person`, who is shown it now; empty: none is."""
        state = self._states.get(person)
        response = state.pay(self._wall()) if state else None
        if not state or not response:
            return ""
        verdict = crisis.Verdict(state.level, state.language)
        self._hand_in([self._row(person, state), *self._counts(verdict, surface, response)])
        return response.text

    def hear_unnamed(self, text: str, surface: Surface) -> str:
        """Return what is due for `text` of a request that is otherwise unfit; empty for nothing.

        A name that is refused or a line that is too long does not stand before the block.
        """
        verdict = crisis.detect(text)
        if not verdict:
            return ""
        self._hand_in([self._count(verdict, surface, "block")])
        return crisis.block(verdict.language, verdict.level)

    def numbers_for(self, person: Person, text: str) -> str:
        """Return the help lines that `text` asks for; empty: it does not ask. Nothing is kept."""
        named = self.state(person) is not None
        return crisis.numbers_for(text, self.language(person), named=named)

    def told(
        self,
        person: Person,
        text: str,
        *,
        state: crisis.CrisisState,
        verdict: crisis.Verdict,
        surface: Surface,
        shown: Kind,
    ) -> None:
        """Take over `state` from the MUD, which has `shown` its player what was due for `text`.

        `text` is empty when the same words are still to come by chat. A sign that was found here
        since is not forgotten; the MUD is told of it with the next answer.
        """
        if text:
            self._recent_of(person).add(text)
        known = self._states.get(person)
        if known is None or not known.is_newer(state):
            self._states[person] = known = state
        counts = [] if shown == "nothing" else [self._count(verdict, surface, shown)]
        self._keep(person, known, counts)

    def shown_to_nobody_known(self, verdict: crisis.Verdict, surface: Surface, shown: Kind) -> None:
        """Count what the MUD has shown to somebody who has no name yet."""
        self._hand_in([self._count(verdict, surface, shown)])

    def state(self, person: Person) -> crisis.CrisisState | None:
        """Return the state of `person` while it matters for what is said to them."""
        state = self._states.get(person)
        return state if state and state.active(self._wall()) else None

    def language(self, person: Person) -> str:
        """Return the language in which help is shown to `person`."""
        state = self._states.get(person)
        return state.language if state else "en"

    @contextmanager
    def watching(self, person: Person, in_danger: Callable[[], None]) -> Iterator[None]:
        """Call `in_danger` at each sign of crisis of `person` meanwhile; one may watch a person."""
        self._watched[person] = in_danger
        try:
            yield
        finally:
            self._watched.pop(person, None)  # who is forgotten may have come anew

    def known(self, person: Person) -> crisis.CrisisState | None:
        """Return all there is of a state of `person`, whether it matters or not."""
        return self._states.get(person)

    def fit(self, person: Person, reply: str, *, numbers_shown: bool) -> str:
        """Return `reply` of a model if it may be shown to `person` now, else an empty string.

        What harms anybody is shown to nobody; who is followed up, much less.

        `numbers_shown`: whether a line of ours with the numbers is shown before it.
        """
        state = self.state(person)
        if state is None:
            return reply if crisis.fit_anywhere(reply) else ""
        return crisis.guard(reply, state, self._wall(), numbers_shown=numbers_shown)

    def forget(self, person: Person) -> Statement:
        """Forget the state of `person`, and their lines; return what does it in the journal."""
        self._states.pop(person, None)
        self._recent.pop(person, None)
        return ("DELETE FROM crises WHERE person = ?", (person.key,))

    def keep_all(self) -> None:
        """Write every state again, after a time in which the disk took nothing."""
        for person, state in self._states.items():
            self._hand_in([self._row(person, state)])

    def expire(self) -> None:
        """Forget the states that no longer matter; what was said is forgotten with the oldest.

        Raises:
            BridgeError: the journal takes nothing now; the states are gone from memory.
        """
        now = self._wall()
        gone = [person for person, state in self._states.items() if not state.matters(now)]
        for person in gone:
            del self._states[person]
        if gone:
            rows = [("DELETE FROM crises WHERE person = ?", (person.key,)) for person in gone]
            self._journal.hand_in(rows)

    def _recent_of(self, person: Person) -> crisis.Recent:
        """Return what is remembered of the person's latest lines."""
        lines = (self._recent.pop(person, None) or crisis.Recent()).lapse(self._wall())
        self._recent[person] = lines
        if len(self._recent) > PEOPLE:
            self._recent.popitem(last=False)
        return lines

    def _counts(
        self, verdict: crisis.Verdict, surface: Surface, response: crisis.Response
    ) -> list[Statement]:
        """Return what counts `response`, where it is one of a crisis and shows anything."""
        shown = response and response.text
        return [self._count(verdict, surface, response.kind)] if shown else []

    def _count(self, verdict: crisis.Verdict, surface: Surface, shown: Kind) -> Statement:
        """Return what counts that something was shown: of nobody, and not what was heard."""
        day = utc_at(self._wall())[:10]
        return (
            "INSERT INTO crisis_counts (day, level, language, surface, shown, n) "
            "VALUES (?, ?, ?, ?, ?, 1) ON CONFLICT DO UPDATE SET n = n + 1",
            (day, verdict.level.label, verdict.language, surface, shown),
        )

    def _keep(self, person: Person, state: crisis.CrisisState, counts: list[Statement]) -> None:
        self._hand_in([self._row(person, state), *counts])
        if in_danger := self._watched.get(person):
            in_danger()

    def _row(self, person: Person, state: crisis.CrisisState) -> Statement:
        values = (person.key, json.dumps(state.to_dict()), self._wall() + EXPIRY)
        return ("INSERT OR REPLACE INTO crises VALUES (?, ?, ?)", values)

    def _hand_in(self, statements: list[Statement]) -> None:
        try:
            self._journal.hand_in(statements)
        except BridgeError as error:
            log.warning("crisis state not kept", extra={"error": type(error).__name__})
