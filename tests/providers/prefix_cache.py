"""Providers that keep the beginnings of prompts, and bill for each call what that leaves to read.

What counts as the same beginning, for how long it is kept and what is billed follows the providers'
published rules; a token is four bytes.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import accumulate
from typing import Any, TypeAlias

from bridge.models.base import Usage
from tests.providers.anthropic import AnthropicServer
from tests.providers.openai import OpenAIServer
from tests.providers.words import Behaviour, Refusal, Reply

#: What the model says to a request.
Answer: TypeAlias = Callable[[dict[str, Any]], str]

#: Tokens that a beginning must have to be kept.
MINIMUM = 1024
#: Blocks before a mark in which an older mark's beginning is looked for.
_LOOK_BACK = 20
_SECONDS = {"5m": 300.0, "1h": 3600.0}
#: Seconds for which OpenAI keeps a beginning, and the tokens in which it counts.
_OPENAI_SECONDS, _STEP = 1800.0, 128


def tokens_in(text: str) -> int:
    """Return how many tokens `text` is."""
    return -(-len(text.encode()) // 4)


@dataclass
class Clock:
    """Seconds that pass when somebody says so."""

    now: float = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class MarkedCache:
    """Keeps what is marked, as Anthropic does.

    Attributes:
        minimum: the tokens from which on a beginning is kept.
    """

    clock: Clock
    minimum: int = MINIMUM
    #: By digest: for how long a beginning is kept, and until when.
    kept: dict[bytes, tuple[float, float]] = field(default_factory=dict)

    def bill(self, body: dict[str, Any]) -> Usage:
        """Return what a request is billed for, its answer left out."""
        blocks = list(_blocks(body))
        digests = _digests(f"{role}\0{block['text']}\0" for role, block in blocks)
        sizes = list(accumulate(tokens_in(block["text"]) for _, block in blocks))
        marks = {n: _seconds(b) for n, (_, b) in enumerate(blocks) if "cache_control" in b}
        marks = {n: seconds for n, seconds in marks.items() if sizes[n] >= self.minimum}
        found = self._longest(digests, marks)
        read = sizes[found] if found >= 0 else 0
        ends = {s: max((sizes[n] for n in marks if marks[n] == s), default=0) for s in (300, 3600)}
        long = max(ends[3600] - read, 0)
        short = max(ends[300] - read - long, 0)
        self._keep({digests[n]: s for n, s in marks.items() if n > found})
        return Usage(sizes[-1] - read - short - long, 0, read, short + long, long)

    def _longest(self, digests: list[bytes], marks: dict[int, float]) -> int:
        """Return the last block of the longest beginning that is kept, used anew; -1: none is."""
        near = {n for mark in marks for n in range(max(0, mark - _LOOK_BACK), mark + 1)}
        alive = {d for d, (_, until) in self.kept.items() if until >= self.clock()}
        hits = [n for n in near if digests[n] in alive]
        self._keep({digests[n]: self.kept[digests[n]][0] for n in hits})
        return max(hits, default=-1)

    def _keep(self, seconds: dict[bytes, float]) -> None:
        for digest, lasting in seconds.items():
            self.kept[digest] = (lasting, self.clock() + lasting)


@dataclass
class AutomaticCache:
    """Keeps the beginning of every prompt, as OpenAI does."""

    clock: Clock
    minimum: int = MINIMUM
    kept: dict[bytes, float] = field(default_factory=dict)

    def bill(self, body: dict[str, Any]) -> Usage:
        """Return what a request is billed for, its answer left out."""
        said = [f"{item['role']}\0{item['content']}\0" for item in body["input"]]
        whole = "".join([str(body.get("instructions", "")), "\0", *said]).encode()
        size, letters = -(-len(whole) // 4), 4 * _STEP
        steps = [whole[n : n + letters] for n in range(0, len(whole) - letters + 1, letters)]
        own = str(body.get("prompt_cache_key", "")).encode()
        digests = _digests([own.hex(), *(step.hex() for step in steps)])[1:]
        alive = [self.kept.get(digest, 0.0) >= self.clock() for digest in digests]
        read = _STEP * (alive.index(False) if False in alive else len(alive))
        read = read if read >= self.minimum else 0
        self.kept |= dict.fromkeys(digests, self.clock() + _OPENAI_SECONDS)
        written = _STEP * len(steps) - read if size >= self.minimum else 0
        return Usage(size - read - written, 0, read, written)


class _Priced:
    """Bills each request by a cache.

    Attributes:
        bills: what each request was billed for.
    """

    def setup(self, cache: MarkedCache | AutomaticCache, answer: Answer) -> None:
        """Say what bills, and what is answered."""
        self.cache, self.answer = cache, answer
        self.bills: list[Usage] = []

    def billed(self, body: dict[str, Any]) -> Reply:
        """Return the reply to a request, with what it was billed for."""
        bill = self.cache.bill(body)
        self.bills.append(bill)
        said = self.answer(body)
        return Reply(
            texts=(said,),
            input_tokens=bill.input_tokens,
            cache_read_tokens=bill.cache_read_tokens,
            cache_write_tokens=bill.cache_write_tokens,
            cache_write_long_tokens=bill.cache_write_long_tokens,
            output_tokens=tokens_in(said),
        )


class PricedAnthropic(_Priced, AnthropicServer):
    """Anthropic with its cache of marked beginnings."""

    def __init__(self, clock: Clock, answer: Answer) -> None:
        super().__init__()
        self.setup(MarkedCache(clock), answer)

    def _next(self) -> Behaviour:
        """Answer the latest request and bill it."""
        body = self.requests[-1].body
        lifetimes = [_seconds(b) for _, b in _blocks(body) if "cache_control" in b]
        if lifetimes != sorted(lifetimes, reverse=True):
            return Refusal(status=400, message="a ttl of 1h must not come after a ttl of 5m")
        return self.billed(body)


class PricedOpenAI(_Priced, OpenAIServer):
    """OpenAI with its automatic cache."""

    def __init__(self, clock: Clock, answer: Answer) -> None:
        super().__init__()
        self.setup(AutomaticCache(clock), answer)

    def _next(self) -> Behaviour:
        """Answer the latest request and bill it."""
        return self.billed(self.requests[-1].body)


def _blocks(body: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    yield from (("system", block) for block in body.get("system", ()))
    for message in body["messages"]:
        yield from ((message["role"], block) for block in message["content"])


def _seconds(block: dict[str, Any]) -> float:
    return _SECONDS[block["cache_control"].get("ttl", "5m")]


def _digests(parts: Any) -> list[bytes]:
    """Return for each of `parts` what stands for everything up to it."""
    state, found = blake2b(digest_size=16), []
    for part in parts:
        state.update(part.encode())
        found.append(state.copy().digest())
    return found
