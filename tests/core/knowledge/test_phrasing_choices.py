"""Ways of asking, found by what was typed of one."""

from __future__ import annotations

import pytest

from bot.core.knowledge.phrasing_choices import phrasings_like, phrasings_named
from tests.core import library

ITEMS = tuple(library.knowledge().entries.values())


@pytest.mark.parametrize(
    ("typed", "first", "count"),
    [
        pytest.param("OVERDUE how", "how many overdue loans were there", 1, id="words in any order"),
        pytest.param("how many loans", "how many loans came back late", 5, id="the start of several"),
        pytest.param("", "how many loans did they look at", 25, id="nothing typed gives the first"),
        pytest.param("zounds", None, 0, id="nothing like it"),
    ],
)
def test_ways_of_asking_are_found_by_the_words_typed(typed, first, count):
    found = [phrasing for phrasing, _ in phrasings_like(typed, ITEMS)]
    assert (found[0] if found else None, len(found)) == (first, count)


def test_a_choice_stands_for_one_way_of_asking():
    """For that of just its text; only one that was cut stands for a longer one."""
    [(phrasing, item)] = phrasings_named("How many loans came back late", ITEMS)
    assert (phrasing, item.id) == ("how many loans came back late", "loans-late")
    assert phrasings_named("how many loans came", ITEMS) == []
