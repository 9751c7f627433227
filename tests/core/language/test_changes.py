"""By how much, or to what, something rose or fell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.language.changes import Change, change_at
from bot.core.language.text import fold


def change_of(text: str) -> Change:
    """The change that the number 58 or 58 % tells of."""
    start = text.index("58")
    return change_at(text, start, start + len("58 %" if "58 %" in text else "58"))


@pytest.mark.parametrize(
    ("text", "way", "direction"),
    [
        pytest.param("complaints rose by 58", "by", 1, id="rose by"),
        pytest.param("complaints rose 58", "by", 1, id="rose"),
        pytest.param("complaints went up by 58", "by", 1, id="went up by"),
        pytest.param("complaints were up 58", "by", 1, id="were up"),
        pytest.param("complaints are up by about 58", "by", 1, id="up by about"),
        pytest.param("complaints increased by a further 58", "by", 1, id="a further"),
        pytest.param("complaints have risen by nearly 58", "by", 1, id="have risen"),
        pytest.param("complaints climbed 58", "by", 1, id="climbed"),
        pytest.param("complaints grew sharply by 58", "by", 1, id="an adverb between"),
        pytest.param("an increase of 58", "by", 1, id="an increase of"),
        pytest.param("a rise in complaints of 58", "by", 1, id="a rise in something of"),
        pytest.param("a 58 % increase", "by", 1, id="increase after it"),
        pytest.param("a 58-point rise", "by", 1, id="rise after a hyphen"),
        pytest.param("complaints fell by 58", "by", -1, id="fell by"),
        pytest.param("complaints fell 58", "by", -1, id="fell"),
        pytest.param("complaints were down 58", "by", -1, id="were down"),
        pytest.param("complaints dropped by 58", "by", -1, id="dropped by"),
        pytest.param("costs were cut by 58", "by", -1, id="cut by"),
        pytest.param("costs were reduced by 58", "by", -1, id="reduced by"),
        pytest.param("costs shrank by 58", "by", -1, id="shrank by"),
        pytest.param("a drop of 58", "by", -1, id="a drop of"),
        pytest.param("a 58 % fall", "by", -1, id="fall after it"),
        pytest.param("a 58 % price cut", "by", -1, id="cut after another word"),
        pytest.param("complaints rose to 58", "to", 1, id="rose to"),
        pytest.param("complaints increased to over 58", "to", 1, id="increased to over"),
        pytest.param("fees were raised to 58", "to", 1, id="raised to"),
        pytest.param("fees were raised by 58", "by", 1, id="raised by"),
        pytest.param("fees were lowered to 58", "to", -1, id="lowered to"),
        pytest.param("complaints dropped to 58", "to", -1, id="dropped to"),
        pytest.param("complaints are down to 58", "to", -1, id="down to"),
        pytest.param("complaints fell from 58", "to", -1, id="fell from"),
        pytest.param("complaints doubled to 58", "to", 1, id="doubled to"),
        pytest.param("complaints halved to 58", "to", -1, id="halved to"),
        pytest.param("58 complaints", "", 0, id="none"),
        pytest.param("up to 58 complaints", "", 0, id="up to is a bound"),
        pytest.param("58 complaints were made up", "", 0, id="made up"),
        pytest.param("they cut 58 trees", "", 0, id="cut something"),
        pytest.param("they reduced 58 cases", "", 0, id="reduced something"),
        pytest.param("complaints rose; 58 were upheld", "", 0, id="past a semicolon"),
        pytest.param("complaints rose. 58 were upheld", "", 0, id="past a full stop"),
        pytest.param("a rise, and 58 complaints", "", 0, id="past a comma"),
        pytest.param("the rose garden has 58 beds", "", 0, id="a flower"),
    ],
)
def test_change_at(text, way, direction):
    """A number tells by how much or to what, and whether up or down."""
    assert change_of(text) == Change(way, direction)


@given(st.text(max_size=100), st.integers(0, 100), st.integers(0, 100))
def test_a_change_has_a_direction(text, one, other):
    """It never raises; there is a direction where there is a change, and else none."""
    folded = fold(text)
    start, end = sorted((min(one, len(folded)), min(other, len(folded))))
    change = change_at(folded, start, end)
    assert (change.way == "") == (change.direction == 0)
