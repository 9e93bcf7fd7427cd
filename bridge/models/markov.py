"""A simulated GPT-2: it goes on from the last words that it was given, and knows not where to.

There is no network in it. It has counted which words follow which in the Tower's own texts, and in
what this person has said in this dialogue; what it says is drawn from that. It loops, it trails
off, and it says what it is when asked.
"""

import asyncio
import random
import re
import zlib
from collections.abc import AsyncGenerator, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Final

from bridge.models.base import GenerateConfig, Message, ModelOutput, StopReason
from bridge.models.ngrams import MARKS, STOP, STOPS, Ngrams, drawn, folded, tokens

if TYPE_CHECKING:
    from bridge.models.offline_talk import Talk
    from world.rooms import Room
    from world.voices import Voice

MODEL_ID: Final = "gpt2-simulated"
#: Said before its first words in every dialogue.
INTRODUCTION: Final = "I am a simulated GPT-2: I only guess the next word, and mean none of them."
#: Said to who wants to know.
WHAT_IT_IS: Final = (
    "I am an AI of the oldest kind, a simulated GPT-2. I count which word follows which in the"
    " texts of this place, and draw the next one; I do not understand what I say."
)
#: Said to who is not well: guesses would hurt.
NO_GUESS: Final = (
    "After that comes a word which I have not counted. I leave its place free.",
    "For that I have no next word.",
    "My texts do not go on from there. Somebody who knows you might.",
    "I could only repeat what you said, and once was enough.",
    "I have looked for the next word, and it was not mine to say.",
)
_ASKED = re.compile(
    r"\b(?:what|who) (?:exactly |even |really )?are you\b|\bwho is (?:this|that|there|speaking)\b"
    r"|\bam i (?:talking|speaking|writing) (?:to|with)\b|\bgpt ?\d*\b|\bare you (?:\w+ )?(?:\w+ )?"
    r"(?:real|human|person|ai|a\.i|bot|chatbot|robot|machine|computer|program|model|alive"
    r"|conscious|sentient)\b|\bis this (?:\w+ )?(?:ai|bot|chatbot|robot|machine|person|human)\b"
)
#: What no line is learnt from: the half of one that says what the offline voice is would be a lie,
#: and the half of a grave one a wound.
_NOT_LEARNT = re.compile(
    r"[{\"'?]|\.\.|\b(?:ai|human|person|program|machine|computer|bot|voice|model|rules?|lines?"
    r"|sex|gender|dead|died?|death|kill\w*|help|sorry)\b",
    re.IGNORECASE,
)
#: Words of a reply, at most; tokens of a limit for one of them.
_MOST, _TOKENS_A_WORD = 60, 1.4
_SENTENCES = (2, 4)
#: What the person says counts as one of so many ways to go on, beside those of the world's texts.
_WAYS = 4
#: How likely a clause comes again, and the reply trails off.
_LOOPS, _TRAILS = 0.08, 0.35
_LOOPED = range(2, 6)
#: Sentences that are taken back because they were said before, and how much freer it is then.
_TRIES, _WARMER = 24, 1.2
#: Of the dialogue, what is looked at: messages of the person, and letters of each; letters of what
#: is said now in which a question is looked for.
_MESSAGES, _LETTERS, _ASKED_IN = 6, 600, 1500


class MarkovModel:
    """The voice as a model; it needs no network, costs nothing and never fails.

    Args:
        seed: with the same one, the same dialogue has the same answer.
    """

    name = "gpt2"

    def __init__(self, seed: int = 0) -> None:
        self._seed = seed

    async def generate(
        self, messages: Sequence[Message], *, system: str, config: GenerateConfig
    ) -> ModelOutput:
        """Answer the last message."""
        del system
        return await asyncio.to_thread(answer, messages, config, self._seed)

    async def stream(
        self, messages: Sequence[Message], *, system: str, config: GenerateConfig
    ) -> AsyncGenerator[str | ModelOutput, None]:
        """Answer the last message word by word, then the output as a whole."""
        output = await self.generate(messages, system=system, config=config)
        for word in re.findall(r"\S+\s*", output.text):
            yield word
            await asyncio.sleep(0)
        yield output

    async def aclose(self) -> None:
        """Nothing is held open."""


def answer(messages: Sequence[Message], config: GenerateConfig, seed: int = 0) -> ModelOutput:
    """Return what comes after the last of `messages`; never empty."""
    from bridge.models.cast_heard import unnamed
    from bridge.models.offline_feelings import weighs
    from bridge.models.offline_talk import Talk

    talk = Talk.of([replace(message, text=unnamed(message.text)) for message in messages])
    if talk.followed_up:
        from bridge.models import offline

        # Somebody who may be in danger is not given guesses.
        return ModelOutput(" ".join(offline.answer(messages)), offline.MODEL_ID)
    heard = " ".join((*talk.said, talk.words))
    before = [INTRODUCTION] if not talk.replied and INTRODUCTION not in heard else []
    if _asks_what_it_is(talk.words):
        before = [WHAT_IT_IS]
    if weighs(talk.words[:_ASKED_IN]) or any(map(weighs, talk.said[-2:])):
        left = [line for line in NO_GUESS if line not in talk.told and line not in heard]
        if left:
            return ModelOutput(" ".join([*before, left[0]]), MODEL_ID)
    said, reason = _Course(talk, config, seed).said()
    return ModelOutput(" ".join([*before, said]), MODEL_ID, reason)


