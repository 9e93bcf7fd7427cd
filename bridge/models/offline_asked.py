"""What the offline voice is asked for about the talk itself: reasons, echoes, stories, riddles."""

import re

from bridge.models import offline_things as things
from bridge.models.offline_feelings import weighs
from bridge.models.offline_lore import VOICE
from bridge.models.offline_sums import worked_out
from bridge.models.offline_talk import Say, Talk, fact, perhaps, say
from bridge.models.offline_words import cited, is_question, normal, upper_first
from world.voices import Lore, Riddle, Row

_LINES = VOICE.english.lines
_ECHO = re.compile(
    r"(?<!you )(?:repeat|say) (?:after me|this|exactly|the words?|the following)"
    r"(?: exactly| sentence)?"
    r"\W*(\S.*)",
    re.IGNORECASE,
)
#: What is not said after somebody: what would be untrue, and what would hurt.
_NOT_ECHOED = re.compile(
    r"\b(?:human|person|real|alive|conscious|sentient|kill|die|dead|hate|suicide|fuck\w*|shit|bitch"
    r"|stupid|ugly|idiot|retard\w*|slut|whore|nazi|hitler|rape|cunt|nigg\w*|fag\w*|promise|swear"
    r"|secret|i love you|password)\b"
)
_STORY_ABOUT = re.compile(
    r"\b(?:story|tale) (?:about|of|with) "
    r"(?!this|these|the (?:room|place|tower|garden|forge|bridge))"
)
_GIVEN_UP = re.compile(
    r"\b(?:give up|no idea|do not know|not know|tell me|answer|solution|solve it|what is it|idk)\b"
)


def why(talk: Talk, row: Row) -> list[Say] | None:
    """Why it asked that, or said that."""
    del row
    return [Say(_LINES["why I asked" if talk.question else "why I said that"], plain=True)]


def meaning(talk: Talk, row: Row) -> list[Say] | None:
    """What it meant by that."""
    del row
    if talk.question:
        return [say(*_LINES["I meant the question"], question=cited(talk.question, 160))]
    return [Say(_LINES["I meant"], plain=True)]


def properly(talk: Talk, row: Row) -> list[Say] | None:
    """A better answer to what was asked before."""
    turns = zip(reversed(talk.said), reversed(talk.replied), strict=False)
    asked = next((words for words, reply in turns if is_question(words) and '"' not in reply), None)
    if asked is None or asked in talk.in_need:
        return [Say(row.say, plain=True)]
    return [say(*_LINES["properly"], asked=cited(asked, 120))]


def echo(talk: Talk, row: Row) -> list[Say] | None:
    """Words to be said after somebody."""
    wanted = _ECHO.search(talk.words)
    if not wanted:
        return None
    if weighs(wanted[1]) or _NOT_ECHOED.search(normal(wanted[1])):
        return [say(*_LINES["no echo"])]
    return [say(*row.say, it=cited(wanted[1]))]


def more(talk: Talk, row: Row) -> list[Say] | None:
    """More of what was spoken of last."""
    told = things.tells_more(talk)
    if told or talk.tender:
        return told or [Say(_LINES["tender"], plain=True)]
    found = things.notice(talk)
    return [perhaps(row.say), found] if found else [Say(_LINES["nothing more"], plain=True)]


def another(talk: Talk, row: Row) -> list[Say] | None:
    """One more of what was given last: a riddle, a story, a poem, a joke; else more to tell."""
    last = " ".join(talk.replied[-2:])
    jokes = _row("joke")
    if any(asked.answer in last or asked.asked in last for asked in VOICE.riddles):
        return riddle(talk, row)
    if any(lore.story and lore.story in last for lore in VOICE.rooms.values()):
        return story(talk, _row("story"))
    if any(lore.poem and lore.poem in last for lore in VOICE.rooms.values()):
        return poem(talk, _row("poem"))
    if any(joke in last for joke in jokes.say):
        return [Say(jokes.say, plain=True)]
    return more(talk, row)


def _row(name: str) -> Row:
    return next(row for row in VOICE.english.rows if row.name == name)


def riddle(talk: Talk, row: Row) -> list[Say] | None:
    """A riddle."""
    return [perhaps(row.say), Say(tuple(riddle.asked for riddle in VOICE.riddles))]


def guess(talk: Talk, row: Row) -> list[Say] | None:
    """An answer to the riddle that stands open, or giving up."""
    del row
    asked = _open_riddle(talk)
    if asked is None:
        return None
    if any(f" {word} " in f" {talk.normal} " for word in asked.solved):
        return [say(*_LINES["solved"]), fact(asked.answer)]
    if _GIVEN_UP.search(talk.normal):
        return [fact(asked.answer)]
    if asked.asked in talk.replied[-1] and (
        len(talk.tokens) <= 4 or talk.tokens[:2] == ("is", "it")
    ):
        return [say(*_LINES["not solved"])]
    return None


def sum_(talk: Talk, row: Row) -> list[Say] | None:
    """A plain sum, and whether a result was right."""
    found = worked_out(talk.words)
    if found is None:
        return None
    sum_, value, right = found
    ways = row.say if right is None else _LINES["sum right" if right else "sum wrong"]
    return [say(*ways, sum=upper_first(sum_), value=upper_first(value))]


def sum_stands(talk: Talk, row: Row) -> list[Say] | None:
    """A doubt about the sum just done."""
    del row
    found = next((sum_ for words in reversed(talk.said[-3:]) if (sum_ := worked_out(words))), None)
    return [say(*_LINES["sum stands"], value=found[1])] if found else None


def how_long(talk: Talk, row: Row) -> list[Say] | None:
    """How long the talk has been."""
    if talk.cut:
        return [say("Longer than I can look back: the oldest lines of a long talk slip away.")]
    return [say(*row.say, count=str(len(talk.said)), next=str(len(talk.said) + 1))]


def why_not(talk: Talk, row: Row) -> list[Say] | None:
    """Why it is not, or has not, what it was asked about."""
    asked = talk.said and is_question(talk.said[-1]) and "you" in normal(talk.said[-1]).split()
    return [Say(row.say, plain=True)] if asked else None


def _open_riddle(talk: Talk) -> Riddle | None:
    late = "\n".join(talk.replied[-3:])
    standing = (r for r in VOICE.riddles if r.asked in late and r.answer not in late)
    return next(standing, None)


def story(talk: Talk, row: Row) -> list[Say] | None:
    """A story of these rooms, first of the one where the person is."""
    told = [lore.story for lore in _lore(talk) if lore.story]
    untold = _first_untold(told, talk)
    if untold and talk.hears(_STORY_ABOUT):
        return [perhaps(_LINES["no such story"]), *untold]
    return untold or [Say(row.say, plain=True)]


def poem(talk: Talk, row: Row) -> list[Say] | None:
    """A poem of these rooms."""
    told = [lore.poem for lore in _lore(talk) if lore.poem]
    return _first_untold(told, talk) or [Say(row.say, plain=True)]


def _lore(talk: Talk) -> list[Lore]:
    here = talk.scene.room if talk.scene else ""
    return [lore for name, lore in sorted(VOICE.rooms.items(), key=lambda item: item[0] != here)]


def _first_untold(told: list[str], talk: Talk) -> list[Say] | None:
    untold = next((text for text in told if text not in talk.told), None)
    return [fact(untold)] if untold else None
