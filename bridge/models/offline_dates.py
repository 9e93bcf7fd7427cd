"""What the offline voice knows of the calendar, by the clock of the house."""

import re
from datetime import date, datetime, timedelta

from bridge.models.offline_talk import Say, Talk, say

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
#: The part of the day until an hour.
HOURS = ((5, "night"), (12, "morning"), (18, "afternoon"), (22, "evening"), (24, "night"))
#: Days that come every year, by month and day.
_FEASTS = {
    "christmas eve": (12, 24),
    "christmas": (12, 25),
    "xmas": (12, 25),
    "new year's eve": (12, 31),
    "new year": (1, 1),
    "halloween": (10, 31),
    "valentine": (2, 14),
}
_AWAY = {
    "the day after tomorrow": 2,
    "tomorrow": 1,
    "the day before yesterday": -2,
    "yesterday": -1,
}
_HOW_LONG = re.compile(r"\b(?:how (?:many days|long|far)|days|when is)\b")
_ASKED = re.compile(r"\b(?:what|which|is|was|will|what is|tell me)\b.*\b(?:day|date|weekday)\b")
_DAY = re.compile(r"\b(?:what|which|is it|today)\b.*\b(?:day|date|weekday|today|year|month)\b")
_LIVED = re.compile(r"\b(?:i|we|you|my|your|their|his|her|good|bad|every|rainy|birthday)\b")
_MONTHS_FOLDED = tuple(month.casefold() for month in MONTHS)
_NAMED_DAY = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? ({'|'.join(_MONTHS_FOLDED)})\b"
    rf"|\b({'|'.join(_MONTHS_FOLDED)}) (\d{{1,2}})(?:st|nd|rd|th)?\b"
)
_COUNTED = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10}
_IN_DAYS = re.compile(rf"\bin ({'|'.join(_COUNTED)}|\d{{1,4}}) (day|week)s?\b")
_PART = re.compile(
    r"\bis it (?:still |already |really )?(?:late|early|night|day|morning|evening|afternoon"
    r"|midnight|noon|dark|weekend|the weekend)\b"
)


def moment(talk: Talk) -> datetime | None:
    """Return the time in the scene."""
    try:
        return datetime.fromisoformat(talk.scene.time if talk.scene else "")
    except ValueError:
        return None


def written(day: date) -> str:
    """Return a day as one says it."""
    return f"{DAYS[day.weekday()]}, {day.day} {MONTHS[day.month - 1]} {day.year}"


def asks_for_a_date(talk: Talk) -> list[Say] | None:
    """A day near or far, the part of the day, or how long until one."""
    at = moment(talk)
    if at is None or not talk.asks:
        return None
    today = at.date()
    return (
        _until(talk, today)
        or _on_the_calendar(talk, today)
        or _near(talk, today)
        or _part_of_the_day(talk, at)
    )


def _until(talk: Talk, today: date) -> list[Say] | None:
    if not talk.hears(_HOW_LONG):
        return None
    name = next((feast for feast in _FEASTS if feast in talk.normal), None)
    if name:
        month, day = _FEASTS[name]
        then = date(today.year, month, day)
        then = then if then >= today else date(today.year + 1, month, day)
    else:
        then = _next_weekday(talk, today) or today
        if then == today and "weekend" not in talk.normal:
            return None
    left = (then - today).days
    if not left:
        return [say("That is today, by the house clock.", "It is today.")]
    days = "one day" if left == 1 else f"{left} days"
    ways = ("By the house clock it is {days} until then: {day}.", "{days} from today: {day}.")
    return [say(*ways, days=days, day=written(then))]


def _next_weekday(talk: Talk, today: date) -> date | None:
    names = [name for name in DAYS if name.casefold() in talk.normal]
    at = DAYS.index(names[0]) if names else 5 if "weekend" in talk.normal else None
    if at is None:
        return None
    return today + timedelta(days=(at - today.weekday()) % 7)


def _on_the_calendar(talk: Talk, today: date) -> list[Say] | None:
    """The day of the week of a day such as 24 December."""
    found = talk.hears(_NAMED_DAY)
    if not found or not talk.hears(_ASKED):
        return None
    month = next(filter(None, (found[2], found[3])))
    try:
        day = date(today.year, _MONTHS_FOLDED.index(month) + 1, int(found[1] or found[4]))
    except ValueError:
        return None
    return [say("In {year} that is a {day}.", year=str(day.year), day=written(day))]


def _near(talk: Talk, today: date) -> list[Say] | None:
    if not talk.hears(_ASKED) and not talk.hears(_DAY):
        return None
    away = next((word for word in _AWAY if word in talk.normal), None)
    if away:
        verb = "will be" if _AWAY[away] > 0 else "was"
        day = written(today + timedelta(days=_AWAY[away]))
        return [say("{Away} {verb} {day}.", Away=away.capitalize(), verb=verb, day=day)]
    if ahead := talk.hears(_IN_DAYS):
        days = _COUNTED.get(ahead[1]) or int(ahead[1])
        day = written(today + timedelta(days=days * (7 if ahead[2] == "week" else 1)))
        return [say("That will be {day}.", "{day}, by the house clock.", day=day)]
    if talk.hears(_LIVED) or "time" in talk.tokens:
        return None
    if "year" in talk.tokens:
        return [say("It is {year}; today is {day}.", year=str(today.year), day=written(today))]
    return [
        say(
            "Today is {day}, by the clock of the house.",
            "The house clock has {day}.",
            "It is {day}, if the house clock is right.",
            day=written(today),
        )
    ]


def _part_of_the_day(talk: Talk, at: datetime) -> list[Say] | None:
    if not talk.hears(_PART):
        return None
    if "weekend" in talk.normal:
        answer = "Yes" if at.weekday() > 4 else "Not yet"
        return [say("{answer}: it is {day}.", answer=answer, day=DAYS[at.weekday()])]
    hour = next(name for until, name in HOURS if at.hour < until)
    return [
        say(
            "By the house clock it is {hour}, {now} UTC. With you it may be another hour.",
            "The clock here says {now} UTC, so {hour}. Yours may say something else.",
            hour=hour,
            now=f"{at:%H:%M}",
        )
    ]
