"""What the offline voice hears about the person: greetings, names, feelings, and what they tell."""

import re
import unicodedata

from bridge.models import offline_patterns as patterns
from bridge.models.offline_english import BEINGS
from bridge.models.offline_feelings import mood, weighs
from bridge.models.offline_lore import VOICE
from bridge.models.offline_talk import Say, Talk, perhaps, say
from bridge.models.offline_things import notice
from bridge.models.offline_unsure import not_following
from bridge.models.offline_words import (
    cited,
    content,
    is_question,
    listed,
    name_given,
    normal,
    owned,
    quoted,
)
from world.voices import Row

_LINES = VOICE.english.lines
#: What bears the name that stands after it: my dog Pepper.
_BEARERS = (
    "dog|cat|horse|rabbit|hamster|bird|parrot|puppy|kitten|brother|sister|son|daughter|wife"
    "|husband|friend|partner|girlfriend|boyfriend|cousin|uncle|aunt|baby|grandson|granddaughter"
)
_NAME = r"(?:(?:Mr|Mrs|Ms|Dr|St)\. )?[A-Z][\w'-]*(?: [A-Z][\w'-]*)?"
#: Somebody other than the person is given a name.
NAMED_SOMEBODY = re.compile(
    rf"\b(?:[Hh]er|[Hh]is|[Tt]heir|[Ii]ts) name(?: is| was|'s) ({_NAME})"
    rf"|\b[Mm]y (?:\w+ )?(?:{_BEARERS}) ([A-Z][a-z][\w'-]*)"
    rf"|(?<!I'm )(?<!I am )\b(?:called|named) ({_NAME})"
)
#: From this length on a word needs a vowel to every four letters.
_LONG = 8
_VOWELS = frozenset("aeiouyäöüáéíóúàèìòùâêîôûãõåøæœ")


def silence(talk: Talk, row: Row) -> list[Say] | None:
    """Dots, a sign, an empty line."""
    silent = not any(
        letter.isalnum() or unicodedata.category(letter) == "So" for letter in talk.words
    )
    return [Say(row.say, plain=True)] if silent else None


def puzzled(talk: Talk, row: Row) -> list[Say] | None:
    """Question marks and nothing else."""
    bare = bool(talk.words) and set(talk.words) <= set("?!. ") and "?" in talk.words
    return [Say(row.say, plain=True)] if bare else None


def sign(talk: Talk, row: Row) -> list[Say] | None:
    """Only pictures: a heart, a face."""
    wordless = bool(talk.words) and not any(letter.isalnum() for letter in talk.words)
    return [Say(row.say, plain=True)] if wordless else None


def noise(talk: Talk, row: Row) -> list[Say] | None:
    """Keys struck at random."""
    odd = [word for word in talk.tokens if len(word) > 3 and not _pronounceable(word)]
    if not odd or len(odd) * 2 < len(talk.tokens):
        return None
    return [say(*row.say, words=quoted(talk.words, 40))]


def _pronounceable(word: str) -> bool:
    spoken = "".join("a" if letter in _VOWELS else "b" for letter in word)
    thick = len(word) > _LONG and spoken.count("a") * 4 < len(word)
    return word.isdigit() or ("a" in spoken and "b" * 6 not in spoken and not thick)


def greeting(talk: Talk, row: Row) -> list[Say] | None:
    """Hello, and little else."""
    if len(content(talk.words)) > 4:
        return None
    if talk.replied:
        who = _spoken_of(talk)
        back = perhaps(_LINES["how is"], who=who) if who and not talk.tender else perhaps(row.then)
        return [say(*_LINES["hello again"], name=talk.called), back]
    scene = talk.scene
    seen = _company(talk) or (notice(talk) if scene else None)
    return [say(*row.say, name=talk.called), *([seen] if seen else []), perhaps(row.then)]


