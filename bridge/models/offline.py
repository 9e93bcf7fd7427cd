"""A voice without a language model: rules and written lines, for when there is no key.

It knows what every model is told, the scene and the dialogue with this one person, and the world it
lives in. What it says is decided by the dialogue alone.
"""

import asyncio
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from bridge.models import offline_asked as asked
from bridge.models import offline_memory as memory
from bridge.models import offline_person as person
from bridge.models import offline_scene as scene
from bridge.models import offline_telling as telling
from bridge.models import offline_things as things
from bridge.models.base import GenerateConfig, Message, ModelOutput
from bridge.models.offline_dates import asks_for_a_date
from bridge.models.offline_ears import Ears
from bridge.models.offline_english import NO_QUESTIONS
from bridge.models.offline_lore import VOICE
from bridge.models.offline_spanish import SPANISH_DOINGS
from bridge.models.offline_talk import INTRODUCED, Say, Talk, perhaps
from bridge.models.offline_tongues import SPANISH, language_of
from bridge.models.offline_topics import takes_up
from bridge.models.offline_words import normal, owned, sentences, shortened
from world.voices import Language, Row, Tongue

MODEL_ID = "offline-voice"

#: Works out what to say where a row alone cannot; None for: not my business.
Doing: TypeAlias = Callable[[Talk, Row], list[Say] | None]


def _of_talk(work_out: Callable[[Talk], list[Say] | None]) -> Doing:
    return lambda talk, _row: work_out(talk)


DOINGS: Mapping[str, Doing] = {
    "silence": telling.silence,
    "puzzled": telling.puzzled,
    "sign": telling.sign,
    "noise": telling.noise,
    "greeting": telling.greeting,
    "gives a name": telling.gives_a_name,
    "names somebody": telling.names_somebody,
    "grief": telling.grief,
    "heavy": telling.heavy,
    "mood": telling.in_a_mood,
    "comes back": telling.comes_back,
    "takes up": takes_up,
    "speaks of somebody": person.speaks_of_somebody,
    "knocks": person.knocks,
    "how long": asked.how_long,
    "is there": things.is_there,
    "of old Marcus": things.of_marcus,
    "remark on the room": things.remark_on_the_room,
    "their age": _of_talk(person.their_age),
    "their facts": _of_talk(person.their_facts),
    "sum": asked.sum_,
    "sum stands": asked.sum_stands,
    "date": _of_talk(asks_for_a_date),
    "senses": things.of_the_senses,
    "why not": asked.why_not,
    "why": asked.why,
    "meaning": asked.meaning,
    "properly": asked.properly,
    "echo": asked.echo,
    "more": asked.more,
    "another": asked.another,
    "riddle": asked.riddle,
    "guess": asked.guess,
    "story": asked.story,
    "poem": asked.poem,
    "their name": _of_talk(memory.asks_for_their_name),
    "what I said": _of_talk(memory.asks_what_i_said),
    "what they said": _of_talk(memory.asks_what_they_said),
    "remember": _of_talk(memory.asks_to_remember),
    "their own": _of_talk(memory.asks_about_their_own),
    "what was told": _of_talk(memory.asks_what_was_told),
    "time": _of_talk(scene.asks_the_time),
    "heard": _of_talk(scene.asks_what_was_heard),
    "been before": _of_talk(scene.asks_whether_they_were_here),
    "who is here": _of_talk(scene.asks_who_is_here),
    "a person": _of_talk(scene.asks_about_a_person),
    "the way": _of_talk(scene.asks_the_way),
    "where": _of_talk(scene.asks_where_we_are),
    "a thing": _of_talk(things.asks_about_a_thing),
    "a remark": _of_talk(things.mentions_a_thing),
    "something": _of_talk(things.wants_to_hear_something),
    "something else": lambda talk, _row: telling.asks_something_else(talk) if talk.asks else None,
    "telling": lambda talk, _row: telling.tells_something(talk),
    **SPANISH_DOINGS,
}

#: Things said in one reply, at most; what the voice says of itself comes on top.
_LONGEST = 4
#: Put before an answer that would be the same as the one before.
_ONCE_MORE = "Once more, then:"
_ENGLISH, _SPANISH = Ears(VOICE.english.rows), Ears(VOICE.spanish.rows)
_CARE, _CARE_SPANISH = Ears(VOICE.care.rows), Ears(VOICE.care_spanish.rows)


class OfflineModel:
    """The voice as a model; it needs no network and never fails.

    Args:
        stands_in: the host wants another model, and it is not for want of a key that this one
            answers; so it says when it is asked.
    """

    name = "offline"

    def __init__(self, *, stands_in: bool = False) -> None:
        self._stands_in = stands_in

    async def generate(
        self, messages: Sequence[Message], *, system: str, config: GenerateConfig
    ) -> ModelOutput:
        """Answer the last message."""
        del system, config
        await asyncio.sleep(0)
        said = answer(messages, stands_in=self._stands_in)
        return ModelOutput(" ".join(said), model=MODEL_ID)

    async def stream(
        self, messages: Sequence[Message], *, system: str, config: GenerateConfig
    ) -> AsyncGenerator[str | ModelOutput, None]:
        """Answer the last message sentence by sentence, then the output as a whole."""
        del system, config
        said = answer(messages, stands_in=self._stands_in)
        for at, sentence in enumerate(said):
            await asyncio.sleep(0)
            yield f" {sentence}" if at else sentence
        yield ModelOutput(" ".join(said), model=MODEL_ID)

    async def aclose(self) -> None:
        """Nothing is held open."""


