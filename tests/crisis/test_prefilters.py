"""What makes the detector quick leaves nothing out: it finds what it would find by trying all."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisis import Recent, detect
from crisis import normalise as normaliser
from crisis.detector import ANSWERS, CONTEXT, SIGNS, _Weighing, normalise
from crisis.evidence import Level, Line, Table

TABLES = (SIGNS, CONTEXT, ANSWERS)
YES = [row.yes for table in TABLES for row in table.rows]
WORDS = sorted(SIGNS.words() | CONTEXT.words())
FILE = Path(__file__).parent / "lines.jsonl"
LABELLED = [json.loads(line)["text"] for line in FILE.read_text(encoding="utf-8").splitlines()]

#: Lines of everyday and of telling words, and lines that rows are there for.
said = st.one_of(
    st.sampled_from(YES),
    st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join),
    st.lists(st.sampled_from([*YES, "the rain had stopped", "really?", "at 3 kms"])).map(". ".join),
)


def by_trying_all(table: Table, line: Line) -> set[tuple[int, int, int]]:
    """Return where each row is met, by trying it wherever a word it may begin with stands."""
    return {
        (number, *match.span())
        for number, row in enumerate(table.rows)
        for word in table._starts[number] & line.held
        for place in line.places(word)
        if (match := row.regex.match(line.text, place))
    }


@pytest.mark.parametrize("table", TABLES)
@given(said)
def test_a_table_finds_what_trying_every_row_finds(table: Table, text: str):
    """A row whose need was read wrongly would never be tried."""
    line = Line(normalise(text))
    numbers = {id(row): number for number, row in enumerate(table.rows)}

    found = {(numbers[id(row)], *match.span()) for row, match in table.found(line)}

    assert found == by_trying_all(table, line)


@given(said, said, st.integers(0, 20))
def test_a_statement_split_over_lines_is_found_wherever_it_is_split(
    before: str, text: str, at: int
):
    """The look across the border must not miss what reading both lines as one would find."""
    words = text.split()
    first, last = " ".join([before, *words[:at]]), " ".join(words[at:])
    recent = Recent([first])
    joined = " ".join([*recent.lines, normalise(last)])
    since = len(" ".join(recent.lines)) + 4

    whole = _Weighing(joined, "", since=since).weighed()

    alone = _Weighing(normalise(last), last, before=recent.lines).weighed()
    expected = alone if alone.level >= Level.CLEAR else max(alone, whole, key=lambda v: v.level)
    assert detect(last, recent) == expected == detect(last, [first])


@given(
    st.lists(st.sampled_from([*"k.i-l|s d\n", "kill", "a.b", "die.", "9"]), max_size=30).map(
        "".join
    )
)
def test_words_with_dots_are_found_by_the_look_at_their_surroundings(text: str):
    """Only the chunks with a dot in them are looked at; no other can hold such a word."""
    assert normaliser._without_dots(text) == normaliser._DOTTED.sub(normaliser._undotted, text)


@pytest.mark.parametrize("name", ["_MAYBE_ONE_BY_ONE", "_MAYBE_LEET", "_MAYBE_STOPS"])
def test_a_cheap_look_passes_whatever_the_costly_one_would_change(name, monkeypatch):
    """The quick expressions only ever save time."""
    plain = [
        *LABELLED,
        *(" ".join(text) for text in YES),
        *(text.replace(" ", ".") for text in YES),
    ]
    quick = [normalise(text) for text in plain]

    class Always:
        @staticmethod
        def search(_text: str) -> bool:
            return True

    monkeypatch.setattr(normaliser, name, Always)

    assert [normalise(text) for text in plain] == quick


def test_what_is_remembered_of_a_line_is_its_end_and_of_three_lines():
    """No more of a person's words is kept than the next line needs."""
    recent = Recent(f"{n} {'rain ' * 100}" for n in range(9))

    assert len(recent.lines) == 3
    assert all(len(line) <= 200 for line in recent.lines)


@pytest.mark.parametrize("lines", [("죽고", "싶어"), ("我不想", "活了"), ("quiero", "morir")])
def test_a_statement_split_in_another_language_is_found_too(lines: tuple[str, str]):
    """A phrase that is looked for as it stands may lie across the border of two lines."""
    first, last = lines
    whole = detect(f"{first} {last}")

    assert detect(last, [first]).level == whole.level
