"""Questions that found no answer, as people typed them, shown as typed."""

from __future__ import annotations

from dataclasses import replace

from bot import render
from bot.store import Gap

GAP = Gap(3, "who *paid*", "open", None, 5, 2, 1_700_000_000.0)


def test_a_page_lists_them():
    assert render.gaps([GAP, replace(GAP, target="money")], "open", 0, more=True).text == (
        "Questions without an answer, open, page 1:\n"
        "- **who \\*paid\\*** (2 people, 5 times, last <t:1700000000:R>)\n"
        "- **who \\*paid\\*** (2 people, 5 times, last <t:1700000000:R>, taught to `money`)"
    )


def test_a_page_of_long_ones_fits():
    assert len(render.gaps([replace(GAP, text="*" * 300)] * 25, "open", 0, more=True).text) <= 2_000


def test_one_says_what_became_of_it():
    assert "\nNow: open. " in render.gap(GAP).text
    assert "\nNow: taught to `money`. " in render.gap(replace(GAP, state="taught", target="money")).text
