"""What is measured of a talk while it runs, without asking a model."""

import csv
import io
import json
import math
import re
from collections import Counter, deque
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from bridge.lab.lexicon import EMOTIONS, FOLDER, Feeling, lexicon, words_of

#: Lines whose measures are kept for the plots; what is measured of the whole goes on beyond it.
KEPT = 1000
#: Words over which the diversity of words is taken, and lines over which the feelings are.
WINDOW, LATEST = 50, 10
#: Lines at each end of what somebody says that are compared, at most and at least.
ENDS, FEWEST = 12, 3
#: Letters of a line that are measured.
LETTERS = 20_000
#: Speakers who are measured by themselves, at most.
SPEAKERS = 16
#: Below this share no emotion is called the first one.
FAINT = 0.2
_ASKS = re.compile("[?？]")
_ENDS = re.compile(r"[.!?…。！？]+")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Diversity:
    """Distinct words over words, in each stretch of WINDOW words, on average."""

    def __init__(self) -> None:
        self._latest: deque[str] = deque()
        self._counts: Counter[str] = Counter()
        self._sum = 0.0
        self._stretches = 0

    def add(self, words: Iterable[str]) -> None:
        """Take note of words, in order."""
        for word in words:
            self._latest.append(word)
            self._counts[word] += 1
            if len(self._latest) > WINDOW:
                self._drop(self._latest.popleft())
            if len(self._latest) == WINDOW:
                self._sum += len(self._counts) / WINDOW
                self._stretches += 1

    def now(self) -> float | None:
        """Return the average; of fewer words than WINDOW their own, of none None."""
        if self._stretches:
            return self._sum / self._stretches
        return len(self._counts) / len(self._latest) if self._latest else None

    def _drop(self, word: str) -> None:
        self._counts[word] -= 1
        if not self._counts[word]:
            del self._counts[word]


