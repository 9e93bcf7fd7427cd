"""Who is where now: a mirror of what the MUD reports and of what HTTP callers do."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Literal, NamedTuple

from bridge.errors import ConflictError
from bridge.events import NOBODY, PresenceEvent, Realm, utc_now
from bridge.journal import Statement


class Person(NamedTuple):
    """Somebody, as vouched for: the same id in two realms is two people."""

    realm: Realm
    user_id: str

    @property
    def key(self) -> str:
        """One string for journal and caches."""
        return f"{self.realm}:{self.user_id}"

    @classmethod
    def of_key(cls, key: str) -> "Person":
        """Return the person whose `key` this is."""
        realm, _, user_id = key.partition(":")
        return cls("mud" if realm == "mud" else "http", user_id)


@dataclass(slots=True)
class Whereabouts:
    """Where one person is.

    Attributes:
        since: the last event id when they came in; what was said later, they could hear.
        nameless: they have asked to be forgotten since they came in.
    """

    person: Person
    username: str
    room: str
    since: int
    nameless: bool = False


@dataclass(slots=True)
class Change:
    """What a step of presence did: events to tell, statements to keep."""

    events: list[PresenceEvent] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)


class Presence:
    """A person is in at most one room; every leave follows an enter."""

    def __init__(self) -> None:
        #: By realm, because the MUD's few are gone through again and again, however many call.
        self._people: dict[Realm, dict[Person, Whereabouts]] = {"mud": {}, "http": {}}
        self._rooms: dict[str, dict[Person, Whereabouts]] = {}

    def restore(self, people: Iterable[Whereabouts]) -> None:
        """Take back who was present when the bridge last stopped."""
        for here in people:
            self._put(here)

    def put_in_order(self) -> None:
        """Order everybody by when they came, after a `restore` in another order."""
        for room, people in self._rooms.items():
            came = sorted(people.values(), key=lambda here: here.since)
            self._rooms[room] = {here.person: here for here in came}

    def enter(self, person: Person, username: str, room: str, *, last_id: int) -> Change:
        """Put `person` into `room`, out of wherever they were; nothing when already there."""
        here = self.where(person)
        if here and here.room == room:
            here.username = username
            return Change()
        change = self.leave(person) if here else Change()
        now = Whereabouts(person, username, room, last_id)
        self._put(now)
        change.events.append(_event("enter", person, username, room))
        change.statements.append(_present(now))
        return change

    def leave(self, person: Person) -> Change:
        """Take `person` out of the room they are in, if any."""
        here = self._people[person.realm].pop(person, None)
        if here is None:
            return Change()
        del self._rooms[here.room][person]
        event = _event("leave", person, here.username, here.room)
        if here.nameless:
            event = event.model_copy(update={"user_id": NOBODY, "username": NOBODY})
        return Change([event], [_absent(person)])

    def forget(self, person: Person, *, last_id: int, heir: Person | None = None) -> Statement:
        """Keep of `person` where they are, and that in memory alone; as `heir` if one is given.

        When they leave, nobody learns from the record who left. Returns what forgets them in the
        journal.
        """
        here = self.where(person)
        if here:
            del self._people[person.realm][person]
            del self._rooms[here.room][person]
            if heir is None or self.where(heir):
                heir = person
            self._put(Whereabouts(heir, here.username, here.room, last_id, nameless=True))
        return _absent(person)

    def replace(
        self, realm: Realm, people: Iterable[tuple[Person, str, str]], *, last_id: int
    ) -> Change:
        """Make `people` (who, name, room) all there is of `realm`; only differences are events."""
        wanted = {person: (username, room) for person, username, room in people}
        changes = [self.leave(p) for p in self.of_realm(realm) if p not in wanted]
        changes += [
            self.enter(person, username, room, last_id=last_id)
            for person, (username, room) in wanted.items()
        ]
        return joined(changes)

    def since(self, person: Person, told: tuple[str, str] | None) -> Change:
        """Return what has changed for `person` since it was last told: their name and room then."""
        change, here = Change(), self.where(person)
        if told and (here is None or here.room != told[1]):
            change.events.append(_event("leave", person, *told))
            change.statements.append(_absent(person))
        if here and (told is None or here.room != told[1]):
            change.events.append(_event("enter", person, here.username, here.room))
            change.statements.append(_present(here))
        return change

    def where(self, person: Person) -> Whereabouts | None:
        """Return where `person` is, or None."""
        return self._people[person.realm].get(person)

    def in_room(self, room: str) -> list[Whereabouts]:
        """Return the people in `room`, in the order in which they came."""
        return list(self._rooms.get(room, {}).values())

    def count(self, room: str) -> int:
        """Return how many are in `room`."""
        return len(self._rooms.get(room, ()))

    def latest_in(self, room: str, limit: int) -> list[Whereabouts]:
        """Return the `limit` people who came to `room` last, in the order in which they came."""
        latest = islice(reversed(self._rooms.get(room, {}).values()), limit)
        return list(latest)[::-1]

    def of_realm(self, realm: Realm) -> list[Person]:
        """Return everybody of `realm` who is somewhere."""
        return list(self._people[realm])

    def __len__(self) -> int:
        return sum(map(len, self._people.values()))

    def _put(self, here: Whereabouts) -> None:
        self._people[here.person.realm][here.person] = here
        self._rooms.setdefault(here.room, {})[here.person] = here


def joined(changes: Sequence[Change]) -> Change:
    """Return several changes as one, in their order."""
    whole = Change()
    for change in changes:
        whole.events += change.events
        whole.statements += change.statements
    return whole


def _present(here: Whereabouts) -> Statement:
    values = (here.person.key, here.username, here.room, here.since)
    return ("INSERT OR REPLACE INTO presence VALUES (?, ?, ?, ?)", values)


def _absent(person: Person) -> Statement:
    return ("DELETE FROM presence WHERE person = ?", (person.key,))


def _event(
    what: Literal["enter", "leave"], person: Person, username: str, room: str
) -> PresenceEvent:
    return PresenceEvent(
        event=what,
        user_id=person.user_id,
        username=username,
        room=room,
        timestamp=utc_now(),
        realm=person.realm,
    )


class Reports:
    """Which of the MUD's reports of its players count: the newest of its latest run.

    Reports that stop coming expire, because a MUD that was killed tells nobody.
    """

    EXPIRY = 60.0

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._epoch = -1
        self._seq = -1
        self._heard = clock()

    def takes_snapshot(self, epoch: int, seq: int) -> bool:
        """Whether a snapshot counts; one of a newer run always does."""
        if not self.expired and (epoch, seq) <= (self._epoch, self._seq):
            return False
        self._epoch, self._seq, self._heard = epoch, seq, self._clock()
        return True

    def takes_change(self, epoch: int, seq: int) -> bool:
        """Whether a change counts: it must follow a snapshot of its own run.

        Raises:
            ConflictError: no snapshot of this run has come yet.
        """
        if epoch != self._epoch:
            raise ConflictError("Send a snapshot first: PUT /bridge/presence.")
        if seq <= self._seq:
            return False
        self._seq = seq
        return True

    @property
    def expired(self) -> bool:
        """Whether the last snapshot is too old to go by."""
        return self._clock() - self._heard > self.EXPIRY