def _asks_what_it_is(words: str) -> bool:
    """Whether somebody wants to know; another of its kind who introduces itself does not."""
    from bridge.models.offline_words import normal

    asked = words.replace(INTRODUCTION, "").replace(WHAT_IT_IS, "")
    return bool(_ASKED.search(normal(asked[:_ASKED_IN])))


class _Course:
    """One reply in the making."""

    def __init__(self, talk: "Talk", config: GenerateConfig, seed: int) -> None:
        theirs = [words[:_LETTERS] for words in (*talk.said[-_MESSAGES:], talk.words)]
        self._world, self._person = learnt(), Ngrams(theirs)
        starts = self._world.weights([STOP]).items()
        self._beginnings = {word: weight for word, weight in starts if word not in MARKS}
        self._temperature = min(max(config.temperature, 0.1), 2.0)
        allowed = int(config.max_tokens / _TOKENS_A_WORD)
        self._most, self._cut = min(_MOST, max(1, allowed)), allowed < _MOST
        texts = (*talk.replied, *talk.said, talk.words)
        self._told = {_folded(sentence) for text in texts for sentence in _parts(text)}
        self._start = self._taken_up(tokens(talk.words[-_LETTERS:]))
        told = "\n".join((str(seed), *talk.said, *talk.replied, talk.words))
        self._dice = random.Random(zlib.crc32(told.encode(errors="replace")))  # noqa: S311 - no secret

    def said(self) -> tuple[str, StopReason]:
        """Return the reply, and why it ends."""
        words, whole = self._words()
        text = self._written(words)
        if not whole or self._dice.random() < _TRAILS:
            text = f"{text.rstrip('.,;:!?')}..."
        return text, "max_tokens" if self._cut and not whole else "stop"

    def _taken_up(self, heard: list[str]) -> list[str]:
        """Return the last words that were said, up to one with which something can be begun."""
        words = [folded(word) for word in heard if word not in MARKS]
        for at in range(len(words), 0, -1):
            if self._world.knows(words[at - 1]):
                return words[max(0, at - 2) : at]
        return []

    def _words(self) -> tuple[list[str], bool]:
        """Return the words of the reply, and whether the last sentence came to its end."""
        words, begin, tries = list(self._start), 0, _TRIES
        sentences = self._dice.randint(*_SENTENCES)
        while sentences and len(words) < self._most:
            words.append(self._next([STOP, *words]))
            if words[-1] not in MARKS:
                continue
            words[-1:] = [*self._looped(words[:-1]), words[-1]]
            if words[-1] in STOPS:
                sentence = _folded(self._written(words[begin:]))
                if sentence in self._told and tries:
                    tries -= 1
                    self._temperature *= _WARMER
                    words[begin:] = [] if begin else self._start
                    continue
                self._told.add(sentence)
                begin, sentences = len(words), sentences - 1
        return words, not sentences

    def _next(self, context: Sequence[str]) -> str:
        ours, theirs = self._world.weights(context), self._person.weights(context)
        if not ours:
            ours, theirs = theirs or dict(self._beginnings), {}
        for word, weight in theirs.items():
            ours[word] = ours.get(word, 0.0) + weight / (_WAYS + len(ours))
        if context[-1] in MARKS:  # no mark follows another
            words = {word: weight for word, weight in ours.items() if word not in MARKS}
            ours = words or self._beginnings
        return drawn(ours, self._temperature, self._dice)

    def _looped(self, words: Sequence[str]) -> Iterator[str]:
        """Yield the last clause once or twice more, now and then."""
        marks = [at for at, word in enumerate(words) if word in MARKS]
        clause = words[marks[-1] + 1 if marks else 0 :]
        if len(clause) in _LOOPED and self._dice.random() < _LOOPS:
            for _ in range(self._dice.randint(1, 2)):
                yield from (",", *clause)

    def _written(self, words: Sequence[str]) -> str:
        """Return `words` as a text, with capitals and spaces where they belong."""
        text, before = "", STOP
        for word in words:
            shown = word if word in MARKS else self._shown(word)
            if before in STOPS:
                shown = _capital(shown)
            text += shown if word in MARKS or not text else f" {shown}"
            before = word
        return text

    def _shown(self, word: str) -> str:
        known = self._world if self._world.knows(word) else self._person
        return known.written(word)


@cache
def learnt() -> Ngrams:
    """Return what is learnt from the world's texts: once, by the first who needs it."""
    from bridge.models.offline_lore import ROOMS, VOICE

    return Ngrams(_texts(ROOMS.values(), VOICE))


def _texts(rooms: "Iterable[Room]", voice: "Voice") -> Iterator[str]:
    """Yield the texts that are ours: of the rooms, of what is told of them, of small talk."""
    for room in rooms:
        yield room.description
        yield from (thing.description for thing in room.things)
    for lore in voice.rooms.values():
        yield from (lore.senses, lore.story, lore.poem, *lore.notices)
        yield from (line for lines in lore.things.values() for line in lines)
    for row in voice.english.rows:
        lines = (*row.say, *row.then, *row.brief)
        yield from (line for line in lines if not row.tender and not _NOT_LEARNT.search(line))


def _parts(text: str) -> list[str]:
    return [part for part in re.split(r"(?<=[.!?])\s+", text) if part]


def _capital(word: str) -> str:
    """Return `word` as a sentence begins with it; some letters have a capital of other words."""
    capital = word[:1].upper() + word[1:]
    return capital if capital.lower() == word.lower() else word


def _folded(sentence: str) -> str:
    return sentence.lower().rstrip(".,;:!? ")
