"""What people say answers a question, as moderators read it."""

from __future__ import annotations

import pytest

from bot import render
from bot.core.answering.taking import Taken
from bot.store import Candidate
from tests.core import library

ENTRIES = library.knowledge().entries


def candidate(id: int, text: str, target: str = "loans-late") -> Candidate:
    return Candidate(id, text, target, 2, 0, 0.0)


@pytest.mark.parametrize(
    ("taken", "marked", "plain"),
    [
        (Taken("answered", "money"), "`money` answers it now", "money answers it now"),
        (
            Taken("alike", "money", "the *costs*"),
            'it is like "the \\*costs\\*", which asks for `money`',
            'it is like "the *costs*", which asks for money',
        ),
        (Taken("chosen", "money", people=2), "2 people chose `money` for it", "2 people chose money for it"),
        (
            Taken("changed", "money", "the costs"),
            '"the costs" would no longer get `money`',
            '"the costs" would no longer get money',
        ),
        (Taken("contested", people=1), "1 person says that it is wrong", "1 person says that it is wrong"),
    ],
)
def test_what_it_would_take_is_told(taken, marked, plain):
    assert (render.doubts([taken]), render.doubts([taken], plain=True)) == ([marked], [plain])


def test_a_list_goes_by_entry_and_tells_to_look_twice_only_where_that_is_needed():
    found = [(candidate(1, "overdue"), ()), (candidate(2, "roof", "roof-leaked"), ()), (candidate(3, "late ones"), ())]
    lines = render.learnt(found, ENTRIES, 1).text.splitlines()
    assert [line for line in lines[1:] if line.startswith(("-", "1"))] == [
        "- overdue (2 people)", "- late ones (2 people)", "- roof (2 people)",
        "1 more question will show once these are settled.",
    ]  # fmt: skip
    assert "twice" not in lines[0]
    doubtful = render.learnt([(candidate(1, "overdue"), (Taken("answered", "money"),))], ENTRIES, 0)
    assert "*Approve all* leaves those out" in doubtful.text


def test_a_list_that_is_too_long_for_a_message_comes_as_a_file():
    note = render.learnt([(candidate(at, f"question {at} {'x' * 200}"), ()) for at in range(25)], ENTRIES, 0)
    assert len(note.text) <= 1_900
    assert note.text.endswith("The whole list is in the attached file.")
    assert note.file is not None
    assert note.file[1].count("\n- question") == 25