def answer(messages: Sequence[Message], *, stands_in: bool = False) -> list[str]:
    """Return what to answer to the last of `messages`, in sentences; never empty."""
    talk = replace(Talk.of(messages), stands_in=stands_in)
    language = language_of(talk)
    if talk.followed_up:
        return _with_care(talk, language)
    if language and language.name != SPANISH:
        return _unlike_the_last([language.say], talk)
    tongue, ears = (VOICE.spanish, _SPANISH) if language else (VOICE.english, _ENGLISH)
    said = _spoken(_heard(talk, ears), talk, tongue)
    said = _introduced(_without_questions(said, talk), talk, tongue)
    return shortened(_unlike_the_last(said, talk))


def _heard(talk: Talk, ears: Ears) -> list[Say]:
    """Return what to say to the first thing heard, and before it what else must not be missed."""
    found: list[Say] = []
    main: Row | None = None
    for row, _ in ears.heard(talk):
        if main is None:
            light = row.asks is False and not row.tender and not row.do and row.then
            found = [] if talk.tender and light else _worked_out(row, talk) or []
            main = row if found else None
        elif (
            row.brief
            and len(talk.tokens) > 2
            and not (row.tender and main.tender)
            and _worked_out(row, talk)
        ):
            return [perhaps(row.brief, **_gaps(talk)), *found]
    return found


def _worked_out(row: Row, talk: Talk) -> list[Say] | None:
    if row.do:
        return DOINGS[row.do](talk, row)
    gaps = _gaps(talk)
    fit = [
        tuple(w for w in ways if gaps["who"] or "{who}" not in w) for ways in (row.say, row.then)
    ]
    return [Say(fit[0], gaps, plain=True), perhaps(fit[1], **gaps)]


def _gaps(talk: Talk) -> dict[str, str]:
    room = talk.scene.room if talk.scene else "this place"
    who = owned(talk.words) or ""
    many = who.endswith(("s", "children")) and not who.endswith(("ss", "boss"))
    model = VOICE.english.lines["stands in" if talk.stands_in else "could have a model"][0]
    plural = "are" if many else "is"
    return {"name": talk.called, "room": room, "who": who, "is": plural, "model": model}


def _spoken(says: Sequence[Say], talk: Talk, tongue: Tongue) -> list[str]:
    """Return the sentences of `says`, with nothing that was said before where that can be."""
    lines: list[str] = []
    for one in says[:_LONGEST]:
        if one.optional and one.used_up(talk):
            continue
        instead = _reserve(talk, tongue) if one.plain and one.used_up(talk) else one
        lines.append(instead.chosen(talk))
    parts = (part for line in lines for part in ([line] if '"' in line else sentences(line)))
    return list(dict.fromkeys(parts)) or [tongue.lines["once more"][-1]]


def _reserve(talk: Talk, tongue: Tongue) -> Say:
    """Return something to say when every line for it has been said."""
    name = "tender" if talk.tender else "reserve, asked" if talk.asks else "reserve"
    spare = Say(tongue.lines[name])
    if talk.tender or talk.asks or tongue is VOICE.spanish or not spare.used_up(talk):
        return spare
    return things.notice(talk) or spare


def _with_care(talk: Talk, language: Language | None) -> list[str]:
    """Answer somebody who is followed up: plain, short, and nothing of what they said."""
    if language and language.name != SPANISH:
        return [language.care]
    tongue, ears = (VOICE.care_spanish, _CARE_SPANISH) if language else (VOICE.care, _CARE)
    rows = (row for row, _ in ears.heard(talk) if not row.do or DOINGS[row.do](talk, row))
    row = next(rows, None)
    fitting = Say(row.say) if row else Say(tongue.lines["staying"])
    if fitting.used_up(talk):
        fitting = Say(tongue.lines["staying"])
    return sentences(fitting.chosen(talk))


def _unlike_the_last(said: list[str], talk: Talk) -> list[str]:
    same = talk.replied and " ".join(said) == talk.replied[-1]
    return [_ONCE_MORE, *said] if same else said


def _without_questions(said: list[str], talk: Talk) -> list[str]:
    """Leave out what asks, for somebody who does not want to be asked."""
    if not any(NO_QUESTIONS.search(normal(words)) for words in talk.said):
        return said
    return [part for part in said if not part.endswith("?")] or ["I am listening."]


def _introduced(said: list[str], talk: Talk, tongue: Tongue) -> list[str]:
    """Say once in a dialogue what it is that answers: shortly when something weighs."""
    if talk.replied or any(mark in line for line in said for mark in INTRODUCED):
        return said
    words = tongue.lines["introduced, gently" if talk.tender else "introduced"][0]
    asks = len(said) > 1 and said[-1].endswith("?")
    return [*said[:-1], words, said[-1]] if asks else [*said, words]
