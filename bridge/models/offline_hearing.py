"""What the offline voice hears in a person's own words: moods, memories, stories, small talk."""

import re
import unicodedata
from collections import Counter

from bridge.models import offline_lines as lines
from bridge.models.offline_scene import found_thing
from bridge.models.offline_words import (
    Say,
    Talk,
    content,
    fact,
    is_question,
    listed,
    mirrored,
    normal,
    quoted,
    related,
    say,
    sentences,
    upper_first,
)

_FEELING = (
    r"\bi (?:am|feel|felt|was|have been|have felt|keep|get|got)(?: feeling| being| getting)?"
    r"(?: (?:so|very|really|quite|too|a|bit|little|just|still|always|all|rather|pretty|kind of|not|"
    r"never|in|feeling|extremely|totally|completely|incredibly|also|more|today))*? ({words})\b"
)
_OWN_NAME = r"\b(?:my name is|call me|i am called|name is|i go by) ((?:\S+ ?){1,3})"
_GRIEF = r"died|dead|passed away|funeral|buried|broke up|left me|divorc\w+|miscarriage|lost my"
_HELP_LINES = ("988", "741741", "findahelpline")
_ADJECTIVES = frozenset(
    """best old older oldest little big younger youngest late dear new former own whole first last
    good poor elder great three two only ex favourite favorite""".split()
)


def says_nothing(talk: Talk) -> list[Say] | None:
    """Silence: dots, a sign, an empty line."""
    if any(c.isalnum() for c in talk.words):
        return None
    back = returns_to_something(talk) if len(talk.said) > 2 and not is_tender(talk) else None
    return [say(*lines.NOTHING_SAID), *(back or [])]


def speaks_another_language(talk: Talk) -> list[Say] | None:
    """Words that are not English."""
    language = _language(talk)
    if language is None:
        return None
    name = talk.name or "amigo"
    ways = lines.SPANISH if language == "Spanish" else lines.OTHER_LANGUAGE
    return [say(*ways, language=language, name=name), say(*lines.ENGLISH_PLEASE)]


def _language(talk: Talk) -> str | None:
    letters = [c for c in talk.words if c.isalpha()]
    strange = [c for c in letters if not unicodedata.name(c, "").startswith(("LATIN", "FEM", "MASC"))]
    if len(strange) * 2 > len(letters):
        return "a language with another script"
    english = sum(word in lines.STOP_WORDS for word in talk.tokens)
    hits = Counter(
        {name: sum(w in known for w in talk.tokens) for name, known in lines.FOREIGN.items()}
    )
    language, most = hits.most_common(1)[0]
    return language if most > english and most * 4 >= len(talk.tokens) else None


def is_tender(talk: Talk) -> bool:
    """Whether this is a moment for going gently: help lines were shown, or something weighs."""
    shown = any(line in reply for reply in talk.replied[-4:] for line in _HELP_LINES)
    return shown or any(_weighs(words) for words in (talk.words, *talk.said[-1:]))


def _weighs(words: str) -> bool:
    folded = normal(words)
    return bool(re.search(rf"\b(?:{_GRIEF})\b", folded) or _feeling(folded, lines.HEAVY))


def _feeling(folded: str, known: list[str]) -> str | None:
    pattern = _FEELING.replace("{words}", "|".join(known))
    found = re.search(pattern, folded)
    if found:
        return found[1]
    words = folded.split()
    return next((w for w in words if w in known), None) if len(words) <= 3 else None


def tells_a_feeling(talk: Talk) -> list[Say] | None:
    """How the person is."""
    denied = talk.hears(r"(?:not|never) (?:\w+ )?(?:" + "|".join(lines.GLAD) + ")")
    if talk.hears(_GRIEF) and talk.hears("my|i|me|we"):
        who = owned(talk.words) or "that"
        return [say(*lines.GRIEF_LINES, who=who), say(*lines.GRIEF_QUESTIONS)]
    if denied or _feeling(talk.normal, lines.HEAVY):
        return [say(*lines.HEAVY_LINES), say(*lines.HEAVY_QUESTIONS)]
    for known, ways in (
        (lines.ANGRY, lines.ANGRY_LINES),
        (lines.TIRED, lines.TIRED_LINES),
        (lines.GLAD, lines.GLAD_LINES),
    ):
        feeling = _feeling(talk.normal, known)
        if feeling and not talk.asks:
            return [say(*ways, feeling="fed up" if feeling == "fed" else feeling)]
    return None


