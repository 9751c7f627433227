"""A long document is made of short ones, and what its draft takes is told step by step."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

from bot.lab.long_drafts import measure_long_draft, told_anew

REPORTS = Path(__file__).parent.parent / "drafting" / "reports"


def test_the_texts_are_told_over_and_over_with_other_numbers():
    """Years stay, and so does the form of a number; the same seed tells the same."""
    text = "In 2024, 1,250 books were lent.\n\nThe readers borrowed 0.5 of everything."
    told = list(islice(told_anew([text]), 6))
    assert told == list(islice(told_anew([text]), 6))
    assert all(each.startswith("In 2024, ") and each.endswith(" books were lent.") for each in told[::2])
    assert len(set(told[::2])) == 3
    assert all(len(each) == len(told[0]) for each in told[::2])


def test_a_long_draft_is_measured_step_by_step():
    measured = measure_long_draft(REPORTS, 2)
    assert measured.pages == 2
    assert measured.words > 700
    assert measured.entries > 10
    assert str(measured).startswith("2 pages, ")
