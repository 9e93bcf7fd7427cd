"""Learns the vote from labelled lines: `python -m paper.crisis_vote.learn`; takes two minutes.

Logistic regression with a step of its own for each piece of evidence (AdaGrad), in pure Python,
the same on every machine: order and start are fixed.
"""

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from math import exp, sqrt
from pathlib import Path
from typing import Any

from crisis.detector import RECENT, Recent
from crisis.rows.known import normalise
from crisis.vote import LONG, pieces
from paper.crisis_vote.evidence import APART, ENGLISH, KNOWN, LANGUAGES, PHRASE, SPANISH, Evidence

ROOT = Path(__file__).parents[2]
LINES = ROOT / "tests" / "crisis" / "lines"
OLDER = ROOT / "tests" / "crisis" / "lines.jsonl"
VOTE = ROOT / "crisis" / "vote.json"

#: What each label should come to, and how much it counts.
TARGETS = {
    "imminent": (1.0, 1.0),
    "clear": (1.0, 1.0),
    "soft": (0.35, 0.3),
    "none": (0.0, 1.0),
}
_LABELS = {True: "clear", False: "none"}
_ROUNDS, _LAST, _STEP, _SHRINK, _SEEN = 12, 5, 0.2, 1e-4, 2
OLDER_COUNT = 2  # times: the plainest statements and the plainest harmless lines
_PIECE = 3  # words
_IN_TALK = 0.4  # of the lines
_OFTEN = 20
_UNIT = 0.001
_LEAST = 170  # units; what weighs less is left out


@dataclass(frozen=True)
class Labelled:
    """One line with what is right for it."""

    text: str
    recent: tuple[str, ...]
    expect: str
    category: str
    language: str
    way: str
    words: tuple[str, ...]
    before: tuple[str, ...]

    @property
    def whole(self) -> bool:
        """Whether the line says something by itself: pieces of a split one teach nothing."""
        return bool(self.words) and not (self.before and len(self.words) <= _PIECE)


@dataclass(frozen=True)
class Weights:
    """What was learned."""

    of: dict[str, float]
    bias: float

    def score(self, found: dict[str, float]) -> float:
        """Return the vote on a line in which this is found."""
        of = self.of
        return self.bias + sum(of[name] * much for name, much in found.items() if name in of)


def read(path: Path) -> list[Labelled]:
    """Return the lines of a file, or of all files in a folder."""
    files = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    rows = [
        json.loads(line)
        for file in files
        for line in file.read_text(encoding="utf-8").split("\n")
        if line.strip()
    ]
    return [_labelled(row) for row in rows]


def _labelled(row: dict[str, Any]) -> Labelled:
    recent = tuple(row.get("recent") or ())
    return Labelled(
        text=row["text"],
        recent=recent,
        expect=_LABELS.get(row["expect"], row["expect"]),
        category=row["category"],
        language=row.get("lang", "es" if row["category"] == "spanish" else "en"),
        way=row.get("way", ""),
        words=tuple(normalise.words(row["text"])),
        before=tuple(Recent(recent[-RECENT:]).lines),
    )


def examples(
    lines: Iterable[Labelled], evidence: Evidence
) -> Iterator[tuple[dict[str, float], str]]:
    """Yield the evidence and the label of each line that is learned from.

    A long line is voted on by its sentences. All of a harmless one are harmless; which one of a
    sign is the sign, nobody has said. Some lines come after harmless ones of others: in a talk most
    lines do, and that there were any says nothing.
    """
    lines = list(lines)
    dice = random.Random(2)  # noqa: S311 - not a secret, and the same every time
    harmless = [line for line in lines if line.expect == "none" and not line.before]
    for given in lines:
        line = given
        if not given.before and dice.random() < _IN_TALK:
            before = dice.sample(harmless, dice.randint(1, RECENT))
            line = replace(given, before=tuple(" ".join(other.words) for other in before))
        if given.whole and (len(line.words) <= LONG or line.expect != "none"):
            yield evidence(line.words, line.before), line.expect
        elif given.whole:
            for piece in pieces(line.words):
                yield evidence(piece, line.before), line.expect


def learned(lines: Iterable[tuple[dict[str, float], str]]) -> Weights:
    """Return the weights for lines, each of them its evidence and its label."""
    data = [(found, *TARGETS[label]) for found, label in lines if label in TARGETS]
    seen = Counter(name for found, _, _ in data for name in found)
    names = sorted(name for name, times in seen.items() if times >= _SEEN)
    number = {name: n for n, name in enumerate(names)}
    examples = [
        (
            [number[name] for name in found if name in number],
            [much for name, much in found.items() if name in number],
            target,
            weight,
        )
        for found, target, weight in data
    ]
    weights, bias = _descended(examples, len(names))
    return Weights(dict(zip(names, weights, strict=True)), bias)


def _descended(
    examples: list[tuple[list[int], list[float], float, float]], size: int
) -> tuple[list[float], float]:
    """Return weights and bias: the mean of the last rounds, which end at no single line."""
    weights, steps, mean, mean_bias = [0.0] * size, [1e-6] * size, [0.0] * size, 0.0
    bias, bias_step = 0.0, 1e-8
    order = random.Random(1)  # noqa: S311 - not a secret, and the same every time
    for turn in range(_ROUNDS):
        order.shuffle(examples)
        for numbers, amounts, target, weight in examples:
            told = bias + sum([weights[n] * much for n, much in zip(numbers, amounts, strict=True)])
            wrong = (1 / (1 + exp(-max(-30.0, min(30.0, told)))) - target) * weight
            bias_step += wrong * wrong
            bias -= _STEP * wrong / sqrt(bias_step)
            for n, much in zip(numbers, amounts, strict=True):
                slope = wrong * much + _SHRINK * weights[n]
                steps[n] += slope * slope
                weights[n] -= _STEP * slope / sqrt(steps[n])
        if turn >= _ROUNDS - _LAST:
            mean = [before + weight / _LAST for before, weight in zip(mean, weights, strict=True)]
            mean_bias += bias / _LAST
    return mean, mean_bias