def owned(text: str) -> str | None:
    """Return whom or what a person calls their own, as one says it to them: your old dog."""
    words = normal(text).split()
    for at, word in enumerate(words[:-1]):
        if word == "my" and words[at + 1] not in ("name", "god", "self"):
            last = at + 1
            while words[last] in _ADJECTIVES and last + 1 < len(words):
                last += 1
            return " ".join(["your", *words[at + 1 : last + 1]])
    return None


def answers_briefly(talk: Talk) -> list[Say] | None:
    """A message that is only yes, no, perhaps, all right and the like."""
    said = re.sub(r"\b(?:timmy|well|so|then|please|oh|and|um|uh)\b", " ", talk.normal)
    said = " ".join(said.split())
    for pattern, ways in lines.SHORT_ANSWERS:
        if re.fullmatch(pattern, said):
            back = None
            if is_tender(talk):
                return [say(*lines.STAYING), say(*lines.STAYING_QUESTIONS)]
            if not any("?" in way for way in ways):
                back = returns_to_something(talk)
            return [say(*ways), *(back or [])]
    return None


def makes_small_talk(talk: Talk) -> list[Say] | None:
    """What people say to any voice, sooner or later."""
    for pattern, ways in lines.SMALL_TALK:
        if talk.hears(pattern):
            return [say(*ways, name=talk.name or "friend")]
    return None


def gives_a_name(talk: Talk) -> list[Say] | None:
    """The person says what they are called."""
    name = name_given(talk.words)
    if name is None or (talk.asks and "?" in talk.words):
        return None
    return [say(*lines.NAMED, name=name), say(*lines.WELCOMES)]


def name_given(words: str) -> str | None:
    """Return the name that a person gives themselves in `words`, as they wrote it."""
    found = re.search(
        r"\b(?:my name(?:'s| is)|call me|i am called|i'm called|i go by|name's)\s+"
        r"((?:the )?[^\W\d_][\w'-]*(?: [A-Z][\w'-]*)*)",
        words.replace("’", "'"),
        flags=re.IGNORECASE,
    ) or re.search(r"^(?:[Hh](?:i|ello|ey)[,.! ]+)?I(?:'m| am) ([A-Z][a-z'-]+(?: [A-Z][a-z'-]+)?)[.!]?$", words)
    if not found:
        return None
    name = re.split(r"\s(?:and|but|by|because)\b", found[1])[0]
    return None if normal(name).split()[:1] == ["not"] else name


def greets(talk: Talk) -> list[Say] | None:
    """A greeting and little else."""
    greeting = talk.hears(
        r"^(?:hello|hi|hey|hiya|howdy|greetings|good (?:morning|evening|afternoon|day)|yo|sup|welcome"
        r"|nice to meet you|hi there|hello there|pleased to meet you)"
    )
    if not greeting or len(content(talk.words[greeting.end() :])) > 1:
        return None
    ways = lines.GREETINGS[1:] if talk.replied else lines.GREETINGS[:1]
    return [say(*ways, name=talk.name or "friend"), say(*lines.WELCOMES)]


def takes_leave(talk: Talk) -> list[Say] | None:
    """Goodbye, good night, I have to go."""
    leaving = talk.hears(
        r"^(?:ok |okay |well |alright |thanks |thank you )*(?:good ?bye|bye|farewell|see (?:you|ya)"
        r"|good ?night|cya|later|take care|so long|until (?:next|tomorrow))"
        r"|i (?:have to|must|need to|should|am going to|will) (?:go|leave|head)"
        r"(?: now| off| to bed| home| soon| then)?$|i am (?:leaving|off)(?: now)?$|(?:bye|goodbye)$"
    )
    return [say(*lines.GOODBYES, name=talk.name or "friend")] if leaving else None


