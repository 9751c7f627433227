"""Figures among themselves: pages of statistics, and two side by side."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot import render
from bot.core.knowledge.catalogue import Catalogue, Comparison
from tests.render.answers import ATLASES, BASE, CHAIRS, LATE, LOOKED, ROOF

# --- Statistics ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("count", "sizes"),
    [
        pytest.param(0, [0], id="none: one empty page"),
        pytest.param(1, [1], id="one"),
        pytest.param(8, [8], id="exactly a page"),
        pytest.param(9, [8, 1], id="one more"),
        pytest.param(25, [8, 8, 8, 1], id="four pages"),
    ],
)
def test_statistics_come_in_pages_of_eight(count, sizes):
    entries = [replace(LATE, id=f"late-{number}") for number in range(count)]
    pages = render.statistics_pages(entries)
    assert [len(page) for page in pages] == sizes
    assert [entry for page in pages for entry in page] == entries


def test_a_page_of_statistics():
    assert render.statistics((LATE, ATLASES), "Lending", 1, 3) == {
        "type": "rich",
        "color": 0x2E7D32,
        "title": "Figures of the report: Lending",
        "description": (
            "**103 of 412 loans (25 %)**\nLoans that came back late\n**dozens of atlases**\nAtlases ruined by rain"
        ),
        "footer": {"text": "Elmstead Gazette, March 2018; page 2 of 3"},
    }


def test_statistics_on_one_page_and_of_no_topic():
    made = render.statistics((LATE,), None, 0, 1)
    assert (made["title"], made["footer"]) == ("Figures of the report", {"text": "Elmstead Gazette, March 2018"})


def test_statistics_of_two_sources_name_both():
    herald = replace(ROOF, source=replace(ROOF.source, publisher="Herald", published="2019"))
    assert render.statistics((LATE, herald), None, 0, 1)["footer"] == {
        "text": "Elmstead Gazette, March 2018; Herald, 2019"
    }


def test_a_topic_without_statistics_says_so():
    assert render.statistics((), "Roofs", 0, 1)["description"] == (
        "I have nothing by that name. Start typing and choose from the list."
    )


# --- Side by side ----------------------------------------------------------------------------------------------------


def test_two_figures_side_by_side():
    assert render.comparison(Catalogue(BASE).compare(LATE, LOOKED)) == {
        "type": "rich",
        "color": 0x2E7D32,
        "title": "Side by side",
        "description": "Calculated: 412 - 103 = 309\nCalculated: 103 of 412 = 25 %",
        "fields": [
            {
                "name": "103 of 412 loans (25 %)",
                "value": (
                    "Of the 412 loans, 103 came back late.\n"
                    '"412 loans, of which 103 came back late" - Elmstead Gazette, paragraph 3'
                ),
                "inline": True,
            },
            {
                "name": "412 loans",
                "value": (
                    'Inspectors looked at 412 loans.\n"Inspectors looked at 412 loans" - Elmstead Gazette, paragraph 3'
                ),
                "inline": True,
            },
        ],
        "footer": {"text": "Libraries in Elmstead are worn out (March 2018)"},
    }


def test_two_figures_of_which_nothing_is_calculated_stand_alone():
    assert "description" not in render.comparison(Comparison(LATE, LOOKED, None, None, None))


def test_what_cannot_be_compared_says_why_and_shows_neither():
    assert render.comparison(Comparison(LATE, CHAIRS, None, None, "They are in different units.")) == {
        "type": "rich",
        "color": 0x546E7A,
        "description": "They are in different units.",
    }
