"""Two changes of one file become one, where they do not touch the same lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.serving.merging import merged

BASE = "a b c d e f"


def file(lines: str) -> bytes:
    """Return a file whose lines are these words."""
    return "".join(f"{line}\n" for line in lines.split()).encode()


@pytest.mark.parametrize(
    ("ours", "theirs", "both"),
    [
        pytest.param("a B c d e f", "a b c d E f", "a B c d E f", id="other lines"),
        pytest.param("x a b c d e f", "a b c d e f y", "x a b c d e f y", id="before and after"),
        pytest.param("a b c d e f x", "b c d e f", "b c d e f x", id="a line less, and one more at the end"),
        pytest.param("a B c d e f", "a B c d E f", "a B c d E f", id="one change made by both"),
        pytest.param("a b c d e f", "a c e", "a c e", id="only theirs"),
        pytest.param("a b c x d e f", "a b c d e f", "a b c x d e f", id="only ours"),
        pytest.param("a B c d e f", "a X c d e f", None, id="the same line"),
        pytest.param("a B c d e f", "a b C d e f", None, id="lines side by side"),
        pytest.param("a b c d e f x", "a b c d e f y", None, id="two at the same place"),
        pytest.param("a c d e f", "a B c d e f", None, id="a line taken away and changed"),
    ],
)
def test_two_changes_of_one_file(ours, theirs, both):
    expected = file(both) if both is not None else None
    assert merged(file(BASE), file(ours), file(theirs)) == expected
    assert merged(file(BASE), file(theirs), file(ours)) == expected


@given(*[st.lists(st.sampled_from([b"a\n", b"b\n", b"\n", b"c"]), max_size=8).map(b"".join)] * 3)
def test_no_line_is_lost_or_made_up(base, ours, theirs):
    """What only one of them has added is there, what one has taken away and the other kept is gone, as counts tell."""
    both = merged(base, ours, theirs)
    if both is None or ours == theirs:
        return
    for line in {*base.splitlines(), *ours.splitlines(), *theirs.splitlines()}:
        was, mine, yours, now = (each.splitlines().count(line) for each in (base, ours, theirs, both))
        assert min(mine, yours, mine + yours - was) <= now <= max(mine, yours, mine + yours - was)


def test_a_file_that_would_take_too_long_to_compare_is_not_compared():
    same = b"a\n" * 5_000
    assert merged(same, b"x\n" + same, same + b"y\n") is None
