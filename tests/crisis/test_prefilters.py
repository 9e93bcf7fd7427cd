"""What makes the detector quick leaves nothing out: it finds what it would find by trying all."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import crisis
from crisis import Recent, detect
from crisis.detector import ruled, said_before
from crisis.rows.evidence import Level
from crisis.rows.known import ANSWERS, CONTEXT, PLAY, SIGNS, normalise
from crisis.rows.table import Line, Table
from crisis.surroundings import Spans
from crisis.weighing import Verdict, Weighing
from crisis.words import normalise as normaliser
from crisis.words import spelling
from tests.bench.prose import messages

TABLES = (SIGNS, CONTEXT, PLAY, ANSWERS)
YES = [row.yes for table in TABLES for row in table.rows]
WORDS = sorted(SIGNS.words() | CONTEXT.words())
FILE = Path(__file__).parent / "lines.jsonl"
LABELLED = [json.loads(line)["text"] for line in FILE.read_text(encoding="utf-8").splitlines()]
PROSE = messages(40, 600, seed=600)

#: Lines of everyday and of telling words, and lines that rows are there for.
said = st.one_of(
    st.sampled_from(YES),
    st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join),
    st.lists(st.sampled_from([*YES, "the rain had stopped", "really?", "at 3 kms"])).map(". ".join),
)


#: Letters, marks and pieces of words in any order: most of what could be a disguise, and is none.
scribbled = st.lists(
    st.one_of(
        st.sampled_from([*"aiklst .,'!?*#-/1@$|\n\"():;_~é’", " i ", " a ", "...", "?!", " kms"]),
        st.sampled_from([*YES, *WORDS[:: len(WORDS) // 200]]),
    ),
    max_size=20,
).map("".join)


@contextmanager
def the_long_way() -> Iterator[None]:
    """Let every costly look be taken, at every line."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(normaliser, "_may_hold_singles", lambda _shape, *, run_on: run_on or True)
        patch.setattr(normaliser, "_HARMLESS", b"")
        patch.setattr(normaliser, "_MAYBE_LEET", re.compile(""))
        patch.setattr(normaliser, "_DOUBLED", re.compile(r"([^\W\d])\1"))
        patch.setattr(normaliser, "_STOPS", b"." * 256)
        patch.setattr(normaliser, "joined", joined_one_by_one)
        yield


def joined_one_by_one(words: list[str]) -> list[str]:
    """Return `words` joined by trying it after each of them."""
    out: list[str] = []
    for word in words:
        out.append(word)
        spelling._joins_last(out)
    return out


def by_trying_all(table: Table, line: Line) -> set[tuple[int, int, int]]:
    """Return where each row is met, by trying it wherever a word it may begin with stands."""
    return {
        (number, *match.span())
        for number, row in enumerate(table.rows)
        for word in row.starts & line.held
        for place in line.places(word)
        if (match := row.regex.match(line.text, place))
    }


@settings(max_examples=400)
@given(st.one_of(said, scribbled))
def test_the_quick_way_spells_a_line_as_the_long_way_does(text: str):
    """What most lines are spared is only what would change nothing in them."""
    quick = normalise(text)

    with the_long_way():
        assert normalise(text) == quick


def test_the_quick_way_spells_known_lines_as_the_long_way_does():
    """Disguises and everyday prose, which no chance would write."""
    plain = [*LABELLED, *PROSE, *YES, *(" ".join(text) for text in YES)]
    plain += [text.replace(" ", ".") for text in YES]
    plain += [f"{text}?! . . {text.replace(' ', ' ?. ')}; i want to to die" for text in YES]
    quick = [normalise(text) for text in plain]

    with the_long_way():
        assert [normalise(text) for text in plain] == quick


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("really?! . . no", "really ? no"),
        ("no...!;", "no ."),
        (". . ? .", "?"),
        ("no . \u2026 ? yes", "no ? yes"),
        ('no. " . yes', 'no . " . yes'),
    ],
)
def test_several_stops_are_one(text: str, plain: str):
    """What ends a clause ends it once, and asks if anything in it does."""
    assert normalise(text) == plain


@pytest.mark.parametrize("table", TABLES)
@given(said)
def test_a_table_finds_what_trying_every_row_finds(table: Table, text: str):
    """A row whose need was read wrongly would never be tried."""
    line = Line(normalise.words(text))
    numbers = {id(row): number for number, row in enumerate(table.rows)}

    found = {(numbers[id(row)], *match.span()) for row, match in table.found(line)}

    assert found == by_trying_all(table, line)


