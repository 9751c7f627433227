"""Replies in words: the figure first, then the sentence, the words it rests on, and the source."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot import render
from bot.core.answering import Answerer
from bot.core.catalogue import Catalogue, Comparison
from bot.core.model import About, Entry, Excerpt, Figure, Help, HelpLine, Knowledge, Silence, Source, Speaker
from bot.core.reply import Correction, Reply
from tests.core import library

BASE = library.knowledge()
SOURCE_LINE = "Libraries in Elmstead are worn out (March 2018) https://gazette.example/libraries"
LOOKED, LATE, SHARE, CHAIRS, OAKHAM, BELL, HURST, ROOF, ATLASES, INSPECTION = BASE.entries.values()


def answer(entry: Entry, **more: object) -> Reply:
    return Reply("?", "answer", 0.91234, "0123456789ab", entry=entry, **more)


# --- Dates --------------------------------------------------------------------------------------------------------


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
    assert render.embed(answer(dated))["footer"] == {"text": f"Libraries in Elmstead are worn out ({expected})"}


# --- Plain text ---------------------------------------------------------------------------------------------------


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
                "In our words, not checked by machine: first paragraph",
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
                "I am not sure what you mean. Did you mean:",
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
            ["I found nothing on that in the report. It may not say, or I did not understand; try other words."],
            id="not understood",
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


def test_quotation_marks_inside_an_excerpt_become_single_ones():
    quoted = replace(ROOF, excerpts=(Excerpt('the "wet" roof', 7),))
    assert "\"the 'wet' roof\" - Elmstead Gazette, paragraph 7" in render.plain(answer(quoted))


def test_the_headline_is_the_figure_or_the_title():
    assert (render.headline(LATE), render.headline(ROOF)) == (
        "103 of 412 loans (25 %)",
        "The roof of the reading room leaked",
    )


# --- Length -------------------------------------------------------------------------------------------------------


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


# --- Embeds -------------------------------------------------------------------------------------------------------


def test_an_answer_as_an_embed():
    reply = answer(LATE, corrections=(Correction("130", "103 of 412 loans (25 %)"),), related=(("confirms", ROOF),))
    assert render.embed(reply) == {
        "type": "rich",
        "color": 0x2E7D32,
        "title": "103 of 412 loans (25 %)",
        "url": "https://gazette.example/libraries",
        "description": (
            "Not 130: the report has 103 of 412 loans (25 %)\n\n"
            "Of the 412 loans, 103 came back late.\n\n"
            '> "412 loans, of which 103 came back late" - Elmstead Gazette, paragraph 3\n\n'
            "This is confirmed by Elmstead Gazette: The roof of the reading room leaked"
        ),
        "footer": {"text": "Libraries in Elmstead are worn out (March 2018)"},
    }


def test_further_answers_are_fields_of_the_embed():
    assert render.embed(answer(ROOF, also=(ATLASES, BELL)))["fields"] == [
        {
            "name": "dozens of atlases",
            "value": (
                "Dozens of atlases were ruined.\n"
                '"dozens of atlases were ruined by rain" - Elmstead Gazette, paragraph 7'
            ),
            "inline": False,
        },
        {
            "name": "Rosa Bell on wet carpets",
            "value": (
                '"Our readers deserve better than wet carpets and dark rooms"'
                " - Rosa Bell, chief librarian; Elmstead Gazette, paragraph 5"
            ),
            "inline": False,
        },
    ]


def test_a_calculated_figure_shows_its_working_in_the_embed():
    assert "Calculated: 103 of 412 = 25 %" in render.embed(answer(SHARE))["description"]


@pytest.mark.parametrize(
    ("reply", "description"),
    [
        pytest.param(
            Reply("?", "suggestions", 0.5, "v", suggestions=(ROOF,)),
            "I am not sure what you mean. Did you mean:\n- The roof of the reading room leaked",
            id="suggestions",
        ),
        pytest.param(
            Reply("?", "no_answer", 0.5, "v", silence=BASE.silences["money"]),
            "The article says nothing of money.",
            id="silence",
        ),
    ],
)
def test_other_kinds_are_an_embed_with_a_description_only(reply, description):
    made = render.embed(reply)
    assert (set(made), made["description"]) == ({"type", "color", "description"}, description)


def test_each_kind_has_a_colour_of_its_own():
    kinds = [
        answer(ROOF),
        Reply("?", "suggestions", 0.5, "v", suggestions=(ROOF,)),
        Reply("?", "no_answer", 0.5, "v"),
        Reply("?", "signpost", 1.0, "v", help=BASE.help),
    ]
    assert len({render.embed(reply)["color"] for reply in kinds}) == 4


# --- JSON ---------------------------------------------------------------------------------------------------------


def test_an_answer_as_json():
    assert json.loads(render.as_json(answer(HURST, also=(ROOF,)))) == {
        "question": "?",
        "kind": "answer",
        "entry": "hurst-lamps",
        "confidence": 0.912,
        "text": (
            "The caretaker said that lamps had been asked for since 2009.\n"
            '"We have asked for new lamps since 2009 and nobody listened" - Tom Hurst; Elmstead Gazette, paragraph 6\n'
            f"{SOURCE_LINE}\n\n"
            "The roof of the reading room leaked in 2014.\n"
            '"The roof of the reading room leaked in 2014" - Elmstead Gazette, paragraph 7\n'
            f"{SOURCE_LINE}"
        ),
        "figure": None,
        "evidence": "We have asked for new lamps since 2009 and nobody listened",
        "speaker": "Tom Hurst",
        "source": {
            "id": "gazette-2018",
            "title": "Libraries in Elmstead are worn out",
            "publisher": "Elmstead Gazette",
            "published": "2018-03",
            "url": "https://gazette.example/libraries",
            "paragraph": 6,
        },
        "also": [
            {
                "entry": "roof-leaked",
                "text": (
                    "The roof of the reading room leaked in 2014.\n"
                    '"The roof of the reading room leaked in 2014" - Elmstead Gazette, paragraph 7\n'
                    f"{SOURCE_LINE}"
                ),
            }
        ],
        "suggestions": [],
        "version": "0123456789ab",
    }


def test_an_honest_no_as_json_has_every_key():
    reply = Reply("why", "no_answer", 0.5, "v", silence=BASE.silences["money"], suggestions=(ROOF,))
    assert json.loads(render.as_json(reply)) == {
        "question": "why",
        "kind": "no_answer",
        "entry": None,
        "confidence": 0.5,
        "text": "The article says nothing of money.\nWhat it does say:\n- The roof of the reading room leaked",
        "figure": None,
        "evidence": None,
        "speaker": None,
        "source": None,
        "also": [],
        "suggestions": [{"entry": "roof-leaked", "title": "The roof of the reading room leaked"}],
        "version": "v",
    }


@pytest.mark.parametrize(
    ("entry", "key", "expected"),
    [
        pytest.param(LATE, "figure", "103 of 412 loans (25 %)", id="figure"),
        pytest.param(
            SHARE,
            "evidence",
            "412 loans, of which 103 came back late [...] Inspectors looked at 412 loans",
            id="two excerpts",
        ),
        pytest.param(INSPECTION, "evidence", None, id="a paraphrase has no evidence"),
        pytest.param(ROOF, "speaker", None, id="nobody speaks"),
    ],
)
def test_one_key_of_the_json(entry, key, expected):
    assert json.loads(render.as_json(answer(entry)))[key] == expected


def test_a_paraphrase_as_json_has_no_paragraph():
    assert json.loads(render.as_json(answer(INSPECTION)))["source"]["paragraph"] is None


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        pytest.param("naïve\n\t“x”", "naïve\n\t“x”", id="a line break is kept, and the line is one"),
        pytest.param("a\u2028b", "a\u2028b", id="a line separator"),
        pytest.param("a\x00b", "a\x00b", id="NUL"),
        pytest.param("a\ud800b", "a?b", id="a lone surrogate becomes a question mark"),
    ],
)
def test_any_question_is_one_line_of_json(question, shown):
    line = render.as_json(replace(answer(ROOF), question=question))
    assert len(line.splitlines()) == 1
    assert json.loads(line)["question"] == shown


# --- Explanation --------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def explained() -> str:
    return render.explanation(Answerer(BASE).answer("is it true that 130 loans came back laet zebra?"))


@pytest.mark.parametrize(
    "pattern",
    [
        pytest.param(r"^  loans +\d+\.\d\d$", id="a word and its weight"),
        pytest.param(r"^  is +\d+\.\d\d  .*says nothing$", id="a word that says nothing"),
        pytest.param(r"^  zebra +\d+\.\d\d  not known$", id="a word that is not known"),
        pytest.param(r"^  laet +\d+\.\d\d  read as late$", id="a repaired word"),
        pytest.param(r"^  0\.\d{3} entry loans-late: \w+", id="the winner and its phrasing"),
        pytest.param(r"^  0\.\d{3} entry late-share: \w+", id="the runner-up"),
        pytest.param(r"^  0\.\d{3} none of these$", id="the chance of none"),
        pytest.param(r"^corrected: 130 -> 103 of 412 loans \(25 %\)$", id="a correction"),
    ],
)
def test_an_explanation_shows_why(explained, pattern):
    assert re.search(pattern, explained, re.M)


def test_a_silence_is_shown_as_one():
    assert "silence money: " in render.explanation(Answerer(BASE).answer("what is the budget"))


def test_a_signpost_is_explained_without_a_ranking():
    reply = Reply("?", "signpost", 1.0, "v", help=BASE.help)
    assert render.explanation(reply) == (
        "The message sounds like a call for help (knowledge/help.yaml), so nothing was looked up."
    )


# --- Notes --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        pytest.param(30.0, "30 seconds", id="whole"),
        pytest.param(7.4, "7 seconds", id="rounded down"),
        pytest.param(7.6, "8 seconds", id="rounded up"),
    ],
)
def test_who_asks_too_fast_is_told_kindly_when_to_ask_again(seconds, shown):
    assert render.wait(seconds) == f"You ask faster than I may answer. Ask again in {shown}, and I will gladly reply."


def test_nobody_is_told_to_wait_no_time():
    assert "in 0 " not in render.wait(0.0)


def test_moderators_are_told_where_and_not_what():
    assert render.moderators_note("https://discord.com/channels/1/2/3") == (
        "Somebody may need help, and was shown the help lines: https://discord.com/channels/1/2/3"
    )


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        pytest.param(render.listening([]), "I listen nowhere.", id="no channel"),
        pytest.param(render.listening([7]), "I listen in <#7>", id="one channel"),
        pytest.param(render.listening([7, 8]), "I listen in <#7>, <#8>", id="two channels"),
        pytest.param(
            render.moderators_channel(7), "Moderators are told in <#7> now.", id="a channel of the moderators'"
        ),
        pytest.param(render.moderators_channel(None), "Moderators are told nowhere now.", id="none of the moderators'"),
        pytest.param(render.moderator_role(7), "Members of <@&7> are moderators now.", id="a role"),
        pytest.param(render.moderator_role(None), "Only who manages the server is a moderator now.", id="no role"),
    ],
)
def test_a_servers_settings_are_told(made, expected):
    assert made == expected


# --- Statistics ---------------------------------------------------------------------------------------------------


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
        "I have nothing of that name. Begin to type, and choose from the list."
    )


# --- Side by side -------------------------------------------------------------------------------------------------


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


# --- In context, quotations, sources, about -----------------------------------------------------------------------


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
        pytest.param(
            (Excerpt("a", 3), Excerpt("b", 5)), "Elmstead Gazette, paragraph 3, paragraph 5", id="two paragraphs"
        ),
    ],
)
def test_a_context_is_headed_by_its_paragraphs(excerpts, title):
    made = render.context(replace(ROOF, excerpts=excerpts), ())
    assert (made["title"], made["description"]) == (title, "Nothing else of that paragraph is known here.")


def test_quotations_with_who_said_them():
    assert render.quotations((BELL, HURST)) == {
        "type": "rich",
        "color": 0x2E7D32,
        "description": (
            '> "Our readers deserve better than wet carpets and dark rooms"'
            " - Rosa Bell, chief librarian; Elmstead Gazette, paragraph 5\n\n"
            '> "We have asked for new lamps since 2009 and nobody listened"'
            " - Tom Hurst; Elmstead Gazette, paragraph 6\n"
        ),
    }


def test_no_quotations_are_an_honest_no():
    assert render.quotations(()) == {
        "type": "rich",
        "color": 0x546E7A,
        "description": "The report quotes nobody like that.",
    }


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


# --- Any entry that may be loaded -----------------------------------------------------------------------------------

LINES = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=200).filter(str.strip)
SENTENCES = st.one_of(LINES, st.just("s" * 600), st.just('"' * 600), st.just("🎉" * 600))


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    """An entry as long and strange as loading lets one be."""
    source = Source(draw(LINES), draw(LINES), draw(LINES), "2018-03", "https://a.example/" + "u" * 380, None)
    quote = draw(st.one_of(st.just(""), SENTENCES))
    speaker = Speaker(draw(LINES), draw(st.one_of(st.just(""), LINES))) if quote else None
    figure = draw(st.one_of(st.none(), LINES.map(lambda text: Figure(text, None, text, working=text))))
    texts = [quote or draw(SENTENCES), *draw(st.lists(SENTENCES, max_size=3))]
    excerpts = tuple(Excerpt(text, at) for at, text in enumerate(texts, start=1))
    return Entry("e", draw(LINES), "", source, draw(SENTENCES), quote, speaker, figure, excerpts, ("?",))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no fault
@given(entry=entries(), also=st.lists(entries(), max_size=2), suggested=st.lists(entries(), max_size=3))
def test_any_entry_keeps_every_limit(entry, also, suggested):
    silence = Silence("s", "t", entry.source, "x" * 600, (), ("?",))
    lines = tuple(HelpLine("n" * 200, "1" * 200, "w" * 200, "u" * 400) for _ in range(8))
    replies = [
        answer(entry, also=tuple(also), corrections=(Correction("130", "103"),), related=(("confirms", entry),)),
        Reply("?", "suggestions", 0.5, "v", suggestions=tuple(suggested)),
        Reply("?", "no_answer", 0.5, "v", silence=silence, suggestions=tuple(suggested)),
        Reply("?", "signpost", 1.0, "v", help=Help("o" * 600, "c" * 600, lines, (), (), {})),
    ]
    for reply in replies:
        made = render.embed(reply)
        fields = made.get("fields", [])
        assert 0 < len(render.plain(reply)) <= 1500
        assert len(made.get("title", "")) <= 256
        assert 0 < len(made["description"]) <= 4096
        assert all(0 < len(field["name"]) <= 256 and 0 < len(field["value"]) <= 1024 for field in fields)
        assert len(render.as_json(reply).splitlines()) == 1


def hold_embed(made: dict[str, Any]) -> None:
    """Hold an embed against Discord's limits, each by itself and all together."""
    fields = made.get("fields", [])
    footer = made.get("footer", {"text": "-"})["text"]
    texts = [made.get("title", ""), made.get("description", ""), footer]
    assert len(texts[0]) <= 256
    assert len(texts[1]) <= 4096
    assert 0 < len(footer) <= 2048
    assert texts[1] or fields
    assert len(fields) <= 25
    assert all(0 < len(field["name"]) <= 256 and 0 < len(field["value"]) <= 1024 for field in fields)
    assert sum(map(len, texts)) + sum(len(field["name"]) + len(field["value"]) for field in fields) <= 6000


