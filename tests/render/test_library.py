"""What surrounds an answer: its paragraph, quotations, sources, the bot itself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot import render
from bot.core.knowledge.locators import Locator
from bot.core.knowledge.model import Excerpt, Source
from tests.render.answers import BASE, BELL, HURST, LATE, LOOKED, ROOF


def test_the_neighbours_of_an_entry():
    assert render.context(LATE, (LOOKED, HURST)) == {
        "type": "rich",
        "color": 0x2E7D32,
        "title": "Elmstead Gazette, paragraph 3",
        "url": "https://gazette.example/libraries",
        "description": (
            "**412 loans** Inspectors looked at 412 loans.\n"
            "**Tom Hurst on lamps** The caretaker said that lamps had been asked for since 2009."
        ),
    }


def test_a_bare_quotation_among_the_neighbours_is_quoted():
    assert render.context(LATE, (BELL,))["description"] == (
        '**Rosa Bell on wet carpets** "Our readers deserve better than wet carpets and dark rooms"'
    )


@pytest.mark.parametrize(
    ("excerpts", "title"),
    [
        pytest.param((), "Elmstead Gazette", id="a paraphrase stands nowhere"),
        pytest.param((Excerpt("a", 3), Excerpt("b", 3)), "Elmstead Gazette, paragraph 3", id="one paragraph, twice"),
        pytest.param((Excerpt("a", 3, Locator(3, 12)),), "Elmstead Gazette, page 12", id="a page"),
        pytest.param((Excerpt("a", 3, Locator(3, 12, "3")),), "Elmstead Gazette, page 12, table 3", id="a table"),
        pytest.param((Excerpt("a", 3, Locator(3, None, "", "X")),), "Elmstead Gazette, paragraph 3", id="no pages"),
        pytest.param(
            (Excerpt("a", 3), Excerpt("b", 5)), "Elmstead Gazette, paragraph 3, paragraph 5", id="two paragraphs"
        ),
    ],
)
def test_a_context_is_headed_by_its_paragraphs(excerpts, title):
    made = render.context(replace(ROOF, excerpts=excerpts), ())
    assert (made["title"], made["description"]) == (title, "I know nothing else from that paragraph.")


def test_quotations_with_who_said_them():
    address = "https://gazette.example/libraries#:~:text="
    assert render.quotations((BELL, HURST)) == render.Card(
        0x2E7D32,
        (
            render.Text(
                "**Rosa Bell on wet carpets**\n"
                '> "Our readers deserve better than wet carpets and dark rooms"\n'
                "-# Rosa Bell, chief librarian; Elmstead Gazette, paragraph 5",
                f"{address}Our%20readers%20deserve%20better%20than%20wet%20carpets%20and%20dark%20rooms",
            ),
            render.Text(
                "**Tom Hurst on lamps**\n"
                '> "We have asked for new lamps since 2009 and nobody listened"\n'
                "-# Tom Hurst; Elmstead Gazette, paragraph 6",
                f"{address}We%20have%20asked%20for%20new%20lamps%20since%202009%20and%20nobody%20listened",
            ),
        ),
    )


def test_of_many_quotations_nine_are_shown_and_the_others_counted():
    made = render.quotations([replace(BELL, id=f"bell-{number}") for number in range(12)])
    assert made.text.count("dark rooms") == 9
    assert made.blocks[-1] == render.Text("-# and 3 more; ask for a speaker or a subject to see them")


def test_of_long_quotations_as_many_are_shown_as_fit_whole():
    made = render.quotations([replace(BELL, id=f"bell-{number}", quote="q" * 600) for number in range(9)])
    assert made.text.count("q" * 600) == 5
    assert made.blocks[-1].text.startswith("-# and 4 more")


def test_no_quotations_are_an_honest_no():
    assert render.quotations(()) == render.Card(0x546E7A, (render.Text("The report quotes nobody on that."),))


def test_sources_with_the_reports_that_they_are_about():
    herald = Source("herald", "Rain again", "Herald", "2019", "https://herald.example/rain", None)
    assert render.sources(replace(BASE, sources={**BASE.sources, "herald": herald})) == {
        "type": "rich",
        "color": 0x2E7D32,
        "title": "Sources",
        "description": (
            "**Libraries in Elmstead are worn out**\nElmstead Gazette, March 2018\n"
            "https://gazette.example/libraries\n"
            "It reports on Inspection of the libraries of Elmstead (9 March 2018).\n\n"
            "**Rain again**\nHerald, 2019\nhttps://herald.example/rain\n"
        ),
    }


def test_about_tells_what_it_knows_and_what_it_keeps():
    made = render.about(replace(BASE, version="0123456789ab"), 1_700_000_000)
    assert (made["type"], made["color"], made["title"]) == ("rich", 0x2E7D32, "About this bot")
    assert made["description"].endswith("\n\n10 entries; knowledge version `0123456789ab`, loaded <t:1700000000:f>.")
    assert "**What I keep:** " in made["description"]
    assert "**Something wrong?** " in made["description"]


@pytest.mark.parametrize(
    ("days", "said"),
    [
        pytest.param(0, "at most. Nothing that anyone writes. Nothing at all about calls for help.", id="not"),
        pytest.param(
            60, "on a server, or whose answer you called helpful or wrong, for 60 days, so that", id="for a time"
        ),
    ],
)
def test_about_tells_whether_questions_are_kept(days, said):
    assert said in render.about(BASE, 0, keep_questions_days=days)["description"]
