"""Who watches what, and how what happens in the world looks from outside."""

import asyncio
import math
from collections import Counter, OrderedDict, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

import orjson

from bridge.errors import ForbiddenError, NotFoundError
from bridge.events import NOBODY, Event
from bridge.hub import Hub
from bridge.npcs.household import Household
from bridge.presence import Whereabouts
from bridge.watch.shapes import Choice, Seen, SeenTalk, Someone, Votes
from world.names import borne
from world.rooms import Room
from world.text import plain

#: Under which news of talks are told.
TALKS = "talks"
#: Seconds after which it is told that others watch or vote.
SOON = 1.0
#: Seconds within which who watched before has not left, and how many are remembered so.
RETURNS, REMEMBERED = 60.0, 1000


def topic_of(slug: str) -> str:
    """Return under what is told who watches a room, or all of them where `slug` is empty."""
    return f"watching:{slug}"


def _line(news: Mapping[str, object]) -> bytes:
    return orjson.dumps(news) + b"\n"


class Watching:
    """The world from outside.

    Attributes:
        votes: whether watchers of a room may say whom of the house they would like to hear next.
        talks: tells which talks of the laboratory go on.
        has_talk: whether the laboratory knows a talk of this id.
    """

    def __init__(
        self, rooms: Mapping[str, Room], house: Household, hub: Hub, *, votes: bool
    ) -> None:
        self.votes = votes
        self.talks: Callable[[], list[SeenTalk]] = list
        self.has_talk: Callable[[str], bool] = lambda _id: False
        self._rooms = rooms
        self._by_slug = {room.slug: room for room in rooms.values()}
        self._house = house
        self._hub = hub
        self._news: set[str] = set()
        self._left: OrderedDict[tuple[str, str], float] = OrderedDict()
        if votes:
            house.on_turn = lambda room: self.changed(rooms[room].slug)
        self._watch: defaultdict[str, Counter[str]] = defaultdict(Counter)

    # --- Rooms ----------------------------------------------------------------------------------

    @property
    def open_rooms(self) -> frozenset[str]:
        """The names of the rooms that may be watched."""
        return frozenset(room.name for room in self._rooms.values() if room.watch == "all")

    def room(self, slug: str) -> Room:
        """Return the room that is called so in addresses.

        Raises:
            NotFoundError: the world has none.
            ForbiddenError: it may not be watched.
        """
        room = self._by_slug.get(slug)
        if room is None:
            raise NotFoundError("room: the world has no room of this name; see /watch/world.")
        if room.watch != "all":
            raise ForbiddenError(f"{room.name} is for those who are in it; it is not watched.")
        return room

    # --- Who watches ----------------------------------------------------------------------------

    @contextmanager
    def by(self, visitor_id: str, slug: str) -> Iterator[None]:
        """Let a visitor watch a room, or all of them where `slug` is empty.

        Those of the house talk for watchers; not anew for one whose connection was lost a moment
        ago.
        """
        rooms = [self._by_slug[slug].name] if slug else sorted(self.open_rooms)
        now = asyncio.get_running_loop().time
        anew = now() - self._left.pop((visitor_id, slug), -math.inf) > RETURNS
        self._watch[slug][visitor_id] += 1
        self.changed(slug)
        for room in rooms:
            self._house.begin_to_watch(room, anew=anew)
        try:
            yield
        finally:
            self._left[visitor_id, slug] = now()
            if len(self._left) > REMEMBERED:
                self._left.popitem(last=False)
            self._leaves(visitor_id, slug, rooms)

    def _leaves(self, visitor_id: str, slug: str, rooms: Sequence[str]) -> None:
        """Count one window less of a visitor's; with the last one goes their vote."""
        watch = self._watch[slug]
        watch[visitor_id] -= 1
        if not watch[visitor_id]:
            del watch[visitor_id]
            self.changed(slug)
        for room in rooms:
            if not self.is_watched_by(visitor_id, self._rooms[room].slug):
                self._house.ballot(room).withdraw(visitor_id)
            self._house.end_watching(room)

    def is_watched_by(self, visitor_id: str, slug: str) -> bool:
        """Whether a visitor watches this room just now, alone or among all."""
        return visitor_id in self._watch[slug] or visitor_id in self._watch[""]

    def count(self, slug: str | None = None) -> int:
        """Return how many visitors watch this room, or anything at all."""
        if slug is not None:
            return len(self._watch[slug])
        return len(set().union(*self._watch.values()))

    # --- News that are no events ----------------------------------------------------------------

    def talk_changed(self, what: str, talk: SeenTalk) -> None:
        """Tell those who watch the world what became of a talk: `started`, `turn`, `stopped`."""
        self._hub.tell(TALKS, _line({"type": "talk", "event": what, "talk": talk.model_dump()}))

    def changed(self, slug: str) -> None:
        """Tell soon how many watch a room, or all of them, and how they vote."""
        if not self._news:
            asyncio.get_running_loop().call_later(SOON, self._tell)
        self._news.add(slug)

    def _tell(self) -> None:
        news, self._news = self._news, set()
        for slug in news:
            room = self._by_slug[slug].name if slug else ""
            about = {"room": room, "slug": slug}
            count = self.count(slug) if slug else self.count()
            self._hub.tell(topic_of(slug), _line({"type": "watchers", **about, "count": count}))
            if room and self.votes:
                votes = self.votes_in(room).model_dump()
                self._hub.tell(topic_of(slug), _line({"type": "votes", **about, "votes": votes}))

    # --- How it looks ---------------------------------------------------------------------------

    def seen(self, event: Event) -> Seen:
        """Return a stored event as watchers see it."""
        text = {"presence": "", "say": "message", "deed": "text"}[event.type]
        resident = self._house.residents.get(event.user_id) if event.realm == "npc" else None
        return Seen(
            id=event.id or 0,
            type=event.type,
            event=event.event,
            room=event.room,
            slug=self._rooms[event.room].slug,
            name=event.username if event.realm == "npc" else borne(event.username),
            kind="house" if event.realm == "npc" else "person",
            voice=event.user_id if event.realm == "npc" else "",
            colour=resident.persona.colour if resident else "",
            text=plain(str(getattr(event, text)), lines=True) if text else "",
            timestamp=event.timestamp,
        )

    def line(self, event: Event) -> bytes:
        """Return a stored event as watchers see it, as one line."""
        return self.seen(event).model_dump_json().encode() + b"\n"

    def people(self, here: list[Whereabouts]) -> list[Someone]:
        """Return those as watchers see them."""
        return [
            Someone(
                name=NOBODY if one.nameless else borne(one.username),
                kind="person",
                voice="",
                colour="",
            )
            for one in here
        ]

    def house_in(self, room: str) -> list[Someone]:
        """Return who of the house is in `room`."""
        return [
            Someone(name=one.name, kind="house", voice=one.key, colour=one.persona.colour)
            for one in self._house.here(room)
        ]

    def votes_in(self, room: str) -> Votes:
        """Return how the votes stand in `room`."""
        ballot = self._house.ballot(room)
        choices = [
            Choice(key=one.key, name=one.name, colour=one.persona.colour)
            for one in self._house.here(room)
        ]
        return Votes(choices=choices, counts=ballot.counts)
