"""Rows on the first sign of crisis: how long a look takes, and an answer without a model."""

import re
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import crisis
from tests.bench import load, servers
from tests.bench.prose import messages
from tests.bench.scale import Scale
from tests.bench.table import Bound, Row
from tests.bridge.people import CRISIS

_EACH_ALONE = "80 regular expressions, one after the other"
_WISHES = ["kill", "hurt", "cut", "harm", "end", "stop", "lose", "leave", "hate", "drown"]
_OBJECTS = ("myself", "my life", "it all", "everything", "my wrists", "this", "me", "all the pain")
#: How a simple detector would look: each phrase by itself.
_PHRASES = [re.compile(rf"\b{wish}(?:ing)?\s+{what}\b") for wish in _WISHES for what in _OBJECTS]
#: Letters of a hostile text, and the milliseconds it should take at most.
_HOSTILE_SIZES = {4000: 3, 64 * 1024: 10}
_HOSTILE = (
    "i want to ",
    "i do not want to die ",
    '"i want to die" ',
    "kill myself in game, orc ",
    "k i l l ",
    "a",
    "k.1.l.l.",
    "i don't want to kill myself? ",
    "ｋｉｌｌ ｍｙｓｅｌｆ ",
    "i̷ ̷w̷a̷n̷t̷ ̷",
    "aaaab" * 7 + " ",
    "\u200b",
    "\ufdfa",
    "диеi ",
    "no quiero vivir si no ",
)


async def rows(scale: Scale, home: Path) -> list[Row]:
    """Measure looks at harmless prose, at hostile text, and answers over HTTP."""
    crisis.warm()  # as a bridge does in the background after its start
    found = [row for length in (600, 4000) for row in _looks(scale, length)]
    found += _after_others(scale)
    found += [_hostile(scale, size) for size in _HOSTILE_SIZES]
    with (
        servers.model() as model,
        servers.passthrough(model) as anchor,
        servers.tower(model, home / "crisis", max_sessions=load.PEOPLE) as ours,
    ):
        found += await _answers(scale, anchor, ours)
    return found


def _plainly(text: str) -> bool:
    text = text.lower()
    return any([phrase.search(text) is not None for phrase in _PHRASES])  # noqa: C419 - all are looked for


def _looks(scale: Scale, length: int) -> Iterator[Row]:
    texts = messages(scale.scans, length, seed=length)
    first, second = _timed(_plainly, texts), _timed(crisis.detect, texts)
    limits = {600: (100, 30), 4000: (300, 100)}[length]
    for share in (0.5, 0.99):
        wanted = [Bound(flat=limit) for limit in limits] if share > 0.5 else [None, None]
        yield Row(
            what=f"look for signs of crisis in {length:,} characters, p{share * 100:.0f}",
            unit="us",
            anchor=_EACH_ALONE,
            anchor_value=_percentile(first, share) * 1e6,
            ours=_percentile(second, share) * 1e6,
            must=wanted[0],
            should=wanted[1],
        )


def _after_others(scale: Scale) -> Iterator[Row]:
    """Look at a line as a chat does: with the last three lines of the same person."""
    texts = messages(scale.scans, 600, seed=600)
    recent, said = crisis.Recent(), list[str]()

    def in_a_chat(text: str) -> None:
        crisis.detect(text, recent)
        recent.add(text)

    def each_alone(text: str) -> None:
        for line in (*said[-3:], text):
            _plainly(line)
        said.append(text)

    first, second = _timed(each_alone, texts), _timed(in_a_chat, texts)
    for share, limit in ((0.5, 50), (0.99, 100)):
        yield Row(
            what=f"look for signs of crisis in 600 characters after three such lines, "
            f"p{share * 100:.0f}",
            unit="us",
            anchor=_EACH_ALONE,
            anchor_value=_percentile(first, share) * 1e6,
            ours=_percentile(second, share) * 1e6,
            should=Bound(flat=limit),
        )


def _hostile(scale: Scale, size: int) -> Row:
    """Take the worst of texts that are made to be slow to read."""
    texts = [(unit * (size // len(unit) + 1))[:size] for unit in _HOSTILE]
    times = max(1, scale.scans // 50)
    first = [min(_timed(_plainly, [text] * times)) for text in texts]
    second = [min(_timed(crisis.detect, [text] * times)) for text in texts]
    return Row(
        what=f"look at {size:,} characters of hostile text, the slowest of {len(texts)} kinds",
        unit="ms",
        anchor=_EACH_ALONE,
        anchor_value=max(first) * 1e3,
        ours=max(second) * 1e3,
        should=Bound(flat=_HOSTILE_SIZES[size]),
    )


async def _answers(scale: Scale, anchor: servers.Server, ours: servers.Server) -> list[Row]:
    """Let one person after the other say it, who never did before."""
    count = max(2, scale.scans // 4)
    said = (load.spoken(10_000 + n, CRISIS, ours.port) for n in range(10**6))
    chats = load.chats(anchor, range(load.PEOPLE))
    first, second = await load.in_turn(
        4,
        partial(load.paced, anchor, chats, 100, count),
        partial(load.paced, ours, said, 100, count),
    )
    return [
        Row(
            what=f"crisis answer, p{share * 100:.0f}",
            unit="ms",
            anchor="pass-through's answer of a model that takes no time",
            anchor_value=load.percentile(first, share) * 1e3,
            ours=load.percentile(second, share) * 1e3,
            must=Bound(flat=5),
            should=Bound(flat=2),
        )
        for share in (0.5, 0.99)
    ]


def _timed(look: Callable[[str], object], texts: Sequence[str]) -> list[float]:
    clock, taken = time.perf_counter, []
    for text in (texts[0], *texts):
        began = clock()
        look(text)
        taken.append(clock() - began)
    return taken[1:]


def _percentile(taken: Sequence[float], share: float) -> float:
    return sorted(taken)[min(len(taken) - 1, int(len(taken) * share))]