LONGEST = Source(
    "s", "t" * 200, "p" * 200, "2018-11-30", "https://a.example/" + "u" * 380, About("a" * 200, "b" * 200, "2018-11-30")
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no fault
@given(found=st.lists(entries(), min_size=1, max_size=12), topic=st.one_of(st.none(), LINES))
def test_any_list_of_entries_keeps_every_limit(found, topic):
    pages = render.statistics_pages(found)
    for at, page in enumerate(pages):
        hold_embed(render.statistics(page, topic, at, len(pages)))
    hold_embed(render.context(found[0], found[1:]))
    hold_embed(render.quotations([entry for entry in found if entry.quote]))
    hold_embed(render.sources(Knowledge("v", {str(at): e.source for at, e in enumerate(found)}, {}, {})))
    first, second = found[0], found[-1]
    hold_embed(render.comparison(Comparison(first, second, first.figure, second.figure, None)))
    hold_embed(render.comparison(Comparison(first, second, None, None, "r" * 600)))


@pytest.mark.parametrize("count", [pytest.param(1, id="one"), pytest.param(8, id="a page"), pytest.param(40, id="40")])
def test_the_longest_entries_there_can_be_keep_every_limit(count):
    """Every text as long as loading lets it be, and each of a source of its own."""
    figure = Figure("9" * 40 + " " + "u" * 200, None, "u", working="w" * 250)
    longest = Entry(
        "e", "t" * 200, "o" * 200, LONGEST, "s" * 600, "q" * 600, Speaker("n" * 200, "r" * 200), figure,
        (Excerpt("q" * 600, 999), Excerpt("e" * 600, 1_000)), ("?",),
    )  # fmt: skip
    found = [
        replace(longest, id=f"e-{at}", source=replace(LONGEST, id=f"s-{at}", publisher=f"{at:0200}"))
        for at in range(count)
    ]
    knowledge = Knowledge("0" * 12, {e.source.id: e.source for e in found}, {e.id: e for e in found}, {})
    for at, page in enumerate(render.statistics_pages(found)):
        hold_embed(render.statistics(page, "o" * 200, at, 5))
    hold_embed(render.context(found[0], found))
    hold_embed(render.quotations(found))
    hold_embed(render.sources(knowledge))
    hold_embed(render.about(knowledge, 4_000_000_000))
    hold_embed(render.comparison(Comparison(found[0], found[-1], figure, figure, None)))


def test_of_very_many_quotations_none_is_cut_in_the_middle():
    made = render.quotations([replace(BELL, id=f"bell-{number}") for number in range(200)])
    lines = [line for line in made["description"].splitlines() if line]
    assert set(lines) == {
        '> "Our readers deserve better than wet carpets and dark rooms"'
        " - Rosa Bell, chief librarian; Elmstead Gazette, paragraph 5"
    }
