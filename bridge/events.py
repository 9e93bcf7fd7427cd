"""What happened and may be seen: one tagged union, ids that only grow."""

import time
from datetime import UTC, datetime
from functools import lru_cache
from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

#: Who vouches for somebody: `mud` for its players, `http` for callers who say who they are, `npc`
#: the house, for those who live in it.
Realm: TypeAlias = Literal["mud", "http", "npc"]
#: What is done so that a room shows it: a gesture, a line on the whiteboard, a note left behind,
#: wood for the fire.
Deed: TypeAlias = Literal["emote", "write", "note", "stoke"]

#: Id and name, in an event, of somebody who has asked to be forgotten.
NOBODY = "someone"


class ShownEvent(BaseModel):
    """An event as rooms show it; common to all.

    Attributes:
        id: grows by one with each stored event, also over restarts; null for what is shown
            live to those present and never stored.
        timestamp: UTC with offset, ISO 8601.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: int | None = None
    user_id: str
    username: str
    room: str
    timestamp: str


class ShownPresence(ShownEvent):
    """Someone came into a room or left it."""

    type: Literal["presence"] = "presence"
    event: Literal["enter", "leave"]


class ShownSay(ShownEvent):
    """Someone spoke aloud to a room."""

    type: Literal["say"] = "say"
    event: Literal["message"] = "message"
    message: str


class ShownDeed(ShownEvent):
    """Someone did something that is seen, or that stays.

    Attributes:
        text: the gesture, as it stands after a name; or what was written; empty for the fire.
    """

    type: Literal["deed"] = "deed"
    event: Deed
    text: str


class PresenceEvent(ShownPresence):
    """A coming or going, with the realm that vouches for the person."""

    realm: Realm


class SayEvent(ShownSay):
    """Something said aloud, with the realm that vouches for the speaker."""

    realm: Realm


class DeedEvent(ShownDeed):
    """Something done, with the realm that vouches for the doer."""

    realm: Realm


Event: TypeAlias = Annotated[PresenceEvent | SayEvent | DeedEvent, Field(discriminator="type")]
EVENT: TypeAdapter[Event] = TypeAdapter(Event)


def nameless(event: Event) -> Event:
    """Return what is kept of `event` when the person in it has asked to be forgotten."""
    return wordless(event).model_copy(update={"user_id": NOBODY, "username": NOBODY})


def wordless(event: Event) -> Event:
    """Return what is kept of `event` when its words have been taken out."""
    words = {"presence": {}, "say": {"message": ""}, "deed": {"text": ""}}[event.type]
    return event.model_copy(update=words)


def is_nameless(event: Event) -> bool:
    """Whether `event` is of somebody who has asked to be forgotten."""
    return event.user_id == event.username == NOBODY


def utc_now() -> str:
    """Return the time as events carry it, such as `2026-04-12T20:30:00.000000+00:00`."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def this_minute() -> str:
    """Return the time to the minute, such as `2026-04-12T20:30+00:00`."""
    return _minute(int(time.time()) // 60)


@lru_cache(1)
def _minute(number: int) -> str:
    return datetime.fromtimestamp(number * 60, UTC).isoformat(timespec="minutes")


def utc_at(seconds: float) -> str:
    """Return wall-clock `seconds` since 1970 in the form of `utc_now`."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="microseconds")


def parse_since(text: str) -> int | str:
    """Return the event id or the UTC timestamp that `text` means; without offset it is UTC.

    Raises:
        ValueError: it is neither.
    """
    if text.isascii() and text.isdigit() and len(text) < 19:
        return int(text)
    # An unencoded "+00:00" arrives as " 00:00".
    moment = datetime.fromisoformat(text.strip().replace(" ", "+") if "T" in text else text)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    try:
        return moment.astimezone(UTC).isoformat(timespec="microseconds")
    except OverflowError:
        raise ValueError("before the first or after the last year") from None


def is_after(event: Event, since: int | str) -> bool:
    """Whether `event` came strictly after the id or timestamp `since`."""
    if isinstance(since, int):
        return event.id is not None and event.id > since
    return event.timestamp > since
