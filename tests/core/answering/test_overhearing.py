"""Where nobody asked it, the bot speaks on what is about the report alone, is meant for everybody, and is sure."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.answering.overhearing import for_everybody, is_about, speaks_unasked
from bot.core.answering.reply import Correction, Reply
from tests import frozen
from tests.core import library

LATE = library.entry("loans-late")
CORRECTED = (Correction("130", "103 of 412 loans (25 %)"),)
BASE = frozen.answerer(library.knowledge())
ROOF = "when did the roof leak"


# --- For everybody ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(ROOF, True, id="a question"),
        pytest.param("so, when did the roof leak", True, id="a word before it"),
        pytest.param("tbh, when did the roof leak", True, id="a chat word before it"),
        pytest.param("in 2014, did the roof leak", True, id="a time before it"),
        pytest.param("elmstead, how many chairs were broken", True, id="a name of the report before it"),
        pytest.param("when did the roof leak, please?", True, id="a word after it"),
        pytest.param("tom, when did the roof leak", False, id="somebody's name before it"),
        pytest.param("Hey Tom, when did the roof leak", False, id="a greeting of somebody"),
        pytest.param("xX_dave92: when did the roof leak", False, id="what somebody calls himself"),
        pytest.param("when did the roof leak, Oliver?", False, id="somebody's name after it"),
        pytest.param("@tom when did the roof leak", False, id="somebody called"),
        pytest.param("<@123456789012345678> when did the roof leak", False, id="somebody mentioned"),
        pytest.param("> when did the roof leak", False, id="a quotation"),
        pytest.param(">>> when did the roof leak", False, id="a long quotation"),
        pytest.param("look at this\n> when did the roof leak", False, id="a quotation with a remark"),
        pytest.param('"when did the roof leak?"', False, id="in quotation marks"),
        pytest.param("\u201cwhen did the roof leak\u201d", False, id="in curly ones"),
        pytest.param('did the "roof" leak', True, id="a word in quotation marks"),
        pytest.param("4 > 3, when did the roof leak", True, id="a sign that quotes nothing"),
        pytest.param("```\nwhen did the roof leak\n```", False, id="a block of code"),
        pytest.param("`when did the roof leak`", False, id="a line of code"),
        pytest.param("!when did the roof leak", False, id="a command"),
        pytest.param("?when did the roof leak", False, id="a command with a question mark"),
        pytest.param(".ask when did the roof leak", False, id="a command with a stop"),
        pytest.param("$ask when did the roof leak", False, id="a command with a dollar"),
        pytest.param("-ask when did the roof leak", False, id="a command with a dash"),
        pytest.param("/ask when did the roof leak", False, id="a slash that came to nothing"),
        pytest.param("- when did the roof leak", True, id="a line of a list"),
        pytest.param("...when did the roof leak", True, id="a pause before it"),
    ],
)
def test_a_message_is_for_everybody_unless_it_is_somebodys_or_not_the_writers_own(text, expected):
    assert for_everybody(text, library.knowledge()) is expected


# --- About the report ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "entry", "normal", "strict"),
    [
        pytest.param("when did the roof leak", "roof-leaked", True, False, id="a thing in the title"),
        pytest.param("how many borrowings came back late", "loans-late", True, False, id="a synonym of the unit"),
        pytest.param("what did the chief librarian say", "bell-carpets", False, False, id="what somebody is"),
        pytest.param("what did rosa bell say", "bell-carpets", False, False, id="who somebody is"),
        pytest.param("what did rosa bell say about carpets", "bell-carpets", True, False, id="what was spoken of"),
        pytest.param("who wrote the report", "inspection", True, True, id="the report"),
        pytest.param("what did she say in this article", "bell-carpets", True, True, id="the article"),
        pytest.param("what did rosa bell report", "bell-carpets", False, False, id="a report of something else"),
        pytest.param("was it 31 in the other town", "chairs-oakham", True, True, id="a figure"),
        pytest.param("was it 32 in the other town", "chairs-oakham", False, False, id="another figure"),
        pytest.param("what did the elmstead gazette count", "chairs-elmstead", True, True, id="who published it"),
        pytest.param("whom did the reading council inspect", "bell-carpets", True, True, id="whose report it is"),
        pytest.param("is it an inspection of libraries", "bell-carpets", True, True, id="most of its title"),
        pytest.param("who is it", "inspection", False, False, id="nothing"),
    ],
)
def test_a_message_is_about_the_report_if_it_names_it_or_what_the_answer_is_about(text, entry, normal, strict):
    """Strictly only if it names the report, who published it, or a figure."""
    reply = Reply(text, "answer", 1.0, "v", entry=library.entry(entry))
    read = BASE.read(text)
    assert [is_about(BASE, read, reply, strict=level) for level in (False, True)] == [normal, strict]


def test_what_shows_no_entry_is_about_nothing():
    assert not is_about(BASE, BASE.read(ROOF), Reply(ROOF, "no_answer", 1.0, "v"))


def test_a_report_that_is_no_report_about_another_goes_by_its_own_title():
    source = replace(LATE.source, about=None)
    reply = Reply("?", "answer", 1.0, "v", entry=replace(LATE, source=source))
    texts = ("are libraries worn out", "whom did the reading council inspect")
    assert [is_about(BASE, BASE.read(text), reply, strict=True) for text in texts] == [True, False]


# --- Unasked ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reply", "confirming", "expected"),
    [
        pytest.param(Reply("?", "answer", 0.95, "v", entry=LATE), False, True, id="exactly sure enough"),
        pytest.param(Reply("?", "answer", 0.949, "v", entry=LATE), False, False, id="just not sure enough"),
        pytest.param(Reply("?", "answer", 1.0, "v", entry=LATE), True, False, id="a plain statement that is right"),
        pytest.param(
            Reply("?", "answer", 1.0, "v", entry=LATE, corrections=CORRECTED), True, True, id="a claim that is wrong"
        ),
        pytest.param(
            Reply("?", "answer", 0.8, "v", entry=LATE, corrections=CORRECTED), True, False, id="an unsure correction"
        ),
        pytest.param(
            Reply("?", "answer", 1.0, "v", entry=LATE, corrections=CORRECTED), False, True, id="asked, and corrected"
        ),
        pytest.param(Reply("?", "suggestions", 1.0, "v", suggestions=(LATE,)), False, False, id="a guess"),
        pytest.param(Reply("?", "no_answer", 1.0, "v"), False, False, id="nothing known"),
        pytest.param(Reply("?", "social", 1.0, "v"), False, False, id="a greeting or thanks"),
        pytest.param(
            Reply("?", "no_answer", 1.0, "v", silence=library.silence("money")), False, False, id="an honest no"
        ),
        pytest.param(
            Reply("?", "signpost", 1.0, "v", help=library.knowledge().help), False, True, id="help lines, always"
        ),
        pytest.param(
            Reply("?", "signpost", 0.1, "v", help=library.knowledge().help), True, True, id="help lines, however put"
        ),
    ],
)
def test_unasked_only_what_is_sure_is_said(reply, confirming, expected):
    assert speaks_unasked(reply, confirming=confirming, about=True) is expected


def test_unasked_nothing_is_said_that_is_not_about_the_report_but_help_lines():
    sure = Reply("?", "answer", 1.0, "v", entry=LATE, corrections=CORRECTED)
    calls = Reply("?", "signpost", 1.0, "v", help=library.knowledge().help)
    assert [speaks_unasked(each, confirming=False, about=False) for each in (sure, calls)] == [False, True]
