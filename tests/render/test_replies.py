"""A reply: the figure first, then the sentence, the words it rests on, and the source."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot import render
from bot.core.answering.reply import Correction, Reply
from bot.core.knowledge.model import Excerpt
from tests.render.answers import (
    ATLASES,
    BASE,
    BELL,
    CHAIRS,
    HURST,
    INSPECTION,
    LATE,
    LOOKED,
    OAKHAM,
    ROOF,
    SHARE,
    SOURCE_LINE,
    answer,
)

# --- Dates -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        pytest.param("2016", "2016", id="a year"),
        pytest.param("2016-11", "November 2016", id="a month"),
        pytest.param("2016-01", "January 2016", id="the first month"),
        pytest.param("2016-12", "December 2016", id="the last month"),
        pytest.param("2016-11-25", "25 November 2016", id="a day"),
        pytest.param("2016-11-05", "5 November 2016", id="a day of one digit"),
    ],
)
def test_a_date_is_as_exact_as_is_known(date, expected):
    dated = replace(ROOF, source=replace(ROOF.source, published=date))
    assert f"Libraries in Elmstead are worn out ({expected})" in render.plain(answer(dated))


# --- Plain text ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reply", "lines"),
    [
        pytest.param(
            answer(LATE),
            [
                "103 of 412 loans (25 %)",
                "Of the 412 loans, 103 came back late.",
                '"412 loans, of which 103 came back late" - Elmstead Gazette, paragraph 3',
                SOURCE_LINE,
            ],
            id="a figure that is a part of another",
        ),
        pytest.param(
            answer(SHARE),
            [
                "25 % (103 of 412 loans)",
                "A quarter of the loans came back late.",
                "Calculated: 103 of 412 = 25 %",
                '"412 loans, of which 103 came back late" - Elmstead Gazette, paragraph 3',
                '"Inspectors looked at 412 loans" - Elmstead Gazette, paragraph 3',
                SOURCE_LINE,
            ],
            id="a calculated figure with its working",
        ),
        pytest.param(
            answer(ATLASES),
            [
                "Dozens of atlases",
                "Dozens of atlases were ruined.",
                '"dozens of atlases were ruined by rain" - Elmstead Gazette, paragraph 7',
                SOURCE_LINE,
            ],
            id="a figure in words begins with a capital",
        ),
        pytest.param(
            answer(ROOF),
            [
                "The roof of the reading room leaked in 2014.",
                '"The roof of the reading room leaked in 2014" - Elmstead Gazette, paragraph 7',
                SOURCE_LINE,
            ],
            id="no figure",
        ),
        pytest.param(
            answer(BELL),
            [
                '"Our readers deserve better than wet carpets and dark rooms"'
                " - Rosa Bell, chief librarian; Elmstead Gazette, paragraph 5",
                SOURCE_LINE,
            ],
            id="a bare quotation with its speaker and role",
        ),
        pytest.param(
            answer(HURST),
            [
                "The caretaker said that lamps had been asked for since 2009.",
                '"We have asked for new lamps since 2009 and nobody listened"'
                " - Tom Hurst; Elmstead Gazette, paragraph 6",
                SOURCE_LINE,
            ],
            id="a speaker without a role",
        ),
        pytest.param(
            answer(INSPECTION),
            [
                "The Reading Council inspected every library in Elmstead.",
                "In our own words, not checked by machine: first paragraph",
                SOURCE_LINE,
            ],
            id="a paraphrase says that it is one",
        ),
        pytest.param(
            answer(LOOKED, corrections=(Correction("500", "412 loans"),)),
            [
                "Not 500: the report has 412 loans",
                "412 loans",
                "Inspectors looked at 412 loans.",
                '"Inspectors looked at 412 loans" - Elmstead Gazette, paragraph 3',
                SOURCE_LINE,
            ],
            id="a correction comes first",
        ),
        pytest.param(
            answer(ROOF, corrections=(Correction("2015", "2014"),), read_as=(("rof", "roof"),)),
            [
                "Not 2015: the report has 2014",
                'I read "rof" as roof.',
                "The roof of the reading room leaked in 2014.",
                '"The roof of the reading room leaked in 2014" - Elmstead Gazette, paragraph 7',
                SOURCE_LINE,
            ],
            id="how a misspelt word was read comes after a correction",
        ),
        pytest.param(
            answer(ROOF, also=(ATLASES,)),
            [
                "The roof of the reading room leaked in 2014.",
                '"The roof of the reading room leaked in 2014" - Elmstead Gazette, paragraph 7',
                SOURCE_LINE,
                "",
                "Dozens of atlases",
                "Dozens of atlases were ruined.",
                '"dozens of atlases were ruined by rain" - Elmstead Gazette, paragraph 7',
                SOURCE_LINE,
            ],
            id="two answers, an empty line between",
        ),
        pytest.param(
            answer(OAKHAM, related=(("contradicts", CHAIRS), ("confirms", ROOF))),
            [
                "31 chairs",
                "Oakham had 31 broken chairs.",
                '"31 broken chairs in Oakham, its neighbour" - Elmstead Gazette, paragraph 4',
                SOURCE_LINE,
                "This is contradicted by Elmstead Gazette: 96 chairs",
                "This is confirmed by Elmstead Gazette: The roof of the reading room leaked",
            ],
            id="what contradicts and confirms it comes last",
        ),
        pytest.param(
            Reply("?", "suggestions", 0.5, "v", suggestions=(ROOF, ATLASES)),
            [
                "I'm not sure what you mean. Did you mean:",
                "- The roof of the reading room leaked",
                "- Atlases ruined by rain",
            ],
            id="suggestions",
        ),
        pytest.param(
            Reply("?", "no_answer", 0.9, "v", silence=BASE.silences["money"], suggestions=(LOOKED, ROOF)),
            [
                "The article says nothing of money.",
                "What it does say:",
                "- Loans looked at",
                "- The roof of the reading room leaked",
            ],
            id="an honest no, and what is nearest",
        ),
        pytest.param(
            Reply("?", "no_answer", 0.9, "v", silence=BASE.silences["money"]),
            ["The article says nothing of money."],
            id="an honest no alone",
        ),
        pytest.param(
            Reply("?", "no_answer", 1.0, "v"),
            [
                "I found nothing about that in the report. "
                "It may not say, or I may not have understood; try other words."
            ],
            id="not understood",
        ),
        pytest.param(
            Reply("?", "no_answer", 1.0, "v", lacks_share=True),
            ["The report gives no percentage for that, and none can be worked out from its figures."],
            id="no share",
        ),
        pytest.param(
            Reply("?", "signpost", 1.0, "v", help=BASE.help),
            [
                "It sounds as if you may not be safe.",
                "Emergency services: 999 - if somebody is in danger now",
                "Childline: 0800 1111 - for anyone under 19 https://www.childline.org.uk",
                "Somebody you trust - at any hour",
                "They will listen.",
            ],
            id="help lines, with and without number and address",
        ),
        pytest.param(
            Reply("?", "signpost", 1.0, "v", help=replace(BASE.help, closing="", lines=BASE.help.lines[:1])),
            ["It sounds as if you may not be safe.", "Emergency services: 999 - if somebody is in danger now"],
            id="help lines without a closing word",
        ),
    ],
)
def test_a_reply_in_plain_text(reply, lines):
    assert render.plain(reply).splitlines() == lines


@pytest.mark.parametrize(
    ("read_as", "line"),
    [
        pytest.param((("complants", "complaints"),), 'I read "complants" as complaints.', id="one"),
        pytest.param((("rof", "roof"), ("leeked", "leaked")), 'I read "rof" as roof and "leeked" as leaked.', id="two"),
        pytest.param(
            (("rof", "roof"), ("leeked", "leaked"), ("romm", "room")),
            'I read "rof" as roof, "leeked" as leaked and "romm" as room.',
            id="three",
        ),
        pytest.param((("r" * 41, "roof"),), f'I read "{"r" * 40}" as roof.', id="a long one is cut"),
    ],
)
def test_a_reply_says_how_it_read_misspelt_words(read_as, line):
    reply = answer(ROOF, read_as=read_as)
    assert render.plain(reply).splitlines()[0] == line
    assert render.card(reply).text.splitlines()[0] == line


def test_quotation_marks_inside_an_excerpt_become_single_ones():
    quoted = replace(ROOF, excerpts=(Excerpt('the "wet" roof', 7),))
    assert "\"the 'wet' roof\" - Elmstead Gazette, paragraph 7" in render.plain(answer(quoted))


def test_the_headline_is_the_figure_or_the_title():
    assert (render.headline(LATE), render.headline(ROOF)) == (
        "103 of 412 loans (25 %)",
        "The roof of the reading room leaked",
    )


# --- Length ----------------------------------------------------------------------------------------------------------


def sized(chars: int) -> Reply:
    """Return an answer whose excerpts have a text of some length between them: three of them, the last as given."""
    return answer(replace(ROOF, excerpts=(Excerpt("first", 1), Excerpt("second", 2), Excerpt("x" * chars, 3))))


FULL = len(render.plain(sized(0)))  # what stands around the text


@pytest.mark.parametrize(
    ("chars", "whole"),
    [
        pytest.param(1500 - FULL, True, id="exactly 1,500 characters"),
        pytest.param(1500 - FULL + 1, False, id="one more"),
    ],
)
def test_excerpts_but_the_first_are_left_out_where_the_text_would_be_too_long(chars, whole):
    text = render.plain(sized(chars))
    assert ("second" in text) is whole
    assert "first" in text
    assert SOURCE_LINE in text
    assert len(text) <= 1500


def test_an_answer_keeps_its_source_however_long_its_excerpt():
    text = render.plain(answer(replace(ROOF, excerpts=(Excerpt("x" * 2000, 1),))))
    assert text.splitlines() == ["The roof of the reading room leaked in 2014.", SOURCE_LINE]


# --- Corrections of an earlier answer --------------------------------------------------------------------------------

CORRECTED = Correction("130", "103 of 412 loans (25 %)"), Correction("Bell", "Hurst")
MISSPELT = (("laons", "loans"), ("lat", "late"))


@pytest.mark.parametrize("shown", [lambda reply: render.card(reply).text, render.plain], ids=["card", "plain text"])
@pytest.mark.parametrize(
    ("reply", "corrections"),
    [
        pytest.param(answer(LATE, corrections=CORRECTED), CORRECTED, id="those that stand in it"),
        pytest.param(answer(LATE, corrections=CORRECTED, read_as=MISSPELT), CORRECTED, id="beside how words were read"),
        pytest.param(answer(LATE, read_as=MISSPELT), (), id="how words were read alone"),
        pytest.param(answer(LATE), (), id="nothing was corrected"),
        pytest.param(answer(ROOF, corrections=CORRECTED, read_as=MISSPELT), (), id="another answer's"),
    ],
)
def test_the_corrections_of_an_earlier_answer_are_found_in_what_it_says(shown, reply, corrections):
    assert render.corrections_in(shown(reply), answer(LATE)) == corrections


def test_the_corrections_of_an_answer_that_has_changed_are_not_kept():
    shown = render.card(answer(LATE, corrections=CORRECTED, read_as=MISSPELT)).text
    assert render.corrections_in(shown, answer(replace(LATE, says="Of the 412 loans, 104 came back late."))) == ()
