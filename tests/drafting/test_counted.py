"""What a number counts where its own words do not say."""

from __future__ import annotations

import pytest

from bot.drafting.counted import counted

TRAYS = "On those days, 86 guests had a red tray."
DISHES = "We took the temperature of 120 hot dishes."
HELPERS = "The club has had helpers with cups since 2018."


@pytest.mark.parametrize(
    ("earlier", "sentence", "number", "figure", "says"),
    [
        pytest.param([TRAYS], "29 of them got no help.", "29", "29 of the 86 guests",
                     "29 of the 86 guests got no help.", id="of them"),
        pytest.param([DISHES, "That is the rule."], "43 of the 120 were cold.", "43", "43 of the 120 hot dishes",
                     "43 of the 120 hot dishes were cold.", id="of so many"),
        pytest.param(["The menu has 24 dishes."], "Five of them are vegan, and three are halal.", "three",
                     "three of the 24 dishes", "Five of the 24 dishes are vegan, and three are halal.",
                     id="one more of them"),
        pytest.param([], "Of the 37 guests we met, 6 had been ill.", "6", "6 of the 37 guests",
                     "Of the 37 guests we met, 6 had been ill.", id="a part of what stands before it"),
        pytest.param([], "We wrote to 610 members of staff, of whom 247 answered.", "247",
                     "247 of the 610 members of staff", "We wrote to 610 members of staff, of whom 247 answered.",
                     id="of whom"),
        pytest.param([HELPERS], "There were 60 of them before the war.", "60", "60 helpers",
                     "There were 60 helpers before the war.", id="how many there were"),
        pytest.param([HELPERS, "There were 60 of them."], "There are now 17.", "17", "17 helpers",
                     "There are now 17 helpers.", id="how many there are"),
    ],
)  # fmt: skip
def test_what_a_number_counts_is_found_where_reports_put_it(earlier, sentence, number, figure, says):
    """And the figure is proved by both sentences."""
    found = counted(sentence, number, earlier)
    assert found is not None
    assert (found.figure.text, found.says) == (figure, says)
    assert found.figure.text in found.told
    assert bool(found.figure.doubt) == bool(earlier)


@pytest.mark.parametrize(
    ("earlier", "sentence", "number"),
    [
        pytest.param([], "29 of them got no help.", "29", id="nothing before it"),
        pytest.param(["The year was dry."], "29 of them got no help.", "29", id="nothing counted before it"),
        pytest.param([TRAYS], "Among those under 40, more called it poor.", "40", id="an age"),
        pytest.param([DISHES], "43 of the 99 were cold.", "43", id="another whole"),
        pytest.param([TRAYS], "It rose by 29 in a week.", "29", id="said otherwise"),
    ],
)
def test_nothing_is_made_of_a_number_that_may_count_anything(earlier, sentence, number):
    assert counted(sentence, number, earlier) is None