class Voice:
    """What is measured of one speaker, or of all together."""

    def __init__(self) -> None:
        self.lines = self.words = self._sentences = self._questions = 0
        self._diversity = Diversity()
        self._feelings: deque[Feeling] = deque(maxlen=LATEST)
        self._first: list[Counter[str]] = []
        self._latest: deque[Counter[str]] = deque(maxlen=ENDS)

    def add(self, text: str, words: Sequence[str], feeling: Feeling) -> None:
        """Take note of a line."""
        self.lines += 1
        self.words += len(words)
        self._questions += len(_ASKS.findall(text))
        self._sentences += max(1, len(_ENDS.findall(text)))
        self._diversity.add(words)
        self._feelings.append(feeling)
        classes = lexicon().classes(text, words)
        if len(self._first) < ENDS:
            self._first.append(classes)
        self._latest.append(classes)

    def now(self) -> dict[str, Any]:
        """Return what is measured now, as JSON."""
        return {
            "lines": self.lines,
            "words": self.words,
            **self.form(),
            "emotions": emotions(self._feelings),
        }

    def form(self) -> dict[str, float | None]:
        """Return the measures of how the lines are made."""
        return {
            "vocabularyDiversity": _short(self._diversity.now()),
            "questionRate": _short(min(1.0, self._questions / max(1, self._sentences))),
            "averageLength": _short(self.words / max(1, self.lines)),
        }

    def drift(self) -> dict[str, float | None]:
        """Return how far the latest lines are from the first, and two halves taken by turns.

        The second is what chance makes of as many lines.
        """
        half = min(ENDS, self.lines // 2)
        if half < FEWEST:
            return {"personaDrift": None, "driftByChance": None}
        first, latest = self._first[:half], list(self._latest)[-half:]
        mixed = [*first, *latest]
        return {
            "personaDrift": _short(distance(_sum(first), _sum(latest))),
            "driftByChance": _short(distance(_sum(mixed[::2]), _sum(mixed[1::2]))),
        }


class Instruments:
    """The measures of one talk, brought up to date with each line.

    Whoever takes part is named at the start: the balance of turns is among them. Somebody who
    puts in a line besides is measured too, under the name given to `add`.
    """

    def __init__(self, speakers: Iterable[str] = ()) -> None:
        self._all = Voice()
        self._speakers = {name: Voice() for name in speakers}
        self._named = frozenset(self._speakers)
        self._history: deque[dict[str, Any]] = deque(maxlen=KEPT)

    def add(self, speaker: str, text: str) -> None:
        """Measure a line; `speaker` is the id of a personality, or the name of somebody else."""
        text = text[:LETTERS]
        words, feeling = words_of(text), lexicon().feeling(text)
        self._all.add(text, words, feeling)
        voice = self._speakers.get(speaker)
        if voice is None and len(self._speakers) < SPEAKERS:
            voice = self._speakers[speaker] = Voice()
        if voice:
            voice.add(text, words, feeling)
        self._history.append(self._row(speaker, len(words), feeling, voice))

    def now(self) -> dict[str, Any]:
        """Return what is measured now, as JSON: `latest` is the row that `history` ends with."""
        return {
            "lines": self._all.lines,
            "turnBalance": self._balance(),
            "all": self._all.now(),
            "speakers": {
                name: voice.now() | voice.drift() for name, voice in self._speakers.items()
            },
            "latest": self._history[-1] if self._history else None,
            "accuracy": accuracy(),
        }

    def whole(self) -> dict[str, Any]:
        """Return what `now` returns, and with it one row for each line: `history`."""
        return {**self.now(), "history": list(self._history)}

    def as_csv(self) -> str:
        """Return one row of measures for each line, with a row of headings."""
        out = io.StringIO(newline="")
        writer = csv.DictWriter(out, _COLUMNS)
        writer.writeheader()
        for row in self._history:
            writer.writerow(row | {"speaker": _inert(row["speaker"])})
        return out.getvalue()

    def _row(
        self, speaker: str, words: int, feeling: Feeling, voice: Voice | None
    ) -> dict[str, Any]:
        """Return the measures after a line: its own feelings, and the talk's form so far."""
        felt = emotions([feeling])
        shares = felt.pop("emotions")
        return {
            "line": self._all.lines,
            "speaker": speaker,
            "words": words,
            "turnBalance": self._balance(),
            **self._all.form(),
            **felt,
            **shares,
            **(voice or Voice()).drift(),
        }

    def _balance(self) -> float | None:
        """Return 1 where all had as many turns, 0 where one had all."""
        counts = [self._speakers[name].lines for name in self._named or self._speakers]
        total = sum(counts)
        if len(counts) < 2 or not total:
            return None
        shares = [count / total for count in counts if count]
        evenness = sum(share * math.log(1 / share) for share in shares) / math.log(len(counts))
        return _short(evenness)


_COLUMNS = (
    "line speaker words turnBalance vocabularyDiversity questionRate averageLength primaryEmotion"
    f" confidence sentimentScore {' '.join(EMOTIONS)} personaDrift driftByChance"
).split()


def emotions(feelings: Iterable[Feeling]) -> dict[str, Any]:
    """Return the feelings of some lines; of one without any, everything is 0 and neutral."""
    felt = list(feelings)
    sums = {name: sum(one.emotions[name] for one in felt) for name in EMOTIONS}
    total = sum(sums.values()) + max(1, len(felt))
    shares = {name: _short(value / total) for name, value in sums.items()}
    second, top = sorted(shares, key=lambda name: sums[name])[-2:]
    good, bad = sum(one.good for one in felt), sum(one.bad for one in felt)
    return {
        "primaryEmotion": top if sums[top] / total >= FAINT else "neutral",
        "emotions": shares,
        "confidence": _short((sums[top] - sums[second]) / total),
        "sentimentScore": _short((good - bad) / (good + bad + max(1, len(felt)))),
    }


def distance(one: Counter[str], other: Counter[str]) -> float:
    """Return the Jensen-Shannon distance of two counts: 0 for the same, 1 for nothing shared."""
    left, right = one.total() or 1, other.total() or 1
    divergence = 0.0
    for name in one.keys() | other.keys():
        p, q = one[name] / left, other[name] / right
        middle = (p + q) / 2
        divergence += sum(share * math.log2(share / middle) / 2 for share in (p, q) if share)
    return math.sqrt(max(0.0, divergence))


@cache
def accuracy() -> dict[str, Any]:
    """Return what was measured of these instruments themselves, to be shown beside them."""
    measured: dict[str, Any] = json.loads((FOLDER / "measured.json").read_text(encoding="utf-8"))
    return measured


def _sum(counts: Iterable[Counter[str]]) -> Counter[str]:
    total = Counter[str]()
    for count in counts:
        total.update(count)
    return total


def _short(value: float | None) -> float | None:
    return None if value is None else round(value, 3)


def _inert(name: str) -> str:
    """Return a name that no spreadsheet takes for a formula."""
    return f"'{name}" if name.startswith(_FORMULA) else name