def table(weights: Weights, evidence: Evidence) -> dict[str, Any]:
    """Return the weights in the form in which `crisis.vote` adds them up."""
    units = {name: round(weight / _UNIT) for name, weight in weights.of.items()}
    units = {name: unit for name, unit in units.items() if abs(unit) >= _LEAST}
    names = ["^", "$", *dict.fromkeys(name for named in KNOWN.words.values() for name in named)]
    names += [name for _, name in KNOWN.begins + KNOWN.within]
    kinds = dict.fromkeys(name for named in KNOWN.phrases.values() for name, _ in named)
    names = list(dict.fromkeys([*names, *kinds, LANGUAGES]))
    number = {name: n for n, name in enumerate(names)}
    sets: dict[tuple[int, ...], int] = {(): 0}
    for which in range(len(names)):
        sets[(which,)] = len(sets)

    def entry(word: str, *, spanish: bool = False) -> list[int]:
        keys = evidence.of_word(word, spanish=spanish)
        which = sets.setdefault(tuple(number[c] for c in evidence.classes(word)), len(sets))
        return [sum(units.get(key, 0) for key in keys), len(keys), which]

    seen = {name[2:] for name in weights.of if name.startswith(("1 ", "b "))}
    words = sorted(seen | KNOWN.words.keys() | KNOWN.clusters.keys())
    pairs = {kind: _nested(f"{kind} ", units) for kind in ("2", "4", "g1", "g2", "g3")}
    paired = _often_paired(pairs)
    return {
        "unit": _UNIT,
        "bias": weights.bias,
        "parts": _under("# ", units),
        "words": {"^": [0, 0, sets[(0,)]], "$": [0, 0, sets[(1,)]]}
        | {word: entry(word) for word in words},
        "spanish": {word: entry(word, spanish=True) for word in sorted(KNOWN.spanish)},
        "english_plain": {w: p for w, p in sorted(KNOWN.english.items()) if p in paired},
        "spanish_plain": dict(sorted(KNOWN.spanish.items())),
        "spanish_words": sorted(SPANISH),
        "english_words": sorted(ENGLISH),
        "plain_weights": {
            w: u for w, u in _under("g ", units).items() if w in KNOWN.english.values()
        },
        "sets": [list(key) for key in sets],
        "pairs": pairs,
        "beside": _numbered("cc ", units, number),
        "near": _numbered("c~c ", units, number),
        "phrases": {
            pair: [[number[kind], rest] for kind, rest in begun]
            for pair, begun in sorted(KNOWN.phrases.items())
        },
        "phrase_weights": [PHRASE * units.get(f"p {name}", 0) for name in names],
        "class_weights": [units.get(f"c {name}", 0) for name in names],
        "begins": [[begin, number[name]] for begin, name in KNOWN.begins],
        "within": [[inside, number[name]] for inside, name in KNOWN.within],
        "elsewhere": KNOWN.elsewhere,
        "elsewhere_class": number[LANGUAGES],
        "before": _before(words, units, evidence),
        "before_at_all": units.get("before", 0),
    }


def _often_paired(pairs: dict[str, dict[str, dict[str, int]]]) -> set[str]:
    """Return the plain words in so many pairs that their rarer forms are worth keeping."""
    times = Counter(
        word
        for distance in range(1, APART + 1)
        for first, seconds in pairs[f"g{distance}"].items()
        for second in seconds
        for word in (first, second)
    )
    return {word for word, count in times.items() if count >= _OFTEN}


def _nested(start: str, units: dict[str, int]) -> dict[str, dict[str, int]]:
    out: dict[str, dict[str, int]] = {}
    for name, unit in _under(start, units).items():
        first, _, second = name.partition(" ")
        out.setdefault(first, {})[second] = unit
    return out


def _under(start: str, units: dict[str, int]) -> dict[str, int]:
    return {name[len(start) :]: unit for name, unit in units.items() if name.startswith(start)}


def _numbered(start: str, units: dict[str, int], number: dict[str, int]) -> dict[str, int]:
    return {
        " ".join(str(number[told]) for told in name.split(" ")): unit
        for name, unit in _under(start, units).items()
    }


def _before(
    words: Iterable[str], units: dict[str, int], evidence: Evidence
) -> dict[str, list[int]]:
    out = {}
    for word in words:
        keys = [f"b {word}", *(f"bc {name}" for name in evidence.classes(word))]
        weight = sum(units.get(key, 0) for key in keys)
        if weight or len(keys) > 1:
            out[word] = [weight, len(keys)]
    return out


def main() -> None:
    """Learn from all lines and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=Path, default=LINES)
    parser.add_argument("--out", type=Path, default=VOTE)
    told = parser.parse_args()
    evidence = Evidence()
    lines = read(told.lines) + read(OLDER) * OLDER_COUNT
    weights = learned(examples(lines, evidence))
    text = json.dumps(table(weights, evidence), ensure_ascii=False, separators=(",", ":"))
    told.out.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
