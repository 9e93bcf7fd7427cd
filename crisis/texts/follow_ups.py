"""The lines after the block: one or two short ones at a time, and what each of them asks."""

from enum import IntEnum

from crisis.texts import english as english_follow_ups
from crisis.texts import spanish as spanish_follow_ups


class Question(IntEnum):
    """What was asked last, by which a bare yes or no is read."""

    NONE = 0
    SAFE = 1  # are you safe?
    DIRECT = 2  # are you having thoughts of killing yourself?
    NEAR = 3  # is somebody with you?
    OPEN = 4  # one that yes or no does not answer


LINES = {"en": english_follow_ups.LINES, "es": spanish_follow_ups.LINES}

#: What the lines of a kind ask; those of the other kinds ask nothing.
ASKS = {
    **dict.fromkeys(
        (
            *("later", "again", "company", "thanked", "calling", "hold", "real", "reversed"),
            *("method", "quiet", "leaving", "friend", "home", "birth"),
            *("friend_words", "home_child"),
        ),
        Question.SAFE,
    ),
    **dict.fromkeys(("direct", "thanks"), Question.DIRECT),
    **dict.fromkeys(("urgent", "glad", "unsure", "doctor", "secured"), Question.NEAR),
    **dict.fromkeys(
        (
            *("alone", "barrier", "useless", "police", "secret", "welcome", "young"),
            *("bereaved", "past", "friend_well", "eating", "heavy"),
        ),
        Question.OPEN,
    ),
}


def asks(kind: str) -> Question:
    """Return what the lines of that kind ask."""
    return ASKS.get(kind, Question.NONE)


def follow_up(kind: str, language: str = "en", turn: int = 0) -> str:
    """Return what is said of that kind; in the next `turn` it is said in another way."""
    ways = LINES.get(language, LINES["en"])[kind]
    return ways[turn % len(ways)]
