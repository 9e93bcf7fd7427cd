"""What the offline voice works out of what a person told: ages, names, whom he or she means."""

import re
from itertools import pairwise

from bridge.models import offline_patterns as patterns
from bridge.models.offline_dates import moment
from bridge.models.offline_english import words
from bridge.models.offline_feelings import weighs
from bridge.models.offline_lore import VOICE
from bridge.models.offline_memory import best_of, recalled_topic, told
from bridge.models.offline_talk import Say, Talk, say
from bridge.models.offline_telling import NAMED_SOMEBODY
from bridge.models.offline_words import cited, content, normal
from world.voices import Row

_LINES = VOICE.english.lines
_AGE = re.compile(r"\bi am (\d{1,3})(?: years old| years| now)?$")
_BORN = re.compile(r"\bi was born in (\d{4})\b")
_HOW_OLD = re.compile(r"\b(?:how old am i|what is my age|my age$)")
_DO_YOU_KNOW = re.compile(
    r"^(?:so |and |timmy )*(?:do|can) you (?:still )?(?:know|remember|tell me) "
)
_WH = re.compile(
    r"^(?:so |and |timmy )*(?:what|where|who|when|which|how (?:old|many|long|much)|is my)\b"
)
_NOT_OF_THEM = words("you your should could can would will shall may might")
_SPEAKS_OF = re.compile(
    r"^(?:and |but |so |yes |yeah |last \w+ |sometimes |now |then |once )*"
    r"(?:he|she|they|his|her|their|him)\b"
)


def their_age(talk: Talk) -> list[Say] | None:
    """How old the person is, when they told."""
    if not talk.hears(_HOW_OLD):
        return None
    for line in reversed(talk.said):
        folded = normal(line)
        if told := _AGE.search(folded):
            return [say("You told me that you are {age}.", "{age}, as you told me.", age=told[1])]
        if (born := _BORN.search(folded)) and (at := moment(talk)):
            age = at.year - int(born[1])
            if 0 < age < 130:
                ways = ("Born in {year}, you said: so {older}, or {age} before your birthday.",)
                return [say(*ways, year=born[1], older=str(age), age=str(age - 1))]
    return None


def their_facts(talk: Talk) -> list[Say] | None:
    """A question which what they told answers: who, where or what, by its words of weight."""
    asks_name = talk.hears(patterns.THEIR_NAME) or talk.hears(patterns.NAME_OF)
    if asks_name and (named := _name_of(talk)):
        return named
    if talk.hears(patterns.NAME_OR_AGE):
        return None
    asked = _DO_YOU_KNOW.sub("", talk.normal)
    tokens = {*asked.split()}
    topic = recalled_topic(asked)
    if not _WH.match(asked) or tokens & _NOT_OF_THEM or not topic:
        return None
    if not tokens & {"i", "my", "me"} and len(topic) < 2:
        return None
    found = best_of(topic, talk.said, stated=True)
    return told(found) if found and set(topic) <= {*content(found)} else None


def _name_of(talk: Talk) -> list[Say] | None:
    """The name of somebody, from the latest line that gives one and is about whom is asked for."""
    wanted = {*recalled_topic(talk.words)} - {*content("called named name")}
    lines = [(before, line) for before, line in pairwise(("", *talk.said))]
    named = [(before, line) for before, line in lines if NAMED_SOMEBODY.search(line)]
    meant = [pair for pair in named if not wanted or wanted & {*content(" ".join(pair))}]
    for _, line in reversed(meant or [pair for pair in named if _SPEAKS_OF.match(normal(pair[1]))]):
        found = NAMED_SOMEBODY.search(line)
        name = next(filter(None, found.groups())) if found else ""
        return [say("{name}. You said: {it}", "{name}; you wrote: {it}", name=name, it=cited(line))]
    return None


def speaks_of_somebody(talk: Talk, row: Row) -> list[Say] | None:
    """He, she or they, where something weighs: somebody who may be missed."""
    light = not talk.tender or talk.asks or not talk.hears(_SPEAKS_OF)
    if light or weighs(talk.words) or NAMED_SOMEBODY.search(talk.words):
        return None
    return [Say(row.say, plain=True)]


def knocks(talk: Talk, row: Row) -> list[Say] | None:
    """The two lines that come after: knock knock."""
    last = talk.replied[-1] if talk.replied else ""
    before = " ".join(talk.replied[-2:-1])
    if "who is there" in last.casefold() and len(talk.tokens) < 5:
        return [say("{it} who?", it=talk.words.strip(" .!?").capitalize())]
    if "who is there" in before.casefold() and last.endswith(" who?"):
        return [Say(row.say)]
    return None
