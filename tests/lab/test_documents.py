"""How well documents are read is measured against what is known to be in them."""

from __future__ import annotations

import json

import pytest

from bot.errors import ScoredSetError
from bot.lab.documents import measure_documents

TRUTH = [
    {"kind": "h1", "raw": "Libraries in the county", "text": ""},
    {"kind": "p", "raw": "The libraries lent 5,300 books.‹1›", "text": ""},
    {"kind": "table", "raw": None, "text": [["Library", "2015"], [["Harbour", "300"], ["Hill", "41"]]]},
    {"kind": "p", "raw": "None was closed in that year.", "text": ""},
]
TEXT = """\
Libraries in the county

The libraries lent 5,300 books.[1]

Library | 2015
Harbour | 300
Hill | 4

None was closed

Page 3 of 8

[1] A count.
"""


def test_what_was_read_is_held_against_what_is_known(tmp_path):
    """A paragraph that was torn and a wrong cell are missed; what the report doesn't have is told."""
    (tmp_path / "county").mkdir()
    (tmp_path / "county/blocks.json").write_text(json.dumps(TRUTH), encoding="utf-8")
    (tmp_path / "county/source.txt").write_text(TEXT, encoding="utf-8")
    (measured,) = measure_documents(tmp_path)
    assert str(measured) == ("county/source.txt: whole 2/3, kinds 2/2, in order 1/1, rows 1/2, unglued 1/1, extra 3")
    assert measured.missed == ("None was closed in that year.", "row: Hill | 41")
    assert measured.strange == ("None was closed", "Page 3 of 8", "row: Hill | 4")


def test_a_folder_without_reports_is_told(tmp_path):
    """Nothing was measured then."""
    with pytest.raises(ScoredSetError, match=r"blocks\.json"):
        list(measure_documents(tmp_path))
