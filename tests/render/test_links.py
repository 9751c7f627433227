"""A link to a source leads to the very words that are quoted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot import render
from bot.render.links import source_link, to_words
from tests.render.answers import INSPECTION, LATE, answer

PAGE = "https://a.example/page?id=1"
LONG = "one two three four five six seven eight nine ten eleven twelve thirteen"


@pytest.mark.parametrize(
    ("words", "fragment"),
    [
        pytest.param("Inspectors looked at 412 loans", "Inspectors%20looked%20at%20412%20loans", id="words"),
        pytest.param('"Far too many", he said.', "Far%20too%20many%22%2C%20he%20said", id="marks around"),
        pytest.param("a well-known link, R&D", "a%20well%2Dknown%20link%2C%20R%26D", id="hyphen, comma, ampersand"),
        pytest.param("£1.7 billion – naïve", "%C2%A31.7%20billion%20%E2%80%93%20na%C3%AFve", id="not ASCII"),
        pytest.param("100% of #1 +more", "100%25%20of%20%231%20%2Bmore", id="per cent, hash, plus"),
        pytest.param(LONG.removesuffix(" thirteen"), LONG.removesuffix(" thirteen").replace(" ", "%20"), id="twelve"),
        pytest.param(
            LONG, "one%20two%20three%20four%20five,nine%20ten%20eleven%20twelve%20thirteen", id="a long excerpt"
        ),
        pytest.param("the first part ... and the second", "the%20first%20part", id="something left out"),
        pytest.param("the first part [...] and the second", "the%20first%20part", id="in brackets"),
        pytest.param("as a launch pad...", "as%20a%20launch%20pad", id="nothing after it"),
        pytest.param("some of it was 'not good'", "some%20of%20it%20was", id="before quotation marks"),
        pytest.param("it wasn't well done", "it%20wasn%27t%20well%20done", id="an apostrophe too early"),
        pytest.param("lines\n  and   gaps", "lines%20and%20gaps", id="white space"),
    ],
)
def test_a_link_ends_in_the_words(words, fragment):
    assert to_words(PAGE, words) == f"{PAGE}#:~:text={fragment}"


@pytest.mark.parametrize(
    ("url", "words"),
    [
        pytest.param("https://a.example/report.pdf", "some words", id="a PDF"),
        pytest.param("https://a.example/report.PDF?v=2", "some words", id="a PDF with a query"),
        pytest.param("https://a.example/page#part", "some words", id="it has a fragment"),
        pytest.param(PAGE, "", id="no words"),
        pytest.param(PAGE, '"..."', id="only signs"),
        pytest.param("https://a.example/" + "u" * 480, "some words", id="too long for a button"),
    ],
)
def test_other_addresses_stay_as_they_are(url, words):
    assert to_words(url, words) == url


def test_the_button_of_an_answer_leads_to_its_first_excerpt():
    made = render.card(answer(LATE, also=(INSPECTION,)))
    words = "412%20loans%2C%20of%20which%20103%20came%20back%20late"
    assert [block.url for block in made.blocks if isinstance(block, render.Text) and block.url] == [
        f"https://gazette.example/libraries#:~:text={words}",
        "https://gazette.example/libraries",
    ]


def test_a_paraphrase_has_no_words_to_lead_to():
    assert source_link(replace(INSPECTION, excerpts=())) == INSPECTION.source.url
