"""Where two rows of lines differ."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.knowledge.hunks import hunks


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        pytest.param("abc", "abc", [], id="nothing"),
        pytest.param("abc", "axc", [(1, 2, 1, 2)], id="another line"),
        pytest.param("abc", "abxc", [(2, 2, 2, 3)], id="one more"),
        pytest.param("abc", "ac", [(1, 2, 1, 1)], id="one less"),
        pytest.param("abcde", "xbcdy", [(0, 1, 0, 1), (4, 5, 4, 5)], id="at both ends"),
        pytest.param("abcd", "bcda", [(0, 1, 0, 0), (4, 4, 3, 4)], id="one moved"),
        pytest.param("", "ab", [(0, 0, 0, 2)], id="all new"),
    ],
)
def test_differences_are_as_small_as_one_would_see_them(old, new, found):
    assert hunks(list(old), list(new)) == found


@given(st.text("abcd", max_size=30), st.text("abcd", max_size=30))
def test_with_what_stands_in_the_hunks_the_old_row_becomes_the_new_one(old, new):
    """In order, without overlap; what lies between is the same."""
    made, at = [], 0
    for start, end, begin, stop in hunks(list(old), list(new)):
        assert start >= at
        made += [*old[at:start], *new[begin:stop]]
        at = end
    assert "".join([*made, *old[at:]]) == new
