"""What the offline voice hears in a person's words about themselves and about it."""

import unicodedata
from collections import Counter
from collections.abc import Sequence

from bridge.models import offline_ears as ears
from bridge.models import offline_lines as lines
from bridge.models.offline_scene import found_thing
from bridge.models.offline_words import (
    Say,
    Talk,
    cited,
    content,
    is_question,
    mirrored,
    name_given,
    names_help,
    normal,
    owned,
    quoted,
    related,
    say,
    sentences,
    upper_first,
)

#: Turns for which something that weighs is not passed over.
_WHILE = 4
_OWN = frozenset(("i", "my", "me", "we"))
_GREETED = ("hello", "hi", "hey", "good")
_VOWELS = frozenset("aeiouyäöüáéíóúàèìòùâêîôûãõåøæœ")
_MOODS = (
    (ears.ANGRY, lines.ANGRY_LINES),
    (ears.TIRED, lines.TIRED_LINES),
    (ears.GLAD, lines.GLAD_LINES),
)
_MIRRORED = tuple(way.split("{")[0] for way in lines.MIRRORS)


def says_nothing(talk: Talk) -> list[Say] | None:
    """Silence: dots, a sign, an empty line."""
    if any(letter.isalnum() for letter in talk.words):
        return None
    back = _returning(talk) if len(talk.said) > 2 and not is_tender(talk) else []
    return [say(*lines.NOTHING_SAID), *back]


def speaks_another_language(talk: Talk) -> list[Say] | None:
    """Words that are not English."""
    language = _language(talk)
    if language is None:
        return None
    ways = lines.SPANISH if language == "Spanish" else lines.OTHER_LANGUAGE
    return [say(*ways, language=language, name=talk.called), say(*lines.ENGLISH_PLEASE)]


def _language(talk: Talk) -> str | None:
    letters = [letter for letter in talk.words if letter.isalpha()]
    strange = [c for c in letters if not unicodedata.name(c, "").startswith("LATIN")]
    if len(strange) * 2 > len(letters):
        return "a language with another script"
    english = sum(word in ears.STOP_WORDS for word in talk.tokens)
    hits = Counter({n: sum(w in known for w in talk.tokens) for n, known in ears.FOREIGN.items()})
    language, most = hits.most_common(1)[0]
    return language if most > english and most * 4 >= len(talk.tokens) else None


def is_tender(talk: Talk) -> bool:
    """Whether this is a moment for going gently: help lines were shown, or something weighs."""
    return _was_shown_help(talk) or any(map(weighs, (talk.words, *talk.said[-1:])))


def was_tender(talk: Talk) -> bool:
    """Whether this is such a moment, or was one not long ago."""
    return is_tender(talk) or any(map(weighs, talk.said[-_WHILE:]))


def _was_shown_help(talk: Talk) -> bool:
    return any(map(names_help, talk.replied[-_WHILE:]))


def weighs(text: str) -> bool:
    """Whether somebody says in `text` that they are not well."""
    folded = normal(text)
    known = any(pattern.search(folded) for pattern in (ears.WEIGHS, ears.GRIEF))
    return known or _feeling(folded, ears.HEAVY) is not None


def _feeling(folded: str, names: frozenset[str]) -> str | None:
    found = ears.feeling(names).search(folded)
    if found:
        return found[1]
    bare = folded.split()
    only_that = len(bare) <= 3 and ears.MOOD_WORDS.issuperset(set(bare) - names)
    return next((word for word in bare if word in names), None) if only_that else None


def tells_a_feeling(talk: Talk) -> list[Say] | None:
    """How the person is."""
    if talk.hears(ears.GRIEF) and {"my", "i", "me", "we"} & set(talk.tokens):
        who = owned(talk.words) or "that"
        return [say(*lines.GRIEF_LINES, who=who), say(*lines.GRIEF_QUESTIONS)]
    if weighs(talk.words):
        return [say(*lines.HEAVY_LINES), say(*lines.HEAVY_QUESTIONS)]
    if talk.asks:
        return None
    if talk.hears(ears.TIRED_OF) or {"not", "but", "never"} & set(talk.tokens):
        return None
    moods = ((_feeling(talk.normal, names), ways) for names, ways in _MOODS)
    return next(([say(*ways, feeling=mood)] for mood, ways in moods if mood), None)


