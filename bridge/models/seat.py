"""A written stand-in for one of those at the table, where nobody gave a key for its model.

It is asked as the model would be: with lines that begin with who said them, such as `[you] ...`.
It answers what it has an answer to, hands off where it is told to, and says what it is.
"""

import asyncio
import re
from collections.abc import AsyncGenerator, Iterator, Sequence
from typing import Final

import orjson

from bridge.models.base import GenerateConfig, Message, ModelOutput
from bridge.models.cast import MODEL_ID
from bridge.models.cast_book import book_of
from bridge.models.cast_heard import Heard, Moment
from bridge.models.cast_person import Answers, subject
from bridge.models.offline_sums import worked_out
from bridge.models.offline_words import sentences, upper_first
from world.cast import Corner, UnknownVoiceError

COMPANY: Final = "seat"
#: Whose words are a wish; what others say is no reason to hand off.
PERSON: Final = "you"
#: Who says whose turn it is.
ROUTER: Final = "router"
_LABEL = re.compile(r"^\[([\w-]{1,32})\] ", re.MULTILINE)
#: Characters of a task, at most, and of an answer that goes with one.
_TASK, _GOES_WITH = 500, 380
_ASKS = r"""\b(?:(?P<asks>ask)|let|have
    |hand(?:ing)?(?:\s+(?:it|this|that))?[\s-]*(?:off|over)(?:\s+again)?
    |pass(?:\s+(?:it|this|that))?(?:\s+on)?)\s+(?:to\s+)?@?"""
_AGAIN = re.compile(
    r"[,;]?\s*(?:and\s+)?(?:then\s+)?(?:hand(?:ing)?|pass)\s+(?:it\s+)?(?:off|over|back)\b.*", re.I
)
_THEN = re.compile(r"[,;:]?\s*(?:(?:and|then|please)\s*)*$", re.I)
_OF_THE_FORM = re.compile(r"\b(?:json|hand-?\s?offs?)\b", re.I)
_SUM = re.compile(r"[\u201c\u201d\"':]")
_AI = re.compile(r"\bAI\b")


class SeatModel:
    """The stand-in for the seat of that name as a model; it needs no network and never fails.

    Raises:
        UnknownVoiceError: nobody wrote one.
    """

    name = "offline"

    def __init__(self, seat: str) -> None:
        characters = book_of(COMPANY).company.characters
        if seat not in characters:
            raise UnknownVoiceError(f"There is no written voice for the seat {seat!r}.")
        self._voice, self._others = characters[seat], characters.keys() - {seat}

    async def generate(
        self, messages: Sequence[Message], *, system: str, config: GenerateConfig
    ) -> ModelOutput:
        """Answer the last message."""
        del system, config
        return ModelOutput(await asyncio.to_thread(self._answer, messages), model=MODEL_ID)

    async def stream(
        self, messages: Sequence[Message], *, system: str, config: GenerateConfig
    ) -> AsyncGenerator[str | ModelOutput, None]:
        """Answer the last message in one piece, then the output as a whole."""
        output = await self.generate(messages, system=system, config=config)
        yield output.text
        yield output

    async def aclose(self) -> None:
        """Nothing is held open."""

    def _answer(self, messages: Sequence[Message]) -> str:
        speaker, words = _last(messages)
        if speaker in {"", PERSON} and (handed := self._handed(words)):
            return handed
        said = "\n".join(message.text for message in messages[:-1])
        if speaker in self._others:  # it is asked for something, or it is its turn
            ways = [*self._known(words), *self._filled("aside", _wish(messages))]
        elif speaker == ROUTER:
            ways = self._filled("aside", _wish(messages))
        else:  # who asks again is answered again
            ways = [*self._known(words)] or self._filled("fallback", words)
        new = (way for way in ways if way not in said)
        told = next(new, ways[0])
        about = self._voice.lines["about"][0]
        return told if about in said or _AI.search(told) else f"{told}\n\n{about}"

    def _known(self, words: str) -> Iterator[str]:
        """Yield answers to `words`, the best first; none where nobody wrote one."""
        words = words.replace("\u2018", "'").replace("\u2019", "'")
        for part in [words, *sentences(words), *_SUM.split(words)]:
            if reckoned := worked_out(part):
                yield self._voice.lines["sum"][0].replace("{it}", " is ".join(reckoned[:2]))
        answers = Answers(
            voice=self._voice, corner=Corner(), now=Moment(()), gaps={}, fresh=lambda _: True
        )
        yield from answers.to(Heard(words))

    def _filled(self, name: str, words: str) -> list[str]:
        """Return the lines of that `name` that can be said of `words`, the order by the words."""
        word, lines = subject(words), self._voice.lines[name]
        ways = [way.replace("{it}", f'"{word}"') for way in lines if word or "{it}" not in way]
        first = len(words) % len(ways)
        return ways[first:] + ways[:first]

    # --- Handing off ----------------------------------------------------------------------------

    def _handed(self, words: str) -> str:
        """Return the handoff that is asked for in `words`, as the table takes it; else nothing."""
        parts = sentences(words)
        for n, part in enumerate(parts):
            for other in sorted(self._others):
                pattern = rf"{_ASKS}(?:chat\s?)?{other}\b,?\s*(?P<to>to\s+)?(?P<task>.*)"
                if found := re.search(pattern, part, re.I | re.X | re.S):
                    before = " ".join([*parts[:n], _THEN.sub("", part[: found.start()])]).strip()
                    after = [more for more in parts[n + 1 :] if not _OF_THE_FORM.search(more)]
                    task = " ".join([self._task(found, before), *after])
                    return orjson.dumps({"handoff": {"to": other, "task": task[:_TASK]}}).decode()
        return ""

    def _task(self, found: re.Match[str], before: str) -> str:
        """Return what the other one is to do, with what there is to say to what came `before`."""
        task = _AGAIN.sub("", found["task"]).strip(" .,;:")
        if not task:
            return f"Answer this: {before}" if before else "Please go on."
        told = f"Answer this: {task}" if found["asks"] and not found["to"] else upper_first(task)
        if not before:
            return f"{told}."
        own = next(self._known(before), "")[:_GOES_WITH]
        return f"{told}, after this was said: {own}" if own else f'{told}. It is about: "{before}"'


def _last(messages: Sequence[Message]) -> tuple[str, str]:
    """Return who spoke last, where that is told, and the words, a space between each."""
    text = messages[-1].text if messages else ""
    labels = list(_LABEL.finditer(text))
    speaker, at = (labels[-1][1], labels[-1].end()) if labels else ("", 0)
    return speaker, " ".join(text[at:].split())


def _wish(messages: Sequence[Message]) -> str:
    """Return what the person has asked for last, as far as it is still told."""
    for message in reversed(messages):
        labels = [*_LABEL.finditer(message.text)]
        ends = [*(label.start() for label in labels[1:]), len(message.text)]
        for label, end in reversed([*zip(labels, ends, strict=False)]):
            if label[1] == PERSON:
                return message.text[label.end() : end].strip()
    return ""
