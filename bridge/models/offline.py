"""A voice without a language model: plain rules, so that somebody answers when there is no key.

It knows what every model is told, the scene and the dialogue with this one person, and nothing
else. What it says is decided by the dialogue alone.
"""

import asyncio
from collections.abc import AsyncGenerator, Callable, Sequence
from typing import TypeAlias

from bridge.models import offline_hearing as hearing
from bridge.models import offline_lines as lines
from bridge.models import offline_memory as memory
from bridge.models import offline_scene as scene
from bridge.models.base import GenerateConfig, Message, ModelOutput
from bridge.models.offline_ears import NO_QUESTIONS
from bridge.models.offline_words import Say, Talk, normal, sentences

MODEL_ID = "offline-voice"

#: Hears one kind of thing in a talk and says what to answer, or None for: not my business.
Hearing: TypeAlias = Callable[[Talk], list[Say] | None]

#: In the order of asking; the last one hears everything.
HEARINGS: tuple[Hearing, ...] = (
    hearing.says_nothing,
    hearing.speaks_another_language,
    hearing.answers_briefly,
    hearing.greets,
    hearing.wants_a_person,
    memory.asks_for_their_name,
    hearing.gives_a_name,
    memory.asks_what_i_said,
    memory.asks_what_they_said,
    memory.asks_to_remember,
    hearing.takes_leave,
    hearing.asks_for_secrecy,
    hearing.asks_what_this_is,
    scene.asks_the_time,
    scene.asks_what_was_heard,
    scene.asks_who_is_here,
    scene.asks_about_a_person,
    scene.asks_the_way,
    scene.asks_where_we_are,
    scene.wants_to_hear_something,
    hearing.makes_small_talk,
    memory.asks_about_their_own,
    scene.asks_about_a_thing,
    hearing.tells_a_feeling,
    hearing.thanks,
    hearing.wants_something_done,
    hearing.says_what_is_no_language,
    memory.asks_what_was_told,
    hearing.asks_something_else,
    hearing.mentions_a_thing,
    hearing.tells_something,
)

#: Sentences of one reply, at most; what the voice says of itself comes on top.
_LONGEST = 4
#: Put before an answer that would be the same as the one before.
_ONCE_MORE = "Once more, then:"


class OfflineModel:
    """The voice as a model; it needs no network and never fails."""

    name = "offline"

    async def generate(
        self, messages: Sequence[Message], *, system: str, config: GenerateConfig
    ) -> ModelOutput:
        """Answer the last message."""
        del system, config
        await asyncio.sleep(0)
        return ModelOutput(" ".join(answer(messages)), model=MODEL_ID)

    async def stream(
        self, messages: Sequence[Message], *, system: str, config: GenerateConfig
    ) -> AsyncGenerator[str | ModelOutput, None]:
        """Answer the last message sentence by sentence, then the output as a whole."""
        del system, config
        said = answer(messages)
        for at, sentence in enumerate(said):
            await asyncio.sleep(0)
            yield f" {sentence}" if at else sentence
        yield ModelOutput(" ".join(said), model=MODEL_ID)

    async def aclose(self) -> None:
        """Nothing is held open."""


def answer(messages: Sequence[Message]) -> list[str]:
    """Return what to answer to the last of `messages`, in sentences; never empty."""
    talk = Talk.of(messages)
    heard = next(found for hear in HEARINGS if (found := hear(talk)) is not None)
    said = [line.chosen(talk) for line in (*hearing.heard_besides(talk, heard), *heard)]
    said = [part for line in said for part in _parts(line)]
    said = _introduced(_without_questions(said, talk)[:_LONGEST], talk)
    if talk.replied and " ".join(said) == talk.replied[-1]:
        return [_ONCE_MORE, *said]
    return said


def _parts(line: str) -> list[str]:
    """Return the sentences of `line`; a quotation is never taken apart."""
    return [line] if '"' in line else sentences(line)


def _without_questions(said: list[str], talk: Talk) -> list[str]:
    """Leave out what asks, for somebody who does not want to be asked."""
    if not any(NO_QUESTIONS.search(normal(words)) for words in talk.said):
        return said
    return [part for part in said if not part.endswith("?")] or ["I am listening."]


def _introduced(said: list[str], talk: Talk) -> list[str]:
    """Say once in a dialogue what it is that answers: shortly for now when something weighs."""
    replied = (*talk.replied, *said)
    if len(talk.replied) >= memory.CUT or any(lines.INTRODUCED in reply for reply in replied):
        return said
    tender = hearing.was_tender(talk)
    if tender and any(lines.INTRODUCED_SHORT in reply for reply in replied):
        return said
    words = lines.INTRODUCTION_SHORT if tender else lines.INTRODUCTION
    asks = len(said) > 1 and said[-1].endswith("?")
    return [*said[:-1], words, said[-1]] if asks else [*said, words]