def thanks(talk: Talk) -> list[Say] | None:
    """Thank you."""
    if not talk.hears("thanks|thank you|thx|much appreciated|i appreciate") or talk.asks:
        return None
    return [
        say(
            "You are welcome.",
            "Gladly.",
            "There is nothing to thank me for.",
            "I am glad if it helped.",
        ),
        *(returns_to_something(talk) or []),
    ]


def asks_what_this_is(talk: Talk) -> list[Say] | None:
    """Who or what answers."""
    asked = talk.hears(
        r"(?:who|what) (?:exactly )?are you|are you (?:\w+ )*?(?:ai|a i|bot|robot|human|person|real"
        r"|machine|computer|program|man|woman|chatgpt|gpt|claude|llm|model|alive person|people)"
        r"|what is your name|your name|who is timmy|what is timmy|am i (?:talking|speaking) (?:to|with)"
        r"|who am i (?:talking|speaking)|tell me about your ?self|introduce yourself|about yourself"
        r"|what (?:kind|sort) of (?:ai|voice|model|bot|thing|person|being)|(?:language )?model|api key"
        r"|how do you work|offline voice|who is this|real person|a human"
    )
    if not asked or not (talk.asks or talk.hears("tell|introduce")):
        return None
    return [
        say(
            "I am Timmy, an AI and no human being, and of the plainest kind: {voice}.",
            "No person: a program called Timmy, {voice}.",
            voice="a simple offline voice that goes by rules and has no large language model",
        ),
        say(
            "I know this room and what you tell me here; with ANTHROPIC_API_KEY in .env and a"
            " restart the host gives me a real model.",
            "Whoever hosts this place can plug in a large model: ANTHROPIC_API_KEY in .env, then"
            " a restart.",
        ),
    ]


def wants_something_done(talk: Talk) -> list[Say] | None:
    """A request to act in the room or in the world outside."""
    asked = re.match(
        r"(?:(?:timmy|please|hey|ok|now|so|then) )*(?:(?:can|could|would|will) you |i want you to |i "
        r"need you to |you (?:should|must) )?(?:please )?((?:open|close|take|give|bring|go|follow|come"
        r"|dance|sing|fetch|search|google|call|send|write|translate|calculate|play|turn|switch|move"
        r"|order|buy|book|email|text|find|draw|count|solve|fix|pick|push|pull|drop|throw|light|teleport"
        r"|teach|show|hug|hold|wake|set|wait|jump|kick|drink|eat|make|build|help|attack|fight|check"
        r"|look up|change|delete|print|run|walk|stand|sit|lead|carry|hand)\b(?: (?:me|us|him|her))?)",
        talk.normal,
    )
    if not asked or talk.normal.startswith(("go on", "come on", "wait", "hold on", "light is")):
        return None
    what = asked[1].removesuffix(" me").removesuffix(" us")
    return [say(*lines.CANNOT, what=f"{what} anything or anybody" if what != "help" else "do much")]


def asks_something_else(talk: Talk) -> list[Say] | None:
    """A question to which nothing here has an answer."""
    if not talk.asks:
        return None
    return [say(*lines.CANNOT_KNOW), say(*lines.WHY_ASK)]


def says_what_is_no_language(talk: Talk) -> list[Say] | None:
    """Keys struck at random."""
    odd = [w for w in talk.tokens if len(w) > 3 and not _pronounceable(w)]
    if not odd or len(odd) * 2 < len(talk.tokens):
        return None
    return [say(*lines.NONSENSE, words=quoted(talk.words, 40))]


def _pronounceable(word: str) -> bool:
    if word.isdigit():
        return True
    vowels = sum(c in "aeiouyäöüáéíóúàèìòùâêîôûãõåø" for c in word)
    return vowels * 6 >= len(word) and not re.search(r"[^aeiouyäöüáéíóú\W\d]{6}|(.)\1\1\1", word)