def test_prose_is_looked_at_for_few_rows():
    """Rows will be many; a harmless line must not wait for more than those its words lead to."""
    lines = [Line(normalise.words(text)) for text in PROSE]
    visits = [SIGNS.visited(line) for line in lines]
    others = Table([*SIGNS.rows, *(row for row in SIGNS.rows if row.code.endswith(".plain"))])

    assert sum(visits) / len(visits) < len(SIGNS.rows) / 8
    assert [others.visited(line) for line in lines] == visits


spans = st.tuples(st.integers(0, 20), st.integers(1, 8)).map(lambda span: (span[0], sum(span)))


@settings(max_examples=1000)
@given(st.lists(spans, max_size=8), st.integers(0, 9), spans, st.integers(0, 9))
def test_what_lies_around_a_sign_is_what_trying_every_stretch_finds(
    lie: list[tuple[int, int]], before: int, sign: tuple[int, int], after: int
):
    """A denial that is overlooked raises an alarm; one that is not there hides a sign."""
    asked, start, end = Spans(lie), sign[0] - before, sign[1] + after
    within = [begin for begin, stop in lie if start <= begin and stop <= end]

    assert asked.touch(*sign) == any(begin < sign[1] and sign[0] < stop for begin, stop in lie)
    assert asked.lie_within(start, end) == bool(within)
    assert asked.lie_beside(start, end, sign) == any(
        not sign[0] <= begin < sign[1] for begin in within
    )


@given(said, said, st.integers(0, 20))
def test_a_statement_split_over_lines_is_found_wherever_it_is_split(
    before: str, text: str, at: int
):
    """The look across the border must not miss what reading both lines as one would find."""
    words = text.split()
    first, last = " ".join([before, *words[:at]]), " ".join(words[at:])
    recent = Recent([first])
    earlier = " ".join(recent.lines)
    line = Line(normalise.words(last))

    whole = Weighing(Line([*earlier.split(), *line.words]), "", since=len(earlier) + 4).weighed()

    alone = Weighing(line, last, before=recent.lines).weighed()
    signs = {code for code in whole.reasons if not code.startswith("answer.")}
    if whole and signs <= said_before(recent.lines):
        whole = Verdict(Level.NONE)  # it was all said before
    expected = alone if alone.level >= Level.CLEAR else max(alone, whole, key=lambda v: v.level)
    assert ruled(line, Weighing(line, last, before=recent.lines), recent.lines) == expected
    assert detect(last, recent) == detect(last, [first])


@given(st.lists(said, min_size=1, max_size=5))
def test_a_line_is_remembered_alike_whether_it_was_looked_at_before_or_not(texts: list[str]):
    """What a look has spelt out is not spelt again, and nothing else comes of that."""
    looked, told = Recent(), Recent(texts)

    for text in texts:
        detect(text, looked)
        looked.add(text)

    assert looked.lines == told.lines
    detect("another line", looked)
    looked.add(texts[0])
    assert looked.lines == Recent([*texts, texts[0]]).lines


@given(
    st.lists(st.sampled_from([*"k.i-l|s d\n", "kill", "a.b", "die.", "9"]), max_size=30).map(
        "".join
    )
)
def test_words_with_dots_are_found_by_the_look_at_their_surroundings(text: str):
    """Only the chunks with a dot in them are looked at; no other can hold such a word."""
    assert normaliser._without_dots(text) == normaliser._DOTTED.sub(normaliser._undotted, text)


def test_what_is_remembered_of_a_line_is_its_end_and_of_three_lines():
    """No more of a person's words is kept than the next line needs."""
    recent = Recent(f"{n} {'rain ' * 100}" for n in range(9))

    assert list(recent.lines) == [" ".join(["rain"] * 40)] * 3


@pytest.mark.parametrize("lines", [("죽고", "싶어"), ("我不想", "活了"), ("quiero", "morir")])
def test_a_statement_split_in_another_language_is_found_too(lines: tuple[str, str]):
    """A phrase that is looked for as it stands may lie across the border of two lines."""
    first, last = lines
    whole = detect(f"{first} {last}")

    assert detect(last, [first]).level == whole.level


def test_a_line_without_words_does_not_part_the_lines_around_it():
    """An empty line, or one of hidden letters, is typed sooner than one thinks."""
    assert detect("goodbye before i go for good", ["i wanted to say", " \u200b "])


def test_making_ready_rests_between_its_pieces(monkeypatch):
    """It runs in a thread beside people who talk: without rests each of them waits for it."""
    rests: list[float] = []
    monkeypatch.setattr("crisis.detector.time.sleep", rests.append)

    crisis.warm(rest=0.25)

    assert set(rests) == {0.25}
    assert len(rests) > len(YES)  # one row or less at a time
