"""Whether somebody asks what the bot is for, and what it shows them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.answering.introducing import examples
from tests.core import library

BASE = library.knowledge()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        pytest.param("What can you do?", "social", id="what it can do"),
        pytest.param("hi bot, what do you know", "social", id="with a greeting"),
        pytest.param("what can I ask you about?", "social", id="what can be asked"),
        pytest.param("How do I use this bot?", "social", id="how to use it"),
        pytest.param("what can you tell me about how many loans came back late", "answer", id="about something"),
        pytest.param("what can you do? my dad hits me and i am scared", "signpost", id="a call for help besides"),
    ],
)
def test_who_asks_what_the_bot_is_for_is_told(answerer, text, kind):
    assert answerer.answer(text).kind == kind


def test_the_examples_are_figures_and_a_quotation():
    assert [entry.id for entry in examples(BASE)] == ["loans-inspected", "loans-late", "bell-carpets"]


def test_without_figures_and_quotations_any_entries_are_examples():
    kept = {id: entry for id, entry in BASE.entries.items() if entry.figure is None and not entry.quote}
    assert [entry.id for entry in examples(replace(BASE, entries=kept))] == list(kept)[:3]