def tells_something(talk: Talk) -> list[Say]:
    """Anything else: take it up, and ask on."""
    if is_tender(talk):
        first = say(*lines.STAYING) if not talk.said else say(*lines.HEAVY_LINES)
        questions = lines.STAYING_QUESTIONS if _shown(talk) else lines.HEAVY_QUESTIONS
        return [_taken_up(talk) or first, say(*questions)]
    return [
        _thread(talk) or _taken_up(talk) or _only_word(talk) or say(*lines.LISTENING),
        *([] if _only_word_counts(talk) else [_question(talk)]),
    ]


def _shown(talk: Talk) -> bool:
    return any(line in reply for reply in talk.replied[-4:] for line in _HELP_LINES)


def _taken_up(talk: Talk) -> Say | None:
    mirror = mirrored(talk.words)
    return say(*lines.MIRRORS, mirror=mirror) if mirror else None


def _only_word_counts(talk: Talk) -> bool:
    return not _thread(talk) and not mirrored(talk.words) and _only_word(talk) is not None


def _only_word(talk: Talk) -> Say | None:
    words = [w for w in talk.tokens if w not in lines.STOP_WORDS]
    return say(*lines.ABOUT_WORD, word=" ".join(words)) if 0 < len(words) <= 3 else None


def _thread(talk: Talk) -> Say | None:
    """An earlier line of the person's, not the latest one, that this one takes up again."""
    now = set(content(talk.words))
    for earlier in reversed(talk.said[:-1]):
        shared = now & set(content(earlier))
        unsaid = not any(quoted(earlier, 90) in reply for reply in talk.replied)
        if shared and unsaid and not is_question(earlier) and normal(earlier) != talk.normal:
            return say(*lines.THREADS, earlier=quoted(earlier, 90))
    return None


def returns_to_something(talk: Talk) -> list[Say] | None:
    """Take up again what the person told and nobody has come back to yet."""
    for earlier in reversed(talk.said):
        told = len(content(earlier)) >= 2 and not is_question(earlier)
        if told and not any(quoted(earlier, 90) in reply for reply in talk.replied):
            return [say(*lines.RETURNS, earlier=quoted(earlier, 90))]
    return None


def _question(talk: Talk) -> Say:
    words = set(talk.tokens)
    for theme, ways in lines.THEMES:
        if words & set(theme.split()):
            who = owned(talk.words) or "it"
            fitting = [w for w in ways if who != "it" or "{who}" not in w]
            return say(*fitting, who=who)
    if talk.hears("hate|can not stand|annoys|sick of|tired of|do not like|unfair|problem|wrong"):
        return say(*lines.AGAINST_QUESTIONS)
    if talk.hears("want|wish|hope|would like|dream of|longing|need"):
        return say(*lines.WISH_QUESTIONS)
    if talk.hears(r"tomorrow|will|going to|soon|next \w+|plan|planning|about to"):
        return say(*lines.FUTURE_QUESTIONS)
    if talk.hears(r"yesterday|was|were|had|did|went|ago|last \w+|used to|\w{3,}ed"):
        return say(*lines.PAST_QUESTIONS)
    return say(*lines.OPEN_QUESTIONS)


def mentions_a_thing(talk: Talk) -> list[Say] | None:
    """A remark on something that is in the room."""
    found = talk.hears(r"(?:the|this|that|these|those) (\w+(?: \w+)?)")
    if talk.scene is None or not found or talk.asks:
        return None
    thing = found_thing(content(found[1]), talk.scene)
    if thing is None or not set(content(thing)) & related(content(found[1])):
        return None
    told = sentences(talk.scene.things[thing])
    unsaid = [s for s in told if not any(s in reply for reply in talk.replied)]
    if not unsaid:
        return None
    return [
        say("The {thing}, yes: {told}", "I see it, too: {told}", thing=thing, told=unsaid[-1]),
        say(
            "What do you notice about it?",
            "What does it remind you of?",
            "What made you look at it?",
        ),
    ]


__all__ = ["listed", "fact", "upper_first"]
