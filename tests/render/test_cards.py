"""A reply as a card: what stands in it, from the top down."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot import render
from bot.core.answering.reply import Correction, Reply
from bot.core.knowledge.loading import load
from bot.core.knowledge.model import Excerpt
from bot.serving.folder import read_files
from bot.settings import default_knowledge
from tests.render.answers import ATLASES, BASE, BELL, LATE, ROOF, SHARE, answer

CUT = "How many of the loans were late in 2014"
URL = "https://gazette.example/libraries#:~:text="
LATE_URL = f"{URL}412%20loans%2C%20of%20which%20103%20came%20back%20late"
ATLASES_URL = f"{URL}dozens%20of%20atlases%20were%20ruined%20by%20rain"
BELL_URL = f"{URL}Our%20readers%20deserve%20better%20than%20wet%20carpets%20and%20dark%20rooms"
FOOT = render.Text("-# Libraries in Elmstead are worn out (March 2018)")


def texts(reply: Reply) -> list[str]:
    return [block.text for block in render.card(reply).blocks if isinstance(block, render.Text)]


def test_an_answer_as_a_card():
    reply = answer(LATE, corrections=(Correction("130", "103 of 412 loans (25 %)"),), related=(("confirms", ROOF),))
    assert render.card(reply) == render.Card(
        0x2E7D32,
        (
            render.Text("Not 130: the report has 103 of 412 loans (25 %)"),
            render.Text("### 103 of 412 loans (25 %)\nOf the 412 loans, 103 came back late.", LATE_URL),
            render.Text(
                '> "412 loans, of which 103 came back late" - Elmstead Gazette, paragraph 3\n'
                "This is confirmed by Elmstead Gazette: The roof of the reading room leaked"
            ),
            FOOT,
        ),
    )


def test_further_answers_follow_below_lines_each_with_its_own_link():
    blocks = render.card(answer(ROOF, also=(ATLASES, BELL))).blocks
    assert blocks[2:] == (
        render.RULE,
        render.Text(
            "**Dozens of atlases**\nDozens of atlases were ruined.\n"
            '> "dozens of atlases were ruined by rain" - Elmstead Gazette, paragraph 7',
            ATLASES_URL,
        ),
        render.RULE,
        render.Text(
            "**Rosa Bell on wet carpets**\n"
            '> "Our readers deserve better than wet carpets and dark rooms"'
            " - Rosa Bell, chief librarian; Elmstead Gazette, paragraph 5",
            BELL_URL,
        ),
        FOOT,
    )


def test_what_may_have_been_meant_instead_is_a_small_line():
    reply = answer(LATE, also=(ATLASES, BELL), perhaps=True)
    assert render.card(reply).blocks[2:] == (
        render.Text(
            "-# Perhaps you meant: **dozens of atlases** Dozens of atlases were ruined.\n"
            "-# Perhaps you meant: **Rosa Bell on wet carpets** "
            '"Our readers deserve better than wet carpets and dark rooms"',
            mark=render.PERHAPS,
        ),
        FOOT,
    )


def test_a_calculated_figure_shows_its_working():
    assert "Calculated: 103 of 412 = 25 %" in render.card(answer(SHARE)).text


@pytest.mark.parametrize(
    ("reply", "text"),
    [
        pytest.param(
            Reply("?", "suggestions", 0.5, "v", suggestions=(ROOF,)),
            "I'm not sure what you mean. Did you mean:",
            id="suggestions, which stand on buttons",
        ),
        pytest.param(
            Reply("?", "no_answer", 0.5, "v", silence=BASE.silences["money"]),
            "The article says nothing of money.",
            id="silence",
        ),
        pytest.param(
            Reply("?", "no_answer", 0.5, "v", silence=BASE.silences["money"], suggestions=(ROOF,)),
            "The article says nothing of money.\nWhat it does say:",
            id="silence with what is near it on buttons",
        ),
    ],
)
def test_other_kinds_are_one_text(reply, text):
    assert texts(reply) == [text]


def test_each_kind_has_a_colour_of_its_own():
    kinds = [
        answer(ROOF),
        Reply("?", "suggestions", 0.5, "v", suggestions=(ROOF,)),
        Reply("?", "no_answer", 0.5, "v"),
    ]
    colours = {render.card(reply).colour for reply in kinds}
    colours.add(render.embed(Reply("?", "signpost", 1.0, "v", help=BASE.help))["color"])
    assert len(colours) == 4


def test_what_was_corrected_since_stands_on_top_and_can_be_found_again():
    made = render.card(answer(LATE), corrected="Corrected")
    assert made.blocks[0] == render.Text("Corrected", mark=render.CORRECTED)


def test_pictures_stand_below_the_words():
    picture = render.Picture("chart.png", "A bar.")
    assert render.card(answer(LATE), pictures=[picture]).blocks[2] == picture


def test_a_link_too_long_for_a_button_is_left_out():
    there, gone = ("https://a.example/" + "u" * (chars - 18) for chars in (512, 513))
    for url, expected in ((there, there), (gone, "")):
        entry = replace(ROOF, source=replace(ROOF.source, url=url), excerpts=())
        assert render.card(answer(entry)).blocks[0].url == expected


@pytest.mark.parametrize(
    ("chars", "whole"), [pytest.param(3000, True, id="that fit"), pytest.param(4000, False, id="that do not")]
)
def test_excerpts_but_the_first_are_left_out_where_the_text_would_be_too_long(chars, whole):
    made = render.card(answer(replace(ROOF, excerpts=(Excerpt("first", 1), Excerpt("x" * chars, 2)))))
    assert ("xxx" in made.text) is whole
    assert "first" in made.text
    assert made.blocks[-1] == FOOT


@pytest.mark.parametrize(
    ("title", "short", "expected"),
    [
        pytest.param("Loans looked at", "", "Loans looked at", id="a short title"),
        pytest.param("t" * 38, "", "t" * 38, id="as long as fits"),
        pytest.param(CUT, "", "How many of the loans were late in…", id="cut at a word"),
        pytest.param("How many loans were late and why so", "", "How many loans were late and why so", id="as it is"),
        pytest.param("t" * 39, "", "t" * 37 + "…", id="no word to cut at"),
        pytest.param(CUT, "Late loans", "Late loans", id="a short one of its own"),
    ],
)  # fmt: skip
def test_what_is_written_on_a_suggestion(title, short, expected):
    label = render.label(replace(ROOF, title=title, short=short))
    assert (label, len(label) <= 38) == (expected, True)


def test_every_entry_that_ships_has_a_title_for_its_button():
    knowledge = load(read_files(default_knowledge()))
    assert [entry.id for entry in knowledge.entries.values() if render.label(entry).endswith("…")] == []
