"""A table without rules is one only where nothing else could stand so."""

from __future__ import annotations

import pytest

from bot.drafting.pdf_loose import loose_tables


def words(*set_):
    """Return words as pdfplumber gives them, each letter 5 points wide; given are left, foot and the word."""
    return [
        {"text": word, "x0": left, "x1": left + 5 * len(word), "top": foot - 9, "bottom": foot}
        for left, foot, word in set_
    ]


HEAD = [(70, 140, "Library"), (300, 140, "Visits")]
HILL = [*HEAD, (70, 157, "Hill"), (300, 157, "300")]


@pytest.mark.parametrize(
    ("set_", "rows"),
    [
        pytest.param([*HILL, (70, 174, "Quay"), (300, 174, "40")], 3, id="a table"),
        pytest.param([*HILL, (70, 170, "Quay"), (300, 170, "40"), (70, 190, "Sea")], 3, id="close rows"),
        pytest.param(
            [*HEAD, (70, 157, "Hill"), (315, 157, "300"), (70, 174, "Quay"), (320, 174, "40")],
            3,
            id="ends in line",
        ),
        pytest.param(
            [*HEAD, (70, 157, "Hill"), (70, 170, "library"), (300, 163, "300"), (70, 187, "Quay"), (300, 187, "40")],
            3,
            id="a number at half the height of its cell",
        ),
        pytest.param(HILL, 0, id="one number by itself"),
        pytest.param([*HILL, (70, 174, "Quay"), (304, 174, "40")], 0, id="out of line"),
        pytest.param([*HILL, (70, 174, "Quay"), (300, 174, "many")], 0, id="a word among them"),
        pytest.param([*HILL, (290, 174, "Quay"), (70, 191, "Sea"), (300, 191, "40")], 0, id="a word between"),
        pytest.param([*HILL, (170, 157, "was"), (70, 174, "Quay"), (300, 174, "40")], 0, id="two columns of the page"),
        pytest.param(
            [*HILL, (70, 170, "where"), (70, 183, "many"), (300, 183, "40")], 0, id="rows that stand as close as lines"
        ),
    ],
)
def test_a_table_without_rules(set_, rows):
    found = list(loose_tables(words(*set_)))
    assert [len(table.rows) for table in found] == ([rows] if rows else [])
