"""Measures how often the laboratory's instruments read a line as a reader does.

`python -m paper.instruments.measure` prints the table; `--write` also writes it to
`paper/results/instruments.md`, and what the page shows beside the emotions. `--lines FILE` takes
other lines. No model is asked, and what is drawn by lot is drawn from one seed; seconds of work.
"""

import argparse
import json
import random
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import permutations, product
from pathlib import Path

from bridge.lab.instruments import ENDS, Voice, emotions
from bridge.lab.lexicon import EMOTIONS, FOLDER, lexicon, words_of
from world.cast import CAST

ROOT = Path(__file__).parents[2]
KEPT, WRITTEN_WITH = (Path(__file__).with_name(f"{name}.tsv") for name in ("kept", "written_with"))
TABLE, PAGE = ROOT / "paper" / "results" / "instruments.md", FOLDER / "measured.json"
LABELS = (*EMOTIONS, "neutral")
#: From here on, and down to its negative, a sentiment counts as one.
SIGN = 0.15
#: Written voices of the house, by which it is measured whether a voice that changes is seen.
VOICES = ("ines", "marcus", "odile", "pim", "teodor", "yun")
#: The seed of the lots, how often each voice stays, and how often each pair changes.
SEED, STAYS, CHANGES = 20261122, 20, 4
_FEWEST_WORDS = 6
_BUCKETS = ((0.0, 0.2), (0.2, 1.01))


@dataclass(frozen=True, slots=True)
class Read:
    """A labelled line, and what the instruments made of it."""

    emotion: str
    sentiment: str
    read_emotion: str
    read_sentiment: str
    confidence: float

    @property
    def right(self) -> bool:
        """Whether the emotion is the one that a reader met."""
        return self.emotion == self.read_emotion


def read(path: Path) -> list[Read]:
    """Return the lines of a file as the instruments read them."""
    out = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            emotion, sentiment, text = line.split("\t")
            found = emotions([lexicon().feeling(text)])
            score = found["sentimentScore"]
            sign = "+" if score >= SIGN else "-" if score <= -SIGN else "0"
            out.append(Read(emotion, sentiment, found["primaryEmotion"], sign, found["confidence"]))
    return out


def sentences(lines: list[Read]) -> list[str]:
    """Return what is said of the instruments wherever they are shown."""
    right, signs = sum(line.right for line in lines), sum(_same_sign(line) for line in lines)
    usual = Counter(line.emotion for line in lines).most_common(1)[0][1]
    return [
        f"On {len(lines)} lines it had never seen, it named the reader's emotion (one of seven) "
        f"in {_percent(right, len(lines))}, and for, against or neither in "
        f"{_percent(signs, len(lines))}; whoever always says the same is right in "
        f"{_percent(usual, len(lines))} of the emotions.",
        "It counts words of English: irony, and what is only meant, escape it. All lines were "
        "written for this purpose, by the hand that wrote the word list.",
    ]


def drift_sentences() -> list[str]:
    """Return how often the larger drift is that of a voice which has become another one."""
    lots = random.Random(SEED)  # noqa: S311 - nobody is to be kept from guessing
    said = {name: spoken(name) for name in VOICES}
    stays = [drift(lots.sample(said[name], 2 * ENDS)) for name in VOICES for _ in range(STAYS)]
    changes = [
        drift([*lots.sample(said[one], ENDS), *lots.sample(said[other], ENDS)])
        for one, other in permutations(VOICES, 2)
        for _ in range(CHANGES)
    ]
    seen = sum(changed > stayed for changed, stayed in product(changes, stays))
    return [
        f"Beside a talk of {2 * ENDS} lines in which the voice stays, one in which it becomes "
        f"another in the middle shows the larger drift in "
        f"{_percent(seen, len(changes) * len(stays))} of all pairs ({len(stays)} and "
        f"{len(changes)} talks of {len(VOICES)} written voices)."
    ]


def spoken(name: str) -> list[str]:
    """Return the lines that were written for a voice of the house."""
    told = tomllib.loads((CAST / f"npc-{name}.toml").read_text(encoding="utf-8"))
    lines = [line for group in told["lines"].values() for line in group if isinstance(line, str)]
    return [line for line in lines if len(line.split()) >= _FEWEST_WORDS]


def drift(lines: Sequence[str]) -> float:
    """Return the drift of a speaker who says these lines."""
    voice = Voice()
    for line in lines:
        voice.add(line, words_of(line), lexicon().feeling(line))
    return voice.drift()["personaDrift"] or 0.0


def shown(lines: list[Read]) -> dict[str, list[str]]:
    """Return what the page shows beside the emotions, and beside the drift."""
    return {"sentences": sentences(lines), "drift": drift_sentences()}


def table(lines: list[Read], known: list[Read]) -> str:
    """Return the results as a page."""
    rows = [
        "# The laboratory's instruments",
        *sentences(lines),
        f"On the {len(known)} lines that the words were chosen with: "
        f"{_percent(sum(line.right for line in known), len(known))}.",
        "| emotion | lines | found | of those so called, right |\n|---|---|---|---|\n"
        + "\n".join(_row(lines, label) for label in LABELS),
        "| confidence | lines | right |\n|---|---|---|\n"
        + "\n".join(_bucket(lines, *bucket) for bucket in _BUCKETS),
        *drift_sentences(),
        "Made by `python -m paper.instruments.measure --write` from `paper/instruments/kept.tsv`.",
    ]
    return "\n\n".join(rows) + "\n"


def _row(lines: list[Read], label: str) -> str:
    of = [line for line in lines if line.emotion == label]
    called = [line for line in lines if line.read_emotion == label]
    found = sum(line.right for line in of)
    return f"| {label} | {len(of)} | {_percent(found, len(of))} | {_percent(found, len(called))} |"


def _bucket(lines: list[Read], low: float, high: float) -> str:
    of = [line for line in lines if low <= line.confidence < high]
    name = f"{low:g} to {min(high, 1):g}"
    return f"| {name} | {len(of)} | {_percent(sum(line.right for line in of), len(of))} |"


def _same_sign(line: Read) -> bool:
    return line.sentiment == line.read_sentiment


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / max(1, whole):.0f}%"


def main() -> None:
    """Measure, print, and write when told to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=Path, default=KEPT)
    parser.add_argument("--write", action="store_true")
    told = parser.parse_args()
    lines = read(told.lines)
    page = table(lines, read(WRITTEN_WITH))
    print(page)  # noqa: T201 - what it is for
    if told.write:
        TABLE.write_text(page, encoding="utf-8")
        PAGE.write_text(json.dumps(shown(lines), indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
