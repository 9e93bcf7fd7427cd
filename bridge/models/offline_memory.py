"""What the offline voice recalls: only what this person and it said to each other."""

from collections.abc import Sequence
from itertools import pairwise

from bridge.models import offline_patterns as ears
from bridge.models.offline_english import RECALL_WORDS, REQUEST, SOMEBODY
from bridge.models.offline_talk import Say, Talk, fact, perhaps, say
from bridge.models.offline_words import (
    cited,
    content,
    is_question,
    name_given,
    normal,
    quoted,
    related,
    stem,
)

_SLIPPED = (
    "The oldest parts of our talk have slipped away from me; I keep only the last stretch.",
    "What came before that has slipped away; a long talk wears off at its beginning.",
    "Further back than that I cannot see: the oldest lines of a long talk slip away.",
)
_RECALLED = (ears.I_SAID, ears.FROM_MEMORY, ears.MY_WORDS, ears.HOW_MANY)
_RECALLING = frozenset(map(stem, RECALL_WORDS))
_ORDER = ("first", "second", "third", "fourth", "fifth")
_AGO = {"two": 2, "three": 3, "four": 4}


def asks_what_i_said(talk: Talk) -> list[Say] | None:
    """What the voice itself said."""
    if not talk.hears(ears.YOU_SAID) or talk.hears(ears.BY_ME):
        return None
    if not talk.replied:
        return [say("Nothing so far. This is where we begin.")]
    mine = talk.replied[0 if talk.hears(ears.ORDINALS[0]) else -1]
    return [say("I said: {it}", "My words were: {it}", it=cited(mine, 300))]


def asks_for_their_name(talk: Talk) -> list[Say] | None:
    """What the person is called."""
    if not talk.asks or not talk.hears(ears.MY_NAME):
        return None
    told = [name for words in talk.said if (name := name_given(words))]
    if told and talk.name and told[-1] != talk.name:
        return [
            fact(f"You told me that you are called {told[-1]}; in this place you are {talk.name}.")
        ]
    name = told[-1] if told else talk.name
    if not name:
        return [say("You have not told me your name.")]
    return [
        say("You are {name}; that is the name I have.", "Your name here is {name}.", name=name),
    ]


def asks_what_they_said(talk: Talk) -> list[Say] | None:
    """The person's own words: the latest, the first, the n-th, all, those about something."""
    wants = talk.asks or talk.hears(ears.GIVE_BACK)
    recalls = (
        (wants and any(map(talk.hears, _RECALLED))) or talk.hears(ears.ABOUT_ME) or _goes_back(talk)
    )
    if not recalls or talk.hears(ears.YOU_REMIND):
        return None
    if not talk.said and talk.hears(ears.LASTING):
        return [say("As long as our talk is kept, I have your words; after that, they are gone.")]
    if not talk.said:
        return [say("Nothing yet: this is the first thing that you say to me here.")]
    if talk.hears(ears.LASTING):
        it = cited(_told_of(talk)[-1])
        return [say("As long as our talk is kept, I have your words, such as these: {it}", it=it)]
    return _counted(talk) or _about(talk) or _earlier_still(talk) or _by_place(talk)


def _index_quoted(talk: Talk) -> int | None:
    latest = talk.replied[-1] if talk.replied else ""
    return next((n for n, words in enumerate(talk.said) if quoted(words) in latest), None)


def _goes_back(talk: Talk) -> bool:
    return bool(talk.hears(ears.BEFORE_THAT)) and _index_quoted(talk) is not None


def _counted(talk: Talk) -> list[Say] | None:
    if not talk.hears(ears.HOW_MANY):
        return None
    kept = "at least " if talk.cut else ""
    return [fact(f"Before this one, I count {kept}{len(talk.said)} messages of yours.")]


def _earlier_still(talk: Talk) -> list[Say] | None:
    at = _index_quoted(talk)
    if at is None and len(talk.said) > 1 and talk.hears(ears.BEFORE_THAT):
        at = len(talk.said) - 1
    if at is None or not talk.hears(ears.BEFORE_THAT):
        return None
    if at == 0:
        return (
            [say(*_SLIPPED)]
            if talk.cut
            else [say("Before that there is nothing: those were your first words.")]
        )
    return [fact(f"Before that you said: {cited(talk.said[at - 1])}")]


def _by_place(talk: Talk) -> list[Say]:
    if talk.hears(ears.ALL) or talk.hears(ears.ABOUT_ME):
        return _all(talk)
    ago = talk.hears(ears.TURNS_AGO)
    if ago:
        return _nth(talk, max(0, len(talk.said) - _AGO[ago[1]]), "")
    place = next((n for n, ordinal in enumerate(ears.ORDINALS) if talk.hears(ordinal)), None)
    return _latest(talk) if place is None else _nth(talk, place, _ORDER[place])


def _nth(talk: Talk, place: int, ordinal: str) -> list[Say]:
    if ordinal and talk.cut:
        it = cited(talk.said[0])
        return [say(*_SLIPPED), say("The oldest words of yours that I still have are: {it}", it=it)]
    if place >= len(talk.said):
        return [fact(f"I count only {len(talk.said)} messages of yours before this one.")]
    which = f"{ordinal} message to me" if ordinal else "message back then"
    it = cited(talk.said[place])
    return [say(f"Your {which} was: {{it}}", f"As your {which} you wrote: {{it}}", it=it)]


