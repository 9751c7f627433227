"""Words that were written so that a filter would not see them are read as they are meant; ordinary ones stay."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.language.text import fold
from bot.core.language.unmasking import Unmasker

WORDS = """
    a beats dad die dont hate he help hits hurt hurts i kill live me my myself of raped scared she suicide to want
"""
OFTEN = dict.fromkeys(WORDS.split(), 5)
UNMASKER = Unmasker(OFTEN, frozenset(["hmic", "ofsted", "quiero", "morir"]))


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        pytest.param("i want to d!e", "i want to die", id="a sign for a letter"),
        pytest.param("i want to d1e", "i want to die", id="a digit for a letter"),
        pytest.param("he r@ped me", "he raped me", id="another sign"),
        pytest.param("$uicide", "suicide", id="a sign in front"),
        pytest.param("my dad h*ts me", "my dad hits me", id="a letter blanked out"),
        pytest.param("s**cide", "suicide", id="two letters blanked out"),
        pytest.param("k.i.l.l myself", "kill myself", id="points between letters"),
        pytest.param("d-i-e", "die", id="dashes between letters"),
        pytest.param("sui.cide", "suicide", id="a point inside"),
        pytest.param("su icide", "suicide", id="a blank inside"),
        pytest.param("i want to d i e", "i want to die", id="letters spelt out"),
        pytest.param("m y d a d h i t s m e", "my dad hits me", id="a sentence spelt out"),
        pytest.param("idontwanttolive", "i dont want to live", id="no blanks at all"),
        pytest.param("my dadhits me", "my dad hits me", id="one blank missing"),
        pytest.param("kiiiill myself", "kill myself", id="a letter held"),
        pytest.param("helpppp", "help", id="the last letter held"),
        pytest.param("he hіts mе", "he hits me", id="Cyrillic letters that look Latin"),
        pytest.param("ι wαnt to diе", "i want to die", id="Greek and Cyrillic ones"),
        pytest.param("ⓗⓔ ʜɪᴛꜱ ᴍᴇ", "he hits me", id="circled and small capital letters"),
        pytest.param("i am scraed of my dad", "i am scared of my dad", id="a slip of the fingers"),
        pytest.param("he sa'd me", "he saed me", id="a shortened word with a past is not the word it looks like"),
    ],
)
def test_a_masked_word_is_read_as_it_is_meant(typed, read):
    assert UNMASKER.read(fold(typed)) == read


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("is it 4.5%? what!?", id="numbers and marks"),
        pytest.param("help!", id="a mark at the end"),
        pytest.param("e.g. the report's well-known 9/10 score, and/or 12yo", id="shortened and joined words"),
        pytest.param("plan a b c d", id="letters that spell nothing"),
        pytest.param("who'd he say that to", id="a contraction"),
        pytest.param("hmic and ofsted", id="words of the base"),
        pytest.param("quiero morir", id="words of another language"),
        pytest.param("хочу умереть", id="another alphabet"),
        pytest.param("h8 gr8 b4", id="chat with digits"),
        pytest.param("a$$ f*ck", id="signs that stand for no word that is told"),
        pytest.param("3:30pm, 22:15 or 7-8", id="times"),
    ],
)
def test_what_is_not_masked_stays(typed):
    folded = fold(typed)
    assert UNMASKER.read(folded) == folded


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_can_be_read(text):
    assert isinstance(UNMASKER.read(fold(text)), str)