def answers_briefly(talk: Talk) -> list[Say] | None:
    """A message that is only yes, no, perhaps, all right and the like."""
    said = " ".join(word for word in talk.tokens if word not in ears.ASIDES) or talk.normal
    ways = next((ways for heard, ways in lines.SHORT_ANSWERS if heard.fullmatch(said)), None)
    if ways is None:
        return None
    if _was_shown_help(talk):
        return [say(*lines.STAYING), say(*lines.STAYING_QUESTIONS)]
    return [say(*ways), *([] if any("?" in way for way in ways) else _returning(talk))]


def makes_small_talk(talk: Talk) -> list[Say] | None:
    """What people say to any voice, sooner or later."""
    ways = next((ways for heard, ways in lines.SMALL_TALK if talk.hears(heard)), None)
    return [say(*ways, name=talk.called)] if ways else None


def gives_a_name(talk: Talk) -> list[Say] | None:
    """The person says what they are called."""
    name = name_given(talk.words)
    if name is None or talk.asks:
        return None
    return [say(*lines.NAMED, name=name), say(*lines.WELCOMES)]


def greets(talk: Talk) -> list[Say] | None:
    """A greeting and little else."""
    greeting = ears.GREETING.search(talk.normal)
    rest = talk.normal[greeting.end() :] if greeting else ""
    if not greeting or is_question(rest) or len(content(rest)) > 1:
        return None
    ways = lines.GREETINGS_AGAIN if talk.replied else lines.GREETINGS
    return [say(*ways, name=talk.called), say(*lines.WELCOMES)]


def heard_besides(talk: Talk, heard: Sequence[Say]) -> list[Say]:
    """What must not be passed over in a message that asks: a greeting, a name, a weight."""
    if not talk.asks:
        return []
    name = name_given(sentences(talk.words)[0])
    if name:
        return [say(*lines.NAMED, name=name)]
    if talk.tokens[:1] and talk.tokens[0] in _GREETED and not talk.replied:
        return [say("Hello, {name}.", name=talk.called)]
    known = {way for line in heard for way in line.ways}
    answered = known & {*lines.HEAVY_LINES, *lines.GRIEF_LINES}
    return [say(*lines.HEAVY_LINES)] if weighs(talk.words) and not answered else []


def takes_leave(talk: Talk) -> list[Say] | None:
    """Goodbye, good night, I have to go."""
    return [say(*lines.GOODBYES, name=talk.called)] if talk.hears(ears.LEAVING) else None


def asks_for_secrecy(talk: Talk) -> list[Say] | None:
    """Whether this stays between us, and who else reads it."""
    return [say(*lines.NO_SECRETS)] if talk.hears(ears.PRIVATE) else None


def wants_a_person(talk: Talk) -> list[Say] | None:
    """The wish to speak with a human being."""
    if not talk.hears(ears.WANTS_A_PERSON) or talk.hears(ears.NOT_WANTING):
        return None
    return [say(*lines.A_PERSON)]


def thanks(talk: Talk) -> list[Say] | None:
    """Thank you."""
    if not talk.hears(ears.THANKS) or talk.asks:
        return None
    more = len(content(talk.words)) > 1
    return [say(*lines.WELCOME), *([] if more else _returning(talk))]


def asks_what_this_is(talk: Talk) -> list[Say] | None:
    """Who or what answers."""
    if not talk.hears(ears.WHAT_ARE_YOU) or not (talk.asks or talk.hears(ears.INTRODUCE)):
        return None
    return [say(*lines.WHAT_I_AM), say(*lines.HOW_TO_PLUG_IN)]


def wants_something_done(talk: Talk) -> list[Say] | None:
    """A request to act in the room or in the world outside."""
    asked = ears.REQUEST.match(talk.normal)
    return [say(*lines.CANNOT, what=upper_first(asked[1]))] if asked else None


def asks_something_else(talk: Talk) -> list[Say] | None:
    """A question to which nothing here has an answer."""
    if not talk.asks:
        return None
    if ears.SOMEBODY & set(talk.tokens) and talk.said:
        return [say(*lines.ONLY_WHAT_YOU_TELL), say(*lines.TELL_ME)]
    return [say(*lines.CANNOT_KNOW), say(*lines.WHY_ASK)]


