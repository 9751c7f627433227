"""Parts: a figure is drawn as a part of a whole only where it is one."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from bot.core.knowledge.chart_data import chart
from bot.core.knowledge.figure_reading import mapped, written
from bot.core.knowledge.model import Figure
from bot.core.knowledge.parts import parts
from bot.core.language.quantity import Quantity

from .charting import BOTH, BROKEN, HARBOUR, LEFT, MORE, SHARE, SHARE_LEFT, base, entry, lamps, minus, part, told, writ


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        pytest.param(
            BROKEN,
            (
                "parts",
                "90 of 240 lamps (37.5 %)",
                ["90 (37.5 %) | Lamps that were broken *", "150 (62.5 %) | Other lamps"],
            ),
            id="a number with its whole",
        ),
        pytest.param(
            SHARE,
            (
                "parts",
                "37.5 % (90 of 240 lamps)",
                ["37.5 % (90) | Lamps that were broken *", "62.5 % (150) | Other lamps"],
            ),
            id="a share leads with its percentages",
        ),
        pytest.param(
            LEFT,
            ("parts", "150 lamps", ["150 (62.5 %) | Lamps not broken *", "90 (37.5 %) | Lamps that were broken"]),
            id="what is left of a whole, beside what was taken away",
        ),
        pytest.param(
            SHARE_LEFT,
            (
                "parts",
                "62.5 % (150 of 240 lamps)",
                ["62.5 % (150) | Lamps not broken *", "37.5 % (90) | Lamps that were broken"],
            ),
            id="the share of what is left",
        ),
        pytest.param(
            BOTH,
            (
                "parts",
                "102 lamps",
                ["90 (88.2 %) | Lamps that were broken *", "12 (11.8 %) | Lamps that were taken down *"],
            ),
            id="a sum, made of its two numbers",
        ),
        pytest.param(
            writ("£9.2 million of £14.6 million", title="The grant"),
            (
                "parts",
                "£9.2 million of £14.6 million",
                ["£9.2 million (63 %) | The grant *", "£5.4 million (37 %) | The rest"],
            ),
            id="money of money",
        ),
        pytest.param(
            writ("90 of 240 lamps", title="Broken"),
            ("parts", "90 of 240 lamps", ["90 (37.5 %) | Broken *", "150 (62.5 %) | Other lamps"]),
            id="a whole that is no entry of its own",
        ),
        pytest.param(MORE, None, id="a difference"),
        pytest.param(writ("more than 90 of 240 lamps"), None, id="a bounded part"),
        pytest.param(writ("90 of about 240 lamps"), None, id="a part of a bounded whole"),
    ],
)
def test_parts_of_a_whole(asked, expected):
    """Each part has its count and its percentage; what leaves the rest open is no part."""
    assert told(parts(HARBOUR, asked)) == expected


def test_what_is_left_of_a_bounded_whole_is_no_part():
    """Of about 240 lamps nobody knows how many were not broken."""
    tested = lamps(240, way="about")
    entries = [entry("tested", "Tested", tested), entry("broken", "Broken", part(90, tested, "tested"))]
    left = entry("left", "Not broken", minus("tested", "broken", *(each.figure for each in entries)))
    assert parts(base(*entries, left), left) is None


@pytest.mark.parametrize(
    ("value", "whole", "bars"),
    [
        pytest.param(0, 240, ["0 (0 %)", "240 (100 %)"], id="none of them"),
        pytest.param(240, 240, ["240 (100 %)"], id="all of them"),
        pytest.param(0, 0, None, id="none of none"),
        pytest.param(241, 240, None, id="more than all"),
        pytest.param(-1, 240, None, id="fewer than none"),
        pytest.param(10**12, 10**13, None, id="too long to write"),
        pytest.param(1, 250_000, ["1 (under 0.1 %)", "249,999 (over 99.9 %)"], id="next to none is not none"),
    ],
)
def test_a_part_at_the_ends_of_its_whole(value, whole, bars):
    """A rest of nothing is left out; what is no part of its whole is not drawn as one."""
    figure = replace(lamps(value), of=lamps(whole).quantity)
    alone = entry("alone", "Lamps", figure)
    made = chart(base(alone), alone)
    assert (made and [bar.text for bar in made.bars]) == bars


@pytest.mark.parametrize(
    ("figure", "says", "bars"),
    [
        pytest.param("43 %", "43 per cent of pupils passed.", ["43 %", "57 %"], id="of something"),
        pytest.param("82%", "82% of the UK adult population is online.", ["82 %", "18 %"], id="of a population"),
        pytest.param(
            "18 %", "Only 18 per cent of the food comes from farms.", ["18 %", "82 %"], id="only so much of it"
        ),
        pytest.param(
            "57 %", "Of the pupils asked, 57 per cent liked it.", ["57 %", "43 %"], id="of which is said before"
        ),
        pytest.param("4.99 %", "4.99 % of the lamps were blue.", ["4.99 %", "95.01 %"], id="decimals of the source"),
        pytest.param("82 % of UK adults", "Online were 82 %.", ["82 %", "18 %"], id="the figure says of what"),
        pytest.param("43 % of pupils", "The share was 43 % of pupils.", ["43 %", "57 %"], id="... and the sentence so"),
        pytest.param("three quarters of the lamps", "", ["3 in 4", "1 in 4"], id="in words"),
        pytest.param("4.99 %", "Council tax will rise by 4.99%.", None, id="a rise"),
        pytest.param("4.99 %", "A council tax increase of 4.99%, of which 2% is for care.", None, id="an increase"),
        pytest.param("4.99 %", "A rise of 4.99% of the tax of band D.", None, id="an increase of something"),
        pytest.param("43 %", "Waste has fallen by 43 per cent of what it was.", None, id="a fall"),
        pytest.param("83 %", "The rate was 83 per cent.", None, id="of nothing"),
        pytest.param("80 %", "80 % of last year's number came.", None, id="of last year's"),
        pytest.param("80 % of last year's number", "Fewer came.", None, id="of last year's, in the figure"),
        pytest.param("80 %", "80 % of the 2019 traffic came back.", None, id="of another year's"),
        pytest.param("80 %", "80 per cent of the average.", None, id="of an average"),
        pytest.param("85 %", "Women earn 85 per cent of men's pay.", None, id="held against another"),
        pytest.param(
            "85 % of men's pay", "Women earn 85 % of men's pay.", None, id="held against another, in the figure"
        ),
        pytest.param("67 %", "The price is 67 % of ours.", None, id="it may be either"),
        pytest.param("more than 40 %", "More than 40 % of pupils passed.", None, id="a bound"),
        pytest.param("40 to 45 %", "40 to 45 % of pupils passed.", None, id="a range"),
        pytest.param("120 %", "120 % of pupils passed.", None, id="more than all"),
        pytest.param("23 percentage points", "23 percentage points of the gap.", None, id="points"),
    ],
)
def test_a_percentage_of_the_source_is_a_part_only_if_it_is_one_of_a_whole(figure, says, bars):
    """A picture of a rise with "the rest" beside it would say something that nobody did."""
    alone = entry("alone", "It", written(figure), says=says)
    made = parts(base(alone), alone)
    assert (made and [bar.text for bar in made.bars]) == bars


def test_the_evidence_may_say_of_what_a_percentage_is():
    """An entry without a sentence of its own has the source's."""
    alone = entry("alone", "It", mapped(43, "%"), evidence="In all, 43 per cent of pupils passed")
    assert told(parts(base(alone), alone))[2] == ["43 % | It *", "57 % | The rest"]


def test_all_of_it_is_no_part():
    """Nothing is left that could be drawn beside it."""
    alone = entry("alone", "It", mapped(100, "%"), evidence="100 per cent of pupils passed")
    assert parts(base(alone), alone) is None


def test_a_percentage_that_is_known_to_be_a_change_is_no_part():
    """Whatever its sentence says."""
    figure = Figure("5 %", Quantity(value=Fraction(1, 20), kind="share", change="by", direction=1), "%", base="pupils")
    alone = entry("alone", "It", figure, says="5 % of pupils more.")
    assert parts(base(alone), alone) is None