def _company(talk: Talk) -> Say | None:
    scene = talk.scene
    if scene is None or not scene.present:
        return None
    verb = "is" if len(scene.present) == 1 else "are"
    return say("{names} {verb} here, too.", names=listed(scene.present), verb=verb)


def _spoken_of(talk: Talk) -> str | None:
    """Return who of the person's own was spoken of last, unless it is a heavy thing."""
    light = (w for w in reversed(talk.said) if w not in talk.in_need and not weighs(w))
    found = (who for words in light if (who := owned(words)))
    return next((who for who in found if who.split()[-1] in BEINGS), None)


def gives_a_name(talk: Talk, row: Row) -> list[Say] | None:
    """The person says what they are called."""
    name = name_given(talk.words)
    if name is None or talk.asks:
        return None
    known = any(name_given(words) == name for words in talk.said)
    ways = _LINES["name again"] if known else row.say
    return [say(*ways, name=name), perhaps(() if talk.tender else row.then)]


def names_somebody(talk: Talk, row: Row) -> list[Say] | None:
    """The name of somebody the person speaks of."""
    found = NAMED_SOMEBODY.search(talk.words)
    ways = _LINES["a name, gently"] if talk.tender else row.say
    if not found or talk.asks:
        return None
    return [say(*ways, it=next(filter(None, found.groups()))), perhaps(row.then)]


def grief(talk: Talk, row: Row) -> list[Say] | None:
    """Somebody has died, or is gone."""
    if not talk.hears(patterns.GRIEF) or not {"my", "i", "me", "we", "our", "he", "she"} & {
        *talk.tokens
    }:
        return None
    who = owned(talk.words)
    who = who if who and who.split()[-1] in BEINGS else None
    ways = [way for way in row.say if who or "{who}" not in way]
    return [Say(tuple(ways), {"who": who or ""}), perhaps(row.then)]


def heavy(talk: Talk, row: Row) -> list[Say] | None:
    """The person is not well."""
    if not weighs(talk.words):
        return None
    return [Say(row.say, plain=True), perhaps(row.then)]


def in_a_mood(talk: Talk, row: Row) -> list[Say] | None:
    """Angry, tired or glad, as the row is called."""
    if talk.asks or talk.hears(patterns.TIRED_OF) or {"not", "never"} & {*talk.tokens}:
        return None
    feeling = mood(talk.normal, _MOODS[row.name])
    return [Say(row.say, {"feeling": feeling}), perhaps(row.then)] if feeling else None


_MOODS = {"angry": patterns.ANGRY, "tired": patterns.TIRED, "glad": patterns.GLAD}


def comes_back(talk: Talk, row: Row) -> list[Say] | None:
    """Something of the person's own that they told of before, not just now."""
    who = owned(talk.words)
    if who is None or talk.asks or talk.tender:
        return None
    noun = who.split()[-1]
    for earlier in reversed(talk.said[:-1]):
        folded = normal(earlier)
        if f"my {noun} " in f"{folded} " and folded != talk.normal and _may_be_told(earlier, talk):
            return [say(*row.say, who=who, earlier=cited(earlier, 90)), perhaps(row.then)]
    return None


def _may_be_told(earlier: str, talk: Talk) -> bool:
    private = earlier in talk.in_need or weighs(earlier) or is_question(earlier)
    return not private and quoted(earlier, 90) not in talk.told


def asks_something_else(talk: Talk) -> list[Say]:
    """A question to which nothing here has an answer."""
    if talk.tender:
        return [Say(_LINES["unknown, gently"], plain=True)]
    return not_following(talk, VOICE.english)


def tells_something(talk: Talk) -> list[Say]:
    """Anything else: gently where something weighs, else openly that it went past the voice."""
    if talk.tender:
        then = _LINES["tender questions"] if len(talk.replied) % 2 else ()
        return [Say(_LINES["tender"], plain=True), perhaps(then)]
    return not_following(talk, VOICE.english)
