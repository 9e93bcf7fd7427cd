"""Every row of evidence is reviewed data: it meets its line, and not the near one."""

import pytest

from crisis.detector import detect
from crisis.rows.evidence import Row, Strength
from crisis.rows.known import ANSWERS, CONTEXT, PLAY, SIGNS, normalise
from crisis.rows.table import Line, Table


def _met(table: Table, row: Row, text: str) -> bool:
    return any(found is row for found, _ in table.found(Line(normalise.words(text))))


_SIGNS = [pytest.param(row, id=f"{n} {row.code}") for n, row in enumerate(SIGNS.rows)]
_OTHERS = [
    pytest.param(table, row, id=f"{name} {n} {row.code}")
    for name, table in (("context", CONTEXT), ("play", PLAY), ("answer", ANSWERS))
    for n, row in enumerate(table.rows)
]


@pytest.mark.parametrize("row", _SIGNS)
def test_a_sign_is_found_in_its_line_and_not_in_the_near_one(row: Row):
    """A row without proof is a guess about people in danger."""
    assert _met(SIGNS, row, row.yes)
    assert row.strength is Strength.HINT or row.code in detect(row.yes).reasons
    assert row.code not in detect(row.no).reasons


@pytest.mark.parametrize(("table", "row"), _OTHERS)
def test_what_speaks_against_a_sign_is_found_in_its_line_only(table: Table, row: Row):
    """A frame that is seen everywhere would silence real signs."""
    assert _met(table, row, row.yes)
    assert not _met(table, row, row.no)


def test_rows_of_one_code_and_pattern_stand_once():
    """A copy of a row would be changed in one place and live on in the other."""
    tables = (SIGNS, CONTEXT, PLAY, ANSWERS)
    seen = [(row.code, row.pattern) for table in tables for row in table.rows]
    assert len(seen) == len(set(seen))