def says_what_is_no_language(talk: Talk) -> list[Say] | None:
    """Keys struck at random."""
    odd = [word for word in talk.tokens if len(word) > 3 and not _pronounceable(word)]
    if not odd or len(odd) * 2 < len(talk.tokens):
        return None
    return [say(*lines.NONSENSE, words=quoted(talk.words, 40))]


def _pronounceable(word: str) -> bool:
    spoken = "".join("a" if letter in _VOWELS else "b" for letter in word)
    repeated = any(letter * 4 in word for letter in set(word))
    return word.isdigit() or ("a" in spoken and "b" * 6 not in spoken and not repeated)


def mentions_a_thing(talk: Talk) -> list[Say] | None:
    """A remark on something that is in the room."""
    named = talk.hears(ears.REMARK)
    if talk.scene is None or not named:
        return None
    wanted = content(named[1])
    thing = found_thing(wanted, talk.scene)
    if thing is None or not related(wanted) & set(content(thing)):
        return None
    told = sentences(talk.scene.things[thing])
    unsaid = [s for s in told if not any(s in reply for reply in talk.replied)]
    remark = say("I see it, too. {told}", "Yes, I see that, too. {told}", told=" ".join(unsaid[:1]))
    return [remark, say(*lines.THING_QUESTIONS)] if unsaid else None


def tells_something(talk: Talk) -> list[Say]:
    """Anything else: take it up, and ask on."""
    if is_tender(talk):
        questions = lines.STAYING_QUESTIONS if _was_shown_help(talk) else lines.HEAVY_QUESTIONS
        return [_taken_up(talk) or say(*lines.STAYING), say(*questions)]
    taken_up = _thread(talk) or _taken_up(talk)
    bare = [word for word in talk.tokens if word not in ears.STOP_WORDS]
    if taken_up is None and 0 < len(bare) <= 3:
        return [say(*lines.ABOUT_WORD, words=quoted(talk.words, 60))]
    return [taken_up or say(*lines.LISTENING), _question(talk)]


def _taken_up(talk: Talk) -> Say | None:
    mirror = mirrored(talk.words)
    if not mirror:
        return None
    if not talk.replied or not talk.replied[-1].startswith(_MIRRORED):
        return say(*lines.MIRRORS, mirror=mirror)
    who = owned(talk.words) or ""
    near = any(theme & set(who.split()) for theme, _ in lines.THEMES)
    return say(*lines.TOUCHING, who=who) if near else say(*lines.LISTENING)


def _thread(talk: Talk) -> Say | None:
    """An earlier line of the person's, not the latest one, that this one takes up again."""
    now = set(content(talk.words))
    for earlier in reversed(talk.said[:-1]):
        if now & set(content(earlier)) and normal(earlier) != talk.normal and _waits(earlier, talk):
            return say(*lines.THREADS, earlier=cited(earlier, 90))
    return None


def _returning(talk: Talk) -> list[Say]:
    """Take up what the person told last and nobody has come back to yet."""
    own = (words for words in reversed(talk.said) if _OWN & set(normal(words).split()))
    earlier = next((w for w in own if len(content(w)) >= 2 and _waits(w, talk)), None)
    return [say(*lines.RETURNS, earlier=cited(earlier, 90))] if earlier else []


def _waits(earlier: str, talk: Talk) -> bool:
    quote, folded = quoted(earlier, 90), normal(earlier)
    idle = is_question(earlier) or ears.REQUEST.match(folded) or earlier in talk.in_need
    idle = idle or any(heard.search(folded) for heard, _ in lines.SMALL_TALK)
    return not idle and not any(quote in reply for reply in talk.replied)


def _question(talk: Talk) -> Say:
    """Return an open question that fits the theme of what is said, or else its mood and tense."""
    pointing = bool(ears.POINTING & set(talk.tokens)) and bool(talk.said)
    about = " ".join((talk.words, *(talk.said[-1:] if pointing else ())))
    who = owned(about)
    for theme, ways in lines.THEMES:
        fitting = [way for way in ways if who or "{who}" not in way]
        if fitting and theme & set(normal(about).split()):
            return say(*fitting, who=who or "")
    ways = next((ways for heard, ways in lines.TURNS if talk.hears(heard)), lines.OPEN_QUESTIONS)
    return say(*ways)
