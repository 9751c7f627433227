"""What people typed shows as they typed it: it marks nothing, hides nothing, and commands no terminal."""

from __future__ import annotations

import pytest

from bot import render
from bot.core.answering.reply import Correction, Reply
from bot.core.factcheck.checker import FigureCheck
from bot.core.language.text import visible
from bot.render.replies import correction_line, read_as_line
from bot.store import Deed
from tests.core import library


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("3 || ** million", "3 || ** million", id="signs"),
        pytest.param("a\nb", r"a\nb", id="an end of a line"),
        pytest.param("\x1b[31mred", r"\x1b[31mred", id="a terminal's colour"),
        pytest.param("evil\u202etxt.exe", r"evil\u202etxt.exe", id="backwards"),
        pytest.param("a\u2028b", r"a\u2028b", id="another end of a line"),
        pytest.param("\ud800", r"\ud800", id="half a character"),
        pytest.param("é 😀", "é 😀", id="letters and pictures"),
    ],
)
def test_what_is_hidden_is_shown(text, expected):
    assert visible(text) == expected


def test_a_number_that_is_corrected_marks_nothing():
    correction = Correction("3 || ** million", "412 loans")
    assert correction_line(correction) == r"Not 3 \|\| \*\* million: the report has 412 loans"
    assert correction_line(correction, marked=False) == "Not 3 || ** million: the report has 412 loans"


def test_a_correction_that_is_shared_is_what_it_was():
    entry = next(iter(library.knowledge().entries.values()))
    reply = Reply("", "answer", 1.0, "", entry=entry)
    correction = Correction("3 || ** million", "412 loans")
    shown = "\n".join([correction_line(correction), render.plain(reply)])
    assert render.corrections_in(shown, reply) == (correction,)


def test_a_word_that_was_repaired_marks_nothing():
    entry = next(iter(library.knowledge().entries.values()))
    reply = Reply("", "answer", 1.0, "", entry=entry, read_as=(("l_oan_", "loan"),))
    assert read_as_line(reply) == [r'I read "l\_oan\_" as loan.']


def test_a_figure_that_was_checked_marks_nothing():
    check = FigureCheck("3 || ** million", "not in the report", None, "nothing goes with it")
    assert r"**3 \|\| \*\* million**" in render.checked_figures([check])["description"]


def test_the_audit_in_a_terminal_shows_what_a_form_held():
    deed = Deed(1, 0.0, 7, 8, "add", "failed", "x\n2026-01-01  publish, done\x1b[2J")
    assert render.deed_plain(deed) == (
        r"1970-01-01T00:00:00+00:00  add, failed, by user 7 in server 8: x\n2026-01-01  publish, done\x1b[2J"
    )
    assert "\x1b" not in render.audit([deed]).text


def test_what_a_moderator_is_told_of_a_failure_marks_nothing():
    assert render.trouble(ValueError("no `**x**`\nthere")).text == r"That didn't work: no \`\*\*x\*\*\` there"
