"""`tower crisis explain`: what the detector sees in a line, and why. Nothing is kept or sent."""

import json
import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass

import crisis
from bridge.cli.reasons import sentence
from crisis.rows.evidence import Role, Row, Strength
from crisis.rows.known import ANSWERS, CONTEXT, SIGNS, normalise
from crisis.rows.table import Line
from crisis.surroundings import Span, Surroundings
from crisis.vote import vote

#: Exit status: there is nothing to explain.
NO_WORDS = 2
#: Pieces of evidence of the learned vote that are shown.
PIECES = 6
_PAINT = {"none": "32", "soft": "33", "clear": "31", "imminent": "1;31"}


@dataclass(frozen=True, slots=True)
class Evidence:
    """One piece of evidence.

    Attributes:
        words: where it was found, as the detector reads them; empty if in the lines together.
        example: a line in which its row is found.
        against: codes of what takes it back; or of what holds it down, or would if nothing
            restored it.
    """

    code: str
    meaning: str
    words: str = ""
    example: str = ""
    counted: bool = True
    against: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """What the learned vote would be without some words: how much they weigh in it."""

    words: str
    weighs: float


@dataclass(frozen=True, slots=True)
class Explained:
    """What the detector says of a line, and what would be shown for it, and of what kind."""

    level: str
    language: str
    evidence: list[Evidence]
    around: list[Evidence]
    vote: float
    pieces: list[Piece]
    shown: str
    text: str


def main(text: str | None, *, before: Sequence[str], form: str) -> int:
    """Print what is seen in `text`, or in what stands in the input; return the exit status."""
    if text is None:
        if sys.stdin.isatty():
            sys.stderr.write("Type the words, then Ctrl-D on a line of its own.\n")
        text = sys.stdin.buffer.read().decode(errors="replace")
    if not text.strip():
        sys.stderr.write("There are no words to explain.\n")
        return NO_WORDS
    found = explained(text.strip("\r\n"), before)
    colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    shown = json.dumps(asdict(found), indent=2) if form == "json" else told(found, colour=colour)
    sys.stdout.write(f"{shown}\n")
    return 0


def explained(text: str, before: Sequence[str] = ()) -> Explained:
    """Return what is seen in `text`, said after the lines `before` by the same person."""
    recent, state, now = crisis.Recent(), crisis.CrisisState(), 0.0
    for said in before:
        state.observe(crisis.detect(said, recent), now)
        recent.add(said)
    verdict = crisis.detect(text, recent)
    lines = list(recent.lines)
    response = state.observe(verdict, now)
    line = Line(normalise.words(text))
    context = list(CONTEXT.found(line))
    figure = vote(line.words, lines)
    return Explained(
        level=verdict.level.label,
        language=verdict.language,
        evidence=_once(_evidence(line, context, verdict)),
        around=_once(
            Evidence(row.code, sentence(row.code), match[0], row.yes)
            for row, match in context
            if row.role is Role.FRAME
        ),
        vote=round(figure, 3),
        pieces=_pieces(line.words, lines, figure),
        shown=response.kind,
        text=response.text,
    )


def _evidence(
    line: Line, context: Sequence[tuple[Row, re.Match[str]]], verdict: crisis.Verdict
) -> Iterator[Evidence]:
    """Yield signs with what takes them back, answers, and what this line alone does not hold."""
    around, alone = Surroundings(line.text, context), set[str]()
    for row, match in SIGNS.found(line):
        counted = row.code in verdict.reasons
        alone.add(row.code)
        against = tuple(dict.fromkeys(_against(row, match.span(), around, context)))
        yield Evidence(row.code, sentence(row.code), match[0], row.yes, counted, against)
    for row, match in ANSWERS.found(line):
        if row.code in verdict.reasons:
            yield Evidence(row.code, sentence(row.code), match[0], row.yes)
    for code in verdict.reasons:
        if code not in alone:
            yield Evidence(code, sentence(code))


def _once(evidence: Iterable[Evidence]) -> list[Evidence]:
    """Return each code once, where it was found first."""
    found: dict[str, Evidence] = {}
    for one in evidence:
        found.setdefault(one.code, one)
    return list(found.values())


def _against(
    row: Row, sign: Span, around: Surroundings, context: Sequence[tuple[Row, re.Match[str]]]
) -> Iterator[str]:
    """Yield what speaks against a sign."""
    if row.own and not around.own(sign):
        yield "who.other"
    if row.strength is Strength.HINT:
        yield "hint.alone"
    if around.in_stars(sign[0]) or around.in_quotes(sign[0]):
        yield "who.figure"
    for other, match in context:
        if other.role is not Role.FRAME and match.start() < sign[1] and sign[0] < match.end():
            yield other.code
    yield from ("frame.game" for _ in range(around.near("frame.game", sign)))
    yield from sorted(around.frames & {"frame.story", "frame.past", "frame.laugh", "frame.trivial"})


def _pieces(words: Sequence[str], before: Sequence[str], figure: float) -> list[Piece]:
    """Return what weighs most in the vote: what is lost of it without one word, two, or all before.

    What is told by one word is not told again by two.
    """
    weighs = {
        (n, n + size): figure - vote([*words[:n], *words[n + size :]], before)
        for size in (1, 2)
        for n in range(len(words) - size + 1)
        if len(words) > size
    }
    pieces = [Piece("(the lines before)", figure - vote(words))] if before else []
    taken = set[int]()
    for (start, end), weight in sorted(weighs.items(), key=lambda entry: -abs(entry[1])):
        if taken.isdisjoint(range(start, end)):
            taken.update(range(start, end))
            pieces.append(Piece(" ".join(words[start:end]), weight))
    strongest = sorted(pieces, key=lambda piece: -abs(piece.weighs))[:PIECES]
    return [Piece(piece.words, round(piece.weighs, 3)) for piece in strongest]


def told(found: Explained, *, colour: bool = False) -> str:
    """Return it as people read it; nothing but the level is coloured, and only if asked for."""
    level = f"\x1b[{_PAINT[found.level]}m{found.level}\x1b[0m" if colour else found.level
    for_it = [one for one in found.evidence if one.counted]
    taken_back = [one for one in found.evidence if not one.counted]
    parts = [
        [f"Level: {level}. Language of the answer: {found.language}."],
        ["Evidence:", *map(_row, for_it)] if for_it else ["No evidence counts."],
        ["Taken back:", *map(_row, taken_back)] if taken_back else [],
        ["Around it:", *map(_row, found.around)] if found.around else [],
        _of_the_vote(found),
        [f"Would be shown: {found.shown.replace('_', ' ')}.", *_set_in(found.text)],
    ]
    return "\n\n".join("\n".join(part) for part in parts if part)


def _row(one: Evidence) -> str:
    lines = [f"  {one.code:<22} {one.meaning}"]
    if one.words:
        lines.append(f'{"":25}found: "{one.words.strip(" .")}"; such as: "{one.example}"')
    how = "in spite of" if one.counted else "by"
    lines += [f"{'':25}{how} {code}: {sentence(code)}" for code in one.against]
    return "\n".join(lines)


def _of_the_vote(found: Explained) -> list[str]:
    heard = "more likely a sign than not" if found.vote > 0 else "more likely no sign"
    rows = [f'  {one.weighs:+7.3f}  "{one.words}"' for one in found.pieces]
    head = f"Learned vote: {found.vote:+.3f} ({heard}). What it would lose without:"
    return [head if rows else head.partition(" What")[0], *rows]


def _set_in(text: str) -> list[str]:
    return [f"  | {line}".rstrip() for line in text.splitlines()]