def _told_of(talk: Talk) -> Sequence[str]:
    """Return what the person stated, or else all that they said."""
    folded = ((words, normal(words)) for words in talk.said if not is_question(words))
    told = [w for w, f in folded if content(w) and not REQUEST.match(f)]
    own = [w for w in told if {"i", "my", "me"} & set(normal(w).split()) and w not in talk.in_need]
    return own or told or talk.said


def _all(talk: Talk) -> list[Say]:
    told = _told_of(talk)
    some = [*told[:1], *told[1:][-3:]]
    return [
        say(
            "Of what you told me I have, for example: {these}.",
            "You told me, among other things: {these}.",
            these="; ".join(quoted(words.rstrip(" .!"), 80) for words in some),
        )
    ]


def _latest(talk: Talk) -> list[Say]:
    return [
        say(
            "You said: {it}",
            "Just before, you said: {it}",
            "Your words were: {it}",
            "The last thing you told me was: {it}",
            it=cited(talk.said[-1]),
        )
    ]


def recalled_topic(words: str) -> tuple[str, ...]:
    """Return what the recalled words are to be about, folded."""
    return tuple(word for word in content(words) if word not in _RECALLING)


def _about(talk: Talk) -> list[Say] | None:
    topic = recalled_topic(talk.words)
    if not topic:
        return None
    found = best_of(topic, talk.said)
    if found:
        return told(found)
    as_written = " ".join(word for word in talk.tokens if stem(word) in topic)
    if talk.cut:
        lost = "In what I still have of our talk there is nothing about {topic}."
        return [say(lost, topic=quoted(as_written, 60)), say(*_SLIPPED)]
    return [
        say(
            "I find nothing about {topic} in what you told me.",
            "As far as our talk goes back, you have not mentioned {topic}.",
            topic=quoted(as_written, 60),
        ),
        perhaps(("What would you like me to know of it?", "Tell me, and then I have it.")),
    ]


def told(words: str) -> list[Say]:
    """Give somebody's own words back."""
    return [
        say(
            "You told me: {it}",
            "Yes. You said: {it}",
            "I have it here: {it}",
            "These were your words: {it}",
            it=cited(words),
        )
    ]


def best_of(
    topic: Sequence[str], said: Sequence[str], *, stated: bool = False, borrows: bool = False
) -> str | None:
    """Return the line of `said` that is most about `topic`; the later of two that are equal.

    With `stated`, questions are left out. A line that begins with she, his or the like is also
    about what the line before it named; with `borrows` as much so as that line.
    """
    exact, near = set(topic), related(topic)
    weight = 3 if borrows else 1
    borrowed: list[tuple[str, ...]] = [()]
    for before, words in pairwise(said):
        lent = _borrowed(before, words)
        borrowed.append((*lent, *borrowed[-1]) if lent else ())

    def likeness(at: int) -> tuple[int, bool, int]:
        own, lent = set(content(said[at])), set(borrowed[at])
        alike = 2 * len(own & exact) + len(own & near) + weight * len((lent - own) & exact)
        if alike and borrows and ears.NAMES.search(normal(said[at])):
            alike += 5
        return (alike, not is_question(said[at]), at)

    lines = (at for at, words in enumerate(said) if not (stated and is_question(words)))
    best = max(lines, key=likeness, default=None)
    return said[best] if best is not None and likeness(best)[0] else None


def _borrowed(before: str, words: str) -> tuple[str, ...]:
    return content(before) if SOMEBODY & set(normal(words).split()[:3]) else ()


def asks_about_their_own(talk: Talk) -> list[Say] | None:
    """A question about the person's own life, which only what they told can answer."""
    if talk.hears(ears.THEIR_NAME):
        named = (words for words in reversed(talk.said) if ears.NAMES.search(normal(words)))
        name = next(named, None)
        return told(name) if name else None
    kept = best_of(content(talk.words), [w for w in talk.said if ears.REMEMBER.search(normal(w))])
    if not talk.asks or not (kept or talk.hears(ears.OWN_LIFE)) or {"you"} & set(talk.tokens[:2]):
        return None
    borrows = talk.hears(ears.NAME_OR_AGE) is not None
    found = kept or best_of(recalled_topic(talk.words), talk.said, stated=True, borrows=borrows)
    if found:
        return told(found)
    if not talk.hears(ears.MINE):
        return None
    if talk.cut:
        return [say("I do not find it in what I still have of our talk."), say(*_SLIPPED)]
    return [
        say("That you have not told me.", "I do not know; you have not said so far."),
        perhaps(("Would you tell me?", "I would like to hear it from you.")),
    ]


def asks_what_was_told(talk: Talk) -> list[Say] | None:
    """A question whose every word of weight is in one thing that the person told."""
    topic = recalled_topic(talk.words)
    asks = talk.asks and topic and not {"you", "your"} & set(talk.tokens)
    found = best_of(topic, talk.said, stated=True) if asks else None
    sure = len(topic) > 1 and found and set(topic) <= set(content(found))
    return told(found) if found and sure else None


def asks_to_remember(talk: Talk) -> list[Say] | None:
    """Something to be kept in mind."""
    if not talk.hears(ears.REMEMBER) or talk.hears(ears.NOT_REMEMBERING) or "?" in talk.words:
        return None
    return [
        say(
            "I have it: {it}",
            "Noted, as long as our talk is kept: {it}",
            "It is here among your words now: {it}",
            it=cited(talk.words, 120),
        ),
        say("Ask me for it whenever you like.", "You can have it back at any time."),
    ]
